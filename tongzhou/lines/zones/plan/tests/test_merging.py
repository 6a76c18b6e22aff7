"""Two people write the same part; neither loses a word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tongzhou.lines.zones.plan.merging import merged, rows_merged

BASE = "第一句。第二句。第三句。第四句。"
TEXTS = st.lists(st.sampled_from(["甲。", "乙。", "丙。", "丁。"]), max_size=5).map("".join)


def test_changes_of_different_sentences_are_both_in() -> None:
    mine = BASE.replace("第一句", "第一句改")
    theirs = BASE.replace("第四句", "第四句也改")
    both = merged(BASE, mine, theirs)
    assert both.clean
    assert both.text == "第一句改。第二句。第三句。第四句也改。"


def test_what_both_changed_differently_is_left_to_the_writer() -> None:
    both = merged(BASE, BASE.replace("第二句", "甲说"), BASE.replace("第二句", "乙说"))
    assert not both.clean
    assert "甲说" in both.text


def test_neighbouring_sentences_are_not_merged_by_guess() -> None:
    both = merged(BASE, BASE.replace("第二句", "甲说"), BASE.replace("第三句", "乙说"))
    assert not both.clean


@given(TEXTS, TEXTS, TEXTS)
def test_a_clean_merge_does_not_depend_on_who_came_first(base: str, a: str, b: str) -> None:
    one, other = merged(base, a, b), merged(base, b, a)
    assert one.clean == other.clean
    if one.clean:
        assert one.text == other.text


@given(TEXTS, TEXTS)
def test_where_only_one_wrote_it_is_theirs(base: str, new: str) -> None:
    assert merged(base, new, base).text == new
    assert merged(base, base, new).text == new


def test_rows_of_two_people_are_both_in_and_only_the_same_row_clashes() -> None:
    base = {"1": "旧一", "2": "旧二", "3": "旧三"}
    mine = {"1": "我改", "2": "旧二", "3": "旧三", "4": "我加"}
    theirs = {"1": "旧一", "2": "他改", "5": "他加"}
    rows, clashes = rows_merged(base, mine, theirs)
    assert rows == {"1": "我改", "2": "他改", "5": "他加", "4": "我加"}
    assert clashes == []
    _, clashes = rows_merged(base, mine | {"3": "我改三"}, theirs)
    assert clashes == ["3"]
