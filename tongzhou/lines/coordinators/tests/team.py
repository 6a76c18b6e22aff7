"""The standing cast: a department, a union that nominates, two coordinators on the phone, three employers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from tongzhou.lines.coordinators import offices
from tongzhou.lines.coordinators.contact import facts as contact
from tongzhou.lines.coordinators.contact.procedure import CODE as CONTACT
from tongzhou.lines.coordinators.person import facts
from tongzhou.lines.coordinators.person.procedure import CODE as PERSON
from tongzhou.lines.coordinators.visit import facts as visiting
from tongzhou.lines.coordinators.visit.procedure import CODE as VISIT
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.door import Door
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case, Entry
from tongzhou.procedure.tests.cast import a_region
from tongzhou.procedure.tests.seats import Someone, appointed
from tongzhou.registry.models import Body, Employer, EmployerUser, Person, Region

COUNTY = "150221"
LONG = "阿拉坦其其格·哈斯额尔德尼"  # a name of thirteen characters with the dot
BODIES = {
    "hrss": ("土默特右旗人力资源和社会保障局", "土右旗人社局", "土人社"),
    "union": ("土默特右旗总工会", "土右旗总工会", "土工发"),
    "fic": ("土默特右旗工商业联合会", "土右旗工商联", "土联发"),
}
PEOPLE = {
    301: ("gaowa", "高娃", offices.MANAGER, "hrss"),
    302: ("qiqige", "其其格", offices.SPONSOR, "union"),
    303: ("haozhiqiang", "郝志强", offices.SPONSOR, "fic"),
    304: ("suhe", "苏和", offices.COORDINATOR, "union"),
    305: ("alatan", LONG, offices.COORDINATOR, "union"),
}
FIRMS = {1: "示例煤业有限责任公司", 2: "示例乳业有限公司", 3: "示例物流有限公司"}


class Team:
    """The people of a banner, and short ways to say who does what."""

    def __init__(self) -> None:
        self.door = Door(calendar_now())
        self.on: date = localdate()
        a_region(COUNTY)
        Region.objects.filter(code=COUNTY).update(name="土默特右旗", short_name="土右旗")
        self.bodies = {
            kind: Body.objects.create(
                kind=kind, name=name, short_name=short, document_prefix=prefix, region_id=COUNTY
            )
            for kind, (name, short, prefix) in BODIES.items()
        }
        self.seats: dict[int, Someone] = {}
        for number, (username, name, office, kind) in PEOPLE.items():
            self.seats[number] = appointed(
                username, name, office.code, self.bodies[kind], pk=number, phone=f"19900000{number}"
            )
        self.firms = [
            Employer.objects.create(pk=pk, name=name, region_id=COUNTY, headcount=150)
            for pk, name in FIRMS.items()
        ]

    @property
    def chief(self) -> Someone:
        return self.seats[301]

    @property
    def union(self) -> Someone:
        return self.seats[302]

    @property
    def chamber(self) -> Someone:
        return self.seats[303]

    @property
    def suhe(self) -> Someone:
        return self.seats[304]

    @property
    def alatan(self) -> Someone:
        return self.seats[305]

    def ago(self, days: int) -> date:
        return self.on - timedelta(days=days)

    def actor(self, number: int) -> Actor:
        return self.seats[number].actor

    def opens(self, number: int, code: str, stated: Facts, on: date | None = None) -> Case:
        return self.door.open_case(
            code, by=self.actor(number), at=now(), region=COUNTY, facts=stated, happened_on=on
        )

    def does(
        self,
        number: int,
        case: Case,
        act: str,
        stated: Facts | None = None,
        *about: str,
        on: date | None = None,
    ) -> Entry:
        case.refresh_from_db()
        return self.door.act(
            case, act, by=self.actor(number), at=now(), facts=stated, about=about, happened_on=on
        )  # fmt: skip

    def enrolled(self, number: int = 304, *firms: int) -> Case:
        """Return a coordinator of the union on record and appointed, serving these employers."""
        key = f"coordinator/{number}"
        said = facts.Nomination(
            names={key: PEOPLE[number][1]}, group="工会", sponsor=BODIES["union"][1], mongolian=number == 305
        )  # fmt: skip
        case = self.opens(302, PERSON, said, self.ago(100))
        self.does(301, case, "register", facts.Opinion(), on=self.ago(99))
        self.does(301, case, "appoint", facts.Appointed(since=self.ago(98)), on=self.ago(98))
        if firms:
            named = {f"employer/e{n}": FIRMS[n] for n in firms}
            stated = facts.Serving(employers=named, since=self.ago(97))
            self.does(302, case, "serve", stated, key, on=self.ago(97))
        return case

    def arranged(self, firm: int = 1, number: int = 304, **more: Any) -> Case:
        """Return a visit that the chief has arranged."""
        names = {f"employer/e{firm}": FIRMS[firm], f"coordinator/{number}": PEOPLE[number][1]}
        stated = visiting.Arranged(names=names, **({"source": "上级交办"} | more))
        return self.opens(301, VISIT, stated)

    def visited(self, on: date, firm: int = 1, number: int = 304, **more: Any) -> Case:
        """Return a visit made on a day."""
        names = {f"employer/e{firm}": FIRMS[firm], f"coordinator/{number}": PEOPLE[number][1]}
        case = self.opens(number, VISIT, visiting.Arranged(names=names, source="自行安排"), on)
        said = visiting.Visit(**({"work": "走访", "place": "厂区办公室"} | more))
        self.does(number, case, "visit", said, on=on)
        return case

    def contacted(self, firm: int = 1, number: int = 304) -> Case:
        """Return a contact employer, looked after by a coordinator."""
        names = {f"employer/e{firm}": FIRMS[firm], f"coordinator/{number}": PEOPLE[number][1]}
        said = contact.Chosen(
            names=names, why="用工规模大", contact="王示例", cycle="每月", since=self.ago(200)
        )
        return self.opens(301, CONTACT, said, self.ago(200))

    def firm_user(self, firm: int = 1) -> Client:
        """Return the browser of somebody who acts for an employer, signed in."""
        person = Person.objects.create_user("firm", name="王示例")
        EmployerUser.objects.create(person=person, employer_id=firm, since=date(2020, 1, 1))
        client = Client()
        client.force_login(person)
        return client


def field(name: str, *args: Any) -> str:
    """Return the address of a page on the phone."""
    return reverse(f"coordinators-field:{name}", args=args)


def desk(name: str, *args: Any) -> str:
    """Return the address of a page of the keepers."""
    return reverse(f"coordinators:{name}", args=args)
