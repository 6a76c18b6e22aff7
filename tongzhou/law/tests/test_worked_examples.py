"""The examples an officer can read and extend come out as the officer wrote them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tongzhou.law import CALENDAR, Hold, Length, amount, due, latest_before
from tongzhou.law.tests.examples import day, rows, titled


@pytest.mark.parametrize("row", rows("due.csv"), ids=titled)
def test_the_period_ends_on_the_day_the_officer_wrote(row: dict[str, str]) -> None:
    holds = ()
    if row["不计入起"]:
        holds = (Hold(day(row["不计入起"]), day(row["不计入止"]), "中止"),)
    found = due(
        Length(int(row["长度"]), row["单位"]),
        start=day(row["起算日"]),
        calendar=CALENDAR,
        holds=holds,
        rolls=row["顺延"] == "是",
    )
    assert found.day == day(row["届满日"])
    assert found.rolled_from == (day(row["顺延自"]) if row["顺延自"] else None)


@pytest.mark.parametrize("row", rows("back.csv"), ids=titled)
def test_the_notice_must_be_given_by_the_day_the_officer_wrote(row: dict[str, str]) -> None:
    found = latest_before(
        Length(int(row["长度"]), row["单位"]),
        event=day(row["事件日"]),
        calendar=CALENDAR,
        rolls=row["提前"] == "是",
    )
    assert found.day == day(row["最迟日"])


@pytest.mark.parametrize("row", rows("amounts.csv"), ids=titled)
def test_the_amount_of_the_place_and_day_is_the_one_in_the_table(row: dict[str, str]) -> None:
    found = amount(row["名称"], on=day(row["日期"]), region=row["地区"], key=row["项"])
    assert found.value == Decimal(row["数额"])
    assert found.verified is (row["已核对"] == "是")
