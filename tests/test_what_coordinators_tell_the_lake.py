"""Across rooms: what coordinators know arrives in the lake under the columns that its feeds declare."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils.timezone import now

from tongzhou.lines.coordinators import feeding
from tongzhou.lines.coordinators.tests.team import Team
from tongzhou.lines.coordinators.tests.test_contact import month
from tongzhou.registry.models import Employer
from tongzhou.warehouse import exporting
from tongzhou.warehouse.feeds import CONTACT_REPORTS, FIELD_SIGNS
from tongzhou.warehouse.lake.store import Lake
from tongzhou.warehouse.loading.models import OwnTelling

CODE = "91150221MA0000001X"


@pytest.fixture
def team(db: None, settings: Any, tmp_path: Any) -> Team:  # noqa: ARG001
    settings.MEDIA_ROOT = str(tmp_path)
    return Team()


def test_the_feed_of_contact_reports_has_the_columns_of_its_declaration(team: Team) -> None:
    Employer.objects.filter(pk=1).update(uscc=CODE, provisional=False)
    case = team.contacted(1)
    owed = month(
        team.on, arrears_people=12, arrears=86_000_00, arrears_since=team.ago(40), planned=5
    )
    team.does(304, case, "report", owed, "employer/e1")
    team.does(304, team.contacted(2), "report", month(team.on), "employer/e2")
    (row,) = feeding.contact_reports()
    assert set(row) == {c.code for c in CONTACT_REPORTS.columns}
    assert (row["uscc"], row["heads"], row["layoffs_planned"]) == (CODE, 150, 5)
    assert (row["arrears_fen"], row["arrears_since"]) == (8_600_000, team.ago(40))
    assert row["month"] == team.on.replace(day=1)


def test_a_report_lies_in_the_lake_under_its_month_and_again_only_where_it_was_put_right(
    team: Team, settings: Any, tmp_path: Path
) -> None:
    settings.LAKE = str(tmp_path / "lake")
    Employer.objects.filter(pk=1).update(uscc=CODE, provisional=False)
    case, last = team.contacted(1), team.on.replace(day=1) - timedelta(days=1)
    team.does(304, case, "report", month(last, planned=5), "employer/e1")
    team.does(304, case, "report", month(team.on, planned=2), "employer/e1")
    at = now()
    assert exporting.export(["contact_reports"], at=at) == {"contact_reports": 2}
    assert exporting.export(["contact_reports"], at=at + timedelta(days=1)) == {
        "contact_reports": 0
    }
    team.does(304, case, "report", month(last, planned=9), "employer/e1")
    assert exporting.export(["contact_reports"], at=at + timedelta(days=2)) == {
        "contact_reports": 1
    }
    lake = Lake(settings.LAKE)
    told = sorted((p.period, lake.rows_of(p)) for p in lake.parts("contact_reports"))
    assert told == [(f"{last:%Y-%m}", 1), (f"{last:%Y-%m}", 1), (f"{team.on:%Y-%m}", 1)]
    assert OwnTelling.objects.get(feed="contact_reports").rows == 2


def test_the_feed_of_field_signs_tells_how_far_a_gathering_has_gone(team: Team) -> None:
    Employer.objects.filter(pk=1).update(uscc=CODE, provisional=False)
    team.visited(
        team.on,
        1,
        signs=("owner", "gathering", "wages"),
        people=9,
        urgency="紧急",
        words="已商定。",
    )
    rows = list(exporting.rows_of("field_signs"))
    assert [r["sign"] for r in rows] == ["owner_unreachable", "strike_planned"]
    assert set(rows[0]) == {c.code for c in FIELD_SIGNS.columns}
    assert len({r["number"] for r in rows}) == 2
    (told,) = [c for c in FIELD_SIGNS.columns if c.code == "sign"]
    assert {r["sign"] for r in rows} <= {value for _label, value in told.type.values}
