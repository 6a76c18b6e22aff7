"""色块图 — how many warnings of which level each part of an area has. A tile for each part; no boundary is drawn."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from tongzhou.registry.models import Employer, Region
from tongzhou.warning.models import EmployerLevel
from tongzhou.warning.rules import WARNING, Level

from .sight import area_q

# Rough places of the twelve leagues and cities on a grid: (column, row). Not a map.
PLACES = {
    "1507": (7, 1), "1522": (6, 2), "1508": (2, 3), "1502": (3, 3), "1501": (4, 3), "1525": (5, 2),
    "1509": (5, 3), "1504": (6, 3), "1505": (7, 3), "1529": (1, 4), "1503": (2, 4), "1506": (3, 4),
}  # fmt: skip


@dataclass
class Tile:
    """A part of the area: its open warnings by level, and how many of its employers were looked at."""

    code: str
    name: str
    open: Counter[str] = field(default_factory=Counter)
    looked: Counter[str] = field(default_factory=Counter)
    partly: int = 0  # of those looked at of whom something is known: with rules that had no data

    @property
    def total(self) -> int:
        return self.open.total()

    @property
    def level(self) -> Level:
        """The gravest open level; without one calm where employers were looked at, else grey."""
        for level in WARNING:
            if self.open[level.value]:
                return level
        known = self.employers - self.looked[Level.GREY.value]
        return Level.CALM if known > 0 else Level.GREY

    @property
    def is_partly(self) -> bool:
        """Say whether it is calm only as far as the data of its employers go."""
        return self.level is Level.CALM and self.partly > 0

    @property
    def employers(self) -> int:
        return self.looked.total()

    @property
    def grey(self) -> int:
        return self.looked[Level.GREY.value]

    @property
    def rate(self) -> float | None:
        """Open warnings for each thousand employers looked at; None without any."""
        return round(1000 * self.total / self.employers, 1) if self.employers else None

    @property
    def counts(self) -> list[tuple[Level, int]]:
        return [(level, self.open[level.value]) for level in WARNING]

    @property
    def column(self) -> int:
        return PLACES.get(self.code, (0, 0))[0]

    @property
    def row(self) -> int:
        return PLACES.get(self.code, (0, 0))[1]


def length_below(area: str) -> int:
    """Return how long the codes of the parts of an area are: leagues, counties, townships."""
    return {2: 4, 4: 6}.get(len(area), 9)


def tiles(area: str, open_rows: Any) -> list[Tile]:
    """Return a tile for each part of an area. `open_rows` are its open warnings. Three queries."""
    length = length_below(area)
    found = {
        code: Tile(code, name)
        for code, name in Region.objects.filter(
            code__startswith=area, level={4: "league", 6: "county", 9: "township"}[length]
        )
        .order_by("code")
        .values_list("code", "short_name")
    }
    rest = Tile("", "")
    for code, level, n in _open(area, length, open_rows):
        found.get(code, rest).open[level] += n
    for code, level, n, partly in _looked(area, length):
        tile = found.get(code, rest)
        tile.looked[level] += n
        tile.partly += partly if level != Level.GREY.value else 0
    if rest.total or rest.employers:
        found[""] = rest
    return list(found.values())


def _open(area: str, length: int, open_rows: Any) -> Iterable[tuple[str, str, int]]:
    if length < 9:
        column = "league" if length == 4 else "county"
        yield from open_rows.order_by().values_list(column, "level").annotate(n=Count("pk"))
        return
    rows = list(open_rows.values_list("employer", "level"))
    places = dict(
        Employer.objects.filter(pk__in={pk for pk, _level in rows}).values_list("pk", "region_id")
    )
    counted: dict[tuple[str, str], int] = defaultdict(int)
    for pk, level in rows:
        counted[places.get(pk, area)[:9], level] += 1
    yield from ((code, level, n) for (code, level), n in counted.items())


def _looked(area: str, length: int) -> Iterable[tuple[str, str, int, int]]:
    """Yield for each part and level how many employers were looked at, and of how many some rule had no data."""
    rows = EmployerLevel.objects.filter(area_q(area)).order_by()
    column = {4: "league", 6: "county"}.get(length, "employer__region")
    counted = rows.values_list(column, "level").annotate(
        n=Count("pk"), partly=Count("pk", filter=Q(grey__gt=0))
    )
    for code, level, n, partly in counted:
        yield code[:length], level, n, partly


def summed(parts: Iterable[Tile]) -> Tile:
    """Return all parts together."""
    whole = Tile("", "")
    for part in parts:
        whole.open += part.open
        whole.looked += part.looked
        whole.partly += part.partly
    return whole
