"""到账 — money on its way to the workers: paid, drawn, advanced, confirmed, denied, bounced, recovered. Whole fen.

`amounts` is worker → fen that these facts add; `left` is worker → fen that is then still owed, as the page
reckoned it: the door compares it with the ledger, so that two people never count the same money twice.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from tongzhou.procedure.facts import Facts, FileRef, Naming, PhoneSigned, ask

Source = Literal["用人单位转账", "总包代发", "建设单位垫付", "现金（本人签领）", "其他"]
KEYED: frozenset[str] = frozenset({"amounts", "left"})


class Arrived(Naming, frozen=True, kw_only=True):
    """Money that has arrived, worker by worker."""

    keyed: ClassVar[frozenset[str]] = KEYED

    received_on: Annotated[date, ask("到账日期")]
    amounts: Annotated[dict[str, int], ask("各人到账金额", unit="元")]
    left: dict[str, int] = {}
    reference: Annotated[str, ask("银行流水号、批次号", max_length=100)] = ""
    files: Annotated[tuple[FileRef, ...], ask("银行记录、凭证")] = ()

    def called(self) -> dict[str, str]:
        """Return nobody: whoever is paid is in the case already."""
        return {}

    def sorted_out(self) -> dict[str, str]:
        """Return who is settled by this."""
        return {k: "paid" for k in self.amounts if self.left.get(k) == 0}

    @property
    def total(self) -> int:
        """Return what has arrived in all, in fen."""
        return sum(self.amounts.values())

    def check(self) -> None:
        """Raise ValueError for an amount that is none, or money without a record of the bank."""
        if not self.amounts or any(amount <= 0 for amount in self.amounts.values()):
            raise ValueError("到账金额须大于零")
        if not self.files and not self.reference.strip():
            raise ValueError("请上传银行记录或凭证，或填写银行流水号")


class Payment(Arrived, frozen=True, kw_only=True):
    """登记到账: by whom, by which way."""

    source: Annotated[Source, ask("付款方式")] = "用人单位转账"
    payer: Annotated[str, ask("付款单位", max_length=80)] = ""

    def check(self) -> None:
        """Raise ValueError for cash without the paper that was signed for it."""
        super().check()
        if self.source.startswith("现金") and not self.files:
            raise ValueError("现金支付须上传劳动者本人签领的凭证")


class Advance(Arrived, frozen=True, kw_only=True):
    """应急周转金垫付: by which fund, on whose approval. 保障农民工工资支付条例 63."""

    approval: Annotated[str, ask("批准文件或批准人", min_length=1, max_length=100)]
    covers: Annotated[Literal["工资", "基本生活费"], ask("垫付内容")] = "工资"


class Confirmed(PhoneSigned, frozen=True, kw_only=True):
    """劳动者确认到账: how much each has received in all, and what of it the ledger did not know yet.

    `total` is what the worker says; `amounts` is total minus what was on record, nought or more.
    """

    keyed: ClassVar[frozenset[str]] = frozenset({"amounts", "left", "total"})
    on_paper: ClassVar[frozenset[str]] = frozenset({"files", "how"})

    received_on: Annotated[date, ask("收到日期")]
    total: Annotated[dict[str, int], ask("一共收到", unit="元")]
    amounts: dict[str, int] = {}
    left: dict[str, int] = {}
    how: Annotated[str, ask("确认方式", max_length=100, help="电话录音编号、当面签字等")] = ""
    files: Annotated[tuple[FileRef, ...], ask("签字或录音")] = ()

    def check(self) -> None:
        """Raise ValueError where there is neither code nor record, or the sums do not fit."""
        if not self.total or any(v < 0 for v in (*self.total.values(), *self.amounts.values())):
            raise ValueError("请填写一共收到的金额")
        if set(self.amounts) != set(self.total) or set(self.left) != set(self.total):
            raise ValueError("金额与台账不符，请刷新后重新填写")
        if not self.proof and not (self.files or self.how.strip()):
            raise ValueError("请上传劳动者的签字，或写明电话录音编号")


class Denied(Facts, frozen=True, kw_only=True):
    """没有收到: what the record says has come, and the worker says has not."""

    words: Annotated[
        str, ask("没有收到哪一笔、实际收到多少", long=True, min_length=1, max_length=1000)
    ]


class Verified(Facts, frozen=True, kw_only=True):
    """核实到账: the bank says so, and the worker was shown it."""

    files: Annotated[tuple[FileRef, ...], ask("银行回单")]
    words: Annotated[str, ask("核实情况", long=True, min_length=1, max_length=2000)]

    def check(self) -> None:
        """Raise ValueError without the record of the bank."""
        if not self.files:
            raise ValueError("请上传银行回单")


class Bounced(Facts, frozen=True, kw_only=True):
    """退回、未到账: what was counted and did not come."""

    keyed: ClassVar[frozenset[str]] = frozenset({"amounts"})

    amounts: Annotated[dict[str, int], ask("未到账金额", unit="元")]
    words: Annotated[str, ask("原因", long=True, min_length=1, max_length=1000)]

    def check(self) -> None:
        """Raise ValueError for an amount that is none."""
        if not self.amounts or any(amount <= 0 for amount in self.amounts.values()):
            raise ValueError("未到账金额须大于零")


class Reported(Facts, frozen=True, kw_only=True):
    """提交转账记录: what the employer says it has paid; nothing counts before an inspector has looked."""

    paid_on: Annotated[date, ask("转账日期")]
    amount: Annotated[int | None, ask("转账总额", unit="元")] = None
    files: Annotated[
        tuple[FileRef, ...], ask("银行转账记录", help="银行导出的表格或盖章的回单")
    ] = ()
    words: Annotated[str, ask("说明", long=True, max_length=1000)] = ""

    def check(self) -> None:
        """Raise ValueError without a record."""
        if not self.files:
            raise ValueError("请上传银行转账记录")


class Draw(Facts, frozen=True, kw_only=True):
    """动用工资保证金: from which bank or guarantor, how much to each."""

    keyed: ClassVar[frozenset[str]] = frozenset({"amounts"})

    bank: Annotated[str, ask("经办银行或保函、保险出具机构", min_length=1, max_length=80)]
    account: Annotated[str, ask("保证金账户或保函编号", max_length=60)] = ""
    amounts: Annotated[dict[str, int], ask("支付各人金额", unit="元")]
    words: Annotated[str, ask("说明", long=True, max_length=1000)] = ""

    @property
    def total(self) -> int:
        """Return what is drawn in all, in fen."""
        return sum(self.amounts.values())

    def check(self) -> None:
        """Raise ValueError for a draw of nothing."""
        if not self.amounts or any(amount <= 0 for amount in self.amounts.values()):
            raise ValueError("动用保证金的金额须大于零")


class Refilled(Facts, frozen=True, kw_only=True):
    """补足保证金."""

    refilled_on: Annotated[date, ask("补足日期")]
    amount: Annotated[int, ask("补足金额", unit="元", ge=1)]
    files: Annotated[tuple[FileRef, ...], ask("凭证")] = ()


class Recovery(Facts, frozen=True, kw_only=True):
    """追偿: what has come back of what a fund advanced, worker by worker."""

    keyed: ClassVar[frozenset[str]] = frozenset({"amounts"})

    recovered_on: Annotated[date, ask("追回日期")]
    amounts: Annotated[dict[str, int], ask("追回金额", unit="元")]
    reference: Annotated[str, ask("凭证号", max_length=100)] = ""
    files: Annotated[tuple[FileRef, ...], ask("凭证")] = ()

    def check(self) -> None:
        """Raise ValueError for an amount that is none."""
        if not self.amounts or any(amount <= 0 for amount in self.amounts.values()):
            raise ValueError("追回金额须大于零")
