"""抽取规则 — what is fixed before anything is random: bodies, times, strata, rates, seats."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from .canonical import Disagrees
from .digests import FORMAT, NAMES

CODE = re.compile(r"[A-Za-z0-9._-]{1,64}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
BLOCK = 256  # lines of the roster under one digest
_KEYS = {
    "absent", "batch", "bodies", "commit_by", "format", "frozen_at", "hash", "items", "k",
    "least_reveals", "public", "reserve", "reveal_by", "seats", "strata", "title",
}  # fmt: skip


@dataclass(frozen=True)
class Stratum:
    """分层: a sort of objects and the share of them that is drawn."""

    code: str
    rate: tuple[int, int]
    least: int
    most: int  # 0: no most

    def drawn(self, size: int) -> int:
        """Return how many of `size` objects are drawn: the share rounded up, within least and most."""
        wanted = max(self.least, -(-size * self.rate[0] // self.rate[1]))
        return min(size, wanted, self.most) if self.most else min(size, wanted)


@dataclass(frozen=True)
class Terms:
    """The terms of one batch, read from the first line of its snapshot."""

    raw: dict[str, Any]
    hash: str
    batch: str
    bodies: tuple[str, ...]
    strata: tuple[Stratum, ...]
    seats: int
    reserve: tuple[int, int]

    def names(self) -> dict[str, str]:
        """Return what each contributing body is called."""
        return {b["code"]: b["name"] for b in self.raw["bodies"]}

    def reserved(self, size: int, drawn: int) -> int:
        """Return how many substitutes are listed for a stratum of `size` of which `drawn` are drawn."""
        return min(size - drawn, -(-drawn * self.reserve[0] // self.reserve[1]))


def _bad(chinese: str, english: str) -> Disagrees:
    return Disagrees("terms", f"抽取规则有误：{chinese}", f"the terms are wrong: {english}", 1)


def read_terms(raw: dict[str, Any]) -> Terms:
    """Return the terms. Raises Disagrees, in words, where they are incomplete or contradict themselves."""
    if raw.get("k") != "terms" or raw.get("format") != FORMAT:
        raise Disagrees(
            "format", f"不是“{FORMAT}”格式的抽取文件", f"not a file of the format {FORMAT}", 1
        )
    if set(raw) != _KEYS or raw["hash"] not in NAMES:
        raise _bad("项目不全或摘要算法不明", "fields are missing or the hash is unknown")
    try:
        return _read(raw)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise _bad(f"无法读取（{error}）", f"unreadable ({error})") from error


def _read(raw: dict[str, Any]) -> Terms:
    bodies = tuple(b["code"] for b in raw["bodies"])
    strata = tuple(
        Stratum(s["code"], (s["rate"][0], s["rate"][1]), s["least"], s["most"])
        for s in raw["strata"]
    )
    codes = [*bodies, *(s.code for s in strata)]
    if len(bodies) < 2 or len(set(bodies)) < len(bodies):
        raise _bad("参与单位须为两家以上且不重复", "two or more different bodies must contribute")
    if not strata or len({s.code for s in strata}) < len(strata):
        raise _bad("至少须有一个分层，且不重复", "there must be strata, each once")
    if not all(CODE.fullmatch(c) for c in codes):
        raise _bad("代码只能用字母、数字、点和横线", "codes are letters, digits, dots, dashes")
    for s in strata:
        whole = (*s.rate, s.least, s.most)
        if any(type(n) is not int or n < 0 for n in whole) or not 0 <= s.rate[0] <= s.rate[1] > 0:
            raise _bad(f"分层{s.code}的比例有误", f"the rate of stratum {s.code}")
    times = (raw["frozen_at"], raw["commit_by"], raw["reveal_by"])
    if not all(MOMENT.fullmatch(t) for t in times) or not times[0] < times[1] < times[2]:
        raise _bad("冻结、承诺、揭示的时间须依次在后", "the moments must follow one another")
    _check_rules(raw, len(bodies))
    reserve = (raw["reserve"][0], raw["reserve"][1])
    if any(type(n) is not int or n < 0 for n in reserve) or not reserve[1]:
        raise _bad("替补比例有误", "the share of substitutes")
    return Terms(raw, raw["hash"], raw["batch"], bodies, strata, raw["seats"], reserve)


def _check_rules(raw: dict[str, Any], bodies: int) -> None:
    if type(raw["seats"]) is not int or not 2 <= raw["seats"] <= 9:
        raise _bad("每次检查须有二名以上人员", "each check takes two officers or more")
    if raw["absent"] not in ("continue", "void"):
        raise _bad("未写明未揭示时如何处理", "what happens when a body does not reveal")
    if type(raw["least_reveals"]) is not int or not 1 <= raw["least_reveals"] <= bodies:
        raise _bad("最少揭示数有误", "the least number of reveals")
    public = raw["public"]
    if public is not None and not (
        MOMENT.fullmatch(public["after"])
        and public["after"] >= raw["reveal_by"]
        and public["source"]
    ):
        raise _bad(
            "公开值须在揭示截止之后产生，并写明来源",
            "the public value must come after the reveals end, from a named source",
        )
