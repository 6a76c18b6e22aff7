"""方案的版本 — each submission is a version; what stood in it, and how one became another. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import msgspec

from tongzhou.lines.zones.plan.facts import GoalTable, TaskTable
from tongzhou.lines.zones.shapes import HEADINGS, PARTS, Goal, Stage, Task
from tongzhou.procedure.compare import Piece, difference, is_changed
from tongzhou.procedure.facts import hints
from tongzhou.procedure.fold import effective
from tongzhou.procedure.view import Record

WRITES = ("write", "set_goals", "set_tasks")


@dataclass(frozen=True)
class Version:
    """The text as it was submitted. `number` 0 is the text as it stands now, not yet submitted."""

    number: int
    seq: int
    on: date
    digests: dict[str, str]
    goals: GoalTable = field(default_factory=GoalTable)
    tasks: TaskTable = field(default_factory=TaskTable)
    words: str = ""
    approved: bool = False

    @property
    def label(self) -> str:
        """Return what it is called."""
        return f"第{self.number}版" if self.number else "当前文本"


@dataclass(frozen=True)
class Writing:
    """Who wrote a part last, and when."""

    part: str
    seq: int
    on: date
    actor: str


def versions(records: Iterable[Record]) -> list[Version]:
    """Return the versions, oldest first; the last is the text as it stands, if it was changed since."""
    stream, _ = effective(records)
    digests: dict[str, str] = {}
    goals, tasks = GoalTable(), TaskTable()
    found: list[Version] = []
    for r in stream:
        if r.act in WRITES:
            digests = {**digests, r.facts["part"]: r.facts["digest"]}
        if r.act == "set_goals":
            goals = msgspec.convert(r.facts, GoalTable)
        elif r.act == "set_tasks":
            tasks = msgspec.convert(r.facts, TaskTable)
        elif r.act == "submit":
            words = r.facts.get("words", "")
            found.append(
                Version(len(found) + 1, r.seq, r.happened_on, digests, goals, tasks, words)
            )
        elif r.act in ("approve", "approve_change") and found:
            found[-1] = replace(found[-1], approved=True)
    if digests and (not found or found[-1].digests != digests):
        last = stream[-1]
        found.append(Version(0, last.seq, last.happened_on, digests, goals, tasks))
    return found


def last_writings(records: Iterable[Record]) -> dict[str, Writing]:
    """Return for each part who wrote it last."""
    stream, _ = effective(records)
    return {
        r.facts["part"]: Writing(
            r.facts["part"], r.seq, r.happened_on, r.actors[0] if r.actors else ""
        )
        for r in stream
        if r.act in WRITES
    }


@dataclass(frozen=True)
class RowChange:
    """How one row of a table changed: `kind` new, old or changed; the fields that differ."""

    kind: str
    key: str
    name: str
    fields: tuple[tuple[str, list[Piece]], ...] = ()


@dataclass(frozen=True)
class PartChange:
    """How one part changed: pieces of text, or rows."""

    part: str
    pieces: list[Piece]
    rows: tuple[RowChange, ...] = ()


def changes(old: Version, new: Version, contents: Mapping[str, str]) -> Iterator[PartChange]:
    """Yield the parts that differ, in the order of the plan. `contents` are texts by digest."""
    for part in PARTS:
        a, b = old.digests.get(part, ""), new.digests.get(part, "")
        if a == b:
            continue
        if part in HEADINGS:
            yield PartChange(part, difference(contents.get(a, ""), contents.get(b, "")))
        elif part == "goals":
            head = difference(_head(old.goals), _head(new.goals))
            rows = _rows(
                {g.code: g for g in old.goals.goals}, {g.code: g for g in new.goals.goals}, Goal
            )
            yield PartChange(part, head if is_changed(head) else [], tuple(rows))
        else:
            before = {t.number: t for t in old.tasks.tasks}
            after = {t.number: t for t in new.tasks.tasks}
            yield PartChange(part, [], tuple(_rows(before, after, Task)))


def _head(table: GoalTable) -> str:
    lines = [f"试验期：{table.term_from or '未定'}至{table.term_to or '未定'}"]
    return "\n".join([*lines, *(f"创新点：{line}" for line in table.innovations)])


def _rows(old: Mapping[str, Any], new: Mapping[str, Any], kind: Any) -> Iterator[RowChange]:
    labels = {n: meta.title or n for n, meta in hints(kind).items()}
    for key, row in new.items():
        if key not in old:
            yield RowChange("new", key, _name(row))
            continue
        fields = tuple(
            (label, difference(in_words(getattr(old[key], name)), in_words(getattr(row, name))))
            for name, label in labels.items()
            if getattr(old[key], name) != getattr(row, name)
        )
        if fields:
            yield RowChange("changed", key, _name(row), fields)
    for key, row in old.items():
        if key not in new:
            yield RowChange("old", key, _name(row))


def _name(row: Any) -> str:
    return str(getattr(row, "title", "") or getattr(row, "name", ""))


def in_words(value: Any) -> str:
    """Return a field of a row as people read it."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        lines = [f"{v.year}年：{v.goal}" if isinstance(v, Stage) else str(v) for v in value]
        stages = any(isinstance(v, Stage) for v in value)
        return ("\n" if stages else "、").join(lines)
    return {"higher": "越高越好", "lower": "越低越好"}.get(value, str(value))
