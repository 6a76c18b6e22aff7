"""成批匹配 — the names of a whole file: what stands in the register and what was decided is read once, each name is then answered without a question.

The same order as `finding`: a decision that stands, else the name where it is that of one employer of the area. What does not decide is kept aside, and
`queue` lets it wait at the desk. An area is a county, or the league or region a sender speaks for where a row names no county.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.db.models.query import QuerySet

from tongzhou.registry import codes, naming
from tongzhou.registry.models import Employer, EmployerAlias

from .finding import Found, key_of
from .models import Decision, UnknownName

CHUNK = 20_000
Place = tuple[str, str]  # area and key of a name


@dataclass
class Names:
    """Whose the names of some areas are, as the register and the decisions stand."""

    _bearers: dict[str, set[Place]] = field(default_factory=dict)  # by key: county and code
    _decided: dict[Place, str] = field(default_factory=dict)  # "": none of the register
    waiting: dict[Place, str] = field(default_factory=dict)  # the name as it was written

    @classmethod
    def read(cls, areas: Iterable[str]) -> Names:
        """Read what is known of these areas, or of everything where there is none."""
        found, mine = cls(), list(areas)
        for key, county, code in _bearers(mine):
            found._bearers.setdefault(key, set()).add((county, code))
        stands = Decision.objects.filter(undone_at=None).select_related("unknown", "employer__merged_into")  # fmt: skip
        for one in stands:
            meant = one.employer.survivor().uscc if one.employer else ""
            found._decided[one.unknown.county, one.unknown.key] = meant or ""
        return found

    def find(self, name: str, area: str) -> Found:
        """Return whose name it is; one that does not decide is kept among those that wait."""
        key = key_of(name)
        found = self.find_key(key, area)
        if found.how == "waiting":
            self.waiting.setdefault((area, key), name.strip())
        return found

    def find_key(self, key: str, area: str) -> Found:
        """Return whose a name is, by what its writings have in common."""
        for place in reversed(codes.line_of(area)):
            if (meant := self._decided.get((place, key))) is not None:
                return Found(meant, "decision" if meant else "none")
        mine = {code for county, code in self._bearers.get(key, ()) if county.startswith(area)}
        if len(mine) == 1:
            return Found(mine.pop(), "name")
        return Found("", "waiting")


def _bearers(areas: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the names employers bear today or once bore: key, county, credit code of who stands for it today."""
    firms = _within(Employer.objects.exclude(uscc=None), areas, "")
    merged = {e.pk: e.survivor().uscc for e in firms.exclude(merged_into=None).select_related("merged_into")}  # fmt: skip
    former = _within(EmployerAlias.objects.exclude(employer__uscc=None), areas, "employer__")
    for rows in (
        firms.values_list("pk", "name_key", "region_id", "uscc"),
        former.values_list("employer", "name_key", "employer__region_id", "employer__uscc"),
    ):
        for pk, key, region, code in rows.iterator(CHUNK):
            if bears := merged.get(pk, code):
                yield key, region, bears


def _within(rows: QuerySet[Any], areas: list[str], path: str) -> QuerySet[Any]:
    where = Q()
    for area in areas:
        where |= Q(**{f"{path}region__code__startswith": area})
    return rows.filter(where)


def queue(waiting: dict[Place, str], *, source: str, on: date) -> None:
    """Let names wait at the desk that do not wait there yet. How many rows bear them is added by `count`."""
    for (area, key), name in waiting.items():
        told = {"name": name[:200], "pinyin": naming.pinyin_of(key)[:800], "source": source[:100]}
        UnknownName.objects.get_or_create(
            county=area, key=key, defaults=told | {"rows": 0, "first_seen": on}
        )


def count(rows: Counter[Place]) -> None:
    """Add up how many rows bear the names that wait."""
    for (area, key), n in rows.items():
        UnknownName.objects.filter(county=area, key=key).update(rows=F("rows") + n)
