"""列 — what is read of a pay sheet and of a bank's record, under the heads that sites and banks use. Pure.

A pay sheet has one line for each worker and month, or one line for each worker with a column for each month.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tongzhou.lines.arrears.items import ITEMS
from tongzhou.procedure.tabular import Column, Wrong, day, money, month, one_of, words
from tongzhou.procedure.tabular.cells import plain
from tongzhou.registry.identity import check, check_phone
from tongzhou.registry.sealing import mask_id_number, mask_phone

YEARS_BACK = 2
MONTHLY = "month:"  # a column of one month: `month:2026-05`
MONTH_NAMES = ("月份", "工资月份", "所属月份", "欠薪月份", "期间")
AMOUNTS = ("应发工资", "应发金额", "应发", "工资", "工资金额", "工资合计", "金额")
HOW = (
    ("姓名", "必填。照证件写全名"),
    ("身份证号", "必填。整列设为“文本”，以免末几位变成 0"),
    ("手机号", "11位；用来请本人在手机上核对和确认收款"),
    ("班组", "可不填"),
    ("月份", "必填。如 2026-05、2026年5月；也可以一人一行，每月一列（列名写 2026-05）"),
    ("项目", "计时工资、计件工资、加班工资、奖金、津贴、其他工资；不填为其他工资"),
    ("应发工资", "必填，单位为元"),
    ("扣款", "可不填，用正数"),
    ("已发工资", "当月已经发的，可不填"),
    ("依据", "如“考勤表26天×220元”；可不填"),
)


def number(on: date) -> Callable[[Any], str]:
    """Read an identity number. Raises Wrong."""

    def reader(value: Any) -> str:
        typed = words(20)(value)
        if not typed:
            raise Wrong("没有填证件号码", "照证件填写")
        try:
            return check(typed, on=on)
        except ValueError as error:
            raise Wrong(str(error).rstrip("。"), "请对照证件改正") from None

    return reader


def phone(value: Any) -> str:
    """Read a phone; nothing is none. Raises Wrong."""
    typed = plain(value)
    if not typed:
        return ""
    try:
        return str(check_phone(typed))
    except ValueError as error:
        raise Wrong(str(error).rstrip("。"), "请填11位手机号，或留空") from None


def of_ledger(on: date) -> tuple[Column, ...]:
    """Return the columns of a pay sheet read on a day."""
    kinds = {name: i.code for i in ITEMS.values() for name in (i.label, *i.names)}
    own = (
        Column("name", "姓名", words(60, least=1), ("工人姓名", "农民工姓名", "农牧民工姓名"), needed=True),
        Column("number", "身份证号", number(on), ("证件号码", "身份证号码", "身份证", "公民身份号码"), needed=True, mask=mask_id_number),
        Column("phone", "手机号", phone, ("联系电话", "电话", "手机", "手机号码", "联系方式"), mask=mask_phone),
        Column("team", "班组", words(60), ("班组名称", "所属班组")),
        Column("month", MONTH_NAMES[0], month(year=on.year), MONTH_NAMES[1:]),
        Column("item", "项目", one_of(kinds, empty="other", tell="、".join(i.label for i in ITEMS.values())), ("工资项目", "工资类别")),
        Column("due", AMOUNTS[0], money(), AMOUNTS[1:]),
        Column("deducted", "扣款", money(), ("扣除", "应扣", "代扣")),
        Column("paid", "已发工资", money(), ("已发", "实发工资", "实发", "实发金额", "已支付", "已付")),
        Column("basis", "依据", words(200), ("计算依据", "备注", "说明")),
    )  # fmt: skip
    return (*own, *_months(on))


def _months(on: date) -> tuple[Column, ...]:
    found = []
    for year in range(on.year - YEARS_BACK, on.year + 1):
        for m in range(1, 13):
            names = [
                f"{year}年{m}月",
                f"{year}年{m:02d}月",
                f"{year}.{m:02d}",
                f"{year}{m:02d}",
                f"{year}-{m}",
            ]
            if year == on.year:
                names += [f"{m}月", f"{m}月份", f"{m}月工资"]
            found.append(
                Column(f"{MONTHLY}{year}-{m:02d}", f"{year}-{m:02d}", money(), tuple(names))
            )
    return tuple(found)


MONEY_COLUMNS = ("due", *(f"{MONTHLY}{y}-{m:02d}" for y in range(2018, 2100) for m in range(1, 13)))


def of_bank(on: date) -> tuple[Column, ...]:
    """Return the columns of a bank's record of payments to persons, read on a day."""
    return (
        Column("name", "姓名", words(60, least=1), ("户名", "收款人", "收款人户名", "收款户名", "收款人名称"), needed=True),
        Column("number", "身份证号", number(on), ("证件号码", "身份证号码", "公民身份号码"), mask=mask_id_number),
        Column("amount", "金额", money(), ("实发金额", "发放金额", "交易金额", "转账金额", "付款金额", "成功金额"), needed=True, filled=True),
        Column("on", "交易日期", day(year=on.year), ("发放日期", "付款日期", "到账日期", "入账日期", "日期")),
        Column("status", "状态", words(40), ("处理结果", "交易状态", "结果", "处理状态")),
        Column("serial", "流水号", words(60), ("交易流水号", "流水", "批次号", "凭证号")),
    )  # fmt: skip


def template_head() -> list[str]:
    """Return the columns of the template of a pay sheet."""
    return [name for name, _how in HOW]
