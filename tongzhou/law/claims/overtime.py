"""加班费 — overtime by the kind of day. 劳动法 41, 44; 劳动合同法 31; 工资支付暂行规定 13."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tongzhou.law.claims import laws
from tongzhou.law.claims.choices import HOURS_LIMIT, ROUNDING
from tongzhou.law.claims.inputs import Given, Input
from tongzhou.law.claims.result import Result
from tongzhou.law.claims.sheet import Kind, Sheet
from tongzhou.law.claims.wages import CLAIMED, PLACE, assume_calendar, minimum_wage
from tongzhou.law.claims.words import BadInput, Text, bare, cents, money

DAY_HOURS = Decimal(8)
SYSTEMS = {
    "standard": Text("标准工时", "standard hours"),
    "comprehensive": Text("综合计算工时（经批准）", "comprehensive hours (approved)"),
    "irregular": Text("不定时工作制（经批准）", "irregular hours (approved)"),
}
CYCLES = {
    "month": Text("月", "month"),
    "quarter": Text("季", "quarter"),
    "year": Text("年", "year"),
}
STYLES = {
    "auto": Text("由系统判断", "judged from the sheet"),
    "total": Text("当日全部工作时间", "all hours worked that day"),
    "overtime": Text("只是加班的时间", "overtime hours only"),
}
DAY_MOST = Decimal(24)
INPUTS = (
    Input("monthly_wage", "月工资（合同约定）", "monthly wage by contract", unit="元/月", first=True),
    Input("hourly", "小时工资", "hourly wage", "与 monthly_wage 二者给一", "instead of monthly_wage", unit="元/小时"),
    Input("weekday_hours", "工作日加班小时数", "overtime hours on workdays", sort="number", unit="小时", first=True),
    Input("restday_hours", "休息日加班小时数（没有补休的）", "hours on rest days without substitute rest", "周末和调休放假、但不是法定假日的日子", "weekends and days off that are not statutory holidays", sort="number", unit="小时", first=True),
    Input("holiday_hours", "法定节假日加班小时数", "hours on statutory holidays", "全年十三天：元旦、春节四天、清明、劳动节两天、端午、中秋、国庆三天", "the thirteen statutory days", sort="number", unit="小时", first=True),
    Input(
        "timesheet", "考勤（逐日）", "timesheet, day by day",
        "按日历自动分辨工作日、调休上班、休息日、法定节假日；代替上面三项小时数",
        "the calendar tells the kind of each day; instead of the three sums of hours",
        sort="table",
        columns=(
            Input("date", "日期", "day", sort="date", required=True),
            Input("hours", "小时数", "hours", "含义见 timesheet_hours", "see timesheet_hours", sort="number", most=DAY_MOST),
            Input("total_hours", "当日全部工作时间", "all hours worked that day", "工作日只计超过八小时的部分", "on a workday only those beyond eight count", sort="number", most=DAY_MOST),
            Input("overtime_hours", "当日加班时间", "overtime hours of that day", sort="number", most=DAY_MOST),
            Input("substitute_rest", "已安排补休", "substitute rest was given", "只有休息日加班可以补休抵扣", "counts on rest days only", sort="flag", default=False),
        ),
    ),
    Input("timesheet_hours", "考勤表 hours 一列的含义", "what the column hours means", "不填时：工作日有一行达到八小时即视为全部工作时间，否则视为加班时间，并在结果中说明", "if left out: all hours worked, as soon as one workday has eight or more; else overtime only; the result says which", sort="choice", choices=STYLES, default="auto"),
    Input("hours_system", "工时制度", "system of working hours", "特殊工时须经批准", "special systems need approval", sort="choice", choices=SYSTEMS, default="standard"),
    Input("cycle", "综合计算周期", "cycle of comprehensive hours", sort="choice", choices=CYCLES, default="quarter"),
    Input("cycle_hours", "周期内全部工作时间", "all hours worked in the cycle", "只用于综合计算工时；代替 weekday_hours、restday_hours", "comprehensive hours only; instead of weekday and rest-day hours", sort="number", unit="小时"),
    Input("date", "加班所在的日期", "a day of the period", "决定适用哪个版本的标准；默认取考勤表的最后一日或今天", "selects the version of standards; default last day of the sheet, or today", sort="date"),
    Input("paid", "已付加班费", "overtime already paid", unit="元", aliases=("already_paid",)),
    *PLACE,
    CLAIMED,
    ROUNDING.as_input(),
    HOURS_LIMIT.as_input(),
)  # fmt: skip
LABELS = {
    "extended": Text("工作日延长工作时间", "extended hours on workdays"),
    "rest_day": Text("休息日加班", "work on rest days"),
    "holiday": Text("法定节假日加班", "work on statutory holidays"),
}


@dataclass
class Hours:
    """Hours of overtime by kind of day, and those that count toward the monthly limit."""

    extended: Decimal = Decimal(0)
    rest_day: Decimal = Decimal(0)
    holiday: Decimal = Decimal(0)
    by_month: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    def add(self, kind: str, hours: Decimal, *, month: str, limited: bool) -> None:
        """Add hours of one day."""
        setattr(self, kind, getattr(self, kind) + hours)
        if limited:
            self.by_month[month] += hours


def overtime(sheet: Sheet) -> Result:
    """Return the least owed for overtime. 劳动法 44."""
    given = sheet.given
    given.need("monthly_wage", "hourly")
    on = _day(given, sheet.on)
    system = given["hours_system"]
    hours = _hours(sheet, on)
    if system != "standard":
        sheet.decide(
            "special_hours_approved",
            "特殊工时制须经人力资源社会保障行政部门批准；没有批准的按标准工时计算",
            "special hours need the authority's approval; without it standard hours apply",
        )
    if system == "irregular":
        sheet.step(
            Text(
                "不定时工作制，不适用加班工资的规定",
                "irregular hours: the rules on overtime do not apply",
            ),
            "0",
            Decimal(0),
            laws.OVERTIME_1994,
        )
        hours = Hours()
    if system == "comprehensive":
        hours = _comprehensive(sheet, hours, on)
    hourly = _hourly(sheet, on)
    for kind in ("extended", "rest_day", "holiday"):
        _item(sheet, kind, hourly, getattr(hours, kind), on)
    _flag_36(sheet, hours, on)
    sheet.pay_off(given["paid"])
    sheet.assume(
        "加班事实由劳动者举证，记录由用人单位掌握的，用人单位应当提供",
        "the worker shows that overtime was worked; records the employer holds must be produced by it",
    )
    return sheet.result(
        hourly=money(hourly),
        weekday_hours=hours.extended,
        restday_hours=hours.rest_day,
        holiday_hours=hours.holiday,
    )


def _day(given: Given, today: date) -> date:
    if given["date"] is not None:
        return date.fromisoformat(str(given["date"]))
    return max((row["date"] for row in given["timesheet"] or ()), default=today)


def _hours(sheet: Sheet, on: date) -> Hours:
    given = sheet.given
    sums = ("weekday_hours", "restday_hours", "holiday_hours")
    if given["timesheet"] is None:
        if given["cycle_hours"] is None:
            given.need(*sums, "timesheet", "cycle_hours")
        parts = [given[name] or Decimal(0) for name in sums]
        found = Hours(extended=parts[0], rest_day=parts[1], holiday=parts[2])
        limited = found.extended
        if sheet.chosen(HOURS_LIMIT) == "all":
            limited = sum(parts, Decimal(0))
        found.by_month[f"{on:%Y-%m}"] = limited
        return found
    for name in (*sums, "cycle_hours"):
        if given[name] is not None:
            raise BadInput(
                name, "已给出 timesheet，不能再给", "must not be given together with timesheet"
            )
    return _from_timesheet(sheet, given["timesheet"])


def _from_timesheet(sheet: Sheet, rows: list[Given]) -> Hours:
    calendar = sheet.calendar
    style = _style(sheet, rows)
    counts_all = sheet.chosen(HOURS_LIMIT) == "all"
    days = [row["date"] for row in rows]
    assume_calendar(sheet, min(days), max(days))
    found = Hours()
    for number, row in enumerate(rows, start=1):
        day, kind = row["date"], _kind(sheet, row["date"])
        hours = _overtime_of(row, kind, style, number)
        if row["substitute_rest"] and kind == "rest_day":
            sheet.step(
                Text(f"{day} 休息日加班已补休", f"{day} rest day made up for by substitute rest"),
                f"{bare(hours)} → 0",
                Decimal(0),
                laws.OVERTIME_RATES,
            )
            continue
        if row["substitute_rest"]:
            sheet.warn(
                "no_substitute_rest",
                f"{day} 不是休息日，不能以补休代替加班费",
                f"{day} is not a rest day: substitute rest does not replace the pay",
            )
        why = calendar.why_rest(day)
        what = Text(
            f"{day} {why or ('调休上班' if day in calendar.worked else '工作日')}：{LABELS[kind].zh}",
            f"{day}: {LABELS[kind].en}",
        )
        sheet.step(what, f"{bare(hours)} h", hours, laws.OVERTIME_RATES)
        month = f"{day:%Y-%m}"
        found.add(kind, hours, month=month, limited=counts_all or kind == "extended")
    return found


def _kind(sheet: Sheet, day: date) -> str:
    if day in sheet.calendar.statutory:
        return "holiday"
    return "extended" if sheet.calendar.is_workday(day) else "rest_day"


def _style(sheet: Sheet, rows: list[Given]) -> str:
    style: str = sheet.given["timesheet_hours"]
    if style != "auto" or all(row["hours"] is None for row in rows):
        return style
    whole = any(
        (row["hours"] or 0) >= DAY_HOURS and _kind(sheet, row["date"]) == "extended" for row in rows
    )
    if whole:
        sheet.assume(
            "考勤表的小时数视为当日全部工作时间，工作日只计超过八小时的部分",
            "the hours of the sheet were taken as all hours worked: on workdays those beyond eight count",
        )
        return "total"
    sheet.assume("考勤表的小时数视为加班时间", "the hours of the sheet were taken as overtime only")
    return "overtime"


def _overtime_of(row: Given, kind: str, style: str, number: int) -> Decimal:
    stated = [name for name in ("hours", "total_hours", "overtime_hours") if row[name] is not None]
    if len(stated) != 1:
        raise BadInput(
            f"timesheet[{number}].hours",
            "须恰给出 hours、total_hours、overtime_hours 之一",
            "give exactly one of hours, total_hours, overtime_hours",
        )
    hours = Decimal(row[stated[0]])
    is_total = stated[0] == "total_hours" or (stated[0] == "hours" and style == "total")
    return max(hours - DAY_HOURS, Decimal(0)) if is_total and kind == "extended" else hours


def _comprehensive(sheet: Sheet, hours: Hours, on: date) -> Hours:
    """Above the hours of the cycle 150 %, statutory holidays 300 %, and no rest-day rate."""
    worked = sheet.given["cycle_hours"]
    if worked is None:
        extended = hours.extended + hours.rest_day
        if hours.rest_day:
            sheet.warn(
                "no_rest_day_rate",
                "综合计算工时制没有休息日的二倍，一并按延长工作时间计算",
                "under comprehensive hours there is no rest-day rate; the hours count as extended",
            )
        return Hours(extended, Decimal(0), hours.holiday, hours.by_month)
    name = f"working_days_per_{sheet.given['cycle']}"
    days = sheet.parameter(name, on=on)
    standard = days.value * DAY_HOURS
    extended = max(worked - hours.holiday - standard, Decimal(0))
    sheet.step(
        Text("超过周期标准工时的部分", "hours above the standard of the cycle"),
        f"{bare(worked)} − {bare(hours.holiday)} − {bare(days.value)} × 8",
        extended,
        laws.OVERTIME_1994,
        parameters=(days,),
    )
    return Hours(extended, Decimal(0), hours.holiday)


def _hourly(sheet: Sheet, on: date) -> Decimal:
    """Return the hourly wage: monthly ÷ 174, never below the minimum wage."""
    given = sheet.given
    per_month = sheet.parameter("paid_hours_per_month", on=on)
    wage = given["hourly"]
    if given["monthly_wage"] is not None:
        if wage is not None:
            raise BadInput(
                "hourly", "与 monthly_wage 只能给一个", "give either this or monthly_wage"
            )
        wage = given["monthly_wage"] / per_month.value
        sheet.step(
            Text("小时工资", "hourly wage"),
            f"{bare(given['monthly_wage'])} ÷ {bare(per_month.value)}",
            wage,
            laws.OVERTIME_1994,
            parameters=(per_month,),
        )
    least = minimum_wage(sheet, on=on, bites_below=wage * per_month.value)
    if least is not None and wage < least.value / per_month.value:
        wage = least.value / per_month.value
        sheet.step(
            Text("基数不得低于最低工资", "the base may not be below the minimum wage"),
            f"{bare(least.value)} ÷ {bare(per_month.value)}",
            wage,
            laws.MINIMUM_COUNTABLE,
            parameters=(least.amount, per_month),
        )
    return cents(wage) if sheet.chosen(ROUNDING) == "unit" else Decimal(wage)


def _item(sheet: Sheet, kind: str, hourly: Decimal, hours: Decimal, on: date) -> None:
    if not hours:
        return
    rate = sheet.parameter("overtime_rate", on=on, key=kind)
    exact = hourly * rate.value * hours
    sheet.step(
        LABELS[kind],
        f"{bare(hourly)} × {bare(rate.value)} × {bare(hours)}",
        cents(exact),
        laws.OVERTIME_RATES,
        laws.OVERTIME_1994,
        laws.OVERTIME_DUTY,
        parameters=(rate,),
    )
    sheet.item(f"overtime_{kind}", LABELS[kind], exact)


def _flag_36(sheet: Sheet, hours: Hours, on: date) -> None:
    limit = sheet.parameter("overtime_hours_per_month", on=on)
    for month, worked in sorted(hours.by_month.items()):
        if worked > limit.value:
            sheet.warn(
                "over_36_hours",
                f"{month} 加班 {bare(worked)} 小时，超过每月三十六小时的上限；仍应支付，可向劳动保障监察投诉",
                f"{month}: {bare(worked)} hours, more than the 36 that may be ordered; they are owed all the same",
            )


OVERTIME = Kind(
    "overtime",
    "加班费",
    "Overtime pay",
    "工作日加班一点五倍，休息日没有补休的二倍，法定节假日三倍。",
    "One and a half times on workdays, twice on rest days without substitute rest, three times on holidays.",
    INPUTS,
    (
        laws.OVERTIME_RATES, laws.OVERTIME_LIMIT, laws.OVERTIME_DUTY, laws.OVERTIME_1994, laws.MINIMUM_COUNTABLE,
    ),
    overtime,
    (
        ("hourly", "小时工资", "hourly wage"),
        ("weekday_hours", "工作日小时", "workday hours"),
        ("restday_hours", "休息日小时", "rest-day hours"),
        ("holiday_hours", "法定节假日小时", "holiday hours"),
    ),
)  # fmt: skip
