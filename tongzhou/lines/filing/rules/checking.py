"""备案审核规则 — what must hold of a declared employment, and what is worth a second look. Pay in whole fen.

A `Finding` that blocks says what is wrong and how to mend it; one that does not is told and kept. What rests on a
figure nobody has compared with the official text never blocks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tongzhou.law import Amount, Article
from tongzhou.law.reckoning import add_months
from tongzhou.lines.filing.instruments import (
    DISPATCH_OWN,
    DISPATCH_TERM,
    DOUBLE_WAGE,
    LEAST_AGE,
    MINIMUM,
    PART_TIME_HOURS,
    PART_TIME_PAY,
    PART_TIME_PROBATION,
    PLATFORM,
    PROBATION,
    RETIREMENT,
    WRITTEN,
)
from tongzhou.lines.filing.rules.abroad import Abroad, judged
from tongzhou.lines.filing.rules.retiring import of_working_age, past

LEAST_YEARS, GROWN = 16, 18
AHEAD = timedelta(days=31)  # how far in the future a first day may lie
PART_TIME_WEEK = 24  # hours
LABOUR_KINDS = frozenset({"full", "part", "dispatch"})
WRITTEN_KINDS = (
    "full",
    "dispatch",
)  # whose contract must be in writing; so must that of work through a platform where it is a labour relation
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)


@dataclass(frozen=True)
class Probation:
    """How many months of probation a fixed term of at least so many months allows."""

    least: int
    most: int


# 劳动合同法 19, longest first; an open term allows what the longest allows.
LONGEST_PROBATION = (Probation(36, 6), Probation(12, 2), Probation(3, 1))


@dataclass(frozen=True)
class Stated:
    """The terms that are judged."""

    kind: str
    term: str
    starts_on: date
    ends_on: date | None = None
    probation_until: date | None = None
    pay: int | None = None
    pay_basis: str = ""
    weekly_hours: int | None = None
    written: str = "none"
    econtract: str = ""
    using_uscc: str = ""
    using_name: str = ""
    platform_class: str = ""
    uscc: str = ""  # of the employer
    signed_on: date | None = None
    insured: bool | None = None
    id_kind: str = "resident"
    permit_until: date | None = None
    age: int | None = None
    born: date | None = None
    woman: bool | None = None
    permit: str = ""

    @property
    def is_labour(self) -> bool:
        """Whether it is a labour relation, also through a platform. 人社部发〔2021〕56号 一."""
        return self.kind in LABOUR_KINDS or self.is_labour_of_platform

    @property
    def is_labour_of_platform(self) -> bool:
        """Whether it is work through a platform that is a labour relation."""
        return self.kind == "platform" and self.platform_class == "labour"

    @property
    def needs_writing(self) -> bool:
        """Whether a contract in writing is owed. 劳动合同法 10."""
        return self.kind in WRITTEN_KINDS or self.is_labour_of_platform


@dataclass(frozen=True)
class Stretch:
    """Another declared employment of the same worker: with whom, from when to when, with probation or not."""

    same_employer: bool
    starts_on: date
    until: date | None  # the day it ended or is to end; None: open
    is_active: bool
    kind: str = "full"
    probation: bool = False
    employer: str = ""


@dataclass(frozen=True)
class Finding:
    """What was found: at which field, in words that say what to do, under which article."""

    field: str
    words: str
    cites: Article | None = None
    blocks: bool = True

    def __str__(self) -> str:
        return f"{self.words}（{self.cites}）" if self.cites else self.words


def probation_limit(term: str, starts_on: date, ends_on: date | None) -> date | None:
    """Return the last day of the longest lawful probation; None: none is allowed. 劳动合同法 19."""
    if term == "open":
        return add_months(starts_on, LONGEST_PROBATION[0].most) - timedelta(days=1)
    if term != "fixed" or ends_on is None:
        return None
    after = ends_on + timedelta(days=1)
    for step in LONGEST_PROBATION:
        if add_months(starts_on, step.least) <= after:
            return add_months(starts_on, step.most) - timedelta(days=1)
    return None


def check(
    said: Stated, *, on: date, floor: Amount | None, others: Iterable[Stretch] = ()
) -> list[Finding]:
    """Return what is found, what blocks first. `floor` is the minimum wage for the basis of pay, where recorded."""
    if beyond := list(_beyond(said)):
        return beyond  # no other day can be reckoned from these
    found = [
        *_dates(said, on),
        *_probation(said, others := tuple(others)),
        *_pay(said, floor),
        *_kind(said),
        *_age(said),
        *retiring(said, on),
        *_written(said, on),
        *_abroad(said, on),
        *_others(said, others),
    ]
    return sorted(found, key=lambda f: not f.blocks)


def _beyond(said: Stated) -> Iterable[Finding]:
    for field in ("starts_on", "ends_on", "probation_until", "signed_on", "permit_until"):
        day = getattr(said, field)
        if day is not None and not EARLIEST <= day <= LATEST:
            yield Finding(field, "年份不合常理，请核对，写成 2026-05-01 的样子。")


def _dates(said: Stated, on: date) -> Iterable[Finding]:
    if said.signed_on is not None and said.signed_on > on:
        yield Finding("signed_on", "签订日期不能晚于今天，请核对。")
    if said.starts_on > on + AHEAD:
        yield Finding("starts_on", "起始日期在一个月之后，请在实际用工前一个月内再备案。")
    if said.term == "fixed" and said.ends_on is None:
        yield Finding("ends_on", "固定期限的合同请填写期满日期。")
    if said.term == "open" and said.ends_on is not None:
        yield Finding("ends_on", "无固定期限的合同没有期满日期，请留空或改选期限类型。")
    if said.ends_on is not None and said.ends_on < said.starts_on:
        yield Finding("ends_on", "期满日期早于起始日期，请核对。")


def _probation(said: Stated, others: tuple[Stretch, ...]) -> Iterable[Finding]:
    until = said.probation_until
    if until is None:
        return
    if until < said.starts_on:
        yield Finding("probation_until", "试用期截止日早于起始日期，请核对。")
        return
    if said.kind == "part":
        yield Finding("probation_until", "非全日制用工不得约定试用期。", PART_TIME_PROBATION)
        return
    limit = probation_limit(said.term, said.starts_on, said.ends_on)
    if limit is None:
        yield Finding(
            "probation_until",
            "不满三个月或以完成一定工作任务为期限的合同不得约定试用期，请删去。",
            PROBATION,
        )
    elif until > limit:
        yield Finding(
            "probation_until", f"按这份合同的期限，试用期最迟到 {limit}，请改短。", PROBATION
        )
    if any(o.same_employer and o.probation for o in others):
        yield Finding(
            "probation_until",
            "同一单位与同一劳动者只能约定一次试用期，此前已经约定过，请删去。",
            PROBATION,
        )


def _pay(said: Stated, floor: Amount | None) -> Iterable[Finding]:
    if said.pay is None:
        if said.is_labour:
            yield Finding("pay", "请填写约定的工资数额。")
        return
    if said.pay <= 0:
        yield Finding("pay", "约定的工资应大于零。")
        return
    if not said.pay_basis:
        yield Finding("pay_basis", "请选择计薪方式。")
    if floor is None or said.kind not in (*LABOUR_KINDS, "platform"):
        return
    if said.kind == "platform" and said.platform_class == "civil":
        return
    if said.pay < int(floor.value * 100):
        note = "" if floor.verified else "；该标准尚未与公报核对，请留意"
        cites = PART_TIME_PAY if said.kind == "part" else MINIMUM
        yield Finding(
            "pay",
            f"低于当地{floor.label}（{floor.value} {floor.unit}{note}），请核对或改正。",
            cites if said.kind != "platform" else PLATFORM,
            blocks=floor.verified and said.is_labour,
        )


def _kind(said: Stated) -> Iterable[Finding]:
    if said.kind == "dispatch":
        if not (said.using_uscc and said.using_name):
            yield Finding("using_name", "劳务派遣请填写用工单位的名称和统一社会信用代码。")
        elif said.using_uscc == said.uscc:
            yield Finding(
                "using_uscc", "不得向本单位派遣劳动者，请核对用工单位或用工形式。", DISPATCH_OWN
            )
        after = (said.ends_on or date.max - timedelta(days=1)) + timedelta(days=1)
        if said.term == "task" or (said.term == "fixed" and add_months(said.starts_on, 24) > after):
            yield Finding(
                "ends_on", "劳务派遣应订立二年以上的固定期限劳动合同，请核对期限。", DISPATCH_TERM
            )
    if said.kind == "part":
        if said.weekly_hours is None:
            yield Finding("weekly_hours", "非全日制用工请填写每周工时。")
        elif said.weekly_hours > PART_TIME_WEEK:
            yield Finding(
                "weekly_hours",
                f"非全日制用工在同一单位每周不超过 {PART_TIME_WEEK} 小时；超过的请按全日制用工备案。",
                PART_TIME_HOURS,
            )
        if said.pay_basis and said.pay_basis != "hour":
            yield Finding(
                "pay_basis", "非全日制用工以小时计酬为主，请核对。", PART_TIME_HOURS, blocks=False
            )
    if said.kind == "platform" and not said.platform_class:
        yield Finding(
            "platform_class", "新就业形态用工请先回答情形判断中的问题，再填写判断结果。", PLATFORM
        )
    if said.kind != "platform" and said.platform_class:
        yield Finding("platform_class", "不是新就业形态用工的，请不要填写情形，或改选用工形式。")


def _age(said: Stated) -> Iterable[Finding]:
    if said.age is None:
        return
    if said.age < LEAST_YEARS:
        yield Finding("number", f"起始时不满 {LEAST_YEARS} 周岁，禁止使用童工。", LEAST_AGE)
    elif said.age < GROWN:
        yield Finding(
            "number", "未成年工（十六至十八周岁），须办理未成年工登记并安排健康检查。", blocks=False
        )


def retiring(said: Stated, on: date) -> Iterable[Finding]:
    """Yield what the age of retirement, reckoned by month of birth, says of the kind of use: told, never refused."""
    if said.born is None or said.woman is None:
        return
    day = max(said.starts_on, on)
    words = ""
    if said.is_labour:
        words = past(born=said.born, woman=said.woman, on=day)
    elif said.kind == "over_age":
        words = of_working_age(born=said.born, woman=said.woman, on=day)
    if words:
        yield Finding("kind", words, RETIREMENT, blocks=False)


def _written(said: Stated, on: date) -> Iterable[Finding]:
    if said.written == "electronic" and not said.econtract:
        yield Finding("econtract", "选择电子合同的，请填写存证编号。")
    if said.written == "none" and said.needs_writing:
        last = add_months(said.starts_on, 1)
        if on > last:
            yield Finding(
                "written",
                f"用工已满一个月（{last}）仍未订立书面合同，自次日起须每月支付二倍工资。",
                DOUBLE_WAGE,
                blocks=False,
            )
        else:
            yield Finding("written", f"书面合同最迟于 {last} 前订立。", WRITTEN, blocks=False)


def _abroad(said: Stated, on: date) -> Iterable[Finding]:
    of = Abroad(
        said.id_kind, said.starts_on, said.term, said.is_labour, said.insured, said.ends_on,
        said.age, said.permit, said.permit_until,
    )  # fmt: skip
    for told in judged(of, on=on):
        yield Finding(told.field, told.words, told.cites, told.blocks)


def _others(said: Stated, others: tuple[Stretch, ...]) -> Iterable[Finding]:
    for other in others:
        if not other.is_active or other.kind == "part" or said.kind == "part":
            continue
        ends = other.until or date.max
        if said.starts_on > ends or (said.ends_on or date.max) < other.starts_on:
            continue
        if other.same_employer:
            yield Finding(
                "starts_on",
                f"与本单位自 {other.starts_on} 起的备案期间重叠；继续用工的请在原备案上办理续订或变更。",
            )
        else:
            yield Finding(
                "starts_on",
                "该劳动者在另一单位的全日制用工尚未办理解除终止备案，请提醒其核对。",
                blocks=False,
            )
