"""按名称报送 — feeds whose suppliers may know a name and no credit code: by a code that is told, else by whose name it is, else the name waits.

A row whose name waits comes back and says so. Once somebody has decided at the desk (`matching`), the rows that waited are sent again with one
press and land; nobody types them anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction

from tongzhou.columns import refused, whose
from tongzhou.columns.declare import Check, Column, Derived, RegionCode, Table, Text
from tongzhou.columns.deliveries import Sender
from tongzhou.columns.models import Delivery
from tongzhou.registry import codes
from tongzhou.registry.models import Region
from tongzhou.warehouse.feeds.parts import USCC
from tongzhou.warehouse.matching import names
from tongzhou.warehouse.matching.finding import key_of
from tongzhou.warehouse.matching.names import Names, Place

NAME = Column(
    "employer_name",
    "单位名称",
    Text(200),
    aliases=("户名", "用户名称", "用人单位名称"),
    note="没有信用代码的必填：按名称找登记的单位，不能确定的等待人工匹配",
)
COUNTY = Column(
    "employer_county",
    "所在旗县代码",
    RegionCode((6,)),
    aliases=("旗县代码",),
    note="没有信用代码的最好填写：在这个旗县里找同名的单位",
)
UNNAMED, MEANT, HOW, WHOSE = "_unnamed", "_meant", "_how", "_whose"  # columns that are derived
WAITS = "FEED7"
MATCHED = "matched"  # in the scope of a delivery: the rows of another that waited, sent again
ADDED = ("_line", "_tells")  # heads of a file to mend: rows are kept without them


@dataclass
class Matching:
    """The names of one delivery: how they are found, and those that wait since it was last asked."""

    area: str = ""
    names: Names = field(default_factory=Names)
    counties: frozenset[str] = frozenset()  # that the sender speaks for

    def answers(self, asked: Sequence[tuple[Any, ...]]) -> list[tuple[str | None, str | None]]:
        """Return for names and counties whose they are, and how that was found."""
        return [self._answer(name, county) for name, county in asked]

    def _answer(self, name: str | None, county: str | None) -> tuple[str | None, str | None]:
        if not name or not self.area:
            return None, None
        if county and county not in self.counties:
            return None, "elsewhere"
        found = self.names.find(name, county or self.area)
        return found.uscc or None, found.how

    def queue(self, delivery: Delivery) -> None:
        """Let the names that were met and do not decide wait at the desk."""
        waiting, self.names.waiting = self.names.waiting, {}
        names.queue(waiting, source=delivery.source, on=delivery.on)


def matching_of(delivery: Delivery) -> Matching:
    """Return how the names of a delivery are matched: in the region it speaks for where a row names no county."""
    regions = whose.regions_of(delivery)
    counties = Region.objects.filter(level=codes.COUNTY).values_list("code", flat=True)
    mine = frozenset(c for c in counties if not regions or c.startswith(tuple(regions)))
    return Matching(_area(regions), Names.read(regions), mine)


def _area(regions: list[str]) -> str:
    """Return where a name is looked for of which no county is told. A name waits in a county at the smallest."""
    if area := whose.owner_of(regions):
        return codes.line_of(area)[:3][-1]
    whole = Region.objects.filter(level=codes.PROVINCE).order_by("code").first()
    return whole.code if whole else ""


def by_name(declared: Table, matching: Matching) -> Table:
    """Return a feed that takes names where a code is missing. `WHOSE` is the code that is meant in the end, and so is the column of codes."""
    columns = tuple(replace(c, filled=False) if c is USCC else c for c in declared.columns)

    def unnamed(c: Any) -> Any:
        return c.choose((c.uscc.is_null(), c.employer_name), otherwise=None)

    def meant(c: Any) -> Any:
        return c.choose((c.uscc.is_null(), c[MEANT]), otherwise=c.uscc)

    derived = (
        Derived((UNNAMED,), reckon=unnamed),
        Derived(
            (MEANT, HOW), of=(UNNAMED, COUNTY.code), look_up=matching.answers, gives=(str, str)
        ),
        Derived((WHOSE,), reckon=meant),
        Derived((USCC.code,), reckon=lambda c: c[WHOSE]),
    )
    return replace(
        declared,
        columns=(*columns, NAME, COUNTY),
        derived=(*declared.derived, *derived),
        checks=(*declared.checks, *_checks()),
    )


def _checks() -> Iterator[Check]:
    both = (NAME.code, USCC.code)
    yield Check(
        "FEED6",
        (USCC.code, NAME.code),
        lambda c: c[WHOSE].is_null() & c[HOW].is_null(),
        "没有统一社会信用代码，也没有可供匹配的单位名称",
        "请填写统一社会信用代码；不知道的，填写单位名称和所在旗县代码",
    )
    yield Check(
        WAITS,
        both,
        lambda c: c[HOW] == "waiting",
        "按名称不能确定是哪个单位，已列入“单位匹配”等待决定",
        "数据管理员决定以后，在这个批次的页面上重新报送等待匹配的行；也可以填写信用代码后再传",
    )
    yield Check(
        "FEED8",
        both,
        lambda c: c[HOW] == "none",
        "这个名称已决定为不在登记册的单位",
        "请删去这一行；决定有误的，先在“单位匹配”撤销",
    )
    yield Check(
        "FEED9",
        COUNTY.code,
        lambda c: c[HOW] == "elsewhere",
        "没有这个旗县代码，或者不在报送人的地区以内",
        "请核对旗县代码；不在报送人地区的，删去这一行，由那个地区报送",
    )


def sends_again(sender: Sender) -> Sender:
    """Mark who sends as one who sends rows again that waited."""
    return replace(sender, scope=sender.scope | {MATCHED: True})


def waits(delivery: Delivery, mended_by: Iterable[Delivery]) -> int:
    """Return how many rows of a delivery wait for a decision; none where what mends it was sent for them, or has taken them over.

    That other wrong rows were mended meanwhile takes nothing from those that wait.
    """
    later = [delivery, *(one for one in mended_by)]
    over = any(one.is_running for one in later) or any(
        one.scope.get(MATCHED) or one.counts.get(WAITS) for one in later[1:]
    )
    return 0 if over else int(delivery.counts.get(WAITS, 0))


def waiting_rows(delivery: Delivery) -> Iterator[tuple[Place, refused.Refused]]:
    """Yield the rows of a delivery that came back because their name waits, each with area and key."""
    if not delivery.counts.get(WAITS):
        return
    heads = [name for name in delivery.head[1] if name not in ADDED]
    at, place = (heads.index(c.code) if c.code in heads else -1 for c in (NAME, COUNTY))
    area = _area(whose.regions_of(delivery))
    for kept in refused.of(delivery):
        for row in kept.wrong:
            if any(why.code == WAITS for why in row.why):
                county = (row.cells[place] or "").strip() if place >= 0 else ""
                yield (county or area, key_of((row.cells[at] or "").strip())), row


def counted(delivery: Delivery) -> None:
    """Tell the queue how many rows of a delivery bear the names that wait."""
    with transaction.atomic():
        names.count(Counter(place for place, _ in waiting_rows(delivery)))


def is_decided(delivery: Delivery) -> bool:
    """Say whether a name for which rows of a delivery wait is no longer open."""
    known = Names.read(whose.regions_of(delivery))
    return any(
        known.find_key(key, area).how != "waiting"
        for area, key in dict.fromkeys(place for place, _ in waiting_rows(delivery))
    )
