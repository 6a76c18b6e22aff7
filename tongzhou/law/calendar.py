"""工作日历 — which days are worked: weekends, State Council holidays, make-up workdays 调休.

The days come from the package `chinesecalendar`; the notices in `data/holidays.yaml` stand above
it. A year nobody has published is never guessed: it has its weekends only, is absent from
`known_years`, and every reckoning that touches it says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

import chinese_calendar.constants as published
import msgspec

from tongzhou.law.reviewed import DATA, Unfit, decode, read

DAY = timedelta(days=1)
WEEKEND = "周末"

# New Year may begin in the old year (2018-12-29 was a make-up day of the notice for 2019), so the
# last days of a year are settled only when the notice for the next one is out.
TAIL = (12, 26)


@dataclass(frozen=True)
class Notice:
    """One holiday notice 放假通知 of the State Council General Office, for one year.

    `rest` holds every day off with the name of its holiday, `worked` the make-up workdays,
    `statutory` the days of the 放假办法 itself, for which wages are three times.

    Raises `Unfit` if it contradicts itself.
    """

    year: int
    document: str
    rest: Mapping[date, str]
    worked: frozenset[date]
    statutory: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        said = f"{self.year}年放假通知有误："
        if not self.document.strip():
            raise Unfit(f"{said}缺少文号（document）")
        if self.year not in {day.year for day in self.rest}:
            raise Unfit(f"{said}没有一天放假在当年")
        if both := sorted(self.worked & set(self.rest)):
            raise Unfit(f"{said}{both[0]} 既列为放假又列为调休上班")
        if lost := sorted(self.statutory - set(self.rest)):
            raise Unfit(f"{said}法定假日 {lost[0]} 未列入放假")
        if idle := sorted(d for d in self.worked if d.weekday() < 5):
            raise Unfit(f"{said}{idle[0]} 本是工作日，不能列为调休上班")


@dataclass(frozen=True, eq=False)
class Calendar:
    """Which days are worked. `version` is stored beside every date computed with it.

    `rest` maps days off to the name of the holiday, `worked` holds make-up workdays.
    `known_years` are the years whose arrangement is published; None means that the calendar
    is to be taken as complete (one made by hand for an example). `documents` names the notice of
    a year where it is known.
    """

    version: str
    rest: Mapping[date, str] = field(default_factory=dict)
    worked: frozenset[date] = frozenset()
    known_years: frozenset[int] | None = None
    statutory: frozenset[date] = frozenset()
    documents: Mapping[int, str] = field(default_factory=dict)
    rest_ordinals: frozenset[int] = field(init=False, repr=False)
    worked_ordinals: frozenset[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rest", MappingProxyType(dict(self.rest)))
        object.__setattr__(self, "documents", MappingProxyType(dict(self.documents)))
        object.__setattr__(self, "rest_ordinals", frozenset(d.toordinal() for d in self.rest))
        object.__setattr__(self, "worked_ordinals", frozenset(d.toordinal() for d in self.worked))

    def why_rest(self, day: date) -> str | None:
        """Return the name of the holiday, 周末, or None on a day that is worked."""
        if day in self.rest:
            return self.rest[day]
        if day.weekday() > 4 and day not in self.worked:
            return WEEKEND
        return None

    def is_workday(self, day: date) -> bool:
        """Say whether `day` is worked."""
        return not self.rests_on(day.toordinal())

    def rests_on(self, ordinal: int) -> bool:
        """Say whether a day given as ordinal is one of rest; Saturday leaves 6 divided by 7."""
        if ordinal in self.rest_ordinals:
            return True
        return ordinal % 7 in (6, 0) and ordinal not in self.worked_ordinals

    def unknown_year(self, day: date) -> int | None:
        """Return the year whose missing notice leaves this day open, or None if it is settled."""
        if self.known_years is None:
            return None
        if day.year not in self.known_years:
            return day.year
        if (day.month, day.day) >= TAIL and day.year + 1 not in self.known_years:
            return day.year + 1
        return None

    def workdays_in(self, year: int) -> int:
        """Return how many days of `year` are worked: 248 in an ordinary year since 2025."""
        return sum(map(self.is_workday, span(date(year, 1, 1), date(year, 12, 31))))

    def with_notice(self, notice: Notice) -> Calendar:
        """Return this calendar with the arrangement of one year replaced by `notice`."""
        touched = set(notice.rest) | notice.worked

        def stays(day: date) -> bool:
            return day.year != notice.year and day not in touched

        rest = {day: name for day, name in self.rest.items() if stays(day)} | dict(notice.rest)
        worked = frozenset(filter(stays, self.worked)) | notice.worked
        known = None if self.known_years is None else self.known_years | {notice.year}
        return Calendar(
            version_of(rest, worked, known),
            rest,
            worked,
            known,
            frozenset(filter(stays, self.statutory)) | notice.statutory,
            {**self.documents, notice.year: notice.document},
        )


def span(first: date, last: date) -> Iterator[date]:
    """Yield the days from `first` to `last`, both included."""
    return (first + DAY * n for n in range((last - first).days + 1))


def version_of(
    rest: Mapping[date, str], worked: Iterable[date], known: frozenset[int] | None
) -> str:
    """Name a calendar after its content, so that equal calendars bear equal versions."""
    content = "\n".join(
        [*(f"-{day}" for day in sorted(rest)), *(f"+{day}" for day in sorted(worked))]
    )
    digest = hashlib.sha256(content.encode()).hexdigest()[:8]
    return f"{min(known)}-{max(known)}-{digest}" if known else digest


class _Holiday(msgspec.Struct, forbid_unknown_fields=True, rename={"first": "from", "last": "to"}):
    name: str
    first: date
    last: date
    statutory: list[date]


class _Entry(msgspec.Struct, forbid_unknown_fields=True):
    year: int
    document: str
    verified: bool
    verified_on: date | None
    holidays: list[_Holiday]
    worked: list[date]


def read_notices(path: Path) -> list[Notice]:
    """Read the reviewed table of holiday notices; docs/law.md tells how to write one.

    A notice nobody has verified is left out: its year stays unpublished, and dates in it keep
    saying so. Raises `Unfit`, naming year and field, for one incomplete or contradictory.
    """
    return _checked(read(path, list[_Entry]))


def notices_in(content: bytes, *, named: str) -> list[Notice]:
    """Read holiday notices from the content of such a table, as `read_notices` does. Raises `Unfit`."""
    return _checked(decode(content, list[_Entry], named=named))


def _checked(entries: list[_Entry]) -> list[Notice]:
    years = [entry.year for entry in entries]
    if twice := {year for year in years if years.count(year) > 1}:
        raise Unfit(f"{min(twice)}年放假通知重复登记")
    return [_notice(entry) for entry in entries if entry.verified]


def _notice(entry: _Entry) -> Notice:
    rest: dict[date, str] = {}
    for holiday in entry.holidays:
        if holiday.last < holiday.first:
            raise Unfit(f"{entry.year}年放假通知有误：{holiday.name}的止日早于起日")
        rest |= dict.fromkeys(span(holiday.first, holiday.last), holiday.name)
    statutory = frozenset(day for holiday in entry.holidays for day in holiday.statutory)
    return Notice(entry.year, entry.document, rest, frozenset(entry.worked), statutory)


def _from_package() -> Calendar:
    names = {holiday.value: holiday.chinese for holiday in published.Holiday}
    rest = {day: names[name] for day, name in published.holidays.items()}
    worked = frozenset(published.workdays)
    known = frozenset(day.year for day in rest)
    return Calendar(version_of(rest, worked, known), rest, worked, known)


def load(path: Path = DATA / "holidays.yaml") -> Calendar:
    """Build the calendar of today from the package and the reviewed notices at `path`."""
    calendar = _from_package()
    for notice in read_notices(path):
        calendar = calendar.with_notice(notice)
    return calendar


BARE = Calendar("bare")
CALENDAR = load()
