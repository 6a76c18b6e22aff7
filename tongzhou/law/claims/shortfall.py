"""最低工资差额 — what is missing up to the minimum wage. 劳动合同法 85, 最低工资规定 12."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tongzhou.law.calendar import DAY
from tongzhou.law.claims import laws
from tongzhou.law.claims.inputs import Given, Input
from tongzhou.law.claims.result import Result
from tongzhou.law.claims.sheet import Kind, Sheet
from tongzhou.law.claims.wages import (
    CLAIMED,
    CLASS,
    MIN_WAGE,
    REGION,
    Minimum,
    months_between,
    needed_minimum,
)
from tongzhou.law.claims.words import BadInput, Text, bare, cents
from tongzhou.law.reckoning import add_months

COUNTED = ("base", "bonus")
LEFT_OUT = ("overtime", "allowances", "welfare")
MONTH_COLUMNS = (
    Input("month", "月份", "month", sort="month", required=True),
    Input("countable", "可比工资", "wage that counts", "已剔除加班费、特殊津贴、法定福利的数", "without overtime, special allowances and statutory welfare", unit="元"),
    Input("base", "基本工资等", "basic wage", unit="元"),
    Input("bonus", "奖金及其他计入的", "bonus and other pay that counts", unit="元"),
    Input("gross", "应发合计", "gross pay", "从中减去加班费、特殊津贴、福利", "overtime, special allowances and welfare are taken off", unit="元", aliases=("total",)),
    Input("overtime", "加班费（不计入）", "overtime pay (does not count)", unit="元"),
    Input("allowances", "中夜班、高低温、井下、有毒有害津贴（不计入）", "special allowances (do not count)", unit="元", aliases=("allowance",)),
    Input("welfare", "法定福利（不计入）", "statutory welfare (does not count)", unit="元"),
    Input("absent_days", "本人原因缺勤的工作日", "working days absent by own fault", "按比例折算最低工资", "the minimum wage is prorated", sort="number", most=Decimal(31), unit="天"),
    Input("hourly_wage", "小时工资（非全日制）", "hourly wage, part-time", unit="元/小时"),
    Input("hours", "工作小时（非全日制）", "hours, part-time", sort="number", most=Decimal(744), unit="小时"),
)  # fmt: skip
SINGLE = {"month", "countable", "hourly_wage", "hours"}
INPUTS = (
    REGION,
    CLASS,
    MIN_WAGE,
    Input("entries", "逐月工资", "wages month by month", "每行给 countable，或 base、bonus（计入）与 overtime、allowances、welfare（不计入），或 gross；非全日制给 hourly_wage 与 hours", "each row: countable, or its parts, or gross; part-time: hourly_wage and hours", sort="table", columns=MONTH_COLUMNS),
    *(
        Input(one.name, one.label, one.label_en, one.help or "只算一个月时代替 entries", one.help_en or "for a single month, instead of entries", sort=one.sort, unit=one.unit, most=one.most, first=True)
        for one in MONTH_COLUMNS
        if one.name in SINGLE
    ),
    Input("already_paid", "已补发", "already made good", unit="元"),
    CLAIMED,
)  # fmt: skip


def shortfall(sheet: Sheet) -> Result:
    """Return what was paid less than the minimum wage, month by month."""
    rows = _rows(sheet)
    total, verified = Decimal(0), True
    for number, row in enumerate(rows, start=1):
        part, least = (
            _hourly(sheet, row) if row["hourly_wage"] is not None else _monthly(sheet, row, number)
        )
        total += part
        verified = verified and (least.verified or not part)
    sheet.step(Text("差额合计", "shortfall in all"), "Σ", total, laws.PAY_ORDER)
    sheet.assume(
        "内蒙古最低工资含个人应缴的社会保险费和住房公积金，比较时不另行扣除",
        "the Inner Mongolia standard includes the worker's social insurance and housing fund payments",
    )
    sheet.item(
        "min_wage_shortfall",
        Text("最低工资差额", "shortfall from the minimum wage"),
        total,
        paid=sheet.given["already_paid"],
        verified=verified,
    )
    return sheet.result()


def _rows(sheet: Sheet) -> list[Given]:
    given = sheet.given
    single = {name: given[name] for name in SINGLE}
    if given["entries"] is not None:
        for name, value in single.items():
            if value is not None:
                raise BadInput(
                    name, "已给出 entries，不能再给", "must not be given together with entries"
                )
        return list(given["entries"])
    given.need("entries", "month")
    given.need("countable", "hourly_wage", "entries")
    values: dict[str, Any] = {one.name: single.get(one.name) for one in MONTH_COLUMNS}
    return [Given(values, frozenset())]


def _monthly(sheet: Sheet, row: Given, number: int) -> tuple[Decimal, Minimum]:
    countable = _countable(row, number)
    least = needed_minimum(sheet, on=_last(row))
    standard = least.value
    if absent := row["absent_days"]:
        (span,) = months_between(row["month"], _last(row), sheet.calendar)
        standard = standard * max(span.workdays - absent, Decimal(0)) / span.workdays
        sheet.step(
            Text("本人原因缺勤，最低工资按比例", "absent by own fault: prorated"),
            f"{bare(least.value)} × ({span.workdays} − {bare(absent)}) ÷ {span.workdays}",
            standard,
            laws.MINIMUM_COUNTABLE,
        )
    part = max(standard - countable, Decimal(0))
    sheet.step(
        Text(f"{row['month']:%Y-%m} 差额", f"{row['month']:%Y-%m} shortfall"),
        f"{bare(standard)} − {bare(countable)}",
        cents(part),
        laws.PAY_ORDER,
        laws.MINIMUM_COUNTABLE,
        parameters=(least.amount,),
    )
    return part, least


def _last(row: Given) -> Any:
    return add_months(row["month"], 1) - DAY


def _countable(row: Given, number: int) -> Decimal:
    """Return the wage that counts: given, or made of its parts, or gross less what does not count."""
    ways = [row["countable"] is not None, row["gross"] is not None, any(row[name] is not None for name in COUNTED)]  # fmt: skip
    if sum(ways) != 1:
        raise BadInput(
            f"entries[{number}].countable",
            "须恰给出 countable、base（及 bonus）、gross 之一",
            "give exactly one of countable, base (with bonus), gross",
        )
    if ways[0]:
        return Decimal(row["countable"])
    if ways[1]:
        left = sum((row[name] or Decimal(0) for name in LEFT_OUT), Decimal(0))
        return max(Decimal(row["gross"]) - left, Decimal(0))
    return sum((row[name] or Decimal(0) for name in COUNTED), Decimal(0))


def _hourly(sheet: Sheet, row: Given) -> tuple[Decimal, Minimum]:
    if row["hours"] is None:
        raise BadInput("hours", "非全日制须给出小时数", "part-time work needs the number of hours")
    least = needed_minimum(sheet, on=_last(row), name="minimum_wage_hourly")
    part = max(least.value - row["hourly_wage"], Decimal(0)) * row["hours"]
    sheet.step(
        Text(f"{row['month']:%Y-%m} 非全日制差额", f"{row['month']:%Y-%m} part-time shortfall"),
        f"({bare(least.value)} − {bare(row['hourly_wage'])}) × {bare(row['hours'])}",
        cents(part),
        laws.PAY_ORDER,
        parameters=(least.amount,),
    )
    return part, least


MIN_WAGE_SHORTFALL = Kind(
    "min_wage_shortfall",
    "最低工资差额",
    "Shortfall from the minimum wage",
    "工资（不含加班费和特殊津贴）低于当地最低工资的，补足差额。",
    "What is missing where the wage, without overtime and special allowances, is below the minimum wage.",
    INPUTS,
    (laws.PAY_ORDER, laws.MINIMUM_COUNTABLE, laws.PLACE_OF_WORK),
    shortfall,
)
