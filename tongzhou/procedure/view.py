"""案情 — what a journal amounts to: the view of one case, with its clocks, subjects and signatures."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tongzhou.law import Due, Hold, stretches

from .declare import Act, Between, F, Kind, Limit, Procedure, Round
from .facts import Facts, Json
from .readings import DAY_OF_SILENCE, Reading, chosen, in_words

HERE = ZoneInfo("Asia/Shanghai")  # whose days are the days of the law


def end_of(day: date) -> datetime:
    """Return the last moment of a day here: what is counted in days may be met until then."""
    return datetime.combine(day, time.max, HERE).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Record:
    """One entry of the journal, as the fold sees it."""

    seq: int
    act: str
    version: str
    actors: tuple[str, ...]
    office: str
    region: str
    happened_on: date  # when it took place in law
    recorded_at: datetime  # when we were told
    about: tuple[str, ...] = ()
    facts: Json = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What one entry stated about a subject."""

    act: str
    seq: int
    on: date
    facts: Facts
    by: str = ""  # the number, in the register of persons, of who stated it
    at: datetime | None = None  # when we were told


@dataclass(slots=True)
class Subject:
    """A person or thing the case is about, with a state of its own."""

    key: str
    kind: Kind
    state: str
    since: date
    name: str = ""
    stated: dict[str, Facts] = field(default_factory=dict)  # act → the latest facts about it
    told: list[Told] = field(default_factory=list)  # everything stated about it, in order
    owner: str = ""  # short name of the body it belongs to; "" for nobody in particular

    @property
    def ref(self) -> str:
        return self.key.partition("/")[2]

    @property
    def register(self) -> tuple[str, str]:
        """Return in which register this subject is found, and under which number there."""
        return self.kind.found_in(self.ref)

    @property
    def is_over(self) -> bool:
        """Say whether nothing more is expected of it: no clock of its own runs any longer."""
        return any(s.final for s in self.kind.states if s.code == self.state)


@dataclass(slots=True)
class Signature:
    """An answer given in a round."""

    office: str
    agrees: bool
    seq: int
    on: date
    signed: dict[str, str]  # part → digest it was given on
    words: str = ""
    circulation: int = 1
    stated: Facts | None = None  # the whole answer, as the act asked it


@dataclass(slots=True)
class Clock:
    """A limit that was set running by an entry, with its due day and the account of it."""

    limit: Limit
    about: str
    start: date
    seq: int
    moved: list[tuple[date, str]] = field(default_factory=list)
    added: int = 0
    carried: tuple[Hold, ...] = ()  # not counted before it came here from a merged case
    lapsed: int = 0  # days granted before a reset, and lost by it
    since: datetime | None = None  # when we were told of what set it running, or set it back
    overran: bool = False  # its time had run out when it was met, set back or ended
    stopped: date | None = None
    stopped_by: str = ""
    ended: bool = False  # the case closed without it
    holds: tuple[Hold, ...] = ()
    due: date | None = None
    reckoning: Due | None = None
    relies_on: list[Reading] = field(default_factory=list)  # open questions that decide the date

    @property
    def speaks_on(self) -> date | None:
        """Return the day on which silence has its effect."""
        if self.due and chosen(DAY_OF_SILENCE) == "next":
            return self.due + timedelta(days=1)
        return self.due

    @property
    def until(self) -> datetime | None:
        """Return the moment at which a time in hours is over; None where days are counted."""
        if self.limit.length.unit != "hour" or self.since is None:
            return None
        return self.since + timedelta(hours=self.limit.length.count + self.added)

    @property
    def ends(self) -> datetime | None:
        """Return the last moment at which it can be met in time: to the hour, or the end of its last day."""
        if self.due is None:
            return None
        return self.until.astimezone(UTC) if self.until else end_of(self.due)

    def is_over(self, at: datetime, on: date) -> bool:
        """Say whether the time has run out at a moment of a day: by the hour where it is in hours.

        What was told on a later day than it happened is compared by the day: nobody knows the hour.
        """
        if self.until is not None and on >= at.astimezone(HERE).date():
            return at > self.until
        return self.due is not None and on > self.due

    @property
    def running(self) -> bool:
        return self.stopped is None and not self.ended

    def status(self, on: date) -> str:
        """Return running, paused, lapsed, met, met late or ended: a comparison, never an event."""
        if self.stopped:
            return "met" if self.due is None or self.stopped <= self.due else "met late"
        if self.ended:
            return "ended"
        if self.due is None:
            return "paused"
        return "lapsed" if on > self.due else "running"

    def why(self) -> list[str]:
        """Say why the date is what it is, one line each, for the screen and the certificate."""
        assert self.reckoning
        limit, r = self.limit, self.reckoning
        length = "至所定日期" if limit.is_a_day else limit.length
        lines = [f"{limit.label}：{length}，{limit.cites}"]
        lines += [f"{day} {act}，重新起算" for day, act in self.moved]
        if limit.is_a_day:
            lines.append(f"所定日期为 {self.start}")
        elif limit.back:
            lines.append(f"自 {self.start} 向前倒算")
        else:
            lines.append(f"自 {self.start} 次日起算，当日不计（《民事诉讼法》第八十五条）")
        if self.added:
            lines.append(f"经批准延长 {limit.length.__class__(self.added, limit.length.unit)}")
        lines += [
            f"不计 {a}：{why}" if a == b else f"不计 {a} 至 {b}：{why}"
            for a, b, why in stretches(r.skipped)
        ]
        if r.rolled_from:
            lines.append(f"末日 {r.rolled_from} 为休息日，顺延至其后第一个工作日")
        lines += list(r.assumptions)
        lines += [in_words(reading) for reading in self.relies_on]
        lines.append(f"届满日 {self.due}" if self.due else f"中止计算中，尚余 {r.left} 日")
        return lines


@dataclass(slots=True)
class View:
    """Everything a screen shows of one case."""

    procedure: Procedure
    state: str = ""
    state_since: date | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    first_seen: date | None = None
    region: str = ""
    regions: set[str] = field(default_factory=set)
    subjects: dict[str, Subject] = field(default_factory=dict)
    tally: Counter[tuple[str, str]] = field(default_factory=Counter)
    texts: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    signatures: dict[str, dict[str, Signature]] = field(default_factory=lambda: defaultdict(dict))
    answers: dict[str, list[Signature]] = field(default_factory=lambda: defaultdict(list))
    circulation: Counter[str] = field(default_factory=Counter)  # returns of each round so far
    clocks: dict[tuple[str, str], Clock] = field(default_factory=dict)
    past_clocks: list[Clock] = field(default_factory=list)
    granted: Counter[str] = field(default_factory=Counter)  # extension used, per limit, for life
    times: Counter[str] = field(default_factory=Counter)  # extensions given, per limit
    held: list[tuple[Between, list[Any]]] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)  # act → seq
    said: dict[str, Facts] = field(default_factory=dict)  # act → its latest facts
    told: list[Told] = field(default_factory=list)  # everything that was done, in order
    on: dict[str, date] = field(default_factory=dict)  # act → the day it last happened
    path: list[tuple[str, date, int]] = field(default_factory=list)  # states entered
    ledger: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    irregular: list[str] = field(default_factory=list)
    muted: set[tuple[str, str]] = field(default_factory=set)  # silences a person has annulled
    seq: int = -1

    @property
    def is_final(self) -> bool:
        return self.procedure.states[self.state].final

    def count(self, kind: Kind) -> int:
        """Return how many subjects of this kind are in the case."""
        return self.tally[kind.code, ""]

    def latest(self, act: Act[F]) -> F | None:
        """Return what was last stated by this act, typed as the act asks it."""
        return self.said.get(act.code)  # type: ignore[return-value]

    def stated(self, act: Act[F], key: str) -> F | None:
        """Return what this act last stated about one subject."""
        subject = self.subjects.get(key)
        return subject.stated.get(act.code) if subject else None  # type: ignore[return-value]

    def of(self, kind: Kind, *states: str) -> list[Subject]:
        """Return the subjects of this kind, at these states if any are named."""
        return [
            s
            for s in self.subjects.values()
            if s.kind is kind and (not states or s.state in states)
        ]

    def shown_to(self, kind: Kind, *, by: int) -> bool:
        """Say whether the case had been shown to subjects of a kind by the entry of this number.

        See `Kind.sees_from`.
        """
        first = kind.sees_from
        return first is None or any(s == first.code and seq <= by for s, _on, seq in self.path)

    def clock(self, limit: Limit, about: str = "") -> Clock | None:
        return self.clocks.get((limit.code, about))

    def pressing(self) -> Clock | None:
        """Return the running clock that is over first: of those an office must meet, else of a party's."""
        running = [(c.ends, c) for c in self.clocks.values() if c.running and c.ends]
        offices = [(at, c) for at, c in running if not c.limit.is_a_partys]
        return min(offices or running, key=lambda each: each[0], default=(None, None))[1]

    def due_for(self, act: Act[Any], about: str = "") -> Clock | None:
        """Return the clock by which an act is due: the earliest of all limits, national and local."""
        codes = {
            x.code for what, x, _ in self.procedure.touches.get(act.code, ()) if what == "stop"
        }
        running = [
            c
            for (code, key), c in self.clocks.items()
            if code in codes and key in ("", about) and c.running and c.due
        ]
        return min(running, key=lambda c: c.due or date.max, default=None)

    def standing(self, round_: Round) -> dict[str, Signature]:
        """Return signatures that still stand: each binds the parts it covers, at the digest it saw."""
        mine = self.signatures[round_.code]
        text = self.texts[round_.text] if round_.text else {}
        return {
            slot.office.code: signature
            for slot in round_.slots
            if (signature := mine.get(slot.office.code))
            and all(signature.signed.get(p) == text.get(p) for p in slot.covers or text)
        }

    def waiting(self) -> list[tuple[Round, str]]:
        """Return who holds the paper now: (round, office)."""
        return [
            (r, s.office.code)
            for r in self.procedure.rounds
            if r.at.code == self.state
            for s in r.slots
            if s.office.code not in self.standing(r)
        ]

    def speaks(self, clock: Clock) -> bool:
        """Silence has a meaning here, and no person has taken it back."""
        lapse = clock.limit.on_lapse
        if lapse.code != "takes_effect" or lapse.act is None:
            return False
        return (lapse.act.code, clock.about) not in self.muted

    def silent(self, on: date) -> list[Clock]:
        """Return clocks whose lapse time itself has to perform by `on`, earliest first."""
        found = (
            c for c in self.clocks.values() if c.running and c.due and c.due < on and self.speaks(c)
        )
        return sorted(found, key=lambda c: c.due or date.max)
