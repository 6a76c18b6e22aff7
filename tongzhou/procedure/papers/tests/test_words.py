"""Amounts, dates and marks, as an officer would write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongzhou.procedure.papers.titles import title_lines
from tongzhou.procedure.papers.words import (
    CAPITALS,
    capitals,
    day,
    day_in_characters,
    grouped,
    proper,
    yuan_twice,
)


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (10, "壹角整"),
        (105, "壹元零伍分"),
        (150, "壹元伍角整"),
        (100_00, "壹佰元整"),
        (101_00, "壹佰零壹元整"),
        (1_409_50, "壹仟肆佰零玖元伍角整"),
        (6_007_14, "陆仟零柒元壹角肆分"),
        (16_409_02, "壹万陆仟肆佰零玖元零贰分"),
        (86_400_00, "捌万陆仟肆佰元整"),
        (100_500_00, "壹拾万零伍佰元整"),
        (107_000_53, "壹拾万柒仟元伍角叁分"),
        (10_000_000_00, "壹仟万元整"),
        (100_010_000_00, "壹亿零壹万元整"),
        (120_000_000_00, "壹亿贰仟万元整"),
        (300_500_001_00, "叁亿零伍拾万零壹元整"),
        (1_000_200_000_000_00, "壹万零贰亿元整"),
        (-250_00, "负贰佰伍拾元整"),
    ],
)
def test_an_amount_is_written_in_capitals(fen: int, said: str) -> None:
    assert capitals(fen) == said


def read(said: str) -> int:
    """Read capitals back as fen, as a bank clerk would."""
    sign = -1 if said.startswith("负") else 1
    total = number = group = 0
    places = {"拾": 10, "佰": 100, "仟": 1000}
    for c in said.removeprefix("负"):
        if c in CAPITALS:
            number = CAPITALS.index(c)
        elif c in places:
            group, number = group + number * places[c], 0
        elif c == "万":
            total, group, number = total + (group + number) * 10_000, 0, 0
        elif c == "亿":
            total, group, number = (total + group + number) * 10**8, 0, 0
        elif c == "元":
            total, group, number = (total + group + number) * 100, 0, 0
        elif c in "角分":
            total, number = total + number * (10 if c == "角" else 1), 0
    return sign * total


@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_whatever_the_amount_the_capitals_read_back_as_the_same(fen: int) -> None:
    said = capitals(fen)
    assert read(said) == fen
    assert "零零" not in said
    assert said.endswith(("整", "分"))


def test_an_amount_past_the_names_of_places_is_refused() -> None:
    with pytest.raises(ValueError, match="金额过大"):
        capitals(10**18)


def test_an_amount_is_stated_in_figures_and_in_capitals() -> None:
    assert yuan_twice(86_400_00) == "86400.00元（大写：捌万陆仟肆佰元整）"
    assert grouped(-1_234_567_05) == "-1,234,567.05"


@pytest.mark.parametrize(
    ("on", "figures", "characters"),
    [
        (date(2026, 11, 23), "2026年11月23日", "二〇二六年十一月二十三日"),
        (date(2018, 4, 10), "2018年4月10日", "二〇一八年四月十日"),
        (date(2030, 10, 30), "2030年10月30日", "二〇三〇年十月三十日"),
    ],
)
def test_a_date_is_written_both_ways(on: date, figures: str, characters: str) -> None:
    assert (day(on), day_in_characters(on)) == (figures, characters)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("一案,现决定如下:", "一案，现决定如下："),
        ("依据《条例》(第三条);附后", "依据《条例》（第三条）；附后"),
        ("示劳人仲案[2026]第12号", "示劳人仲案〔2026〕第12号"),
        ("示人社发（2026）3号", "示人社发〔2026〕3号"),
        ("上午10:30到庭,共1,000.50元", "上午10:30到庭，共1,000.50元"),
        ("see http://example.org/a,b (page 2)", "see http://example.org/a,b (page 2)"),
    ],
)
def test_marks_become_full_width_where_chinese_is_written(typed: str, printed: str) -> None:
    assert proper(typed) == printed


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("仲裁调解书", ["仲裁调解书"]),
        ("关于甲的\n通知", ["关于甲的", "通知"]),
        (
            "关于包头市综合试验区试点旗县选点情况的报告",
            ["关于包头市综合试验区", "试点旗县选点情况的报告"],
        ),
        (
            "自治区人社、发改委、总工会、工商联批复意见",
            ["自治区人社、发改委、", "总工会、工商联批复意见"],
        ),
        (
            "土默特右旗构建和谐劳动关系综合试验区方案（2025年至2028年）",
            ["土默特右旗构建和谐劳动关系", "综合试验区方案（2025年至2028年）"],
        ),
    ],
)
def test_a_long_title_is_broken_evenly_where_a_word_ends(title: str, lines: list[str]) -> None:
    assert title_lines(title).split("\n") == lines


@given(st.text("关于构建和谐劳动关系的通知、（）《》A1", min_size=1, max_size=120))
def test_no_title_loses_a_character_or_leaves_one_alone(title: str) -> None:
    lines = title_lines(title).split("\n")
    assert "".join(lines) == title
    assert all(len(line) > 1 for line in lines) or len(lines) == 1
