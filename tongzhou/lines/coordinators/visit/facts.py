"""走访的事实 — the arrangement, and the one form that serves every kind of work outside."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from tongzhou.lines.coordinators.signs import SignCode
from tongzhou.procedure.facts import Facts, FileRef, Naming, Text, ask

Source = Literal["定期走访", "预警核查", "上级交办", "自行安排", "协助检查"]
Work = Literal["走访", "咨询", "启动调解", "征集意见", "协助采集数据"]
WORKS: tuple[str, ...] = ("走访", "咨询", "启动调解", "征集意见", "协助采集数据")
Verified = Literal["", "属实", "部分属实", "不属实", "无法核实"]
Cause = Literal[
    "", "资金周转困难", "工程款未到位", "停产、歇业", "订单减少", "搬迁、改制", "经营者失联", "管理不规范", "劳资纠纷",
    "数据或统计原因", "其他",
]  # fmt: skip
Money = Annotated[int, msgspec.Meta(ge=0)]
People = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]


class Arranged(Naming, frozen=True, kw_only=True):
    """安排走访: which employer, which coordinator, why, until when."""

    source: Annotated[Source, ask("事由")]
    until: Annotated[date | None, ask("完成期限")] = None
    words: Annotated[str, ask("要求", long=True, max_length=1000)] = ""


class Handed(Naming, frozen=True, kw_only=True):
    """改派: who goes instead."""

    reason: Annotated[Text, ask("理由", max_length=300)]

    def sorted_out(self) -> dict[str, str]:
        """Return that whoever is named has it: also who had it before and is sent again."""
        return dict.fromkeys(self.names, "assigned")

    def given_up(self, known: dict[str, object]) -> dict[str, str]:  # type: ignore[override]
        """Return that whoever had the visit has it no longer."""
        return {
            k: "relieved" for k in known if k.startswith("coordinator/") and k not in self.names
        }


class GivenBack(Facts, frozen=True, kw_only=True):
    """退回待指派: who has the visit no longer, because they have left or carry the warning no longer.

    `by_warning`: the warning itself took it from them, and need not be told. `leaves`: the numbers of those who
    carry that warning no longer either.
    """

    reason: Annotated[Text, ask("理由", max_length=300)]
    by_warning: bool = False
    leaves: tuple[str, ...] = ()


class TakenUp(Naming, frozen=True, kw_only=True):
    """随预警改派: whoever the warning goes to now has the visit that came back, with the day that holds now."""

    until: Annotated[date | None, ask("完成期限")] = None
    words: Annotated[str, ask("要求", long=True, max_length=1000)] = ""

    def sorted_out(self) -> dict[str, str]:
        """Return that whoever is named has it: also who had it before and is sent again."""
        return {k: "assigned" for k in self.names if k.startswith("coordinator/")}


class Cancelled(Facts, frozen=True, kw_only=True):
    """取消走访."""

    reason: Annotated[Text, ask("理由", max_length=300)]


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """照片: hashed on the phone when it was taken; `sha256` is of the bytes as they left the camera."""

    file: FileRef
    sha256: str
    taken_at: str = ""
    where: str = ""


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """走访要点的结果."""

    item: str
    outcome: Literal["正常", "关注", "未了解"] = "未了解"


class Visit(Facts, frozen=True, kw_only=True):
    """走访记录: what was done outside, in one form. A coordinator asks and is told; nobody has to answer.

    Money is whole fen. `made_at` and `device` come from the phone that kept the record until it could be sent; `made_on` is
    the day of `made_at` where it may be believed (`rules.day_made`): then the visit is of that day, not of the day it was sent.
    """

    work: Annotated[Work, ask("做了什么")]
    place: Annotated[Text, ask("地点", max_length=200)]
    met: Annotated[str, ask("见到的人", max_length=100, help="姓名、职务，或者“职工3人”")] = ""
    looked: tuple[Looked, ...] = ()
    policies: tuple[str, ...] = ()
    words: Annotated[str, ask("情况、问题和答复", long=True, max_length=3000)] = ""
    signs: tuple[SignCode, ...] = ()
    people: Annotated[People | None, ask("涉及人数", unit="人")] = None
    money: Annotated[Money | None, ask("涉及金额", unit="元")] = None
    urgency: Annotated[Literal["", "一般", "较急", "紧急", "正在发生"], ask("紧急程度")] = ""
    verified: Annotated[Verified, ask("预警核查结果")] = ""
    cause: Annotated[Cause, ask("原因")] = ""
    plan: Annotated[str, ask("单位的打算", max_length=300)] = ""
    again_on: Annotated[date | None, ask("下次走访")] = None
    pictures: tuple[Picture, ...] = ()
    files: tuple[FileRef, ...] = ()
    made_at: str = ""
    made_on: date | None = None
    device: str = ""

    @property
    def undated(self) -> bool:
        """Say whether the day of the visit is that of the entry."""
        return self.made_on is None

    def check(self) -> None:
        """Raise ValueError, saying what is still to be filled in."""
        if self.signs and not self.urgency:
            raise ValueError("发现风险苗头的，请选择紧急程度")
        if self.signs and self.people is None:
            raise ValueError("发现风险苗头的，请填写涉及人数；不清楚的填估计数")
        if self.verified in ("属实", "部分属实") and not self.cause:
            raise ValueError("核查属实、部分属实的，请选择原因")
        if self.work != "走访" and not self.words.strip():
            raise ValueError(f"“{self.work}”请写明情况")
