"""计算过程 — why a day is the last day: every day counted or passed over, its reason and article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from tongzhou.law.articles import Article, article
from tongzhou.law.calendar import DAY, WEEKEND, Calendar, span
from tongzhou.law.reckoning import Hold, Question, add_months

START = article("民事诉讼法", 85, paragraph=2)
ROLL_OVER = article("民事诉讼法", 85, paragraph=3)
MONTHS = article("民法典", 202)
WEEKENDS = article("国务院关于职工工作时间的规定", 7)
HOLIDAYS = article("全国年节及纪念日放假办法", 2)
MAKE_UP = article("全国年节及纪念日放假办法", 7)

Kind = Literal["start", "counted", "skipped", "added", "rolled", "open", "due"]


@dataclass(frozen=True)
class Row:
    """One line of the account.

    `kind` is `start` (the day itself, not counted), `counted` with its running `number`, `skipped`,
    `added` (a day added to months for a day held, numbered), `rolled` (a day of rest at the end),
    `open` (a hold that still lasts) or `due`. `notice` is the holiday notice behind the reason.
    """

    day: date
    kind: Kind
    reason: str
    number: int | None = None
    article: Article | None = None
    notice: str = ""

    @property
    def counted(self) -> bool:
        """Say whether this is one of the days, months or years the length asks for."""
        return self.kind == "counted"

    def as_json(self) -> dict[str, Any]:
        """Return the row in plain types."""
        return {
            "date": self.day.isoformat(),
            "weekday": "星期" + "一二三四五六日"[self.day.weekday()],
            "kind": self.kind,
            "counted": self.counted,
            "number": self.number,
            "reason": self.reason,
            "article": str(self.article) if self.article else None,
            "notice": self.notice or None,
        }


def rows_of(question: Question, *, end: date | None, rolled_from: date | None) -> Iterator[Row]:
    """Yield the account of a reckoning that ended on `end` (None: a hold is open)."""
    first = question.start
    yield Row(first, "start", _how_it_starts(question), None, None if question.back else START)
    stop = rolled_from or end
    if question.by_month:
        yield from _months(question, stop)
    else:
        yield from _days(question, stop)
    if end is None:
        return
    if rolled_from is not None:
        step = -DAY if question.back else DAY
        day = rolled_from
        while day != end:
            yield _rest(day, "rolled", question.calendar)
            day += step
    yield Row(
        end, "due", _how_it_ends(question, rolled_from), None, ROLL_OVER if rolled_from else None
    )


def _how_it_starts(question: Question) -> str:
    if not question.back:
        return "开始之日，不计入期间"
    why = question.calendar.why_rest(question.start) if question.by_workday else None
    return f"事件当日，为{why}" if why else "事件当日，自此倒推"


def _how_it_ends(question: Question, rolled_from: date | None) -> str:
    if question.back:
        return "最迟之日" if rolled_from is None else "最迟之日，遇休息日提前至此"
    return "届满之日" if rolled_from is None else f"{rolled_from} 为休息日，顺延至此，为届满之日"


def _days(question: Question, stop: date | None) -> Iterator[Row]:
    """Walk day by day. Backwards, the rest in which the event itself falls is left first."""
    calendar, count, number = question.calendar, question.days, 0
    step, day = (-DAY, question.start) if question.back else (DAY, question.start)
    while question.back and question.by_workday and calendar.why_rest(day):
        if day != question.start:
            yield _rest(day, "skipped", calendar)
        day += step
    if day != question.start:
        yield Row(day, "start", "事件前最后一个工作日，自此倒推")
    while day != stop and (number < count):
        day += step
        if hold := _held(day, question.holds):
            if hold.until is None:  # nothing after it is counted
                yield Row(day, "open", f"{hold.why}，尚未结束", None, hold.cites)
                return
            yield Row(day, "skipped", hold.why, None, hold.cites)
        elif question.by_workday and calendar.why_rest(day):
            yield _rest(day, "skipped", calendar)
        else:
            number += 1
            yield _worked(day, number, question)


def _months(question: Question, stop: date | None) -> Iterator[Row]:
    """Name each corresponding day, each held day, and each day added at the end for a held one."""
    sign, months = (-1 if question.back else 1), question.months
    unit, every = ("年", 12) if question.length.unit == "year" else ("个月", 1)
    rows = [
        Row(
            add_months(question.start, sign * n),
            "counted",
            f"{'前' if question.back else '满'}{n // every}{unit}的对应日",
            n // every,
            MONTHS,
        )
        for n in range(every, months + 1, every)
    ]
    if question.back:
        yield from rows
        return
    natural, added = add_months(question.start, months), 0
    for day in span(question.start + DAY, stop or _last_seen(question, natural)):
        if hold := _held(day, question.holds):
            if hold.until is None:  # nothing after it is counted
                rows = [row for row in rows if row.day < day]
                rows.append(Row(day, "open", f"{hold.why}，尚未结束", None, hold.cites))
                break
            rows.append(Row(day, "skipped", hold.why, None, hold.cites))
        elif day > natural:
            added += 1
            rows.append(Row(day, "added", f"补足不计入的第{added}日", added))
    yield from sorted(rows, key=lambda row: row.day)


def _last_seen(question: Question, natural: date) -> date:
    return max(natural, *(hold.since for hold in question.holds))


def _held(day: date, holds: tuple[Hold, ...]) -> Hold | None:
    """Return the hold on this day; one still open counts before one that has ended."""
    found = [hold for hold in holds if day in hold]
    return next((hold for hold in found if hold.until is None), found[0] if found else None)


def _rest(day: date, kind: Kind, calendar: Calendar) -> Row:
    reason = calendar.why_rest(day) or ""
    if reason == WEEKEND:
        return Row(day, kind, reason, None, WEEKENDS)
    return Row(day, kind, reason, None, HOLIDAYS, calendar.documents.get(day.year, ""))


def _worked(day: date, number: int, question: Question) -> Row:
    calendar = question.calendar
    if question.by_workday and day in calendar.worked:
        notice = calendar.documents.get(day.year, "")
        return Row(day, "counted", "调休上班，计入", number, MAKE_UP, notice)
    return Row(day, "counted", "工作日" if question.by_workday else "自然日", number)


def unpublished(calendar: Calendar, first: date, last: date) -> tuple[str, ...]:
    """Return a sentence for each year between the two days whose arrangement is not published."""
    known = calendar.known_years
    if known is None:
        return ()
    if first.year == last.year and calendar.unknown_year(last) is None:
        return ()  # nearly always; a fold asks thousands of times
    years = set(range(first.year, last.year + 1)) | {calendar.unknown_year(last) or last.year}
    return tuple(
        f"{year}年放假安排尚未公布，只按周末推算；公布后须重新计算"
        if year > min(known, default=year)
        else f"{year}年放假安排未收录，只按周末推算，须人工核对"
        for year in sorted(years - known)
    )


def stretches(skipped: Sequence[tuple[date, str]]) -> Iterator[tuple[date, date, str]]:
    """Join neighbouring days that share a reason: first day, last day, reason."""
    run: list[tuple[date, str]] = []
    for item in (*skipped, None):
        if run and (item is None or item[1] != run[-1][1] or abs(item[0] - run[-1][0]) != DAY):
            first, last = sorted((run[0][0], run[-1][0]))
            yield first, last, run[0][1]
            run = []
        if item:
            run.append(item)
