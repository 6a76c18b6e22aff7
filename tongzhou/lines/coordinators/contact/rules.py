"""定点联系单位的判断 — which months were reported, which are missing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from tongzhou.lines.coordinators.subjects import CONTACT, COORDINATOR_OF, number_in
from tongzhou.procedure.catalogue import Rows
from tongzhou.procedure.view import Subject, Told, View

from .facts import Changed, Chosen, Monthly


def chosen(view: View) -> Chosen | None:
    """Return what the employer was chosen with."""
    said = view.said.get("choose")
    return said if isinstance(said, Chosen) else None


def employer(view: View) -> Subject | None:
    """Return the contact employer."""
    return next(iter(view.of(CONTACT)), None)


def one_employer(_view: View, said: Chosen) -> bool:
    """Exactly one employer is chosen."""
    return sum(k.startswith("employer/") for k in said.names) == 1


def month_has_come(_view: View, said: Monthly, on: date) -> bool:
    """No month is reported before it has begun."""
    return said.month <= f"{on:%Y-%m}"


def month_in_contact(view: View, said: Monthly) -> bool:
    """No month is reported in which the employer was not yet kept in contact with."""
    begun = chosen(view)
    return begun is None or said.month >= f"{begun.since:%Y-%m}"


# By the tenth of the following month the employer has paid and knows its figures; asked for three days before. Proposed.
DUE_DAY, AHEAD = 10, 3


def due_on(month: str) -> date:
    """Return the day by which a month is reported: the tenth of the next."""
    year, number = int(month[:4]), int(month[5:])
    return date(year + number // 12, number % 12 + 1, DUE_DAY)


def missing(since: date, told: Iterable[str], on: date, number: int) -> list[str]:
    """Return which of the last so many months that are over were not reported, the earliest first."""
    begun, known = f"{since:%Y-%m}", set(told)
    return [m for m in months_back(on, number) if m >= begun and m not in known]


def paid_in_time(_view: View, said: Monthly, on: date) -> bool:
    """A pay day lies neither ahead nor before the month."""
    return said.pay_day is None or (f"{said.pay_day:%Y-%m}" >= said.month and said.pay_day <= on)


def reports(view: View) -> dict[str, Told]:
    """Return the reports by their month: the latest of each."""
    firm = employer(view)
    return {t.facts.month: t for t in firm.told if isinstance(t.facts, Monthly)} if firm else {}


def months_back(on: date, number: int) -> list[str]:
    """Return so many months that are over on a day, the earliest first."""
    found, year, month = [], on.year, on.month
    for _ in range(number):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        found.append(f"{year}-{month:02d}")
    return found[::-1]


def tone(report: Mapping[str, Any] | None) -> str:
    """Return how a month is shown: grey where nothing was reported, never green by silence."""
    if report is None:
        return "mute"
    if report["arrears_people"] or report["insurance"] == "没有缴纳" or report["orders"] == "停产":
        return "over"
    if (
        report["insurance"] == "部分缴纳"
        or report["layoffs"]
        or report["planned"]
        or report["disputes"]
    ):
        return "warn"
    return "info" if report["orders"] == "减少" else "ok"


def called(view: View) -> str:
    """Return what the case is called in lists."""
    firm = employer(view)
    return f"定点联系 {firm.name if firm else ''}"


def contact_row(view: View) -> Rows:
    """Return the columns of a contact employer."""
    firm, said = employer(view), chosen(view)
    if firm is None or said is None:
        return {}
    now = view.said.get("change")
    latest = now if isinstance(now, Changed) else said
    who = next(iter(reversed(view.of(COORDINATOR_OF, "assigned"))), None)
    return {
        "": {
            "employer": number_in(firm.key),
            "employer_name": firm.name[:200],
            "person": number_in(who.key) if who else None,
            "person_name": who.name[:200] if who else "",
            "why": said.why,
            "contact": latest.contact,
            "cycle": latest.cycle,
            "since": said.since,
            "ended_on": view.closed_on,
        }
    }


def report_rows(view: View) -> Rows:
    """Return a row for each month that was reported."""
    firm = employer(view)
    found: Rows = {}
    for month, t in reports(view).items():
        said = t.facts
        assert isinstance(said, Monthly)
        found[month] = {
            "month": month,
            "employer": number_in(firm.key) if firm else None,
            "headcount": said.headcount,
            "output": said.output,
            "orders": said.orders,
            "pay_day": said.pay_day,
            "arrears_people": said.arrears_people,
            "arrears": said.arrears,
            "arrears_since": said.arrears_since,
            "insurance": said.insurance,
            "layoffs": said.layoffs,
            "planned": said.planned,
            "disputes": said.disputes,
            "reported_on": t.on,
        }
    return found
