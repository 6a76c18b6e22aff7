"""判断 — scores side by side, totals, differences, and what an evaluation amounts to. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tongzhou.procedure.catalogue import Rows
from tongzhou.procedure.view import Subject, View

from . import facts
from .facts import fix_key, item_key
from .sheets import Item, ItemScore, SelfScore, points

# Scores of one item that lie further apart than this share of its points want a talk before the
# conclusion. The policy says nothing of it: a default of the house, shown and never enforced.
APART = Decimal("0.2")
LEAST_ASSESSORS = 2
HUNDREDTH = Decimal("0.01")


def opening(view: View) -> facts.Opening:
    """Return what the evaluation was opened with."""
    opened = view.said["open"]
    assert isinstance(opened, facts.Opening)
    return opened


def called(view: View) -> str:
    """Return the name of the evaluation, for lists."""
    opened = opening(view)
    return f"{opened.zone} {opened.kind} {opened.period_from:%Y-%m}至{opened.period_to:%Y-%m}"


# --- Scores --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ItemLine:
    """One item of the sheet with every score it was given, side by side."""

    item: Item
    own: SelfScore | None
    given: dict[str, ItemScore]  # assessor → score

    @property
    def own_points(self) -> Decimal | None:
        return points(self.own.score) if self.own else None

    @property
    def scores(self) -> list[Decimal]:
        """Return the assessors' scores."""
        return [p for s in self.given.values() if (p := points(s.score)) is not None]

    @property
    def average(self) -> Decimal | None:
        """Return the mean of the assessors' scores, two decimals, half up."""
        if not self.scores:
            return None
        mean = sum(self.scores, Decimal(0)) / len(self.scores)
        return mean.quantize(HUNDREDTH, rounding=ROUND_HALF_UP)

    @property
    def assessors_differ(self) -> bool:
        """Say whether the assessors are further apart than they should be without a talk."""
        return bool(self.scores) and max(self.scores) - min(self.scores) > self.apart

    @property
    def own_differs(self) -> bool:
        """Say whether the zone sees itself further from the assessors than the same measure."""
        if self.own_points is None or self.average is None:
            return False
        return abs(self.own_points - self.average) > self.apart

    @property
    def apart(self) -> Decimal:
        return self.item.points * APART


def item_lines(view: View) -> list[ItemLine]:
    """Return the sheet with all scores; the latest score of each assessor counts."""
    opened = opening(view)
    brought = {s.item: s for s in opened.brought}
    return [
        _line(item, brought.get(item.code), view.subjects.get(item_key(item.code)))
        for item in opened.sheet.items
    ]


def _line(item: Item, own: SelfScore | None, subject: Subject | None) -> ItemLine:
    given: dict[str, ItemScore] = {}
    for told in subject.told if subject else ():
        if isinstance(told.facts, facts.SelfScores):
            own = next((r for r in told.facts.rows if r.item == item.code), own)
        elif isinstance(told.facts, facts.Assessment):
            for row in told.facts.rows:
                if row.item == item.code:
                    given[told.by] = row
    return ItemLine(item, own, given)


def assessors(lines: list[ItemLine]) -> list[str]:
    """Return who has scored anything, in the order of their first score."""
    return list({ref: None for line in lines for ref in line.given})


@dataclass(frozen=True)
class Totals:
    """Sums over the sheet; None where a score is still missing."""

    points: int
    own: Decimal | None
    by: dict[str, Decimal | None]
    average: Decimal | None


def totals(lines: list[ItemLine]) -> Totals:
    """Return the sums of a sheet. A sum is stated only when every item has its score."""

    def whole(values: list[Decimal | None]) -> Decimal | None:
        known = [v for v in values if v is not None]
        return sum(known, Decimal(0)) if values and len(known) == len(values) else None

    return Totals(
        points=sum(line.item.points for line in lines),
        own=whole([line.own_points for line in lines]),
        by={
            ref: whole([points(x.score) if (x := line.given.get(ref)) else None for line in lines])
            for ref in assessors(lines)
        },
        average=whole([line.average if _twice(line) else None for line in lines]),
    )


def _twice(line: ItemLine) -> bool:
    return len(line.given) >= LEAST_ASSESSORS


# --- Conditions of acts --------------------------------------------------------------------------


def within_points(view: View, stated: facts.SelfScores | facts.Assessment) -> bool:
    """Say whether every score belongs to an item and is not above its points."""
    sheet = opening(view).sheet
    for row in stated.rows:
        item, value = sheet.item(row.item), points(row.score)
        if item is None or value is None or value > item.points:
            return False
    return True


def self_scored(view: View) -> bool:
    """Say whether the zone has scored every item."""
    return all(line.own is not None for line in item_lines(view))


def scores_brought(view: View) -> bool:
    """Say whether the self-evaluation brought a score of every item, so that assessing can begin."""
    opened = opening(view)
    brought = {s.item for s in opened.brought}
    return opened.kind != "自评" and brought >= {i.code for i in opened.sheet.items}


def is_self(view: View) -> bool:
    """Say whether this is a self-evaluation."""
    return opening(view).kind == "自评"


def is_assessed_by_others(view: View) -> bool:
    """Say whether assessors score it too."""
    return not is_self(view)


def is_final(view: View) -> bool:
    """Say whether acceptance depends on it."""
    return opening(view).kind == "期末评估"


def is_not_final(view: View) -> bool:
    """Say whether acceptance does not depend on it."""
    return not is_final(view)


def when_final(view: View, _stated: Any) -> bool:
    """Say whether what is done here decides on acceptance."""
    return is_final(view)


def when_not_final(view: View, _stated: Any) -> bool:
    """Say whether what is done here is only noted by the zone."""
    return not is_final(view)


def saw_the_conclusion(view: View, stated: facts.Opinion) -> bool:
    """Say whether an opinion was given on the conclusion as it now reads."""
    return stated.signed == dict(view.texts["conclusion"])


def is_before_acceptance(view: View) -> bool:
    """Say whether it is the self-evaluation with which the zone asks for acceptance."""
    return is_self(view) and opening(view).before_acceptance


def is_yearly_self(view: View) -> bool:
    """Say whether it is a self-evaluation in the course of the experiment."""
    return is_self(view) and not opening(view).before_acceptance


def scored_by_two(view: View) -> bool:
    """Say whether every item was scored by two assessors at least."""
    return all(_twice(line) for line in item_lines(view))


def all_cleared(view: View) -> bool:
    """Say whether nothing is left to be put right; true where nothing was ordered."""
    return all(s.state == "cleared" for s in view.subjects.values() if s.kind.code == "fix")


def nothing_ordered(view: View) -> bool:
    """Say whether nothing was ordered to be put right so far."""
    return "order" not in view.said


def days_ahead(_view: View, stated: facts.Rectification, on: date) -> bool:
    """Say whether every day set lies ahead."""
    return all(f.due > on for f in stated.fixes)


def day_ahead(_view: View, stated: facts.SendBack, on: date) -> bool:
    """Say whether the new day lies ahead."""
    return stated.due > on


# --- What is to be put right ---------------------------------------------------------------------


@dataclass(frozen=True)
class FixLine:
    """One thing to be put right, as it stands."""

    fix: facts.Fix
    state: str  # ordered, repaired, cleared
    due: date
    repair: facts.Repair | None
    words: str  # the latest word of those who verified


def fix_lines(view: View) -> list[FixLine]:
    """Return the list of what is to be put right."""
    ordered = view.said.get("order")
    if not isinstance(ordered, facts.Rectification):
        return []
    return [_fix_line(view, fix) for fix in ordered.fixes]


def _fix_line(view: View, fix: facts.Fix) -> FixLine:
    subject = view.subjects.get(fix_key(fix.number))
    due, words, repair = fix.due, "", None
    for told in subject.told if subject else ():
        if isinstance(told.facts, facts.Repair):
            repair = told.facts
        elif isinstance(told.facts, facts.SendBack):
            due, words = told.facts.due, told.facts.words
        elif isinstance(told.facts, facts.Verification):
            words = told.facts.words
    return FixLine(fix, subject.state if subject else "ordered", due, repair, words)


# --- What goes back to the zone ------------------------------------------------------------------


def outcome(view: View, _stated: Any, *, result: str) -> dict[str, Any]:
    """Return what the zone is told of an evaluation."""
    opened, lines = opening(view), item_lines(view)
    total = totals(lines)
    score = total.own if opened.kind == "自评" else total.average
    said = view.said.get("order")
    return {
        "kind": opened.kind,
        "result": result,
        "score": "" if score is None else str(score),
        "out_of": str(total.points),
        "before_acceptance": opened.before_acceptance,
        "words": str(getattr(_stated, "words", "") or getattr(_stated, "findings", "")),
        "rectify_by": max(f.due for f in said.fixes)
        if isinstance(said, facts.Rectification)
        else None,
        "scores": tuple(line.own for line in lines if line.own),
    }


def outcome_passed(view: View, stated: Any) -> dict[str, Any]:
    """Return the outcome of an evaluation that was passed, or of a self-evaluation."""
    return outcome(view, stated, result="通过")


def outcome_put_right(view: View, stated: Any) -> dict[str, Any]:
    """Return the outcome of an evaluation after which things are to be put right."""
    return outcome(view, stated, result="限期整改")


def outcome_failed(view: View, stated: Any) -> dict[str, Any]:
    """Return the outcome of an evaluation that was not passed."""
    return outcome(view, stated, result="不通过")


def halted(_view: View, stated: facts.Halt) -> dict[str, Any]:
    """Return what the zone is told of a final evaluation that came to no conclusion."""
    return {"words": stated.words}


# --- Columns -------------------------------------------------------------------------------------


def evaluation_row(view: View) -> Rows:
    """Return the one row of an evaluation for lists."""
    opened, lines = opening(view), item_lines(view)
    total = totals(lines)
    fixes = fix_lines(view)
    return {
        "": {
            "zone": opened.zone[:120],
            "kind": opened.kind,
            "period_from": opened.period_from,
            "period_to": opened.period_to,
            "sheet": f"{opened.sheet.code} {opened.sheet.version}"[:60],
            "state": view.state,
            "own": total.own,
            "average": total.average,
            "points": total.points,
            "assessors": len(assessors(lines)),
            "fixes": len(fixes),
            "fixes_cleared": sum(f.state == "cleared" for f in fixes),
        }
    }
