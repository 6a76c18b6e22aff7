"""Somebody without an account looks for an answer, on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pytest
from django.core.management import call_command
from django.test import Client

from tongzhou.law import CALENDAR
from tongzhou.procedure import catalogue
from tongzhou.procedure.door import Door
from tongzhou.procedure.examples import inspection
from tongzhou.procedure.examples.line import EXAMPLES
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case, DailyRoot
from tongzhou.registry.models import OutboxMessage, Person

pytestmark = pytest.mark.django_db
PHONE, OTHER = "13900000001", "13900000002"
ON = date(2026, 4, 1)


def at(day: date) -> datetime:
    return datetime.combine(day, time(2), UTC)


@pytest.fixture
def complaint() -> Iterator[Case]:
    """A complaint that an officer took down; the officer's phone is known."""
    known = "examples" in catalogue.LINES
    if not known:
        catalogue.enter(EXAMPLES)
    officer = Person.objects.create_user("batu", name="巴特尔", phone=PHONE)
    yield Door(CALENDAR).open_case(
        "example.inspection",
        by=Actor(str(officer.pk), officer.name, "example_duty", "150221"),
        at=at(ON),
        region="150221",
        about=("complainant/1", "employer/e"),
        facts=inspection.Complaint(informant="萨仁", matter="拖欠工资", sum_owed=960_000),
    )
    if not known:
        catalogue.strike("examples")


def asked(client: Client, case: Case, phone: str) -> None:
    answer = client.post("/follow/", {"number": case.number or case.uid, "phone": phone})
    assert (answer.status_code, answer["Location"]) == (302, "/follow/code/")


def sent() -> str:
    message = OutboxMessage.objects.latest("at", "id")
    found = re.search(r"\d{6}", str(message.text))
    assert found
    return found[0]


@pytest.mark.parametrize(
    "door", ["/", "/workers/", "/employers/", "/follow/", "/wage/", "/days/", "/roots/"]
)
def test_every_door_is_open_without_signing_in(client: Client, door: str) -> None:
    answer = client.get(door)
    assert answer.status_code == 200
    assert "<c-" not in answer.content.decode()


def test_a_party_follows_a_case_with_number_phone_and_code(client: Client, complaint: Case) -> None:
    asked(client, complaint, PHONE)
    assert client.get(f"/follow/{complaint.uid}/").status_code == 404
    answer = client.post("/follow/code/", {"code": sent()}, follow=True)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "已收到" in page
    assert "劳动保障监察条例" in page
    assert "巴特尔" not in page  # names of staff stay inside
    assert "萨仁" not in page


def test_a_stranger_learns_nothing_not_even_whether_the_number_exists(
    client: Client, complaint: Case
) -> None:
    asked(client, complaint, OTHER)
    assert not OutboxMessage.objects.exists()
    real = client.post("/follow/code/", {"code": "123456"})
    client.post("/follow/", {"number": "没有这个编号", "phone": OTHER})
    none = client.post("/follow/code/", {"code": "123456"})
    assert (real.status_code, none.status_code) == (422, 422)
    shown = [re.sub(r'(value|data-csrf)="[^"]*"', "", a.content.decode()) for a in (real, none)]
    assert shown[0] == shown[1]


def test_a_code_for_one_case_opens_no_other_and_is_used_once(
    client: Client, complaint: Case
) -> None:
    asked(client, complaint, PHONE)
    code = sent()
    assert client.post("/follow/code/", {"code": code}).status_code == 302
    again = Client()
    again.post("/follow/", {"number": complaint.uid, "phone": OTHER})
    assert again.post("/follow/code/", {"code": code}).status_code == 422


def test_a_wrong_phone_is_explained_and_what_was_typed_stays(client: Client) -> None:
    answer = client.post("/follow/", {"number": "〔2026〕第12号", "phone": "12345"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "请填 11 位手机号" in page
    assert "〔2026〕第12号" in page


def test_the_minimum_wage_shows_its_basis_and_that_nobody_has_checked_it(client: Client) -> None:
    call_command("load_codes", verbosity=0)
    page = client.get("/wage/?region=150221&on=2026-03-01").content.decode()
    assert "2310" in page
    assert "还没有与正式文本核对" in page
    page = client.get("/wage/?region=150221&on=2025-03-01").content.decode()
    assert "2200" in page
    assert "还没有与正式文本核对" not in page
    assert client.get("/wage/?region=999999&on=2025-03-01").status_code == 422


def test_five_working_days_from_before_the_spring_festival_end_after_it(client: Client) -> None:
    page = client.get("/days/?start=2026-02-13&length=5&unit=workday").content.decode()
    assert "2026-02-27" in page
    assert "春节" in page
    assert client.get("/days/?start=2026-02-13&length=0&unit=workday").status_code == 422


def test_the_daily_roots_are_published_for_people_and_for_programs(client: Client) -> None:
    DailyRoot.objects.create(day=ON, root="ab" * 32, cases=3, made_at="2026-04-02T01:00:00Z")
    assert "ab" * 32 in client.get("/roots/").content.decode()
    assert client.get("/roots.json").json()["roots"] == [
        {"day": "2026-04-01", "root": "ab" * 32, "cases": 3}
    ]
