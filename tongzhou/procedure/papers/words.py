"""文字 — amounts in capitals, dates in Chinese, and full-width punctuation, as documents write them."""

from __future__ import annotations

import re
from datetime import date

CAPITALS = "零壹贰叁肆伍陆柒捌玖"
SMALL_PLACES = ("", "拾", "佰", "仟")
CHARACTERS = "〇一二三四五六七八九"
MOST_FEN = 10**18 - 1  # below one 亿亿 yuan, past which the places have no settled names


def capitals(fen: int) -> str:
    """Return an amount in 大写: 8640000 (fen) → 捌万陆仟肆佰元整.

    The rules are those of 支付结算办法 附一 正确填写票据和结算凭证的基本规定: 整 after 元 and 角, not after 分; one 零
    for any run of zeros between figures. A negative amount begins with 负. Raises ValueError past 万亿.
    """
    if abs(fen) > MOST_FEN:
        raise ValueError("金额过大，无法大写")
    sign, fen = ("负" if fen < 0 else ""), abs(fen)
    yuan, rest = divmod(fen, 100)
    jiao, cent = divmod(rest, 10)
    text = _whole(yuan) + "元" if yuan else ""
    if not rest:
        return sign + (text or "零元") + "整"
    # Where the yuan end in zero, 零 before 角 may be written or left out; it is left out.
    if jiao:
        text += CAPITALS[jiao] + "角"
    elif yuan:
        text += "零"
    return sign + text + (CAPITALS[cent] + "分" if cent else "整")


def _whole(number: int) -> str:
    for size, place in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            above, rest = divmod(number, size)
            # One 零 for the gap before a rest that does not fill its first place.
            gap = "零" if rest and rest < size // 10 else ""
            return _whole(above) + place + gap + (_whole(rest) if rest else "")
    return _group(number)


def _group(number: int) -> str:
    text, gap = "", False
    for place in reversed(range(4)):
        digit = number // 10**place % 10
        if not digit:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + CAPITALS[digit] + SMALL_PLACES[place]
        gap = False
    return text


def yuan(fen: int) -> str:
    """Return an amount in figures: 8640000 (fen) → 86400.00元."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}元"


def grouped(fen: int) -> str:
    """Return an amount as a table holds it: 8640000 (fen) → 86,400.00."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def yuan_twice(fen: int) -> str:
    """Return an amount as a document states it: 86400.00元（大写：捌万陆仟肆佰元整）."""
    return f"{yuan(fen)}（大写：{capitals(fen)}）"


def day(on: date) -> str:
    """Return a date in figures without leading zeros: 2026年11月3日 (GB/T 9704 7.3.5.4)."""
    return f"{on.year}年{on.month}月{on.day}日"


def day_in_characters(on: date) -> str:
    """Return a date in characters: 二〇二六年十一月二十三日."""
    year = "".join(CHARACTERS[int(d)] for d in f"{on.year:04d}")
    return f"{year}年{_small(on.month)}月{_small(on.day)}日"


def _small(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else CHARACTERS[tens] + "十") + (
        CHARACTERS[ones] if ones else ""
    )


WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
HAN = "\u3400-\u9fff\U00020000-\U000323af"
_AFTER_HAN = re.compile(rf"(?<=[{HAN}〕》”）])[ \t]*([,;:?!])[ \t]*")
_BRACKETS = re.compile(rf"\(([^()]*[{HAN}][^()]*)\)|(?<=[{HAN}])\(([^()]*)\)")
_YEAR = re.compile(r"[\[［【(（](\d{4})[\]］】)）](?=第?\d+号)")


def proper(text: str) -> str:
    """Return a text with full-width punctuation after Chinese words, and 〔〕 around the year of a number.

    Marks between figures or Latin letters stay: 10:30, 1,000.00, e.g. an address on the network.
    """
    text = _YEAR.sub(r"〔\1〕", text)
    text = _BRACKETS.sub(lambda m: f"（{m.group(1) or m.group(2) or ''}）", text)
    return _AFTER_HAN.sub(lambda m: WIDE[m.group(1)], text)
