"""What a party sees of its case, on a phone: its clocks, its papers, what it may do; nothing of the others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.timezone import localdate

from tongzhou.procedure.examples import dispute
from tongzhou.procedure.models import Case, Sighting
from tongzhou.procedure.tests.cast import ARBITRATOR, CLERK
from tongzhou.registry.models import Person, Worker

from .conftest import World, a_number, a_worker, act_of, key, page_of


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
