"""A sample plan: every heading of the template, fourteen tasks, nine goals; nobody's real plan.

`plan.md` holds the text, `tasks.csv` and `goals.csv` the tables, in which years are counted from the year of
launch: 1 is that year, 0 the year before, 2 the next.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tongzhou.lines.zones.plan.facts import GoalTable, TaskTable
from tongzhou.lines.zones.shapes import Goal, Stage, Task

HERE = Path(__file__).parent
INNOVATIONS = (
    "工业园区两个行业的行业性工资集体协商",
    "多部门数据归集的欠薪预警和限时核查",
    "劳动关系协调员“一企一社区一人”派单积分管理",
)


@dataclass(frozen=True)
class SamplePlan:
    """The text by part, and the two tables."""

    parts: dict[str, str]
    goals: GoalTable
    tasks: TaskTable


def sample_plan(
    county: str = "示例旗", *, league: str = "示例市", short: str = "示例旗", launch: date
) -> SamplePlan:
    """Return the plan of a county that starts on `launch` and runs three years.

    `county` and `league` are names in the text; `short` stands before the names of units: the short
    names of the bodies that lead and join.
    """
    names = {"county": county, "league": league}
    names |= {f"y{n}": str(launch.year + n - 1) for n in range(5)}
    last = launch.replace(year=launch.year + 3) - timedelta(days=1)
    year = launch.year - 1
    return SamplePlan(
        parts={part: text.format(**names) for part, text in _sections()},
        goals=GoalTable(
            term_from=launch,
            term_to=last,
            innovations=INNOVATIONS,
            goals=tuple(_goal(row, year) for row in _rows("goals.csv")),
        ),
        tasks=TaskTable(
            tasks=tuple(_task(row, year, short, launch, last) for row in _rows("tasks.csv"))
        ),
    )


def _sections() -> Iterator[tuple[str, str]]:
    text = (HERE / "plan.md").read_text("utf-8")
    for piece in re.split(r"^# ", text, flags=re.MULTILINE)[1:]:
        part, _, body = piece.partition("\n")
        yield part.strip(), body.strip()


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _day(text: str, year: int) -> date | None:
    if not text:
        return None
    n, month, day = (int(x) for x in text.split("-"))
    return date(year + n, month, day)


def _stages(text: str, year: int) -> tuple[Stage, ...]:
    pairs = [piece.split("：", 1) for piece in text.split("；") if piece]
    return tuple(Stage(year=year + int(n), goal=goal) for n, goal in pairs)


def _task(row: dict[str, str], year: int, short: str, launch: date, last: date) -> Task:
    starts, ends = _day(row["开始日期"], year), _day(row["完成日期"], year)
    return Task(
        number=row["序号"],
        chapter=row["政策章节"],  # type: ignore[arg-type]
        title=row["任务"],
        measure=row["工作措施"],
        lead=short + row["牵头负责单位"],
        joint=tuple(short + unit for unit in row["参与单位"].split("；")),
        starts=max(starts, launch) if starts else None,
        ends=min(ends, last) if ends else None,
        goal=row["总体目标"],
        stages=_stages(row["阶段性目标"], year),
        deliverable=row["交付成果"],
        weight=int(row["权重"]),
    )


def _goal(row: dict[str, str], year: int) -> Goal:
    return Goal(
        code=row["编号"],
        name=row["目标"],
        kind=row["类型"],  # type: ignore[arg-type]
        unit=row["单位"],
        formula=row["口径"],
        base=row["基期值"],
        base_on=_day(row["基期日期"], year),
        targets=_stages(row["年度目标"], year),
        source=row["数据来源"],
        better=row["方向"],  # type: ignore[arg-type]
    )
