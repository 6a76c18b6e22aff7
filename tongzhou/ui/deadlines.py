"""How a clock is shown: one of six levels, a few words, a share of the time used up.

The counters make a `Deadline` from whatever counts the days; nothing here or in a template counts
working days. What is computed is only the comparison of a due day with today.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from math import ceil
from typing import Literal

from django.utils.translation import gettext as _

Level = Literal["ok", "soon", "urgent", "over", "paused", "done", "late"]

HOUR = 3600  # seconds
MOST_HOURS = 72  # beyond which what is over is told in days
SOON_DAYS, URGENT_DAYS, SOON_SHARE = 7, 3, 4

ICONS: dict[Level, str] = {
    "ok": "clock",
    "soon": "clock",
    "urgent": "alarm-clock",
    "over": "octagon-alert",
    "paused": "circle-pause",
    "done": "check",
    "late": "circle-alert",
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A limit as a person reads it. Dates are local days; `why` is the account, one line each."""

    name: str
    due: date | None
    level: Level
    text: str
    start: date | None = None
    share: int = 0  # of the time, in per cent, for the meter
    cites: str = ""
    cites_url: str = ""
    note: str = ""
    about: str = ""
    why: tuple[str, ...] = field(default=())
    until: datetime | None = None  # the moment, where the time is in hours

    @property
    def icon(self) -> str:
        return ICONS[self.level]

    @property
    def is_open(self) -> bool:
        return self.level in {"ok", "soon", "urgent", "over", "paused"}


def level_of(due: date, *, on: date, start: date | None = None) -> Level:
    """Return how near a running limit is on the day `on`: ok, soon, urgent or over."""
    left = (due - on).days
    if left < 0:
        return "over"
    if left <= URGENT_DAYS:
        return "urgent"
    total = (due - start).days if start else 0
    if left <= SOON_DAYS or left * SOON_SHARE <= total:
        return "soon"
    return "ok"


def words_for(due: date, *, on: date) -> str:
    """Return 剩 7 天, 今天届满 or 已超期 2 天 (calendar days)."""
    left = (due - on).days
    if left < 0:
        return _("已超期 %(days)s 天") % {"days": -left}
    return _("剩 %(days)s 天") % {"days": left} if left else _("今天届满")


def running(
    name: str, due: date, *, on: date, start: date | None = None, **more: object
) -> Deadline:
    """Return the deadline of a limit that still runs, as it stands on the day `on`."""
    total = (due - start).days if start else 0
    used = (on - start).days if start else 0
    share = 100 if on > due else max(0, min(100, round(100 * used / total))) if total > 0 else 0
    level = level_of(due, on=on, start=start)
    return Deadline(name, due, level, words_for(due, on=on), start, share, **more)  # type: ignore[arg-type]


def running_hours(
    name: str, due: date, *, begun: datetime | None, until: datetime, at: datetime, **more: object
) -> Deadline:
    """Return the deadline of a limit in hours that still runs, as it stands at a moment: `due` is the day of `until`."""
    left = (until - at).total_seconds()
    whole = (until - begun).total_seconds() if begun else 0
    share = 100 if left < 0 or not whole else max(0, min(100, round(100 - 100 * left / whole)))
    hours = ceil(abs(left) / HOUR)
    if left >= 0:
        text = _("剩 %(hours)s 小时") % {"hours": hours}
    elif hours <= MOST_HOURS:
        text = _("已超期 %(hours)s 小时") % {"hours": hours}
    else:  # nobody counts in hundreds of hours
        text = _("已超期 %(days)s 天") % {"days": hours // 24}
    level: Level = "over" if left < 0 else "urgent"
    return Deadline(name, due, level, text, share=share, until=until, **more)  # type: ignore[arg-type]


def passed(name: str, due: date, *, start: date | None = None, **more: object) -> Deadline:
    """Return the deadline of time that somebody might have used and has not: nobody is late."""
    return Deadline(name, due, "done", _("已届满"), start, 100, **more)  # type: ignore[arg-type]


def paused(name: str, *, start: date | None = None, **more: object) -> Deadline:
    """Return the deadline of a limit whose time is not counted at present 中止."""
    return Deadline(name, None, "paused", _("已中止计时"), start, 0, **more)  # type: ignore[arg-type]


def met(
    name: str, due: date | None, *, stopped: date | None, start: date | None = None, **more: object
) -> Deadline:
    """Return the deadline of a limit that was met on `stopped`, or ended without it."""
    if stopped is None:
        return Deadline(name, due, "done", _("已终止"), start, 0, **more)  # type: ignore[arg-type]
    late = (stopped - due).days if due and stopped > due else 0
    text = _("逾期完成 %(days)s 天") % {"days": late} if late else _("已完成")
    return Deadline(name, due, "late" if late else "done", text, start, 100, **more)  # type: ignore[arg-type]
