"""核验 — the draw run again from a bundle alone; the first thing that does not agree is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, BinaryIO

from .bundle import EVERY, result_lines
from .canonical import Disagrees, decoded
from .choosing import Chooser
from .digests import begun
from .pairing import paired
from .roster import Reading, root_line, root_of
from .seeding import Contribution, check_parts, seed_of
from .substituting import standing, substituted
from .terms import BLOCK, Terms, read_terms


@dataclass
class Verdict:
    """What a file was found to hold, once all of it agrees."""

    kind: str  # snapshot or bundle
    batch: str
    title: str
    hash: str
    root: str
    counts: tuple[int, int, int]
    seed: str = ""
    result: str = ""
    drawn: int = 0
    reserves: int = 0
    subs: int = 0
    silent: list[str] = field(default_factory=list)  # bodies that did not reveal
    public: str = ""  # where the public value comes from, and what it is
    remarks: list[tuple[str, str]] = field(default_factory=list)  # Chinese, English


def _broken(line: int) -> Disagrees:
    return Disagrees(
        "end",
        f"文件在第{line}行中断，内容不全",
        f"the file ends within line {line}: it is not whole",
        line,
    )


class _Lines:
    """The lines of a file, counted, and taken into the digest that seals it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.number = file, 0
        self._ahead: bytes = b""
        self.seal: Any = None
        self.terms = b""

    def next(self) -> bytes:
        line = self._ahead or self._file.readline()
        self._ahead = b""
        self.number += 1
        if not line.endswith(b"\n"):
            raise _broken(self.number)
        return line

    def taken(self, line: bytes) -> bytes:
        if self.seal is None:
            self.terms = line
        else:
            self.seal.update(line)
        return line

    def begin(self, name: str) -> None:
        self.seal = begun(name, "seal")
        self.seal.update(self.terms)

    def block(self, count: int) -> list[bytes]:
        """Return the next `count` lines. Raises Disagrees where the file ends before."""
        first = [self._ahead] if self._ahead else []
        self._ahead = b""
        found = first + list(islice(self._file, count - len(first)))
        whole = len(found) - (bool(found) and not found[-1].endswith(b"\n"))
        self.number += whole
        if whole < count:
            raise _broken(self.number + 1)
        return found

    def object(self, kind: str) -> dict[str, Any]:
        """Return the next line, which must be of this kind."""
        line = self.next()
        told = decoded(line, self.number)
        if told.get("k") != kind:
            raise Disagrees(
                "kind",
                f"第{self.number}行应为“{kind}”，实为“{told.get('k')}”",
                f"line {self.number} should be “{kind}”, but is “{told.get('k')}”",
                self.number,
            )
        self.taken(line)
        return told

    def ahead(self) -> bytes:
        """Return the next line without passing it; empty at the end."""
        if not self._ahead:
            self._ahead = self._file.readline()
        return self._ahead

    def kind_ahead(self) -> str:
        """Return of which kind the next line says it is."""
        line = self.ahead()
        if line.startswith(b'{"id":"'):
            for kind in ("object", "officer", "out", "pick", "reserve"):
                if b'"k":"' + kind.encode() + b'"' in line:
                    return kind
        try:
            told = decoded(line, self.number + 1)
        except Disagrees:
            return ""
        return str(told.get("k"))


def verify(
    file: BinaryIO,
    *,
    root: str = "",
    result: str = "",
    progress: Callable[[int], None] = lambda _n: None,
) -> Verdict:
    """Run a bundle, or check a snapshot, again. `root` and `result` are the digests that were published.

    Raises Disagrees with the first thing that does not agree. The file is read once, in bounded memory.
    """
    lines = _Lines(file)
    first = lines.object("terms")
    terms = read_terms(first)
    lines.begin(terms.hash)
    roster = lines.object("roster")
    _check_roster_line(roster, terms, lines.terms)
    verdict = Verdict(
        "snapshot", terms.batch, first["title"], terms.hash, roster["root"], (0, 0, 0)
    )
    if root and root.lower() != roster["root"]:
        raise Disagrees(
            "root",
            "名录根值与公布的根值不符：这不是公布时的那份名录",
            "the root is not the one that was published: this is not the roster of that day",
            2,
        )
    seed = ""
    if lines.kind_ahead() not in ("object", "officer", "out", "seal"):
        verdict.kind = "bundle"
        seed = _contributions(lines, terms, roster["root"], verdict)
    chooser = Chooser(terms, seed, {code.encode(): n for code, n in roster["strata"]})
    reading = _roster(lines, terms, roster, chooser if seed else None, progress)
    if root_of(lines.terms, reading) != roster:
        raise Disagrees(
            "counts",
            "第2行：名录的件数与内容不符",
            "line 2: the counts of the roster do not match its content",
            2,
        )
    verdict.seed = seed
    verdict.counts = (reading.counts[0], reading.counts[1], reading.counts[2])
    if seed:
        _result(lines, terms, seed, chooser, reading, verdict)
        if result and result.lower() != verdict.result:
            raise Disagrees(
                "result",
                "抽取结果摘要与公布的不符",
                "the digest of the result is not the one that was published",
                lines.number,
            )
    _seal(lines)
    return verdict


def _check_roster_line(roster: dict[str, Any], terms: Terms, terms_line: bytes) -> None:
    try:
        codes = [code for code, size in roster["strata"] if type(size) is int and size >= 0]
        fits = codes == [s.code for s in terms.strata] and len(roster["strata"]) == len(codes)
        fits = fits and isinstance(roster["blocks"], list) and isinstance(roster["root"], str)
        counts = roster["counts"]
        fits = fits and len(counts) == 3 and all(type(n) is int and n >= 0 for n in counts)
    except (KeyError, TypeError, ValueError):
        fits = False
    if not fits:
        raise Disagrees("roster", "第2行的名录说明有误", "line 2 does not describe a roster", 2)
    if root_line(terms, terms_line, roster) != roster:
        raise Disagrees(
            "root",
            "第1、2行：根值不能由规则和名录各段摘要算出：规则或名录说明已被改动",
            "lines 1, 2: the root does not follow from the terms and the digests of the blocks: they were"
            " changed",
            2,
        )


def _contributions(lines: _Lines, terms: Terms, root: str, verdict: Verdict) -> str:
    begin = lines.number + 1
    commits = [lines.object("commit") for _ in terms.bodies]
    reveals = [lines.object("reveal") for _ in terms.bodies]
    public = lines.object("public")
    at = lines.number
    try:
        parts = tuple(
            Contribution(
                c["body"], c["commitment"], c["at"], reveals[i]["value"], reveals[i]["nonce"], reveals[i]["at"]
            )
            for i, c in enumerate(commits)
        )  # fmt: skip
        fits = all(r["body"] == parts[i].body for i, r in enumerate(reveals))
        fits = fits and all(set(c) == {"at", "body", "commitment", "k"} for c in commits)
        fits = fits and all(set(r) == {"at", "body", "k", "nonce", "value"} for r in reveals)
        fits = fits and set(public) == {"at", "k", "value"}
    except KeyError:
        fits, parts = False, ()
    if not fits:
        raise Disagrees(
            "bodies",
            f"第{begin}至{at}行的承诺、揭示或公开值形式有误",
            f"lines {begin}–{at}: commitments, reveals or public value are malformed",
            begin,
        )
    check_parts(terms, root, parts, public["value"], line=begin)
    told = terms.raw["public"]
    if told is not None and public["at"] < told["after"]:
        raise Disagrees(
            "public",
            f"第{at}行：公开值记录的时间早于规则所定",
            f"line {at}: the public value was recorded before the terms allow",
            at,
        )
    seed = str(lines.object("seed").get("seed"))
    if seed != seed_of(terms, root, parts, public["value"]):
        raise Disagrees(
            "seed",
            f"第{lines.number}行：种子不是由各单位揭示的内容算出的",
            f"line {lines.number}: the seed does not follow from what was revealed",
            lines.number,
        )
    _remark(verdict, terms, parts, public["value"])
    return seed


def _remark(verdict: Verdict, terms: Terms, parts: tuple[Contribution, ...], value: str) -> None:
    names, told = terms.names(), terms.raw["public"]
    verdict.silent = [names[p.body] for p in parts if not p.is_revealed]
    if told is not None:
        verdict.public = f"{told['source']}：{value}"
        chinese = f"请自行核对公开值：{verdict.public}（{told['after']}之后产生）"
        english = (
            f"check the public value yourself: {told['source']} = {value}, after {told['after']}"
        )
        verdict.remarks.append((chinese, english))
    elif verdict.silent:
        who = "、".join(verdict.silent)
        verdict.remarks.append(
            (
                f"{who}未揭示，又没有公开值：最后揭示者可能在两种结果之间作过选择",
                f"{', '.join(verdict.silent)} did not reveal and there is no public value: the last to"
                " reveal may have chosen between two results",
            )
        )


def _roster(
    lines: _Lines,
    terms: Terms,
    roster: dict[str, Any],
    chooser: Chooser | None,
    progress: Callable[[int], None],
) -> Reading:
    take = chooser.take if chooser else None
    reading = Reading(terms, lines.number + 1, expected=roster["blocks"], take=take)
    left = sum(roster["counts"])
    while left:
        block = lines.block(min(left, BLOCK))
        left -= len(block)
        lines.seal.update(reading.add(block))
        if len(reading.blocks) % EVERY == 0:
            progress(len(reading.blocks) * BLOCK)
    return reading


def _result(
    lines: _Lines, terms: Terms, seed: str, chooser: Chooser, reading: Reading, verdict: Verdict
) -> None:
    picks = chooser.picks()
    teams = paired(terms, seed, picks, reading.officers)
    digest = begun(terms.hash, "result", terms.batch, seed)
    for expected in result_lines(picks, teams):
        line = lines.taken(lines.next())
        if line != expected:
            told = decoded(expected, lines.number)
            raise Disagrees(
                "pick",
                f"第{lines.number}行：抽取结果与重新计算的不符，此处应为{told['id']}"
                f"（分层{told['stratum']}第{told['rank']}位）",
                f"line {lines.number}: the result differs from the draw run again; here should be"
                f" {told['id']} (stratum {told['stratum']}, rank {told['rank']})",
                lines.number,
            )
        digest.update(line)
    drawn = sum(p.is_drawn for p in picks)
    told = lines.object("result")
    verdict.result, verdict.drawn = digest.hexdigest(), drawn
    verdict.reserves = len(picks) - drawn
    wanted = {"counts": [drawn, verdict.reserves], "digest": verdict.result, "k": "result"}
    if told != wanted:
        raise Disagrees(
            "result",
            f"第{lines.number}行：结果的件数或摘要不符",
            f"line {lines.number}: counts or digest of the result do not agree",
            lines.number,
        )
    now = standing(terms, seed, picks, teams, reading.officers)
    while lines.kind_ahead() == "sub":
        verdict.subs += 1
        _sub(lines, lines.object("sub"), now, verdict.subs)


def _sub(lines: _Lines, told: dict[str, Any], now: Any, number: int) -> None:
    asked = {k: v for k, v in told.items() if k not in ("in", "officers")}
    known = {"cause", "k", "no", "of", "out", "target", "words"}
    try:
        fits = set(asked) == known and told["no"] == number and bool(told["words"])
        fits = fits and substituted(now, asked) == told
    except (KeyError, ValueError, TypeError):
        fits = False
    if not fits:
        raise Disagrees(
            "sub",
            f"第{lines.number}行：第{number}次递补不符合事先的规则",
            f"line {lines.number}: substitution {number} does not follow the rule",
            lines.number,
        )


def _seal(lines: _Lines) -> None:
    line = lines.next()
    told = decoded(line, lines.number)
    if told != {"digest": lines.seal.hexdigest(), "k": "seal"}:
        raise Disagrees(
            "seal",
            f"第{lines.number}行：封条与文件内容不符",
            f"line {lines.number}: the seal does not match the file",
            lines.number,
        )
    if lines.ahead():
        raise Disagrees("end", "封条之后还有内容", "something follows the seal", lines.number + 1)
