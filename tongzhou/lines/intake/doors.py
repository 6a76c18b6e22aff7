"""哪些门开着 — every way that lies open to a worker with these facts: what it takes, what it costs, why it is open.

Computed from what was told, before it is sent and at the counter. Pure: addresses are the page's business.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tongzhou.law import BARE, Article, article, due, years

from .bar import BAR, within_two_years
from .violations import VIOLATIONS

DISPUTES = "劳动争议调解仲裁法"
FREE = "不收费"
OPEN, SHUT, ASK = "open", "shut", "ask"  # ask: it depends on what was not told
CRIME_WORKERS = 10  # 法释〔2013〕3号 3(2)
CRIME_MONTHS = 3  # 法释〔2013〕3号 3(1)
LABOUR_POLICE = ("child_labour_use", "deposit_taken")


@dataclass(frozen=True)
class Told:
    """What the doors are reckoned from. Amount in fen; `left_on` where the work has ended."""

    violations: tuple[str, ...]
    since: date | None = None
    until: date | None = None
    ongoing: bool = False
    amount: int = 0
    people: int = 1
    left_on: date | None = None
    elsewhere: str = "没有"
    ordered: bool = False  # an order to pay has lapsed
    first_seen: date | None = None


@dataclass(frozen=True)
class Door:
    """One way: open, shut or depending; in how long, at what cost, under which article."""

    code: str
    label: str
    state: str
    why: str
    takes: str
    cost: str
    cites: Article
    account: tuple[str, ...] = field(default=())

    @property
    def is_open(self) -> bool:
        return self.state == OPEN


def doors(told: Told, *, on: date) -> tuple[Door, ...]:
    """Return every door, the open ones first, in the order in which one would try them."""
    found = (
        _complaint(told, on),
        _mediation(told),
        _arbitration(told, on),
        _legal_aid(told),
        _police(told),
        _petition(),
    )
    rank = {OPEN: 0, ASK: 1, SHUT: 2}
    return tuple(sorted(found, key=lambda d: rank[d.state]))


def _complaint(told: Told, on: date) -> Door:
    bar = within_two_years(
        since=told.since,
        until=told.until,
        ongoing=told.ongoing,
        violations=told.violations,
        received=told.first_seen or on,
    )
    gone = told.elsewhere in ("已申请仲裁", "已向人民法院起诉")
    if gone:
        state, why = SHUT, "已经申请仲裁或者起诉的，由仲裁、法院继续办理"
    elif bar.holds is False:
        state, why = SHUT, "违法行为终了已超过二年，不再查处"
    elif not any(v in VIOLATIONS for v in told.violations):
        state, why = ASK, "请先选出了什么事"
    else:
        state, why = OPEN, "由政府查，您不用自己举证打官司"
    cites = article("劳动保障监察条例", 21) if gone else BAR
    return Door(
        "complaint",
        "举报投诉（劳动保障监察）",
        state,
        why,
        "5 个工作日内答复是否受理；受理后 60 个工作日查完，复杂的再加 30 个工作日",
        FREE,
        cites,
        bar.account,
    )


def _mediation(told: Told) -> Door:
    gone = told.elsewhere in ("已申请仲裁", "已向人民法院起诉")
    return Door(
        "mediation",
        "劳动争议调解",
        SHUT if gone else OPEN,
        "已在仲裁、诉讼中，由仲裁庭、法庭主持调解"
        if gone
        else "双方自愿，谈成了签协议，可以申请确认",
        "15 天没有结果的，可以直接申请仲裁",
        FREE,
        article(DISPUTES, 14),
    )


def _arbitration(told: Told, on: date) -> Door:
    wages = "wage_arrears" in told.violations
    account: tuple[str, ...] = ()
    if told.elsewhere == "已申请仲裁":
        state, why = SHUT, "已经申请了"
    elif wages and told.left_on is None:
        state = OPEN
        why = "在职期间拖欠的劳动报酬，申请仲裁不受一年限制；离职的，自离职起一年内提出"
    else:
        start = told.left_on or told.until or told.since
        last = due(years(1), start=start, calendar=BARE, rolls=False).day if start else None
        account = (f"自 {start} 起一年，至 {last}",) if last else ()
        if last is None:
            state, why = ASK, "自知道权利被侵害之日起一年内提出，请核对日期"
        elif on <= last:
            state, why = OPEN, f"最迟 {last} 提出"
        else:
            state, why = ASK, "可能已过一年；投诉过、调解过、单位答应过的，重新计算，请问清再决定"
    return Door(
        "arbitration",
        "劳动人事争议仲裁",
        state,
        why,
        "5 天内答复是否受理；受理后 45 天裁决，复杂的再加 15 天",
        FREE,
        article(DISPUTES, 27),
        account,
    )


def _legal_aid(told: Told) -> Door:
    wages = "wage_arrears" in told.violations
    why = "农民工要工资的，不审查经济困难状况" if wages else "经济困难的，可以申请免费律师"
    return Door(
        "legal_aid",
        "法律援助",
        OPEN if wages else ASK,
        why,
        "拨打 12348；一般 7 天内答复",
        FREE,
        article("法律援助法", 42, verified=False),
    )


def _police(told: Told) -> Door:
    if any(v in LABOUR_POLICE for v in told.violations):
        state = OPEN
        why = "使用童工、扣押身份证件、限制人身自由的，可以直接报警"
    elif told.ordered:
        state, why = OPEN, "政府责令支付后仍不支付，数额较大的，可能构成犯罪"
    elif "wage_arrears" in told.violations:
        state = ASK
        why = (
            "老板逃跑、转移财产，或政府责令支付后仍不支付，数额较大的，由监察机构移送公安；"
            "遇到人身威胁立即报警"
        )
    else:
        state, why = ASK, "遇到人身威胁、限制自由，立即报警"
    return Door(
        "police",
        "公安机关（110）",
        state,
        why,
        "紧急情况立即",
        FREE,
        article("刑法", 276, inserted=1, verified=False),
    )


def _petition() -> Door:
    return Door(
        "petition",
        "信访",
        ASK,
        "劳动监察、仲裁、诉讼能办的事，信访会转到相应程序办理，先走上面的路更快",
        "15 天内告知去向；属于信访办理的，60 天内答复",
        FREE,
        article("信访工作条例", 31),
    )
