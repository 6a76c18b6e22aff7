"""图 — positions of a Gantt chart and of a trend line, reckoned on the server. Pure; no script draws them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .figures import Trend, half_up, quarter_begin, quarter_end, quarters
from .rules import TaskLine

ROW, HEAD, LEFT, RIGHT = 30, 34, 250, 12
WIDTH = 1100


@dataclass(frozen=True)
class Bar:
    """One task on the chart: where its planned time lies, and how much of it is reported as done."""

    line: TaskLine
    y: int
    x: Decimal
    width: Decimal
    done: Decimal
    standing: str

    @property
    def middle(self) -> int:
        return self.y + ROW // 2

    @property
    def top(self) -> int:
        return self.y + 7


@dataclass(frozen=True)
class Tick:
    """A quarter on the axis."""

    x: Decimal
    width: Decimal
    quarter: str

    @property
    def year(self) -> str:
        return self.quarter[:4]

    @property
    def label(self) -> str:
        return self.quarter[4:]

    @property
    def begins_year(self) -> bool:
        return self.quarter.endswith("Q1")

    @property
    def middle(self) -> Decimal:
        return self.x + self.width / 2


@dataclass(frozen=True)
class Gantt:
    """甘特图, ready to be drawn."""

    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    today: Decimal | None
    height: int
    width: int = WIDTH
    left: int = LEFT
    head: int = HEAD


def gantt(lines: list[TaskLine], *, first: date, last: date, on: date) -> Gantt:
    """Place the tasks that have dates between the first and last quarter of the span."""
    span = quarters(first, last)
    begin, end = quarter_begin(span[0]), quarter_end(span[-1])
    days = (end - begin).days + 1
    room = WIDTH - LEFT - RIGHT

    def x(day: date) -> Decimal:
        inside = min(max((day - begin).days, 0), days)
        return half_up(Decimal(LEFT) + Decimal(room) * inside / days)

    ticks = []
    for quarter in span:
        at = x(quarter_begin(quarter))
        ticks.append(Tick(at, x(quarter_end(quarter)) - at, quarter))
    bars = []
    placed = [line for line in lines if line.task.starts and line.task.ends]
    for n, line in enumerate(placed):
        assert line.task.starts
        assert line.task.ends
        at = x(line.task.starts)
        width = max(x(line.task.ends) - at, Decimal(6))
        done = half_up(width * line.percent / 100)
        bars.append(Bar(line, HEAD + n * ROW, at, width, done, line.standing(on)))
    inside = begin <= on <= end
    return Gantt(tuple(ticks), tuple(bars), x(on) if inside else None, HEAD + len(bars) * ROW + 8)


@dataclass(frozen=True)
class Spark:
    """走势线: pieces of a line, broken where a quarter has no value, and the last point."""

    lines: tuple[str, ...]
    dots: tuple[tuple[Decimal, Decimal], ...]
    target: Decimal | None
    words: str


def spark(trend: Trend, target: Decimal | None, *, width: int = 120, height: int = 32) -> Spark:
    """Place a trend in a small box; the target, where it is a number, is a level line."""
    known = trend.known
    if not known:
        return Spark((), (), None, "")
    low = min([*known, *([target] if target is not None else [])])
    high = max([*known, *([target] if target is not None else [])])
    tall, pad = high - low, 4
    step = Decimal(width - 2 * pad) / max(len(trend.values) - 1, 1)

    def point(at: int, value: Decimal) -> tuple[Decimal, Decimal]:
        share = (value - low) / tall if tall else Decimal("0.5")
        return half_up(pad + step * at), half_up(height - pad - share * (height - 2 * pad))

    lines, dots = [], []
    for run in trend.segments():
        points = [point(at, value) for at, value in run]
        dots.append(points[-1] if len(points) > 1 else points[0])
        if len(points) > 1:
            lines.append(" ".join(f"{x},{y}" for x, y in points))
    level = point(0, target)[1] if target is not None else None
    words = "，".join(
        f"{quarter} {value}"
        for quarter, value in zip(trend.quarters, trend.values, strict=True)
        if value is not None
    )
    return Spark(tuple(lines), tuple(dots), level, words)
