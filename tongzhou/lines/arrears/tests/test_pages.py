"""The pages: an inspector brings a sheet, orders, enters money; a worker signs and confirms on the phone; anybody looks."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from tongzhou.lines.arrears import facts, figures, rules
from tongzhou.lines.arrears.models import MatterRow, Safeguard, SiteFacts, SiteMonth, SiteParty
from tongzhou.lines.arrears.rules import site
from tongzhou.procedure.models import Entry
from tongzhou.procedure.tabular import opened, read
from tongzhou.registry.models import OutboxMessage

from .cast import MONDAY, Cast, number
from .test_importing import HEAD


def to(name, *args):
    return reverse(f"arrears:{name}", args=args)


def upload(*lines, head=HEAD, name="工资表.csv"):
    out = io.StringIO()
    csv.writer(out).writerows([head, *lines])
    return SimpleUploadedFile(name, out.getvalue().encode("utf-8-sig"))


def sent(page):
    """Return what a form of a page sends back unseen."""
    found = dict(re.findall(r'name="(request|seen)" value="([^"]*)"', page.content.decode()))
    assert found
    return found


@pytest.fixture
def today():
    return localdate()


def test_a_sheet_is_looked_at_mended_and_stated(cast: Cast, today):
    case = cast.taken(on=today)
    client = cast.bater.client
    rows = [
        ("包晓东", number(0), "", "", "2026-01", "", "5600", "", "", ""),
        ("包晓东", number(0), "", "", "2026-02", "", "五块多", "", "", ""),
        ("新来的", number(40), "13900009999", "", "2026-01", "计件工资", "3000", "", "", ""),
    ]
    answer = client.post(to("upload", case.uid), {"file": upload(*rows)})
    assert answer.status_code == 302, answer.content.decode()
    where = answer["Location"]
    page = client.get(where).content.decode()
    assert "不是金额" in page
    assert "登记 2 人的台账" in page
    done = client.post(f"{where}do/")
    assert done["Location"] == where  # one line waits for mending
    handed = b"".join(client.get(f"{where}rejects/").streaming_content)
    from tongzhou.lines.arrears.importing.columns import of_ledger

    back = read(opened("x.xlsx", io.BytesIO(handed)), of_ledger(today))
    assert [len(c.rejects) for c in back.chunks()] == [1]
    mended = upload(("3", *rows[1][:6], "5000", "", "", "", ""), head=("原行号", *HEAD, "问题"))
    assert client.post(where, {"file": mended}).status_code == 302
    assert client.post(f"{where}do/")["Location"] == to("ledger", case.uid)
    view = cast.view(case)
    assert rules.sums(view, cast.worker(0)).claimed == 1_060_000
    assert [w.name for w in rules.workers(view)][-1] == "新来的"
    assert client.get(where).status_code == 404  # emptied
    assert "2026-02" in client.get(to("ledger", case.uid)).content.decode()
    assert client.get(to("ledger", case.uid), {"format": "xlsx"}).status_code == 200


def test_the_whole_way_through_the_pages(cast: Cast, today):
    case = cast.taken(on=today, crew=2)
    client = cast.bater.client
    for n in range(2):
        page = client.get(to("worker", case.uid), {"who": cast.worker(n)})
        assert page.status_code == 200
        typed = {
            "row-TOTAL_FORMS": "2",
            "row-INITIAL_FORMS": "0",
            "row-0-month": "2026年1月",
            "row-0-item": "time",
            "row-0-due": "6000",
            "row-1-item": "time",
            "who": cast.worker(n),
        }
        assert client.post(to("worker", case.uid), typed | sent(page)).status_code == 302
    page = client.get(to("establish", case.uid))
    ticked = {f"who-{cast.worker(n)}": "1" for n in range(2)}
    stated = ticked | {"basis": "书面证据", "answers": "", "words": ""}
    assert client.post(to("establish", case.uid), stated | sent(page)).status_code == 302
    cast.assigned(case, on=today)
    asked = {"situation": "subcontract", "found": "1"}
    page = client.get(to("payers", case.uid), asked)
    assert "第三十条" in page.content.decode()
    roles = {
        "role-contractor": "示例建设集团有限公司",
        "role-subcontractor": "示例劳务有限公司",
        "role-owner": "示例置业有限公司",
    }
    answer = client.post(to("payers", case.uid), asked | roles | sent(page))
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(to("order", case.uid))
    assert "12,000.00" in page.content.decode()
    until = today + timedelta(days=10)
    order = {"until": until.isoformat(), "how": "转账", "words": "工资表"}
    assert client.post(to("order", case.uid), order | sent(page)).status_code == 302
    page = client.get(to("pay", case.uid))
    share = {"total": "1,000.01", "way": "按比例", "share": "1"} | sent(page)
    shared = client.post(to("pay", case.uid), share)
    assert shared.status_code == 200
    assert 'value="500.01"' in shared.content.decode()
    pay = {"received_on": today.isoformat(), "source": "总包代发", "reference": "20260301"}
    amounts = {f"amount-{cast.worker(0)}": "６０００", f"amount-{cast.worker(1)}": "99999"}
    wrong = client.post(to("pay", case.uid), pay | amounts | sent(page))
    assert wrong.status_code == 422
    assert "超过尚欠" in wrong.content.decode()
    amounts[f"amount-{cast.worker(1)}"] = "1000"
    answer = client.post(to("pay", case.uid), pay | amounts | sent(page))
    assert answer.status_code == 302, answer.content.decode()
    bank = upload(
        ("萨仁", number(2), "3000", today.isoformat(), "成功", "B1"),
        ("谁", "", "10", "", "成功", "B2"),
        head=("户名", "证件号码", "金额", "日期", "状态", "流水号"),
    )
    look = client.post(to("bank", case.uid), {"file": bank})
    assert "对到 1 人" in look.content.decode()
    bank.seek(0)
    assert client.post(to("bank", case.uid), {"file": bank, "do": "1"}).status_code == 302
    page = client.get(to("confirm", case.uid), {"who": cast.worker(1)})
    told = {
        "who": cast.worker(1),
        "total": "6000",
        "received_on": today.isoformat(),
        "how": "电话录音0301",
    }
    answer = client.post(to("confirm", case.uid), told | sent(page))
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(to("conclude", case.uid))
    ending = {"code": "paid_all", "words": "逐人核实"}
    assert client.post(to("conclude", case.uid), ending | sent(page)).status_code == 302
    page = client.get(to("visit3", case.uid))
    visit = {f"answer-{cast.worker(n)}": "已收到" for n in range(2)} | {
        "called_on": today.isoformat()
    }
    assert client.post(to("visit3", case.uid), visit | sent(page)).status_code == 302
    row = MatterRow.objects.get(case=case)
    assert (row.found, row.ordered, row.collected, row.left) == (1_200_000, 1_200_000, 1_200_000, 0)
    assert client.get(reverse("desk:case", args=[case.uid])).status_code == 200


def test_a_conclusion_without_its_evidence_is_asked_again(cast: Cast, today):
    case = cast.found(on=today, crew=2)
    client = cast.head.client
    page = client.get(to("end", case.uid), {"code": "unfounded"})
    ending = {"code": "unfounded", "words": "已付"} | sent(page)
    refused = client.post(to("end", case.uid), ending)
    assert refused.status_code == 422
    assert "须有：工资支付台账或银行记录" in refused.content.decode()
    proof = {
        f"evidence-{k}": SimpleUploadedFile("证据.pdf", b"%PDF-1.4 x") for k in ("ledger", "told")
    }
    assert client.post(to("end", case.uid), ending | proof).status_code == 302
    page = client.get(to("reopen", case.uid))
    again = {f"who-{cast.worker(0)}": "1", "words": "有新证据"} | sent(page)
    assert client.post(to("reopen", case.uid), again).status_code == 302
    assert MatterRow.objects.get(case=case).reopened == 1


@pytest.mark.parametrize(
    "name", ["pay", "advance", "draw", "bounce", "recover", "suspect", "aside", "visit30", "upload"]
)
def test_every_page_opens_to_the_inspector_and_to_no_stranger(cast: Cast, name, today):
    case = cast.ordered(on=today, until=today + timedelta(days=9))
    who = cast.head if name == "advance" else cast.bater
    assert who.client.get(to(name, case.uid)).status_code == 200
    assert cast.stranger.client.get(to(name, case.uid)).status_code == 404
    assert cast.clerk.client.get(to(name, case.uid)).status_code == 404
    assert Client().get(to(name, case.uid)).status_code == 302


def test_every_paper_can_be_drawn(cast: Cast):
    case = cast.ordered(crew=2)
    left = cast.left(case)
    on = date(2026, 3, 17)
    key = (cast.firm("总包"),)
    cast.does("bater", case, "demand", facts.Demand(until=date(2026, 3, 20)), on=on, about=key)
    cast.does(
        "bater", case, "draw", facts.Draw(bank="示例银行", amounts=left), on=on, about=tuple(left)
    )
    one = next(iter(left))
    given = facts.Advance(
        received_on=on, amounts={one: left[one]}, left={one: 0}, reference="1", approval="批"
    )
    cast.does("head", case, "advance", given, on=on, about=(one,))
    cast.does("bater", case, "claim_back", facts.Ground(words="请偿还"), on=on, about=key)
    cast.does(
        "bater",
        case,
        "refer",
        facts.Referral(to="行业主管部门", addressee="住建局", words="请督促"),
        on=on,
    )
    cast.pays(case, cast.left(case), on=on)
    cast.does("bater", case, "conclude", facts.Ending(code="paid_all", words="已付"), on=on)
    issued = Entry.objects.filter(case=case).exclude(issued={}).order_by("seq")
    assert {e.issued["paper"] for e in issued} >= {
        "order",
        "books",
        "draw",
        "advance",
        "recover",
        "notice",
        "closing",
    }
    for entry in issued:
        answer = cast.bater.client.get(reverse("desk:paper", args=[case.uid, entry.seq, "docx"]))
        # Read to its end, which closes it: `close` would end the connection of the test with the request.
        assert b"".join(answer.streaming_content)[:2] == b"PK", entry.issued
    draft = cast.bater.client.get(reverse("desk:document", args=[case.uid, "ledger", "docx"]))
    assert draft.status_code == 200
    assert draft.content[:2] == b"PK"


# --- The phone -------------------------------------------------------------------------------------


def shown(client, case, who):
    """Let a worker show their phone for a case."""
    from django.test import RequestFactory
    from django.utils.timezone import now

    from tongzhou.procedure import showing
    from tongzhou.registry.fields import hash_of

    request = RequestFactory().get("/")
    request.session = client.session
    showing.show_for_case(request, case, phone_hash=hash_of("phone", who.phone.open()), at=now())
    request.session.save()
    client.cookies["sessionid"] = request.session.session_key


def code_on(phone):
    message = OutboxMessage.objects.latest("at", "id")
    assert message.phone.open() == phone
    return re.search(r"\d{6}", str(message.text))[0]


def test_a_worker_signs_their_lines_and_confirms_the_money_with_a_code(cast: Cast, today):
    case = cast.ordered(on=today, until=today + timedelta(days=9), crew=2)
    saren, phone = cast.crew[1], Client()
    assert phone.get(reverse("arrears-portal:confirm", args=[case.uid])).status_code == 404
    shown(phone, case, saren)
    page = phone.get(reverse("portal:case", args=[case.uid])).content.decode()
    assert "2025-10" in page
    assert "包晓东" not in page  # nothing of the others
    there = reverse("arrears-portal:sign", args=[case.uid])
    assert phone.post(there)["Location"] == reverse("portal:sign", args=[case.uid])
    number_ = saren.phone.open()
    assert (
        phone.post(reverse("portal:sign", args=[case.uid]), {"code": code_on(number_)}).status_code
        == 302
    )
    assert rules.signed_now(cast.view(case).subjects[cast.worker(1)])
    there = reverse("arrears-portal:confirm", args=[case.uid])
    too_much = phone.post(there, {"total": "99999", "received_on": today.isoformat()})
    assert "核定的欠付金额是 15000.00 元" in too_much.content.decode()
    OutboxMessage.objects.all().delete()
    from tongzhou.registry.models import PhoneCode

    PhoneCode.objects.all().delete()  # not before a minute has passed, and this test has none
    assert (
        phone.post(there, {"total": "15,000", "received_on": today.isoformat()}).status_code == 302
    )
    assert (
        phone.post(reverse("portal:sign", args=[case.uid]), {"code": code_on(number_)}).status_code
        == 302
    )
    view = cast.view(case)
    assert view.subjects[cast.worker(1)].state == "paid"
    assert "以手机" in view.subjects[cast.worker(1)].stated["confirm_all"].proof
    assert "15,000.00" in phone.get(reverse("portal:case", args=[case.uid])).content.decode()


def test_anybody_reads_what_was_found_ordered_and_collected(cast: Cast, today):
    case = cast.ordered(on=today, until=today + timedelta(days=9))
    one = cast.worker(0)
    cast.pays(case, {one: 1_500_000}, on=today)
    page = Client().get(reverse("arrears-portal:published"), {"level": "county"}).content.decode()
    for words in ("45,000.00", "15,000.00", "达尔罕茂明安联合旗", "33%"):
        assert words in page
    small = cast.found(on=today, crew=1)
    rows = figures.taken(since=today, until=today, cases=[small.pk])
    assert figures.whole(rows, "").is_small
    board = cast.bater.client.get(to("board"))
    assert "45,000.00" in board.content.decode() or "60,000.00" in board.content.decode()


def test_the_board_asks_no_more_of_the_database_for_more_matters(
    cast: Cast, today, django_assert_max_num_queries
):
    for _ in range(3):
        cast.taken(on=today, crew=1)
    cast.bater.client.get(to("board"))
    with django_assert_max_num_queries(30):
        cast.bater.client.get(to("board"))


# --- Projects --------------------------------------------------------------------------------------


def test_what_a_project_lacks_is_said_with_the_day_since_when():
    starts = {"start": date(2026, 1, 10), "contract": date(2026, 1, 5), "permit": date(2026, 1, 8)}
    done = {"account": date(2026, 2, 4), "deposit": date(2026, 1, 29), "board": date(2026, 1, 10)}
    found = {c.kind.code: c for c in site.checks(starts, done, on=date(2026, 3, 1))}
    assert (found["account"].state, found["account"].due) == (
        "done",
        date(2026, 2, 4),
    )  # thirty days
    assert (found["deposit"].state, found["deposit"].due) == (
        "late_done",
        date(2026, 1, 28),
    )  # twenty
    assert (found["platform"].state, found["platform"].since, found["platform"].days) == (
        "missing",
        date(2026, 2, 10),
        20,
    )
    assert found["real_name"].since == date(2026, 1, 11)
    assert site.checks({}, {}, on=MONDAY)[1].state == "unknown"
    month = site.month_check(
        "2026-01",
        cost_on=None,
        signed_on=MONDAY,
        paid_on=MONDAY,
        due_fen=100,
        paid_fen=99,
        on=MONDAY,
    )
    assert [w for w, _cites in month.missing] == ["人工费用没有按月拨付", "代发少于应发，差0.01元"]
    deposit = site.deposit(1_000_000_00, on=MONDAY, region=HERE_)
    assert (deposit.least, deposit.most, deposit.verified) == (1_000_000, 3_000_000, False)


HERE_ = "150223"


def test_the_case_says_what_comes_next_to_whoever_may_do_it(cast: Cast, today):
    def coming(who, case):
        page = who.client.get(reverse("desk:case", args=[case.uid])).content.decode()
        return re.findall("下一步：([^ <]+)", page)

    case = cast.taken(on=today)
    assert coming(cast.head, case) == ["指定承办监察员"]
    assert coming(cast.bater, case) == []  # it is not for an inspector to assign
    found = cast.found(on=today)
    cast.assigned(found, on=today)
    assert coming(cast.bater, found) == ["确定清偿责任"]
    ordered = cast.ordered(on=today, until=today + timedelta(days=9))
    assert coming(cast.bater, ordered) == ["登记到账"]
    cast.pays(ordered, cast.left(ordered), on=today)
    assert coming(cast.bater, ordered) == ["工资到账，结案"]
    ending = facts.Ending(code="paid_all", words="已付")
    cast.does("bater", ordered, "conclude", ending, on=today)
    assert coming(cast.bater, ordered) == ["登记三日回访"]


@pytest.mark.parametrize("by", ["code", "pk"])
def test_the_project_is_known_whichever_line_named_it(cast: Cast, today, by):
    """A report hands on the number of the record; an inspector writes that of the project."""
    case = cast.found(on=today) if by == "code" else cast.taken(on=today, project=str(cast.project.pk))  # fmt: skip
    client = cast.bater.client
    assert cast.project.name in client.get(reverse("desk:case", args=[case.uid])).content.decode()
    payers = client.get(to("payers", case.uid), {"situation": "subcontract"}).content.decode()
    assert f'value="{cast.firms["总包"].name}"' in payers
    assert case.number in client.get(to("site", cast.project.pk)).content.decode()


def test_a_project_is_kept_up_on_its_page_and_its_board_can_be_printed(cast: Cast):
    client, pk = cast.bater.client, cast.project.pk
    there = to("site", pk)
    assert client.get(to("sites")).status_code == 200
    assert client.get(there).status_code == 200
    assert cast.stranger.client.get(there).status_code == 404
    assert cast.clerk.client.get(there).status_code == 404
    for sent_ in (
        {"what": "facts", "facts-contract_on": "2025-05-20", "facts-price": "10000000", "facts-officer": "马经理", "facts-pay_day": "15"},
        {"what": "party", "party-role": "sub", "party-name": "示例劳务", "party-firm": "示例劳务有限公司"},
        {"what": "safeguard", "safeguard-kind": "account", "safeguard-done_on": "2025-06-10", "safeguard-holder": "示例银行"},
        {"what": "month", "month-month": "2025年7月", "month-due": "50000", "month-paid": "48000", "month-paid_on": "2025-08-10"},
    ):  # fmt: skip
        answer = client.post(there, sent_)
        assert answer.status_code == 302, (sent_, answer.content.decode()[:3000])
    assert (
        client.post(
            there,
            {"what": "party", "party-role": "sub", "party-name": "无", "party-firm": "没有的公司"},
        ).status_code
        == 422
    )
    assert (
        SiteFacts.objects.count(),
        SiteParty.objects.count(),
        Safeguard.objects.count(),
        SiteMonth.objects.count(),
    ) == (1, 1, 1, 1)
    page = client.get(there).content.decode()
    assert "2025-06-10 已落实" in page
    assert "差2000.00元" in page
    board = client.get(to("site-board", pk)).content.decode()
    assert "<svg" in board
    assert "每月 15 日" in board
