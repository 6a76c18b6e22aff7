"""Amounts and dates as people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from tongzhou.ui import deadlines, wording


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "人民币零元整"),
        ("0.05", "人民币伍分"),
        ("0.50", "人民币伍角整"),
        ("1.05", "人民币壹元零伍分"),
        ("10", "人民币壹拾元整"),
        ("101", "人民币壹佰零壹元整"),
        ("1010", "人民币壹仟零壹拾元整"),
        ("86400", "人民币捌万陆仟肆佰元整"),
        ("10001", "人民币壹万零壹元整"),
        ("100100", "人民币壹拾万零壹佰元整"),
        ("1234567.89", "人民币壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分"),
        ("100000000", "人民币壹亿元整"),
        ("100000001", "人民币壹亿零壹元整"),
        ("1000010000", "人民币壹拾亿零壹万元整"),
        ("-20.30", "人民币负贰拾元叁角整"),
    ],
)
def test_an_amount_in_a_document_reads_as_a_cashier_writes_it(amount: str, words: str) -> None:
    assert wording.capitals(Decimal(amount)) == words


def test_an_amount_beyond_all_numerals_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="金额过大"):
        wording.capitals(10**16)


def test_money_in_tables_has_separators_and_two_decimals() -> None:
    assert wording.yuan(Decimal("86400")) == "¥86,400.00"
    assert wording.yuan(Decimal("-0.5")) == "-¥0.50"
    assert wording.ten_thousands(Decimal("43865200")) == "4,386.52 万元"


def test_a_day_on_which_someone_must_act_has_its_weekday() -> None:
    assert wording.day(date(2026, 11, 30)) == "2026-11-30（周一）"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 11, 23, 9, 12, tzinfo=UTC), "今天 09:12"),
        (datetime(2026, 11, 22, 17, 35, tzinfo=UTC), "昨天 17:35"),
        (datetime(2026, 11, 20, 16, 48, tzinfo=UTC), "11-20 16:48"),
        (datetime(2025, 11, 20, 16, 48, tzinfo=UTC), "2025-11-20 16:48"),
    ],
)
def test_today_and_yesterday_are_said_in_words(at: datetime, words: str) -> None:
    assert wording.moment(at, today=date(2026, 11, 23)) == words


TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("due", "level", "words"),
    [
        (date(2027, 1, 10), "ok", "剩 48 天"),
        (date(2026, 11, 30), "soon", "剩 7 天"),
        (date(2026, 11, 26), "urgent", "剩 3 天"),
        (date(2026, 11, 23), "urgent", "今天届满"),
        (date(2026, 11, 21), "over", "已超期 2 天"),
    ],
)
def test_a_limit_says_how_near_it_is(due: date, level: str, words: str) -> None:
    found = deadlines.running("审理期限", due, on=TODAY, start=date(2026, 11, 1))
    assert (found.level, found.text) == (level, words)


def test_the_last_quarter_of_a_long_limit_is_near_although_weeks_are_left() -> None:
    found = deadlines.running("调查", date(2026, 12, 13), on=TODAY, start=date(2026, 8, 1))
    assert found.level == "soon"
    assert found.share == 85


def test_a_limit_met_late_says_by_how_many_days() -> None:
    late = deadlines.met("受理", date(2026, 11, 20), stopped=date(2026, 11, 22))
    assert (late.level, late.text) == ("late", "逾期完成 2 天")
    assert deadlines.met("受理", TODAY, stopped=TODAY).text == "已完成"
    assert deadlines.paused("审理").text == "已中止计时"


@pytest.mark.parametrize(
    ("left", "text", "level"),
    [
        (timedelta(hours=2), "剩 2 小时", "urgent"),
        (timedelta(minutes=5), "剩 1 小时", "urgent"),
        (timedelta(hours=-1, minutes=-30), "已超期 2 小时", "over"),
        (timedelta(hours=-72), "已超期 72 小时", "over"),
        (timedelta(hours=-100), "已超期 4 天", "over"),
    ],
)
def test_a_time_in_hours_is_told_in_hours_and_once_long_over_in_days(
    left: timedelta, text: str, level: str
) -> None:
    until = datetime(2026, 11, 20, 12, tzinfo=UTC)
    begun = until - timedelta(hours=24)
    found = deadlines.running_hours("签收", until.date(), begun=begun, until=until, at=until - left)
    assert (found.text, found.level, found.until) == (text, level, until)
