"""并案 — what a merged case takes along, and how the other takes it in. Pure, part of the fold."""

from __future__ import annotations

from tongzhou.law import Hold

from .mending import Absorbed, Brought, Carried
from .refusal import NotNow
from .view import Clock, Record, Subject, View


def taken_along(view: View, *, case: str, number: str) -> Absorbed:
    """Return what a case brings into another. Raises NotNow while its time does not run."""
    if any(span[1] is None for _, span in view.held):
        raise NotNow("案件的期限尚在中止（不计入）之中，请先恢复再并案")
    assert view.first_seen
    return Absorbed(
        case=case,
        number=number,
        first_seen=view.first_seen,
        subjects={
            s.key: Brought(state=s.state, since=s.since, name=s.name, owner=s.owner)
            for s in view.subjects.values()
        },
        amounts={key: dict(row) for key, row in view.ledger.items() if row},
        clocks=tuple(
            Carried(
                limit=c.limit.code,
                about=c.about,
                start=c.start,
                added=c.added,
                holds=tuple((h.since, h.until, h.why) for h in c.holds if h.until),
            )
            for c in view.clocks.values()
            if c.running and c.about and not c.limit.outlives
        ),
    )


def absorb(view: View, facts: Absorbed, r: Record) -> None:
    """Take subjects, amounts and clocks of another case in; who is in both stays as they are here."""
    new = {key for key in facts.subjects if key not in view.subjects}
    for key in new:
        _bring(view, key, facts.subjects[key])
    for key, row in facts.amounts.items():
        mine = view.ledger[key]
        for column, amount in row.items():
            mine[column] = mine.get(column, 0) + amount
    limits = {limit.code: limit for limit in view.procedure.limits}
    for c in facts.clocks:
        if c.about in new and c.limit in limits:
            carried = tuple(Hold(a, b, why) for a, b, why in c.holds)
            clock = Clock(limits[c.limit], c.about, c.start, r.seq, added=c.added, carried=carried)
            view.clocks[c.limit, c.about] = clock
    view.first_seen = min(view.first_seen or facts.first_seen, facts.first_seen)


def _bring(view: View, key: str, what: Brought) -> None:
    kind = view.procedure.kinds.get(key.partition("/")[0])
    if kind is None:
        return
    view.subjects[key] = Subject(key, kind, what.state, what.since, what.name, owner=what.owner)
    view.tally[kind.code, ""] += 1
    view.tally[kind.code, what.state] += 1
