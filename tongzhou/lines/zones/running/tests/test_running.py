"""A zone runs, without a database: tasks, reports, figures, changes, evaluations."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tongzhou.lines.zones.evaluation.sheets import SelfScore
from tongzhou.lines.zones.running import carried, columns, facts, figures, rules
from tongzhou.lines.zones.running import procedure as zone
from tongzhou.lines.zones.running.tests.life import PROOF, Life, start, task
from tongzhou.procedure.refusal import NotNow, NotTheirOffice, Refused

EXAMPLES = Path(__file__).parents[1] / "examples"
LAUNCH = date(2018, 8, 20)
SPRING = date(2019, 4, 8)


def launched(**more: object) -> Life:
    return Life(zone.ZONE).opens(facts.Start(**start(**more)), on=LAUNCH)


def progress(quarter: str = "2019Q1", percent: int = 40, **more: object) -> facts.Progress:
    return facts.Progress(quarter=quarter, percent=percent, words="已建立流动调解点6个", **more)


def lines(life: Life) -> dict[str, rules.TaskLine]:
    return {line.task.number: line for line in rules.task_lines(life.view)}


def rows(name: str) -> list[dict[str, str]]:
    with (EXAMPLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def test_the_launch_brings_the_tasks_of_the_plan_with_their_lead_bodies_and_days() -> None:
    view = launched().view
    assert view.state == "implementing"
    assert view.subjects["task/1"].owner == "达茂旗总工会"
    dues = {c.about: c.due for c in view.clocks.values() if c.limit is zone.task_end}
    assert dues == {
        "task/1": date(2019, 12, 31),
        "task/2": date(2021, 6, 30),
        "task/3": date(2020, 6, 30),
    }
    assert view.clock(zone.term_end).due == date(2021, 8, 19)
    assert not view.irregular


def test_the_lead_body_reports_its_own_task_and_no_other() -> None:
    life = launched().does(
        zone.report, progress(), on=SPRING, about=("task/1",), body="达茂旗总工会"
    )
    assert lines(life)["1"].state == "under_way"
    assert lines(life)["1"].percent == 40
    with pytest.raises(NotTheirOffice, match="由责任单位达茂旗司法局办理"):
        life.does(zone.report, progress(), on=SPRING, about=("task/2",), body="达茂旗总工会")
    with pytest.raises(NotNow, match="请指明"):
        life.does(zone.report, progress(), on=SPRING, body="达茂旗总工会")


def test_nobody_reports_on_a_quarter_that_has_not_begun_or_lies_outside_the_term() -> None:
    for quarter in ("2019Q3", "2018Q2", "2022Q1"):
        with pytest.raises(NotNow, match="尚未开始或不在试验期内"):
            launched().does(
                zone.report, progress(quarter), on=SPRING, about=("task/1",), body="达茂旗总工会"
            )


def test_a_task_is_not_complete_without_evidence() -> None:
    with pytest.raises(NotNow, match="须附佐证材料"):
        launched().does(
            zone.report, progress(percent=100), on=SPRING, about=("task/1",), body="达茂旗总工会"
        )
    with pytest.raises(ValueError, match="须附佐证材料"):
        launched().does(
            zone.complete,
            facts.Completion(words="已完成", evidence=()),
            on=SPRING,
            about=("task/1",),
            body="达茂旗总工会",
        )
    done = launched().does(
        zone.complete,
        facts.Completion(words="已完成", evidence=(PROOF,)),
        on=SPRING,
        about=("task/1",),
        body="达茂旗总工会",
    )
    assert lines(done)["1"].state == "done"
    assert lines(done)["1"].percent == 100
    assert done.view.clock(zone.task_end, "task/1").status(date(2020, 1, 1)) == "met"
    with pytest.raises(NotNow, match="已完成"):
        done.does(zone.report, progress(), on=SPRING, about=("task/1",), body="达茂旗总工会")


def test_a_task_is_late_the_day_after_its_end_and_nothing_is_written_about_it() -> None:
    life = launched()
    line = lines(life)["1"]
    assert line.standing(date(2019, 12, 31)) != rules.LATE
    assert line.standing(date(2020, 1, 1)) == rules.LATE
    assert len(life.records) == 1


def test_a_completion_recorded_by_mistake_is_taken_back_and_the_task_is_late_again() -> None:
    life = launched().does(
        zone.complete,
        facts.Completion(words="已完成", evidence=(PROOF,)),
        on=SPRING,
        about=("task/1",),
        body="达茂旗总工会",
    )
    annul = zone.ZONE.by_code["engine.annul"]
    life.does(annul, annul.asks(entry=1), on=SPRING)
    assert lines(life)["1"].standing(date(2020, 1, 1)) == rules.LATE


def test_a_reminder_sets_the_lead_body_a_day_and_a_report_meets_it() -> None:
    life = launched().does(
        zone.remind,
        facts.Reminder(words="请报送进展", reply_by=date(2019, 4, 20)),
        on=SPRING,
        about=("task/1", "task/3"),
    )
    clock = life.view.clock(zone.reminder_reply, "task/1")
    assert (clock.due, clock.limit.owes) == (date(2019, 4, 20), "zone_task_unit")
    life.does(zone.report, progress(), on=date(2019, 4, 18), about=("task/1",), body="达茂旗总工会")
    view = life.view
    assert view.clock(zone.reminder_reply, "task/1").status(date(2019, 5, 1)) == "met"
    assert view.clock(zone.reminder_reply, "task/3").status(date(2019, 5, 1)) == "lapsed"
    with pytest.raises(NotNow, match="今天以后"):
        life.does(
            zone.remind,
            facts.Reminder(words="请报送", reply_by=SPRING),
            on=SPRING,
            about=("task/3",),
        )


def test_a_request_to_the_upper_level_stays_open_until_it_is_answered() -> None:
    life = launched()
    reply = facts.Reply(words="已与自治区高院衔接")
    with pytest.raises(NotNow, match="没有待答复"):
        life.does(zone.answer, reply, on=SPRING, about=("task/1",))
    life.does(
        zone.report,
        progress(request="请协调裁审衔接"),
        on=SPRING,
        about=("task/1",),
        body="达茂旗总工会",
    )
    assert lines(life)["1"].request == "请协调裁审衔接"
    assert columns.zone_card(life.view)[""]["requests"] == 1
    life.does(zone.answer, reply, on=SPRING, about=("task/1",), office=5)
    assert lines(life)["1"].request == ""


def test_the_year_is_divided_among_tasks_of_the_plan_only() -> None:
    row = facts.YearTask(task="1", goal="建成流动调解点", unit="达茂旗总工会")
    life = launched().does(
        zone.decompose, facts.Decomposition(year=2019, rows=(row,)), on=SPRING, about=("task/1",)
    )
    assert lines(life)["1"].year(2019) == row
    assert lines(life)["1"].year(2020) is None
    other = facts.YearTask(task="9", goal="无此任务", unit="某局")
    with pytest.raises(NotNow, match="方案以外的任务"):
        life.does(zone.decompose, facts.Decomposition(year=2019, rows=(other,)), on=SPRING)
    with pytest.raises(NotNow, match="不在试验期内"):
        life.does(zone.decompose, facts.Decomposition(year=2023, rows=(row,)), on=SPRING)


def test_an_approved_change_adds_moves_and_gives_up_tasks() -> None:
    life = launched().does(
        zone.complete,
        facts.Completion(words="已完成", evidence=(PROOF,)),
        on=SPRING,
        about=("task/3",),
        body="达茂旗监察大队",
    )
    kept = start()["tasks"]
    change = facts.Adjustment(
        plan_version="4",
        tasks=(task("1", ends=date(2020, 12, 31)), kept[2], task("4", lead="达茂旗人社局")),
        goals=start()["goals"],
        term_to=date(2021, 12, 31),
    )
    life.does(zone.adjust, change, on=date(2019, 6, 3))
    view = life.view
    found = lines(life)
    assert list(found) == ["1", "3", "4", "2"]
    assert found["2"].state == "dropped"
    assert found["3"].state == "done"
    assert view.clock(zone.task_end, "task/1").due == date(2020, 12, 31)
    assert view.clock(zone.task_end, "task/2").status(date(2022, 1, 1)) == "ended"
    assert view.clock(zone.task_end, "task/3").status(date(2022, 1, 1)) == "met"
    assert view.clock(zone.term_end).due == date(2021, 12, 31)
    assert columns.zone_card(view)[""]["tasks"] == 3
    with pytest.raises(NotNow, match="调整"):
        life.does(zone.report, progress(), on=SPRING, about=("task/2",), body="达茂旗司法局")
    again = facts.Adjustment(plan_version="5", tasks=(task("1"), kept[1]), goals=())
    life.does(zone.adjust, again, on=date(2019, 9, 2))
    found = lines(life)
    assert (found["2"].state, found["3"].state, found["4"].state) == (
        "not_begun",
        "done",
        "dropped",
    )
    assert life.view.clock(zone.task_end, "task/2").running
    assert (
        columns.zone_card(life.view)[""]["tasks"] == 3
    )  # what was done counts, whatever is left out


def test_a_figure_nobody_reported_is_missing_and_never_nought() -> None:
    life = launched()
    before = {line.goal.code: line for line in rules.goal_lines(life.view)}
    assert before["G1"].actual is None
    assert before["G1"].gap(2019) is None
    assert before["G1"].trend.missing == 13
    figure = facts.Figure(goal="G1", value="66.5", as_of=date(2019, 3, 31), source="仲裁院办案系统")
    life.does(
        zone.measure, facts.Figures(quarter="2019Q1", rows=(figure,)), on=SPRING, about=("goal/G1",)
    )
    line = rules.goal_lines(life.view)[0]
    assert line.actual == Decimal("66.5")
    assert line.gap(2019) == Decimal("-3.5")
    assert line.progress(2019) == Decimal("70.8")
    assert columns.zone_indicators(life.view)["G1"]["source"] == "仲裁院办案系统"
    assert columns.zone_indicators(life.view)["G3"]["actual"] is None


def test_a_later_figure_for_the_same_quarter_takes_its_place() -> None:
    life = launched()
    for value in ("66.5", "67"):
        figure = facts.Figure(goal="G1", value=value, as_of=date(2019, 3, 31), source="核对")
        life.does(
            zone.measure,
            facts.Figures(quarter="2019Q1", rows=(figure,)),
            on=SPRING,
            about=("goal/G1",),
        )
    assert rules.goal_lines(life.view)[0].actual == Decimal(67)


@pytest.mark.parametrize("value", ["", "很好", "NaN", "Infinity"])
def test_what_is_no_number_is_refused(value: str) -> None:
    figure = facts.Figure(goal="G1", value=value, as_of=SPRING, source="某处")
    with pytest.raises(ValueError, match="不是数字"):
        facts.Figures(quarter="2019Q1", rows=(figure,)).check()


def test_no_figure_is_of_a_day_to_come() -> None:
    figure = facts.Figure(goal="G1", value="60", as_of=date(2019, 6, 30), source="某处")
    with pytest.raises(NotNow, match="不能晚于今天"):
        launched().does(
            zone.measure,
            facts.Figures(quarter="2019Q2", rows=(figure,)),
            on=SPRING,
            about=("goal/G1",),
        )


@pytest.mark.parametrize("row", rows("gap.csv"), ids=lambda r: r["what"])
def test_gap_and_progress_are_what_an_officer_would_reckon(row: dict[str, str]) -> None:
    actual, target = decimal(row["actual"]), figures.number_in(row["target"])
    assert figures.gap(actual, target, better=row["better"]) == decimal(row["gap"])
    assert figures.progress(decimal(row["base"]), actual, target) == decimal(row["progress"])


@pytest.mark.parametrize("row", rows("standing.csv"), ids=lambda r: r["what"])
def test_a_task_stands_where_an_officer_would_see_it(row: dict[str, str]) -> None:
    life = launched(
        tasks=(
            task(
                "1", starts=date.fromisoformat(row["starts"]), ends=date.fromisoformat(row["ends"])
            ),
        )
    )
    life.does(
        zone.report,
        progress("2018Q3", int(row["percent"])),
        on=date(2018, 9, 30),
        about=("task/1",),
        body="达茂旗总工会",
    )
    assert lines(life)["1"].standing(date.fromisoformat(row["on"])) == row["standing"]


def test_quarters_of_the_term_are_counted_from_the_one_it_begins_in() -> None:
    found = figures.quarters(date(2018, 8, 20), date(2019, 2, 1))
    assert found == ["2018Q3", "2018Q4", "2019Q1"]
    assert figures.quarter_end("2019Q4") == date(2019, 12, 31)
    assert figures.spoken_quarter("2019Q2") == "2019年第二季度"


def test_termination_ends_every_clock_of_the_zone() -> None:
    life = launched().does(
        zone.terminate,
        facts.Termination(ground="旗县申请终止", conferred_on=SPRING, words="机构改革"),
        on=SPRING,
    )
    view = life.view
    assert view.state == "terminated"
    assert not [c for c in view.clocks.values() if c.running]


def outcome(kind: str, result: str, **more: object) -> facts.Outcome:
    return facts.Outcome(kind=kind, result=result, **more)


def test_a_zone_goes_from_self_evaluation_to_acceptance_and_spreading() -> None:
    at = date(2021, 8, 30)
    life = launched()
    order = facts.SelfOrder(period_from=LAUNCH, period_to=at, before_acceptance=True)
    life.does(zone.self_evaluate, order, on=at)
    life.does(zone.self_evaluated, outcome("自评", "通过", before_acceptance=True), on=at)
    final = facts.FinalOrder(period_from=LAUNCH, period_to=at)
    life.does(zone.evaluate_finally, final, on=at)
    assert life.view.clock(zone.term_end).status(at) == "met late"
    life.does(zone.put_right, outcome("期末评估", "限期整改"), on=at)
    assert life.view.state == "rectifying"
    life.does(zone.pass_, outcome("期末评估", "通过"), on=at)
    life.does(zone.promote, facts.Note(words="全区推广"), on=at)
    assert [s for s, _, _ in life.view.path] == [
        "implementing",
        "self_evaluated",
        "evaluating",
        "rectifying",
        "accepted",
        "promoting",
    ]
    with pytest.raises(NotNow, match="尚未签署"):
        life.does(zone.advance, facts.Note(), on=at)
    life.does(zone.nominated, facts.Nominated(), on=at)
    life.does(zone.advance, facts.Note(), on=at)
    life.does(zone.close, facts.Note(), on=at)
    assert life.view.is_final
    assert not life.view.irregular


def test_a_zone_that_does_not_pass_may_evaluate_itself_again_or_be_terminated() -> None:
    at = date(2021, 8, 30)
    life = launched()
    life.does(zone.self_evaluated, outcome("自评", "通过"), on=at)
    life.does(zone.evaluate_finally, facts.FinalOrder(period_from=LAUNCH, period_to=at), on=at)
    life.does(zone.fail, outcome("期末评估", "不通过"), on=at)
    assert life.view.state == "not_passed"
    life.does(zone.self_evaluated, outcome("自评", "通过"), on=at)
    assert life.view.state == "self_evaluated"


def test_the_final_evaluation_takes_over_the_zones_own_scores() -> None:
    at = date(2021, 8, 30)
    scores = (SelfScore(item="1.1", score="5.5", reason="已列入规划"),)
    life = launched().does(zone.self_evaluated, outcome("自评", "通过", scores=scores), on=at)
    final = facts.FinalOrder(period_from=LAUNCH, period_to=at)
    opens_with = carried.for_evaluation(life.view, final)
    assert opens_with["brought"] == scores
    assert opens_with["sheet"].status == "建议稿"
    middle = facts.MidOrder(period_from=LAUNCH, period_to=at)
    assert carried.for_evaluation(life.view, middle)["brought"] == ()


def test_a_start_without_tasks_or_with_a_number_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="至少须有一项任务"):
        facts.Start(**start(tasks=())).check()
    with pytest.raises(ValueError, match="“1”重复"):
        facts.Start(**start(tasks=(task("1"), task("1")))).check()
    with pytest.raises(ValueError, match="须晚于"):
        facts.Start(**start(term_to=date(2018, 1, 1))).check()


def test_refusals_are_sentences() -> None:
    with pytest.raises(Refused) as refusal:
        launched().does(zone.advance, facts.Note(), on=SPRING)
    assert "不能办理" in str(refusal.value)
