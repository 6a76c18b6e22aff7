"""预警地图、队列 — where warnings are open, and which of them must be looked at first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.procedure import nearing
from tongzhou.procedure.counter import Visitor, VisitorRequest, names_of, page
from tongzhou.procedure.models import ClockRow
from tongzhou.registry.models import Region
from tongzhou.warning.cases.procedure import CASE, CODE
from tongzhou.warning.cases.rows import NEVER
from tongzhou.warning.cases.states import HANDLER
from tongzhou.warning.models import EmployerLevel, SignalRun, WarningRow
from tongzhou.warning.offices import ANALYST, RESPONDER
from tongzhou.warning.rules import WARNING, Level

from .sight import areas, reach_of, room, warnings
from .tiles import length_below, summed, tiles

EACH = 50


@room()
def board(request: VisitorRequest) -> HttpResponse:
    """Show the parts of an area as tiles, coloured by the gravest open warning, with the same as a table.

    Who watches over no area has no map: the list of what was sent to them is shown instead.
    """
    visitor = request.visitor
    if not areas(visitor):
        return redirect("warning:queue")
    area = reach_of(visitor, request.GET.get("area", "")[:9])
    mine = areas(visitor)
    open_rows = warnings(visitor, area).filter(is_open=True)
    parts = tiles(area, open_rows)
    whole = summed(parts)
    above = [area[:n] for n in (2, 4, 6) if n < len(area)]
    names = names_of({area, *above})
    late = open_rows.filter(due_at__lt=visitor.at).count()
    context = {
        "area": area,
        "name": names.get(area, area),
        "above": [(c, names.get(c, c)) for c in above if any(c.startswith(m) for m in mine)],
        "parts": parts,
        "placed": len(area) == 2,
        "deeper": length_below(area) > len(area),
        "whole": whole,
        "late": late,
        "levels": WARNING,
        "run": SignalRun.objects.order_by("-as_of", "-pk").first(),
        "may_report": any(a.office in (ANALYST.code, RESPONDER.code) for a in visitor.actors),
        "tab": "map",
    }
    return page(request, "warning/board.html", context)


@room()
def queue(request: VisitorRequest) -> HttpResponse:
    """Show open warnings, the gravest first and within a level by the clock, fifty to a page by key."""
    visitor = request.visitor
    level, mine, part = (request.GET.get(n, "") for n in ("level", "mine", "area"))
    area = reach_of(visitor, part[:9]) if part else ""
    rows = warnings(visitor, area).filter(is_open=True)
    if level in {x.value for x in WARNING}:
        rows = rows.filter(urgency=9 - Level(level).rank)
    if mine:
        rows = rows.filter(
            case__subjects__kind=HANDLER.code,
            case__subjects__ref=str(visitor.person.pk),
            case__subjects__state="assigned",
        )
    rows = _after(rows, request.GET.get("after", ""))
    found = list(rows.select_related("case").order_by("urgency", "due_at", "pk")[: EACH + 1])
    shown = found[:EACH]
    data = request.GET.copy()
    data.pop("after", None)
    query = data.urlencode()
    last = shown[-1] if len(found) > EACH else None
    places = names_of({r.case.region for r in shown})
    clocks, missing = _clocks(shown), _missing(shown)
    context = {
        "rows": [_line(r, places, clocks, missing, visitor) for r in shown],
        "levels": WARNING,
        "level": level,
        "mine": bool(mine),
        "area": area,
        "name": Region.objects.filter(code=area).values_list("name", flat=True).first()
        if area
        else "",
        "next": f"{query}&after={_mark(last)}".lstrip("&") if last else "",
        "tab": "queue",
        "may_report": any(a.office in (ANALYST.code, RESPONDER.code) for a in visitor.actors),
    }
    return page(request, "warning/queue.html", context)


def _mark(row: WarningRow) -> str:
    """Return the place of a row in the order urgency, moment, key."""
    return f"{row.urgency}_{row.due_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}_{row.pk}"


def _after(rows: Any, mark: str) -> Any:
    """Return the rows after a place in the order urgency, moment, key."""
    urgency, _bar, rest = mark.partition("_")
    due, _bar, pk = rest.partition("_")
    try:
        over = datetime.fromisoformat(due).astimezone(UTC)
    except (ValueError, OverflowError):
        return rows
    if not (urgency.isdigit() and pk.isdigit()):
        return rows
    n, key = int(urgency), int(pk)
    return rows.filter(urgency__gte=n).filter(
        Q(urgency__gt=n) | Q(urgency=n, due_at__gt=over) | Q(urgency=n, due_at=over, pk__gt=key)
    )


def _clocks(rows: list[WarningRow]) -> dict[int, ClockRow]:
    """Return for each case its running clock that is due first of those an office must meet. One query."""
    found: dict[int, ClockRow] = {}
    clocks = ClockRow.objects.filter(
        case__in=[r.case_id for r in rows], is_running=True, due__isnull=False
    ).exclude(owes__in=("party", ""))
    for clock in clocks.order_by("-due_at", "-pk"):
        found[clock.case_id] = clock
    return found


def _missing(rows: list[WarningRow]) -> dict[int, int]:
    """Return for each employer how many rules had no data at the latest look. One query."""
    of = EmployerLevel.objects.filter(employer__in=[r.employer for r in rows if r.employer])
    return dict(of.values_list("employer", "grey"))


def _line(
    row: WarningRow,
    places: dict[str, str],
    clocks: dict[int, ClockRow],
    missing: dict[int, int],
    visitor: Visitor,
) -> dict[str, Any]:
    clock = clocks.get(row.case_id)
    due = nearing.of_clock(clock, CODE, at=visitor.at) if clock and row.due != NEVER else None
    return {
        "row": row,
        "level": Level(row.level),
        "missing": missing.get(row.employer or 0, 0),
        "state": CASE.states[row.case.state].staff,
        "place": places.get(row.case.region, row.case.region),
        "who": row.case.handled_by or (_("未派发") if row.issued_on else "—"),
        "due": due,
    }
