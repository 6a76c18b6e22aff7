"""Credit codes and identity numbers checked by whole columns, against python-stdnum and against our own word for one."""

from __future__ import annotations

from datetime import date

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import ric, uscc
from stdnum.exceptions import InvalidComponent

from tongzhou.columns import numbers
from tongzhou.registry import credit_code, identity

ON = date(2026, 11, 26)
CODES = st.builds(
    lambda first, digits, rest: (
        f"{first}{digits}{rest}" + credit_code.check_character(f"{first}{digits}{rest}")
    ),
    st.sampled_from(["91", "92", "93", "11", "A1", "Y1"]),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(credit_code.ALPHABET, min_size=9, max_size=9),
)
BORN = st.dates(date(1850, 1, 1), date(2030, 12, 31)).map(lambda day: f"{day:%Y%m%d}")
NOT_BORN = st.sampled_from(["19900230", "19001301", "20230229", "19000229", "00000000", "99999999"])
NUMBERS = st.builds(
    lambda born, order: f"150102{born}{order}" + identity.check_character(f"150102{born}{order}"),
    st.one_of(BORN, NOT_BORN),
    st.text("0123456789", min_size=3, max_size=3),
)
TYPED = st.text("0123456789AXIOZ9é９+- ", min_size=0, max_size=20)


def miswritten(right: st.SearchStrategy[str], alphabet: str) -> st.SearchStrategy[str]:
    """Change one character of what was right."""
    return st.builds(
        lambda code, at, c: code[: at % len(code)] + c + code[at % len(code) + 1 :],
        right,
        st.integers(0, 17),
        st.sampled_from(alphabet),
    )


@given(
    st.lists(
        st.one_of(CODES, miswritten(CODES, credit_code.ALPHABET + "IOSVZ"), TYPED),
        min_size=1,
        max_size=60,
    )
)
@settings(max_examples=60)
def test_a_column_of_credit_codes_is_judged_as_each_of_them(codes: list[str]) -> None:
    right = numbers.credit_codes(pl.Series(codes, dtype=pl.String)).to_list()
    assert right == [credit_code.is_valid(code) for code in codes]
    for code, is_right in zip(codes, right, strict=True):
        if is_right:  # stdnum knows fewer registrars, and agrees about the check character of all
            assert uscc.calc_check_digit(code[:-1]) == code[-1]
            assert code[:2] not in {"91", "92", "93"} or uscc.is_valid(code)


@given(
    st.lists(st.one_of(NUMBERS, miswritten(NUMBERS, "0123456789X"), TYPED), min_size=1, max_size=60)
)
@settings(max_examples=60)
def test_a_column_of_identity_numbers_is_judged_as_each_of_them(given_numbers: list[str]) -> None:
    column = pl.Series(given_numbers, dtype=pl.String)
    right = numbers.identity_numbers(numbers.parts_of(column), on=ON)
    kept = [n if is_right else None for n, is_right in zip(given_numbers, right, strict=True)]
    for number, judged in zip(given_numbers, kept, strict=True):
        assert judged == (number if identity.is_valid(number, on=ON) else None), number
        if len(number) == 18 and number.isascii() and number[:17].isdigit() and judged is None:
            # Then it is the check character or the day, and stdnum finds the same.
            in_time = "19000101" <= number[6:14] <= f"{ON:%Y%m%d}"
            assert (
                ric.calc_check_digit(number) != number[17] or not in_time or not _is_a_day(number)
            )
        if judged:
            assert ric.calc_check_digit(number) == number[17]
            assert _is_a_day(number)


def _is_a_day(number: str) -> bool:
    try:
        ric.get_birth_date(number)
    except InvalidComponent:
        return False
    return True
