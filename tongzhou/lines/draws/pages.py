"""抽取厅 — one batch as its pages show it: steps, who has done what, time left, the result. For a person at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.procedure.counter import Visitor
from tongzhou.procedure.declare import Act
from tongzhou.procedure.facts import FileRef
from tongzhou.procedure.models import Case
from tongzhou.procedure.view import Subject, View

from . import drawing, facts, rules
from .models import DrawItem, DrawRun
from .procedure import BATCH

CAUSES = {
    "recusal": gettext_lazy("应当回避"),
    "leave": gettext_lazy("不能到岗"),
    "closed": gettext_lazy("已注销停业"),
    "other": gettext_lazy("其他"),
}


@dataclass(frozen=True)
class Seat:
    """A contributing body: what it has done."""

    subject: Subject
    commitment: str
    value: str
    state: str
    is_mine: bool


@dataclass(frozen=True)
class Line:
    """A drawn employer: its chance, its officers, what was found."""

    key: str
    subject: Subject
    pick: facts.Picked
    stratum: str
    officers: tuple[tuple[int, str], ...]
    state: str
    report: facts.Checked | None
    short: bool  # fewer officers than seats


class Room:
    """A batch, for a person who may see it."""

    def __init__(self, case: Case, visitor: Visitor) -> None:
        self.case, self.visitor = case, visitor

    @cached_property
    def view(self) -> View:
        """The batch as it stands."""
        return self.visitor.door.view(self.case)

    @property
    def terms(self) -> facts.Terms | None:
        return rules.terms_of(self.view)

    @property
    def frozen(self) -> facts.Frozen | None:
        return rules.frozen_of(self.view)

    @property
    def result(self) -> facts.Result | None:
        return rules.result_of(self.view)

    @property
    def bundle(self) -> FileRef | None:
        return drawing.bundle_of(self.view)

    @property
    def public_value(self) -> str:
        return rules.public_value(self.view)

    @property
    def state(self) -> Any:
        return BATCH.states[self.view.state]

    @property
    def steps(self) -> list[dict[str, str]]:
        """The main path, for the bar."""
        reached = {state: on for state, on, _seq in self.view.path}
        codes = [s.code for s in BATCH.steps]
        now = codes.index(self.view.state) if self.view.state in codes else len(codes)
        labels = {
            "drafted": _("拟定规则"),
            "frozen": _("名录冻结、承诺"),
            "revealing": _("揭示"),
            "ready": _("抽取"),
            "checking": _("检查"),
            "published": _("公布"),
        }
        return [
            {
                "name": labels[code],
                "on": reached[code].isoformat() if code in reached else "",
                "status": "done" if n < now else "now" if n == now else "",
            }
            for n, code in enumerate(codes)
        ]

    @cached_property
    def seats(self) -> list[Seat]:
        """The contributing bodies, in their order."""
        mine = {a.body for a in self.visitor.actors if a.office == "draw_witness"}
        found = []
        for s in rules.bodies(self.view):
            opened = rules.opened_by(s)
            state = next(x.staff for x in s.kind.states if x.code == s.state)
            value = opened.value if opened else ""
            found.append(
                Seat(s, rules.sealed_by(s), value, state, bool(s.owner) and s.owner in mine)
            )
        return found

    @property
    def mine(self) -> Seat | None:
        """The seat of this person's body."""
        return next((s for s in self.seats if s.is_mine), None)

    @property
    def deadline(self) -> Any:
        """The day that now counts, for the countdown."""
        if self.frozen is None:
            return None
        days = {"frozen": self.frozen.commit_by, "revealing": self.frozen.reveal_by}
        return days.get(self.view.state)

    @property
    def days_left(self) -> int | None:
        return (self.deadline - self.visitor.on).days if self.deadline else None

    @property
    def items(self) -> list[DrawItem]:
        """The items of the batch. One query."""
        codes = self.terms.items if self.terms else ()
        return list(DrawItem.objects.filter(code__in=codes).order_by("code"))

    @property
    def checklist(self) -> str:
        """The codes that the items of the batch bring to the checklist on site, as a form shows them."""
        codes = {c.strip(): None for i in self.items for c in i.checklist.split("、") if c.strip()}
        return "、".join(codes)

    @cached_property
    def lines(self) -> list[Line]:
        """The drawn employers, in the order of the draw, with those that stepped in."""
        terms = self.terms
        labels = {s.code: s.label for s in terms.strata} if terms else {}
        people = rules.people(self.view)
        found = []
        for key, pick in rules.picks(self.view).items():
            subject = self.view.subjects.get(key)
            if subject is None:
                continue
            state = next(x.staff for x in subject.kind.states if x.code == subject.state)
            team = tuple((o, people.get(str(o), str(o))) for o in pick.officers)
            short = bool(terms) and len(team) < terms.seats if terms else False
            label = labels.get(pick.stratum, pick.stratum)
            report = rules.report_of(subject)
            found.append(Line(key, subject, pick, label, team, state, report, short))
        return found

    @property
    def strata(self) -> list[tuple[facts.Stratum, int, int]]:
        """Each stratum with its size and how many of it were drawn."""
        sizes = self.frozen.sizes if self.frozen else {}
        drawn = {p.stratum: p.drawn for p in rules.picks(self.view).values()}
        terms = self.terms
        return [
            (s, sizes.get(s.code, 0), drawn.get(s.code, 0)) for s in (terms.strata if terms else ())
        ]

    @property
    def estimates(self) -> list[rules.Estimate]:
        found = rules.estimates(self.view)
        return found if any(e.checked for e in found) else []

    @property
    def run(self) -> DrawRun | None:
        """The latest draw that the worker was asked for."""
        return DrawRun.objects.filter(case=self.case).order_by("-asked_at").first()

    def able(self, act: Act[Any]) -> bool:
        """Say whether this person may do an act and the batch allows it now."""
        return self.visitor.able(act, self.view)

    @property
    def may(self) -> dict[str, bool]:
        """Which acts are open to this person, by code."""
        return {code: self.able(act) for code, act in BATCH.by_code.items() if not act.is_engine}

    @property
    def substitutions(self) -> list[tuple[facts.Replacement, str, str]]:
        """What was replaced, in order: the fact, the employer, the reason in words."""
        found: dict[int, facts.Replacement] = {}
        for s in self.view.subjects.values():
            found |= {t.seq: t.facts for t in s.told if isinstance(t.facts, facts.Replacement)}
        return [
            (r, self.view.subjects[r.target].name, str(CAUSES[r.cause]))
            for _n, r in sorted(found.items())
        ]


def room_of(visitor: Visitor, uid: str) -> Room:
    """Return a batch this person can see. Raises Http404."""
    return Room(visitor.case(BATCH.code, uid), visitor)
