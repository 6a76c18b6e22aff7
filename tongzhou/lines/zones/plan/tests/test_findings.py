"""What the check finds in a plan, from tables an officer can read and lengthen."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import msgspec
import pytest

from tongzhou.lines.zones.plan.facts import GoalTable, TaskTable
from tongzhou.lines.zones.plan.findings import Finding, blocking, findings
from tongzhou.lines.zones.plan.tables import goal_of, task_of
from tongzhou.lines.zones.shapes import HEADINGS, PARTS, Goal, Stage

EXAMPLES = Path(__file__).parents[1] / "examples"
WRITTEN = dict.fromkeys(PARTS, "digest")
QUANTITY = Goal(
    code="G1",
    name="劳动合同签订率",
    kind="定量",
    unit="%",
    formula="签订人数÷应签人数",
    base="94",
    base_on=date(2017, 12, 31),
    targets=(Stage(year=2021, goal="98"),),
    source="备案系统",
)
QUALITY = Goal(code="G2", name="形成协商规程", kind="定性")
GOALS = GoalTable(
    term_from=date(2018, 8, 20),
    term_to=date(2021, 8, 19),
    innovations=("行业性集体协商",),
    goals=(QUANTITY, QUALITY),
)


def rows(name: str) -> list[dict[str, str]]:
    with (EXAMPLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def task_row(row: dict[str, str]) -> TaskTable:
    cells = {
        "number": "1",
        "chapter": "三(一)1",
        "title": "示例任务",
        "measure": row["工作措施"],
        "lead": row["牵头"],
        "joint": row["参与"],
        "starts": row["开始"],
        "ends": row["完成"],
        "goal": row["总体目标"],
        "stages": row["阶段性目标"],
        "deliverable": "文件",
        "weight": "100",
    }
    return TaskTable(tasks=(task_of(cells),))


def codes(found: list[Finding]) -> set[str]:
    return {f.code for f in found}


@pytest.mark.parametrize("row", rows("tasks.csv"), ids=lambda r: r["情形"])
def test_a_task_is_checked_as_the_table_says(row: dict[str, str]) -> None:
    found = [f for f in findings(WRITTEN, GOALS, task_row(row)) if f.blocks]
    assert codes(found) == set(row["应提示"].split())
    assert all(f.row == "1" and f.part == "tasks" and f.remedy for f in found)


@pytest.mark.parametrize("row", rows("goals.csv"), ids=lambda r: r["情形"])
def test_a_goal_is_checked_as_the_table_says(row: dict[str, str]) -> None:
    goal = goal_of(
        {
            "code": "G9",
            "name": "示例目标",
            "kind": row["类型"],
            "unit": row["单位"],
            "formula": row["口径"],
            "base": row["基期值"],
            "base_on": row["基期日期"],
            "targets": row["年度目标"],
            "source": row["数据来源"],
            "better": row["方向"],
        }
    )
    table = msgspec.structs.replace(GOALS, goals=(QUANTITY, QUALITY, goal))
    assert codes([f for f in findings(WRITTEN, table, None) if f.row == "G9"]) == set(
        row["应提示"].split()
    )


def test_every_part_that_is_missing_is_named_in_the_order_of_the_template() -> None:
    found = findings({"1.1": "d"}, None, None)
    assert [f.part for f in found] == [p for p in PARTS if p != "1.1"]
    assert codes(found) == {"missing"}
    assert found[0].place == "1.2 建设试验区要解决的主要问题"


def test_goals_are_wanted_in_words_and_in_figures() -> None:
    only_words = msgspec.structs.replace(GOALS, goals=(QUALITY,))
    only_figures = msgspec.structs.replace(GOALS, goals=(QUANTITY,))
    assert "no_quantity" in codes(findings(WRITTEN, only_words, None))
    assert "no_quality" in codes(findings(WRITTEN, only_figures, None))
    assert not findings(WRITTEN, GOALS, None)


@pytest.mark.parametrize(
    ("term_from", "term_to", "code", "blocks"),
    [
        (None, date(2021, 8, 19), "term_missing", True),
        (date(2021, 8, 20), date(2018, 8, 19), "term_reversed", True),
        (date(2018, 8, 20), date(2019, 8, 19), "term_unusual", False),
        (date(2018, 8, 20), date(2025, 8, 19), "term_unusual", False),
    ],
)
def test_the_term_is_about_three_years(
    term_from: date | None, term_to: date, code: str, blocks: bool
) -> None:
    table = msgspec.structs.replace(
        GOALS, term_from=term_from, term_to=term_to, goals=(QUALITY, QUANTITY)
    )
    (finding,) = [f for f in findings(WRITTEN, table, None) if f.code.startswith("term")]
    assert (finding.code, finding.blocks) == (code, blocks)


def test_some_innovation_is_wanted() -> None:
    table = msgspec.structs.replace(GOALS, innovations=(" ",))
    assert codes(blocking(findings(WRITTEN, table, None))) == {"no_innovation"}


def test_a_text_can_advise_and_never_blocks() -> None:
    texts = dict.fromkeys(HEADINGS, "构建和谐劳动关系。")
    found = findings(WRITTEN, GOALS, None, texts)
    assert not blocking(found)
    assert {"short", "not_the_zone", "no_breakthrough", "no_time"} <= codes(found)
    assert {f.part for f in found if f.code == "not_the_zone"} == {"2.1", "2.2", "2.3"}


def test_a_year_outside_the_term_is_pointed_out_in_the_steps() -> None:
    text = "时间安排：2018年8月至2016年12月。" + "工作措施：召开试验区启动会，部署任务。" * 3
    found = findings(WRITTEN, GOALS, None, {"5.1": text})
    assert codes(found) == {"step_year_outside"}
    assert "2016" in found[0].says
