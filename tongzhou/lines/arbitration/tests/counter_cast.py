"""A court one can visit: its people at the desk, a neighbour's, a worker and an employer at the portal."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client

from tongzhou.lines.arbitration import offices
from tongzhou.procedure.tests.seats import SignedIn
from tongzhou.registry import identity
from tongzhou.registry.models import (
    Appointment,
    Body,
    Employer,
    EmployerUser,
    Person,
    Region,
    Worker,
)

from .court import COUNTY, PEOPLE

NEIGHBOUR = "150222"
REGIONS = {
    "15": ("内蒙古自治区", "province", None),
    "1502": ("包头市", "league", "15"),
    COUNTY: ("土默特右旗", "county", "1502"),
    NEIGHBOUR: ("固阳县", "county", "1502"),
    "150203": ("昆都仑区", "county", "1502"),
}
PHONE, FIRM_PHONE = "19900000001", "19900000002"


def id_number(n: int) -> str:
    """Return a valid number of nobody alive."""
    first = f"150221190001{n % 28 + 1:02d}{n:03d}"
    return first + identity.check_character(first)


class Staff:
    """Everybody who visits, by what they do."""

    def __init__(self) -> None:
        for code, (name, level, above) in REGIONS.items():
            Region.objects.create(
                code=code, name=name, short_name=name[:-1], level=level, parent_id=above,
                basis="gbt2260", is_administrative=True,
            )  # fmt: skip
        here = self._body(COUNTY, "达茂旗仲裁委", "达劳人仲")
        there = self._body(NEIGHBOUR, "固阳县仲裁委", "固劳人仲")
        self.clients: dict[str, Client] = {}
        for office, (pk, name) in PEOPLE.items():
            self._person(int(pk), name, office.code, here)
        self._person(105, "示例仲裁员五", offices.ARBITRATOR.code, here)
        self._person(106, "示例仲裁员六", offices.ARBITRATOR.code, here)
        self._person(201, "邻县书记员", offices.CLERK.code, there, called="neighbour")
        self._person(202, "邻县院长", offices.HEAD.code, there, called="neighbour_head")
        self._person(301, "别的部门", "zone_office", here, called="stranger")

    def _body(self, region: str, short: str, prefix: str) -> Body:
        return Body.objects.create(
            region_id=region, name=f"{REGIONS[region][0]}劳动人事争议仲裁委员会",
            kind="arbitration", short_name=short, document_prefix=prefix,
        )  # fmt: skip

    def _person(self, pk: int, name: str, office: str, body: Body, called: str = "") -> None:
        person = Person.objects.create_user(f"u{pk}", name=name, is_staff=True, pk=pk)
        Appointment.objects.create(
            person=person, office=office, body=body, since=date(2016, 1, 1), reason="测试"
        )
        self.clients.setdefault(called or office, SignedIn(person))

    def __getitem__(self, who: Any) -> Client:
        return self.clients[getattr(who, "code", who)]


def worker(n: int = 1, **more: Any) -> Worker:
    """Register a worker whose key in the tests of the court is w<n>."""
    return Worker.objects.create(
        pk=n, name=f"示例职工{n}", id_number=id_number(n), phone=f"1990000{n:04d}", **more
    )


def firm(pk: int = 1, name: str = "示例建筑有限公司", **more: Any) -> Employer:
    """Register the employer that is e<pk> in the tests of the court."""
    return Employer.objects.create(pk=pk, name=name, region_id=COUNTY, **more)


def represented(employer: Employer) -> Person:
    """Let somebody act for an employer at the portal."""
    person = Person.objects.create_user("firm", name="示例经办人", phone=FIRM_PHONE)
    EmployerUser.objects.create(
        person=person, employer=employer, role="clerk", since=date(2020, 1, 1)
    )
    return person
