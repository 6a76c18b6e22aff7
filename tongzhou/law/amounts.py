"""数额与标准 — amounts that change with time and place, each with its source and validity.

The tables in `data/amounts/` are reviewed. A value read only at second hand is kept, marked, and
never applied silently: whoever calculates asks with `accept_unverified=False`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tongzhou.law.articles import Article
from tongzhou.law.citations import Citation
from tongzhou.law.instruments import figure
from tongzhou.law.local import local_value
from tongzhou.law.series import ClassMap, Series, Source, Value, tables

LENGTHS_OF_CODES = (2, 4, 6, 9, 12)


class NotRecorded(LookupError):
    """No value for this place and day; the message says what is known and what to do."""


class NotVerified(ValueError):
    """There is a value, but nobody has checked it against the text; it may not be used alone."""


@dataclass(frozen=True)
class Amount:
    """A value for a place and a day, with everything a reader must be shown beside it."""

    name: str
    label: str
    value: Decimal
    unit: str
    since: date
    until: date | None
    source: Source
    verified: bool
    verified_on: date | None
    notes: tuple[str, ...] = ()
    region: str = ""
    key: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the amount in plain types; the value is a string, exact."""
        return {
            "name": self.name,
            "label": self.label,
            "value": str(self.value),
            "unit": self.unit,
            "region": self.region or None,
            "key": self.key or None,
            "from": self.since.isoformat(),
            "to": self.until.isoformat() if self.until else None,
            "source": str(self.source),
            "verified": self.verified,
            "verified_on": self.verified_on.isoformat() if self.verified_on else None,
            "notes": list(self.notes),
        }


def prefix_of(region: str) -> str:
    """Return the prefix code of a region: 150200 → 1502, 150203 stays, 150203000 → 150203.

    Raises `ValueError` for anything that is not a region code.
    """
    code = region.strip()
    if not (code.isascii() and code.isdigit() and len(code) in LENGTHS_OF_CODES):
        raise ValueError(f"地区代码“{region}”有误：须为 2、4、6、9 或 12 位数字，如 150203")
    while len(code) > 2:
        size = 3 if len(code) > 6 else 2
        if code[-size:].strip("0"):
            break
        code = code[:-size]
    return code


def amount(
    name: str, *, on: date, region: str = "", key: str = "", accept_unverified: bool = True
) -> Amount:
    """Return the amount in force on a day, for a region or a key where it depends on one.

    `region` may be a prefix code or a six-digit code of GB/T 2260; where a value goes by class, the
    class may be given as `key` instead of a region. Pass `accept_unverified=False`
    wherever the value is calculated with: a value nobody has checked then raises `NotVerified`.

    Raises `NotRecorded` if the name, the day or the place is not in the tables, `ValueError` for a
    missing or malformed region or key.
    """
    one = series_of(name)
    value = _value_on(one, on)
    code = prefix_of(region) if region else ""
    if one.by == "region" and code and (mine := _of_the_office(one, value, code, on)):
        return mine
    if value.missing:
        raise NotRecorded(f"“{one.label}”自 {value.since} 起未查到：{value.missing}")
    notes = [value.note]
    verified = value.verified
    if one.by == "class" and key and not code:
        notes.append("类区由使用者给出，没有按地区核对。")
    elif one.by == "class":
        key, version = _class_of(one, code, on)
        verified = verified and version.verified and key not in version.unread
        notes.append(version.note)
    elif one.by == "region":
        key = _region_key(one, value, code)
    found = value.amount if not one.by else value.amounts.get(key)
    if found is None:
        known = "、".join(value.amounts)
        raise NotRecorded(f"“{one.label}”按 {one.by} 取值，没有“{key}”一项；可选：{known}")
    result = Amount(
        one.name,
        one.label,
        found,
        one.unit,
        value.since,
        value.until,
        value.source,
        verified,
        value.verified_on,
        tuple(filter(None, notes)),
        code,
        key if one.by else "",
    )
    if not verified and not accept_unverified:
        raise NotVerified(
            f"“{one.label}”{found}{one.unit}（{value.source}）尚未与原文核对，不能直接用于计算；"
            "请先核对，或由办理人员确认后采用"
        )
    return result


def _of_the_office(one: Series, value: Value, code: str, on: date) -> Amount | None:
    """Return the figure the office has set, unless the table holds one that was compared with the text."""
    mine = local_value(one.name, code, on)
    if mine is None or (value.verified and any(code.startswith(key) for key in value.amounts)):
        return None
    return Amount(
        one.name,
        one.label,
        mine.amount,
        one.unit,
        mine.since,
        mine.until,
        mine.source,
        True,
        mine.approved_on,
        tuple(filter(None, (mine.note, f"由本机关设定，核对人 {mine.approved_by}。"))),
        code,
        mine.region,
    )


def series_of(name: str) -> Series:
    """Return the series of this name. Raises `NotRecorded`, listing the names there are."""
    found = tables().series
    if name not in found:
        known = "、".join(sorted(found))
        raise NotRecorded(f"数额表中没有“{name}”。现有：{known}")
    return found[name]


def _value_on(one: Series, on: date) -> Value:
    for value in one.values:
        if value.since <= on and (value.until is None or on <= value.until):
            return value
    first = min(value.since for value in one.values)
    last = max((value.until or date.max) for value in one.values)
    known = f"{first} 起" if last == date.max else f"{first} 至 {last}"
    raise NotRecorded(f"“{one.label}”没有 {on} 的数值；已收录 {known}，请先补录")


def _class_of(one: Series, code: str, on: date) -> tuple[str, ClassMap]:
    if len(code) < 6:
        which = f"“{code}”不到旗县（市、区）一级" if code else "没有给出"
        raise ValueError(
            f"“{one.label}”按旗县（市、区）类区取值，地区{which}；请给六位代码，如 150203"
        )
    classing = tables().classings[one.classes]
    version = next(each for each in classing.versions if each.since <= on <= (each.until or on))
    for key, areas in version.classes.items():
        if code[:6] in areas:
            return key, version
    raise NotRecorded(f"地区 {code[:6]} 不在{classing.label}（{version.since} 起）中，请核对代码")


def _region_key(one: Series, value: Value, code: str) -> str:
    if not code:
        raise ValueError(f"“{one.label}”按地区取值，请给出地区代码，如 15、1502 或 150203")
    for size in reversed(LENGTHS_OF_CODES):
        if len(code) >= size and code[:size] in value.amounts:
            return code[:size]
    raise NotRecorded(f"“{one.label}”没有地区 {code} 的数值；已收录：{'、'.join(value.amounts)}")


def of_the_amounts() -> Iterator[Citation]:
    """Yield the citations of the amounts that name an article, with the figures it must state."""
    for one in tables().series.values():
        for value in one.values:
            if value.source.article is not None and value.until is None:
                cited = Article(value.source.instrument, value.source.article, None, value.verified)
                yield Citation(cited, tuple(map(figure, value.states)), f"数额 {one.name}")
