"""命中的读入、写出 — a run that another machine has computed, one JSON object a line, so that analysis may run apart from the records.

    {"as_of":"2026-11-26","feeds":{…}}                     first, once: of which day, and how each feed stood
    {"rule":"W1","version":1,"employer":"91…",…}           each hit that warns, employer by employer
    {"looked":"91…","level":"calm","score":0,…}            each employer that was looked at, and which rules could not tell

`tongzhou warn indicators --hits FILE` writes such a file and `tongzhou warn signals --hits FILE` takes it in, with the same result as a run of the lake beside
the records. A file of hits alone, made by anything else, is taken as well: then the calm and grey ones are among the hits.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from .indicators.catalogue import NAMES
from .rules import Bound, Hit, Level, Looked, Way

FIRST, SEEN = b'{"as_of"', b'{"looked"'


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


class Head(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of which day a run is, and how the feeds stood."""

    as_of: date
    feeds: dict[str, dict[str, Any]] = {}


class Seen(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a run says of one employer as a whole."""

    looked: str
    level: str
    score: int = 0
    grey: int = 0
    unknown: dict[str, tuple[str, ...]] = {}


def read(path: Path) -> Iterator[Hit]:
    """Yield the hits of a file, employer by employer as they stand there. Raises ValueError with the line that is wrong."""
    decoder = msgspec.json.Decoder(Line)
    for n, raw in _lines(path):
        if not raw.startswith((FIRST, SEEN)):
            with _place(path, n):
                hit = _hit(decoder.decode(raw))
            yield hit


def looked(path: Path) -> Iterator[Looked]:
    """Yield every employer that was looked at, as far as the file says. Raises ValueError with the line that is wrong."""
    decoder = msgspec.json.Decoder(Seen)
    for n, raw in _lines(path):
        if raw.startswith(SEEN):
            with _place(path, n):
                said = decoder.decode(raw)
                if strange := {name for each in said.unknown.values() for name in each} - set(
                    NAMES
                ):
                    raise ValueError(f"没有指标{'、'.join(sorted(strange))}")
                one = Looked(said.looked, Level(said.level), said.score, said.grey, said.unknown)
            yield one


def taken(
    path: Path, as_of: date
) -> tuple[Iterator[Hit], Iterator[Looked] | None, dict[str, Any] | None]:
    """Return hits, employers looked at and the standing of the feeds; the latter two None in a file of hits alone.

    The whole file is read beforehand, so that nothing of one that breaks off is taken. Raises ValueError where it is of another day, or a
    line is wrong.
    """
    for each in (read(path), looked(path)):
        for _one in each:
            pass
    for n, raw in _lines(path):
        if not raw.startswith(FIRST):
            break
        with _place(path, n):
            head = msgspec.json.decode(raw, type=Head)
        if head.as_of != as_of:
            raise ValueError(f"{path.name}是截至{head.as_of}的，不是{as_of}，请核对日期或文件")
        return read(path), looked(path), head.feeds
    return read(path), None, None


def write(
    path: Path,
    *,
    as_of: date,
    feeds: dict[str, Any],
    hits: Iterable[Hit],
    employers: Iterable[Looked],
) -> int:
    """Write a run as such a file, whole or not at all; return how many hits it holds."""
    number, beside = 0, path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("wb") as file:
            file.write(msgspec.json.encode(Head(as_of=as_of, feeds=feeds)) + b"\n")
            for hit in hits:
                file.write(written(hit))
                number += 1
            for one in employers:
                unknown = {rule: tuple(missing) for rule, missing in one.unknown.items()}
                seen = Seen(
                    looked=one.employer, level=one.level.value, score=one.score, grey=one.grey, unknown=unknown
                )  # fmt: skip
                file.write(msgspec.json.encode(seen) + b"\n")
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    return number


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as file:
        for n, raw in enumerate(file, start=1):
            if raw.strip():
                yield n, raw


@contextmanager
def _place(path: Path, n: int) -> Iterator[None]:
    try:
        yield
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
