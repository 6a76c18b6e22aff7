"""名录 — objects, officers and those left out, one line each, under digests of blocks and one root."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from .canonical import Disagrees, decoded, encoded
from .digests import begun, hasher, tagged
from .terms import BLOCK, CODE, Terms

_C = rb"[A-Za-z0-9._-]{1,64}"
OBJECT = re.compile(
    rb'\{"id":"(' + _C + rb')","k":"object","needs":\[((?:"' + _C + rb'"(?:,"' + _C + rb'")*)?)\],'
    rb'"stratum":"(' + _C + rb')"\}\n'
)
_BARE = len(b'{"id":"","k":"object","needs":[],"stratum":""}\n')
Found = tuple[bytes, bytes, bytes]  # id, needs, stratum, as they stand in a line


@dataclass(frozen=True)
class Officer:
    """执法检查人员: present load, what they are trained for, whom they may not inspect."""

    id: str
    load: int
    skills: frozenset[str]
    recuse: frozenset[str]


def object_line(id_: str, stratum: str, needs: tuple[str, ...] = ()) -> bytes:
    """Return the line of an object of inspection."""
    return (
        encoded({"id": id_, "k": "object", "needs": sorted(set(needs)), "stratum": stratum}) + b"\n"
    )


def officer_line(
    id_: str, load: int = 0, skills: tuple[str, ...] = (), recuse: tuple[str, ...] = ()
) -> bytes:
    """Return the line of an officer."""
    told = {"id": id_, "k": "officer", "load": load}
    return encoded({**told, "recuse": sorted(set(recuse)), "skills": sorted(set(skills))}) + b"\n"


def out_line(id_: str, of: str, why: str) -> bytes:
    """Return the line of an object or officer that takes no part, with the reason."""
    return encoded({"id": id_, "k": "out", "of": of, "why": why}) + b"\n"


def read_object(line: bytes, number: int) -> Found:
    """Return id, needs and stratum of an object's line as they stand there. Raises Disagrees."""
    found = OBJECT.fullmatch(line)
    if found is None:
        decoded(line, number)
        raise Disagrees(
            "roster", f"第{number}行不是检查对象", f"line {number} is not an object", number
        )
    return found.group(1), found.group(2), found.group(3)


def needs_of(raw: bytes) -> tuple[str, ...]:
    """Return the needs as they stand in an object's line, as words."""
    return tuple(raw[1:-1].decode().split('","')) if raw else ()


def read_officer(line: bytes, number: int) -> Officer:
    """Return an officer. Raises Disagrees."""
    told = decoded(line, number)
    lists = (told.get("recuse"), told.get("skills"))
    fits = set(told) == {"id", "k", "load", "recuse", "skills"} and told["k"] == "officer"
    fits = fits and type(told["load"]) is int and told["load"] >= 0
    fits = fits and all(isinstance(x, list) and all(map(_is_code, x)) for x in lists)
    if not fits or not _is_code(told["id"]) or any(x != sorted(set(x)) for x in lists if x):
        raise Disagrees(
            "roster", f"第{number}行不是检查人员", f"line {number} is not an officer", number
        )
    return Officer(told["id"], told["load"], frozenset(told["skills"]), frozenset(told["recuse"]))


def read_out(line: bytes, number: int) -> str:
    """Return what an excluded entry is sorted by. Raises Disagrees."""
    told = decoded(line, number)
    fits = set(told) == {"id", "k", "of", "why"} and told["k"] == "out" and _is_code(told["id"])
    if not fits or told["of"] not in ("object", "officer") or not isinstance(told["why"], str):
        raise Disagrees(
            "roster", f"第{number}行不是未参加者", f"line {number} is not an exclusion", number
        )
    return f"{told['of']} {told['id']}"


def _is_code(value: Any) -> bool:
    return isinstance(value, str) and CODE.fullmatch(value) is not None


@dataclass
class Reading:
    """A roster as it is read: checked, counted, hashed in blocks. Memory: officers and digests.

    `take` is called with the objects of a block: id, needs and stratum of each, all bytes.
    """

    terms: Terms
    first: int  # number of its first line in the file
    expected: list[str] | None = None  # digests of the blocks, where they are known beforehand
    take: Callable[[list[Found]], None] | None = None
    officers: list[Officer] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    counts: list[int] = field(default_factory=lambda: [0, 0, 0])
    strata: dict[bytes, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.strata = {s.code.encode(): 0 for s in self.terms.strata}
        self._last: Any = b""
        self._kind = 0

    def add(self, lines: list[bytes]) -> bytes:
        """Take in the next block of lines and return it whole. Raises Disagrees.

        A block has `BLOCK` lines; only the last may have fewer.
        """
        place, block = len(self.blocks), b"".join(lines)
        digest = begun(self.terms.hash, "block", place)
        digest.update(block)
        found = digest.hexdigest()
        begin = self.first + place * BLOCK
        if self.expected is not None and (
            place >= len(self.expected) or self.expected[place] != found
        ):
            end = begin + len(lines) - 1
            raise Disagrees(
                "block",
                f"名录第{place + 1}段（第{begin}至{end}行）与其摘要不符：名录已被改动",
                f"block {place + 1} of the roster (lines {begin}–{end}) does not match its digest:"
                " the roster was changed",
                begin,
            )
        self.blocks.append(found)
        if not self._all_objects(block, len(lines)):
            for i, line in enumerate(lines):
                self._read(line, begin + i)
        return block

    def _all_objects(self, block: bytes, count: int) -> bool:
        """Take in a block of nothing but objects at once; say whether it was one, in order."""
        objects = OBJECT.findall(block)
        length = sum([len(i) + len(n) + len(s) for i, n, s in objects])
        if self._kind or len(objects) != count or length + count * _BARE != len(block):
            return False
        ids = [i for i, _n, _s in objects]
        sizes = Counter([s for _i, _n, s in objects])
        needs = {n for _i, n, _s in objects if n}
        if (
            ids[0] <= self._last
            or ids != sorted(set(ids))
            or not sizes.keys() <= self.strata.keys()
        ):
            return False
        if not all(map(self._fits, needs)):
            return False
        for stratum, size in sizes.items():
            self.strata[stratum] += size
        self._last = ids[-1]
        self.counts[0] += count
        if self.take is not None:
            self.take(objects)
        return True

    def _read(self, line: bytes, number: int) -> None:
        if line.find(b'"k":"object"') > 0 and self._kind == 0:
            object_ = read_object(line, number)
            id_, needs, stratum = object_
            if id_ <= self._last or stratum not in self.strata or (needs and not self._fits(needs)):
                raise _misplaced(number)
            self._last = id_
            self.strata[stratum] += 1
            self.counts[0] += 1
            if self.take is not None:
                self.take([object_])
            return
        kind = 1 if b'"k":"officer"' in line else 2
        if kind < self._kind:
            raise _misplaced(number)
        if kind > self._kind:
            self._last, self._kind = "", kind
        if kind == 1:
            officer = read_officer(line, number)
            key = officer.id
            self.officers.append(officer)
        else:
            key = read_out(line, number)
        if key <= self._last:
            raise _misplaced(number)
        self._last = key
        self.counts[kind] += 1

    def _fits(self, raw: bytes) -> bool:
        needs = needs_of(raw)
        return list(needs) == sorted(set(needs)) and len(needs) <= self.terms.seats


def _misplaced(number: int) -> Disagrees:
    return Disagrees(
        "order",
        f"名录第{number}行次序有误、重复、分层不明或专业要求多于人数",
        f"line {number} of the roster is out of order, twice, of no stratum, or needs too much",
        number,
    )


def blocks_of(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Yield the lines in blocks."""
    rest = iter(lines)
    while block := list(islice(rest, BLOCK)):
        yield block


def root_line(terms: Terms, terms_line: bytes, told: dict[str, Any]) -> dict[str, Any]:
    """Return the line that stands for a roster: counts, sizes, digests of the blocks, and the root over all.

    `told` has counts, strata and blocks. The root covers the terms too, byte for byte.
    """
    first = hasher(terms.hash, terms_line).hexdigest()
    counts, strata, blocks = told["counts"], told["strata"], told["blocks"]
    root = tagged(terms.hash, "roster", first, BLOCK, counts, strata, blocks)
    sizes = {"block": BLOCK, "blocks": blocks, "counts": counts}
    return {**sizes, "k": "roster", "root": root, "strata": strata}


def root_of(terms_line: bytes, reading: Reading) -> dict[str, Any]:
    """Return the line of a roster that was read."""
    strata = [[s.code, reading.strata[s.code.encode()]] for s in reading.terms.strata]
    told = {"counts": list(reading.counts), "strata": strata, "blocks": reading.blocks}
    return root_line(reading.terms, terms_line, told)
