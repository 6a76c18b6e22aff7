"""A person reaches the age of retirement on the day the table of the officer says, and the table follows from the article."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tongzhou.law import Unfit
from tongzhou.law.retirement import MAN, WOMAN_50, WOMAN_55, load, retirement, retirements
from tongzhou.law.reviewed import DATA
from tongzhou.law.tests.examples import day, rows, titled


@pytest.mark.parametrize("row", rows("retirement.csv"), ids=titled)
def test_the_age_is_reached_on_the_day_the_officer_wrote(row: dict[str, str]) -> None:
    found = retirement(row["类别"], born=day(row["出生日期"]))
    assert (found.delay, found.words, found.on) == (
        int(row["延迟月数"]),
        row["退休年龄"],
        day(row["达到日期"]),
    )


def test_a_woman_whose_post_is_not_known_is_told_both_days_the_earlier_first() -> None:
    both = retirements(woman=True, born=date(1973, 5, 20))
    assert [r.group.code for r in both] == [WOMAN_50, WOMAN_55]
    assert both[0].on == date(2023, 5, 20)
    assert both[1].on > both[0].on
    assert [r.group.code for r in retirements(woman=False, born=date(1973, 5, 20))] == [MAN]


@pytest.mark.parametrize(
    ("said", "instead"),
    [("{born: 1970-05, delay: 17}", "{born: 1970-06, delay: 17}"), ("becomes: 58", "becomes: 57")],
)
def test_a_table_with_a_slip_is_not_read(tmp_path: Path, said: str, instead: str) -> None:
    table = tmp_path / "retirement.yaml"
    text = (DATA / "retirement.yaml").read_text("utf-8")
    assert said in text
    table.write_text(text.replace(said, instead), "utf-8")
    with pytest.raises(Unfit, match="不符"):
        load(table)
