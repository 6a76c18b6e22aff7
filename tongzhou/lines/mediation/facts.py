"""所陈述事实 — what each act of a mediation states: forms, tests and stored data come from these."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

import msgspec

from tongzhou.law.heads import head
from tongzhou.procedure.claims import Amounts, Claims, Decided, Matter
from tongzhou.procedure.facts import Destination, Facts, FileRef, Naming, PhoneSigned, ask

from .ways import Code

Channel = Literal["", "网上", "窗口", "电话", "主动调解", "移交"]
Language = Literal["汉语", "蒙古语", "汉语和蒙古语", "其他"]
NOTHING_AGREED = "请写明协议内容：至少有一项金额，或在“其他约定”中写明"


class Application(Matter, frozen=True, kw_only=True):
    """调解申请: the dispute as it is brought, how it came, and in which language it is to be mediated."""

    way: Code = ""
    body: str = ""  # the body asked for: its number in the register, or its name
    channel: Channel = ""
    language: Annotated[Language, ask("调解使用的语言")] = "汉语"
    taken_down: Annotated[str, ask("口头申请记录人", max_length=60)] = ""
    phone_differs: bool = False  # from the phone in the register: somebody compares them


class Amendment(Claims, frozen=True, kw_only=True):
    """变更请求、增加申请人: all items of each claimant named, as they now stand."""

    words: Annotated[str, ask("变更说明", long=True)] = ""


class Reply(Facts, frozen=True, kw_only=True):
    """被申请人答复: in which way it was asked, and what it said."""

    manner: Annotated[Literal["书面", "电话", "当面", "网上"], ask("答复方式")] = "网上"
    words: Annotated[str, ask("意见", long=True, max_length=2000)] = ""
    files: Annotated[tuple[FileRef, ...], ask("材料")] = ()


class Routing(Destination, frozen=True, kw_only=True):
    """确定调解组织: in which way, by which body, and why not the one that was suggested."""

    way: Annotated[Code, ask("调解方式", choices="mediation_ways")]
    body: Annotated[str, ask("调解组织", choices="mediation_bodies")] = ""
    why: Annotated[str, ask("理由", long=True)] = ""


class Taken(Facts, frozen=True, kw_only=True):
    """受理."""

    words: Annotated[str, ask("说明", long=True)] = ""


class Entrusted(Facts, frozen=True, kw_only=True):
    """接受委托、委派: since when, and under which number the other keeps the case."""

    entrusted_on: Annotated[date, ask("委托（委派）日期")]
    number: Annotated[str, ask("委托方案号", max_length=60)] = ""


class Refusal(Facts, frozen=True, kw_only=True):
    """不予受理, with the reason that is told to the applicant."""

    ground: Annotated[
        Literal[
            "不属于劳动争议", "被申请人不同意调解", "申请人已申请仲裁或起诉", "不属于本组织受理范围"
        ],
        ask("不予受理的理由"),
    ]
    words: Annotated[str, ask("说明和指引", long=True, help="告知申请人还可以到哪里办理")] = ""


class Assignment(Naming, frozen=True, kw_only=True):
    """分派: to whom, whom the routing put first, and why it is somebody else."""

    body: str = ""  # number of the mediator's body in the register
    body_name: str = ""
    suggested: str = ""  # key of whom the routing put first
    reasons: Annotated[tuple[str, ...], ask("分派依据")] = ()
    why: Annotated[str, ask("另行指定的理由", long=True)] = ""

    def check(self) -> None:
        """Raise ValueError where somebody else was chosen without a reason."""
        if self.suggested and self.names and self.suggested not in self.names and not self.why:
            raise ValueError("没有按建议的人选分派，请写明另行指定的理由")


class Ground(Facts, frozen=True, kw_only=True):
    """Why."""

    words: Annotated[str, ask("事由", long=True, min_length=1, max_length=2000)]


class Sitting(Naming, frozen=True, kw_only=True):
    """约定调解会: when and where, on the spot or from afar."""

    on: Annotated[date, ask("日期")]
    time: Annotated[str, ask("时间", pattern=r"^([01]\d|2[0-3]):[0-5]\d$", help="例如 09:30")]
    manner: Annotated[Literal["现场", "视频", "电话", "背靠背"], ask("方式")] = "现场"
    place: Annotated[str, ask("地点或会议号", max_length=120)] = ""
    words: Annotated[str, ask("请双方准备", long=True)] = ""

    def called(self) -> dict[str, str]:
        """Return the sitting under its day and hour."""
        key = f"session/{self.on:%Y%m%d}-{self.time.replace(':', '')}"
        return {key: f"{self.on} {self.time} {self.manner}"}


class Minutes(Facts, frozen=True, kw_only=True):
    """调解记录: what was said, signed by those who were there."""

    present: Annotated[str, ask("到场人员", max_length=300)] = ""
    words: Annotated[str, ask("调解经过和双方意见", long=True, min_length=1)]
    files: Annotated[tuple[FileRef, ...], ask("签字的调解笔录")] = ()


class Message(Facts, frozen=True, kw_only=True):
    """A message in the room: both sides and the mediator read it."""

    words: Annotated[str, ask("内容", long=True, min_length=1, max_length=2000)]
    files: Annotated[tuple[FileRef, ...], ask("材料")] = ()


class Offer(Facts, frozen=True, kw_only=True):
    """调解方案: what one side, or the mediator, puts on the table."""

    amount: Annotated[int | None, ask("合计金额", unit="元")] = None
    pay_by: Annotated[date | None, ask("最迟付款日期")] = None
    words: Annotated[str, ask("方案内容", long=True, min_length=1, max_length=2000)]

    def check(self) -> None:
        """Raise ValueError for an amount below nought."""
        if self.amount is not None and self.amount < 0:
            raise ValueError("合计金额不能为负数")


class LongerTime(Facts, frozen=True, kw_only=True):
    """延长调解: by how many days, as both sides agreed."""

    days: Annotated[int, ask("延长日数", unit="天", ge=1, le=180)]
    both: Annotated[bool, ask("双方当事人都同意延长")] = False
    words: Annotated[str, ask("双方同意的方式", max_length=300, help="笔录、短信或书面")] = ""
    files: Annotated[tuple[FileRef, ...], ask("同意延长的记录")] = ()

    def check(self) -> None:
        """Raise ValueError without the agreement of both."""
        if not self.both:
            raise ValueError("延长调解须双方当事人都同意（《企业劳动争议协商调解规定》第二十九条）")


class Instalment(msgspec.Struct, frozen=True, kw_only=True):
    """履行款项: what one claimant is to be paid on one day, in fen."""

    claimant: str
    on: date
    amount: int
    how: str = ""


class Agreement(Facts, frozen=True, kw_only=True):
    """调解协议: what each gets under each head, when it is paid, and what else was agreed."""

    items: Annotated[Amounts, ask("各人各项金额")] = {}
    payments: Annotated[tuple[Instalment, ...], ask("履行期限")] = ()
    other: Annotated[str, ask("其他约定", long=True, max_length=4000)] = ""
    settled_all: Annotated[bool, ask("其余请求不再主张")] = True

    @property
    def sums(self) -> dict[str, int]:
        """Return what each gets in all, in fen."""
        return Decided(items=self.items).sums

    def check(self) -> None:
        """Raise ValueError where a head is unknown, or what is to be paid is not what was agreed."""
        Decided(items=self.items).check()
        for of_one in self.items.values():
            for code in of_one:
                head(code)
        if not self.items and not self.other.strip():
            raise ValueError(NOTHING_AGREED)
        due: dict[str, int] = {}
        for payment in self.payments:
            if payment.amount <= 0:
                raise ValueError("每笔履行款项的金额须大于零")
            due[payment.claimant] = due.get(payment.claimant, 0) + payment.amount
        wanted = {key: total for key, total in self.sums.items() if total}
        if due != wanted:
            raise ValueError("各笔履行款项之和须与协议金额一致，请核对每人每笔的金额")


class Signing(PhoneSigned, frozen=True, kw_only=True):
    """签署: with a code sent to the phone, or on paper, of which a scan is kept."""

    on_paper: ClassVar[frozenset[str]] = frozenset({"scan"})

    scan: Annotated[tuple[FileRef, ...], ask("签字（盖章）的扫描件")] = ()

    def check(self) -> None:
        """Raise ValueError where nothing shows that it was signed."""
        if not self.proof and not self.scan:
            raise ValueError("在窗口签署的，请上传本人签字或单位盖章的扫描件")


class Conclusion(Naming, frozen=True, kw_only=True):
    """协议生效: the mediator signs and seals; the payments become what is followed up."""

    payments: tuple[Instalment, ...] = ()
    settled: dict[str, int] = {}  # claimant → fen
    seal: Annotated[bool, ask("调解员已签名并加盖调解组织印章")] = False

    def called(self) -> dict[str, str]:
        """Return the payments, numbered in the order of their days, with the claimants."""
        return self.names | {key: self._named(p) for key, p in self.numbered.items()}

    def _named(self, payment: Instalment) -> str:
        who = self.names.get(payment.claimant, payment.claimant)
        return f"{who} {payment.on} {payment.amount // 100}.{payment.amount % 100:02d}元"

    @property
    def numbered(self) -> dict[str, Instalment]:
        """Return key → payment."""
        return {f"payment/{n}": p for n, p in enumerate(self.payments, start=1)}

    @property
    def due(self) -> dict[str, date]:
        """Return on which day each payment is to be made."""
        return {key: p.on for key, p in self.numbered.items()}

    @property
    def amounts(self) -> dict[str, int]:
        """Return what is to be paid, in fen."""
        return {key: p.amount for key, p in self.numbered.items()}

    def check(self) -> None:
        """Raise ValueError before the mediator has signed and sealed (调解仲裁法 14)."""
        if not self.seal:
            raise ValueError("调解协议书须经调解员签名并加盖调解组织印章后生效，请确认后勾选")


class Failure(Facts, frozen=True, kw_only=True):
    """调解不成: why, and what the parties agree and dispute about, for whoever goes on with it."""

    ground: Annotated[
        Literal["双方分歧过大", "一方不同意继续调解", "一方无法取得联系", "其他"], ask("原因")
    ]
    agreed: Annotated[str, ask("双方无争议的事实", long=True)] = ""
    disputed: Annotated[str, ask("争议焦点", long=True)] = ""
    words: Annotated[str, ask("说明", long=True)] = ""


class Received(Facts, frozen=True, kw_only=True):
    """收到款项: how much of each payment has arrived, and when."""

    received_on: Annotated[date, ask("收到日期")]
    paid: Annotated[dict[str, int], ask("收到金额", unit="元")]
    how: Annotated[str, ask("收款方式", max_length=100, help="银行转账、现金等")] = ""
    files: Annotated[tuple[FileRef, ...], ask("转账凭证")] = ()

    def check(self) -> None:
        """Raise ValueError for an amount that is none."""
        if any(amount <= 0 for amount in self.paid.values()):
            raise ValueError("收到金额须大于零")


class CallBack(Facts, frozen=True, kw_only=True):
    """回访: what the claimant said when asked whether the money has come."""

    called_on: Annotated[date, ask("回访日期")]
    answer: Annotated[Literal["已全部收到", "部分收到", "没有收到", "未联系上"], ask("申请人答复")]
    content: Annotated[Literal["满意", "基本满意", "不满意", "未表态"], ask("满意度")] = "未表态"
    words: Annotated[str, ask("回访情况", long=True)] = ""


class Joint(Facts, frozen=True, kw_only=True):
    """共同申请: handed in on a day, under a number where one was given."""

    to: Annotated[str, ask("受理机关", max_length=80, min_length=1)]
    words: Annotated[str, ask("说明", long=True)] = ""


class Outcome(Facts, frozen=True, kw_only=True):
    """仲裁审查、司法确认的结果."""

    result: Annotated[
        Literal["已出具调解书", "裁定有效", "不予受理", "裁定驳回", "已撤回申请"], ask("结果")
    ]
    number: Annotated[str, ask("文书文号", max_length=60)] = ""
    decided_on: Annotated[date, ask("文书日期")]
    files: Annotated[tuple[FileRef, ...], ask("文书")] = ()


class Ending(Facts, frozen=True, kw_only=True):
    """未履行结案: where the claim is pursued from now on."""

    where: Annotated[
        Literal["已申请支付令", "已申请强制执行", "已提起诉讼", "申请人不再主张"], ask("后续途径")
    ]
    words: Annotated[str, ask("说明", long=True)] = ""


class Onward(Facts, frozen=True, kw_only=True):
    """转申请仲裁: nothing is typed again; a word may be added."""

    words: Annotated[str, ask("补充说明", long=True, max_length=2000)] = ""
