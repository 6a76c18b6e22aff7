"""One matter of arrears through the door: from the complaint to the money, and to every other end it may have."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tongzhou.lines.arrears import facts, rules
from tongzhou.lines.arrears.models import MatterRow
from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import NotNow, Refused

from .cast import HERE, MONDAY, Cast, at, wage


def closing(code="paid_all", **more):
    return facts.Ending(code=code, words="逐人核实", **more)


def test_three_workers_are_owed_ordered_paid_visited_and_the_matter_closes_itself(cast: Cast):
    case = cast.ordered()
    row = MatterRow.objects.get(case=case)
    assert (row.claimed, row.found, row.ordered, row.collected) == (
        4_500_000,
        4_500_000,
        4_500_000,
        0,
    )
    one, two, three = list(cast.left(case))
    cast.pays(case, {one: 1_500_000, two: 500_000}, on=date(2026, 3, 10))
    view = cast.view(case)
    assert [s.state for s in rules.workers(view)] == ["paid", "owed", "owed"]
    with pytest.raises(NotNow, match="只在工资到账后才能结案"):
        cast.does("bater", case, "conclude", closing(), on=date(2026, 3, 10))
    cast.pays(case, {two: 1_000_000, three: 1_500_000}, on=date(2026, 3, 12))
    cast.does("bater", case, "conclude", closing(), on=date(2026, 3, 12))
    view = cast.view(case)
    assert view.state == "watching"
    due = {c.limit.code: c.due for c in view.clocks.values() if c.running}
    assert due["third_day"] == date(2026, 3, 16)  # the fifteenth is a Sunday
    assert due["thirtieth_day"] == date(2026, 4, 13)
    for act, on in (("visit3", date(2026, 3, 15)), ("visit30", date(2026, 4, 11))):
        visit = facts.Visit(called_on=on, answers=dict.fromkeys((one, two, three), "已收到"))
        cast.does("bater", case, act, visit, on=on, about=(one, two, three))
    row.refresh_from_db()
    case.refresh_from_db()
    assert case.state == "closed"
    assert not case.is_open
    assert (row.collected, row.left, row.counts, row.reopened) == (4_500_000, 0, "collected", 0)
    assert row.settled_on == date(2026, 3, 12)
    assert row.days == (date(2026, 3, 12) - MONDAY).days


def test_nobody_is_late_with_an_order_that_was_not_served(cast: Cast):
    case = cast.ordered()
    again = facts.Lapse(checked_on=date(2026, 3, 17), words="银行账户没有支付记录")
    with pytest.raises(Refused, match="尚未逾期"):
        cast.does("bater", case, "lapse", again, on=date(2026, 3, 16))
    cast.does("bater", case, "lapse", again, on=date(2026, 3, 17))
    assert cast.view(case).state == "overdue"
    other = cast.found(on=MONDAY + timedelta(days=1))
    on = MONDAY + timedelta(days=1)
    cast.assigned(other, on=on)
    key = cast.firm("总包")
    liable = facts.Liability(
        situation="contractor",
        names={key: "总包"},
        liable=(facts.Liable(employer=key, role="施工总承包单位", rank=1),),
    )
    cast.does("bater", other, "name_payers", liable, on=on, about=(key,))
    cast.does(
        "bater",
        other,
        "order",
        facts.Order(until=date(2026, 3, 10), amounts=cast.left(other)),
        on=on,
        about=(key,),
    )
    with pytest.raises(NotNow, match="还没有送达"):
        cast.does("bater", other, "lapse", again, on=date(2026, 3, 18))


def test_an_order_needs_two_officers_a_payer_and_the_sums_as_they_stand(cast: Cast):
    case = cast.found()
    key = cast.firm("分包")
    order = facts.Order(until=date(2026, 3, 20), amounts=cast.left(case))
    with pytest.raises(NotNow, match="不足二人"):
        cast.does("bater", case, "order", order, on=MONDAY, about=(key,))
    with pytest.raises(Refused, match="不得少于二人"):
        cast.assigned(case, on=MONDAY, who=("bater",))
    cast.assigned(case, on=MONDAY)
    with pytest.raises(NotNow, match="确定清偿责任"):
        cast.does("bater", case, "order", order, on=MONDAY, about=(key,))
    liable = facts.Liability(
        situation="direct", liable=(facts.Liable(employer=key, role="用人单位", rank=1),)
    )
    cast.does("bater", case, "name_payers", liable, on=MONDAY, about=(key,))
    short = facts.Order(until=date(2026, 3, 20), amounts=dict(list(cast.left(case).items())[:2]))
    with pytest.raises(NotNow, match="不一致"):
        cast.does("bater", case, "order", short, on=MONDAY, about=(key,))
    with pytest.raises(NotNow, match="今天以后"):
        cast.does(
            "bater",
            case,
            "order",
            facts.Order(until=MONDAY, amounts=cast.left(case)),
            on=MONDAY,
            about=(key,),
        )
    cast.does("bater", case, "order", order, on=MONDAY, about=(key,))
    assert cast.view(case).state == "ordered"


def test_books_that_were_not_brought_count_against_the_employer_and_only_then(cast: Cast):
    case = cast.taken()
    rows = cast.rows()
    found = facts.Established(rows=rows, basis="用人单位举证不利")
    key = cast.firm("分包")
    with pytest.raises(NotNow, match="责令提供资料"):
        cast.does("bater", case, "establish", found, on=MONDAY, about=tuple(rows))
    cast.does(
        "bater", case, "demand", facts.Demand(until=date(2026, 3, 9)), on=MONDAY, about=(key,)
    )
    with pytest.raises(Refused, match="尚未逾期"):
        cast.does("bater", case, "infer", facts.Ground(words="没有来"), on=date(2026, 3, 9))
    cast.does("bater", case, "infer", facts.Ground(words="没有来"), on=date(2026, 3, 10))
    cast.does("bater", case, "establish", found, on=date(2026, 3, 10), about=tuple(rows))
    assert rules.sums(cast.view(case)).found == 4_500_000


def test_an_objection_is_answered_before_the_sum_is_found(cast: Cast):
    case = cast.taken()
    rows = cast.rows()
    one = next(iter(rows))
    cast.does(
        "bater", case, "object", facts.Objection(words="11月做了26天"), on=MONDAY, about=(one,)
    )
    with pytest.raises(NotNow, match="处理意见"):
        cast.does(
            "bater", case, "establish", facts.Established(rows=rows), on=MONDAY, about=tuple(rows)
        )
    cast.does(
        "bater",
        case,
        "establish",
        facts.Established(rows=rows, answers="考勤表为25天，按25天计"),
        on=MONDAY,
        about=tuple(rows),
    )
    assert not rules.objections(cast.view(case))


def test_both_agree_is_said_only_of_those_who_have_signed(cast: Cast):
    case = cast.taken(crew=1)
    rows = cast.rows(crew=1)
    one = next(iter(rows))
    found = facts.Established(rows=rows, basis="双方确认")
    cast.does("bater", case, "enter", facts.Wages(rows=rows), on=MONDAY, about=(one,))
    with pytest.raises(NotNow, match="还没有签认"):
        cast.does("bater", case, "establish", found, on=MONDAY, about=(one,))
    cast.does("bater", case, "sign", facts.Signed(scan=(cast.paper(),)), on=MONDAY, about=(one,))
    cast.does("bater", case, "establish", found, on=MONDAY, about=(one,))


def test_a_worker_says_how_much_came_and_it_is_not_counted_twice(cast: Cast):
    case = cast.ordered(crew=1)
    one = cast.worker(0)
    cast.pays(case, {one: 500_000}, on=date(2026, 3, 5))
    on = date(2026, 3, 6)
    part = facts.Confirmed(
        received_on=on,
        total={one: 800_000},
        amounts={one: 300_000},
        left={one: 700_000},
        how="电话录音 0312",
    )
    cast.does("bater", case, "confirm", part, on=on, about=(one,))
    assert rules.sums(cast.view(case), one).received == 800_000
    with pytest.raises(NotNow, match="金额与台账不符"):
        cast.does("bater", case, "confirm", part, on=on, about=(one,))
    rest = facts.Confirmed(
        received_on=on, total={one: 1_500_000}, amounts={one: 700_000}, left={one: 0}, how="当面"
    )
    with pytest.raises(NotNow, match="确认全部收到"):
        cast.does("bater", case, "confirm", rest, on=on, about=(one,))
    cast.does("bater", case, "confirm_all", rest, on=on, about=(one,))
    assert rules.workers(cast.view(case))[0].state == "paid"


def test_a_worker_who_says_nothing_came_keeps_the_matter_open(cast: Cast):
    case = cast.ordered(crew=1)
    one = cast.worker(0)
    on = date(2026, 3, 6)
    cast.pays(case, {one: 1_500_000}, on=on)
    cast.does("bater", case, "deny", facts.Denied(words="卡里没有钱"), on=on, about=(one,))
    with pytest.raises(NotNow, match="没有收到"):
        cast.does("bater", case, "conclude", closing(), on=on)
    bounced = facts.Bounced(amounts={one: 1_500_000}, words="户名不符退票")
    cast.does("bater", case, "bounce", bounced, on=on, about=(one,))
    assert rules.sums(cast.view(case)).left == 1_500_000
    with pytest.raises(NotNow, match="超过已登记的到账金额"):
        cast.does("bater", case, "bounce", bounced, on=on, about=(one,))


def test_the_bank_pays_the_deposit_in_five_working_days_and_it_is_refilled_in_ten(cast: Cast):
    case = cast.ordered(crew=2)
    left = cast.left(case)
    cast.does(
        "bater",
        case,
        "draw",
        facts.Draw(bank="示例银行", amounts=left),
        on=date(2026, 3, 17),
        about=tuple(left),
    )
    clocks = {c.limit.code: c.due for c in cast.view(case).clocks.values() if c.running}
    assert clocks["pay_out"] == date(2026, 3, 24)
    cast.pays(case, left, on=date(2026, 3, 20), act="deposit_in")
    clocks = {c.limit.code: c.due for c in cast.view(case).clocks.values() if c.running}
    assert "pay_out" not in clocks
    assert clocks["refill"] == date(2026, 4, 3)
    cast.does("bater", case, "conclude", closing(), on=date(2026, 3, 20))
    cast.does(
        "bater",
        case,
        "refilled",
        facts.Refilled(refilled_on=date(2026, 4, 1), amount=3_000_000),
        on=date(2026, 4, 1),
    )
    assert cast.view(case).clocks["refill", ""].stopped == date(2026, 4, 1)


def test_what_a_fund_advances_is_the_workers_at_once_and_comes_back_later(cast: Cast):
    case = cast.ordered(crew=1)
    one, on = cast.worker(0), date(2026, 3, 18)
    given = facts.Advance(
        received_on=on,
        amounts={one: 1_500_000},
        left={one: 0},
        reference="周转金2026-3",
        approval="达政批〔2026〕3号",
    )
    cast.does("head", case, "advance", given, on=on, about=(one,))
    cast.does(
        "bater",
        case,
        "conclude",
        closing("paid_advanced", evidence={"voucher": (cast.paper(),)}),
        on=on,
    )
    with pytest.raises(NotNow, match="超过尚未追回"):
        cast.does(
            "bater",
            case,
            "recover",
            facts.Recovery(recovered_on=on, amounts={one: 1_500_001}),
            on=on,
            about=(one,),
        )
    cast.does(
        "bater",
        case,
        "recover",
        facts.Recovery(recovered_on=on, amounts={one: 1_000_000}),
        on=on,
        about=(one,),
    )
    row = MatterRow.objects.get(case=case)
    assert (row.advanced, row.recovered, row.collected) == (1_500_000, 1_000_000, 1_500_000)


def test_another_conclusion_needs_its_evidence_and_may_not_say_that_money_came(cast: Cast):
    case = cast.found(crew=1)
    with pytest.raises(Refused, match="须有：工资支付台账或银行记录、告知劳动者的记录"):
        cast.does("head", case, "end", closing("unfounded"), on=MONDAY)
    with pytest.raises(NotNow, match="不能以“已支付”一类的结论"):
        cast.does("head", case, "end", closing("paid_all"), on=MONDAY)
    with pytest.raises(Refused, match="由劳动保障监察负责人办理"):
        cast.does("bater", case, "end", closing("unfounded"), on=MONDAY)
    evidence = {"ledger": (cast.paper(),), "told": (cast.paper(),)}
    cast.does("head", case, "end", closing("unfounded", evidence=evidence), on=MONDAY)
    row = MatterRow.objects.get(case=case)
    assert (row.counts, row.collected) == ("unfounded", 0)


def test_a_worker_set_aside_with_evidence_does_not_hold_up_the_others(cast: Cast):
    case = cast.ordered(crew=2)
    one, two = cast.worker(0), cast.worker(1)
    on = date(2026, 3, 6)
    cast.pays(case, {one: 1_500_000}, on=on)
    aside = facts.Aside(code="withdrawn", words="本人撤回", evidence={"statement": (cast.paper(),)})
    cast.does("bater", case, "set_aside", aside, on=on, about=(two,))
    cast.does("bater", case, "conclude", closing(), on=on)
    assert MatterRow.objects.get(case=case).left == 0


def test_money_that_did_not_stay_opens_the_matter_again_and_is_counted(cast: Cast):
    case = cast.ordered(crew=1)
    one, on = cast.worker(0), date(2026, 3, 6)
    cast.pays(case, {one: 1_500_000}, on=on)
    cast.does("bater", case, "conclude", closing(), on=on)
    third = facts.Visit(called_on=date(2026, 3, 9), answers={one: "没有收到"})
    cast.does("bater", case, "visit3", third, on=date(2026, 3, 9), about=(one,))
    again = facts.Reopened(amounts={one: 1_500_000}, words="到账后被要求退回")
    cast.does("bater", case, "reopen", again, on=date(2026, 3, 9), about=(one,))
    row = MatterRow.objects.get(case=case)
    assert (row.reopened, row.left, row.settled_on) == (1, 1_500_000, None)
    assert cast.view(case).state == "found"


def test_the_police_are_brought_in_only_after_an_order_that_was_not_obeyed(cast: Cast):
    case = cast.ordered()
    stated = facts.Suspicion(grounds="转移账户资金", fled=True, amount=4_500_000, workers=3)
    with pytest.raises(Refused):
        cast.does("bater", case, "suspect", stated, on=date(2026, 3, 17))
    cast.does(
        "bater",
        case,
        "lapse",
        facts.Lapse(checked_on=date(2026, 3, 17), words="没有支付"),
        on=date(2026, 3, 17),
    )
    cast.does("bater", case, "suspect", stated, on=date(2026, 3, 17))
    handed = Case.objects.get(procedure="inspection.transfer")
    assert (handed.region, handed.is_open) == (HERE, True)
    refer = facts.Referral(to="失信联合惩戒名单", addressee="达茂旗人社局", words="逾期未付")
    entry = cast.does("bater", case, "refer", refer, on=date(2026, 3, 17))
    assert entry.issued["number"]


def test_the_police_are_told_of_those_who_still_wait_and_by_which_paper_it_was_ordered(cast: Cast):
    case = cast.ordered()
    first, *others = cast.left(case)
    cast.pays(case, {first: cast.left(case)[first]}, on=date(2026, 3, 10))
    late = date(2026, 3, 17)
    lapse = facts.Lapse(checked_on=late, words="没有支付")
    cast.does("bater", case, "lapse", lapse, on=late)
    stated = facts.Suspicion(grounds="有钱不付", amount=3_000_000, workers=2)
    payer = cast.firm("总包")
    cast.does("bater", case, "suspect", stated, on=late, about=(*others, payer))
    handed = cast.view(Case.objects.get(procedure="inspection.transfer"))
    assert [k for k in handed.subjects if k.startswith("worker/")] == others
    told = handed.said["suspect"]
    assert told.order_paper == "责令限期支付工资决定书（2026-03-02）"
    assert told.order_until == date(2026, 3, 16)


def test_only_those_of_the_place_see_it(cast: Cast):
    from tongzhou.procedure.scope import sight_of

    case = cast.taken()
    for who, sees in (("bater", True), ("head", True), ("stranger", False), ("clerk", False)):
        sight = sight_of(cast.people[who].person, on=MONDAY)
        assert Case.objects.visible_to(sight).filter(pk=case.pk).exists() is sees, who
    assert case.region == HERE
    assert at(MONDAY).date() == MONDAY
    assert wage("2026-01", 1).owed == 100
