"""证件 — a number by itself says of which paper it is, and the clerk is told where it is none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongzhou.registry import identity, papers, working
from tongzhou.registry.models import Worker

from .conftest import TODAY
from .test_numbers import numbered

OLD_PERMANENT, PASSPORT_NUMBER = "USA110088051201", "E12345678"


@given(st.text("0123456789ABX", min_size=1, max_size=21))
def test_no_number_is_of_two_makes(typed: str) -> None:
    makes = [
        papers.tells(typed),
        papers.kind_of(typed) == papers.PERMANENT and not papers.tells(typed),
        papers.is_shaped(typed, papers.PASSPORT),
    ]
    assert sum(makes) <= 1
    if makes[2]:
        assert papers.kind_of(typed) == papers.PASSPORT


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (numbered("150221", date(1990, 5, 20), "012"), papers.RESIDENT),
        (numbered("810000", date(1990, 5, 20), "012"), papers.HONG_KONG_MACAO_TAIWAN),
        (numbered("820000", date(1990, 5, 20), "012"), papers.HONG_KONG_MACAO_TAIWAN),
        (numbered("830000", date(1990, 5, 20), "012"), papers.HONG_KONG_MACAO_TAIWAN),
        (numbered("915496", date(1990, 5, 20), "012"), papers.PERMANENT),
        (OLD_PERMANENT, papers.PERMANENT),
        (PASSPORT_NUMBER, papers.PASSPORT),
    ],
)
def test_a_number_tells_of_which_paper_it_is(number: str, kind: str) -> None:
    assert papers.kind_of(number) == kind
    assert papers.check(f" {number.lower()} ", kind, on=TODAY) == number
    assert kind in set(Worker.IdKind)


@pytest.mark.parametrize(
    ("kind", "wrong", "said"),
    [
        (papers.PASSPORT, numbered("150221", date(1990, 5, 20), "012"), "不是护照号码"),
        (papers.PASSPORT, OLD_PERMANENT, "不是护照号码"),
        (papers.PASSPORT, "E1", "5至20位"),
        (papers.PASSPORT, "护照12345", "5至20位"),
        (papers.PERMANENT, PASSPORT_NUMBER, "3个字母加12位数字"),
        (papers.PERMANENT, "USA11008805120", "3个字母加12位数字"),
        (papers.RESIDENT, PASSPORT_NUMBER, "请选对证件类型"),
        (papers.RESIDENT, OLD_PERMANENT, "请选对证件类型"),
        (papers.HONG_KONG_MACAO_TAIWAN, "H12345678", "17位数字"),
    ],
)
def test_the_clerk_is_told_that_a_number_is_none_of_the_paper(
    kind: str, wrong: str, said: str
) -> None:
    with pytest.raises(identity.NotAnIdentityNumber, match=said):
        papers.check(wrong, kind, on=TODAY)
    with pytest.raises(ValueError, match=said):
        working.check_number(wrong, Worker.IdKind(kind), on=TODAY)
