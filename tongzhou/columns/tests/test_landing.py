"""What is stored already is known by its number, however it was told: many at once or one by one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from unittest.mock import patch

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from tongzhou.columns import landing
from tongzhou.columns.landing import Digests, Known

WHOLE = st.integers(-(2**63), 2**63 - 1)


def series(numbers: list[int]) -> pl.Series:
    return pl.Series(numbers, dtype=pl.Int64)


@given(st.lists(st.lists(WHOLE, max_size=30), max_size=40), st.lists(WHOLE, max_size=30))
def test_who_was_told_of_is_known_and_nobody_else(told: list[list[int]], others: list[int]) -> None:
    known, seen = Known(), set[int]()
    for some in told:
        known.add(series(some))
        seen.update(some)
        asked = [*some, *others]
        assert known.hold(series(asked)).to_list() == [one in seen for one in asked]


def test_a_hundred_deliveries_lie_in_few_runs_and_all_are_found() -> None:
    known, all_ = Known(), list(range(0, 300_000, 3))
    for n in range(100):
        known.add(series(all_[n::100]))
    assert len(known.runs) < 3 * Known.MOST_RUNS
    assert known.hold(series(all_)).all()
    assert not known.hold(series([n + 1 for n in all_])).any()


def test_of_a_digest_the_first_digits_are_enough_to_be_sure_that_it_is_new() -> None:
    digests = Digests()
    digests.add(pl.Series([f"{n:064x}"[::-1] for n in range(1000)]))
    asked = pl.Series([f"{n:064x}"[::-1] for n in range(500, 1500)])
    assert digests.hold(asked).to_list() == [n < 1000 for n in range(500, 1500)]


def odd_rows(number: int) -> pl.DataFrame:
    """Return rows with every kind of value that lands: words with all sorts of signs, days, sums, nothing at all."""
    words = ["巴特尔·斯琴", "", None, "a'b\"c", "\U0001f40e", "1e5", "零\x1f一", "2026-01-01"]
    return pl.DataFrame(
        {
            "key": [f"{n:05}" for n in range(number)],
            "words": [words[n % len(words)] for n in range(number)],
            "on": [None if n % 7 == 0 else date(1900 + n % 300, 1 + n % 12, 28) for n in range(number)],
            "pay": [None if n % 5 == 0 else (-1) ** n * n * 10**12 for n in range(number)],
            "months": pl.Series([n % 24 for n in range(number)], dtype=pl.Int32),
            "insured": [None if n % 3 == 0 else n % 2 == 0 for n in range(number)],
            "share": [None if n % 4 == 0 else n / 7 for n in range(number)],
            "empty": pl.Series([None] * number, dtype=pl.String),
        }
    )  # fmt: skip


def filled(many: int, *parts: pl.DataFrame) -> tuple[list[tuple[object, ...]], list[int]]:
    """Return what a table holds after parts were inserted in one transaction, and how many rows of each it took."""
    tail = ' ON CONFLICT ("key") DO NOTHING'
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.execute(
            'CREATE TABLE told ("key" char(5) UNIQUE, "words" text, "on" date, "pay" bigint, "months" integer,'
            ' "insured" bool, "share" real, "empty" varchar(9), "source" text)'
        )
        database.execute("BEGIN IMMEDIATE")
        with patch.object(landing, "MANY", many):
            taken = [
                landing.insert_into(database, "told", part, {"source": "'a file'"}, tail=tail)
                for part in parts
            ]
        database.execute("COMMIT")
        kinds = ", ".join(f"typeof({c})" for c in ("pay", "insured", "share", '"on"', "empty"))
        found = database.execute(f"SELECT *, {kinds} FROM told ORDER BY rowid")
        return found.fetchall(), taken


def test_rows_laid_beside_sqlite_land_as_rows_that_are_given_one_by_one() -> None:
    whole = odd_rows(2_000)
    parts = whole[:700], whole[500:1_200], whole[1_200:]
    rows, taken = filled(1, *parts)
    assert (rows, taken) == filled(10_000, *parts)
    assert taken == [700, 500, 800]
    assert [row[0] for row in rows] == whole["key"].to_list()


def test_an_sqlite_that_can_be_given_no_database_is_given_rows() -> None:
    whole = odd_rows(50)
    with patch.object(landing.beside, "laid", lambda *_: None):
        assert filled(1, whole) == filled(10_000, whole)
