"""计算底稿 — the sheet on which a calculator writes its steps, and the kinds of calculator.

A calculator reads its answers, writes steps and items, and asks the sheet for the result. The sheet rounds
each item once, half-up to 0.01, takes off what was paid, and stops at what was claimed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from tongzhou.law.amounts import Amount, NotRecorded, amount
from tongzhou.law.articles import Article
from tongzhou.law.calendar import Calendar
from tongzhou.law.claims.choices import Choice
from tongzhou.law.claims.inputs import Given, Input
from tongzhou.law.claims.result import Item, Result, Step, Taken
from tongzhou.law.claims.words import Note, Text, bare, cents

NOTHING = Decimal(0)


@dataclass
class Sheet:
    """The working paper of one calculation, on a day, by a calendar."""

    kind: str
    given: Given
    on: date
    calendar: Calendar
    steps: list[Step] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    assumptions: list[Text] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)
    decisions: list[Note] = field(default_factory=list)

    def step(
        self,
        what: Text,
        formula: str,
        value: Decimal | str | Text,
        *cites: Article,
        parameters: tuple[Amount | None, ...] = (),
    ) -> None:
        """Write down one step; the formula is numbers and signs, so that it reads in any language."""
        plain = bare(value) if isinstance(value, Decimal) else value
        said = plain if isinstance(plain, Text) else Text(plain, plain)
        known = tuple(each for each in parameters if each)
        self.steps.append(Step(what, formula, said, cites, known))

    def warn(self, code: str, zh: str, en: str) -> None:
        """Warn the reader, once for each code and sentence."""
        self._note(self.warnings, Note(code, Text(zh, en)))

    def decide(self, code: str, zh: str, en: str) -> None:
        """Leave a decision to a person."""
        self._note(self.decisions, Note(code, Text(zh, en)))

    def assume(self, zh: str, en: str) -> None:
        """State what was taken for granted."""
        if Text(zh, en) not in self.assumptions:
            self.assumptions.append(Text(zh, en))

    @staticmethod
    def _note(notes: list[Note], note: Note) -> None:
        if note not in notes:
            notes.append(note)

    def chosen(self, choice: Choice) -> str:
        """Return the option taken where localities differ, and put it on record."""
        option: str = self.given[choice.name]
        taken = Taken(
            choice.name,
            choice.question,
            option,
            choice.options[option],
            choice.name not in self.given.stated,
        )
        if taken not in self.taken:
            self.taken.append(taken)
        return option

    def parameter(self, name: str, *, on: date, region: str = "", key: str = "") -> Amount:
        """Return a dated amount of law; warn if nobody compared it with the official text.

        Raises `NotRecorded` or `ValueError` as `amount` does.
        """
        found = amount(name, on=on, region=region, key=key)
        self.rely_on(found)
        return found

    def rely_on(self, found: Amount) -> None:
        """Warn if a dated amount that decides something was never compared with the official text."""
        if not found.verified:
            self.warn(
                "unverified_parameter",
                f"“{found.label}”{bare(found.value)}{found.unit}（{found.since} 起，{found.source}）"
                "尚未与原文核对，结果只供参考，须由人核对后采用",
                f"{found.name} = {bare(found.value)} (from {found.since}) has not been compared with "
                "the official text; a person must confirm it before the result is relied on",
            )

    def known(self, name: str, *, on: date, region: str = "", key: str = "") -> Amount | None:
        """Return a dated amount, or None with a warning that says what has to be supplied."""
        try:
            return self.parameter(name, on=on, region=region, key=key)
        except NotRecorded as unknown:
            self.warn(
                "parameter_missing",
                f"缺少标准：{unknown.args[0]}",
                f"no value recorded for {name} on {on}; it must be supplied by a person",
            )
            return None

    def item(
        self,
        code: str,
        label: Text,
        exact: Decimal,
        *,
        paid: Decimal | None = None,
        verified: bool | None = None,
    ) -> Decimal:
        """Add a claim item: round it, take off what was paid. Return what the law gives, rounded.

        Unless `verified` says otherwise, an item is unverified as soon as a step before it is.
        """
        gross = cents(max(exact, NOTHING))
        done = min(gross, cents(paid or NOTHING))
        if paid and cents(paid) > gross:
            self.warn(
                "paid_more",
                f"已付 {cents(paid)} 元多于应付 {gross} 元，本项不再应付",
                f"{cents(paid)} yuan was paid, more than the {gross} owed; nothing is left of this item",
            )
        sure = self._is_sure() if verified is None else verified
        self.items.append(Item(code, label, gross, gross - done, done, verified=sure))
        return gross

    def _is_sure(self) -> bool:
        return all(each.verified for step in self.steps for each in step.parameters)

    def pay_off(self, paid: Decimal | None) -> None:
        """Take one payment off the items in their order."""
        left = cents(paid or NOTHING)
        for place, item in enumerate(self.items):
            part = min(item.amount, left)
            left -= part
            self.items[place] = replace(item, amount=item.amount - part, paid=item.paid + part)
        if left > 0:
            self.warn(
                "paid_more",
                f"已付款比应付合计多 {left} 元",
                f"{left} yuan more was paid than is owed in all",
            )

    def result(self, *, is_money: bool = True, **facts: Any) -> Result:
        """Return the result: what the items come to, but no more than was claimed (`claimed`)."""
        limited = is_money and self._limit(self.given.get("claimed"))
        total = sum((item.amount for item in self.items), NOTHING)
        gross = sum((item.gross for item in self.items), NOTHING)
        cites = dict.fromkeys(each for step in self.steps for each in step.articles)
        shown = {name: value for name, value in self.given.items() if value is not None}
        return Result(
            self.kind,
            self.on,
            cents(total) if is_money else None,
            cents(gross) if is_money else None,
            limited,
            tuple(self.items),
            tuple(self.steps),
            tuple(cites),
            tuple(self.taken),
            tuple(self.assumptions),
            tuple(self.warnings),
            tuple(self.decisions),
            facts,
            shown,
            self.calendar.version,
        )

    def _limit(self, claimed: Decimal | None) -> bool:
        """Cut the items, the last first, until they come to no more than was claimed."""
        if claimed is None:
            return False
        over = sum((item.amount for item in self.items), NOTHING) - cents(claimed)
        if over <= 0:
            return False
        for place in reversed(range(len(self.items))):
            item = self.items[place]
            part = min(item.amount, over)
            if part > 0:
                cut = item.amount - part
                self.items[place] = replace(item, amount=cut, limited_by_claim=True)
            over -= part
        self.warn(
            "limited_by_claim",
            f"以请求的数额 {cents(claimed)} 元为限；依法计算的数额更高，可变更请求",
            f"limited to the {cents(claimed)} yuan claimed; the law gives more, the claim may be amended",
        )
        return True


@dataclass(frozen=True)
class Kind:
    """One calculator: what it is called, what it asks, which articles it rests on, and how it reckons.

    One `for_officers` does not stand on the public pages.
    """

    code: str
    label: str
    label_en: str
    about: str
    about_en: str
    inputs: tuple[Input, ...]
    cites: tuple[Article, ...]
    reckon: Callable[[Sheet], Result]
    facts: tuple[tuple[str, str, str], ...] = ()
    for_officers: bool = False

    def words(self, lang: str) -> tuple[str, str]:
        """Return label and description in `zh` or `en`."""
        return (self.label_en, self.about_en) if lang == "en" else (self.label, self.about)
