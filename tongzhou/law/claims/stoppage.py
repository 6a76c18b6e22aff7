"""停工停产工资与病假工资 — pay while work stands still, and the floor of sick pay.

工资支付暂行规定 12; 关于贯彻执行劳动法若干问题的意见 59.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tongzhou.law.claims import laws
from tongzhou.law.claims.inputs import Input
from tongzhou.law.claims.result import Result
from tongzhou.law.claims.sheet import Kind, Sheet
from tongzhou.law.claims.wages import (
    CLAIMED,
    CLASS,
    MIN_WAGE,
    REGION,
    minimum_wage,
    needed_minimum,
    told,
)
from tongzhou.law.claims.words import Text, bare, cents, money

MONTHS_MOST = Decimal(600)
DATE = Input(
    "date",
    "所在的月份（任一日）",
    "a day of the time in question",
    "决定最低工资的版本；默认今天",
    "selects the version of the minimum wage; default today",
    sort="date",
    aliases=("month",),
)
WHERE = (REGION, CLASS, MIN_WAGE, DATE)
STOPPAGE_INPUTS = (
    Input("monthly_wage", "劳动合同约定的月工资", "monthly wage by contract", required=True, unit="元/月", first=True),
    Input("months", "停工停产的月数", "months of stoppage", "一个工资支付周期按一个月", "a wage cycle is taken as one month", sort="number", most=MONTHS_MOST, required=True, unit="月", first=True),
    Input("worked", "超过一个周期后是否提供了劳动", "whether work was done after the first cycle", sort="flag", default=False, first=True),
    Input("ratio", "生活费占最低工资的比例", "living allowance as a share of the minimum wage", "内蒙古的比例未查到，没有默认值；知道时填写，如 0.8", "not found for Inner Mongolia, no default; give it if known, such as 0.8", sort="number", most=Decimal(1)),
    *WHERE,
    Input("own_fault", "是否因劳动者原因停工", "whether the worker caused the stoppage", sort="flag", default=False),
    Input("paid", "已付", "already paid", unit="元", aliases=("already_paid",)),
    CLAIMED,
)  # fmt: skip
SICK_INPUTS = (
    *(Input(one.name, one.label, one.label_en, one.help, one.help_en, sort=one.sort, choices=one.choices, unit=one.unit, aliases=one.aliases, first=one.name in ("region", "date")) for one in WHERE),
    Input("months", "病假的月数", "months of sick leave", sort="number", most=MONTHS_MOST, default=1, unit="月", first=True),
    Input("contract_sick_wage", "合同或规章约定的病假工资", "sick pay by contract or rules", "高于下限的按约定", "counts if above the floor", unit="元/月"),
    Input("paid", "已付病假工资合计", "sick pay received in all", unit="元", first=True, aliases=("already_paid",)),
    CLAIMED,
)  # fmt: skip


def stoppage(sheet: Sheet) -> Result:
    """Return the pay of a stoppage that is not the worker's fault. 工资支付暂行规定 12."""
    given = sheet.given
    if given["own_fault"]:
        sheet.step(Text("因劳动者原因停工，不适用", "caused by the worker: the rule does not apply"), "0", "0", laws.STOPPAGE)  # fmt: skip
        sheet.item("first_cycle", Text("停工工资", "stoppage pay"), Decimal(0))
        return sheet.result()
    first = min(given["months"], Decimal(1))
    rest = given["months"] - first
    exact = first * given["monthly_wage"]
    sheet.step(
        Text("一个工资支付周期内，按合同工资", "within one wage cycle: the contract wage"),
        f"{bare(first)} × {bare(given['monthly_wage'])}",
        cents(exact),
        laws.STOPPAGE,
    )
    sheet.item("first_cycle", Text("第一个周期的工资", "pay of the first cycle"), exact)
    if rest > 0:
        _after(sheet, rest, given["date"] or sheet.on)
    sheet.pay_off(given["paid"])
    return sheet.result()


def _after(sheet: Sheet, rest: Decimal, on: date) -> None:
    """Reckon the time after the first cycle: the minimum wage at least, or the living allowance."""
    given = sheet.given
    least = minimum_wage(sheet, on=on)
    share = Decimal(1) if given["worked"] else given["ratio"]
    if share is None:
        found = sheet.known(
            "stoppage_living_allowance_ratio", on=on, region=given["region"] or "15"
        )
        share = found.value if found else None
    if share is None:
        sheet.decide(
            "living_allowance_ratio",
            "超过一个周期且没有提供劳动的，生活费比例须由人给出（ratio），本次没有计算",
            "after the first cycle without work the share of the living allowance must be supplied (ratio); it was "
            "not reckoned",
        )
        return
    if least is None:
        least = needed_minimum(sheet, on=on)
    else:
        told(sheet, least)
    exact = share * least.value * rest
    label = (
        Text("其后各月，不低于最低工资", "the months after: not below the minimum wage")
        if given["worked"]
        else Text("其后各月生活费", "the months after: living allowance")
    )
    sheet.step(
        label,
        f"{bare(share)} × {bare(least.value)} × {bare(rest)}",
        cents(exact),
        laws.STOPPAGE,
        parameters=(least.amount,),
    )
    sheet.item("later_cycles", label, exact, verified=least.verified)
    if given["worked"]:
        sheet.assume(
            "这是下限；双方另有约定或实际劳动报酬更高的，按更高的",
            "this is the least; a higher agreed or earned wage counts",
        )


def sick_pay(sheet: Sheet) -> Result:
    """Return the floor of sick pay: 80 per cent of the minimum wage, or more by contract."""
    given = sheet.given
    on = given["date"] or sheet.on
    least = needed_minimum(sheet, on=on)
    ratio = sheet.parameter("sick_pay_ratio", on=on)
    floor = least.value * ratio.value
    sheet.step(
        Text("病假工资下限", "floor of sick pay"),
        f"{bare(least.value)} × {bare(ratio.value)}",
        cents(floor),
        laws.SICK_PAY,
        parameters=(least.amount, ratio),
    )
    wage = floor
    agreed = given["contract_sick_wage"]
    if agreed is not None and agreed > floor:
        wage = agreed
        sheet.step(Text("约定高于下限，按约定", "the agreed sick pay is higher and counts"), bare(agreed), cents(wage))  # fmt: skip
    exact = wage * given["months"]
    sheet.step(Text("应付", "owed"), f"{bare(wage)} × {bare(given['months'])}", cents(exact))
    sheet.item("sick_pay", Text("病假工资", "sick pay"), exact)
    sheet.pay_off(given["paid"])
    return sheet.result(floor=money(floor))


STOPPAGE_PAY = Kind(
    "stoppage_pay",
    "停工停产工资",
    "Pay during a stoppage",
    "不是因为本人停工的，第一个月照发工资，其后不低于最低工资或发生活费。",
    "Full pay for the first month of a stoppage one did not cause, then the minimum wage or an allowance.",
    STOPPAGE_INPUTS,
    (laws.STOPPAGE, laws.PLACE_OF_WORK),
    stoppage,
)
SICK_PAY = Kind(
    "sick_pay",
    "病假工资",
    "Sick pay",
    "病假工资不低于当地最低工资的八成。",
    "At least four fifths of the local minimum wage.",
    SICK_INPUTS,
    (laws.SICK_PAY, laws.PLACE_OF_WORK),
    sick_pay,
    (("floor", "每月下限（元）", "floor per month, yuan"),),
)
