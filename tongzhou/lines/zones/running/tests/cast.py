"""The cast of the zone's tests: people with offices in three banners, and one zone that was launched."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from tongzhou.law import CALENDAR
from tongzhou.lines.zones.running import facts
from tongzhou.lines.zones.running.tests.life import start
from tongzhou.procedure.door import Door
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.files import keep_bytes
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case, CaseLink, Entry
from tongzhou.procedure.tests.seats import Called, Someone, a_body, appointed, enter_regions

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
class Cast(Called):
    """Everybody, by what they are called above."""

    door: Door = field(default_factory=lambda: Door(CALENDAR))
    people: dict[str, Someone] = field(default_factory=dict)

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
    enter_regions(REGIONS)
    cast = Cast()
    for username, region, kind, short, office in PEOPLE:
        body = a_body(
            region, f"{REGIONS[region][0]}{short}", kind=kind, short=short, prefix=short[:2]
        )
        cast.people[username] = appointed(username, username, office, body, since=date(2017, 1, 1))
    return cast
