"""Across rooms: what coordinators know arrives in the lake under the columns that its feeds declare."""

from __future__ import annotations

from typing import Any

import pytest

from tongzhou.lines.coordinators import feeding
from tongzhou.lines.coordinators.tests.team import Team
from tongzhou.lines.coordinators.tests.test_contact import month
from tongzhou.registry.models import Employer
from tongzhou.warehouse import exporting
from tongzhou.warehouse.feeds import CONTACT_REPORTS, FIELD_SIGNS

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
    (row,) = feeding.contact_reports(month=f"{team.on:%Y-%m}")
    assert set(row) == {c.code for c in CONTACT_REPORTS.columns}
    assert (row["uscc"], row["heads"], row["layoffs_planned"]) == (CODE, 150, 5)
    assert (row["arrears_fen"], row["arrears_since"]) == (8_600_000, team.ago(40))


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
