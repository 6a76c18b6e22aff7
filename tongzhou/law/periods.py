"""期间 — when a period ends, counted forward from its start or back from an event.

The rules (民法典 200–204, 民事诉讼法 85): the day a period starts is not counted; months and years
end on the corresponding day, or on the last day of a month that lacks it; a period that would end
on a day of rest ends on the next day that is worked. Hours are counted from the moment itself.

Suspension 中止, time not counted 不计入 and stays are `Hold`s. An extension 延长 is
`length + n`. A reset 重新计算 is a new start.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any

from tongzhou.law.account import Row, rows_of, stretches, unpublished
from tongzhou.law.calendar import WEEKEND, Calendar
from tongzhou.law.lengths import Length
from tongzhou.law.reckoning import Hold, Question, backward, forward, rolled


@dataclass(frozen=True)
class Due:
    """The last day in time, and all that is needed to tell why.

    `day` is None while a hold is open: a paused clock has no due date, only `left`, in working
    days for a length in working days, otherwise in calendar days. `rolled_from` is the day of
    rest on which the period would have ended. `assumptions` are sentences the reader must see,
    such as a year whose arrangement is not published.
    """

    day: date | None
    left: int
    rolled_from: date | None
    assumptions: tuple[str, ...]
    asked: Question

    @cached_property
    def skipped(self) -> tuple[tuple[date, str], ...]:
        """Return the days passed over and the reason of each, in the order they were walked."""
        return tuple((r.day, r.reason) for r in self.account() if r.kind in ("skipped", "open"))

    def account(self) -> Iterator[Row]:
        """Yield the whole reckoning, line by line, with reasons and articles; see `Row`."""
        return rows_of(self.asked, end=self.day, rolled_from=self.rolled_from)

    def lines(self) -> list[str]:
        """Return the account in short Chinese sentences, neighbouring days joined."""
        asked, rows = self.asked, list(self.account())
        told = [f"自 {asked.start} {'倒推' if asked.back else '次日起算'} {asked.length}"]
        told += [_passed_over(spell, asked, rows) for spell in stretches(self.skipped)]
        for row in rows:
            if row.counted and row.reason.startswith("调休"):
                told.append(f"{row.day} 调休上班，计为第{row.number}日")
        if self.day is None:
            told.append(
                f"尚在不计入的期间，余 {self.left} {'个工作' if asked.by_workday else ''}日"
            )
        elif self.rolled_from:
            word = "提前" if asked.back else "顺延"
            told.append(f"{self.rolled_from} 为休息日，{word}至 {self.day}")
        else:
            told.append(f"{'最迟之日' if asked.back else '届满之日'}为 {self.day}")
        return [*told, *self.assumptions]

    def as_json(self) -> dict[str, Any]:
        """Return result, question and account in plain types, for machines."""
        asked = self.asked
        return {
            "due": self.day.isoformat() if self.day else None,
            "left": self.left,
            "rolled_from": self.rolled_from.isoformat() if self.rolled_from else None,
            "from": asked.start.isoformat(),
            "length": {"count": asked.length.count, "unit": asked.length.unit},
            "spoken": str(asked.length),
            "counting": "back" if asked.back else "forward",
            "rolls": asked.rolls,
            "calendar": asked.calendar.version,
            "assumptions": list(self.assumptions),
            "explanation": self.lines(),
            "account": [row.as_json() for row in self.account()],
        }


def _passed_over(spell: tuple[date, date, str], asked: Question, rows: list[Row]) -> str:
    """Say which days were passed over and why and, after more than a weekend, where it goes on."""
    first, last, why = spell
    told = f"不计 {first}：{why}" if first == last else f"不计 {first} 至 {last}：{why}"
    if why == WEEKEND or asked.back or asked.by_month:
        return told
    on = next((row for row in rows if row.counted and row.day > last), None)
    return f"{told}；{on.day} 起续计，为第{on.number}日" if on else told


@lru_cache(maxsize=200_000)
def due(
    length: Length,
    *,
    start: date,
    calendar: Calendar,
    holds: tuple[Hold, ...] = (),
    rolls: bool = True,
) -> Due:
    """Return the last day in time, counting `length` forward from `start`, which is not counted.

    Held days are not counted; overlapping holds count once. For months and years the end is found
    on the calendar first, then held time before it is added day for day. `rolls=False` where the
    governing law knows no roll-over. Hours counted from a mere date give the last *day* they can
    reach and never roll; use `due_moment` where the moment is known.
    """
    asked = Question(length, start, calendar, holds, rolls)
    last, left = forward(asked)
    return Due(None, left, None, (), asked) if last is None else _due(asked, last)


@lru_cache(maxsize=50_000)
def latest_before(length: Length, *, event: date, calendar: Calendar, rolls: bool = False) -> Due:
    """Count back: the last day from which counting `length` forward does not pass `event`.

    In working days that day is itself worked. In calendar days, months and years it may be a day
    of rest, unless `rolls`, which moves it to the last working day before: a deadline before an
    event never moves towards the event.
    """
    asked = Question(length, event, calendar, (), rolls, back=True)
    return _due(asked, backward(asked))


def _due(asked: Question, ordinal: int) -> Due:
    end = rolled(ordinal, asked)
    natural, day = date.fromordinal(ordinal), date.fromordinal(end)
    told: tuple[str, ...] = ()
    if asked.by_workday or asked.rolls:
        seen = (asked.start if asked.by_workday else natural), natural, day
        told = unpublished(asked.calendar, min(seen), max(seen))
    if asked.length.unit == "hour":
        told = ("只知起算之日，不知起算时刻：算至可能届满的最后一日，且不顺延",)
    return Due(day, 0, natural if end != ordinal else None, told, asked)


@dataclass(frozen=True)
class DueMoment:
    """The last moment in time of a period of hours, and what had to be assumed."""

    moment: datetime
    length: Length
    start: datetime
    assumptions: tuple[str, ...] = ()


def due_moment(length: Length, *, start: datetime) -> DueMoment:
    """Return the moment at which a period of hours ends, counted from `start`, which bears a zone.

    民法典 201 counts hours from the moment itself, 民事诉讼法 85 leaves out the hour in which a period
    starts: from 10:20 it might run until 11:00. The earlier, exact moment is returned, and this is
    said. Hours run through nights and days of rest; they never roll over.

    Raises `ValueError` for a length that is not in hours or a moment without time zone.
    """
    if length.unit != "hour":
        raise ValueError(f"“{length}”不是以小时计算的期间，请改用按日计算")
    if start.tzinfo is None:
        raise ValueError("起算时刻须注明时区")
    exact = not (start.minute or start.second or start.microsecond)
    told = () if exact else ("自起算时刻连续计算；如不计入开始之时，可至下一整点，此处从严",)
    return DueMoment(start + timedelta(hours=length.count), length, start, told)
