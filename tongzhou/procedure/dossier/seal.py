"""What a leaf of the daily tree stands for: the head of a chain, and what else of the case must not change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from tongzhou.procedure import journal


class Drawn(NamedTuple):
    """A paper as it was drawn: number of its entry, form (docx, pdf), digest of the file."""

    seq: int
    form: str
    digest: str


def leaf_of(*, uid: str, procedure: str, number: str, head: str, papers: Iterable[Drawn]) -> str:
    """Return the leaf of a case: it covers the head of the chain, the number and the papers drawn."""
    sealed = msgspec.json.encode([head, procedure, number, sorted(papers)])
    return journal.leaf(uid, journal.sm3(sealed))
