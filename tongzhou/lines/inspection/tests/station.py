"""The people of a brigade at the desk, with browsers; an employer with an account, a worker with a phone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.test import Client
from django.utils.timezone import localdate, now

from tongzhou.lines.inspection import offices
from tongzhou.lines.inspection.tests.brigade import COUNTY, Brigade
from tongzhou.procedure.models import Case, Proposal
from tongzhou.procedure.tests.cast import a_region
from tongzhou.procedure.tests.seats import Seat, appointed
from tongzhou.registry import certifying
from tongzhou.registry.models import Body, Employer, EmployerUser, Person, Region, Worker

STAFF = {
    201: ("bateer", "巴特尔", offices.INSPECTOR),
    202: ("lizhiqiang", "李志强", offices.INSPECTOR),
    203: ("saren", "萨仁", offices.HEAD),
    204: ("gaowa", "高娃", offices.LEGAL),
}


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
            seat = self.seats[number] = appointed(username, name, office.code, self.body, pk=number)
            if office is offices.INSPECTOR:
                certifying.certify(
                    seat.person, number=f"示例{number}", body=self.body, since=date(2024, 1, 1),
                    until=date(2035, 12, 31), by=None, at=now(),
                )  # fmt: skip
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
