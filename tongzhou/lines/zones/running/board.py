"""看板 — the zones of the region by league, county and zone, counted from columns within what one sees."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Sum

from tongzhou.lines.zones.models import ZoneCard, ZoneTask
from tongzhou.lines.zones.policy import LEAGUES
from tongzhou.procedure.counter import Visitor
from tongzhou.registry.models import Region

from .procedure import ZONE

# Rough places of the twelve leagues and cities on a grid: (column, row). Not a map.
PLACES = {
    "1507": (7, 1), "1525": (5, 2), "1522": (7, 2), "1508": (2, 3), "1502": (3, 3), "1501": (4, 3),
    "1509": (5, 3), "1504": (6, 3), "1505": (7, 3), "1529": (1, 4), "1503": (2, 4), "1506": (3, 4),
}  # fmt: skip
TONES = {"terminated": "neutral", "not_passed": "over", "rectifying": "warn", "closed": "neutral"}


@dataclass
class Tally:
    """What a place amounts to."""

    code: str = ""
    name: str = ""
    zones: int = 0
    preparing: int = 0
    tasks: int = 0
    done: int = 0
    late: int = 0
    requests: int = 0
    states: Counter[str] = field(default_factory=Counter)
    in_sight: bool = True

    @property
    def summary(self) -> list[tuple[str, int, str]]:
        """Return (state in words, how many, tone) in the order of the chain."""
        return [
            (state.staff, self.states[code], TONES.get(code, "info"))
            for code, state in ZONE.states.items()
            if self.states[code]
        ]

    @property
    def share(self) -> int:
        """Return the tasks done in per cent, rounded down: never shown as whole before it is."""
        return self.done * 100 // self.tasks if self.tasks else 0

    @property
    def tone(self) -> str:
        """Return what a tile shows first: out of sight, late tasks, zones at work, or nothing yet."""
        if not self.in_sight:
            return "out"
        if self.late:
            return "over"
        if self.zones:
            return "ok"
        return "soon" if self.preparing else "none"

    @property
    def column(self) -> int:
        return PLACES[self.code][0]

    @property
    def row(self) -> int:
        return PLACES[self.code][1]

    def add(self, other: Tally) -> None:
        """Add what another place amounts to."""
        self.zones += other.zones
        self.preparing += other.preparing
        self.tasks += other.tasks
        self.done += other.done
        self.late += other.late
        self.requests += other.requests
        self.states.update(other.states)


@dataclass(frozen=True)
class Zone:
    """One zone in a list."""

    card: ZoneCard
    late: int
    county: str

    @property
    def state(self) -> str:
        return ZONE.states[self.card.state].staff

    @property
    def tone(self) -> str:
        return TONES.get(self.card.state, "info")

    @property
    def share(self) -> int:
        return self.card.tasks_done * 100 // self.card.tasks if self.card.tasks else 0


def counted(visitor: Visitor, level: str, *, within: str = "") -> dict[str, Tally]:
    """Count zones by league or county, within what this person sees. Three queries."""
    cases = visitor.cases(ZONE.code)
    plans = visitor.cases("zones.plan").filter(is_open=True)
    if within:
        cases, plans = cases.filter(league=within), plans.filter(league=within)
    found: dict[str, Tally] = defaultdict(Tally)
    key = f"case__{level}"
    cards = (
        ZoneCard.objects.filter(case__in=cases.values("pk"))
        .values(key, "state")
        .annotate(n=Count("pk"), t=Sum("tasks"), d=Sum("tasks_done"), r=Sum("requests"))
    )
    for row in cards:
        here = found[row[key]]
        here.zones += row["n"]
        here.tasks += row["t"]
        here.done += row["d"]
        here.requests += row["r"]
        here.states[row["state"]] += row["n"]
    late = ZoneTask.objects.late(visitor.on).filter(
        case__in=cases.filter(is_open=True).values("pk")
    )
    for row in late.values(key).annotate(n=Count("pk")):
        found[row[key]].late = row["n"]
    preparing = plans.exclude(led_to__target__procedure=ZONE.code)
    for row in preparing.values(level).annotate(n=Count("pk")):
        found[row[level]].preparing = row["n"]
    return found


def leagues(visitor: Visitor) -> list[Tally]:
    """Return the twelve leagues and cities, those out of sight marked."""
    found = counted(visitor, "league")
    seen = leagues_in_sight(visitor)
    out = []
    for code, name in LEAGUES.items():
        here = found.get(code) or Tally()
        here.code, here.name, here.in_sight = code, name, code in seen
        out.append(here)
    return out


def leagues_in_sight(visitor: Visitor) -> set[str]:
    """Return the leagues of which this person sees at least a part."""
    found: set[str] = set()
    for reach in visitor.sight.reaches:
        if reach.procedure == ZONE.code:
            found |= {c for c in LEAGUES if c.startswith(reach.code) or reach.code.startswith(c)}
    return found


def counties(visitor: Visitor, league: str) -> list[Tally]:
    """Return the counties of a league, those with zones first; the others are listed too."""
    found = counted(visitor, "county", within=league)
    rows = Region.objects.filter(
        league=league, level=Region.Level.COUNTY, is_administrative=True
    ).order_by("code")
    out = []
    for code, name in rows.values_list("code", "name"):
        here = found.get(code) or Tally()
        here.code, here.name = code, name
        out.append(here)
    return sorted(out, key=lambda t: (not (t.zones or t.preparing), t.code))


def whole(parts: list[Tally]) -> Tally:
    """Return the sum of several places."""
    total = Tally()
    for part in parts:
        total.add(part)
    return total


def zones(visitor: Visitor, *, league: str = "", county: str = "", most: int = 200) -> list[Zone]:
    """Return the zones this person sees, those with late tasks first. Three queries."""
    cases = visitor.cases(ZONE.code)
    if league:
        cases = cases.filter(league=league)
    if county:
        cases = cases.filter(county=county)
    cards = list(ZoneCard.objects.filter(case__in=cases.values("pk")).select_related("case")[:most])
    late = dict(
        ZoneTask.objects.late(visitor.on)
        .filter(case__in=[c.case_id for c in cards if c.case.is_open])
        .values_list("case")
        .annotate(n=Count("pk"))
    )
    names = dict(
        Region.objects.filter(code__in={c.case.county for c in cards}).values_list("code", "name")
    )
    found = [
        Zone(c, late.get(c.case_id, 0), names.get(c.case.county, c.case.county)) for c in cards
    ]
    return sorted(found, key=lambda z: (-z.late, z.card.case.county))
