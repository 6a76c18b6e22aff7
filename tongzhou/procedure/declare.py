"""规程的词汇 — the words in which a procedure is declared. Objects only: nothing here decides or stores.

Declared top-down, each object naming only those above it: offices → kinds and states → facts → acts →
rounds, onces → limits → ledgers, hand-overs → procedure. Acts never name limits; a limit names the acts
that start, stop, move and outlive it. So there is no cycle and no string that points somewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tongzhou.law import Article

from .facts import Destination, Facts
from .limits import (
    Between,
    Event,
    Extension,
    Lapse,
    Limit,
    after,
    body_late,
    events,
    right_lost,
    takes_effect,
)
from .mending import Annulment, Correction, Unsealing, engine_acts
from .words import BUILT_IN, HANDED, PARTY, TIME, Act, F, Kind, Need, Office, Paper, State, every

if TYPE_CHECKING:
    from .view import View

__all__ = [
    "BUILT_IN",
    "HANDED",
    "PARTY",
    "TIME",
    "Act",
    "Annulment",
    "Between",
    "Correction",
    "Event",
    "Extension",
    "F",
    "Handover",
    "Kind",
    "Lapse",
    "Ledger",
    "Limit",
    "Merging",
    "Need",
    "Office",
    "Once",
    "Paper",
    "Posting",
    "Procedure",
    "Reply",
    "Round",
    "Slot",
    "State",
    "Unsealing",
    "adds",
    "after",
    "body_late",
    "engine_acts",
    "events",
    "every",
    "puts",
    "right_lost",
    "takes_effect",
]


@dataclass(frozen=True)
class Slot:
    """One signature of a round, and the parts of the text it answers for (none: the whole)."""

    office: Office
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Round:
    """会签: several offices answer in parallel; closed when every slot has a standing answer."""

    code: str
    label: str
    at: State
    slots: tuple[Slot, ...]
    sign: Act[Any]
    agreed: State
    refused: State
    text: str = ""


@dataclass(frozen=True, eq=False)
class Once:
    """即告: a passage nobody performs; as soon as `when` is true, the case is at `to`."""

    when: Callable[[View], bool]
    at: State | tuple[State, ...]
    to: State
    label: str = ""

    @cached_property
    def at_codes(self) -> frozenset[str]:
        return frozenset(s.code for s in every(self.at))


@dataclass(frozen=True, eq=False)
class Posting:
    """A column of a ledger and the act whose facts (subject → amount) are posted to it."""

    column: str
    act: Act[Any]
    field: str
    replaces: bool = False


def puts(column: str, act: Act[Any], field: str) -> Posting:
    """The act states the amount."""
    return Posting(column, act, field, replaces=True)


def adds(column: str, act: Act[Any], field: str) -> Posting:
    """The act adds to the amount."""
    return Posting(column, act, field)


@dataclass(frozen=True, eq=False)
class Ledger:
    """台账: amounts per subject, posted by acts. A correction of the act corrects the ledger."""

    of: Kind
    posts: tuple[Posting, ...]
    labels: dict[str, str] = field(default_factory=dict)  # column → what it is called on the page


@dataclass(frozen=True, eq=False)
class Handover:
    """移交: after an act, a case of another procedure is opened in the same transaction.

    With `unless` the reply is tried first: where one of the cases this one led to before takes it up, no further
    case is opened. Work that came back unfinished goes to whoever has it now, with all that was said of it.
    """

    after: Act[Any]
    opens: str
    carries: Callable[[View, Any], dict[str, Any]]
    cites: Article
    takes: tuple[Kind, ...] = ()  # those the act names, or all where it names none of the kind
    when: Callable[[View, Any], bool] | None = None  # of the case after the act, and its facts
    region: Callable[[View, Any], str] | None = None  # in charge of the new case; else the same
    unless: Reply | None = None


@dataclass(frozen=True, eq=False)
class Reply:
    """回告: after an act, an act is performed in the case from which this one was handed over.

    `to` is the code of that case's procedure, `does` the code of its act, which is by HANDED. A case
    that was opened by hand has nobody to reply to. Where the other case does not allow the act, both
    are refused. With `onward` it is told to the cases this one led to instead: a plan that was changed
    tells the running zone. With `concerning` it is asked of each of these cases, as it stands, whom there it
    concerns (its view, the view of this one, what was stated); where it is nobody, that case is not told.
    """

    after: Act[Any]
    to: str
    does: str
    carries: Callable[[View, Any], dict[str, Any]]
    cites: Article
    takes: tuple[Kind, ...] = ()
    when: Callable[[View, Any], bool] | None = None
    onward: bool = False
    concerning: Callable[[View, View, Any], tuple[str, ...]] | None = None


@dataclass(frozen=True, eq=False)
class Merging:
    """并案: who may merge a case into another of the same procedure, at which states, ending where."""

    by: Office | tuple[Office, ...]
    at: State | tuple[State, ...]
    to: State  # the final state of the case that is merged
    cites: Article


@dataclass(frozen=True, eq=False, repr=False)
class Procedure:
    """规程: all of the above, for cases opened from `since` on."""

    code: str
    title: str
    since: date
    opens: Act[Any]
    acts: tuple[Act[Any], ...]
    limits: tuple[Limit, ...] = ()
    rounds: tuple[Round, ...] = ()
    onces: tuple[Once, ...] = ()
    handovers: tuple[Handover, ...] = ()
    replies: tuple[Reply, ...] = ()
    merging: Merging | None = None
    ledgers: tuple[Ledger, ...] = ()
    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)  # text → its parts, in order
    put_right_by: tuple[Office, ...] = ()
    seen_by: tuple[Office, ...] = ()  # may look without acting
    steps: tuple[State, ...] = ()  # the main path, for the bar on the page
    case_number: Paper | None = None
    called: Callable[[View], str] | None = None  # the title of a case in lists
    handled_by: Kind | None = None  # 承办人: subjects of this kind carry the case
    level: int | None = None  # length of the code of the regions its cases lie in; None: any
    readings: tuple[Any, ...] = ()  # open questions of this line: question, answer, decides

    def __str__(self) -> str:
        return self.title

    def __repr__(self) -> str:
        return f"<{self.code} {self.version}>"

    @property
    def version(self) -> str:
        return self.since.isoformat()

    @cached_property
    def by_code(self) -> dict[str, Act[Any]]:
        mine = (self.opens, *self.acts, *(r.sign for r in self.rounds))
        return {a.code: a for a in mine} | {a.code: a for a in engine_acts(self)}

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        found = [k for a in self.by_code.values() for k in (*a.abouts, *every(a.hands or ()))]
        found += [limit.per for limit in self.limits if limit.per]
        return {k.code: k for k in found}

    @cached_property
    def states(self) -> dict[str, State]:
        found: list[State | None] = []
        for act in self.by_code.values():
            found += [*act.states, act.to]
        for r in self.rounds:
            found += [r.at, r.agreed, r.refused]
        found += [o.to for o in self.onces]
        return {s.code: s for s in found if s}

    @cached_property
    def offices(self) -> dict[str, Office]:
        """Everyone who has business with such a case, and so may see it."""
        found = [o for a in self.by_code.values() for o in a.offices]
        found += [s.office for r in self.rounds for s in r.slots]
        found += [*self.put_right_by, *self.seen_by]
        return {o.code: o for o in found if o not in BUILT_IN}

    @cached_property
    def travels(self) -> bool:
        """Say whether a case may go to, or be shown in, another region."""
        return any(
            issubclass(a.asks, Destination) or a.asks.seen_in is not Facts.seen_in
            for a in self.by_code.values()
        )

    # What an act does to limits, turned round once so that the fold looks it up.
    @cached_property
    def touches(self) -> dict[str, tuple[tuple[str, Limit, Any], ...]]:
        found: dict[str, list[tuple[str, Limit, Any]]] = {}

        def put(act: Act[Any], what: str, limit: Limit, detail: Any) -> None:
            found.setdefault(act.code, []).append((what, limit, detail))

        for limit in self.limits:
            if limit.extended:
                put(limit.extended.by, "extend", limit, limit.extended)
            for event in events(limit.stops):
                put(event.act, "stop", limit, event)
            if limit.on_lapse.code == "takes_effect" and limit.on_lapse.act:
                put(limit.on_lapse.act, "stop", limit, None)
            for event in events(limit.restarts):
                put(event.act, "restart", limit, event)
            for event in events(limit.starts):
                put(event.act, "start", limit, event)
        return {code: tuple(list_) for code, list_ in found.items()}

    @cached_property
    def posts(self) -> dict[str, tuple[Posting, ...]]:
        return _turned((p.act.code, p) for ledger in self.ledgers for p in ledger.posts)

    @cached_property
    def holds(self) -> dict[str, tuple[tuple[bool, Between], ...]]:
        betweens = {b: None for limit in self.limits for b in limit.not_counted}
        begins = [(b.begin.code, (True, b)) for b in betweens]
        ends = [(end.code, (False, b)) for b in betweens for end in every(b.end)]
        return _turned([*begins, *ends])

    @cached_property
    def opened_by_lapse(self) -> dict[str, Limit]:
        return {
            limit.on_lapse.act.code: limit
            for limit in self.limits
            if limit.on_lapse.code == "body_late" and limit.on_lapse.act
        }

    def amended(
        self,
        *,
        since: date,
        limits: tuple[Limit, ...] = (),
        acts: tuple[Act[Any], ...] = (),
        rounds: tuple[Round, ...] = (),
    ) -> Procedure:
        """Return the version in force from `since`, these taking the place of those of their code."""

        def put(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
            by_code = {x.code: x for x in new}
            known = {x.code for x in old}
            kept = tuple(by_code.get(x.code, x) for x in old)
            return (*kept, *(x for x in new if x.code not in known))

        return replace(
            self,
            since=since,
            limits=put(self.limits, limits),
            acts=put(self.acts, acts),
            rounds=put(self.rounds, rounds),
        )


def _turned(pairs: Iterable[tuple[str, Any]]) -> dict[str, tuple[Any, ...]]:
    found: dict[str, list[Any]] = {}
    for code, thing in pairs:
        found.setdefault(code, []).append(thing)
    return {code: tuple(list_) for code, list_ in found.items()}
