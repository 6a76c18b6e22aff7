"""What is stored already is known by its number, however it was told: many at once or one by one."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

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
