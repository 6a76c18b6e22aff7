"""责任、责令 — who carries the case, who must pay and why, the order and its lapse."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from tongzhou.procedure.certified import Certified
from tongzhou.procedure.facts import Facts, FileRef, Naming, ask


class Assignment(Certified, frozen=True, kw_only=True):
    """承办: inspectors with a valid certificate. 劳动保障监察条例 16; 行政处罚法 42."""

    words: Annotated[str, ask("说明", max_length=300)] = ""

    def sorted_out(self) -> dict[str, str]:
        """Return that each carries the case from now on, who was taken off it before as well."""
        return dict.fromkeys(self.names, "carrying")


class Ground(Facts, frozen=True, kw_only=True):
    """Why."""

    words: Annotated[str, ask("事由", long=True, min_length=1, max_length=2000)]
    files: Annotated[tuple[FileRef, ...], ask("材料")] = ()


class Liable(msgspec.Struct, frozen=True, kw_only=True):
    """清偿责任人: one employer, in which order it pays, up to how much, by which articles."""

    employer: str  # key in the case
    role: str
    rank: int
    limit: int | None = None  # fen; None: without limit
    articles: tuple[str, ...] = ()
    words: str = ""


class Liability(Naming, frozen=True, kw_only=True):
    """确定清偿责任: how the work was given out, and who pays in which order by law."""

    situation: Annotated[str, ask("用工情形", min_length=1, max_length=40)]
    liable: Annotated[tuple[Liable, ...], ask("清偿责任人")] = ()
    words: Annotated[str, ask("认定的事实", long=True, max_length=4000)] = ""

    def sorted_out(self) -> dict[str, str]:
        """Return who must pay."""
        return {one.employer: "liable" for one in self.liable}

    def check(self) -> None:
        """Raise ValueError where nobody pays, or somebody is named twice."""
        keys = [one.employer for one in self.liable]
        if not keys:
            raise ValueError("请至少列明一个清偿责任人")
        if len(set(keys)) != len(keys):
            raise ValueError("同一单位列了两次，请合并")
        if any(one.limit is not None and one.limit <= 0 for one in self.liable):
            raise ValueError("限额须大于零；没有限额的不填")


class Order(Facts, frozen=True, kw_only=True):
    """责令限期支付: until when, how much to each, in fen. 劳动保障监察条例 26."""

    until: Annotated[date, ask("支付期限（最后一日）")]
    amounts: Annotated[dict[str, int], ask("应付各人金额", unit="元")]
    how: Annotated[str, ask("支付方式", max_length=300)] = "通过银行转账支付到劳动者本人的银行账户"
    words: Annotated[str, ask("认定的事实和理由", long=True, max_length=8000)] = ""

    @property
    def total(self) -> int:
        """Return what is ordered in all, in fen."""
        return sum(self.amounts.values())

    def check(self) -> None:
        """Raise ValueError for an order of nothing."""
        if not self.amounts or any(amount <= 0 for amount in self.amounts.values()):
            raise ValueError("责令支付的金额须大于零")


class Lapse(Facts, frozen=True, kw_only=True):
    """登记逾期未付: on which day it was seen that the money had not come."""

    checked_on: Annotated[date, ask("核实日期")]
    words: Annotated[str, ask("核实情况", long=True, min_length=1, max_length=2000)]
    files: Annotated[tuple[FileRef, ...], ask("核实材料")] = ()
