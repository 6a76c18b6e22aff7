"""Reading days as people and machines write them; a stamp with a zone becomes the day it was at the office."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from .arrays import NEVER, Days, to_day

# What stands in a cell when nothing does.
EMPTY = {
    "", "null", "none", "nan", "nat", "na", "n/a", "#n/a", "nil", "-", "--", "—", "/", "\\n", "无", "空", "未知",
    "0000-00-00", "0000-00-00 00:00:00", "0000/00/00", "00000000", "0",
}  # fmt: skip
FULL_WIDTH = str.maketrans("０１２３４５６７８９／－：．　", "0123456789/-:. ")
CLOCK = r"(?:[T\s]+(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s*(?P<half>[AaPp]\.?[Mm]\.?)?)?"
ZONE = r"\s*(?P<zone>Z|z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?"
FORMS = [
    re.compile(rf"(?P<y>\d{{4}})(?P<s>[-/.])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}}){CLOCK}{ZONE}"),
    re.compile(rf"(?P<y>\d{{4}})年(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日?{CLOCK}"),
    re.compile(rf"(?P<y>\d{{4}})(?P<m>\d{{2}})(?P<d>\d{{2}})(?:\.0)?{CLOCK}{ZONE}"),
    re.compile(rf"(?P<d>\d{{1,2}})[- ](?P<name>[A-Za-z]{{3,9}})[-, ]+(?P<y>\d{{4}}){CLOCK}{ZONE}"),
    re.compile(rf"(?P<name>[A-Za-z]{{3,9}})\.?\s+(?P<d>\d{{1,2}}),?\s+(?P<y>\d{{4}}){CLOCK}{ZONE}"),
]
# Month and day in either order: decided for a whole column.
EITHER = re.compile(
    rf"(?P<a>\d{{1,2}})(?P<s>[-/.])(?P<b>\d{{1,2}})(?P=s)(?P<y>\d{{4}}){CLOCK}{ZONE}"
)
# A day as a sheet keeps it, counted from the end of 1899: a column is read so where every cell is such a number, of the years 1954 to 2064.
SERIAL = re.compile(r"[2-5]\d{4}(?:\.\d+)?")
SHEETS_BEGIN = date(1899, 12, 30)
MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}


class Column(NamedTuple):
    """The days of a column, and what was remarkable about reading them."""

    days: Days  # `NEVER` where the cell is empty
    unreadable: list[int]  # positions
    zoned: bool
    ambiguous: bool
    serial: bool  # days as a sheet keeps them


def is_empty(written: str) -> bool:
    """Whether a cell holds one of the ways of writing nothing."""
    return written.strip().casefold() in EMPTY


def parse_day(written: str, zone: ZoneInfo | None = None, day_first: bool = False) -> date | None:
    """Return the day of one text, or None when it is none."""
    told = written.strip().translate(FULL_WIDTH)
    hit = next((found for form in FORMS if (found := form.fullmatch(told))), None)
    parts = hit.groupdict() if hit else {}
    if not hit:
        hit = EITHER.fullmatch(told)
        if not hit:
            return None
        parts = hit.groupdict()
        parts["m"], parts["d"] = (parts["b"], parts["a"]) if day_first else (parts["a"], parts["b"])
    month = (
        MONTHS.get((parts.get("name") or "")[:3].lower()) if parts.get("name") else int(parts["m"])
    )
    try:
        day = date(int(parts["y"]), month or 0, int(parts["d"]))
    except ValueError:
        return None
    told_zone, clock = parts.get("zone"), parts.get("clock")
    if told_zone and clock and zone:
        return _at_the_office(day, clock, parts.get("half"), told_zone, zone)
    return day


def _at_the_office(
    day: date, clock: str, half: str | None, told: str, zone: ZoneInfo
) -> date | None:
    hour, minute = (int(part) for part in clock.split(":")[:2])
    if half:
        hour = hour % 12 + (12 if half[0] in "Pp" else 0)
    if hour > 24 or minute > 59:
        return None
    offset = timedelta(0)
    if told[0] in "+-":
        digits = told[1:].replace(":", "").ljust(4, "0")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        offset = -offset if told[0] == "-" else offset
    try:
        moment = datetime(day.year, day.month, day.day, tzinfo=timezone(offset))
        return (moment + timedelta(hours=hour, minutes=minute)).astimezone(zone).date()
    except (ValueError, OverflowError):
        return None


def read_column(codes: Days, values: Sequence[str], zone: ZoneInfo) -> Column:
    """Read a column given by its distinct texts; `codes` is −1 where the cell is empty."""
    first, second = set(), set()
    zoned = False
    for value in values:
        hit = EITHER.fullmatch(value.strip().translate(FULL_WIDTH))
        if hit:
            first.add(int(hit["a"]))
            second.add(int(hit["b"]))
        zoned = zoned or bool(
            re.search(r"\d(?:Z|z|UTC|GMT|[+-]\d{2}:?\d{2})$", value.strip()) and ":" in value
        )
    day_first = max(first, default=0) > 12 and max(second, default=0) <= 12
    ambiguous = bool(first) and max(first) <= 12 and max(second) <= 12
    filled = [value for value in values if not is_empty(value)]
    serial = bool(filled) and all(SERIAL.fullmatch(value.strip()) for value in filled)
    read = np.full(len(values) + 1, NEVER, dtype=np.int64)
    wrong: set[int] = set()
    for place, value in enumerate(values):
        if is_empty(value):
            continue
        if serial:
            read[place] = to_day(SHEETS_BEGIN) + int(float(value))
            continue
        day = parse_day(value, zone, day_first)
        if day is None:
            wrong.add(place)
        else:
            read[place] = to_day(day)
    days = read[codes]
    unreadable = np.flatnonzero(np.isin(codes, sorted(wrong))).tolist() if wrong else []
    return Column(days, unreadable, zoned, ambiguous, serial)
