"""谁、何时、做什么 — offices, states, subjects, papers, needs, acts: the words a flow chart begins with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic

from typing_extensions import TypeVar

from tongzhou.law import Article

from .facts import Facts, Nothing

if TYPE_CHECKING:
    from .view import View

F = TypeVar("F", bound=Facts, default=Nothing)


# How the key of a party begins, and the register it is then found in.
PARTIES = {"w": "worker", "e": "employer"}


def every(one_or_many: Any) -> tuple[Any, ...]:
    """Return one thing or several as a tuple."""
    return tuple(one_or_many) if isinstance(one_or_many, (tuple, list)) else (one_or_many,)


@dataclass(frozen=True)
class Office:
    """职务. `level` is the length of the region code at which it is held: 2, 4, 6 or 9; None: any.

    `body` is the kind of body (机构) in which it is held, as the registry calls it. An office that is `named`
    sees a case only where its holder is named in it: somebody in one enterprise has no business with another.
    """

    code: str
    label: str
    level: int | None = 6
    body: str = ""
    named: bool = False

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

    `registry` says in which register the key is found: "worker", "employer", "person", "body", "party",
    or none. A "party" is a worker (`claimant/w12`) or an employer (`claimant/e34`). A subject of the
    register of persons sees the case while it is not in the state `blind` (回避).
    `left` is the state of a person who carries it no longer: they see it no more by name, and are barred from
    nothing. A subject of a kind with `sees_from` sees nothing of it before the case has once been in that state: who is only named in an
    application learns of it when it is accepted, not when it is brought.
    """

    code: str
    label: str
    states: tuple[State, ...]
    registry: str = ""
    blind: State | None = None
    left: State | None = None
    sees_from: State | None = None

    def key(self, ref: object) -> str:
        """Return the key of a subject of this kind, e.g. `claimant/12`."""
        return f"{self.code}/{ref}"

    def found_in(self, ref: str) -> tuple[str, str]:
        """Return the register and the number there of a subject of this kind; two empty words: none."""
        if self.registry != "party":
            return self.registry, ref if self.registry else ""
        return PARTIES.get(ref[:1], ""), ref[1:] if ref[:1] in PARTIES else ""


@dataclass(frozen=True, eq=False)
class Paper:
    """文书. The entry fixes its number and the digest of its data; pages are drawn afterwards."""

    code: str
    label: str
    series: str = ""  # "{prefix}劳人仲案字〔{year}〕第{n}号"; empty: not numbered
    kind: str = "决定"  # what GB/T 9704 calls it: 决定, 通知, 批复, 函, 意见 …
    served_on: tuple[Kind, ...] = ()  # 受送达人: on whom it must be served, see `service`
    names_case: bool = False  # its number is from then on the number of the case

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
    # Done by one of those who carry the case (承办人); with offices: where one of these acts.
    by_handler: bool | Office | tuple[Office, ...] = False
    # … by the body to which the subjects belong (责任单位); with offices: where one of these acts.
    by_owner: bool | Office | tuple[Office, ...] = False
    stands: bool = False  # neither corrected nor annulled: what the public was shown rests on it
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

    def is_owners(self, office: str) -> bool:
        """Say whether somebody of this office does it for the subjects of their own body alone."""
        return _holds_for(self.by_owner, office)

    def is_handlers(self, office: str) -> bool:
        """Say whether somebody of this office does it only in a case they carry."""
        return _holds_for(self.by_handler, office)

    @property
    def is_engine(self) -> bool:
        """Say whether every procedure has this act, and no line declares it."""
        return self.code.startswith("engine.")

    @property
    def rewrites(self) -> bool:
        """Say whether it changes how other entries are read, or which rules hold."""
        return self.is_engine and self.code not in ("engine.merge", "engine.absorb")

    def __str__(self) -> str:
        return self.label


def _holds_for(rule: bool | Office | tuple[Office, ...], office: str) -> bool:
    return rule if isinstance(rule, bool) else office in {o.code for o in every(rule)}
