"""A rule is reckoned every day; an employer it warns of counts once a month, at the gravest level."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from tongzhou.warning.models import Signal
from tongzhou.warning.pages import rules as pages

from .station import MONDAY, Station


class Watching:
    """Whoever watches over everything."""

    def __init__(self, station: Station) -> None:
        from django.utils.timezone import now

        from tongzhou.procedure.counter import Visitor

        self.visitor = Visitor(station.league.person, MONDAY + timedelta(days=3), now())


def test_an_employer_counts_once_a_month_however_often_it_is_reckoned(station: Station):
    for day, n in enumerate(("2", "2", "5")):
        station.run(station.hits(0, complaints_30d=n), on=MONDAY + timedelta(days=day))
    assert Signal.objects.filter(code="C1").count() == 3
    visitor = Watching(station).visitor
    assert pages._hits(visitor, visitor.on)["C1"] == 1
    october = next(m for m in pages._months(visitor, "C1", visitor.on) if m["month"] == "2026-10")
    assert october["n"] == 1
    assert {level.value: n for level, n in october["by"] if n} == {"orange": 1}
    page = station.league.client.get(reverse("warning:rules"))
    assert page.status_code == 200
