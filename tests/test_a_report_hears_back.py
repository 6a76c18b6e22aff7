"""Across lines: whoever reported hears what the inspection found, by itself, when the case is closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tongzhou.law import CALENDAR
from tongzhou.lines.inspection.facts.concluding import Finding
from tongzhou.lines.inspection.facts.deciding import Dropping
from tongzhou.lines.inspection.facts.performing import Closing
from tongzhou.lines.inspection.offices import HEAD
from tongzhou.lines.inspection.tests.brigade import Brigade, v
from tongzhou.lines.intake import orders
from tongzhou.lines.intake.facts import Acceptance, Answer
from tongzhou.lines.intake.tests.cast import HERE, Cast, assemble
from tongzhou.procedure.catalogue import versions_of
from tongzhou.procedure.declare import Office
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case
from tongzhou.procedure.project import rebuild

MONDAY = date(2026, 3, 2)


class HereBrigade(Brigade):
    """The brigade of the banner in which the report was taken."""

    def who(self, office: Office) -> Actor:
        return replace(super().who(office), region=HERE)


@pytest.fixture
def cast(db: None, settings: Any, tmp_path: Any) -> Iterator[Cast]:  # noqa: ARG001
    settings.MEDIA_ROOT = str(tmp_path)
    yield assemble()
    assert not list(rebuild(Case.objects.all(), CALENDAR, versions_of))


def closed(cast: Cast, *, answered_before: bool) -> tuple[Case, Case]:
    """Take a report, accept it, find nothing, close; return the report and the inspection."""
    report = cast.brought(on=MONDAY, kind="举报", violations=("overtime_illegal",))
    cast.does("clerk", report, "accept", Acceptance(), on=MONDAY)
    if answered_before:
        said = Answer(outcome="已查处，仍在追缴", words="正在调查。")
        cast.does("clerk", report, "answer", said, on=MONDAY)
    inspection = Case.objects.get(procedure="inspection.case")
    brigade = HereBrigade()
    brigade.team(inspection, "2026-03-03")
    brigade.visits(inspection, "2026-03-04")
    brigade.concludes(
        inspection, "2026-03-16", overtime_illegal=Finding(outcome="不成立", evidence="考勤记录")
    )
    dropped = Dropping(ground="违法事实不成立", reasons="考勤记录显示没有延长工作时间。")
    brigade.does(inspection, "drop", HEAD, "2026-03-17", dropped, (v("overtime_illegal"),))
    brigade.does(
        inspection, "close", HEAD, "2026-03-17", Closing(outcome="不予处罚、撤销立案", words="结案")
    )
    report.refresh_from_db()
    inspection.refresh_from_db()
    return report, inspection


@pytest.mark.django_db
@pytest.mark.parametrize("answered_before", [False, True])
def test_the_report_is_answered_by_the_closing_and_names_nobody(
    cast: Cast, answered_before: bool
) -> None:
    report, inspection = closed(cast, answered_before=answered_before)
    assert inspection.state == "closed"
    assert report.state == "answered"
    told = orders.told(cast.door.view(report))
    assert told["outcome"] == "不属实"
    assert "违法延长劳动者工作时间：撤销立案" in told["answer"]
    assert "阿拉坦" not in told["answer"]
