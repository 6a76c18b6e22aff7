"""医疗期与扣款上限 — how long a sick worker may not be dismissed, and how much may be kept from a wage.

医疗期规定 3–4; 工资支付暂行规定 16.
"""

from __future__ import annotations

from decimal import Decimal

from tongzhou.law.claims import laws
from tongzhou.law.claims.inputs import Input
from tongzhou.law.claims.result import Result
from tongzhou.law.claims.sheet import Kind, Sheet
from tongzhou.law.claims.stoppage import WHERE
from tongzhou.law.claims.wages import needed_minimum
from tongzhou.law.claims.words import BadInput, Text, bare, cents, money

YEARS = Decimal(70)
PERIOD_INPUTS = (
    Input("total_years", "实际工作年限（所有单位）", "years worked, all employers", sort="number", most=YEARS, required=True, unit="年", first=True, aliases=("worked_years",)),
    Input("unit_years", "本单位工作年限", "years in this unit", sort="number", most=YEARS, required=True, unit="年", first=True),
)  # fmt: skip
DEDUCTION_INPUTS = (
    Input("wage", "当月应得工资", "wage of the month", required=True, unit="元", first=True, aliases=("monthly_wage",)),
    Input("damage", "给用人单位造成的损失", "damage caused to the employer", "扣款不超过损失", "no more than the damage", unit="元", first=True),
    *WHERE,
)  # fmt: skip


def medical_period(sheet: Sheet) -> Result:
    """Return the medical period and the window in which sick leave is added up."""
    given = sheet.given
    total, unit = given["total_years"], given["unit_years"]
    if unit > total:
        raise BadInput("unit_years", "不得多于 total_years", "must not exceed total_years")
    if total < 10:
        key = "under_10_5" if unit >= 5 else "under_10_0"
    else:
        key = next(f"from_10_{least}" for least in (20, 15, 10, 5, 0) if unit >= least)
    months = sheet.parameter("medical_period_months", on=sheet.on, key=key)
    window = sheet.parameter("medical_period_window", on=sheet.on, key=key)
    sheet.step(
        Text("医疗期（个月）", "medical period, months"),
        f"{bare(total)}; {bare(unit)}",
        months.value,
        laws.MEDICAL_PERIOD,
        parameters=(months,),
    )
    sheet.step(
        Text("累计病休的计算周期（个月）", "months within which sick leave is added up"),
        bare(months.value),
        window.value,
        laws.MEDICAL_WINDOW,
        parameters=(window,),
    )
    return sheet.result(is_money=False, months=months.value, window=window.value)


def deduction_limit(sheet: Sheet) -> Result:
    """Return the most that may be kept from a month's wage for damage. 工资支付暂行规定 16."""
    given = sheet.given
    on = given["date"] or sheet.on
    wage = given["wage"]
    least = needed_minimum(sheet, on=on)
    ratio = sheet.parameter("wage_deduction_ratio", on=on)
    share, room = wage * ratio.value, max(wage - least.value, Decimal(0))
    exact = min(share, room, *([given["damage"]] if given["damage"] is not None else []))
    sheet.step(
        Text(
            "至多扣当月工资的两成，余额不低于最低工资",
            "at most a fifth, and the rest not below the minimum wage",
        ),
        f"min({bare(wage)} × {bare(ratio.value)}, {bare(wage)} − {bare(least.value)})",
        cents(exact),
        laws.DEDUCTION,
        parameters=(ratio, least.amount),
    )
    sheet.item(
        "deduction", Text("当月至多可扣", "most that may be kept"), exact, verified=least.verified
    )
    return sheet.result(remaining=money(cents(wage) - cents(exact)))


MEDICAL = Kind(
    "medical_period",
    "医疗期",
    "Medical period",
    "生病或非因工负伤，多长时间内不得解除合同。",
    "How long a worker who is ill may not be dismissed.",
    PERIOD_INPUTS,
    (laws.MEDICAL_PERIOD, laws.MEDICAL_WINDOW),
    medical_period,
    (
        ("months", "医疗期（月）", "medical period, months"),
        ("window", "计算周期（月）", "window, months"),
    ),
)
DEDUCTION_LIMIT = Kind(
    "deduction_limit",
    "扣款上限",
    "Limit of deductions",
    "因损失赔偿从工资中扣款，每月至多两成，余额不低于最低工资。",
    "For damage at most a fifth of a month's wage may be kept, leaving the minimum wage.",
    DEDUCTION_INPUTS,
    (laws.DEDUCTION, laws.PLACE_OF_WORK),
    deduction_limit,
    (("remaining", "扣后实发不少于（元）", "left to be paid, yuan"),),
)
