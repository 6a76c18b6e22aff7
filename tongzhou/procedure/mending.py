"""每个规程都有的办理行为 — acts by which a journal is put right, and by which cases become one.

They change how other entries are read, so the fold knows them by name.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

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


class MergedInto(Facts, frozen=True):
    """并入另案: into which case, by its public name and its number."""

    case: str
    number: str = ""


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """A running clock of a subject that goes along into another case."""

    limit: str
    about: str
    start: date
    added: int = 0
    holds: tuple[tuple[date, date, str], ...] = ()


class Brought(msgspec.Struct, frozen=True, kw_only=True):
    """A subject that goes along into another case, as it stood."""

    state: str
    since: date
    name: str = ""
    owner: str = ""


class Absorbed(Facts, frozen=True, kw_only=True):
    """并案: what another case brings: its subjects, amounts, running clocks, and its first day."""

    case: str
    number: str = ""
    first_seen: date
    subjects: dict[str, Brought] = {}
    amounts: dict[str, dict[str, int]] = {}
    clocks: tuple[Carried, ...] = ()


# Done only together, by the door's `merge`, in both journals and one transaction.
MERGE, ABSORB = "engine.merge", "engine.absorb"
PAIRED = (MERGE, ABSORB)


def engine_acts(procedure: Procedure) -> tuple[Act[Any], ...]:
    """Return the acts that every procedure has, by the offices that may put things right.

    Where the procedure says how cases are merged, the two acts of merging as well.
    """
    by = procedure.put_right_by
    acts: tuple[Act[Any], ...] = (
        Act("engine.correct", "更正", by=by, at=(), asks=Correction),
        Act("engine.annul", "撤销误录", by=by, at=(), asks=Annulment),
        Act("engine.adopt", "改依新规程办理", by=by, at=()),
        Act("engine.unseal", "查看保密信息", by=by, at=(), asks=Unsealing),
    )
    if merging := procedure.merging:
        acts += (
            Act(MERGE, "并入另案", by=merging.by, at=merging.at, to=merging.to, asks=MergedInto),
            Act(ABSORB, "并案受理", by=merging.by, at=merging.at, asks=Absorbed),
        )
    return acts
