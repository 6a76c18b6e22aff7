"""The pages of the desk: who opens what, what a form does, what stays hidden, how many questions are asked."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from python_calamine import CalamineWorkbook

from tongzhou.lines.mediation import facts
from tongzhou.lines.mediation.models import (
    MediationCase,
    Mediator,
    MediatorConflict,
    MediatorNote,
    ServiceRecord,
    Tariff,
)
from tongzhou.lines.mediation.tests.cast import HERE, NUMBER, PHONE, SUMU, Cast, Someone, at
from tongzhou.procedure.catalogue import newest
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case, CaseLink, Entry, Sighting
from tongzhou.registry.models import RegisterEntry, Worker


def address(name: str, *args: object) -> str:
    return reverse(f"mediation:{name}", args=args)


def today() -> date:
    return localdate()


def items(*rows: tuple[str, str]) -> dict[str, str]:
    data = {"item-TOTAL_FORMS": "6", "item-INITIAL_FORMS": "0"}
    for n, (head, amount) in enumerate(rows):
        data |= {f"item-{n}-head": head, f"item-{n}-amount": amount}
    return data


SPOKEN = {
    "who-name": "宝鲁德",
    "who-id_kind": "resident",
    "who-id_number": "",
    "who-phone": "13900004321",
    "matter-channel": "电话",
    "matter-way": "administrative",
    "matter-employer": "示例建筑有限公司",
    "matter-region": SUMU,
    "matter-story": "干了两个月没给钱",
    "matter-language": "蒙古语",
}


# --- The counter -----------------------------------------------------------------------------------


def test_a_call_becomes_a_case_and_the_phone_stays_in_the_register(cast: Cast) -> None:
    url = reverse("mediation-counter:bring")
    assert cast.clerk.opens(url).status_code == 200
    sent = SPOKEN | items(("wages", "8600"), ("overtime", "400.50")) | {"request": "r" * 32}
    for _press in range(2):  # pressed twice, it is one case and one worker
        assert cast.clerk.sends(url, sent).status_code == 302
    case = Case.objects.get(procedure="mediation.case")
    assert (case.region, case.number) == (SUMU, f"达调解调字〔{today().year}〕1号")
    entry = Entry.objects.get(case=case)
    assert entry.facts["taken_down"] == "娜日娜"
    assert "13900004321" not in str(entry.facts)
    assert MediationCase.objects.get(case=case).claimed == 900_050
    worker = Worker.objects.get(name="宝鲁德")
    assert worker.phone.open() == "13900004321"
    respondent = next(k for k in entry.about if k.startswith("respondent/"))
    assert respondent == cast.respondent  # found by name, not registered again


def test_what_is_wrong_on_the_form_is_said_at_the_field_and_nothing_is_registered(
    cast: Cast,
) -> None:
    sent = SPOKEN | {"who-phone": "", "who-name": "宝鲁德"} | items(("wages", ""))
    answer = cast.clerk.sends(reverse("mediation-counter:bring"), sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "没有证件号码的，须留下手机号" in page
    assert "请填写金额" in page
    assert not Case.objects.exists()
    assert not Worker.objects.filter(name="宝鲁德").exists()


def test_a_second_worker_joins_with_a_claim_of_their_own(cast: Cast) -> None:
    case = cast.case(on=today())
    sent = {"who-name": "宝鲁德", "who-id_kind": "resident", "who-phone": "13900004321"}
    answer = cast.clerk.sends(address("add", case.uid), sent | items(("wages", "5000")))
    assert answer.status_code == 302
    row = MediationCase.objects.get(case=case)
    assert (row.claimants, row.claimed) == (2, 1_700_000)
    assert "等2人" in Case.objects.get(pk=case.pk).title


# --- Routing and assigning -------------------------------------------------------------------------


def test_the_suggestion_gives_its_reasons_and_names_whom_it_passes_over(cast: Cast) -> None:
    case = cast.accepted(on=today())
    naren = Mediator.objects.get(name="那仁")
    MediatorConflict.objects.create(mediator=naren, employer=cast.firm, why="曾任该单位会计")
    page = cast.chief.opens(address("assign", case.uid)).content.decode()
    assert page.index("其其格") < page.index("那仁")
    assert "曾任该单位会计" in page
    assert "海春" not in page  # a mediator of another banner is not even weighed
    sent = {"mediator": str(naren.person_id), "why": "申请人要求"}
    refused = cast.chief.sends(address("assign", case.uid), sent)
    assert refused.status_code == 422


def test_the_head_may_give_it_to_another_with_a_reason(cast: Cast) -> None:
    case = cast.accepted(on=today())
    naren = cast.naren.person.pk
    bare = cast.chief.sends(address("assign", case.uid), {"mediator": str(naren)})
    assert "写明另行指定的理由" in bare.content.decode()
    sent = {"mediator": str(naren), "why": "双方都在达尔罕苏木"}
    assert cast.chief.sends(address("assign", case.uid), sent).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.handled_by) == ("mediating", "那仁")
    assert cast.naren.opens(address("room", case.uid)).status_code == 200
    assert Entry.objects.get(case=case, act="assign").facts["why"] == "双方都在达尔罕苏木"


def test_a_case_goes_to_the_sumu_and_is_seen_there(cast: Cast) -> None:
    case = cast.case(on=today())
    assert cast.town_clerk.opens(reverse("desk:case", args=[case.uid])).status_code == 404
    body = cast.bodies[SUMU, "调解委员会"].body_id
    sent = {"body": str(body), "why": "就近"}
    assert cast.clerk.sends(address("route", case.uid), sent).status_code == 302
    case.refresh_from_db()
    assert case.region == SUMU
    assert MediationCase.objects.get(case=case).way == "township"
    assert cast.town_clerk.opens(reverse("desk:case", args=[case.uid])).status_code == 200


# --- Who sees --------------------------------------------------------------------------------------


PAGES = ("room", "route", "assign", "add", "amend", "draft", "conclude")


@pytest.mark.parametrize("who", ["elsewhere", "far_chief"])
def test_another_banner_is_told_that_there_is_nothing(cast: Cast, who: str) -> None:
    case = cast.mediating(on=today())
    for name in PAGES:
        assert cast.people[who].opens(address(name, case.uid)).status_code == 404, name
    assert case.title not in cast.people[who].opens(address("board")).content.decode()


def test_each_page_opens_for_those_whose_office_it_is_and_draws_every_component(cast: Cast) -> None:
    case = cast.mediating(on=today())
    cast.does("qiqige", case, "draft", cast.terms(today() + timedelta(days=9)), on=today())
    opened = [
        (cast.qiqige, address("room", case.uid)),
        (cast.qiqige, address("draft", case.uid)),
        (cast.qiqige, address("conclude", case.uid)),
        (cast.qiqige, address("amend", case.uid)),
        (cast.chief, address("assign", case.uid)),
        (cast.clerk, address("add", case.uid)),
        (cast.chief, address("board")),
        (cast.chief, reverse("mediation-services:list")),
        (cast.chief, address("new-mediator")),
        (cast.chief, address("new-body")),
        (cast.chief, reverse("desk:register", args=["mediators"])),
        (cast.chief, reverse("desk:register", args=["mediation-bodies"])),
        (cast.clerk, reverse("desk:case", args=[case.uid])),
    ]
    for someone, url in opened:
        answer = someone.opens(url)
        assert answer.status_code == 200, url
        assert "<c-" not in answer.content.decode(), url
        assert answer["Cache-Control"] == "no-store", url


def test_the_notes_of_a_mediator_are_for_the_mediators_of_the_case(cast: Cast) -> None:
    case = cast.mediating(on=today())
    room, note = address("room", case.uid), address("note", case.uid)
    secret = "单位私下愿意出九千"
    assert cast.qiqige.sends(note, {"words": secret}).status_code == 302
    assert secret in cast.qiqige.opens(room).content.decode()
    for other in (cast.clerk, cast.chief):
        assert secret not in other.opens(room).content.decode()
        assert secret not in other.opens(reverse("desk:case", args=[case.uid])).content.decode()
    assert cast.clerk.sends(note, {"words": "我也记"}).status_code == 404
    kept = MediatorNote.objects.get()
    assert str(kept.words) == "······"  # sealed in the database, and masked wherever it is printed
    assert secret not in str(list(Entry.objects.filter(case=case).values("facts", "reason")))


def test_the_head_of_the_centre_reads_notes_only_by_saying_why(cast: Cast) -> None:
    case = cast.mediating(on=today())
    secret = "单位私下愿意出九千"
    cast.qiqige.sends(address("note", case.uid), {"words": secret})
    url = address("open-notes", case.uid)
    bare = cast.chief.sends(url, {"why": " "})
    assert bare.status_code == 422
    assert secret not in bare.content.decode()
    assert secret in cast.chief.sends(url, {"why": "投诉核查"}).content.decode()
    seen = Sighting.objects.get(case=case, what="sealed")
    assert seen.person == cast.chief.person
    assert "投诉核查" in seen.detail
    assert cast.clerk.sends(url, {"why": "好奇"}).status_code == 404
    assert cast.far_chief.sends(url, {"why": "好奇"}).status_code == 404


# --- The agreement ---------------------------------------------------------------------------------


def test_the_agreement_starts_from_what_was_claimed_and_ends_as_payments(cast: Cast) -> None:
    case = cast.mediating(on=today())
    url = address("draft", case.uid)
    form = cast.qiqige.opens(url).context["form"]
    assert form["sum-0-wages"].initial == 1_200_000
    on = today() + timedelta(days=20)
    sent = {
        "sum-0-wages": "10000",
        "who-0": cast.claimant,
        "on-0": on.isoformat(),
        "pay-0": "9000",
        "settled_all": "on",
    }
    wrong = cast.qiqige.sends(url, sent)
    assert wrong.status_code == 422
    assert "须与协议金额一致" in wrong.content.decode()
    assert cast.qiqige.sends(url, sent | {"pay-0": "10000"}).status_code == 302
    conclude = address("conclude", case.uid)
    early = cast.qiqige.sends(conclude, {"seal": "1"})
    assert "还没有全部签署" in early.content.decode()
    for key in (cast.claimant, cast.respondent):
        stated = facts.Signing(scan=(cast.paper(),))
        cast.does("clerk", case, "sign", stated, on=today(), about=(key,))
    assert cast.qiqige.sends(conclude, {"seal": "1"}).status_code == 302
    case.refresh_from_db()
    assert case.state == "performing"
    assert MediationCase.objects.get(case=case).settled == 1_000_000
    assert "10,000.00" in cast.qiqige.opens(reverse("desk:case", args=[case.uid])).content.decode()


def test_a_claim_is_amended_on_its_own_page(cast: Cast) -> None:
    case = cast.mediating(on=today())
    sent = items(("wages", "9000"), ("severance", "3000")) | {"who": cast.claimant}
    assert cast.qiqige.sends(address("amend", case.uid), sent).status_code == 302
    assert MediationCase.objects.get(case=case).claimed == 1_200_000
    twice = items(("wages", "1"), ("wages", "2")) | {"who": cast.claimant}
    answer = cast.qiqige.sends(address("amend", case.uid), twice)
    assert "列了两次" in answer.content.decode()


def test_a_failed_mediation_opens_an_arbitration_that_knows_it_all(cast: Cast) -> None:
    case = cast.mediating(on=today())
    failure = facts.Failure(ground="双方分歧过大", disputed="工资标准")
    cast.does("qiqige", case, "fail", failure, on=today())
    cast.does("clerk", case, "to_arbitration", facts.Onward(), on=today(), about=(cast.claimant,))
    target = CaseLink.objects.get(source=case).target
    assert (target.procedure, target.region) == ("arbitration.dispute", HERE)
    stated = Entry.objects.get(case=target, seq=0).facts
    assert stated["claims"][cast.claimant][0]["amount"] == 1_200_000
    assert stated["mediated"].startswith("经行政调解，调解不成")
    assert stated["first_seen"] == today().isoformat()
    assert set(Entry.objects.get(case=target, seq=0).about) == {cast.claimant, cast.respondent}


def test_what_arbitration_entrusts_comes_back_to_it_with_the_result(cast: Cast) -> None:
    on, arbitration = today(), newest("arbitration.dispute")
    acts = arbitration.by_code
    clerk = Actor("", "仲裁书记员", "arb_clerk", HERE, "达茂旗仲裁委", (), "达")
    brought = cast.application().carried()
    dispute = cast.door.open_case(
        "arbitration.dispute", by=clerk, at=at(on), region=HERE, facts=arbitration.opens.asks(**brought),
        about=tuple(brought["names"]),
    )  # fmt: skip
    cast.door.act(dispute, "accept", by=clerk, at=at(on), facts=acts["accept"].asks())
    stated = acts["entrust"].asks(body="达茂旗劳动争议调解中心", consent=True)
    cast.door.act(dispute, "entrust", by=clerk, at=at(on), facts=stated)
    case = CaseLink.objects.get(source=dispute).target
    assert MediationCase.objects.get(case=case).way == "entrusted"
    taken = facts.Entrusted(entrusted_on=on)
    cast.does("clerk", case, "accept_entrusted", taken, on=on)
    cast.does("chief", case, "assign", cast.to("qiqige"), on=on)
    cast.does("qiqige", case, "fail", facts.Failure(ground="双方分歧过大"), on=on)
    report = Entry.objects.get(case=dispute, act="report_entrusted")
    assert report.facts["agreed"] is False
    assert "双方分歧过大" in report.facts["summary"]


def test_where_wages_were_promised_and_not_paid_the_case_says_what_can_be_done(cast: Cast) -> None:
    begun = today() - timedelta(days=10)
    case = cast.agreed(on=begun, pay_on=today() - timedelta(days=2))
    url = reverse("desk:case", args=[case.uid])
    assert "劳动者可以持协议书申请支付令" not in cast.qiqige.opens(url).content.decode()
    late = facts.Ground(words="到期未付")
    cast.does("qiqige", case, "miss", late, on=today(), about=("payment/1",))
    page = cast.qiqige.opens(url).content.decode()
    assert "劳动者可以持协议书申请支付令" in page
    assert "仲裁时效中断并重新计算" in page


# --- The records of service ------------------------------------------------------------------------


def test_a_case_is_claimed_once_and_by_the_tariff_of_its_day(cast: Cast) -> None:
    early = today() - timedelta(days=30)
    case = cast.agreed(on=today(), pay_on=today() + timedelta(days=9))
    listing, claim = reverse("mediation-services:list"), reverse("mediation-services:claim")
    assert "当时没有标准" in cast.chief.opens(listing).content.decode()
    tariff = {"since": early.isoformat(), "document": "示例财社〔2026〕1号", "agreed": "200", "failed": "80", "group": "300"}  # fmt: skip
    assert cast.chief.sends(reverse("mediation-services:tariff"), tariff).status_code == 302
    for _press in range(2):
        cast.chief.sends(claim, {"case": [str(case.pk)]})
    record = ServiceRecord.objects.get()
    assert (record.amount, record.mediator) == (20_000, cast.qiqige.person)
    assert RegisterEntry.objects.filter(register=Tariff._meta.model_name).count() == 1
    url = reverse("mediation-services:batch", args=[record.batch])
    book = cast.chief.opens(url)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()  # fmt: skip
    assert rows[1][0] == case.number
    assert rows[1][6] == "200.00"
    for other in (cast.clerk, cast.qiqige, cast.far_chief):
        assert other.opens(url).status_code == 404


def test_what_was_claimed_is_not_changed_afterwards(cast: Cast) -> None:
    case = cast.agreed(on=today(), pay_on=today() + timedelta(days=9))
    Tariff.objects.create(region_id=HERE, since=date(2026, 1, 1), document="示例", agreed=1, failed=1)  # fmt: skip
    cast.chief.sends(reverse("mediation-services:claim"), {"case": [str(case.pk)]})
    record = ServiceRecord.objects.get()
    record.amount = 999
    with pytest.raises(TypeError, match="不能修改"):
        record.save()


# --- How many questions ----------------------------------------------------------------------------


def questions(someone: Someone, url: str) -> int:
    someone.opens(url)
    with CaptureQueriesContext(connection) as asked:
        assert someone.opens(url).status_code == 200
    return len(asked)


def test_the_board_asks_as_many_questions_for_five_cases_as_for_one(cast: Cast) -> None:
    def lead_a_life() -> None:
        cast.case(on=today())
        cast.agreed(on=today(), pay_on=today() + timedelta(days=3))

    lead_a_life()
    urls = [address("board"), reverse("mediation-services:list")]
    one = [questions(cast.chief, url) for url in urls]
    for _n in range(3):
        lead_a_life()
    assert [questions(cast.chief, url) for url in urls] == one
    assert max(one) <= 30


def test_the_room_asks_no_more_for_ten_messages_than_for_one(cast: Cast) -> None:
    case = cast.mediating(on=today())
    cast.does("qiqige", case, "say", facts.Message(words="请补充考勤"), on=today())
    url = address("room", case.uid)
    few = questions(cast.qiqige, url)
    for n in range(9):
        cast.does("qiqige", case, "say", facts.Message(words=f"第{n}条"), on=today())
    assert questions(cast.qiqige, url) <= few


def test_figures_count_agreements_among_what_ended_and_days_from_acceptance(cast: Cast) -> None:
    from tongzhou.lines.mediation.figures import by_way, whole

    on = today()
    cast.agreed(on=on, pay_on=on + timedelta(days=9))
    failed = cast.mediating(on=on)
    cast.does("qiqige", failed, "fail", facts.Failure(ground="双方分歧过大"), on=on)
    cast.case(on=on)  # nothing has come of it yet
    found = whole(Case.objects.values("pk"), since=on, until=on, label="今天")
    assert (found.concluded, found.agreed, found.rate) == (2, 1, 50)
    assert (found.days, found.settled, found.paid) == (0, 1_000_000, 0)
    assert [f.label for f in by_way(Case.objects.values("pk"), since=on, until=on)] == ["行政调解"]
    empty = whole(Case.objects.none().values("pk"), since=on, until=on, label="无")
    assert empty.rate is None


def test_the_identity_number_of_a_worker_finds_the_one_that_is_registered(cast: Cast) -> None:
    sent = SPOKEN | {"who-name": "萨仁", "who-id_number": NUMBER, "who-phone": PHONE}
    answer: Any = cast.clerk.sends(reverse("mediation-counter:bring"), sent | items(("wages", "1")))
    assert answer.status_code == 302
    assert cast.claimant in Entry.objects.get(case__procedure="mediation.case").about
