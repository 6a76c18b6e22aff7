"""日志链 — what an entry's digest covers, how to check a chain, and the root over all chains of a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC
from typing import Any

import msgspec
from cryptography.hazmat.primitives import hashes

NOTHING_BEFORE = "0" * 64
COVERED = (
    "seq",
    "act",
    "version",
    "actors",
    "names",
    "office",
    "body",
    "region",
    "happened_on",
    "recorded_at",
    "about",
    "facts",
    "reason",
    "issued",
)


def sm3(data: bytes) -> str:
    """Return the SM3 digest (GB/T 32905) of these bytes, in hexadecimal."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize().hex()


def covered(entry: Any, *, before: str, case: str) -> bytes:
    """Return the bytes an entry's digest is taken of; a dossier holds them as they are."""
    body = {name: getattr(entry, name) for name in COVERED} | {"before": before, "case": case}
    # The database gives moments back in UTC; a digest over "+08:00" would break on reloading.
    body["recorded_at"] = entry.recorded_at.astimezone(UTC)
    return msgspec.json.encode(body, order="deterministic")


def digest_of(entry: Any, *, before: str, case: str) -> str:
    """Return the digest of an entry. It covers the case it belongs to and the entry before it."""
    return sm3(covered(entry, before=before, case=case))


def first_broken(entries: Iterable[Any], *, case: str) -> int | None:
    """Return the place of the first entry that is not what it was, or None."""
    before = NOTHING_BEFORE
    for place, e in enumerate(entries):
        if e.seq != place or e.before != before:
            return place
        if e.digest != digest_of(e, before=before, case=case):
            return place
        before = e.digest
    return None


def _join(left: str, right: str) -> str:
    return sm3(b"\x01" + bytes.fromhex(left) + bytes.fromhex(right))


def leaf(case: str, head: str) -> str:
    """Return the leaf of one case in the tree of the day."""
    return sm3(b"\x00" + case.encode() + b":" + head.encode())


def merkle_root(leaves: Sequence[str]) -> str:
    """Return the root over the leaves, in the order given; an odd one is carried up unchanged."""
    row = list(leaves)
    if not row:
        return NOTHING_BEFORE
    while len(row) > 1:
        row = [
            _join(row[i], row[i + 1]) if i + 1 < len(row) else row[i] for i in range(0, len(row), 2)
        ]
    return row[0]


def merkle_path(leaves: Sequence[str], place: int) -> list[tuple[str, str]]:
    """Return the siblings from one leaf to the root, each with its side, `left` or `right`."""
    path, row = [], list(leaves)
    while len(row) > 1:
        other = place ^ 1
        if other < len(row):
            path.append(("left" if other < place else "right", row[other]))
        row = [
            _join(row[i], row[i + 1]) if i + 1 < len(row) else row[i] for i in range(0, len(row), 2)
        ]
        place //= 2
    return path


def climb(leaf_: str, path: Iterable[tuple[str, str]]) -> str:
    """Return the root that a leaf and its siblings lead to."""
    for side, other in path:
        leaf_ = _join(other, leaf_) if side == "left" else _join(leaf_, other)
    return leaf_
