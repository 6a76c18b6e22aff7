"""裁量建议 — the band that fits the circumstances, its range in yuan, and why. A person decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any, Literal

from tongzhou.law.articles import Article, article
from tongzhou.law.bilingual import Text
from tongzhou.law.discretion.circumstances import FLAGS, LIGHTER, MEASURES, Conduct
from tongzhou.law.discretion.tables import Band, Rule, Table, tables_on
from tongzhou.law.penalties.assessment import NEEDS, NoProvision
from tongzhou.law.penalties.items import Provision, item
from tongzhou.law.penalties.kinds import Side

CENT = Decimal("0.01")
WAIVER, LIGHT, PUBLISHED = (article("行政处罚法", number) for number in (33, 32, 34))
Waiver = Literal["", "shall", "may"]


@dataclass(frozen=True)
class Proposal:
    """What the table proposes for one fine: the grade and the range in yuan, always inside the law's.

    `low` and `high` are None while a number they are reckoned by is not known. `grade` is 0 where no table divides
    the range (then the range is that of the law). `waiver`: the law forbids a penalty (`shall`) or lets the office
    forgo it (`may`). `illustrative` says that the table is no law.
    """

    provision: Provision
    grade: int
    name: Text
    rate_low: Decimal
    rate_high: Decimal
    low: Decimal | None
    high: Decimal | None
    least: Decimal | None
    most: Decimal | None
    reasons: tuple[Text, ...]
    illustrative: bool
    table: Table | None
    rule: Rule | None
    waiver: Waiver
    cites: tuple[Article, ...]

    @property
    def source(self) -> str:
        """Return the table in words; empty if there is none."""
        return self.table.source if self.table else ""

    def holds(self, yuan: Decimal) -> bool:
        """Say whether an amount lies inside the proposal; what does not needs an argument and a second signature."""
        return self.low is not None and self.high is not None and self.low <= yuan <= self.high

    def as_json(self) -> dict[str, Any]:
        """Return the proposal in plain types; money as strings with two decimals."""
        return {
            "item": self.provision.item,
            "side": self.provision.side,
            "article": self.provision.basis,
            "unit": self.provision.per,
            "grade": self.grade or None,
            "name": self.name.as_json(),
            "rate_low": f"{self.rate_low:f}",
            "rate_high": f"{self.rate_high:f}",
            "low": None if self.low is None else str(self.low),
            "high": None if self.high is None else str(self.high),
            "least": None if self.least is None else str(self.least),
            "most": None if self.most is None else str(self.most),
            "reasons": [each.as_json() for each in self.reasons],
            "table": self.source or None,
            "illustrative": self.illustrative,
            "waiver": self.waiver or None,
            "articles": [str(each) for each in self.cites],
        }


def propose(
    id_: str,
    conduct: Conduct,
    on: date,
    region: str,
    *,
    side: Side = "unit",
    given: tuple[Table, ...] | None = None,
) -> Proposal:
    """Return what the table of the region proposes for a violation of the day `on`.

    `given` are tables to use instead of those in store. Raises `KeyError` for an unknown item, `NoProvision` where
    nothing in force that day takes money from that side.
    """
    one = item(id_)
    provision = _provision(id_, conduct, on, side)
    held = tables_on(on, region) if given is None else given
    table, rule = _rule(held, provision, on)
    reasons: list[Text] = []
    waiver = _waiver(conduct, rule, reasons)
    if provision.least is None or provision.most is None:  # the loader refuses this
        raise NoProvision(provision.basis)
    if provision.least == provision.most:
        table = rule = None
        low, high, grade, name = (
            provision.least,
            provision.most,
            0,
            Text("法定数额", "fixed by law"),
        )
        reasons.append(
            Text(f"数额由{provision.basis}固定，没有裁量", f"fixed by {provision.article}")
        )
    elif rule is None or table is None:
        low, high, grade, name = (
            provision.least,
            provision.most,
            0,
            Text("没有基准", "no benchmark"),
        )
        reasons.append(
            Text(
                f"没有适用于“{one.violation.zh}”的裁量基准，只给出法定幅度；请导入本机关的基准表",
                "no benchmark covers this item: only the range of the law is given; import the office's table",
            )
        )
    else:
        band = _band(rule, conduct, reasons)
        low, high, grade, name = band.low, band.high, band.grade, band.title
        if table.illustrative:
            reasons.append(
                Text(
                    "所用的是示例表，不是法律依据，不得作为决定的依据；请导入本机关公布的基准",
                    "the table is an illustration and no law: import the benchmark your office has published",
                )
            )
    if conduct.flags & LIGHTER:
        reasons.append(
            Text(
                f"有应当从轻或者减轻的情节；减轻到法定下限以下的须集体讨论（{LIGHT}）",
                f"the law asks for a lighter penalty; below the statutory least only after discussion ({LIGHT})",
            )
        )
    with localcontext(prec=50):
        times = _times(provision, conduct, reasons)
        yuan = [
            None if times is None else (rate * times).quantize(CENT, ROUND_HALF_UP)
            for rate in (low, high, provision.least, provision.most)
        ]
    return Proposal(
        provision=provision,
        grade=grade,
        name=name,
        rate_low=low,
        rate_high=high,
        low=yuan[0],
        high=yuan[1],
        least=yuan[2],
        most=yuan[3],
        reasons=tuple(reasons),
        illustrative=bool(table and table.illustrative),
        table=table,
        rule=rule,
        waiver=waiver,
        cites=(provision.article, PUBLISHED, *((WAIVER,) if waiver else ())),
    )


def _provision(id_: str, conduct: Conduct, on: date, side: Side) -> Provision:
    """Return the fine or payment that fits the facts: with gain or without, before an order lapsed or after."""
    barred = "gain" if conduct.amount == 0 else "no_gain"
    stage = "before_order" if conduct.since_order else "since_order"
    those = [
        each
        for each in item(id_).on(on)
        if each.is_money
        and each.side == side
        and barred not in each.conditions
        and each.stage != stage
    ]
    # Where gain is a condition of everything, the fine is that one: whether it can be issued, `assess` says.
    those = those or [e for e in item(id_).on(on) if e.is_money and e.side == side]
    if not those:
        who = "责任人员" if side == "persons" else "单位"
        raise NoProvision(f"{on} 的“{item(id_).violation.zh}”对{who}没有罚款或者加付的规定")
    return those[0]


def _rule(
    held: tuple[Table, ...], provision: Provision, on: date
) -> tuple[Table | None, Rule | None]:
    for table in held:
        for rule in table.rules_of(provision, on):
            return table, rule
    return None, None


def _band(rule: Rule, conduct: Conduct, reasons: list[Text]) -> Band:
    """Return the band: the highest that a measure or a circumstance leads to, then moved by at most one grade."""
    bands = rule.bands
    place = 0
    for measure, label in MEASURES.items():
        if not any(band.span(measure) for band in bands):
            continue
        value = conduct.measured(measure)
        if value is None:
            reasons.append(
                Text(
                    f"{label.zh}没有查明，未据以定档", f"{label.en} not established: no grade by it"
                )
            )
            continue
        reached = _place_of(bands, measure, value)
        place = max(place, reached)
        band = bands[reached]
        reasons.append(
            Text(
                f"{label.zh} {value:f} 在第 {band.grade} 档{band.span(measure)}",
                f"{label.en} {value:f}: grade {band.grade}",
            )
        )
    for n, band in enumerate(bands):
        for code in band.raised_by:
            if code in conduct.flags:
                place = max(place, n)
                said = FLAGS[code]
                reasons.append(
                    Text(
                        f"{said.zh}：至少第 {band.grade} 档",
                        f"{said.en}: grade {band.grade} at least",
                    )
                )
    while missing := [code for code in bands[place].requires if code not in conduct.flags]:
        told = FLAGS[missing[0]]
        reasons.append(
            Text(
                f"第 {bands[place].grade} 档须{told.zh}，不具备，上调一档",
                f"grade {bands[place].grade} requires: {told.en}; one grade up",
            )
        )
        place += 1  # the highest grade requires nothing
    return bands[_moved(place, rule, conduct, reasons)]


def _place_of(bands: list[Band], measure: str, value: Decimal) -> int:
    """Return the place of the band whose interval holds the value; nought belongs to the first."""
    found = 0
    for n, band in enumerate(bands):
        span = band.span(measure)
        if span is not None and span.over < value:
            found = n
    return found


def _moved(place: int, rule: Rule, conduct: Conduct, reasons: list[Text]) -> int:
    """Move one grade up or down for the circumstances the rule names; both together cancel out."""
    up = [code for code in rule.heightened_by if code in conduct.flags]
    down = [code for code in rule.lowered_by if code in conduct.flags]
    step = bool(up) - bool(down)
    for codes, zh, en in ((up, "从重", "one grade up"), (down, "从轻", "one grade down")):
        for code in codes:
            reasons.append(Text(f"{FLAGS[code].zh}：{zh}", f"{FLAGS[code].en}: {en}"))
    return min(max(place + step, 0), len(rule.bands) - 1)


def _waiver(conduct: Conduct, rule: Rule | None, reasons: list[Text]) -> Waiver:
    """Return whether the law forbids a penalty, or lets the office forgo it (行政处罚法 33)."""
    if rule is not None and rule.never_waived:
        return ""
    if {"minor", "corrected", "harmless"} <= conduct.flags:
        reasons.append(
            Text(
                f"轻微并及时改正，没有危害后果：不予处罚（{WAIVER}）",
                f"minor, corrected in time, no harm: no penalty ({WAIVER})",
            )
        )
        return "shall"
    if {"first", "minor", "corrected"} <= conduct.flags:
        reasons.append(
            Text(
                f"初次违法、后果轻微并及时改正：可以不予处罚（{WAIVER}）",
                f"first, minor, corrected in time: the penalty may be waived ({WAIVER})",
            )
        )
        return "may"
    return ""


def _times(provision: Provision, conduct: Conduct, reasons: list[Text]) -> Decimal | None:
    """Return what the rate is multiplied by: heads, months, the amount, or one; None if it is not known."""
    product = Decimal(1)
    for name in NEEDS.get(provision.per, ()):
        value = conduct.measured(name)
        if value is None:
            label = MEASURES[name]
            reasons.append(
                Text(
                    f"{label.zh}没有查明，只给出标准",
                    f"{label.en} not established: only the rate is given",
                )
            )
            return None
        product *= value
    return product
