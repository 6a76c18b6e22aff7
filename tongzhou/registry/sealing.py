"""密封 — personal data at rest: sealed, matched without being opened, masked on the screen.

Sealed with SM4-GCM, matched by HMAC-SM3; both keys are derived (HKDF) from the one setting
`FIELD_KEY`, so neither opens the other. 个人信息保护法 51: 加密、去标识化.
"""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE, TAG = 12, 16  # bytes
MASK = "*"


class CannotOpen(Exception):
    """A sealed value was sealed with another key, for another column, or was changed."""

    def __init__(self) -> None:
        super().__init__("密封的个人信息无法打开：密钥（TONGZHOU_FIELD_KEY）不符或数据已被改动。")


@dataclass(frozen=True)
class _Keys:
    seal: bytes
    match: bytes
    name: str  # tells which key sealed a value, without giving it away


@lru_cache(maxsize=4)
def _keys(secret: str) -> _Keys:
    def derive(purpose: bytes, length: int) -> bytes:
        kdf = HKDF(algorithm=hashes.SM3(), length=length, salt=b"tongzhou", info=purpose)
        return kdf.derive(secret.encode())

    return _Keys(derive(b"seal", 16), derive(b"match", 32), derive(b"name", 3).hex())


def seal(text: str, *, place: str) -> str:
    """Seal a text for one place (a column); the same text never seals to the same value.

    Returns "<key name>.<base64>", in ASCII. `place` is bound in: a value copied to another column
    does not open there.
    """
    keys = _keys(settings.FIELD_KEY)
    nonce = os.urandom(NONCE)
    cipher = Cipher(algorithms.SM4(keys.seal), modes.GCM(nonce)).encryptor()
    cipher.authenticate_additional_data(place.encode())
    body = cipher.update(text.encode()) + cipher.finalize()
    return f"{keys.name}.{base64.urlsafe_b64encode(nonce + body + cipher.tag).decode()}"


def unseal(token: str, *, place: str) -> str:
    """Open what `seal` gave for the same place. Raises CannotOpen."""
    keys = _keys(settings.FIELD_KEY)
    name, _, rest = token.partition(".")
    try:
        raw = base64.urlsafe_b64decode(rest)
        if name != keys.name or len(raw) < NONCE + TAG:
            raise CannotOpen
        nonce, body, tag = raw[:NONCE], raw[NONCE:-TAG], raw[-TAG:]
        cipher = Cipher(algorithms.SM4(keys.seal), modes.GCM(nonce, tag)).decryptor()
        cipher.authenticate_additional_data(place.encode())
        return (cipher.update(body) + cipher.finalize()).decode()
    except (ValueError, InvalidTag) as error:
        raise CannotOpen from error


def keyed_hash(text: str, *, place: str) -> str:
    """Return 64 hex digits that are equal for equal texts of one kind, and say nothing else."""
    mac = hmac.HMAC(_keys(settings.FIELD_KEY).match, hashes.SM3())
    mac.update(f"{place}\0{text}".encode())
    return mac.finalize().hex()


def mask_id_number(number: str) -> str:
    """Return an identity number as a screen may show it: 150***********0012, no birth date."""
    if len(number) < 10:
        return MASK * len(number)
    return number[:3] + MASK * (len(number) - 7) + number[-4:]


def mask_phone(phone: str) -> str:
    """Return a phone number with its middle hidden: 138****5678."""
    if len(phone) < 8:
        return MASK * len(phone)
    return phone[:3] + MASK * (len(phone) - 7) + phone[-4:]


def mask_name(name: str) -> str:
    """Return a name with all but its first character hidden, for public pages."""
    return name[:1] + MASK * min(max(len(name) - 1, 0), 2)
