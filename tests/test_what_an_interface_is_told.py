"""Another system declares one by one: told twice it is one row, told null it is taken away, told wrong it is said in Chinese."""

from __future__ import annotations

import json
import typing
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from tongzhou.api import document, tokens
from tongzhou.law.reckoning import add_months
from tongzhou.lines.filing import outside
from tongzhou.lines.filing.models import Employment
from tongzhou.lines.filing.tests.cast import HERE, Town, number

THERE = "/api/v1/records/filing.employment/"
START = localdate() - timedelta(days=20)
LAST = add_months(START, 36) - timedelta(days=1)


class System:
    """A system with a token, and what it is answered."""

    def __init__(self, town: Town) -> None:
        _system, self.token = tokens.issue(
            "电子合同平台", procedures=["filing.employment"], regions=["1502"], by="管理员",
            reason="联调", at=now(),
        )  # fmt: skip
        self.said: dict[str, Any] = {
            "uscc": town.firm.uscc, "number": number(1), "region": HERE, "starts_on": f"{START}",
        }  # fmt: skip
        self.hiring = self.said | {
            "name": "萨如拉", "ends_on": f"{LAST}", "job": "装配", "pay": 500_000,
            "pay_basis": "month", "weekly_hours": 40, "written": "paper", "insured": True,
            "probation_until": f"{add_months(START, 2)}", "econtract": "DZ-1",
        }  # fmt: skip

    def states(self, said: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        answer = Client().post(
            THERE,
            json.dumps(said),
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}"},
        )
        return answer.status_code, answer.json()

    def is_refused(self, **more: Any) -> dict[str, Any]:
        """State a hiring that differs, and return the refusal."""
        status, answer = self.states(self.hiring | more)
        assert status == 422, answer
        assert not Employment.objects.exists()
        error: dict[str, Any] = answer["error"]
        return error


@pytest.fixture
def system(db: None) -> System:  # noqa: ARG001
    return System(Town())


def test_a_renewal_told_again_is_the_same_row_and_told_otherwise_is_refused(system: System) -> None:
    assert [system.states(system.hiring)[0] for _ in "12"] == [201, 200]
    start = LAST + timedelta(days=1)
    Employment.objects.update(starts_on=START - timedelta(days=1095), ends_on=START)
    start = START + timedelta(days=1)
    again = system.said | {
        "act": "renew", "starts_on": f"{start}", "ends_on": f"{add_months(start, 24)}", "pay": 550_000,
    }  # fmt: skip
    first, second = system.states(again), system.states(again)
    assert (first[0], second[0]) == (201, 200), (first, second)
    assert first[1]["id"] == second[1]["id"]
    assert Employment.objects.count() == 2
    status, answer = system.states(again | {"pay": 600_000})
    assert status == 422
    assert "请用 change 变更" in answer["error"]["message"]


def test_an_open_term_and_a_probation_that_is_dropped_are_told_by_null(system: System) -> None:
    system.states(system.hiring)
    dropped = system.said | {"act": "change", "probation_until": None, "econtract": ""}
    status, answer = system.states(dropped)
    assert (status, answer["probation_until"]) == (200, None)
    row = Employment.objects.get()
    assert (row.econtract, row.pay, row.ends_on) == ("", 500_000, LAST)
    for said in ({"ends_on": None}, {}):
        Employment.objects.update(term="fixed", ends_on=LAST)
        status, answer = system.states(system.said | {"act": "change", "term": "open"} | said)
        assert (status, answer.get("term"), answer.get("ends_on")) == (200, "open", None), answer


def test_the_codes_of_an_ending_stand_in_the_document_and_in_the_refusal(system: System) -> None:
    shape = document.openapi()["components"]["schemas"]["Declaration"]["properties"]["end_reason"]
    assert set(shape["enum"]) == {"", *Employment.EndReason.values}
    assert "expired 期满终止" in shape["description"]
    system.states(system.hiring)
    ending = system.said | {"act": "end", "ended_on": f"{localdate()}"}
    for reason in ({"end_reason": "quit"}, {}):
        status, answer = system.states(ending | reason)
        assert status == 422
        assert "resigned 劳动者提出解除" in answer["error"]["message"]
        assert "end_reason" in answer["error"]["fields"]
    assert [system.states(ending | {"end_reason": "resigned"})[0] for _ in "12"] == [200, 200]
    # Told once more with another reason, it is put right, as an employer's own people put it right.
    assert system.states(ending | {"end_reason": "died"})[0] == 200
    assert Employment.objects.get().end_reason == "died"


def test_every_code_the_register_knows_may_be_told() -> None:
    hints = typing.get_type_hints(outside.Declaration)
    for name, choices in (
        ("kind", Employment.Kind), ("term", Employment.Term), ("pay_basis", Employment.PayBasis),
        ("written", Employment.Written), ("platform_class", Employment.PlatformClass),
        ("end_reason", Employment.EndReason),
    ):  # fmt: skip
        schema = json.dumps(msgspec.json.schema(hints[name]))
        assert all(f'"{value}"' in schema for value in choices.values), name


def test_what_a_form_would_not_take_is_not_taken_here(system: System) -> None:
    assert "约定工资" in system.is_refused(pay=10**18)["message"]
    assert "一千万元" in system.is_refused(pay=1_000_000_001)["fields"]["pay"]
    wrong = system.is_refused(using_uscc="123", job="  ")
    assert set(wrong["fields"]) == {"using_uscc", "job"}
    assert "请填写岗位" in wrong["fields"]["job"]
    without = {k: v for k, v in system.hiring.items() if k != "job"}
    assert system.states(without)[0] == 422


def test_nothing_is_refused_in_english(system: System) -> None:
    refused = [
        system.is_refused(region="150299"),
        system.is_refused(wrong_name=1),
        system.is_refused(kind="temp"),
        system.is_refused(starts_on="yesterday"),
    ]
    for error in refused:
        for word in ("instance", "Object", "Expected", "Invalid", "valid"):
            assert word not in error["message"], error
    assert "旗县" in refused[0]["fields"]["region"]
    assert "“wrong_name”" in refused[1]["fields"]["wrong_name"]
    assert "dispatch 劳务派遣用工" in refused[2]["message"]
    status, answer = system.states({k: v for k, v in system.hiring.items() if k != "uscc"})
    assert (status, list(answer["error"]["fields"])) == (422, ["uscc"])
    assert "缺少字段“uscc”" in answer["error"]["message"]


def test_a_page_number_that_is_no_number_is_refused_in_words(system: System) -> None:
    answer = Client().get(
        THERE, {"subject": "x", "after": "²"}, headers={"Authorization": f"Bearer {system.token}"}
    )
    assert answer.status_code == 400
    assert "after" in answer.json()["error"]["message"]


FOREIGNER = {
    "id_kind": "passport", "number": "E12345678", "born_on": "1988-05-04", "sex": "male",
    "permit": "15A0001234567", "permit_until": f"{LAST}", "probation_until": None,
}  # fmt: skip


def test_a_foreigner_is_declared_changed_renewed_and_ended_by_passport(system: System) -> None:
    year = START + timedelta(days=364)
    hiring = system.hiring | FOREIGNER | {"ends_on": f"{year}"}
    assert [system.states(hiring)[0] for _ in "12"] == [201, 200]
    told = system.states(hiring)[1]
    assert (told["id_kind"], told["permit_until"], told["remarks"]) == ("passport", f"{LAST}", [])
    later = f"{LAST + timedelta(days=90)}"
    said = system.said | {"id_kind": "passport", "number": "e12345678"}
    more = {"act": "change", "permit": "15B0009999999", "permit_until": later}
    status, told = system.states(said | more)
    assert (status, told["permit_until"], told["version"]) == (200, later, 2)
    row = Employment.objects.get()
    assert (row.open_identity().permit, row.open_identity().woman) == ("15B0009999999", False)
    Employment.objects.update(starts_on=START - timedelta(days=365), ends_on=START)
    start = START + timedelta(days=1)
    renewal = said | {"act": "renew", "starts_on": f"{start}", "ends_on": f"{year}"}
    assert [system.states(renewal)[0] for _ in "12"] == [201, 200]
    assert system.states(renewal | {"permit": "15C0009999999"})[0] == 422
    over = {"act": "end", "starts_on": f"{start}", "ended_on": f"{localdate()}"}
    status, told = system.states(said | over | {"end_reason": "agreed"})
    assert (status, told["state"]) == (200, "ended")
    assert {r.open_identity().permit for r in Employment.objects.all()} == {"15B0009999999"}


def test_a_paper_that_does_not_fit_its_number_is_refused_at_its_field(system: System) -> None:
    told = FOREIGNER | {"ends_on": f"{START + timedelta(days=364)}"}
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("number", told | {"number": number(1)}),
        ("number", told | {"id_kind": "resident"}),
        ("born_on", told | {"born_on": None}),
        ("sex", told | {"sex": ""}),
        ("permit", {"permit": "15A0001234567"}),
        ("permit_until", {"permit_until": f"{LAST}"}),
        ("permit_until", told | {"permit_until": f"{START - timedelta(days=1)}"}),
    ]
    for field, more in wrong:
        assert field in system.is_refused(**more)["fields"], (field, more)


def test_a_passport_finds_no_declaration_of_an_identity_card(system: System) -> None:
    assert system.states(system.hiring)[0] == 201
    ending = {"act": "end", "ended_on": f"{localdate()}", "end_reason": "agreed"}
    status, answer = system.states(system.said | ending | {"id_kind": "passport"})
    assert (status, "不是护照号码" in str(answer)) == (422, True)
    assert Employment.objects.get().state == "active"
