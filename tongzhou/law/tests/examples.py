"""Read the tables of worked examples that officers can add rows to."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "examples"


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of examples."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def titled(row: dict[str, str]) -> str:
    """Name a row after its first columns."""
    return "·".join(list(row.values())[:3])


def day(written: str) -> date:
    """Read a day of a table."""
    return date.fromisoformat(written)
