"""了结 — handing over, concluding, calling back, opening again."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from tongzhou.lines.arrears.conclusions import conclusion
from tongzhou.procedure.facts import Facts, FileRef, ask

Answer = Literal["已收到", "部分收到", "没有收到", "未联系上"]
Evidence = dict[str, tuple[FileRef, ...]]  # kind → files


class Concluding(Facts, frozen=True, kw_only=True):
    """A conclusion of the table, with what it needs."""

    code: Annotated[str, ask("办结结论", choices="arrears_conclusions", min_length=1)]
    words: Annotated[str, ask("办理结果", long=True, min_length=1, max_length=4000)]
    evidence: Annotated[Evidence, ask("证据")] = {}

    def check(self) -> None:
        """Raise ValueError where the conclusion is unknown, or its evidence is not all there."""
        chosen = conclusion(self.code)
        missing = chosen.missing(self.evidence)
        if missing:
            raise ValueError(f"以“{chosen}”办结须有：{'、'.join(missing)}")


class Ending(Concluding, frozen=True, kw_only=True):
    """结案: of the whole matter."""

    def check(self) -> None:
        """Raise ValueError where the conclusion is of a single worker."""
        super().check()
        if conclusion(self.code).of == "worker":
            raise ValueError("这种结论只用于个别劳动者，不能用于整案")


class Aside(Concluding, frozen=True, kw_only=True):
    """个别劳动者另行处理: not by money, with its evidence."""

    def check(self) -> None:
        """Raise ValueError where the conclusion is of the whole matter, or says that money came."""
        super().check()
        if conclusion(self.code).of == "case" or conclusion(self.code).paid:
            raise ValueError("这种结论不能用于个别劳动者；已经付清的，请登记到账")


class Visit(Facts, frozen=True, kw_only=True):
    """回访: what each worker said when asked whether the money has come and stayed."""

    keyed: ClassVar[frozenset[str]] = frozenset({"answers"})

    called_on: Annotated[date, ask("回访日期")]
    answers: Annotated[dict[str, Answer], ask("各人答复")]
    words: Annotated[str, ask("回访情况", long=True, max_length=2000)] = ""

    def check(self) -> None:
        """Raise ValueError where nobody was asked."""
        if not self.answers:
            raise ValueError("请登记至少一名劳动者的答复")


class Reopened(Facts, frozen=True, kw_only=True):
    """恢复办理: who is owed again, how much of what was counted did not come or did not stay."""

    keyed: ClassVar[frozenset[str]] = frozenset({"amounts"})

    amounts: Annotated[dict[str, int], ask("重新计为欠付的金额", unit="元")] = {}
    words: Annotated[str, ask("原因", long=True, min_length=1, max_length=2000)]

    def check(self) -> None:
        """Raise ValueError for an amount that is none."""
        if any(amount <= 0 for amount in self.amounts.values()):
            raise ValueError("重新计为欠付的金额须大于零")


class Suspicion(Facts, frozen=True, kw_only=True):
    """涉嫌拒不支付劳动报酬: what the thresholds are asked, and whether somebody has fled. 刑法 276-1."""

    fled: Annotated[bool, ask("逃匿或转移财产")] = False
    grounds: Annotated[
        str, ask("有能力支付而不支付，或逃匿的事实", long=True, min_length=1, max_length=4000)
    ]
    longest_months: Annotated[int, ask("欠付最长的劳动者被欠月数", unit="个月", ge=0, le=600)] = 0
    largest_single: Annotated[int, ask("其中一人最高欠付金额", unit="元", ge=0)] = 0
    amount: Annotated[int, ask("欠付总额", unit="元", ge=0)] = 0
    workers: Annotated[int, ask("欠付人数", unit="人", ge=0)] = 0
    below: Annotated[str, ask("未达数额标准仍移送的理由", max_length=500)] = ""


class PoliceAnswer(Facts, frozen=True, kw_only=True):
    """公安机关的答复, as the transfer was told."""

    outcome: Annotated[Literal["立案", "不予立案", "退回"], ask("答复")]
    on: Annotated[date, ask("答复日期")]
    words: Annotated[str, ask("说明", max_length=1000)] = ""


class Referral(Facts, frozen=True, kw_only=True):
    """移交、通报: to whom, about what; it stands on record until whoever it is for has picked it up."""

    to: Annotated[
        Literal["失信联合惩戒名单", "突发事件处置", "行业主管部门", "项目审批部门", "信用等级评价"],
        ask("移交（通报）事项"),
    ]
    addressee: Annotated[str, ask("接收单位", min_length=1, max_length=80)]
    words: Annotated[str, ask("情况和建议", long=True, min_length=1, max_length=4000)]
    reply_by: Annotated[date | None, ask("请于此日前反馈")] = None
