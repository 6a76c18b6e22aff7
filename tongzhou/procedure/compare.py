"""修改对照 — how one text became another, in stretches a person can read. Pure.

Chinese has no spaces between words: compared character by character, two sentences share so many
characters by chance that the difference cannot be read. So sentences are matched first; within two
sentences that are alike, characters; and a single character that two changes have in common is
given to both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# A sentence with its stop, a line break, or what is left.
SENTENCE = re.compile(r"[^。！？；\n]*[。！？；]|\n|[^。！？；\n]+")
# A number, a Latin word, or one character: 2018年 changes as a whole number, not digit by digit.
TOKEN = re.compile(r"\d+(?:\.\d+)?|[A-Za-z]+|\s+|.", re.DOTALL)
ALIKE = 0.45  # sentences more alike than this are shown as one sentence that changed
CHANCE = 1  # tokens: an equal stretch of this length between two changes is chance

Kind = Literal["same", "old", "new"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that stayed (`same`), went (`old`) or came (`new`)."""

    kind: Kind
    text: str


def difference(before: str, after: str) -> list[Piece]:
    """Return how `before` became `after`. The same and old pieces give `before`, same and new `after`."""
    old, new = SENTENCE.findall(before), SENTENCE.findall(after)
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces += [Piece("same", s) for s in old[a:b]]
        else:
            pieces += _sentences(old[a:b], new[c:d])
    return list(_joined(pieces))


def is_changed(pieces: Iterable[Piece]) -> bool:
    """Say whether anything came or went."""
    return any(p.kind != "same" for p in pieces)


def _sentences(old: list[str], new: list[str]) -> Iterator[Piece]:
    """Match sentences that are alike, in order; the others went or came."""
    at = 0
    for sentence in old:
        likeness = [_alike(sentence, other) for other in new[at:]]
        best = max(range(len(likeness)), key=likeness.__getitem__, default=-1)
        if best < 0 or likeness[best] < ALIKE:
            yield Piece("old", sentence)
            continue
        yield from (Piece("new", s) for s in new[at : at + best])
        yield from _tokens(sentence, new[at + best])
        at += best + 1
    yield from (Piece("new", s) for s in new[at:])


def _alike(a: str, b: str) -> float:
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE <= matcher.quick_ratio() else 0.0


def _tokens(before: str, after: str) -> Iterator[Piece]:
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for i, (tag, a, b, c, d) in enumerate(codes):
        if tag == "equal" and not (b - a <= CHANCE and 0 < i < len(codes) - 1):
            yield Piece("same", "".join(old[a:b]))
            continue
        yield Piece("old", "".join(old[a:b]))
        yield Piece("new", "".join(new[c:d]))


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Join what belongs together: between two stretches that stayed, first all that went, then all that came."""
    went, came, stayed = "", "", ""
    for piece in pieces:
        if piece.kind == "same":
            if piece.text and (went or came):
                yield from _written(stayed, went, came)
                went = came = stayed = ""
            stayed += piece.text
        elif piece.kind == "old":
            went += piece.text
        else:
            came += piece.text
    yield from _written(stayed, went, came)


def _written(stayed: str, went: str, came: str) -> Iterator[Piece]:
    kinds: tuple[tuple[Kind, str], ...] = (("same", stayed), ("old", went), ("new", came))
    yield from (Piece(kind, text) for kind, text in kinds if text)
