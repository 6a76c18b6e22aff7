"""The pages of the clerk and the head: who sees what, what a number leads to, and how many questions are asked."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tongzhou.lines.arbitration import facts
from tongzhou.lines.arbitration.offices import ARBITRATOR, CHAIR, CLERK, HEAD
from tongzhou.procedure.models import Case, Sighting
from tongzhou.procedure.serving import ServiceOfPaper

from .counter_cast import NEIGHBOUR, Staff
from .court import COUNTY, FIRM, Court, at, day

ONE = "claimant/w1"
TODAY = reverse("arbitration-counter:today")
SERVICE = reverse("arbitration-counter:service")
APPLY = reverse("arbitration-counter:apply")
HEAD_PAGE = reverse("arbitration-head:head")
RETURNS = reverse("arbitration-manage:returns")
LIST = reverse("arbitration-manage:list")


@pytest.fixture
def staff(court: Court) -> Staff:  # noqa: ARG001
    return Staff()


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongzhou.procedure.counter.now", lambda: at("2026-03-20"))


def words(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    text: str = answer.content.decode()
    assert "<c-" not in text
    return text


def test_the_clerk_begins_with_what_is_overdue(court: Court, staff: Staff) -> None:
    court.opens("2026-03-19")
    late = court.opens("2026-03-02")
    served = court.simple("2026-03-16")
    court.serves(served, "serve_copy", "2026-03-17", FIRM)
    found = staff[CLERK].get(TODAY).context["lines"]
    assert [(line.limit.code, line.deadline.level) for line in found][:2] == [
        ("acceptance", "over"),
        ("tribunal_notice", "urgent"),
    ]
    assert found[0].case == late
    assert found[0].url == reverse("arbitration-counter:examine", args=[late.uid])
    groups = {t.code: t.n for t in staff[CLERK].get(TODAY).context["tallies"]}
    assert groups == {"3": 0, "5": 3, "10": 1, "45": 1, "set": 0, "rights": 0}


def test_an_arbitrator_is_led_to_no_act_of_the_clerk(court: Court, staff: Staff) -> None:
    court.opens("2026-03-02")
    for who, leads in ((CLERK, True), (ARBITRATOR, False)):
        page = staff[who].get(TODAY)
        assert (APPLY in words(page)) is leads
        urls = [line.url for line in page.context["lines"] if line.url]
        assert bool(urls) is leads
        assert all(staff[who].get(url).status_code == 200 for url in urls)


def test_clocks_can_be_looked_at_by_group_and_by_who_must_act(court: Court, staff: Staff) -> None:
    case = court.simple("2026-03-16")
    court.serves(case, "serve_copy", "2026-03-17", FIRM)
    party = staff[CLERK].get(TODAY, {"whose": "party"}).context["lines"]
    assert [line.limit.code for line in party] == ["defence"]
    assert party[0].about == "示例建筑有限公司"
    award = staff[CLERK].get(TODAY, {"group": "45", "whose": "court"}).context["lines"]
    assert [line.limit.code for line in award] == ["decision"]


def test_a_defence_that_never_came_is_not_work_of_the_court(court: Court, staff: Staff) -> None:
    case = court.simple("2026-03-02")
    court.serves(case, "serve_copy", "2026-03-03", FIRM)
    codes = [line.limit.code for line in staff[CLERK].get(TODAY).context["lines"]]
    assert "defence" not in codes  # over since the 17th
    assert "decision" in codes


def test_five_hundred_rights_to_sue_are_one_line(court: Court, staff: Staff) -> None:
    case = court.group("2026-02-02")
    keys = tuple(f"claimant/w{n}" for n in range(1, 13))
    award = court.award({k: {"wages": 9_600} for k in keys})
    court.does(case, "award_final", ARBITRATOR, "2026-03-16", award, keys)
    court.serves(case, "serve_final", "2026-03-17", *keys)
    lines = staff[CLERK].get(TODAY, {"group": "rights"}).context["lines"]
    assert [(line.limit.code, line.about) for line in lines] == [("sue_final", "12 人")]


def test_the_service_board_says_who_has_not_received_what_since_when(
    court: Court, staff: Staff
) -> None:
    case = court.group("2026-03-02")
    court.does(case, "summon", CLERK, "2026-03-04")
    sent = ServiceOfPaper(
        way="邮寄送达", sent_on=day("2026-03-05"), reference="EMS示例1", failed="退回"
    )
    court.does(case, "serve_copy", CLERK, "2026-03-05", sent, (FIRM,))
    lines = {u.label: u for u in staff[CLERK].get(SERVICE).context["lines"]}
    acceptance = lines["受理通知书"]
    assert acceptance.who == "示例职工1、示例职工2等 12 人"
    assert (acceptance.standing, acceptance.waits) == ("awaiting", 18)
    assert acceptance.url == reverse("desk:act", args=[case.uid, "serve_paper"])
    summons = lines["应诉通知书"]
    assert (summons.standing, summons.attempts) == ("failed", 1)
    assert summons.last == "邮寄送达 2026-03-05：退回"
    assert summons.url == reverse("desk:act", args=[case.uid, "serve_copy"])
    only = staff[CLERK].get(SERVICE, {"standing": "failed"}).context["lines"]
    assert [u.label for u in only] == ["应诉通知书"]


def test_what_was_received_leaves_the_board(court: Court, staff: Staff) -> None:
    case = court.simple("2026-03-02", claims={"wages": 9_600})
    award = court.award({ONE: {"wages": 9_600}})
    court.does(case, "award_final", ARBITRATOR, "2026-03-18", award, (ONE,))
    board = [u.label for u in staff[CLERK].get(SERVICE).context["lines"]]
    assert "裁决书（终局）" in board
    court.serves(case, "serve_final", "2026-03-19", ONE, FIRM)
    board = [u.label for u in staff[CLERK].get(SERVICE).context["lines"]]
    assert "裁决书（终局）" not in board


def test_a_settlement_is_served_when_both_have_signed_for_it(court: Court, staff: Staff) -> None:
    case = court.simple("2026-03-02")
    agreed = facts.Settlement(items={ONE: {"wages": 800_000}}, pay_on=day("2026-04-30"))
    court.does(case, "settle", ARBITRATOR, "2026-03-18", agreed, (ONE,))

    def board() -> list[str]:
        return [
            u.who for u in staff[CLERK].get(SERVICE).context["lines"] if u.label == "仲裁调解书"
        ]

    assert board() == ["示例职工1、示例建筑有限公司"]
    signed = facts.Signed(signed_on=day("2026-03-19"))
    court.does(case, "sign_settlement", CLERK, "2026-03-19", signed, (ONE,))
    assert board() == []


def test_the_head_sees_awards_about_to_be_late_and_who_carries_them(
    court: Court, staff: Staff
) -> None:
    late = court.simple("2026-01-30")  # due on 16 March
    soon = court.simple("2026-02-09")  # due on 26 March
    court.simple("2026-03-16")
    answer = staff[HEAD].get(HEAD_PAGE)
    told = {w.code: n for w, n in answer.context["watches"]}
    assert (told["now_late"], told["now_risk"], told["now_open"]) == (1, 1, 3)
    ((_who, risks),) = answer.context["risks"]
    assert [(r.row.case, r.left) for r in risks] == [(late, -4), (soon, 6)]
    loads = {p.ref: (p.open, p.late, p.risk) for p in answer.context["loads"]}
    assert loads["102"] == (3, 1, 1)
    assert loads["105"] == (0, 0, 0)  # who carries nothing stands there as well
    assert loads["101"] == (0, 0, 0)


def test_every_number_of_the_head_opens_as_many_cases(court: Court, staff: Staff) -> None:
    court.simple("2026-01-30")
    court.simple("2026-03-16")
    court.opens("2026-03-17")
    for watch, n in staff[HEAD].get(HEAD_PAGE).context["watches"]:
        answer = staff[HEAD].get(LIST, {"item": watch.code})
        assert answer.context["page"].paginator.count == n, watch.code
        words(answer)
    mine = staff[HEAD].get(LIST, {"item": "now_open", "member": "102"})
    assert mine.context["page"].paginator.count == 2
    nobody = staff[HEAD].get(LIST, {"item": "now_open", "member": "105"})
    assert nobody.context["page"].paginator.count == 0


def test_causes_and_ways_by_month_are_what_was_accepted_and_closed(
    court: Court, staff: Staff
) -> None:
    case = court.simple("2026-02-09", claims={"severance": 8_000})
    court.does(case, "withdraw", CLERK, "2026-03-02", facts.Withdrawal(reason="和解"), (ONE,))
    court.simple("2026-03-16")
    context = staff[HEAD].get(HEAD_PAGE).context
    march, february = context["months"][:2]
    assert (march.first, march.accepted, march.closed) == (date(2026, 3, 1), 1, 1)
    assert dict(february.causes) == {"pay": 0, "compensation": 1}
    assert dict(march.ways) == {"mediation": 0, "award": 0, "other": 1}
    assert len(context["months"]) == 12


def test_the_returns_state_their_definitions_and_lead_to_the_cases(
    court: Court, staff: Staff
) -> None:
    court.simple("2026-03-16")
    answer = staff[CLERK].get(RETURNS, {"since": "2026-03-01", "until": "2026-03-31"})
    assert "受理日期在本期的案件" in words(answer)
    for item, n in answer.context["items"]:
        query = {"item": item.code, "since": "2026-03-01", "until": "2026-03-31"}
        listed = staff[CLERK].get(LIST, query)
        if item.measure == "cases":
            assert listed.context["page"].paginator.count == n, item.code
    by_cause = staff[CLERK].get(LIST, {"item": "accepted", "cause": "pay"})
    assert by_cause.context["page"].paginator.count == 1
    none = staff[CLERK].get(LIST, {"item": "accepted", "cause": "injury"})
    assert none.context["page"].paginator.count == 0
    assert staff[CLERK].get(LIST, {"item": "nonsense"}).status_code == 404


def test_the_files_hold_what_the_screen_shows_and_taking_one_is_noted(
    court: Court, staff: Staff
) -> None:
    court.simple("2026-03-16")
    answer = staff[CLERK].get(RETURNS, {"format": "xlsx"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    told = {str(r[0]).strip(): r[1] for r in rows.to_python()}
    assert told["本期受理"] == 1
    assert told["请求金额"] == 9600
    answer = staff[CLERK].get(LIST, {"item": "accepted", "format": "xlsx"})
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    assert [r[0] for r in sheet.to_python()[2:3]] == ["达劳人仲案字〔2026〕第1号"]
    assert Sighting.objects.filter(what="export").count() == 2


def test_the_court_of_another_banner_sees_none_of_it(court: Court, staff: Staff) -> None:
    case = court.simple("2026-01-30")
    there, head = staff["neighbour"], staff["neighbour_head"]
    assert there.get(reverse("arbitration-counter:examine", args=[case.uid])).status_code == 404
    assert there.get(TODAY).context["lines"] == []
    assert there.get(SERVICE).context["lines"] == []
    assert all(n == 0 for _w, n in head.get(HEAD_PAGE).context["watches"])
    assert head.get(HEAD_PAGE).context["risks"] == []
    assert {p.name for p in head.get(HEAD_PAGE).context["loads"]} == {"邻县书记员", "邻县院长"}
    assert all(not n for _item, n in there.get(RETURNS).context["items"])
    assert there.get(LIST, {"item": "now_open"}).context["page"].paginator.count == 0
    export = there.get(LIST, {"item": "now_open", "format": "xlsx"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(export.content)).get_sheet_by_index(0)
    assert all("示例建筑" not in str(r) for r in rows.to_python())
    assert there.get(RETURNS, {"region": COUNTY}).status_code == 404
    assert there.get(LIST, {"item": "now_open", "region": COUNTY}).status_code == 404
    assert there.get(RETURNS, {"region": NEIGHBOUR}).status_code == 200


def test_who_holds_no_office_of_the_court_is_told_there_is_nothing(
    court: Court, staff: Staff, client: Any
) -> None:
    court.simple("2026-03-16")
    for url in (TODAY, SERVICE, APPLY, RETURNS, HEAD_PAGE, f"{LIST}?item=now_open"):
        assert staff["stranger"].get(url).status_code == 404, url
        assert client.get(url).status_code == 302, url
    assert staff[CLERK].get(HEAD_PAGE).status_code == 404
    assert staff[ARBITRATOR].get(APPLY).status_code == 404
    assert staff[CHAIR].get(HEAD_PAGE).status_code == 200


@pytest.mark.parametrize(
    ("who", "url", "most"), [(CLERK, TODAY, 16), (CLERK, SERVICE, 15), (HEAD, HEAD_PAGE, 22), (CLERK, RETURNS, 18)]
)  # fmt: skip
def test_ten_cases_ask_no_more_questions_than_one(
    court: Court, staff: Staff, who: Any, url: str, most: int
) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert staff[who].get(url).status_code == 200
        return len(asked)

    court.simple("2026-01-30")
    questions()
    first = questions()
    for n in range(9):
        court.simple(f"2026-02-{n + 2:02d}")
    assert Case.objects.count() == 10
    assert questions() <= first <= most


def test_opening_a_dispute_at_the_desk_leads_to_the_page_of_the_clerk(
    court: Court, staff: Staff
) -> None:
    del court
    answer = staff[CLERK].get(reverse("desk:open", args=["arbitration.dispute"]))
    assert answer.headers["Location"] == APPLY
