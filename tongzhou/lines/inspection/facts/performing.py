"""送达以后 — payment, instalments, additional fine, urging, review, suit, court, closing, archive."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from tongzhou.lines.inspection.facts.codes import Count
from tongzhou.procedure.facts import Facts, FileRef, Text, ask


class Payment(Facts, frozen=True, kw_only=True):
    """缴纳罚款: violation → fen received by the treasury, and when."""

    keyed: ClassVar[frozenset[str]] = frozenset({"amounts"})

    amounts: Annotated[dict[str, int], ask("缴纳金额")] = {}
    paid_on: Annotated[date, ask("缴纳之日")]
    receipt: Annotated[str, ask("票据号码", max_length=60)] = ""
    complete: Annotated[bool, ask("罚款已全部缴清")] = False
    proof: Annotated[tuple[FileRef, ...], ask("缴款凭证")] = ()

    @property
    def completed_on(self) -> date | None:
        """Return the day on which nothing was owed any more."""
        return self.paid_on if self.complete else None


class Deferral(Facts, frozen=True, kw_only=True):
    """延期、分期缴纳: on application, approved. 行政处罚法 66."""

    kind: Annotated[Literal["延期缴纳", "分期缴纳"], ask("方式")]
    until: Annotated[date, ask("缴清期限")]
    plan: Annotated[Text, ask("延期或各期安排", long=True, max_length=1000)]
    reason: Annotated[Text, ask("确有经济困难的情况", long=True, max_length=1000)]


class Additional(Facts, frozen=True, kw_only=True):
    """加处罚款: three in a hundred for each day late, never above the fine itself. 行政处罚法 72.

    `unpaid` is violation → fen still owed of the fine, `amounts` what is added; `days` are calendar days after
    the last day of payment, `arithmetic` how it was reckoned, for the paper.
    """

    keyed: ClassVar[frozenset[str]] = frozenset({"unpaid", "amounts"})

    unpaid: dict[str, int] = {}
    amounts: dict[str, int] = {}
    since: Annotated[date, ask("逾期起始日")]
    until: Annotated[date, ask("计算至")]
    days: Annotated[int, ask("逾期天数", ge=1, unit="天")]
    arithmetic: tuple[str, ...] = ()


class Performance(Facts, frozen=True, kw_only=True):
    """履行情况: of a handling decision, or of all that was decided."""

    outcome: Annotated[Literal["全部履行", "部分履行", "未履行"], ask("履行情况")]
    amount: Annotated[Count | None, ask("已支付劳动者的金额", unit="元")] = None
    words: Annotated[Text, ask("核实情况", long=True, max_length=2000)]
    files: Annotated[tuple[FileRef, ...], ask("证明材料")] = ()


class Urging(Facts, frozen=True, kw_only=True):
    """催告: perform within ten working days, else the court is asked. 行政强制法 54."""

    demands: Annotated[Text, ask("须履行的义务", long=True, max_length=2000)]
    amount: Annotated[Count | None, ask("金额", unit="元")] = None


class Asked(Facts, frozen=True, kw_only=True):
    """申请复议、起诉: before whom, when, under which number."""

    filed_on: Annotated[date, ask("提出之日")]
    before: Annotated[Text, ask("复议机关或人民法院", max_length=100)]
    number: Annotated[str, ask("案号", max_length=60)] = ""


class Ruled(Facts, frozen=True, kw_only=True):
    """复议决定、判决: how it ended, when it was received."""

    outcome: Annotated[
        Literal["维持", "变更", "撤销", "确认违法", "驳回、终止", "撤回"], ask("结果")
    ]
    received_on: Annotated[date, ask("收到之日")]
    number: Annotated[str, ask("文号", max_length=60)] = ""
    words: Annotated[str, ask("说明", long=True, max_length=2000)] = ""


class Enforcement(Facts, frozen=True, kw_only=True):
    """申请强制执行: within three months after the time for review and suit. 行政强制法 53."""

    filed_on: Annotated[date, ask("申请之日")]
    court: Annotated[Text, ask("人民法院", max_length=100)]
    amount: Annotated[Count | None, ask("申请执行金额", unit="元")] = None
    words: Annotated[str, ask("申请事项", long=True, max_length=2000)] = ""


class Enforced(Facts, frozen=True, kw_only=True):
    """法院执行情况."""

    outcome: Annotated[
        Literal["裁定准予执行", "裁定不予执行", "执行完毕", "终结本次执行"], ask("结果")
    ]
    amount: Annotated[Count | None, ask("执行到位金额", unit="元")] = None
    number: Annotated[str, ask("案号", max_length=60)] = ""


class Reported(Facts, frozen=True, kw_only=True):
    """重大决定备案. 内蒙古条例 20."""

    to: Annotated[Text, ask("报送的上一级部门", max_length=100)]
    number: Annotated[str, ask("报送文号", max_length=60)] = ""


class Publication(Facts, frozen=True, kw_only=True):
    """行政处罚公示: where. 行政处罚法 48."""

    where: Annotated[Text, ask("公示网站、栏目", max_length=200)]
    address: Annotated[str, ask("网址", max_length=300)] = ""


class Withdrawal(Facts, frozen=True, kw_only=True):
    """撤回公示: with a public explanation, within three working days. 行政处罚法 48."""

    reason: Annotated[Text, ask("公开说明的理由", max_length=500)]


class Closing(Facts, frozen=True, kw_only=True):
    """结案."""

    outcome: Annotated[
        Literal[
            "当事人已履行",
            "人民法院已执行",
            "不予处罚、撤销立案",
            "改正后结案",
            "移送有关机关",
            "终结执行",
        ],
        ask("结案方式"),
    ]
    words: Annotated[Text, ask("结案意见", long=True, max_length=2000)]
    for_union: Annotated[
        bool, ask("依工会建议书立案", help="勾选后，五个工作日内须将结果告知工会")
    ] = False


class Archive(Facts, frozen=True, kw_only=True):
    """归档."""

    volume: Annotated[Text, ask("卷号", max_length=60)]
    pages: Annotated[int | None, ask("页数")] = None
    years: Annotated[Count | None, ask("保管期限", unit="年", help="按本单位档案管理规定填写")] = (
        None
    )
    place: Annotated[str, ask("存放位置", max_length=100)] = ""


class WagesOrdered(Facts, frozen=True, kw_only=True):
    """欠薪处理回告：责令支付."""

    paper: Annotated[str, ask("文书")] = ""
    amount: Annotated[int, ask("责令支付金额", unit="元", ge=0)] = 0
    workers: Annotated[int, ask("涉及人数", ge=0, unit="人")] = 0
    until: Annotated[date | None, ask("支付期限")] = None


class WagesLapsed(Facts, frozen=True, kw_only=True):
    """欠薪处理回告：逾期未支付."""

    on: Annotated[date, ask("逾期之日")]
    unpaid: Annotated[int, ask("未付金额", unit="元", ge=0)] = 0
    workers: Annotated[int, ask("涉及人数", ge=0, unit="人")] = 0


class WagesPaid(Facts, frozen=True, kw_only=True):
    """欠薪处理回告：到账."""

    received: Annotated[int, ask("到账金额", unit="元", ge=0)] = 0
    left: Annotated[int, ask("尚欠金额", unit="元", ge=0)] = 0


class WagesClosed(Facts, frozen=True, kw_only=True):
    """欠薪处理回告：办结."""

    conclusion: Annotated[str, ask("结论")] = ""
    collected: Annotated[int, ask("追回金额", unit="元", ge=0)] = 0


class PoliceTold(Facts, frozen=True, kw_only=True):
    """移送回告：公安机关决定."""

    outcome: Annotated[Literal["立案", "不予立案", "退回"], ask("公安机关决定")]
    on: Annotated[date, ask("日期")]


class Suspicion(Facts, frozen=True, kw_only=True):
    """发现涉嫌犯罪: what the transfer procedure starts from. 移送规定 3, 5. Amounts in fen."""

    workers: Annotated[int, ask("涉及人数", ge=0, unit="人")] = 0
    amount: Annotated[int, ask("拖欠总额", unit="元", ge=0)] = 0
    longest: Annotated[int, ask("最长拖欠月数", ge=0, unit="个月")] = 0
    largest: Annotated[int, ask("单人最大数额", unit="元", ge=0)] = 0
    order_paper: Annotated[str, ask("责令支付文书", max_length=100)] = ""
    order_until: Annotated[date | None, ask("责令支付期限")] = None
    fled: Annotated[bool, ask("逃匿或视为逃匿")] = False
    words: Annotated[Text, ask("案情", long=True, max_length=4000)]
    grounds: Annotated[str, ask("涉嫌罪名和依据", max_length=200)] = (
        "拒不支付劳动报酬（《刑法》第二百七十六条之一）"
    )
