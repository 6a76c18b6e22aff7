"""期限 — what a lapse means; how days are counted, held, extended, counted back and moved."""

from datetime import date

import pytest

from tongzhou.law import BARE, CALENDAR, article, hours, working_days
from tongzhou.procedure.catalogue import versions_of
from tongzhou.procedure.declare import Annulment, Extension, Limit
from tongzhou.procedure.door import Door
from tongzhou.procedure.examples import contract, dispute
from tongzhou.procedure.fold import fold
from tongzhou.procedure.judge import check_can
from tongzhou.procedure.models import Case
from tongzhou.procedure.project import case_row, rebuild, records_of, write
from tongzhou.procedure.refusal import NotNow, NotTheirOffice, OutOfTime, Refused

from .cast import ARBITRATOR, CHAIR, CLERK, PARTY, REVIEWER, a_contract, a_dispute, at, clock

ONE = ("claimant/0",)
GROUND = dispute.Ground(ground="等待工伤认定结论")


def awarded(door):
    case = a_dispute(door)
    shares = dispute.Shares(shares={"claimant/0": 5})
    door.act(case, "award", by=ARBITRATOR, at=at("2026-03-20"), about=ONE, facts=shares)
    served = dispute.Service(received_on=date(2026, 3, 23))
    door.act(case, "serve_award", by=CLERK, at=at("2026-03-23"), about=ONE, facts=served)
    return case


def test_a_late_body_opens_the_certificate_and_loses_nothing(door):
    case = a_dispute(door)  # forty-five days from 2 March end on 16 April
    with pytest.raises(NotNow, match="尚未逾期"):
        door.act(case, "certify_late", by=CLERK, at=at("2026-04-16"))
    door.act(case, "certify_late", by=CLERK, at=at("2026-04-17"))
    assert clock(door, case, "decision").status(date(2026, 4, 16)) == "running"
    assert clock(door, case, "decision").status(date(2026, 4, 17)) == "lapsed"
    door.act(case, "resume", by=CHAIR, at=at("2026-04-17"))


def test_a_right_is_lost_when_its_days_are_over_also_after_the_case_is_closed(door):
    case = awarded(door)
    assert door.view(case).is_final
    with pytest.raises(OutOfTime, match="逾期权利丧失"):
        door.act(case, "sue", by=PARTY, at=at("2026-04-08"), about=ONE)
    door.act(case, "sue", by=PARTY, at=at("2026-04-09"), happened_on=date(2026, 4, 7), about=ONE)
    assert clock(door, case, "right_to_sue", "claimant/0").status(date(2026, 4, 9)) == "met"


def test_the_clock_of_a_decision_ends_with_the_case_and_that_of_a_right_outlives_it(door):
    case = awarded(door)
    assert clock(door, case, "decision").status(date(2026, 6, 1)) == "ended"
    assert clock(door, case, "right_to_sue", "claimant/0").running


def test_five_days_are_worked_and_forty_five_are_not(door):
    case = a_dispute(door, on="2026-04-30")
    assert clock(door, case, "service", "respondent/a").due == date(2026, 5, 11)  # 9 May is worked
    assert clock(door, case, "decision").due == date(2026, 6, 15)  # 14 June is a Sunday


def test_a_last_day_of_rest_rolls_to_the_next_worked_day_and_says_so(door):
    case = a_dispute(door, on="2026-04-30")
    why = clock(door, case, "decision").why()
    assert "末日 2026-06-14 为休息日，顺延至其后第一个工作日" in why
    assert why[0] == "裁决：45日，《劳动争议调解仲裁法》第四十三条"
    assert why[-1] == "届满日 2026-06-15"


@pytest.mark.django_db
@pytest.mark.usefixtures("examples")
def test_a_holiday_notice_moves_open_limits_and_says_which():
    early = Door(BARE)  # no holiday is known yet: fifteen days end on Friday 2 October
    case = a_contract(early, received="2026-09-17")
    assert clock(early, case, "review").due == date(2026, 10, 2)
    moved = [c for c in rebuild(Case.objects.all(), CALENDAR, versions_of) if c.table == "ClockRow"]
    assert [(c.was["due"], c.now["due"]) for c in moved] == [(date(2026, 10, 2), date(2026, 10, 8))]
    case.refresh_from_db()
    write(case, Door(CALENDAR).view(case), CALENDAR)
    assert not list(rebuild(Case.objects.all(), CALENDAR, versions_of))
    assert case.calendar == CALENDAR.version


def test_only_the_chair_extends_and_never_beyond_fifteen_days_in_all(door):
    case = a_dispute(door)
    with pytest.raises(NotTheirOffice, match="由仲裁委员会主任办理"):
        door.act(case, "extend", by=ARBITRATOR, at=at("2026-04-01"), facts=dispute.More(days=15))
    door.act(case, "extend", by=CHAIR, at=at("2026-04-01"), facts=dispute.More(days=10))
    with pytest.raises(NotNow, match="累计延长不得超过15日"):
        door.act(case, "extend", by=CHAIR, at=at("2026-04-02"), facts=dispute.More(days=6))
    assert clock(door, case, "decision").due == date(2026, 4, 27)  # 26 April is a Sunday
    assert "经批准延长 10日" in clock(door, case, "decision").why()


def test_what_has_run_out_is_not_extended(door):
    case = a_dispute(door)
    with pytest.raises(OutOfTime, match="不能再延长"):
        door.act(case, "extend", by=CHAIR, at=at("2026-04-17"), facts=dispute.More(days=1))
    door.act(case, "extend", by=CHAIR, at=at("2026-04-16"), facts=dispute.More(days=15))


def test_a_stay_holds_the_limits_it_is_declared_for_and_no_other(door):
    case = a_dispute(door)
    before = clock(door, case, "service", "respondent/a").due
    door.act(case, "stay", by=CHAIR, at=at("2026-03-03"), facts=GROUND)
    assert clock(door, case, "service", "respondent/a").due == before
    assert clock(door, case, "decision").due is None


def test_a_limit_in_hours_shows_the_last_day_it_can_reach_and_does_not_roll(door):
    quick = dispute.acceptance.but(length=hours(24))
    here = dispute.DISPUTE.amended(since=dispute.DISPUTE.since, limits=(quick,))
    case = a_dispute(door, on="2026-03-06", accept=False)  # a Friday
    view = fold({here.version: here}, records_of(case), door.calendar)
    assert view.clocks["acceptance", ""].due == date(2026, 3, 7)
    assert any("只知起算之日" in line for line in view.clocks["acceptance", ""].why())


def test_a_limit_that_was_met_is_not_met_again_by_the_same_act(door):
    case = a_contract(door)
    objection = contract.Objection(clauses=("第三条",), opinion="低于最低工资")
    door.act(case, "object", by=REVIEWER, at=at("2026-08-12"), facts=objection)
    again = contract.Receipt(received_on=date(2026, 8, 20))
    door.act(case, "lodge", by=PARTY, at=at("2026-08-20"), facts=again)
    assert clock(door, case, "submission").stopped == date(2026, 8, 10)
    assert clock(door, case, "review").start == date(2026, 8, 20)


def test_an_extension_is_given_as_often_as_the_law_allows(door):
    once = Extension(by=dispute.extend, most=15, times=1)
    here = dispute.DISPUTE.amended(
        since=dispute.DISPUTE.since, limits=(dispute.decision.but(extended=once),)
    )
    case, more = a_dispute(door), dispute.More(days=5)
    extend = here.by_code["extend"]
    day = {"on": date(2026, 4, 1)}
    check_can(fold({here.version: here}, records_of(case), door.calendar), extend, more, **day)
    door.act(case, "extend", by=CHAIR, at=at("2026-04-01"), facts=more)
    view = fold({here.version: here}, records_of(case), door.calendar)
    with pytest.raises(NotNow, match="只能延长1次"):
        check_can(view, extend, more, **day)


def test_a_stay_is_not_counted(door):
    case = a_dispute(door)
    door.act(case, "stay", by=CHAIR, at=at("2026-03-10"), facts=GROUND)
    paused = clock(door, case, "decision")
    assert paused.status(date(2026, 9, 1)) == "paused"
    assert any("尚余 38 日" in line for line in paused.why())  # 3 to 9 March are seven days
    door.act(case, "resume", by=CHAIR, at=at("2026-03-30"))
    # 16 April and twenty days held is 6 May, past the Labour Day rest anyway
    assert clock(door, case, "decision").due == date(2026, 5, 6)


def test_a_joined_party_starts_the_clock_again_and_gets_one_of_its_own(door):
    case = a_dispute(door)
    door.act(case, "join", by=ARBITRATOR, at=at("2026-04-01"), about=("respondent/b",))
    decision = clock(door, case, "decision")
    assert decision.due == date(2026, 5, 18)  # 16 May is a Saturday
    assert "2026-04-01 追加被申请人，重新起算" in decision.why()
    assert clock(door, case, "service", "respondent/b").due == date(2026, 4, 9)


def test_a_stay_and_a_public_notice_end_separately_and_count_once(door):
    case = a_dispute(door)
    door.act(case, "stay", by=CHAIR, at=at("2026-03-10"), facts=GROUND)
    door.act(case, "post", by=CLERK, at=at("2026-03-15"), facts=GROUND)
    door.act(case, "resume", by=CHAIR, at=at("2026-03-20"))
    assert clock(door, case, "decision").due is None
    door.act(case, "posted", by=CLERK, at=at("2026-03-30"))
    assert clock(door, case, "decision").due == date(2026, 5, 6)  # twenty days held in all


def test_days_granted_before_a_reset_are_used_up_and_not_carried_over(door):
    case = a_dispute(door)
    door.act(case, "extend", by=CHAIR, at=at("2026-03-10"), facts=dispute.More(days=15))
    door.act(case, "join", by=ARBITRATOR, at=at("2026-03-20"), about=("respondent/b",))
    assert clock(door, case, "decision").due == date(2026, 5, 6)  # 4 May is in the Labour Day rest
    with pytest.raises(NotNow, match="累计"):
        door.act(case, "extend", by=CHAIR, at=at("2026-03-21"), facts=dispute.More(days=1))


def test_of_a_national_and_a_local_limit_for_one_act_the_earlier_is_shown(door):
    local = Limit(
        "acceptance_here",
        "立案审查（本地）",
        working_days(3),
        article("本地便民规定（示例）", 1, verified=False),
        starts=dispute.apply,
        stops=(dispute.accept, dispute.refuse, dispute.ask_papers),
    )
    here = dispute.DISPUTE.amended(since=dispute.DISPUTE.since, limits=(local,))
    case = a_dispute(door, accept=False)
    view = fold({here.version: here}, records_of(case), door.calendar)
    assert view.clocks["acceptance", ""].due == date(2026, 3, 9)
    assert view.due_for(dispute.accept) is view.clocks["acceptance_here", ""]
    assert case_row(view, door.calendar)["next_due"] == date(2026, 3, 5)
    assert view.due_for(dispute.settle) is None
    assert door.view(case).due_for(dispute.accept).limit is dispute.acceptance


def test_a_hearing_too_soon_is_refused_when_it_is_set(door):
    case = a_dispute(door)
    for day, refused in ((13, True), (16, False)):
        call = {
            "by": ARBITRATOR,
            "at": at("2026-03-09"),
            "about": (f"hearing/{day}",),
            "facts": dispute.Hearing(hearing_on=date(2026, 3, day)),
        }
        if refused:
            with pytest.raises(NotNow, match="须提前5个工作日"):
                door.act(case, "set_hearing", **call)
        else:
            door.act(case, "set_hearing", **call)
    assert clock(door, case, "hearing_notice", "hearing/16").due == date(2026, 3, 9)
    assert "自 2026-03-16 向前倒算" in clock(door, case, "hearing_notice", "hearing/16").why()
    assert Case.objects.get(pk=case.pk).entries.count() == 3


def test_each_respondent_has_a_defence_period_from_its_own_receipt(door):
    case = a_dispute(door)
    door.act(case, "join", by=ARBITRATOR, at=at("2026-03-03"), about=("respondent/b",))
    for key, day in (("respondent/a", 4), ("respondent/b", 9)):
        door.act(
            case,
            "serve",
            by=CLERK,
            at=at("2026-03-10"),
            about=(key,),
            facts=dispute.Service(received_on=date(2026, 3, day)),
        )
    assert clock(door, case, "defence", "respondent/a").due == date(2026, 3, 18)
    assert clock(door, case, "defence", "respondent/b").due == date(2026, 3, 23)
    assert "start" not in {c.stopped_by for c in door.view(case).past_clocks}


# 默示 — silence


def test_silence_speaks_on_the_day_after_the_last_and_not_on_it(door):
    view = door.view(a_contract(door))
    assert view.silent(date(2026, 8, 25)) == []
    assert [c.limit.code for c in view.silent(date(2026, 8, 26))] == ["review"]


def test_silence_brings_the_contract_into_force_and_says_so(door):
    case = a_contract(door)
    assert door.let_time_pass(case, at=at("2026-08-25")) == 0
    assert door.let_time_pass(case, at=at("2026-08-29")) == 1
    last = case.entries.latest("seq")
    assert (last.office, last.happened_on, last.act) == ("time", date(2026, 8, 25), "stand")
    assert "《劳动合同法》第五十四条" in last.reason
    assert last.names == ["期限届满"]
    assert door.let_time_pass(case, at=at("2026-12-29")) == 0


def test_nobody_performs_an_act_of_time(door):
    case = a_contract(door)
    with pytest.raises(NotTheirOffice, match="由期限届满办理"):
        door.act(case, "stand", by=REVIEWER, at=at("2026-08-29"))


def test_a_late_objection_loses_to_silence_even_where_the_worker_slept(door):
    case = a_contract(door)
    objection = contract.Objection(clauses=("第三条",), opinion="低于最低工资")
    with pytest.raises(NotNow, match="已生效"):
        door.act(case, "object", by=REVIEWER, at=at("2026-08-26"), facts=objection)


def test_an_objection_made_in_time_and_entered_late_is_in_time_with_its_proof(door):
    case = a_contract(door)
    late = {
        "by": REVIEWER,
        "at": at("2026-08-28"),
        "happened_on": date(2026, 8, 25),
        "facts": contract.Objection(clauses=("第三条",), opinion="低于最低工资"),
    }
    with pytest.raises(Refused, match="须写明依据"):
        door.act(case, "object", **late)
    door.act(case, "object", reason="8月25日送达回证", **late)
    assert door.view(case).state == "objected"


def test_a_silence_annulled_by_a_person_does_not_come_back_by_itself(door):
    case = a_contract(door)
    door.let_time_pass(case, at=at("2026-08-27"))
    annul = {"by": REVIEWER, "at": at("2026-08-28"), "facts": Annulment(entry=2)}
    door.act(case, "engine.annul", reason="25日已送达异议", **annul)
    assert door.let_time_pass(case, at=at("2026-09-30")) == 0
    assert "不再自动生效" in door.view(case).irregular[0]
    door.act(
        case,
        "object",
        by=REVIEWER,
        at=at("2026-09-30"),
        happened_on=date(2026, 8, 25),
        facts=contract.Objection(clauses=("第三条",), opinion="低于最低工资"),
    )
    assert door.view(case).state == "objected"
