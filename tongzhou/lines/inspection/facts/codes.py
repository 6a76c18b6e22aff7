"""违法事项代码 — the ids of penalty items as a type: anything else is refused on reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from tongzhou.lines.inspection.rules.items import LABELS

if TYPE_CHECKING:
    ViolationCode = str
else:
    ViolationCode = Literal[tuple(LABELS)]
Count = Annotated[int, msgspec.Meta(ge=0)]  # people, or fen
PREFIX = "violation/"


def key_of(code: str) -> str:
    """Return the key of the subject that stands for a violation in a case."""
    return f"{PREFIX}{code}"


def code_of(key: str) -> str:
    """Return the id of the penalty item behind the key of a subject."""
    return key.removeprefix(PREFIX)
