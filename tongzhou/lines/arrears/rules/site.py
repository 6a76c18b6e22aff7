"""项目保障制度 — what a project must have in place for its wages, by when, and since when it is missing. Pure.

保障农民工工资支付条例 24, 26, 28, 31, 32, 34; 内蒙古自治区保障农牧民工工资支付条例 16, 18, 25. The national rule gives the
deposit twenty working days and the region twenty days by plain text: both are counted, the earlier one warns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tongzhou.law import CALENDAR, Amount, Article, Length, NotRecorded, amount, article, days, due
from tongzhou.lines.arrears.instruments import WAGES, WAGES_IM

State = Literal["done", "late_done", "open", "missing", "unknown"]


@dataclass(frozen=True)
class Kind:
    """One safeguard: what it is, from which day its period counts, and the article."""

    code: str
    label: str
    starts: str  # contract, permit, start
    length: Length | None
    cites: Article
    asks_amount: bool = False
    tells: str = ""


KINDS: dict[str, Kind] = {
    k.code: k
    for k in (
        Kind("guarantee", "工程款支付担保", "start", days(0), article(WAGES, 24), True, "建设单位向施工单位提供"),
        Kind("account", "工资专用账户", "contract", days(30), article(WAGES_IM, 16), False, "施工合同签订起三十日内开设"),
        Kind("deposit", "工资保证金（保函、保险）", "permit", days(20), article(WAGES_IM, 18), True, "许可或开工批准起二十日内存储"),
        Kind("real_name", "用工实名制", "start", days(0), article(WAGES, 28), False, "订立劳动合同并实名登记后方可进场"),
        Kind("officer", "劳资专管员", "start", days(0), article(WAGES, 28), False, "项目部配备"),
        Kind("platform", "监管平台录入", "start", days(30), article(WAGES_IM, 25), False, "开工起三十日内录入"),
        Kind("board", "维权信息告示牌", "start", days(0), article(WAGES, 34), False, "在施工现场醒目位置设立"),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Check:
    """How a safeguard stands on a day. `since`: the first day on which it was missing."""

    kind: Kind
    state: State
    due: date | None = None
    done_on: date | None = None
    since: date | None = None
    days: int = 0


def checks(starts: Mapping[str, date | None], done: Mapping[str, date], *, on: date) -> list[Check]:
    """Return every safeguard as it stands. `starts`: contract, permit, start → day; `done`: code → day."""
    return [_check(kind, _start(kind, starts), done.get(kind.code), on) for kind in KINDS.values()]


def _start(kind: Kind, starts: Mapping[str, date | None]) -> date | None:
    own = starts.get(kind.starts)
    # 条例 18: where no permit is needed, from the contract.
    return own or (starts.get("contract") if kind.starts == "permit" else None)


def _check(kind: Kind, start: date | None, done_on: date | None, on: date) -> Check:
    last = _last(kind, start)
    if done_on and done_on <= on:
        late = last is not None and done_on > last
        return Check(kind, "late_done" if late else "done", last, done_on)
    if last is None:
        return Check(kind, "unknown")
    if on <= last:
        return Check(kind, "open", last)
    return Check(kind, "missing", last, None, _next(last), (on - last).days)


def _last(kind: Kind, start: date | None) -> date | None:
    if start is None:
        return None
    if kind.length is None or not kind.length.count:
        return start
    return due(kind.length, start=start, calendar=CALENDAR, rolls=False).day


def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


@dataclass(frozen=True)
class MonthCheck:
    """What is missing in a month of a project: by words, with the article."""

    month: str
    missing: tuple[tuple[str, Article], ...]


def month_check(
    month: str,
    *,
    cost_on: date | None,
    signed_on: date | None,
    paid_on: date | None,
    due_fen: int | None,
    paid_fen: int | None,
    on: date,
) -> MonthCheck:
    """Say what a month lacks: labour cost in its cycle, the signed table, pay by bank in full."""
    year, number = int(month[:4]), int(month[5:])
    end = date(year + number // 12, number % 12 + 1, 1)  # the day after the month
    over = on >= end
    found: list[tuple[str, Article]] = []
    if over and cost_on is None:
        found.append(("人工费用没有按月拨付", article(WAGES, 24)))
    if over and signed_on is None:
        found.append(("没有经本人签字的工资表", article(WAGES, 31)))
    if over and paid_on is None:
        found.append(("没有通过专用账户代发", article(WAGES, 31)))
    elif due_fen and paid_fen is not None and paid_fen < due_fen:
        found.append((f"代发少于应发，差{(due_fen - paid_fen) / 100:.2f}元", article(WAGES, 31)))
    return MonthCheck(month, tuple(found))


@dataclass(frozen=True)
class DepositRange:
    """What the deposit of a contract may be, in fen, and whether the figures were compared with the text."""

    least: int
    most: int
    verified: bool
    note: str


def deposit(price: int, *, on: date, region: str = "") -> DepositRange | None:
    """Return how much deposit a contract price asks: the region's rate, else the national range. None before it was."""
    try:
        local = amount("wage_deposit_rate_local", on=on, region=region)
        return _range(price, local, local, "自治区（本机关设定）的比例")
    except (NotRecorded, ValueError):
        pass
    try:
        least = amount("wage_deposit_rate", on=on, key="least")
        most = amount("wage_deposit_rate", on=on, key="most")
    except (NotRecorded, ValueError):
        return None
    return _range(price, least, most, "全国规定的幅度；自治区的比例没有设定，由人确定")


def _range(price: int, least: Amount, most: Amount, note: str) -> DepositRange:
    verified = least.verified and most.verified
    note += "" if verified else "（条文未核对）"
    return DepositRange(int(price * least.value), int(price * most.value), verified, note)
