"""Who could be on the list of a morning, and what then happened to them.

Definitions: the interface of the back-test, §1. A member is decided from rows known before *t*; a label from event dates in
[t + gap, t + gap + h), by rows known before the day on which the label is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .arrays import EARLIEST, NEVER, Codes, Days, Flags, Floats, to_day
from .asking import Asked
from .loading import snapshot_of
from .table import Events
from .where import Condition, parse

SPREAD = 1 << 22  # more days than any table spans: entity and day fit into one sortable key
SHIFT = 1 << 20


def keys(entity: Codes, day: Days) -> Codes:
    """Return keys that sort by entity, then day."""
    return entity * SPREAD + (np.clip(day, EARLIEST, NEVER) + SHIFT)


class Question:
    """The config as it reads on this table: parsed conditions, named columns, the day of the snapshot."""

    def __init__(self, asked: Asked, events: Events) -> None:
        config, raw = asked.config, events.raw
        self.asked, self.config, self.events = asked, config, events
        names = raw.names
        self.member = parse(config.cohort.where, names, at=asked.at("cohort", "where"))
        self.label = parse(config.label.where, names, at=asked.at("label", "where"))
        self.label_date = config.label.date or config.data.event_date
        raw.need(self.label_date, "label", "date")
        raw.date_columns.add(self.label_date)
        raw.day(self.label_date)
        self.value = config.label.value if config.label.kind == "finding" else ""
        if self.value:
            raw.need(self.value, "label", "value")
        self.is_visit = config.cohort.unit == "visit"
        self.visit_date = config.order.date or self.label_date
        raw.need(self.visit_date, "order", "date")
        raw.date_columns.add(self.visit_date)
        raw.day(self.visit_date)
        self.coverage_by = config.data.coverage.by if config.data.coverage else ""
        for column, place in (
            (config.order.officer, ("order", "officer")),
            (self.coverage_by, ("data", "coverage", "by")),
        ):
            if column:
                raw.need(column, *place)
        self.snapshot = snapshot_of(events, asked)
        known = np.sort(events.known[events.known < NEVER])
        self.start = int(known[int(0.001 * (len(known) - 1))]) if len(known) else NEVER
        self.gap = config.label.gap_days
        self.spans = self._spans()

    def _spans(self) -> dict[str, list[tuple[int, int]]]:
        coverage = self.config.data.coverage
        if coverage is None:
            return {"*": [(self.start, self.snapshot + 1)]}
        spans: dict[str, list[tuple[int, int]]] = {}
        for span in coverage.spans:
            spans.setdefault(str(span.value), []).append((to_day(span.since), to_day(span.until)))
        return {name: _joined(some) for name, some in spans.items()}

    def closed(self, t: int, window: int) -> int:
        """Return the day from which the label of a list drawn at `t` is surely known."""
        return t + self.gap + window + self.config.label.delay_days


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join stretches that touch or overlap: a source complete to a day and from that day on is complete across it."""
    found: list[tuple[int, int]] = []
    for since, until in sorted(spans):
        if found and since <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], until))
        else:
            found.append((since, until))
    return found


@dataclass(frozen=True, eq=False)
class Members:
    """Whoever could be on a list of the longest window: entities in order of their names, or visits.

    Equal to itself alone, so that what is built for them can be kept by them.
    """

    as_of: int
    entity: Codes
    day: Days  # the morning from which features look back
    visit: Codes  # row of the given visits, −1 for an entity

    @property
    def n(self) -> int:
        """How many."""
        return len(self.entity)

    def taken(self, at: Codes | Flags) -> Members:
        """Return some of them."""
        return Members(self.as_of, self.entity[at], self.day[at], self.visit[at])

    def moved(self, days: int) -> Members:
        """Return the same names looked at from an earlier morning."""
        return Members(self.as_of, self.entity, self.day - days, self.visit)


@dataclass(frozen=True)
class Outcomes:
    """What happened, by rows known before one day: sorted for looking up."""

    positive: Codes  # keys of positive rows
    positive_day: Days
    looked: Codes  # keys of rows that looked at all (finding)
    looked_weight: Floats
    value: Floats  # by row of the given table; NaN where nothing was written
    weight: Floats  # by row: 1 / probability of being drawn; 1 where the label does not ask for it, NaN where it counts nothing


class Cohort(NamedTuple):
    """Members with coverage for one window, with their labels (NaN: nobody looked)."""

    as_of: int
    window: int
    pick: Codes  # places among the members
    label: Floats
    first: Days  # day of the first label event
    weight: Floats  # 1; 1 / probability of being drawn where the label asks for it
    reach: float | None
    unseen: int  # with the outcome, but not a member
    outside: dict[str, int]  # members outside coverage, by the value that says which span holds
    too_late: int


def members_at(
    question: Question, events: Events, given: Events, t: int, *, known_before: int = NEVER + 1
) -> Members:
    """Return whoever could be on a list drawn at `t`. `given` holds the visits to put in order, also coming ones."""
    config = question.config
    if question.is_visit:
        day = given.day(question.visit_date)
        last = t + question.gap + max(config.label.windows_days)
        rows = (day >= t + question.gap) & (day < last) & (given.known < known_before)
        rows &= question.member.match(given, outcome=True) & question.label.match(
            given, outcome=True
        )
        at = np.flatnonzero(rows)
        at = at[np.lexsort((at, day[at], given.entity[at]))]
        seen_from = np.full(len(at), t, dtype=np.int64) if config.asof.freeze else day[at]
        return Members(t, given.entity[at], seen_from, at)
    rows = events.known < t
    if config.cohort.lookback_days is not None:
        rows &= events.known >= t - config.cohort.lookback_days
    rows &= question.member.match(events, as_of=t)
    entity = np.unique(events.entity[rows])
    return Members(
        t, entity, np.full(len(entity), t, dtype=np.int64), np.full(len(entity), -1, dtype=np.int64)
    )


def outcomes(question: Question, given: Events, known_before: int) -> Outcomes:
    """Collect what happened, as it could be read before `known_before`; `NEVER` for everything in the file."""
    day = given.day(question.label_date)
    rows = question.label.match(given, as_of=known_before, outcome=True) & (day < NEVER)
    if known_before < NEVER:
        rows &= given.known < known_before
    value = np.full(given.n, np.nan)
    if question.value:
        value = given.number(question.value).copy()
        if question.value in given.later and question.value not in given.never:
            value[given.later[question.value] >= known_before] = np.nan
        value[~rows] = np.nan
        positive = value > 0
        looked = ~np.isnan(value)
    else:
        positive, looked = rows, rows
    weight = np.ones(given.n)
    if question.config.data.visit_probability:
        q = given.number(question.config.data.visit_probability)
        weight = np.where((q > 0) & (q <= 1), 1 / np.where(q > 0, q, 1), np.nan)
        if question.config.label.unvisited == "weight":
            looked = looked & ~np.isnan(weight)
            positive = positive & looked
    told = keys(given.entity, day)
    up = np.flatnonzero(positive)[np.argsort(told[positive], kind="stable")]
    seen = np.flatnonzero(looked)[np.argsort(told[looked], kind="stable")]
    by_row = weight if _by_weight(question) else np.ones(given.n)
    return Outcomes(told[up], day[up], told[seen], weight[seen], value, by_row)


def _by_weight(question: Question) -> bool:
    """Whether only the randomly drawn count, by 1 / probability."""
    label = question.config.label
    return bool(question.value) and label.unvisited == "weight" and not question.is_visit


def cohort_of(
    question: Question,
    members: Members,
    groups: Codes,
    group_names: list[str],
    found: Outcomes | None,
    given: Events,
    window: int,
    *,
    history: int,
    reach: bool = False,
) -> Cohort:
    """Return the members with coverage for this window and what happened to them; without `found`, no labels yet."""
    t = members.as_of
    begin, end = t + question.gap, t + question.gap + window
    inside = _covered(question, groups, group_names, t - history, end if found else t)
    if question.is_visit:
        day = given.day(question.visit_date)[members.visit]
        inside_window = day < end
    else:
        inside_window = np.ones(members.n, dtype=bool)
    left = np.bincount(groups[~inside & inside_window] + 1, minlength=len(group_names) + 1)
    outside = {
        name: count for name, count in zip(["", *group_names], left.tolist(), strict=True) if count
    }
    pick = np.flatnonzero(inside & inside_window)
    label, first = np.full(len(pick), np.nan), np.full(len(pick), NEVER, dtype=np.int64)
    weight = np.ones(len(pick))
    if found is not None and question.is_visit:
        value = found.value[members.visit[pick]]
        label = np.where(np.isnan(value), np.nan, (value > 0).astype(np.float64))
        first = np.where(label > 0, given.day(question.label_date)[members.visit[pick]], NEVER)
        keep = ~np.isnan(label)
        pick, label, first, weight = pick[keep], label[keep], first[keep], weight[keep]
    elif found is not None:
        entity = members.entity[pick]
        low = np.searchsorted(found.positive, keys(entity, np.full(len(pick), begin)))
        high = np.searchsorted(found.positive, keys(entity, np.full(len(pick), end)))
        label = (high > low).astype(np.float64)
        if len(found.positive_day):
            first = np.where(
                high > low, found.positive_day[np.minimum(low, len(found.positive_day) - 1)], NEVER
            )
        if question.value:
            low = np.searchsorted(found.looked, keys(entity, np.full(len(pick), begin)))
            high = np.searchsorted(found.looked, keys(entity, np.full(len(pick), end)))
            visited = high > low
            if question.config.label.unvisited == "exclude":
                pick, label, first, weight = (
                    pick[visited],
                    label[visited],
                    first[visited],
                    weight[visited],
                )
            elif question.config.label.unvisited == "weight":
                label = np.where(visited, label, np.nan)
                chosen = (
                    found.looked_weight[np.minimum(low, max(len(found.looked_weight) - 1, 0))]
                    if len(found.looked_weight)
                    else weight
                )
                weight = np.where(visited, chosen, 0.0)
    share, unseen = None, 0
    if reach and found is not None and len(pick):
        whole, of_all = _happened(question, given, found, begin, end)
        seen = ~np.isnan(label)
        mine = float((label * weight)[seen].sum()) if _by_weight(question) else float(np.nansum(label))  # fmt: skip
        share = mine / of_all if of_all else None
        unseen = max(0, whole - int(np.nansum(label)))
    return Cohort(t, window, pick, label, first, weight, share, unseen, outside, 0)


def _covered(question: Question, groups: Codes, names: list[str], begin: int, end: int) -> Flags:
    """Mark whose group has one complete stretch over [begin, end)."""

    def whole(name: str) -> bool:
        spans = question.spans.get(name, question.spans.get("*", []))
        return any(since <= begin and until >= end for since, until in spans)

    told = np.array([*(whole(name) for name in names), whole("")], dtype=bool)
    return told[groups]


def _happened(
    question: Question, given: Events, found: Outcomes, begin: int, end: int
) -> tuple[int, float]:
    """Count whoever inside coverage had a label event, member or not; and the same by 1 / probability where the label asks for it."""
    day = given.day(question.label_date)
    inside = question.label.match(given, outcome=True) & (day >= begin) & (day < end)
    if question.coverage_by:
        groups, names = given.text(question.coverage_by)
        inside &= _covered(question, groups, names, begin, end)
    rows = inside & (found.value > 0) if question.value else inside
    if not _by_weight(question):
        told = int(rows.sum()) if question.is_visit else len(np.unique(given.entity[rows]))
        return told, float(told)
    # As in the cohort: an entity counts by its first drawn visit of the window, and is positive where any drawn one is.
    drawn = inside & ~np.isnan(found.value) & ~np.isnan(found.weight)
    up = np.unique(given.entity[drawn & rows])
    at = np.flatnonzero(drawn & np.isin(given.entity, up))
    at = at[np.lexsort((at, day[at], given.entity[at]))]
    first = np.unique(given.entity[at], return_index=True)[1]
    return len(up), float(found.weight[at[first]].sum())


def known_too_late(question: Question, given: Events, members: Members) -> int:
    """Count entities that were members by what had happened, but not by what had been known."""
    if question.is_visit:
        return 0
    t, config = members.as_of, question.config.cohort
    rows = (given.event < t) & (given.known >= t) & question.member.match(given)
    if config.lookback_days is not None:
        rows &= given.event >= t - config.lookback_days
    return len(np.setdiff1d(np.unique(given.entity[rows]), members.entity))


def condition_is_selective(condition: Condition) -> bool:
    """Whether a condition picks among the rows at all."""
    return condition.tree is not None
