"""命中的读入 — hits that another machine has computed, one JSON object a line, so that analysis may run apart from the records."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from .rules import Bound, Hit, Level, Way


class Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One hit as it is written. Decimals are texts; an empty one is missing."""

    rule: str
    version: int
    employer: str
    period: str
    level: str
    value: str = ""
    threshold: dict[str, str] = {}  # indicator, way, value, unit, with
    series: tuple[str, ...] = ()
    source: str = ""
    delivery: str = ""
    area: str = ""


def read(path: Path) -> Iterator[Hit]:
    """Yield the hits of a file, employer by employer as they stand there. Raises ValueError with the line that is wrong."""
    decoder = msgspec.json.Decoder(Line)
    with path.open("rb") as file:
        for n, raw in enumerate(file, start=1):
            if not raw.strip():
                continue
            try:
                yield _hit(decoder.decode(raw))
            except (msgspec.MsgspecError, ValueError, ArithmeticError, KeyError) as why:
                raise ValueError(f"{path.name} 第{n}行不能读：{why}") from why


def written(hit: Hit) -> bytes:
    """Return a hit as a line of such a file."""
    bound = hit.threshold
    told: dict[str, Any] = {
        "rule": hit.rule,
        "version": hit.version,
        "employer": hit.employer,
        "period": hit.period,
        "level": hit.level.value,
        "value": _text(hit.value),
        "series": tuple(_text(v) for v in hit.series),
        "source": hit.source,
        "delivery": hit.delivery,
        "area": hit.area,
    }
    if bound is not None:
        told["threshold"] = {
            "indicator": bound.indicator, "way": bound.way.value, "value": str(bound.value), "unit": bound.unit,
            "with": bound.with_rule,
        }  # fmt: skip
    return msgspec.json.encode(Line(**told)) + b"\n"


def _hit(line: Line) -> Hit:
    raw = line.threshold
    bound = (
        Bound(
            raw["indicator"],
            Way(raw["way"]),
            Decimal(raw["value"]),
            raw.get("unit", ""),
            raw.get("with", ""),
        )
        if raw
        else None
    )
    return Hit(
        rule=line.rule, version=line.version, employer=line.employer, period=line.period, level=Level(line.level),
        value=_number(line.value), threshold=bound, series=tuple(_number(v) for v in line.series),
        source=line.source, delivery=line.delivery, area=line.area,
    )  # fmt: skip


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _text(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"
