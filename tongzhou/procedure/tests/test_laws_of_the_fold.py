"""What must be true of every procedure in the house and of every journal, whatever happened in it."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tongzhou.law import CALENDAR
from tongzhou.procedure.declare import Annulment, Correction
from tongzhou.procedure.facts import Facts, loaded, stored
from tongzhou.procedure.fold import fold
from tongzhou.procedure.judge import hindrance, permitted
from tongzhou.procedure.project import case_row, child_rows
from tongzhou.procedure.view import Record

from .lives import ALL, lives

pytestmark = pytest.mark.long
# The same lives on every run: a law that fails must fail for whoever looks into it, too.
CAREFULLY = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def shape_of(view):
    """Return all that a screen shows, as plain values that can be compared."""
    return (
        view.state,
        view.path,
        view.region,
        sorted((k, c.start, c.due, c.stopped, c.ended) for k, c in view.clocks.items()),
        sorted((s.key, s.state, s.since, s.name) for s in view.subjects.values()),
        {k: dict(v) for k, v in view.ledger.items() if v},
        {k: dict(v) for k, v in view.texts.items() if v},
        +view.granted,
        +view.times,
        sorted((r.code, o) for r, o in view.waiting()),
        sorted(k for k, n in view.tally.items() if n),
        view.said,
    )


def engine(life, act, facts):
    """Return an entry of an act that changes how others read."""
    return Record(
        len(life.records),
        act,
        life.procedure.version,
        ("甲",),
        "head",
        "150221",
        life.on,
        life.records[-1].recorded_at,
        (),
        stored(facts),
        "笔误",
    )


@pytest.mark.parametrize("code", ALL)
@CAREFULLY
@given(st.data())
def test_every_lawful_life_keeps_the_laws(code, data):
    life = data.draw(lives(code))
    view = fold(life.versions, life.records, CALENDAR)
    assert not view.irregular
    assert shape_of(view) == shape_of(fold(life.versions, list(life.records), CALENDAR))
    # carried along entry by entry, as the door does, it is the same
    assert shape_of(view) == shape_of(life.view)
    extensions_stay_within_the_law(life.procedure, view)
    a_closed_case_waits_for_nothing_but_what_outlives_it(view)
    tallies_are_a_recount(view)
    ledgers_are_the_sum_of_what_was_posted(life.procedure, life, view)
    signatures_cover_the_text_as_it_stands(life.procedure, view)
    rows_and_buttons_can_be_shown(view, life.on)
    # Drawing a life takes far longer than reading it: whatever can be done to its journal is done to each.
    last = len(life.records) - 1
    annulling_the_last_entry_gives_back_the_case_before_it(life, view)
    correcting_with_the_same_facts_changes_nothing(life, view, data.draw(st.integers(0, last)))
    if last:
        whatever_is_annulled_the_case_can_still_be_read(life, data.draw(st.integers(1, last)))


def extensions_stay_within_the_law(procedure, view):
    for limit in procedure.limits:
        if limit.extended:
            assert view.granted[limit.code] <= limit.extended.most
            assert view.times[limit.code] <= (limit.extended.times or 10**9)


def a_closed_case_waits_for_nothing_but_what_outlives_it(view):
    if view.is_final:
        assert all(c.limit.outlives for c in view.clocks.values() if c.running)
        assert view.closed_on is not None


def tallies_are_a_recount(view):
    again = Counter()
    for s in view.subjects.values():
        again[s.kind.code, ""] += 1
        again[s.kind.code, s.state] += 1
    assert +view.tally == again


def ledgers_are_the_sum_of_what_was_posted(procedure, life, view):
    posted = {}
    for r in life.records:
        for post in procedure.posts.get(r.act, ()):
            for key, amount in getattr(loaded(r.facts, post.act.asks), post.field).items():
                old = 0 if post.replaces else posted.get((key, post.column), 0)
                posted[key, post.column] = old + amount
    assert posted == {(k, c): n for k, row in view.ledger.items() for c, n in row.items()}


def signatures_cover_the_text_as_it_stands(procedure, view):
    for round_ in procedure.rounds:
        standing = view.standing(round_)
        text = view.texts[round_.text] if round_.text else {}
        for slot in round_.slots:
            if signature := standing.get(slot.office.code):
                assert all(signature.signed[p] == text[p] for p in slot.covers or text)
        if round_.at.code == view.state:
            waiting = {o for r, o in view.waiting() if r is round_}
            assert waiting
            assert waiting | set(standing) == {s.office.code for s in round_.slots}


def rows_and_buttons_can_be_shown(view, on):
    row = case_row(view, CALENDAR)
    assert row["title"]
    assert row["is_open"] is not view.is_final
    for _model, key, rows in child_rows(view):
        assert all(set(key) <= set(r) for r in rows.values())
    may = {a.code for a in permitted(view, on=on)}
    for act in view.procedure.acts:
        assert (act.code in may) == (hindrance(view, act, on=on) == "")
    for clock in view.clocks.values():
        assert clock.why()[0].startswith(clock.limit.label)


def annulling_the_last_entry_gives_back_the_case_before_it(life, view):
    if len(life.records) < 2 or life.records[-1].office == "time":
        return
    last = len(life.records) - 1
    annulled = [*life.records, engine(life, "engine.annul", Annulment(entry=last))]
    before = fold(life.versions, life.records[:-1], CALENDAR)
    assert shape_of(fold(life.versions, annulled, CALENDAR)) == shape_of(before)
    # … and annulling the annulment gives back the case after it
    again = replace(annulled[-1], seq=last + 2, facts=stored(Annulment(entry=last + 1)))
    assert shape_of(fold(life.versions, [*annulled, again], CALENDAR)) == shape_of(view)


def correcting_with_the_same_facts_changes_nothing(life, view, which):
    same = Correction(entry=which, facts=life.records[which].facts)
    corrected = [*life.records, engine(life, "engine.correct", same)]
    assert shape_of(fold(life.versions, corrected, CALENDAR)) == shape_of(view)


def whatever_is_annulled_the_case_can_still_be_read(life, which):
    annulled = [*life.records, engine(life, "engine.annul", Annulment(entry=which))]
    view = fold(life.versions, annulled, CALENDAR)
    assert view.state in view.procedure.states
    rows_and_buttons_can_be_shown(view, life.on)
    tallies_are_a_recount(view)


# Facts change their fields; journals do not.


class ReceiptOld(Facts, frozen=True):
    day: date


class ReceiptNow(Facts, frozen=True):
    shape = 2
    upgrades = {1: lambda data: {"received_on": data["day"], "way": "未记载"}}
    received_on: date
    way: str


def test_facts_of_an_older_shape_are_read_as_the_newer():
    now = ReceiptNow(received_on=date(2026, 1, 2), way="未记载")
    assert loaded(stored(ReceiptOld(day=date(2026, 1, 2))), ReceiptNow) == now
    assert stored(now)["shape"] == 2
    assert loaded(stored(now), ReceiptNow) == now
