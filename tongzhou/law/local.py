"""本地标准 — figures that the law leaves to the region or nobody could find, set by a person of the office.

Thresholds of crime, fines that give a hearing, deposit rates, average wages of a city: the reviewed tables say that
they are missing, and no code has a default. Whoever sets one names the paper and answers for it. A figure that was
compared with the official text is never overruled. Kept in one file: TONGZHOU_LAW_LOCAL, else in the user's data folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import msgspec

from tongzhou.law.calendar import DAY
from tongzhou.law.reviewed import Unfit, read
from tongzhou.law.series import Series, Source, Value, tables


class LocalValue(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    rename={"since": "from", "until": "to"},
):
    """One figure for a region, in force `since` .. `until`, with its paper and who confirmed it."""

    name: str
    region: str
    since: date
    amount: Decimal
    instrument: str
    doc_no: str
    approved_by: str
    approved_on: date
    until: date | None = None
    note: str = ""

    def holds(self, on: date) -> bool:
        """Say whether the figure is in force on the day."""
        return self.since <= on and (self.until is None or on <= self.until)

    @property
    def source(self) -> Source:
        """Return the paper it is laid down in."""
        return Source(self.instrument, self.doc_no)


def local_file() -> Path:
    """Return where the figures of the office are kept."""
    if named := os.environ.get("TONGZHOU_LAW_LOCAL"):
        return Path(named)
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "tongzhou" / "local.yaml"


def local_values() -> tuple[LocalValue, ...]:
    """Return every figure of the office. Raises `Unfit` if the file can no longer be read."""
    file = local_file()
    try:
        told = file.stat()
    except OSError:
        return ()
    return _read(file, told.st_mtime_ns, told.st_size) if told.st_size else ()


@lru_cache(maxsize=8)
def _read(file: Path, _changed: int, _size: int) -> tuple[LocalValue, ...]:
    found = tuple(read(file, list[LocalValue]))
    for one in found:
        if fault := next(faults(one), ""):
            raise Unfit(f"本地标准 {one.name}（{one.region}，{one.since} 起）：{fault}")
    return found


def local_value(name: str, region: str, on: date) -> LocalValue | None:
    """Return the figure for a region on a day: that of the closest region, or None."""
    those = [
        one
        for one in local_values()
        if one.name == name and region.startswith(one.region) and one.holds(on)
    ]
    return max(those, key=lambda one: (len(one.region), one.since), default=None)


def settable() -> dict[str, Series]:
    """Return the series an office may set: those that go by region and of which nobody found some value."""
    return {
        name: one
        for name, one in tables().series.items()
        if one.by == "region" and any(not each.verified for each in one.values)
    }


def open_values() -> Iterator[tuple[Series, Value]]:
    """Yield the series with a value that is missing: what an office still has to set."""
    for one in settable().values():
        for value in one.values:
            if value.missing:
                yield one, value


def faults(one: LocalValue) -> Iterator[str]:
    """Yield what is wrong with a figure."""
    series = settable().get(one.name)
    if series is None:
        yield f"没有可以由本地设定的标准“{one.name}”；可设：{'、'.join(settable())}"
        return
    if not (one.region.isascii() and one.region.isdigit() and len(one.region) in (2, 4, 6)):
        yield f"地区“{one.region}”须为二、四或六位代码，如 15"
    for label, value in (("文件名称", one.instrument), ("文号", one.doc_no), ("核对人", one.approved_by)):  # fmt: skip
        if not value.strip():
            yield f"没有写明{label}"
    if one.until is not None and one.until < one.since:
        yield "失效日早于生效日"
    if series.between and not series.between[0] <= one.amount <= series.between[1]:
        least, most = series.between
        yield f"{one.amount:f} 超出法定幅度 {least:f} 至 {most:f}{series.unit}"
    if one.amount < 0:
        yield "不得为负数"
    known = next((v for v in series.values if v.since <= one.since <= (v.until or one.since)), None)
    if known is None:
        first = min(value.since for value in series.values)
        yield f"“{series.label}”自 {first} 起才有，生效日 {one.since} 过早"
    elif known.verified and one.region in known.amounts:
        yield f"该地区已有核对过的数值（{known.source}），不能改设"


def put(one: LocalValue) -> Path:
    """Add a figure, closing the one before it the day before, and return the file.

    Raises `ValueError`, in Chinese, if it is unfit or the office has set one from that very day or later.
    """
    if fault := next(faults(one), ""):
        raise ValueError(fault)
    kept = []
    for other in local_values():
        same = (other.name, other.region) == (one.name, one.region)
        if same and other.since >= one.since:
            raise ValueError(f"已有自 {other.since} 起的数值；新的版本须自更晚之日起，旧案仍用旧值")
        if same and other.holds(one.since):
            kept.append(msgspec.structs.replace(other, until=one.since - DAY))
        else:
            kept.append(other)
    file = local_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    part.write_bytes(msgspec.yaml.encode([*kept, one]))
    part.replace(file)
    return file
