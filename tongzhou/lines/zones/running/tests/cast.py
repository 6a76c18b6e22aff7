"""The cast of the zone's tests: people with offices in three banners, and one zone that was launched."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tongzhou.law import CALENDAR
from tongzhou.lines.zones.running import facts
from tongzhou.lines.zones.running.tests.life import start
from tongzhou.procedure.door import Door
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.files import keep_bytes
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case, CaseLink, Entry
from tongzhou.registry.models import Appointment, Body, Person, Region

HERE, NEIGHBOUR, ELSEWHERE = "150221", "150222", "150303"
REGIONS = {
    "15": ("内蒙古自治区", "内蒙古", "province", ""),
    "1502": ("包头市", "包头", "league", "15"),
    "1503": ("乌海市", "乌海", "league", "15"),
    HERE: ("土默特右旗", "土右旗", "county", "1502"),
    NEIGHBOUR: ("固阳县", "固阳县", "county", "1502"),
    ELSEWHERE: ("海南区", "海南区", "county", "1503"),
}
# (username, region, kind of body, short name of the body, office)
PEOPLE = (
    ("office", HERE, "hrss", "达茂旗人社局", "zone_office"),
    ("union", HERE, "union", "达茂旗总工会", "zone_task_unit"),
    ("justice", HERE, "justice", "达茂旗司法局", "zone_task_unit"),
    ("neighbour", NEIGHBOUR, "hrss", "固阳县人社局", "zone_office"),
    ("elsewhere", ELSEWHERE, "hrss", "海南区人社局", "zone_office"),
    ("league", "1502", "hrss", "包头市人社局", "zone_hrss_league"),
    ("other_league", "1503", "hrss", "乌海市人社局", "zone_hrss_league"),
    ("hrss", "15", "hrss", "人社厅", "zone_hrss_region"),
    ("drc", "15", "drc", "发改委", "zone_drc_region"),
    ("regional_union", "15", "union", "总工会", "zone_union_region"),
    ("fic", "15", "fic", "工商联", "zone_fic_region"),
    ("suhe", "15", "hrss", "人社厅", "zone_assessor"),
    ("xuemei", "15", "hrss", "人社厅", "zone_assessor"),
)


def at(day: date) -> datetime:
    """Return a morning."""
    return datetime(day.year, day.month, day.day, 2, tzinfo=UTC)


@dataclass
class Someone:
    """A person of the cast, with a browser."""

    person: Person
    actor: Actor
    client: Client

    def opens(self, url: str, **query: Any) -> HttpResponse:
        """Get a page."""
        return self.client.get(url, query)  # type: ignore[return-value]

    def sends(self, url: str, data: dict[str, Any]) -> HttpResponse:
        """Post a form."""
        return self.client.post(url, data)  # type: ignore[return-value]


@dataclass
class Cast:
    """Everybody, by what they are called above."""

    door: Door = field(default_factory=lambda: Door(CALENDAR))
    people: dict[str, Someone] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Someone:
        try:
            return self.__dict__["people"][name]
        except KeyError as error:
            raise AttributeError(name) from error

    def zone(self, *, on: date = date(2018, 8, 20), region: str = HERE, **more: Any) -> Case:
        """Open a zone as the plan would hand it over."""
        by = Actor("", "移交", "handover", region)
        given = facts.Start(**start(**more))
        return self.door.open_case("zones.zone", by=by, at=at(on), region=region, facts=given)

    def does(
        self, who: str, case: Case, act: str, stated: Facts | None = None, *, on: date, **more: Any
    ) -> Entry:
        """Let somebody do an act on a day."""
        by = self.people[who].actor
        return self.door.act(case, act, by=by, at=at(on), facts=stated, **more)

    def child(self, case: Case, procedure: str) -> Case:
        """Return the case an act has opened last."""
        links = CaseLink.objects.filter(source=case, target__procedure=procedure)
        return links.order_by("-pk")[0].target

    def paper(self, name: str = "佐证材料.pdf", content: bytes = b"%PDF-1.4 x") -> Any:
        """Return a file that is in the store."""
        kept = keep_bytes(content, name, at(date(2019, 1, 1)))
        return facts.FileRef(kept.digest, name, len(content))


def assemble() -> Cast:
    """Create the cast."""
    for code, (name, short, level, parent) in REGIONS.items():
        Region.objects.create(
            code=code, name=name, short_name=short, level=level,
            parent_id=parent or None, basis="gbt2260",
        )  # fmt: skip
    cast = Cast()
    for username, region, kind, short, office in PEOPLE:
        body, _made = Body.objects.get_or_create(
            region_id=region, name=f"{REGIONS[region][0]}{short}",
            defaults={"kind": kind, "short_name": short, "document_prefix": short[:2]},
        )  # fmt: skip
        person = Person.objects.create_user(username, name=username, is_staff=True)
        Appointment.objects.create(
            person=person, office=office, body=body, since=date(2017, 1, 1), reason="测试"
        )
        client = Client()
        client.force_login(person)
        actor = Actor(
            str(person.pk), person.name, office, region, body.short_name, (), body.document_prefix
        )
        cast.people[username] = Someone(person, actor, client)
    return cast
