"""期限的词汇 — one sentence of the law about time: what starts, moves, stops it, and what its lapse means."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from tongzhou.law import Article, Length

from .words import PARTY, Act, Kind, Office, State, every


@dataclass(frozen=True, eq=False)
class Event:
    """The moment a limit hangs on: an act, or a date stated in its facts."""

    act: Act[Any]
    day: str | None = None
    only: str | None = None


def after(act: Act[Any], *, day: str | None = None, only: str | None = None) -> Event:
    """Count from `act`: from the day it happened, or from the date its facts name in `day`.

    With `only` it counts where what the facts say under this name is true: the filing of a decision with the
    upper level is due only where the decision is a major one.
    """
    return Event(act, day, only)


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
    stops: Any = ()  # Act | Event | tuple of them; an event whose day is not stated stops nothing
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
    within: (
        State | tuple[State, ...]
    ) = ()  # ends, met or not, when the case goes beyond these states

    def __post_init__(self) -> None:
        if self.on_lapse.code != "body_late" and not self.cites.verified:
            raise ValueError(
                f"{self}: an article nobody has checked may not take a right or give effect"
            )

    @property
    def is_silence(self) -> bool:
        """Say whether time itself acts when the limit lapses (默示)."""
        return self.on_lapse.code == "takes_effect"

    @cached_property
    def stopping(self) -> tuple[Act[Any], ...]:
        """Return the acts that stop it."""
        return tuple(event.act for event in events(self.stops))

    @cached_property
    def owes(self) -> str:
        if self.owed_by:
            return self.owed_by.code
        stops = self.stopping
        return stops[0].offices[-1].code if stops else ""

    @property
    def is_a_partys(self) -> bool:
        """Say whether a party may use this time, and no office is late when it has passed."""
        return self.owes == PARTY.code

    def but(self, **changes: Any) -> Limit:
        """Return the same limit with these things changed: the next version of a law."""
        return replace(self, **changes)

    @property
    def is_a_day(self) -> bool:
        """Say whether the law leaves no length but a day that an act states (所定日期)."""
        return not self.length.count

    def __str__(self) -> str:
        length = "至所定日期" if self.is_a_day else self.length
        return f"{self.label} {length}（{self.cites}）"
