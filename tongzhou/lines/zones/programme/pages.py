"""Where each league stands at each milestone of a programme, read from its choices and its plans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tongzhou.lines.zones.models.plan import ZonePlan, ZoneSelection
from tongzhou.lines.zones.policy import LEAGUES
from tongzhou.lines.zones.programme.facts import league_key
from tongzhou.lines.zones.programme.rules import Mark, Milestone, call_of, mark, milestones
from tongzhou.procedure.view import View


@dataclass(frozen=True)
class Cell:
    """One league at one milestone."""

    milestone: Milestone
    mark: Mark


@dataclass(frozen=True)
class LeagueRow:
    """One league: its choice, its plans, its marks. A case this person may not open has no uid."""

    code: str
    name: str
    site: str
    state: str
    selection: str
    plans: tuple[tuple[str, str, str], ...]  # (county, state, uid)
    cells: tuple[Cell, ...]

    @property
    def late(self) -> bool:
        return any(c.mark.level == "late" for c in self.cells)


def rows(view: View, *, on: date, may_open: Iterable[int]) -> list[LeagueRow]:
    """Return the twelve leagues of a programme as they stand on a day, in the order of their codes."""
    allowed = set(may_open)
    call = call_of(view)
    ours = {"programme": call.name, "year": call.year}
    choices = {s.league: s for s in ZoneSelection.objects.filter(**ours).select_related("case")}
    plans: dict[str, list[ZonePlan]] = {}
    for plan in ZonePlan.objects.filter(**ours).select_related("case").order_by("case_id"):
        plans.setdefault(plan.league, []).append(plan)
    due = milestones(call)
    found = []
    for code, name in LEAGUES.items():
        subject = view.subjects.get(league_key(code))
        choice = choices.get(code)
        uid = choice.case.uid if choice and choice.case_id in allowed else ""
        found.append(_row(code, name, subject, choice, plans.get(code, []), due, on, allowed, uid))
    return found


def _row(
    code: str,
    name: str,
    subject: object,
    choice: ZoneSelection | None,
    plans: list[ZonePlan],
    due: tuple[Milestone, ...],
    on: date,
    allowed: set[int],
    uid: str,
) -> LeagueRow:
    state = getattr(subject, "state", "waiting")
    since: date | None = getattr(subject, "since", None)
    on_paper = since if state == "chosen" else None
    done: dict[str, date | None] = {
        "selected": (choice.reported_on if choice else None) or on_paper,
        "reported": _all_done([p.reported_on for p in plans]),
        "launched": _all_done([p.launched_on for p in plans]),
    }
    cells = [Cell(m, mark(done[m.code], m.due, on=on, excused=state == "excused")) for m in due]
    words = {"waiting": "待选点", "chosen": "已选点", "excused": "未选点（已说明理由）"}
    return LeagueRow(
        code,
        name,
        (choice.chosen if choice else "") or "、".join(p.county_name for p in plans),
        words.get(state, state),
        uid,
        tuple((p.county_name, p.state, p.case.uid if p.case_id in allowed else "") for p in plans),
        tuple(cells),
    )


def _all_done(days: list[date | None]) -> date | None:
    """Return the last of the days, if every one of them is there."""
    known = [d for d in days if d]
    return max(known) if known and len(known) == len(days) else None
