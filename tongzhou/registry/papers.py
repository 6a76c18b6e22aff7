"""证件 — by which papers a person is known here, and what their numbers look like. Terms are those of `Worker.IdKind`. Pure.

居民身份证, 港澳台居民居住证 and, since December 2023, 外国人永久居留身份证 bear numbers of one make (GB 11643): eighteen characters that tell the day of birth and
the sex, and by their beginning the paper. A passport, and 外国人永久居留身份证 of the older make, tell neither. No number is of two makes, so that a number
by itself says of which paper it is: what is found by the hash of a passport's number can't be found by any identity number.
"""

from __future__ import annotations

import re
from datetime import date

from . import identity
from .identity import NotAnIdentityNumber

RESIDENT, HONG_KONG_MACAO_TAIWAN, PERMANENT, PASSPORT = "resident", "hmt", "permanent", "passport"
KINDS = (RESIDENT, HONG_KONG_MACAO_TAIWAN, PERMANENT, PASSPORT)
# As patterns, so that a column of texts is asked by the same words as one text. None looks ahead: the engine of columns can't.
OF_GB_11643 = "^[0-9]{17}[0-9X]$"
# Nationality in three letters, then twelve digits; how its last digit checks the others is published nowhere, so that it is not checked.
OF_OLD_PERMANENT = "^[A-Z]{3}[0-9]{12}$"
OF_PASSPORT = "^[0-9A-Z]{5,20}$"  # and of no other make
# How numbers of GB 11643 begin that are no citizens': 香港 81, 澳门 82, 台湾 83; foreigners 9.
BEGINS = {"81": HONG_KONG_MACAO_TAIWAN, "82": HONG_KONG_MACAO_TAIWAN, "83": HONG_KONG_MACAO_TAIWAN, "9": PERMANENT}  # fmt: skip


def tells(number: str) -> bool:
    """Say whether a number, as it is kept, is of the make that tells birth and sex."""
    return re.fullmatch(OF_GB_11643, number) is not None


def kind_of(number: str) -> str:
    """Return of which paper a number is, as it is kept: one of KINDS."""
    if tells(number):
        return next(
            (kind for begins, kind in BEGINS.items() if number.startswith(begins)), RESIDENT
        )
    return PERMANENT if re.fullmatch(OF_OLD_PERMANENT, number) else PASSPORT


def is_shaped(number: str, kind: str) -> bool:
    """Say whether a number, as it is kept, is of a make that a paper may bear; no more is looked at."""
    if kind == PASSPORT:
        return kind_of(number) == PASSPORT and re.fullmatch(OF_PASSPORT, number) is not None
    return tells(number) or (kind == PERMANENT and kind_of(number) == PERMANENT)


def check(number: str, kind: str, *, on: date) -> str:
    """Return the number of a paper as it is kept. Raises NotAnIdentityNumber with a sentence.

    Which of the three papers bears a number of GB 11643 is told by the number (`kind_of`), whichever of them was named.
    """
    number = identity.tidy(number)
    if kind == PASSPORT:
        return _passport(number)
    if kind == PERMANENT and not tells(number):
        if is_shaped(number, kind):
            return number
        raise NotAnIdentityNumber(
            "外国人永久居留身份证号码应为18位，旧版为3个字母加12位数字，请对照证件核对。"
        )
    try:
        return identity.check(number, on=on)
    except NotAnIdentityNumber as wrong:
        if kind == RESIDENT and re.search("[A-WYZ]", number):
            raise NotAnIdentityNumber(
                f"{wrong}持护照、外国人永久居留身份证的，请选对证件类型。"
            ) from wrong
        raise


def _passport(number: str) -> str:
    if is_shaped(number, PASSPORT):
        return number
    if re.fullmatch(OF_PASSPORT, number):
        raise NotAnIdentityNumber("这是身份证件的号码，不是护照号码，请核对证件类型。")
    raise NotAnIdentityNumber("护照号码应为5至20位字母或数字，请对照证件核对。")
