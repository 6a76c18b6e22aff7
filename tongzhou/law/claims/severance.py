"""经济补偿与违法解除赔偿金 — severance N and damages 2N. 劳动合同法 46–48, 87, 97; 实施条例 10, 25, 27."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tongzhou.law.calendar import DAY
from tongzhou.law.claims import laws
from tongzhou.law.claims.choices import INCLUDE_OVERTIME
from tongzhou.law.claims.grounds import CITES, GROUNDS, REASON, Ground
from tongzhou.law.claims.inputs import Input
from tongzhou.law.claims.result import Result
from tongzhou.law.claims.sheet import Kind, Sheet
from tongzhou.law.claims.wages import (
    AVERAGE,
    CLAIMED,
    PLACE,
    WAGES,
    average_of,
    minimum_wage,
    order_of,
)
from tongzhou.law.claims.words import Text, bare, cents, money
from tongzhou.law.reckoning import add_months

IN_FORCE = date(2008, 1, 1)  # 劳动合同法 97: years of service are counted from here
HALF = Decimal("0.5")

INPUTS = (
    Input("start", "入职日期（用工之日）", "first day of work", sort="date", required=True, first=True),
    Input("end", "离职日期（最后一日）", "last day of work", sort="date", required=True, first=True),
    AVERAGE,
    WAGES,
    REASON,
    Input(
        "local_avg_monthly_wage",
        "设区的市上年度职工月平均工资",
        "average monthly wage of the prefecture-level city, previous year",
        "用于三倍封顶；不得以自治区的数代替；不给则不封顶并提示",
        "for the cap of three times; without it no cap is applied, with a warning",
        unit="元/月",
    ),
    *PLACE,
    Input(
        "prior_months",
        "合并计算的原单位工龄（月）",
        "months of service in a former unit that are merged",
        "非因本人原因被安排到新单位、且原单位未付过补偿的",
        "moved not for own reason and not yet compensated there",
        sort="integer",
        most=Decimal(720),
        unit="月",
    ),
    Input(
        "avg_overtime",
        "平均工资中的月均加班费",
        "overtime pay contained in the average wage",
        "仅在 severance_include_overtime 为 no 时剔除",
        "left out only if severance_include_overtime is no",
        unit="元/月",
    ),
    Input("already_paid", "已付的补偿", "already paid", unit="元"),
    CLAIMED,
    INCLUDE_OVERTIME.as_input(),
)  # fmt: skip
FACTS = (
    ("months", "补偿的月数", "number of months' wages"),
    ("base", "计算基数（元/月）", "wage that counts, yuan a month"),
    ("severance", "经济补偿 N（元）", "severance N, yuan"),
)


@dataclass(frozen=True)
class Entitlement:
    """Severance as the law counts it: wage that counts, number of months, and the product rounded."""

    base: Decimal
    months: Decimal

    @property
    def amount(self) -> Decimal:
        """Return N, in yuan."""
        return cents(self.base * self.months)


def severance(sheet: Sheet) -> Result:
    """Return severance pay. 劳动合同法 47."""
    ground = GROUNDS[sheet.given["reason"]]
    owed = entitlement(sheet, from_first_day=False)
    _on_the_ground(sheet, ground)
    if ground.code == "unlawful":
        sheet.warn(
            "unlawful_gives_twice",
            "违法解除可改为请求赔偿金（二倍），与经济补偿不能同时主张",
            "for an unlawful ending twice the sum may be claimed instead; never both",
        )
    due = owed.amount if ground.gives_severance else Decimal(0)
    sheet.item(
        "severance", Text("经济补偿", "severance pay"), due, paid=sheet.given["already_paid"]
    )
    _limitation(sheet)
    return sheet.result(
        months=owed.months if due else Decimal(0), base=money(owed.base), severance=money(due)
    )


def unlawful_dismissal(sheet: Sheet) -> Result:
    """Return damages for an unlawful ending: twice severance. 劳动合同法 87, 实施条例 25."""
    given = sheet.given
    ground = GROUNDS[given["reason"]]
    owed = entitlement(sheet, from_first_day=True)
    due = 2 * owed.amount
    if ground.by in ("worker", "law") and ground.code != "unspecified":
        sheet.step(
            Text(f"事由：{ground.text.zh}", f"ground: {ground.text.en}"),
            "0",
            Decimal(0),
            *ground.cites,
        )
        sheet.warn(
            "not_ended_by_employer",
            "按所选事由，合同不是由用人单位解除或终止的，没有违法解除赔偿金",
            "on this ground it was not the employer who ended the contract: no damages",
        )
        due = Decimal(0)
    elif given["wants_to_continue"]:
        sheet.step(
            Text("要求继续履行劳动合同", "the worker wants the contract to go on"),
            "0",
            Decimal(0),
            laws.UNLAWFUL,
        )
        due = Decimal(0)
    else:
        sheet.step(
            Text("赔偿金为经济补偿的二倍", "damages are twice severance"),
            f"2 × {owed.amount}",
            due,
            laws.TWICE,
            laws.NOT_BOTH,
        )
    sheet.decide(
        "unlawful_or_not",
        "解除或终止是否违法，由调解、仲裁或法院认定；解除的事实和理由由用人单位举证",
        "whether the ending was unlawful is for mediation, arbitration or court; the employer must prove it",
    )
    sheet.item(
        "damages",
        Text("违法解除赔偿金", "damages for unlawful ending"),
        due,
        paid=given["already_paid"],
    )
    sheet.assume(
        "已含经济补偿，不再另付经济补偿和代通知金",
        "includes severance; no severance or pay in place of notice besides",
    )
    _limitation(sheet)
    return sheet.result(months=owed.months, base=money(owed.base), severance=money(owed.amount))


def entitlement(sheet: Sheet, *, from_first_day: bool) -> Entitlement:
    """Work out base and months of severance, writing down each step."""
    order_of(sheet.given, "start", "end")
    months = _months(sheet, from_first_day=from_first_day)
    base, months = _capped(sheet, _base(sheet), months)
    found = Entitlement(base, months)
    sheet.step(
        Text("经济补偿", "severance"),
        f"{bare(base)} × {bare(months)}",
        found.amount,
        laws.SEVERANCE,
    )
    return found


def _months(sheet: Sheet, *, from_first_day: bool) -> Decimal:
    given = sheet.given
    start, end, prior = given["start"], given["end"], given["prior_months"] or 0
    if start < IN_FORCE:
        sheet.warn(
            "service_before_2008",
            "2008年以前的工龄按当时的规定另行计算（赔偿金自用工之日起计算），须由人核对",
            "service before 2008 follows the rules of its time (damages count from the first day); "
            "a person must check it",
        )
        if not from_first_day:
            start = IN_FORCE
    whole, left = _time(start, end)
    total = whole + prior
    years, rest = divmod(total, 12)
    months = Decimal(years)
    if rest >= 6:
        months += 1
    elif rest or left:
        months += HALF
    sheet.step(
        Text(
            f"工作年限 {start} 至 {end}{f'，并入 {prior} 个月' if prior else ''}：满 {years} 年 {rest} 个月余 {left} 天",
            f"service {start} to {end}{f' and {prior} months merged' if prior else ''}: {years} years, {rest} months, "
            f"{left} days",
        ),
        f"{years} + {bare(months - years)}",
        months,
        laws.SEVERANCE,
        *((laws.MERGED_SERVICE,) if prior else ()),
        *((laws.BEFORE_2008,) if start == IN_FORCE and given["start"] < IN_FORCE else ()),
    )
    return months


def _time(start: date, end: date) -> tuple[int, int]:
    """Return whole months and days left from the first to the last day, both worked."""
    after = end + DAY
    if after <= start:
        return 0, 0
    months = (after.year - start.year) * 12 + after.month - start.month
    if add_months(start, months) > after:
        months -= 1
    return months, (after - add_months(start, months)).days


def _base(sheet: Sheet) -> Decimal:
    given = sheet.given
    base = average_of(sheet)
    if given["avg_overtime"] and sheet.chosen(INCLUDE_OVERTIME) == "no":
        sheet.step(
            Text("剔除加班费", "without overtime pay"),
            f"{bare(base)} − {bare(given['avg_overtime'])}",
            max(base - given["avg_overtime"], Decimal(0)),
            laws.WAGES_PAYABLE,
        )
        base = max(base - given["avg_overtime"], Decimal(0))
    least = minimum_wage(sheet, on=given["end"], bites_below=base)
    if least is None:
        sheet.assume(
            "没有给出地区，未与当地最低工资比较",
            "no place was given: not compared with the minimum wage",
        )
    elif base < least.value:
        sheet.step(
            Text(
                "平均工资低于最低工资，按最低工资计算",
                "average below the minimum wage, which counts instead",
            ),
            f"max({bare(base)}, {bare(least.value)})",
            least.value,
            laws.WAGES_PAYABLE,
            parameters=(least.amount,),
        )
        base = least.value
    return base


def _capped(sheet: Sheet, base: Decimal, months: Decimal) -> tuple[Decimal, Decimal]:
    """Apply the cap for high earners. 劳动合同法 47(2): the twelve years bind only them."""
    local, end = sheet.given["local_avg_monthly_wage"], max(sheet.given["end"], IN_FORCE)
    times = sheet.parameter("severance_cap", on=end, key="times")
    years = sheet.parameter("severance_cap", on=end, key="years")
    if local is None:
        least = minimum_wage(sheet, on=sheet.given["end"], bites_below=base)
        # An average is never below the minimum wage: up to three minimum wages no cap can bite.
        if least is None or base > times.value * least.value:
            sheet.warn(
                "cap_not_checked",
                "没有给出设区的市上年度职工月平均工资，未作三倍封顶；工资较高的须补上再算",
                "the city's average wage was not given, so no cap was applied; high wages need it",
            )
        return base, months
    cap = times.value * local
    if base <= cap:
        sheet.step(
            Text(
                "未超过当地月平均工资三倍，不封顶",
                "not above three times the local average: no cap",
            ),
            f"{bare(base)} ≤ {bare(times.value)} × {bare(local)}",
            base,
            laws.SEVERANCE,
            parameters=(times,),
        )
        return base, months
    sheet.step(
        Text(
            "超过当地月平均工资三倍：按三倍，至多十二年",
            "above three times the local average: capped",
        ),
        f"{bare(times.value)} × {bare(local)}; min({bare(months)}, {bare(years.value)})",
        cap,
        laws.SEVERANCE,
        parameters=(times, years),
    )
    return cap, min(months, years.value)


def _on_the_ground(sheet: Sheet, ground: Ground) -> None:
    value = Text("应付", "due") if ground.gives_severance else Text("不付", "not due")
    sheet.step(
        Text(f"事由：{ground.text.zh}", f"ground: {ground.text.en}"), "—", value, *ground.cites
    )
    if ground.by == "open":
        sheet.decide(
            "ground_to_be_found",
            "合同因何结束没有说明；是否属于应付经济补偿的情形，须由人认定",
            "the ground was not stated; a person must find whether it gives severance",
        )


def _limitation(sheet: Sheet) -> None:
    """Warn where a year has passed since the contract ended; 时效 counts only if it is raised."""
    if sheet.on > add_months(sheet.given["end"], 12):
        sheet.warn(
            "limitation_risk",
            f"离职已满一年（{sheet.given['end']} 起）；对方提出时效抗辩而没有中断、中止的，可能得不到支持",
            f"more than a year since {sheet.given['end']}; if the other side raises limitation, the claim may fail",
        )


SEVERANCE = Kind(
    "severance",
    "经济补偿",
    "Severance pay",
    "合同结束时，每工作满一年补偿一个月工资。",
    "One month's wage for each year worked, when the contract ends on a ground that gives it.",
    INPUTS,
    (*CITES, laws.SEVERANCE, laws.MERGED_SERVICE, laws.BEFORE_2008, laws.WAGES_PAYABLE),
    severance,
    FACTS,
)
UNLAWFUL_DISMISSAL = Kind(
    "unlawful_dismissal",
    "违法解除赔偿金",
    "Damages for unlawful ending",
    "用人单位违法解除或终止合同的，按经济补偿的二倍赔偿。",
    "Twice severance, where the employer ended the contract against the law.",
    (
        *INPUTS,
        Input(
            "wants_to_continue",
            "要求继续履行合同",
            "the worker wants the contract to go on",
            "选择继续履行的，不付赔偿金",
            "then no damages are paid",
            sort="flag",
            default=False,
        ),
    ),
    (*SEVERANCE.cites, laws.TWICE),
    unlawful_dismissal,
    FACTS,
)
