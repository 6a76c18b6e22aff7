"""备案文件的列 — what a file of filings holds, under which heads, with which values; who it is sent for narrows it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from tongzhou.columns.declare import (
    Check,
    Column,
    CreditCode,
    Day,
    Derived,
    Flag,
    IdNumber,
    Money,
    Phone,
    RegionCode,
    Table,
    Text,
    Whole,
    Without,
    choices,
)
from tongzhou.lines.filing.models import KEY, Employment
from tongzhou.registry import sealing

from . import abroad, floors, kinds, retiring
from .checks import CHECKS
from .said import WHERE_IT_LANDS

CHANGE = (
    "change"  # of a declaration that stands: no kind of a declaration, but what a row may ask for
)
KIND = choices(
    Employment.Kind, 全日制="full", 非全日制="part", 劳务派遣="dispatch", 新就业形态="platform"
)
TERM = choices(
    Employment.Term, 固定="fixed", 无固定="open", 完成任务="task", 以完成一定任务为期限="task"
)
COLUMNS = (
    Column("uscc", "统一社会信用代码", CreditCode(), filled=True, aliases=("社会信用代码", "信用代码", "单位信用代码", "用人单位信用代码")),
    Column("employer_name", "单位名称", Text(200), filled=True, aliases=("用人单位", "用人单位名称")),
    Column("number", "证件号码", IdNumber(), filled=True, aliases=("身份证号码", "身份证号", "公民身份号码")),
    Column("name", "姓名", Text(100), filled=True, aliases=("劳动者姓名", "职工姓名"), mask=sealing.mask_name),
    Column("phone", "手机号", Phone(), aliases=("手机号码", "联系电话", "本人手机号"), note="本人凭它查看备案、提出异议"),
    Column("region_id", "工作地区划", RegionCode(), filled=True, aliases=("工作地区划代码", "工作地（旗县）", "工作地")),
    Column("kind", "用工形式", KIND, default="full", note="不填按全日制用工"),
    Column("using_uscc", "用工单位信用代码", CreditCode(), aliases=("用工单位统一社会信用代码",), note="劳务派遣填写"),
    Column("using_name", "用工单位名称", Text(200), aliases=("用工单位",), note="劳务派遣填写"),
    Column("platform_class", "新就业形态情形", choices(Employment.PlatformClass), note="新就业形态用工填写"),
    Column("job", "岗位", Text(60), aliases=("岗位（工种）", "工种")),
    Column("term", "合同类型", TERM, filled=True, aliases=("合同期限类型", "合同期限")),
    Column("starts_on", "合同起始日", Day(), filled=True, aliases=("起始日期", "用工起始日期", "合同开始日期")),
    Column("ends_on", "合同终止日", Day(), aliases=("期满日期", "合同期满日期", "合同到期日期")),
    Column("probation_months", "试用期月数", Whole(0, floors.MOST_PROBATION, "个月"), note="与“试用期至”填一项即可"),
    Column("probation_until", "试用期至", Day(), aliases=("试用期截止日期",)),
    Column("pay", "月工资", Money(most_yuan=10_000_000), aliases=("约定工资", "工资"), note="按小时计薪的填小时工资"),
    Column("pay_basis", "计薪方式", choices(Employment.PayBasis, 月="month", 日="day", 小时="hour"), default="month", note="不填按月"),
    Column("weekly_hours", "每周工时", Whole(1, 84, "小时"), note="非全日制用工填写"),
    Column("written", "书面合同", choices(Employment.Written, 纸质="paper", 电子="electronic", 无="none")),
    Column("contract_number", "合同编号", Text(40)),
    Column("econtract", "电子合同存证编号", Text(80)),
    Column("signed_on", "签订日期", Day(), aliases=("合同签订日期",)),
    Column("insured", "参加社会保险", Flag(), aliases=("是否参加社会保险",), note="不填为没有填报，不当作没有参加"),
    Column("how", "备案事项", choices(Employment.How, 新招用="hire", 续签="renew", 变更=CHANGE, 更正=CHANGE), default="hire", note="不填按招用；已经备案的，填“变更”才改动原备案"),
    Column("ended_on", "解除终止日期", Day(), aliases=("解除或终止日期",), note="已经解除终止的填写；已经备案的，即办理解除终止备案"),
    Column("end_reason", "解除终止原因", choices(Employment.EndReason), aliases=("解除或终止原因",)),
)  # fmt: skip


def is_county(combinations: Sequence[tuple[Any, ...]]) -> list[tuple[bool]]:
    """Return which codes are counties of the region."""
    return [(code in floors.counties(),) for (code,) in combinations]


def written_as(c: Any) -> Any:
    """Return the form of the contract: as stated, else as the other columns show it."""
    return c.choose(
        (c.written.is_not_null(), c.written),
        (c.econtract.is_not_null(), "electronic"),
        (c.signed_on.is_not_null() | c.contract_number.is_not_null(), "paper"),
        otherwise="none",
    )


def age(c: Any) -> Any:
    """Return the age on the first day, by the date in the identity number."""
    return (c.as_number(c.starts_on) - c.born) // 10_000


OF_RESIDENTS = Table(
    name="filings",
    title="劳动用工备案",
    columns=COLUMNS,
    # The register's own key is KEY; the number stands for its pseudonym until a row is sealed.
    key=("number", *KEY[1:]),
    checks=CHECKS,
    derived=(
        Derived(("is_labour",), reckon=kinds.labour),
        Derived(("is_county",), of=("region_id",), look_up=is_county, gives=(bool,)),
        *retiring.DERIVED,
        Derived(("age",), reckon=age),
        Derived(("written_as",), reckon=written_as),
        Derived(("term_months",), reckon=floors.term_months),
        Derived(("probation_last",), reckon=floors.probation_last),
        Derived(("probation_allowed",), reckon=floors.probation_allowed),
        Derived(("probation_most",), reckon=floors.probation_most),
        Derived(("era",), reckon=floors.era),
        Derived(
            ("floor", "floor_unread"),
            of=("region_id", "kind", "pay_basis", "era"),
            look_up=floors.floors,
            gives=(int, int),
        ),
    ),
    says_where_it_lands=WHERE_IT_LANDS,
    sums=("pay",),
    grain="劳动合同期间",
    source="用人单位、代办机构、人社部门",
    basis="劳社部发〔2006〕46号",
    periodic=False,
    without=Without(abroad.KIND, abroad.narrowed),
)
FILINGS = abroad.widened(OF_RESIDENTS)


def filings_of(usccs: Collection[str], *, name: str = "") -> Table:
    """Return the table for those who file for these employers alone; with one of them, code and name may be left out."""
    mine = sorted(usccs)

    def not_mine(c: Any) -> Any:
        return ~c.uscc.is_in(mine)

    check = Check(
        "F190",
        "uscc",
        not_mine,
        "不是本单位（或受托单位）的信用代码",
        "请删去这一行，由该单位自己填报",
    )
    columns = FILINGS.columns
    if name:
        given = {"uscc": mine[0], "employer_name": name}
        columns = tuple(
            replace(c, filled=False, default=given[c.code]) if c.code in given else c
            for c in columns
        )
    return replace(FILINGS, columns=columns, checks=(*FILINGS.checks, check))


def filings_in(regions: Collection[str]) -> Table:
    """Return the table for an office that keeps the register of these regions alone."""
    mine = sorted(regions)

    def elsewhere(c: Any) -> Any:
        inside = c.region_id.str.starts_with(mine[0])
        for region in mine[1:]:
            inside = inside | c.region_id.str.starts_with(region)
        return ~inside

    words = "工作地不在本机关的地区"
    check = Check("F191", "region_id", elsewhere, words, "请删去这一行，由工作地的机关办理")
    return replace(FILINGS, checks=(*FILINGS.checks, check))
