"""违法约定试用期的赔偿金 — damages for probation beyond the law. 劳动合同法 19, 83."""

from __future__ import annotations

from decimal import Decimal

from tongzhou.law.calendar import DAY
from tongzhou.law.claims import laws
from tongzhou.law.claims.choices import PARTIAL_MONTH
from tongzhou.law.claims.inputs import Input
from tongzhou.law.claims.result import Result
from tongzhou.law.claims.severance import IN_FORCE
from tongzhou.law.claims.sheet import Kind, Sheet
from tongzhou.law.claims.wages import CLAIMED, assume_calendar, months_between, order_of, wage_for
from tongzhou.law.claims.words import BadInput, Text, bare, cents
from tongzhou.law.reckoning import add_months

TERMS = {
    "fixed": Text("固定期限", "fixed term"),
    "open": Text("无固定期限", "open-ended"),
    "task": Text("以完成一定工作任务为期限", "until a task is completed"),
    "probation_only": Text("只约定了试用期", "only probation was agreed"),
}
INPUTS = (
    Input("term", "劳动合同的期限", "kind of contract", sort="choice", choices=TERMS, default="fixed", first=True, aliases=("contract_type",)),
    Input("contract_months", "合同期限（月）", "length of the contract in months", "固定期限的必填", "needed for a fixed term", sort="number", most=Decimal(600), unit="月", first=True),
    Input("probation_months", "约定的试用期（月）", "probation agreed, in months", sort="number", most=Decimal(120), unit="月", first=True),
    Input("served_months", "实际履行的试用期（月）", "probation served, in months", "不给则视为履行完毕", "the agreed one if left out", sort="number", most=Decimal(120), unit="月", first=True),
    Input("start", "试用期开始日期", "first day of probation", "与 served_until 一起给出时按日期计算", "with served_until: reckoned by dates", sort="date"),
    Input("served_until", "试用期实际结束日期", "last day of probation served", sort="date"),
    Input("full_wage", "试用期满后的月工资", "monthly wage after probation", required=True, unit="元/月", first=True, aliases=("monthly_wage", "wage_after_probation")),
    Input("second_probation", "是否第二次约定试用期", "whether it was a second probation", "同一单位只能约定一次", "only one is allowed with the same employer", sort="flag", default=False),
    Input("already_paid", "已付赔偿金", "already paid", unit="元"),
    CLAIMED,
    PARTIAL_MONTH.as_input(),
)  # fmt: skip


def probation(sheet: Sheet) -> Result:
    """Return damages for the months served beyond lawful probation. 劳动合同法 83."""
    given = sheet.given
    limit = _limit(sheet)
    if given["start"] is not None or given["served_until"] is not None:
        exact = _by_dates(sheet, limit)
    else:
        exact = _by_months(sheet, limit)
    sheet.item(
        "illegal_probation",
        Text("违法约定试用期赔偿金", "damages for unlawful probation"),
        exact,
        paid=given["already_paid"],
    )
    return sheet.result(legal_months=limit)


def _limit(sheet: Sheet) -> int:
    """Return the longest lawful probation in months. 劳动合同法 19."""
    given = sheet.given
    term = given["term"]
    if term == "fixed":
        given.need("contract_months")
    months = given["contract_months"]
    if given["second_probation"] or term in ("task", "probation_only"):
        limit = 0
    elif term == "open" or months >= 36:
        limit = 6
    else:
        limit = 0 if months < 3 else 1 if months < 12 else 2
    sheet.step(
        Text(f"依法可以约定的试用期（{TERMS[term].zh}）", f"lawful probation ({TERMS[term].en})"),
        bare(months) if months is not None else "—",
        Decimal(limit),
        laws.PROBATION,
    )
    return limit


def _by_months(sheet: Sheet, limit: int) -> Decimal:
    given = sheet.given
    given.need("served_months", "probation_months")
    served = (
        given["served_months"] if given["served_months"] is not None else given["probation_months"]
    )
    if given["probation_months"] is not None and served > given["probation_months"]:
        sheet.warn(
            "served_longer",
            "实际履行的试用期长于约定，请核对",
            "more probation was served than agreed; please check",
        )
    over = max(served - limit, Decimal(0))
    wage = given["full_wage"]
    sheet.step(
        Text(
            "已履行的超过法定试用期的期间 × 试用期满月工资",
            "months served beyond the law × wage after probation",
        ),
        f"({bare(served)} − {limit}) × {bare(wage)}",
        cents(over * wage),
        laws.PROBATION_PAY,
    )
    return Decimal(over * wage)


def _by_dates(sheet: Sheet, limit: int) -> Decimal:
    given = sheet.given
    given.need("start")
    given.need("served_until")
    order_of(given, "start", "served_until")
    if given["served_months"] is not None:
        raise BadInput(
            "served_months", "已给出日期，不能再给", "must not be given together with dates"
        )
    first = add_months(given["start"], limit)
    last = given["served_until"]
    if first > last:
        sheet.step(Text("没有超过法定试用期", "not beyond lawful probation"), f"{last} < {first}", "0", laws.PROBATION_PAY)  # fmt: skip
        return Decimal(0)
    assume_calendar(sheet, first, last)
    whole = 0
    while add_months(first, whole + 1) <= last + DAY:  # from the day the lawful probation ended
        whole += 1
    day, total = add_months(first, whole), whole * Decimal(given["full_wage"])
    sheet.step(
        Text("超过法定试用期的整月", "whole months beyond the law"),
        f"{whole} × {bare(given['full_wage'])}",
        total,
        laws.PROBATION_PAY,
    )
    if day <= last:
        for span in months_between(day, last, sheet.calendar):
            total += wage_for(sheet, span, given["full_wage"], on=max(last, IN_FORCE + 2 * DAY))
    return total


ILLEGAL_PROBATION = Kind(
    "illegal_probation",
    "违法约定试用期赔偿金",
    "Damages for unlawful probation",
    "试用期超过法律允许的长度，已经履行的超出部分按转正工资赔偿。",
    "The wage after probation for every month served beyond what the law allows.",
    INPUTS,
    (laws.PROBATION, laws.PROBATION_PAY, laws.PART_MONTH),
    probation,
    (("legal_months", "依法的试用期（月）", "lawful probation, months"),),
)
