"""Offices given, lent and ended."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tongzhou.registry import offices
from tongzhou.registry.appointing import appoint, close_body, delegate, end_appointment, revoke
from tongzhou.registry.models import Appointment, Body, Person, Region, RegisterEntry

from .conftest import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
YEAR_END = date(2026, 12, 31)


def reviewer(cast: Cast, *, since: date = TODAY, until: date | None = None) -> Appointment:
    return appoint(
        cast.bateer,
        office="contract_reviewer",
        body=cast.banner,
        since=since,
        until=until,
        by=cast.qimuge,
        at=NOW,
    )


def lent(cast: Cast, source: Appointment, *, since: date, until: date) -> Appointment:
    return delegate(
        source, to=cast.wuyun, since=since, until=until, reason="休假", by=cast.bateer, at=NOW
    )


def test_bateer_holds_his_office_from_the_first_day_to_the_last(cast: Cast) -> None:
    reviewer(cast, until=YEAR_END)
    assert cast.bateer.holdings(TODAY - DAY) == []
    (held,) = cast.bateer.holdings(TODAY)
    assert (held.office, held.region, held.body_id) == (
        "contract_reviewer",
        "150221",
        cast.banner.pk,
    )
    assert (held.body_name, held.body_kind) == (cast.banner.name, "hrss")
    assert (held.acting, held.delegated_from_name) == (False, "")
    assert len(cast.bateer.holdings(YEAR_END)) == 1
    assert cast.bateer.holdings(YEAR_END + DAY) == []


def test_one_person_may_hold_several_offices_at_once(cast: Cast) -> None:
    reviewer(cast)
    appoint(
        cast.bateer,
        office="registrar",
        body=cast.league,
        since=TODAY,
        acting=True,
        by=cast.qimuge,
        at=NOW,
    )
    held = cast.bateer.holdings(TODAY)
    assert {(h.office, h.region, h.acting) for h in held} == {
        ("contract_reviewer", "150221", False),
        ("registrar", "1502", True),
    }


def test_asking_for_offices_is_one_query(cast: Cast, django_assert_num_queries: object) -> None:
    lent(cast, reviewer(cast), since=TODAY, until=TODAY)
    with django_assert_num_queries(1):
        assert cast.wuyun.holdings(TODAY)[0].delegated_from_name == "巴特尔"


def test_the_same_office_is_not_given_twice_for_the_same_days(cast: Cast) -> None:
    reviewer(cast, until=YEAR_END)
    with pytest.raises(ValidationError, match="已任此职"):
        reviewer(cast, since=YEAR_END)
    assert reviewer(cast, since=YEAR_END + DAY).pk
    assert reviewer(cast, since=TODAY - 9 * DAY, until=TODAY - DAY).pk


def test_whoever_may_not_sign_in_holds_nothing(cast: Cast) -> None:
    source = reviewer(cast)
    lent(cast, source, since=TODAY, until=TODAY)
    cast.bateer.is_active = False
    cast.bateer.save()
    assert cast.bateer.holdings(TODAY) == []
    assert cast.wuyun.holdings(TODAY) == []


def test_a_delegation_names_whose_office_it_is_and_ends_by_itself(cast: Cast) -> None:
    source = reviewer(cast)
    lent(cast, source, since=TODAY, until=TODAY + 5 * DAY)
    (held,) = cast.wuyun.holdings(TODAY + 5 * DAY)
    assert (held.office, held.region, held.delegated_from_name) == (
        "contract_reviewer",
        "150221",
        "巴特尔",
    )
    assert len(cast.bateer.holdings(TODAY)) == 1
    assert cast.wuyun.holdings(TODAY + 6 * DAY) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-20, 40), min_size=5, max_size=5), st.integers(-25, 45))
def test_a_delegation_never_outlives_what_it_comes_from(days: list[int], asked: int) -> None:
    """Whatever the two terms, and even if somebody writes past the functions."""
    since, until, lent_since, lent_until, ended = (TODAY + n * DAY for n in days)
    with transaction.atomic():
        cast = cast_of_two()
        source = Appointment(
            person=cast[0],
            office="o",
            body=cast[2],
            since=min(since, until),
            until=max(since, until),
        )
        source.save()
        Appointment.objects.create(
            person=cast[1],
            office="o",
            body=cast[2],
            since=min(lent_since, lent_until),
            until=max(lent_since, lent_until),
            delegated_from=source,
            reason="出差",
        )
        if ended <= source.until:
            end_appointment(source, last_day=ended, by=None, at=NOW, reason="调离")
        day = TODAY + asked * DAY
        if cast[1].holdings(day):
            assert cast[0].holdings(day)
        transaction.set_rollback(True)


def cast_of_two() -> tuple[Person, Person, Body]:
    region = Region.objects.create(
        code="15", name="内蒙古自治区", short_name="内蒙古", level="province", basis="gbt2260"
    )
    body = Body.objects.create(kind="hrss", name="厅", short_name="厅", region=region)
    one = Person.objects.create_user("one", name="其一", is_staff=True)
    return one, Person.objects.create_user("two", name="其二", is_staff=True), body


def test_a_delegation_stays_within_the_term_and_is_not_passed_on(cast: Cast) -> None:
    source = reviewer(cast, until=YEAR_END)
    with pytest.raises(ValidationError, match="任职期间之内"):
        lent(cast, source, since=TODAY - DAY, until=TODAY)
    with pytest.raises(ValidationError, match="任职期间之内"):
        lent(cast, source, since=TODAY, until=YEAR_END + DAY)
    held = lent(cast, source, since=TODAY, until=YEAR_END)
    with pytest.raises(ValidationError, match="不能再转委托"):
        delegate(held, to=cast.qimuge, since=TODAY, until=TODAY, reason="忙", by=cast.wuyun, at=NOW)
    with pytest.raises(ValidationError, match="已受此委托"):
        lent(cast, source, since=TODAY + DAY, until=TODAY + DAY)


def test_an_office_is_lent_to_another_member_of_staff_only(cast: Cast) -> None:
    source = reviewer(cast)
    stranger = Person.objects.create_user("worker", name="萨仁")
    for nobody, said in ((cast.bateer, "任职人本人"), (stranger, "工作人员")):
        with pytest.raises(ValidationError, match=said):
            delegate(
                source, to=nobody, since=TODAY, until=TODAY, reason="忙", by=cast.bateer, at=NOW
            )
    with pytest.raises(ValidationError, match="事由"):
        delegate(source, to=cast.wuyun, since=TODAY, until=TODAY, reason="", by=cast.bateer, at=NOW)


def test_ending_an_office_ends_what_was_lent_from_it(cast: Cast) -> None:
    source = reviewer(cast)
    running = lent(cast, source, since=TODAY, until=TODAY + 9 * DAY)
    later = lent(cast, source, since=TODAY + 20 * DAY, until=TODAY + 29 * DAY)
    end_appointment(source, last_day=TODAY + 3 * DAY, by=cast.qimuge, at=NOW, reason="调离")
    running.refresh_from_db()
    later.refresh_from_db()
    assert running.until == TODAY + 3 * DAY
    assert later.withdrawn
    assert cast.wuyun.holdings(TODAY + 3 * DAY) != []
    assert cast.wuyun.holdings(TODAY + 4 * DAY) == []
    assert cast.wuyun.holdings(TODAY + 20 * DAY) == []


def test_an_end_is_brought_forward_but_not_put_off(cast: Cast) -> None:
    source = reviewer(cast, until=YEAR_END)
    with pytest.raises(ValidationError, match="不能改为更晚"):
        end_appointment(source, last_day=YEAR_END + DAY, by=cast.qimuge, at=NOW, reason="延期")
    end_appointment(source, last_day=TODAY - DAY, by=cast.qimuge, at=NOW, reason="有误")
    source.refresh_from_db()
    assert source.withdrawn
    assert cast.bateer.holdings(TODAY) == []
    with pytest.raises(ValidationError, match="已经撤回"):
        end_appointment(source, last_day=TODAY, by=cast.qimuge, at=NOW, reason="再撤")
    assert reviewer(cast).pk


def test_bateer_takes_his_office_back_when_he_returns(cast: Cast) -> None:
    source = reviewer(cast)
    held = lent(cast, source, since=TODAY, until=YEAR_END)
    revoke(held, last_day=TODAY + DAY, by=cast.bateer, at=NOW, reason="提前返岗")
    assert cast.wuyun.holdings(TODAY + 2 * DAY) == []
    with pytest.raises(ValidationError, match="不是委托"):
        revoke(source, last_day=TODAY, by=cast.qimuge, at=NOW, reason="免职")


def test_a_body_that_is_closed_ends_the_offices_held_in_it(cast: Cast) -> None:
    reviewer(cast)
    close_body(cast.banner, last_day=TODAY + DAY, by=cast.qimuge, at=NOW, reason="机构改革")
    assert cast.bateer.holdings(TODAY + DAY) != []
    assert cast.bateer.holdings(TODAY + 2 * DAY) == []
    cast.banner.refresh_from_db()
    with pytest.raises(ValidationError, match="存续期间"):
        reviewer(cast, since=TODAY + 5 * DAY)


def test_nothing_is_held_in_a_body_after_its_last_day_whoever_wrote_that_down(cast: Cast) -> None:
    reviewer(cast)
    Body.objects.filter(pk=cast.banner.pk).update(until=TODAY)
    assert cast.bateer.holdings(TODAY) != []
    assert cast.bateer.holdings(TODAY + DAY) == []


def test_the_database_itself_refuses_what_makes_no_sense(cast: Cast) -> None:
    source = reviewer(cast)
    backwards = Appointment(
        person=cast.wuyun, office="o", body=cast.banner, since=TODAY, until=TODAY - DAY
    )
    endless = Appointment(
        person=cast.wuyun, office="o", body=cast.banner, since=TODAY, delegated_from=source
    )
    for wrong in (backwards, endless):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong.save()


def test_giving_lending_and_ending_are_written_down_with_who_and_why(cast: Cast) -> None:
    source = reviewer(cast)
    lent(cast, source, since=TODAY, until=YEAR_END)
    end_appointment(source, last_day=TODAY, by=cast.qimuge, at=NOW, reason="调离")
    newest, first = RegisterEntry.objects.about(source)
    assert (first.what, newest.what) == ("added", "ended")
    assert (newest.by, newest.reason) == (cast.qimuge, "调离")
    assert newest.changes == {"until": [None, "2026-03-02"]}


def test_appointing_somebody_makes_them_staff(cast: Cast) -> None:
    newcomer = Person.objects.create_user("new", name="新吉乐")
    appoint(newcomer, office="o", body=cast.banner, since=TODAY, by=cast.qimuge, at=NOW)
    newcomer.refresh_from_db()
    assert newcomer.is_staff


def test_a_registrar_keeps_registers_below_and_not_beside(cast: Cast) -> None:
    appoint(cast.qimuge, office=offices.REGISTRAR, body=cast.league, since=TODAY, by=None, at=NOW)
    source = reviewer(cast)
    may = offices.may_keep_registers
    assert may(cast.qimuge, region="150221", on=TODAY)
    assert may(cast.qimuge, region="1502", on=TODAY)
    assert not may(cast.qimuge, region="150621", on=TODAY)
    assert not may(cast.qimuge, region="15", on=TODAY)
    assert not may(cast.bateer, region="150221", on=TODAY)
    assert offices.may_delegate(cast.qimuge, source, on=TODAY)
    assert offices.may_delegate(cast.bateer, source, on=TODAY)
    assert not offices.may_delegate(cast.wuyun, source, on=TODAY)


def test_only_the_widest_regions_of_a_person_are_walked() -> None:
    assert offices.widest(["150221", "1502", "150621", "1502"]) == ["1502", "150621"]


def test_offices_are_called_by_the_names_their_declarations_give() -> None:
    assert offices.label("registrar") == "登记管理员"
    assert offices.label("nobody_declared_this") == "nobody_declared_this"
