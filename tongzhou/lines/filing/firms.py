"""单位 — the employer of the register behind a credit code, and whom a visitor of the portal acts for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tongzhou.procedure import showing
from tongzhou.registry.employing import find_employer, register_employer
from tongzhou.registry.models import Employer, EmployerUser, Person
from tongzhou.registry.representing import employers_of

from .declaring import Declarer
from .models import Employment


def employer_of(uscc: str, name: str, county: str, *, by: Person | None, at: datetime) -> Employer:
    """Return the employer behind a credit code; one that only filings know is registered now."""
    found = find_employer(uscc)
    if found is not None:
        return found
    return register_employer(
        name=name, uscc=uscc, region_id=county, by=by, at=at, reason=_("依用工备案登记")
    )


@dataclass(frozen=True)
class Acting:
    """Somebody at the portal who acts for an employer: as one of its own people or as its agency."""

    person: Person
    employer: Employer
    source: Employment.Source

    def declarer(self, *, at: datetime, on: date) -> Declarer:
        """Return them as the one who declares."""
        return Declarer(self.person, self.source, at, on)

    @cached_property
    def usccs(self) -> list[str]:
        """The credit codes under which the employer has declared, through all merges."""
        rows = Employer.objects.filter(pk__in=self.employer.family()).exclude(uscc=None)
        return [str(c) for c in rows.values_list("uscc", flat=True)]


def acting_for(request: HttpRequest, *, at: datetime, on: date) -> list[Acting]:
    """Return for which employers this visitor may declare today, from the phone or account they have shown."""
    refs = [s.ref for s in showing.people(request, on=on, at=at) if s.ref.isdigit()]
    found: list[Acting] = []
    for person in Person.objects.filter(pk__in=refs, is_active=True).order_by("pk"):
        firms = employers_of(person, on=on)
        roles = _roles(person, on)
        for firm in firms:
            own = roles.get(firm.pk, set()) - {EmployerUser.Role.AGENT}
            source = Employment.Source.PORTAL if own else Employment.Source.AGENCY
            found.append(Acting(person, firm, source))
    return list({a.employer.pk: a for a in reversed(found)}.values())[::-1]


def _roles(person: Person, on: date) -> dict[int, set[str]]:
    roles: dict[int, set[str]] = {}
    for held in EmployerUser.objects.filter(person=person, since__lte=on).select_related(
        "employer"
    ):
        if held.until is None or held.until >= on:
            roles.setdefault(held.employer.survivor().pk, set()).add(held.role)
    return roles
