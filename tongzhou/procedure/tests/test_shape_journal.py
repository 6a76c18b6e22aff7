"""日志 — mistakes put right, the law of the day, numbers, sealed names, forgeries, requests sent twice."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tongzhou.procedure import journal, sealed
from tongzhou.procedure.catalogue import every_version
from tongzhou.procedure.declare import Annulment, Correction
from tongzhou.procedure.examples import contract, dispute
from tongzhou.procedure.judge import Actor, permitted
from tongzhou.procedure.models import Case, Entry, Secret, Sighting
from tongzhou.procedure.refusal import NotNow, NotTheirOffice, Refused, Stale

from .cast import (
    ARBITRATOR,
    CHAIR,
    CLERK,
    COUNTY,
    DRAFTER,
    PARTY,
    REVIEWER,
    a_complaint,
    a_contract,
    a_dispute,
    an_officer,
    at,
    clock,
)


def broken(case):
    return journal.first_broken(case.entries.order_by("seq"), case=case.uid)


def test_a_corrected_date_moves_the_limit_and_both_stand_in_the_journal(door):
    case = a_contract(door, received="2026-08-10")
    before = case.entries.get(seq=1).digest
    better = Correction(entry=1, facts={"received_on": "2026-08-05"})
    call = {"by": REVIEWER, "at": at("2026-08-12"), "facts": better}
    with pytest.raises(Refused, match="须写明理由"):
        door.act(case, "engine.correct", **call)
    door.act(case, "engine.correct", reason="笔误", **call)
    assert clock(door, case, "review").due == date(2026, 8, 20)
    assert case.entries.get(seq=1).digest == before
    assert broken(case) is None


def test_a_correction_that_undoes_silence_is_shown_not_repaired(door):
    case = a_contract(door, received="2026-08-10")
    door.let_time_pass(case, at=at("2026-08-27"))
    better = Correction(entry=1, facts={"received_on": "2026-08-17"})
    door.act(
        case, "engine.correct", by=REVIEWER, at=at("2026-08-28"), reason="实收较晚", facts=better
    )
    case.refresh_from_db()
    assert case.irregular == 1
    assert case.state == "in_force"
    assert "按现行日历应为2026-09-01" in door.view(case).irregular[0]


def test_an_annulled_entry_is_as_though_it_had_not_been_made(door):
    case = a_dispute(door)
    stay = dispute.Ground(ground="等待")
    door.act(case, "stay", by=CHAIR, at=at("2026-03-05"), facts=stay)
    wrong = Annulment(entry=2)
    door.act(case, "engine.annul", by=CHAIR, at=at("2026-03-06"), reason="误录", facts=wrong)
    assert clock(door, case, "decision").due == date(2026, 4, 16)


def test_annulling_what_others_rest_on_is_shown(door):
    case = a_dispute(door)
    one = ("respondent/b",)
    door.act(case, "join", by=ARBITRATOR, at=at("2026-03-03"), about=one)
    served = dispute.Service(received_on=date(2026, 3, 4))
    door.act(case, "serve", by=CLERK, at=at("2026-03-04"), about=one, facts=served)
    wrong = Annulment(entry=2)
    door.act(case, "engine.annul", by=CHAIR, at=at("2026-03-05"), reason="误录", facts=wrong)
    assert any("respondent/b不在案" in line for line in door.view(case).irregular)


def test_a_newer_procedure_leaves_open_cases_alone_until_one_adopts_it(door):
    case = a_contract(door, received="2026-12-25")
    assert clock(door, case, "review").due == date(2027, 1, 11)  # 9 January 2027 is a Saturday
    new = door.open_case(
        "example.contract",
        by=PARTY,
        at=at("2027-01-05"),
        region=COUNTY,
        facts=contract.Signing(signed_on=date(2027, 1, 4), employees=8, in_favour=7),
    )
    receipt = contract.Receipt(received_on=date(2027, 1, 6))
    door.act(new, "lodge", by=PARTY, at=at("2027-01-06"), facts=receipt)
    assert clock(door, new, "review").due == date(2027, 1, 26)
    adopt = {"by": REVIEWER, "reason": "依新规定第六十条"}
    door.act(case, "engine.adopt", at=at("2027-01-06"), **adopt)
    # a clock keeps the law of the day it started
    assert clock(door, case, "review").due == date(2027, 1, 11)
    more = contract.Objection(clauses=("附件",), opinion="缺表决记录")
    door.act(case, "ask_more", by=REVIEWER, at=at("2027-01-07"), facts=more)
    receipt = contract.Receipt(received_on=date(2027, 1, 8))
    door.act(case, "supply", by=PARTY, at=at("2027-01-08"), facts=receipt)
    assert clock(door, case, "review").due == date(2027, 1, 28)
    with pytest.raises(NotNow, match="没有更新的规程"):
        door.act(case, "engine.adopt", at=at("2027-01-09"), **adopt)


def test_a_case_older_than_every_version_has_no_rules(door):
    with pytest.raises(Refused, match="2017-01-02 时"):
        door.open_case("example.plan", by=DRAFTER, at=at("2017-01-02"), region=COUNTY)


def test_numbers_run_per_body_kind_and_year_and_none_is_taken_by_a_refusal(door):
    cases = [a_dispute(door), a_dispute(door)]
    with pytest.raises(NotNow):
        door.act(cases[0], "accept", by=CLERK, at=at("2026-03-03"))
    cases.append(a_dispute(door, on="2027-03-02"))
    assert [c.entries.get(act="accept").issued["number"] for c in cases] == [
        "150221劳人仲案字〔2026〕第1号",
        "150221劳人仲案字〔2026〕第2号",
        "150221劳人仲案字〔2027〕第1号",
    ]


def test_the_journal_never_holds_a_sealed_name(door):
    case = a_complaint(door)
    first = case.entries.get(seq=0)
    assert first.facts["informant"].startswith("sealed:")
    assert "萨仁" not in str(first.facts)
    assert "萨仁" not in Secret.objects.get(entry=first).value
    assert sealed.reveal(first, "informant") == "萨仁"
    # erased under the personal information law: the chain still holds
    Secret.objects.filter(entry=first).delete()
    assert sealed.reveal(first, "informant") is None
    assert broken(case) is None


def test_who_looks_at_a_sealed_name_says_why_and_is_on_record(door):
    case = a_complaint(door)
    head = an_officer("inspection_head")
    by = Actor(str(head.pk), head.name, "example_inspection_head", COUNTY)
    call = {"entry": 0, "by": by, "at": at("2026-03-09")}
    with pytest.raises(Refused, match="须写明理由"):
        door.unseal(case, field="informant", reason="", **call)
    with pytest.raises(NotNow, match="没有此项保密内容"):
        door.unseal(case, field="matter", reason="核实身份", **call)
    stranger = Actor(by.ref, by.name, "example_inspector", COUNTY)
    with pytest.raises(NotTheirOffice):
        door.unseal(case, field="informant", reason="好奇", **(call | {"by": stranger}))
    assert not Sighting.objects.exists()
    assert door.unseal(case, field="informant", reason="核实身份", **call) == "萨仁"
    last = case.entries.latest("seq")
    assert (last.act, last.reason, last.facts) == (
        "engine.unseal",
        "核实身份",
        {"field": "informant", "entry": 0},
    )
    assert Sighting.objects.get().person == head


def test_a_forged_entry_is_found_at_its_place(door):
    case = a_dispute(door)
    entry = case.entries.get(seq=1)
    honest = entry.reason
    Entry.objects.filter(pk=entry.pk).update(reason="改")
    assert broken(case) == 1
    Entry.objects.filter(pk=entry.pk).update(reason=honest)
    assert broken(case) is None


def test_a_missing_entry_is_found(door):
    case = a_dispute(door)
    entries = list(case.entries.order_by("seq"))
    assert journal.first_broken(entries[1:], case=case.uid) == 0
    assert journal.first_broken(entries[:1], case=case.uid) is None


def test_a_forger_who_mends_every_link_still_changes_the_head(door):
    case = a_dispute(door)
    case.refresh_from_db()
    before, forged = journal.NOTHING_BEFORE, list(case.entries.order_by("seq"))
    for e in forged:
        e.before, e.reason = before, "改"
        before = e.digest = journal.digest_of(e, before=before, case=case.uid)
    assert journal.first_broken(forged, case=case.uid) is None
    assert before != case.head
    assert journal.digest_of(forged[1], before=journal.NOTHING_BEFORE, case=case.uid) != before
    assert journal.first_broken(forged, case="another") == 0


def test_the_chain_does_not_depend_on_the_zone_in_which_a_moment_was_written(door):
    moment = at("2026-03-02").astimezone(ZoneInfo("Asia/Shanghai"))
    case = door.open_case("example.plan", by=DRAFTER, at=moment, region=COUNTY)
    assert broken(case) is None


def test_an_evening_here_is_today_and_not_yesterday(door):
    evening = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)  # half past one on 3 March
    case = door.open_case("example.plan", by=DRAFTER, at=evening, region=COUNTY)
    assert case.entries.get().happened_on == date(2026, 3, 3)


def test_what_has_not_happened_is_not_recorded(door):
    case = a_dispute(door)
    tomorrow = {"by": CHAIR, "at": at("2026-03-05"), "happened_on": date(2026, 3, 6)}
    with pytest.raises(Refused, match="尚未发生"):
        door.act(case, "resume", **tomorrow)
    with pytest.raises(Refused, match="尚未发生"):
        door.open_case(
            "example.plan",
            by=DRAFTER,
            at=at("2026-03-05"),
            region=COUNTY,
            happened_on=date(2026, 3, 6),
        )


def test_the_same_request_sent_twice_is_one_entry(door):
    case = a_dispute(door)
    call = {
        "by": CHAIR,
        "at": at("2026-03-05"),
        "facts": dispute.Ground(ground="等待"),
        "request": "r-1",
    }
    assert door.act(case, "stay", **call).pk == door.act(case, "stay", **call).pk
    assert case.entries.count() == 3


def test_the_same_application_sent_twice_opens_one_case(door):
    call = {"by": DRAFTER, "at": at("2026-03-05"), "region": COUNTY, "request": "r-1"}
    one = door.open_case("example.plan", **call)
    assert door.open_case("example.plan", **call).pk == one.pk
    assert Case.objects.count() == 1


def test_who_decides_on_what_is_no_longer_so_is_told_to_read_again(door):
    case = a_dispute(door)
    call = {"by": CHAIR, "at": at("2026-03-05"), "facts": dispute.Ground(ground="等待")}
    with pytest.raises(Stale, match="请核对后再提交"):
        door.act(case, "stay", seen=0, **call)
    door.act(case, "stay", seen=1, **call)


@pytest.mark.usefixtures("examples")
def test_every_state_has_words_for_staff_and_for_the_public():
    for procedure in every_version():
        assert all(s.staff and s.public for s in procedure.states.values())


def test_the_buttons_of_a_page_ask_the_same_question_as_the_door(door):
    case = a_contract(door)
    may_now = {a.code for a in permitted(door.view(case), on=date(2026, 8, 12))}
    engine = {a for a in may_now if a.startswith("engine.")}
    assert may_now - engine == {"ask_more", "object", "approve", "stand"}
    assert {"engine.correct", "engine.annul", "engine.unseal"} <= engine
