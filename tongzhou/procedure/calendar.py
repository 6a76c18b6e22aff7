"""今天的日历 — the calendar of the law with the holiday notices loaded into this installation."""

from __future__ import annotations

from functools import lru_cache

from tongzhou.law import CALENDAR, Calendar
from tongzhou.law.calendar import notices_in
from tongzhou.registry.questions import Question

from .models import CalendarNotice

_NOTICES: Question[str] = Question(
    lambda: CalendarNotice.objects.order_by("year").values_list("content", flat=True)
)


def calendar_now() -> Calendar:
    """Return the calendar in force: what the package knows, with the notices loaded since.

    One query; the calendar itself is built once for each state of the table.
    """
    return _with(tuple(_NOTICES.ask()))


@lru_cache(maxsize=4)
def _with(notices: tuple[str, ...]) -> Calendar:
    calendar = CALENDAR
    for content in notices:
        for notice in notices_in(content.encode(), named="放假通知"):
            calendar = calendar.with_notice(notice)
    return calendar
