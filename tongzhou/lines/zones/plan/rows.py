"""改一行 — one change of a table put upon what stands now, though others have written meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from tongzhou.lines.zones.plan.facts import GoalTable, TaskTable
from tongzhou.lines.zones.plan.forms import GoalForm, TaskForm
from tongzhou.lines.zones.plan.merging import rows_merged
from tongzhou.lines.zones.plan.pages import Plan
from tongzhou.lines.zones.plan.rules import goals_of, tasks_of
from tongzhou.lines.zones.plan.tables import GOAL_COLUMNS, TASK_COLUMNS
from tongzhou.lines.zones.shapes import Goal, Task
from tongzhou.procedure.counter import Visitor
from tongzhou.procedure.refusal import Refused

Table = GoalTable | TaskTable
Rows = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """One of the two tables of a plan."""

    part: str
    act: str
    field: str
    key: str
    label: str
    row_label: str
    columns: Mapping[str, str]
    form: Any
    make: type[Table]

    def rows(self, table: Table) -> Rows:
        """Return the rows by their key, in order."""
        return {str(getattr(row, self.key)): row for row in getattr(table, self.field)}


GOALS = Kind(
    "goals", "set_goals", "goals", "code", "总体目标表", "目标", GOAL_COLUMNS, GoalForm, GoalTable
)
TASKS = Kind(
    "tasks",
    "set_tasks",
    "tasks",
    "number",
    "职责任务分工",
    "任务",
    TASK_COLUMNS,
    TaskForm,
    TaskTable,
)
KINDS = {"goals": GOALS, "tasks": TASKS}


class Clash(Exception):
    """Somebody else changed the same row meanwhile; `theirs` is what stands now."""

    def __init__(self, keys: list[str], theirs: Rows) -> None:
        super().__init__("、".join(keys))
        self.keys, self.theirs = keys, theirs


def table_now(plan: Plan, kind: Kind) -> Table:
    """Return the table that stands, or an empty one."""
    found: Table | None = goals_of(plan.view) if kind is GOALS else tasks_of(plan.view)
    return found if found is not None else kind.make()


def table_at(plan: Plan, kind: Kind, digest: str) -> Table:
    """Return the table as it was under a digest, or an empty one."""
    for r in plan.records:
        if r.act == kind.act and r.facts.get("digest") == digest:
            return msgspec.convert(r.facts, kind.make)
    return kind.make()


def put(
    plan: Plan,
    visitor: Visitor,
    kind: Kind,
    change: Callable[[Rows], Rows],
    *,
    replaces: str,
    head: Mapping[str, Any] | None = None,
    request: str = "",
) -> None:
    """Change the rows (and the head) of a table by the door.

    `replaces` is the digest of the table the person had before them. Rows that others changed meanwhile
    stay as they are; raises Clash where somebody changed the same row, Refused where the door refuses.
    """
    if plan.writer is None:
        raise Refused("由本旗县的方案起草人编写")
    now = table_now(plan, kind)
    base = table_at(plan, kind, replaces) if replaces else kind.make()
    mine = change(dict(kind.rows(base)))
    both, clashes = rows_merged(kind.rows(base), mine, kind.rows(now))
    if clashes:
        raise Clash(clashes, kind.rows(now))
    if list(kind.rows(base)) == list(kind.rows(now)):  # nobody moved rows: mine is the order
        both = {key: both[key] for key in mine if key in both}
    changed = {k: v for k, v in (head or {}).items() if v != getattr(base, k)}
    if moved := [k for k in changed if getattr(now, k) not in (getattr(base, k), changed[k])]:
        raise Clash(moved, {k: getattr(now, k) for k in moved})
    current = plan.digests.get(kind.part, "")
    fields: dict[str, Any] = {kind.field: tuple(both.values()), "replaces": current, "digest": ""}
    visitor.door.act(
        plan.case,
        kind.act,
        by=plan.writer,
        at=visitor.at,
        facts=msgspec.structs.replace(now, **fields, **changed),
        request=request or None,
    )


def with_row(key: str, row: Task | Goal, kind: Kind) -> Callable[[Rows], Rows]:
    """Return the change that puts a row in the place of the one with this key, or at the end."""

    def change(rows: Rows) -> Rows:
        new = str(getattr(row, kind.key))
        if new != key and new in rows:
            raise Refused(f"“{new}”已有，请改用别的编号")
        if key in rows:
            return {(new if k == key else k): (row if k == key else v) for k, v in rows.items()}
        return rows | {new: row}

    return change


def without(key: str) -> Callable[[Rows], Rows]:
    """Return the change that takes a row away."""
    return lambda rows: {k: v for k, v in rows.items() if k != key}


def imported(new: Rows, *, replace: bool) -> Callable[[Rows], Rows]:
    """Return the change that takes rows from a file: in place of all, or of those with their keys."""
    return lambda rows: dict(new) if replace else rows | new
