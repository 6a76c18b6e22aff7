"""What a worker and an employer are told of what comes next: who must act, by when, and what if nobody does."""

from __future__ import annotations

from typing import Any

from tongzhou.lines.arbitration import facts
from tongzhou.lines.arbitration.limits import LIMITS
from tongzhou.lines.arbitration.offices import ARBITRATOR, CLERK
from tongzhou.lines.arbitration.rules.next_steps import PLAIN, NextStep, next_steps
from tongzhou.procedure.declare import PARTY
from tongzhou.procedure.models import Case

from .court import FIRM, Court, day

ONE, TWO = "claimant/w1", "claimant/w2"


def told(court: Court, case: Case, key: str, on: str) -> dict[str, NextStep]:
    return {s.what: s for s in next_steps(court.view(case), (key,), on=day(on))}


def test_every_limit_of_the_procedure_has_words_for_the_parties() -> None:
    assert {limit.code for limit in LIMITS} == set(PLAIN)


def test_a_worker_who_has_applied_learns_the_day_and_what_silence_means(court: Court) -> None:
    case = court.opens("2026-03-02")
    (step,) = next_steps(court.view(case), (ONE,), on=day("2026-03-02"))
    assert (step.what, step.who, step.by) == ("仲裁委决定是否受理", "仲裁委", day("2026-03-09"))
    assert "起诉" in step.otherwise
    assert not step.late
    assert told(court, case, ONE, "2026-03-10")["仲裁委决定是否受理"].late


def test_who_is_asked_for_papers_must_act_himself(court: Court) -> None:
    case = court.opens("2026-03-02")
    missing = facts.Missing(items=("身份证复印件",), due=day("2026-03-12"))
    court.does(case, "ask_papers", CLERK, "2026-03-04", missing)
    step = told(court, case, ONE, "2026-03-05")["补正材料"]
    assert (step.who, step.by) == ("您", day("2026-03-12"))
    assert told(court, case, FIRM, "2026-03-05")["补正材料"].who == "对方"


def test_the_employer_answers_and_in_a_simple_case_may_waive_the_time(court: Court) -> None:
    case = court.simple("2026-03-02")
    court.serves(case, "serve_copy", "2026-03-03", FIRM)
    mine = told(court, case, FIRM, "2026-03-04")["被申请人答辩"]
    assert (mine.who, mine.by) == ("您", day("2026-03-17"))
    assert "缩短或取消答辩期" in mine.can
    theirs = told(court, case, ONE, "2026-03-04")["被申请人答辩"]
    assert theirs.who == "对方"
    assert "缩短" not in theirs.can


def test_the_hearing_stands_with_hour_and_room_and_what_absence_costs(court: Court) -> None:
    case = court.simple("2026-03-02")
    hearing = facts.Hearing(
        names={"hearing/1": "第一次开庭"}, hearing_on=day("2026-03-27"), starts="09:00",
        room="第一仲裁庭",
    )  # fmt: skip
    court.does(case, "set_hearing", CLERK, "2026-03-05", hearing)
    step = told(court, case, ONE, "2026-03-06")["开庭：09:00，第一仲裁庭"]
    assert (step.by, step.is_the_day) == (day("2026-03-27"), True)
    assert "按撤回申请处理" in step.otherwise
    assert "组成仲裁庭、确定开庭时间" not in told(court, case, ONE, "2026-03-06")
    assert "开庭：09:00，第一仲裁庭" not in told(court, case, ONE, "2026-03-28")


def test_the_nearest_day_comes_first(court: Court) -> None:
    case = court.simple("2026-03-02")
    days = [s.by for s in next_steps(court.view(case), (ONE,), on=day("2026-03-03")) if s.by]
    assert days == sorted(days)
    assert len(days) > 1


def test_both_must_sign_a_settlement_and_then_it_is_to_be_paid(court: Court) -> None:
    case = court.simple("2026-03-02")
    agreed = facts.Settlement(items={ONE: {"wages": 800_000}}, pay_on=day("2026-04-30"))
    court.does(case, "settle", ARBITRATOR, "2026-03-20", agreed, (ONE,))
    for key in (ONE, FIRM):
        assert told(court, case, key, "2026-03-21")["双方签收调解书"].who == "您"
    signed = facts.Signed(signed_on=day("2026-03-24"))
    court.does(case, "sign_settlement", CLERK, "2026-03-24", signed, (ONE,))
    step = told(court, case, FIRM, "2026-03-25")["按调解书支付"]
    assert (step.who, step.by) == ("您", day("2026-04-30"))
    assert told(court, case, ONE, "2026-05-04")["按调解书支付"].late


def test_a_final_award_leaves_the_worker_fifteen_days_and_the_employer_thirty(court: Court) -> None:
    case = court.simple("2026-03-02", claims={"wages": 9_600})
    award = court.award({ONE: {"wages": 9_600}})
    court.does(case, "award_final", ARBITRATOR, "2026-04-01", award, (ONE,))
    court.serves(case, "serve_final", "2026-04-02", ONE, FIRM)
    worker = told(court, case, ONE, "2026-04-03")
    assert worker["对终局裁决不服的，向人民法院起诉"].who == "您"
    assert worker["对终局裁决不服的，向人民法院起诉"].by == day("2026-04-17")
    assert worker["按终局裁决书支付"].who == "对方"
    employer = told(court, case, FIRM, "2026-04-03")
    assert employer["对终局裁决有异议的，向中级人民法院申请撤销"].who == "您"
    assert employer["按终局裁决书支付"].by == day("2026-04-16")
    gone = told(court, case, ONE, "2026-05-20")["对终局裁决不服的，向人民法院起诉"]
    assert gone.late
    assert gone.otherwise == "期限已过，不能再办理。"


def test_one_claimant_of_many_is_not_told_of_the_others_days(court: Court) -> None:
    case = court.group("2026-03-02")
    award: Any = court.award({ONE: {"wages": 9_600}, TWO: {"wages": 9_600}})
    court.does(case, "award_final", ARBITRATOR, "2026-04-01", award, (ONE, TWO))
    court.serves(case, "serve_final", "2026-04-02", TWO)
    sue = "对终局裁决不服的，向人民法院起诉"
    assert sue not in told(court, case, ONE, "2026-04-03")
    assert sue in told(court, case, TWO, "2026-04-03")
    assert "由推选的代表人参加仲裁" in told(court, case, ONE, "2026-04-03")


def test_who_was_refused_is_shown_the_way_to_the_court(court: Court) -> None:
    case = court.opens("2026-03-02")
    refusal = facts.Refusal(ground="其他", detail="示例")
    court.does(case, "refuse", CLERK, "2026-03-03", refusal)
    assert told(court, case, ONE, "2026-03-04")["向人民法院起诉"].who == "您"
    assert told(court, case, FIRM, "2026-03-04") == {}


def test_who_is_nobody_in_the_case_is_told_nothing(court: Court) -> None:
    case = court.opens("2026-03-02")
    assert next_steps(court.view(case), ("claimant/w99",), on=day("2026-03-02")) == []
    court.does(case, "withdraw", PARTY, "2026-03-03", facts.Withdrawal(), (ONE,))
    assert next_steps(court.view(case), (ONE,), on=day("2026-03-03")) == []
