"""The cases and the people of the scope tests.

For every procedure of the house, a case in every state its drawn lives reach or its declaration knows; for every
office with business there, somebody who holds it here and somebody who holds it elsewhere; beside them the
recused, the assigned, those of other offices and of none.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker

from tongzhou.config import urls
from tongzhou.law import CALENDAR
from tongzhou.portal.views import home
from tongzhou.procedure import catalogue, journal
from tongzhou.procedure.declare import Office
from tongzhou.procedure.examples.line import EXAMPLES
from tongzhou.procedure.models import Case, ClockRow, Entry, ShareRow, SubjectRow
from tongzhou.procedure.project import write
from tongzhou.procedure.scope import places
from tongzhou.procedure.tests.cast import a_region
from tongzhou.procedure.tests.lives import ALL, Life, lives
from tongzhou.procedure.view import end_of
from tongzhou.registry.models import Appointment, Body, Person

HERE, THERE = "150221", "150303"  # a banner of Baotou, a district of Wuhai
FAR = {2: "65", 4: "1503", 6: THERE, 9: "150303001", None: THERE}
NEAR = {2: "15", 4: "1502", 6: HERE, 9: "150221001", None: HERE}
FIRST_NUMBER = 900_000  # of a person: no drawn word happens to be one
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
UID = re.compile(r"[0-9a-f]{16}")


@dataclass(eq=False)
class Member:
    """Somebody of the cast, and what the oracle needs to know of them."""

    person: Person
    office: Office | None
    region: str = ""
    concerned: frozenset[str] = frozenset()  # procedures in which the office has business
    barred: set[int] = field(default_factory=set)  # recused from these
    handed: set[int] = field(default_factory=set)  # assigned to these

    def may_see(self, case: Case, shared: dict[int, str]) -> bool:
        """Say who sees what, as the house has it: office, region, recusal, hand-over."""
        if self.office is None or case.pk in self.barred:
            return False
        concerned = case.procedure in self.concerned
        near = case.region.startswith(self.region)
        sent = shared.get(case.pk, "").startswith(self.region) and case.pk in shared
        by_office = concerned and (near or sent) and not self.office.named
        return case.pk in self.handed or by_office


@dataclass
class World:
    """The cases and the people, and the answers they should get."""

    cases: list[Case]
    cast: list[Member]
    shared: dict[int, str]
    record: Callable[[str, object], None]
    asked: int = 0
    clients: dict[int, Client] = field(default_factory=dict)

    def signed_in(self, member: Member) -> Client:
        """Return the browser of a member, who signs in once."""
        if member.person.pk not in self.clients:
            client = self.clients[member.person.pk] = Client()
            client.force_login(member.person, backend=BACKEND)
        return self.clients[member.person.pk]

    def seen_by(self, member: Member) -> set[str]:
        """Return the public names of the cases this member may see."""
        return {c.uid for c in self.cases if member.may_see(c, self.shared)}

    def expect(self, right: bool, *told: Any) -> None:
        """Count one question, and have it answered rightly."""
        self.asked += 1
        assert right, told

    def some(self) -> list[Member]:
        """Return those who sit down at a browser: three offices of each procedure, the odd ones, nobody."""
        chosen: dict[Member, None] = {}
        for code in sorted({c.procedure for c in self.cases}):
            with_business = [m for m in self.cast if m.office and code in business(m.office)]
            places = [m for m in with_business if m.region.startswith(HERE[:2])][:2]
            chosen |= dict.fromkeys([*places, *with_business[-2:]])
        odd = [m for m in self.cast if m.barred or m.handed or m.office is None]
        return list(chosen | dict.fromkeys([*odd[:4], *odd[-4:]]))

    def done(self) -> None:
        """Put the number of questions on record, for the line at the end of the run."""
        self.record("scope_questions", self.asked)


def business(office: Office) -> list[str]:
    return catalogue.concerned(office.code)


@cache
def a_life_for_each_state(code: str) -> list[Life]:
    """Draw lives of a procedure, and keep one for each state they end in."""
    found: dict[str, Life] = {}

    @settings(
        max_examples=12,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def drawing(data: Any) -> None:
        life = data.draw(lives(code, length=10))
        found.setdefault(life.view.state, life)

    drawing()
    return list(found.values())


def a_case(life: Life, region: str, state: str = "") -> Case:
    """Put a life into the tables: its journal, its rows. `state` moves only the column of lists."""
    case = Case(
        procedure=life.procedure.code,
        version=life.procedure.version,
        region=region,
        head=journal.NOTHING_BEFORE,
        **places(region),
    )
    case.save()
    for r in life.records:
        entry = Entry(
            case=case,
            seq=r.seq,
            act=r.act,
            version=r.version,
            actors=list(r.actors),
            names=list(r.actors),
            office=r.office,
            region=region,
            happened_on=r.happened_on,
            recorded_at=r.recorded_at,
            about=list(r.about),
            facts=r.facts,
            before=case.head,
        )
        entry.digest = case.head = journal.digest_of(entry, before=case.head, case=case.uid)
        entry.save()
    life.view.region = region
    life.view.regions = {region}
    write(case, life.view, CALENDAR, fresh=True)
    case.title = f"示例{case.uid}"
    case.state = state or case.state
    case.save()
    return case


def members(codes: list[str]) -> list[Member]:
    """Appoint, for every office with business in these procedures, one here and one elsewhere."""
    offices: dict[str, Office] = {}
    for code in codes:
        for version in catalogue.versions_of(code).values():
            offices |= version.offices
    cast = [appointed(o, region[o.level]) for o in offices.values() for region in (NEAR, FAR)]
    nobody = Person.objects.create_user("nobody", name="无职务", is_staff=True)
    return [*cast, Member(nobody, None)]


def appointed(office: Office, code: str) -> Member:
    region = a_region(code)
    body, _ = Body.objects.get_or_create(
        region=region, name=f"{code}示例机构", defaults={"kind": "hrss", "short_name": code}
    )
    person = Person.objects.create_user(
        f"{office.code}-{code}",
        name=f"示例{office.label}",
        is_staff=True,
        pk=FIRST_NUMBER + Person.objects.count(),
    )
    Appointment.objects.create(person=person, office=office.code, body=body, since=date(2020, 1, 1))
    return Member(person, office, code, frozenset(business(office)))


def everything() -> World:
    """Make the cases and the cast, as they stand at the beginning of each test."""
    codes = sorted(set(catalogue.codes()) & set(ALL))
    for code in (HERE, THERE, "150221001"):
        a_region(code)
    cases: list[Case] = []
    for code in codes:
        drawn = a_life_for_each_state(code)
        cases += [a_case(life, HERE) for life in drawn]
        reached = {life.view.state for life in drawn}
        rest = [s for s in catalogue.newest(code).states if s not in reached]
        cases += [a_case(drawn[0], HERE, state) for state in rest]
        cases += [a_case(drawn[0], THERE), a_case(drawn[0], "150221001")]
    cast = members(codes)
    shared = {cases[0].pk: THERE, cases[-1].pk: THERE}
    for pk, region in shared.items():
        ShareRow.objects.create(case_id=pk, region=region, **places(region))
    for member in cast[::5]:
        if member.office:
            recuse(member, [c for c in cases if member.may_see(c, shared)][:2])
    for member in cast[1::5]:
        if member.office:
            assign(member, [c for c in cases if not member.may_see(c, shared)][:2])
    for member in cast:
        owe(member, cases)
    return World(cases, cast, shared, print)


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:  # noqa: ARG001
    """Make the world once for all tests of a module; what one of them changes is undone after it."""
    catalogue.enter(EXAMPLES)
    with django_db_blocker.unblock(), transaction.atomic():
        yield everything()
        transaction.set_rollback(True)
    catalogue.strike(EXAMPLES.code)


@pytest.fixture
def world(made: World, db: None, record_property: Any) -> World:  # noqa: ARG001
    """Give a test the world, and nobody signed in to it yet."""
    return replace(made, record=record_property, asked=0, clients={})


@pytest.fixture
def one_missing_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw the page of a wrong address once for each person: they ask for thousands, and it stays the same."""
    told: set[object] = set()

    def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
        asked = (request.user.pk, type(exception))
        if asked in told:
            return HttpResponseNotFound()
        told.add(asked)
        return home.not_found(request, exception)

    monkeypatch.setattr(urls, "handler404", not_found)


def owe(member: Member, cases: list[Case]) -> None:
    """Let a time run in a case of this member's region that their office must keep, whoever holds it."""
    office = member.office
    mine = (c for c in cases if office and c.procedure in business(office))
    case = next((c for c in mine if c.region.startswith(member.region)), None)
    if office is None or case is None:
        return
    ClockRow.objects.update_or_create(
        case=case,
        limit="owed",
        about=f"{office.code}/{member.region}",
        defaults={"owes": office.code, "region": member.region, "is_running": True}
        | {"start": date(2019, 12, 1), "due": date(2020, 1, 1), "due_at": end_of(date(2020, 1, 1))},
    )


def recuse(member: Member, cases: list[Case]) -> None:
    """Bar somebody from cases they would see."""
    for case in cases:
        _carry(member, case, sees=False)
        member.barred.add(case.pk)


def assign(member: Member, cases: list[Case]) -> None:
    """Hand somebody cases they would not see."""
    for case in cases:
        _carry(member, case, sees=True)
        member.handed.add(case.pk)


def _carry(member: Member, case: Case, *, sees: bool) -> None:
    SubjectRow.objects.create(
        case=case,
        key=f"officer/{member.person.pk}",
        kind="officer",
        state="assigned" if sees else "recused",
        since=case.opened_on or date(2026, 3, 2),
        registry="person",
        ref=str(member.person.pk),
        sees=sees,
    )


def text_of(response: Any) -> str:
    """Return all that a page or a file says."""
    content = b"".join(response) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "".join(book.read(n).decode("utf-8", "ignore") for n in book.namelist())
    return str(content.decode("utf-8", "ignore"))
