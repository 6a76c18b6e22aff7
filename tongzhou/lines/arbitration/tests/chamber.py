"""The people of a court who sit at the desk, with browsers; and the parties, with phones."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils.timezone import localdate, now

from tongzhou.lines.arbitration import facts, offices
from tongzhou.lines.arbitration.models import Room
from tongzhou.lines.arbitration.tests.court import COUNTY, FIRM, Court, item
from tongzhou.procedure.models import Case
from tongzhou.procedure.tests.cast import a_region
from tongzhou.procedure.tests.seats import Seat, appointed
from tongzhou.registry.models import Body, Employer, EmployerUser, OutboxMessage, Person, Worker

# The numbers are those under which `court.py` lets them act.
STAFF = {
    101: ("wurina", "乌日娜", offices.CLERK),
    102: ("suhe", "苏和", offices.ARBITRATOR),
    103: ("chaolu", "朝鲁", offices.HEAD),
    104: ("hasi", "哈斯", offices.CHAIR),
    105: ("mingan", "明安", offices.ARBITRATOR),
    106: ("tuya", "图雅", offices.ARBITRATOR),
}


def ago(days: int) -> str:
    """Return the day so many days before today, as the court writes it."""
    return (localdate() - timedelta(days=days)).isoformat()


@dataclass
class Chamber(Court):
    """A court whose people sit at the desk."""

    seats: dict[int, Seat] = field(default_factory=dict)

    def __post_init__(self) -> None:
        Court.__init__(self)
        a_region(COUNTY)
        self.body = Body.objects.create(
            kind="arbitration", name="示例旗劳动人事争议仲裁委员会", short_name="达茂旗仲裁委",
            region_id=COUNTY, document_prefix="达劳人仲",
        )  # fmt: skip
        for number, (username, name, office) in STAFF.items():
            self.sits_down(number, username, name, office.code, self.body)

    def sits_down(self, number: int, username: str, name: str, office: str, body: Body) -> Seat:
        """Appoint somebody, and give them a browser."""
        self.seats[number] = appointed(username, name, office, body, pk=number)
        return self.seats[number]

    @property
    def clerk(self) -> Seat:
        return self.seats[101]

    @property
    def arbitrator(self) -> Seat:
        return self.seats[102]

    @property
    def head(self) -> Seat:
        return self.seats[103]

    def room(self, name: str = "第一仲裁庭") -> Room:
        return Room.objects.create(
            body=self.body, name=name, added_by=self.clerk.person, added_at=now()
        )

    def tried(self, days: int = 10, **more: Any) -> Case:
        """Return a simple case of one worker, taken so many days ago."""
        return self.simple(ago(days), **more)

    def with_parties(self, days: int = 10, *, n: int = 1) -> tuple[Case, list[Worker], Employer]:
        """Return a case whose parties are in the registers and have phones."""
        workers = [
            Worker.objects.create(name=f"示例职工{i}", phone=f"139{i:08d}", id_number=number(i))
            for i in range(1, n + 1)
        ]
        firm = Employer.objects.create(name="示例建筑有限公司", region_id=COUNTY)
        clerk = Person.objects.create_user("firm", name="王经办", phone="13700000001")
        EmployerUser.objects.create(
            person=clerk, employer=firm, role=EmployerUser.Role.CLERK, since=date(2020, 1, 1)
        )
        names = {f"claimant/w{w.pk}": w.name for w in workers} | {
            f"respondent/e{firm.pk}": firm.name
        }
        claims = {f"claimant/w{w.pk}": (item("wages", 9_600),) for w in workers}
        case = self.door.open_case(
            "arbitration.dispute",
            by=self.who(offices.CLERK),
            at=now() - timedelta(days=days),
            region=COUNTY,
            facts=facts.Application(names=names, claims=claims, story="拖欠工资。"),
        )
        ground = facts.SimpleAcceptance(ground="双方同意", suited=True)
        self.does(case, "accept_simple", offices.CLERK, ago(days), ground)
        self.sits(case, ago(days))
        return case, workers, firm


@dataclass
class Phone:
    """A party with a phone and a browser."""

    phone: str
    client: Client = field(default_factory=Client)

    def shows_who(self, serial: int) -> Phone:
        """Show phone and identity number, as a worker."""
        self.client.post("/mine/", {"phone": self.phone, "number": number(serial)})
        return self._types_code()

    def acts_for_employer(self) -> Phone:
        """Show the phone of somebody who acts for an employer."""
        self.client.post("/mine/employer/", {"phone": self.phone})
        return self._types_code()

    def _types_code(self) -> Phone:
        sent = OutboxMessage.objects.latest("at", "id")
        assert sent.phone.open() == self.phone
        found = re.search(r"\d{6}", str(sent.text))
        assert found
        self.client.post("/mine/code/", {"code": found[0]})
        return self

    def opens(self, url: str) -> HttpResponse:
        answer = self.client.get(url)
        if answer.streaming:
            answer.close()  # a file that was taken
        return answer  # type: ignore[return-value]

    def reads(self, url: str) -> str:
        answer = self.opens(url)
        assert answer.status_code == 200, (url, answer.status_code)
        text = answer.content.decode()
        assert "<c-" not in text
        return text

    def sends(self, url: str, data: dict[str, Any]) -> HttpResponse:
        return self.client.post(url, data)  # type: ignore[return-value]


def number(serial: int) -> str:
    """Return an identity number that could be one, of nobody."""
    from tongzhou.registry.identity import check_character

    seventeen = f"15022119800101{serial:03d}"
    return seventeen + check_character(seventeen)


def page(case: Case, what: str) -> str:
    """Return the address of a page of the trial."""
    return f"/desk/p/arbitration/trial/{case.uid}/{what}"


__all__ = ["FIRM", "Chamber", "Phone", "Seat", "ago", "number", "page"]
