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
from typing import TYPE_CHECKING, Any, Generic

from typing_extensions import TypeVar

from tongzhou.law import Article, Length

from .facts import Destination, Facts, Nothing

if TYPE_CHECKING:
    from .view import View

F = TypeVar("F", bound=Facts, default=Nothing)


def every(one_or_many: Any) -> tuple[Any, ...]:
    """Return one thing or several as a tuple."""
    return tuple(one_or_many) if isinstance(one_or_many, (tuple, list)) else (one_or_many,)


@dataclass(frozen=True)
class Office:
    """职务. `level` is the length of the region code at which it is held: 2, 4, 6 or 9; None: any.

    `body` is the kind of body (机构) in which it is held, as the registry calls it.
    """

    code: str
    label: str
    level: int | None = 6
    body: str = ""

    def __str__(self) -> str:
        return self.label


TIME = Office("time", "期限届满", level=None)
PARTY = Office("party", "当事人", level=None)
HANDED = Office("handover", "移交", level=None)
BUILT_IN = (TIME, PARTY, HANDED)


@dataclass(frozen=True)
class State:
    """状态: a stage of the case, or of a subject, in words for staff and for the public."""

    code: str
    staff: str
    public: str
    final: bool = False

    def __str__(self) -> str:
        return self.staff


@dataclass(frozen=True, eq=False)
class Kind:
    """当事人、事项种类: a sort of subject in a case, each subject with a small state of its own.

    `registry` says in which register the key is found: "worker", "employer", "person", "body", or none.
    A subject of the register of persons sees the case while it is not in the state `blind` (回避).
    """

    code: str
    label: str
    states: tuple[State, ...]
    registry: str = ""
    blind: State | None = None

    def key(self, ref: object) -> str:
        """Return the key of a subject of this kind, e.g. `claimant/12`."""
        return f"{self.code}/{ref}"


@dataclass(frozen=True, eq=False)
class Paper:
    """文书. The entry fixes its number and the digest of its data; pages are drawn afterwards."""

    code: str
    label: str
    series: str = ""  # "{prefix}劳人仲案字〔{year}〕第{n}号"; empty: not numbered
    kind: str = "决定"  # what GB/T 9704 calls it: 决定, 通知, 批复, 函, 意见 …

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, eq=False)
class Need:
    """前提: one pure question to the case, and what to say where the answer is no."""

    holds: Callable[[View, Act[Any], Facts | None, date], bool]
    otherwise: str
    cites: Article | None = None


@dataclass(frozen=True, eq=False)
class Act(Generic[F]):
    """办理行为: who may do it, at which states, what it asks, whom it concerns, what it issues."""

    code: str
    label: str
    by: Office | tuple[Office, ...]
    at: State | tuple[State, ...]
    to: State | None = None
    asks: type[F] = Nothing  # type: ignore[assignment]
    about: Kind | tuple[Kind, ...] = ()  # whom or what it concerns; one entry may name many
    adds: bool = False  # … and brings them into the case
    subject_at: State | tuple[State, ...] = ()
    subject_to: State | None = None
    writes: str | None = None  # the text whose parts it replaces
    hands: Kind | None = None  # done by two of the case's officers of this kind
    by_owner: bool = False  # done by the body to which the subjects belong (责任单位)
    moves: bool = False  # facts.region becomes the region in charge
    needs: tuple[Need, ...] = ()
    issues: Paper | None = None
    cites: Article | None = None
    says: str = ""  # what follows, for the person about to do it

    @cached_property
    def offices(self) -> tuple[Office, ...]:
        return every(self.by)

    @cached_property
    def states(self) -> tuple[State, ...]:
        return every(self.at)

    @cached_property
    def at_codes(self) -> frozenset[str]:
        return frozenset(s.code for s in self.states)

    @cached_property
    def abouts(self) -> tuple[Kind, ...]:
        return every(self.about)

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        return tuple(k.code for k in self.abouts)

    @property
    def is_engine(self) -> bool:
        return self.code.startswith("engine.")

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, eq=False)
class Event:
    """The moment a limit hangs on: an act, or a date stated in its facts."""

    act: Act[Any]
    day: str | None = None


def after(act: Act[Any], *, day: str | None = None) -> Event:
    """Count from `act`: from the day it happened, or from the date its facts name in `day`."""
    return Event(act, day)


def events(given: Any) -> tuple[Event, ...]:
    """Return acts and events, one or many, as events."""
    return tuple(e if isinstance(e, Event) else Event(e) for e in every(given))


@dataclass(frozen=True, eq=False)
class Lapse:
    """逾期后果. Silence means different things in different laws; say which."""

    code: str
    act: Act[Any] | None = None


def body_late(*, opens: Act[Any] | None = None) -> Lapse:
    """The body is late: nothing is lost, and `opens` becomes possible."""
    return Lapse("body_late", opens)


def right_lost() -> Lapse:
    """What the limit was for can no longer be done."""
    return Lapse("right_lost")


def takes_effect(act: Act[Any]) -> Lapse:
    """Silence speaks: time itself performs `act`."""
    return Lapse("takes_effect", act)


@dataclass(frozen=True, eq=False)
class Extension:
    """延长: by which act, how much in all over the life of the case, and how often."""

    by: Act[Any]
    most: int
    day_field: str = "days"
    times: int | None = None  # None: as often as `most` allows


@dataclass(frozen=True, eq=False)
class Between:
    """不计入: time from one act to another that is not counted."""

    begin: Act[Any]
    end: Act[Any] | tuple[Act[Any], ...]
    why: str


@dataclass(frozen=True, eq=False)
class Limit:
    """期限: one sentence of the law, whole: length, article, what moves it, and what its lapse means."""

    code: str
    label: str
    length: Length
    cites: Article
    starts: Any = ()  # Act | Event | tuple of them
    stops: Act[Any] | tuple[Act[Any], ...] = ()
    on_lapse: Lapse = field(default_factory=body_late)
    per: Kind | None = None  # one clock for each subject of this kind
    restarts: Any = ()
    extended: Extension | None = None
    not_counted: tuple[Between, ...] = ()
    back: bool = False  # counted back from a future day
    rolls: bool = True
    outlives: bool = False  # goes on when the case is closed
    owed_by: Office | None = None  # who must act; else the office whose act stops the clock
    during: State | None = None  # a limit of a stage: runs from entering this state to leaving it

    def __post_init__(self) -> None:
        if self.on_lapse.code != "body_late" and not self.cites.verified:
            raise ValueError(
                f"{self}: an article nobody has checked may not take a right or give effect"
            )

    @cached_property
    def owes(self) -> str:
        if self.owed_by:
            return self.owed_by.code
        stops = every(self.stops)
        return stops[0].offices[-1].code if stops else ""

    def but(self, **changes: Any) -> Limit:
        """Return the same limit with these things changed: the next version of a law."""
        return replace(self, **changes)

    def __str__(self) -> str:
        return f"{self.label} {self.length}（{self.cites}）"


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


@dataclass(frozen=True, eq=False)
class Handover:
    """移交: after an act, a case of another procedure is opened in the same transaction."""

    after: Act[Any]
    opens: str
    carries: Callable[[View, Any], dict[str, Any]]
    cites: Article
    takes: tuple[Kind, ...] = ()  # those the act names, or all where it names none of the kind
    when: Callable[[View, Any], bool] | None = None  # of the case after the act, and its facts
    region: Callable[[View, Any], str] | None = None  # in charge of the new case; else the same


@dataclass(frozen=True, eq=False)
class Reply:
    """回告: after an act, an act is performed in the case from which this one was handed over.

    `to` is the code of that case's procedure, `does` the code of its act, which is by HANDED. A case
    that was opened by hand has nobody to reply to. Where the other case does not allow the act, both
    are refused. With `onward` it is told to the cases this one led to instead: a plan that was changed
    tells the running zone.
    """

    after: Act[Any]
    to: str
    does: str
    carries: Callable[[View, Any], dict[str, Any]]
    cites: Article
    takes: tuple[Kind, ...] = ()
    when: Callable[[View, Any], bool] | None = None
    onward: bool = False


@dataclass(frozen=True, eq=False)
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
    ledgers: tuple[Ledger, ...] = ()
    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)  # text → its parts, in order
    put_right_by: tuple[Office, ...] = ()
    seen_by: tuple[Office, ...] = ()  # may look without acting
    steps: tuple[State, ...] = ()  # the main path, for the bar on the page
    case_number: Paper | None = None
    called: Callable[[View], str] | None = None  # the title of a case in lists
    handled_by: Kind | None = None  # 承办人: subjects of this kind carry the case

    def __str__(self) -> str:
        return self.title

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
        return any(issubclass(a.asks, Destination) for a in self.by_code.values())

    # What an act does to limits, turned round once so that the fold looks it up.
    @cached_property
    def touches(self) -> dict[str, tuple[tuple[str, Limit, Any], ...]]:
        found: dict[str, list[tuple[str, Limit, Any]]] = {}

        def put(act: Act[Any], what: str, limit: Limit, detail: Any) -> None:
            found.setdefault(act.code, []).append((what, limit, detail))

        for limit in self.limits:
            if limit.extended:
                put(limit.extended.by, "extend", limit, limit.extended)
            for stop in every(limit.stops):
                put(stop, "stop", limit, None)
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


# Acts every procedure has. They change how other entries are read, so the fold knows them by name.
class Correction(Facts, frozen=True):
    """更正: what the named entry should have said."""

    entry: int
    facts: dict[str, Any]
    happened_on: date | None = None


class Annulment(Facts, frozen=True):
    """撤销误录: the named entry should not have been made."""

    entry: int


class Unsealing(Facts, frozen=True):
    """查看保密信息: which sealed value was looked at."""

    field: str
    entry: int = 0


def engine_acts(procedure: Procedure) -> tuple[Act[Any], ...]:
    """Return the acts that every procedure has, by the offices that may put things right."""
    by = procedure.put_right_by
    return (
        Act("engine.correct", "更正", by=by, at=(), asks=Correction),
        Act("engine.annul", "撤销误录", by=by, at=(), asks=Annulment),
        Act("engine.adopt", "改依新规程办理", by=by, at=()),
        Act("engine.unseal", "查看保密信息", by=by, at=(), asks=Unsealing),
    )
