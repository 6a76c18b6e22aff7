"""The keeper of data decides whose name it is at the desk, for the own region and below; nobody else opens it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tongzhou.procedure.tests.cast import a_region
from tongzhou.registry.models import Appointment, Body, Employer, Person, Region
from tongzhou.warehouse.matching import finding
from tongzhou.warehouse.matching.models import Candidate, UnknownName

NAMES = "/desk/p/matching/names/"
DAIRY, POWER = "91150221MADEM000B3", "91150222MA00000016"


@pytest.fixture
def seats(db: None, settings: Any) -> dict[str, Client]:  # noqa: ARG001
    settings.LANGUAGE_CODE = "zh-hans"
    a_region("150221")
    a_region("150303")
    found = {}
    for who, office, place in (
        ("keeper", "data_keeper", "1502"), ("neighbour", "data_keeper", "1503"), ("mediator", "mediator", "1502"),
    ):  # fmt: skip
        body = Body.objects.create(
            kind="hrss", name=f"人社局{who}", short_name="人社局", region_id=place, document_prefix="人社"
        )  # fmt: skip
        person = Person.objects.create_user(who, name=who, is_staff=True)
        Appointment.objects.create(person=person, office=office, body=body, since=date(2020, 1, 1))
        found[who] = Client()
        found[who].force_login(person)
    return found


def ask(name: str = "示例乳品厂") -> finding.Found:
    return finding.find(name=name, county="150221", source="供水公司", on=date(2026, 11, 20))


def test_a_keeper_decides_among_candidates_and_takes_it_back(
    seats: dict[str, Client], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    dairy = Employer.objects.create(uscc=DAIRY, name="示例乳业有限公司", region=Region.objects.get(code="150221"))  # fmt: skip
    assert ask().how == "waiting"
    unknown = UnknownName.objects.get()
    Candidate.objects.create(unknown=unknown, employer=dairy, percent="81.20")
    keeper, page = seats["keeper"], f"{NAMES}{unknown.pk}/"
    with django_assert_max_num_queries(20):
        listed = keeper.get(NAMES).content.decode()
    assert "示例乳品厂" in listed
    assert "81.20%" in listed
    assert "请选择一个单位" in keeper.post(page, {"reason": "核对"}).content.decode()
    sent = keeper.post(page, {"meant": str(dairy.pk), "reason": "看过营业执照"})
    assert sent.status_code == 302
    assert (ask().uscc, ask().how) == (DAIRY, "decision")
    assert "看过营业执照" in keeper.get(page).content.decode()
    keeper.post(f"{page}undo/", {"reason": "认错了"})
    assert ask().how == "waiting"
    assert "认错了" in keeper.get(page).content.decode()


def test_a_name_of_another_league_is_neither_listed_nor_opened(seats: dict[str, Client]) -> None:
    ask()
    unknown = UnknownName.objects.get()
    assert "示例乳品厂" not in seats["neighbour"].get(NAMES).content.decode()
    for who in ("neighbour", "mediator"):
        assert seats[who].get(f"{NAMES}{unknown.pk}/").status_code == 404
        assert seats[who].post(f"{NAMES}{unknown.pk}/", {"meant": "none", "reason": "x"}).status_code == 404  # fmt: skip
    assert seats["mediator"].get(NAMES).status_code == 404
    assert UnknownName.objects.get().is_open


def test_a_keeper_of_a_county_meets_no_employer_of_the_next_by_candidate_or_by_code(
    seats: dict[str, Client],
) -> None:
    for place, uscc, name in (
        ("150221", DAIRY, "示例乳业有限公司"),
        ("150222", POWER, "示例乳品有限公司"),
    ):
        Employer.objects.create(uscc=uscc, name=name, region=a_region(place))
    ask()
    unknown = UnknownName.objects.get()
    for percent, employer in zip(("60.00", "90.00"), Employer.objects.order_by("pk"), strict=True):
        Candidate.objects.create(unknown=unknown, employer=employer, percent=percent)
    person = Person.objects.create_user("county", name="旗县", is_staff=True)
    body = Body.objects.create(
        kind="hrss",
        name="旗人社局",
        short_name="旗人社局",
        region_id="150221",
        document_prefix="旗人社",
    )
    Appointment.objects.create(
        person=person, office="data_keeper", body=body, since=date(2020, 1, 1)
    )
    county, page = Client(), f"{NAMES}{unknown.pk}/"
    county.force_login(person)
    for address in (NAMES, page):
        told = county.get(address).content.decode()
        assert "示例乳业有限公司" in told
        assert "示例乳品有限公司" not in told
        assert POWER not in told
    # Whoever keeps the league sees both, the likelier first.
    assert "示例乳品有限公司" in seats["keeper"].get(NAMES).content.decode()
    elsewhere = county.post(page, {"uscc": POWER, "reason": "猜的"}).content.decode()
    nobodys = county.post(page, {"uscc": "91150221MA0000001X", "reason": "猜的"}).content.decode()
    for told in (elsewhere, nobodys):
        assert "您的地区内没有登记这个统一社会信用代码" in told
    both = county.post(page, {"uscc": DAIRY, "meant": "none", "reason": "x"}).content.decode()
    assert "请只用一种办法" in both
    assert UnknownName.objects.get().is_open
    # What the league has decided about somebody of elsewhere is told without a name.
    assert seats["keeper"].post(page, {"uscc": POWER, "reason": "看过执照"}).status_code == 302
    assert "示例乳品有限公司" in seats["keeper"].get(page).content.decode()
    for address in (f"{NAMES}?done=1", page):
        told = county.get(address).content.decode()
        assert "其他地区的单位" in told
        assert "示例乳品有限公司" not in told
        assert POWER not in told
    seats["keeper"].post(f"{page}undo/", {"reason": "认错了"})
    assert county.post(page, {"uscc": DAIRY, "reason": "看过执照"}).status_code == 302
    assert "示例乳业有限公司" in county.get(page).content.decode()
