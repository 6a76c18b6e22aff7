"""判断 — what a running zone amounts to: pure functions over its view, with the day passed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from tongzhou.lines.zones.shapes import CHAPTERS, Goal, Task
from tongzhou.procedure.facts import Facts, FileRef
from tongzhou.procedure.view import Subject, Told, View

from . import facts
from .facts import goal_key, number, task_key
from .figures import Trend, gap, half_up, number_in, progress, quarter_begin, quarter_of, quarters

F = TypeVar("F", bound=Facts)

# A task is at risk where it is further behind the calendar than this many points, or ends soon
# unfinished. Neither is in the policy: these are the house's defaults for a warning, not a finding.
POINTS_BEHIND = 20
DAYS_AHEAD = 30

# --- What stands ---------------------------------------------------------------------------------


def start_of(view: View) -> facts.Start:
    """Return what the plan handed over at launch."""
    opened = view.said["start"]
    assert isinstance(opened, facts.Start)
    return opened


def programme(view: View) -> facts.Programme:
    """Return the tasks and goals that stand: those of the launch, or of the last approved change."""
    changed = view.said.get("adjust")
    return changed if isinstance(changed, facts.Adjustment) else start_of(view)


def term(view: View) -> tuple[date, date]:
    """Return the first and the last day of the experiment."""
    opened, now = start_of(view), programme(view)
    last = getattr(now, "term_to", None) or opened.term_to
    return opened.term_from, last


def version(view: View) -> str:
    """Return the version of the plan that is being carried out."""
    return str(getattr(programme(view), "plan_version", ""))


def called(view: View) -> str:
    """Return the name of the zone, for lists."""
    return start_of(view).name if "start" in view.said else ""


def told(subject: Subject | None, kind: type[F]) -> list[tuple[Told, F]]:
    """Return what was stated about a subject in facts of one class, in order."""
    if subject is None:
        return []
    return [(t, t.facts) for t in subject.told if isinstance(t.facts, kind)]


# --- Conditions of acts --------------------------------------------------------------------------


def rows_are_tasks(view: View, stated: facts.Decomposition) -> bool:
    """Say whether every row of a decomposition is a task of the plan."""
    return {r.task for r in stated.rows} <= {t.number for t in programme(view).tasks}


def year_in_term(view: View, stated: Any) -> bool:
    """Say whether a year touches the term of the experiment."""
    first, last = term(view)
    return first.year <= int(stated.year) <= last.year


def quarter_has_begun(view: View, stated: facts.Progress, on: date) -> bool:
    """Say whether the quarter of a report has begun by now and touches the term."""
    first, last = term(view)
    begin = quarter_begin(stated.quarter)
    return quarter_begin(quarter_of(first)) <= begin <= min(on, last)


def whole_means_evidence(_view: View, stated: facts.Progress) -> bool:
    """Say whether a report of the whole shows what was done."""
    return stated.percent < 100 or bool(stated.evidence)


def reply_day_ahead(_view: View, stated: facts.Reminder, on: date) -> bool:
    """Say whether the lead body is left time to answer."""
    return stated.reply_by > on


def conferred_before(_view: View, stated: facts.Termination, on: date) -> bool:
    """Say whether the four bodies have already met."""
    return stated.conferred_on <= on


def rows_are_goals(view: View, stated: facts.Figures) -> bool:
    """Say whether every figure belongs to a goal of the plan."""
    return {r.goal for r in stated.rows} <= {g.code for g in programme(view).goals}


def figures_not_ahead(_view: View, stated: facts.Figures, on: date) -> bool:
    """Say whether the quarter has begun, and no figure is of a day to come."""
    return quarter_begin(stated.quarter) <= on and all(r.as_of <= on for r in stated.rows)


def somebody_asks(view: View) -> bool:
    """Say whether a request to the upper level waits for an answer."""
    return any(open_request(s) for s in view.subjects.values() if s.kind.code == "task")


def is_nominated(view: View) -> bool:
    """Say whether the four bodies of the region have signed a nomination."""
    return "nominated" in view.said


def final_was_halted(view: View) -> bool:
    """Say whether the final evaluation that was ordered last has ended without a conclusion."""
    return view.last.get("halted", -1) > view.last.get("evaluate_finally", -1)


def open_request(subject: Subject | None) -> str:
    """Return the request of a task that nobody has answered yet; empty if there is none."""
    asked = ""
    for entry in subject.told if subject else ():
        if isinstance(entry.facts, facts.Progress) and entry.facts.request.strip():
            asked = entry.facts.request.strip()
        elif isinstance(entry.facts, facts.Reply):
            asked = ""
    return asked


# --- Tasks ---------------------------------------------------------------------------------------

LATE, AT_RISK, ON_TIME = "late", "at_risk", "on_time"


@dataclass(frozen=True)
class TaskLine:
    """One task as it stands: what the plan asks, what was reported, and in which state it is."""

    task: Task
    state: str  # not_begun, under_way, done, dropped: what was recorded
    since: date | None
    percent: int
    reports: tuple[tuple[Told, facts.Progress], ...]
    completion: facts.Completion | None
    evidence: tuple[FileRef, ...]
    request: str
    reminders: int
    years: tuple[facts.Decomposition, ...]

    @property
    def key(self) -> str:
        return task_key(self.task.number)

    @property
    def chapter(self) -> str:
        """Return the paragraph of part 三 in words."""
        return CHAPTERS[self.task.chapter]

    @property
    def is_over(self) -> bool:
        return self.state in ("done", facts.DROPPED)

    def is_late(self, on: date) -> bool:
        """Compare the end the plan sets with a day; nothing is stored about lateness."""
        return not self.is_over and self.task.ends is not None and self.task.ends < on

    def standing(self, on: date) -> str:
        """Return late, at_risk or on_time on a day."""
        if self.is_over:
            return ON_TIME
        if self.is_late(on):
            return LATE
        return AT_RISK if is_at_risk(self.task, self.percent, on=on) else ON_TIME

    def year(self, year: int) -> facts.YearTask | None:
        """Return what the latest decomposition of a year asks of this task."""
        rows = [d.row(self.task.number) for d in self.years if d.year == year]
        return rows[-1] if rows else None


def is_at_risk(task: Task, percent: int, *, on: date) -> bool:
    """Say whether a task is well behind the calendar, or ends soon and is not nearly done."""
    if task.starts is None or task.ends is None or on < task.starts:
        return False
    if task.ends - on <= timedelta(days=DAYS_AHEAD) and percent < 90:
        return True
    return percent + POINTS_BEHIND < planned_percent(task.starts, task.ends, on=on)


def planned_percent(starts: date, ends: date, *, on: date) -> Decimal:
    """Return how much of the time of a task has passed on a day, in per cent, half up."""
    if on <= starts:
        return Decimal(0)
    if on >= ends:
        return Decimal(100)
    return half_up(Decimal((on - starts).days) * 100 / (ends - starts).days)


def task_lines(view: View) -> list[TaskLine]:
    """Return the tasks that stand, in the order of the plan, then those given up."""
    lines = [_task_line(view, task) for task in programme(view).tasks]
    known = {line.key for line in lines}
    for subject in view.subjects.values():
        if subject.kind.code == "task" and subject.key not in known:
            lines += [_task_line(view, task) for task in _last_text(subject)]
    return lines


def _last_text(subject: Subject) -> list[Task]:
    """Return a task as the last text that named it had it."""
    texts = [text for _, text in reversed(told(subject, facts.Programme))]
    return [t for text in texts[:1] for t in text.tasks if task_key(t.number) == subject.key]


def _task_line(view: View, task: Task) -> TaskLine:
    subject = view.subjects.get(task_key(task.number))
    reports = tuple(told(subject, facts.Progress))
    completion = next((f for _, f in reversed(told(subject, facts.Completion))), None)
    files = [f for _, r in reports for f in r.evidence]
    files += completion.evidence if completion else ()
    state = subject.state if subject else "not_begun"
    return TaskLine(
        task=task,
        state=state,
        since=subject.since if subject else None,
        percent=100 if state == "done" else (reports[-1][1].percent if reports else 0),
        reports=reports,
        completion=completion,
        evidence=tuple({f.digest: f for f in files}.values()),
        request=open_request(subject),
        reminders=len(told(subject, facts.Reminder)),
        years=tuple(f for _, f in told(subject, facts.Decomposition)),
    )


def years_of(view: View) -> list[int]:
    """Return the years of the term."""
    first, last = term(view)
    return list(range(first.year, last.year + 1))


# --- Goals ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class GoalLine:
    """One goal as it stands: base, target, the latest figure, gap, source, trend."""

    goal: Goal
    base: Decimal | None
    targets: dict[int, str]
    figures: dict[str, facts.Figure]  # quarter → the latest figure stated for it
    trend: Trend

    @property
    def latest(self) -> tuple[str, facts.Figure] | None:
        """Return the last quarter with a figure, and the figure."""
        found = self.trend.latest
        return (found[0], self.figures[found[0]]) if found else None

    @property
    def actual(self) -> Decimal | None:
        found = self.trend.latest
        return found[1] if found else None

    def target(self, year: int) -> Decimal | None:
        """Return the target of a year as a number; None where it is words or none is set."""
        return number_in(self.targets.get(year, ""))

    def at_year(self, year: int) -> Decimal | None:
        """Return the last value reported in a year."""
        known = [v for q, v in self.values if q.startswith(str(year)) and v is not None]
        return known[-1] if known else None

    @property
    def values(self) -> list[tuple[str, Decimal | None]]:
        return list(zip(self.trend.quarters, self.trend.values, strict=True))

    def gap(self, year: int) -> Decimal | None:
        """Return the distance to the target of a year; minus means: not there yet."""
        return gap(self.at_year(year), self.target(year), better=self.goal.better)

    def progress(self, year: int) -> Decimal | None:
        """Return how much of the way from the base to the target of a year is covered."""
        return progress(self.base, self.at_year(year), self.target(year))


def goal_lines(view: View) -> list[GoalLine]:
    """Return the goals that stand, in the order of the plan."""
    first, last = term(view)
    span = tuple(quarters(first, last))
    return [_goal_line(view, goal, span) for goal in programme(view).goals]


def _goal_line(view: View, goal: Goal, span: tuple[str, ...]) -> GoalLine:
    found: dict[str, facts.Figure] = {}
    for _, stated in told(view.subjects.get(goal_key(goal.code)), facts.Figures):
        figure = stated.row(goal.code)
        if figure is not None:
            found[stated.quarter] = figure
    # A figure of before the term (or of after it) is not lost: it is shown in its place.
    shown = tuple(sorted({*span, *found}))
    values = tuple(number(found[q].value) if q in found else None for q in shown)
    return GoalLine(
        goal=goal,
        base=number_in(goal.base),
        targets={s.year: s.goal for s in goal.targets},
        figures=found,
        trend=Trend(shown, values),
    )
