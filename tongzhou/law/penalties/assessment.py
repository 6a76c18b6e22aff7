"""罚则的适用 — what may be issued for a violation on the facts at hand, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from tongzhou.law.articles import Article
from tongzhou.law.bilingual import Text
from tongzhou.law.penalties.conditions import Circumstances, Finding, examine
from tongzhou.law.penalties.items import Item, Provision, item
from tongzhou.law.penalties.kinds import PERSONS, Side

CENT = Decimal("0.01")
NEEDS = {"head": ("workers",), "head_month": ("workers", "months"), "times": ("amount",)}
INPUTS = {
    "workers": Text("受侵害的劳动者人数", "the number of workers concerned"),
    "amount": Text("金额", "the amount"),
    "months": Text("月数", "the months"),
}


class NoProvision(LookupError):
    """Nothing was in force on the day of the act; the message says from when there is something."""


@dataclass(frozen=True)
class Measure:
    """One measure for one side, on the facts: from how much to how much (yuan), and what it still lacks.

    `min` and `max` are what the article gives for these facts, whether or not it may be issued yet; both are None
    where no money is taken or a number it depends on is not known (`needs`).
    """

    provision: Provision
    min: Decimal | None
    max: Decimal | None
    steps: tuple[Text, ...]
    conditions_met: tuple[Finding, ...]
    conditions_missing: tuple[Finding, ...]
    conditions_open: tuple[Finding, ...]
    needs: tuple[str, ...] = ()
    rate_least: Decimal | None = None
    rate_most: Decimal | None = None

    @property
    def kind(self) -> str:
        """Return what is done: order, warning, fine, pay …"""
        return self.provision.measure

    @property
    def unit(self) -> Text:
        """Return what the range is reckoned by."""
        return self.provision.unit

    @property
    def article(self) -> Article:
        """Return the article of the measure."""
        return self.provision.article

    @property
    def can_be_issued(self) -> bool:
        """Say whether every condition is met and every number known."""
        return not (self.conditions_missing or self.conditions_open or self.needs)

    @property
    def lacking(self) -> tuple[Text, ...]:
        """Return, sentence by sentence, why the measure cannot be issued; nothing if it can."""
        needed = (
            Text(f"缺少{INPUTS[name].zh}", f"{INPUTS[name].en} is missing") for name in self.needs
        )
        return (*(each.why for each in (*self.conditions_missing, *self.conditions_open)), *needed)

    def admits(self, yuan: Decimal) -> bool:
        """Say whether a decision may state this amount: the measure can be issued and the article allows it."""
        if not self.can_be_issued or self.min is None or self.max is None:
            return False
        return self.min <= yuan <= self.max and yuan > 0

    def as_json(self) -> dict[str, Any]:
        """Return the measure in plain types; money as strings with two decimals."""
        one = self.provision
        return {
            "measure": one.measure,
            "label": one.label.as_json(),
            "side": one.side,
            "unit": one.per or None,
            "least": None if self.rate_least is None else str(self.rate_least),
            "most": None if self.rate_most is None else str(self.rate_most),
            "min": None if self.min is None else str(self.min),
            "max": None if self.max is None else str(self.max),
            "may": one.may,
            "article": one.basis,
            "also": [str(each) for each in one.also],
            "verified": one.article.verified,
            "can_be_issued": self.can_be_issued,
            "conditions": [
                each.as_json()
                for each in (*self.conditions_met, *self.conditions_missing, *self.conditions_open)
            ],
            "lacking": [each.as_json() for each in self.lacking],
            "steps": [each.as_json() for each in self.steps],
            "note": one.note.as_json() if one.note else None,
        }


@dataclass(frozen=True)
class Assessment:
    """Everything the law allows for one violation on one day, for one side."""

    item: Item
    on: date
    subject: str
    measures: tuple[Measure, ...]
    notes: tuple[Text, ...] = ()

    @property
    def money(self) -> tuple[Measure, ...]:
        """Return the fines and payments to workers that can be issued."""
        return tuple(
            each for each in self.measures if each.provision.is_money and each.can_be_issued
        )

    @property
    def min(self) -> Decimal:
        """Return the least that may be imposed now if anything is, in yuan; nought if nothing may."""
        return sum((each.min for each in self.money if each.min is not None), Decimal("0.00"))

    @property
    def max(self) -> Decimal:
        """Return the most that may be imposed now, in yuan; nought if nothing may."""
        return sum((each.max for each in self.money if each.max is not None), Decimal("0.00"))

    @property
    def lacking(self) -> tuple[Text, ...]:
        """Return what the fines and payments still lack, each sentence once."""
        told = [said for each in self.measures if each.provision.is_money for said in each.lacking]
        return tuple(dict.fromkeys(told))

    def measure(self, kind: str) -> Measure | None:
        """Return the first measure of a kind that can be issued, else the first of that kind, else None."""
        those = [each for each in self.measures if each.kind == kind]
        return next((each for each in those if each.can_be_issued), those[0] if those else None)


def assess(
    id_: str,
    *,
    on: date,
    workers: int | None = None,
    amount: Decimal | None = None,
    months: Decimal | None = None,
    ordered: bool = False,
    corrected: bool = False,
    order_lapsed: bool = False,
    subject: Side = "unit",
    months_before: Decimal = Decimal(0),
    unlicensed: bool = False,
    found: Iterable[str] = (),
    not_found: Iterable[str] = (),
) -> Assessment:
    """Return what the law allows for a violation of the day `on`, against the unit or the persons responsible.

    `amount` is in yuan: wages due, gain, contributions, as the article says. See `Circumstances` for the rest.
    Raises `KeyError` for an unknown item, `NoProvision` if nothing was in force that day.
    """
    one = item(id_)
    provisions = one.on(on)
    if not provisions:
        first = min(each.since for each in one.provisions)
        raise NoProvision(
            f"“{one.violation.zh}”的规定自 {first} 起施行，{on} 的行为没有收录可适用的规定"
        )
    facts = Circumstances(
        workers, amount, months, months_before, ordered, corrected, order_lapsed, unlicensed,
        frozenset(found), frozenset(not_found),
    )  # fmt: skip
    with localcontext(prec=50):
        measures = tuple(
            _measure(each, one, facts)
            for each in provisions
            if each.side == subject and not _is_past(each, facts)
        )
    return Assessment(one, on, subject, measures, tuple(_notes(one, provisions, facts)))


def heaviest(*found: Assessment) -> Assessment:
    """Return the one to fine by where a single act breaks several rules: that with the higher fine (行政处罚法 29).

    Compared are the fines that can be issued now, by their most, then by their least.
    """
    return max(found, key=lambda one: (one.max, one.min))


def liable(one: Item, subject: Side) -> Text:
    """Return who bears a measure, in words."""
    return PERSONS if subject == "persons" else one.liable


def _is_past(one: Provision, facts: Circumstances) -> bool:
    """Say whether a rate for the time before an order has no time left to count."""
    return one.stage == "before_order" and facts.lapsed and not facts.months_before


def _measure(one: Provision, of: Item, facts: Circumstances) -> Measure:
    findings = [examine(code, facts) for code in one.conditions]
    by = {state: tuple(each for each in findings if each.state == state) for state in ("met", "missing", "open")}  # fmt: skip
    if not one.is_money:
        return Measure(one, None, None, (), by["met"], by["missing"], by["open"])
    if one.least is None or one.most is None:  # the loader refuses this
        raise NoProvision(one.basis)
    twice = 2 if facts.unlicensed and of.doubled_if_unlicensed else 1
    least, most = one.least * twice, one.most * twice
    months = facts.months_before if one.stage == "before_order" and facts.lapsed else facts.months
    known = {"workers": facts.workers, "amount": facts.amount, "months": months}
    needs = tuple(name for name in NEEDS.get(one.per, ()) if known[name] is None)
    if needs:
        return Measure(
            one, None, None, (), by["met"], by["missing"], by["open"], needs, least, most
        )
    times = Decimal(1)
    shown: list[str] = []
    for name in NEEDS.get(one.per, ()):
        value = Decimal(str(known[name]))
        times *= value
        shown.append(f"{value:f}")
    low, high = (_cents(rate * times) for rate in (least, most))
    steps = (_step(one, least, most, shown, low, high),)
    return Measure(one, low, high, steps, by["met"], by["missing"], by["open"], (), least, most)


def _cents(exact: Decimal) -> Decimal:
    return exact.quantize(CENT, ROUND_HALF_UP)


def _step(
    one: Provision, least: Decimal, most: Decimal, by: list[str], low: Decimal, high: Decimal
) -> Text:
    rate = f"{least:f}" if least == most else f"({least:f} … {most:f})"
    sum_ = " × ".join((rate, *by))
    came = f"{low}" if low == high else f"{low} … {high}"
    what = Text(f"（{one.of.zh}的倍数）", f" (times {one.of.en})") if one.of.zh else Text("", "")
    return Text(f"{sum_} = {came} 元{what.zh}", f"{sum_} = {came} yuan{what.en}")


def _notes(one: Item, provisions: tuple[Provision, ...], facts: Circumstances) -> Iterable[Text]:
    if one.general:
        yield Text(
            "事项没有指明条文的哪一项；作出决定须写明项",
            "the point of the article is not named; a decision must name it",
        )
    if one.note:
        yield one.note
    if facts.unlicensed and one.doubled_if_unlicensed:
        yield Text(
            f"无照或未登记的，依{one.doubled_if_unlicensed}加一倍罚款",
            f"without licence the fine is doubled, {one.doubled_if_unlicensed}",
        )
    part_month = facts.months is not None and facts.months != facts.months.to_integral_value()
    if part_month and any(each.per == "head_month" for each in provisions):
        yield Text(
            "不满一个月的部分如何计算，条文没有规定，这里按比例；须由人决定",
            "the text does not say how a part month counts; taken in proportion, for a person to decide",
        )
    ended = {each.until for each in provisions if each.until is not None}
    if ended:
        yield Text(
            f"适用行为时的规定（止于 {max(ended)}）；作出决定时新的规定处罚较轻的，适用新的规定（行政处罚法第三十七条）",
            f"the rule at the time of the act applies (until {max(ended)}), unless the later one is lighter (Penalty Law 37)",
        )
