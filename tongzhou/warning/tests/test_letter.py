"""The employer answers a letter with the number that is printed on it, as it is typed on a phone."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils.timezone import localdate

from tongzhou.procedure.models import Entry
from tongzhou.registry.models import EmployerUser, OutboxMessage, Person
from tongzhou.warning.cases import facts

from .station import Station

PHONE, OTHER = "13900000011", "13900000012"
LETTER = facts.Letter(noticed="近两个月工资发放晚于往常", questions=("是否有困难？",))


@pytest.fixture
def written(station: Station) -> Entry:
    """A letter went out to an employer whose manager has registered a phone."""
    on = localdate()
    manager = Person.objects.create_user("manager", name="王经理", phone=PHONE)
    EmployerUser.objects.create(
        person=manager, employer=station.firms[0], role=EmployerUser.Role.CLERK, since=on
    )
    Person.objects.create_user("nobody", name="路人", phone=OTHER)
    case = station.signed(
        station.dispatched(station.issued(station.candidate(on=on), on=on), on=on), on=on
    )
    about = (f"employer/e{station.firms[0].pk}",)
    return station.does("handler", case, "letter", LETTER, on=on, hour=12, about=about)


def asks(number: str, phone: str) -> Client:
    client = Client()
    assert client.post("/follow/", {"number": number, "phone": phone}).status_code == 302
    return client


@pytest.mark.parametrize("typed", ["{}", "  {} ", "[]", "（）"])
def test_the_printed_number_and_the_registered_phone_open_the_matter(
    written: Entry, typed: str
) -> None:
    number = written.issued["number"]
    assert "函字" in number
    if len(typed) == 2 and "{" not in typed:
        number = number.replace("〔", typed[0]).replace("〕", typed[1])
    else:
        number = typed.format(number)
    client = asks(number, PHONE)
    code = re.search(r"\d{6}", str(OutboxMessage.objects.latest("at", "id").text))
    assert code
    page = client.post("/follow/code/", {"code": code[0]}, follow=True)
    assert "是否有困难？" in page.content.decode()


def test_the_number_alone_opens_nothing_to_another_phone(written: Entry) -> None:
    before = OutboxMessage.objects.count()
    asks(written.issued["number"], OTHER)
    asks("达人社监测函字〔2026〕第999号", PHONE)
    assert OutboxMessage.objects.count() == before
