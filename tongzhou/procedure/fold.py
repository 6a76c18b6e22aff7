"""fold(versions, entries, calendar) → View. Pure: no database, no today.

The door judges, the fold does not: an entry that stands in the journal has happened. Where a later
correction makes an earlier entry impossible, the fold goes on and lists it as irregular for a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from tongzhou.law import Calendar

from .clocks import end, pass_stage, reckon, turn
from .declare import Act, Procedure
from .facts import Answer, Destination, Facts, Naming, Writing, loaded
from .mending import Absorbed
from .merged import absorb
from .readings import SIGN_AGAIN, chosen
from .view import Record, Signature, Subject, Told, View

Versions = Mapping[str, Procedure]


def fold(versions: Versions, records: Iterable[Record], calendar: Calendar) -> View:
    """Return what the journal amounts to. The last day of each clock uses `calendar`."""
    records = list(records)
    stream, gone = effective(records)
    view = View(versions[stream[0].version])
    for r in records:
        if r.seq in gone and r.office == "time":
            view.muted.add((r.act, "".join(r.about)))
            view.irregular.append(f"第{r.seq}号默示已被{gone[r.seq]}，不再自动生效，待人工处理")
    for record in stream:
        step(view, versions, record, calendar)
    for clock in (*view.clocks.values(), *view.past_clocks):
        reckon(view, clock, calendar)
    return view


def advanced(view: View, versions: Versions, record: Record, calendar: Calendar) -> View:
    """Carry a view one entry further, in place. Not for engine acts: they change what was before."""
    step(view, versions, record, calendar)
    for clock in view.clocks.values():
        reckon(view, clock, calendar)
    return view


def effective(records: Iterable[Record]) -> tuple[list[Record], dict[int, str]]:
    """Return the entries as they now read: annulled ones gone, corrected ones with their new facts."""
    records = list(records)
    gone: dict[int, str] = {}
    new: dict[int, Record] = {}
    # Read from the end: a later word about an earlier entry wins, also where that is a correction.
    for r in reversed(records):
        if r.seq in gone:
            continue
        if r.act == "engine.annul":
            gone[r.facts["entry"]] = f"第{r.seq}号撤销"
        elif r.act == "engine.correct":
            new.setdefault(r.facts["entry"], r)
    out = []
    for r in records:
        if r.seq in gone:
            continue
        if fix := new.get(r.seq):
            moved = fix.facts.get("happened_on")
            r = replace(
                r,
                happened_on=date.fromisoformat(moved) if moved else r.happened_on,
                facts=r.facts | fix.facts["facts"],
            )
        out.append(r)
    return out, gone


def step(view: View, versions: Versions, r: Record, calendar: Calendar) -> None:
    """Let one entry act upon the view, in the fixed order of engine.md §5."""
    view.seq = r.seq
    if r.act == "engine.adopt":  # the newer rules from here; clocks keep the law of their first day
        view.procedure = versions[r.version]
    act = view.procedure.by_code[r.act]
    if act.rewrites:
        return
    facts = loaded(r.facts, act.asks)
    if view.state and act.states and view.state not in act.at_codes:
        view.irregular.append(
            f"第{r.seq}号“{act}”办理时案件为“{view.procedure.states[view.state].staff}”"
        )
    if view.opened_on is None:
        view.opened_on, view.region = r.happened_on, r.region
        view.first_seen = getattr(facts, "first_seen", None) or r.happened_on
        view.regions.add(r.region)
    view.last[act.code], view.said[act.code], view.on[act.code] = r.seq, facts, r.happened_on
    view.told.append(
        Told(act.code, r.seq, r.happened_on, facts, r.actors[0] if r.actors else "", r.recorded_at)
    )
    _subjects(view, act, r, facts)
    _post(view, act, facts)
    if act.writes and isinstance(facts, Writing):
        view.texts[act.writes][facts.part] = facts.digest
    if isinstance(facts, Destination):
        view.regions.add(facts.region)
        view.region = facts.region if act.moves else view.region
    view.regions.update(facts.seen_in())
    if isinstance(facts, Absorbed):
        absorb(view, facts, r)
    turn(view, act, r, facts, calendar)
    _sign(view, act, r, facts)
    if act.to:
        _enter(view, act.to.code, r, calendar)
    _settle(view, r, calendar)
    if view.is_final:
        view.closed_on = view.closed_on or r.happened_on
        for clock in view.clocks.values():
            if clock.running and not clock.limit.outlives:
                end(view, clock, r, calendar)
    else:
        view.closed_on = None


def _subjects(view: View, act: Act[Any], r: Record, facts: Facts) -> None:
    names = facts.called() if isinstance(facts, Naming) else {}
    owners = facts.owned() if isinstance(facts, Naming) else {}
    for key in r.about:
        kind = view.procedure.kinds[key.partition("/")[0]]
        subject = view.subjects.get(key)
        if subject is None:
            if not act.adds:
                view.irregular.append(f"第{r.seq}号所涉“{kind.label}”{key}不在案")
            subject = Subject(key, kind, kind.states[0].code, r.happened_on)
            view.subjects[key] = subject
            view.tally[kind.code, ""] += 1
            view.tally[kind.code, subject.state] += 1
        if act.subject_to and not act.adds:
            _move(view, subject, act.subject_to.code, r)
        subject.stated[act.code] = facts
        subject.told.append(view.told[-1])
    for key, name in names.items():
        if key in view.subjects:
            view.subjects[key].name = name
            view.subjects[key].owner = owners.get(key, view.subjects[key].owner)
    states: dict[str, str] = {}
    if isinstance(facts, Naming):
        states = facts.sorted_out() | facts.given_up(view.subjects)
    for key, state in states.items():
        if key in view.subjects:
            _move(view, view.subjects[key], state, r)


def _move(view: View, subject: Subject, state: str, r: Record) -> None:
    view.tally[subject.kind.code, subject.state] -= 1
    subject.state, subject.since = state, r.happened_on
    view.tally[subject.kind.code, state] += 1


def _post(view: View, act: Act[Any], facts: Facts) -> None:
    for post in view.procedure.posts.get(act.code, ()):
        for key, amount in getattr(facts, post.field).items():
            row = view.ledger[key]
            row[post.column] = amount if post.replaces else row.get(post.column, 0) + amount


def _sign(view: View, act: Act[Any], r: Record, facts: Facts) -> None:
    for round_ in view.procedure.rounds:
        if round_.sign is act and isinstance(facts, Answer):
            signature = Signature(
                r.office,
                facts.agrees,
                r.seq,
                r.happened_on,
                dict(facts.signed),
                facts.words,
                view.circulation[round_.code] + 1,
                facts,
            )
            view.signatures[round_.code][r.office] = signature
            view.answers[round_.code].append(signature)


def _enter(view: View, state: str, r: Record, calendar: Calendar) -> None:
    if state != view.state:
        pass_stage(view, view.state, state, r, calendar)
        view.state, view.state_since = state, r.happened_on
        view.path.append((state, r.happened_on, r.seq))


def _settle(view: View, r: Record, calendar: Calendar) -> None:
    """Follow the passages nobody performs, until none is open."""
    if not view.procedure.rounds and not view.procedure.onces:
        return
    for _ in range(len(view.procedure.states) + 1):
        before = view.state
        for round_ in view.procedure.rounds:
            if round_.at.code != view.state:
                continue
            standing = view.standing(round_)
            if len(standing) == len(round_.slots):
                refused = [office for office, s in standing.items() if not s.agrees]
                for office in refused:  # a refusal is spent by the return; agreement stands
                    del view.signatures[round_.code][office]
                if refused and chosen(SIGN_AGAIN) == "all":
                    view.signatures.clear()
                view.circulation[round_.code] += bool(refused)
                _enter(view, (round_.refused if refused else round_.agreed).code, r, calendar)
        for once in view.procedure.onces:
            if view.state in once.at_codes and once.when(view):
                _enter(view, once.to.code, r, calendar)
        if view.state == before:
            return
    raise RuntimeError(f"{view.procedure.code}: passages run in a circle at {view.state}")
