"""A registrar keeps the registers: who may, what is offered, and what becomes of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from tongzhou.registry.appointing import appoint
from tongzhou.registry.models import Appointment, Employer, Person, RegisterEntry
from tongzhou.registry.offices import REGISTRAR
from tongzhou.registry.tests.test_employing import code

from .conftest import COUNTY, Cast, Someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(cast: Cast) -> Someone:
    """萨仁, registrar of the banner."""
    person = Person.objects.create_user("saren", name="萨仁", is_staff=True)
    body = cast.bodies["county-hrss"] if "county-hrss" in cast.bodies else _banner_body(cast)
    appoint(person, office=REGISTRAR, body=body, since=localdate(), by=None, at=now())
    client = Client()
    client.force_login(person)
    return Someone(person, client)


def _banner_body(cast: Cast) -> Any:
    return next(b for b in cast.bodies.values() if b.region_id == COUNTY)


def account(cast: Cast, **more: Any) -> dict[str, Any]:
    said = {
        "username": "hasi",
        "name": "哈斯·额尔德尼",
        "phone": "13800000021",
        "office": REGISTRAR,
        "body": _banner_body(cast).pk,
        "since": localdate().isoformat(),
        "reason": "新调入",
    }
    return said | more


def test_a_registrar_opens_an_account_with_its_office_and_sees_the_password_once(
    keeper: Someone, cast: Cast
) -> None:
    url = "/desk/registers/people/enter/open/"
    assert "开立账号并任职" in keeper.opens("/desk/registers/people/").content.decode()
    assert keeper.opens(url).status_code == 200
    answer = keeper.sends(url, account(cast))
    page = answer.content.decode()
    hasi = Person.objects.get(username="hasi")
    (secret,) = re.findall(r'<b class="mono">([^<]+)</b>', page)
    assert hasi.check_password(secret)
    assert hasi.password_is_given
    assert answer.headers["Cache-Control"] == "no-store"
    assert [h.office for h in hasi.holdings(localdate())] == [REGISTRAR]
    assert secret not in keeper.opens(f"/desk/registers/people/{hasi.pk}/").content.decode()


def test_what_is_refused_stands_on_the_form_and_nothing_is_half_done(
    keeper: Someone, cast: Cast
) -> None:
    url = "/desk/registers/people/enter/open/"
    answer = keeper.sends(url, account(cast, phone="12"))
    assert answer.status_code == 422
    assert "11位手机号" in answer.content.decode()
    assert 'value="哈斯·额尔德尼"' in answer.content.decode()
    assert not Person.objects.filter(username="hasi").exists()
    beside = next(b for b in cast.bodies.values() if not b.region_id.startswith(COUNTY))
    assert keeper.sends(url, account(cast, body=beside.pk)).status_code == 422
    assert not Person.objects.filter(username="hasi").exists()


def test_an_employer_is_entered_changed_and_its_history_says_by_whom(keeper: Someone) -> None:
    said = {"name": "示例矿业有限公司", "uscc": code(1), "form": "company", "region": COUNTY}
    made = keeper.sends("/desk/registers/employers/enter/add/", said | {"reason": "新设"})
    firm = Employer.objects.get(uscc=code(1))
    assert made.status_code == 302
    assert made.headers["Location"] == f"/desk/registers/employers/{firm.pk}/"
    url = f"/desk/registers/employers/{firm.pk}/do/change/"
    keeper.sends(url, said | {"name": "示例能源有限公司", "reason": "更名"})
    page = keeper.opens(f"/desk/registers/employers/{firm.pk}/").content.decode()
    assert "示例能源有限公司" in page
    assert "更名" in page
    assert "萨仁" in page
    again = keeper.sends("/desk/registers/employers/enter/add/", said | {"reason": "重复"})
    assert again.status_code == 422
    assert "已登记" in again.content.decode()


def test_whoever_keeps_no_register_is_neither_offered_nor_given_it(
    keeper: Someone, cast: Cast
) -> None:
    firm = Employer.objects.create(name="示例乳业有限公司", uscc=code(2), region_id=COUNTY)
    for who in (cast.inspector, cast.elsewhere, cast.nobody):
        assert "登记用人单位" not in who.opens("/desk/registers/employers/").content.decode()
        assert who.opens("/desk/registers/employers/enter/add/").status_code == 404
        for way in ("change", "merge", "nonsense"):
            url = f"/desk/registers/employers/{firm.pk}/do/{way}/"
            assert who.opens(url).status_code == 404
            assert who.sends(url, {"reason": "试"}).status_code == 404
    far = Employer.objects.create(name="外地", uscc=code(3), region_id="150303")
    assert keeper.opens(f"/desk/registers/employers/{far.pk}/do/change/").status_code == 404
    assert RegisterEntry.objects.about(firm).count() == 0


def test_the_account_of_somebody_who_also_works_above_is_not_reset_from_the_banner(
    keeper: Someone, cast: Cast
) -> None:
    inspector = cast.inspector.person
    url = f"/desk/registers/people/{inspector.pk}/do/password/"
    assert keeper.opens(url).status_code == 200
    above = next(b for b in cast.bodies.values() if b.region_id == "1502")
    appoint(inspector, office="chief", body=above, since=localdate(), by=None, at=now())
    assert keeper.opens(url).status_code == 404
    assert keeper.sends(url, {"reason": "忘记密码"}).status_code == 404
    own = f"/desk/registers/people/{keeper.person.pk}/do/password/"
    assert keeper.opens(own).status_code == 404


def test_an_office_is_ended_with_its_last_day(keeper: Someone, cast: Cast) -> None:
    held = Appointment.objects.get(person=cast.inspector.person)
    url = f"/desk/registers/appointments/{held.pk}/do/end/"
    assert "免职" in keeper.opens(f"/desk/registers/appointments/{held.pk}/").content.decode()
    day = localdate().isoformat()
    assert keeper.sends(url, {"last_day": day, "reason": "调离"}).status_code == 302
    held.refresh_from_db()
    assert held.until == localdate()
