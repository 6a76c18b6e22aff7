"""计算器目录 — every kind of calculation by its code, and the one way to run it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import localcontext

from tongzhou.law.amounts import NotRecorded
from tongzhou.law.calendar import CALENDAR, Calendar
from tongzhou.law.citations import Citation
from tongzhou.law.claims.annual_leave import ANNUAL_LEAVE
from tongzhou.law.claims.arrears import ARREARS
from tongzhou.law.claims.double_wage import DOUBLE_WAGE
from tongzhou.law.claims.final_award import FINAL_AWARD
from tongzhou.law.claims.inputs import FIRST, LAST, read
from tongzhou.law.claims.inspection_penalty import INSPECTION_PENALTY
from tongzhou.law.claims.limits import DEDUCTION_LIMIT, MEDICAL
from tongzhou.law.claims.notice import NOTICE_PAY
from tongzhou.law.claims.overtime import OVERTIME
from tongzhou.law.claims.probation import ILLEGAL_PROBATION
from tongzhou.law.claims.result import Result
from tongzhou.law.claims.severance import SEVERANCE, UNLAWFUL_DISMISSAL
from tongzhou.law.claims.sheet import Kind, Sheet
from tongzhou.law.claims.shortfall import MIN_WAGE_SHORTFALL
from tongzhou.law.claims.stoppage import SICK_PAY, STOPPAGE_PAY
from tongzhou.law.claims.wage_crime import WAGE_CRIME
from tongzhou.law.claims.words import BadInput
from tongzhou.law.claims.work_injury import WORK_INJURY

PRECISION = 50
KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        ARREARS,
        OVERTIME,
        DOUBLE_WAGE,
        SEVERANCE,
        UNLAWFUL_DISMISSAL,
        NOTICE_PAY,
        ANNUAL_LEAVE,
        MIN_WAGE_SHORTFALL,
        ILLEGAL_PROBATION,
        STOPPAGE_PAY,
        SICK_PAY,
        WORK_INJURY,
        MEDICAL,
        DEDUCTION_LIMIT,
        FINAL_AWARD,
        WAGE_CRIME,
        INSPECTION_PENALTY,
    )
}


def calculate(
    code: str, inputs: Mapping[str, object], *, on: date, calendar: Calendar = CALENDAR
) -> Result:
    """Run the calculator `code` on a day (today, as a rule), by a calendar.

    Raises `BadInput`, naming the field, for an answer that cannot be used, `KeyError` for an
    unknown code.
    """
    kind = KINDS[code]
    if not FIRST <= on <= LAST:
        raise BadInput("on", f"须在 {FIRST} 至 {LAST} 之间", f"must lie between {FIRST} and {LAST}")
    with localcontext(prec=PRECISION):
        sheet = Sheet(code, read(kind.inputs, inputs), on, calendar)
        try:
            return kind.reckon(sheet)
        except NotRecorded as unknown:
            raise BadInput(
                "date",
                f"所在日期没有可用的标准：{unknown.args[0]}",
                "no standard is recorded for the day in question",
            ) from None


def citations() -> Iterator[Citation]:
    """Yield the articles the calculators rest on, for `tongzhou law check`."""
    for kind in KINDS.values():
        for cited in dict.fromkeys(kind.cites):
            yield Citation(cited, (), f"计算器 {kind.code}")
