"""What the readers of a config say in English, in Chinese: where TOML breaks off, and what shape a value should have."""

from __future__ import annotations

import re
from datetime import date

from .words import Said

# The sentences of tomllib, by how they begin.
TOML = [
    ("Expected '=' after a key", "键名之后缺少等号"),
    ("Invalid statement", "这一行不是“键 = 值”，也不是[表]"),
    ("Expected newline or end of document after a statement", "一项之后还有多余的内容，请换行或加引号"),
    ("Invalid value", "值的写法不对：文字须加英文双引号，日期写成2026-11-26，真假写成true、false"),
    ("Unterminated string", "引号没有配对"),
    ("Expected '\"", "引号没有配对"),
    ("Illegal character", "引号里有换行或不能使用的字符"),
    ("Unclosed array", "方括号没有配对"),
    ("Unclosed inline table", "花括号没有配对"),
    ("Expected ']'", "表名的方括号没有配对"),
    ("Cannot declare", "同一个表写了两次"),
    ("Cannot overwrite a value", "同一项写了两次"),
    ("Duplicate inline table key", "花括号里同一项写了两次"),
    ("Cannot mutate immutable namespace", "花括号里写过的表不能在后面再加内容"),
    ("Cannot redefine namespace", "同一个表写了两次"),
    ("Unescaped '\\' in a string", "引号里的反斜杠须写成两个，或改用正斜杠、英文单引号"),
    ("Invalid hex value", "反斜杠之后的写法不对，路径请用正斜杠或英文单引号"),
    ("Escaped character is not a Unicode scalar value", "反斜杠之后的写法不对"),
    ("Invalid initial character for a key part", "键名只能用字母、数字、下划线和减号，或加英文引号"),
    ("Invalid date or datetime", "日期不存在"),
    ("Found invalid character", "有不能使用的字符"),
]  # fmt: skip
SHAPES = {
    "array": '列表，如[1, 2]或["甲", "乙"]',
    "str": "加英文双引号的文字",
    "int": "整数",
    "float": "数",
    "bool": "true或false",
    "object": "一个表（若干“键 = 值”）",
    "date": "日期，如2026-11-26",
    "null": "空",
}


def toml(why: str, text: str) -> Said:
    """Say in both languages where TOML breaks off; a day that is none breaks it off at a bracket or a dash."""
    told, _, place = why.partition(" (at ")
    zh = next((words for begins, words in TOML if told.startswith(begins)), "写法不对")
    at = re.search(r"line (\d+), column (\d+)", place)
    line = text.splitlines()[int(at[1]) - 1 :][:1] if at else []
    if line and (day := _no_day(line[0])):
        return Said(
            f"没有{day}这一天（第{at[1]}行）" if at else zh, f"there is no day {day} ({why})"
        )
    return Said(f"{zh}（第{at[1]}行第{at[2]}字）" if at else zh, why)


def _no_day(line: str) -> str:
    """Return the first day of a line, outside quotes, that no calendar has."""
    for written in re.findall(
        r"(?<!\w)\d{4}-\d{2}-\d{2}(?!\w)", re.sub(r"\"[^\"]*\"|'[^']*'", "", line)
    ):
        try:
            date.fromisoformat(written)
        except ValueError:
            return str(written)
    return ""


def shape(told: str) -> Said:
    """Say in both languages what shape a value should have."""
    hit = re.fullmatch(r"Expected `([^`]+)`, got `([^`]+)`", told)
    if hit:
        wanted, got = (
            "或".join(SHAPES.get(one.strip(), one.strip()) for one in part.split("|"))
            for part in hit.groups()
        )
        return Said(f"应为{wanted}，写的却是{got}", told)
    if "Invalid RFC3339" in told:
        return Said("日期不存在或写法不对，应为2026-11-26这样（不加引号）", told)
    if "out of range" in told or told.startswith("Expected `int`"):
        return Said("数值超出范围", told)
    return Said("写法不对，请对照说明", told)
