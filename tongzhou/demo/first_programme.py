"""The first programme: chosen, planned, approved, launched; one zone has been at work for a year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast

from django.core.files.uploadedfile import SimpleUploadedFile

from tongzhou.lines.zones.plan import facts as plan_facts
from tongzhou.lines.zones.policy import LEAGUES
from tongzhou.lines.zones.practice import facts as practice
from tongzhou.lines.zones.programme import facts as call
from tongzhou.lines.zones.running import facts as running
from tongzhou.lines.zones.selection import facts as choice
from tongzhou.procedure import files
from tongzhou.procedure.facts import FileRef
from tongzhou.procedure.models import Case

from . import planning
from .scene import Scene, at

OURS, COUNTY = "1502", "150221"
DRAFTERS = ("t-qicao", "t-qicao2")
# Which of the cast reports for which body of the county.
REPORTERS = {"总工会": "t-gonghui", "司法局": "t-sifa", "监察大队": "t-jiancha"}


def first_programme(scene: Scene, *, on: date) -> None:
    """Play the first programme up to this day."""
    begun = on - timedelta(days=700)
    programme = called(scene, begun)
    plan = planned(scene, programme, begun)
    zone = launched(scene, plan, begun + timedelta(days=150))
    day = begun + timedelta(days=165)
    scene.does("q-renshe", programme, "close_launch", call.Closing(), on=day)
    worked(scene, zone, on)
    written_up(scene, zone, on)


def called(scene: Scene, begun: date) -> Case:
    """Let the region call for the first programme."""
    year = begun.year
    facts = call.Call(
        name=f"{year}年第一批综合试验区（演示）",
        year=year,
        document=f"内人社发〔{year}〕示例1号",
        select_by=begun + timedelta(days=25),
        plan_by=begun + timedelta(days=90),
        launch_by=begun + timedelta(days=160),
    )
    return scene.opens(
        "q-renshe",
        "zones.programme",
        on=begun,
        region="15",
        facts=facts,
        about=tuple(facts.called()),
    )


def planned(scene: Scene, programme: Case, begun: date) -> Case:
    """Choose the county and carry its plan through all ten signatures."""
    day = begun + timedelta(days=7)
    selection = planning.child(programme, "zones.selection", OURS)
    for county, kind, points in (
        (COUNTY, "工业园区型", (19, 14, 13, 13, 13, 9, 9)),
        ("150222", "农牧区型", (16, 12, 11, 10, 11, 6, 8)),
        ("150203", "城区型", (17, 13, 13, 12, 14, 9, 7)),
    ):
        planning.candidate(scene, selection, "b-renshe", county, kind, points, day)
    planning.propose(scene, selection, "b-renshe", COUNTY, day + timedelta(days=3))
    plan = planning.chosen(scene, selection, "b", COUNTY, day + timedelta(days=5))
    excused(scene, programme, begun + timedelta(days=20))
    text = planning.sample(plan, launch=begun + timedelta(days=150))
    planning.write(scene, plan, DRAFTERS, text, begun + timedelta(days=40))
    planning.to_league(scene, plan, "t-qicao", "t-zhengfu", begun + timedelta(days=60))
    for body in planning.FOUR:
        day = begun + timedelta(days=66)
        planning.sign(
            scene, plan, "league_sign", f"b-{body}", plan_facts.Opinion, day, words="同意。"
        )
    for body in planning.FOUR:
        day = begun + timedelta(days=75)
        planning.sign(
            scene, plan, "region_sign", f"q-{body}", plan_facts.Opinion, day, words="同意。"
        )
    approved(scene, plan, begun + timedelta(days=80))
    scene.does(
        "q-renshe", programme, "close_planning", call.Closing(), on=begun + timedelta(days=95)
    )
    return plan


def excused(scene: Scene, programme: Case, day: date) -> None:
    """Record the sites that other leagues reported on paper, or why they have none."""
    for code in LEAGUES:
        if code == OURS:
            continue
        selection = planning.child(programme, "zones.selection", code)
        words = choice.Declining(words="本年度先行调研，下一批选定（演示内容）。")
        scene.does("q-renshe", selection, "decline", words, on=day)
    scene.does("q-renshe", programme, "close_selection", call.Closing(), on=day + timedelta(days=5))


def approved(scene: Scene, plan: Case, day: date) -> None:
    """Let the institute speak, and the region approve."""
    invitation = plan_facts.Invitation(reply_by=day + timedelta(days=10))
    scene.does("q-renshe", plan, "invite", invitation, on=day)
    planning.sign(
        scene,
        plan,
        "expert_opinion",
        "q-zhuanjia",
        plan_facts.ExpertOpinion,
        day + timedelta(days=6),
        result="总体设计可行",
        words="目标可量化，任务分工清楚，建议按季度核对指标数据来源。",
    )
    planning.sign(
        scene, plan, "approve", "q-renshe", plan_facts.Approval, day + timedelta(days=12),
        words="请按批复方案组织实施，每季度报送进展。",
    )  # fmt: skip


def launched(scene: Scene, plan: Case, day: date) -> Case:
    """Launch, and return the zone that begins to run."""
    scene.does("t-zhengfu", plan, "launch", plan_facts.Launch(words="召开启动会。"), on=day)
    return planning.child(plan, "zones.zone")


def paper(name: str, words: str, day: date) -> FileRef:
    """Keep a small file as evidence."""
    upload = SimpleUploadedFile(name, words.encode(), content_type="text/plain")
    return files.keep(cast(files.Upload, upload), at=at(day))


def worked(scene: Scene, zone: Case, on: date) -> None:
    """A year and more of work: decomposition, quarterly reports, figures, two tasks done, one request."""
    view = scene.door.view(zone)
    start = view.said["start"]
    assert isinstance(start, running.Start)
    for year in range(start.term_from.year, on.year + 1):
        rows = tuple(
            running.YearTask(
                task=t.number,
                goal=next((s.goal for s in t.stages if s.year == year), t.goal),
                unit=t.lead,
                quarters=("制定工作安排", "试点推进", "全面铺开", "总结评估"),
            )
            for t in start.tasks
        )
        about = tuple(running.task_key(t.number) for t in start.tasks)
        day = max(date(year, 1, 10), start.term_from + timedelta(days=10))
        facts = running.Decomposition(year=year, rows=rows)
        scene.does("t-bangongshi", zone, "decompose", facts, about=about, on=day)
    reported(scene, zone, start, on)
    measured(scene, zone, start, on)


def quarters(start: date, on: date) -> list[tuple[str, date]]:
    """Return the quarters that have ended, with the day after each, from `start` to `on`."""
    found: list[tuple[str, date]] = []
    year, n = start.year, (start.month - 1) // 3 + 1
    while True:
        end = date(year + n // 4, n % 4 * 3 + 1, 1)
        if end + timedelta(days=8) > on:
            return found
        found.append((f"{year}Q{n}", end))
        year, n = (year + 1, 1) if n == 4 else (year, n + 1)


def reported(scene: Scene, zone: Case, start: running.Start, on: date) -> None:
    """Let the units of the cast report on their tasks, quarter by quarter."""
    ended = quarters(start.term_from, on)
    mine = [
        (task, who)
        for task in start.tasks
        for word, who in REPORTERS.items()
        if task.lead.endswith(word)
    ]
    for place, (task, who) in enumerate(mine):
        key = (running.task_key(task.number),)
        for n, (quarter, end) in enumerate(ended, start=1):
            percent = min(95, n * (12 + place * 5 % 12))
            asks = place == 1 and n == len(ended)
            facts = running.Progress(
                quarter=quarter,
                percent=percent,
                words=f"按年度分解推进“{task.title}”，本季度完成既定工作（演示内容）。",
                problem="部门数据口径不一致。" if asks else "",
                request="请盟市协调统一用工备案与参保数据口径。" if asks else "",
            )
            scene.does(who, zone, "report", facts, about=key, on=end + timedelta(days=4))
    if mine and ended:
        task, who = mine[0]
        day = ended[-1][1] + timedelta(days=6)
        evidence = paper("完成情况说明.txt", f"{task.title}：已按方案完成，附制度文本和台账。", day)
        done = running.Completion(words="制度已印发并运行。", evidence=(evidence,))
        scene.does(who, zone, "complete", done, about=(running.task_key(task.number),), on=day)


def measured(scene: Scene, zone: Case, start: running.Start, on: date) -> None:
    """Enter the figures of each quarter; the last goal is left unreported: missing is grey, not zero."""
    goals = [g for g in start.goals if g.kind == "定量" and running.number(g.base) is not None]
    for n, (quarter, end) in enumerate(quarters(start.term_from, on), start=1):
        rows = []
        for goal in goals[:-1]:
            base = running.number(goal.base)
            aims = [running.number(s.goal) for s in goal.targets]
            assert base is not None
            aim = next((a for a in reversed(aims) if a is not None), base)
            value = base + (aim - base) * n / 10
            rows.append(
                running.Figure(
                    goal=goal.code,
                    value=str(round(value, 1)),
                    as_of=end - timedelta(days=1),
                    source=goal.source or "部门报送",
                    confirmed_by="孙丽华",
                )
            )
        if rows:
            about = tuple(running.goal_key(r.goal) for r in rows)
            facts = running.Figures(quarter=quarter, rows=tuple(rows))
            scene.does(
                "t-bangongshi", zone, "measure", facts, about=about, on=end + timedelta(days=7)
            )


def written_up(scene: Scene, zone: Case, on: date) -> None:
    """Let the zone write up a practice, which the region publishes for all."""
    day = on - timedelta(days=60)
    draft = practice.Draft(
        title="园区欠薪线索“日清周结”",
        problem="园区企业多、工期短，欠薪线索分散在多个渠道，发现晚、办得慢。",
        method="监察、工会、园区共用一张线索表，当日登记、三日内核实、每周销号，逾期由试验区办公室督办。",
        effect="线索平均核实时间由9.5天降到2.6天，三个月内销号率由61%提高到94%。",
        conditions="有园区管理机构和专职协调员；各部门同意共用线索表。",
    )
    scene.does("t-bangongshi", zone, "write_up", draft, on=day)
    case = planning.child(zone, "zones.practice")
    scene.does("t-bangongshi", case, "submit", practice.Opinion(), on=day + timedelta(days=1))
    scene.does(
        "b-renshe",
        case,
        "recommend",
        practice.Opinion(words="做法实在，建议推广。"),
        on=day + timedelta(days=8),
    )
    facts = practice.Publication(spread="全区推广", words="可复制性强，供各地参考。")
    scene.does("q-renshe", case, "publish", facts, on=day + timedelta(days=20))
