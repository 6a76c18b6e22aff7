"""判断 — what the acts of the plan depend on. Pure."""

from __future__ import annotations

from typing import Any

from tongzhou.lines.zones.plan.facts import (
    Approval,
    ChangeRequest,
    ExpertOpinion,
    GoalTable,
    Launch,
    Opening,
    TaskTable,
)
from tongzhou.lines.zones.plan.findings import blocking, findings
from tongzhou.lines.zones.plan.readings import EXPERT_BEFORE_APPROVAL, EXPERT_MAY_BLOCK
from tongzhou.lines.zones.shapes import PARTS
from tongzhou.procedure.facts import Facts, Writing
from tongzhou.procedure.view import View

TEXT = "plan"


def digests(view: View) -> dict[str, str]:
    """Return the parts that stand, by their digests, in the order of the template."""
    return {p: view.texts[TEXT][p] for p in PARTS if p in view.texts[TEXT]}


def goals_of(view: View) -> GoalTable | None:
    """Return the table of goals that stands."""
    said = view.said.get("set_goals")
    return said if isinstance(said, GoalTable) else None


def tasks_of(view: View) -> TaskTable | None:
    """Return the table of tasks that stands."""
    said = view.said.get("set_tasks")
    return said if isinstance(said, TaskTable) else None


def opening_of(view: View) -> Opening | None:
    """Return what the case was opened with."""
    said = view.said.get("start")
    return said if isinstance(said, Opening) else None


def nobody_wrote_meanwhile(view: View, facts: Writing) -> bool:
    """The part is still the one the writer started from."""
    return view.texts[TEXT].get(facts.part, "") == facts.replaces


def saw_the_current_text(view: View, facts: Facts) -> bool:
    """What is signed is what stands, whole."""
    return getattr(facts, "signed", {}) == dict(view.texts[TEXT])


def complete(view: View) -> bool:
    """Every part is written."""
    return set(view.texts[TEXT]) >= set(PARTS)


def nothing_blocks(view: View) -> bool:
    """The tables hold together: no finding stops the submission."""
    return not blocking(findings(digests(view), goals_of(view), tasks_of(view)))


def launched(view: View) -> bool:
    """The zone has been launched: what follows is a change of an approved plan."""
    return "launch" in view.last


def not_launched(view: View) -> bool:
    """The zone has not been launched."""
    return not launched(view)


def open_parts(view: View) -> tuple[str, ...]:
    """Return the parts that may be written now: all, or those for which a change was requested."""
    if view.state not in ("drafting", "returned", "changing"):
        return ()
    if not launched(view):
        return PARTS
    said = view.said.get("request_change")
    return said.parts if isinstance(said, ChangeRequest) else ()


def part_is_open(view: View, facts: Writing) -> bool:
    """The part may be written: after the launch only those named in the request."""
    return facts.part in open_parts(view)


def names_parts(_view: View, facts: ChangeRequest) -> bool:
    """The request names parts that exist."""
    return set(facts.parts) <= set(PARTS)


def approved_digests(view: View) -> dict[str, str]:
    """Return the text that was approved last."""
    said = [view.said.get(code) for code in ("approve", "approve_change")]
    seqs = [view.last.get(code, -1) for code in ("approve", "approve_change")]
    latest = said[0] if seqs[0] > seqs[1] else said[1]
    return dict(latest.signed) if isinstance(latest, Approval) else {}


def text_is_approved(view: View) -> bool:
    """What stands is what was approved: nothing of the change has been written, or all was restored."""
    return dict(view.texts[TEXT]) == approved_digests(view)


def text_differs(view: View) -> bool:
    """Something differs from what was approved last (or nothing was approved yet)."""
    return not text_is_approved(view)


def expert_spoke(view: View) -> bool:
    """The institute has given its opinion on the text that stands."""
    said = view.said.get("expert_opinion")
    spoke = isinstance(said, ExpertOpinion) and saw_the_current_text(view, said)
    return spoke or not EXPERT_BEFORE_APPROVAL


def expert_allows(view: View) -> bool:
    """The institute does not call the design unworkable."""
    said = view.said.get("expert_opinion")
    refused = isinstance(said, ExpertOpinion) and not said.agrees
    return not (refused and EXPERT_MAY_BLOCK)


def zone_name(view: View) -> str:
    """Return what the zone is called."""
    opening = opening_of(view)
    launch = view.said.get("launch")
    given = launch.name.strip() if isinstance(launch, Launch) else ""
    return given or f"{opening.county_name if opening else ''}构建和谐劳动关系综合试验区"


def called(view: View) -> str:
    """Return what the case is called in lists."""
    return f"{zone_name(view)}建设方案"


def version_number(view: View) -> int:
    """Return how many times the plan was submitted: the number of its latest version."""
    return sum(state == "at_county" for state, _, _ in view.path)


def start_of(view: View, _facts: Launch) -> dict[str, Any]:
    """Return what the running zone is started with 启动移交: the approved tasks and goals."""
    goals, tasks = goals_of(view), tasks_of(view)
    assert goals
    assert tasks
    return {
        "name": zone_name(view),
        "term_from": goals.term_from,
        "term_to": goals.term_to,
        "plan_version": str(version_number(view)),
        "approved_on": view.on.get("approve"),
        "innovations": goals.innovations,
        "tasks": tasks.tasks,
        "goals": goals.goals,
    }


def adjustment_of(view: View, _facts: Any) -> dict[str, Any]:
    """Return what an approved change brings to the running zone 方案调整."""
    goals, tasks = goals_of(view), tasks_of(view)
    request = view.said.get("request_change")
    assert goals
    assert tasks
    return {
        "plan_version": str(version_number(view)),
        "approved_on": view.on.get("approve_change"),
        "term_to": goals.term_to,
        "reason": request.reason if isinstance(request, ChangeRequest) else "",
        "tasks": tasks.tasks,
        "goals": goals.goals,
    }


def progress(view: View) -> dict[str, dict[str, Any]]:
    """Return the columns of a plan for lists, the map and the programme: one row."""
    opening, goals, tasks = opening_of(view), goals_of(view), tasks_of(view)
    stops = blocking(findings(digests(view), goals, tasks))
    return {
        "": {
            "programme": opening.programme if opening else "",
            "year": opening.year if opening else 0,
            "county_name": opening.county_name if opening else "",
            "kind": opening.kind if opening else "",
            "county": view.region[:6],
            "league": view.region[:4],
            "state": view.state,
            "parts_done": len(digests(view)),
            "stops": len(stops),
            "version_no": version_number(view),
            "tasks": len(tasks.tasks) if tasks else 0,
            "goals": len(goals.goals) if goals else 0,
            "term_from": goals.term_from if goals else None,
            "term_to": goals.term_to if goals else None,
            "returns": sum(state == "returned" for state, _, _ in view.path),
            "submitted_on": view.on.get("submit"),
            "reported_on": view.on.get("agree"),
            "approved_on": view.on.get("approve"),
            "launched_on": view.on.get("launch"),
        }
    }
