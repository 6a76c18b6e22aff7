"""What the panels of a matter, on the page of its case and on that of a party, need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from django.utils.timezone import localdate, now

from tongzhou.lines.arrears import facts, rules
from tongzhou.lines.arrears.acts import collecting, ordering
from tongzhou.lines.arrears.projects import project_named
from tongzhou.lines.arrears.views.doing import Matter
from tongzhou.procedure import catalogue
from tongzhou.procedure.counter import Visitor
from tongzhou.procedure.models import Case
from tongzhou.procedure.partying import Party
from tongzhou.procedure.view import Subject
from tongzhou.registry.models import Project

register = template.Library()
FIRST = 8


@dataclass
class Panel:
    """A matter, for its panel at the desk."""

    at: Matter

    @property
    def sums(self) -> Any:
        return rules.sums(self.at.view)

    @property
    def coming(self) -> tuple[str, str]:
        """What comes next and where it is done; nothing where it is not for this person, or not now."""
        code = rules.next_act(self.at.view, on=self.at.visitor.on)
        act = self.at.view.procedure.by_code.get(code)
        if act is None or not self.at.able(act):
            return "", ""
        own = catalogue.act_page(self.at.case.procedure, code)
        uid = self.at.case.uid
        return act.label, reverse(own, args=[uid]) if own else reverse("desk:act", args=[uid, code])

    @property
    def workers(self) -> list[tuple[Subject, Any, str]]:
        """The first of those who wait, then of the others."""
        order = {"owed": 0, "claimed": 1, "paid": 2, "aside": 3}
        people = sorted(rules.workers(self.at.view), key=lambda w: (order[w.state], w.key))[:FIRST]
        return [(w, rules.sums(self.at.view, w.key), _word(w)) for w in people]

    @property
    def count(self) -> int:
        return len(rules.workers(self.at.view))

    @property
    def paid_count(self) -> int:
        return len(rules.workers(self.at.view, "paid"))

    @property
    def share(self) -> int:
        """What has come of what was found, in whole per cent, rounded down: full only when all has come."""
        found = self.sums.found
        return min(100, 100 * max(self.sums.received, 0) // found) if found else 0

    @property
    def payers(self) -> list[tuple[str, facts.Liable]]:
        told = rules.liability(self.at.view)
        names = self.at.view.subjects
        return (
            [(names[x.employer].name if x.employer in names else "", x) for x in told.liable]
            if told
            else []
        )

    @property
    def objections(self) -> list[Any]:
        return rules.objections(self.at.view)

    @property
    def denied(self) -> list[Subject]:
        return rules.denied(self.at.view)

    @property
    def project(self) -> Project | None:
        return project_named(rules.taken_up(self.at.view).project)

    @property
    def said(self) -> facts.TakenUp:
        return rules.taken_up(self.at.view)

    @property
    def reported(self) -> facts.Reported | None:
        """What the employer says it has paid, where nothing was entered since."""
        last = self.at.view.last
        if last.get("report_paid", -1) > max(last.get(a.code, -1) for a in collecting.MONEY):
            said = self.at.view.said["report_paid"]
            return said if isinstance(said, facts.Reported) else None
        return None

    @property
    def may_pay(self) -> bool:
        return self.at.able(collecting.pay)

    @property
    def reopened(self) -> int:
        return rules.reopened(self.at.view)

    @property
    def police(self) -> Any:
        return rules.police_said(self.at.view)


@register.simple_tag(takes_context=True)
def arrears_panel(context: dict[str, Any], case: Case) -> Panel:
    """Return a matter as the person of this request sees it; the page has let them in."""
    at = now()
    return Panel(Matter(case, Visitor(context["request"].user, localdate(at), at)))


@dataclass
class PartyPanel:
    """A matter as one of its parties sees it: a worker their own wages, an employer whom it must pay."""

    party: Party

    @property
    def worker(self) -> Subject | None:
        mine = [k for k in self.party.keys if k.startswith("worker/")]
        return self.party.view.subjects.get(mine[0]) if mine else None

    @property
    def rows(self) -> tuple[facts.Wage, ...]:
        return rules.rows_of(self.worker) if self.worker else ()

    @property
    def sums(self) -> Any:
        return rules.sums(self.party.view, self.worker.key) if self.worker else None

    @property
    def signed(self) -> bool:
        return bool(self.worker and rules.signed_now(self.worker))

    @property
    def payments(self) -> list[tuple[Any, int, str]]:
        """When how much came to this worker, the latest first."""
        found: list[tuple[Any, int, str]] = []
        if self.worker is None:
            return found
        for told in self.worker.told:
            said = told.facts
            amount = getattr(said, "amounts", {}).get(self.worker.key, 0)
            if isinstance(said, facts.Payment | facts.Advance | facts.Confirmed) and amount:
                words = {"advance": "应急周转金垫付", "deposit_in": "工资保证金"}.get(told.act, "")
                found.append(
                    (said.received_on, amount, words or str(getattr(said, "source", "本人确认")))
                )
        return found[::-1]

    @property
    def is_employer(self) -> bool:
        return any(k.startswith("employer/") for k in self.party.keys)

    @property
    def must_pay(self) -> bool:
        """Whether this employer has been ordered to pay: then, and not before, it sees whom."""
        return (
            self.is_employer
            and any(
                self.party.view.subjects[k].state == "liable"
                for k in self.party.keys
                if k in self.party.view.subjects
            )
            and self.order is not None
        )

    @property
    def order(self) -> facts.Order | None:
        return self.party.view.latest(ordering.order)

    @property
    def owed(self) -> list[tuple[str, int]]:
        """Whom an employer under order still has to pay, and how much."""
        view = self.party.view
        people = [(w.name, rules.outstanding(view, w.key)) for w in rules.workers(view, "owed")]
        return [(name, left) for name, left in people if left > 0]

    @property
    def left(self) -> int:
        return sum(left for _name, left in self.owed)


def _word(subject: Subject) -> str:
    return next(s.staff for s in subject.kind.states if s.code == subject.state)


@register.simple_tag
def arrears_party(party: Party) -> PartyPanel:
    """Return a matter as one of its parties sees it."""
    return PartyPanel(party)


@register.filter
def at_key(mapping: dict[str, Any], key: str) -> Any:
    """Return what stands under a key."""
    return mapping.get(key, "")
