"""检查规则 — what must hold of a row of filings, as questions to whole columns. The rules are those of `filing.rules.checking`."""

from __future__ import annotations

from typing import Any

from tongzhou.columns.declare import Broken, Check, Level
from tongzhou.lines.filing import instruments
from tongzhou.lines.filing.rules.checking import (
    AHEAD,
    GROWN,
    LEAST_YEARS,
    LONGEST_PROBATION,
    PART_TIME_WEEK,
)

from .kinds import has_a_floor, is_labour, needs_writing
from .retiring import F104, F126

TWO_YEARS = 24  # months


def place_unknown(c: Any) -> Any:
    return ~c.is_county


def too_young(c: Any) -> Any:
    return c.age < LEAST_YEARS


def young(c: Any) -> Any:
    return (c.age >= LEAST_YEARS) & (c.age < GROWN)


def starts_too_late(c: Any) -> Any:
    return c.starts_on > c.today + AHEAD


def ends_early(c: Any) -> Any:
    return c.ends_on < c.starts_on


def fixed_without_end(c: Any) -> Any:
    return (c.term == "fixed") & c.ends_on.is_null()


def open_with_end(c: Any) -> Any:
    return (c.term == "open") & c.ends_on.is_not_null()


def probation_before_start(c: Any) -> Any:
    return c.probation_last < c.starts_on


def probation_of_part_time(c: Any) -> Any:
    return c.probation_last.is_not_null() & (c.kind == "part")


def probation_not_allowed(c: Any) -> Any:
    # Where term or end cannot be read nothing is said of it: that is told already.
    short = (c.term == "fixed") & (c.term_months < LONGEST_PROBATION[-1].least)
    return c.probation_last.is_not_null() & ((c.term == "task") | short) & (c.kind != "part")


def probation_too_long(c: Any) -> Any:
    return (c.probation_last > c.probation_most) & (c.kind != "part")


def pay_missing(c: Any) -> Any:
    return is_labour(c) & c.pay.is_null()


def pay_is_nothing(c: Any) -> Any:
    return c.pay <= 0


def below_floor(c: Any) -> Any:
    return (c.pay < c.floor) & is_labour(c)


def below_unread_floor(c: Any) -> Any:
    return (c.pay < c.floor_unread) & has_a_floor(c)


def dispatched_nowhere(c: Any) -> Any:
    return (c.kind == "dispatch") & (c.using_uscc.is_null() | c.using_name.is_null())


def dispatched_shortly(c: Any) -> Any:
    short = (c.term == "fixed") & (c.term_months < TWO_YEARS)
    return (c.kind == "dispatch") & ((c.term == "task") | short)


def part_time_without_hours(c: Any) -> Any:
    return (c.kind == "part") & c.weekly_hours.is_null()


def part_time_too_long(c: Any) -> Any:
    return (c.kind == "part") & (c.weekly_hours > PART_TIME_WEEK)


def platform_unclassed(c: Any) -> Any:
    return (c.kind == "platform") & c.platform_class.is_null()


def electronic_without_number(c: Any) -> Any:
    return (c.written_as == "electronic") & c.econtract.is_null()


def unwritten(c: Any) -> Any:
    return (c.written_as == "none") & needs_writing(c)


def signed_later(c: Any) -> Any:
    return c.signed_on > c.today


def dispatched_to_itself(c: Any) -> Any:
    return (c.kind == "dispatch") & (c.using_uscc == c.uscc)


def classed_without_platform(c: Any) -> Any:
    return (c.kind != "platform") & c.platform_class.is_not_null()


def half_ended(c: Any) -> Any:
    return c.ended_on.is_null() != c.end_reason.is_null()


def ended_early(c: Any) -> Any:
    return (c.ended_on < c.starts_on) | (c.ended_on > c.today)


UNTIL_OR_MONTHS = ("probation_until", "probation_months")  # probation is declared in one of them


def _remark(
    code: str, column: str, broken: Broken, says: str, mend: str, article: Any = None
) -> Check:
    return Check(code, column, broken, says, mend, Level.WARN, article)


LAW = instruments
CHECKS = (
    Check("F101", "region_id", place_unknown, "不是自治区的旗县（市、区）代码", "请填工作地旗县的六位区划代码，如 150221"),
    Check("F102", "number", too_young, "起始时不满16周岁，禁止使用童工", "请核对证件号码和起始日期", article=LAW.LEAST_AGE),
    _remark("F103", "number", young, "未成年工（16至18周岁）", "请办理未成年工登记并安排健康检查"),
    F104,
    Check("F105", "ends_on", ends_early, "期满日期早于起始日期", "请核对两个日期"),
    Check("F106", "ends_on", fixed_without_end, "固定期限的合同没有期满日期", "请填写期满日期"),
    Check("F107", "ends_on", open_with_end, "无固定期限的合同有期满日期", "请留空，或改选期限类型"),
    Check("F108", "starts_on", starts_too_late, "起始日期在一个月之后", "请在实际用工前一个月内再备案"),
    Check("F109", UNTIL_OR_MONTHS, probation_before_start, "试用期截止日早于起始日期", "请核对两个日期"),
    Check("F110", UNTIL_OR_MONTHS, probation_of_part_time, "非全日制用工不得约定试用期", "请删去试用期", article=LAW.PART_TIME_PROBATION),
    Check("F111", UNTIL_OR_MONTHS, probation_not_allowed, "不满三个月或以完成一定工作任务为期限的合同不得约定试用期", "请删去试用期，或核对期限", article=LAW.PROBATION),
    Check("F112", UNTIL_OR_MONTHS, probation_too_long, "试用期超过法定上限", "不满一年的最长一个月，不满三年的最长二个月，三年以上和无固定期限的最长六个月", article=LAW.PROBATION),
    Check("F113", "pay", pay_missing, "没有填约定工资", "请填写约定的工资数额"),
    Check("F114", "pay", pay_is_nothing, "约定工资不大于零", "请核对，单位为元"),
    Check("F115", "pay", below_floor, "低于工作地在起始日的最低工资标准", "请核对工资、计薪方式和工作地，或改正后再报", article=LAW.MINIMUM),
    _remark("F116", "pay", below_unread_floor, "低于当地最低工资标准（该标准尚未与公报核对）", "请留意核对", LAW.MINIMUM),
    Check("F117", "using_name", dispatched_nowhere, "劳务派遣没有填用工单位", "请填写用工单位的名称和统一社会信用代码"),
    Check("F118", "ends_on", dispatched_shortly, "劳务派遣的合同期限不满二年", "应订立二年以上的固定期限劳动合同，请核对期限", article=LAW.DISPATCH_TERM),
    Check("F119", "weekly_hours", part_time_without_hours, "非全日制用工没有填每周工时", "请填写每周工时"),
    Check("F120", "weekly_hours", part_time_too_long, "非全日制用工每周超过24小时", "请核对；超过的按全日制用工备案", article=LAW.PART_TIME_HOURS),
    Check("F121", "platform_class", platform_unclassed, "新就业形态用工没有填情形", "请先做情形判断，再填写判断结果", article=LAW.PLATFORM),
    Check("F122", "econtract", electronic_without_number, "电子合同没有存证编号", "请填写存证编号，或改选书面合同的形式"),
    _remark("F123", "written", unwritten, "尚未订立书面合同", "自用工之日起一个月内订立，逾期须每月支付二倍工资", LAW.WRITTEN),
    Check("F124", "end_reason", half_ended, "解除终止的日期和原因只填了一项", "请两项都填，或都留空"),
    Check("F125", "ended_on", ended_early, "解除终止日期早于起始日期或晚于今天", "请核对日期"),
    F126,
    Check("F127", "signed_on", signed_later, "签订日期晚于今天", "请核对日期"),
    Check("F128", "using_uscc", dispatched_to_itself, "用工单位就是本单位", "请核对用工单位，或改选用工形式", article=LAW.DISPATCH_OWN),
    Check("F129", "platform_class", classed_without_platform, "不是新就业形态用工，却填了情形", "请删去情形，或改选用工形式"),
)  # fmt: skip
