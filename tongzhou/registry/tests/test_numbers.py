"""Numbers of employers and people, against python-stdnum as the second opinion."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from tongzhou.registry import credit_code, identity

from .conftest import TODAY

digits = st.text("0123456789", min_size=6, max_size=6)
registrars = st.sampled_from(sorted(c for c in credit_code.REGISTRARS if c.isdigit()))
organisations = st.text(credit_code.ALPHABET, min_size=9, max_size=9)
births = st.dates(date(1900, 1, 1), TODAY)
serials = st.text("0123456789", min_size=3, max_size=3)


def numbered(region: str, born: date, serial: str) -> str:
    seventeen = f"{region}{born:%Y%m%d}{serial}"
    return seventeen + identity.check_character(seventeen)


def oracle_takes(number: str) -> bool | None:
    """What the other library says, or None where its table of counties fails it (a KeyError)."""
    try:
        return ric.is_valid(number)
    except KeyError:
        return None


@given(registrars, digits, organisations)
def test_both_checks_agree_about_every_right_credit_code(first: str, six: str, nine: str) -> None:
    seventeen = first + "1" + six + nine
    code = seventeen + credit_code.check_character(seventeen)
    assert credit_code.is_valid(code)
    assert uscc.is_valid(code)


@given(registrars, digits, organisations, st.sampled_from(credit_code.ALPHABET))
def test_both_checks_agree_about_the_last_character(
    first: str, six: str, nine: str, last: str
) -> None:
    code = first + "1" + six + nine + last
    assert credit_code.is_valid(code) == uscc.is_valid(code)


@given(registrars, digits, organisations, st.integers(0, 17), st.sampled_from("0123456789"))
def test_one_miscopied_digit_never_passes(
    first: str, six: str, nine: str, place: int, digit: str
) -> None:
    seventeen = first + "1" + six + nine
    code = seventeen + credit_code.check_character(seventeen)
    spoilt = code[:place] + digit + code[place + 1 :]
    assert credit_code.is_valid(spoilt) == (spoilt == code)


def test_a_herders_cooperative_registered_by_agriculture_has_a_credit_code() -> None:
    seventeen = "N2150221MF1234567"
    code = seventeen + credit_code.check_character(seventeen)
    assert credit_code.check(f" {code[:6]}-{code[6:].lower()} ") == code


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("91150200", "现为8位"),
        ("9115020I114110301K", "“I”"),
        ("01150200114110301K", "前8位"),
        ("911502001141103010", "校验位不符"),
    ],
)
def test_the_clerk_is_told_what_is_wrong_with_a_credit_code(wrong: str, said: str) -> None:
    with pytest.raises(credit_code.NotACreditCode, match=said):
        credit_code.check(wrong)


@given(digits, births, serials)
def test_a_number_with_a_date_and_a_right_last_character_is_taken(
    region: str, born: date, serial: str
) -> None:
    number = numbered(region, born, serial)
    assert identity.check(number, on=TODAY) == number
    assert identity.born_on(number) == born


@given(digits, births, serials, st.sampled_from("0123456789X"))
def test_whatever_the_other_library_takes_we_take(
    region: str, born: date, serial: str, last: str
) -> None:
    number = f"{region}{born:%Y%m%d}{serial}{last}"
    if oracle_takes(number):
        assert identity.is_valid(number, on=TODAY)
    if not identity.is_valid(number, on=TODAY):
        assert not oracle_takes(number)


@pytest.mark.parametrize("region", ["150110", "150199", "152901", "152909"])
def test_a_county_the_other_library_stumbles_over_is_only_a_warning_here(region: str) -> None:
    number = numbered(region, date(1990, 5, 20), "012")
    assert oracle_takes(number) is None
    assert identity.is_valid(number, on=TODAY)
    assert identity.warnings_for(number, known_counties=frozenset({"150221"})) != []


def test_a_number_of_a_known_county_and_a_residence_permit_bring_no_warning() -> None:
    known = frozenset({"150221"})
    assert identity.warnings_for(numbered("150221", TODAY, "001"), known_counties=known) == []
    assert identity.warnings_for(numbered("810000", TODAY, "001"), known_counties=known) == []
    assert identity.warnings_for(numbered("160000", TODAY, "001"), known_counties=known) != []


@given(births, st.integers(0, 16), st.sampled_from("0123456789"))
def test_one_miscopied_digit_of_an_identity_number_never_passes(
    born: date, place: int, digit: str
) -> None:
    number = numbered("150221", born, "012")
    spoilt = number[:place] + digit + number[place + 1 :]
    assert identity.is_valid(spoilt, on=TODAY) == (spoilt == number)


def test_nobody_is_born_tomorrow() -> None:
    number = numbered("150221", TODAY + timedelta(days=1), "012")
    with pytest.raises(identity.NotAnIdentityNumber, match="出生日期"):
        identity.check(number, on=TODAY)
    assert identity.is_valid(number, on=TODAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("150221900520012", "旧的15位"),
        ("15022119900520", "17位数字"),
        ("١٥٠٢٢١١٩٩٠٠٥٢٠٠١٢٣", "17位数字"),
        ("150221199002300123", "出生日期"),
        ("150221189912310123", "出生日期"),
    ],
)
def test_the_clerk_is_told_what_is_wrong_with_an_identity_number(wrong: str, said: str) -> None:
    with pytest.raises(identity.NotAnIdentityNumber, match=said):
        identity.check(wrong, on=TODAY)


@given(st.text("0123456789", min_size=17, max_size=17))
def test_the_sum_by_division_is_the_sum_by_characters(seventeen: str) -> None:
    by_characters = sum(int(c) * w for c, w in zip(seventeen, identity.WEIGHTS, strict=True))
    assert identity.weighted_sum(int(seventeen)) == by_characters


@pytest.mark.parametrize(
    "written", ["13800000001", " 138-0000 0001", "+8613800000001", "１３８00000001"]
)
def test_a_phone_is_kept_one_way_however_it_is_written(written: str) -> None:
    assert identity.check_phone(written) == "13800000001"


@pytest.mark.parametrize("wrong", ["", "1380000000", "23800000001", "138000000011", "手机"])
def test_what_is_no_phone_is_refused(wrong: str) -> None:
    with pytest.raises(identity.NotAPhone, match="11位"):
        identity.check_phone(wrong)
