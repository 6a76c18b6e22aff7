"""Who is a party at the portal: by a phone for a case, by phone and number, for an employer. And who is not."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate, now

from tongzhou.procedure import showing
from tongzhou.registry import employing
from tongzhou.registry.models import EmployerUser, OutboxMessage, Person

from .conftest import (
    ROLE,
    Visitor,
    World,
    a_number,
    act_of,
    acts_for,
    an_employer,
    key,
    page_of,
    time_passes,
)


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
    assert 'href="/mine/cases/"' in saren.reads(page_of(one))
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
