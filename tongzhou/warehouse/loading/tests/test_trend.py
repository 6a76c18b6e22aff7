"""The trend of a feed after its sender has mended what came back, and what of a file that cannot be read is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tongzhou.columns.models import Delivery
from tongzhou.warehouse.loading import state, tables

from .test_feeds import PAY_HEAD, lake, pay, sent  # noqa: F401

RIGHT = pay(1)
WRONG, MENDED = pay(2, paid="6000"), pay(2)


def of(name: str = "payroll") -> tuple[state.Month, ...]:
    return state.state_of(tables.feed(name)).months


@pytest.mark.django_db
@pytest.mark.parametrize(
    "again", [MENDED, RIGHT + MENDED], ids=["the mended row alone", "the whole file"]
)
def test_what_was_mended_lowers_what_came_back_however_it_is_sent(
    tmp_path: Path, again: str
) -> None:
    first = sent(tmp_path / "a.csv", "payroll", PAY_HEAD + RIGHT + WRONG)
    sent(tmp_path / "b.csv", "payroll", PAY_HEAD + again, mends=first)
    (month,) = of()
    assert (month.sent, month.landed, month.rejected, month.percent) == (2, 2, 0, 0.0)


@pytest.mark.django_db
def test_what_is_still_wrong_in_the_whole_file_stays_counted(tmp_path: Path) -> None:
    third = pay(3, paid="7000")
    first = sent(tmp_path / "a.csv", "payroll", PAY_HEAD + RIGHT + WRONG + third)
    second = sent(tmp_path / "b.csv", "payroll", PAY_HEAD + RIGHT + MENDED + third, mends=first)
    (month,) = of()
    assert (month.sent, month.landed, month.rejected, month.percent) == (3, 2, 1, 33.3)
    # What mends the mending belongs to the same account; a row told twice in it is a duplicate.
    sent(tmp_path / "c.csv", "payroll", PAY_HEAD + pay(3), mends=second)
    (month,) = of()
    assert (month.sent, month.landed, month.rejected, month.duplicate) == (3, 3, 0, 0)


@pytest.mark.django_db
def test_a_file_that_cannot_be_read_was_not_received(tmp_path: Path) -> None:
    sent(tmp_path / "a.csv", "payroll", PAY_HEAD + RIGHT, period="2026-10")
    broken = sent(tmp_path / "b.csv", "payroll", "甲,乙\n1,2\n", period="2026-11")
    assert broken.state == Delivery.State.BROKEN
    stands = state.state_of(tables.feed("payroll"))
    assert stands.last is not None
    assert (stands.last.period, stands.newest_period) == ("2026-10", "2026-10")
    assert [m.period for m in stands.months] == ["2026-10"]


@pytest.mark.django_db
def test_the_board_tells_the_rows_of_the_period_it_names(tmp_path: Path) -> None:
    sent(tmp_path / "a.csv", "payroll", PAY_HEAD + RIGHT, period="2026-10")
    all_wrong = sent(tmp_path / "b.csv", "payroll", PAY_HEAD + WRONG, period="2026-11")
    assert all_wrong.rejected == 1
    stands = state.state_of(tables.feed("payroll"))
    assert stands.newest is not None
    assert (stands.newest.period, stands.newest.landed) == ("2026-10", 1)


@pytest.mark.django_db
def test_a_period_to_come_that_was_once_taken_does_not_keep_a_feed_in_time(tmp_path: Path) -> None:
    sent(tmp_path / "a.csv", "payroll", PAY_HEAD + RIGHT, period="2026-10")
    late = sent(tmp_path / "b.csv", "payroll", PAY_HEAD + pay(1, "2026-11"), period="2026-11")
    Delivery.objects.filter(pk=late.pk).update(period="2099-12")
    assert state.state_of(tables.feed("payroll")).newest_period == "2026-10"
