"""结果 — what a calculation answers: the amount, its items, every step with its article, and what is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from tongzhou.law.amounts import Amount
from tongzhou.law.articles import Article
from tongzhou.law.claims.words import Note, Text, money, plainly


@dataclass(frozen=True)
class Item:
    """One claim item, in yuan. `gross` is owed by law; `amount` is left after payments and the claim.

    `verified` is false where the item rests on a figure that nobody compared with the official text.
    """

    code: str
    label: Text
    gross: Decimal
    amount: Decimal
    paid: Decimal = Decimal(0)
    limited_by_claim: bool = False
    verified: bool = True

    def as_json(self) -> dict[str, Any]:
        """Return the item in plain types; amounts are strings with two decimals."""
        return {
            "code": self.code,
            "label": self.label.zh,
            "label_en": self.label.en,
            "amount": money(self.amount),
            "gross": money(self.gross),
            "paid": money(self.paid),
            "limited_by_claim": self.limited_by_claim,
            "verified": self.verified,
        }


@dataclass(frozen=True)
class Step:
    """One line of the reckoning: what, the sum with its numbers, what came out, and why."""

    what: Text
    formula: str
    value: Text
    articles: tuple[Article, ...] = ()
    parameters: tuple[Amount, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the step in plain types."""
        return {
            "what": self.what.zh,
            "what_en": self.what.en,
            "formula": self.formula,
            "value": self.value.zh,
            "value_en": self.value.en,
            "articles": [str(each) for each in self.articles],
            "parameters": [each.as_json() for each in self.parameters],
        }


@dataclass(frozen=True)
class Taken:
    """Which option was taken where localities differ, and whether anybody chose it."""

    name: str
    question: Text
    option: str
    meaning: Text
    is_default: bool

    def as_json(self) -> dict[str, Any]:
        """Return the choice in plain types."""
        return {
            "name": self.name,
            "question": self.question.as_json(),
            "option": self.option,
            "meaning": self.meaning.as_json(),
            "default": self.is_default,
        }


@dataclass(frozen=True)
class Result:
    """The answer of a calculator. `amount` is None where the answer is no sum of money.

    `facts` are the answers peculiar to a kind (months, base, daily …), named in its documentation.
    """

    kind: str
    on: date
    amount: Decimal | None
    gross: Decimal | None
    limited_by_claim: bool
    items: tuple[Item, ...]
    steps: tuple[Step, ...]
    cites: tuple[Article, ...]
    choices: tuple[Taken, ...] = ()
    assumptions: tuple[Text, ...] = ()
    warnings: tuple[Note, ...] = ()
    decisions: tuple[Note, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    inputs: Mapping[str, Any] = field(default_factory=dict)
    calendar: str = ""

    @property
    def unverified(self) -> Decimal:
        """Return how much of the amount rests on figures nobody has checked."""
        return sum((item.amount for item in self.items if not item.verified), Decimal(0))

    def as_json(self) -> dict[str, Any]:
        """Return everything in plain types, money as strings with two decimals."""
        return {
            "kind": self.kind,
            "on": self.on.isoformat(),
            "amount": None if self.amount is None else money(self.amount),
            "gross": None if self.gross is None else money(self.gross),
            "limited_by_claim": self.limited_by_claim,
            "unverified_amount": money(self.unverified),
            **{name: plainly(value) for name, value in self.facts.items()},
            "items": [each.as_json() for each in self.items],
            "steps": [each.as_json() for each in self.steps],
            "cites": [str(each) for each in self.cites],
            "choices": [each.as_json() for each in self.choices],
            "assumptions": [each.as_json() for each in self.assumptions],
            "warnings": [each.as_json() for each in self.warnings],
            "decisions": [each.as_json() for each in self.decisions],
            "inputs": plainly(self.inputs),
            "calendar": self.calendar,
        }
