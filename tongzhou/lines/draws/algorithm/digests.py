"""摘要 — SM3 (GB/T 32905) and SHA-256, and what is fed to them: tagged, so that no two uses can be confused."""

from __future__ import annotations

import hashlib
from typing import Any

from .canonical import encoded

FORMAT = "tongzhou-draw/1"
NAMES = ("sm3", "sha256")

_MASK = 0xFFFFFFFF
_START = (
    0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E,
)  # fmt: skip


def _rotated(x: int, n: int) -> int:
    n %= 32
    return ((x << n) | (x >> (32 - n))) & _MASK


_TURNS = tuple(_rotated(0x79CC4519 if j < 16 else 0x7A879D8A, j) for j in range(64))


class PlainSm3:
    """SM3 in plain Python, for a Python whose OpenSSL lacks it. The same interface as hashlib's."""

    def __init__(self, data: bytes = b"") -> None:
        self._state: tuple[int, ...] = _START
        self._rest, self._length = b"", 0
        self.update(data)

    def update(self, data: bytes) -> None:
        """Take in more bytes."""
        self._length += len(data)
        data = self._rest + data
        whole = len(data) - len(data) % 64
        for at in range(0, whole, 64):
            self._state = _pressed(self._state, data[at : at + 64])
        self._rest = data[whole:]

    def copy(self) -> PlainSm3:
        """Return another that has taken in the same."""
        twin = PlainSm3()
        twin._state, twin._rest, twin._length = self._state, self._rest, self._length
        return twin

    def digest(self) -> bytes:
        """Return the 32 bytes of the digest of what was taken in so far."""
        end = self.copy()
        zeros = b"\x00" * ((55 - self._length) % 64)
        end.update(b"\x80" + zeros + (self._length * 8).to_bytes(8, "big"))
        return b"".join(word.to_bytes(4, "big") for word in end._state)

    def hexdigest(self) -> str:
        """Return the digest as 64 characters."""
        return self.digest().hex()


def _pressed(state: tuple[int, ...], block: bytes) -> tuple[int, ...]:
    w = [int.from_bytes(block[i : i + 4], "big") for i in range(0, 64, 4)]
    for j in range(16, 68):
        x = w[j - 16] ^ w[j - 9] ^ _rotated(w[j - 3], 15)
        x ^= _rotated(x, 15) ^ _rotated(x, 23)
        w.append(x ^ _rotated(w[j - 13], 7) ^ w[j - 6])
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        twelve = _rotated(a, 12)
        ss1 = _rotated((twelve + e + _TURNS[j]) & _MASK, 7)
        ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
        gg = e ^ f ^ g if j < 16 else (e & f) | (~e & g)
        tt1 = (ff + d + (ss1 ^ twelve) + (w[j] ^ w[j + 4])) & _MASK
        tt2 = (gg + h + ss1 + w[j]) & _MASK
        a, b, c, d = tt1, a, _rotated(b, 9), c
        e, f, g, h = tt2 ^ _rotated(tt2, 9) ^ _rotated(tt2, 17), e, _rotated(f, 19), g
    mixed = (a, b, c, d, e, f, g, h)
    return tuple(x ^ mixed[i] for i, x in enumerate(state))


def hasher(name: str, data: bytes = b"") -> Any:
    """Return a running digest of this name that has taken in `data`. Raises ValueError for any other name."""
    if name not in NAMES:
        raise ValueError(name)
    try:
        return hashlib.new(name, data)
    except ValueError:
        return PlainSm3(data)


def tagged(name: str, *parts: Any) -> str:
    """Return the digest, in hex, of the parts as one canonical list that begins with the format."""
    return str(hasher(name, encoded([FORMAT, *parts])).hexdigest())


def begun(name: str, *parts: Any) -> Any:
    """Return a running digest that has taken in the tagged parts and an end of line; bytes may follow.

    A canonical list holds no end of line, so what follows cannot be taken for part of it.
    """
    return hasher(name, encoded([FORMAT, *parts]) + b"\n")
