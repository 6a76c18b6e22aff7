"""What every reckoning must hold to, whatever the calendar, the length and the holds."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tongzhou.law import BARE, CALENDAR, Calendar, Hold, Length, due, latest_before
from tongzhou.law.reckoning import add_months

DAY = timedelta(days=1)
starts = st.dates(date(2023, 12, 1), date(2026, 12, 20))
walked = st.builds(Length, st.integers(0, 130), st.sampled_from(["day", "workday"]))
by_months = st.builds(Length, st.integers(0, 25), st.sampled_from(["month", "year"]))
lengths = walked | by_months
calendars = st.sampled_from([CALENDAR, BARE])
flags = st.booleans()


@st.composite
def holds_around(draw: st.DrawFn, *, ended: bool = False) -> tuple[Hold, ...]:
    """Draw up to three stretches, some open, overlapping, empty or outside the period."""
    drawn = []
    for _ in range(draw(st.integers(0, 3))):
        since = draw(starts)
        long = draw(st.integers(0, 60) if ended else st.integers(0, 60) | st.none())
        drawn.append(Hold(since, None if long is None else since + DAY * long, "中止"))
    return tuple(drawn)


def walk(
    length: Length, start: date, calendar: Calendar, holds: tuple[Hold, ...]
) -> tuple[date | None, int]:
    """Count day by day as a clerk would with a wall calendar: the arithmetic must agree."""
    count = length.count
    if length.unit in ("month", "year"):
        months = count * (12 if length.unit == "year" else 1)
        count = (add_months(start, months) - start).days
    day = start
    while count:
        day += DAY
        if any(day in hold for hold in holds):
            if any(day in hold and hold.until is None for hold in holds):
                return None, count
        elif length.unit != "workday" or calendar.is_workday(day):
            count -= 1
    return day, 0


@given(lengths, starts, calendars, holds_around())
def test_the_arithmetic_agrees_with_a_clerk_and_a_wall_calendar(
    length: Length, start: date, calendar: Calendar, holds: tuple[Hold, ...]
) -> None:
    found = due(length, start=start, calendar=calendar, holds=holds, rolls=False)
    assert (found.day, found.left) == walk(length, start, calendar, holds)


@given(lengths, starts, st.integers(0, 40), calendars, flags)
def test_who_starts_later_is_never_due_earlier(
    length: Length, start: date, later: int, calendar: Calendar, rolls: bool
) -> None:
    one = due(length, start=start, calendar=calendar, rolls=rolls).day
    two = due(length, start=start + DAY * later, calendar=calendar, rolls=rolls).day
    assert one is not None
    assert two is not None
    assert one <= two


@given(walked, starts, st.integers(0, 40), holds_around(ended=True))
def test_with_time_held_who_starts_later_is_still_never_due_earlier(
    length: Length, start: date, later: int, holds: tuple[Hold, ...]
) -> None:
    one = due(length, start=start, calendar=CALENDAR, holds=holds).day
    two = due(length, start=start + DAY * later, calendar=CALENDAR, holds=holds).day
    assert one is not None
    assert two is not None
    assert one <= two


@given(lengths, starts, calendars, holds_around(ended=True), holds_around(ended=True), flags)
def test_a_hold_never_brings_a_date_nearer(
    length: Length,
    start: date,
    calendar: Calendar,
    holds: tuple[Hold, ...],
    more: tuple[Hold, ...],
    rolls: bool,
) -> None:
    few = due(length, start=start, calendar=calendar, holds=holds, rolls=rolls).day
    many = due(length, start=start, calendar=calendar, holds=holds + more, rolls=rolls).day
    assert few is not None
    assert many is not None
    assert few <= many


@given(lengths, starts, calendars, st.integers(0, 60))
def test_an_extension_never_brings_a_date_nearer(
    length: Length, start: date, calendar: Calendar, more: int
) -> None:
    one = due(length, start=start, calendar=calendar).day
    two = due(length + more, start=start, calendar=calendar).day
    assert one is not None
    assert two is not None
    assert one <= two


@given(walked, starts, calendars, holds_around(ended=True))
def test_elapsed_days_are_the_length_and_the_days_passed_over(
    length: Length, start: date, calendar: Calendar, holds: tuple[Hold, ...]
) -> None:
    found = due(length, start=start, calendar=calendar, holds=holds, rolls=False)
    assert found.day is not None
    assert (found.day - start).days == length.count + len(found.skipped)


@given(lengths, starts, calendars, holds_around(ended=True))
def test_the_last_day_is_worked_and_nothing_worked_lies_between(
    length: Length, start: date, calendar: Calendar, holds: tuple[Hold, ...]
) -> None:
    found = due(length, start=start, calendar=calendar, holds=holds)
    plain = due(length, start=start, calendar=calendar, holds=holds, rolls=False)
    assert found.day is not None
    assert plain.day is not None
    assert calendar.is_workday(found.day)
    assert (found.rolled_from is None) == (found.day == plain.day)
    between = [plain.day + DAY * n for n in range((found.day - plain.day).days)]
    assert not any(map(calendar.is_workday, between))


@given(lengths, starts, calendars)
def test_counting_back_is_the_exact_inverse_of_counting_forward(
    length: Length, event: date, calendar: Calendar
) -> None:
    last = latest_before(length, event=event, calendar=calendar).day
    assert last is not None
    following = last + DAY
    while length.unit == "workday" and not calendar.is_workday(following):
        following += DAY
    reached = due(length, start=last, calendar=calendar, rolls=False).day
    passed = due(length, start=following, calendar=calendar, rolls=False).day
    assert reached is not None
    assert passed is not None
    assert reached <= event < passed
    assert length.unit != "workday" or calendar.is_workday(last)


@given(walked, starts, calendars)
def test_forward_and_back_again_is_where_one_began(
    length: Length, start: date, calendar: Calendar
) -> None:
    while length.unit == "workday" and not calendar.is_workday(start):
        start += DAY
    there = due(length, start=start, calendar=calendar, rolls=False).day
    assert there is not None
    assert latest_before(length, event=there, calendar=calendar).day == start


@given(lengths, starts, calendars)
def test_moving_a_back_counted_day_to_a_worked_one_never_moves_it_towards_the_event(
    length: Length, event: date, calendar: Calendar
) -> None:
    loose = latest_before(length, event=event, calendar=calendar).day
    strict = latest_before(length, event=event, calendar=calendar, rolls=True).day
    assert loose is not None
    assert strict is not None
    assert strict <= loose
    assert calendar.is_workday(strict)


@given(walked, starts, calendars, holds_around(), flags)
@settings(max_examples=60)
def test_the_account_lists_every_day_once_and_numbers_those_that_count(
    length: Length, start: date, calendar: Calendar, holds: tuple[Hold, ...], rolls: bool
) -> None:
    found = due(length, start=start, calendar=calendar, holds=holds, rolls=rolls)
    rows = list(found.account())
    assert rows[0].day == start
    assert rows[0].kind == "start"
    counted = [row.number for row in rows if row.counted]
    assert counted == list(range(1, length.count - found.left + 1))
    walked_days = [row.day for row in rows if row.kind in ("counted", "skipped", "rolled", "open")]
    if found.rolled_from:
        walked_days.remove(found.rolled_from)  # counted, or the start, and again as the day left
    assert walked_days == sorted(set(walked_days))
    if found.day is None:
        assert rows[-1].kind == "open"
    else:
        assert rows[-1].kind == "due"
        assert rows[-1].day == found.day


@given(by_months, starts, holds_around())
@settings(max_examples=60)
def test_the_account_of_months_adds_a_day_for_each_day_held(
    length: Length, start: date, holds: tuple[Hold, ...]
) -> None:
    found = due(length, start=start, calendar=CALENDAR, holds=holds, rolls=False)
    rows = list(found.account())
    added = [row for row in rows if row.kind == "added"]
    if found.day is None:
        assert rows[-1].kind == "open"
    else:
        natural = due(length, start=start, calendar=CALENDAR, rolls=False).day
        assert natural is not None
        held = [row for row in rows if row.kind == "skipped" and row.day <= natural]
        assert len(added) == len(held)
        assert rows[-1].day == found.day
        assert [row.number for row in rows if row.counted] == list(range(1, length.count + 1))
