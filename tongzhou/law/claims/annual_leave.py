"""未休年休假工资 — pay for annual leave not taken. 年休假条例 3–5, 7; 实施办法 3, 5, 10–12."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_FLOOR, Decimal

from tongzhou.law.claims import laws
from tongzhou.law.claims.choices import LEAVE_ADDITIONAL, ROUNDING
from tongzhou.law.claims.inputs import Input
from tongzhou.law.claims.result import Result
from tongzhou.law.claims.sheet import Kind, Sheet
from tongzhou.law.claims.wages import CLAIMED, WAGES, average_of
from tongzhou.law.claims.words import BadInput, Text, bare, cents, money

YEAR_DAYS = Decimal(365)  # 实施办法 5, 12 name 365 days, also for a leap year
YEARS_MOST = Decimal(70)
BARS = {
    "none": Text("没有", "none"),
    "school_holidays": Text("已享受寒暑假且天数更多", "longer school holidays"),
    "personal_leave": Text(
        "事假累计二十天以上且不扣工资", "paid personal leave of 20 days or more"
    ),
    "sick_leave": Text("病假累计达到二、三、四个月", "sick leave of two, three or four months"),
}
INPUTS = (
    Input("avg_wage", "前十二个月平均工资（不含加班费）", "average wage of the last twelve months without overtime", "支付未休年休假工资前的十二个月", "the twelve months before the payment", unit="元/月", first=True, aliases=("average_wage",)),
    WAGES,
    Input("days", "应休未休的天数", "days of leave not taken", "知道天数的直接给出；不知道的给工作年限和入职、离职日期", "if known; otherwise give years worked and dates", sort="number", most=Decimal(366), unit="天", first=True, aliases=("unused_days",)),
    Input("worked_years", "累计工作年限（所有单位）", "years worked, all employers", sort="number", most=YEARS_MOST, unit="年", first=True, aliases=("total_years",)),
    Input("full_days", "全年应休天数", "days of leave in a full year", "不给则按年限：五、十、十五天", "by years worked if left out: 5, 10 or 15", sort="number", most=Decimal(60), unit="天"),
    Input("joined", "当年入职日期", "day of joining in the year", sort="date", first=True),
    Input("left", "当年离职日期（最后一日）", "last day of work in the year", sort="date", first=True),
    Input("taken", "当年已休天数", "days taken in the year", sort="number", most=Decimal(366), default=0, unit="天"),
    Input("twelve_months", "是否已连续工作满十二个月", "twelve months worked without a break", sort="flag", default=True),
    Input("no_entitlement", "是否有不享受当年年休假的情形", "something that excludes leave this year", sort="choice", choices=BARS, default="none"),
    Input("refused", "本人因个人原因书面提出不休", "the worker declined in writing for own reasons", sort="flag", default=False, aliases=("refused_in_writing",)),
    Input("overdue_order", "责令支付后逾期仍未支付", "an order to pay has passed its deadline", sort="flag", default=False, aliases=("order_expired",)),
    Input("date", "支付或离职的日期", "day of payment", "决定月计薪天数的版本；默认为离职日期或今天", "selects the version of standards; default last day of work, or today", sort="date"),
    Input("already_paid", "已付未休年休假工资（额外部分）", "already paid on top", unit="元", aliases=("paid",)),
    CLAIMED,
    ROUNDING.as_input(),
    LEAVE_ADDITIONAL.as_input(),
)  # fmt: skip


def annual_leave(sheet: Sheet) -> Result:
    """Return what is owed on top of wages for leave not taken. 年休假条例 5, 实施办法 10–12."""
    given = sheet.given
    if given["avg_wage"] is None and given["monthly_wages"] is None and not _dates_only(sheet):
        given.need("avg_wage", "monthly_wages")
    days, entitled = _days(sheet)
    if given["avg_wage"] is None and given["monthly_wages"] is None:
        sheet.warn(
            "wage_missing",
            "没有给出工资，只算天数",
            "no wage was given: only the days were reckoned",
        )
        return sheet.result(is_money=False, days=days, entitled_days=entitled, daily=None)
    daily = _daily(sheet)
    exact = _pay(sheet, days, daily)
    _additional(sheet, exact, days, daily)
    sheet.pay_off(given["already_paid"])
    return sheet.result(days=days, entitled_days=entitled, daily=money(daily))


def _dates_only(sheet: Sheet) -> bool:
    given = sheet.given
    return given["days"] is None and bool(given["joined"] or given["left"])


def _days(sheet: Sheet) -> tuple[Decimal, Decimal]:
    """Return the days not taken, and the days of leave the year gives."""
    given = sheet.given
    if (bar := given["no_entitlement"]) != "none" or not given["twelve_months"]:
        cites = laws.NO_LEAVE if bar != "none" else laws.LEAVE_FIRST_YEAR
        what = (
            BARS[bar]
            if bar != "none"
            else Text("未连续工作满十二个月", "less than twelve months worked")
        )
        sheet.step(
            Text(f"当年不享受年休假：{what.zh}", f"no leave this year: {what.en}"),
            "0",
            Decimal(0),
            cites,
        )
        return Decimal(0), Decimal(0)
    if given["days"] is not None:
        sheet.step(
            Text("应休未休天数（按所给）", "days not taken, as given"),
            bare(given["days"]),
            given["days"],
            laws.LEAVE_PAY,
        )
        return given["days"], given["days"]
    full = _full(sheet)
    return _of_the_year(sheet, full)


def _full(sheet: Sheet) -> Decimal:
    given = sheet.given
    given.need("worked_years", "full_days", "days")
    if given["full_days"] is not None:
        return Decimal(given["full_days"])
    years = given["worked_years"]
    full = Decimal(0 if years < 1 else 5 if years < 10 else 10 if years < 20 else 15)
    sheet.step(
        Text(
            f"累计工作 {bare(years)} 年，全年年休假",
            f"{bare(years)} years worked: leave in a full year",
        ),
        bare(years),
        full,
        laws.LEAVE_DAYS,
    )
    return full


def _of_the_year(sheet: Sheet, full: Decimal) -> tuple[Decimal, Decimal]:
    given = sheet.given
    joined, left, taken = given["joined"], given["left"], given["taken"]
    if joined and left and joined.year != left.year:
        joined = None  # leave is counted within the year of leaving
    if left is not None:
        first = joined or date(left.year, 1, 1)
        if left < first:
            raise BadInput("left", f"早于 joined（{first}）", f"lies before joined ({first})")
        count, cites = (left - first).days + 1, laws.LEAVE_LEFT
        name = Text("离职：按当年已过天数折算", "leaving: by the days of the year that have passed")
    elif joined is not None:
        count, cites = (date(joined.year, 12, 31) - joined).days + 1, laws.LEAVE_JOINED
        name = Text("新入职：按当年剩余天数折算", "joining: by the days of the year that remain")
    else:
        rest = max(full - taken, Decimal(0))
        sheet.step(Text("全年应休减已休", "full year less days taken"), f"{bare(full)} − {bare(taken)}", rest, laws.LEAVE_PAY)  # fmt: skip
        return rest, full
    share = Decimal(count) / YEAR_DAYS * full
    entitled = _whole(share)
    # 实施办法 12 takes off the days taken first and drops the part day last; 5 drops it first.
    rest = _whole(share - taken) if left is not None else max(entitled - taken, Decimal(0))
    sheet.step(
        name,
        f"{count} ÷ 365 × {bare(full)} − {bare(taken)} = {bare((share - taken).quantize(Decimal('0.01')))}",
        rest,
        cites,
    )
    return rest, entitled


def _whole(share: Decimal) -> Decimal:
    """Drop the part day; never below nought, since leave taken in excess is not claimed back."""
    return max(share.to_integral_value(ROUND_FLOOR), Decimal(0))


def _daily(sheet: Sheet) -> Decimal:
    given = sheet.given
    average = average_of(sheet)
    paid_days = sheet.parameter(
        "paid_days_per_month", on=given["date"] or given["left"] or sheet.on
    )
    daily = average / paid_days.value
    if sheet.chosen(ROUNDING) == "unit":
        daily = cents(daily)
    sheet.step(
        Text("日工资", "daily wage"),
        f"{bare(average)} ÷ {bare(paid_days.value)}",
        daily,
        laws.LEAVE_DAILY,
        parameters=(paid_days,),
    )
    return daily


def _pay(sheet: Sheet, days: Decimal, daily: Decimal) -> Decimal:
    if sheet.given["refused"]:
        sheet.step(
            Text("本人书面提出不休，只付正常工资", "declined in writing: only normal wages"),
            "0",
            Decimal(0),
            laws.LEAVE_UNUSED,
        )
        exact = Decimal(0)
    else:
        extra = sheet.parameter("annual_leave_rate", on=sheet.on).value - 1
        exact = days * daily * extra
        sheet.step(
            Text(
                "另付百分之二百（百分之三百中含已发的正常工资）",
                "200 per cent on top of the wage already paid",
            ),
            f"{bare(days)} × {bare(daily)} × {bare(extra)}",
            cents(exact),
            laws.LEAVE_PAY,
            laws.LEAVE_UNUSED,
        )
    sheet.item(
        "annual_leave",
        Text("未休年休假工资（额外部分）", "pay for leave not taken, on top of wages"),
        exact,
    )
    return exact


def _additional(sheet: Sheet, exact: Decimal, days: Decimal, daily: Decimal) -> None:
    if not sheet.given["overdue_order"] or not exact:
        return
    whole = sheet.chosen(LEAVE_ADDITIONAL) == "whole"
    rate = sheet.parameter("annual_leave_rate", on=sheet.on)
    more = days * daily * rate.value if whole else exact
    sheet.step(
        Text("责令后逾期不付，加付同额赔偿金", "not paid after an order: the same sum again"),
        f"1 × {bare(cents(more))}",
        cents(more),
        laws.LEAVE_BREACH,
    )
    sheet.item("additional", Text("加付赔偿金", "additional payment"), more)


ANNUAL_LEAVE = Kind(
    "annual_leave",
    "未休年休假工资",
    "Pay for annual leave not taken",
    "应休未休的年休假，每天在正常工资之外再付两天的工资。",
    "Two days' wage on top for each day of annual leave not taken.",
    INPUTS,
    (
        laws.LEAVE_DAYS, laws.NO_LEAVE, laws.LEAVE_PAY, laws.LEAVE_BREACH, laws.LEAVE_FIRST_YEAR,
        laws.LEAVE_JOINED, laws.LEAVE_UNUSED, laws.LEAVE_DAILY, laws.LEAVE_LEFT,
    ),
    annual_leave,
    (
        ("daily", "日工资", "daily wage"),
        ("days", "应付的天数", "days to be paid"),
        ("entitled_days", "当年应休天数", "days of leave in the year"),
    ),
)  # fmt: skip
