"""公民身份号码、手机号 — the identity number of a person, and the phone. GB 11643-1999.

Only the date and the check character can make a number wrong. The region is the one where the
number was first given; counties are renamed and redrawn for seventy years, so a region that is
not known is a warning (see `warnings_for`) and never a refusal.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

from . import codes

LENGTH = 18
WEIGHTS = tuple(pow(2, LENGTH - 1 - place, 11) for place in range(LENGTH - 1))
CHECK_CHARACTERS = "10X98765432"  # by the weighted sum modulo 11
EARLIEST_BIRTH = 1900
MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
# 81 Hong Kong, 82 Macao, 83 Taiwan: residence permits; 9: permanent residence of foreigners.
OTHER_ISSUERS = ("81", "82", "83", "9")
# 省级代码 of GB/T 2260.
PROVINCES = frozenset(
    {
        11,
        12,
        13,
        14,
        15,
        21,
        22,
        23,
        31,
        32,
        33,
        34,
        35,
        36,
        37,
        41,
        42,
        43,
        44,
        45,
        46,
        50,
        51,
        52,
        53,
        54,
        61,
        62,
        63,
        64,
        65,
        71,
    }
)


class NotAnIdentityNumber(ValueError):
    """What was given cannot be an identity number; the message says what to look at."""


class NotAPhone(ValueError):
    """What was given is not a mobile phone number."""

    def __init__(self) -> None:
        super().__init__("请填写11位手机号码。")


def tidy(number: str) -> str:
    """Return a number as it is kept: half width, X in upper case, without spaces."""
    return "".join(unicodedata.normalize("NFKC", number).upper().split())


def weighted_sum(seventeen: Any) -> Any:
    """Return the weighted sum of seventeen digits read as one whole number.

    Only `//`, `%`, `*` and `+` are used, so that a column of a million numbers is summed by the
    same expression as one number.
    """
    total = seventeen // 10**16 * WEIGHTS[0]
    for place in range(1, LENGTH - 1):
        total = total + seventeen // 10 ** (LENGTH - 2 - place) % 10 * WEIGHTS[place]
    return total


def check_character(seventeen: str) -> str:
    """Return the eighteenth character for the first seventeen digits."""
    return CHECK_CHARACTERS[weighted_sum(int(seventeen)) % 11]


def check(number: str, *, on: date) -> str:
    """Return the number as it is kept. Raises NotAnIdentityNumber with a sentence for the officer.

    `on` is the day of asking: nobody is born after it.
    """
    number = tidy(number)
    if len(number) == 15 and number.isdigit():
        raise NotAnIdentityNumber("这是旧的15位号码，请填写居民身份证上的18位号码。")
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise NotAnIdentityNumber("身份证号码应为17位数字加1位校验码（数字或X），请对照证件核对。")
    born = born_on(number)
    if born is None or born.year < EARLIEST_BIRTH or born > on:
        raise NotAnIdentityNumber("身份证号码中的出生日期有误，请核对第7至14位。")
    if check_character(number[:-1]) != number[-1]:
        raise NotAnIdentityNumber("身份证号码的校验位不符，可能有一位抄错，请对照证件逐位核对。")
    return number


def is_valid(number: str, *, on: date) -> bool:
    """Say whether a number, as it is kept, can be an identity number."""
    try:
        return check(number, on=on) == number
    except NotAnIdentityNumber:
        return False


def born_on(number: str) -> date | None:
    """Return the date of birth in a number, or None if its digits are no date."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def is_woman(number: str) -> bool | None:
    """Say by the seventeenth digit, even for women, whether a number is that of a woman; None if it is no digit."""
    digit = number[16:17]
    return int(digit) % 2 == 0 if digit.isascii() and digit.isdigit() else None


def warnings_for(number: str, *, known_counties: frozenset[str] = frozenset()) -> list[str]:
    """Return what is unusual about a valid number, as sentences; none of it makes it wrong.

    `known_counties` are the six-digit codes in force in our own region (prefix "15").
    """
    if number.startswith(OTHER_ISSUERS):
        return []
    if int(number[:2]) not in PROVINCES:
        return ["身份证号码的前2位不是现行省级代码，请留意核对证件。"]
    ours = {code[: codes.LENGTHS[codes.PROVINCE]] for code in known_counties}
    if number[:2] in ours and number[:6] not in known_counties:
        return ["身份证号码的前6位不是现行旗县代码，可能因区划调整，请留意核对证件。"]
    return []


def check_phone(phone: str) -> str:
    """Return a mobile number as it is kept: eleven digits. Raises NotAPhone."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", phone) if c not in " -()")
    plain = plain.removeprefix("+86") if plain.startswith("+") else plain
    if not MOBILE.fullmatch(plain):
        raise NotAPhone
    return plain
