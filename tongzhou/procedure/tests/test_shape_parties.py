"""当事人 — many parties in one case, representatives, one ledger, a split; two officers, recusal, review."""

from datetime import date

import pytest

from tongzhou.procedure.examples import dispute, inspection
from tongzhou.procedure.models import CaseLink, SubjectRow
from tongzhou.procedure.refusal import NotNow, NotTheirOffice

from .cast import ARBITRATOR, CLERK, COUNTY, HEAD, INSPECTOR, PARTY, a_dispute, at, together, who


def test_460_settle_and_40_are_awarded_in_one_case(door):
    case = a_dispute(door, n=500)
    settled = tuple(f"claimant/{i}" for i in range(460))
    rest = tuple(f"claimant/{i}" for i in range(460, 500))
    part = dispute.Shares(shares={rest[0]: 100})
    door.act(case, "award_part", by=ARBITRATOR, at=at("2026-03-10"), about=rest[:1], facts=part)
    shares = dispute.Shares(shares=dict.fromkeys(settled, 5), consents=settled)
    door.act(case, "settle", by=ARBITRATOR, at=at("2026-03-20"), about=settled, facts=shares)
    assert SubjectRow.objects.filter(case=case, state="settled").count() == 460
    assert not door.view(case).is_final
    shares = dispute.Shares(shares=dict.fromkeys(rest, 900))
    door.act(case, "award", by=ARBITRATOR, at=at("2026-04-01"), about=rest, facts=shares)
    view = door.view(case)
    assert view.is_final
    assert case.entries.count() == 6
    assert view.ledger[rest[0]] == {"asked": 960_000, "given": 1000}
    assert view.ledger[settled[0]] == {"asked": 960_000, "given": 5}


def test_five_thousand_are_one_act(door):
    case = a_dispute(door, n=5000)
    everybody = tuple(f"claimant/{i}" for i in range(5000))
    shares = dispute.Shares(shares=dict.fromkeys(everybody, 7), consents=everybody)
    door.act(case, "settle", by=ARBITRATOR, at=at("2026-03-20"), about=everybody, facts=shares)
    assert case.entries.count() == 4
    assert SubjectRow.objects.filter(case=case, state="settled").count() == 5000
    assert door.view(case).is_final


def test_ten_speak_through_three_to_five_and_nine_speak_for_themselves(door):
    nine = a_dispute(door, n=9, accept=False)
    door.act(nine, "accept", by=CLERK, at=at("2026-03-03"))
    ten = door.open_case(
        "example.dispute",
        by=PARTY,
        at=at("2026-03-02"),
        region=COUNTY,
        about=tuple(f"claimant/{i}" for i in range(10)),
        facts=dispute.Application(cause="追索劳动报酬", sums={}),
    )
    with pytest.raises(NotNow, match="三至五名代表人（《劳动人事争议仲裁办案规则》第六十三条）"):
        door.act(ten, "accept", by=CLERK, at=at("2026-03-03"))


def test_representatives_settle_only_for_those_who_consented(door):
    case = a_dispute(door, n=12)
    two = ("claimant/0", "claimant/1")
    call = {"by": ARBITRATOR, "at": at("2026-03-20"), "about": two}
    alone = dispute.Shares(shares=dict.fromkeys(two, 5), consents=two[:1])
    with pytest.raises(NotNow, match="须经被代表的申请人同意（《民事诉讼法》第五十六条）"):
        door.act(case, "settle", facts=alone, **call)
    both = dispute.Shares(shares=dict.fromkeys(two, 5), consents=two)
    door.act(case, "settle", facts=both, **call)
    few = a_dispute(door, n=2)  # nobody speaks for them: each settles in person
    door.act(few, "settle", facts=dispute.Shares(shares=dict.fromkeys(two, 5)), **call)


def test_a_claimant_who_has_settled_is_not_awarded(door):
    case = a_dispute(door, n=2)
    one = {"about": ("claimant/0",), "facts": dispute.Shares(shares={"claimant/0": 5})}
    door.act(case, "settle", by=ARBITRATOR, at=at("2026-03-20"), **one)
    with pytest.raises(NotNow, match="claimant/0现为“已调解”"):
        door.act(case, "award", by=ARBITRATOR, at=at("2026-03-21"), **one)


def test_amounts_for_people_the_act_does_not_name_are_refused(door):
    case = a_dispute(door, n=2)
    shares = dispute.Shares(shares={"claimant/0": 5, "claimant/1": 5})
    with pytest.raises(NotNow, match="未列明的人"):
        door.act(
            case, "settle", by=ARBITRATOR, at=at("2026-03-20"), about=("claimant/0",), facts=shares
        )


def test_a_stranger_to_the_case_is_not_served(door):
    case = a_dispute(door)
    served = dispute.Service(received_on=date(2026, 3, 4))
    call = {"by": CLERK, "at": at("2026-03-04"), "facts": served}
    with pytest.raises(NotNow, match="respondent/zzz不在案"):
        door.act(case, "serve", about=("respondent/zzz",), **call)
    with pytest.raises(NotNow, match="不涉及claimant/0"):
        door.act(case, "serve", about=("claimant/0",), **call)


def test_two_claimants_are_split_into_a_case_of_their_own(door):
    case = a_dispute(door, n=3)
    own = dispute.Application(cause="工伤待遇", sums={"claimant/2": 7})
    door.act(case, "split", by=ARBITRATOR, at=at("2026-03-05"), about=("claimant/2",), facts=own)
    child = CaseLink.objects.get(source=case).target
    assert set(door.view(child).subjects) == {"claimant/2", "respondent/a"}
    assert door.view(child).ledger["claimant/2"] == {"asked": 7}
    assert door.view(case).subjects["claimant/2"].state == "split"


# 两名执法人员、回避、法制审核


def a_team(door, case, *names, until=date(2028, 1, 1)):
    team = inspection.Team(
        certificates=dict.fromkeys(names, until), names={f"officer/{n}": n for n in names}
    )
    about = tuple(f"officer/{n}" for n in names)
    door.act(case, "assign", by=HEAD, at=at("2026-03-03"), about=about, facts=team)


def investigated(door):
    from .cast import a_complaint

    case = a_complaint(door)
    door.act(case, "open", by=INSPECTOR, at=at("2026-03-03"))
    a_team(door, case, "巴特尔", "其其格", "赵")
    return case


def test_officers_with_expired_certificates_or_alone_are_not_assigned(door):
    case = investigated(door)
    with pytest.raises(NotNow, match="执法证已过期"):
        a_team(door, case, "白", "乌云", until=date(2026, 3, 2))
    with pytest.raises(NotNow, match="二名以上持有效证件"):
        a_team(door, case, "白")
    a_team(door, case, "白", "乌云", until=date(2026, 3, 3))  # valid on its last day
    case.refresh_from_db()
    assert case.handlers == 5
    assert case.handled_by.startswith("巴特尔、其其格")


def test_a_grave_decision_waits_for_legal_review_of_its_last_draft(door):
    case = investigated(door)
    two = {"by": INSPECTOR, "with_": (("赵", "赵"),)}
    together(door, case, "visit", at=at("2026-03-05"), **two)
    together(door, case, "conclude", at=at("2026-04-05"), **two)
    order = {
        "by": HEAD,
        "at": at("2026-04-08"),
        "facts": inspection.Order(pay_by=date(2026, 4, 30), sum_owed=960_000, workers=1),
    }
    with pytest.raises(NotNow, match="须先办理“拟处理意见”"):
        door.act(case, "order", **order)
    draft = inspection.Draft(fine=6_000_000)
    door.act(case, "draft", by=INSPECTOR, at=at("2026-04-06"), facts=draft)
    with pytest.raises(NotNow, match="须先办理“法制审核”（《行政处罚法》第五十八条）"):
        door.act(case, "order", **order)
    door.act(case, "review", by=who("legal"), at=at("2026-04-07"))
    door.act(case, "draft", by=INSPECTOR, at=at("2026-04-08"), facts=draft)
    with pytest.raises(NotNow, match="法制审核"):  # a new draft needs a new review
        door.act(case, "order", **order)
    door.act(case, "review", by=who("legal"), at=at("2026-04-08"))
    door.act(case, "order", **order)
    assert door.view(case).state == "ordered"


def test_a_light_decision_needs_no_legal_review(door):
    case = investigated(door)
    two = {"by": INSPECTOR, "with_": (("赵", "赵"),)}
    together(door, case, "visit", at=at("2026-03-05"), **two)
    together(door, case, "conclude", at=at("2026-04-05"), **two)
    light = inspection.Draft(fine=4_999_999)
    door.act(case, "draft", by=INSPECTOR, at=at("2026-04-06"), facts=light)
    order = inspection.Order(pay_by=date(2026, 4, 30), sum_owed=960_000, workers=1)
    door.act(case, "order", by=HEAD, at=at("2026-04-08"), facts=order)
    assert door.view(case).state == "ordered"


def test_one_alone_and_a_recused_colleague_are_not_two(door):
    case = investigated(door)
    with pytest.raises(NotTheirOffice, match="二名以上"):
        door.act(case, "visit", by=INSPECTOR, at=at("2026-03-05"))
    with pytest.raises(NotTheirOffice, match="二名以上"):  # naming oneself twice is one
        door.act(case, "visit", by=INSPECTOR, at=at("2026-03-05"), with_=(("巴特尔", "巴特尔"),))
    recused = {"by": HEAD, "at": at("2026-03-05"), "about": ("officer/其其格",)}
    door.act(case, "recuse", **recused)
    with pytest.raises(NotTheirOffice, match="回避的除外"):
        door.act(case, "visit", by=INSPECTOR, at=at("2026-03-05"), with_=(("其其格", "其其格"),))
    with pytest.raises(NotNow, match="现为“已回避”"):
        door.act(case, "recuse", **recused)
    case.refresh_from_db()
    assert (case.handlers, case.handled_by) == (2, "巴特尔、赵")
