"""How amounts, dates and spans of time are written in Chinese. Pure functions; the filters call them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

WEEKDAYS = "一二三四五六日"
DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "兆")
CENT = Decimal("0.01")


def yuan(amount: Decimal | int) -> str:
    """Return an amount of yuan as `¥86,400.00`."""
    value = Decimal(amount).quantize(CENT, rounding=ROUND_HALF_UP)
    return f"-¥{-value:,.2f}" if value < 0 else f"¥{value:,.2f}"


def ten_thousands(amount: Decimal | int) -> str:
    """Return an amount of yuan in 万元 with two decimals, for figures of a million and more."""
    return f"{(Decimal(amount) / 10000).quantize(CENT, rounding=ROUND_HALF_UP):,.2f} 万元"


def capitals(amount: Decimal | int) -> str:
    """Return an amount of yuan in the capital numerals 大写 of documents: 人民币壹万贰仟元整.

    Raises ValueError from ten thousand billion yuan (一万兆元) upwards.
    """
    value = Decimal(amount).quantize(CENT, rounding=ROUND_HALF_UP)
    sign, value = ("负", -value) if value < 0 else ("", value)
    whole, cents = divmod(int(value * 100), 100)
    jiao, fen = divmod(cents, 10)
    text = f"人民币{sign}"
    if whole or not cents:
        text += (_whole(whole) or "零") + "元"
    if not cents:
        return text + "整"
    if jiao:
        text += DIGITS[jiao] + "角"
    elif whole:
        text += "零"
    return text + (DIGITS[fen] + "分" if fen else "整")


def _whole(number: int) -> str:
    if number >= 10**16:
        raise ValueError("金额过大，无法写成大写")
    groups: list[int] = []
    while number:
        number, last = divmod(number, 10_000)
        groups.append(last)
    text, gap = "", False
    for place in reversed(range(len(groups))):
        group = groups[place]
        if not group:
            gap = bool(text)
            continue
        # One zero is read wherever a place is left out between two digits.
        if text and (gap or group < 1000):
            text += "零"
        text, gap = text + _group(group) + GROUPS[place], False
    return text


def _group(number: int) -> str:
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if gap else "") + DIGITS[digit] + PLACES[place]
            gap = False
        else:
            gap = bool(text)
    return text


def day(on: date) -> str:
    """Return a day with its weekday, for dates on which someone must act: `2026-11-30（周一）`."""
    return f"{on:%Y-%m-%d}（周{WEEKDAYS[on.weekday()]}）"


def month_day(on: date) -> str:
    """Return a day in the short form of list rows: `11-30`."""
    return f"{on:%m-%d}"


def moment(at: datetime, *, today: date) -> str:
    """Return when something happened, as activity columns say it: 今天 09:12, 昨天 17:35, 11-20 16:48.

    `at` is local time.
    """
    days = (today - at.date()).days
    if days == 0:
        return f"今天 {at:%H:%M}"
    if days == 1:
        return f"昨天 {at:%H:%M}"
    return f"{at:%m-%d %H:%M}" if at.year == today.year else f"{at:%Y-%m-%d %H:%M}"
