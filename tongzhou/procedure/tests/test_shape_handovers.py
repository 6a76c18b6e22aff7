"""移交 — from line to line, from region to region with the receiver's clock, and to bodies outside."""

from datetime import date

import pytest

from tongzhou.procedure.declare import Annulment
from tongzhou.procedure.examples import inspection
from tongzhou.procedure.facts import Destination
from tongzhou.procedure.models import CaseLink, ShareRow
from tongzhou.procedure.refusal import NotNow, NotTheirOffice

from .cast import COUNTY, HEAD, INSPECTOR, a_complaint, at, clock, together, who
from .test_shape_parties import investigated

HOHHOT = "150102"


def ordered(door):
    case = investigated(door)
    two = {"by": INSPECTOR, "with_": (("赵", "赵"),)}
    together(door, case, "visit", at=at("2026-03-05"), **two)
    together(door, case, "conclude", at=at("2026-04-05"), **two)
    draft = inspection.Draft(fine=0)
    door.act(case, "draft", by=INSPECTOR, at=at("2026-04-06"), facts=draft)
    order = inspection.Order(pay_by=date(2026, 4, 30), sum_owed=960_000, workers=3)
    door.act(case, "order", by=HEAD, at=at("2026-04-08"), facts=order)
    return case


def test_a_complaint_leads_to_the_credit_list_in_one_transaction(door):
    case = ordered(door)
    door.act(case, "confirm_unpaid", by=HEAD, at=at("2026-05-06"))
    link = CaseLink.objects.get(source=case)
    listing = link.target
    assert (listing.procedure, link.seq, link.kind) == ("example.listing", 7, "handover")
    view = door.view(listing)
    assert view.said["propose"].sum_owed == 960_000
    assert view.said["propose"].workers == 3
    assert set(view.subjects) == {"employer/e"}
    # twenty working days count from the day named in the order, not from the hand-over
    assert clock(door, listing, "decision").start == date(2026, 4, 30)
    first = listing.entries.get(seq=0)
    assert first.office == "handover"
    assert "“认定逾期不支付”移交" in first.reason


def handed_over(door):
    case = ordered(door)
    door.act(case, "confirm_unpaid", by=HEAD, at=at("2026-05-06"))
    return case, CaseLink.objects.get(source=case).target


def test_what_became_of_a_hand_over_is_told_to_the_case_it_came_from(door):
    case, listing = handed_over(door)
    lister = who("lister")
    door.act(listing, "tell", by=lister, at=at("2026-05-07"))
    door.act(listing, "enlist", by=lister, at=at("2026-05-20"))
    last = case.entries.latest("seq")
    assert (last.act, last.office, last.facts) == ("note_listing", "handover", {"listed": True})
    assert "“列入”回告" in last.reason
    assert (last.happened_on, last.region) == (date(2026, 5, 20), COUNTY)
    assert door.view(case).said["note_listing"].listed


def test_where_the_other_case_cannot_take_the_result_neither_is_done(door):
    case, listing = handed_over(door)
    reopened = Annulment(entry=7)
    door.act(case, "engine.annul", by=HEAD, at=at("2026-05-07"), reason="已支付", facts=reopened)
    with pytest.raises(NotNow, match=r"来源案件.*暂不能接收"):
        door.act(listing, "drop", by=who("lister"), at=at("2026-05-08"))
    assert door.view(listing).state == "proposed"
    assert listing.entries.count() == 1


def test_a_case_that_came_from_nowhere_has_nobody_to_tell(door):
    case, listing = handed_over(door)
    CaseLink.objects.all().delete()
    door.act(listing, "drop", by=who("lister"), at=at("2026-05-08"))
    assert not case.entries.filter(act="note_listing").exists()


def test_a_listing_is_never_opened_by_hand(door):
    with pytest.raises(NotTheirOffice, match="由移交办理"):
        door.open_case("example.listing", by=HEAD, at=at("2026-05-06"), region=COUNTY)


def passed_on(door):
    case = a_complaint(door)
    there = inspection.Transfer(region=HOHHOT)
    door.act(case, "pass_on", by=INSPECTOR, at=at("2026-03-04"), facts=there)
    return case


def test_a_transfer_waits_for_the_receiver_and_both_see_it_meanwhile(door):
    case = passed_on(door)
    assert clock(door, case, "reply").due == date(2026, 3, 9)
    case.refresh_from_db()
    assert case.region == COUNTY
    assert list(ShareRow.objects.filter(case=case).values_list("region", flat=True)) == [HOHHOT]
    with pytest.raises(NotTheirOffice, match="不在本辖区"):
        door.act(
            case,
            "take_over",
            by=who("inspector", "150303"),
            at=at("2026-03-05"),
            facts=Destination(region="150303"),
        )


def test_the_receiver_takes_the_case_with_its_first_day(door):
    case = passed_on(door)
    there = who("inspector", HOHHOT)
    door.act(case, "take_over", by=there, at=at("2026-03-06"), facts=Destination(region=HOHHOT))
    case.refresh_from_db()
    assert (case.region, case.league, case.first_seen) == (HOHHOT, "1501", date(2026, 3, 2))
    assert list(ShareRow.objects.filter(case=case).values_list("region", flat=True)) == [COUNTY]
    filing = clock(door, case, "filing")  # five working days of its own, from the day it took over
    assert (filing.start, filing.due) == (date(2026, 3, 6), date(2026, 3, 13))
    with pytest.raises(NotTheirOffice):
        door.act(case, "open", by=INSPECTOR, at=at("2026-03-09"))
    door.act(case, "open", by=there, at=at("2026-03-09"))


def test_a_receiver_who_gives_the_case_back_does_not_have_it(door):
    case = passed_on(door)
    door.act(
        case,
        "give_back",
        by=who("inspector", HOHHOT),
        at=at("2026-03-06"),
        facts=Destination(region=COUNTY),
    )
    case.refresh_from_db()
    assert case.region == COUNTY
    door.act(case, "open", by=INSPECTOR, at=at("2026-03-09"))


def test_a_referral_waits_for_its_receipt(door):
    case = investigated(door)
    letter = inspection.Outside(body="公安局", files=("询问笔录",))
    one = {"about": ("referral/1",)}
    door.act(case, "refer", by=HEAD, at=at("2026-03-05"), facts=letter, **one)
    assert clock(door, case, "receipt", "referral/1").due == date(2026, 3, 9)
    with pytest.raises(NotNow, match="不能办理“收到处理结果”"):
        door.act(case, "report", by=INSPECTOR, at=at("2026-03-06"), **one)
    door.act(case, "acknowledge", by=INSPECTOR, at=at("2026-03-06"), **one)
    door.act(case, "report", by=INSPECTOR, at=at("2026-03-20"), **one)
    assert clock(door, case, "receipt", "referral/1").status(date(2026, 4, 1)) == "met"


def test_the_receipt_is_waited_for_also_after_the_case_is_closed(door):
    closed = investigated(door)
    letter = inspection.Outside(body="公安局", files=("询问笔录",))
    door.act(closed, "refer", by=HEAD, at=at("2026-03-05"), facts=letter, about=("referral/1",))
    two = {"by": INSPECTOR, "with_": (("赵", "赵"),)}
    together(door, closed, "visit", at=at("2026-03-05"), **two)
    together(door, closed, "conclude", at=at("2026-03-06"), **two)
    light = inspection.Draft(fine=0)
    door.act(closed, "draft", by=INSPECTOR, at=at("2026-03-06"), facts=light)
    order = inspection.Order(pay_by=date(2026, 4, 30), sum_owed=960_000, workers=3)
    door.act(closed, "order", by=HEAD, at=at("2026-03-06"), facts=order)
    door.act(closed, "confirm_paid", by=INSPECTOR, at=at("2026-03-07"))
    assert clock(door, closed, "receipt", "referral/1").status(date(2026, 3, 10)) == "lapsed"
