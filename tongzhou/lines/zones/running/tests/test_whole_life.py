"""One zone from launch to the national nomination, every act through the door, and what is kept of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import TestCase

from tongzhou.law import CALENDAR
from tongzhou.lines.zones.evaluation import facts as evaluation
from tongzhou.lines.zones.evaluation.sheets import ItemScore, SelfScore
from tongzhou.lines.zones.models import Evaluation, Practice, PracticeCopy, ZoneCard, ZoneTask
from tongzhou.lines.zones.practice import facts as practice
from tongzhou.lines.zones.running import facts
from tongzhou.lines.zones.running.tests.cast import HERE, NEIGHBOUR, Cast
from tongzhou.lines.zones.running.tests.life import SHEET
from tongzhou.procedure.models import Case, ClockRow, Entry, Notice
from tongzhou.procedure.papers.served import document_of, draft, issue_of
from tongzhou.procedure.papers.templates import drafts_for
from tongzhou.procedure.papers.word import docx_of
from tongzhou.procedure.refusal import NotNow, NotTheirOffice

SPRING = date(2019, 4, 8)
END = date(2021, 8, 30)
ITEMS = tuple(evaluation.item_key(i.code) for i in SHEET.items)
FOUR = ("hrss", "drc", "regional_union", "fic")
WORDS = practice.Draft(
    title="牧区流动调解车",
    problem="牧户分散",
    method="每月两次流动调解",
    effect="调解成功率由58%提高到76%",
    conditions="有车辆一台",
)


def scores(share: str, kind: type) -> tuple:
    more = {"reason": "见材料"} if kind is SelfScore else {"comment": "核实"}
    return tuple(
        kind(item=i.code, score=str((i.points * Decimal(share)).quantize(Decimal("0.1"))), **more)
        for i in SHEET.items
    )


def self_evaluated(cast: Cast, zone: Case) -> Case:
    order = facts.SelfOrder(
        period_from=date(2018, 8, 20), period_to=date(2021, 8, 19), before_acceptance=True
    )
    cast.does("office", zone, "self_evaluate", order, on=END)
    own = cast.child(zone, "zones.evaluation")
    given = evaluation.SelfScores(rows=scores("0.9", SelfScore))
    cast.does("office", own, "score_self", given, on=END, about=ITEMS)
    report = evaluation.SelfReport(words="目标如期实现")
    cast.does("office", own, "ask_acceptance", report, on=END)
    return own


def assessed(cast: Cast, zone: Case) -> Case:
    order = facts.FinalOrder(period_from=date(2018, 8, 20), period_to=date(2021, 8, 19))
    cast.does("hrss", zone, "evaluate_finally", order, on=END)
    final = cast.child(zone, "zones.evaluation")
    for who, share in (("suhe", "0.9"), ("xuemei", "0.8")):
        given = evaluation.Assessment(rows=scores(share, ItemScore))
        cast.does(who, final, "assess", given, on=END, about=ITEMS)
    return final


def signed(cast: Cast, case: Case, kind: type, text: str) -> None:
    for who in FOUR:
        seen = dict(cast.door.view(case).texts[text])
        cast.does(who, case, "sign", kind(signed=seen), on=END)


def test_a_zone_lives_from_launch_to_the_national_nomination(cast: Cast) -> None:
    zone = cast.zone()
    assert ZoneCard.objects.get(case=zone).tasks == 3
    done = facts.Completion(words="已完成", evidence=(cast.paper(),))
    cast.does("union", zone, "complete", done, on=SPRING, about=("task/1",))
    own = self_evaluated(cast, zone)
    zone.refresh_from_db()
    assert zone.state == "self_evaluated"
    final = assessed(cast, zone)
    final.refresh_from_db()
    assert final.state == "assessing"  # the scores of the self-evaluation came along

    fix = evaluation.Fix(
        number="1", finding="备案率低", requirement="达到95%", due=date(2021, 10, 31)
    )
    ordered = evaluation.Rectification(findings="备案率低", fixes=(fix,))
    cast.does("hrss", final, "order", ordered, on=END)
    zone.refresh_from_db()
    assert zone.state == "rectifying"
    repair = evaluation.Repair(words="已补备案", proofs=(cast.paper("备案.pdf"),))
    cast.does("office", final, "repair", repair, on=END, about=("fix/1",))
    cast.does("suhe", final, "clear", evaluation.Verification(), on=END, about=("fix/1",))
    conclusion = evaluation.Proposal(findings="机制健全", words="建议通过验收")
    cast.does("hrss", final, "propose", conclusion, on=END)
    signed(cast, final, evaluation.Opinion, "conclusion")
    accepted = cast.does("hrss", final, "accept", evaluation.Acceptance(words="通过"), on=END)
    assert accepted.issued["number"].endswith("〔2021〕1号")
    zone.refresh_from_db()
    assert zone.state == "accepted"
    assert {e.state for e in Evaluation.objects.all()} == {"self_done", "passed"}
    assert Evaluation.objects.get(case=final).average == Decimal("85.00")
    assert own.came_from.get().source == zone

    cast.does("hrss", zone, "promote", facts.Note(), on=END)
    reasons = facts.Nomination(grounds="成效突出", highlights="成功率76%")
    cast.does("hrss", zone, "nominate", reasons, on=END)
    nomination = cast.child(zone, "zones.nomination")
    signed(cast, nomination, practice.Signing, "recommendation")
    cast.does("hrss", nomination, "send", practice.Opinion(), on=END)
    cast.does("hrss", zone, "advance", facts.Note(), on=END)
    zone.refresh_from_db()
    assert zone.state == "nominated"
    drawn = every_paper_can_be_drawn()
    assert drawn >= {
        "self_report",
        "evaluation_report",
        "rectification",
        "acceptance",
        "nomination",
    }


def every_paper_can_be_drawn() -> set[str]:
    found = set()
    for entry in Entry.objects.exclude(issued={}):
        assert docx_of(document_of(issue_of(entry, CALENDAR)))
        found.add(entry.issued["paper"])
    return found


def test_a_zone_that_fails_is_terminated_and_its_clocks_end(cast: Cast) -> None:
    zone = cast.zone()
    self_evaluated(cast, zone)
    final = assessed(cast, zone)
    refusal = evaluation.Refusal(findings="任务未启动", words="主要目标未实现")
    cast.does("hrss", final, "fail", refusal, on=END)
    zone.refresh_from_db()
    assert zone.state == "not_passed"
    ending = facts.Termination(ground="评估验收不通过", conferred_on=END, words="四部门一致")
    cast.does("hrss", zone, "terminate", ending, on=END)
    zone.refresh_from_db()
    assert not zone.is_open
    assert not ClockRow.objects.filter(case=zone, is_running=True).exists()
    assert every_paper_can_be_drawn() >= {"not_passed", "termination"}


def test_the_clock_of_a_task_is_the_clock_of_its_lead_body(cast: Cast) -> None:
    zone = cast.zone()
    owing = ClockRow.objects.filter(case=zone, owes="zone_task_unit", is_running=True)
    assert dict(owing.values_list("about", "body"))["task/1"] == "达茂旗总工会"
    done = facts.Completion(words="已完成", evidence=(cast.paper(),))
    with pytest.raises(NotTheirOffice, match="责任单位达茂旗总工会"):
        cast.does("justice", zone, "complete", done, on=SPRING, about=("task/1",))


def test_a_reminder_reaches_the_lead_body_and_nobody_else(cast: Cast) -> None:
    zone = cast.zone()
    Notice.objects.all().delete()
    reminder = facts.Reminder(words="请报送", reply_by=date(2019, 4, 20))
    with TestCase.captureOnCommitCallbacks(execute=True):
        cast.does("office", zone, "remind", reminder, on=SPRING, about=("task/1",))
    told = Notice.objects.filter(text__startswith="催办")
    assert [n.person for n in told] == [cast.union.person]


def test_a_request_reaches_the_league(cast: Cast) -> None:
    zone = cast.zone()
    asks = facts.Progress(quarter="2019Q1", percent=30, words="推进", request="请协调裁审衔接")
    with TestCase.captureOnCommitCallbacks(execute=True):
        cast.does("union", zone, "report", asks, on=SPRING, about=("task/1",))
    assert Notice.objects.filter(person=cast.league.person, text__contains="提请协调").exists()
    assert ZoneTask.objects.get(case=zone, number="1").request_open


def test_lateness_is_a_question_with_a_day(cast: Cast) -> None:
    zone = cast.zone()
    late = {t.number for t in ZoneTask.objects.filter(case=zone).late(date(2020, 7, 1))}
    assert late == {"1", "3"}
    assert not ZoneTask.objects.late(date(2019, 12, 31)).exists()


def test_an_evaluation_the_zone_cannot_take_in_is_refused_with_it(cast: Cast) -> None:
    zone = cast.zone()
    own = self_evaluated(cast, zone)
    final = assessed(cast, zone)
    ending = facts.Termination(ground="旗县申请终止", conferred_on=END, words="机构改革")
    cast.does("hrss", zone, "terminate", ending, on=END)
    refusal = evaluation.Refusal(findings="任务未启动", words="主要目标未实现")
    with pytest.raises(NotNow, match="暂不能接收"):
        cast.does("hrss", final, "fail", refusal, on=END)
    final.refresh_from_db()
    assert final.state == "assessing"
    cast.does("hrss", final, "halt", evaluation.Halt(words="试验区已终止"), on=END)
    final.refresh_from_db()
    assert not final.is_open
    zone.refresh_from_db()
    assert zone.state == "terminated"
    assert own.pk


def test_a_final_evaluation_that_is_halted_may_be_ordered_again(cast: Cast) -> None:
    zone = cast.zone()
    self_evaluated(cast, zone)
    final = assessed(cast, zone)
    cast.does("hrss", final, "halt", evaluation.Halt(words="评估组成员变动"), on=END)
    zone.refresh_from_db()
    assert zone.state == "self_evaluated"
    assert assessed(cast, zone).pk != final.pk


def published(cast: Cast, zone: Case) -> Case:
    cast.does("office", zone, "write_up", WORDS, on=SPRING)
    case = cast.child(zone, "zones.practice")
    cast.does("office", case, "submit", practice.Opinion(), on=SPRING)
    cast.does("league", case, "recommend", practice.Opinion(), on=SPRING)
    cast.does("hrss", case, "publish", practice.Publication(spread="全区推广"), on=SPRING)
    return case


def test_a_published_practice_is_copied_by_another_county_in_its_own_name(cast: Cast) -> None:
    case = published(cast, cast.zone())
    assert Practice.objects.get(case=case).zone.endswith("综合试验区")
    copying = practice.Copying(
        practice=case.uid, title=WORDS.title, copied_on=SPRING, parameters="每月一次"
    )
    copied = cast.door.open_case(
        "zones.copy", by=cast.neighbour.actor, at=case.changed_at, region=NEIGHBOUR, facts=copying
    )
    row = PracticeCopy.objects.get(practice=case.uid)
    assert (row.case, copied.region) == (copied, NEIGHBOUR)
    assert HERE != NEIGHBOUR


def test_every_draft_can_be_drawn_at_any_time(cast: Cast) -> None:
    zone = cast.zone()
    self_evaluated(cast, zone)
    found = set()
    for case in Case.objects.all():
        for template in drafts_for(cast.door.view(case)):
            assert draft(case, template, "docx", calendar=CALENDAR)
            found.add(template.code)
    assert {"tasks", "sheet", "signing"} <= found
