"""处理结果 — settlements, awards, decisions, service of awards, suits, annulment, enforcement, archive."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from tongzhou.procedure.claims import Decided
from tongzhou.procedure.facts import Facts, FileRef, Naming, Text, ask
from tongzhou.procedure.view import Subject

AnnulmentGround = Literal[
    "适用法律、法规确有错误",
    "仲裁委员会无管辖权",
    "违反法定程序",
    "裁决所根据的证据是伪造的",
    "对方隐瞒了足以影响公正裁决的证据",
    "仲裁员索贿受贿、徇私舞弊、枉法裁决",
]


class Settlement(Decided, frozen=True, kw_only=True):
    """调解: what each gets under each head, by when. 调解仲裁法 42; 办案规则 63."""

    pay_on: Annotated[date, ask("履行期限")]
    terms: Annotated[str, ask("其他约定", long=True)] = ""
    waives_rest: Annotated[bool, ask("双方就本案争议再无其他争议")] = True
    consents: Annotated[tuple[str, ...], ask("已书面同意的被代表人")] = ()
    consent_papers: Annotated[tuple[FileRef, ...], ask("被代表人同意书")] = ()


class Offer(Decided, frozen=True, kw_only=True):
    """调解方案: what each would get under each head; everybody represented answers for themselves. 办案规则 63."""

    pay_on: Annotated[date, ask("履行期限")]
    until: Annotated[date, ask("请于何日前答复")]
    terms: Annotated[str, ask("其他约定", long=True)] = ""

    def check(self) -> None:
        """Raise ValueError where nobody is offered anything."""
        super().check()
        if not self.items:
            raise ValueError("请填写调解方案涉及的申请人和金额")


class Consent(Facts, frozen=True, kw_only=True):
    """对调解方案的答复."""

    answer: Annotated[Literal["同意", "不同意"], ask("对调解方案")]
    words: Annotated[str, ask("补充意见", max_length=300)] = ""


class Repentance(Facts, frozen=True, kw_only=True):
    """签收前反悔: the mediation statement comes to nothing, the case goes on. 调解仲裁法 42."""

    who: Annotated[tuple[str, ...], ask("涉及的申请人", choices="claimants", min_length=1)]
    reason: Annotated[str, ask("说明")] = ""

    @property
    def nothing(self) -> dict[str, int]:
        """Return nought for everybody whose settlement comes to nothing."""
        return dict.fromkeys(self.who, 0)


class Award(Decided, frozen=True, kw_only=True):
    """裁决: what each gets under each head. Nought refuses the item; a head left out is not decided here.

    `minimum_wage` (fen a month) and its version are what the register of amounts showed that day; the test
    of 调解仲裁法 47 is made with them, and can be made again.
    """

    found: Annotated[str, ask("经审理查明", long=True)] = ""
    reasons: Annotated[Text, ask("本委认为", long=True)]
    orders: Annotated[
        tuple[str, ...], ask("裁决的其他事项", help="如确认劳动关系、出具证明，一行一项")
    ] = ()
    pay_within: Annotated[int, ask("自生效之日起几日内支付", ge=1, le=90, unit="日")] = 15
    minimum_wage: Annotated[int | None, ask("当地月最低工资标准", unit="元")] = None
    minimum_wage_version: Annotated[str, ask("最低工资标准依据")] = ""
    whole: Annotated[bool, ask("本案请求已全部处理")] = True

    def check(self) -> None:
        """Raise ValueError where an amount is negative or nothing is decided."""
        super().check()
        if not self.items:
            raise ValueError("请填写裁决涉及的申请人和金额")

    def given_up(self, known: Mapping[str, Subject]) -> dict[str, str]:
        """Return the claimants for whom nothing is left to decide: their state is awarded."""
        return {key: "awarded" for key in self.items if key in known and _all_decided(known[key])}


def _all_decided(claimant: Subject) -> bool:
    """Say whether every head a claimant asks for has been decided by an award."""
    asked: set[str] = set()
    decided: set[str] = set()
    for told in claimant.told:
        claims = getattr(told.facts, "claims", None)
        if claims and claimant.key in claims:
            asked = {item.head for item in claims[claimant.key]}
        elif isinstance(told.facts, Award):
            decided |= set(told.facts.items.get(claimant.key, ()))
    return asked <= decided


class Advance(Decided, frozen=True, kw_only=True):
    """先予执行: both conditions of 调解仲裁法 44 stated."""

    clear: Annotated[bool, ask("当事人之间权利义务关系明确")]
    hardship: Annotated[bool, ask("不先予执行将严重影响申请人的生活")]
    court: Annotated[Text, ask("移送执行的人民法院")]

    def check(self) -> None:
        """Raise ValueError where a condition is missing."""
        super().check()
        if not (self.clear and self.hardship):
            raise ValueError("先予执行须权利义务关系明确，且不先予执行将严重影响申请人的生活")


class Decision(Naming, frozen=True, kw_only=True):
    """决定: 撤销案件、终结审理. It ends the case for everybody for whom nothing has been decided."""

    reason: Annotated[Text, ask("理由", long=True)]

    def given_up(self, known: Mapping[str, Subject]) -> dict[str, str]:
        """Return the claimants whose claims end with the case."""
        return {key: "ended" for key, s in known.items() if s.state in ("claiming", "agreed")}


class Signed(Facts, frozen=True, kw_only=True):
    """调解书签收: the statement takes effect when both sides have signed for it."""

    signed_on: Annotated[date, ask("双方签收之日", help="双方先后签收的，填后签收的日期")]
    proof: Annotated[tuple[FileRef, ...], ask("送达回证")] = ()


class Suit(Facts, frozen=True, kw_only=True):
    """起诉."""

    filed_on: Annotated[date, ask("向法院提交起诉状之日")]
    court: Annotated[Text, ask("受诉人民法院")]
    number: Annotated[str, ask("法院案号", max_length=60)] = ""


class Annulment(Facts, frozen=True, kw_only=True):
    """申请撤销终局裁决: to the intermediate court, on one of six grounds. 调解仲裁法 49."""

    filed_on: Annotated[date, ask("提交撤销申请之日")]
    court: Annotated[Text, ask("中级人民法院")]
    ground: Annotated[AnnulmentGround, ask("理由")]
    number: Annotated[str, ask("法院案号", max_length=60)] = ""


class Ruling(Facts, frozen=True, kw_only=True):
    """撤销裁定、诉讼结果: what the court did with the award."""

    outcome: Annotated[
        Literal["撤销裁决", "驳回申请", "维持", "改判", "部分改判", "准许撤诉", "调解结案"],
        ask("结果"),
    ]
    received_on: Annotated[date, ask("收到裁判文书之日")]
    number: Annotated[str, ask("法院案号", max_length=60)] = ""
    reason: Annotated[str, ask("改判、撤销的原因", long=True)] = ""

    @property
    def annulled_on(self) -> date | None:
        """Return when the fifteen days to sue begin: only where the award was annulled."""
        return self.received_on if self.outcome == "撤销裁决" else None


class Enforcement(Facts, frozen=True, kw_only=True):
    """申请执行."""

    filed_on: Annotated[date, ask("申请执行之日")]
    court: Annotated[Text, ask("执行法院")]


class Archive(Facts, frozen=True, kw_only=True):
    """归档."""

    volume: Annotated[Text, ask("卷号")]
    pages: Annotated[int | None, ask("页数")] = None
    place: Annotated[str, ask("存放位置")] = ""
