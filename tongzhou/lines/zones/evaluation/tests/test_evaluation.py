"""A zone is evaluated, without a database: scores side by side, putting right, four opinions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from tongzhou.lines.zones.evaluation import facts, rules, sheets
from tongzhou.lines.zones.evaluation import procedure as evaluation
from tongzhou.lines.zones.running.tests.life import PROOF, SHEET, Life
from tongzhou.procedure.judge import Actor, check_may
from tongzhou.procedure.refusal import NotNow, NotTheirOffice

DAY = date(2021, 9, 6)
ITEMS = [i.code for i in SHEET.items]
KEYS = tuple(facts.item_key(code) for code in ITEMS)


def opened(kind: str = "期末评估", **more: object) -> Life:
    given = {
        "kind": kind,
        "zone": "达茂旗综合试验区",
        "period_from": date(2018, 8, 20),
        "period_to": date(2021, 8, 19),
        "sheet": SHEET,
    }
    return Life(evaluation.EVALUATION).opens(facts.Opening(**(given | more)), on=DAY)


def own(share: str = "0.9") -> tuple[sheets.SelfScore, ...]:
    return tuple(
        sheets.SelfScore(
            item=i.code,
            score=str((i.points * Decimal(share)).quantize(Decimal("0.1"))),
            reason="见材料",
        )
        for i in SHEET.items
    )


def given(share: str) -> facts.Assessment:
    rows = tuple(sheets.ItemScore(item=s.item, score=s.score, comment="核实") for s in own(share))
    return facts.Assessment(rows=rows)


def assessed(*shares: str, kind: str = "期末评估") -> Life:
    life = opened(kind).does(
        evaluation.score_self, facts.SelfScores(rows=own()), on=DAY, about=KEYS
    )
    life.does(evaluation.submit, facts.Submission(), on=DAY)
    for who, share in enumerate(shares, start=11):
        life.does(evaluation.assess, given(share), on=DAY, about=KEYS, who=str(who))
    return life


def opinion(life: Life, result: str = "同意通过验收", words: str = "") -> facts.Opinion:
    return facts.Opinion(result=result, words=words, signed=dict(life.view.texts["conclusion"]))


def proposal(words: str = "建议通过验收") -> facts.Proposal:
    return facts.Proposal(findings="机制健全，成效明显", words=words)


def rectification(**more: object) -> facts.Rectification:
    fix = {
        "number": "1",
        "finding": "企业用工备案率未达目标",
        "requirement": "备案率达到95%",
        "due": date(2021, 10, 31),
    }
    return facts.Rectification(findings="备案率低", fixes=(facts.Fix(**(fix | more)),))


def test_the_sheet_adds_up_to_a_hundred_and_says_that_it_is_a_proposal() -> None:
    assert SHEET.points == 100
    assert SHEET.status == "建议稿"
    assert "未见公布" in SHEET.source


def test_a_sheet_of_the_operator_takes_the_place_of_the_proposal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    official = msgspec.structs.replace(SHEET, status="正式", version="2018.0", source="自治区")
    (tmp_path / "official.yaml").write_bytes(msgspec.yaml.encode(official))
    monkeypatch.setattr(sheets, "FOLDERS", [sheets.OURS, tmp_path])
    assert sheets.named().status == "正式"
    assert opened().view.said["open"].sheet.status == "建议稿"


def test_a_sheet_with_an_item_twice_is_refused_by_its_name(tmp_path: Path) -> None:
    twice = msgspec.structs.replace(SHEET, items=(SHEET.items[0], SHEET.items[0]))
    (tmp_path / "wrong.yaml").write_bytes(msgspec.yaml.encode(twice))
    with pytest.raises(ValueError, match="评分表 wrong"):
        sheets.read(tmp_path / "wrong.yaml")


def test_no_score_is_above_the_points_of_its_item() -> None:
    rows = (sheets.SelfScore(item="1.1", score="6.5", reason="见材料"),)
    with pytest.raises(NotNow, match="超过该项分值"):
        opened().does(
            evaluation.score_self, facts.SelfScores(rows=rows), on=DAY, about=("item/1.1",)
        )


@pytest.mark.parametrize("score", ["", "六", "-1", "5.55", "NaN"])
def test_a_score_is_a_number_with_one_decimal_at_most(score: str) -> None:
    row = sheets.ItemScore(item="1.1", score=score)
    with pytest.raises(ValueError, match="至多一位小数"):
        facts.Assessment(rows=(row,)).check()


def test_scores_stand_side_by_side_and_differences_are_seen() -> None:
    life = assessed("0.9", "0.6")
    first = rules.item_lines(life.view)[0]
    assert [s.score for s in first.given.values()] == ["5.4", "3.6"]
    assert first.average == Decimal("4.50")
    assert first.assessors_differ
    assert not first.own_differs
    agreed = assessed("0.9", "0.8")
    assert not rules.item_lines(agreed.view)[0].assessors_differ


def test_an_assessor_who_scores_again_counts_once() -> None:
    life = assessed("0.9")
    life.does(evaluation.assess, given("0.5"), on=DAY, about=KEYS, who="11")
    line = rules.item_lines(life.view)[0]
    assert [s.score for s in line.given.values()] == ["3.0"]
    assert rules.totals([line]).average is None


def test_two_assessors_score_every_item_before_anything_is_concluded() -> None:
    life = assessed("0.9")
    with pytest.raises(NotNow, match="二名以上"):
        life.does(evaluation.propose, proposal(), on=DAY)
    one = facts.Assessment(rows=given("0.9").rows[:1])
    life.does(evaluation.assess, one, on=DAY, about=KEYS[:1], who="12")
    with pytest.raises(NotNow, match="二名以上"):
        life.does(evaluation.propose, proposal(), on=DAY)


def test_four_bodies_accept_a_zone_and_the_opinion_is_issued() -> None:
    life = assessed("0.9", "0.85").does(evaluation.propose, proposal(), on=DAY)
    for office in range(4):
        assert life.view.state == "at_region"
        life.does(evaluation.sign, opinion(life), on=DAY, office=office)
    assert life.view.state == "agreed"
    life.does(evaluation.accept, facts.Acceptance(words="同意通过验收"), on=DAY)
    assert life.view.state == "passed"
    assert not life.view.irregular


def test_a_changed_conclusion_is_signed_anew_by_all_four() -> None:
    life = assessed("0.9", "0.85").does(evaluation.propose, proposal(), on=DAY)
    for office in range(3):
        life.does(evaluation.sign, opinion(life), on=DAY, office=office)
    no = opinion(life, "不同意通过验收", "指标来源不清")
    life.does(evaluation.sign, no, on=DAY, office=3)
    assert life.view.state == "disagreed"
    life.does(evaluation.propose, proposal("补充来源后建议通过"), on=DAY)
    assert len(life.view.waiting()) == 4
    with pytest.raises(NotNow, match="阅读新的结论"):
        life.does(evaluation.sign, no, on=DAY)


def test_who_disagrees_says_why() -> None:
    with pytest.raises(ValueError, match="须写明理由"):
        facts.Opinion(result="不同意通过验收").check()


def test_what_is_to_be_put_right_has_a_day_of_its_own_and_is_struck_off_with_proof() -> None:
    life = assessed("0.9", "0.7").does(evaluation.order, rectification(), on=DAY)
    clock = life.view.clock(evaluation.fix_due, "fix/1")
    assert (clock.due, clock.limit.owes) == (date(2021, 10, 31), "zone_office")
    with pytest.raises(NotNow, match="没有销号"):
        life.does(evaluation.propose, proposal(), on=DAY)
    repair = facts.Repair(words="已补备案", proofs=(PROOF,))
    life.does(evaluation.repair, repair, on=date(2021, 10, 20), about=("fix/1",))
    life.does(
        evaluation.send_back,
        facts.SendBack(words="抽查仍有遗漏", due=date(2021, 11, 30)),
        on=date(2021, 10, 25),
        about=("fix/1",),
    )
    assert life.view.clock(evaluation.fix_due, "fix/1").due == date(2021, 11, 30)
    assert rules.fix_lines(life.view)[0].words == "抽查仍有遗漏"
    life.does(evaluation.repair, repair, on=date(2021, 11, 20), about=("fix/1",))
    life.does(evaluation.clear, facts.Verification(), on=date(2021, 11, 25), about=("fix/1",))
    life.does(evaluation.propose, proposal(), on=date(2021, 11, 26))
    assert life.view.state == "at_region"
    row = rules.evaluation_row(life.view)[""]
    assert (row["fixes"], row["fixes_cleared"]) == (1, 1)
    assert row["average"] == Decimal("80.00")


def test_nothing_is_put_right_by_a_day_that_has_passed() -> None:
    with pytest.raises(NotNow, match="今天以后"):
        assessed("0.9", "0.7").does(evaluation.order, rectification(due=DAY), on=DAY)


def test_putting_right_without_proof_is_refused() -> None:
    with pytest.raises(ValueError, match="须附佐证材料"):
        facts.Repair(words="已整改", proofs=()).check()


def test_a_self_evaluation_is_scored_by_the_zone_alone() -> None:
    life = opened("自评")
    with pytest.raises(NotNow, match="没有自评得分"):
        life.does(evaluation.finish_self, facts.SelfReport(words="总体良好"), on=DAY)
    life.does(evaluation.score_self, facts.SelfScores(rows=own()), on=DAY, about=KEYS)
    with pytest.raises(NotNow, match="自评由试验区完成"):
        life.does(evaluation.submit, facts.Submission(), on=DAY)
    with pytest.raises(NotNow, match="不是为申请验收"):
        life.does(evaluation.ask_acceptance, facts.SelfReport(words="总体良好"), on=DAY)
    life.does(evaluation.finish_self, facts.SelfReport(words="总体良好"), on=DAY)
    assert life.view.state == "self_done"
    told = rules.outcome_passed(life.view, facts.SelfReport(words="总体良好"))
    assert told["score"] == "90.0"
    assert len(told["scores"]) == len(ITEMS)


def test_scores_brought_from_the_self_evaluation_let_the_assessors_begin_at_once() -> None:
    assert opened(brought=own()).view.state == "assessing"
    assert opened(brought=own()[:-1]).view.state == "self"
    assert opened("自评", brought=own()).view.state == "self"


def test_a_mid_term_evaluation_needs_no_signatures() -> None:
    life = assessed("0.9", "0.85", kind="中期评估")
    with pytest.raises(NotNow, match="只有期末评估"):
        life.does(evaluation.propose, proposal(), on=DAY)
    life.does(evaluation.conclude, facts.Findings(findings="进展正常", words="通过"), on=DAY)
    assert life.view.state == "passed"


def test_an_assessor_does_not_conclude() -> None:
    life = assessed("0.9", "0.85", kind="中期评估")
    assert evaluation.conclude.offices[0].code == "zone_hrss_region"
    assessor = Actor("1", "某", "zone_assessor", "15")
    with pytest.raises(NotTheirOffice):
        check_may(assessor, evaluation.conclude, life.view)
