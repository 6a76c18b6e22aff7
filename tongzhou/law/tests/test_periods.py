"""How single periods are told: reasons, articles, pauses, hours."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from tongzhou.law import (
    BARE,
    CALENDAR,
    Hold,
    Length,
    article,
    days,
    due,
    due_moment,
    hours,
    is_stated,
    latest_before,
    months,
    spoken,
    stretches,
    working_days,
    years,
)

SHANGHAI = timezone(timedelta(hours=8))


def test_five_working_days_over_the_spring_festival_are_explained_day_by_day() -> None:
    found = due(working_days(5), start=date(2026, 2, 13), calendar=CALENDAR)
    rows = list(found.account())
    assert found.day == date(2026, 2, 27)
    assert rows[-1].article is None
    assert str(rows[0].article) == "《民事诉讼法》第八十五条第二款"
    make_up, first_off, on_again = rows[1], rows[2], rows[11]
    assert (make_up.day, make_up.number) == (date(2026, 2, 14), 1)
    assert make_up.reason == "调休上班，计入"
    assert (first_off.kind, first_off.reason) == ("skipped", "春节")
    assert first_off.notice == "国办发明电〔2025〕7号"
    assert (on_again.day, on_again.number) == (date(2026, 2, 24), 2)
    assert "不计 2026-02-15 至 2026-02-23：春节；2026-02-24 起续计，为第2日" in found.lines()


def test_a_last_day_on_a_holiday_rolls_and_says_under_which_article() -> None:
    found = due(days(45), start=date(2026, 8, 18), calendar=CALENDAR)
    rows = list(found.account())
    assert found.rolled_from == date(2026, 10, 2)
    assert [row.kind for row in rows].count("rolled") == 6
    assert str(rows[-1].article) == "《民事诉讼法》第八十五条第三款"
    assert found.lines()[-1] == "2026-10-02 为休息日，顺延至 2026-10-08"


def test_a_paused_clock_has_no_due_date_only_days_left() -> None:
    hold = Hold(date(2026, 6, 10), None, "中止", article("劳动人事争议仲裁办案规则", 47))
    found = due(days(45), start=date(2026, 6, 1), calendar=CALENDAR, holds=(hold,))
    last = list(found.account())[-1]
    assert (found.day, found.left) == (None, 37)
    assert (last.kind, last.article) == ("open", hold.cites)
    assert found.lines()[-1] == "尚在不计入的期间，余 37 日"
    assert found.as_json()["due"] is None


def test_a_paused_clock_in_working_days_has_working_days_left() -> None:
    hold = Hold(date(2026, 6, 8), None, "中止")
    found = due(working_days(10), start=date(2026, 6, 1), calendar=CALENDAR, holds=(hold,))
    assert found.left == 6
    assert found.lines()[-1] == "尚在不计入的期间，余 6 个工作日"


def test_a_hold_that_is_still_open_after_the_end_changes_nothing() -> None:
    hold = Hold(date(2026, 7, 1), None, "中止")
    plain = due(days(15), start=date(2026, 6, 1), calendar=CALENDAR)
    assert due(days(15), start=date(2026, 6, 1), calendar=CALENDAR, holds=(hold,)).day == plain.day


def test_two_holds_that_overlap_count_once() -> None:
    one = Hold(date(2026, 6, 5), date(2026, 6, 15), "中止")
    two = Hold(date(2026, 6, 10), date(2026, 6, 20), "公告送达")
    both = due(days(45), start=date(2026, 6, 1), calendar=BARE, holds=(one, two), rolls=False)
    whole = Hold(date(2026, 6, 5), date(2026, 6, 20), "合计")
    once = due(days(45), start=date(2026, 6, 1), calendar=BARE, holds=(whole,), rolls=False)
    assert both.day == once.day
    assert len(both.skipped) == 15
    assert [why for *_, why in stretches(both.skipped)] == ["中止", "公告送达"]


def test_a_held_month_is_made_up_day_for_day() -> None:
    hold = Hold(date(2026, 3, 1), date(2026, 3, 11), "中止")
    found = due(months(3), start=date(2026, 1, 15), calendar=BARE, holds=(hold,), rolls=False)
    assert found.day == date(2026, 4, 25)
    added = [row.number for row in found.account() if row.kind == "added"]
    assert added == list(range(1, 11))


def test_an_extension_is_the_length_and_more() -> None:
    assert days(45) + 15 == days(60)
    assert str(working_days(60) + 30) == "90个工作日"


def test_the_months_of_an_account_name_their_corresponding_days() -> None:
    found = due(months(3), start=date(2025, 11, 30), calendar=BARE, rolls=False)
    named = [(row.day, row.reason) for row in found.account() if row.counted]
    assert named == [
        (date(2025, 12, 30), "满1个月的对应日"),
        (date(2026, 1, 30), "满2个月的对应日"),
        (date(2026, 2, 28), "满3个月的对应日"),
    ]
    yearly = due(years(2), start=date(2024, 2, 29), calendar=BARE, rolls=False)
    assert [row.reason for row in yearly.account() if row.counted] == [
        "满1年的对应日",
        "满2年的对应日",
    ]


def test_a_notice_before_a_hearing_is_counted_back_with_its_account() -> None:
    found = latest_before(working_days(5), event=date(2026, 10, 8), calendar=CALENDAR)
    rows = list(found.account())
    assert found.lines()[0] == "自 2026-10-08 倒推 5个工作日"
    assert found.lines()[-1] == "最迟之日为 2026-09-23"
    assert rows[0].article is None
    assert [row.number for row in rows if row.counted] == [1, 2, 3, 4, 5]
    assert ("不计 2026-10-01 至 2026-10-07：国庆节") in found.lines()


def test_the_rest_in_which_a_hearing_falls_is_left_before_counting_back() -> None:
    found = latest_before(working_days(5), event=date(2026, 3, 14), calendar=CALENDAR)
    rows = list(found.account())
    assert [(row.day.day, row.kind, row.reason) for row in rows[:3]] == [
        (14, "start", "事件当日，为周末"),
        (13, "start", "事件前最后一个工作日，自此倒推"),
        (12, "counted", "工作日"),
    ]
    sunday = latest_before(working_days(5), event=date(2026, 3, 15), calendar=CALENDAR)
    assert sunday.day == found.day
    assert [row.kind for row in sunday.account()][:4] == ["start", "skipped", "start", "counted"]
    assert found.day == date(2026, 3, 6)


def test_the_day_before_a_holiday_is_named_when_a_back_counted_day_moves() -> None:
    found = latest_before(days(60), event=date(2026, 12, 31), calendar=CALENDAR, rolls=True)
    assert found.rolled_from == date(2026, 11, 1)
    assert "2026-11-01 为休息日，提前至 2026-10-30" in found.lines()
    assert [row.kind for row in found.account()][-2:] == ["rolled", "due"]


def test_months_before_an_event_are_named_one_by_one() -> None:
    found = latest_before(months(3), event=date(2026, 12, 31), calendar=CALENDAR)
    assert [row.reason for row in found.account() if row.counted][-1] == "前3个月的对应日"


def test_hours_run_from_the_moment_and_through_the_night() -> None:
    start = datetime(2026, 2, 14, 10, 20, tzinfo=SHANGHAI)
    found = due_moment(hours(24), start=start)
    assert found.moment == datetime(2026, 2, 15, 10, 20, tzinfo=SHANGHAI)
    assert "从严" in found.assumptions[0]
    exact = due_moment(hours(24), start=start.replace(minute=0))
    assert exact.assumptions == ()


def test_hours_from_a_mere_date_give_the_last_day_and_do_not_roll() -> None:
    found = due(hours(24), start=date(2026, 2, 14), calendar=CALENDAR)
    assert found.day == date(2026, 2, 15)
    assert "不知起算时刻" in found.assumptions[0]
    assert due(hours(30), start=date(2026, 2, 14), calendar=CALENDAR).day == date(2026, 2, 16)


def test_hours_cannot_be_counted_from_a_moment_without_zone_nor_days_as_hours() -> None:
    bare = datetime(2026, 2, 14, 10, 20, tzinfo=SHANGHAI).replace(tzinfo=None)
    with pytest.raises(ValueError, match="时区"):
        due_moment(hours(24), start=bare)
    with pytest.raises(ValueError, match="不是以小时计算"):
        due_moment(days(1), start=datetime(2026, 2, 14, tzinfo=SHANGHAI))


def test_a_length_has_a_known_unit_and_is_not_negative() -> None:
    with pytest.raises(ValueError, match="期间单位"):
        Length(3, "week")
    with pytest.raises(ValueError, match="负数"):
        days(-1)
    with pytest.raises(ValueError, match="年份"):
        due(years(9000), start=date(2026, 1, 1), calendar=BARE)


def test_lengths_are_spoken_as_the_law_writes_them() -> None:
    told = [str(each) for each in (working_days(5), days(15), months(3), years(1), hours(24))]
    assert told == ["5个工作日", "15日", "3个月", "1年", "24小时"]
    assert {"十五日", "15日", "十五天"} <= set(spoken(days(15)))
    assert {"五个工作日", "5个工作日", "五日"} <= set(spoken(working_days(5)))
    assert "半年" in spoken(months(6))
    assert "两年" in spoken(years(2))


@pytest.mark.parametrize(
    ("length", "text", "stands"),
    [
        (days(15), "自收到文本之日起十五日内", True),
        (days(5), "自收到文本之日起十五日内", False),
        (days(15), "１５ 日内", True),
        (days(15), "115日内", False),
        (days(15), "自2019年5月15日起施行", False),
        (months(5), "自2019年5月15日起施行", False),
        (working_days(60), "60个工作日内完成", True),
        (years(1), "二十一年", False),
        (months(3), "三个月内", True),
        (hours(24), "２４小时内移送", True),
    ],
)
def test_a_figure_is_found_only_where_it_stands_on_its_own(
    length: Length, text: str, stands: bool
) -> None:
    assert is_stated(length, text) is stands
