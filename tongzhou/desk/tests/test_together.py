"""Two officers, each by a sign-in of their own; two cases that become one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from tongzhou.procedure.door import Door
from tongzhou.procedure.examples import dispute, inspection
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case, Entry, Proposal
from tongzhou.registry.models import Appointment

from .conftest import COUNTY, Cast, Someone, _someone

PARTY = Actor("", "萨仁", "party", "")


@pytest.fixture
def second(cast: Cast) -> Someone:
    """A second inspector of the banner."""
    return _someone("斯琴", "example_inspector", cast.bodies["bureau"])


@pytest.fixture
def opened(cast: Cast, second: Someone, door: Door) -> Case:
    """A complaint under investigation, with two officers."""
    facts = inspection.Complaint(informant="某某", matter="拖欠工资", sum_owed=960_000)
    case = door.open_case(
        "example.inspection",
        by=PARTY,
        at=now(),
        region=COUNTY,
        about=("complainant/1", "employer/e"),
        facts=facts,
    )
    door.act(case, "open", by=cast.actor(cast.inspector), at=now())
    team = {f"officer/{p.person.pk}": p.person.name for p in (cast.inspector, second)}
    valid = localdate() + timedelta(days=300)
    certificates = {key.partition("/")[2]: valid for key in team}
    facts = inspection.Team(names=team, certificates=certificates)
    door.act(case, "assign", by=cast.actor(cast.head), at=now(), facts=facts, about=tuple(team))
    return case


def proposed(cast: Cast, second: Someone, case: Case) -> Proposal:
    there = reverse("desk:act", args=[case.uid, "visit"])
    page = cast.inspector.fills_in(there, {"act-with_": [str(second.person.pk)]})
    assert page.status_code == 302
    return Proposal.objects.get(case=case)


def test_a_visit_of_two_counts_when_the_second_has_confirmed_it(
    cast: Cast, second: Someone, opened: Case
) -> None:
    proposal = proposed(cast, second, opened)
    assert not Entry.objects.filter(case=opened, act="visit").exists()
    there = reverse("desk:together", args=[opened.uid, proposal.uid])
    assert there in second.opens(reverse("desk:day")).content.decode()
    assert (
        "待 斯琴 确认" in cast.head.opens(reverse("desk:case", args=[opened.uid])).content.decode()
    )
    assert second.sends(there, {}).status_code == 422
    assert second.sends(there, {"answer": "confirm"}).status_code == 302
    assert Entry.objects.get(case=opened, act="visit").names == ["巴特尔", "斯琴"]
    assert second.opens(there).status_code == 404


def test_the_second_may_decline_but_says_why(cast: Cast, second: Someone, opened: Case) -> None:
    proposal = proposed(cast, second, opened)
    there = reverse("desk:together", args=[opened.uid, proposal.uid])
    page = second.sends(there, {"answer": "decline"})
    assert page.status_code == 422
    assert "须写明理由" in page.content.decode()
    assert second.sends(there, {"answer": "decline", "reason": "当日未到场"}).status_code == 302
    proposal.refresh_from_db()
    assert "当日未到场" in proposal.outcome
    assert not Entry.objects.filter(case=opened, act="visit").exists()


def test_who_proposed_it_may_take_it_back_and_nobody_else_answers(
    cast: Cast, second: Someone, opened: Case
) -> None:
    proposal = proposed(cast, second, opened)
    there = reverse("desk:together", args=[opened.uid, proposal.uid])
    assert cast.head.opens(there).status_code == 404
    assert "撤回提请" in cast.inspector.opens(there).content.decode()
    assert cast.inspector.sends(there, {}).status_code == 302
    assert cast.inspector.opens(there).status_code == 404


def test_two_disputes_of_one_employer_become_one(cast: Cast, door: Door) -> None:
    chair = cast.head
    Appointment.objects.create(
        person=chair.person,
        office="example_chair",
        body=cast.bodies["bureau"],
        since=date(2020, 1, 1),
    )
    cases = [
        door.open_case(
            "example.dispute",
            by=PARTY,
            at=now(),
            region=COUNTY,
            about=(f"claimant/{n}", "respondent/a"),
            facts=dispute.Application(cause="追索劳动报酬", sums={f"claimant/{n}": 960_000}),
        )
        for n in (1, 2)
    ]
    there = reverse("desk:merge", args=[cases[0].uid])
    form = chair.opens(there).context["form"]
    token = {"request": form["request"].value()}
    assert chair.sends(there, token | {"into": "", "reason": ""}).status_code == 422
    page = chair.sends(there, token | {"into": cases[1].uid, "reason": "同一用人单位同类争议"})
    assert page["Location"] == reverse("desk:case", args=[cases[1].uid])
    cases[0].refresh_from_db()
    assert not cases[0].is_open
    assert set(door.view(cases[1]).subjects) >= {"claimant/1", "claimant/2"}


def test_amounts_are_asked_for_each_person_and_posted_to_the_ledger(cast: Cast, door: Door) -> None:
    arbiter = _someone("仲裁员", "example_arbitrator", cast.bodies["bureau"])
    clerk = Actor("", "书记员", "example_clerk", COUNTY, "示例仲裁院")
    claimants = tuple(f"claimant/{n}" for n in (1, 2))
    case = door.open_case(
        "example.dispute",
        by=PARTY,
        at=now(),
        region=COUNTY,
        about=(*claimants, "respondent/a"),
        facts=dispute.Application(cause="追索劳动报酬", sums=dict.fromkeys(claimants, 960_000)),
    )
    door.act(case, "accept", by=clerk, at=now())
    there = reverse("desk:act", args=[case.uid, "settle"])
    page = arbiter.fills_in(there, {"act-about": ["claimant/1"], "shares:claimant/1": "8000.50"})
    assert page.status_code == 302, page.content.decode()
    assert door.view(case).ledger["claimant/1"]["given"] == 800_050
    assert "¥8,000.50" in arbiter.opens(reverse("desk:case", args=[case.uid])).content.decode()


def test_a_corrected_entry_keeps_what_the_form_does_not_ask(
    cast: Cast, opened: Case, door: Door
) -> None:
    there = reverse("desk:correct", args=[opened.uid, 0])
    page = cast.head.opens(there)
    facts = page.context["facts"]
    start = {name: value for name in facts.fields if (value := facts[name].value()) is not None}
    token = {"request": page.context["form"]["request"].value(), "reason": "事项写错了"}
    done = cast.head.sends(there, start | token | {"matter": "超时加班"})
    assert done.status_code == 302, done.content.decode()
    said = door.view(opened).said["complain"]
    assert said.matter == "超时加班"
    assert said.informant.startswith("sealed:")
    assert said.sum_owed == 960_000
