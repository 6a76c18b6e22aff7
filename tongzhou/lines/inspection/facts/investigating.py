"""调查 — what is found on site, asked, held, ordered, put off."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from tongzhou.lines.inspection.facts.codes import Count
from tongzhou.procedure.facts import Facts, FileRef, Naming, Text, ask


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """照片、录像: hashed on the phone when it was taken; `sha256` is of the bytes as they left the camera."""

    file: FileRef
    sha256: str
    taken_at: str = ""  # as the phone said, with its offset from UTC
    where: str = ""  # latitude, longitude ± metres; empty where the phone did not know
    item: str = ""  # code of the check item it belongs to


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """检查事项的结果: one item of the checklist, as found on site."""

    item: str
    outcome: Literal["符合", "不符合", "不适用", "未查"] = "未查"
    words: str = ""


class SiteRecord(Facts, frozen=True, kw_only=True):
    """现场检查: what two officers saw, where, when, in whose presence. 劳动保障监察条例 15; 行政处罚法 55.

    `made_at` and `device` come from the phone, where the record was taken without a network and sent later.
    """

    place: Annotated[Text, ask("检查地点", max_length=200)]
    began: Annotated[str, ask("开始时间", max_length=20, help="如 09:30")] = ""
    ended: Annotated[str, ask("结束时间", max_length=20)] = ""
    present: Annotated[str, ask("在场人员", max_length=300, help="姓名、职务；拒绝到场的写明")] = ""
    showed_badges: Annotated[bool, ask("已出示执法证件、告知权利义务和回避权")]
    checks: tuple[Checked, ...] = ()
    findings: Annotated[Text, ask("检查情况", long=True, max_length=6000)]
    signature: Annotated[
        Literal["当事人已签名", "拒绝签名，已注明", "当事人未到场"], ask("当事人签名")
    ]
    witness: Annotated[str, ask("见证人", max_length=60)] = ""
    recorder: Annotated[str, ask("执法记录仪编号", max_length=60)] = ""
    files: Annotated[tuple[FileRef, ...], ask("照片、录音录像、签字页")] = ()
    pictures: tuple[Picture, ...] = ()
    made_at: str = ""
    device: str = ""

    def check(self) -> None:
        """Raise ValueError where the record would not stand as evidence."""
        if not self.showed_badges:
            raise ValueError("须先出示执法证件并告知权利义务（《行政处罚法》第五十五条）")
        if self.signature == "拒绝签名，已注明" and not (
            self.witness or self.files or self.pictures or self.recorder
        ):
            raise ValueError("当事人拒绝签名的，须有见证人或录音录像")


class Inquiry(Facts, frozen=True, kw_only=True):
    """调查询问书: come, answer, bring these, by this day. 劳动保障监察条例 15."""

    materials: Annotated[tuple[Text, ...], ask("须提供的资料", help="一行一项", min_length=1)]
    questions: Annotated[str, ask("须说明的问题", long=True, max_length=2000)] = ""
    due: Annotated[date, ask("提供期限")]
    place: Annotated[str, ask("接受询问的地点", max_length=200)] = ""


class Supplied(Facts, frozen=True, kw_only=True):
    """提供资料: what the employer hands in."""

    words: Annotated[Text, ask("所提供资料的说明", long=True, max_length=2000)]
    files: Annotated[tuple[FileRef, ...], ask("资料")] = ()
    complete: Annotated[bool, ask("已按要求提供齐全")] = True


class Interview(Facts, frozen=True, kw_only=True):
    """询问笔录. Rights are told first, and the person reads and signs it. 行政处罚法 55."""

    person: Annotated[Text, ask("被询问人姓名", max_length=60)]
    role: Annotated[
        Literal["劳动者", "法定代表人、负责人", "人事、财务人员", "项目、班组管理人员", "证人"],
        ask("身份"),
    ]
    began: Annotated[str, ask("开始时间", max_length=20)] = ""
    ended: Annotated[str, ask("结束时间", max_length=20)] = ""
    place: Annotated[str, ask("地点", max_length=200)] = ""
    told_rights: Annotated[bool, ask("已出示证件、告知权利义务")]
    record: Annotated[Text, ask("问答内容", long=True, max_length=20000)]
    signature: Annotated[Literal["已核对并签名", "拒绝签名，已注明"], ask("签名")]
    recording: Annotated[tuple[FileRef, ...], ask("录音录像、签字页")] = ()

    def check(self) -> None:
        """Raise ValueError where rights were not told."""
        if not self.told_rights:
            raise ValueError("须先出示执法证件并告知权利义务（《行政处罚法》第五十五条）")


class Evidence(Facts, frozen=True, kw_only=True):
    """登记证据: one piece, what it proves, where it comes from. 行政处罚法 46."""

    title: Annotated[Text, ask("证据名称", max_length=120)]
    sort: Annotated[
        Literal[
            "书证",
            "物证",
            "视听资料",
            "电子数据",
            "证人证言",
            "当事人的陈述",
            "鉴定意见",
            "勘验笔录、现场笔录",
        ],
        ask("种类"),
    ]
    proves: Annotated[Text, ask("证明的事实", long=True, max_length=1000)]
    origin: Annotated[str, ask("来源", max_length=200)] = ""
    of_flight: Annotated[
        Literal["", "责令支付已送达", "逃匿"], ask("移送用途", help="用于涉嫌犯罪移送时的证据清单")
    ] = ""
    files: Annotated[tuple[FileRef, ...], ask("文件")] = ()


class Holding(Naming, frozen=True, kw_only=True):
    """先行登记保存: what might vanish, on approval of the head; dealt with in seven days. 行政处罚法 56."""

    place: Annotated[Text, ask("保存地点", max_length=200)]
    reason: Annotated[Text, ask("理由", help="证据可能灭失或者以后难以取得", max_length=500)]
    keeper: Annotated[str, ask("保管人", max_length=60)] = ""


class Dealing(Facts, frozen=True, kw_only=True):
    """登记保存的处理."""

    outcome: Annotated[
        Literal["退还当事人", "复制后退还", "作为证据附卷", "移送有关机关"], ask("处理")
    ]
    words: Annotated[str, ask("说明", max_length=500)] = ""


class Order(Facts, frozen=True, kw_only=True):
    """限期改正指令书: what to put right, by when. What hangs on it begins only once it is served and has lapsed."""

    demands: Annotated[tuple[Text, ...], ask("改正要求", help="一行一项", min_length=1)]
    until: Annotated[date, ask("改正期限")]
    amount: Annotated[Count | None, ask("责令支付的金额", unit="元")] = None
    workers: Annotated[Count | None, ask("涉及人数", unit="人")] = None


class Recheck(Facts, frozen=True, kw_only=True):
    """改正情况复查: whether what was ordered has been put right."""

    outcome: Annotated[Literal["已改正", "部分改正", "未改正"], ask("复查结果")]
    corrected_on: Annotated[date | None, ask("改正之日")] = None
    words: Annotated[Text, ask("复查情况", long=True, max_length=2000)]
    files: Annotated[tuple[FileRef, ...], ask("证明材料")] = ()

    @property
    def met_on(self) -> date | None:
        """Return the day on which the order was met; None where it was not, wholly."""
        return self.corrected_on if self.outcome == "已改正" else None

    def check(self) -> None:
        """Raise ValueError where the day is missing."""
        if self.outcome == "已改正" and self.corrected_on is None:
            raise ValueError("已改正的，请填写改正之日")


class More(Facts, frozen=True, kw_only=True):
    """延长调查期限: up to thirty working days, approved by the head. 劳动保障监察条例 17."""

    days: Annotated[int, ask("延长", ge=1, le=30, unit="个工作日")]
    reason: Annotated[Text, ask("情况复杂的理由", long=True, max_length=500)]


class Suspension(Facts, frozen=True, kw_only=True):
    """中止调查: one of the four grounds of 内蒙古条例 17."""

    ground: Annotated[
        Literal[
            "不可抗力", "当事人无法联系或下落不明", "须以另一案的结果为依据", "其他应当中止的情形"
        ],
        ask("中止情形", help="《内蒙古自治区劳动保障监察条例》第十七条"),
    ]
    reason: Annotated[Text, ask("具体情况", long=True, max_length=500)]


class Told(Facts, frozen=True, kw_only=True):
    """告知投诉人: what was told, and how."""

    what: Annotated[
        Literal["延长调查期限", "中止调查", "恢复调查", "处理结果", "其他进展"], ask("告知事项")
    ]
    way: Annotated[Literal["电话", "短信", "当面", "邮寄", "网上"], ask("方式")]
    words: Annotated[Text, ask("告知内容", max_length=500)]


class Ground(Facts, frozen=True, kw_only=True):
    """理由."""

    reason: Annotated[Text, ask("理由", long=True, max_length=1000)]
