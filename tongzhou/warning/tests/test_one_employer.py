"""Two credit codes that are one employer by now: its level is that of the graver, in whichever order they are looked at."""

from __future__ import annotations

import pytest

from tongzhou.registry import employing
from tongzhou.warning import signalling
from tongzhou.warning.models import EmployerLevel
from tongzhou.warning.rules import Level, Looked

from .station import MONDAY, Station, at


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_records_of_one_employer_the_graver_decides(station: Station, turned: bool):
    keep, gone = station.firms[0], station.firms[1]
    person = station.analyst.person
    employing.merge(keep, gone, by=person, at=at(MONDAY), reason="同一单位")
    levels = [Looked(gone.uscc or "", Level.RED, 20, 0), Looked(keep.uscc or "", Level.CALM, 0, 0)]
    signalling.take(
        [], door=station.door, book=station.book, as_of=MONDAY, at=at(MONDAY), source="test",
        levels=levels[::-1] if turned else levels,
    )  # fmt: skip
    assert EmployerLevel.objects.get(employer=keep).level == "red"
    hits = [*station.hits(1, wage_arrears_months="3"), *station.hits(0, wage_arrears_months="0")]
    if turned:
        hits = [h for h in hits if h.employer == keep.uscc] + [h for h in hits if h.employer != keep.uscc]  # fmt: skip
    EmployerLevel.objects.all().delete()
    station.run(hits)
    assert EmployerLevel.objects.get(employer=keep).level == "red"
