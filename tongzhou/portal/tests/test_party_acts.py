"""A party acts for itself, on a phone: changes its claim, answers, withdraws, for those it represents too."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate, now

from tongzhou.procedure.examples import dispute
from tongzhou.procedure.files import attached
from tongzhou.procedure.models import Entry
from tongzhou.procedure.tests.cast import ARBITRATOR, CLERK

from .conftest import World, a_number, a_worker, act_of, key


def test_a_party_changes_its_claim_and_the_sum_goes_to_its_own_account(world: World) -> None:
    case, saren = world.dispute(world.saren, world.tana), world.visitor(world.saren)
    saren.opens_own_cases(a_number(1))
    field = f"sums:{key(world.saren)}"
    page = saren.reads(act_of(case, "amend_claim"))
    assert field in page
    assert key(world.tana) not in page
    answer = saren.fills_in(act_of(case, "amend_claim"), {"cause": "追索工资", field: "86.50"})
    assert answer.status_code == 302
    ledger = world.door.view(case).ledger
    assert ledger[key(world.saren)]["asked"] == 8650
    assert ledger[key(world.tana)]["asked"] == 960_000


def test_what_is_missing_is_said_on_top_and_at_the_field(world: World) -> None:
    case, saren = world.dispute(), world.visitor(world.saren)
    saren.opens_own_cases(a_number(1))
    answer = saren.fills_in(act_of(case, "amend_claim"), {})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'href="#id_cause"' in page
    assert "请填写“案由”" in page


def test_pressed_twice_it_is_done_once(world: World) -> None:
    case, saren = world.dispute(), world.visitor(world.saren)
    saren.opens_own_cases(a_number(1))
    frame = saren.opens(act_of(case, "withdraw")).context["frame"]  # type: ignore[attr-defined]
    data = {f"act-{n}": frame[n].value() for n in ("request", "seen")}
    before = case.entries.count()
    for _twice in range(2):
        assert saren.sends(act_of(case, "withdraw"), data).status_code == 302
    assert case.entries.count() == before + 1


def test_where_the_case_has_changed_meanwhile_nothing_typed_is_lost(world: World) -> None:
    case, saren = world.dispute(), world.visitor(world.saren)
    saren.opens_own_cases(a_number(1))
    url, field = act_of(case, "amend_claim"), f"sums:{key(world.saren)}"
    frame = saren.opens(url).context["frame"]  # type: ignore[attr-defined]
    data = {f"act-{n}": frame[n].value() for n in ("request", "seen")}
    world.serves(case)
    answer = saren.sends(url, data | {"cause": "追索工资", field: "86.50"})
    assert answer.status_code == 422
    assert "案件刚有新的办理记录" in answer.content.decode()
    assert "追索工资" in answer.content.decode()
    again = answer.context["frame"]  # type: ignore[attr-defined]
    data = {f"act-{n}": again[n].value() for n in ("request", "seen")}
    assert saren.sends(url, data | {"cause": "追索工资", field: "86.50"}).status_code == 302


def test_nobody_acts_for_another_claimant(world: World) -> None:
    case, saren = world.dispute(world.saren, world.tana), world.visitor(world.saren)
    saren.opens_own_cases(a_number(1))
    saren.fills_in(act_of(case, "withdraw"), {"act-about": key(world.tana)})
    assert case.entries.latest("seq").about == [key(world.saren)]
    states = {s.key: s.state for s in world.door.view(case).subjects.values()}
    assert states[key(world.tana)] == "claiming"


def test_two_of_one_phone_choose_for_whom_each_with_their_own_name(world: World) -> None:
    sister = a_worker(5, "萨娜", world.saren.phone.open())
    case, saren = world.dispute(world.saren, sister), world.visitor(world.saren)
    saren.shows_phone_for(case)
    url = act_of(case, "withdraw")
    assert "为谁办理" in saren.reads(url)
    assert saren.fills_in(url, {}).status_code == 422
    both = saren.fills_in(url, {"act-about": [key(world.saren), key(sister)]})
    assert "请分开办理" in both.content.decode()
    assert saren.fills_in(url, {"act-about": [key(sister)]}).status_code == 302
    assert case.entries.latest("seq").names == ["萨娜"]


def test_an_elected_representative_acts_for_those_represented(world: World) -> None:
    case = world.dispute(world.saren, world.tana)
    saren = world.visitor(world.saren)
    saren.opens_own_cases(a_number(1))
    assert "为谁办理" not in saren.reads(act_of(case, "withdraw"))
    world.does(case, "represent", about=(f"representative/{world.saren.pk}",))
    both = [key(world.saren), key(world.tana)]
    assert saren.fills_in(act_of(case, "withdraw"), {"act-about": both}).status_code == 302
    assert case.entries.latest("seq").about == both


@pytest.mark.parametrize("act", ["apply", "accept", "represent", "engine.annul", "fly"])
def test_what_is_not_a_partys_is_not_there(world: World, act: str) -> None:
    case, saren = world.dispute(accept=False), world.visitor(world.saren)
    saren.opens_own_cases(a_number(1))
    assert saren.opens(act_of(case, act)).status_code == 404


def test_a_right_that_is_lost_is_refused_with_the_article(world: World) -> None:
    case = world.dispute()
    own = (key(world.saren),)
    long_ago = now() - timedelta(days=60)
    for given in Entry.objects.filter(case=case):
        Entry.objects.filter(pk=given.pk).update(
            happened_on=localdate(long_ago), recorded_at=long_ago
        )
    shares = dispute.Shares(shares={own[0]: 100})
    door = world.door
    door.act(case, "award", by=ARBITRATOR, at=long_ago, about=own, facts=shares)
    received = dispute.Service(received_on=localdate(long_ago))
    door.act(case, "serve_award", by=CLERK, at=long_ago, about=own, facts=received)
    saren = world.visitor(world.saren)
    saren.opens_own_cases(a_number(1))
    assert "逾期权利丧失" in saren.reads(act_of(case, "sue"))
    refused = saren.fills_in(act_of(case, "sue"))
    assert refused.status_code == 422


def test_a_party_hands_in_evidence_and_what_cannot_be_taken_is_said_at_the_field(
    world: World,
) -> None:
    case, saren = world.dispute(), world.visitor(world.saren)
    saren.opens_own_cases(a_number(1))
    url, said = act_of(case, "hand_in"), {"shows": "每月工资六千元"}
    assert "请上传“证据材料”" in saren.fills_in(url, said).content.decode()
    program = SimpleUploadedFile("工资条.exe", b"MZ")
    assert "只收" in saren.fills_in(url, said | {"files": program}).content.decode()
    picture = SimpleUploadedFile("工资条.png", b"\x89PNG\r\n\x1a\n...")
    assert saren.fills_in(url, said | {"files": picture}).status_code == 302
    entry = case.entries.latest("seq")
    assert [file["name"] for file in entry.facts["files"]] == ["工资条.png"]
    assert [ref.name for ref in attached(case).values()] == ["工资条.png"]
