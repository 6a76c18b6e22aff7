"""投影列 — the rows that boards and lists are answered from, filled from the view of a zone. Pure."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from tongzhou.procedure.catalogue import Rows
from tongzhou.procedure.view import View

from . import facts
from .figures import half_up
from .rules import goal_lines, start_of, task_lines, term, version


def zone_card(view: View) -> Rows:
    """Return the one row of a zone for boards."""
    lines = [line for line in task_lines(view) if line.state != facts.DROPPED]
    states = Counter(line.state for line in lines)
    goals = [g for g in goal_lines(view) if g.goal.kind == "定量"]
    opened = start_of(view)
    first, last = term(view)
    return {
        "": {
            "name": opened.name[:120],
            "state": view.state,
            "since": view.state_since,
            "term_from": first,
            "term_to": last,
            "plan_version": version(view)[:40],
            "tasks": len(lines),
            "tasks_done": states["done"],
            "goals": len(goals),
            "goals_reported": sum(g.actual is not None for g in goals),
            "requests": sum(bool(line.request) for line in lines),
        }
    }


def zone_tasks(view: View) -> Rows:
    """Return a row for each task."""
    return {
        line.task.number: {
            "number": line.task.number,
            "place": at,
            "title": line.task.title[:200],
            "chapter": line.task.chapter,
            "lead": line.task.lead[:100],
            "starts": line.task.starts,
            "ends": line.task.ends,
            "percent": line.percent,
            "state": line.state,
            "evidence": len(line.evidence),
            "last_report_on": line.reports[-1][0].on if line.reports else None,
            "request_open": bool(line.request),
        }
        for at, line in enumerate(task_lines(view))
    }


def zone_indicators(view: View) -> Rows:
    """Return a row for each goal: what was measured last, from which source, as of which day."""
    rows: Rows = {}
    for at, line in enumerate(goal_lines(view)):
        latest = line.latest
        year = int(latest[0][:4]) if latest else term(view)[1].year
        rows[line.goal.code] = {
            "code": line.goal.code,
            "place": at,
            "name": line.goal.name[:200],
            "kind": line.goal.kind,
            "unit": line.goal.unit[:20],
            "better": line.goal.better,
            "base": _stored(line.base),
            "target": _stored(line.target(year)),
            "target_year": year,
            "quarter": latest[0] if latest else "",
            "actual": _stored(line.actual),
            "gap": _stored(line.gap(year)),
            "source": latest[1].source[:100] if latest else line.goal.source[:100],
            "as_of": latest[1].as_of if latest else None,
        }
    return rows


def _stored(value: Decimal | None) -> Decimal | None:
    """Return a value at the scale of the column, so that stored and computed rows are equal."""
    return None if value is None else half_up(value, Decimal("0.0001"))
