"""二年与管辖 — whether a violation is still looked into, and by whom. Pure; each answer with its account.

监察条例 20: what was neither found nor reported within two years is no longer looked into; of a violation that goes
on, the two years run from the day it ends. 监察条例 13: the authority at the place of work; where dispatch is
concerned, the place of the unit concerned.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tongzhou.law import BARE, Article, article, due, years

from .violations import all_continue

REGULATION, RULES = "劳动保障监察条例", "关于实施《劳动保障监察条例》若干规定"
BAR = article(REGULATION, 20)
PLACE = article(REGULATION, 13)


@dataclass(frozen=True)
class Answer:
    """Yes, no, or not yet known; the account in sentences; the article. `day` is the last day in time."""

    holds: bool | None
    account: tuple[str, ...]
    cites: Article
    day: date | None = None


def within_two_years(
    *,
    since: date | None,
    until: date | None,
    ongoing: bool,
    violations: tuple[str, ...],
    received: date,
) -> Answer:
    """Say whether a violation is within the two years on the day it was first brought anywhere.

    `ongoing`, or a kind of violation that goes on until it is mended with no end stated, has not ended: the two
    years have not begun. With no day at all the answer is not known, and nothing is refused for it.
    """
    if ongoing or (until is None and since is not None and all_continue(violations)):
        return Answer(
            True,
            (
                f"违法行为{'自 ' + str(since) + ' 起' if since else ''}持续，至 {received} 没有终了",
                "有连续或者继续状态的，自行为终了之日起计算，二年期间尚未开始",
            ),
            BAR,
        )
    start = until or since
    if start is None:
        return Answer(
            None, ("没有写明违法行为发生、终了的日期，二年期间无法计算；请向投诉人问明",), BAR
        )
    last = due(years(2), start=start, calendar=BARE, rolls=False).day
    assert last
    holds = received <= last
    how = "终了" if until else "发生"
    account = (
        f"违法行为{how}之日 {start}，二年至 {last} 届满",
        f"首次反映之日 {received}，{'没有超过二年' if holds else '已超过二年'}",
    )
    return Answer(holds, account, BAR, last)


def competent(*, place: str, seat: str, dispatch: str, region: str) -> Answer:
    """Say whether the county `region` is competent: place of work, or seat of the dispatching unit.

    All are codes of regions; `region` may be a county or a league above the place.
    """
    if dispatch == "涉及劳务派遣单位" and seat:
        where, why = seat, "涉及劳务派遣单位的，由劳务派遣单位所在地管辖"
    else:
        where, why = place, "由用工所在地的劳动保障行政部门管辖"
        if dispatch == "只涉及用工单位":
            why = "只涉及用工单位的，由用工单位所在地（用工所在地）管辖"
    if not where:
        return Answer(None, ("没有写明实际工作地，管辖无法判断；请向投诉人问明",), PLACE)
    holds = where.startswith(region) or region.startswith(where)
    account = (why, f"该地在本地区{'' if holds else '之外'}")
    return Answer(holds, account, PLACE, None)


def competent_county(*, place: str, seat: str, dispatch: str) -> str:
    """Return the county that is competent; empty where nothing says it."""
    where = seat if dispatch == "涉及劳务派遣单位" and seat else place
    return where[:6]
