"""A reader sees what changed, sentence by sentence; nothing is lost on either side."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tongzhou.procedure.compare import Piece, difference, is_changed

TEXTS = st.text(alphabet="旗人社局总工会，。；\n2018年a ", max_size=60)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_difference(before: str, after: str) -> None:
    pieces = difference(before, after)
    assert "".join(p.text for p in pieces if p.kind != "new") == before
    assert "".join(p.text for p in pieces if p.kind != "old") == after
    assert is_changed(pieces) == (before != after)


def test_a_year_changes_as_a_whole_number() -> None:
    assert difference("2018年8月启动。", "2019年8月启动。") == [
        Piece("old", "2018"),
        Piece("new", "2019"),
        Piece("same", "年8月启动。"),
    ]


def test_a_sentence_that_was_added_stands_alone() -> None:
    before = "成立领导小组。每季度召开会议。"
    after = "成立领导小组。设立办公室，配备专人。每季度召开会议。"
    assert difference(before, after) == [
        Piece("same", "成立领导小组。"),
        Piece("new", "设立办公室，配备专人。"),
        Piece("same", "每季度召开会议。"),
    ]


def test_two_sentences_with_little_in_common_are_not_mixed() -> None:
    pieces = difference("由旗财政列入预算。", "组织协调员培训不少于九百人次。")
    assert [p.kind for p in pieces] == ["old", "new"]


def test_a_changed_word_is_shown_within_its_sentence() -> None:
    pieces = difference(
        "领导小组由旗长任组长，每季度召开一次会议。",
        "领导小组由旗委书记任组长，每季度召开一次会议。",
    )
    assert [p for p in pieces if p.kind != "same"] == [Piece("old", "长"), Piece("new", "委书记")]
