"""Reviewed data — tables that officers own, read strictly. A table with a mistake is not read."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

T = TypeVar("T")
DATA = Path(__file__).parent / "data"


class Unfit(ValueError):
    """A reviewed table that may not be used; the message names the file, the entry and the reason."""


def read(path: Path, kind: type[T]) -> T:
    """Read the YAML table at `path` as `kind`.

    Raises `Unfit` for a missing file, a missing or unknown field, or a value of the wrong type.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise Unfit(f"找不到数据表 {path.name}") from None
    return decode(content, kind, named=path.name)


def decode(content: bytes, kind: type[T], *, named: str) -> T:
    """Read the content of a YAML table as `kind`; `named` is what to call it. Raises `Unfit`."""
    try:
        return msgspec.yaml.decode(content, type=kind)
    except msgspec.DecodeError as wrong:
        raise Unfit(f"数据表 {named} 写法有误：{wrong}") from None
