"""The people of a brigade at the desk, with browsers; an employer with an account, a worker with a phone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils.timezone import localdate, now

from tongzhou.lines.inspection import offices
from tongzhou.lines.inspection.tests.brigade import COUNTY, Brigade
from tongzhou.procedure.models import Case, Proposal
from tongzhou.procedure.tests.cast import a_region
from tongzhou.registry import certifying
from tongzhou.registry.models import (
    Appointment,
    Body,
    Employer,
    EmployerUser,
    Person,
    Region,
    Worker,
)

STAFF = {
    201: ("bateer", "巴特尔", offices.INSPECTOR),
    202: ("lizhiqiang", "李志强", offices.INSPECTOR),
    203: ("saren", "萨仁", offices.HEAD),
    204: ("gaowa", "高娃", offices.LEGAL),
}


@dataclass
class Seat:
    """Somebody with a browser."""

    person: Person
    client: Client

    def reads(self, url: str) -> str:
        """Open a page that is there, and return what it says."""
        answer = self.client.get(url)
        assert answer.status_code == 200, (url, answer.status_code)
        text = answer.content.decode()
        assert "<c-" not in text
        return text

    def sends(self, url: str, data: dict[str, Any]) -> HttpResponse:
        return self.client.post(url, data)  # type: ignore[return-value]

    def does(self, url: str, data: dict[str, Any]) -> HttpResponse:
        """Send a form that is taken."""
        answer = self.sends(url, data)
        assert answer.status_code in (302, 303), (url, _said(answer))
        return answer


def _said(answer: HttpResponse) -> str:
    text = answer.content.decode()
    return (
        text[text.find('role="alert"') : text.find('role="alert"') + 600]
        + text[text.find('class="err"') : text.find('class="err"') + 300]
    )


@dataclass
class Station(Brigade):
    """A brigade whose people sit at the desk, and a firm that is registered."""

    seats: dict[int, Seat] = field(default_factory=dict)

    def __post_init__(self) -> None:
        Brigade.__init__(self)
        a_region(COUNTY)
        Region.objects.filter(code=COUNTY).update(name="土默特右旗", short_name="土右旗")
        self.body = Body.objects.create(
            kind="hrss", name="土默特右旗人力资源和社会保障局", short_name="土右旗人社局",
            region_id=COUNTY, document_prefix="土人社",
        )  # fmt: skip
        for number, (username, name, office) in STAFF.items():
            person = Person(pk=number, username=username, name=name, is_staff=True)
            person.set_unusable_password()
            person.save(force_insert=True)
            Appointment.objects.create(
                person=person, office=office.code, body=self.body, since=date(2020, 1, 1)
            )
            if office is offices.INSPECTOR:
                certifying.certify(
                    person, number=f"示例{number}", body=self.body, since=date(2024, 1, 1),
                    until=date(2035, 12, 31), by=None, at=now(),
                )  # fmt: skip
            client = Client()
            client.force_login(person)
            self.seats[number] = Seat(person, client)
        self.firm = Employer.objects.create(
            pk=1,
            name="示例建筑有限公司",
            region_id=COUNTY,
            legal_representative="王示例",
            headcount=50,
        )

    @property
    def one(self) -> Seat:
        return self.seats[201]

    @property
    def two(self) -> Seat:
        return self.seats[202]

    @property
    def head(self) -> Seat:
        return self.seats[203]

    @property
    def legal(self) -> Seat:
        return self.seats[204]

    @property
    def today(self) -> date:
        return localdate()

    def confirmed(self, case: Case) -> None:
        """Let the second officer confirm what waits."""
        waiting = Proposal.objects.filter(case=case, ended_at=None).get()
        self.two.does(f"/desk/case/{case.uid}/together/{waiting.uid}/", {"answer": "confirm"})

    def firm_user(self) -> Client:
        """Return the browser of somebody who acts for the firm, signed in."""
        person = Person.objects.create_user("firm", name="王示例")
        EmployerUser.objects.create(person=person, employer=self.firm, since=date(2020, 1, 1))
        client = Client()
        client.force_login(person)
        return client

    def worker(self, name: str = "示例职工") -> Worker:
        return Worker.objects.create(name=name, phone="19900000001")
