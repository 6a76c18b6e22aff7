"""工资 — wages and places as several calculators ask for them: averages, the minimum wage, part months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tongzhou.law.account import unpublished
from tongzhou.law.amounts import Amount, NotRecorded, amount
from tongzhou.law.calendar import DAY, Calendar
from tongzhou.law.claims.choices import PARTIAL_MONTH
from tongzhou.law.claims.inputs import Given, Input
from tongzhou.law.claims.laws import PART_MONTH, PLACE_OF_WORK
from tongzhou.law.claims.sheet import Sheet
from tongzhou.law.claims.words import BadInput, Text, bare, cents
from tongzhou.law.reckoning import add_months

MIN_WAGE = Input(
    "min_wage",
    "当地月最低工资",
    "local monthly minimum wage",
    "直接给出时不再按地区查找",
    "used as given instead of looking it up by region",
    unit="元/月",
)
REGION = Input(
    "region",
    "劳动合同履行地（旗县市区代码）",
    "place of work (code of banner, county or district)",
    "六位代码，如 150203 昆都仑区；用来查最低工资",
    "six figures, such as 150203; the minimum wage is looked up by it",
    sort="region",
)
CLASS = Input(
    "class",
    "最低工资类区",
    "class of the minimum wage",
    "不知道旗县代码时可直接给类区",
    "may be given instead of a region",
    sort="choice",
    choices={
        "1": Text("一类", "class 1"),
        "2": Text("二类", "class 2"),
        "3": Text("三类", "class 3"),
    },
    aliases=("wage_class",),
)
PLACE = (REGION, CLASS, MIN_WAGE)
CLAIMED = Input(
    "claimed", "请求的数额", "amount claimed", "结果以此为限", "the result stops here", unit="元"
)
AVERAGE = Input(
    "avg_wage",
    "前十二个月平均应得工资",
    "average wage payable of the last twelve months",
    "应得（税前、扣社保前），含奖金、津贴；不满十二个月按实际月数平均",
    "before tax and contributions, with bonus and allowances",
    unit="元/月",
    first=True,
    aliases=("average_wage", "base_wage"),
)
WAGES = Input(
    "monthly_wages",
    "逐月应得工资",
    "wages payable month by month",
    "至多十二个月，先后不限；与 avg_wage 二者给一",
    "twelve or fewer, in any order; instead of avg_wage",
    sort="months",
    unit="元",
)


def average_of(sheet: Sheet) -> Decimal:
    """Return the average monthly wage, from the average or from the months given."""
    given = sheet.given
    given.need("avg_wage", "monthly_wages")
    if given["avg_wage"] is not None and given["monthly_wages"] is not None:
        raise BadInput(
            "monthly_wages", "与 avg_wage 只能给一个", "give either this or avg_wage, not both"
        )
    if given["avg_wage"] is not None:
        return Decimal(given["avg_wage"])
    wages = [wage for _, wage in given["monthly_wages"]]
    if len(wages) > 12:
        raise BadInput("monthly_wages", "至多十二个月", "may hold at most the last twelve months")
    average = sum(wages, Decimal(0)) / len(wages)
    sheet.step(
        Text("月平均工资", "average monthly wage"),
        f"({' + '.join(map(bare, sorted(wages)))}) ÷ {len(wages)}",
        average,
    )
    return average


@dataclass(frozen=True)
class Minimum:
    """A minimum wage, and the dated amount behind it unless the reader gave the figure himself."""

    value: Decimal
    amount: Amount | None

    @property
    def verified(self) -> bool:
        """Say whether it may be relied on: a figure of the tables nobody has checked may not."""
        return self.amount is None or self.amount.verified


def minimum_wage(
    sheet: Sheet, *, on: date, name: str = "minimum_wage", bites_below: Decimal | None = None
) -> Minimum | None:
    """Return the minimum wage of the place on a day, or None if no place was given.

    Where it is only a floor, `bites_below` is the wage compared with it: an unchecked figure that does not
    bite is an assumption and no warning. Raises `BadInput` if the place or day has no value in the tables.
    """
    asked = sheet.given
    if name == "minimum_wage" and asked["min_wage"] is not None:
        return Minimum(asked["min_wage"], None)
    region, key = asked["region"] or "", asked["class"] or ""
    if not (region or key):
        return None
    try:
        found = amount(name, on=on, region=region, key=key)
    except NotRecorded as unknown:
        raise BadInput(
            "region" if region else "class",
            f"{unknown.args[0]}；也可直接给出 min_wage",
            f"no {name} recorded for this place on {on}; min_wage may be given instead",
        ) from None
    except ValueError as wrong:
        raise BadInput(
            "region",
            str(wrong),
            "must name a banner, county or district, by six figures such as 150203",
        ) from None
    if bites_below is None or bites_below < found.value:
        sheet.rely_on(found)
    elif not found.verified:
        sheet.assume(
            f"不低于最低工资 {bare(found.value)} 元（{found.since} 起，待核）",
            f"not below the minimum wage of {bare(found.value)} (from {found.since}, not yet checked)",
        )
    return Minimum(found.value, found)


def needed_minimum(sheet: Sheet, *, on: date, name: str = "minimum_wage") -> Minimum:
    """Return the minimum wage, refusing where no place was given; write down which it is."""
    found = minimum_wage(sheet, on=on, name=name)
    if found is None:
        sheet.given.need(
            *(("region", "class", "min_wage") if name == "minimum_wage" else ("region", "class"))
        )
    assert found is not None
    told(sheet, found)
    return found


def told(sheet: Sheet, found: Minimum) -> None:
    """Write down the minimum wage used, and its version."""
    since = f" ({found.amount.since} → {found.amount.until or ''})" if found.amount else ""
    sheet.step(
        Text("适用的最低工资", "minimum wage that applies"),
        bare(found.value) + since,
        found.value,
        PLACE_OF_WORK,
        parameters=(found.amount,),
    )


def order_of(given: Given, first: str, last: str) -> None:
    """Refuse if one day lies after the other."""
    if given[first] and given[last] and given[last] < given[first]:
        raise BadInput(
            last, f"早于 {first}（{given[first]}）", f"lies before {first} ({given[first]})"
        )


@dataclass(frozen=True)
class Span:
    """The part of one calendar month that a period covers, in working days."""

    month: date
    first: date
    last: date
    covered: int
    workdays: int
    is_whole: bool

    @property
    def label(self) -> str:
        """Write the month: 2026-04."""
        return f"{self.month:%Y-%m}"


def months_between(first: date, last: date, calendar: Calendar) -> Iterator[Span]:
    """Yield the months from `first` to `last`, both included, with the working days covered."""
    month = first.replace(day=1)
    while month <= last:
        end = add_months(month, 1) - DAY
        since, until = max(first, month), min(last, end)
        workdays = _workdays(month, end, calendar)
        whole = since == month and until == end
        covered = workdays if whole else _workdays(since, until, calendar)
        yield Span(month, since, until, covered, workdays, whole)
        month = end + DAY


def _workdays(first: date, last: date, calendar: Calendar) -> int:
    days = range(first.toordinal(), last.toordinal() + 1)
    return sum(not calendar.rests_on(day) for day in days)


def wage_for(sheet: Sheet, span: Span, wage: Decimal, *, on: date) -> Decimal:
    """Return the wage of the part of a month, by the rule taken for part months, and write it down.

    The wage of a month is an item of its own: it is rounded here, so that the months add up.
    """
    rule = sheet.chosen(PARTIAL_MONTH)
    what = Text(
        f"{span.label}（{span.first:%m-%d} 至 {span.last:%m-%d}）",
        f"{span.label} ({span.first:%m-%d} to {span.last:%m-%d})",
    )
    if span.is_whole:
        sheet.step(what, bare(wage), cents(wage))
        return cents(wage)
    if rule == "M2":
        days = sheet.parameter("paid_days_per_month", on=on)
        part = cents(min(wage, wage / days.value * span.covered))
        formula = f"{bare(wage)} ÷ {bare(days.value)} × {span.covered}"
        sheet.step(what, formula, part, PART_MONTH, parameters=(days,))
        return part
    part = cents(wage * span.covered / span.workdays) if span.workdays else Decimal(0)
    sheet.step(what, f"{bare(wage)} × {span.covered} ÷ {span.workdays}", part, PART_MONTH)
    return part


def assume_calendar(sheet: Sheet, first: date, last: date) -> None:
    """Say which years between two days have no published holidays."""
    for sentence in unpublished(sheet.calendar, first, last):
        year = sentence[:4]
        sheet.assume(
            sentence, f"the holidays of {year} are not published: only weekends were counted"
        )
