"""Which days are worked, and what the calendar admits it does not know."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from tongzhou.law import BARE, CALENDAR, Notice, Unfit, days, due, working_days
from tongzhou.law.calendar import load, notices_in, read_notices, span
from tongzhou.law.tests.examples import rows


def spelled(year: str, written: str) -> set[date]:
    """Read `01-28~01-31 04-04` as days of the year."""
    found: set[date] = set()
    for part in written.split():
        first, _, last = part.partition("~")
        found |= set(
            span(
                date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last or first}")
            )
        )
    return found


@pytest.mark.parametrize("row", rows("holidays.csv"), ids=lambda row: row["年份"])
def test_the_year_is_arranged_as_the_notice_says(row: dict[str, str]) -> None:
    year = int(row["年份"])
    statutory = spelled(row["年份"], row["法定假日"])
    off = statutory | spelled(row["年份"], row["其他放假"])
    assert {day for day in CALENDAR.rest if day.year == year} == off
    assert {day for day in CALENDAR.statutory if day.year == year} == statutory
    assert {day for day in CALENDAR.worked if day.year == year} == spelled(
        row["年份"], row["调休上班"]
    )
    assert CALENDAR.workdays_in(year) == int(row["工作日数"])
    assert CALENDAR.documents[year] == row["文号"]
    assert len(statutory) == 13


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_reviewed_notice_and_the_package_agree_day_by_day(year: int) -> None:
    for day in span(date(year, 1, 1), date(year, 12, 31)):
        assert CALENDAR.is_workday(day) == chinese_calendar.is_workday(day), day


def test_a_saturday_moved_to_work_is_worked_and_a_sunday_is_a_weekend() -> None:
    assert CALENDAR.why_rest(date(2026, 2, 14)) is None
    assert CALENDAR.why_rest(date(2026, 3, 1)) == "周末"
    assert CALENDAR.why_rest(date(2026, 2, 17)) == "春节"


def test_a_year_without_notice_says_so_instead_of_guessing() -> None:
    found = due(working_days(5), start=date(2027, 9, 30), calendar=CALENDAR)
    assert any("2027年放假安排尚未公布" in told for told in found.assumptions)
    assert found.as_json()["assumptions"]
    assert found.lines()[-1] == found.assumptions[-1]


def test_a_calendar_day_that_may_roll_depends_on_the_notice_and_one_that_may_not_does_not() -> None:
    asked = {"start": date(2027, 9, 16), "calendar": CALENDAR}
    assert due(days(15), **asked).assumptions  # type: ignore[arg-type]
    assert due(days(15), **asked, rolls=False).assumptions == ()  # type: ignore[arg-type]


def test_a_period_that_began_before_the_first_notice_says_so() -> None:
    found = due(working_days(5), start=date(2003, 12, 26), calendar=CALENDAR)
    assert found.day == date(2004, 1, 5)
    assert found.assumptions == ("2003年放假安排未收录，只按周末推算，须人工核对",)


def test_the_last_days_of_a_year_wait_for_the_next_notice() -> None:
    """New Year of 2019 made 2018-12-29 a working Saturday: so may the next one."""
    early = due(working_days(3), start=date(2026, 12, 14), calendar=CALENDAR)
    late = due(working_days(3), start=date(2026, 12, 24), calendar=CALENDAR)
    assert early.assumptions == ()
    assert late.assumptions == ("2027年放假安排尚未公布，只按周末推算；公布后须重新计算",)


def test_a_calendar_made_by_hand_is_taken_as_complete() -> None:
    assert due(working_days(5), start=date(2031, 9, 30), calendar=BARE).assumptions == ()
    assert BARE.unknown_year(date(2031, 9, 30)) is None


def notice(**changed: object) -> Notice:
    """Make an imagined notice for 2027."""
    said = {
        "year": 2027,
        "document": "国办发明电〔2026〕示例号",
        "rest": {date(2027, 10, 1) + timedelta(n): "国庆节" for n in range(7)},
        "worked": frozenset({date(2027, 10, 9)}),
        "statutory": frozenset({date(2027, 10, 1)}),
    }
    return Notice(**{**said, **changed})  # type: ignore[arg-type]


def test_a_notice_that_arrives_moves_the_date_and_takes_the_assumption_away() -> None:
    before = due(working_days(5), start=date(2027, 9, 30), calendar=CALENDAR)
    newer = CALENDAR.with_notice(notice())
    after = due(working_days(5), start=date(2027, 9, 30), calendar=newer)
    assert (before.day, after.day) == (date(2027, 10, 7), date(2027, 10, 13))
    assert after.assumptions == ()
    assert newer.version != CALENDAR.version
    assert CALENDAR.is_workday(date(2027, 10, 1))


def test_a_notice_replaces_only_its_own_year() -> None:
    newer = CALENDAR.with_notice(notice())
    assert newer.workdays_in(2026) == CALENDAR.workdays_in(2026) == 248
    again = newer.with_notice(notice(rest={date(2027, 10, 1): "国庆节"}, worked=frozenset()))
    assert again.is_workday(date(2027, 10, 5))
    assert not again.is_workday(date(2027, 10, 9))


def test_a_notice_for_next_year_may_change_the_last_days_of_this_one() -> None:
    sunday = date(2027, 12, 26)
    off = CALENDAR.with_notice(notice(rest={date(2027, 10, 1): "国庆节", sunday: "冬休"}))
    next_year = notice(
        year=2028,
        rest={date(2027, 12, 31): "元旦", date(2028, 1, 1): "元旦"},
        worked=frozenset({sunday}),
        statutory=frozenset(),
    )
    newer = off.with_notice(next_year)
    assert newer.is_workday(sunday)
    assert not newer.is_workday(date(2027, 12, 31))
    assert not newer.is_workday(date(2027, 10, 1))


def test_equal_calendars_bear_equal_versions() -> None:
    assert load().version == CALENDAR.version
    assert CALENDAR.with_notice(notice()).version == load().with_notice(notice()).version


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"document": " "}, "文号"),
        ({"worked": frozenset({date(2027, 10, 2)})}, "既列为放假又列为调休上班"),
        ({"worked": frozenset({date(2027, 10, 8)})}, "本是工作日"),
        ({"statutory": frozenset({date(2027, 5, 1)})}, "未列入放假"),
        ({"rest": {}, "statutory": frozenset()}, "没有一天放假"),
    ],
)
def test_a_notice_that_contradicts_itself_is_refused(changed: dict[str, object], said: str) -> None:
    with pytest.raises(Unfit, match=said):
        notice(**changed)


ENTRY = """
- year: 2027
  document: 国办发明电〔2026〕示例号
  verified: {verified}
  verified_on: 2026-11-30
  holidays:
    - {{name: 元旦, from: 2027-01-01, to: {to}, statutory: [2027-01-01]}}
  worked: []
"""


def test_a_notice_nobody_has_verified_leaves_its_year_unpublished(tmp_path: Path) -> None:
    table = tmp_path / "holidays.yaml"
    table.write_text(ENTRY.format(verified="false", to="2027-01-03"), "utf-8")
    assert read_notices(table) == []
    table.write_text(ENTRY.format(verified="true", to="2027-01-03"), "utf-8")
    assert 2027 in (load(table).known_years or ())
    assert [one.year for one in notices_in(table.read_bytes(), named="上传的通知")] == [2027]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ENTRY.format(verified="true", to="2026-12-31"), "止日早于起日"),
        (ENTRY.format(verified="true", to="2027-01-03") * 2, "重复登记"),
        ("- {year: 2027, document: 号}", "写法有误"),
        ("- year: [", "写法有误"),
    ],
)
def test_a_table_of_notices_badly_written_is_refused(tmp_path: Path, text: str, said: str) -> None:
    table = tmp_path / "holidays.yaml"
    table.write_text(text, "utf-8")
    with pytest.raises(Unfit, match=said):
        read_notices(table)
    with pytest.raises(Unfit, match="找不到"):
        read_notices(tmp_path / "none.yaml")
