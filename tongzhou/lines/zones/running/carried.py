"""移交内容 — what a zone hands over to an evaluation, a practice or a nomination. Pure."""

from __future__ import annotations

from typing import Any

from tongzhou.lines.zones.evaluation import sheets
from tongzhou.lines.zones.evaluation.sheets import SelfScore
from tongzhou.lines.zones.practice.facts import Draft
from tongzhou.procedure.view import View

from . import facts
from .rules import called, task_lines, term


def for_evaluation(view: View, order: facts.Order) -> dict[str, Any]:
    """Return what an evaluation opens with: the order, the zone, and the score sheet of that day."""
    sheet = sheets.named(order.sheet)
    brought: tuple[SelfScore, ...] = ()
    done = view.said.get("self_evaluated")
    if order.kind == "期末评估" and isinstance(done, facts.Outcome):
        brought = done.scores
    return {
        "kind": order.kind,
        "before_acceptance": getattr(order, "before_acceptance", False),
        "zone": called(view),
        "period_from": order.period_from,
        "period_to": order.period_to,
        "team": order.team,
        "words": order.words,
        "sheet": sheet,
        "brought": tuple(b for b in brought if b.item in {i.code for i in sheet.items}),
    }


def for_practice(view: View, draft: Draft) -> dict[str, Any]:
    """Return what a practice opens with."""
    return {
        "title": draft.title,
        "problem": draft.problem,
        "method": draft.method,
        "effect": draft.effect,
        "conditions": draft.conditions,
        "files": draft.files,
        "zone": called(view),
    }


def for_nomination(view: View, stated: facts.Nomination) -> dict[str, Any]:
    """Return what a nomination to the national level opens with."""
    lines = task_lines(view)
    first, last = term(view)
    done = sum(line.state == "done" for line in lines)
    passed = view.said.get("pass")
    return {
        "zone": called(view),
        "grounds": stated.grounds,
        "highlights": stated.highlights,
        "term": f"{first}至{last}",
        "tasks": f"共{len(lines)}项，已完成{done}项",
        "result": f"期末评估验收：{passed.result}" if isinstance(passed, facts.Outcome) else "",
    }
