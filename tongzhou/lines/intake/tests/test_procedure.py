"""What becomes of a report: accepted, refused, mended, guided, merged, passed to another region and back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tongzhou.lines.intake import bringing, facts, merging, rules, threads
from tongzhou.lines.intake.procedure import REPORT, acceptance, feedback, petition, taking
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.models import Case, Entry, SubjectRow
from tongzhou.procedure.refusal import NotNow, NotTheirOffice, Refused
from tongzhou.procedure.scope import sight_of

from .cast import FAR, HERE, NAMES, NEAR, SITE, Cast, at

MONDAY = date(2026, 5, 11)
ACCEPT = facts.Acceptance(violations=("wage_arrears",))


def test_five_working_days_from_receipt_and_the_day_is_explained(cast: Cast) -> None:
    case = cast.brought(on=MONDAY)
    clock = cast.door.view(case).clock(acceptance)
    assert clock
    assert clock.due == date(2026, 5, 18)
    assert "内蒙古自治区劳动保障监察条例" in "".join(clock.why())
    assert case.number == "达监投〔2026〕1号"


def test_acceptance_is_filing_and_needs_employer_competence_and_time(cast: Cast) -> None:
    good = cast.brought(on=MONDAY)
    cast.does("clerk", good, "accept", ACCEPT, on=MONDAY)
    assert Case.objects.get(pk=good.pk).state == "accepted"
    nobody = cast.brought(on=MONDAY, against=bringing.Against("", "", HERE, SITE))
    with pytest.raises(NotNow, match="没有明确的用人单位"):
        cast.does("clerk", nobody, "accept", ACCEPT, on=MONDAY)
    old = cast.brought(on=MONDAY, since=date(2023, 1, 1), until=date(2024, 5, 10), ongoing=False)
    with pytest.raises(NotNow, match="已超过二年"):
        cast.does("clerk", old, "accept", ACCEPT, on=MONDAY)
    court = cast.brought(on=MONDAY, elsewhere="已申请仲裁")
    with pytest.raises(NotNow, match="已申请仲裁"):
        cast.does("clerk", court, "accept", ACCEPT, on=MONDAY)


def test_time_is_no_ground_of_refusal_before_it_has_passed(cast: Cast) -> None:
    case = cast.brought(on=MONDAY, since=date(2024, 1, 1), until=date(2024, 5, 11), ongoing=False)
    old = facts.Refusal(ground="违法行为超过二年", words="可以申请仲裁")
    with pytest.raises(NotNow, match="没有超过二年"):
        cast.does("clerk", case, "refuse", old, on=MONDAY)
    late = cast.brought(on=MONDAY, since=date(2024, 1, 1), until=date(2024, 5, 10), ongoing=False)
    entry = cast.does("clerk", late, "refuse", old, on=MONDAY)
    assert entry.issued["number"] == "达监不受字〔2026〕1号"


def test_who_is_asked_to_put_something_right_gets_five_new_days(cast: Cast) -> None:
    case = cast.brought(on=MONDAY, against=bringing.Against("", "", HERE, SITE))
    cast.does("clerk", case, "ask", facts.Correction(lacks="单位全称"), on=date(2026, 5, 13))
    assert not any(
        c.running and c.limit is acceptance for c in cast.door.view(case).clocks.values()
    )
    key = f"employer/e{cast.firm.pk}"
    firm = facts.Firm(names={key: cast.firm.name}, words="投诉人来电补充")
    cast.does("clerk", case, "name_employer", firm, on=date(2026, 5, 20), about=(key,))
    cast.does("clerk", case, "mend", facts.Mending(words="单位已查明"), on=date(2026, 5, 20))
    clock = cast.door.view(case).clock(acceptance)
    assert clock
    assert clock.due == date(2026, 5, 27)
    cast.does("clerk", case, "accept", ACCEPT, on=date(2026, 5, 21))


def test_a_petition_a_platform_and_a_union_bring_their_own_clocks(cast: Cast) -> None:
    case = cast.brought(
        on=MONDAY, channel="信访转办", received_on=date(2026, 5, 8), answer_by=date(2026, 5, 25)
    )
    view = cast.door.view(case)
    assert view.clock(petition).due == date(2026, 5, 25)  # type: ignore[union-attr]
    assert view.clock(feedback).due == date(2026, 5, 25)  # type: ignore[union-attr]
    assert "union" not in {code for code, _ in view.clocks}


def test_five_choose_who_speaks_before_they_are_accepted(cast: Cast) -> None:
    case = cast.brought(on=MONDAY, who=12, speaks=[])
    with pytest.raises(NotNow, match="推选代表"):
        cast.does("clerk", case, "accept", ACCEPT, on=MONDAY)
    keys = tuple(s.key for s in rules.workers(cast.door.view(case))[:2])
    cast.does("clerk", case, "represent", facts.Representing(representatives=keys), on=MONDAY)
    cast.does("clerk", case, "accept", ACCEPT, on=MONDAY)
    with pytest.raises(ValueError, match="不超过5人"):
        facts.Representing(representatives=tuple("abcdef")).check()


def test_nobody_is_named_in_lists_search_journal_or_rows(cast: Cast) -> None:
    case = cast.brought(on=MONDAY, who=2)
    view = cast.door.view(case)
    assert [s.name for s in rules.workers(view)] == ["投诉人1", "投诉人2"]
    told = "".join(str(e.facts) + str(e.names) + e.reason for e in Entry.objects.filter(case=case))
    rows = "".join(SubjectRow.objects.filter(case=case).values_list("name", flat=True))
    words = case.search.words + case.search.sounds + case.title
    for name in NAMES[:2]:
        assert name not in told + rows + words
    entry = Entry.objects.get(case=case, seq=0)
    shown = cast.door.unseal(
        case, entry=entry.seq, field="identities", by=cast.chief.actor, at=at(MONDAY), reason="核实"
    )
    assert shown
    assert NAMES[0] in shown
    with pytest.raises(NotTheirOffice):
        cast.door.unseal(
            case, entry=0, field="identities", by=cast.other.actor, at=at(MONDAY), reason="好奇"
        )


def test_the_employer_never_sees_a_report(cast: Cast) -> None:
    case = cast.brought(on=MONDAY)
    cast.does("clerk", case, "accept", ACCEPT, on=MONDAY)
    row = SubjectRow.objects.get(case=case, kind="employer")
    assert row.sees is False


def test_a_complaint_of_twelve_and_an_order_of_12345_become_one_and_each_keeps_its_own(
    cast: Cast,
) -> None:
    order = cast.brought(
        on=date(2026, 5, 6), reporters=[], kind="举报", channel="12345", external="DH001",
        against=bringing.Against("", "", HERE, "示例和谐家园 二期（工地）"),
        violations=("project_account",), story="工地欠薪，多人",
    )  # fmt: skip
    case = cast.brought(on=MONDAY, who=12)
    merging.merge(
        cast.door, order, into=case, by=cast.clerk.actor, at=at(MONDAY), reason="同一工地"
    )
    view = cast.door.view(Case.objects.get(pk=case.pk))
    assert view.first_seen == date(2026, 5, 6)
    assert rules.violations(view) == ("wage_arrears", "project_account")
    assert rules.amount(view) == 12 * 800_000
    assert "工地欠薪" in rules.story(view)
    assert Case.objects.get(pk=order.pk).state == "merged"


def test_a_worker_in_both_reports_counts_once_and_keeps_the_earlier_day(cast: Cast) -> None:
    number = "150223199001012628"
    me = bringing.Reporter("萨仁", PHONE_OF, number, items=(_wages(500_000),))
    first = cast.brought(on=date(2026, 5, 6), reporters=[me], channel="电话")
    more = bringing.Reporter("萨仁", PHONE_OF, number, items=(_wages(700_000),))
    mate = bringing.Reporter("王铁柱", items=(_wages(300_000),))
    second = cast.brought(on=MONDAY, reporters=[more, mate])
    merging.merge(
        cast.door, second, into=first, by=cast.clerk.actor, at=at(MONDAY), reason="同一人"
    )
    view = cast.door.view(Case.objects.get(pk=first.pk))
    assert len(rules.workers(view)) == 2
    assert rules.amount(view) == 1_000_000
    assert [s.since for s in rules.workers(view)] == [date(2026, 5, 6), MONDAY]
    assert [s.name for s in rules.workers(view)] == ["投诉人1", "投诉人2"]


PHONE_OF = "13900001234"


def _wages(amount: int) -> ClaimItem:
    return ClaimItem(head="wages", amount=amount)


def _pass(cast: Cast, case: Case, act: str, to: str, *, on: date) -> Case:
    cast.does("clerk", case, act, facts.Passing(to=to, words="用工地在贵地"), on=on)
    return Case.objects.filter(procedure="intake.request").latest("pk")


def test_a_transfer_is_taken_over_there_with_its_first_day_and_the_sender_sees_it(
    cast: Cast,
) -> None:
    case = cast.brought(on=MONDAY, who=2)
    request = _pass(cast, case, "transfer", NEAR, on=date(2026, 5, 12))
    assert cast.door.view(request).clock(taking).due == date(2026, 5, 15)  # type: ignore[union-attr]
    for who in ("clerk", "near", "league", "province"):
        sight = sight_of(cast.people[who].person, on=MONDAY)
        assert Case.objects.visible_to(sight).filter(pk=request.pk).exists(), who
    for who in ("far", "far_league"):
        sight = sight_of(cast.people[who].person, on=MONDAY)
        assert not Case.objects.visible_to(sight).filter(pk=request.pk).exists(), who
    with pytest.raises(NotTheirOffice):
        cast.does("clerk", request, "take_over", facts.Taken(), on=date(2026, 5, 13))
    cast.does("near", request, "take_over", facts.Taken(), on=date(2026, 5, 13))
    there = Case.objects.get(procedure=REPORT.code, county=NEAR)
    view = cast.door.view(there)
    assert view.first_seen == MONDAY
    assert rules.amount(view) == 1_600_000
    assert rules.report(view).channel == "其他地区移送"
    assert Case.objects.get(pk=case.pk).state == "moved"
    line = threads.line_of(there)
    assert {s.where for s in line} == {"达尔罕茂明安联合旗", "土默特右旗"}
    assert len(line) == len(threads.line_of(Case.objects.get(pk=case.pk)))


def test_silence_rises_to_the_common_superior_and_only_then(cast: Cast) -> None:
    case = cast.brought(on=MONDAY)
    request = _pass(cast, case, "transfer", NEAR, on=MONDAY)
    due = cast.door.view(request).clock(taking).due  # type: ignore[union-attr]
    why = facts.Ground(words="逾期没有接收")
    with pytest.raises(NotNow, match="尚未逾期"):
        cast.does("league", request, "escalate", why, on=due)
    cast.does("league", request, "escalate", why, on=due + timedelta(days=1))
    decided = facts.Designation(verdict="由接收方办理", words="用工地在土右旗")
    with pytest.raises(Refused, match="同一盟市"):
        cast.does("province", request, "designate_province", decided, on=due + timedelta(days=2))
    cast.does("league", request, "designate_league", decided, on=due + timedelta(days=2))
    assert Case.objects.get(pk=case.pk).state == "moved"
    assert Case.objects.filter(procedure=REPORT.code, county=NEAR).exists()


def test_a_dispute_of_two_leagues_goes_to_the_autonomous_region_and_may_come_back(
    cast: Cast,
) -> None:
    case = cast.brought(on=MONDAY)
    request = _pass(cast, case, "transfer", FAR, on=MONDAY)
    no = facts.Objection(ground="用工所在地不在本地区", words="工地在达茂旗")
    cast.does("far", request, "object", no, on=date(2026, 5, 12))
    why = facts.Ground(words="工地在达茂旗")
    with pytest.raises(NotNow, match="由自治区决定"):
        cast.does("far_league", request, "send_back_league", why, on=date(2026, 5, 13))
    cast.does("province", request, "send_back_province", why, on=date(2026, 5, 13))
    back = Case.objects.get(pk=case.pk)
    assert back.state == "received"
    assert cast.door.view(back).clock(acceptance).due == date(2026, 5, 20)  # type: ignore[union-attr]


def test_help_is_asked_and_answered_while_the_report_stays(cast: Cast) -> None:
    case = cast.brought(on=MONDAY)
    request = _pass(cast, case, "assist", FAR, on=MONDAY)
    cast.does("far", request, "take", facts.Taken(), on=date(2026, 5, 12))
    cast.does(
        "far", request, "reply", facts.Reported(words="已查，工资表属实"), on=date(2026, 5, 20)
    )
    view = cast.door.view(Case.objects.get(pk=case.pk))
    said: Any = view.said["helped"]
    assert (view.state, said.words) == ("received", "已查，工资表属实")


def test_a_party_withdraws_and_the_report_ends_when_all_have(cast: Cast) -> None:
    case = cast.brought(on=MONDAY, who=2)
    keys = tuple(s.key for s in rules.workers(cast.door.view(case)))
    why: Facts = facts.Ground(words="工资已付")
    cast.does("clerk", case, "withdraw", why, on=MONDAY, about=keys[:1])
    assert Case.objects.get(pk=case.pk).state == "received"
    cast.does("clerk", case, "withdraw", why, on=MONDAY, about=keys[1:])
    assert Case.objects.get(pk=case.pk).state == "withdrawn"
