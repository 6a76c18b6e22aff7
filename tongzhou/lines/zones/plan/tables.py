"""总体目标表和任务表的行 — between what people type or import and the rows of the plan. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from tongzhou.lines.zones.shapes import CHAPTERS, Goal, Stage, Task
from tongzhou.procedure.workbook import text

SEVERAL = re.compile(r"[、；;，,\n]+")
STAGE = re.compile(r"^\s*(20\d\d)\s*年?\s*[:：]\s*(.+?)\s*$", re.DOTALL)
STAGES = re.compile(r"[\n；;]+(?=\s*20\d\d\s*年?\s*[:：])")
DAY = re.compile(r"^\s*(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?\s*$")
DIRECTIONS = {"越高越好": "higher", "越低越好": "lower", "higher": "higher", "lower": "lower"}

# Heading in the file → field.
TASK_COLUMNS = {
    "序号": "number",
    "政策章节": "chapter",
    "任务": "title",
    "工作措施": "measure",
    "牵头负责单位": "lead",
    "参与单位": "joint",
    "开始日期": "starts",
    "完成日期": "ends",
    "总体目标": "goal",
    "阶段性目标": "stages",
    "交付成果": "deliverable",
    "权重": "weight",
}
GOAL_COLUMNS = {
    "编号": "code",
    "目标": "name",
    "类型": "kind",
    "单位": "unit",
    "口径": "formula",
    "基期值": "base",
    "基期日期": "base_on",
    "年度目标": "targets",
    "数据来源": "source",
    "方向": "better",
}


@dataclass(frozen=True)
class Rejected:
    """A line of a file that was not taken, and why."""

    line: int
    cells: dict[str, str]
    why: str


@dataclass(frozen=True)
class Read:
    """What a file brought."""

    rows: tuple[Any, ...]
    rejected: tuple[Rejected, ...]


def day(text: str) -> date | None:
    """Read a day as people write it: 2018-08-20, 2018/8/20, 2018年8月20日. Raises ValueError."""
    if not text.strip():
        return None
    if not (found := DAY.match(text)):
        raise ValueError(f"“{text}”不是日期，请写成 2018-08-20 的样子")
    try:
        return date(*(int(n) for n in found.groups()))
    except ValueError:
        raise ValueError(f"“{text}”不是日历上的日期，请核对") from None


def stages(text: str) -> tuple[Stage, ...]:
    """Read yearly goals, one to a line or parted by semicolons: 2019：召开会议4次. Raises ValueError."""
    out = []
    for line in STAGES.split(text.strip()):
        if not line.strip():
            continue
        if not (found := STAGE.match(line)):
            raise ValueError(f"“{line.strip()}”须写成“2019：目标”的样子，一行一年")
        out.append(Stage(year=int(found[1]), goal=found[2]))
    return tuple(out)


def written(found: Iterable[Stage]) -> str:
    """Return yearly goals as they are typed."""
    return "\n".join(f"{s.year}：{s.goal}" for s in found)


def several(text: str) -> tuple[str, ...]:
    """Read several names in one cell."""
    return tuple(dict.fromkeys(x.strip() for x in SEVERAL.split(text) if x.strip()))


def task_of(cells: Mapping[str, str]) -> Task:
    """Return the task that a row of text says. Raises ValueError in the reader's words."""
    chapter = cells.get("chapter", "").strip().replace("（", "(").replace("）", ")")
    if chapter not in CHAPTERS:
        raise ValueError(f"政策章节“{chapter}”须为 {'、'.join(CHAPTERS)} 之一")
    weight = cells.get("weight", "").strip() or "10"
    if not weight.isdigit() or not 1 <= int(weight) <= 100:
        raise ValueError(f"权重“{weight}”须为1至100的整数")
    number = cells.get("number", "").strip()
    title = cells.get("title", "").strip()
    if not number or not title:
        raise ValueError("序号和任务名称不能空白")
    return Task(
        number=number,
        chapter=chapter,  # type: ignore[arg-type]
        title=title,
        measure=cells.get("measure", "").strip(),
        lead=cells.get("lead", "").strip(),
        joint=several(cells.get("joint", "")),
        starts=day(cells.get("starts", "")),
        ends=day(cells.get("ends", "")),
        goal=cells.get("goal", "").strip(),
        stages=stages(cells.get("stages", "")),
        deliverable=cells.get("deliverable", "").strip(),
        weight=int(weight),
    )


def goal_of(cells: Mapping[str, str]) -> Goal:
    """Return the goal that a row of text says. Raises ValueError in the reader's words."""
    kind, code = cells.get("kind", "").strip(), cells.get("code", "").strip()
    better = cells.get("better", "").strip() or "higher"
    if kind not in ("定量", "定性"):
        raise ValueError(f"类型“{kind}”须为“定量”或“定性”")
    if better not in DIRECTIONS:
        raise ValueError(f"方向“{better}”须为“越高越好”或“越低越好”")
    name = cells.get("name", "").strip()
    if not code or not name:
        raise ValueError("编号和目标名称不能空白")
    return Goal(
        code=code,
        name=name,
        kind=kind,  # type: ignore[arg-type]
        unit=cells.get("unit", "").strip(),
        formula=cells.get("formula", "").strip(),
        base=cells.get("base", "").strip(),
        base_on=day(cells.get("base_on", "")),
        targets=stages(cells.get("targets", "")),
        source=cells.get("source", "").strip(),
        better=DIRECTIONS[better],  # type: ignore[arg-type]
    )


def cells_of(row: Task | Goal) -> dict[str, str]:
    """Return a row as text, field by field, as it is typed and exported."""
    out = {}
    for name, value in msgspec.structs.asdict(row).items():
        if value is None:
            out[name] = ""
        elif isinstance(value, tuple):
            is_stages = any(isinstance(v, Stage) for v in value)
            out[name] = written(value) if is_stages else "、".join(value)
        elif name == "better":
            out[name] = {"higher": "越高越好", "lower": "越低越好"}[value]
        else:
            out[name] = str(value)
    return out


def read(head: Sequence[str], lines: Iterable[Sequence[Any]], columns: Mapping[str, str]) -> Read:
    """Read the lines of a file with this head; what cannot be taken is returned with its reason.

    Raises ValueError where the head lacks a column.
    """
    head = [str(h or "").strip() for h in head]
    if missing := [label for label in columns if label not in head]:
        raise ValueError(f"文件缺少“{'”“'.join(missing)}”列，请用导出的表格作模板")
    make: Callable[[Mapping[str, str]], Task | Goal] = (
        task_of if columns is TASK_COLUMNS else goal_of
    )
    key = "number" if columns is TASK_COLUMNS else "code"
    taken: dict[str, Any] = {}
    rejected = []
    for n, line in enumerate(lines, start=2):
        given = {label: text(v) for label, v in zip(head, line, strict=False) if label in columns}
        if not any(v.strip() for v in given.values()):
            continue
        try:
            row = make({columns[label]: v for label, v in given.items()})
            if getattr(row, key) in taken:
                raise ValueError(f"“{getattr(row, key)}”与前面的行重复")
            taken[getattr(row, key)] = row
        except ValueError as error:
            rejected.append(Rejected(n, given, str(error)))
    return Read(tuple(taken.values()), tuple(rejected))
