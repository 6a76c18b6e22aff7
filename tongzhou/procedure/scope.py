"""谁能看见什么 — the one way to obtain cases.

A person sees: the cases of procedures in which an office of theirs has business, in the subtree of the
region for which it is held, an office that is `named` left out; what was handed to them or their region; minus
cases they are recused from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, reduce
from itertools import compress
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from tongzhou.registry.questions import Given, Question, answered

from . import catalogue

if TYPE_CHECKING:
    from tongzhou.registry.models import Holding, Person

    from .models import Case  # named by the query set below


LEVELS = {2: "province", 4: "league", 6: "county"}


def places(region: str) -> dict[str, str]:
    """Return the level columns of a region code, e.g. province 15, league 1502, county 150221."""
    return {"province": region[:2], "league": region[:4], "county": region[:6]}


@dataclass(frozen=True)
class Reach:
    """One subtree for one procedure: always one range of one index."""

    level: str  # province, league, county, or region for a township
    code: str
    procedure: str

    @property
    def q(self) -> Q:
        return Q(**{self.level: self.code, "procedure": self.procedure})

    def holds(self, case: Case) -> bool:
        """Say whether a case lies in this reach."""
        return case.procedure == self.procedure and getattr(case, self.level) == self.code


@dataclass(frozen=True)
class Sight:
    """All that a person can see on a day."""

    person: int
    reaches: tuple[Reach, ...]
    regions: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()

    def q(self) -> Q:
        """Return the condition on cases; recusal included."""
        own = reduce(or_, (r.q for r in self.reaches), Q(pk__in=[]))
        return (own | self.beside()) & ~self.recused()

    def beside(self) -> Q:
        """Return the condition on what is seen beyond one's own offices: assigned, or shared."""
        if not self.regions:  # who holds no office any more is handed nothing
            return Q(pk__in=[])
        handed = Q(pk__in=_of_person(str(self.person), sees=True))
        shared = (
            Q(pk__in=_shared(region), procedure__in=codes) for region, codes in self.shares.items()
        )
        return reduce(or_, shared, handed)

    @cached_property
    def shares(self) -> dict[str, list[str]]:
        """The procedures of which cases shared with a region are seen, by the offices held there."""
        found: dict[str, list[str]] = {}
        for reach in self.reaches:
            found.setdefault(reach.code, []).append(reach.procedure)
        return found

    @cached_property
    def beyond(self) -> tuple[Q, ...]:
        """The same in parts that an index answers each, and only those that hold any case.

        One condition over all of them would make the database read every case.
        """
        found = []
        if "named" in self._holding:
            found.append(Q(pk__in=_of_person(str(self.person), sees=True)))
        for region, codes in self.shares.items():
            if region in self._holding:
                found.append(Q(pk__in=_shared(region), procedure__in=codes))
        return tuple(found)

    @cached_property
    def barred(self) -> tuple[int, ...]:
        """The cases from which this person is barred; there are few."""
        if "barred" not in self._holding:
            return ()
        return tuple(_named(sees=False).ask(ref=str(self.person)))

    @cached_property
    def _holding(self) -> frozenset[str]:
        """Which of the exceptions hold any case: `barred`, `named`, regions with which some are shared.

        As a rule none does. All are asked for at once.
        """
        asked = {"barred": (_named(sees=False), {"ref": str(self.person)})}
        if self.regions:  # who holds no office any more is handed nothing
            asked["named"] = (_named(sees=True), {"ref": str(self.person)})
        for region in self.shares:
            asked[region] = (_shares_with(_level(region)), {"region": region})
        return frozenset(compress(asked, answered(list(asked.values()))))

    def recused(self) -> Q:
        """Return the condition on cases from which this person is barred 回避."""
        return Q(pk__in=_of_person(str(self.person), sees=False))


def _of_person(person: str | Given, *, sees: bool) -> Any:
    from .models import SubjectRow

    return SubjectRow.objects.filter(registry="person", ref=person, sees=sees).values("case")


@cache
def _named(*, sees: bool) -> Question[int]:
    """Return the question for the cases from which a person is barred, or for one they see by name."""
    most = 1 if sees else None
    ref = Given("ref", models.CharField())
    return Question(lambda: _of_person(ref, sees=sees).values_list("case", flat=True)[:most])


def _shared(region: str) -> Any:
    return _shared_at(_level(region), region)


def _level(region: str) -> str:
    return LEVELS.get(len(region), "region")


def _shared_at(level: str, region: str | Given) -> Any:
    from .models import ShareRow

    return ShareRow.objects.filter(**{level: region}).values("case")


@cache
def _shares_with(level: str) -> Question[int]:
    """Return the question whether any case is shared with a region of this level."""
    region = Given("region", models.CharField())
    return Question(lambda: _shared_at(level, region).values_list("case", flat=True)[:1])


def sight_of(person: Person, *, on: date, holdings: Iterable[Holding] | None = None) -> Sight:
    """Return what this person can see on this day, from the offices they hold on it.

    `holdings` may be handed in by a caller that has just read them.
    """
    reaches: dict[Reach, None] = {}
    regions: dict[str, None] = {}
    procedures: dict[str, None] = {}
    for holding in person.holdings(on) if holdings is None else holdings:
        office = catalogue.office_named(holding.office)
        if office is None or (office.level is not None and len(holding.region) != office.level):
            continue
        regions[holding.region] = None
        level = _level(holding.region)
        for procedure in catalogue.concerned(holding.office):
            procedures[procedure] = None
            if not office.named:
                reaches[Reach(level, holding.region, procedure)] = None
    return Sight(person.pk, tuple(reaches), tuple(regions), tuple(procedures))


@cache
def _by_uid() -> Question[Case]:
    from .models import Case

    return Question(lambda: Case.objects.filter(uid=Given("uid", models.CharField())))


@cache
def _seeing() -> Question[bool]:
    """Return the question whether a person named in a case sees it."""
    from .models import SubjectRow

    return Question(
        lambda: SubjectRow.objects.filter(
            case=Given("case", models.BigIntegerField()),
            registry="person",
            ref=Given("ref", models.CharField()),
        ).values_list("sees", flat=True)
    )


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases. Pages use `visible_to` and nothing else."""

    def visible_to(self, sight: Sight) -> CaseQuerySet:
        """Return the cases this sight reaches."""
        return self.filter(sight.q())

    def seen(self, sight: Sight, uid: str) -> Case | None:
        """Return the case of this name if the sight reaches it, else None.

        The same answer as `visible_to(sight).filter(uid=uid)`, in two plain lookups: a page of one case
        need not ask the database what the case itself tells. Asked of all cases: `Case.objects.seen`.
        """
        assert not self.query.where, "a filtered set of cases would be looked up unfiltered"
        case = _by_uid().first(uid=uid) if sight.regions else None
        if case is None:  # there is none, or nobody in office asks
            return None
        seeing = set(_seeing().ask(case=case.pk, ref=str(sight.person)))
        if False in seeing:  # recused
            return None
        if True in seeing or any(reach.holds(case) for reach in sight.reaches):
            return case
        return case if self.filter(pk=case.pk).visible_to(sight).exists() else None

    def with_start(self) -> CaseQuerySet:
        """Return them with `begun`, the day on which the clock that presses most began to run."""
        from .models import ClockRow

        pressing = ClockRow.objects.filter(
            case=OuterRef("pk"),
            limit=OuterRef("next_limit"),
            due=OuterRef("next_due"),
            is_running=True,
        )
        found = {"begun": Subquery(pressing.order_by("start").values("start")[:1])}
        return self.annotate(**found)

    def of_subject(self, registry: str, refs: Iterable[str]) -> CaseQuerySet:
        """Return the cases in which these records of a register are subjects."""
        from .models import SubjectRow

        rows = SubjectRow.objects.filter(registry=registry, ref__in=list(refs)).values("case")
        return self.filter(pk__in=rows)
