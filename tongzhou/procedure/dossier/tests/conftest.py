"""An approved plan, its paper and its root; and the dossier of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tongzhou.law import CALENDAR
from tongzhou.procedure.door import Door
from tongzhou.procedure.dossier.export import export
from tongzhou.procedure.dossier.tests.forging import DAY
from tongzhou.procedure.models import Case
from tongzhou.procedure.papers.served import paper_file
from tongzhou.procedure.roots import make_root
from tongzhou.procedure.tests.cast import a_plan_at_league, at, sign


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.FONTS = settings.PAPERS = tmp_path / "none"
    return tmp_path


@pytest.fixture
def approved(door: Door) -> tuple[Case, str]:
    """A plan signed by eight bodies and approved, its paper drawn, and the root published that night."""
    case = a_plan_at_league(door)
    for level in (4, 2):
        for body in ("fic", "union", "drc", "hrss"):
            sign(door, case, f"{body}_{level}", words="同意。")
    from tongzhou.procedure.examples import plan

    issuing = next(a for a in plan.PLAN.by_code.values() if a.issues)
    from tongzhou.procedure.tests.cast import who

    entry = door.act(
        case,
        issuing.code,
        by=who(issuing.offices[0].code.removeprefix("example_"), "15"),
        at=at("2026-04-08", 5),
    )
    paper_file(entry, "docx", at=at("2026-04-08", 6), calendar=CALENDAR)
    root = make_root(DAY, at("2026-04-09")).root
    case.refresh_from_db()
    return case, root


@pytest.fixture
def bundle(approved: tuple[Case, str], store: Path) -> Path:
    to = store / "案卷.zip"
    export(approved[0], to, at=at("2026-04-10"))
    return to
