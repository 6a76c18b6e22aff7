"""投影 — from a view to rows, and from two sets of rows to the difference. Lists are answered from these."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from django.db import models

from tongzhou.law import Calendar
from tongzhou.registry import rows
from tongzhou.registry.questions import Given, Question

from . import grams
from .catalogue import Rows, columns_of
from .fold import Versions, fold
from .journal import NOTHING_BEFORE
from .models import NEVER, NO_DUE, Case, ClockRow, Entry, SearchRow, ShareRow, SlotRow, SubjectRow
from .scope import places
from .view import Clock, Record, Subject, View

RECORD = (
    "case_id",
    "seq",
    "act",
    "version",
    "actors",
    "office",
    "region",
    "happened_on",
    "recorded_at",
    "about",
    "facts",
    "reason",
)


def record_of(e: Entry) -> Record:
    """Return an entry as the fold sees it."""
    return Record(
        e.seq,
        e.act,
        e.version,
        tuple(e.actors),
        e.office,
        e.region,
        e.happened_on,
        e.recorded_at,
        tuple(e.about),
        e.facts,
        e.reason,
    )


@dataclass(frozen=True)
class Journal:
    """The journal of a case as it was read; `head` tells whether anything has been added since."""

    records: tuple[Record, ...]
    head: str
    requests: frozenset[str]  # names of the requests that have been carried out


JOURNAL: Question[Any] = Question(
    lambda: (
        Entry.objects.filter(case=Given("case", models.BigIntegerField()))
        .order_by("seq")
        .values_list(*RECORD, "digest", "request")
    )
)


def journal_of(case: Case) -> Journal:
    """Read the journal of a case. One query."""
    rows = JOURNAL.ask(case=case.pk)
    return Journal(
        tuple(_record(row[:-2]) for row in rows),
        rows[-1][-2] if rows else NOTHING_BEFORE,
        frozenset(row[-1] for row in rows if row[-1]),
    )


def records_of(case: Case) -> list[Record]:
    """Return the journal of a case."""
    return list(journal_of(case).records)


def title_of(view: View) -> str:
    """Return what a case is called in lists."""
    if view.procedure.called:
        return view.procedure.called(view)[:200]
    names = [s.name for s in view.subjects.values() if s.name and s.kind.registry != "person"]
    return "、".join([*names[:3], view.procedure.title])[:200]


def case_row(view: View, calendar: Calendar) -> dict[str, Any]:
    """Return the columns of the case that are not truth but projection."""
    running = [c for c in view.clocks.values() if c.running and c.due]
    nearest = view.pressing()
    silent = [c.due for c in running if view.speaks(c)]
    kind = view.procedure.handled_by
    carrying = view.of(kind, kind.states[0].code) if kind else []
    return {
        "title": title_of(view),
        "version": view.procedure.version,
        "state": view.state,
        "is_open": not view.is_final,
        "region": view.region,
        **places(view.region),
        "opened_on": view.opened_on,
        "closed_on": view.closed_on,
        "first_seen": view.first_seen,
        "next_due": nearest.due if nearest else NO_DUE,
        "due_at": nearest.ends if nearest else NEVER,
        "next_limit": nearest.limit.code if nearest else "",
        "silent_on": min(filter(None, silent)) if silent else None,
        "handlers": len(carrying) if kind else None,
        "handled_by": "、".join(s.name or s.ref for s in carrying)[:100],
        "calendar": calendar.version,
        "irregular": len(view.irregular),
        "seq": view.seq,
    }


def child_rows(
    view: View, number: str = "", *, without: Container[Any] = ()
) -> list[tuple[Any, tuple[str, ...], Rows]]:
    """Return, for each table keyed by case, its key and the rows it should hold; not for those `without`."""
    tables: list[tuple[Any, tuple[str, ...], Callable[[View], Rows]]] = [
        (ClockRow, ("limit", "about"), _clock_rows),
        (SubjectRow, ("key",), _subject_rows),
        (SlotRow, ("round", "office"), _slot_rows),
        (ShareRow, ("region",), _share_rows),
        (SearchRow, (), lambda view: {"": _search_row(view, number)}),
    ]
    for columns in columns_of(view.procedure.code):
        tables.append((columns.model, (columns.key,) if columns.key else (), columns.rows))
    return [(model, key, rows(view)) for model, key, rows in tables if model not in without]


def projected(view: View, number: str) -> dict[Any, Any]:
    """Return what some tables hold of a case, or what their rows are made of: to see what an act changes.

    A table in which it changes nothing need not be read to find that out.
    """
    return {
        ClockRow: _clock_rows(view),
        SubjectRow: _subject_rows(view),
        ShareRow: _share_rows(view),
        SearchRow: (_searched(view, number), view.region, view.procedure.code),
    }


def _clock_rows(view: View) -> Rows:
    return {
        f"{c.limit.code}|{c.about}": {
            "limit": c.limit.code,
            "about": c.about,
            "start": c.start,
            "due": c.due,
            "due_at": c.ends,
            "stopped": c.stopped,
            "is_running": c.running,
            "lapse": c.limit.on_lapse.code,
            "owes": c.limit.owes,
            "region": _held_at(view, c.limit.owes),
            "body": _belongs_to(view, c),
        }
        for c in view.clocks.values()
    }


def _belongs_to(view: View, clock: Clock) -> str:
    """Return the body that alone may meet a clock (责任单位), where there is one."""
    stops = clock.limit.stopping
    subject = view.subjects.get(clock.about)
    return subject.owner[:100] if subject and any(a.by_owner for a in stops) else ""


def _held_at(view: View, office: str) -> str:
    """Return the code of the region at whose level an office is held: whose clock it is."""
    declared = view.procedure.offices.get(office)
    return view.region[: declared.level] if declared and declared.level else view.region


def _subject_rows(view: View) -> Rows:
    return {
        s.key: {
            "key": s.key,
            "kind": s.kind.code,
            "state": s.state,
            "since": s.since,
            "name": s.name[:200],
            "registry": "" if _has_left(s) else s.register[0],
            "ref": s.register[1],
            "sees": _sees(view, s),
        }
        for s in view.subjects.values()
    }


def _has_left(subject: Subject) -> bool:
    """Say whether a person carries the case no longer: not found by name any more, and barred from nothing."""
    return subject.kind.left is not None and subject.state == subject.kind.left.code


def _sees(view: View, subject: Subject) -> bool:
    """Say whether a subject sees the case: not barred 回避, and not before the case concerns it."""
    kind = subject.kind
    if kind.blind and subject.state == kind.blind.code:
        return False
    return view.shown_to(kind, by=view.seq)


def _slot_rows(view: View) -> Rows:
    return {
        f"{r.code}|{office}": {
            "round": r.code,
            "office": office,
            "region": _held_at(view, office),
            "since": view.state_since,
        }
        for r, office in view.waiting()
    }


def _share_rows(view: View) -> Rows:
    return {region: {"region": region, **places(region)} for region in view.regions - {view.region}}


def _searched(view: View, number: str) -> list[str]:
    """Return what a case is found by."""
    named = [s.name for s in view.subjects.values() if s.name]
    return [number, title_of(view), *named[:20]]


def _search_row(view: View, number: str) -> dict[str, Any]:
    said = _searched(view, number)
    return {
        "words": grams.words(grams.text_of(said)),
        "sounds": grams.sounds(said[1:]),
        **grams.places_of(view.region, view.procedure.code),
    }


@dataclass(frozen=True)
class Change:
    """A difference between what stands in a table and what the journal says should."""

    case: int
    table: str
    key: str
    was: dict[str, Any] | None
    now: dict[str, Any] | None


def differences(
    case_id: int, table: str, key: tuple[str, ...], now: Rows, was: list[dict[str, Any]]
) -> Iterator[Change]:
    """Compare the rows that should stand with those that do."""
    stored = {"|".join(str(row[k]) for k in key): row for row in was}
    for name in now.keys() - stored.keys():
        yield Change(case_id, table, name, None, now[name])
    for name in stored.keys() - now.keys():
        yield Change(case_id, table, name, stored[name], None)
    for name in now.keys() & stored.keys():
        changed = {f: v for f, v in now[name].items() if stored[name][f] != v}
        if changed:
            yield Change(case_id, table, name, {f: stored[name][f] for f in changed}, changed)


def write(
    case: Case,
    view: View,
    calendar: Calendar,
    *,
    fresh: bool = False,
    before: dict[Any, Any] | None = None,
) -> None:
    """Bring the rows of one case up to its view, touching only what differs.

    `number`, `head` and `changed_at` of the case are stored as they stand; all else comes from the view.
    `before` is what was `projected` from the view that the rows now stored were written from.
    """
    changed = {n: v for n, v in case_row(view, calendar).items() if getattr(case, n) != v}
    for name, value in changed.items():
        setattr(case, name, value)
    kept = {"number": case.number, "head": case.head, "changed_at": case.changed_at}
    rows.change(Case, case.pk, changed | kept)
    same = set[Any]()
    if before is not None:
        now = projected(view, case.number)
        same = {model for model, was in before.items() if now[model] == was}
    for model, key, found in child_rows(view, case.number, without=same):
        if found or not (fresh or _never_has(view, model)):
            _write_table(case, model, key, found, fresh=fresh)


def _never_has(view: View, model: Any) -> bool:
    """Say whether a case of this procedure never has such rows, so that none need be looked for."""
    procedure = view.procedure
    return (model is SlotRow and not procedure.rounds) or (
        model is ShareRow and not procedure.travels
    )


def _write_table(case: Case, model: Any, key: tuple[str, ...], rows: Rows, *, fresh: bool) -> None:
    fields = sorted({f for row in rows.values() for f in row})
    was: list[dict[str, Any]] = [] if fresh else _standing(model).ask(case=case.pk)
    if not rows and not was:
        return
    ids = {"|".join(str(r[k]) for k in key): r["id"] for r in was}
    put, drop = [], []
    for diff in differences(case.pk, model.__name__, key, rows, was):
        if diff.now is None:
            drop.append(ids[diff.key])
        else:
            put.append(model(case=case, **rows[diff.key]))
    if put:  # an upsert is an order of magnitude faster than bulk_update
        model._default_manager.bulk_create(
            put,
            batch_size=1000,
            update_conflicts=True,
            unique_fields=("case", *key),
            update_fields=[f for f in fields if f not in key] or list(key),
        )
    if drop:
        model._default_manager.filter(pk__in=drop).delete()


@cache
def _standing(model: Any) -> Question[dict[str, Any]]:
    """Return the question for the rows of one case in a table of the projection."""
    return Question(
        lambda: model._default_manager.filter(case=Given("case", models.BigIntegerField())).values()
    )


def rebuild(
    cases: models.QuerySet[Case],
    calendar: Calendar,
    versions: Callable[[str], Versions],
    *,
    chunk: int = 500,
) -> Iterator[Change]:
    """Fold every case again and yield where its rows differ. Nothing is written: `write` does that."""
    ids = list(cases.order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(ids), chunk):
        yield from _rebuild_part(ids[at : at + chunk], calendar, versions)


def _rebuild_part(
    part: list[int], calendar: Calendar, versions: Callable[[str], Versions]
) -> Iterator[Change]:
    heads: dict[int, dict[str, Any]] = {
        c["id"]: dict(c) for c in Case.objects.filter(pk__in=part).values()
    }
    rows = Entry.objects.filter(case__in=part).order_by("case_id", "seq").values_list(*RECORD)
    views = {
        pk: fold(versions(heads[pk]["procedure"]), [_record(row) for row in group], calendar)
        for pk, group in groupby(rows, key=lambda r: r[0])
    }
    stored: dict[
        Any, dict[int, list[dict[str, Any]]]
    ] = {}  # by model: two lines may name theirs alike
    for pk, view in views.items():
        # With which calendar a case was last computed is no difference; a date that moved is.
        row = case_row(view, calendar) | {"calendar": heads[pk]["calendar"]}
        yield from differences(pk, "Case", ("id",), {str(pk): row}, [heads[pk]])
        for model, key, now in child_rows(view, heads[pk]["number"]):
            if model not in stored:
                by_case = stored[model] = {}
                for row in model._default_manager.filter(case__in=part).values():
                    by_case.setdefault(row["case_id"], []).append(row)
            was = stored[model].get(pk, [])
            yield from differences(pk, model.__name__, key, now, was)


def _record(row: tuple[Any, ...]) -> Record:
    _, seq, act, version, actors, office, region, on, at, about, facts, reason = row
    return Record(
        seq, act, version, tuple(actors), office, region, on, at, tuple(about), facts, reason
    )
