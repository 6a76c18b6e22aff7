"""正文的版本与修改对照 — versions of a part of a text, and a difference a person can read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from tongzhou.procedure.models import Entry, Passage
from tongzhou.procedure.view import View

# A sentence with its full stop, or a line break: the unit that people change.
SENTENCE = re.compile(r"[^。！？；\n]*[。！？；]|\n|[^。！？；\n]+")
ALIKE = 0.5  # two sentences more alike than this are shown as one sentence that changed


@dataclass(frozen=True, slots=True)
class Version:
    """One writing of a part."""

    number: int
    seq: int
    digest: str
    names: str
    on: date
    is_current: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, came or went: `same`, `new` or `old`."""

    kind: str
    text: str


def versions(entries: Iterable[Entry], acts: set[str], part: str, *, current: str) -> list[Version]:
    """Return the writings of a part by these acts, oldest first. `current` is the digest in force."""
    found = [e for e in entries if e.act in acts and e.facts.get("part") == part]
    return [
        Version(
            number=n,
            seq=e.seq,
            digest=e.facts.get("digest", ""),
            names="、".join(e.names),
            on=e.happened_on,
            is_current=e.facts.get("digest") == current,
        )
        for n, e in enumerate(found, start=1)
    ]


def contents(digests: Iterable[str]) -> dict[str, str]:
    """Return the passages under these digests. One query."""
    wanted = {d for d in digests if d}
    return dict(Passage.objects.filter(digest__in=wanted).values_list("digest", "content"))


def whole(view: View, text: str) -> list[tuple[str, str]]:
    """Return (part, content) of a text as it stands, in the order of the declaration."""
    now = view.texts.get(text, {})
    stored = contents(now.values())
    return [
        (part, stored.get(now.get(part, ""), "")) for part in view.procedure.texts.get(text, ())
    ]


def difference(before: str, after: str) -> list[Piece]:
    """Return how one text became another, by sentences, and within a changed sentence by characters."""
    old, new = SENTENCE.findall(before), SENTENCE.findall(after)
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
        elif tag == "replace":
            pieces += _changed("".join(old[a:b]), "".join(new[c:d]))
        else:
            pieces += _plain("".join(old[a:b]), "".join(new[c:d]))
    return list(_joined(pieces))


def _changed(old: str, new: str) -> list[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        return _plain(old, new)
    pieces = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", old[a:b]))
        else:
            pieces += _plain(old[a:b], new[c:d])
    return pieces


def _plain(old: str, new: str) -> list[Piece]:
    return [p for p in (Piece("old", old), Piece("new", new)) if p.text]


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    held: Piece | None = None
    for piece in pieces:
        if held and held.kind == piece.kind:
            held = Piece(held.kind, held.text + piece.text)
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held
