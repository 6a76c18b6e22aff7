"""所陈述事实 — what each act of a report and of a request between regions states.

Names of those who ask for secrecy never enter the journal: `names` calls them 投诉人1, 投诉人2; who they are is
sealed in `identities`, and the register of workers knows them by the key of the subject.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from tongzhou.procedure.claims import Claims, Matter
from tongzhou.procedure.facts import Facts, FileRef, Naming, ask

from .violations import ViolationCode

Channel = Literal[
    "网上",
    "窗口",
    "电话",
    "来信",
    "12345",
    "国家欠薪线索平台",
    "信访转办",
    "其他部门移送",
    "预警",
    "工会建议书",
    "其他地区移送",
]
CHANNELS: tuple[str, ...] = Channel.__args__  # type: ignore[attr-defined]
Dispatch = Literal["不涉及劳务派遣", "只涉及用工单位", "涉及劳务派遣单位"]
RegionCode = Annotated[str, msgspec.Meta(pattern=r"^([0-9]{6})?$")]
MOST_REPRESENTATIVES = 5  # 信访工作条例 20


class Report(Matter, frozen=True, kw_only=True):
    """举报投诉: the same on every channel. `since` and `until` are of the violation, not of the employment."""

    kind: Annotated[Literal["投诉", "举报"], ask("类别")] = "投诉"
    channel: Annotated[Channel, ask("来源渠道")] = "网上"
    violations: Annotated[tuple[ViolationCode, ...], ask("反映的违法事项")] = ()
    site: Annotated[str, ask("工地、工作地点", max_length=200)] = ""
    site_key: str = ""  # the site as it is compared with others; see `rows.site_key`
    # as it was told, where nobody could say which employer of the register it is
    employer_words: Annotated[str, ask("所称单位", max_length=200)] = ""
    project: str = ""  # number in the register of projects; "" where it is in none
    since: Annotated[date | None, ask("违法行为发生之日")] = None
    until: Annotated[date | None, ask("违法行为终了之日", help="持续到现在的不填")] = None
    ongoing: Annotated[bool, ask("违法行为仍在持续")] = False
    dispatch: Annotated[Dispatch, ask("劳务派遣")] = "不涉及劳务派遣"
    workers: Annotated[int, ask("涉及人数", unit="人", ge=0, le=100_000)] = 0
    representatives: tuple[str, ...] = ()  # keys of those whom five or more have chosen
    elsewhere: Annotated[
        Literal["没有", "已申请仲裁", "已向人民法院起诉", "已向其他部门反映"],
        ask("是否已经在其他地方提出"),
    ] = "没有"
    confidential: Annotated[bool, ask("为投诉人保密")] = True
    identities: Annotated[str, ask("投诉人身份", sealed=True)] = ""
    contact: Annotated[str, ask("联系方式", sealed=True)] = ""
    lookup: str = ""  # digest of the word by which an anonymous report is followed
    external: Annotated[str, ask("来源编号", max_length=80)] = ""
    received_on: Annotated[date | None, ask("收到转办（建议书）之日")] = None
    answer_by: Annotated[date | None, ask("要求反馈之日")] = None
    taken_down: Annotated[str, ask("记录人", max_length=60)] = ""
    from_region: RegionCode = ""  # the county that has passed it on

    @property
    def petitioned_on(self) -> date | None:
        """On which day a petition office forwarded it; None where none did (信访工作条例 23)."""
        return self.received_on if self.channel == "信访转办" else None

    @property
    def recommended_on(self) -> date | None:
        """On which day a union's recommendation arrived; None where none did."""
        return self.received_on if self.channel == "工会建议书" else None

    def check(self) -> None:
        """Raise ValueError where dates contradict each other or too many represent."""
        super().check()
        if self.since and self.until and self.until < self.since:
            raise ValueError("违法行为终了之日早于发生之日，请核对")
        if self.ongoing and self.until:
            raise ValueError("填了终了之日，就不要再选“仍在持续”，请核对")
        _check_representatives(self.representatives)


class Joining(Claims, frozen=True, kw_only=True):
    """补充投诉人: who joins, each with a claim of their own."""

    identities: Annotated[str, ask("投诉人身份", sealed=True)] = ""
    words: Annotated[str, ask("说明", long=True, max_length=2000)] = ""
    files: Annotated[tuple[FileRef, ...], ask("名单、材料")] = ()


class Restated(Claims, frozen=True, kw_only=True):
    """并案补记: what a merged report said of its workers, so that nothing of it is lost."""

    violations: tuple[ViolationCode, ...] = ()
    from_case: str = ""  # number of the merged report
    words: Annotated[str, ask("被并入的反映", long=True)] = ""
    evidence: Annotated[tuple[FileRef, ...], ask("材料")] = ()


class Representing(Facts, frozen=True, kw_only=True):
    """推选代表: by those who report together (若干规定; at most five, 信访工作条例 20)."""

    representatives: tuple[str, ...] = ()
    words: Annotated[str, ask("推选经过", long=True, max_length=2000)] = ""
    files: Annotated[tuple[FileRef, ...], ask("推选书")] = ()

    def check(self) -> None:
        """Raise ValueError for none, or for too many."""
        if not self.representatives:
            raise ValueError("请从投诉人中选出代表")
        _check_representatives(self.representatives)


class Assignment(Naming, frozen=True, kw_only=True):
    """分派: to whom."""

    words: Annotated[str, ask("交办要求", long=True, max_length=2000)] = ""


class Acceptance(Facts, frozen=True, kw_only=True):
    """受理立案: what is looked into. `named` says who may be named in the inspection, with their consent."""

    violations: Annotated[tuple[ViolationCode, ...], ask("立案查处的事项")] = ()
    words: Annotated[str, ask("受理意见", long=True, max_length=2000)] = ""
    named: Annotated[str, ask("列明姓名的投诉人", sealed=True)] = (
        ""  # JSON, key → name, of those who agree
    )


class Refusal(Facts, frozen=True, kw_only=True):
    """不予受理, in writing (若干规定 18)."""

    ground: Annotated[
        Literal[
            "违法行为超过二年", "没有明确的用人单位", "逾期没有补正", "重复举报投诉", "查无此事"
        ],
        ask("不予受理的理由"),
    ]
    words: Annotated[str, ask("说明和指引", long=True, min_length=1, max_length=4000)]


class Correction(Facts, frozen=True, kw_only=True):
    """通知补正: what is missing, and by when it is hoped for."""

    lacks: Annotated[str, ask("需要补正的内容", long=True, min_length=1, max_length=2000)]
    by: Annotated[date | None, ask("请在此日前补正")] = None


class Mending(Facts, frozen=True, kw_only=True):
    """补正: what was missing."""

    words: Annotated[str, ask("补正内容", long=True, min_length=1, max_length=8000)]
    site: Annotated[str, ask("工地、工作地点", max_length=200)] = ""
    since: Annotated[date | None, ask("违法行为发生之日")] = None
    until: Annotated[date | None, ask("违法行为终了之日")] = None
    files: Annotated[tuple[FileRef, ...], ask("材料")] = ()


class Firm(Naming, frozen=True, kw_only=True):
    """登记被反映单位: which employer it is, once it is known."""

    words: Annotated[str, ask("查明经过", long=True, max_length=2000)] = ""


class Guidance(Facts, frozen=True, kw_only=True):
    """告知其他途径 (若干规定 18(3), 监察条例 21): which, why, and how to get there."""

    way: Annotated[
        Literal[
            "劳动争议调解",
            "劳动人事争议仲裁",
            "人民法院",
            "法律援助",
            "公安机关",
            "住房城乡建设部门",
            "交通运输部门",
            "水行政主管部门",
            "社会保险经办机构",
            "税务部门",
            "其他部门",
        ],
        ask("应当去的地方"),
    ]
    ground: Annotated[
        Literal[
            "不属于劳动保障监察事项",
            "应当通过劳动争议处理程序解决",
            "已经按争议处理程序申请调解、仲裁或者已经提起诉讼",
            "由其他部门管辖",
        ],
        ask("理由"),
    ]
    words: Annotated[str, ask("怎么去、带什么", long=True, min_length=1, max_length=4000)]


class Passing(Facts, frozen=True, kw_only=True):
    """请求另一地区: to take over (移送), to help (协查), to act together (联合办理)."""

    to: Annotated[str, ask("接收地区", choices="regions", pattern=r"^[0-9]{6}$")]
    words: Annotated[str, ask("请求事项和理由", long=True, min_length=1, max_length=4000)]
    files: Annotated[tuple[FileRef, ...], ask("材料")] = ()


class PassedOn(Facts, frozen=True, kw_only=True):
    """The other region has answered a request."""

    number: str = ""
    words: Annotated[str, ask("答复", long=True)] = ""
    by: Annotated[str, ask("答复地区", choices="regions")] = ""


class Answer(Facts, frozen=True, kw_only=True):
    """反馈: what became of it, for whoever reported and for the platform it came from."""

    outcome: Annotated[
        Literal["已查处，问题解决", "已查处，仍在追缴", "不属实", "无法联系", "已由其他途径解决"],
        ask("办理结果"),
    ]
    words: Annotated[str, ask("反馈内容", long=True, min_length=1, max_length=4000)]


class Ground(Facts, frozen=True, kw_only=True):
    """Why."""

    words: Annotated[str, ask("事由", long=True, min_length=1, max_length=2000)]


# --- 跨地区请求 ------------------------------------------------------------------------------------


class Request(Matter, frozen=True, kw_only=True):
    """协查、移送、联合办理: what one region asks of another, with the report it is about."""

    sort: Annotated[Literal["协查", "移送", "联合办理"], ask("请求类型")] = "协查"
    sender: Annotated[RegionCode, ask("请求方地区", choices="regions")] = ""
    receiver: Annotated[RegionCode, ask("接收方地区", choices="regions")] = ""
    words: Annotated[str, ask("请求事项和理由", long=True)] = ""
    files: Annotated[tuple[FileRef, ...], ask("请求方材料")] = ()
    violations: tuple[ViolationCode, ...] = ()
    kind: Literal["投诉", "举报"] = "投诉"
    site: str = ""
    site_key: str = ""
    project: str = ""
    since: date | None = None
    until: date | None = None
    ongoing: bool = False
    dispatch: Dispatch = "不涉及劳务派遣"
    workers: Annotated[int, msgspec.Meta(ge=0, le=100_000)] = 0  # as a report states them
    representatives: tuple[str, ...] = ()
    confidential: bool = True
    external: str = ""
    from_report: str = ""

    def seen_in(self) -> tuple[str, ...]:
        """Both ends see one case: the region that asks, beside that which is asked."""
        return (self.sender,) if self.sender else ()


class Taken(Facts, frozen=True, kw_only=True):
    """接收."""

    words: Annotated[str, ask("说明", long=True, max_length=2000)] = ""


class Objection(Facts, frozen=True, kw_only=True):
    """管辖异议: why the receiver holds that it has no power, and who has."""

    ground: Annotated[
        Literal[
            "用工所在地不在本地区",
            "属于劳务派遣单位所在地管辖",
            "不属于劳动保障监察",
            "材料不足，无法办理",
        ],
        ask("不接收的理由"),
    ]
    words: Annotated[str, ask("说明", long=True, min_length=1, max_length=4000)]


class Designation(Facts, frozen=True, kw_only=True):
    """指定管辖 (监察条例 13): the common superior decides, and says why."""

    verdict: Annotated[Literal["由接收方办理", "由请求方办理"], ask("决定")]
    words: Annotated[str, ask("理由", long=True, min_length=1, max_length=4000)]


class Reported(Facts, frozen=True, kw_only=True):
    """协查、联合办理的答复."""

    words: Annotated[str, ask("答复", long=True, min_length=1, max_length=8000)]
    files: Annotated[tuple[FileRef, ...], ask("材料")] = ()


def _check_representatives(chosen: tuple[str, ...]) -> None:
    if len(chosen) > MOST_REPRESENTATIVES:
        raise ValueError(f"代表不超过{MOST_REPRESENTATIVES}人（《信访工作条例》第二十条）")
