"""密封 — personal data at rest: sealed, matched without being opened, masked on the screen.

Sealed with SM4-GCM (a column at once: `sealing_many`), matched by HMAC-SM3, an identity number by one block of SM4;
all keys are derived (HKDF) from the one setting `FIELD_KEY`, so none opens what another has sealed. 个人信息保护法 51: 加密、去标识化.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from . import sealing_many

NONCE, TAG = 12, 16  # bytes
MANY = "~"  # between the name of the key and a value that was sealed with many others
MASK = "*"


class CannotOpen(Exception):
    """A sealed value was sealed with another key, for another column, or was changed."""

    def __init__(self) -> None:
        super().__init__("密封的个人信息无法打开：密钥（TONGZHOU_FIELD_KEY）不符或数据已被改动。")


@dataclass(frozen=True)
class _Keys:
    seal: bytes
    match: bytes
    many: bytes  # enciphers a batch; the key of its MAC is made for each column
    number: bytes  # makes the pseudonym of an identity number
    name: str  # tells which key sealed a value, without giving it away


@lru_cache(maxsize=4)
def _keys(secret: str) -> _Keys:
    def derive(purpose: bytes, length: int) -> bytes:
        kdf = HKDF(algorithm=hashes.SM3(), length=length, salt=b"tongzhou", info=purpose)
        return kdf.derive(secret.encode())

    return _Keys(
        derive(b"seal", 16),
        derive(b"match", 32),
        derive(b"seal many", 16),
        derive(b"identity number", 16),
        derive(b"name", 3).hex(),
    )


@lru_cache(maxsize=64)
def _mac_key(secret: str, place: str) -> bytes:
    """Return the key that authenticates a batch for one column: what is copied elsewhere does not open there."""
    info = b"seal many, mac " + place.encode()
    kdf = HKDF(algorithm=hashes.SM3(), length=16, salt=b"tongzhou", info=info)
    return kdf.derive(secret.encode())


def seal(text: str, *, place: str) -> str:
    """Seal a text for one place (a column); the same text never seals to the same value.

    Returns "<key name>.<base64>", in ASCII. `place` is bound in: a value copied to another column
    does not open there.
    """
    return seal_bytes(text.encode(), place=place)


def unseal(token: str, *, place: str) -> str:
    """Open what `seal` gave for the same place. Raises CannotOpen."""
    if MANY in token:
        return _unsealed_of_many(token, place)
    return unseal_bytes(token, place=place).decode()


def seal_bytes(content: bytes, *, place: str) -> str:
    """Seal what is no text, as `seal` does."""
    keys = _keys(settings.FIELD_KEY)
    nonce = os.urandom(NONCE)
    cipher = Cipher(algorithms.SM4(keys.seal), modes.GCM(nonce)).encryptor()
    cipher.authenticate_additional_data(place.encode())
    body = cipher.update(content) + cipher.finalize()
    return f"{keys.name}.{base64.urlsafe_b64encode(nonce + body + cipher.tag).decode()}"


def unseal_bytes(token: str, *, place: str) -> bytes:
    """Open what `seal_bytes` or `seal` gave for the same place. Raises CannotOpen."""
    keys = _keys(settings.FIELD_KEY)
    name, _, rest = token.partition(".")
    try:
        raw = base64.urlsafe_b64decode(rest)
        if name != keys.name or len(raw) < NONCE + TAG:
            raise CannotOpen
        nonce, body, tag = raw[:NONCE], raw[NONCE:-TAG], raw[-TAG:]
        cipher = Cipher(algorithms.SM4(keys.seal), modes.GCM(nonce, tag)).decryptor()
        cipher.authenticate_additional_data(place.encode())
        return cipher.update(body) + cipher.finalize()
    except (ValueError, InvalidTag) as error:
        raise CannotOpen from error


def seal_all(texts: Sequence[str], *, place: str) -> list[str]:
    """Seal a column of texts at once, each to be opened by itself with `unseal`; "" stays empty."""
    keys = _keys(settings.FIELD_KEY)
    sealed = sealing_many.seal_batch(
        [text.encode() for text in texts], cipher=keys.many, mac=_mac_key(settings.FIELD_KEY, place)
    )
    begins = keys.name + MANY
    return [begins + one if text else "" for one, text in zip(sealed, texts, strict=True)]


def _unsealed_of_many(token: str, place: str) -> str:
    keys = _keys(settings.FIELD_KEY)
    name, _, rest = token.partition(MANY)
    try:
        if name != keys.name:
            raise CannotOpen
        mac = _mac_key(settings.FIELD_KEY, place)
        return sealing_many.open_one(rest, cipher=keys.many, mac=mac).decode()
    except ValueError as error:
        raise CannotOpen from error


def pseudonyms(numbers: Sequence[str]) -> list[str]:
    """Return what identity numbers are found by, 32 hex digits each: a permutation of the number under a key of its own.

    Takes numbers of GB 11643 as they are kept, seventeen digits and a digit or X. Raises ValueError for others.
    """
    return pseudonyms_of([_as_one(n) for n in numbers])


def pseudonyms_of(wholes: Sequence[int]) -> list[str]:
    """Return the pseudonyms of numbers that are whole numbers already: the seventeen digits times eleven, and the place of the last character."""
    return sealing_many.pseudonyms(wholes, key=_keys(settings.FIELD_KEY).number)


def _as_one(number: str) -> int:
    if len(number) != 18 or not number.isascii():
        raise ValueError("not an identity number")
    return int(number[:17]) * 11 + "0123456789X".index(number[17])


def keyed_hash(text: str, *, place: str) -> str:
    """Return 64 hex digits that are equal for equal texts of one kind, and say nothing else."""
    mac = hmac.HMAC(_keys(settings.FIELD_KEY).match, hashes.SM3())
    mac.update(f"{place}\0{text}".encode())
    return mac.finalize().hex()


def mask_id_number(number: str) -> str:
    """Return an identity number as a screen may show it: 150***********0012, no birth date."""
    if len(number) < 10:
        return MASK * len(number)
    # 外国人永久居留身份证 of the older make has the day of birth just before its last two.
    end = 2 if len(number) == 15 and number[:3].isalpha() else 4
    return number[:3] + MASK * (len(number) - 3 - end) + number[-end:]


def mask_phone(phone: str) -> str:
    """Return a phone number with its middle hidden: 138****5678."""
    if len(phone) < 8:
        return MASK * len(phone)
    return phone[:3] + MASK * (len(phone) - 7) + phone[-4:]


def mask_name(name: str) -> str:
    """Return a name with all but its first character hidden, for public pages."""
    return name[:1] + MASK * min(max(len(name) - 1, 0), 2)
