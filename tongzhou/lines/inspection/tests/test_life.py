"""An inspection case from its filing to the archive, told as the people in it would."""

from __future__ import annotations

import pytest

from tongzhou.lines.inspection import facts
from tongzhou.lines.inspection.offices import HEAD, INSPECTOR
from tongzhou.lines.inspection.rules import penalties
from tongzhou.lines.inspection.rules.ordering import standing
from tongzhou.procedure.declare import PARTY
from tongzhou.procedure.models import SubjectRow
from tongzhou.procedure.refusal import NotNow, NotTheirOffice, OutOfTime, Refused

from .brigade import FIRM, ONE, Brigade, day, found, v

Proposed = facts.concluding.Proposed


def test_the_investigation_ends_within_sixty_working_days_and_the_head_may_grant_thirty(
    brigade: Brigade,
) -> None:
    case = brigade.files("2026-03-02", workers=1)
    assert brigade.clock(case, "investigation").due == day("2026-05-28")
    more = facts.investigating.More(days=30, reason="涉及多地")
    with pytest.raises(NotTheirOffice):
        brigade.does(case, "extend", INSPECTOR, "2026-05-20", more)
    brigade.does(case, "extend", HEAD, "2026-05-20", more)
    assert brigade.clock(case, "investigation").due == day("2026-07-10")
    with pytest.raises(NotNow, match="累计延长不得超过30日"):
        brigade.does(
            case, "extend", HEAD, "2026-05-21", facts.investigating.More(days=1, reason="又")
        )
    assert brigade.clock(case, "tell_change", "worker/w1").due == day("2026-05-25")
    told = facts.investigating.Told(what="延长调查期限", way="电话", words="延长三十个工作日")
    brigade.does(case, "tell_worker", INSPECTOR, "2026-05-21", told, ("worker/w1",))
    assert not brigade.clock(case, "tell_change", "worker/w1").running


def test_one_officer_or_a_certificate_run_out_makes_no_team(brigade: Brigade) -> None:
    case = brigade.files("2026-03-02")
    alone = facts.opening.Team(names={f"officer/{ONE}": "巴特尔"})
    with pytest.raises(NotNow, match="二名以上"):
        brigade.does(case, "assign", HEAD, "2026-03-03", alone, (f"officer/{ONE}",))
    with pytest.raises(NotNow, match="没有有效的执法证件"):
        brigade.team(case, "2026-03-03", until="2026-03-02")
    brigade.team(case, "2026-03-03", until="2026-03-03")  # the last day still counts


def test_nobody_visits_alone(brigade: Brigade) -> None:
    case = brigade.files("2026-03-02")
    record = facts.investigating.SiteRecord(
        place="工地", showed_badges=True, findings="查看。", signature="当事人已签名"
    )
    with pytest.raises(NotTheirOffice, match="二名以上"):
        brigade.together(case, "visit", "2026-03-03", record)
    brigade.team(case, "2026-03-03")
    with pytest.raises(NotTheirOffice, match="二名以上"):
        brigade.does(case, "visit", INSPECTOR, "2026-03-04", record)
    brigade.together(case, "visit", "2026-03-04", record)


def test_the_firm_sees_nothing_before_the_officers_have_come(brigade: Brigade) -> None:
    case = brigade.files("2026-03-02")
    brigade.team(case, "2026-03-03")
    assert not SubjectRow.objects.get(case=case, key=FIRM).sees
    brigade.visits(case, "2026-03-04")
    assert SubjectRow.objects.get(case=case, key=FIRM).sees


def test_the_title_of_a_case_never_names_who_complained(brigade: Brigade) -> None:
    case = brigade.files("2026-03-02", "wage_arrears", workers=2, confidential=True)
    assert (
        case.title == "示例建筑有限公司涉嫌克扣、无故拖欠劳动者工资报酬案"
        or "示例职工" not in case.title
    )


def test_an_officer_who_is_recused_sees_the_case_no_more_and_never_comes_back(
    brigade: Brigade,
) -> None:
    case = brigade.files("2026-03-02")
    brigade.team(case, "2026-03-03")
    brigade.visits(case, "2026-03-04")
    asked = facts.opening.RecusalRequest(
        names={"recusal/1": "申请巴特尔回避"}, officer=f"officer/{ONE}", ground="系负责人亲属"
    )
    brigade.does(case, "ask_recusal", PARTY, "2026-03-05", asked)
    decided = facts.opening.RecusalDecision(request="recusal/1", officer=f"officer/{ONE}")
    brigade.does(case, "decide_recusal", HEAD, "2026-03-06", decided, ("recusal/1",))
    assert not SubjectRow.objects.get(case=case, key=f"officer/{ONE}").sees
    with pytest.raises(NotNow, match="已从本案回避"):
        brigade.team(case, "2026-03-09")


def test_time_spent_suspended_is_not_counted(brigade: Brigade) -> None:
    case = brigade.files("2026-03-02")
    brigade.team(case, "2026-03-03")
    brigade.visits(case, "2026-03-04")
    before = brigade.clock(case, "investigation").due
    why = facts.investigating.Suspension(ground="须以另一案的结果为依据", reason="等待工伤认定")
    brigade.does(case, "suspend", HEAD, "2026-03-05", why)
    with pytest.raises(NotNow):
        brigade.visits(case, "2026-03-06")
    brigade.does(
        case, "resume", HEAD, "2026-03-19", facts.investigating.Ground(reason="认定已作出")
    )
    after = brigade.clock(case, "investigation").due
    assert before
    assert after
    assert (after - before).days == 14


def test_what_is_held_for_evidence_is_dealt_with_in_seven_working_days(brigade: Brigade) -> None:
    case = brigade.files("2026-03-02")
    brigade.team(case, "2026-03-03")
    held = facts.investigating.Holding(
        names={"goods/1": "考勤机一台"}, place="原处", reason="可能被删除数据"
    )
    brigade.does(case, "hold", HEAD, "2026-03-04", held)
    assert brigade.clock(case, "holding", "goods/1").due == day("2026-03-13")
    brigade.visits(case, "2026-03-05")
    with pytest.raises(NotNow, match="尚未处理"):
        brigade.concludes(case, "2026-03-06", overtime_illegal=found(workers=3))
    back = facts.investigating.Dealing(outcome="复制后退还")
    brigade.does(case, "deal", HEAD, "2026-03-09", back, ("goods/1",))
    brigade.concludes(case, "2026-03-10", overtime_illegal=found(workers=3))


def test_an_order_binds_from_its_service_and_lapses_only_when_looked_at_afterwards(
    brigade: Brigade,
) -> None:
    case = brigade.files("2026-03-02", "roster_missing")
    brigade.team(case, "2026-03-03")
    brigade.visits(case, "2026-03-04")
    key = v("roster_missing")
    brigade.orders(case, "2026-03-05", "2026-03-12", key, served="")
    stands = standing(brigade.view(case), key, day("2026-03-20"))
    assert stands.served_on is None
    assert not stands.lapsed
    brigade.serves(case, "serve_order", "2026-03-06")
    assert not standing(brigade.view(case), key, day("2026-03-20")).lapsed
    brigade.rechecks(case, "2026-03-12", key)
    assert not standing(brigade.view(case), key, day("2026-03-20")).lapsed  # its day is not over
    brigade.rechecks(case, "2026-03-13", key)
    assert standing(brigade.view(case), key, day("2026-03-13")).lapsed
    assert not standing(brigade.view(case), key, day("2026-03-12")).lapsed


def test_a_fine_that_hangs_on_a_lapsed_order_cannot_even_be_announced_before(
    brigade: Brigade,
) -> None:
    case = brigade.files("2026-03-02", "roster_missing")
    brigade.team(case, "2026-03-03")
    brigade.visits(case, "2026-03-04")
    key = v("roster_missing")
    brigade.orders(case, "2026-03-05", "2026-03-12", key)
    brigade.concludes(case, "2026-03-09", roster_missing=found(workers=5))
    fine = Proposed(measure="行政处罚", fine=200_000)
    brigade.proposes(case, "2026-03-10", roster_missing=fine)
    with pytest.raises(NotNow, match="法定条件尚未具备"):
        brigade.tells(case, "2026-03-11", "2026-03-16", roster_missing=200_000)
    brigade.rechecks(case, "2026-03-13", key)
    brigade.tells(case, "2026-03-13", "2026-03-18", roster_missing=200_000)


def test_what_was_put_right_in_time_is_not_fined(brigade: Brigade) -> None:
    case = brigade.files("2026-03-02", "roster_missing")
    brigade.team(case, "2026-03-03")
    brigade.visits(case, "2026-03-04")
    key = v("roster_missing")
    brigade.orders(case, "2026-03-05", "2026-03-12", key)
    brigade.rechecks(case, "2026-03-13", key, met="2026-03-11")
    brigade.concludes(case, "2026-03-16", roster_missing=found(workers=5))
    brigade.proposes(case, "2026-03-17", roster_missing=Proposed(measure="行政处罚", fine=200_000))
    with pytest.raises(NotNow, match="法定条件尚未具备"):
        brigade.tells(case, "2026-03-18", "2026-03-23", roster_missing=200_000)
    ended = facts.deciding.Finished(reasons="已在责令的期限内改正。")
    brigade.does(case, "finish", HEAD, "2026-03-18", ended, (key,))
    case.refresh_from_db()
    assert case.state == "decided"


@pytest.mark.parametrize(
    ("fine", "allowed"), [(99_999, False), (100_000, True), (500_000, True), (500_001, False)]
)
def test_ten_workers_overtime_is_fined_a_hundred_to_five_hundred_yuan_a_head(
    brigade: Brigade, fine: int, allowed: bool
) -> None:
    case = brigade.files("2026-03-02")
    brigade.team(case, "2026-03-03")
    brigade.visits(case, "2026-03-04")
    brigade.concludes(case, "2026-03-16", overtime_illegal=found(workers=10))
    brigade.proposes(case, "2026-03-17", overtime_illegal=Proposed(measure="行政处罚", fine=fine))
    if allowed:
        brigade.tells(case, "2026-03-18", "2026-03-23", overtime_illegal=fine)
    else:
        with pytest.raises(NotNow, match="法定条件"):
            brigade.tells(case, "2026-03-18", "2026-03-23", overtime_illegal=fine)


def test_nothing_is_decided_before_notice_statement_hearing_and_review(brigade: Brigade) -> None:
    case = brigade.files("2026-03-02")
    brigade.team(case, "2026-03-03")
    brigade.visits(case, "2026-03-04")
    brigade.concludes(case, "2026-03-16", overtime_illegal=found(workers=10))
    with pytest.raises(NotNow, match="须先拟处理意见"):
        brigade.punishes(case, "2026-03-16", overtime_illegal=300_000)
    brigade.proposes(
        case, "2026-03-17", overtime_illegal=Proposed(measure="行政处罚", fine=300_000)
    )
    with pytest.raises(NotNow, match="须先告知"):
        brigade.punishes(case, "2026-03-17", overtime_illegal=300_000)
    with pytest.raises(NotNow, match="须告知听证权利"):
        brigade.tells(case, "2026-03-18", "2026-03-23", hearing=False, overtime_illegal=300_000)
    brigade.tells(case, "2026-03-18", "2026-03-23", overtime_illegal=300_000)
    with pytest.raises(NotNow, match="陈述申辩期限未满"):
        brigade.punishes(case, "2026-03-23", overtime_illegal=300_000)
    said = facts.deciding.Statement(words="请从轻处理。")
    brigade.does(case, "state", PARTY, "2026-03-20", said, (FIRM,))
    with pytest.raises(NotNow, match="没有复核"):
        brigade.punishes(case, "2026-03-24", overtime_illegal=300_000)
    weighed = facts.deciding.Considered(outcome="部分采纳", reason="首次违法。")
    brigade.does(case, "consider", INSPECTOR, "2026-03-24", weighed)
    with pytest.raises(NotNow, match="听证权利尚未行使完毕"):
        brigade.punishes(case, "2026-03-25", overtime_illegal=300_000)
    with pytest.raises(NotNow, match="须先经法制审核"):
        brigade.punishes(case, "2026-03-26", overtime_illegal=300_000)
    brigade.passes_review(case, "2026-03-26")
    with pytest.raises(NotNow, match="不得重于"):
        brigade.punishes(case, "2026-03-26", overtime_illegal=300_001)
    entry = brigade.punishes(case, "2026-03-26", overtime_illegal=200_000)
    assert entry.issued["number"] == "达人社监罚字〔2026〕第1号"
    case.refresh_from_db()
    assert case.state == "decided"


def test_a_hearing_that_is_asked_in_time_is_held_first_and_the_heads_discuss(
    brigade: Brigade,
) -> None:
    case = brigade.files("2026-03-02")
    brigade.team(case, "2026-03-03")
    brigade.visits(case, "2026-03-04")
    brigade.concludes(case, "2026-03-16", overtime_illegal=found(workers=10))
    brigade.proposes(
        case, "2026-03-17", overtime_illegal=Proposed(measure="行政处罚", fine=300_000)
    )
    brigade.tells(case, "2026-03-18", "2026-03-23", overtime_illegal=300_000)
    ask = facts.deciding.HearingRequest(words="要求听证。")
    with pytest.raises(OutOfTime, match="逾期权利丧失"):
        brigade.does(case, "ask_hearing", PARTY, "2026-03-26", ask, (FIRM,))
    brigade.does(case, "ask_hearing", PARTY, "2026-03-25", ask, (FIRM,))
    brigade.passes_review(case, "2026-03-27")
    with pytest.raises(NotNow, match="听证权利尚未行使完毕"):
        brigade.punishes(case, "2026-03-27", overtime_illegal=300_000)
    set_ = facts.deciding.Hearing(
        hearing_on=day("2026-04-15"), place="第一会议室", presides="示例主持人"
    )
    brigade.does(case, "set_hearing", HEAD, "2026-03-30", set_)
    assert brigade.clock(case, "hearing_notice", FIRM).due == day("2026-04-03")
    brigade.serves(case, "serve_hearing", "2026-03-31")
    held = facts.deciding.HearingRecord(held="已举行", record="双方陈述。")
    brigade.does(case, "hear", HEAD, "2026-04-15", held)
    with pytest.raises(NotNow, match="集体讨论"):
        brigade.punishes(case, "2026-04-16", overtime_illegal=300_000)
    talk = facts.deciding.Discussion(
        present=("萨仁", "高娃"), words="同意拟处理意见。", conclusion="同意。"
    )
    brigade.does(case, "discuss", HEAD, "2026-04-16", talk)
    brigade.punishes(case, "2026-04-16", major=True, overtime_illegal=300_000)
    assert brigade.clock(case, "major").due == day("2026-04-26") or brigade.clock(
        case, "major"
    ).due == day("2026-04-27")


def test_leaving_the_discretion_band_takes_an_argument_and_a_second_hand(brigade: Brigade) -> None:
    case = brigade.files("2026-03-02")
    brigade.team(case, "2026-03-03")
    brigade.visits(case, "2026-03-04")
    brigade.concludes(case, "2026-03-16", overtime_illegal=found(workers=10))
    line = Proposed(measure="行政处罚", fine=400_000, low=100_000, high=150_000, grade="轻微")
    key = v("overtime_illegal")
    with pytest.raises(NotNow, match="超出裁量基准"):
        brigade.proposes(case, "2026-03-17", overtime_illegal=line)
    bare = facts.concluding.Departure(lines={key: line}, words="建议。")
    with pytest.raises(Refused, match="逐项写明理由"):
        brigade.together(case, "propose_departing", "2026-03-17", bare, (key,))
    argued = Proposed(
        measure="行政处罚", fine=400_000, low=100_000, high=150_000, grade="轻微",
        argument="两年内第三次因同一行为被责令改正，社会影响恶劣。",
    )  # fmt: skip
    full = facts.concluding.Departure(lines={key: argued}, words="建议。")
    with pytest.raises(NotTheirOffice, match="二名以上"):
        brigade.does(case, "propose_departing", INSPECTOR, "2026-03-17", full, (key,))
    brigade.together(case, "propose_departing", "2026-03-17", full, (key,))
    brigade.tells(case, "2026-03-18", "2026-03-23", overtime_illegal=400_000)


def test_a_first_minor_corrected_violation_may_go_unpunished_and_no_other(brigade: Brigade) -> None:
    case = brigade.files("2026-03-02")
    brigade.team(case, "2026-03-03")
    brigade.visits(case, "2026-03-04")
    brigade.concludes(
        case, "2026-03-16", overtime_illegal=found(workers=2, flags=("first",), corrected=True)
    )
    key = v("overtime_illegal")
    brigade.proposes(
        case, "2026-03-17", overtime_illegal=Proposed(measure="不予处罚", exemption="首违不罚")
    )
    ground = facts.deciding.Exemption(ground="首违不罚", reasons="首次且已改正。")
    with pytest.raises(NotNow, match="不符合"):
        brigade.does(case, "exempt", HEAD, "2026-03-18", ground, (key,))
    assert "首违不罚" in penalties.exemptions(
        found(flags=("first", "minor"), corrected=True), False, day("2026-03-18")
    )
