"""A report of risk that nobody signs for does not lie: the chief is reminded, then those above, each once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import now

from tongzhou.lines.coordinators import reminding
from tongzhou.lines.coordinators.risk import facts
from tongzhou.lines.coordinators.risk.procedure import CODE
from tongzhou.procedure import catalogue
from tongzhou.procedure.models import Case, CaseLink, Notice
from tongzhou.procedure.tests.seats import appointed

from .team import FIRMS, Team


def reported(team: Team, urgency: str = "正在发生") -> Case:
    names = {"employer/e1": FIRMS[1], "coordinator/304": "苏和"}
    said = facts.Reported(names=names, signs=("gathering",), people=30, urgency=urgency)  # type: ignore[arg-type]
    case = team.opens(304, CODE, said)
    Notice.objects.all().delete()
    return case


def told(at: datetime) -> list[int]:
    before = set(Notice.objects.values_list("pk", flat=True))
    reminding.remind(at=at)
    found = Notice.objects.exclude(pk__in=before).order_by("person")
    return list(found.values_list("person", flat=True))


def test_an_urgent_report_goes_up_when_two_hours_have_passed(team: Team) -> None:
    appointed("tuoya", "托娅", "warning_chief", team.bodies["hrss"], pk=401, phone="19900000401")
    case = reported(team)
    start = now()
    assert told(start + timedelta(minutes=60)) == []
    assert told(start + timedelta(minutes=100)) == [301]
    assert told(start + timedelta(minutes=110)) == []
    assert told(start + timedelta(minutes=125)) == [301, 401]
    own, above = Notice.objects.filter(person__in=(301, 401)).order_by("-pk")[:2][::-1]
    assert own.case == case
    assert above.case == CaseLink.objects.get(source=case).target
    assert "已超过签收时限" in above.text
    assert told(start + timedelta(minutes=245)) == []  # the league has nobody here


def test_the_league_hears_of_what_the_county_has_not_signed_for_twice_over(team: Team) -> None:
    league = team.bodies["hrss"]
    above = appointed("bao", "包永胜", "warning_chief", league, pk=402, phone="19900000402")
    above.person.appointments.update(region="1502")
    reported(team)
    start = now()
    told(start + timedelta(minutes=125))
    assert told(start + timedelta(minutes=245)) == [402]


def test_a_report_that_is_signed_for_goes_no_further(team: Team) -> None:
    case = reported(team)
    team.does(301, case, "receive", facts.Received())
    assert told(now() + timedelta(hours=6)) == []


def test_a_plain_report_waits_for_its_day(team: Team) -> None:
    reported(team, "一般")
    assert told(now()) == []
    assert told(now() + timedelta(days=10)) == [301]
    last = Notice.objects.latest("pk")
    assert "已超过签收时限" in last.text


def test_the_worker_finds_these_reminders_in_the_catalogue() -> None:
    assert ("coordinators", reminding.remind) in catalogue.reminders()
