"""规范形式 — one way to write each value as bytes: JSON, keys sorted, no spaces, UTF-8, whole numbers only."""

from __future__ import annotations

import json
from typing import Any


class Disagrees(Exception):
    """The first thing that does not agree: where, and why, in Chinese and English.

    `code` is the same in every verifier; `line` is the number of the line, from 1, and 0 for none.
    """

    def __init__(self, code: str, chinese: str, english: str, line: int = 0) -> None:
        super().__init__(chinese)
        self.code, self.chinese, self.english, self.line = code, chinese, english, line


def encoded(value: Any) -> bytes:
    """Return the canonical bytes of a value of dicts, lists, strings, whole numbers, booleans and None."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def _refuse(_word: str) -> Any:
    raise ValueError("not a whole number")


def _whole(digits: str) -> int:
    if len(digits) > 15:  # every reader of JSON keeps these exactly
        raise ValueError("too large")
    return int(digits)


def decoded(line: bytes, number: int) -> dict[str, Any]:
    """Return the object a line holds. Raises Disagrees where it is not in canonical form."""
    try:
        value = json.loads(
            line.decode("utf-8"), parse_int=_whole, parse_float=_refuse, parse_constant=_refuse
        )
        same = isinstance(value, dict) and encoded(value) + b"\n" == line
    except (ValueError, RecursionError):
        same, value = False, None
    if not same:
        raise Disagrees(
            "form",
            f"第{number}行不是规范形式（JSON、键有序、无空格、UTF-8、换行结尾）",
            f"line {number} is not in canonical form (JSON, sorted keys, no spaces, UTF-8, newline)",
            number,
        )
    found: dict[str, Any] = value
    return found
