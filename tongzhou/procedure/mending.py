"""每个规程都有的办理行为 — acts by which a journal is put right, and by which cases become one.

They change how other entries are read, so the fold knows them by name.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from .facts import Facts
from .words import Act

if TYPE_CHECKING:
    from .declare import Procedure


class Correction(Facts, frozen=True):
    """更正: what the named entry should have said."""

    entry: int
    facts: dict[str, Any]
    happened_on: date | None = None


class Annulment(Facts, frozen=True):
    """撤销误录: the named entry should not have been made."""

    entry: int


class Unsealing(Facts, frozen=True):
    """查看保密信息: which sealed value was looked at."""

    field: str
    entry: int = 0


def engine_acts(procedure: Procedure) -> tuple[Act[Any], ...]:
    """Return the acts that every procedure has, by the offices that may put things right."""
    by = procedure.put_right_by
    return (
        Act("engine.correct", "更正", by=by, at=(), asks=Correction),
        Act("engine.annul", "撤销误录", by=by, at=(), asks=Annulment),
        Act("engine.adopt", "改依新规程办理", by=by, at=()),
        Act("engine.unseal", "查看保密信息", by=by, at=(), asks=Unsealing),
    )
