"""移送的判断 — whether thresholds are reached, what the report lacks, what the other cases are told. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from tongzhou.procedure.view import View

from .facts import PoliceDecision, Report, Suspicion
from .states import EMPLOYER, MEMBER

LEAST_MONTHS = 3  # 法释〔2013〕3号 3(1)
LEAST_WORKERS = 10  # 3(2)
# The ranges inside which the high court of the region fixes its figures, in fen: 5 000 to 20 000, 30 000 to 100 000.
SINGLE_RANGE, GROUP_RANGE = (500_000, 2_000_000), (3_000_000, 10_000_000)


@dataclass(frozen=True)
class Threshold:
    """One limb of the threshold, on the facts."""

    label: str
    reached: bool | None  # None: it depends on a figure that is not set
    why: str


def suspicion(view: View) -> Suspicion | None:
    """Return what the transfer was opened with."""
    said = view.said.get("suspect")
    return said if isinstance(said, Suspicion) else None


def thresholds(said: Suspicion, single_from: int | None, group_from: int | None) -> list[Threshold]:
    """Return both limbs of 法释〔2013〕3号 3. Amounts in fen; a figure that is not set decides only outside its range."""
    single = _limb(
        "一名劳动者三个月以上的报酬且达到数额",
        said.longest_months >= LEAST_MONTHS,
        f"最长{said.longest_months}个月",
        said.largest_single,
        single_from,
        SINGLE_RANGE,
    )
    group = _limb(
        "十名以上劳动者的报酬且累计达到数额",
        said.workers >= LEAST_WORKERS,
        f"{said.workers}人",
        said.amount,
        group_from,
        GROUP_RANGE,
    )
    return [single, group]


def _limb(
    label: str, counted: bool, count: str, amount: int, figure: int | None, span: tuple[int, int]
) -> Threshold:
    sum_ = f"{amount / 100:,.2f}元"
    if not counted or amount < span[0]:
        return Threshold(label, False, f"{count}，{sum_}：未达到")
    if figure is None:
        if amount >= span[1]:
            return Threshold(label, True, f"{count}，{sum_}：已达到幅度上限，无论具体数额如何确定")
        words = f"{count}，{sum_}：在{span[0] / 100:,.0f}至{span[1] / 100:,.0f}元的幅度内，自治区具体数额未设置，由人判断"
        return Threshold(label, None, words)
    reached = amount >= figure
    return Threshold(
        label,
        reached,
        f"{count}，{sum_}，标准{figure / 100:,.2f}元：{'达到' if reached else '未达到'}",
    )


def may_be_reported(view: View, facts: Report) -> bool:
    """Neither limb is out of reach: where both are, there is nothing to transfer."""
    said = suspicion(view)
    if said is None:
        return False
    return any(
        t.reached is not False for t in thresholds(said, facts.single_from, facts.group_from)
    )


def is_complete(_view: View, facts: Report) -> bool:
    """Nothing that must be there is missing from the checklist."""
    return not facts.missing


def was_ordered(view: View, facts: Report) -> bool:
    """The order to pay is named, and its day is over or the employer has fled. 刑法 276 之一."""
    said = suspicion(view)
    del facts
    return said is not None and bool(said.order_paper)


def order_is_over(view: View, facts: Report, on: date) -> bool:
    """The day of the order to pay is over."""
    said = suspicion(view)
    del facts
    return said is not None and said.order_until is not None and said.order_until < on


def flight_is_proven(view: View, facts: Report) -> bool:
    """Where flight is claimed, its evidence is on the list; otherwise the ability to pay is."""
    said = suspicion(view)
    if said is None:
        return False
    return ("fled" in facts.has) if said.fled else ("able" in facts.has)


def two_report(_view: View, facts: Report) -> bool:
    """At least two officers report."""
    return len(facts.names) >= 2


def told_outcome(outcome: str) -> Any:
    """Return the function that tells the other case what the police decided."""

    def carries(_view: View, facts: PoliceDecision) -> dict[str, Any]:
        return {"outcome": outcome, "on": facts.decided_on}

    return carries


def called(view: View) -> str:
    """Return what a transfer is called in lists."""
    firms = "、".join(s.name or s.ref for s in view.of(EMPLOYER))
    return f"{firms}涉嫌拒不支付劳动报酬移送"


def members(view: View) -> str:
    """Return the special team, in words."""
    return "、".join(s.name or s.ref for s in view.of(MEMBER))
