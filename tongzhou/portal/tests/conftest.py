"""The people at the portal: workers and who acts for employers, each with a phone of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.timezone import localdate, now

from tongzhou.procedure import catalogue
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.door import Door
from tongzhou.procedure.examples import dispute
from tongzhou.procedure.examples.line import EXAMPLES
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case
from tongzhou.procedure.tests.cast import CLERK, COUNTY, a_region
from tongzhou.registry.identity import check_character
from tongzhou.registry.models import (
    Employer,
    EmployerUser,
    OutboxMessage,
    Person,
    PhoneCode,
    Worker,
)

ROLE = EmployerUser.Role.CLERK


def a_number(serial: int) -> str:
    """Return an identity number that could be one, of nobody."""
    seventeen = f"15022119800101{serial:03d}"
    return seventeen + check_character(seventeen)


@dataclass
class Visitor:
    """Somebody with a phone and a browser."""

    phone: str
    client: Client = field(default_factory=Client)

    def opens(self, url: str) -> HttpResponse:
        answer = self.client.get(url)
        if answer.streaming:
            answer.close()  # a file that was taken
        return answer  # type: ignore[return-value]

    def sends(self, url: str, data: dict[str, Any] | None = None) -> HttpResponse:
        return self.client.post(url, data or {})  # type: ignore[return-value]

    def reads(self, url: str) -> str:
        """Open a page that is there, and return what it says."""
        answer = self.opens(url)
        assert answer.status_code == 200, (url, answer.status_code)
        return answer.content.decode()

    def code(self) -> str:
        """Return the code that came last on this phone."""
        message = OutboxMessage.objects.latest("at", "id")
        assert message.phone.open() == self.phone
        found = re.search(r"\d{6}", str(message.text))
        assert found
        return found[0]

    def shows_phone_for(self, case: Case) -> HttpResponse:
        """Follow a case by number and phone."""
        time_passes()
        self.sends("/follow/", {"number": case.number or case.uid, "phone": self.phone})
        return self.sends("/follow/code/", {"code": self.code()})

    def opens_own_cases(self, number: str) -> HttpResponse:
        """Show phone and identity number."""
        time_passes()
        self.sends("/mine/", {"phone": self.phone, "number": number})
        return self.sends("/mine/code/", {"code": self.code()})

    def opens_employer_cases(self) -> HttpResponse:
        """Show the phone of who acts for an employer."""
        time_passes()
        self.sends("/mine/employer/", {"phone": self.phone})
        return self.sends("/mine/code/", {"code": self.code()})

    def fills_in(self, url: str, data: dict[str, Any] | None = None) -> HttpResponse:
        """Open a form and send it with what the page itself had filled in."""
        frame = self.opens(url).context["frame"]  # type: ignore[attr-defined]
        start = {f"act-{name}": frame[name].value() for name in ("request", "seen")}
        return self.sends(url, start | (data or {}))


def time_passes() -> None:
    """Let the codes given out so far be two minutes older: the next need not wait."""
    for given in PhoneCode.objects.all():
        given.issued_at -= timedelta(minutes=2)
        given.save()


@dataclass
class World:
    """Two workers, the employer they claim from, and another employer with a branch."""

    saren: Worker
    tana: Worker
    firm: Employer
    other: Employer
    clerk: Person  # acts for the firm
    door: Door

    def visitor(self, who: Worker | Person) -> Visitor:
        return Visitor(who.phone.open())

    def dispute(self, *workers: Worker, of: Employer | None = None, accept: bool = True) -> Case:
        """Open a dispute of workers against an employer, as the clerk of the commission does."""
        workers, firm = workers or (self.saren,), of or self.firm
        names = {f"claimant/{w.pk}": w.name for w in workers}
        case = self.door.open_case(
            "example.dispute",
            by=CLERK,
            at=now(),
            region=COUNTY,
            about=(*names, f"respondent/{firm.pk}"),
            facts=dispute.Application(
                cause="追索劳动报酬",
                sums=dict.fromkeys(names, 960_000),
                names=names | {f"respondent/{firm.pk}": firm.name},
            ),
        )
        if accept:
            self.does(case, "accept")
        return case

    def does(self, case: Case, act: str, by: Actor = CLERK, **more: Any) -> None:
        self.door.act(case, act, by=by, at=now(), **more)

    def serves(self, case: Case) -> None:
        """Serve the application on the employer."""
        key = f"respondent/{self.firm.pk}"
        self.does(case, "serve", about=(key,), facts=dispute.Service(received_on=localdate()))


def a_worker(serial: int, name: str, phone: str) -> Worker:
    return Worker.objects.create(name=name, phone=phone, id_number=a_number(serial))


def an_employer(name: str, **more: Any) -> Employer:
    return Employer.objects.create(name=name, region_id=COUNTY, **more)


def acts_for(
    employer: Employer,
    name: str,
    phone: str,
    *,
    since: date | None = None,
    until: date | None = None,
) -> Person:
    """Let a new person act for an employer."""
    count = Person.objects.count()
    person = Person.objects.create_user(f"firm{count}", name=name, phone=phone)
    since = since or date(2020, 1, 1)
    EmployerUser.objects.create(
        person=person, employer=employer, role=ROLE, since=since, until=until
    )
    return person


@pytest.fixture(autouse=True)
def _files_apart(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def world(db: None) -> Iterator[World]:  # noqa: ARG001  # it asks for the database
    """Register everybody, with the examples in the catalogue."""
    known = EXAMPLES.code in catalogue.LINES
    if not known:
        catalogue.enter(EXAMPLES)
    a_region(COUNTY)
    firm = an_employer("示例建筑有限公司", uscc="91150221MA0ABCDE1X")
    yield World(
        saren=a_worker(1, "萨仁", "13900000001"),
        tana=a_worker(2, "塔娜", "13900000002"),
        firm=firm,
        other=an_employer("示例食品有限公司"),
        clerk=acts_for(firm, "王经办", "13900000003"),
        door=Door(calendar_now()),
    )
    if not known:
        catalogue.strike(EXAMPLES.code)


def page_of(case: Case) -> str:
    return f"/follow/{case.uid}/"


def act_of(case: Case, act: str) -> str:
    return f"/follow/{case.uid}/act/{act}/"


def key(worker: Worker) -> str:
    return f"claimant/{worker.pk}"
