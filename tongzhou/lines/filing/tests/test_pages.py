"""The pages: an employer declares on the phone, a worker objects, the office decides and reviews by rank."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now
from docx import Document as Word

from tongzhou.lines.filing import figures
from tongzhou.lines.filing.forms import shown
from tongzhou.lines.filing.models import (
    Employment,
    ObjectionRow,
    PlatformJudgment,
    Ranked,
    ReviewRow,
)
from tongzhou.lines.filing.review import ranking
from tongzhou.lines.filing.rules.platform import QUESTIONS
from tongzhou.procedure.models import Case, Entry
from tongzhou.registry import journal
from tongzhou.registry.models import OutboxMessage, Worker

from .cast import HERE, Seat, Town, code, number


def _fields(row: Employment, **more: Any) -> dict[str, Any]:
    """Return the terms of a row as its form would send them."""
    said = {n: v for n, v in shown(row).items() if v not in (None, "", False)}
    return said | more


def _fills_in(seat: Seat, url: str, **said: Any) -> Any:
    """Send the general form of an act with what the page itself had filled in."""
    frame = seat.client.get(url).context["frame"]
    start = {f"act-{n}": v for n in ("request", "seen") if (v := frame[n].value()) is not None}
    return seat.sends(url, **start | {"act-happened_on": localdate().isoformat()} | said)


def test_an_employer_hires_changes_and_ends_on_the_phone_and_a_stranger_is_asked_first(
    town: Town,
) -> None:
    home = reverse("filing-employer:home")
    assert Seat().client.get(home)["Location"] == "/mine/employer/"
    seat = Seat()
    seat.client.get(home)
    assert seat.sends("/mine/employer/", phone="13900000001").status_code == 302
    seat = town.at_phone()
    model = town.hires(9)
    new = _fields(model, name="乌日娜", number=number(5), phone="13711112222")
    hired = seat.sends(reverse("filing-employer:hire", args=[town.firm.pk]), **new)
    assert hired.status_code == 302, hired.context["form"].errors
    row = Employment.objects.get(phone_hash__gt="", pk=hired["Location"].split("/")[-2])
    assert row.source == "portal"
    page = seat.reads(reverse("filing-employer:row", args=[town.firm.pk, row.pk]))
    assert "为什么是这一天" in page
    assert "乌日娜" in page
    act = reverse("filing-employer:act", args=[town.firm.pk, row.pk, "change"])
    assert seat.sends(act, **_fields(row, pay="6000", reason="涨薪")).status_code == 302
    act = reverse("filing-employer:act", args=[town.firm.pk, row.pk, "end"])
    late = {"ended_on": (localdate() + timedelta(days=3)).isoformat(), "end_reason": "agreed"}
    refused = seat.sends(act, **late)
    assert refused.status_code == 422
    assert "不能晚于今天" in refused.content.decode()
    assert seat.sends(act, **late | {"ended_on": localdate().isoformat()}).status_code == 302


def test_nobody_opens_the_declarations_of_another_employer_and_an_agency_is_named_as_one(
    town: Town,
) -> None:
    mine, theirs = town.hires(1), town.hires(2, firm=town.other)
    clerk, agency = town.at_phone(), town.at_phone("13900000002")
    for seat, firm, row in ((clerk, town.other, theirs), (agency, town.firm, mine)):
        assert seat.client.get(reverse("filing-employer:rows", args=[firm.pk])).status_code == 404
        own = town.firm if seat is clerk else town.other
        for there in (
            reverse("filing-employer:row", args=[own.pk, row.pk]),
            reverse("filing-employer:act", args=[own.pk, row.pk, "end"]),
        ):
            assert seat.client.get(there).status_code == 404
    new = _fields(mine, name="乌日娜", number=number(5), phone="13711112222")
    done = agency.sends(reverse("filing-employer:hire", args=[town.other.pk]), **new)
    assert done.status_code == 302
    assert (
        Employment.objects.get(uscc=town.other.uscc, phone_hash=_hash("13711112222")).source
        == "agency"
    )


def _hash(phone: str) -> str:
    from tongzhou.registry.fields import hash_of

    return hash_of("phone", phone)


def test_nothing_tells_a_stranger_whether_a_worker_is_declared(town: Town) -> None:
    town.hires(1, phone="13712345678")
    answers = []
    for n, phone in ((1, "13712345678"), (1, "13799999999"), (2, "13712345678")):
        seat = Seat()
        first = seat.sends("/p/filing/worker/", phone=phone, number=number(n))
        page = seat.client.get("/p/filing/worker/code/")
        answers.append((first.status_code, first["Location"], page.status_code))
    assert len(set(answers)) == 1
    assert OutboxMessage.objects.count() == 1  # only the phone that belongs was sent one
    assert Seat().client.get("/p/filing/worker/mine/")["Location"] == "/p/filing/worker/"


def test_the_phone_an_employer_wrote_down_opens_that_employers_declarations_alone(
    town: Town,
) -> None:
    """It might be the employer's own; the phone that an office has registered opens all."""
    town.hires(1, phone="13700009999", insured=False)
    town.hires(1, firm=town.other, kind="part", weekly_hours=10, pay=3000, pay_basis="hour")
    seat = town.worker_at_phone(1, "13700009999")
    text = seat.reads("/p/filing/worker/mine/")
    assert town.firm.name in text
    assert town.other.name not in text
    assert "没有参加" in text
    # Not by objecting either, which enters the worker in the register with the phone that was shown.
    row = Employment.objects.get(uscc=town.firm.uscc)
    there = reverse("filing-worker:object", args=[row.pk])
    assert seat.sends(there, what="其他", words="看看").status_code == 302
    assert town.other.name not in seat.reads("/p/filing/worker/mine/")
    worker = Worker.objects.get()
    journal.change(
        worker, by=town.officer.person, at=now(), reason="本人到窗口登记", phone="13788887777"
    )
    text = town.worker_at_phone(1, "13788887777").reads("/p/filing/worker/mine/")
    assert town.firm.name in text
    assert town.other.name in text


def test_a_worker_objects_the_employer_answers_the_office_decides_and_the_worker_follows(
    town: Town,
) -> None:
    row = town.hires(1, phone="13700009999")
    other = town.hires(2)
    worker = town.worker_at_phone(1, "13700009999")
    there = reverse("filing-worker:object", args=[row.pk])
    assert worker.client.get(reverse("filing-worker:object", args=[other.pk])).status_code == 404
    assert worker.sends(there, what="工资不对", words="").status_code == 422
    assert worker.sends(there, what="工资不对", words="约定六千，只报了五千").status_code == 302
    case = Case.objects.get(procedure="filing.objection")
    assert (case.region, case.state) == (HERE, "raised")
    assert (
        worker.sends(there, what="工资不对", words="再提一次").status_code == 422
    )  # one is under way
    objection = ObjectionRow.objects.get()
    assert (objection.employment, objection.uscc) == (row.pk, town.firm.uscc)
    assert "已送单位" in worker.reads("/p/filing/worker/mine/")
    assert "约定六千" in worker.reads(reverse("portal:case", args=[case.uid]))
    uphold = reverse("desk:act", args=[case.uid, "uphold"])
    assert "请先听取单位意见" in town.officer.client.get(uphold).content.decode()
    clerk = town.at_phone()
    answer = reverse("portal:act", args=[case.uid, "answer"])
    assert _fills_in(clerk, answer, words="填错了", agrees="on").status_code == 302
    case.refresh_from_db()
    assert case.state == "answered"
    assert "填错了" in town.officer.reads(reverse("desk:case", args=[case.uid]))
    assert town.neighbour.client.get(reverse("desk:case", args=[case.uid])).status_code == 404
    done = _fills_in(town.officer, uphold, mend="工资改为六千元", until=localdate().isoformat())
    assert done.status_code == 302
    assert "工资改为六千元" in worker.reads(reverse("portal:case", args=[case.uid]))
    # The decision is a paper with a number: both sides take it, and the officer notes how it was served.
    issued = Entry.objects.get(case=case, act="uphold")
    assert issued.issued["number"] == f"人社备异〔{localdate():%Y}〕1号"
    for seat in (worker, clerk):
        page = seat.reads(reverse("portal:case", args=[case.uid]))
        assert "劳动用工备案异议处理决定书" in page
        paper = seat.client.get(reverse("portal:paper", args=[case.uid, issued.seq, "docx"]))
        said = Word(io.BytesIO(b"".join(paper.streaming_content)))  # type: ignore[attr-defined]
        text = "\n".join(p.text for p in said.paragraphs)
        assert "异议成立" in text
        assert "工资改为六千元" in text
        assert "约定六千，只报了五千" in text
    assert "待送达" in town.officer.reads(reverse("desk:case", args=[case.uid]))
    stranger = town.at_phone("13900000002")
    there = reverse("portal:paper", args=[case.uid, issued.seq, "docx"])
    assert stranger.client.get(there).status_code == 404


def test_what_stands_out_is_ranked_taken_up_and_handed_over_to_inspection(town: Town) -> None:
    start = localdate() - timedelta(days=70)
    for n in range(1, 5):
        town.hires(n, written="none", starts_on=start, insured=n > 2, phone="13700001111")
    town.hires(9, firm=town.other)
    found = ranking.standings(HERE, on=localdate())
    counts = found[str(town.firm.uscc)].counts
    assert {k: v for k, v in counts.items() if v} == {
        "unsigned": 4, "uninsured": 2, "one_phone": 4, "no_econtract": 4, "late": 4,
    }  # fmt: skip
    assert town.officer.sends(reverse("filing:rank")).status_code == 302
    ranked = Ranked.objects.get()
    assert (ranked.uscc, ranked.hits[0]["rule"]) == (town.firm.uscc, "unsigned")
    live = figures.of_place(HERE, on=localdate())
    assert {c: str(r) for c, r in figures.kept(Q(county=HERE)).items()} == {
        c: str(r) for c, r in live.items()
    }
    board = town.officer.reads(reverse("filing:board"))
    assert "用工满月未签合同（4" in board
    assert "共 1 家需要关注" in board
    take = reverse("filing:take-up", args=[ranked.pk])
    for who in ("neighbour", "league", "chief", "inspector", "nobody"):
        assert town.seats[who].sends(take).status_code == 404, who
    assert town.officer.sends(take).status_code == 302
    case = Case.objects.get(procedure="filing.review")
    assert ReviewRow.objects.get().score == ranked.score
    board = town.officer.reads(reverse("filing:board"))
    assert "共 0 家需要关注" in board
    assert f"排序日期 {ranked.as_of}" in board
    assert "列入审查的理由" in town.officer.reads(reverse("desk:case", args=[case.uid]))
    there = reverse("desk:act", args=[case.uid, "hand_over"])
    assert there in town.officer.reads(reverse("desk:case", args=[case.uid]))
    done = _fills_in(town.officer, there, breaches=["不依法订立劳动合同"], words="四人满月未签")
    assert done.status_code == 302
    opened = Case.objects.get(procedure="inspection.case")
    assert opened.region == HERE
    assert "不依法订立" in town.inspector.reads(reverse("desk:case", args=[opened.uid]))


def test_facts_of_platform_work_are_kept_with_the_row_declared_on_them(town: Town) -> None:
    seat, firm = town.at_phone(), town.firm
    said = {q.code: "no" for q in QUESTIONS} | {"no_refusal": "yes", "region": HERE}
    page = seat.sends(
        reverse("filing-employer:platform", args=[firm.pk]),
        **said | {"income": "3000", "hours": "200"},
    ).content.decode()
    assert "不完全符合确立劳动关系情形" in page
    assert "低于" in page
    judged = PlatformJudgment.objects.get()
    new = _fields(town.hires(9), name="乌日娜", number=number(5), phone="13711112222")
    new |= {"kind": "platform", "platform_class": "managed"}
    hire = reverse("filing-employer:hire", args=[firm.pk]) + f"?judged={judged.pk}"
    done = seat.sends(hire, **new)
    assert done.status_code == 302, done.context["form"].errors
    assert "没有拒绝派单的自由" in seat.reads(done["Location"])
    unanswered = seat.sends(reverse("filing-employer:platform", args=[firm.pk]), region=HERE)
    assert unanswered.status_code == 422


def test_work_through_a_platform_is_classed_by_the_facts_alone(town: Town) -> None:
    seat, firm = town.at_phone(), town.firm
    platform = reverse("filing-employer:platform", args=[firm.pk])
    hire = reverse("filing-employer:hire", args=[firm.pk])
    new = _fields(town.hires(9), name="乌日娜", number=number(5), phone="13711112222")
    new |= {"kind": "platform", "platform_class": "civil"}
    bare = seat.sends(hire, **new)
    assert bare.status_code == 422
    assert "请先用“情形判断”回答几个问题" in bare.content.decode()

    seat.sends(platform, region=HERE, **{q.code: "yes" for q in QUESTIONS})
    judged = PlatformJudgment.objects.get()
    other = seat.sends(f"{hire}?judged={judged.pk}", **new)
    assert other.status_code == 422
    assert "所答的事实指向“确立劳动关系情形”" in other.content.decode()
    assert Employment.objects.count() == 1

    answer = seat.sends(f"{hire}?judged={judged.pk}", **new | {"platform_class": "labour"})
    assert answer.status_code == 302
    row = Employment.objects.latest("pk")
    page = town.seats["officer"].reads(f"/desk/registers/employments/{row.pk}/")
    assert "确立劳动关系情形（13分）；属实的：" in page
    assert QUESTIONS[0].question in page


@pytest.mark.parametrize("which", ["board", "register", "employer", "rows"])
def test_a_page_asks_the_database_no_more_for_many_rows_than_for_few(
    town: Town, which: str
) -> None:
    clerk = town.at_phone()
    urls = {
        "board": (town.officer, reverse("filing:board")),
        "register": (town.officer, reverse("desk:register", args=["employments"])),
        "employer": (town.officer, reverse("filing:employer", args=[town.firm.uscc])),
        "rows": (clerk, reverse("filing-employer:rows", args=[town.firm.pk])),
    }
    seat, url = urls[which]
    counted = []
    for many in (range(1, 3), range(3, 23)):
        for n in many:
            town.hires(n, starts_on=localdate() - timedelta(days=70), written="none")
            Ranked.objects.create(
                county=HERE,
                uscc=code(100 + n),
                employer_name="示例",
                as_of=localdate(),
                rows=1,
                score=n,
            )
        seat.reads(url)
        with CaptureQueriesContext(connection) as asked:
            seat.reads(url)
        counted.append(len(asked))
    assert counted[0] == counted[1], counted
    assert counted[1] <= 32
