"""合并 — two people changed the same part from the same beginning: what both did, where they do not clash. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, TypeVar

from tongzhou.procedure.compare import SENTENCE

Row = TypeVar("Row")


@dataclass(frozen=True)
class Merged:
    """The text with both changes; `clean` says that they touched different sentences."""

    text: str
    clean: bool


def merged(base: str, mine: str, theirs: str) -> Merged:
    """Return `base` with the changes of both. Where they touch the same sentence, mine, not clean."""
    if mine == theirs or theirs == base:
        return Merged(mine, clean=True)
    if mine == base:
        return Merged(theirs, clean=True)
    old = SENTENCE.findall(base)
    ours, others = _changed(old, SENTENCE.findall(mine)), _changed(old, SENTENCE.findall(theirs))
    if any(_touch(a, b) for a in ours for b in others if a != b):
        return Merged(mine, clean=False)
    out: list[str] = []
    at = 0
    for begin, end, new in sorted({*ours, *others}):
        out += [*old[at:begin], *new]
        at = end
    return Merged("".join([*out, *old[at:]]), clean=True)


Change = tuple[int, int, tuple[str, ...]]


def _changed(old: list[str], new: list[str]) -> list[Change]:
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(a, b, tuple(new[c:d])) for tag, a, b, c, d in codes if tag != "equal"]


def _touch(a: Change, b: Change) -> bool:
    """Whether two changes are at the same place or beside each other: then the order is anybody's guess."""
    return a[0] <= b[1] and b[0] <= a[1]


def rows_merged(
    base: Mapping[str, Row], mine: Mapping[str, Row], theirs: Mapping[str, Row]
) -> tuple[dict[str, Row], list[str]]:
    """Return the rows of a table with both changes, and the keys both changed differently.

    The order is theirs, new rows of mine behind. A row both changed in the same way is no clash.
    """
    out: dict[str, Any] = dict(theirs)
    clashes = []
    for key in dict.fromkeys([*base, *mine]):
        old, my, their = base.get(key), mine.get(key), theirs.get(key)
        if my in (old, their):
            continue
        if their != old:
            clashes.append(key)
            continue
        if my is None:
            out.pop(key, None)
        else:
            out[key] = my
    return out, clashes
