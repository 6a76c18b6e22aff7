"""A worker applies on the phone; an employer applies; both see what comes next."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tongzhou.law.claims import carrier
from tongzhou.lines.arbitration.models import Dispute
from tongzhou.lines.arbitration.offices import CLERK
from tongzhou.procedure.declare import PARTY
from tongzhou.procedure.models import Case, Entry
from tongzhou.registry.models import Appointment, Employer, OutboxMessage, Worker

from .counter_cast import FIRM_PHONE, PHONE, Staff, firm, id_number, represented, worker
from .court import COUNTY, Court

WORKER = reverse("arbitration-apply:worker")
CODE = reverse("arbitration-apply:code")
EMPLOYER = reverse("arbitration-apply:employer")


@pytest.fixture
def staff(court: Court) -> Staff:  # noqa: ARG001
    return Staff()


def typed(**more: Any) -> dict[str, Any]:
    return {
        "people": "1", "firms": "1", "items-0": "3",
        "p0-name": "示例职工1", "p0-id_kind": "resident", "p0-id_number": id_number(1),
        "p0-phone": PHONE, "p0-address": "示例小区1号",
        "f0-words": "示例建筑有限公司", "f0-region": COUNTY,
        "i0-0-head": "wages", "i0-0-amount": "9600",
        "place": COUNTY, "story": "干了两个月没发工资。",
    } | more  # fmt: skip


def code_sent() -> str:
    found = re.search(r"(\d{6})(?!\d)", OutboxMessage.objects.latest("pk").text)
    assert found
    return found.group(1)


def test_a_worker_applies_with_five_questions_and_a_code(client: Client, staff: Staff) -> None:
    del staff
    evidence = SimpleUploadedFile("工资条.txt", "四月五月".encode())
    answer = client.post(WORKER, typed(evidence=evidence))
    assert answer.headers["Location"] == CODE
    assert not Case.objects.exists()  # nothing is brought before the phone was shown
    assert not Worker.objects.exists()
    answer = client.post(CODE, {"code": code_sent()})
    case = Case.objects.get()
    assert answer.headers["Location"] == reverse("portal:case", args=[case.uid])
    entry = Entry.objects.get()
    assert (case.region, entry.office, entry.facts["channel"]) == (COUNTY, PARTY.code, "网上")
    assert [f["name"] for f in entry.facts["evidence"]] == ["工资条.txt"]
    assert Employer.objects.get().provisional
    page = client.get(answer.headers["Location"]).content.decode()
    assert "接下来会发生什么" in page
    assert "仲裁委决定是否受理" in page


def test_a_wrong_code_brings_nothing(client: Client, staff: Staff) -> None:
    del staff
    client.post(WORKER, typed())
    wrong = "000000" if code_sent() != "000000" else "111111"
    answer = client.post(CODE, {"code": wrong})
    assert answer.status_code == 422
    assert "验证码不对" in answer.content.decode()
    assert not Case.objects.exists()


def test_what_waits_for_its_code_is_sealed_in_the_session(client: Client, staff: Staff) -> None:
    del staff
    client.post(WORKER, typed())
    kept = str(dict(client.session.items()))
    assert id_number(1) not in kept
    assert PHONE not in kept


def test_nobody_applies_in_the_name_of_a_worker_whose_phone_they_do_not_have(
    client: Client, staff: Staff
) -> None:
    del staff
    worker(1)
    client.post(WORKER, typed(**{"p0-phone": "19900009999"}))
    answer = client.post(CODE, {"code": code_sent()})
    assert answer.status_code == 422
    assert "登记的手机号与您填写的不同" in answer.content.decode()
    assert not Case.objects.exists()


def test_a_worker_who_is_known_applies_again_without_being_registered_twice(
    client: Client, staff: Staff
) -> None:
    del staff
    worker(1)
    client.post(WORKER, typed())
    client.post(CODE, {"code": code_sent()})
    assert Worker.objects.count() == 1
    assert Case.objects.get().subjects.filter(key="claimant/w1").exists()


def test_where_nobody_takes_applications_online_the_worker_is_told_where_to_go(
    client: Client, staff: Staff
) -> None:
    del staff
    Appointment.objects.filter(office=CLERK.code).delete()
    answer = client.post(WORKER, typed())
    assert answer.status_code == 422
    assert "还没有开通网上申请" in answer.content.decode()
    assert not OutboxMessage.objects.exists()


def test_where_one_works_elsewhere_the_commission_of_the_employers_seat_gets_it(
    client: Client, staff: Staff
) -> None:
    del staff
    client.post(WORKER, typed(place="150203"))
    client.post(CODE, {"code": code_sent()})
    assert Case.objects.get().region == COUNTY
    assert Entry.objects.get().facts["seat"] == COUNTY


def test_what_is_left_out_is_asked_for_in_plain_words(client: Client, staff: Staff) -> None:
    del staff
    page = client.post(WORKER, typed(story="", **{"p0-phone": ""})).content.decode()
    assert "请填写“发生了什么，您有什么理由”" in page
    assert "请填写“手机号”" in page
    assert "拖欠的工资" in page  # the claims are named as a worker would


def test_without_an_application_there_is_no_code_to_type(client: Client, staff: Staff) -> None:
    del staff
    assert client.get(CODE).headers["Location"] == WORKER


def test_what_was_reckoned_comes_along_into_the_application(client: Client, staff: Staff) -> None:
    del staff
    made = carrier.Carried(
        "severance",
        date(2026, 3, 20),
        {"start": "2020-01-06", "end": "2026-03-01", "avg_wage": "5000", "reason": "38"},
    )
    begin = client.get(reverse("arbitration-apply:begin"), {"claim": made.pack()}).content.decode()
    assert f"{WORKER}?claim=" in begin
    row = client.get(WORKER, {"claim": made.pack()}).context["intake"].items[0][0]
    amount = made.result().amount
    assert amount
    assert row.initial["head"] == "severance"
    assert row.initial["amount"] == amount * 100
    assert client.get(WORKER, {"claim": "nonsense"}).status_code == 200


def test_the_first_page_tells_the_days_and_forces_no_mediation(client: Client) -> None:
    page = client.get(reverse("arbitration-apply:begin")).content.decode()
    assert "不收费" in page
    assert WORKER in page
    assert EMPLOYER in page


def shown(client: Client) -> None:
    """Let whoever acts for the employer show their phone."""
    client.post(reverse("portal:mine-employer"), {"phone": FIRM_PHONE})
    client.post(reverse("portal:mine-code"), {"code": code_sent()})


def test_an_employer_applies_when_its_phone_was_shown(client: Client, staff: Staff) -> None:
    del staff
    employer = firm(1, uscc="911502210000000109")
    represented(employer)
    assert client.get(EMPLOYER).headers["Location"] == reverse("portal:mine-employer")
    shown(client)
    page = client.get(EMPLOYER).content.decode()
    assert "示例建筑有限公司" in page
    assert "p0-phone" not in page
    given = typed(request="press", **{"i0-0-head": "training_fee", "p0-phone": FIRM_PHONE})
    answer = client.post(EMPLOYER, given)
    case = Case.objects.get()
    assert answer.headers["Location"] == reverse("portal:case", args=[case.uid])
    assert case.subjects.get(kind="claimant").key == "claimant/e1"
    assert not Dispute.objects.get().by_worker
    # A phone given by the other side opens nothing: the worker is registered without one.
    assert not Worker.objects.get().phone_hash
    assert client.get(answer.headers["Location"]).status_code == 200


def test_an_employer_whose_code_holds_letters_applies_as_well(client: Client, staff: Staff) -> None:
    del staff
    represented(firm(1, uscc="91150221MA0F00000G"))
    shown(client)
    assert "示例建筑有限公司" in client.get(EMPLOYER).content.decode()


def test_an_employer_cannot_apply_for_another(client: Client, staff: Staff) -> None:
    del staff
    represented(firm(1))
    firm(2, "别的单位")
    shown(client)
    client.post(f"{EMPLOYER}?firm=2", typed(**{"i0-0-head": "training_fee"}))
    assert Case.objects.get().subjects.get(kind="claimant").key == "claimant/e1"


def test_the_first_page_of_the_portal_leads_to_the_application_and_to_no_page_of_parties(
    client: Client,
    db: None,  # noqa: ARG001
) -> None:
    page = client.get(reverse("portal:home")).content.decode()
    assert reverse("arbitration-apply:begin") in page
    assert "案件要素与证据" not in page
