"""调查终结、拟处理意见 — what was found of each violation, and what is proposed for it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import msgspec

from tongzhou.law.discretion import FLAGS
from tongzhou.procedure.facts import Facts, Naming, Text, ask

Measure = Literal["行政处罚", "行政处理", "不予处罚", "改正后结案"]
Weighed = Literal["serious", "late_payment", "is_agency", "public_order", "gain", "no_gain"]
if TYPE_CHECKING:
    Flag = str
else:
    Flag = Literal[tuple(FLAGS)]
STATES = {"查实": "found", "不成立": "unfounded"}


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """查明: one violation as it stands proved, and the circumstances that weigh. Amounts in fen.

    `flags` are circumstances of the discretion table, by the codes of the law.
    """

    outcome: Literal["查实", "不成立"]
    workers: Annotated[int, msgspec.Meta(ge=0)] = 0
    amount: Annotated[int, msgspec.Meta(ge=0)] = 0
    months: Annotated[int, msgspec.Meta(ge=0)] = 0
    since: date | None = None
    until: date | None = None  # None: it goes on
    words: str = ""
    evidence: str = ""
    corrected: bool = False  # put right by itself, before any order
    no_fault: bool = False  # the party has proved that it is not to blame
    unlicensed: bool = False
    times: int | None = None  # within two years, this one included; None: not established
    flags: tuple[Flag, ...] = ()  # circumstances of the discretion table that were found
    # conditions of a measure that a person weighed: 情节严重 and the like, by the codes of the law
    weighed: tuple[Weighed, ...] = ()
    not_weighed: tuple[Weighed, ...] = ()


class Conclusion(Naming, frozen=True, kw_only=True):
    """调查终结: what was found of every violation of the case. 劳动保障监察条例 17."""

    keyed: ClassVar[frozenset[str]] = frozenset({"findings"})

    findings: dict[str, Finding] = {}
    words: Annotated[Text, ask("查明的事实", long=True, max_length=8000)]

    def sorted_out(self) -> dict[str, str]:
        """Return what becomes of each violation: found, or not."""
        return {key: STATES[f.outcome] for key, f in self.findings.items()}

    def check(self) -> None:
        """Raise ValueError where a period ends before it begins."""
        for found in self.findings.values():
            if found.since and found.until and found.until < found.since:
                raise ValueError("违法行为的止期早于起期，请核对")


class Proposed(msgspec.Struct, frozen=True, kw_only=True):
    """拟处理: what is proposed for one violation, with the band of the discretion table. Amounts in fen.

    `least` and `most` are those of the law, `low` and `high` of the table; None where there is no such bound.
    `illustrative` says that the table is an example and no rule. `argument` is why the band is left.
    """

    measure: Measure
    fine: Annotated[int, msgspec.Meta(ge=0)] = 0
    pay: Annotated[int, msgspec.Meta(ge=0)] = 0  # to be paid to workers
    warning: bool = False
    words: str = ""
    basis: str = ""  # articles, as the paper cites them
    least: int | None = None
    most: int | None = None
    low: int | None = None
    high: int | None = None
    grade: str = ""  # number of the grade in the table
    grade_name: str = ""
    per: str = ""  # head, head_month, total, times: what the range is reckoned by
    reasons: tuple[str, ...] = ()
    illustrative: bool = False
    argument: str = ""
    exemption: Literal["", "轻微不罚", "首违不罚", "无主观过错", "超过追究时效"] = ""

    @property
    def departs(self) -> bool:
        """Say whether the fine lies outside the band the table proposes."""
        if self.measure != "行政处罚" or self.low is None or self.high is None:
            return False
        return not self.low <= self.fine <= self.high


class Opinion(Facts, frozen=True, kw_only=True):
    """拟处理意见: for each violation found, with its reasoning. 行政处罚法 34, 57.

    `hearing_from` is the fine from which a hearing must be offered, in fen, as the settings showed it that day;
    None where the department has set none: then a hearing is offered whatever the fine.
    """

    keyed: ClassVar[frozenset[str]] = frozenset({"lines"})

    lines: dict[str, Proposed] = {}
    words: Annotated[Text, ask("处理意见", long=True, max_length=8000)]
    major: Annotated[
        bool, ask("案情疑难复杂、涉及重大公共利益或者拟给予较重处罚", help="须经法制审核和集体讨论")
    ] = False
    hearing_from: int | None = None

    def check(self) -> None:
        """Raise ValueError where what is proposed contradicts itself or the law's own bounds."""
        for line in self.lines.values():
            if line.measure == "不予处罚" and (line.fine or line.warning):
                raise ValueError("不予处罚的，不能同时拟处罚款或警告")
            if line.measure == "行政处罚" and not (line.fine or line.warning):
                raise ValueError("拟给予行政处罚的，请填写罚款或勾选警告")
            if line.fine and line.most is not None and line.fine > line.most:
                raise ValueError(f"罚款超出法定幅度上限{line.most / 100:,.2f}元，请核对")
            if line.fine and line.least is not None and line.fine < line.least:
                raise ValueError(
                    f"罚款低于法定幅度下限{line.least / 100:,.2f}元；减轻处罚须另有法定情形，请核对"
                )


class Departure(Opinion, frozen=True, kw_only=True):
    """偏离裁量基准的处理意见: with a written argument for each departure, signed by two officers."""

    def check(self) -> None:
        """Raise ValueError where the argument is missing."""
        super().check()
        for line in self.lines.values():
            if line.departs and len(line.argument.strip()) < 10:
                raise ValueError("偏离裁量基准的，须逐项写明理由（不少于十个字）")
