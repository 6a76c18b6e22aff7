"""Whoever built under whatever arrangement: the workers know whom to ask first, by which article, and how much."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongzhou.law.instruments import provisions_of
from tongzhou.law.payers import ROLES, Situation, funds, payers

ON = date(2026, 3, 1)


def order(of: Situation, arrears: int | None = None) -> list[tuple[str, str, int | None]]:
    """Return role, duty and what to ask of each, in order."""
    found = payers(of, on=ON, arrears=None if arrears is None else Decimal(arrears))
    assert [each.order for each in found] == list(range(1, len(found) + 1))
    return [(each.role, each.duty, None if each.ask is None else int(each.ask)) for each in found]


def site(hired_by: Any, **more: Any) -> Situation:
    """Return a debt on a building site."""
    return Situation("construction", hired_by, **more)


def test_a_subcontractor_owes_and_the_contractor_pays_first_and_recovers() -> None:
    first, second = payers(site("subcontractor"), on=ON, arrears=Decimal(90000))
    assert (first.role, first.duty, first.recovers_from, first.ask) == ("contractor", "first", ("subcontractor",), 90000)  # fmt: skip
    assert [str(each) for each in first.basis] == ["《保障农民工工资支付条例》第三十条第三款"]
    assert (second.role, second.duty, second.ask) == ("subcontractor", "direct", None)


def test_an_owner_that_did_not_pay_the_works_advances_up_to_the_unsettled_price() -> None:
    short = site("subcontractor", owner_unpaid=True, unsettled=Decimal(60000))
    assert order(short, 90000) == [
        ("owner", "advance", 60000),
        ("contractor", "first", 30000),
        ("subcontractor", "direct", None),
    ]
    owner = payers(short, on=ON)[0]
    assert owner.limit is not None
    assert (owner.limit.zh, owner.most) == ("以未结清的工程款为限", 60000)
    ample = site("subcontractor", owner_unpaid=True, unsettled=Decimal(100000))
    assert order(ample, 90000)[:2] == [("owner", "advance", 90000), ("contractor", "first", None)]
    unknown = site("subcontractor", owner_unpaid=True)
    assert order(unknown, 90000)[:2] == [("owner", "advance", None), ("contractor", "first", 90000)]
    settled = site("contractor", owner_unpaid=True, unsettled=Decimal(0))
    assert order(settled, 90000) == [("owner", "advance", 0), ("contractor", "direct", 90000)]


def test_a_project_passed_on_is_paid_by_the_contractor_first() -> None:
    assert order(site("transferee"), 5) == [("contractor", "first", 5), ("transferee", "direct", None)]  # fmt: skip


@pytest.mark.parametrize(
    ("awarded_by", "expected"),
    [
        ("owner", [("owner", "first"), ("unqualified", "direct")]),
        ("contractor", [("contractor", "first"), ("unqualified", "direct")]),
        ("subcontractor", [("contractor", "first"), ("subcontractor", "direct"), ("unqualified", "jointly")]),
    ],
)  # fmt: skip
def test_who_gave_work_to_a_person_without_standing_pays(
    awarded_by: Any, expected: list[tuple[str, str]]
) -> None:
    found = order(site("unqualified", awarded_by=awarded_by))
    assert [(role, duty) for role, duty, _ in found] == expected


def test_a_lent_name_and_an_unlawful_project_put_their_owners_first() -> None:
    lent = payers(site("subcontractor", name_lent=True), on=ON)
    assert (lent[0].role, lent[0].recovers_from) == ("lender", ("borrower",))
    assert "第三十六条第二款" in str(lent[0].basis[0])
    unlawful = order(site("subcontractor", project_unlawful=True, owner_unpaid=True, unsettled=Decimal(1)), 10)  # fmt: skip
    assert unlawful[0] == (
        "owner",
        "first",
        10,
    )  # in full: the limit of the advance is not for this case
    assert [role for role, _, _ in unlawful].count("owner") == 1


def test_the_contractor_that_hired_pays_as_the_employer() -> None:
    assert order(site("contractor"), 7) == [("contractor", "direct", 7)]


def test_dispatch_with_and_without_a_licence() -> None:
    assert order(Situation("dispatch", dispatcher_unlicensed=True), 9) == [("user", "first", 9), ("dispatcher", "direct", None)]  # fmt: skip
    assert order(Situation("dispatch"), 9) == [("dispatcher", "direct", 9), ("user", "jointly", None)]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "expected", "basis"),
    [
        ({}, [("employer", "direct")], "第十六条"),
        ({"unlimited": True}, [("employer", "direct"), ("investor", "then")], "第二十条"),
        ({"unregistered": True}, [("employer", "direct"), ("investor", "then")], "第九十三条"),
        ({"dissolved": True}, [("employer", "direct"), ("investor", "then")], "第二十二条第二款"),
        ({"merged": True}, [("employer", "direct")], "第二十一条"),
        ({"merged": True, "successor_agreed": True}, [("successor", "first"), ("employer", "direct")], "第二十一条"),
        ({"contracted_out": True}, [("commissioner", "jointly"), ("unqualified", "direct")], "第九十四条"),
        ({"name_lent": True}, [("lender", "first")], "第十九条第二款"),
    ],
)  # fmt: skip
def test_ordinary_employers(
    facts: dict[str, bool], expected: list[tuple[str, str]], basis: str
) -> None:
    found = payers(Situation(**facts), on=ON)
    assert [(each.role, each.duty) for each in found] == expected
    assert any(basis in str(cited) for each in found for cited in each.basis)


def test_before_the_regulation_the_employer_alone_pays() -> None:
    (only,) = payers(site("subcontractor", owner_unpaid=True), on=date(2020, 4, 30))
    assert (only.role, str(only.basis[0])) == ("employer", "《劳动合同法》第三十条")
    assert len(payers(site("subcontractor"), on=date(2020, 5, 1))) == 2


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"setting": "construction"}, "须写明由谁招用"),
        ({"setting": "construction", "hired_by": "unqualified"}, "由谁发包"),
        ({"unsettled": Decimal(-1)}, "不得为负数"),
        ({"owner_unpaid": True}, "只用于工程建设领域"),
        ({"project_unlawful": True}, "只用于工程建设领域"),
    ],
)
def test_facts_that_do_not_fit_are_refused(facts: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Situation(**facts)


def test_money_set_aside_is_looked_for_in_its_order() -> None:
    assert [each.code for each in funds(site("contractor"))] == ["account", "deposit", "emergency"]
    assert [each.code for each in funds(Situation())] == ["emergency"]


@given(
    st.builds(
        Situation,
        setting=st.just("construction"),
        hired_by=st.sampled_from(["contractor", "subcontractor", "transferee", "unqualified"]),
        awarded_by=st.sampled_from(["owner", "contractor", "subcontractor"]),
        owner_unpaid=st.booleans(),
        unsettled=st.none() | st.decimals(0, 10**6, places=2),
        name_lent=st.booleans(),
        project_unlawful=st.booleans(),
    ),
    st.decimals("0.01", 10**6, places=2),
)
def test_whatever_the_arrangement_the_whole_debt_is_asked_for_once(
    of: Situation, arrears: Decimal
) -> None:
    found = payers(of, on=ON, arrears=arrears)
    assert sum(each.ask or 0 for each in found) == arrears
    assert len({(each.role, each.duty) for each in found}) == len(found)
    for each in found:
        assert each.role in ROLES
        assert all(any(True for _ in provisions_of(cited)) for cited in each.basis)
        assert each.most is None or each.ask is None or each.ask <= each.most
        json.dumps(each.as_json())
