"""选取 — in each stratum the objects with the smallest keys; a key is a digest of seed, stratum and object.

Keys are as good as independent and even over 2^256, so every set of n objects of a stratum is as likely as any
other: no remainder is taken anywhere, and so nothing is biased. Two equal keys, which nobody will ever see, are
put in the order of the ids.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .digests import begun
from .terms import Terms


@dataclass(frozen=True)
class Pick:
    """An object in the order of its stratum: rank from 1. With `drawn` of `size`, its probability."""

    id: str
    stratum: str
    needs: bytes
    key: str
    rank: int
    drawn: int
    size: int

    @property
    def is_drawn(self) -> bool:
        """Say whether it is drawn, and not on the list of substitutes."""
        return self.rank <= self.drawn


class Chooser:
    """Takes each object once, in any order, and keeps the smallest of each stratum. Memory: twice what is kept."""

    def __init__(self, terms: Terms, seed: str, sizes: dict[bytes, int]) -> None:
        self._terms, self._sizes = terms, sizes
        self._begun: dict[bytes, Any] = {}
        self._keep: dict[bytes, int] = {}
        self._found: dict[bytes, list[tuple[bytes, bytes, bytes]]] = {}
        self._limit: dict[bytes, bytes] = {}
        self._most: dict[bytes, int] = {}
        for s in terms.strata:
            code = s.code.encode()
            drawn = s.drawn(sizes[code])
            self._begun[code] = begun(terms.hash, "object", seed, s.code)
            self._keep[code] = drawn + terms.reserved(sizes[code], drawn)
            self._found[code] = []
            self._most[code] = 2 * self._keep[code] + 1000
            self._limit[code] = b"\xff" * 33 if self._keep[code] else b""

    def take(self, objects: Iterable[tuple[bytes, bytes, bytes]]) -> None:
        """Take in objects: id, needs and stratum of each."""
        begins, limit, found, most = self._begun, self._limit, self._found, self._most
        for id_, needs, stratum in objects:
            running = begins[stratum].copy()
            running.update(id_)
            key = running.digest()
            if key <= limit[stratum]:
                kept = found[stratum]
                kept.append((key, id_, needs))
                if len(kept) >= most[stratum]:
                    self._cut(stratum)

    def _cut(self, stratum: bytes) -> None:
        found = self._found[stratum]
        found.sort()
        del found[self._keep[stratum] :]
        self._limit[stratum] = found[-1][0]

    def picks(self) -> list[Pick]:
        """Return drawn and substitutes, stratum by stratum in the order of the terms, by rank."""
        result = []
        for s in self._terms.strata:
            code = s.code.encode()
            size, found = self._sizes[code], sorted(self._found[code])
            drawn = s.drawn(size)
            for i, (key, id_, needs) in enumerate(found[: self._keep[code]]):
                result.append(
                    Pick(id_.decode(), s.code, needs, key.hex(), i + 1, drawn, size)
                )  # fmt: skip
        return result


def chosen_plainly(
    terms: Terms, seed: str, objects: Iterable[tuple[bytes, bytes, bytes]]
) -> list[Pick]:
    """Return the same as `Chooser`, in the shortest way to say it: all keys, sorted. For tests and readers."""
    all_ = list(objects)
    result = []
    for s in terms.strata:
        of_it = [(id_, needs) for id_, needs, code in all_ if code == s.code.encode()]
        drawn = s.drawn(len(of_it))
        keyed = []
        for id_, needs in of_it:
            running = begun(terms.hash, "object", seed, s.code)
            running.update(id_)
            keyed.append((running.digest(), id_, needs))
        kept = sorted(keyed)[: drawn + terms.reserved(len(of_it), drawn)]
        for i, (key, id_, needs) in enumerate(kept):
            result.append(Pick(id_.decode(), s.code, needs, key.hex(), i + 1, drawn, len(of_it)))
    return result
