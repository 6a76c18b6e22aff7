"""A party acts for itself, on a phone: sees its cases, its clocks and its papers, answers, signs, withdraws."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import TestCase
from django.utils.timezone import localdate, now

from tongzhou.procedure import showing
from tongzhou.procedure.examples import dispute
from tongzhou.procedure.judge import check_signed
from tongzhou.procedure.models import Case, Entry, Notice, Sighting
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.tests.cast import ARBITRATOR, CLERK, an_officer
from tongzhou.registry import employing
from tongzhou.registry.models import EmployerUser, OutboxMessage, Person, Worker

from .conftest import ROLE, Visitor, World, a_number, a_worker, acts_for, an_employer, time_passes


def page_of(case: Case) -> str:
    return f"/follow/{case.uid}/"


def act_of(case: Case, act: str) -> str:
    return f"/follow/{case.uid}/act/{act}/"


def key(worker: Worker) -> str:
    return f"claimant/{worker.pk}"


# --- who ------------------------------------------------------------------------------------------


def test_a_worker_who_shows_the_phone_for_a_case_is_a_party_to_it_and_may_withdraw(
    world: World,
) -> None:
    case, saren = world.dispute(), world.visitor(world.saren)
    assert saren.opens(page_of(case)).status_code == 404
    assert saren.shows_phone_for(case)["Location"] == page_of(case)
    page = saren.reads(page_of(case))
    assert "萨仁" in page
    assert act_of(case, "withdraw") in page
    assert saren.fills_in(act_of(case, "withdraw"))["Location"] == page_of(case)
    assert "已提交：撤回" in saren.reads(page_of(case))
    entry = case.entries.latest("seq")
    assert (entry.office, entry.about) == ("party", [key(world.saren)])
    assert (entry.actors, entry.names) == ([f"worker:{world.saren.pk}"], ["萨仁"])


def test_a_worker_sees_all_cases_of_theirs_and_nobody_elses(world: World) -> None:
    one, two = world.dispute(), world.dispute(world.saren, world.tana)
    not_hers = world.dispute(world.tana)
    saren = world.visitor(world.saren)
    assert saren.opens_own_cases(a_number(1)[-6:])["Location"] == "/mine/cases/"
    page = saren.reads("/mine/cases/")
    assert one.uid in page
    assert two.uid in page
    assert not_hers.uid not in page
    for uid, status in ((one.uid, 200), (two.uid, 200), (not_hers.uid, 404)):
        assert saren.opens(f"/follow/{uid}/").status_code == status


def test_the_whole_identity_number_does_as_well_and_another_does_not(world: World) -> None:
    case = world.dispute()
    saren = world.visitor(world.saren)
    saren.opens_own_cases(a_number(1))
    assert case.uid in saren.reads("/mine/cases/")
    OutboxMessage.objects.all().delete()
    time_passes()
    for wrong in (a_number(2), a_number(2)[-6:], a_number(1)[-12:]):
        saren.sends("/mine/", {"phone": saren.phone, "number": wrong})
    assert not OutboxMessage.objects.exists()


def test_a_stranger_learns_from_no_answer_who_is_in_the_register(world: World) -> None:
    stranger = Visitor("13900000009")
    asked = [
        ("/mine/", {"phone": world.saren.phone.open(), "number": a_number(1)[-6:]}),
        ("/mine/", {"phone": world.saren.phone.open(), "number": "000000"}),
        ("/mine/", {"phone": stranger.phone, "number": "000000"}),
        ("/mine/employer/", {"phone": world.clerk.phone.open()}),
        ("/mine/employer/", {"phone": stranger.phone}),
        ("/follow/", {"number": world.dispute().uid, "phone": world.saren.phone.open()}),
        ("/follow/", {"number": "没有这个编号", "phone": stranger.phone}),
    ]
    shown = set()
    for url, data in asked:
        for _twice in range(2):  # too soon is told to nobody
            answer = stranger.sends(url, data)
            assert answer.status_code == 302
        where = answer["Location"]
        page = ""
        for _try in range(7):  # too often neither
            wrong = stranger.sends(where, {"code": "000000"})
            assert wrong.status_code == 422
            page = wrong.content.decode()
        errors = re.findall(r'class="err".*?</span></span>', page, re.DOTALL)
        shown.add(re.sub(r"<svg.*?</svg>", "", errors[0], flags=re.DOTALL))
    assert len(shown) == 1


def test_who_acts_for_an_employer_sees_its_cases_and_answers_for_it(world: World) -> None:
    case, elsewhere = world.dispute(), world.dispute(of=world.other)
    world.serves(case)
    clerk = world.visitor(world.clerk)
    clerk.opens_employer_cases()
    page = clerk.reads("/mine/cases/")
    assert case.uid in page
    assert elsewhere.uid not in page
    assert clerk.opens(page_of(elsewhere)).status_code == 404
    assert clerk.fills_in(act_of(case, "answer")).status_code == 302
    entry = case.entries.latest("seq")
    assert (entry.act, entry.actors) == ("answer", [str(world.clerk.pk)])
    assert entry.about == [f"respondent/{world.firm.pk}"]


def test_a_code_for_an_employer_signs_nobody_in_at_the_desk(world: World) -> None:
    world.clerk.is_staff = True
    world.clerk.save()
    world.dispute()
    clerk = world.visitor(world.clerk)
    clerk.opens_employer_cases()
    assert clerk.opens("/desk/")["Location"].startswith("/account/login/")


def test_a_representative_whose_period_has_ended_sees_nothing(world: World) -> None:
    case = world.dispute()
    clerk = world.visitor(world.clerk)
    clerk.opens_employer_cases()
    assert clerk.opens(page_of(case)).status_code == 200
    EmployerUser.objects.update(until=localdate() - timedelta(days=1))
    assert clerk.opens(page_of(case)).status_code == 404
    OutboxMessage.objects.all().delete()
    time_passes()
    clerk.sends("/mine/employer/", {"phone": clerk.phone})
    clerk.sends("/follow/", {"number": case.uid, "phone": clerk.phone})
    assert not OutboxMessage.objects.exists()


def test_who_begins_to_act_for_an_employer_tomorrow_does_not_today(world: World) -> None:
    case = world.dispute(of=world.other)
    soon = acts_for(world.other, "李经办", "13900000004", since=localdate() + timedelta(days=1))
    world.visitor(soon).sends("/follow/", {"number": case.uid, "phone": "13900000004"})
    assert not OutboxMessage.objects.exists()


def test_the_cases_of_a_merged_employer_are_those_of_the_one_that_remains(world: World) -> None:
    case = world.dispute(of=world.other)
    registrar = Person.objects.create_user("registrar", name="登记员", is_staff=True)
    employing.merge(world.firm, world.other, by=registrar, at=now(), reason="同一单位")
    clerk = world.visitor(world.clerk)
    clerk.opens_employer_cases()
    assert case.uid in clerk.reads("/mine/cases/")


def test_the_cases_of_a_branch_are_for_who_acts_for_the_branch(world: World) -> None:
    branch = an_employer("示例建筑有限公司包头分公司", parent=world.firm)
    case = world.dispute(of=branch)
    clerk = world.visitor(world.clerk)
    clerk.opens_employer_cases()
    assert case.uid not in clerk.reads("/mine/cases/")
    EmployerUser.objects.create(
        person=world.clerk, employer=branch, role=ROLE, since=date(2020, 1, 1)
    )
    assert case.uid in clerk.reads("/mine/cases/")


def test_a_case_that_names_the_employer_by_its_credit_code_is_found(world: World) -> None:
    case = world.dispute()
    case.subjects.filter(registry="employer").update(ref=world.firm.uscc)
    clerk = world.visitor(world.clerk)
    clerk.opens_employer_cases()
    assert case.uid in clerk.reads("/mine/cases/")


def test_an_account_signed_in_needs_no_code(world: World) -> None:
    person = Person.objects.create_user("saren", name="萨仁", phone="13900000008")
    world.saren.person = person
    world.saren.save()
    case = world.dispute()
    saren = Visitor("13900000008")
    saren.client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert case.uid in saren.reads("/mine/cases/")
    saren.fills_in(act_of(case, "withdraw"))
    assert case.entries.latest("seq").actors == [str(person.pk)]


def test_half_an_hour_later_the_phone_must_be_shown_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, saren = world.dispute(), world.visitor(world.saren)
    saren.shows_phone_for(case)
    monkeypatch.setattr(showing, "KEPT", timedelta(seconds=-1))
    saren.opens_own_cases(a_number(1))
    session = saren.client.session
    session["shown"] = {
        what: proof | {"until": int(now().timestamp()) - 1}
        for what, proof in session["shown"].items()
    }
    session.save()
    assert saren.opens(page_of(case)).status_code == 404
    assert saren.opens("/mine/cases/")["Location"] == "/mine/"


def test_a_phone_that_is_no_longer_the_workers_opens_nothing(world: World) -> None:
    case, saren = world.dispute(), world.visitor(world.saren)
    saren.opens_own_cases(a_number(1))
    world.saren.phone = "13900000007"
    world.saren.save()
    assert saren.opens(page_of(case)).status_code == 404


def test_whoever_leaves_has_left(world: World) -> None:
    case, saren = world.dispute(), world.visitor(world.saren)
    saren.shows_phone_for(case)
    assert saren.sends("/leave/")["Location"] == "/"
    assert saren.opens(page_of(case)).status_code == 404


# --- what they see --------------------------------------------------------------------------------


def test_a_party_sees_its_own_clock_and_nobody_elses(world: World) -> None:
    case = world.dispute()
    world.serves(case)
    clerk, saren = world.visitor(world.clerk), world.visitor(world.saren)
    clerk.opens_employer_cases()
    saren.opens_own_cases(a_number(1))
    own = clerk.reads(page_of(case))
    assert "答辩" in own
    assert "由您办理" in own
    other = saren.reads(page_of(case))
    assert "由您办理" not in other
    assert "示例建筑" not in other  # nothing of the other party


def test_a_right_that_will_be_lost_is_told_as_it_is(world: World) -> None:
    case = awarded(world)
    saren = world.visitor(world.saren)
    saren.opens_own_cases(a_number(1))
    page = saren.reads(page_of(case))
    assert "不服裁决起诉" in page
    assert "逾期未办的，丧失该项权利" in page
    assert "第五十条" in page


def awarded(world: World, *workers: Worker) -> Case:
    """Bring a dispute to an award that has been served on the first claimant."""
    case = world.dispute(*workers)
    keys = tuple(key(w) for w in workers or (world.saren,))
    shares = dispute.Shares(shares=dict.fromkeys(keys, 100))
    world.does(case, "award", ARBITRATOR, about=keys, facts=shares)
    received = dispute.Service(received_on=localdate())
    world.does(case, "serve_award", about=keys[:1], facts=received)
    return case


def test_a_party_takes_the_papers_that_are_for_it_and_no_other(world: World) -> None:
    case = awarded(world)
    saren, clerk = world.visitor(world.saren), world.visitor(world.clerk)
    saren.opens_own_cases(a_number(1))
    clerk.opens_employer_cases()
    notice, award = 1, 2
    page = saren.reads(page_of(case))
    assert "受理通知书" in page
    assert "裁决书" in page
    assert "受理通知书" not in clerk.reads(page_of(case))
    for visitor, seq, status in ((saren, notice, 200), (clerk, notice, 404), (clerk, award, 200)):
        answer = visitor.opens(f"/follow/{case.uid}/paper/{seq}/docx/")
        assert answer.status_code == status
    assert saren.opens(f"/follow/{case.uid}/paper/0/docx/").status_code == 404
    assert saren.opens(f"/follow/{case.uid}/paper/{award}/exe/").status_code == 404
    taken = Sighting.objects.get(case=case, what="file", person=world.clerk)
    assert "裁决书" in taken.detail


def test_a_paper_about_one_of_two_claimants_is_not_for_the_other(world: World) -> None:
    case = world.dispute(world.saren, world.tana)
    shares = dispute.Shares(shares={key(world.tana): 100})
    world.does(case, "award", ARBITRATOR, about=(key(world.tana),), facts=shares)
    saren, tana = world.visitor(world.saren), world.visitor(world.tana)
    saren.opens_own_cases(a_number(1))
    tana.opens_own_cases(a_number(2))
    assert saren.opens(f"/follow/{case.uid}/paper/2/docx/").status_code == 404
    assert tana.opens(f"/follow/{case.uid}/paper/2/docx/").status_code == 200


def test_what_waits_says_why_and_what_a_party_has_done_is_listed(world: World) -> None:
    case, saren = world.dispute(), world.visitor(world.saren)
    saren.opens_own_cases(a_number(1))
    page = saren.reads(page_of(case))
    assert "暂不可办：目前为“审理中”，还不能办理这一事项" in page  # to sue
    saren.fills_in(act_of(case, "withdraw"))
    page = saren.reads(page_of(case))
    assert "您已提交" in page


def test_who_only_follows_a_case_may_do_nothing_in_it(world: World) -> None:
    officer = Person.objects.create_user("batu", name="巴特尔", phone="13900000006")
    case = world.dispute(accept=False)
    world.does(case, "accept", replace(CLERK, ref=str(officer.pk)))
    follower = world.visitor(officer)
    follower.shows_phone_for(case)
    page = follower.reads(page_of(case))
    assert "审理中" in page
    assert "您可以办理" not in page
    assert follower.opens(act_of(case, "withdraw")).status_code == 404


# --- what they do ---------------------------------------------------------------------------------


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


# --- signing --------------------------------------------------------------------------------------


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
        r"以手机139\*\*\*\*0001收到的验证码签署；所签内容摘要[0-9a-f]{64}", entry.facts["proof"]
    )
    assert (
        "没有等待签署的内容"
        in saren.client.get(f"/follow/{case.uid}/sign/", follow=True).content.decode()
    )


def test_what_was_signed_can_be_reckoned_again_from_the_journal(world: World) -> None:
    from tongzhou.procedure.facts import loaded
    from tongzhou.procedure.signing import content_digest

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
    from tongzhou.procedure.facts import loaded

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


# --- how much is asked of the database ---------------------------------------------------------------


def test_a_page_for_a_party_asks_the_database_the_same_however_many_are_in_the_case(
    world: World, django_assert_num_queries: Any
) -> None:
    crowd = [a_worker(100 + n, f"示例{n}", "") for n in range(8)]
    small, large = world.dispute(), world.dispute(world.saren, *crowd)
    clerk, saren = world.visitor(world.clerk), world.visitor(world.saren)
    saren.opens_own_cases(a_number(1))
    clerk.opens_employer_cases()
    for case in (small, large):
        with django_assert_num_queries(6):  # session, case, worker, subjects, journal, calendar
            saren.reads(page_of(case))
        with django_assert_num_queries(
            9
        ):  # person, roles, family, codes in the place of the worker
            clerk.reads(page_of(case))
        with django_assert_num_queries(6):
            saren.reads(act_of(case, "withdraw"))
    with django_assert_num_queries(4):  # session, worker, how many, the page of them
        saren.reads("/mine/cases/")
