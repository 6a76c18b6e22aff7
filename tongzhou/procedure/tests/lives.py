"""Random lawful lives of any procedure: facts drawn from their own description, no database.

Each step goes through the same judgment as the door. Nothing here knows a line of business.
"""

from __future__ import annotations

import string
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache, partial
from typing import Any

import msgspec
from hypothesis import assume
from hypothesis import strategies as st
from msgspec import inspect as mi

from tongzhou.law import CALENDAR
from tongzhou.law.heads import HEADS
from tongzhou.procedure import catalogue
from tongzhou.procedure.claims import ClaimItem, Claims, Decided
from tongzhou.procedure.declare import TIME, Procedure, every
from tongzhou.procedure.examples.line import EXAMPLES
from tongzhou.procedure.facts import Answer, Destination, Facts, Naming, Writing, stored
from tongzhou.procedure.fold import advanced, fold
from tongzhou.procedure.handing import stated_for
from tongzhou.procedure.judge import check_can
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.view import Record, View

FIRST_DAY = date(2026, 3, 2)
MOMENT = datetime(2026, 3, 2, tzinfo=UTC)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
REGION, REGIONS = "150221", ("150102", "150303")
# Words, figures and both: some facts must state an amount, some a reason.
WORDS = st.sampled_from(("甲", "乙丙", "由58%提高到76%", "12", "8.5", "2026Q1", "丁丁丁"))
DIGESTS = st.text(string.hexdigits.lower(), min_size=8, max_size=8)
# Strategies are made and looked through once, not for each of a hundred thousand draws.
YES_OR_NO = st.booleans()
between, among = cache(st.integers), cache(st.sampled_from)
written_like = cache(partial(st.from_regex, fullmatch=True))


ALL = {p.code: p for p in (*catalogue.every_version(), *EXAMPLES.procedures)}


@cache
def fields_of(kind: Any) -> tuple[mi.Field, ...]:
    """Return the fields of facts as they describe themselves: read once for each kind, not for each draw."""
    return mi.type_info(kind).fields


class Drawing:
    """Draws facts; texts are taken from what the case knows as often as they are made up."""

    def __init__(self, draw: Any, view: View | None = None) -> None:
        self.draw = draw
        known: list[str] = []
        if view:
            known = [s.ref for s in view.subjects.values()] + list(view.subjects)
            known += [p for parts in view.procedure.texts.values() for p in parts]
        self.texts = st.one_of(WORDS, st.sampled_from(known[:60])) if known else WORDS

    def facts(self, kind: type[Facts]) -> Facts | None:
        """Return facts that pass their own check, or None after a few attempts."""
        for _ in range(10):
            try:
                found = self.struct(kind)
                found.check()
            except (ValueError, msgspec.ValidationError):
                continue
            return found
        return None

    def struct(self, kind: Any) -> Any:
        values = {}
        for f in fields_of(kind):
            if f.required or self.draw(YES_OR_NO):
                values[f.encode_name] = self.value(f.type)
        return msgspec.convert(msgspec.to_builtins(values, str_keys=True), kind)

    def each(self, kind: type[Facts], name: str) -> Any:
        """Draw one value of a table over subjects."""
        (field,) = (f for f in fields_of(kind) if f.name == name)
        table = field.type
        while isinstance(table, mi.Metadata):
            table = table.type
        return self.value(table.value_type)

    def value(self, kind: Any) -> Any:
        match kind:
            case mi.Metadata():
                return self.value(kind.type)
            case mi.LiteralType():
                return self.draw(among(kind.values))
            case mi.IntType():
                low = kind.ge if kind.ge is not None else 0
                return self.draw(between(low, kind.le if kind.le is not None else low + 10**6))
            case mi.DecimalType():
                return Decimal(self.draw(between(0, 10**6)))
            case mi.DateType():
                return self.draw(DAYS)
            case mi.BoolType():
                return self.draw(YES_OR_NO)
            case mi.StrType() if kind.pattern:
                return self.draw(written_like(kind.pattern))
            case mi.StrType():
                return self.draw(self.texts)
            case mi.TupleType():
                return tuple(self.value(t) for t in kind.item_types)
            case mi.VarTupleType() | mi.ListType():
                count = self.draw(between(1, 2))
                return tuple(self.value(kind.item_type) for _ in range(count))
            case mi.DictType():
                count = self.draw(between(0, 2))
                return {
                    self.value(kind.key_type): self.value(kind.value_type) for _ in range(count)
                }
            case mi.UnionType():
                return self.value(kind.types[self.draw(between(0, len(kind.types) - 1))])
            case mi.NoneType():
                return None
            case mi.AnyType():
                return self.draw(self.texts)
            case mi.StructType():
                return self.struct(kind.cls)
        raise TypeError(f"nothing is drawn for {kind}")


class Life:
    """A case on paper: its records, and the view carried along entry by entry."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure, self.records, self.on = procedure, [], FIRST_DAY
        self.versions = {procedure.version: procedure}
        self.view = View(procedure)
        self.told: list[str] = []  # what other cases were told

    def add(
        self, act: Any, facts: Facts, about: Any = (), office: str = "", actors: Any = ()
    ) -> None:
        record = Record(
            len(self.records),
            act.code,
            self.procedure.version,
            tuple(actors) or ("甲",),
            office or act.offices[0].code,
            REGION,
            self.on,
            MOMENT,
            tuple(about),
            stored(facts),
        )
        self.records.append(record)
        if len(self.records) == 1:
            self.view = fold(self.versions, self.records, CALENDAR)
        else:
            self.view = advanced(self.view, self.versions, record, CALENDAR)
        self.tell(act, facts)

    def tell(self, act: Any, facts: Facts) -> None:
        """Draw up what this act tells other cases: it must be what their acts ask."""
        p = self.procedure
        follows = [(h, ALL[h.opens].opens) for h in p.handovers]
        replies = [*p.replies, *(h.unless for h in p.handovers if h.unless)]
        follows += [(r, ALL[r.to].by_code[r.does]) for r in replies]
        for follow, other in follows:
            if follow.after.code != act.code:
                continue
            if follow.when is not None and not follow.when(self.view, facts):
                continue
            try:
                stated_for(other, follow, self.view, facts).check()
            except (Refused, ValueError) as refusal:
                if isinstance(refusal.__cause__, (TypeError, msgspec.ValidationError)):
                    raise
            self.told.append(other.code)

    def let_time_pass(self, on: date) -> None:
        while silent := self.view.silent(on):
            self.on = silent[0].speaks_on
            act = silent[0].limit.on_lapse.act
            self.add(act, act.asks(), tuple(filter(None, (silent[0].about,))), TIME.code)
        self.on = on


@st.composite
def lives(draw: Any, code: str, length: int = 20) -> Life:
    """Draw a lawful life. Asked by code: a procedure written out in full is longer than a report."""
    procedure = ALL[code]
    life = Life(procedure)
    opening = Drawing(draw).facts(procedure.opens.asks)
    assume(opening is not None)
    opening = filled_in(
        draw, procedure.opens, opening, life.view, _brought(procedure.opens, opening)
    )
    life.add(procedure.opens, opening, _brought(procedure.opens, opening))
    acts = [*procedure.acts, *(r.sign for r in procedure.rounds)]
    for step in range(length):
        life.let_time_pass(life.on + timedelta(days=draw(between(0, 6))))
        here = [a for a in acts if not a.states or life.view.state in a.at_codes] or acts
        act = here[draw(between(0, len(here) - 1))]
        if act.offices[0] is TIME:
            continue
        facts = Drawing(draw, life.view).facts(act.asks)
        if facts is None:
            continue
        about = _about(draw, act, facts, life.view, step)
        facts = filled_in(draw, act, facts, life.view, about)
        hands = (
            [s.ref for s in life.view.of(act.hands, act.hands.states[0].code)] if act.hands else []
        )
        try:
            facts.check()
            check_can(life.view, act, facts, on=life.on, about=about, actors=tuple(hands[:2]))
        except (Refused, ValueError):
            continue
        office = act.offices[draw(between(0, len(act.offices) - 1))].code
        life.add(act, _kept(draw, facts), about, office, hands[:2])
    return life


def _brought(act: Any, facts: Facts) -> tuple[str, ...]:
    called = list(facts.called()) if isinstance(facts, Naming) else []
    mine = [k for k in called if k.partition("/")[0] in act.kinds]
    there = {k.partition("/")[0] for k in mine}
    return (*mine, *(f"{kind}/{n}" for kind in act.kinds if kind not in there for n in range(2)))


def _about(draw: Any, act: Any, facts: Facts, view: View, step: int) -> tuple[str, ...]:
    if not act.kinds:
        return ()
    if isinstance(facts, Naming) and type(facts).called is not Naming.called:
        return tuple(facts.called())
    if act.adds:
        return (f"{act.kinds[0]}/{step}", f"{act.kinds[0]}/{step + 100}")
    wanted = {s.code for s in every(act.subject_at)}
    known = [
        s.key
        for s in view.subjects.values()
        if s.kind.code in act.kinds and (not wanted or s.state in wanted)
    ]
    if not known:
        return ()
    return tuple(draw(st.lists(st.sampled_from(known), min_size=1, max_size=2, unique=True)))


def _kept(draw: Any, facts: Facts) -> Facts:
    """Leave the content of a writing outside, as the door does."""
    if not isinstance(facts, Writing):
        return facts
    return msgspec.structs.replace(facts, content="", digest=draw(DIGESTS))


def _decided(draw: Any, view: View, key: str) -> dict[str, int]:
    """Decide some of what somebody asked."""
    told = view.subjects[key].told if key in view.subjects else []
    asked = [t.facts.claims[key] for t in told if key in getattr(t.facts, "claims", {})]
    return {i.head: draw(st.integers(0, i.amount)) for i in (asked[-1] if asked else ())}


def filled_in(draw: Any, act: Any, facts: Facts, view: View, about: Any) -> Facts:
    """Put into the facts what a page would: amounts of those named, texts seen, digests."""
    change: dict[str, Any] = {}
    for post in view.procedure.posts.get(act.code, ()):
        change[post.field] = dict.fromkeys(about, draw(between(1, 9)))
    if isinstance(facts, Answer) or "signed" in facts.__struct_fields__:
        text = next((r.text for r in view.procedure.rounds if r.sign is act), "")
        text = text or next(iter(view.procedure.texts), "")
        change["signed"] = dict(view.texts[text]) if text in view.texts else {}
    if isinstance(facts, Writing):
        now = view.texts[act.writes].get(facts.part, "") if act.writes in view.texts else ""
        change["replaces"] = now
    if isinstance(facts, Naming):
        change["names"] = dict.fromkeys(about, "示例")
    for name in facts.keyed:
        change[name] = {key: Drawing(draw, view).each(type(facts), name) for key in about}
    if isinstance(facts, Destination):
        change["region"] = draw(among(REGIONS))
    if isinstance(facts, Claims):
        item = ClaimItem(head=draw(among(tuple(sorted(HEADS)))), amount=draw(between(1, 9)))
        change["claims"] = dict.fromkeys(about, (item,))
    if isinstance(facts, Decided):
        change["items"] = {key: _decided(draw, view, key) for key in about}
    change = {k: v for k, v in change.items() if k in facts.__struct_fields__}
    return msgspec.structs.replace(facts, **change) if change else facts
