"""送达情况 — which paper of which case has not been received by whom, and since when, over all open cases of a court."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _

from tongzhou.law import Calendar
from tongzhou.lines.arbitration.papers import SETTLEMENT
from tongzhou.lines.arbitration.procedure import CODE
from tongzhou.lines.arbitration.rules.awards import SERVES
from tongzhou.lines.arbitration.states import AGREED, CLAIMANT, SETTLED
from tongzhou.procedure import catalogue
from tongzhou.procedure.fold import fold
from tongzhou.procedure.models import Case, Entry
from tongzhou.procedure.project import record_of
from tongzhou.procedure.scope import CaseQuerySet
from tongzhou.procedure.service import WORDS, Service, Standing, services
from tongzhou.procedure.view import View

from .pages import act_url

MOST = 200  # cases looked at, those longest open first
STANDINGS: tuple[tuple[Standing, str, Any], ...] = (
    ("failed", "over", _("换一种方式再送")),
    ("awaiting", "warn", _("还没有发出")),
    ("on the way", "info", _("等回执，收到后登记")),
)
NAMED = 2  # receivers named in a line


@dataclass(frozen=True)
class Unserved:
    """A paper of a case that somebody has not received, with all who have not."""

    case: Case
    label: str
    number: str
    issued_on: date
    standing: Standing
    receivers: tuple[str, ...]
    attempts: int
    last: str  # how it was tried last
    url: str
    act: str
    waits: int  # calendar days since it was issued

    @property
    def words(self) -> str:
        """How it stands, for the screen."""
        return WORDS[self.standing]

    @property
    def tone(self) -> str:
        """The tone of the words."""
        return next(tone for code, tone, _next in STANDINGS if code == self.standing)

    @property
    def who(self) -> str:
        """The receivers in words; many are counted."""
        named = "、".join(self.receivers[:NAMED])
        if len(self.receivers) <= NAMED:
            return named
        return str(_("%(named)s等 %(n)d 人") % {"named": named, "n": len(self.receivers)})


def unserved(seen: CaseQuerySet, *, on: date, calendar: Calendar) -> list[Unserved]:
    """Return what is unserved in the open cases somebody sees, the oldest first. Two queries."""
    cases = {c.pk: c for c in seen.filter(is_open=True).order_by("opened_on", "pk")[:MOST]}
    entries = Entry.objects.filter(case__in=cases).order_by("case", "seq")
    found: list[Unserved] = []
    for pk, journal in groupby(entries, key=lambda e: e.case_id):
        found += _of_case(cases[pk], list(journal), on, calendar)
    return sorted(found, key=lambda u: (u.issued_on, u.case.pk))


def _of_case(case: Case, journal: list[Entry], on: date, calendar: Calendar) -> list[Unserved]:
    if not any(e.issued for e in journal):
        return []
    records = [record_of(e) for e in journal]
    view = fold(catalogue.versions_of(CODE), records, calendar)
    numbers = {e.seq: e.issued.get("number", "") for e in journal if e.issued}
    acts = {e.seq: e.act for e in journal}
    lines: dict[tuple[int, Standing], list[Service]] = {}
    for service in services(view, records, numbers):
        if service.standing != "served" and not _is_signed(view, service):
            lines.setdefault((service.issued, service.standing), []).append(service)
    return [_line(case, acts[issued], of_one, on) for (issued, _standing), of_one in lines.items()]


def _is_signed(view: View, service: Service) -> bool:
    """Say whether it is a mediation statement both sides have signed for: that is its service (42)."""
    if service.paper is not SETTLEMENT:
        return False
    if service.about.startswith(f"{CLAIMANT.code}/"):
        return view.subjects[service.about].state == SETTLED.code
    return not view.of(CLAIMANT, AGREED.code)


def _line(case: Case, issued_by: str, of_one: list[Service], on: date) -> Unserved:
    first = of_one[0]
    act = serving_act(issued_by)
    last = max((s.last for s in of_one if s.last), key=lambda f: f.sent_on, default=None)
    tried = (
        f"{last.way} {last.sent_on}" + (f"：{last.failed}" if last.failed else "") if last else ""
    )
    return Unserved(
        case=case,
        label=first.paper.label,
        number=first.number,
        issued_on=first.issued_on,
        standing=first.standing,
        receivers=tuple(s.name for s in of_one),
        attempts=max(s.attempts for s in of_one),
        last=tried,
        url=act_url(case.uid, act),
        act=catalogue.newest(CODE).by_code[act].label,
        waits=(on - first.issued_on).days,
    )


def serving_act(issued_by: str) -> str:
    """Return the act by which the paper that an act has issued is served."""
    return {**SERVES, "summon": "serve_copy"}.get(issued_by, "serve_paper")


def tallies(found: list[Unserved]) -> list[tuple[Standing, str, Any, int, str]]:
    """Return each standing with its words, what to do, how many, and its tone."""
    n = Counter(u.standing for u in found)
    return [(code, WORDS[code], todo, n[code], tone) for code, tone, todo in STANDINGS]
