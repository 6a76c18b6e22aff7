"""说法 — sentences in both languages of the house, and how numbers stand in them.

This room has no catalogue of translations: what a calculation says, it says in Chinese and English at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from tongzhou.law.bilingual import Text

__all__ = ["BadInput", "Note", "Text", "bare", "cents", "money", "plainly"]

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Note:
    """A warning, or a decision that only a person can take; `code` is stable for machines."""

    code: str
    text: Text

    def as_json(self) -> dict[str, str]:
        """Return code and both languages in plain types."""
        return {"code": self.code, **self.text.as_json()}


class BadInput(ValueError):
    """An input that cannot be used: which one, and what to write instead, in both languages.

    `within` names the row and column where the input is a table.
    """

    def __init__(self, field: str, zh: str, en: str) -> None:
        super().__init__(f"{field}：{zh}")
        self.field = field
        self.zh = f"{field}：{zh}"
        self.en = f"{field}: {en}"

    def in_row(self, table: str, number: int) -> BadInput:
        """Return the same refusal, placed in a row (counted from one) of a table."""
        field = f"{table}[{number}].{self.field}"
        return BadInput(
            field, self.zh.removeprefix(f"{self.field}："), self.en.removeprefix(f"{self.field}: ")
        )

    def of(self, lang: str) -> str:
        """Return the refusal in `zh` or `en`."""
        return self.en if lang == "en" else self.zh


def cents(exact: Decimal) -> Decimal:
    """Return an amount in yuan rounded half-up to 0.01: once, where an item is reported."""
    return exact.quantize(CENT, ROUND_HALF_UP)


def money(value: Decimal) -> str:
    """Write an amount with two decimals: 64000.00."""
    return str(cents(value))


def bare(value: Decimal) -> str:
    """Write a number without idle noughts, at most six decimals: 7.5, 21.75, 34.482759."""
    shown = format(value.quantize(Decimal("0.000001"), ROUND_HALF_UP), "f").rstrip("0").rstrip(".")
    return "0" if shown in ("-0", "") else shown


def plainly(value: object) -> object:
    """Return a value of a calculation in types that JSON knows; numbers become exact strings."""
    if isinstance(value, Decimal):
        return bare(value)
    if isinstance(value, Text):
        return value.as_json()
    if isinstance(value, Mapping):
        return {key: plainly(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plainly(each) for each in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)
