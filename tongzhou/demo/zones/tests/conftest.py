"""People of two counties at the desk, each with a browser of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tongzhou.procedure.judge import Actor
from tongzhou.procedure.tests.seats import SignedIn
from tongzhou.registry.models import Appointment, Body, Person, Region

from .play import COUNTY, ELSEWHERE, LEAGUE, REGION

PLACES = {
    REGION: ("内蒙古自治区", "province", None),
    LEAGUE: ("包头市", "league", REGION),
    "1504": ("赤峰市", "league", REGION),
    COUNTY: ("示例旗", "county", LEAGUE),
    "150222": ("示例县", "county", LEAGUE),
    ELSEWHERE: ("别处区", "county", "1504"),
}


@dataclass
class Someone:
    """A person with an office and a browser."""

    person: Person
    client: Client
    appointment: Appointment

    @property
    def actor(self) -> Actor:
        """The same person, as the door knows them."""
        a = self.appointment
        return Actor(
            ref=str(self.person.pk),
            name=self.person.name,
            office=a.office,
            region=a.region_id,
            body=a.body.short_name,
            prefix=a.body.document_prefix,
        )

    def opens(self, url: str) -> HttpResponse:
        """Get a page, and see that no component reached the browser raw."""
        page: HttpResponse = self.client.get(url)  # type: ignore[assignment]
        assert b"<c-" not in page.content
        return page

    def sends(self, url: str, data: dict[str, Any]) -> HttpResponse:
        """Post a form."""
        return self.client.post(url, data)  # type: ignore[return-value]


@pytest.fixture
def places(db: None) -> Iterator[None]:  # noqa: ARG001
    """Put the places of the cast on the map."""
    from tongzhou.desk import places as names

    names.forget()
    for code, (name, level, parent) in PLACES.items():
        Region.objects.create(
            code=code,
            name=name,
            short_name=name,
            level=level,
            parent_id=parent,
            basis="gbt2260",
            pinyin="x",
            initials="x",
        )
    yield
    names.forget()


@pytest.fixture
def hires(places: None) -> Any:  # noqa: ARG001
    """Give a way to appoint somebody: hires(name, office, region, kind of body)."""

    def hire(name: str, office: str, region: str = COUNTY, kind: str = "hrss") -> Someone:
        label = {"hrss": "人社局", "union": "总工会", "government": "政府"}.get(kind, kind)
        place = PLACES[region][0]
        body, _ = Body.objects.get_or_create(
            region_id=region,
            name=f"{place}{label}",
            defaults={"kind": kind, "short_name": f"{place}{label}", "document_prefix": "示人社"},
        )
        person = Person.objects.create_user(f"{name}-{region}", None, name=name, is_staff=True)
        appointment = Appointment.objects.create(
            person=person, office=office, body=body, since=date(2017, 1, 1)
        )
        return Someone(person, SignedIn(person), appointment)

    return hire
