"""风险报告的判断. Pure."""

from __future__ import annotations

from typing import Any

from tongzhou.lines.coordinators.signs import BY_CODE, names_of
from tongzhou.lines.coordinators.subjects import COORDINATOR_OF, WATCHED, number_in
from tongzhou.procedure.catalogue import Rows
from tongzhou.procedure.view import Subject, View

from .facts import Closed, Reported


def report(view: View) -> Reported | None:
    """Return what was reported."""
    said = view.said.get("report")
    return said if isinstance(said, Reported) else None


def employer(view: View) -> Subject | None:
    """Return whose risk it is."""
    return next(iter(view.of(WATCHED)), None)


def one_employer(_view: View, said: Reported) -> bool:
    """Exactly one employer is named."""
    return sum(k.startswith("employer/") for k in said.names) == 1


def called(view: View) -> str:
    """Return what the case is called in lists."""
    firm, said = employer(view), report(view)
    return f"{firm.name if firm else ''}：{names_of(said.signs) if said else '风险报告'}"[:200]


# How grave a report is held to be until the analyst has judged it: a proposal, by the urgency alone.
LEVELS = {"正在发生": "red", "紧急": "orange", "较急": "yellow", "一般": "blue"}


def candidate(view: View, said: Reported) -> dict[str, Any]:
    """Return the candidate of a warning: each sign as a hit of the indicator it belongs to."""
    firm = employer(view)
    level = LEVELS[said.urgency]
    money = f"，涉及{said.money / 100:,.2f}元" if said.money else ""
    told = f"{said.people}人{money}，{said.urgency}"
    return {
        "names": {firm.key: firm.name} if firm else {},
        "hits": tuple(
            {
                "rule": BY_CODE[code].indicator or "GRID",
                "version": 1,
                "label": BY_CODE[code].label,
                "level": level,
                "threshold": "协调员现场报告",
                "period": f"{view.opened_on:%Y-%m}" if view.opened_on else "",
                "source": "协调员走访",
                "words": told,
            }
            for code in said.signs
        ),
        "level": level,
        "channel": "网格上报",
        "words": f"{told}。{said.words}",
    }


def risk_row(view: View) -> Rows:
    """Return the columns of a report."""
    firm, said, closed = employer(view), report(view), view.said.get("close")
    who = next(iter(view.of(COORDINATOR_OF)), None)
    if said is None:
        return {}
    return {
        "": {
            "person": number_in(who.key) if who else None,
            "employer": number_in(firm.key) if firm else None,
            "employer_name": firm.name[:200] if firm else "",
            "signs": "、".join(said.signs),
            "people": said.people,
            "money": said.money,
            "urgency": said.urgency,
            "reported_on": view.opened_on,
            "outcome": closed.outcome if isinstance(closed, Closed) else "",
        }
    }
