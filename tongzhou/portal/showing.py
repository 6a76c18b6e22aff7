"""The result of a calculation as a page says it: in one language, with each article and each dated amount."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language

from tongzhou.law.amounts import Amount
from tongzhou.law.claims import KINDS, Result, Step
from tongzhou.law.claims.words import Note

LEFT = ("end", "left", "to", "served_until")  # inputs on which the year of limitation usually hangs


def language() -> str:
    """Return `en` or `zh`, as the reader chose."""
    return "en" if (get_language() or "").startswith("en") else "zh"


@dataclass(frozen=True)
class Shown:
    """A result in the words of one language."""

    title: str
    amount: Decimal | None
    gross: Decimal | None
    is_less: bool
    unverified: Decimal
    facts: list[tuple[str, Any]]
    items: list[tuple[str, Decimal]]
    monthly: list[tuple[str, Decimal]]
    findings: list[dict[str, Any]]
    steps: list[dict[str, Any]]
    choices: list[tuple[str, str]]
    assumptions: list[str]
    warnings: list[str]
    decisions: list[str]
    since: date | None


def shown(result: Result, lang: str) -> Shown:
    """Return the result in `zh` or `en`."""
    facts = result.facts
    english = lang == "en"
    return Shown(
        KINDS[result.kind].words(lang)[0],
        result.amount,
        result.gross,
        result.amount != result.gross,
        result.unverified,
        _facts(result, lang),
        [(capfirst(item.label.of(lang)), item.amount) for item in result.items],
        [
            (capfirst(each["label_en" if english else "label"]), Decimal(each["amount"]))
            for each in facts.get("monthly", ())
        ],
        [
            {**each, "label": each["label_en" if english else "label"]}
            for each in facts.get("findings", ())
        ],
        [_step(step, lang) for step in result.steps],
        [(capfirst(each.question.of(lang)), each.meaning.of(lang)) for each in result.choices],
        [capfirst(each.of(lang)) for each in result.assumptions],
        _texts(result.warnings, lang),
        _texts(result.decisions, lang),
        next((result.inputs[name] for name in LEFT if result.inputs.get(name)), None),
    )


def _texts(notes: tuple[Note, ...], lang: str) -> list[str]:
    return [capfirst(note.text.of(lang)) for note in notes]


def _facts(result: Result, lang: str) -> list[tuple[str, Any]]:
    """Return the answers beside the amount that are one number or one word."""
    told = result.as_json()
    named = KINDS[result.kind].facts
    plain = [
        (en if lang == "en" else zh, told[name]) for name, zh, en in named if name != "outcome"
    ]
    return [
        (capfirst(label), value) for label, value in plain if value and not isinstance(value, list)
    ]


def _step(step: Step, lang: str) -> dict[str, Any]:
    value = step.value.of(lang)
    return {
        "what": capfirst(step.what.of(lang)),
        "formula": step.formula if step.formula not in ("—", value) else "",
        "value": value,
        "articles": [str(each) for each in step.articles],
        "parameters": [_parameter(each) for each in step.parameters],
    }


def _parameter(found: Amount) -> dict[str, Any]:
    return {
        "label": found.label,
        "value": found.value.normalize() if found.value % 1 else int(found.value),
        "unit": found.unit,
        "since": found.since,
        "verified": found.verified,
    }
