"""复算 — the sum a calculator gives for an item: what was put into it when it was claimed, corrected by what was found.

An item claimed without a calculation, and an answer the calculator cannot use, give no sum.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP

from tongzhou.law import claims
from tongzhou.lines.arbitration.rules import elements
from tongzhou.procedure.view import View

from .grid import Item

# What the tribunal found takes the place of what the claimant stated: element → answers of calculators.
FOUND = {
    "hired_on": ("start", "joined"),
    "left_on": ("end", "left"),
    "wage": ("monthly_wage", "full_wage"),
    "average": ("avg_wage",),
    "leave_taken": ("taken",),
    "worked_years": ("worked_years",),
}


@dataclass(frozen=True)
class Reckoned:
    """What a calculator says of an item: fen, the steps in words, and which found facts went into it."""

    amount: int | None
    steps: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    trouble: str = ""


def knows(item: Item) -> bool:
    """Say whether the item was claimed with a calculation that can be run again."""
    return bool(item.item.inputs) and item.head.calc in claims.KINDS


def reckon(
    view: View, item: Item, *, on: date, rows: list[elements.Row] | None = None
) -> Reckoned | None:
    """Run the calculation of an item again, with what was agreed or found; None where there is none to run.

    `rows` is the element table of the claimant, for a caller that has it.
    """
    if not knows(item):
        return None
    asked = {each.name for each in claims.KINDS[item.head.calc].inputs}
    inputs = {name: value for name, value in item.item.reckoned_from.items() if name in asked}
    inputs.pop("claimed", None)  # the award is held against what is asked elsewhere
    corrected = []
    for row in elements.table(view, view.subjects[item.key]) if rows is None else rows:
        for name in FOUND.get(row.element.code, ()):
            if row.settled and name in inputs and _plain(inputs[name]) != _plain(row.settled):
                inputs[name] = row.settled
                corrected.append(row.element.label)
    try:
        result = claims.calculate(item.head.calc, inputs, on=on)
    except claims.BadInput as wrong:
        return Reckoned(None, trouble=str(wrong))
    amount = (
        None
        if result.amount is None
        else int((result.amount * 100).to_integral_value(ROUND_HALF_UP))
    )
    steps = tuple(f"{s.what.zh}：{s.formula} = {s.value.zh}" for s in result.steps)
    return Reckoned(amount, steps, tuple(dict.fromkeys(corrected)))


def _plain(value: object) -> str:
    return str(value).replace(",", "").removesuffix("元").removesuffix(".00")


def all_of(view: View, items: Iterable[Item], *, on: date) -> dict[tuple[str, str], int]:
    """Return what can be calculated of these items: (claimant, head) → fen."""
    found: dict[tuple[str, str], int] = {}
    tables = elements.tables(view)
    for item in items:
        reckoned = reckon(view, item, on=on, rows=tables.get(item.key))
        if reckoned and reckoned.amount is not None:
            found[item.key, item.code] = reckoned.amount
    return found
