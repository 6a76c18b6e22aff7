"""所陈述事实 — what each act of an incident states."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from tongzhou.procedure.facts import Facts, Naming, Text, ask

People = Annotated[int, msgspec.Meta(ge=0, le=10_000_000)]


class HandedOver(Naming, frozen=True, kw_only=True):
    """由预警转来: the employer, who takes it over, what is happening."""

    unit: Annotated[str, ask("接收单位")]
    happening: Annotated[str, ask("情形")]
    people: Annotated[int | None, ask("聚集或涉及人数", unit="人")] = None
    words: Annotated[str, ask("移送的情况", long=True, max_length=4000)] = ""
    first_seen: date | None = None


class Taken(Facts, frozen=True, kw_only=True):
    """接收."""

    words: Annotated[str, ask("安排", long=True, max_length=1000)] = ""


class Progress(Facts, frozen=True, kw_only=True):
    """续报."""

    words: Annotated[Text, ask("目前情况", long=True, max_length=2000)]
    people: Annotated[People | None, ask("现场人数", unit="人")] = None


class Ended(Facts, frozen=True, kw_only=True):
    """处置结果."""

    result: Annotated[
        Literal["已平息，诉求已解决", "已平息，转有关部门继续办理", "没有发生", "不属于突发事件"],
        ask("处置结果"),
    ]
    ended_on: Annotated[date, ask("结束日期")]
    people: Annotated[People | None, ask("涉及人数", unit="人")] = None
    words: Annotated[Text, ask("处置情况", long=True, max_length=4000)]
