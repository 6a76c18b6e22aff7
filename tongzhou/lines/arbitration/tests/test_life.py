"""A dispute from the application to the archive, told as the people in it would."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tongzhou.lines.arbitration import facts
from tongzhou.lines.arbitration.models import Booking, Claim, Dispute
from tongzhou.lines.arbitration.offices import ARBITRATOR, CHAIR, CLERK, HEAD
from tongzhou.lines.arbitration.rules import awards, track
from tongzhou.procedure.declare import PARTY
from tongzhou.procedure.models import Case, SubjectRow
from tongzhou.procedure.refusal import NotNow, NotTheirOffice, OutOfTime, Refused
from tongzhou.procedure.service import services_of
from tongzhou.procedure.serving import ServiceOfPaper
from tongzhou.registry.models import Body, Region

from .court import COUNTY, FIRM, Court, at, day

ONE = "claimant/w1"


def test_a_worker_applies_and_the_clerk_has_five_working_days(court: Court) -> None:
    case = court.opens("2026-02-12")
    clock = court.clock(case, "acceptance")
    assert clock.due == day("2026-02-26")  # across the Spring Festival, one Saturday worked
    assert clock.limit.owes == CLERK.code


def test_the_number_of_the_case_comes_with_its_acceptance(court: Court) -> None:
    case = court.opens("2026-03-02")
    assert case.number == ""
    court.does(case, "accept", CLERK, "2026-03-03", facts.Acceptance())
    case.refresh_from_db()
    assert case.number == "达劳人仲案字〔2026〕第1号"


def test_the_firm_sees_no_trace_of_an_application_before_it_is_accepted(court: Court) -> None:
    case = court.opens("2026-03-02")
    sees = SubjectRow.objects.filter(case=case, sees=True)
    assert [row.key for row in sees.filter(registry__in=["worker", "employer"])] == [ONE]
    court.does(case, "accept", CLERK, "2026-03-03", facts.Acceptance())
    assert FIRM in {row.key for row in sees}
    court.does(case, "withdraw", PARTY, "2026-03-04", facts.Withdrawal(), (ONE,))
    assert FIRM in {row.key for row in sees}  # what it was once told it may read ever after


def test_the_firm_never_hears_of_an_application_taken_back_in_time(court: Court) -> None:
    case = court.opens("2026-03-02")
    court.does(case, "withdraw", PARTY, "2026-03-03", facts.Withdrawal(), (ONE,))
    assert not SubjectRow.objects.get(case=case, key=FIRM).sees
    assert [s.about for s in services_of(case, court.view(case))] == [ONE]


def test_what_is_missing_is_told_once_and_the_time_begins_again(court: Court) -> None:
    case = court.opens("2026-03-02")
    missing = facts.Missing(items=("身份证复印件",), due=day("2026-03-10"))
    court.does(case, "ask_papers", CLERK, "2026-03-04", missing)
    court.does(
        case, "supply_own", PARTY, "2026-03-09", facts.Supplement(note="已补"), ("claimant/w1",)
    )
    assert court.clock(case, "acceptance").due == day("2026-03-16")
    with pytest.raises(NotNow, match="一次性告知"):
        court.does(
            case,
            "ask_papers",
            CLERK,
            "2026-03-10",
            facts.Missing(items=("又一项",), due=day("2026-03-20")),
        )


def test_silence_of_the_clerk_opens_the_way_to_the_court(court: Court) -> None:
    case = court.opens("2026-03-02")
    with pytest.raises(NotNow, match="尚未逾期"):
        court.does(case, "certify_not_decided", CLERK, "2026-03-09")
    entry = court.does(case, "certify_not_decided", CLERK, "2026-03-10")
    assert entry.issued["number"] == "达劳人仲逾受字〔2026〕第1号"


def test_the_award_is_due_forty_five_days_after_acceptance_rolled_over_a_holiday(
    court: Court,
) -> None:
    case = court.simple("2026-08-18")
    assert court.clock(case, "decision").due == day("2026-10-08")


def test_a_conversion_keeps_the_first_acceptance(court: Court) -> None:
    case = court.simple("2026-03-02")
    before = court.clock(case, "decision").due
    court.does(case, "convert", ARBITRATOR, "2026-03-20", facts.Conversion(reason="案情复杂"))
    assert court.clock(case, "decision").due == before
    view = court.view(case)
    assert track.track(view) == "ordinary"
    assert not track.has_tribunal(view)  # one arbitrator no longer makes a tribunal


def test_only_the_chairman_extends_and_never_beyond_fifteen_days(court: Court) -> None:
    case = court.simple("2026-03-02")
    more = facts.More(days=10, reason="案情复杂")
    with pytest.raises(Refused):
        court.does(case, "extend", HEAD, "2026-03-20", more)
    court.does(case, "extend", CHAIR, "2026-03-20", more)
    with pytest.raises(NotNow, match="累计延长不得超过15日"):
        court.does(case, "extend", CHAIR, "2026-03-21", facts.More(days=6, reason="又"))


def test_the_copy_counts_as_served_when_it_is_received(court: Court) -> None:
    case = court.simple("2026-03-02")
    sent = ServiceOfPaper(way="邮寄送达", sent_on=day("2026-03-03"), reference="EMS示例1")
    court.does(case, "summon", CLERK, "2026-03-03")
    court.does(case, "serve_copy", CLERK, "2026-03-03", sent, (FIRM,))
    assert court.clock(case, "copy", FIRM).running
    assert ("defence", FIRM) not in court.view(case).clocks
    got = ServiceOfPaper(
        way="邮寄送达",
        sent_on=day("2026-03-03"),
        received_on=day("2026-03-06"),
        reference="EMS示例1",
    )
    court.does(case, "serve_copy", CLERK, "2026-03-09", got, (FIRM,))
    assert court.clock(case, "copy", FIRM).stopped == day("2026-03-06")
    assert court.clock(case, "defence", FIRM).due == day("2026-03-20")


def test_a_late_objection_to_jurisdiction_is_refused(court: Court) -> None:
    case = court.simple("2026-03-02")
    court.serves(case, "serve_copy", "2026-03-03", FIRM)
    objection = facts.Objection(names={"objection/1": "管辖异议"}, by=FIRM, ground="应由所在地管辖")
    with pytest.raises(NotNow, match="答辩期满前"):
        court.does(case, "object", CLERK, "2026-03-18", objection)
    court.does(case, "object", CLERK, "2026-03-17", objection)


def test_a_simple_case_of_too_large_a_sum_is_refused(court: Court) -> None:
    case = court.opens("2026-03-02", claims={"severance": 200_000})
    simple = facts.SimpleAcceptance(
        ground="标的额不超过上年度职工年平均工资", average_wage=10_885_600, suited=True
    )
    with pytest.raises(NotNow, match="标的额超过"):
        court.does(case, "accept_simple", CLERK, "2026-03-03", simple)


def test_a_recused_arbitrator_sees_nothing_and_never_comes_back(court: Court) -> None:
    case = court.simple("2026-03-02")
    asked = facts.RecusalRequest(
        names={"recusal/1": "申请苏和回避"}, member="member/102", ground="与本案有利害关系"
    )
    court.does(case, "ask_recusal", PARTY, "2026-03-04", asked)
    assert court.clock(case, "recusal", "recusal/1").due == day("2026-03-09")
    court.does(
        case,
        "decide_recusal",
        HEAD,
        "2026-03-05",
        facts.RecusalDecision(request="recusal/1", member="member/102", granted=True),
        ("recusal/1",),
    )
    assert not track.has_tribunal(court.view(case))
    with pytest.raises(NotNow, match="已回避"):
        court.sits(case, "2026-03-06")


def test_final_and_other_items_go_into_separate_awards(court: Court) -> None:
    case = court.simple("2026-03-02", claims={"wages": 30_000, "severance": 10_000})
    with pytest.raises(NotNow, match="另行制作非终局裁决书"):
        court.does(
            case, "award_final", ARBITRATOR, "2026-04-01",
            court.award({ONE: {"wages": 30_000, "severance": 10_000}}), (ONE,),
        )  # fmt: skip
    final = court.does(
        case,
        "award_final",
        ARBITRATOR,
        "2026-04-01",
        court.award({ONE: {"severance": 10_000}}),
        (ONE,),
    )
    assert final.issued["number"] == "达劳人仲终裁字〔2026〕第1号"
    assert court.view(case).state == "accepted"  # an item is still open
    court.does(
        case, "award_other", ARBITRATOR, "2026-04-01", court.award({ONE: {"wages": 30_000}}), (ONE,)
    )
    assert court.view(case).state == "decided"
    rows = {c.head: (c.awarded, c.final) for c in Claim.objects.all()}
    assert rows == {"wages": (3_000_000, False), "severance": (1_000_000, True)}


def test_nobody_is_awarded_what_was_not_asked(court: Court) -> None:
    case = court.simple("2026-03-02", claims={"wages": 5_000})
    with pytest.raises(NotNow, match="不得超出请求"):
        court.does(
            case,
            "award_final",
            ARBITRATOR,
            "2026-04-01",
            court.award({ONE: {"wages": 5_001}}),
            (ONE,),
        )
    with pytest.raises(NotNow, match="不得超出请求"):
        court.does(
            case,
            "award_final",
            ARBITRATOR,
            "2026-04-01",
            court.award({ONE: {"severance": 1}}),
            (ONE,),
        )


def test_the_right_to_sue_is_lost_after_fifteen_days(court: Court) -> None:
    case = court.simple("2026-03-02", claims={"wages": 30_000})
    court.does(
        case, "award_other", ARBITRATOR, "2026-04-01", court.award({ONE: {"wages": 30_000}}), (ONE,)
    )
    court.serves(case, "serve_other", "2026-04-02", ONE)
    court.serves(case, "serve_other", "2026-04-07", FIRM)
    assert court.clock(case, "sue_other", ONE).due == day("2026-04-17")
    assert court.clock(case, "sue_other_respondent", FIRM).due == day("2026-04-22")
    (effect,) = awards.effects(court.view(case), ONE, on=day("2026-04-20"))
    assert (effect.words, effect.until) == ("起诉期限内", day("2026-04-22"))
    (effect,) = awards.effects(court.view(case), ONE, on=day("2026-04-23"))
    assert effect.words == "期满未起诉，裁决已发生法律效力"
    suit = facts.Suit(filed_on=day("2026-04-20"), court="示例旗人民法院")
    with pytest.raises(OutOfTime):
        court.does(case, "sue_other", CLERK, "2026-04-21", suit, (ONE,))
    court.does(case, "sue_other", CLERK, "2026-04-21", suit, (FIRM,))
    assert Dispute.objects.get().sued_on == day("2026-04-21")


def test_a_final_award_may_be_annulled_and_then_both_may_sue(court: Court) -> None:
    case = court.simple("2026-03-02", claims={"wages": 9_600})
    court.does(
        case, "award_final", ARBITRATOR, "2026-04-01", court.award({ONE: {"wages": 9_600}}), (ONE,)
    )
    court.serves(case, "serve_final", "2026-04-02", ONE, FIRM)
    assert court.clock(case, "sue_final", ONE).due == day("2026-04-17")
    assert court.clock(case, "annul", FIRM).due == day(
        "2026-05-06"
    )  # the thirtieth day is a holiday
    court.does(
        case, "ask_annulment", CLERK, "2026-04-20",
        facts.Annulment(filed_on=day("2026-04-20"), court="示例市中级人民法院", ground="违反法定程序"), (FIRM,),
    )  # fmt: skip
    ruled = facts.Ruling(outcome="撤销裁决", received_on=day("2026-06-01"))
    court.does(case, "annulment_ruled", CLERK, "2026-06-02", ruled, (ONE, FIRM))
    assert court.clock(case, "after_annulment", ONE).due == day("2026-06-16")
    assert Dispute.objects.get().annulment == "撤销裁决"


def test_a_mediation_statement_counts_when_both_have_signed(court: Court) -> None:
    case = court.simple("2026-03-02")
    settled = facts.Settlement(items={ONE: {"wages": 800_000}}, pay_on=day("2026-04-30"))
    court.does(case, "settle", ARBITRATOR, "2026-03-20", settled, (ONE,))
    assert court.view(case).state == "accepted"
    court.does(case, "repent", PARTY, "2026-03-21", facts.Repentance(who=(ONE,)), (ONE,))
    assert Claim.objects.get().settled is None
    court.does(case, "settle", ARBITRATOR, "2026-03-23", settled, (ONE,))
    court.does(
        case,
        "sign_settlement",
        CLERK,
        "2026-03-24",
        facts.Signed(signed_on=day("2026-03-24")),
        (ONE,),
    )
    assert court.view(case).state == "decided"
    assert Claim.objects.get().settled == 800_000
    assert Dispute.objects.get().closed_by == "mediation"


def test_nothing_is_archived_before_every_award_was_received(court: Court) -> None:
    case = court.simple("2026-03-02")
    court.does(
        case, "award_final", ARBITRATOR, "2026-04-01", court.award({ONE: {"wages": 9_600}}), (ONE,)
    )
    court.serves(case, "serve_final", "2026-04-02", ONE)
    with pytest.raises(NotNow, match="尚未全部送达"):
        court.does(case, "archive", CLERK, "2026-05-20", facts.Archive(volume="2026-1"))
    court.serves(case, "serve_final", "2026-04-03", FIRM)
    court.does(case, "archive", CLERK, "2026-05-20", facts.Archive(volume="2026-1"))
    assert awards.retained_until(court.view(case)) == day("2036-05-20")


def test_twelve_workers_speak_through_three(court: Court) -> None:
    case = court.opens("2026-03-02", n=12)
    with pytest.raises(NotNow, match="集体争议程序"):
        court.does(case, "accept", CLERK, "2026-03-03", facts.Acceptance())
    with pytest.raises(NotNow, match="三至五名代表人"):
        court.does(case, "accept_collective", CLERK, "2026-03-03", facts.Acceptance())
    with pytest.raises(NotNow, match="三至五名"):
        court.speak_through(case, "2026-03-03", 2)
    court.speak_through(case, "2026-03-03")
    court.does(case, "accept_collective", CLERK, "2026-03-03", facts.Acceptance())
    assert court.clock(case, "one_time_notice").due == day("2026-03-10")


def test_one_notice_tells_tribunal_defence_evidence_and_hearing(court: Court) -> None:
    case = court.group("2026-03-02")
    notice = facts.Notice(defence_until=day("2026-03-20"), evidence_until=day("2026-03-24"))
    with pytest.raises(NotNow, match="须先确定开庭时间"):
        court.does(case, "one_notice", CLERK, "2026-03-05", notice)
    hearing = facts.Hearing(
        names={"hearing/1": "第一次开庭"},
        hearing_on=day("2026-03-27"),
        starts="09:00",
        room="第一仲裁庭",
    )
    court.does(case, "set_hearing", CLERK, "2026-03-05", hearing)
    court.does(case, "one_notice", CLERK, "2026-03-05", notice)
    assert not court.clock(case, "one_time_notice").running
    assert not court.clock(case, "hearing_notice", "hearing/1").running
    assert court.clock(case, "evidence").due == day("2026-03-24")


def test_a_room_and_a_person_are_booked_once(court: Court) -> None:
    first, second = court.simple("2026-03-02"), court.simple("2026-03-03")
    hearing = facts.Hearing(
        names={"hearing/1": "第一次开庭"},
        hearing_on=day("2026-03-27"),
        starts="09:00",
        minutes=90,
        room="第一仲裁庭",
    )
    court.does(first, "set_hearing", CLERK, "2026-03-05", hearing)
    assert Booking.objects.count() == 6  # three half hours of a room and of an arbitrator
    with pytest.raises(Refused):
        court.does(second, "set_hearing", CLERK, "2026-03-05", hearing)
    assert Booking.objects.count() == 6


def test_a_claimant_split_off_gets_a_case_with_the_same_claims(court: Court) -> None:
    case = court.group("2026-03-02")
    leaves = "claimant/w12"
    stated = facts.Splitting(
        names={leaves: "示例职工12"},
        claims={leaves: (facts.bringing.ClaimItem(head="wages", amount=960_000),)},
        ground="请求不同",
    )
    court.does(case, "split", ARBITRATOR, "2026-03-10", stated, (leaves,))
    own = Case.objects.exclude(pk=case.pk).get()
    assert own.first_seen == day("2026-03-02")
    assert [c.subject for c in Claim.objects.filter(case=own)] == [leaves]
    assert court.view(case).subjects[leaves].state == "split"


def test_460_settle_in_one_act_and_40_are_awarded_in_another(court: Court) -> None:
    case = court.group("2026-03-02", n=500)
    keys = [f"claimant/w{i}" for i in range(1, 501)]
    settled, awarded = tuple(keys[:460]), tuple(keys[460:])
    agreed = facts.Settlement(
        items={k: {"wages": 900_000} for k in settled}, pay_on=day("2026-05-01"), consents=settled
    )
    court.does(case, "settle", ARBITRATOR, "2026-03-20", agreed, settled)
    court.does(
        case,
        "sign_settlement",
        CLERK,
        "2026-03-25",
        facts.Signed(signed_on=day("2026-03-25")),
        settled,
    )
    court.does(
        case,
        "award_final",
        ARBITRATOR,
        "2026-04-01",
        court.award({k: {"wages": 9_600} for k in awarded}),
        awarded,
    )
    row = Dispute.objects.get()
    assert (row.people, row.settled, row.awarded) == (500, 414_000_000, 38_400_000)
    assert court.view(case).state == "decided"


def test_a_party_that_withdraws_gets_a_decision_numbered_by_the_commission(court: Court) -> None:
    Region.objects.create(
        code="15", name="示例区", short_name="区", level="province", basis="gbt2260"
    )
    Region.objects.create(
        code="1502", name="示例市", short_name="市", level="league", parent_id="15", basis="gbt2260"
    )
    Region.objects.create(
        code=COUNTY,
        name="示例旗",
        short_name="旗",
        level="county",
        parent_id="1502",
        basis="gbt2260",
    )
    Body.objects.create(
        kind="arbitration",
        name="示例旗劳动人事争议仲裁委员会",
        short_name="示例旗仲裁委",
        region_id=COUNTY,
        document_prefix="示劳人仲",
    )
    case = court.opens("2026-03-02")
    entry = court.does(case, "withdraw", PARTY, "2026-03-03", facts.Withdrawal(), (ONE,))
    assert entry.issued["number"] == "示劳人仲撤回字〔2026〕第1号"


def test_what_waited_for_the_trial_ends_with_it(court: Court) -> None:
    case = court.simple("2026-03-02")
    court.serves(case, "serve_copy", "2026-03-03", FIRM)
    court.does(case, "withdraw", PARTY, "2026-03-04", facts.Withdrawal(), (ONE,))
    running = [c.limit.code for c in court.view(case).clocks.values() if c.running]
    assert running == []


def test_an_arbitrator_who_does_not_sit_decides_nothing(court: Court) -> None:
    case = court.simple("2026-03-02")
    stranger = replace(court.who(ARBITRATOR), ref="199")
    with pytest.raises(NotTheirOffice, match="仲裁庭成员"):
        court.door.act(
            case,
            "award_final",
            by=stranger,
            at=at("2026-04-01"),
            facts=court.award({ONE: {"wages": 9_600}}),
            about=(ONE,),
        )


def test_nobody_objects_or_claims_in_the_name_of_the_other_side(court: Court) -> None:
    case = court.simple("2026-03-02")
    worker = replace(court.who(PARTY), parties=(ONE,))
    objection = facts.Objection(names={"objection/1": "管辖异议"}, by=FIRM, ground="x")
    with pytest.raises(NotTheirOffice, match="本人或被代表人"):
        court.door.act(case, "object", by=worker, at=at("2026-03-04"), facts=objection)
    firm = replace(worker, parties=(FIRM,))
    court.door.act(case, "object", by=firm, at=at("2026-03-04"), facts=objection)
