"""听证和逾期加处 — whether a measure gives a right to a hearing, and what a fine not paid in time grows to.

行政处罚法 63, 72, 73. The amounts that give the right are set by each region; none is known for Inner Mongolia, so the
answer may be that nobody can tell: then the right is told, which harms no one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from tongzhou.law.amounts import NotRecorded, amount
from tongzhou.law.articles import Article, article
from tongzhou.law.bilingual import Text
from tongzhou.law.penalties.kinds import Side
from tongzhou.law.reckoning import Hold

HEARING, LATE, STAYED = (article("行政处罚法", number) for number in (63, 72, 73))
ALWAYS = {"licence", "stop_work"}  # 降低资质、吊销许可；责令停产停业，项目停工比照
THRESHOLDS = {("fine", "unit"): "hearing_fine_threshold", ("fine", "persons"): "hearing_fine_threshold_person", ("confiscate", "unit"): "hearing_gain_threshold"}  # fmt: skip
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Hearing:
    """Whether the right to a hearing must be told: yes, no, or None where the region's amount is not set."""

    due: bool | None
    why: Text
    basis: Article = HEARING
    threshold: Decimal | None = None

    @property
    def must_tell(self) -> bool:
        """Say whether to tell the right: also where nobody knows the amount."""
        return self.due is not False


def hearing(kind: str, yuan: Decimal, *, region: str, on: date, side: Side = "unit") -> Hearing:
    """Return whether a measure of a kind and an amount (yuan) gives a right to a hearing on that day."""
    if kind in ALWAYS:
        return Hearing(True, Text("吊销许可、降低资质、停产停业（项目停工）应告知听证权", "revoking, lowering or stopping work gives the right"))  # fmt: skip
    name = THRESHOLDS.get((kind, side))
    if name is None:
        return Hearing(False, Text("不属于应告知听证权的措施", "this measure gives no such right"))
    try:
        found = amount(name, on=on, region=region)
    except NotRecorded:
        return Hearing(None, Text("“较大数额”在本地区没有设定，按应告知处理，并请设定", "the larger amount is not set for the region: tell the right, and have it set"))  # fmt: skip
    due = yuan >= found.value
    sign = "达到" if due else "低于"
    return Hearing(
        due,
        Text(
            f"{yuan:f} 元{sign}{found.value:f} 元（{found.source}）",
            f"{yuan:f} yuan {'reaches' if due else 'is below'} {found.value:f} yuan",
        ),
        HEARING,
        found.value,
    )


@dataclass(frozen=True)
class LateFine:
    """What a fine paid late has grown by: days counted, three per cent for each, at most the fine itself."""

    days: int
    amount: Decimal
    capped: bool
    basis: tuple[Article, ...] = (LATE, STAYED)


def late_fine(
    fine: Decimal, *, due: date, until: date, holds: Iterable[Hold] = (), on: date | None = None
) -> LateFine:
    """Return the additional fine 加处罚款 for a fine due on the day `due` and unpaid through `until`.

    `holds` are times of reconsideration or suit, in which it is not reckoned. `on` picks the rate in force (`until` if not given).
    """
    key = on or until
    rate = amount("late_fine_rate", on=key).value
    cap = fine * amount("late_fine_cap", on=key).value
    held = tuple(holds)
    days = 0
    day = due + timedelta(days=1)
    while day <= until:
        if not any(day in one for one in held):
            days += 1
        day += timedelta(days=1)
    grown = (fine * rate * days).quantize(CENT, ROUND_HALF_UP)
    return LateFine(days, min(grown, cap), grown >= cap)
