"""Whether what is owed is a matter for the police: the figures of the interpretation, at their edges."""

from __future__ import annotations

from datetime import date

import pytest

from tongzhou.lines.arrears.rules import crime

from .cast import MONDAY
from .test_money import OnPaper


@pytest.mark.parametrize(
    ("name", "fen", "says"),
    [
        ("single", 499_999, crime.NO),
        ("single", 500_000, crime.UNSURE),
        ("single", 1_999_999, crime.UNSURE),
        ("single", 2_000_000, crime.YES),
        ("group", 2_999_999, crime.NO),
        ("group", 3_000_000, crime.UNSURE),
        ("group", 10_000_000, crime.YES),
    ],
)
def test_between_the_ends_of_the_range_a_person_decides(name, fen, says):
    assert crime.judged(fen, crime.between(name, on=date(2026, 3, 2))) == says


def test_nine_workers_are_no_group_and_one_month_is_no_three():
    nine, ten = OnPaper([6000] * 9), OnPaper([6000] * 10)
    found = crime.weighed(nine.view, on=MONDAY)
    assert (found.workers, found.amount, found.longest_months) == (9, 5_400_000, 1)
    assert (found.single, found.group, found.certain) == (crime.NO, crime.NO, False)
    assert crime.weighed(ten.view, on=MONDAY).group == crime.UNSURE
