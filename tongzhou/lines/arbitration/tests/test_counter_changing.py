"""What changes while a case is tried, at the clerk's counter: a claim, a counterclaim, a further party."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tongzhou.lines.arbitration.models import Claim
from tongzhou.lines.arbitration.offices import CLERK
from tongzhou.lines.arbitration.rules.awards import claims_of
from tongzhou.procedure.models import Case
from tongzhou.registry import identity
from tongzhou.registry.models import Employer, Worker

from .counter_cast import Staff, firm, worker
from .court import COUNTY, FIRM, Court, at, day

ONE = "claimant/w1"
SEVENTEEN = "15022119850505001"


@pytest.fixture
def staff(court: Court) -> Staff:  # noqa: ARG001
    return Staff()


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongzhou.procedure.counter.now", lambda: at("2026-03-09"))


def page(case: Case, name: str, **query: str) -> str:
    url = reverse(f"arbitration-counter:{name}", args=[case.uid])
    return url + ("?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else "")


def row(n: int, head: str, yuan: str) -> dict[str, str]:
    return {f"i0-{n}-head": head, f"i0-{n}-amount": yuan}


def test_one_claim_is_amended_and_the_time_begins_again(court: Court, staff: Staff) -> None:
    case = court.simple("2026-03-02", claims={"wages": 9_600})
    shown: Any = staff[CLERK].get(page(case, "amend"))
    assert 'value="9600' in shown.content.decode()
    sent = {"items-0": "2", **row(0, "wages", "12000"), **row(1, "overtime", "800.50")}
    assert staff[CLERK].post(page(case, "amend"), sent).status_code == 302
    asked = {c.head: c.asked for c in Claim.objects.filter(case=case)}
    assert asked == {"wages": 1_200_000, "overtime": 80_050}
    assert court.clock(case, "decision").moved[0][0] == day("2026-03-09")


def test_a_claim_without_its_sum_is_asked_for_again_and_nothing_is_lost(
    court: Court, staff: Staff
) -> None:
    case = court.simple("2026-03-02")
    answer = staff[CLERK].post(page(case, "amend"), {"items-0": "1", **row(0, "severance", "")})
    assert answer.status_code == 422
    assert "请填写金额" in answer.content.decode()
    assert [i.head for i in claims_of(court.view(case).subjects[ONE])] == ["wages"]


def test_a_further_row_is_added_without_finding_fault(court: Court, staff: Staff) -> None:
    case = court.simple("2026-03-02")
    sent = {"items-0": "1", "add": "items-0", **row(0, "overtime", "77")}
    answer = staff[CLERK].post(page(case, "amend"), sent)
    said = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="i0-1-head"' in said
    assert 'value="77"' in said


def test_the_employer_claims_in_turn_within_the_time_for_defence(
    court: Court, staff: Staff
) -> None:
    case = court.simple("2026-03-02")
    court.serves(case, "serve_copy", "2026-03-03", FIRM)
    sent = {
        "by": FIRM,
        "story": "培训后提前离职。",
        "items-0": "1",
        **row(0, "training_fee", "5000"),
    }
    assert staff[CLERK].post(page(case, "counterclaim"), sent).status_code == 302
    view = court.view(case)
    assert view.subjects["counterclaim/1"].name == "示例建筑有限公司的反申请"
    assert court.clock(case, "counterclaim", "counterclaim/1").due == day("2026-03-16")


def test_an_employer_is_joined_from_the_register_or_entered_there(
    court: Court, staff: Staff
) -> None:
    firm()
    case = court.simple("2026-03-02")
    sent = {
        "part": "respondent",
        "ground": "用工单位",
        "f0-words": "示例劳务派遣有限公司",
        "f0-region": COUNTY,
    }
    assert staff[CLERK].post(page(case, "join"), sent).status_code == 302
    joined = Employer.objects.get(name="示例劳务派遣有限公司")
    assert f"respondent/e{joined.pk}" in court.view(case).subjects
    again = staff[CLERK].post(page(case, "join"), sent)
    assert "已是本案当事人" in again.content.decode()
    assert Employer.objects.filter(name=joined.name).count() == 1


def test_a_person_is_joined_as_third(court: Court, staff: Staff) -> None:
    worker()
    case = court.simple("2026-03-02")
    sent = {
        "part": "third",
        "ground": "与结果有利害关系",
        "p0-name": "示例包工头",
        "p0-id_kind": "resident",
        "p0-id_number": SEVENTEEN + identity.check_character(SEVENTEEN),
    }
    assert staff[CLERK].post(page(case, "join", sort="person"), sent).status_code == 302
    joined = Worker.objects.get(name="示例包工头")
    assert f"third/w{joined.pk}" in court.view(case).subjects


def test_before_acceptance_the_page_says_why_not_and_leaves_no_trace(
    court: Court, staff: Staff
) -> None:
    firm()
    case = court.opens("2026-03-02")
    sent = {"part": "respondent", "ground": "x", "f0-words": "示例某某公司", "f0-region": COUNTY}
    answer = staff[CLERK].post(page(case, "join"), sent)
    assert answer.status_code == 422
    assert not Employer.objects.filter(name="示例某某公司").exists()


@pytest.mark.parametrize("name", ["amend", "counterclaim", "join"])
def test_the_clerk_of_another_banner_finds_nothing(court: Court, staff: Staff, name: str) -> None:
    case = court.simple("2026-03-02")
    assert staff["neighbour"].get(page(case, name)).status_code == 404
