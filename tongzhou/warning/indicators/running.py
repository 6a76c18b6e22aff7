"""`tongzhou warn indicators` — what the command does, between the settings and the lake."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate

from tongzhou.warehouse.lake.engines import connect
from tongzhou.warehouse.lake.store import PERIOD, Lake
from tongzhou.warning import keeping, reading_hits, rulebook
from tongzhou.warning.rules import Level, RuleBook

from . import looked
from .assessing import Assessor, hits
from .known import month_end
from .telling import summary, warned

SHOWN = 20


def day_of(period: str) -> date:
    """Return the last day of a period. Raises ValueError on anything but 2026-10."""
    if not PERIOD.fullmatch(period):
        raise ValueError(f"“{period}”不是月份，应写作2026-10")
    return month_end(int(period[:4]) * 12 + int(period[5:]) - 1)


def run(
    *, as_of: date | None, period: str | None, rebuild: bool, place: str | None, general: bool, out: Path | None, say: Callable[[str], None], hits_to: Path | None = None
) -> dict[str, Any]:  # fmt: skip
    """Reckon, judge, and return what was done with the gravest employers. Raises LookupError and ValueError in words."""
    on = as_of or (day_of(period) if period else localdate())
    lake = Lake(place or settings.LAKE)
    book = rulebook.general() if general else keeping.book_on(on)
    if not book.rules:
        book = rulebook.general()
    engine = connect(lake, settings.ENGINE, memory_mb=settings.ENGINE_MB)
    try:
        months = 12 if period and not rebuild else None
        done = Assessor(lake, engine, say=say).assess(book, as_of=on, anew=rebuild, months=months)
    finally:
        engine.close()
    told = {**summary(done), **_listed(lake, book, on, out)}
    if hits_to is not None:
        number = reading_hits.write(
            hits_to, as_of=on, feeds=looked.feeds(lake, on), hits=hits(lake, book, on),
            employers=looked.looked(lake, book, on),
        )  # fmt: skip
        told["hits_written"] = {"to": str(hits_to), "hits": number}
    return told


def _listed(lake: Lake, book: RuleBook, on: date, out: Path | None) -> dict[str, Any]:
    """Return the gravest employers; with `out`, write all of them, one JSON line each."""
    rows = warned(lake, book, on)
    if out is None:
        return {"gravest": [row for row, _ in zip(rows, range(SHOWN), strict=False)]}
    out.mkdir(parents=True, exist_ok=True)
    target = out / f"warned-{on}.jsonl"
    first: list[dict[str, Any]] = []
    with target.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            if len(first) < SHOWN:
                first.append(row)
    return {"gravest": first, "written": str(target)}


def as_json(told: dict[str, Any]) -> str:
    """Return one JSON object."""
    return json.dumps(told, ensure_ascii=False, indent=2)


def _in_part(told: dict[str, Any]) -> list[str]:
    """Say how many of the calm are calm only as far as their data go: what is missing is never good news."""
    few, calm = told["calm_in_part"], told["levels"].get(Level.CALM.value, 0)
    if not few:
        return []
    return [
        f"{Level.CALM.label}的{calm}家中，{few}家有规则因缺数据不能判断：只说明查得到的没有异常，逐家见预警全景"
    ]


def in_words(told: dict[str, Any]) -> str:
    """Return what was done, in Chinese."""
    counts = "、".join(f"{Level(name).label}{n}" for name, n in told["levels"].items())
    lines = [
        f"{told['as_of']}：{told['employers']}家用人单位，{told['hits']}条预警；{counts}",
        *_in_part(told),
        f"新算{told['months_reckoned']}个月末，沿用{told['months_kept']}个",
    ]
    if written := told.get("hits_written"):
        lines.append(f"{written['hits']}条命中写入{written['to']}")
    for row in told["gravest"]:
        reasons = "；".join(f"{hit['rule']} {hit['reason']}" for hit in row["hits"])
        lines.append(f"{Level(row['level']).label} {row['score']:>3}分 {row['uscc']} {reasons}")
    return "\n".join(lines)
