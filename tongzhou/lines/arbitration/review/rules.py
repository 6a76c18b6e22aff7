"""仲裁审查 — was it asked in time, what the case is called, what the mediating body is told. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from tongzhou.law import CALENDAR, days, due
from tongzhou.procedure.view import View

from . import facts

DAYS = days(15)  # 办案规则 74


def request(view: View) -> facts.Request | None:
    """Return the agreement as it was handed in."""
    found = view.said.get("apply")
    return found if isinstance(found, facts.Request) else None


def last_day(agreed_on: date) -> date:
    """Return the last day on which both may ask for the review. 办案规则 74."""
    found = due(DAYS, start=agreed_on, calendar=CALENDAR).day
    assert found
    return found


def in_time(view: View) -> bool:
    """Say whether the review was asked within fifteen days of the agreement."""
    asked = request(view)
    return asked is None or view.opened_on is None or view.opened_on <= last_day(asked.agreed_on)


def called(view: View) -> str:
    """Return what a review is called in lists: whose agreement it is."""
    names = [s.name for s in view.subjects.values() if s.kind.code in ("claimant", "respondent")]
    return "、".join(filter(None, names[:3])) + "调解协议审查"


def told(result: str, view: View, number: str = "") -> dict[str, Any]:
    """Return what the mediating body is told of the outcome."""
    latest = max(view.on.values(), default=None)
    return {"result": result, "number": number, "decided_on": latest}


def issued(view: View, _stated: Any) -> dict[str, Any]:
    """Say that a mediation statement was made."""
    return told("已出具调解书", view)


def refused(view: View, _stated: Any) -> dict[str, Any]:
    """Say that the review was not taken, or no statement was made."""
    return told("不予受理", view)


def taken_back(view: View, _stated: Any) -> dict[str, Any]:
    """Say that the parties took the request back."""
    return told("已撤回申请", view)
