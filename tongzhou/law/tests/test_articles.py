"""Articles are cited as a lawyer writes them, and read as an officer types them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongzhou.law import article, numeral
from tongzhou.law.articles import count_of, read_article


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "零"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (54, "五十四"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (276, "二百七十六"),
        (1000, "一千"),
        (1005, "一千零五"),
        (1260, "一千二百六十"),
    ],
)
def test_numbers_are_written_as_in_the_law(number: int, written: str) -> None:
    assert numeral(number) == written


@given(st.integers(0, 9999))
def test_every_number_is_read_back(number: int) -> None:
    assert count_of(numeral(number)) == number


@pytest.mark.parametrize("number", [-1, 10_000])
def test_no_statute_has_so_many_articles(number: int) -> None:
    with pytest.raises(ValueError, match="9999"):
        numeral(number)


@pytest.mark.parametrize("written", ["", "十十", "五五", "甲", "一十", "百"])
def test_what_is_not_a_number_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="不是数字"):
        count_of(written)


def test_an_article_is_named_in_chinese_numerals() -> None:
    assert str(article("劳动合同法", 54)) == "《劳动合同法》第五十四条"
    assert str(article("民事诉讼法", 85, paragraph=3)) == "《民事诉讼法》第八十五条第三款"
    assert str(article("刑法", 276, inserted=1)) == "《刑法》第二百七十六条之一"
    assert str(article("集体合同规定", 42, verified=False)) == "《集体合同规定》第四十二条（待核）"
    assert str(article("试验区意见", 5, unit="部分")) == "《试验区意见》第五部分"


def test_equal_articles_are_one_in_a_set() -> None:
    assert len({article("劳动合同法", 54), article("劳动合同法", 54)}) == 1
    assert article("劳动合同法", 54) != article("劳动合同法", 54, verified=False)


@pytest.mark.parametrize("typed", ["54", "五十四", "第五十四条", "第54条", " 54 "])
def test_an_officer_may_type_the_number_in_any_way(typed: str) -> None:
    assert read_article("劳动合同法", typed) == article("劳动合同法", 54)


def test_inserted_articles_and_parts_are_read_too() -> None:
    assert read_article("刑法", "276之一") == article("刑法", 276, inserted=1)
    assert read_article("试验区意见", "第五部分") == article("试验区意见", 5, unit="部分")
    with pytest.raises(ValueError, match="条号"):
        read_article("劳动合同法", "五四A")
