"""并案 — two cases become one: in one transaction, told by both journals, with nothing lost."""

from dataclasses import replace
from datetime import date

import pytest

from tongzhou.procedure import journal
from tongzhou.procedure.declare import Annulment, Between
from tongzhou.procedure.examples import dispute
from tongzhou.procedure.facts import stored
from tongzhou.procedure.fold import advanced, fold
from tongzhou.procedure.judge import permitted
from tongzhou.procedure.mending import ABSORB
from tongzhou.procedure.merged import taken_along
from tongzhou.procedure.models import Case, CaseLink, Entry, SubjectRow
from tongzhou.procedure.project import records_of
from tongzhou.procedure.refusal import NotNow, NotTheirOffice, Refused

from .cast import (
    ARBITRATOR,
    CHAIR,
    CLERK,
    COUNTY,
    PARTY,
    a_complaint,
    a_contract,
    a_dispute,
    at,
    clock,
    who,
)
from .test_one_wins import Failure, crowd, fails, race  # noqa: F401

WHY = "同一用人单位、同一事由"


def another(door, on="2026-03-04", key="claimant/z"):
    """Open a second dispute, of another claimant against two respondents, one of them the same."""
    case = door.open_case(
        "example.dispute",
        by=PARTY,
        at=at(on),
        region=COUNTY,
        about=(key, "respondent/a", "respondent/b"),
        facts=dispute.Application(cause="追索劳动报酬", sums={key: 500}, names={key: "示例丙"}),
    )
    door.act(case, "accept", by=CLERK, at=at(on))
    return case


def merge(door, source, into, **change):
    call = {"by": ARBITRATOR, "at": at("2026-03-10"), "reason": WHY} | change
    return door.merge(source, into=into, **call)


def test_a_merged_case_ends_with_a_pointer_and_its_people_go_along(door):
    into, source = a_dispute(door), another(door)
    told, taken = merge(door, source, into)
    source.refresh_from_db()
    assert (source.state, source.is_open) == ("merged", False)
    assert told.facts["case"] == into.uid
    assert taken.facts["case"] == source.uid
    assert told.names == taken.names == ["arbitrator"]
    view = door.view(into)
    assert set(view.subjects) == {"claimant/0", "claimant/z", "respondent/a", "respondent/b"}
    assert view.subjects["claimant/z"].name == "示例丙"
    assert view.ledger["claimant/z"] == {"asked": 500}
    assert view.tally["claimant", "claiming"] == 2
    assert SubjectRow.objects.filter(case=into, key="claimant/z").exists()
    link = CaseLink.objects.get(kind="merge")
    assert (link.source, link.target, link.seq) == (source, into, told.seq)
    for case in (source, into):
        assert journal.first_broken(case.entries.order_by("seq"), case=case.uid) is None


def test_the_earlier_first_day_is_kept_whichever_case_remains(door):
    early, late = a_dispute(door, on="2026-03-02"), another(door, on="2026-03-04")
    merge(door, early, late)
    late.refresh_from_db()
    assert late.first_seen == date(2026, 3, 2)
    assert late.opened_on == date(2026, 3, 4)


def test_the_later_first_day_is_not_taken_over(door):
    early, late = a_dispute(door, on="2026-03-02"), another(door, on="2026-03-04")
    merge(door, late, early)
    early.refresh_from_db()
    assert early.first_seen == date(2026, 3, 2)


def test_a_running_clock_of_a_person_goes_along_with_its_own_start(door):
    into, source = a_dispute(door), another(door, on="2026-03-04")
    merge(door, source, into)
    assert clock(door, into, "service", "respondent/b").start == date(2026, 3, 4)
    # who is in both cases keeps the clock of the case that remains
    assert clock(door, into, "service", "respondent/a").start == date(2026, 3, 2)
    assert not any(c.running for c in door.view(source).clocks.values())


def test_who_is_in_both_cases_claims_both_amounts(door):
    into, source = a_dispute(door), another(door, key="claimant/0")
    merge(door, source, into)
    assert door.view(into).ledger["claimant/0"] == {"asked": 960_500}


def test_a_stay_is_ended_before_cases_are_merged(door):
    into, source = a_dispute(door), another(door)
    door.act(source, "stay", by=CHAIR, at=at("2026-03-05"), facts=dispute.Ground(ground="x"))
    with pytest.raises(NotNow, match="先恢复再并案"):
        merge(door, source, into)
    door.act(source, "resume", by=CHAIR, at=at("2026-03-06"))
    merge(door, source, into)


def test_time_a_stay_held_is_not_lost_by_merging(door):
    into, source = a_dispute(door), another(door)
    stay, day = dispute.Ground(ground="x"), {"about": ("respondent/b",)}
    door.act(source, "stay", by=CHAIR, at=at("2026-03-05"), facts=stay)
    door.act(source, "resume", by=CHAIR, at=at("2026-03-06"))
    before = clock(door, source, "service", "respondent/b").due
    merge(door, source, into)
    assert clock(door, into, "service", "respondent/b").due == before
    served = dispute.Service(received_on=date(2026, 3, 11))
    door.act(into, "serve", by=CLERK, at=at("2026-03-11"), facts=served, **day)


def test_days_held_go_along_with_the_clock_they_held(door):
    held = dispute.service.but(not_counted=(Between(dispute.stay, dispute.resume, "中止"),))
    here = dispute.DISPUTE.amended(since=dispute.DISPUTE.since, limits=(held,))
    case = another(door)
    stay = dispute.Ground(ground="x")
    door.act(case, "stay", by=CHAIR, at=at("2026-03-05"), facts=stay)
    door.act(case, "resume", by=CHAIR, at=at("2026-03-10"))
    view = fold({here.version: here}, records_of(case), door.calendar)
    due = view.clocks["service", "respondent/b"].due
    brought = taken_along(view, case=case.uid, number="")
    other = a_dispute(door)
    into = fold({here.version: here}, records_of(other), door.calendar)
    taken = replace(records_of(other)[-1], seq=2, act=ABSORB, facts=stored(brought))
    advanced(into, {here.version: here}, taken, door.calendar)
    assert into.clocks["service", "respondent/b"].due == due == date(2026, 3, 16)


def test_merging_is_for_two_open_cases_of_one_procedure_and_needs_a_reason(door):
    into, source = a_dispute(door), another(door)
    with pytest.raises(NotNow, match="同一规程的另一案件"):
        merge(door, source, source)
    with pytest.raises(NotNow, match="同一规程的另一案件"):
        merge(door, source, a_contract(door))
    with pytest.raises(NotNow, match="没有规定并案"):
        merge(door, a_complaint(door), a_complaint(door))
    with pytest.raises(Refused, match="须写明理由"):
        merge(door, source, into, reason="")
    merge(door, source, into)
    with pytest.raises(NotNow, match="案件现为“已并案”"):
        merge(door, into, source)
    assert door.view(into).state == "accepted"


def test_only_those_who_may_merge_do_and_only_in_their_region(door):
    into, source = a_dispute(door), another(door)
    with pytest.raises(NotTheirOffice, match="由仲裁员、仲裁委员会主任办理"):
        merge(door, source, into, by=CLERK)
    with pytest.raises(NotTheirOffice, match="不在本辖区"):
        merge(door, source, into, by=who("arbitrator", "150303"))
    with pytest.raises(NotNow, match="没有“engine"):
        door.act(source, "engine.merge", by=ARBITRATOR, at=at("2026-03-10"), reason=WHY)
    assert "engine.merge" not in {
        a.code for a in permitted(door.view(source), on=date(2026, 3, 10))
    }


def test_half_a_merger_is_not_annulled(door):
    into, source = a_dispute(door), another(door)
    told, taken = merge(door, source, into)
    for case, entry in ((source, told), (into, taken)):
        with pytest.raises(NotNow, match="不能单独撤销"):
            door.act(
                case,
                "engine.annul",
                by=CHAIR,
                at=at("2026-03-11"),
                reason="误并",
                facts=Annulment(entry=entry.seq),
            )


def test_a_crash_between_the_two_entries_leaves_neither(door, monkeypatch):
    into, source = a_dispute(door), another(door)
    before = Entry.objects.count()
    with monkeypatch.context() as broken:
        broken.setattr(CaseLink.objects, "create", fails)
        with pytest.raises(Failure):
            merge(door, source, into)
    assert Entry.objects.count() == before
    assert Case.objects.filter(is_open=True).count() == 2


def test_two_who_merge_two_cases_into_each_other_at_once_do_not_wait_for_ever(crowd):  # noqa: F811
    one, other = a_dispute(crowd), another(crowd)
    out = race(lambda: merge(crowd, one, other), lambda: merge(crowd, other, one))
    assert sum(isinstance(o, Refused) for o in out) == 1
    assert Case.objects.filter(is_open=True).count() == 1
