"""书面审查的事实 — the call, the form, the judgment. Money in whole fen."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from tongzhou.procedure.facts import Facts, FileRef, Naming, Text, ask

People = Annotated[int, ask("人数", ge=0, unit="人")]


class Call(Naming, frozen=True, kw_only=True):
    """通知报送: for which year, by when. `headcount` is what the register held that day."""

    year: Annotated[int, ask("审查年度", ge=2005, le=2100, unit="年")]
    due: Annotated[date, ask("报送期限")]
    headcount: int | None = None
    words: Annotated[str, ask("说明", long=True, max_length=1000)] = ""


class Form(Facts, frozen=True, kw_only=True):
    """书面审查表: head count, contracts, pay, hours, insurance, protection, as the employer declares them."""

    people: Annotated[int, ask("年末职工总人数", ge=0, unit="人")]
    women: Annotated[int, ask("其中：女职工", ge=0, unit="人")] = 0
    minors: Annotated[int, ask("其中：未成年工（十六至十八周岁）", ge=0, unit="人")] = 0
    rural: Annotated[int, ask("其中：农牧民工", ge=0, unit="人")] = 0
    dispatched: Annotated[int, ask("使用劳务派遣人员", ge=0, unit="人")] = 0
    hired: Annotated[int, ask("本年新招用", ge=0, unit="人")] = 0
    contracts: Annotated[int, ask("已订立书面劳动合同", ge=0, unit="人")]
    hours: Annotated[
        Literal["标准工时", "综合计算工时（已批准）", "不定时（已批准）", "多种并用"],
        ask("工时制度"),
    ] = "标准工时"
    overtime: Annotated[int, ask("月人均加班小时", ge=0, unit="小时")] = 0
    pay_total: Annotated[int, ask("全年工资总额", ge=0, unit="元")]
    pay_lowest: Annotated[int, ask("最低月工资（不含加班费）", ge=0, unit="元")]
    arrears: Annotated[int, ask("年末拖欠工资", ge=0, unit="元")] = 0
    insured: Annotated[int, ask("参加职工养老保险", ge=0, unit="人")]
    injury: Annotated[int, ask("参加工伤保险", ge=0, unit="人")]
    rules: Annotated[bool, ask("规章制度经民主程序并公示")] = False
    union: Annotated[bool, ask("已建立工会")] = False
    collective: Annotated[bool, ask("已签订集体合同")] = False
    accidents: Annotated[int, ask("本年工伤事故", ge=0, unit="起")] = 0
    files: Annotated[
        tuple[FileRef, ...],
        ask("附件", help="十二月职工名册、工资表、各工种劳动合同一份、规章制度"),
    ] = ()
    truthful: Annotated[bool, ask("以上内容真实、完整，愿承担法律责任")]

    def check(self) -> None:
        """Raise ValueError where the numbers contradict each other, or nobody answers for them."""
        if not self.truthful:
            raise ValueError(
                "请勾选真实性承诺；提供虚假材料的，依法处罚（《劳动保障监察条例》第三十条）"
            )
        for label, n in (("女职工", self.women), ("未成年工", self.minors), ("农牧民工", self.rural),
                         ("订立合同", self.contracts)):  # fmt: skip
            if n > self.people:
                raise ValueError(f"{label}人数不能超过职工总人数")


class Returned(Facts, frozen=True, kw_only=True):
    """退回补正."""

    missing: Annotated[tuple[Text, ...], ask("需要补正的内容", help="一行一项", min_length=1)]
    due: Annotated[date, ask("补正期限")]


class Judgment(Facts, frozen=True, kw_only=True):
    """审查结论."""

    result: Annotated[Literal["合格", "限期改正", "不合格"], ask("结论")]
    words: Annotated[Text, ask("审查意见", long=True, max_length=2000)]
    until: Annotated[date | None, ask("改正期限")] = None

    def check(self) -> None:
        """Raise ValueError where there is no day by which to put right."""
        if self.result == "限期改正" and self.until is None:
            raise ValueError("限期改正的，请填写改正期限")


class Refusal(Facts, frozen=True, kw_only=True):
    """逾期不报: after a reminder, found as a refusal to give materials. 监察条例 30."""

    reminded: Annotated[Text, ask("催报情况", max_length=500)]
