"""A party signs with a code sent to its phone: for this case, this act, these words, and nothing else."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import TestCase

from tongzhou.procedure import showing
from tongzhou.procedure.declare import Annulment, Correction
from tongzhou.procedure.examples import dispute
from tongzhou.procedure.facts import loaded
from tongzhou.procedure.judge import check_signed
from tongzhou.procedure.models import Case, Notice
from tongzhou.procedure.refusal import NotNow, Refused
from tongzhou.procedure.signing import content_digest
from tongzhou.procedure.tests.cast import CHAIR, CLERK, an_officer
from tongzhou.registry.models import OutboxMessage

from .conftest import Visitor, World, a_number, act_of, key, time_passes


def test_a_party_signs_with_a_code_and_the_journal_says_how(world: World) -> None:
    case, saren = world.dispute(), world.visitor(world.saren)
    saren.opens_own_cases(a_number(1))
    time_passes()
    url = act_of(case, "confirm_address")
    assert "签字的确认书" not in saren.reads(url)  # that is for a signature on paper
    answer = saren.fills_in(url, {"address": "示例苏木 1 号", "electronic": "on"})
    assert answer["Location"] == f"/follow/{case.uid}/sign/"
    assert not case.entries.filter(act="confirm_address").exists()
    page = saren.reads(f"/follow/{case.uid}/sign/")
    assert "示例苏木 1 号" in page
    assert "签署“确认送达地址”" in str(OutboxMessage.objects.latest("id").text)
    wrong = saren.sends(f"/follow/{case.uid}/sign/", {"code": "000000"})
    assert wrong.status_code == 422
    assert saren.sends(f"/follow/{case.uid}/sign/", {"code": saren.code()}).status_code == 302
    entry = case.entries.get(act="confirm_address")
    assert entry.facts["address"] == "示例苏木 1 号"
    assert re.search(
        r"以手机139\*\*\*\*0001收到的验证码签署；所签内容（截至第1号记录）摘要[0-9a-f]{64}",
        entry.facts["proof"],
    )
    assert (
        "没有等待签署的内容"
        in saren.client.get(f"/follow/{case.uid}/sign/", follow=True).content.decode()
    )


def test_what_was_signed_can_be_reckoned_again_from_the_journal(world: World) -> None:
    case, saren = world.dispute(), world.visitor(world.saren)
    signs(saren, case, "示例苏木 1 号")
    entry = case.entries.get(act="confirm_address")
    facts = loaded(entry.facts, dispute.Address)
    assert isinstance(facts, dispute.Address)
    digest = content_digest(
        case=case.uid, head=entry.before, act=entry.act, about=tuple(entry.about), facts=facts
    )
    assert digest in entry.facts["proof"]


def signs(visitor: Visitor, case: Case, address: str) -> Any:
    """Fill in an address and sign it with the code that comes."""
    visitor.opens_own_cases(a_number(1))
    time_passes()
    visitor.fills_in(act_of(case, "confirm_address"), {"address": address})
    return visitor.sends(f"/follow/{case.uid}/sign/", {"code": visitor.code()})


def test_a_code_for_one_content_signs_no_other(world: World) -> None:
    case, saren = world.dispute(), world.visitor(world.saren)
    saren.opens_own_cases(a_number(1))
    time_passes()
    saren.fills_in(act_of(case, "confirm_address"), {"address": "示例苏木 1 号"})
    first = saren.code()
    time_passes()
    saren.fills_in(act_of(case, "confirm_address"), {"address": "示例苏木 2 号"})
    if first != saren.code():
        assert saren.sends(f"/follow/{case.uid}/sign/", {"code": first}).status_code == 422
    assert not case.entries.filter(act="confirm_address").exists()


def test_where_the_case_has_changed_before_the_code_it_must_be_signed_anew(world: World) -> None:
    case, saren = world.dispute(), world.visitor(world.saren)
    saren.opens_own_cases(a_number(1))
    time_passes()
    saren.fills_in(act_of(case, "confirm_address"), {"address": "示例苏木 1 号"})
    world.serves(case)
    answer = saren.sends(f"/follow/{case.uid}/sign/", {"code": saren.code()})
    assert answer["Location"] == act_of(case, "confirm_address")
    assert not case.entries.filter(act="confirm_address").exists()


def test_too_soon_for_a_code_is_said_and_what_was_filled_in_stays(world: World) -> None:
    case, saren = world.dispute(), world.visitor(world.saren)
    saren.opens_own_cases(a_number(1))
    answer = saren.fills_in(act_of(case, "confirm_address"), {"address": "示例苏木 1 号"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "秒后再获取" in page
    assert "示例苏木 1 号" in page


def test_the_door_takes_no_unsigned_paper_from_a_party_and_a_scan_from_a_clerk(
    world: World,
) -> None:
    case = world.dispute()
    own = (key(world.saren),)
    call: dict[str, Any] = {"about": own, "facts": dispute.Address(address="示例苏木 1 号")}
    party = showing.of_worker(world.saren).actor(region=case.region, parties=own)
    with pytest.raises(Refused, match="请用手机验证码签署"):
        world.does(case, "confirm_address", party, **call)
    with pytest.raises(Refused, match="请上传签字的确认书"):
        world.does(case, "confirm_address", **call)
    scan = ({"digest": "a" * 64, "name": "确认书.pdf", "size": 3},)
    facts = loaded({"address": "示例苏木 1 号", "scan": scan}, dispute.Address)
    check_signed(CLERK, facts)
    world.does(case, "confirm_address", about=own, facts=facts)
    assert case.entries.filter(act="confirm_address").count() == 1


def test_the_officer_who_carries_the_case_is_told_what_a_party_has_done(world: World) -> None:
    officer = an_officer("clerk", name="书记员")
    case, saren = world.dispute(), world.visitor(world.saren)
    saren.opens_own_cases(a_number(1))
    with TestCase.captureOnCommitCallbacks(execute=True):
        signs(saren, case, "示例苏木 1 号")
    told = Notice.objects.filter(text__contains="当事人已办理“确认送达地址”")
    assert list(told.values_list("person", flat=True)) == [officer.pk]


def test_what_a_party_has_signed_is_annulled_and_never_corrected(world: World) -> None:
    case, saren = world.dispute(), world.visitor(world.saren)
    signs(saren, case, "示例苏木 1 号")
    seq = case.entries.latest("seq").seq
    other = Correction(entry=seq, facts={"address": "别处"})
    with pytest.raises(NotNow, match="以手机签署的内容不能更正"):
        world.does(case, "engine.correct", CHAIR, facts=other, reason="笔误")
    world.does(case, "engine.annul", CHAIR, facts=Annulment(entry=seq), reason="本人要求重签")
    assert not world.door.view(case).subjects[key(world.saren)].stated.get("confirm_address")


def test_a_clerk_cannot_make_a_signature_on_paper_one_by_phone(world: World) -> None:
    case, own = world.dispute(), (key(world.saren),)
    scan = [{"digest": "a" * 64, "name": "确认书.pdf", "size": 3}]
    facts = loaded({"address": "示例苏木 1 号", "scan": scan}, dispute.Address)
    world.does(case, "confirm_address", about=own, facts=facts)
    forged = Correction(entry=case.entries.latest("seq").seq, facts={"proof": "以手机签署"})
    with pytest.raises(NotNow, match="不能更正"):
        world.does(case, "engine.correct", CHAIR, facts=forged, reason="补正")


def test_two_sign_at_the_same_time_and_neither_has_to_begin_again(world: World) -> None:
    case = world.dispute(world.saren, world.tana)
    saren, tana = world.visitor(world.saren), world.visitor(world.tana)
    saren.opens_own_cases(a_number(1))
    tana.opens_own_cases(a_number(2))
    time_passes()
    codes = []
    for each in (saren, tana):
        each.fills_in(act_of(case, "confirm_address"), {"address": "示例苏木 1 号"})
        codes.append(each.code())
    for each, code in zip((saren, tana), codes, strict=True):
        answer = each.sends(f"/follow/{case.uid}/sign/", {"code": code})
        assert answer["Location"] == f"/follow/{case.uid}/"
    signed = case.entries.filter(act="confirm_address").order_by("seq")
    assert [e.names for e in signed] == [["萨仁"], ["塔娜"]]
    head = case.entries.get(seq=1).digest
    for entry in signed:
        facts = loaded(entry.facts, dispute.Address)
        assert isinstance(facts, dispute.Address)
        about = tuple(entry.about)
        digest = content_digest(case=case.uid, head=head, act=entry.act, about=about, facts=facts)
        assert digest in entry.facts["proof"]
