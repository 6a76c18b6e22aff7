"""未签书面合同的二倍工资 — the second wage for months without a written contract.

劳动合同法 10, 82, 97; 实施条例 6–7; 解释（二）6–9, 11. Only the extra wage is reckoned: one was paid already.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tongzhou.law.calendar import DAY
from tongzhou.law.claims import laws
from tongzhou.law.claims.choices import DAY_RULE, EXPIRED_RULE, LIMITATION_RULE, PARTIAL_MONTH
from tongzhou.law.claims.inputs import Input
from tongzhou.law.claims.result import Result
from tongzhou.law.claims.severance import IN_FORCE
from tongzhou.law.claims.sheet import Kind, Sheet
from tongzhou.law.claims.wages import (
    CLAIMED,
    Span,
    assume_calendar,
    months_between,
    order_of,
    wage_for,
)
from tongzhou.law.claims.words import BadInput, Text, cents, money
from tongzhou.law.reckoning import add_months

EXCEPTIONS = {
    "none": Text("没有", "none"),
    "force_majeure": Text("因不可抗力未订立", "force majeure"),
    "worker_fault": Text("因劳动者故意或者重大过失未订立", "worker's intent or gross negligence"),
    "other_law": Text("法律、行政法规规定的其他情形", "another case laid down by law"),
    "extended_by_law": Text("合同依法自动续延（三期、工伤、服务期等）", "contract extended by law"),
}
INPUTS = (
    Input("start", "入职日期（用工之日）", "first day of work", sort="date", required=True, first=True),
    Input("end", "离职日期（最后一日）", "last day of work", "仍在职的不填", "leave out while employed", sort="date", first=True),
    Input("signed", "补签书面合同的日期", "day the written contract was signed", "一直没签的不填", "leave out if never signed", sort="date", first=True, aliases=("signed_on",)),
    Input("monthly_wage", "月工资（应得）", "monthly wage payable", unit="元/月", first=True),
    Input("monthly_wages", "各月工资", "wage of each month", '工资有变动的逐月给出，如 {"2026-04": 6000}；没有列出的月份用 monthly_wage', 'where it varied: {"2026-04": 6000}; other months use monthly_wage', sort="months", unit="元"),
    Input("contract_expired", "原书面合同期满日", "day a written contract expired", "签过合同、期满未续签的填写", "where a contract had been signed and ran out", sort="date"),
    Input("continued", "期满后是否继续工作", "work went on after it expired", "不填时按离职日期判断", "if left out, judged by the last day of work", sort="flag"),
    Input("exception", "是否有不支付的情形", "an exception applies", sort="choice", choices=EXCEPTIONS, default="none"),
    Input("arbitration_applied", "申请仲裁的日期", "day arbitration was applied for", "用来判断一年时效", "for the year of limitation", sort="date"),
    Input("limitation_raised", "对方是否提出时效抗辩", "the other side raised limitation", "提出了才扣减，否则只作提示", "months are cut only then; otherwise a warning", sort="flag", default=False),
    CLAIMED,
    DAY_RULE.as_input(),
    PARTIAL_MONTH.as_input(),
    LIMITATION_RULE.as_input(),
    EXPIRED_RULE.as_input(),
)  # fmt: skip


@dataclass(frozen=True)
class Period:
    """The days for which a second wage is due; empty if the last lies before the first."""

    first: date
    last: date

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is due."""
        return self.last < self.first


def double_wage(sheet: Sheet) -> Result:
    """Return the second wage for the months without a written contract. 劳动合同法 82."""
    given = sheet.given
    given.need("monthly_wage", "monthly_wages")
    order_of(given, "start", "end")
    order_of(given, "start", "contract_expired")
    order_of(given, "start", "arbitration_applied")
    period = _period(sheet) if _may_be_due(sheet) else None
    if period is None or period.is_empty:
        sheet.item("double_wage", Text("未签合同二倍工资差额", "second wage"), Decimal(0))
        return sheet.result(period_from=None, period_to=None, months=Decimal(0), by_month=[])
    assume_calendar(sheet, period.first, period.last)
    spans = _in_time(sheet, list(months_between(period.first, period.last, sheet.calendar)))
    total, share = Decimal(0), Decimal(0)
    rows: list[dict[str, str | int]] = []
    for span in spans:
        wage = _wage(sheet, span)
        part = wage_for(sheet, span, wage, on=max(span.last, IN_FORCE + 2 * DAY))
        total += part
        share += part / wage if wage else Decimal(0)
        rows.append({"month": span.label, "wage": money(wage), "covered": span.covered, "workdays": span.workdays, "amount": money(part)})  # fmt: skip
    sheet.step(
        Text("合计", "in all"),
        " + ".join(str(row["amount"]) for row in rows) or "0",
        total,
        laws.DOUBLE_WAGE,
    )
    sheet.assume(
        "月工资为合同约定或正常出勤的应得工资；是否包括奖金、加班费各地不一，未核对",
        "the wage is the regular one of the month; whether bonus and overtime count differs by locality",
    )
    sheet.item(
        "double_wage",
        Text("未签合同二倍工资差额", "second wage for lack of a written contract"),
        total,
    )
    return sheet.result(
        period_from=period.first, period_to=period.last, months=cents(share), by_month=rows
    )


def _may_be_due(sheet: Sheet) -> bool:
    """Look at the exceptions, and at a contract that had been signed and ran out."""
    given = sheet.given
    if given["exception"] != "none":
        cites = laws.EXTENDED_BY_LAW if given["exception"] == "extended_by_law" else laws.EXCEPTIONS
        text = EXCEPTIONS[given["exception"]]
        sheet.step(Text(f"不支付：{text.zh}", f"not due: {text.en}"), "0", Decimal(0), cites)
        sheet.decide(
            "exception_to_be_proved",
            "例外情形由用人单位举证，须由人认定",
            "the employer must prove the exception; a person must find it",
        )
        return False
    if given["contract_expired"] is None:
        if given["continued"]:
            raise BadInput(
                "contract_expired",
                "填了 continued，须写明原合同期满日",
                "continued was given: state the day on which the contract expired",
            )
        return True
    return _went_on(sheet)


def _went_on(sheet: Sheet) -> bool:
    given = sheet.given
    last = given["end"] or sheet.on
    went_on = (
        given["continued"] if given["continued"] is not None else last > given["contract_expired"]
    )
    if not went_on:
        sheet.step(
            Text(
                "合同期内有书面合同，期满后没有继续工作",
                "a written contract stood, and no work followed it",
            ),
            "0",
            Decimal(0),
            laws.DOUBLE_WAGE,
        )
        return False
    option = sheet.chosen(EXPIRED_RULE)
    sheet.warn(
        "expired_and_continued",
        "合同期满后继续工作：解释（二）第十一条支持以原条件续订，是否同时支付二倍工资有不同裁判，须由人认定",
        "work went on after the contract expired: Article 11 of the second interpretation gives renewal on the old "
        "terms; whether double wages are due as well is decided differently and needs a person",
    )
    sheet.decide(
        "expired_rule",
        "期满继续用工应视为续订还是未签合同",
        "whether the expired contract counts as renewed or as unsigned",
    )
    if option == "renewed":
        sheet.step(
            Text("视为以原条件续订", "treated as renewed on the old terms"),
            "0",
            Decimal(0),
            laws.SILENT_RENEWAL,
        )
        return False
    return True


def _period(sheet: Sheet) -> Period:
    given = sheet.given
    start = given["start"]
    if given["contract_expired"] is not None:
        start = given["contract_expired"] + DAY
        sheet.step(
            Text(
                "自原合同期满次日重新起算", "counted anew from the day after the contract expired"
            ),
            f"{given['contract_expired']} + 1",
            start.isoformat(),
            laws.SILENT_RENEWAL,
            laws.DOUBLE_WAGE,
        )
    if start < IN_FORCE:
        start = IN_FORCE
        sheet.step(
            Text(
                "2008年以前开始用工的，自2008年1月1日起算",
                "work begun before 2008 counts from 2008-01-01",
            ),
            str(given["start"]),
            start.isoformat(),
            laws.BEFORE_2008,
        )
    rule = sheet.chosen(DAY_RULE)
    first = add_months(start, 1) + (DAY if rule == "B" else 0 * DAY)
    year_end = add_months(start, 12) - DAY
    ends = [year_end]
    if given["signed"] is not None:
        ends.append(given["signed"] - DAY)
    if given["end"] is not None:
        ends.append(given["end"])
    else:
        ends.append(sheet.on)
        sheet.assume(
            f"没有离职日期，按至 {sheet.on} 仍在职计算",
            f"no last day of work: employed up to {sheet.on}",
        )
    last = min(ends)
    sheet.step(
        Text("二倍工资的期间：满一个月的次日起，到满一年的前一日、签订合同的前一日、离职之日中最早的一日", "from the day after one month to the earliest of: day before one year, day before signing, last day of work"),
        f"{first}; min({', '.join(map(str, ends))})",
        f"{first} → {last}" if last >= first else "0",
        laws.WRITTEN_CONTRACT,
        laws.DOUBLE_FROM_TO,
        laws.DOUBLE_AT_MOST,
        laws.NO_DOUBLE_AFTER,
    )  # fmt: skip
    if last == year_end:
        sheet.warn(
            "deemed_open_ended",
            "满一年未签的，视为已订立无固定期限合同，此后不再有二倍工资",
            "after one year the contract is deemed open-ended, and no second wage is due",
        )
    return Period(first, last)


def _wage(sheet: Sheet, span: Span) -> Decimal:
    given = sheet.given
    for month, wage in given["monthly_wages"] or ():
        if month is None:
            raise BadInput(
                "monthly_wages",
                '须写明是哪个月的工资，如 {"2026-04": 6000}',
                'must name the months, such as {"2026-04": 6000}',
            )
        if month == span.month:
            return Decimal(wage)
    if given["monthly_wage"] is None:
        raise BadInput(
            "monthly_wages",
            f"缺少 {span.label} 的工资；也可给出 monthly_wage 作为其余月份的工资",
            f"the wage of {span.label} is missing; monthly_wage may be given for all other months",
        )
    return Decimal(given["monthly_wage"])


def _in_time(sheet: Sheet, spans: list[Span]) -> list[Span]:
    """Warn of months a year old; cut them only where the other side raised limitation."""
    given = sheet.given
    applied = given["arbitration_applied"] or sheet.on
    by_month = sheet.given[LIMITATION_RULE.name] == "per_month"
    ends = {span: span.last if by_month else spans[-1].last for span in spans}
    late = [span for span in spans if add_months(ends[span], 12) < applied]
    if not late:
        return spans
    which = f"{late[0].label} – {late[-1].label}"
    if not given["limitation_raised"]:
        sheet.chosen(LIMITATION_RULE)
        sheet.warn(
            "limitation_risk",
            f"至 {applied}，{which} 的二倍工资已满一年；对方提出时效抗辩的可能得不到支持，现未扣减",
            f"on {applied} the second wage of {which} is more than a year old; nothing was cut, but it may fail if "
            "the other side raises limitation",
        )
        return spans
    sheet.chosen(LIMITATION_RULE)
    sheet.step(
        Text(f"时效抗辩成立，扣减 {which}", f"limitation was raised: {which} cut"),
        f"{applied} − 1 y",
        f"−{len(late)}",
        laws.LIMITATION,
    )
    sheet.decide(
        "limitation",
        "时效有无中断、中止，须由人认定",
        "whether limitation was interrupted or suspended is for a person to find",
    )
    return [span for span in spans if span not in late]


DOUBLE_WAGE = Kind(
    "double_wage",
    "未签书面合同二倍工资",
    "Double wages for no written contract",
    "入职满一个月还没有签书面合同的，从第二个月起每月再付一份工资，至多十一个月。",
    "A second wage for each month without a written contract, from the second month, at most eleven.",
    INPUTS,
    (
        laws.WRITTEN_CONTRACT, laws.DOUBLE_WAGE, laws.BEFORE_2008, laws.DOUBLE_FROM_TO, laws.DOUBLE_AT_MOST,
        laws.PART_MONTH, laws.EXCEPTIONS, laws.EXTENDED_BY_LAW, laws.NO_DOUBLE_AFTER, laws.SILENT_RENEWAL, laws.LIMITATION,
    ),
    double_wage,
    (
        ("period_from", "起", "first day"),
        ("period_to", "止", "last day"),
        ("months", "折合的月数", "number of months' wages"),
        ("by_month", "逐月", "month by month"),
    ),
)  # fmt: skip
