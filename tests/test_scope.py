"""Who sees what, asked of everybody about everything.

For every procedure of the house, a case in every state its drawn lives reach or its declaration knows;
for every office with business there, somebody who holds it for the region of the case and somebody who
holds it elsewhere; beside them the recused, the assigned, those of other offices and of none. An oracle
of six lines says who may see what; every way of obtaining cases must say the same.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from django.urls.converters import IntConverter
from django.utils.timezone import localdate, now
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tongzhou.law import CALENDAR
from tongzhou.procedure import catalogue, journal, search
from tongzhou.procedure.declare import Office
from tongzhou.procedure.models import Case, Entry, ShareRow, SubjectRow
from tongzhou.procedure.project import write
from tongzhou.procedure.scope import places, sight_of
from tongzhou.procedure.tests.cast import a_region
from tongzhou.procedure.tests.lives import ALL, Life, lives
from tongzhou.registry.models import Appointment, Body, Person

HERE, THERE = "150221", "150303"  # a banner of Baotou, a district of Wuhai
FAR = {2: "65", 4: "1503", 6: THERE, 9: "150303001", None: THERE}
NEAR = {2: "15", 4: "1502", 6: HERE, 9: "150221001", None: HERE}
FIRST_NUMBER = 900_000  # of a person: no drawn word happens to be one
UID = re.compile(r"[0-9a-f]{16}")


@dataclass(eq=False)
class Member:
    """Somebody of the cast, and what the oracle needs to know of them."""

    person: Person
    office: Office | None
    region: str = ""
    barred: set[int] = field(default_factory=set)  # recused from these
    handed: set[int] = field(default_factory=set)  # assigned to these

    def may_see(self, case: Case, shared: dict[int, str]) -> bool:
        """Say who sees what, as the house has it: office, region, recusal, hand-over."""
        if self.office is None or case.pk in self.barred:
            return False
        concerned = case.procedure in catalogue.concerned(self.office.code)
        near = case.region.startswith(self.region)
        sent = shared.get(case.pk, "").startswith(self.region) and case.pk in shared
        return case.pk in self.handed or (concerned and (near or sent))


@dataclass
class World:
    """The cases and the people, and the answers they should get."""

    cases: list[Case]
    cast: list[Member]
    shared: dict[int, str]
    record: Callable[[str, object], None]
    asked: int = 0

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
            with_business = [m for m in self.cast if m.office and code in _business(m.office)]
            places = [m for m in with_business if m.region.startswith(HERE[:2])][:2]
            chosen |= dict.fromkeys([*places, *with_business[-2:]])
        odd = [m for m in self.cast if m.barred or m.handed or m.office is None]
        return list(chosen | dict.fromkeys([*odd[:4], *odd[-4:]]))

    def done(self) -> None:
        """Put the number of questions on record, for the line at the end of the run."""
        self.record("scope_questions", self.asked)


def _business(office: Office) -> list[str]:
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
    return Member(person, office, code)


@pytest.fixture
def world(db: None, examples: None, record_property: Any) -> World:  # noqa: ARG001
    """Make the cases and the cast."""
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
    return World(cases, cast, shared, record_property)


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


def test_every_query_gives_everybody_exactly_what_they_may_see(world: World) -> None:
    today = localdate(now())
    assert len({(c.procedure, c.state) for c in world.cases}) >= sum(
        len(catalogue.newest(code).states) for code in catalogue.codes()
    )
    for member in world.cast:
        sight = sight_of(member.person, on=today)
        seen = set(Case.objects.visible_to(sight).values_list("uid", flat=True))
        should = world.seen_by(member)
        for case in world.cases:
            world.expect((case.uid in seen) == (case.uid in should), member, case.procedure)
    world.done()


def test_search_finds_for_everybody_only_what_they_may_see(world: World) -> None:
    today = localdate(now())
    for member in world.cast:
        sight = sight_of(member.person, on=today)
        may = {c.pk for c in world.cases if member.may_see(c, world.shared)}
        for text in ("示例", "规程", "202"):
            found = set(search.ids(sight, text, limit=500))
            world.expect(found <= may, member, text, found - may)
    world.done()


def lists() -> list[str]:
    """Return the pages of the desk that list, count, sort, export or find cases."""
    codes = sorted(catalogue.codes())
    every = reverse("desk:cases")
    found = [
        reverse("desk:day"),
        every,
        f"{every}?status=all",
        f"{every}?status=all&order=opened",
        f"{every}?status=all&order=-opened",
        f"{every}?status=all&format=csv",
        f"{every}?status=all&format=xlsx",
        f"{every}?status=all&region={HERE}",
        reverse("desk:search") + "?q=示例",
        reverse("desk:notices"),
        reverse("desk:registers"),
    ]
    return found + [reverse("desk:list", args=[code]) + "?status=all" for code in codes]


def text_of(response: Any) -> str:
    """Return all that a page or a file says."""
    content = b"".join(response) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "".join(book.read(n).decode("utf-8", "ignore") for n in book.namelist())
    return str(content.decode("utf-8", "ignore"))


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_no_list_sort_export_or_search_page_names_a_case_to_whom_it_is_none_of_their_business(
    world: World,
) -> None:
    every = {c.uid for c in world.cases}
    shown: set[str] = set()
    for member in world.some():
        client, may = signed_in(member), world.seen_by(member)
        for url in lists():
            response = client.get(url)
            assert response.status_code in (200, 404), (url, response.status_code)
            named = set(UID.findall(text_of(response))) & every
            world.expect(named <= may, member, url, named - may)
            shown |= named
    world.done()
    assert len(shown) > len(every) / 2  # the lists do show cases to those who may see them


def addresses(case: Case) -> list[str]:
    """Return every address of the desk that names a case."""
    from tongzhou.desk.urls import urlpatterns

    known = {"code": "open", "text": "plan", "form": "docx", "digest": "0" * 64}
    found = []
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        kinds = pattern.pattern.converters
        if "uid" in kinds:
            made = {n: 0 if isinstance(c, IntConverter) else "x" for n, c in kinds.items()}
            kwargs = made | {n: v for n, v in known.items() if n in kinds} | {"uid": case.uid}
            found.append(reverse(f"desk:{pattern.name}", kwargs=kwargs))
    return found


def test_every_address_of_a_case_is_404_to_whoever_may_not_see_it(world: World) -> None:
    by_procedure = {c.procedure: c for c in world.cases if c.region == HERE}
    for code, case in by_procedure.items():
        blind = [m for m in world.some() if not m.may_see(case, world.shared)]
        same_office = [m for m in blind if m.office and code in _business(m.office)][:1]
        for member in dict.fromkeys([*same_office, *blind[:1], *blind[-1:]]):
            client = signed_in(member)
            for url in addresses(case):
                world.expect(client.get(url).status_code == 404, member, url)
    world.done()


def test_nobody_who_has_not_signed_in_sees_anything(world: World) -> None:
    client = Client()
    for url in (*lists(), *addresses(world.cases[0])):
        response = client.get(url)
        world.expect(response.status_code == 302, url, response.status_code)
        world.expect(not UID.findall(text_of(response).replace(world.cases[0].uid, "")), url)
    world.done()
