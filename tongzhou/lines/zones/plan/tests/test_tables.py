"""Rows go out to a file and come back as they were; what cannot be taken says why."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from tongzhou.lines.zones.plan.tables import (
    GOAL_COLUMNS,
    TASK_COLUMNS,
    Read,
    cells_of,
    day,
    goal_of,
    read,
    stages,
    task_of,
)
from tongzhou.lines.zones.plan.workbook import read_file, rejects, table
from tongzhou.lines.zones.shapes import Goal, Stage, Task

TASK = Task(
    number="1",
    chapter="三(一)5",
    title="协调员全覆盖",
    measure="=分批培训，统一考核",  # begins like a formula and is none
    lead="旗人社局",
    joint=("旗总工会", "旗工商联"),
    starts=date(2018, 9, 1),
    ends=date(2021, 5, 31),
    goal="全覆盖",
    stages=(Stage(year=2018, goal="培训60人；建名册"), Stage(year=2019, goal="覆盖率70%")),
    deliverable="名册",
    weight=9,
)
GOAL = Goal(
    code="G1",
    name="欠薪件数",
    kind="定量",
    unit="件",
    base="214",
    base_on=date(2017, 12, 31),
    targets=(Stage(year=2021, goal="80"),),
    source="监察系统",
    better="lower",
)


def test_a_row_survives_the_way_out_and_back() -> None:
    assert task_of(cells_of(TASK)) == TASK
    assert goal_of(cells_of(GOAL)) == GOAL


def test_a_workbook_survives_the_way_out_and_back() -> None:
    assert read_file("任务.xlsx", table("任务", TASK_COLUMNS, [TASK]), TASK_COLUMNS) == Read(
        (TASK,), ()
    )
    assert read_file("目标.xlsx", table("目标", GOAL_COLUMNS, [GOAL]), GOAL_COLUMNS) == Read(
        (GOAL,), ()
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_csv_of_either_encoding_is_read(encoding: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(GOAL_COLUMNS)
    cells = cells_of(GOAL)
    writer.writerow([cells[f] for f in GOAL_COLUMNS.values()])
    found = read_file("目标.csv", out.getvalue().encode(encoding), GOAL_COLUMNS)
    assert found.rows == (GOAL,)


def test_lines_that_cannot_be_taken_come_back_with_their_reason() -> None:
    good = [cells_of(TASK)[f] for f in TASK_COLUMNS.values()]
    bad = {
        "政策章节": ("四(一)", "政策章节"),
        "开始日期": ("去年九月", "不是日期"),
        "完成日期": ("2021-02-30", "不是日历上的日期"),
        "阶段性目标": ("第一年完成", "一行一年"),
        "权重": ("很高", "权重"),
        "任务": ("", "不能空白"),
    }
    head, lines = list(TASK_COLUMNS), [good]
    for label, (value, _) in bad.items():
        line = list(good)
        line[0], line[head.index(label)] = f"{len(lines) + 1}", value
        lines.append(line)
    lines += [list(good), [""] * len(head)]  # the first number again, and an empty line
    found = read(head, lines, TASK_COLUMNS)
    assert found.rows == (TASK,)
    assert [r.line for r in found.rejected] == [3, 4, 5, 6, 7, 8, 9]
    for rejected, (_, words) in zip(found.rejected, bad.values(), strict=False):
        assert words in rejected.why
    assert "重复" in found.rejected[-1].why
    again = rejects(TASK_COLUMNS, found.rejected)
    assert len(read_file("未导入.xlsx", again, TASK_COLUMNS).rejected) == 6


def test_a_file_that_is_no_table_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match=r"\.xlsx 或 \.csv"):
        read_file("方案.xlsx", b"not a workbook", TASK_COLUMNS)
    with pytest.raises(ValueError, match="缺少“序号”"):
        read_file("a.csv", "甲,乙\n1,2\n".encode(), TASK_COLUMNS)
    with pytest.raises(ValueError, match="空的"):
        read_file("a.csv", b"", TASK_COLUMNS)


@pytest.mark.parametrize("text", ["2018-08-20", "2018/8/20", "2018.8.20", " 2018年8月20日 "])
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert day(text) == date(2018, 8, 20)


def test_a_semicolon_inside_a_yearly_goal_stays_there() -> None:
    assert stages("2018：培训60人；建名册；2019年:覆盖率70%") == (
        Stage(year=2018, goal="培训60人；建名册"),
        Stage(year=2019, goal="覆盖率70%"),
    )
