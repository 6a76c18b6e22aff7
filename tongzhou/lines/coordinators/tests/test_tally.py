"""What was done is counted from what was recorded; the month becomes the year's sheet; the gaps are shown."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tongzhou.lines.coordinators import coverage, work
from tongzhou.lines.coordinators.person import facts
from tongzhou.procedure.models import Entry
from tongzhou.procedure.scope import sight_of

from .team import FIRMS, Team, desk


def test_the_month_is_counted_from_visits_and_risks(team: Team) -> None:
    team.enrolled(304, 1, 2)
    first = team.on.replace(day=1)
    team.visited(first, 1)
    team.visited(first, 2, work="咨询", words="问年休假。", policies=("hours", "contract"))
    team.visited(first, 2, signs=("wages",), people=3, urgency="较急", words="迟发。")
    team.visited(first - timedelta(days=1), 1)
    lines = work.lines_of(304, f"{team.on:%Y-%m}")
    assert work.counted(lines) == {"走访": 2, "咨询": 1, "报告风险": 1}
    assert [x.told for x in lines if x.kind == "咨询"] == ["送政策2项"]
    assert work.counted(work.lines_of(304, f"{first - timedelta(days=1):%Y-%m}")) == {"走访": 1}
    assert work.lines_of(305, f"{team.on:%Y-%m}") == ()


def test_december_ends_with_the_year() -> None:
    assert work.span("2026-12") == (date(2026, 12, 1), date(2027, 1, 1))


def test_the_sheet_of_the_year_holds_the_months_the_hours_and_what_was_late(team: Team) -> None:
    case = team.enrolled(304, 1)
    taught = facts.Training(topic="集体协商", on=team.on, hours=12, score=88)
    team.does(302, case, "train", taught, "coordinator/304")
    team.visited(team.on, 1)
    late = team.arranged(1, until=team.ago(3))
    from tongzhou.lines.coordinators.visit.facts import Visit

    team.does(304, late, "visit", Visit(work="走访", place="厂区"))
    page = team.chief.reads(desk("assess", case.uid))
    assert "12 学时" in page
    team.chief.does(
        desk("assess", case.uid),
        {
            "m-year": team.on.year,
            "m-grade": "合格",
            "m-grounds": "按期走访，有一次逾期。",
            "request": "y",
        },
    )
    said = Entry.objects.get(act="assess").facts
    assert said["months"] == {f"{team.on:%Y-%m}": {"走访": 2}}
    assert (said["hours"], said["late"], said["grade"]) == (12, 1, "合格")


def test_a_visit_that_was_due_and_is_not_made_counts_as_late(team: Team) -> None:
    case = team.enrolled(304, 1)
    team.arranged(1, until=team.ago(3))
    team.arranged(2, until=team.on + timedelta(days=9))  # not due yet
    called_off = team.arranged(3, until=team.ago(4))
    from tongzhou.lines.coordinators.visit.facts import Cancelled

    team.does(301, called_off, "cancel", Cancelled(reason="单位已注销。"))
    year = team.ago(3).year
    page = team.chief.reads(desk("assess", case.uid), **{"m-year": str(year)})
    assert "逾期走访 1 次" in page
    assert "其中 1 次到期至今没有走访" in page
    form = {"m-year": year, "m-grade": "合格", "m-grounds": "有一次没有走访。", "request": "u"}
    team.chief.does(desk("assess", case.uid), form)
    said = Entry.objects.get(act="assess").facts
    assert (said["late"], said["undone"]) == (1, 1)


def test_a_coordinator_draws_their_own_log_and_not_their_assessment(team: Team) -> None:
    case = team.enrolled(304, 1)
    team.visited(team.on, 1)
    url = desk("log", case.uid)
    team.suhe.does(url, {"m-month": f"{team.on:%Y-%m}", "request": "l"})
    assert Entry.objects.get(act="log_month").facts["counts"] == {"走访": 1}
    assert team.suhe.client.get(desk("assess", case.uid)).status_code == 404
    assert team.alatan.client.get(url).status_code == 404


def test_what_nobody_covers_runs_out_or_lies_idle_is_shown(
    team: Team, django_assert_max_num_queries: Any
) -> None:
    case = team.enrolled(304, 1)
    idle = team.enrolled(305, 2)
    held = facts.Held(
        sort="职业技能等级证书", level="三级", number="示例3", issuer="示例评价机构",
        issued_on=team.ago(900), until=team.on + timedelta(days=30),
    )  # fmt: skip
    team.does(302, case, "certify", held, "coordinator/304")
    team.visited(team.ago(5), 1, 304)
    with django_assert_max_num_queries(26):
        page = team.chief.reads(desk("coverage"))
    assert FIRMS[3] in page
    assert FIRMS[1] not in page
    assert "证书将到期" in page
    assert page.count("长期没有走访</span>") >= 1
    assert "建议值" in page
    assert idle.uid in page


def test_the_figures_of_coverage_are_those_of_the_lists(team: Team) -> None:
    from django.utils.timezone import now

    from tongzhou.procedure.counter import Visitor

    team.enrolled(304, 1)
    visitor = Visitor(team.chief.person, team.on, now())
    assert visitor.sight == sight_of(team.chief.person, on=team.on)
    found = coverage.of(visitor, "150221")
    assert (found.employers_all, found.employers_missing, found.share) == (3, 2, 33)
    assert [e.name for e in found.employers] == sorted((FIRMS[2], FIRMS[3]))


def test_only_the_department_sees_the_coverage(team: Team) -> None:
    for seat in (team.union, team.suhe):
        assert seat.client.get(desk("coverage")).status_code == 404
