"""风险报告的事实."""

from __future__ import annotations

from typing import Annotated, Literal

from tongzhou.lines.coordinators.signs import SignCode, Urgency, is_urgent
from tongzhou.lines.coordinators.visit.facts import Money
from tongzhou.procedure.facts import Facts, Naming, Text, ask


class Reported(Naming, frozen=True, kw_only=True):
    """报告风险: which employer, which signs, how many people, how much money (whole fen), how urgent."""

    signs: Annotated[tuple[SignCode, ...], ask("苗头", min_length=1)]
    people: Annotated[int, ask("涉及人数", ge=1, le=1_000_000, unit="人")]
    money: Annotated[Money | None, ask("涉及金额", unit="元")] = None
    urgency: Annotated[Urgency, ask("紧急程度")]
    words: Annotated[str, ask("情况", long=True, max_length=1000)] = ""
    place: Annotated[str, ask("地点", max_length=200)] = ""
    made_at: str = ""

    @property
    def presses(self) -> bool:
        """Say whether the chief must look at it within hours."""
        return is_urgent(self.urgency)

    @property
    def waits(self) -> bool:
        """Say whether the next working day will do."""
        return not self.presses


class Received(Facts, frozen=True, kw_only=True):
    """签收."""

    words: Annotated[str, ask("安排", long=True, max_length=500)] = ""


class Closed(Facts, frozen=True, kw_only=True):
    """办结: what came of it."""

    outcome: Annotated[Literal["已化解", "转其他程序办理", "不属实", "继续关注"], ask("结果")]
    words: Annotated[Text, ask("情况", long=True, max_length=1000)]
