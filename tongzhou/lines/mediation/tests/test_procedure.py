"""A mediation from the application to the money, and every way in which it can end otherwise."""

from __future__ import annotations

from datetime import date

import pytest

from tongzhou.lines.mediation import aftermath, facts, onward, receipt, room, rules
from tongzhou.lines.mediation import procedure as limits
from tongzhou.lines.mediation.ways import WAYS
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.declare import PARTY
from tongzhou.procedure.refusal import NotNow, NotTheirOffice

from .life import (
    BOLOD,
    FIRM,
    SAREN,
    SCAN,
    TERMS,
    WAGES,
    Life,
    accepted,
    agreed,
    concluding,
    drafted,
    mediating,
    unpaid,
)

# --- Receipt and acceptance ------------------------------------------------------------------------


def test_the_counter_has_three_working_days_to_accept() -> None:
    life = Life().opens(on=date(2026, 4, 3))  # a Friday before the three days of Qingming
    clock = life.view.clock(limits.acceptance)
    assert clock
    assert clock.due == date(2026, 4, 9)


def test_what_the_company_has_not_agreed_to_is_not_accepted() -> None:
    with pytest.raises(NotNow, match="同意调解"):
        Life().opens().does(receipt.accept, facts.Taken(), on=date(2026, 3, 3))


def test_peoples_mediation_begins_unless_somebody_refuses() -> None:
    life = Life().opens(way="people")
    with pytest.raises(NotNow, match="另有受理办法"):
        life.does(receipt.accept, facts.Taken(), on=date(2026, 3, 3))
    life.does(receipt.accept_peoples, facts.Taken(), on=date(2026, 3, 3))
    assert life.view.state == "accepted"
    assert life.view.clock(limits.fifteen) is None  # 人民调解法 sets no period of its own
    declined = Life().opens(way="people")
    declined.does(receipt.decline, facts.Reply(manner="当面"), on=date(2026, 3, 3), about=(FIRM,))
    with pytest.raises(NotNow, match="不得调解"):
        declined.does(receipt.accept_peoples, facts.Taken(), on=date(2026, 3, 3))


@pytest.mark.parametrize("code", list(WAYS))
def test_each_way_has_exactly_one_act_of_acceptance(code: str) -> None:
    view = Life().opens(way=code).view
    ways = (rules.is_ordinary, rules.is_peoples, rules.is_entrusted, rules.is_of_court)
    assert sum(rule(view) for rule in ways) == 1


def test_a_case_without_a_company_is_not_accepted() -> None:
    life = Life().opens(way="people", names={SAREN: "萨仁"})
    with pytest.raises(NotNow, match="没有登记"):
        life.does(receipt.accept_peoples, facts.Taken(), on=date(2026, 3, 3))


def test_who_is_refused_can_go_to_arbitration_with_what_was_written() -> None:
    life = Life().opens()
    life.does(receipt.refuse, facts.Refusal(ground="被申请人不同意调解"), on=date(2026, 3, 4))
    assert life.view.is_final
    life.does(aftermath.to_arbitration, facts.Onward(), on=date(2026, 3, 5), about=(SAREN,))
    said = onward.when_failed(life.view, facts.Onward())
    assert said["claims"] == {SAREN: life.view.said["apply"].claims[SAREN]}
    assert said["names"] == {SAREN: "萨仁", FIRM: "示例建筑有限公司"}
    with pytest.raises(NotNow):  # once
        life.does(aftermath.to_arbitration, facts.Onward(), on=date(2026, 3, 5), about=(SAREN,))


# --- The two clocks --------------------------------------------------------------------------------


def test_the_right_to_arbitrate_runs_from_receipt_and_the_mediation_from_acceptance() -> None:
    view = accepted().view
    statute, fifteen = view.clock(limits.statute), view.clock(limits.fifteen)
    assert statute
    assert fifteen
    assert (statute.start, statute.due) == (date(2026, 3, 2), date(2026, 3, 17))
    assert (fifteen.start, fifteen.due) == (date(2026, 3, 4), date(2026, 3, 19))


def test_before_fifteen_days_from_receipt_nobody_leaves_by_that_door() -> None:
    life = mediating()
    with pytest.raises(NotNow, match="尚未逾期"):
        life.does(room.say, facts.Message(words="在吗"), on=date(2026, 3, 17)).does(
            aftermath.go_on, facts.Onward(), on=date(2026, 3, 17), about=(SAREN,)
        )
    life.does(aftermath.go_on, facts.Onward(), on=date(2026, 3, 18), about=(SAREN,))
    assert life.view.state == "failed"
    told = onward.when_overdue(life.view, facts.Onward())["mediated"]
    assert told == "经行政调解，收到申请之日起十五日内未达成协议（2026-03-18）"


def test_fifteen_days_from_acceptance_without_agreement_count_as_failed() -> None:
    life = mediating().lets_time_pass(date(2026, 3, 20))
    assert life.view.state == "failed"
    broken = onward.interruption(life.view)
    assert broken
    assert "未达成调解协议" in broken.ground
    life.does(aftermath.to_arbitration, facts.Onward(), on=date(2026, 3, 25), about=(SAREN,))
    assert life.view.subjects[SAREN].state == "moved"


def test_both_sides_may_have_it_go_on_for_longer() -> None:
    with pytest.raises(ValueError, match="双方当事人都同意"):
        facts.LongerTime(days=10).check()
    life = mediating().does(room.extend, facts.LongerTime(days=10, both=True), on=date(2026, 3, 16))
    fifteen = life.view.clock(limits.fifteen)
    assert fifteen
    assert fifteen.due == date(2026, 3, 30)  # the 29th is a Sunday
    assert life.lets_time_pass(date(2026, 3, 26)).view.state == "mediating"


def test_an_entrusted_case_has_ten_working_days_and_goes_back_where_it_came_from() -> None:
    life = Life().opens(way="entrusted")
    life.does(
        receipt.accept_entrusted,
        facts.Entrusted(entrusted_on=date(2026, 3, 2)),
        on=date(2026, 3, 3),
    )
    clock = life.view.clock(limits.entrustment)
    assert clock
    assert clock.due == date(2026, 3, 16)
    assert (
        life.lets_time_pass(date(2026, 3, 17)).view.state == "accepted"
    )  # the tribunal goes on by itself
    life.does(room.fail, facts.Failure(ground="双方分歧过大"), on=date(2026, 3, 17))
    assert onward.is_reported(life.view, None)
    assert onward.reported(life.view, None)["agreed"] is False
    with pytest.raises(NotNow, match="委托"):
        life.does(aftermath.to_arbitration, facts.Onward(), on=date(2026, 3, 18), about=(SAREN,))


def test_the_period_of_a_court_is_marked_as_not_checked() -> None:
    assert not limits.court.cites.verified
    assert "待核" in str(limits.court)


# --- Who may ---------------------------------------------------------------------------------------


def test_a_party_speaks_for_itself_alone() -> None:
    life = drafted()
    with pytest.raises(NotTheirOffice):
        life.does(
            room.sign,
            facts.Signing(proof="已验证"),
            on=date(2026, 3, 11),
            about=(FIRM,),
            office=PARTY.code,
            parties=(SAREN,),
        )


def test_who_is_recused_is_no_longer_among_those_who_carry_the_case() -> None:
    life = mediating().does(
        receipt.recuse,
        facts.Ground(words="曾在该公司任职"),
        on=date(2026, 3, 6),
        about=("mediator/7",),
    )
    (qiqige,) = rules.subjects(life.view, "mediator")
    assert qiqige.state == qiqige.kind.blind.code


def test_another_mediator_than_the_one_suggested_needs_a_reason() -> None:
    stated = facts.Assignment(names={"mediator/8": "那仁"}, suggested="mediator/7")
    with pytest.raises(ValueError, match="理由"):
        stated.check()
    facts.Assignment(names={"mediator/8": "那仁"}, suggested="mediator/7", why="双方指定").check()


# --- The agreement ---------------------------------------------------------------------------------


def test_instalments_add_up_to_what_was_agreed_for_each() -> None:
    short = facts.Agreement(items=TERMS.items, payments=TERMS.payments[:1])
    with pytest.raises(ValueError, match="须与协议金额一致"):
        short.check()
    TERMS.check()


def test_an_agreement_about_nothing_is_refused_and_one_without_money_is_not() -> None:
    with pytest.raises(ValueError, match="协议内容"):
        facts.Agreement().check()
    facts.Agreement(other="3月31日前出具离职证明").check()


def test_a_new_draft_is_signed_anew_by_both() -> None:
    life = drafted()
    for who in (SAREN, FIRM):
        life.does(room.sign, facts.Signing(proof="已验证"), on=date(2026, 3, 11), about=(who,))
    assert rules.all_signed(life.view)
    life.does(room.draft, facts.Agreement(other="另行补开证明"), on=date(2026, 3, 12))
    assert rules.signed(life.view) == []
    with pytest.raises(NotNow, match="还没有全部签署"):
        life.does(room.conclude, facts.Conclusion(seal=True), on=date(2026, 3, 12))


def test_at_the_counter_a_signature_is_seen_on_paper() -> None:
    with pytest.raises(ValueError, match="扫描件"):
        facts.Signing().check()
    facts.Signing(scan=(SCAN,)).check()


def test_what_is_followed_up_is_what_was_signed() -> None:
    life = drafted()
    for who in (SAREN, FIRM):
        life.does(room.sign, facts.Signing(proof="已验证"), on=date(2026, 3, 11), about=(who,))
    other = facts.Conclusion(
        names={SAREN: "萨仁"}, payments=TERMS.payments[:1], settled=TERMS.sums, seal=True
    )
    with pytest.raises(NotNow, match="不一致"):
        life.does(room.conclude, other, on=date(2026, 3, 11))
    with pytest.raises(ValueError, match="印章"):
        facts.Conclusion(payments=TERMS.payments).check()
    life.does(room.conclude, concluding(), on=date(2026, 3, 11))
    assert life.view.ledger[SAREN] == {"请求": 1_500_000, "协议": 1_300_000}


def test_an_agreement_about_somebody_who_has_left_is_refused() -> None:
    life = mediating(
        names={SAREN: "萨仁", BOLOD: "宝鲁德", FIRM: "示例建筑有限公司"},
        claims={SAREN: (WAGES,), BOLOD: (WAGES,)},
    )
    life.does(
        receipt.withdraw, facts.Ground(words="已自行解决"), on=date(2026, 3, 9), about=(BOLOD,)
    )
    terms = facts.Agreement(
        items={BOLOD: {"wages": 100}},
        payments=(facts.Instalment(claimant=BOLOD, on=date(2026, 3, 20), amount=100),),
    )
    with pytest.raises(NotNow, match="不是本案"):
        life.does(room.draft, terms, on=date(2026, 3, 10))


def test_when_all_have_withdrawn_the_case_is_over() -> None:
    life = mediating().does(
        receipt.withdraw, facts.Ground(words="已付清"), on=date(2026, 3, 9), about=(SAREN,)
    )
    assert life.view.state == "withdrawn"


# --- Performance -----------------------------------------------------------------------------------


def test_every_payment_has_its_day_and_its_call_within_three_working_days() -> None:
    view = agreed().view
    assert view.clock(limits.performance, "payment/1").due == date(2026, 3, 20)
    assert view.clock(limits.call_back, "payment/1").due == date(2026, 3, 25)
    assert view.clock(limits.call_back, "payment/2").due == date(2026, 4, 23)


def test_the_case_ends_when_the_last_money_has_arrived() -> None:
    life = agreed()
    for n, (day, amount) in enumerate(((20, 800_000), (25, 500_000)), start=1):
        stated = facts.Received(received_on=date(2026, 3, day), paid={f"payment/{n}": amount})
        life.does(aftermath.confirm, stated, on=date(2026, 3, 27), about=(f"payment/{n}",))
    assert life.view.state == "performed"
    assert life.view.clock(limits.performance, "payment/1").status(date(2026, 3, 27)) == "met"
    assert rules.case_row(life.view)[""]["paid"] == 1_300_000


def test_a_part_of_the_money_is_a_part_and_no_more() -> None:
    life = agreed()
    some = facts.Received(received_on=date(2026, 3, 20), paid={"payment/1": 300_000})
    with pytest.raises(NotNow, match="部分付款"):
        life.does(aftermath.confirm, some, on=date(2026, 3, 20), about=("payment/1",))
    life.does(aftermath.part, some, on=date(2026, 3, 20), about=("payment/1",))
    assert rules.outstanding(life.view, "payment/1") == 500_000
    rest = facts.Received(received_on=date(2026, 3, 21), paid={"payment/1": 500_000})
    life.does(aftermath.confirm, rest, on=date(2026, 3, 23), about=("payment/1",))
    assert life.view.subjects["payment/1"].state == "paid"


def test_a_worker_whose_wages_were_promised_and_not_paid_may_have_a_payment_order() -> None:
    assert not rules.payment_order_lies(agreed().view)
    life = unpaid()
    assert rules.payment_order_lies(life.view)
    stated = facts.Joint(to="达尔罕茂明安联合旗人民法院")
    life.does(aftermath.payment_order, stated, on=date(2026, 3, 24))


def test_a_broken_agreement_goes_to_arbitration_with_what_is_still_owed() -> None:
    life = agreed()
    some = facts.Received(received_on=date(2026, 3, 20), paid={"payment/1": 300_000})
    life.does(aftermath.part, some, on=date(2026, 3, 20), about=("payment/1",))
    with pytest.raises(NotNow, match="未按约履行"):
        life.does(aftermath.press, facts.Onward(), on=date(2026, 3, 23), about=(SAREN,))
    life.does(
        aftermath.miss, facts.Ground(words="余款未付"), on=date(2026, 3, 23), about=("payment/1",)
    )
    life.does(aftermath.press, facts.Onward(), on=date(2026, 3, 24), about=(SAREN,))
    assert life.view.state == "broken"
    said = onward.when_unperformed(life.view, facts.Onward())
    assert [(i.head, i.amount) for i in said["claims"][SAREN]] == [
        ("wages", 900_000),
        ("overtime", 100_000),
    ]
    assert said["first_seen"] == date(2026, 3, 2)
    assert onward.interruption(life.view).on == date(2026, 3, 23)


def test_a_promise_without_money_is_performed_by_a_word_of_the_mediator() -> None:
    life = mediating().does(room.draft, facts.Agreement(other="出具证明"), on=date(2026, 3, 10))
    for who in (SAREN, FIRM):
        life.does(room.sign, facts.Signing(proof="已验证"), on=date(2026, 3, 11), about=(who,))
    life.does(
        room.conclude, facts.Conclusion(names={SAREN: "萨仁"}, seal=True), on=date(2026, 3, 11)
    )
    assert life.view.state == "performing"
    life.does(aftermath.perform, facts.Ground(words="证明已交付"), on=date(2026, 3, 20))
    assert life.view.state == "performed"


# --- Review and confirmation -----------------------------------------------------------------------


def both_want(life: Life, act: object) -> Life:
    for who in (SAREN, FIRM):
        life.does(act, facts.Signing(proof="已验证"), on=date(2026, 3, 12), about=(who,))
    return life


def test_arbitration_reviews_what_both_ask_within_fifteen_days() -> None:
    stated = facts.Joint(to="达茂旗劳动人事争议仲裁委员会")
    life = agreed()
    with pytest.raises(NotNow, match="共同提出"):
        life.does(aftermath.ask_review, stated, on=date(2026, 3, 12))
    both_want(life, aftermath.want_review)
    assert life.view.clock(limits.review_right).due == date(2026, 3, 26)
    late = both_want(agreed(), aftermath.want_review)
    with pytest.raises(NotNow, match="不再审查"):
        late.does(aftermath.ask_review, stated, on=date(2026, 3, 27))
    assert late.view.clock(limits.review_right).running is False  # nothing stands there overdue
    life.does(aftermath.ask_review, stated, on=date(2026, 3, 26))
    result = facts.Outcome(result="已出具调解书", decided_on=date(2026, 4, 1))
    life.does(aftermath.outcome, result, on=date(2026, 4, 2))


def test_a_court_confirms_what_both_ask_within_thirty_days() -> None:
    life = both_want(agreed(), aftermath.want_confirmation)
    assert life.view.clock(limits.confirmation_right).due == date(2026, 4, 10)
    stated = facts.Joint(to="达尔罕茂明安联合旗人民法院")
    late = both_want(agreed(), aftermath.want_confirmation)
    with pytest.raises(NotNow, match="不再确认"):
        late.does(aftermath.ask_confirmation, stated, on=date(2026, 4, 11))
    life.does(aftermath.ask_confirmation, stated, on=date(2026, 4, 10))


def test_an_entrusted_agreement_needs_neither() -> None:
    life = Life().opens(way="entrusted")
    assert not rules.may_be_reviewed(life.view)
    assert not rules.may_be_confirmed(life.view)


# --- What the case says of itself ------------------------------------------------------------------


def test_an_amendment_stands_for_the_claim_and_the_first_stays_on_record() -> None:
    life = mediating().does(
        receipt.amend,
        facts.Amendment(claims={SAREN: (ClaimItem(head="wages", amount=900_000),)}),
        on=date(2026, 3, 6),
        about=(SAREN,),
    )
    assert [i.amount for i in rules.claims_of(life.view)[SAREN]] == [900_000]
    assert life.view.ledger[SAREN]["请求"] == 900_000
    assert life.view.said["apply"].sums[SAREN] == 1_500_000


def test_the_ledger_shows_claimed_and_agreed_side_by_side() -> None:
    found = [(x.item.head, x.item.amount, dict(x.decided)) for x in rules.lines(drafted().view)]
    assert found == [
        ("wages", 1_200_000, {"settled": 1_200_000}),
        ("overtime", 300_000, {"settled": 100_000}),
    ]


def test_a_case_is_called_by_its_people_and_counted_in_its_row() -> None:
    view = agreed().view
    assert rules.called(view) == "萨仁与示例建筑有限公司劳动争议调解"
    row = rules.case_row(view)[""]
    assert (row["way"], row["body"], row["cause"]) == ("administrative", 3, "pay")
    assert (row["claimed"], row["settled"], row["paid"]) == (1_500_000, 1_300_000, 0)
    assert (row["result"], row["days"]) == ("agreed", 7)
