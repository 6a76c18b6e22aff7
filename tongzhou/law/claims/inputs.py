"""输入 — what a calculator asks, and how an answer is read: strictly, and naming what is wrong.

Answers come from a form, from a file or from another program. Numbers may be text, exact: `6,000`, `6000.50`.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Literal

from tongzhou.law.amounts import prefix_of
from tongzhou.law.claims.words import BadInput, Text

Sort = Literal[
    "date",
    "month",
    "money",
    "number",
    "integer",
    "choice",
    "flag",
    "region",
    "text",
    "months",
    "table",
]
FIRST, LAST = date(1949, 10, 1), date(2199, 12, 31)
MOST = Decimal("1e10")  # yuan, hours or days: nobody is owed more, and 1e400 is a slip
ROWS = 1000
LISTED = 40  # choices that a refusal still lists
UNITS = {
    "元": "yuan", "元/月": "yuan a month", "元/小时": "yuan an hour", "月": "months", "个月": "months",
    "日": "days", "天": "days", "年": "years", "小时": "hours", "人": "persons",
}  # fmt: skip
NUMBER = re.compile(r"^[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?$")
GROUPED = re.compile(r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$")
YES = {"true", "yes", "1", "是", "on", "y"}
NO = {"false", "no", "0", "否", "off", "n"}


@dataclass(frozen=True)
class Input:
    """One question of a calculator.

    `sort` says what is read: `money` is yuan and not negative, `number` may have a part after the
    point, `months` is a list of amounts or a table of month and amount, `table` is a list of rows with
    `columns`. `first` marks the few questions that a form shows before all others;
    `others` are further names of choices, with the code they mean.
    """

    name: str
    label: str
    label_en: str
    help: str = ""
    help_en: str = ""
    sort: Sort = "money"
    required: bool = False
    choices: Mapping[str, Text] = field(default_factory=dict)
    default: object = None
    unit: str = ""
    columns: tuple[Input, ...] = ()
    first: bool = False
    least: Decimal = Decimal(0)
    most: Decimal = MOST
    aliases: tuple[str, ...] = ()
    others: Mapping[str, str] = field(default_factory=dict)

    def unit_in(self, lang: str) -> str:
        """Return the unit in `zh` or `en`."""
        return UNITS[self.unit] if lang == "en" and self.unit else self.unit

    def words(self, lang: str) -> tuple[str, str]:
        """Return label and help in `zh` or `en`."""
        return (self.label_en, self.help_en) if lang == "en" else (self.label, self.help)


class Given(Mapping[str, Any]):
    """The answers, read: each of its sort, or None where nothing was given and there is no default."""

    def __init__(self, values: Mapping[str, Any], stated: frozenset[str]) -> None:
        self._values = MappingProxyType(dict(values))
        self.stated = stated

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Any:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def need(self, *names: str) -> None:
        """Refuse if none of the inputs was given."""
        if all(self[name] is None for name in names):
            raise BadInput(
                names[0], f"缺少；请填写{' 或 '.join(names)}", f"missing; give {' or '.join(names)}"
            )


def read(inputs: tuple[Input, ...], answers: object) -> Given:
    """Read the answers to `inputs`. Raises `BadInput` for one unknown, missing or unusable."""
    if not isinstance(answers, Mapping):
        raise BadInput("input", "须为“名称: 值”的对象", "must be an object of name: value")
    known = {name: each for each in inputs for name in (each.name, *each.aliases)}
    found: dict[str, Any] = {}
    for name, value in answers.items():
        each = known.get(name) if isinstance(name, str) else None
        if each is None:
            raise _unknown(str(name), list(known))
        if each.name in found:
            raise BadInput(each.name, f"与 {name} 重复给出", f"given twice (as {name})")
        found[each.name] = _read(each, value)
    values = {each.name: _settled(each, found.get(each.name)) for each in inputs}
    stated = frozenset(name for name, value in found.items() if value is not None)
    return Given(values, stated)


def _unknown(name: str, known: list[str]) -> BadInput:
    shown = name if len(name) <= 60 else name[:60] + "…"
    like = difflib.get_close_matches(shown, known, n=1, cutoff=0.5)
    names = "、".join(known)
    return BadInput(
        shown,
        f"没有这个输入项；是否指 {like[0]}？" if like else f"没有这个输入项；可用：{names}",
        f"no such input; did you mean {like[0]}?"
        if like
        else f"no such input; there are: {', '.join(known)}",
    )


def _settled(each: Input, value: Any) -> Any:
    if value is None and each.required:
        raise BadInput(each.name, f"缺少（{each.label}）", f"missing ({each.label_en})")
    if value is None and each.default is not None:
        return _read(each, each.default)
    return value


def _read(each: Input, value: object) -> Any:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    return READERS[each.sort](each, value)


def _wrong(each: Input, zh: str, en: str) -> BadInput:
    return BadInput(each.name, zh, en)


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:40] + "…"


def _date(each: Input, value: object) -> date:
    if isinstance(value, datetime):
        value = value.date()
    if not isinstance(value, date):
        text = str(value).strip() if isinstance(value, str) else ""
        try:
            value = date.fromisoformat(text) if re.match(r"^\d{4}-\d{2}-\d{2}$", text) else None
        except ValueError:
            value = None
        if value is None:
            raise _wrong(
                each, "日期无法识别，请写成 2026-02-13", "not a date; write it as 2026-02-13"
            )
    if not FIRST <= value <= LAST:
        raise _wrong(
            each,
            f"日期 {value} 超出范围，须在 {FIRST} 至 {LAST} 之间",
            f"{value} is out of range; must lie between {FIRST} and {LAST}",
        )
    return value


def _month(each: Input, value: object) -> date:
    """Read a month written 2026-04 (or any day of it) as its first day."""
    if isinstance(value, str) and re.match(r"^\d{4}-\d{2}$", value.strip()):
        value = f"{value.strip()}-01"
    try:
        return _date(each, value).replace(day=1)
    except BadInput as wrong:
        if "无法识别" not in wrong.zh:
            raise
        raise _wrong(
            each, "月份无法识别，请写成 2026-04", "not a month; write it as 2026-04"
        ) from None


def _number(each: Input, value: object) -> Decimal:
    found = _decimal(each, value)
    if not each.least <= found <= each.most:
        sign = (
            "不得为负数"
            if each.least == 0 and found < 0
            else f"须在 {each.least} 至 {each.most:f} 之间"
        )
        said = (
            "must not be negative"
            if each.least == 0 and found < 0
            else f"must lie between {each.least} and {each.most:f}"
        )
        raise _wrong(each, sign, said)
    return found


def _decimal(each: Input, value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise _wrong(each, "须为数字", "must be a number")
    if isinstance(value, int):
        return Decimal(value)
    text = unicodedata.normalize("NFKC", str(value)).strip().removesuffix("元").strip()
    if GROUPED.match(text):
        text = text.replace(",", "")
    if not text.isascii() or not NUMBER.match(text):
        raise _wrong(
            each, f"“{_shown(value)}”不是可用的数字", f"“{_shown(value)}” is not a usable number"
        )
    found = Decimal(text)
    if found.is_finite() and abs(found.adjusted()) > 30 and found:
        raise _wrong(each, f"“{_shown(value)}”超出范围", f"“{_shown(value)}” is out of range")
    return found


def _integer(each: Input, value: object) -> int:
    found = _number(each, value)
    if found != found.to_integral_value():
        raise _wrong(each, "须为整数", "must be a whole number")
    return int(found)


def _choice(each: Input, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise _wrong(each, *_options(each))
    written = str(value).strip()
    folded = _folded(written)
    for code, text in each.choices.items():
        if _folded(code) == folded or text.zh == written:
            return code
    for name, code in each.others.items():
        if _folded(name) == folded:
            return code
    raise _wrong(each, *(_near(each, folded) if len(each.choices) > LISTED else _options(each)))


def _folded(code: str) -> str:
    return re.sub(r"[^0-9a-z]+", "_", code.lower()).strip("_")


def _near(each: Input, folded: str) -> tuple[str, str]:
    """Say which of many choices come near to what was written."""
    names = [*each.choices, *each.others]
    like = difflib.get_close_matches(folded, names, n=3, cutoff=0.4) or names[:3]
    return (
        f"没有这一项；是否指 {'、'.join(like)}？全部见 --help",
        f"no such choice; did you mean {', '.join(like)}? See --help",
    )


def _options(each: Input) -> tuple[str, str]:
    told = "；".join(f"{code}（{text.zh}）" for code, text in each.choices.items())
    said = "; ".join(f"{code} ({text.en})" for code, text in each.choices.items())
    return f"须为下列之一：{told}", f"must be one of: {said}"


def _flag(each: Input, value: object) -> bool:
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower()
    if text in YES:
        return True
    if text in NO:
        return False
    raise _wrong(each, "须为 true 或 false（是、否）", "must be true or false")


def _region(each: Input, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise _wrong(each, "须为地区代码，如 150203", "must be a region code such as 150203")
    try:
        return prefix_of(str(value))
    except ValueError as wrong:
        raise _wrong(
            each, str(wrong), "not a region code; write 2, 4, 6, 9 or 12 figures such as 150203"
        ) from None


def _text(each: Input, value: object) -> str:
    if not isinstance(value, str | int) or len(str(value)) > 200:
        raise _wrong(each, "须为 200 字以内的文字", "must be text of at most 200 characters")
    return str(value).strip()


def _months(each: Input, value: object) -> list[tuple[date | None, Decimal]]:
    """Read [6000, 6100], {"2026-04": 6000} or [{"month": "2026-04", "wage": 6000}]."""
    if isinstance(value, Mapping):
        pairs: list[tuple[object, object]] = list(value.items())
    elif isinstance(value, list | tuple):
        pairs = [_pair(each, row) for row in value]
    else:
        raise _wrong(
            each,
            '须为金额列表，或 {"2026-04": 6000} 这样的逐月金额',
            'must be a list of amounts or a mapping such as {"2026-04": 6000}',
        )
    if not pairs:
        raise _wrong(each, "至少要有一个月", "must hold at least one month")
    if len(pairs) > ROWS:
        raise _wrong(each, f"至多 {ROWS} 个月", f"may hold at most {ROWS} months")
    return [(None if m is None else _month(each, m), _number(each, w)) for m, w in pairs]


def _pair(each: Input, row: object) -> tuple[object, object]:
    if not isinstance(row, Mapping):
        return None, row
    if set(row) != {"month", "wage"}:
        raise _wrong(each, "每行须恰有 month 与 wage", "each row must have month and wage")
    return row["month"], row["wage"]


def _table(each: Input, value: object) -> list[Given]:
    if not isinstance(value, list | tuple):
        raise _wrong(each, "须为若干行组成的列表", "must be a list of rows")
    if not value:
        raise _wrong(each, "至少要有一行", "must hold at least one row")
    if len(value) > ROWS:
        raise _wrong(each, f"至多 {ROWS} 行", f"may hold at most {ROWS} rows")
    rows = []
    for number, row in enumerate(value, start=1):
        try:
            rows.append(read(each.columns, row))
        except BadInput as wrong:
            raise wrong.in_row(each.name, number) from None
    return rows


READERS: dict[str, Callable[[Input, Any], Any]] = {
    "date": _date,
    "month": _month,
    "money": _number,
    "number": _number,
    "integer": _integer,
    "choice": _choice,
    "flag": _flag,
    "region": _region,
    "text": _text,
    "months": _months,
    "table": _table,
}
