"""What is looked up by numbers is what would have been asked row by row, whatever was met before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongzhou.columns import combining
from tongzhou.columns.combining import Dictionary, Few, LookUp
from tongzhou.columns.declare import Derived

SCHEMA: dict[str, Any] = {"place": pl.String, "kind": pl.String, "month": pl.Int64}
ROWS = st.lists(
    st.tuples(
        st.none()
        | st.sampled_from(["150221", "150102", "土默特右旗", "", "包头市土默特右旗沟门镇"]),
        st.none() | st.text(max_size=3),
        st.none() | st.integers(-500, 500) | st.sampled_from([190001, 202612, 10**12]),
    ),
    min_size=1,
    max_size=30,
)


def answer(place: str | None, kind: str | None, month: int | None) -> tuple[str | None, int | None]:
    words = f"{place} {kind} {month}" if place else None
    return words, month and month * 2


class Asked:
    """A look-up that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []

    def look_up(self, combinations: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        self.asked += combinations
        return [answer(*one) for one in combinations]


@pytest.mark.parametrize("most", [combining.MOST, 0])
@given(st.lists(ROWS, min_size=1, max_size=4))
def test_each_combination_is_asked_once_and_every_row_has_its_answer(
    most: int, chunks: list[list[tuple[Any, ...]]]
) -> None:
    asked = Asked()
    derived = Derived(("words", "twice"), of=tuple(SCHEMA), look_up=asked.look_up, gives=(str, int))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(combining, "MOST", most)
        looked = LookUp(derived)
        for rows in chunks:
            words, twice = looked.answers(pl.DataFrame(rows, schema=SCHEMA, orient="row"))
            assert list(zip(words.to_list(), twice.to_list(), strict=True)) == [
                answer(*row) for row in rows
            ]
    assert len(asked.asked) == len(set(asked.asked))
    assert set(asked.asked) == {row for rows in chunks for row in rows}


@given(ROWS, st.sampled_from([None, "full"]))
def test_what_all_rows_say_is_looked_at_once(rows: list[tuple[Any, ...]], kind: str | None) -> None:
    rows = [(place, kind, month) for place, _, month in rows]
    derived = Derived(
        ("words", "twice"), of=tuple(SCHEMA), look_up=Asked().look_up, gives=(str, int)
    )
    given_rows = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    words, twice = LookUp(derived).answers(given_rows, alone=["kind"])
    assert list(zip(words.to_list(), twice.to_list(), strict=True)) == [answer(*r) for r in rows]


@given(st.lists(st.lists(st.none() | st.text(max_size=20), max_size=20), max_size=5))
def test_a_text_keeps_its_number_from_chunk_to_chunk(chunks: list[list[str | None]]) -> None:
    known, met = Dictionary(), []
    for texts in chunks:
        numbers, new = known.numbers(pl.Series(texts, dtype=pl.String))
        met += new
        assert [None if n is None else met[n] for n in numbers.to_list()] == texts
    assert len(met) == len(set(met)) == known.many


def test_choices_are_read_once_and_what_is_kept_as_written_stays() -> None:
    read: list[str] = []

    def reader(texts: list[str]) -> list[str | None]:
        read.extend(texts)
        return [None if text == "?" else text.removesuffix("合同") for text in texts]

    few = Few(pl.String)
    for texts, values in (
        (["固定", "固定", None], ["固定", "固定", None]),
        (["固定合同", "固定", "?"], ["固定", "固定", None]),
        ([None, None, None], [None, None, None]),
        (["?", "无固定", "固定"], [None, "无固定", "固定"]),
    ):
        assert few.values(pl.Series(texts, dtype=pl.String), reader).to_list() == values
    assert read == ["固定", "固定合同", "?", "无固定"]


def test_a_column_of_too_many_different_texts_is_begun_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(combining, "REMEMBERED", 3)
    few = Few(pl.Int64)
    for first in range(0, 20, 4):
        texts = [str(n) for n in range(first, first + 4)]
        assert few.values(pl.Series(texts), lambda new: [int(t) for t in new]).to_list() == [
            int(t) for t in texts
        ]
