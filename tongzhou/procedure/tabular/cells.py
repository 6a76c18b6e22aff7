"""单元格 — what people type into a cell, read as an amount, a day, a month, a number, words. Pure.

Each maker returns a reader: a function from the cell, as the file gave it, to a value. A reader raises `Wrong`
with the rule that was broken and how to mend it, in the words of the person at the counter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from tongzhou.procedure.workbook import text

Reader = Callable[[Any], Any]

NOISE = Decimal("0.000001")  # what a sheet's arithmetic leaves behind the second place
FIRST_SERIAL = date(1899, 12, 30)  # how Excel counts days
SERIALS = (20_000, 80_000)  # 1954-10-03 … 2119-01-10: a number outside is no day
EXACT = 10**15  # a sheet keeps fifteen digits; a longer number has lost its last ones
NOTHING = {"", "-", "—", "——", "/", "无", "\\"}
YMD = re.compile(
    r"^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?:[ T]+00?:00(?::00(?:\.0+)?)?)?$"
)
PACKED = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
YM = re.compile(r"^(\d{4})\s*[-./年]\s*(\d{1,2})\s*月?(?:份)?$")
YM_PACKED = re.compile(r"^(\d{4})(\d{2})$")
MONTH_ONLY = re.compile(r"^(\d{1,2})\s*月(?:份)?$")
MONTH_DAY = re.compile(r"^(\d{1,2})\s*月\s*(\d{1,2})\s*日?$")
DAY_FIRST = re.compile(r"^\d{1,2}[-./]\d{1,2}[-./]\d{2,4}$")
GROUPED = re.compile(r"^-?\d{1,3}(,\d{3})+(\.\d*)?$")
ROUNDED = re.compile(r"^\d(\.\d+)?E\+\d+$", re.IGNORECASE)  # 1.50221E+17
FORMULA = ("=", "＝")
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")  # marks nobody sees
GARBLED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffd]")


class Wrong(ValueError):
    """A cell cannot be read: the rule, and how to mend it."""

    def __init__(self, rule: str, mend: str) -> None:
        super().__init__(rule)
        self.rule, self.mend = rule, mend


def tidy(value: Any) -> str:
    """Return a cell in half width, without blanks at its ends and without marks nobody sees."""
    plain = value if isinstance(value, str) else text(value)
    if plain.isascii():
        return plain.strip()
    return UNSEEN.sub("", unicodedata.normalize("NFKC", plain)).strip()


def plain(value: Any) -> str:
    """Return a cell as text; a number too long for a sheet shows that it has lost its digits."""
    if isinstance(value, float) and abs(value) >= EXACT:
        return f"{value:.5E}"
    return tidy(value)


def _no_formula(typed: str) -> None:
    if typed.startswith(FORMULA):
        raise Wrong("是公式文字，公式不会被计算", "请复制后“粘贴为数值”，再上传")


def words(most: int = 200, *, least: int = 0) -> Reader:
    """Read words; what looks like a formula is refused, so that it is never carried into another sheet."""

    def reader(value: Any) -> str:
        typed = plain(value)
        _no_formula(typed)
        if ROUNDED.match(typed):
            raise Wrong("号码按数字保存，末几位已经丢失", "把整列设为“文本”格式，重新填写")
        if GARBLED.search(typed):
            raise Wrong("含有无法识别的字符", "请删去乱码，重新填写")
        if len(typed) > most:
            raise Wrong(f"超过{most}个字", f"请缩短到{most}个字以内")
        if len(typed) < least:
            raise Wrong("没有填", "请填写")
        return typed

    return reader


def money(*, most_yuan: int = 100_000_000, negative: bool = False) -> Reader:
    """Read an amount in yuan as whole fen; None for nothing.

    Takes commas in groups of three, ¥ and 元, full width; refuses 万元, a fraction of a fen, and, unless
    `negative`, anything below nought.
    """
    most = Decimal(most_yuan)

    def reader(value: Any) -> int | None:
        if isinstance(value, bool | date | time | timedelta):
            raise Wrong("不是金额", "把单元格设为“数值”格式，单位为元，如 12345.60")
        if isinstance(value, int | float):
            if 0 <= value <= most_yuan and abs((fen := round(value * 100)) - value * 100) < 1e-4:
                return fen
            typed = repr(value)
        else:
            typed = tidy(value)
            _no_formula(typed)
            typed = typed.replace(" ", "").replace("，", ",")
            typed = typed.removeprefix("人民币").lstrip("¥￥").removesuffix("整").removesuffix("元")
            if typed in NOTHING:
                return None
            if typed.endswith(("万", "千", "角", "分")):
                raise Wrong("带有“万、千、角、分”等单位", "请换算成以元为单位的数字，如 12345.60")
            if "," in typed:
                if not GROUPED.match(typed):
                    raise Wrong("金额里的逗号位置不对", "请去掉逗号，如 12345.60")
                typed = typed.replace(",", "")
        if "_" in typed:
            raise Wrong("不是金额", "只填数字，单位为元，如 12345.60")
        try:
            amount = Decimal(typed)
        except InvalidOperation:
            raise Wrong("不是金额", "只填数字，单位为元，如 12345.60") from None
        if not amount.is_finite():
            raise Wrong("不是金额", "只填数字，单位为元，如 12345.60")
        if amount < 0 and not negative:
            raise Wrong("金额不能为负数", "扣款填在扣款列，用正数")
        if abs(amount) > most:
            raise Wrong(f"金额超过{most_yuan // 10_000}万元", "请核对小数点和单位，单位为元")
        exact = amount.quantize(Decimal("0.01"))
        if abs(exact - amount) > NOISE:
            raise Wrong("金额的小数多于两位", "请四舍五入保留到分，如 12345.60")
        return int(exact * 100)

    return reader


def whole(low: int = 0, high: int = 1_000_000, *, unit: str = "") -> Reader:
    """Read a whole number between two, perhaps with commas in groups of three; None for nothing."""

    def reader(value: Any) -> int | None:
        typed = tidy(value)
        _no_formula(typed)
        if typed in NOTHING:
            return None
        typed = typed.removesuffix(unit).strip() if unit else typed
        if GROUPED.match(grouped := typed.replace("，", ",")):
            typed = grouped.replace(",", "")
        if not re.fullmatch(r"-?\d{1,12}(\.0+)?", typed):
            raise Wrong("不是整数", f"只填数字，如 {low or 1}")
        number = int(typed.partition(".")[0])
        if not low <= number <= high:
            raise Wrong(f"不在{low}到{high}之间", "请核对")
        return number

    return reader


def day(*, year: int | None = None) -> Reader:
    """Read a day as people write it or as a sheet keeps it; None for nothing.

    2026-05-01, 2026/5/1, 2026.5.1, 20260501, 2026年5月1日, a date cell, a bare serial; 5月1日 where the year is
    known. 01/05/2026 is refused: nobody can say which of the two is the month.
    """

    def reader(value: Any) -> date | None:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        typed = tidy(value)
        if typed in NOTHING:
            return None
        _no_formula(typed)
        found = YMD.match(typed) or PACKED.match(typed)
        if found:
            return _day(int(found[1]), int(found[2]), int(found[3]))
        if typed.isdigit() and SERIALS[0] <= int(typed) <= SERIALS[1]:
            return FIRST_SERIAL + timedelta(days=int(typed))
        found = MONTH_DAY.match(typed)
        if found and year:
            return _day(year, int(found[1]), int(found[2]))
        if found:
            raise Wrong("日期没有年份", "请写成 2026-05-01 的样子")
        if DAY_FIRST.match(typed):
            raise Wrong("分不清哪个是月、哪个是日", "请写成 2026-05-01 的样子")
        raise Wrong("不是日期", "请写成 2026-05-01 的样子")

    return reader


def month(*, year: int | None = None) -> Reader:
    """Read a month as `2026-05`; None for nothing. 5月 needs the year; 2026.1 as a number may be October."""

    def reader(value: Any) -> str | None:
        if isinstance(value, date):
            return f"{value.year:04d}-{value.month:02d}"
        typed = tidy(value)
        if typed in NOTHING:
            return None
        _no_formula(typed)
        if isinstance(value, float) and not value.is_integer():
            if re.fullmatch(r"\d{4}\.1", typed):
                raise Wrong("分不清是1月还是10月", "请写成 2026-01 或 2026-10 的样子")
            if re.fullmatch(r"\d{4}\.\d{1,2}", typed):
                return _month(*map(int, typed.split(".")))
        found = YM.match(typed) or YM_PACKED.match(typed)
        if found:
            return _month(int(found[1]), int(found[2]))
        found = MONTH_ONLY.match(typed)
        if found and year:
            return _month(year, int(found[1]))
        if found:
            raise Wrong("月份没有年份", "请写成 2026-05 的样子")
        found = YMD.match(typed) or PACKED.match(typed)
        if found:
            _day(int(found[1]), int(found[2]), int(found[3]))
            return _month(int(found[1]), int(found[2]))
        if typed.isdigit() and SERIALS[0] <= int(typed) <= SERIALS[1]:
            on = FIRST_SERIAL + timedelta(days=int(typed))
            return f"{on.year:04d}-{on.month:02d}"
        raise Wrong("不是月份", "请写成 2026-05 的样子")

    return reader


def one_of(choices: Mapping[str, Any], *, empty: Any = None, tell: str = "") -> Reader:
    """Read one of some words, in any width; nothing reads as `empty`."""
    known = {tidy(k).casefold(): v for k, v in choices.items()}
    names = tell or "、".join(list(choices)[:8])

    def reader(value: Any) -> Any:
        typed = tidy(value).casefold()
        if not typed:
            return empty
        if typed not in known:
            raise Wrong("不在可填的范围内", f"请填 {names}")
        return known[typed]

    return reader


def _day(y: int, m: int, d: int) -> date:
    try:
        return date(y, m, d)
    except ValueError:
        raise Wrong("不是日历上的日期", "请核对年月日") from None


def _month(y: int, m: int) -> str:
    if not (1 <= m <= 12 and 1949 <= y <= 2200):
        raise Wrong("不是日历上的月份", "请核对年份和月份")
    return f"{y:04d}-{m:02d}"
