"""抽取包 — one text file with all that was fixed, contributed and drawn: one canonical JSON object per line.

snapshot: terms, roster, object…, officer…, out…, seal
bundle:   terms, roster, commit…, reveal…, public, seed, object…, officer…, out…, pick…, reserve…, result, sub…, seal
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from .canonical import decoded, encoded
from .choosing import Chooser, Pick
from .digests import begun
from .pairing import paired
from .roster import Reading, blocks_of, root_of
from .seeding import Contribution, check_parts, commit_line, reveal_line, seed_of
from .substituting import standing, substituted
from .terms import BLOCK, Terms, read_terms

EVERY = 64  # blocks between two reports of progress


class Out:
    """A file being written, sealed at its end by a digest of everything before."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file, self._seal = file, begun(name, "seal")

    def line(self, value: dict[str, Any]) -> bytes:
        """Write one object and return its line."""
        line = encoded(value) + b"\n"
        self.raw(line)
        return line

    def raw(self, line: bytes) -> None:
        """Write a line, or several, as they are."""
        self._seal.update(line)
        self._file.write(line)

    def seal(self) -> str:
        """Write the last line and return the digest in it."""
        digest = str(self._seal.hexdigest())
        self._file.write(encoded({"digest": digest, "k": "seal"}) + b"\n")
        return digest


@dataclass(frozen=True)
class Frozen:
    """A snapshot: its root and its counts, and the digest that seals the file."""

    root: str
    counts: tuple[int, int, int]
    strata: tuple[tuple[str, int], ...]
    seal: str


def freeze(terms: dict[str, Any], lines: Callable[[], Iterable[bytes]], file: BinaryIO) -> Frozen:
    """Write the snapshot of a roster. `lines` is called twice: once to hash, once to write.

    Objects sorted by id, then officers, then those left out. Raises Disagrees where anything is amiss.
    """
    read = read_terms(terms)
    terms_line = encoded(terms) + b"\n"
    reading = Reading(read, first=3)
    for block in blocks_of(lines()):
        reading.add(block)
    roster = root_of(terms_line, reading)
    out = Out(file, read.hash)
    out.raw(terms_line)
    out.line(roster)
    for block in blocks_of(lines()):
        out.raw(b"".join(block))
    counts = reading.counts
    strata = tuple((code, size) for code, size in roster["strata"])
    return Frozen(roster["root"], (counts[0], counts[1], counts[2]), strata, out.seal())


@dataclass(frozen=True)
class Drawn:
    """What a draw brought: the seed, who was drawn and who stands by, the officers of each, the digest."""

    seed: str
    picks: tuple[Pick, ...]
    teams: dict[str, list[str]]
    digest: str
    subs: tuple[dict[str, Any], ...] = ()


def _head(file: BinaryIO) -> tuple[Terms, bytes, dict[str, Any], bytes]:
    first, second = file.readline(), file.readline()
    return read_terms(decoded(first, 1)), first, decoded(second, 2), second


def _body(file: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of the roster in a snapshot."""
    for line in file:
        if line.startswith(b'{"digest":') and line.endswith(b'"k":"seal"}\n'):
            return
        yield line


def draw(
    snapshot: BinaryIO,
    parts: tuple[Contribution, ...],
    public: str,
    file: BinaryIO,
    *,
    public_at: str = "",
    subs: Iterable[dict[str, Any]] = (),
    progress: Callable[[int], None] = lambda _n: None,
) -> Drawn:
    """Draw from a snapshot and write the bundle. `progress` hears how many lines have been read.

    The snapshot is read once. Raises Disagrees where it, or a contribution, is not what the terms ask.
    """
    terms, terms_line, roster, roster_line = _head(snapshot)
    check_parts(terms, roster["root"], parts, public)
    seed = seed_of(terms, roster["root"], parts, public)
    out = Out(file, terms.hash)
    out.raw(terms_line)
    out.raw(roster_line)
    for part in parts:
        out.line(commit_line(part))
    for part in parts:
        out.line(reveal_line(part))
    out.line({"at": public_at, "k": "public", "value": public})
    out.line({"k": "seed", "seed": seed})
    chooser = Chooser(terms, seed, {code.encode(): n for code, n in roster["strata"]})
    reading = Reading(terms, first=3, expected=roster["blocks"], take=chooser.take)
    for n, block in enumerate(blocks_of(_body(snapshot))):
        out.raw(reading.add(block))
        if n % EVERY == 0:
            progress(n * BLOCK)
    picks = chooser.picks()
    teams = paired(terms, seed, picks, reading.officers)
    digest = _write_result(out, terms, seed, picks, teams)
    now = standing(terms, seed, picks, teams, reading.officers)
    worked_out = tuple(substituted(now, told) for told in subs)
    for told in worked_out:
        out.line(told)
    out.seal()
    return Drawn(seed, tuple(picks), teams, digest, worked_out)


def result_lines(picks: Iterable[Pick], teams: dict[str, list[str]]) -> Iterator[bytes]:
    """Yield the lines of the result: all that are drawn, then all that stand by."""
    listed = list(picks)
    for p in listed:
        if p.is_drawn:
            told = {"id": p.id, "k": "pick", "key": p.key, "officers": teams[p.id], "rank": p.rank}
            odds = {"p": [p.drawn, p.size], "stratum": p.stratum}
            yield encoded({**told, **odds}) + b"\n"
    for p in listed:
        if not p.is_drawn:
            told = {"id": p.id, "k": "reserve", "key": p.key, "rank": p.rank, "stratum": p.stratum}
            yield encoded(told) + b"\n"


def _write_result(
    out: Out, terms: Terms, seed: str, picks: list[Pick], teams: dict[str, list[str]]
) -> str:
    result = begun(terms.hash, "result", terms.batch, seed)
    for line in result_lines(picks, teams):
        out.raw(line)
        result.update(line)
    digest = str(result.hexdigest())
    counts = [sum(p.is_drawn for p in picks), sum(not p.is_drawn for p in picks)]
    out.line({"counts": counts, "digest": digest, "k": "result"})
    return digest
