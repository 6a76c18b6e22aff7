"""Counts, sums and decay against rows walked one by one; and not a bit may change when the future is taken away."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tongzhou.warning.backtest.arrays import NEVER
from tongzhou.warning.backtest.timeline import Timeline

ROWS = st.lists(
    st.tuples(
        st.integers(0, 3), st.integers(0, 40), st.floats(-1e6, 1e6).map(lambda x: round(x, 2))
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, owner=st.integers(0, 3), day=st.integers(0, 45), window=st.integers(1, 30))
def test_a_timeline_answers_as_a_clerk_with_a_pencil(
    rows: list[tuple[int, int, float]], owner: int, day: int, window: int
) -> None:
    owners, days = (
        np.array([r[0] for r in rows], dtype=np.int64),
        np.array([r[1] for r in rows], dtype=np.int64),
    )
    values = np.array([r[2] for r in rows], dtype=float)
    line = Timeline(owners, days)
    who, when = np.array([owner]), np.array([day])
    mine = [(d, v) for o, d, v in rows if o == owner and d < day]
    assert line.count(who, when - window, when)[0] == sum(d >= day - window for d, _ in mine)
    assert (
        abs(
            line.total(values, who, when - window, when)[0]
            - sum(v for d, v in mine if d >= day - window)
        )
        < 0.01
    )
    assert abs(line.decay(7, who, when)[0] - sum(0.5 ** ((day - d) / 7) for d, _ in mine)) < 1e-9
    assert line.last_day(who, when)[0] == max((d for d, _ in mine), default=-NEVER)
    assert line.first_day(who, when)[0] == min((d for d, _ in mine), default=NEVER)
    past = days < day
    cut = Timeline(owners[past], days[past])
    assert cut.decay(7, who, when)[0] == line.decay(7, who, when)[0]
    kept = values[past]
    assert (
        cut.total(kept, who, when - window, when)[0]
        == line.total(values, who, when - window, when)[0]
    )


def test_what_is_added_up_is_never_that_of_values_gone_before() -> None:
    """An array may come to lie where another lay; the sums of the first are not its own."""
    line = Timeline(np.zeros(3, dtype=np.int64), np.array([1, 2, 3]))
    who, until = np.array([0]), np.array([9])
    for one in range(200):
        assert line.total(np.full(3, float(one)), who, until - 9, until)[0] == 3 * one
