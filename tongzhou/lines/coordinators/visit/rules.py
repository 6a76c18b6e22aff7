"""走访的判断 — one employer, one coordinator, what a warning asked, what goes on. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from tongzhou.lines.coordinators.subjects import CARRYING, COORDINATOR_OF, WATCHED, number_in
from tongzhou.procedure.catalogue import Rows
from tongzhou.procedure.view import Subject, Told, View

from .facts import Arranged, Cancelled, GivenBack, Handed, TakenUp, Visit

# A record waits in the phone until there is a network; what waited longer is dated the day it arrived. Proposed, editable.
MOST_DAYS_BACK = 30


def arranged(view: View) -> Arranged | None:
    """Return what the visit was arranged with."""
    said = view.said.get("arrange")
    return said if isinstance(said, Arranged) else None


def asked(view: View) -> Arranged | TakenUp | None:
    """Return what was last said of until when and what to look for."""
    again = view.said.get("taken_up")
    return again if isinstance(again, TakenUp) else arranged(view)


def record(view: View) -> Visit | None:
    """Return what was recorded; None before the visit."""
    said = view.said.get("visit")
    return said if isinstance(said, Visit) else None


def further(view: View) -> list[Told]:
    """Return the records that were added to the first, in order: both are kept."""
    firm = employer(view)
    return [t for t in firm.told if t.act == "further"] if firm else []


def visited_on(view: View) -> date | None:
    """Return the day of the visit: when it was made on the phone, else when it was recorded."""
    said = record(view)
    return (said.made_on if said else None) or view.on.get("visit")


def day_made(claimed: date | None, *, sent: date, since: date | None) -> date | None:
    """Return the day a phone says it made a record, where it may be believed.

    None where it lies ahead, before the visit was arranged (`since`), or more than MOST_DAYS_BACK days back: then the
    record is of the day it was sent.
    """
    if claimed is None or claimed > sent or (sent - claimed).days > MOST_DAYS_BACK:
        return None
    return None if since and claimed < since else claimed


def employer(view: View) -> Subject | None:
    """Return whom the visit is to."""
    return next(iter(view.of(WATCHED)), None)


def goer(view: View) -> Subject | None:
    """Return who goes; the last one named where it was changed."""
    return next(iter(reversed(view.of(COORDINATOR_OF, CARRYING.code))), None)


def nobody_goes(view: View) -> bool:
    """Nobody has the visit."""
    return goer(view) is None


def one_employer(_view: View, said: Arranged) -> bool:
    """Exactly one employer is visited."""
    return sum(k.startswith("employer/") for k in said.names) == 1


def answers_warning(view: View, said: Visit) -> bool:
    """Where a warning asked for the visit, the record says whether it is true."""
    task = arranged(view)
    return task is None or task.source != "预警核查" or bool(said.verified)


def called(view: View) -> str:
    """Return what the case is called in lists."""
    firm, said, done = employer(view), arranged(view), record(view)
    what = done.work if done else said.source if said else "走访"
    return f"{firm.name if firm else '走访'}（{what}）"


def shows_risk(view: View, said: Visit) -> bool:
    """Signs of risk were noticed, and no warning is told of them already."""
    return bool(said.signs) and not from_a_warning(view, said)


def shows_more(_view: View, said: Visit) -> bool:
    """A further record names signs of risk; a warning hears only of the first."""
    return bool(said.signs)


def risk_of(view: View, said: Visit) -> dict[str, Any]:
    """Return what the report of a risk states, from the record of the visit."""
    names = {s.key: s.name for s in (employer(view), goer(view)) if s}
    return {
        "names": names,
        "signs": said.signs,
        "people": said.people or 1,
        "money": said.money,
        "urgency": said.urgency or "一般",
        "words": said.words or "见走访记录",
        "place": said.place,
    }


def from_a_warning(view: View, said: Visit) -> bool:
    """A warning sent the visit and waits for what was found."""
    task = arranged(view)
    return task is not None and task.source == "预警核查" and bool(said.verified)


def finding(view: View, said: Visit) -> dict[str, Any]:
    """Return what the warning is told: true or not, why, how many people, how much, what next."""
    who = goer(view)
    again = said.again_on
    on = said.made_on or view.on["visit"]
    return {
        "found": said.verified,
        "way": "现场走访",
        "visited_on": on,
        "place": said.place,
        "present": said.met,
        "cause": said.cause or "其他",
        "people": said.people,
        "amount": said.money,
        "words": said.words or "见走访记录",
        "plan": said.plan,
        "next_check": again if again and again >= on else None,
        "visitor": who.name[:60] if who else "",
        "photos": (*(p.file for p in said.pictures), *said.files),
    }


def sent_by_warning(view: View, _said: Any = None) -> bool:
    """A warning sent the visit."""
    task = arranged(view)
    return task is not None and task.source == "预警核查"


def warning_is_told(view: View, said: GivenBack) -> bool:
    """A warning sent the visit, and did not itself take it back."""
    return sent_by_warning(view) and not said.by_warning


def moved(view: View, said: Handed | GivenBack | Cancelled) -> dict[str, Any]:
    """Return what the warning is told of a visit that goes to somebody else, comes back or is called off."""
    who = goer(view)
    if isinstance(said, Handed):
        return {"what": "改派", "to": who.name if who else "", "words": said.reason}
    what = "取消" if isinstance(said, Cancelled) else "退回待指派"
    return {"what": what, "to": "", "words": said.reason}


def left(_view: View, said: GivenBack) -> dict[str, Any]:
    """Return what the warning is told of a carrier who has left."""
    return {"what": "退回待指派", "to": "", "words": said.reason}


def who_leaves(warning: View, _view: View, said: GivenBack) -> tuple[str, ...]:
    """Return whom of those who carry the warning it loses with the visit."""
    kind = warning.procedure.handled_by
    if kind is None or warning.is_final or said.by_warning:
        return ()
    return tuple(s.key for s in warning.of(kind, kind.states[0].code) if s.ref in said.leaves)


def visit_row(view: View) -> Rows:
    """Return the columns of a visit."""
    firm, who, task, said = employer(view), goer(view), arranged(view), record(view)
    latest = asked(view)
    return {
        "": {
            "person": number_in(who.key) if who else None,
            "person_name": who.name[:200] if who else "",
            "employer": number_in(firm.key) if firm else None,
            "employer_name": firm.name[:200] if firm else "",
            "source": task.source if task else "",
            "work": said.work if said else "",
            "until": (latest.until if latest else None) or (task.until if task else None),
            "visited_on": visited_on(view),
            "policies": len(said.policies) if said else 0,
            "signs": "、".join(said.signs) if said else "",
            "verified": said.verified if said else "",
            "again_on": said.again_on if said else None,
        }
    }
