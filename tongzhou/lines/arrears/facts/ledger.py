"""台账 — who is owed what for which month and item: taken up, entered, signed, disputed, established. Whole fen."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

import msgspec

from tongzhou.lines.arrears.items import ITEMS, item
from tongzhou.procedure.claims import Matter
from tongzhou.procedure.facts import Facts, FileRef, Naming, PhoneSigned, ask

MOST = 100_000_000 * 100  # fen in one cell of the ledger
ItemCode = Annotated[str, msgspec.Meta(pattern=f"^({'|'.join(ITEMS)})$")]
Month = Annotated[str, msgspec.Meta(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]
Basis = Literal["双方确认", "书面证据", "用人单位举证不利"]


class TakenUp(Matter, frozen=True, kw_only=True):
    """立欠薪案件: the matter as it was brought, for which project or place, from which case."""

    project: Annotated[str, ask("工程项目编号", max_length=40)] = ""
    site: Annotated[str, ask("工地或单位地点", max_length=200)] = ""
    words: Annotated[str, ask("欠薪情况", long=True, max_length=8000)] = ""
    from_case: Annotated[str, ask("来源案件", max_length=80)] = ""
    filed_on: Annotated[date | None, ask("监察立案日期")] = None
    confidential: Annotated[bool, ask("为投诉人保密")] = False


class Wage(msgspec.Struct, frozen=True, kw_only=True):
    """工资台账的一行: one month, one item: what was due, taken off, paid at the time; the rest is owed."""

    month: Month
    item: ItemCode = "other"
    due: int
    deducted: int = 0
    paid: int = 0
    basis: str = ""

    @property
    def owed(self) -> int:
        """Return what is still owed, in fen."""
        return self.due - self.deducted - self.paid

    @property
    def key(self) -> str:
        """Return what tells this line from the others of one worker."""
        return f"{self.month} {self.item}"

    @property
    def label(self) -> str:
        return str(ITEMS[self.item])


class Wages(Naming, frozen=True, kw_only=True):
    """登记工资台账: all lines of each worker named, as they now stand."""

    rows: Annotated[dict[str, tuple[Wage, ...]], ask("工资台账")]
    source: Annotated[FileRef | None, ask("工资表原件")] = None
    words: Annotated[str, ask("说明", long=True, max_length=2000)] = ""

    @property
    def sums(self) -> dict[str, int]:
        """Return what each is owed in all, in fen; the ledger is posted from it."""
        return {key: sum(row.owed for row in mine) for key, mine in self.rows.items()}

    def check(self) -> None:
        """Raise ValueError where a line does not stand."""
        for key, mine in self.rows.items():
            check_rows(mine, who=self.names.get(key, ""))


class Established(Wages, frozen=True, kw_only=True):
    """认定欠付金额: the lines as the inspector finds them, on which basis, and what is said to objections."""

    basis: Annotated[Basis, ask("认定依据")] = "书面证据"
    answers: Annotated[str, ask("对异议的处理意见", long=True, max_length=4000)] = ""

    def called(self) -> dict[str, str]:
        """Return nobody: whoever is owed is in the case already."""
        return {}


class Signed(PhoneSigned, frozen=True, kw_only=True):
    """劳动者签认台账: on the phone with a code, or on paper."""

    on_paper: ClassVar[frozenset[str]] = frozenset({"scan"})

    scan: Annotated[tuple[FileRef, ...], ask("签字的台账（照片或扫描件）")] = ()

    def check(self) -> None:
        """Raise ValueError where there is neither code nor paper."""
        if not self.proof and not self.scan:
            raise ValueError("请上传劳动者签字的台账")


class Objection(Facts, frozen=True, kw_only=True):
    """提出异议: what is wrong with the ledger, in the words of a worker or of the employer."""

    words: Annotated[str, ask("哪里不对、应是多少", long=True, min_length=1, max_length=2000)]
    files: Annotated[tuple[FileRef, ...], ask("证明材料")] = ()


class Demand(Facts, frozen=True, kw_only=True):
    """责令提供工资支付资料: which books, until when. 保障农民工工资支付条例 15, 50."""

    until: Annotated[date, ask("提供期限")]
    words: Annotated[str, ask("须提供的资料", long=True, min_length=1, max_length=2000)] = (
        "工资支付台账、考勤记录、劳动合同、工资清单、银行代发记录、实名制登记记录"
    )


class Brought(Facts, frozen=True, kw_only=True):
    """提供工资支付资料: by the employer, on a day."""

    brought_on: Annotated[date, ask("提供日期")]
    files: Annotated[tuple[FileRef, ...], ask("资料")] = ()
    words: Annotated[str, ask("说明", long=True, max_length=2000)] = ""

    def check(self) -> None:
        """Raise ValueError where nothing was brought."""
        if not self.files and not self.words.strip():
            raise ValueError("请上传资料，或写明提供了哪些原件")


def check_rows(rows: tuple[Wage, ...], *, who: str = "") -> None:
    """Raise ValueError, in the reader's words, where the lines of one worker do not stand."""
    mine = f"{who}的" if who else ""
    seen: set[str] = set()
    for row in rows:
        what = f"{mine}{row.month}“{item(row.item)}”"
        if row.key in seen:
            raise ValueError(f"{what}列了两行，请合并为一行")
        seen.add(row.key)
        if min(row.due, row.deducted, row.paid) < 0:
            raise ValueError(f"{what}的金额不能为负数")
        if row.due > MOST:
            raise ValueError(f"{what}超过一亿元，请核对单位")
        if row.owed < 0:
            raise ValueError(f"{what}的扣款和已发之和超过应发，请核对")
