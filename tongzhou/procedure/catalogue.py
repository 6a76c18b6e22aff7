"""目录 — the lines of business this installation knows. A line enters itself when Django starts.

Counters, warning and statistics find lines here and never by import.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, ParamSpec, TypeVar

from .declare import Office, Procedure
from .refusal import Refused
from .view import View

P = ParamSpec("P")
T = TypeVar("T")
Rows = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Columns:
    """What a line adds to the projection: a model keyed by case, and the pure function that fills it.

    `key` names the model's field that tells several rows of one case apart; empty: one row per case.
    The function returns {key: {field: value}}.
    """

    model: Any
    key: str
    rows: Callable[[View], Rows]


@dataclass(frozen=True)
class Panel:
    """A page of a line that no declaration can say, mounted by a counter under its own address."""

    slug: str
    label: str
    icon: str
    urls: str  # dotted path of a URL module, included under /desk/<line>/<slug>/ or /<line>/<slug>/
    counter: str = "desk"  # or "portal"
    offices: tuple[Office, ...] = ()  # who sees it in the navigation; none: everybody signed in
    index: str = ""  # name of the URL its navigation entry opens
    about: str = ""  # at the portal: what one finds there, in a few words


@dataclass(frozen=True)
class Outside:
    """What an outside system states to open a case of a procedure, and how the line brings it.

    `asks` is a msgspec struct; the API makes its document from it. `number` is the number the system has given,
    `region` the region the case lies in. `take(door, stated, *, by, at, on)` brings it by the one door and returns
    the case: the same number brought again is the same case. `told(view)` is what the system may know of the outcome.
    """

    asks: type[Any]
    number: Callable[[Any], str]
    region: Callable[[Any], str]
    take: Callable[..., Any]
    find: Callable[[str], Any]  # the number → the case, or None
    told: Callable[[View], dict[str, Any]]
    in_words: Callable[[Exception], str]


@dataclass(frozen=True)
class Records:
    """What an outside system states into a register one by one, and what it may read there.

    `asks` and `gives` are msgspec structs (`gives` has an `id`); `take(stated, *, source, at, on)` returns what was made
    of it and whether it is new, and raises ValidationError; `rows(regions, *, subject, after)` reads by key.
    """

    label: str
    asks: type[Any]
    gives: type[Any]
    region: Callable[[Any], str]
    take: Callable[..., tuple[Any, bool]]
    rows: Callable[..., list[Any]]
    in_words: Callable[[Exception], str]


@dataclass(frozen=True)
class Measured:
    """A figure of a region on a day: the value, None where nothing is known; of how many, how many."""

    value: Decimal | None
    part: int
    whole: int | None
    as_of: date


@dataclass(frozen=True)
class Measure:
    """指标来源: a figure that a line can give of any region, with its definition. Zones and evaluations ask for it.

    `label` is what people call the indicator; an indicator of a zone whose name holds it is offered the figure.
    """

    code: str
    label: str
    unit: str
    definition: Any  # a text, or one that is translated when it is shown
    reckon: Callable[[str, date], Measured]  # region, day
    paragraph: str = (
        ""  # of 内人社发〔2018〕11号: items of an evaluation on it are shown the figure
    )


@dataclass(frozen=True)
class Export:
    """What a line tells the warehouse: a feed by name, and all its rows as they stand today, without names of people.

    A row maps the columns of the feed (`tongzhou.warehouse.feeds`) to values; amounts are whole fen. What has changed since it was last told, and
    since when it is known, the warehouse finds out.
    """

    feed: str
    rows: Callable[[], Iterable[dict[str, Any]]]


@dataclass(frozen=True)
class Line:
    """一条业务: what a folder in `lines` declares."""

    code: str
    label: str
    icon: str
    procedures: tuple[Procedure, ...]
    columns: Mapping[str, tuple[Columns, ...]] = ()  # type: ignore[assignment]
    panels: tuple[Panel, ...] = ()
    case_panels: Mapping[str, str] = ()  # type: ignore[assignment]  # procedure → template include
    documents: tuple[Any, ...] = ()  # papers.Template and papers.Draft
    # procedure → act → name of the URL (it takes the uid; that of the opening act takes nothing) of the
    # page with the form of that act, where the facts are a table and the general form cannot ask them
    act_pages: Mapping[str, Mapping[str, str]] = ()  # type: ignore[assignment]
    # procedure → text → name of the URL (it takes the uid) of the page on which the text is read
    text_pages: Mapping[str, Mapping[str, str]] = ()  # type: ignore[assignment]
    # name given in `ask(choices=…)` → what may be chosen in a case as it stands: (value, label)
    choices: Mapping[str, Callable[[View], list[tuple[str, str]]]] = ()  # type: ignore[assignment]
    # The same for a party at the portal: act pages (see partying.py), and what its page of a case shows
    party_pages: Mapping[str, Mapping[str, str]] = ()  # type: ignore[assignment]
    party_panels: Mapping[str, str] = ()  # type: ignore[assignment]  # procedure → template include
    # procedure → for whom else a subject of the case may speak: the keys of those it represents
    speaks_for: Mapping[str, Callable[[View, str], tuple[str, ...]]] = ()  # type: ignore[assignment]
    # procedure → how an outside system opens a case of it (see `Outside`)
    outside: Mapping[str, Outside] = ()  # type: ignore[assignment]
    # code → a register an outside system states into and reads (see `Records`)
    records: Mapping[str, Records] = ()  # type: ignore[assignment]
    # what this line can count of a region, for the indicators of zones and for evaluations
    measures: tuple[Measure, ...] = ()

    exports: tuple[Export, ...] = ()  # what the warehouse is told every night
    # what the worker asks again and again, with `at=`: tell whoever must be told and was not yet; returns how many notices
    reminders: tuple[Callable[..., int], ...] = ()


LINES: dict[str, Line] = {}
_VERSIONS: dict[str, dict[str, Procedure]] = {}
_COLUMNS: dict[str, tuple[Columns, ...]] = {}
_FORGET: list[Callable[[], None]] = []


def remembered(tell: Callable[P, T]) -> Callable[P, T]:
    """Remember what the catalogue tells, until a line is entered or struck.

    The catalogue stands still while pages are served, and every page asks it the same.
    """
    kept = cache(tell)
    _FORGET.append(kept.cache_clear)
    return kept  # type: ignore[return-value]


def _forget() -> None:
    for forget in _FORGET:
        forget()


def enter(line: Line) -> None:
    """Enter a line into the catalogue; called once, when its app is ready."""
    LINES[line.code] = line
    for p in line.procedures:
        _VERSIONS.setdefault(p.code, {})[p.version] = p
    for code, columns in dict(line.columns or {}).items():
        _COLUMNS[code] = tuple(columns)
    _forget()


def strike(code: str) -> None:
    """Take a line out again; tests that enter an example line clean up with it."""
    line = LINES.pop(code)
    for p in line.procedures:
        _VERSIONS.get(p.code, {}).pop(p.version, None)
        if not _VERSIONS.get(p.code):
            _VERSIONS.pop(p.code, None)
        _COLUMNS.pop(p.code, None)
    _forget()


def codes() -> list[str]:
    """Return the codes of all procedures."""
    return list(_VERSIONS)


def versions_of(code: str) -> dict[str, Procedure]:
    """Return all versions of a procedure, by their first day."""
    return _VERSIONS[code]


def version_on(code: str, on: date) -> Procedure:
    """Return the version in force on a day. Raises Refused where there was none."""
    known = [p for p in _VERSIONS.get(code, {}).values() if p.since <= on]
    if not known:
        raise Refused(f"{on} 时“{code}”尚无规程可依，请核对日期")
    return max(known, key=lambda p: p.since)


@remembered
def newest(code: str) -> Procedure:
    """Return the newest version of a procedure."""
    return max(_VERSIONS[code].values(), key=lambda p: p.since)


def every_version() -> list[Procedure]:
    """Return all versions of all procedures."""
    return [p for versions in _VERSIONS.values() for p in versions.values()]


def line_of(procedure: str) -> Line:
    """Return the line to which a procedure belongs."""
    return next(x for x in LINES.values() if any(p.code == procedure for p in x.procedures))


def act_page(procedure: str, act: str) -> str:
    """Return the name of the URL of the page on which this act is done; empty: the general form."""
    pages = dict(line_of(procedure).act_pages or {})
    return dict(pages.get(procedure) or {}).get(act, "")


def text_page(procedure: str, text: str) -> str:
    """Return the name of the URL of the page on which this text is read; empty: the general page."""
    pages = dict(line_of(procedure).text_pages or {})
    return dict(pages.get(procedure) or {}).get(text, "")


def party_page(procedure: str, act: str) -> str:
    """Return the name of the URL of the page on which a party does this act; empty: the general form."""
    pages = dict(line_of(procedure).party_pages or {})
    return dict(pages.get(procedure) or {}).get(act, "")


def party_panel(procedure: str) -> str:
    """Return the template a line shows on a party's page of a case; empty: none."""
    return dict(line_of(procedure).party_panels or {}).get(procedure, "")


def outside(procedure: str) -> Outside | None:
    """Return how an outside system opens a case of a procedure; None where it cannot."""
    if procedure not in _VERSIONS:
        return None
    return dict(line_of(procedure).outside or {}).get(procedure)


def open_records() -> dict[str, Records]:
    """Return every register an outside system may state into."""
    return {code: way for line in LINES.values() for code, way in dict(line.records or {}).items()}


def records(code: str) -> Records | None:
    """Return how an outside system states into a register; None where it cannot."""
    return open_records().get(code)


def measures_for(name: str) -> list[Measure]:
    """Return the figures that lines can give for an indicator of this name."""
    return [m for line in LINES.values() for m in line.measures if m.label in name]


def measures_on(paragraph: str) -> list[Measure]:
    """Return the figures that lines can give on a paragraph of the policy."""
    return [m for line in LINES.values() for m in line.measures if m.paragraph == paragraph]


def open_to_outside() -> dict[str, Outside]:
    """Return every procedure an outside system may open cases of."""
    return {code: way for line in LINES.values() for code, way in dict(line.outside or {}).items()}


def reminders() -> list[tuple[str, Callable[..., int]]]:
    """Return what the lines remind people of: (code of the line, what to call)."""
    return [(line.code, remind) for line in LINES.values() for remind in line.reminders]


def represented(view: View, key: str) -> tuple[str, ...]:
    """Return the subjects for whom this subject of the case may speak, itself left out."""
    rule = dict(line_of(view.procedure.code).speaks_for or {}).get(view.procedure.code)
    return tuple(k for k in rule(view, key) if k != key) if rule else ()


def choices_of(view: View, source: str) -> list[tuple[str, str]]:
    """Return what the line of a case offers under a name of `ask(choices=…)`; empty where it knows none."""
    known = dict(line_of(view.procedure.code).choices or {})
    return known[source](view) if source in known else []


def columns_of(procedure: str) -> tuple[Columns, ...]:
    """Return what the line adds to the projection of this procedure."""
    return _COLUMNS.get(procedure, ())


@remembered
def concerned(office: str) -> tuple[str, ...]:
    """Return the procedures in which an office has business: whose cases it may see."""
    return tuple(
        code
        for code, versions in _VERSIONS.items()
        if any(office in p.offices for p in versions.values())
    )


def all_offices() -> dict[str, Office]:
    """Return the offices that the procedures declare and a person can hold, by code."""
    return {code: office for p in every_version() for code, office in p.offices.items()}


@remembered
def office_named(code: str) -> Office | None:
    """Return the office of this code, from whichever procedure declares it."""
    for p in every_version():
        if code in p.offices:
            return p.offices[code]
    return None
