"""审理 — what is stated while a case is tried: tribunal, service, defence, evidence, facts, hearings, stays."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from tongzhou.procedure.facts import Facts, FileRef, Naming, Text, ask

Role = Literal["首席仲裁员", "独任仲裁员", "仲裁员", "书记员"]
RecusalGround = Literal[
    "是本案当事人或者当事人、代理人的近亲属",
    "与本案有利害关系",
    "与当事人、代理人有其他关系，可能影响公正裁决",
    "私自会见当事人、代理人，或者接受请客送礼",
]
# 办案规则 47: the seven situations in which a case stands still.
StayGround = Literal[
    "劳动者一方死亡，需要等待继承人表明是否参加仲裁",
    "劳动者一方丧失民事行为能力，尚未确定法定代理人",
    "用人单位终止，尚未确定权利义务承继者",
    "一方当事人因不可抗拒的事由，不能参加仲裁",
    "案件审理需要以其他案件的审理结果为依据，且其他案件尚未审结",
    "案件处理需要等待工伤认定、伤残等级鉴定以及其他鉴定结论",
    "其他应当中止审理的情形",
]


class Tribunal(Naming, frozen=True, kw_only=True):
    """组成仲裁庭: who sits, in which role: member key → role."""

    roles: Annotated[dict[str, Role], ask("仲裁庭组成")]

    @property
    def arbitrators(self) -> list[str]:
        """Return the keys of those who decide."""
        return [key for key, role in self.roles.items() if role != "书记员"]

    def check(self) -> None:
        """Raise ValueError where one or three arbitrators cannot be seen, or nobody presides. 调解仲裁法 31."""
        sitting = self.arbitrators
        if set(self.roles) - set(self.names):
            raise ValueError("请写明仲裁庭成员的姓名")
        if len(sitting) not in (1, 3):
            raise ValueError("仲裁庭由三名仲裁员组成，简单案件可以由一名仲裁员独任")
        chief: Role = "独任仲裁员" if len(sitting) == 1 else "首席仲裁员"
        if list(self.roles.values()).count(chief) != 1:
            raise ValueError(f"请指定一名{chief}")


class RecusalRequest(Naming, frozen=True, kw_only=True):
    """回避申请: of whom, on which ground. 调解仲裁法 33."""

    member: Annotated[str, ask("请求谁回避", choices="members")]
    ground: Annotated[RecusalGround, ask("理由")]
    detail: Annotated[str, ask("具体情况", long=True)] = ""


class RecusalDecision(Naming, frozen=True, kw_only=True):
    """回避决定: the request, the member, yes or no."""

    request: Annotated[str, ask("回避申请", choices="recusals")]
    member: Annotated[str, ask("仲裁庭成员", choices="members")]
    granted: Annotated[bool, ask("准许回避")]
    reason: Annotated[str, ask("理由", long=True)] = ""

    def sorted_out(self) -> dict[str, str]:
        """Return what becomes of the request, and of the member where it is granted."""
        found = {self.request: "granted" if self.granted else "denied"}
        return found | ({self.member: "recused"} if self.granted else {})


class Reason(Facts, frozen=True, kw_only=True):
    """A decision on something asked, with its reason."""

    reason: Annotated[Text, ask("理由", long=True)]


class Defence(Facts, frozen=True, kw_only=True):
    """答辩."""

    words: Annotated[str, ask("答辩意见", long=True)] = ""
    paper: Annotated[tuple[FileRef, ...], ask("答辩书")] = ()

    def check(self) -> None:
        """Raise ValueError where neither words nor a paper were handed in."""
        if not (self.words or self.paper):
            raise ValueError("请填写答辩意见，或上传答辩书")


class Waiver(Facts, frozen=True, kw_only=True):
    """同意缩短或取消答辩期: in simple handling only, by the respondent. 办案规则 58."""

    words: Annotated[Text, ask("被申请人的意见")] = "同意取消答辩期"


class EvidencePeriod(Facts, frozen=True, kw_only=True):
    """举证期限, and what each side is to prove."""

    until: Annotated[date, ask("举证期限届满日")]
    words: Annotated[str, ask("举证要求", long=True, help="可按请求事项写明由谁举证")] = ""


class Exhibit(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of evidence: what it is, where it comes from, what it is to prove."""

    name: str
    source: str = ""
    proves: str = ""
    pages: int | None = None
    files: tuple[FileRef, ...] = ()


class Evidence(Facts, frozen=True, kw_only=True):
    """提交证据."""

    exhibits: Annotated[tuple[Exhibit, ...], ask("证据清单", min_length=1)]


class Opinion(msgspec.Struct, frozen=True, kw_only=True):
    """质证意见 on one exhibit: is it authentic, lawful, relevant?"""

    authentic: bool = True
    lawful: bool = True
    relevant: bool = True
    words: str = ""

    @property
    def disputes(self) -> bool:
        return not (self.authentic and self.lawful and self.relevant)


class Examination(Facts, frozen=True, kw_only=True):
    """质证: exhibit (`seq.n`: the entry that handed it in, its number there) → opinion."""

    opinions: Annotated[dict[str, Opinion], ask("质证意见")]


class Elements(Facts, frozen=True, kw_only=True):
    """要素: what one side says of the facts that matter: claimant → element → value.

    A value "=" agrees with what the other side has said; "" leaves the element open.
    """

    of: Annotated[dict[str, dict[str, str]], ask("案件要素")]


class Findings(Facts, frozen=True, kw_only=True):
    """认定: what the tribunal finds, claimant → element → value, with the reasons."""

    of: Annotated[dict[str, dict[str, str]], ask("认定的事实")]
    reasons: Annotated[str, ask("认定理由", long=True)] = ""


class Hearing(Naming, frozen=True, kw_only=True):
    """排期: when and where. The page looks for clashes of rooms and people before it states this."""

    hearing_on: Annotated[date, ask("开庭日期")]
    starts: Annotated[str, ask("开始时间", pattern=r"^([01]\d|2[0-3]):[0-5]\d$", help="如 09:00")]
    minutes: Annotated[int, ask("预计时长", unit="分钟", ge=15, le=600)] = 120
    room: Annotated[Text, ask("仲裁庭（地点）")]
    online: Annotated[bool, ask("网上开庭")] = False
    is_open: Annotated[bool, ask("公开审理")] = True


class Notice(Facts, frozen=True, kw_only=True):
    """一次性告知: tribunal, defence, evidence and hearing in one paper. 办案规则 64."""

    defence_until: Annotated[date, ask("答辩期届满日")]
    evidence_until: Annotated[date, ask("举证期限届满日")]
    words: Annotated[str, ask("其他告知事项", long=True)] = ""


class Postponement(Facts, frozen=True, kw_only=True):
    """延期开庭."""

    reason: Annotated[Text, ask("延期理由")]


class Minutes(Facts, frozen=True, kw_only=True):
    """庭审笔录: who came, what was said."""

    present: Annotated[tuple[str, ...], ask("到庭人员", help="一行一人", min_length=1)]
    absent: Annotated[tuple[str, ...], ask("未到庭的当事人", choices="parties")] = ()
    focus: Annotated[str, ask("争议焦点", long=True)] = ""
    words: Annotated[Text, ask("庭审记录", long=True)]
    recording: Annotated[tuple[FileRef, ...], ask("签名笔录、录音录像")] = ()


class Stay(Facts, frozen=True, kw_only=True):
    """中止审理."""

    ground: Annotated[StayGround, ask("中止事由")]
    detail: Annotated[str, ask("具体情况", long=True)] = ""


class Resumption(Facts, frozen=True, kw_only=True):
    """恢复审理."""

    reason: Annotated[Text, ask("恢复审理的原因")] = "中止事由已消除"


class Publication(Facts, frozen=True, kw_only=True):
    """公告送达: the time until a public notice counts as served is not counted. 办案规则 46."""

    medium: Annotated[Text, ask("刊登公告的媒体或处所")]
    until: Annotated[date, ask("视为送达之日", help="自发出公告之日起经过三十日")]


class More(Facts, frozen=True, kw_only=True):
    """延长审理期限."""

    days: Annotated[int, ask("延长日数", ge=1, le=15, unit="日")]
    reason: Annotated[Text, ask("案情复杂的理由", long=True)]


class Conversion(Facts, frozen=True, kw_only=True):
    """转为一般程序. 办案规则 61."""

    reason: Annotated[Text, ask("不宜简易处理的理由")]


class Entrusting(Facts, frozen=True, kw_only=True):
    """委托调解: with both sides' consent, ten working days. 办案规则 70."""

    body: Annotated[Text, ask("受托调解组织")]
    consent: Annotated[bool, ask("双方当事人同意委托调解")]

    def check(self) -> None:
        """Raise ValueError without the consent of both."""
        if not self.consent:
            raise ValueError("委托调解须经双方当事人同意")


class EntrustedReport(Facts, frozen=True, kw_only=True):
    """委托调解结果."""

    agreed: Annotated[bool, ask("达成调解协议")]
    summary: Annotated[str, ask("调解情况", long=True)] = ""
