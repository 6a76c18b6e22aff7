"""所陈述事实 of a programme: the call with its dates, the sites, what closes each stage."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from tongzhou.lines.zones.policy import LEAGUES, NUMBER
from tongzhou.procedure.facts import Facts, Naming, Text, ask

SPONSORS = (
    "自治区人力资源和社会保障厅",
    "自治区发展和改革委员会",
    "自治区总工会",
    "自治区工商业联合会",
)


def league_key(code: str) -> str:
    """Return the key of the subject of a league."""
    return f"league/{code}"


class Call(Naming, frozen=True, kw_only=True):
    """印发通知: the call, its dates and sponsors. Every league is asked."""

    name: Annotated[Text, ask("批次名称", help="如：2018年首批综合试验区")]
    year: Annotated[int, ask("年度", ge=2018, le=2099)]
    document: Annotated[Text, ask("通知文号", help=f"如：{NUMBER}")]
    select_by: Annotated[date, ask("选定试点旗县截止日期", help="2018年为4月10日")]
    plan_by: Annotated[date, ask("报送建设方案截止日期", help="2018年为6月15日")]
    launch_by: Annotated[date, ask("启动实施截止日期", help="2018年为8月20日")]
    sponsors: Annotated[tuple[str, ...], ask("主办单位", help="一行一个")] = SPONSORS

    def called(self) -> dict[str, str]:
        """Return the twelve leagues."""
        return {league_key(code): name for code, name in LEAGUES.items()}

    def check(self) -> None:
        if not self.select_by < self.plan_by < self.launch_by:
            raise ValueError("选点、方案报送、启动实施的日期须依次在后")


class Site(Naming, frozen=True, kw_only=True):
    """接收选点结果 of one league, as it comes from the choice."""

    league: str
    league_name: str
    counties: tuple[str, ...]  # names

    def called(self) -> dict[str, str]:
        """Return the league these facts are about."""
        return {league_key(self.league): self.league_name}

    def sorted_out(self) -> dict[str, str]:
        """Return that the league has chosen."""
        return {league_key(self.league): "chosen"}


class Excuse(Naming, frozen=True, kw_only=True):
    """说明未选点理由 of one league, as it comes from the choice."""

    league: str
    league_name: str
    words: Annotated[str, ask("未选点的理由", long=True)]

    def called(self) -> dict[str, str]:
        """Return the league these facts are about."""
        return {league_key(self.league): self.league_name}

    def sorted_out(self) -> dict[str, str]:
        """Return that the league has said why it has no site."""
        return {league_key(self.league): "excused"}


class Closing(Facts, frozen=True, kw_only=True):
    """结束一个阶段, with what is to be said of it."""

    words: Annotated[str, ask("说明", long=True)] = ""
