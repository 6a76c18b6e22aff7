"""What the pages of one zone show, put together from its view."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tongzhou.lines.zones.shapes import CHAPTERS
from tongzhou.procedure.counter import Visitor
from tongzhou.procedure.declare import Act
from tongzhou.procedure.models import Case
from tongzhou.procedure.view import View

from . import procedure as zone
from . import rules
from .charts import Spark, spark
from .rules import AT_RISK, LATE, GoalLine, TaskLine

STANDINGS = {"done": "已完成", LATE: "滞后", AT_RISK: "有风险", "on_time": "正常"}
STATE_TONES = {"done": "ok", "under_way": "info", "not_begun": "neutral", "dropped": "neutral"}


@dataclass(frozen=True)
class TaskRow:
    """One task on the board, on a day."""

    line: TaskLine
    on: date

    @property
    def is_late(self) -> bool:
        return self.line.is_late(self.on)

    @property
    def days_late(self) -> int:
        return (self.on - self.line.task.ends).days if self.line.task.ends else 0

    @property
    def standing(self) -> str:
        return "done" if self.line.is_over else self.line.standing(self.on)

    @property
    def word(self) -> str:
        """Return the state in words. 滞后 is a comparison made here, not a state that is stored."""
        if self.is_late:
            return _("滞后 %(n)d 天") % {"n": self.days_late}
        if self.standing == AT_RISK:
            return _("%(state)s，有风险") % {"state": self._recorded}
        return self._recorded

    @property
    def _recorded(self) -> str:
        return next(s.staff for s in zone.TASK.states if s.code == self.line.state)

    @property
    def tone(self) -> str:
        if self.is_late:
            return "over"
        if self.standing == AT_RISK:
            return "warn"
        return STATE_TONES[self.line.state]

    @property
    def icon(self) -> str:
        return {"done": "circle-check", LATE: "circle-alert", AT_RISK: "triangle-alert"}.get(
            self.standing, "circle-dot" if self.line.state == "under_way" else "circle"
        )


@dataclass(frozen=True)
class Wanted:
    """What the board is narrowed to."""

    lead: str = ""
    year: int | None = None
    standing: str = ""
    chapter: str = ""

    @classmethod
    def of(cls, query: Any) -> Wanted:
        """Read the filters of an address; what is not understood is left out."""
        year = query.get("year", "")
        standing = query.get("standing", "")
        chapter = query.get("chapter", "")
        return cls(
            lead=query.get("lead", "")[:100],
            year=int(year) if year.isdigit() and len(year) == 4 else None,
            standing=standing if standing in STANDINGS else "",
            chapter=chapter if chapter in CHAPTERS else "",
        )

    def keeps(self, row: TaskRow) -> bool:
        """Say whether a task is shown."""
        task = row.line.task
        begin = task.starts.year if task.starts else 0
        end = task.ends.year if task.ends else 9999
        return (
            (not self.lead or self.lead == task.lead or self.lead in task.joint)
            and (self.year is None or begin <= self.year <= end)
            and (not self.standing or self.standing == row.standing)
            and (not self.chapter or self.chapter == task.chapter)
        )

    @property
    def is_any(self) -> bool:
        return bool(self.lead or self.year or self.standing or self.chapter)


def by_chapter(rows: Iterable[TaskRow]) -> list[tuple[str, str, list[TaskRow]]]:
    """Return (number, words, tasks) for each paragraph of part 三 that has tasks."""
    found: dict[str, list[TaskRow]] = {code: [] for code in CHAPTERS}
    for row in rows:
        found[row.line.task.chapter].append(row)
    return [(code, CHAPTERS[code], tasks) for code, tasks in found.items() if tasks]


@dataclass(frozen=True)
class GoalRow:
    """One goal in the table of a year."""

    line: GoalLine
    year: int

    @property
    def target(self) -> str:
        return self.line.targets.get(self.year, "")

    @property
    def actual(self) -> Decimal | None:
        return self.line.at_year(self.year)

    @property
    def gap(self) -> Decimal | None:
        return self.line.gap(self.year)

    @property
    def progress(self) -> Decimal | None:
        return self.line.progress(self.year)

    @property
    def figure(self) -> Any:
        """Return (quarter, figure) of the last value of the year, or None."""
        quarters = [q for q in self.line.figures if q.startswith(str(self.year))]
        return (max(quarters), self.line.figures[max(quarters)]) if quarters else None

    @property
    def tone(self) -> str:
        if self.gap is None:
            return "neutral"
        return "ok" if self.gap >= 0 else "warn"

    @property
    def word(self) -> str:
        if self.actual is None:
            return _("未填报")
        if self.gap is None:
            return _("无数值目标")
        return _("已达到") if self.gap >= 0 else _("未达到")

    @property
    def quarters(self) -> list[tuple[str, Decimal | None]]:
        return [(q, v) for q, v in self.line.values if q.startswith(str(self.year))]

    @property
    def spark(self) -> Spark:
        return spark(self.line.trend, self.line.target(self.year))


@dataclass(frozen=True)
class Step:
    """A stage of the chain, as the bar shows it."""

    name: str
    status: str
    on: str


def steps(view: View) -> list[Step]:
    """Return the chain 实施→自评→评估验收→验收通过→推广→推荐国家级 with the days it was entered."""
    codes = [s.code for s in zone.ZONE.steps]
    entered = {code: day for code, day, _seq in view.path}
    reached = [codes.index(c) for c, _day, _seq in view.path if c in codes]
    at = reached[-1] if reached else -1
    out = []
    for i, state in enumerate(zone.ZONE.steps):
        status = "now" if i == at else "done" if i < at and state.code in entered else ""
        day = f"{entered[state.code]:%Y-%m-%d}" if state.code in entered and i <= at else ""
        out.append(Step(state.staff, status, day))
    return out


@dataclass(frozen=True)
class Doable:
    """An act this person may do now, with the address of its form."""

    label: str
    url: str


def doable(visitor: Visitor, case: Case, view: View, acts: Iterable[Act[Any]]) -> list[Doable]:
    """Return which of these acts of the zone this person may do now."""
    return [
        Doable(act.label, reverse("desk:act", args=[case.uid, act.code]))
        for act in acts
        if visitor.able(act, view)
    ]


def task_acts(
    visitor: Visitor, case: Case, view: View, line: TaskLine
) -> list[tuple[Act[Any], str]]:
    """Return the acts about one task that this person may do now, with their addresses."""
    found = []
    for act in (zone.report, zone.complete, zone.remind, zone.answer):
        if act is zone.answer and not line.request:
            continue
        if act is not zone.answer and line.is_over:
            continue
        actors = visitor.acting(act, view)
        if act.by_owner:
            actors = [a for a in actors if a.body == line.task.lead]
        if actors and visitor.able(act, view):
            url = reverse("zones-board:task-act", args=[case.uid, line.task.number, act.code])
            found.append((act, url))
    return found


def counts(rows: list[TaskRow]) -> dict[str, int]:
    """Return how the tasks of a zone stand; tasks given up are left out."""
    live = [r for r in rows if r.line.state != "dropped"]
    return {
        "all": len(live),
        "done": sum(r.line.state == "done" for r in live),
        "late": sum(r.is_late for r in live),
        "at_risk": sum(r.standing == AT_RISK for r in live),
        "evidence": sum(len(r.line.evidence) for r in live),
        "requests": sum(bool(r.line.request) for r in live),
    }


def task_rows(view: View, on: date) -> list[TaskRow]:
    """Return the tasks of a zone on a day."""
    return [TaskRow(line, on) for line in rules.task_lines(view)]
