"""From a clock of the engine to a deadline on the screen. Nothing is counted here."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tongzhou.procedure.declare import Limit
from tongzhou.procedure.models import NEVER
from tongzhou.procedure.view import Clock, View
from tongzhou.ui import deadlines
from tongzhou.ui.deadlines import Deadline


def of_clock(clock: Clock, view: View, *, on: date, at: datetime | None = None) -> Deadline:
    """Return a clock of a case as it stands on a day, with article, account and consequence.

    A time in hours is compared by the hour, with the moment `at`.
    """
    limit = clock.limit
    more: dict[str, Any] = {
        "cites": str(limit.cites),
        "note": consequence(limit),
        "about": _called(clock.about, view),
        "why": tuple(clock.why()) if clock.reckoning else (),
        "start": clock.start,
    }
    if clock.stopped or clock.ended:
        return deadlines.met(limit.label, clock.due, stopped=clock.stopped, **more)
    if clock.due is None:
        return deadlines.paused(limit.label, **more)
    if on > clock.due and limit.is_a_partys and not limit.is_silence:
        return deadlines.passed(limit.label, clock.due, **more)
    if clock.until is not None and at is not None:
        return deadlines.running_hours(
            limit.label, localdate(clock.until), begun=clock.since, until=clock.until, at=at, **more
        )
    return deadlines.running(limit.label, clock.due, on=on, **more)


def consequence(limit: Limit) -> str:
    """Say what the lapse of a limit means. The law gives silence different effects; none is softened."""
    lapse = limit.on_lapse
    if lapse.code == "right_lost":
        return _("逾期未办的，丧失该项权利")
    if lapse.code == "takes_effect" and lapse.act:
        return _("期满未办的，自动产生效力：%(act)s") % {"act": lapse.act.label}
    if lapse.act:
        return _("逾期不停止办理；逾期后可办“%(act)s”") % {"act": lapse.act.label}
    if limit.is_a_partys:
        return _("由当事人办理；逾期不影响程序进行")
    return _("逾期仍须办理，并记为超期")


def nearest(view: View) -> Clock | None:
    """Return the running clock that presses most, or a paused one where none is due."""
    return view.pressing() or next((c for c in view.clocks.values() if c.running), None)


def every_clock(view: View, *, on: date, at: datetime | None = None) -> list[Deadline]:
    """Return all clocks of a case: running ones by when they are over, then the finished ones."""
    clocks = sorted(
        view.clocks.values(), key=lambda c: (not c.running, c.ends or NEVER, c.limit.label)
    )
    return [of_clock(c, view, on=on, at=at) for c in clocks]


def _called(about: str, view: View) -> str:
    if not about:
        return ""
    subject = view.subjects.get(about)
    return subject.name or f"{subject.kind.label} {subject.ref}" if subject else about
