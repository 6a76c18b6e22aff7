"""申请与受理 — what is stated when a dispute is brought, corrected, taken, refused or passed on."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from tongzhou.procedure.claims import ClaimItem, Claims, Decided, Matter, check_items
from tongzhou.procedure.facts import Destination, Facts, FileRef, Naming, Text, ask

Channel = Literal["网上", "窗口", "口头申请笔录", "邮寄", "批量导入", "移交"]
# Why a case may be handled simply (办案规则 56), and why never (57).
SimpleGround = Literal[
    "事实清楚、权利义务关系明确、争议不大", "标的额不超过上年度职工年平均工资", "双方同意"
]
RefusalGround = Literal[
    "不属于劳动人事争议受理范围",
    "主体不适格",
    "不属于本仲裁委员会管辖",
    "同一争议已有处理结果",
    "没有明确的被申请人或具体的请求",
    "按撤回处理后就同一争议再次申请",
    "其他",
]


class Application(Matter, frozen=True, kw_only=True):
    """仲裁申请: what is claimed by each, and the dispute as it is brought. 办案规则 29."""

    channel: Annotated[Channel, ask("申请方式")] = "窗口"
    mediated: Annotated[str, ask("此前的调解", help="未经调解的不填", max_length=200)] = ""
    collective_contract: Annotated[bool, ask("因履行集体合同发生的争议")] = False
    witnesses: Annotated[tuple[str, ...], ask("证人", help="一行一人：姓名、住所、能证明什么")] = ()


class MoreClaimants(Claims, frozen=True, kw_only=True):
    """增加申请人: further claimants with their claims, from a list or one by one."""

    source: Annotated[FileRef | None, ask("名单文件")] = None


class Election(Naming, frozen=True, kw_only=True):
    """推选代表人: who speaks for the group, and how they were chosen. 办案规则 63."""

    way: Annotated[Literal["网上推选", "书面推选"], ask("推选方式")]
    votes: Annotated[dict[str, int], ask("得票")] = {}
    paper: Annotated[tuple[FileRef, ...], ask("推选书（签名表）")] = ()

    def check(self) -> None:
        """Raise ValueError where nothing proves the choice."""
        if self.way == "书面推选" and not self.paper:
            raise ValueError("书面推选的，请上传有申请人签名的推选书")

    def sorted_out(self) -> dict[str, str]:
        """Return everybody chosen as acting: who stepped back may be chosen again."""
        return dict.fromkeys(self.names, "acting")


class Vote(Facts, frozen=True, kw_only=True):
    """网上推选: whom one claimant wants to speak for the group: three to five of the claimants."""

    chosen: Annotated[tuple[str, ...], ask("推选", choices="claimants", min_length=1, max_length=5)]


class Agency(Naming, frozen=True, kw_only=True):
    """委托代理: who acts for which party, with what authority."""

    on_behalf: Annotated[tuple[str, ...], ask("委托人", choices="parties", min_length=1)]
    sort: Annotated[
        Literal["律师", "基层法律服务工作者", "法律援助", "近亲属", "工作人员", "工会推荐", "其他"],
        ask("身份"),
    ]
    authority: Annotated[Literal["一般代理", "特别授权"], ask("代理权限")] = "一般代理"
    paper: Annotated[tuple[FileRef, ...], ask("授权委托书")] = ()

    def for_whom(self) -> tuple[str, ...]:
        """Return who is acted for."""
        return self.on_behalf


class Missing(Facts, frozen=True, kw_only=True):
    """补正: the list of what is missing, given once and whole. 办案规则 29."""

    items: Annotated[
        tuple[str, ...], ask("需要补正的材料", help="一次性列全，一行一项", min_length=1)
    ]
    due: Annotated[date, ask("请于何日前补正")]


class Supplement(Facts, frozen=True, kw_only=True):
    """补正材料."""

    note: Annotated[str, ask("补正说明", long=True)] = ""
    evidence: Annotated[tuple[FileRef, ...], ask("补正的材料")] = ()

    def check(self) -> None:
        """Raise ValueError where nothing was handed in."""
        if not (self.note or self.evidence):
            raise ValueError("请上传补正的材料，或写明已补正的内容")


class Acceptance(Facts, frozen=True, kw_only=True):
    """受理: what the clerk found on examining the application."""

    remark: Annotated[str, ask("审查意见", long=True)] = ""


class SimpleAcceptance(Facts, frozen=True, kw_only=True):
    """受理并适用简易处理. The average wage is what the register of amounts showed that day."""

    ground: Annotated[SimpleGround, ask("适用简易处理的理由")]
    average_wage: Annotated[int | None, ask("自治区上年度职工年平均工资", unit="元")] = None
    suited: Annotated[
        bool, ask("不涉及国家利益、社会公共利益，无重大社会影响，被申请人并非下落不明")
    ]
    remark: Annotated[str, ask("审查意见", long=True)] = ""

    def check(self) -> None:
        """Raise ValueError where the case is excluded (57), or the ground cannot be tested."""
        if not self.suited:
            raise ValueError(
                "有上述情形之一的，不适用简易处理（办案规则第五十七条），请按一般程序受理"
            )
        if self.ground.startswith("标的额") and not self.average_wage:
            raise ValueError("按标的额适用简易处理的，请填写自治区上年度职工年平均工资")


class Refusal(Facts, frozen=True, kw_only=True):
    """不予受理: on which ground, and where else to go."""

    ground: Annotated[RefusalGround, ask("理由")]
    detail: Annotated[Text, ask("具体说明", long=True)]
    door: Annotated[str, ask("可以到哪里解决", help="告知申请人，如：劳动保障监察、人民法院")] = ""


class Suggestion(Facts, frozen=True, kw_only=True):
    """调解建议: whom the commission proposes as mediator before it takes the case. 办案规则 69."""

    body: Annotated[Text, ask("建议的调解组织")]
    words: Annotated[str, ask("建议内容", long=True)] = ""


class Transfer(Destination, frozen=True, kw_only=True):
    """移送管辖: to the commission that has jurisdiction."""

    ground: Annotated[Text, ask("移送理由", long=True)]


class Objection(Naming, frozen=True, kw_only=True):
    """管辖异议: raised in writing before the time for defence is over. 办案规则 10."""

    by: Annotated[str, ask("异议人", choices="respondents")]
    ground: Annotated[Text, ask("异议理由", long=True)]
    paper: Annotated[tuple[FileRef, ...], ask("异议书")] = ()

    def for_whom(self) -> tuple[str, ...]:
        """Return who objects."""
        return (self.by,)


class CounterClaim(Naming, frozen=True, kw_only=True):
    """反申请: what the respondent claims in turn, within the time for defence. 办案规则 36."""

    by: Annotated[str, ask("反申请人", choices="respondents")]
    items: Annotated[tuple[ClaimItem, ...], ask("反申请请求")] = ()
    story: Annotated[Text, ask("事实和理由", long=True)]

    def check(self) -> None:
        """Raise ValueError where an item does not stand."""
        check_items(self.items)

    def for_whom(self) -> tuple[str, ...]:
        """Return who claims in turn."""
        return (self.by,)


class Joining(Naming, frozen=True, kw_only=True):
    """追加当事人、第三人."""

    ground: Annotated[Text, ask("追加理由", long=True)]


class Splitting(Claims, frozen=True, kw_only=True):
    """分案: the claimants who leave, with their claims."""

    ground: Annotated[Text, ask("分案理由")]


class Withdrawal(Facts, frozen=True, kw_only=True):
    """撤回申请."""

    reason: Annotated[str, ask("撤回原因", max_length=300)] = ""


class Given(Decided, frozen=True, kw_only=True):
    """履行: amounts received, head by head."""

    received_on: Annotated[date, ask("收到日期")]
    proof: Annotated[tuple[FileRef, ...], ask("付款凭证")] = ()
