"""Across rooms: what is to be done within hours is shown, sorted, counted and late by the hour, on every list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now

from tongzhou.desk.branches import BY_DUE, BY_OPENED, Branches, Mark
from tongzhou.desk.staff import Staff
from tongzhou.lines.coordinators.risk import procedure as risk
from tongzhou.lines.coordinators.risk.facts import Reported
from tongzhou.procedure import nearing
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.catalogue import versions_of
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import NEVER, Case, ClockRow
from tongzhou.procedure.project import rebuild
from tongzhou.procedure.tests.seats import appointed
from tongzhou.procedure.view import end_of
from tongzhou.registry.credit_code import check_character
from tongzhou.registry.employing import register_employer
from tongzhou.warning.cases import facts
from tongzhou.warning.models import WarningRow
from tongzhou.warning.tests.station import HERE, Station, assemble, at


@pytest.fixture
def station(db: None) -> Iterator[Station]:  # noqa: ARG001
    yield (made := assemble())
    assert made.firms
    assert not list(rebuild(Case.objects.all(), calendar_now(), versions_of))


def issued(station: Station, firm: int, level: str, ago: timedelta) -> Case:
    """Return a warning that was issued so long ago, and sent on at once."""
    then = now() - ago
    case = station.candidate(firm, on=localdate(then) - timedelta(days=1))
    key = f"handler/{station.handler.person.pk}"
    sent = facts.Dispatch(names={key: station.handler.person.name}, to="网格协调员")
    for who, act, stated, about in (
        ("analyst", "confirm", facts.Confirmation(level=level, words="可信"), ()),
        ("chief", "issue", facts.Issue(level=level, words="立即核实"), ()),
        ("analyst", "dispatch", sent, (key,)),
    ):
        station.door.act(
            case, act, by=station.people[who].actor, at=then, facts=stated, about=about
        )
    case.refresh_from_db()
    return case


def another_firm(station: Station, number: int) -> int:
    body = f"91150200MA00001{number:02}"
    station.firms.append(
        register_employer(
            name=f"示例第{number}矿业有限公司", uscc=body + check_character(body), region_id=HERE, by=None,
            at=at(date(2025, 1, 2)), reason="测试",
        )
    )  # fmt: skip
    return len(station.firms) - 1


def told(page: str, case: Case) -> str:
    """Return what a line of a page says of a case, as words."""
    line = next(x for x in re.split(r"<li|<tr", page) if case.uid in x)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", line))


def test_my_day_says_how_many_hours_are_left_and_how_many_it_is_over(station: Station) -> None:
    over = issued(station, 0, "red", timedelta(hours=3, minutes=30))
    soon = issued(station, 1, "red", timedelta(minutes=30))
    page = station.handler.reads(reverse("desk:day"))
    assert "已超期 2 小时" in told(page, over)
    assert "剩 2 小时" in told(page, soon)
    assert f"{localtime(soon.due_at):%m-%d %H:%M} 届满" in told(page, soon)
    # Overdue by the hour is overdue today, and stands on top.
    assert page.index(over.uid) < page.index(soon.uid)
    figures = {f["query"]: f["n"] for f in station.analyst.opens(reverse("desk:day")).context["figures"]}  # fmt: skip
    assert figures["due=over"] == "1"
    assert figures["due=soon"] == "1"


def test_the_work_list_and_the_queue_stand_in_the_order_of_the_hour(station: Station) -> None:
    days = issued(station, another_firm(station, 1), "orange", timedelta(minutes=5))
    late = issued(station, 1, "red", timedelta(minutes=20))
    early = issued(station, 0, "red", timedelta(hours=3, minutes=40))
    assert late.pk < early.pk
    for url in (reverse("desk:list", args=["warning.case"]), reverse("warning:queue")):
        page = station.analyst.reads(url)
        assert page.index(early.uid) < page.index(late.uid) < page.index(days.uid), url
        assert "已超期 2 小时" in told(page, early)
        assert "剩 2 小时" in told(page, late)
        assert "小时" not in told(page, days)
    over = station.analyst.reads(reverse("desk:cases"), due="over")
    assert early.uid in over
    assert late.uid not in over
    urgent = station.analyst.reads(reverse("desk:cases"), due="urgent")
    assert late.uid in urgent
    assert early.uid not in urgent


def test_the_case_page_and_the_lists_agree(station: Station) -> None:
    case = issued(station, 0, "red", timedelta(hours=3, minutes=30))
    page = station.handler.reads(reverse("desk:case", args=[case.uid]))
    assert "已超期 2 小时" in page
    row = ClockRow.objects.get(case=case, limit="sign_red")
    assert row.due_at == case.due_at == WarningRow.objects.get(case=case).due_at
    assert case.due_at - now() < timedelta(0)


def test_pages_by_key_go_through_cases_that_differ_by_the_minute(station: Station) -> None:
    cases = [
        issued(station, another_firm(station, n), "red", timedelta(minutes=7 * n)) for n in range(7)
    ]
    staff = Staff(station.analyst.person, localdate(), now())
    found, seen, mark = Branches(staff.sight, nearing.late(now()) | ~nearing.none()), [], None
    for _turn in cases:
        page = found.page(BY_DUE, size=2, after=mark)
        seen += [c.pk for c in page.cases]
        if page.after is None:
            break
        mark = Mark.read(str(page.after), BY_DUE)
    assert seen == [c.pk for c in reversed(cases)]
    queue = [w.case_id for w in WarningRow.objects.order_by("urgency", "due_at", "pk")]
    assert queue == seen


@pytest.mark.parametrize("text", ["", "x_1", "2026-13-01_4", "9999-12-31T23:59:59+00:00_x", "0001-01-01T00:00:00+14:00_1"])  # fmt: skip
def test_a_mark_nobody_gave_out_is_none(text: str) -> None:
    assert Mark.read(text, BY_DUE) is None


def test_a_mark_is_read_back_as_it_was_written() -> None:
    for value in (NEVER, end_of(date(2026, 11, 2)), at(date(2026, 11, 2), 12, 34)):
        assert Mark.read(str(Mark(value, 7)), BY_DUE) == Mark(value, 7)
    assert Mark.read("2026-11-02_7", BY_OPENED) == Mark(date(2026, 11, 2), 7)


def test_a_risk_to_be_signed_for_in_two_hours_stands_by_the_hour(station: Station) -> None:
    keeper = appointed("gaowa", "高娃", "coordinator_manager", station.analyst.body, since=date(2025, 1, 1))  # fmt: skip
    by = Actor("77", "恩和", "coordinator", HERE, keeper.body.short_name)
    risks = []
    for firm, minutes in ((0, 10), (1, 190)):
        names = {
            f"employer/e{station.firms[firm].pk}": station.firms[firm].name,
            "coordinator/77": "恩和",
        }
        said = Reported(names=names, signs=("wages",), people=5, urgency="紧急")
        risks.append(
            station.door.open_case(
                risk.CODE, by=by, at=now() - timedelta(minutes=minutes), region=HERE, facts=said
            )
        )
    page = keeper.reads(reverse("coordinators:board"))
    assert "剩 2 小时" in told(page, risks[0])
    assert "已超期 2 小时" in told(page, risks[1])
    assert page.index(risks[1].uid) < page.index(risks[0].uid)


def test_a_day_is_over_when_it_has_ended_and_not_before() -> None:
    """Days end at midnight here, whatever the clock of the machine says."""
    evening = at(date(2026, 11, 2), 23, 59)
    case = Case(
        due_at=end_of(date(2026, 11, 2)),
        next_due=date(2026, 11, 2),
        next_limit="",
        procedure="warning.case",
    )
    assert nearing.of_case(case, at=evening).text == "今天届满"  # type: ignore[union-attr]
    assert nearing.of_case(case, at=evening + timedelta(minutes=1)).text == "已超期 1 天"  # type: ignore[union-attr]


def test_lists_ask_no_more_than_before(station: Station) -> None:
    url, asked = reverse("desk:day"), []
    for n in range(1, 4):
        issued(station, another_firm(station, n), "red", timedelta(minutes=7 * n))
        station.handler.opens(url)
        with CaptureQueriesContext(connection) as told_:
            station.handler.opens(url)
        asked.append(len(told_))
    assert len(set(asked)) == 1
