"""A draw of a banner, made from nothing but fixed words: the tests, the vectors and the bench begin from it."""

from __future__ import annotations

import hashlib
import io
from typing import Any

from tongzhou.lines.draws.algorithm.bundle import Drawn, Frozen, draw, freeze
from tongzhou.lines.draws.algorithm.roster import object_line, officer_line, out_line
from tongzhou.lines.draws.algorithm.seeding import Contribution, commitment
from tongzhou.lines.draws.algorithm.terms import read_terms

BODIES = ("hrss", "drc", "union", "fic")
NAMES = {"hrss": "人社局", "drc": "发改委", "union": "总工会", "fic": "工商联"}
STRATA = (
    {"code": "risk", "label": "高风险", "rate": [1, 1], "least": 0, "most": 0},
    {"code": "C", "label": "C级", "rate": [20, 100], "least": 1, "most": 0},
    {"code": "B", "label": "B级", "rate": [5, 100], "least": 1, "most": 0},
    {"code": "A", "label": "A级", "rate": [2, 100], "least": 1, "most": 0},
)


def terms(**more: Any) -> dict[str, Any]:
    """Return terms of a batch with four bodies."""
    return {
        "k": "terms",
        "format": "tongzhou-draw/1",
        "hash": "sm3",
        "batch": "示人社抽〔2026〕3号",
        "title": "2026年第三批劳动用工双随机抽查",
        "frozen_at": "2026-11-02T01:00:00Z",
        "commit_by": "2026-11-04T10:00:00Z",
        "reveal_by": "2026-11-05T10:00:00Z",
        "bodies": [{"code": c, "name": NAMES[c]} for c in BODIES],
        "least_reveals": 2,
        "absent": "continue",
        "public": {"source": "中国福利彩票双色球第2026128期", "after": "2026-11-05T13:30:00Z"},
        "strata": list(STRATA),
        "seats": 2,
        "reserve": [1, 2],
        "items": ["C01", "C03"],
    } | more


def roster(
    objects: int = 600, officers: int = 24, *, recusals: bool = True, needs: bool = True
) -> list[bytes]:
    """Return the lines of a roster: mostly B, every thirtieth a high risk, some building sites."""
    lines = []
    for n in range(objects):
        stratum = "risk" if n % 30 == 7 else "ABBBC"[n % 5]
        wanted = ("construction",) if needs and n % 9 == 0 else ()
        lines.append(object_line(f"9115022100{n:07d}X", stratum, wanted))
    for n in range(officers):
        skills = ("construction",) if n % 4 == 0 else ("dispatch",) if n % 4 == 1 else ()
        bars = tuple(f"9115022100{m:07d}X" for m in range(n, objects, 37)) if recusals else ()
        lines.append(officer_line(f"ZF{n:04d}", n % 3, skills, bars))
    lines.append(out_line("91150221009999999X", "object", "本年度已抽查两次"))
    return lines


def nonce(*words: str) -> str:
    """Return a nonce that is the same each time: only tests may do so."""
    return hashlib.sha256("/".join(words).encode()).hexdigest()


def contributions(
    told: dict[str, Any], root: str, *, silent: tuple[str, ...] = (), salt: str = ""
) -> tuple[Contribution, ...]:
    """Return what the bodies sealed and opened; the silent ones sealed and did not open."""
    read = read_terms(told)
    found = []
    for n, body in enumerate(read.bodies):
        value, once = f"{NAMES.get(body, body)}掷得{n + 1}{salt}", nonce(body, salt)
        sealed = commitment(read, root, body, value, once)
        at, opened = f"2026-11-03T02:0{n}:00Z", f"2026-11-05T02:0{n}:00Z"
        gone = body in silent
        found.append(
            Contribution(body, sealed, at)
            if gone
            else Contribution(body, sealed, at, value, once, opened)
        )
    return tuple(found)


PUBLIC = "03 09 12 18 26 31+07"


def snapshot(
    told: dict[str, Any] | None = None, lines: list[bytes] | None = None
) -> tuple[Frozen, bytes]:
    """Return a frozen roster and its file."""
    file = io.BytesIO()
    kept = roster() if lines is None else lines
    return freeze(told or terms(), lambda: kept, file), file.getvalue()


def bundle(
    told: dict[str, Any] | None = None,
    lines: list[bytes] | None = None,
    *,
    silent: tuple[str, ...] = (),
    salt: str = "",
    subs: tuple[dict[str, Any], ...] = (),
) -> tuple[Drawn, bytes]:
    """Return a draw and its bundle."""
    told = told or terms()
    frozen, content = snapshot(told, lines)
    parts = contributions(told, frozen.root, silent=silent, salt=salt)
    out = io.BytesIO()
    public = PUBLIC if told["public"] else ""
    at = told["public"]["after"] if told["public"] else ""
    drawn = draw(io.BytesIO(content), parts, public, out, public_at=at, subs=subs)
    return drawn, out.getvalue()
