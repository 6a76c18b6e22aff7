"""What follows a decision: payment, what is added for each day, the court, the wage matter, what is taken back."""

from __future__ import annotations

from typing import Any

import pytest

from tongzhou.lines.inspection import facts
from tongzhou.lines.inspection.offices import HEAD, INSPECTOR
from tongzhou.lines.inspection.rules import performing
from tongzhou.lines.inspection.rules.onward import wage_matter
from tongzhou.lines.inspection.rules.ordering import standing
from tongzhou.lines.inspection.states import WORKER
from tongzhou.procedure.declare import HANDED
from tongzhou.procedure.refusal import NotNow, OutOfTime
from tongzhou.procedure.service import services_of

from .brigade import FIRM, Brigade, day, found, v

Proposed = facts.concluding.Proposed


def test_a_fine_is_paid_in_fifteen_days_and_grows_by_three_in_a_hundred_up_to_itself(
    brigade: Brigade,
) -> None:
    case = brigade.fined()
    brigade.serves(case, "serve_punishment", "2026-03-26")
    assert brigade.clock(case, "payment", FIRM).due == day("2026-04-10")
    view = brigade.view(case)
    assert performing.additions(view, day("2026-04-10")) == []
    (ten,) = performing.additions(view, day("2026-04-20"))
    assert (ten.days, ten.amount) == (10, 30_000)
    (long,) = performing.additions(view, day("2026-06-30"))
    assert long.raw > long.amount == 100_000
    key = v("overtime_illegal")
    wrong = facts.performing.Additional(
        unpaid={key: 100_000}, amounts={key: 31_000},
        since=day("2026-04-11"), until=day("2026-04-20"), days=10,
    )  # fmt: skip
    with pytest.raises(NotNow, match="重新计算"):
        brigade.does(case, "add_fine", HEAD, "2026-04-20", wrong, (key,))
    right = facts.performing.Additional(
        unpaid={key: 100_000}, amounts={key: 30_000},
        since=day("2026-04-11"), until=day("2026-04-20"), days=10,
    )  # fmt: skip
    brigade.does(case, "add_fine", HEAD, "2026-04-20", right, (key,))
    close = facts.performing.Closing(outcome="当事人已履行", words="拟结案。")
    with pytest.raises(NotNow, match="尚未履行"):
        brigade.does(case, "close", HEAD, "2026-04-20", close)
    over = facts.performing.Payment(amounts={key: 131_000}, paid_on=day("2026-04-21"))
    with pytest.raises(NotNow, match="超过应缴金额"):
        brigade.does(case, "pay", INSPECTOR, "2026-04-21", over, (key,))
    all_ = facts.performing.Payment(
        amounts={key: 130_000}, paid_on=day("2026-04-21"), complete=True
    )
    brigade.does(case, "pay", INSPECTOR, "2026-04-21", all_, (key,))
    brigade.does(case, "close", HEAD, "2026-04-22", close)
    brigade.does(
        case, "archive", INSPECTOR, "2026-04-24", facts.performing.Archive(volume="示例卷1")
    )
    case.refresh_from_db()
    assert case.state == "archived"
    assert brigade.clock(case, "suit").due == day("2026-09-28")  # the right outlives the file


def test_a_deferral_moves_the_day_from_which_the_fine_grows(brigade: Brigade) -> None:
    case = brigade.fined()
    brigade.serves(case, "serve_punishment", "2026-03-26")
    later = facts.performing.Deferral(
        kind="分期缴纳", until=day("2026-06-30"), plan="三期。", reason="经营困难。"
    )
    brigade.does(case, "defer", HEAD, "2026-04-01", later)
    view = brigade.view(case)
    assert performing.pay_until(view) == day("2026-06-30")
    assert performing.additions(view, day("2026-06-30")) == []


def test_the_court_is_asked_only_after_the_time_to_sue_and_ten_days_of_urging(
    brigade: Brigade,
) -> None:
    case = brigade.fined()
    brigade.serves(case, "serve_punishment", "2026-03-26")
    ask = facts.performing.Enforcement(filed_on=day("2026-09-28"), court="示例法院")
    with pytest.raises(NotNow, match="尚未届满"):
        brigade.does(case, "apply_court", HEAD, "2026-09-28", ask)
    urge = facts.performing.Urging(demands="缴纳罚款", amount=100_000)
    brigade.does(case, "urge", INSPECTOR, "2026-09-29", urge)
    assert "suit_over" in brigade.view(case).last  # time itself has written it down
    brigade.serves(case, "serve_urging", "2026-09-29")
    due = brigade.clock(case, "urging", FIRM).due
    assert due == day("2026-10-19")
    with pytest.raises(NotNow, match="须先催告"):
        brigade.does(case, "apply_court", HEAD, "2026-10-19", ask)
    entry = brigade.does(case, "apply_court", HEAD, "2026-10-20", ask)
    assert entry.issued["number"].startswith("达人社监执字")
    assert not brigade.clock(case, "enforcement").running
    done = facts.performing.Enforced(outcome="执行完毕", amount=100_000)
    brigade.does(case, "court_result", INSPECTOR, "2026-12-01", done)
    close = facts.performing.Closing(outcome="人民法院已执行", words="拟结案。")
    brigade.does(case, "close", HEAD, "2026-12-02", close)


def test_three_months_after_the_time_to_sue_the_court_can_no_longer_be_asked(
    brigade: Brigade,
) -> None:
    case = brigade.fined()
    brigade.serves(case, "serve_punishment", "2026-03-26")
    urge = facts.performing.Urging(demands="缴纳罚款")
    brigade.does(case, "urge", INSPECTOR, "2026-10-09", urge)
    brigade.serves(case, "serve_urging", "2026-10-09")
    limit = brigade.clock(case, "enforcement").due
    assert limit == day("2026-12-28")
    ask = facts.performing.Enforcement(filed_on=day("2026-12-29"), court="示例法院")
    with pytest.raises(OutOfTime):
        brigade.does(case, "apply_court", HEAD, "2026-12-29", ask)


def test_a_case_with_an_open_wage_matter_stays_open(brigade: Brigade) -> None:
    case = brigade.files("2026-03-02", "wage_arrears", workers=2, source="投诉")
    view = brigade.view(case)
    assert performing.wages_open(view)
    brigade.does(
        case, "wages_ordered", HANDED, "2026-03-05",
        facts.performing.WagesOrdered(paper="令字1号", amount=1_920_000, workers=2, until=day("2026-03-12")),
    )  # fmt: skip
    key = v("wage_arrears")
    assert not standing(brigade.view(case), key, day("2026-03-12")).lapsed
    brigade.does(
        case, "wages_lapsed", HANDED, "2026-03-13",
        facts.performing.WagesLapsed(on=day("2026-03-13"), unpaid=1_920_000, workers=2),
    )  # fmt: skip
    assert standing(brigade.view(case), key, day("2026-03-13")).lapsed
    dropped = facts.deciding.Dropping(ground="示例情形", reasons="示例。")
    brigade.does(case, "drop", HEAD, "2026-04-01", dropped, (key,))
    close = facts.performing.Closing(outcome="不予处罚、撤销立案", words="拟结案。")
    with pytest.raises(NotNow, match="欠薪处理尚未办结"):
        brigade.does(case, "close", HEAD, "2026-04-02", close)
    brigade.does(
        case, "wages_closed", HANDED, "2026-04-03",
        facts.performing.WagesClosed(conclusion="足额支付", collected=1_920_000),
    )  # fmt: skip
    brigade.does(case, "close", HEAD, "2026-04-03", close)


def test_the_additional_half_to_full_payment_waits_for_the_lapsed_order(brigade: Brigade) -> None:
    case = brigade.files("2026-03-02", "wage_arrears")
    brigade.team(case, "2026-03-03")
    brigade.visits(case, "2026-03-04")
    key = v("wage_arrears")
    brigade.orders(case, "2026-03-05", "2026-03-12", key)
    brigade.concludes(case, "2026-03-16", wage_arrears=found(workers=2, amount=1_000_000, months=2))
    pay = Proposed(measure="行政处理", pay=1_500_000)
    brigade.proposes(case, "2026-03-17", wage_arrears=pay)
    with pytest.raises(NotNow, match="法定条件"):
        brigade.tells(case, "2026-03-17", "2026-03-23", pays={"wage_arrears": 1_500_000})
    brigade.rechecks(case, "2026-03-17", key)
    brigade.tells(case, "2026-03-18", "2026-03-23", hearing=False, pays={"wage_arrears": 1_500_000})
    line = facts.deciding.Decided(pay=1_500_000, words="支付工资并加付赔偿金")
    decision = facts.deciding.Decision(
        lines={key: line}, words="决定如下。", perform_by=day("2026-04-10")
    )
    brigade.does(case, "treat", HEAD, "2026-03-24", decision, (key,))
    brigade.serves(case, "serve_treatment", "2026-03-25")
    assert brigade.clock(case, "performance").due == day("2026-04-10")


def test_a_decision_taken_back_is_withdrawn_from_the_public_in_three_working_days(
    brigade: Brigade,
) -> None:
    case = brigade.fined()
    shown = facts.performing.Publication(where="示例网站")
    brigade.does(case, "publish", INSPECTOR, "2026-03-25", shown)
    key = v("overtime_illegal")
    undone = facts.deciding.Revocation(by="行政复议决定", reasons="事实不清，撤销。")
    brigade.does(case, "revoke", HEAD, "2026-05-11", undone, (key,))
    assert brigade.clock(case, "unpublish").due == day("2026-05-14")
    brigade.does(
        case, "withdraw_publication", INSPECTOR, "2026-05-12",
        facts.performing.Withdrawal(reason="决定已撤销。"),
    )  # fmt: skip
    assert not brigade.clock(case, "unpublish").running
    brigade.does(case, "redecide", HEAD, "2026-05-12", None, (key,))
    case.refresh_from_db()
    assert case.state == "concluded"


def test_papers_for_the_firm_wait_to_be_served(brigade: Brigade) -> None:
    case = brigade.fined()
    waiting = [
        s.paper.code for s in services_of(case, brigade.view(case)) if s.standing == "awaiting"
    ]
    assert waiting == ["punishment"]


def test_nothing_is_added_while_review_or_suit_is_pending(brigade: Brigade) -> None:
    case = brigade.fined()
    brigade.serves(case, "serve_punishment", "2026-03-26")
    asked = facts.performing.Asked(filed_on=day("2026-04-15"), before="示例市人社局")
    brigade.does(case, "ask_review", INSPECTOR, "2026-04-15", asked)
    view = brigade.view(case)
    (still,) = performing.additions(view, day("2026-05-30"))
    assert (still.days, still.amount) == (4, 12_000)  # the 11th to the 14th of April
    ruled = facts.performing.Ruled(outcome="维持", received_on=day("2026-06-10"))
    brigade.does(case, "review_ruled", INSPECTOR, "2026-06-10", ruled)
    (after,) = performing.additions(brigade.view(case), day("2026-06-12"))
    assert after.days == 7


def test_what_was_added_before_is_not_added_again(brigade: Brigade) -> None:
    case = brigade.fined()
    brigade.serves(case, "serve_punishment", "2026-03-26")
    key = v("overtime_illegal")
    first = facts.performing.Additional(
        unpaid={key: 100_000}, amounts={key: 30_000},
        since=day("2026-04-11"), until=day("2026-04-20"), days=10,
    )  # fmt: skip
    brigade.does(case, "add_fine", HEAD, "2026-04-20", first, (key,))
    (more,) = performing.additions(brigade.view(case), day("2026-04-22"))
    assert more.amount == 6_000
    assert performing.additions(brigade.view(case), day("2026-04-20")) == []


@pytest.mark.parametrize(
    ("more", "called"),
    [
        ({}, ["原名", "原名"]),
        ({"confidential": True}, ["投诉人1", "投诉人2"]),
        ({"confidential": True, "channel": "网上"}, ["原名", "原名"]),  # intake names who agreed
    ],
)
def test_a_wage_matter_names_only_whom_the_employer_may_read_of(
    brigade: Brigade, more: dict[str, Any], called: list[str]
) -> None:
    case = brigade.files("2026-03-02", "wage_arrears", workers=2, source="投诉", **more)
    view = brigade.view(case)
    said = wage_matter(view, None)
    names = [said["names"][w.key] for w in view.of(WORKER)]
    own = {w.name for w in view.of(WORKER)}
    assert ["原名" if name in own else name for name in names] == called
    assert said["confidential"] is more.get("confidential", False)
