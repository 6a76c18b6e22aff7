"""Two banners and their people, two employers, a clerk and an agency with phones, workers with numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils.timezone import localdate, now

from tongzhou.law.reckoning import add_months
from tongzhou.lines.filing import declaring
from tongzhou.lines.filing.declaring import Declarer
from tongzhou.lines.filing.models import Employment
from tongzhou.procedure.tests.cast import a_region
from tongzhou.procedure.tests.seats import SignedIn
from tongzhou.registry import credit_code, identity
from tongzhou.registry.models import Appointment, Body, Employer, EmployerUser, Person, Region

HERE, THERE = "150221", "150123"
PEOPLE = {
    "officer": ("通拉嘎", "filing_officer", HERE),
    "chief": ("陈立民", "filing_chief", HERE),
    "neighbour": ("苏德", "filing_officer", THERE),
    "league": ("敖日格乐", "filing_chief", "1502"),
    "inspector": ("巴特尔", "inspector", HERE),
    "inspector_there": ("李志强", "inspector", THERE),
    "mediator": ("斯琴", "mediator", HERE),
    "nobody": ("新来的", "", HERE),
}


def number(n: int, *, born: date = date(1988, 5, 4)) -> str:
    """Return an identity number nobody bears."""
    seventeen = f"150221{born:%Y%m%d}{n:03d}"
    return seventeen + identity.check_character(seventeen)


def code(n: int) -> str:
    """Return a credit code nobody bears."""
    seventeen = f"91150221MA0T{n:05d}"
    return seventeen + credit_code.check_character(seventeen)


def terms(**more: Any) -> dict[str, Any]:
    """Return terms with which nothing is wrong: three years from twenty days ago, well paid, on paper."""
    start = localdate() - timedelta(days=20)
    plain: dict[str, Any] = {
        "region_id": HERE, "kind": "full", "using_uscc": "", "using_name": "", "platform_class": "",
        "job": "装配", "written": "paper", "contract_number": "", "econtract": "", "signed_on": start,
        "term": "fixed", "starts_on": start, "ends_on": add_months(start, 36) - timedelta(days=1),
        "probation_until": None, "pay": 500_000, "pay_basis": "month", "weekly_hours": 40, "insured": True,
    }  # fmt: skip
    return plain | more


@dataclass
class Seat:
    """Somebody with a browser."""

    person: Person | None = None
    client: Client = field(default_factory=Client)

    def reads(self, url: str) -> str:
        """Open a page that is there, and return what it says."""
        answer = self.client.get(url)
        assert answer.status_code == 200, (url, answer.status_code)
        return answer.content.decode()

    def sends(self, url: str, **data: Any) -> HttpResponse:
        """Send a form."""
        return self.client.post(url, data)  # type: ignore[return-value]

    def shows_phone(self, start: str, code_page: str, **data: Any) -> None:
        """Give what is asked, and the code that a demonstration shows."""
        assert self.sends(start, **data).status_code == 302
        found = re.search(r"验证码(\d{6})", self.reads(code_page))
        assert found
        assert self.sends(code_page, code=found[1]).status_code == 302


class Town:
    """Everybody and everything the tests of the line need."""

    def __init__(self) -> None:
        for place in (HERE, THERE):
            a_region(place)
        Region.objects.filter(code=HERE).update(name="土默特右旗", short_name="土右旗")
        self.bodies = {
            place: Body.objects.create(
                kind="hrss", name=f"人社局{place}", short_name="人社局", region_id=place,
                document_prefix="人社",
            )
            for place in (HERE, THERE, "1502")
        }  # fmt: skip
        self.seats: dict[str, Seat] = {}
        for who, (name, office, place) in PEOPLE.items():
            person = Person.objects.create_user(who, name=name, is_staff=True)
            if office:
                Appointment.objects.create(
                    person=person, office=office, body=self.bodies[place], since=date(2020, 1, 1)
                )
            self.seats[who] = Seat(person, SignedIn(person))
        self.firm = self._firm(1, "示例奶食品有限公司", headcount=10)
        self.other = self._firm(2, "示例皮革有限公司")
        self.clerk = self._acts("13900000001", self.firm, EmployerUser.Role.CLERK)
        self.agency = self._acts("13900000002", self.other, EmployerUser.Role.AGENT)

    def _firm(self, n: int, name: str, **more: Any) -> Employer:
        return Employer.objects.create(uscc=code(n), name=name, region_id=HERE, **more)

    def _acts(self, phone: str, firm: Employer, role: EmployerUser.Role) -> Person:
        person = Person.objects.create_user(phone, name=f"经办{phone[-1]}", phone=phone)
        EmployerUser.objects.create(person=person, employer=firm, role=role, since=date(2024, 1, 1))
        return person

    def __getattr__(self, who: str) -> Seat:
        try:
            return self.__dict__["seats"][who]
        except KeyError as error:
            raise AttributeError(who) from error

    @property
    def by(self) -> Declarer:
        """The clerk of the first employer, today."""
        return Declarer(self.clerk, Employment.Source.PORTAL, now(), localdate())

    def hires(
        self, n: int = 1, *, firm: Employer | None = None, phone: str = "", **more: Any
    ) -> Employment:
        """Let an employer declare worker n."""
        return declaring.hire(
            firm or self.firm, number=number(n), name="萨如拉", phone=phone or f"1370000{n:04d}",
            terms=terms(**more), by=self.by,
        ).row  # fmt: skip

    def at_phone(self, phone: str = "13900000001") -> Seat:
        """Return somebody who acts for an employer, at the portal, with the phone shown."""
        seat = Seat()
        seat.shows_phone("/mine/employer/", "/mine/code/", phone=phone)
        return seat

    def worker_at_phone(self, n: int, phone: str) -> Seat:
        """Return a worker at the portal, with phone and number shown."""
        seat = Seat()
        seat.shows_phone(
            "/p/filing/worker/", "/p/filing/worker/code/", phone=phone, number=number(n)
        )
        return seat
