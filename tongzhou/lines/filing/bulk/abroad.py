"""其他证件的列 — what a file holds of workers who show another paper than 居民身份证, and what is asked of them. The rules are those of `filing.rules.abroad`.

A file without the column 证件类型 is about residents alone: nothing of this is then read, asked or reckoned (`narrowed`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tongzhou.columns.declare import (
    Check,
    Column,
    Day,
    Derived,
    IdNumber,
    Level,
    OneOf,
    Table,
    Text,
    choices,
)
from tongzhou.lines.filing import instruments as law
from tongzhou.lines.filing.forms import MOST_PERMIT
from tongzhou.lines.filing.known import MAN, WOMAN
from tongzhou.lines.filing.rules.abroad import FOREIGN_YEARS, LONGEST_MONTHS
from tongzhou.registry import papers, sealing
from tongzhou.registry.models import Worker

from . import retiring
from .kinds import is_labour

KIND = "id_kind"


def hidden(text: str) -> str:
    """Return a day of birth as a screen may show it: the year."""
    return text[:4] + sealing.MASK * max(len(text) - 4, 0)


PAPER = Column(
    KIND,
    "证件类型",
    choices(
        Worker.IdKind,
        身份证=papers.RESIDENT,
        港澳台居住证=papers.HONG_KONG_MACAO_TAIWAN,
        永久居留身份证=papers.PERMANENT,
        外国护照=papers.PASSPORT,
    ),
    default=papers.RESIDENT,
    note="没有这一列、不填的，都按居民身份证",
)
STATED = (
    Column("born_on", "出生日期", Day(), aliases=("出生年月日",), mask=hidden, note="护照、旧版外国人永久居留身份证填写"),
    Column("sex", "性别", OneOf((("男", MAN), ("女", WOMAN), ("男性", MAN), ("女性", WOMAN), ("M", MAN), ("F", WOMAN))), note="护照、旧版外国人永久居留身份证填写"),
    Column("permit", "工作许可证号", Text(MOST_PERMIT), aliases=("外国人工作许可证号", "工作许可号码"), mask=sealing.mask_id_number, note="护照填写；已加载到社会保障卡的，照填许可号码"),
    Column("permit_until", "工作许可有效期至", Day(), aliases=("工作许可有效期", "工作许可截止日期"), note="护照填写"),
)  # fmt: skip
CODES = {PAPER.code, *(c.code for c in STATED)}


# What the number tells, else what was stated beside it: a number that tells nothing has no digits.


def number_is_silent(c: Any) -> Any:
    """Return the rows whose number tells neither birth nor sex."""
    return c.number.is_not_null() & c.digits("number", 1, 1).is_null()


def born(c: Any) -> Any:
    """Return the day of birth as a number, 19660131."""
    told = retiring.born(c)
    return c.choose((told.is_null(), c.as_number(c.born_on)), otherwise=told)


def is_woman(c: Any) -> Any:
    """Return the rows of women."""
    told = retiring.is_woman(c)
    return c.choose((told.is_null(), c.sex == WOMAN), otherwise=told)


def foreign(c: Any) -> Any:
    """Return the rows of foreigners without permanent residence."""
    return c.id_kind == papers.PASSPORT


def born_not_told(c: Any) -> Any:
    return number_is_silent(c) & c.born_on.is_null()


def sex_not_told(c: Any) -> Any:
    return number_is_silent(c) & c.sex.is_null()


def told_otherwise(c: Any) -> Any:
    told = retiring.born(c)
    other_day = told.is_not_null() & (c.as_number(c.born_on) != told)
    return other_day | (retiring.is_woman(c) != (c.sex == WOMAN))


def permit_not_needed(c: Any) -> Any:
    return ~foreign(c) & (c.permit.is_not_null() | c.permit_until.is_not_null())


def permit_missing(c: Any) -> Any:
    return foreign(c) & (c.permit.is_null() | c.permit_until.is_null())


def permit_over_before(c: Any) -> Any:
    return foreign(c) & (c.permit_until < c.starts_on)


def permit_over(c: Any) -> Any:
    running = c.ended_on.is_null() & (c.permit_until >= c.starts_on)
    return foreign(c) & running & (c.permit_until < c.today)


def too_young_from_abroad(c: Any) -> Any:
    return foreign(c) & (c.age < FOREIGN_YEARS)


def bound_too_long(c: Any) -> Any:
    # Five years from the first day: the last of them is the day before they have passed.
    last = c.days_after(c.months_after(c.starts_on, LONGEST_MONTHS), -1)
    return (
        foreign(c)
        & is_labour(c)
        & ((c.term == "open") | ((c.term == "fixed") & (c.ends_on > last)))
    )


def uninsured(c: Any) -> Any:
    return (c.id_kind != papers.RESIDENT) & is_labour(c) & ~c.insured & c.ended_on.is_null()


CHECKS = (
    Check("F140", "born_on", born_not_told, "这种证件的号码看不出出生日期，没有填", "请填写出生日期"),
    Check("F141", "sex", sex_not_told, "这种证件的号码看不出性别，没有填", "请填写男或女"),
    Check("F142", ("born_on", "sex"), told_otherwise, "出生日期或性别与证件号码不一致", "以证件号码为准；号码抄错的，请作废后重新备案", Level.WARN),
    Check("F143", ("permit", "permit_until"), permit_not_needed, "不是持护照的外国人，却填了工作许可", "港澳台居民、取得永久居留资格的外国人不需要工作许可，请留空，或改填证件类型"),
    Check("F144", "permit_until", permit_over_before, "工作许可在起始日期以前已经到期", "请核对两个日期"),
    Check("F145", "permit", permit_missing, "没有填工作许可证号和有效期", "外国人在中国境内工作应当取得工作许可；依法免办的，请在岗位中注明", Level.WARN, law.PERMIT),
    Check("F146", "permit_until", permit_over, "工作许可已经到期", "已经延期的，请办理变更，更新有效期", Level.WARN, law.PERMIT),
    Check("F147", "born_on", too_young_from_abroad, "外国人起始时不满18周岁", "外国人在中国就业须年满十八周岁，请核对", Level.WARN, law.FOREIGN_CONDITIONS),
    Check("F148", "ends_on", bound_too_long, "与外国人订立的劳动合同超过五年", "期限最长五年，请核对；期满经批准可以续订", Level.WARN, law.FOREIGN_TERM),
    Check("F149", "insured", uninsured, "外国人、港澳台居民没有参加社会保险", "同样应当办理社会保险；依双边协定免缴或已在港澳台参保的，请留存证明", Level.WARN, law.FOREIGN_INSURED),
)  # fmt: skip
INSTEAD = {"born": born, "is_woman": is_woman}  # of what is derived where all are residents


def widened(table: Table) -> Table:
    """Return a table about residents as one about everybody; `without` gives it back to a file that is about residents."""
    number = table["number"]
    where = table.columns.index(number)
    columns = (
        *table.columns[:where],
        PAPER,
        replace(number, type=IdNumber(of=KIND)),
        *table.columns[where + 1 :],
        *STATED,
    )
    derived = tuple(
        replace(one, reckon=INSTEAD[one.codes[0]]) if one.codes[0] in INSTEAD else one
        for one in table.derived
    )
    return replace(table, columns=columns, checks=(*table.checks, *CHECKS), derived=derived)


def narrowed(table: Table) -> Table:
    """Return the table for a file that says nothing of papers: residents all."""
    codes = {check.code for check in CHECKS}
    instead: dict[str, Derived] = {one.codes[0]: one for one in retiring.DERIVED}
    return replace(
        table,
        columns=tuple(
            replace(c, type=IdNumber()) if c.code == "number" else c
            for c in table.columns
            if c.code not in CODES
        ),
        checks=tuple(check for check in table.checks if check.code not in codes),
        derived=tuple(
            instead[one.codes[0]] if one.codes[0] in INSTEAD else one for one in table.derived
        ),
        without=None,
    )
