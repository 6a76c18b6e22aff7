"""The cast of the desk's tests: people with offices in two banners, and cases of the examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.timezone import localdate, now

from tongzhou.desk import places
from tongzhou.procedure import catalogue
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.door import Door
from tongzhou.procedure.examples.line import EXAMPLES
from tongzhou.procedure.examples.plan import PARTS
from tongzhou.procedure.models import Case
from tongzhou.procedure.tests.seats import SignedIn
from tongzhou.registry.models import Appointment, Body, Person, Region

COUNTY, ELSEWHERE = "150221", "150303"
REGIONS = {
    "15": ("内蒙古自治区", "province", ""),
    "1502": ("包头市", "league", "15"),
    "1503": ("乌海市", "league", "15"),
    COUNTY: ("土默特右旗", "county", "1502"),
    "150222": ("固阳县", "county", "1502"),
    ELSEWHERE: ("海南区", "county", "1503"),
}


@dataclass
class Someone:
    """A person of the cast, with a browser."""

    person: Person
    client: Client

    def opens(self, url: str, **headers: str) -> HttpResponse:
        """Get a page."""
        return self.client.get(url, headers=headers)  # type: ignore[return-value]

    def sends(self, url: str, data: dict[str, Any], **headers: str) -> HttpResponse:
        """Post a form."""
        return self.client.post(url, data, headers=headers)  # type: ignore[return-value]

    def fills_in(self, url: str, data: dict[str, Any], **headers: str) -> HttpResponse:
        """Open a form and send it with what the page itself had filled in."""
        page = self.opens(url)
        assert page.status_code == 200, page.status_code
        frame = page.context["frame"]
        start = {
            f"act-{name}": frame[name].value() for name in ("request", "seen", "signed", "replaces")
        }
        start["act-happened_on"] = localdate().isoformat()
        start = {k: v for k, v in start.items() if v is not None}
        return self.sends(url, start | data, **headers)


@dataclass
class Cast:
    """Everybody, and the bodies they sit in."""

    bodies: dict[str, Body]
    drafter: Someone
    county: Someone
    hrss: Someone  # of the league
    union: Someone  # of the league
    inspector: Someone
    head: Someone
    elsewhere: Someone  # the same office as the drafter, another banner
    nobody: Someone  # staff without an office

    def actor(self, someone: Someone) -> Any:
        from tongzhou.desk.staff import actor_of

        return actor_of(someone.person, someone.person.appointments_on(localdate())[0])


@pytest.fixture(autouse=True)
def _examples() -> Iterator[None]:
    catalogue.enter(EXAMPLES)
    places.forget()
    yield
    catalogue.strike(EXAMPLES.code)
    places.forget()


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001  # it asks for the database
    """Appoint everybody."""
    for code, (name, level, parent) in REGIONS.items():
        Region.objects.create(
            code=code,
            name=name,
            short_name=name,
            level=level,
            parent_id=parent or None,
            basis="gbt2260",
            pinyin="x",
            initials="x",
        )
    bodies = {
        "county": _body("government", "示例旗人民政府", COUNTY),
        "bureau": _body("hrss", "示例旗人社局", COUNTY, prefix="右人社"),
        "hrss": _body("hrss", "示例市人社局", "1502", prefix="包人社"),
        "union": _body("union", "示例市总工会", "1502"),
        "elsewhere": _body("hrss", "示例区人社局", ELSEWHERE),
    }
    return Cast(
        bodies,
        drafter=_someone("其其格", "example_drafter", bodies["bureau"]),
        county=_someone("巴图", "example_county", bodies["county"]),
        hrss=_someone("乌兰", "example_hrss_4", bodies["hrss"]),
        union=_someone("李明", "example_union_4", bodies["union"]),
        inspector=_someone("巴特尔", "example_inspector", bodies["bureau"]),
        head=_someone("萨日娜", "example_inspection_head", bodies["bureau"]),
        elsewhere=_someone("乌云", "example_drafter", bodies["elsewhere"]),
        nobody=_someone("新来的", "", bodies["bureau"]),
    )


def _body(kind: str, name: str, region: str, prefix: str = "") -> Body:
    return Body.objects.create(
        kind=kind, name=name, short_name=name, region_id=region, document_prefix=prefix
    )


def _someone(name: str, office: str, body: Body) -> Someone:
    person = Person.objects.create_user(f"{name}-{body.pk}", None, name=name, is_staff=True)
    if office:
        Appointment.objects.create(person=person, office=office, body=body, since=date(2020, 1, 1))
    return Someone(person, SignedIn(person))


@pytest.fixture
def door(db: None) -> Door:  # noqa: ARG001  # it asks for the database
    """The door of today."""
    return Door(calendar_now())


@pytest.fixture
def plan(cast: Cast, door: Door) -> Case:
    """A plan that is being drafted."""
    return door.open_case("example.plan", by=cast.actor(cast.drafter), at=now(), region=COUNTY)


@pytest.fixture
def at_league(cast: Cast, door: Door, plan: Case) -> Case:
    """The plan, written and before the four bodies of the league."""
    from tongzhou.procedure.examples.plan import Part

    for part in PARTS:
        facts = Part(part=part, content=f"{part}：第一稿。")
        door.act(plan, "write", by=cast.actor(cast.drafter), at=now(), facts=facts)
    door.act(plan, "submit", by=cast.actor(cast.drafter), at=now())
    door.act(plan, "agree", by=cast.actor(cast.county), at=now())
    plan.refresh_from_db()
    return plan
