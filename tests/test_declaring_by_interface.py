"""Another system declares one by one, and reads back what it may."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from tongzhou.api import document, tokens
from tongzhou.api.models import Call
from tongzhou.law.reckoning import add_months
from tongzhou.lines.filing.models import Employment
from tongzhou.lines.filing.tests.cast import HERE, THERE, Town, code, number
from tongzhou.registry.models import RegisterEntry

URL = "/api/v1/records/filing.employment/"
START = localdate() - timedelta(days=5)


@pytest.fixture
def town(db: None) -> Town:  # noqa: ARG001
    return Town()


@pytest.fixture
def token(town: Town) -> str:  # noqa: ARG001
    issued = {"by": "管理员", "reason": "联调", "at": now()}
    return tokens.issue(
        "电子合同平台", procedures=["filing.employment"], regions=["1502"], **issued
    )[1]  # type: ignore[arg-type]


def said(**more: Any) -> dict[str, Any]:
    plain = {
        "uscc": code(1), "number": number(1), "name": "萨如拉", "phone": "13711112222", "region": HERE,
        "starts_on": START.isoformat(), "term": "fixed",
        "ends_on": (add_months(START, 36) - timedelta(days=1)).isoformat(), "job": "装配", "pay": 500_000,
        "pay_basis": "month", "written": "electronic", "econtract": "EC1", "insured": True,
    }  # fmt: skip
    return plain | more


def post(token: str, body: dict[str, Any]) -> Any:
    headers = {"Authorization": f"Bearer {token}"}
    return Client().post(URL, json.dumps(body), content_type="application/json", headers=headers)


def get(token: str, query: str) -> Any:
    return Client().get(URL + query, headers={"Authorization": f"Bearer {token}"})


def test_what_is_declared_twice_is_one_row_and_an_ending_told_twice_is_one_ending(
    town: Town, token: str
) -> None:
    first, again = post(token, said()), post(token, said())
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    row = Employment.objects.get()
    assert (row.source, row.delivery, row.declared_by_id) == ("api", "电子合同平台", None)
    changed = post(token, said(act="change", pay=560_000, reason="涨薪"))
    assert (changed.status_code, changed.json()["pay"], changed.json()["version"]) == (
        200,
        560_000,
        2,
    )
    over = said(act="end", ended_on=localdate().isoformat(), end_reason="agreed")
    assert [post(token, over).json()["state"] for _n in range(2)] == ["ended", "ended"]
    assert RegisterEntry.objects.about(row).count() == 3
    assert town.firm.uscc == row.uscc


def test_a_renewal_takes_over_what_is_not_told_anew(town: Town, token: str) -> None:  # noqa: ARG001
    start = add_months(localdate(), -12)
    ends = add_months(start, 12) - timedelta(days=1)
    post(token, said(starts_on=start.isoformat(), ends_on=ends.isoformat()))
    again = add_months(start, 12)
    more = {
        "act": "renew",
        "starts_on": again.isoformat(),
        "ends_on": add_months(again, 36).isoformat(),
    }
    done = post(token, said(**more))
    assert done.status_code == 201, done.json()
    assert list(Employment.objects.order_by("pk").values_list("state", "how")) == [
        ("renewed", "hire"), ("active", "renew"),
    ]  # fmt: skip


def test_what_is_wrong_or_out_of_scope_is_refused_in_words_and_nothing_is_kept(token: str) -> None:
    wrong = {
        "probation_until": (said(probation_until=(START + timedelta(days=300)).isoformat()), 422),
        "number": (said(number=number(1)[:-1] + ("1" if number(1)[-1] == "0" else "0")), 422),
        "uscc": (said(uscc=code(77)), 422),
        "": (said(region=THERE), 403),
        "starts_on": (said(act="change"), 422),
        "kind": (said(kind="slave"), 422),
    }
    for field, (body, status) in wrong.items():
        answer = post(token, body)
        assert answer.status_code == status, (field, answer.json())
        assert not field or field in answer.json()["error"]["fields"], answer.json()
    assert not Employment.objects.exists()
    assert post("tz_nobody", said()).status_code == 401


def test_what_is_read_back_names_nobody_and_stays_inside_the_scope(town: Town, token: str) -> None:
    for n in range(1, 4):
        town.hires(n)
    town.hires(4, region_id=THERE)
    town.hires(5, firm=town.other)
    answer = get(token, f"?subject={town.firm.uscc}")
    told = answer.json()
    assert [r["worker"] for r in told["rows"]] == ["萨**"] * 3
    assert number(1) not in answer.content.decode()
    assert get(token, f"?subject={town.firm.uscc}&after={told['next']}").json() == {
        "rows": [],
        "next": None,
    }
    assert get(token, "").status_code == 400
    for nonsense in ("x", "²", "9" * 40):
        assert get(token, f"?subject={town.firm.uscc}&after={nonsense}").status_code == 400
    assert Call.objects.filter(path=URL).count() == 6
    assert URL in document.openapi()["paths"]
