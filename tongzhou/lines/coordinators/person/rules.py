"""协调员登记的判断 — what stands of certificates, deployments, served employers and training. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from tongzhou.lines.coordinators.subjects import COORDINATOR_OF, number_in
from tongzhou.procedure.catalogue import Rows
from tongzhou.procedure.view import Subject, View

from . import facts

F = TypeVar("F")


@dataclass(frozen=True)
class Standing:
    """Something stated of a coordinator, with the entry that stated it and the day it ended."""

    seq: int
    said: Any
    until: date | None = None


def person_of(view: View) -> Subject | None:
    """Return the coordinator of the case."""
    return next(iter(view.of(COORDINATOR_OF)), None)


def told(view: View, kind: type[F]) -> list[tuple[int, F]]:
    """Return everything of one kind that was stated of the coordinator, in order: (entry, facts)."""
    subject = person_of(view)
    return [(t.seq, t.facts) for t in subject.told if isinstance(t.facts, kind)] if subject else []


def nomination(view: View) -> facts.Nomination | None:
    """Return what the coordinator was nominated with."""
    said = view.said.get("nominate")
    return said if isinstance(said, facts.Nomination) else None


def deployments(view: View) -> list[Standing]:
    """Return every deployment; `until` is the last day where it has ended."""
    ended = {said.which: said.until for _seq, said in told(view, facts.DeploymentEnd)}
    return [Standing(n, d, ended.get(str(n))) for n, d in told(view, facts.Deployment)]


def served(view: View) -> dict[str, tuple[str, date]]:
    """Return the employers served now: key → name, and since when."""
    found: dict[str, tuple[str, date]] = {}
    subject = person_of(view)
    for t in subject.told if subject else ():
        if isinstance(t.facts, facts.Serving):
            for key, name in t.facts.employers.items():
                found.setdefault(key, (name, t.facts.since))
        if isinstance(t.facts, facts.Released):
            for key in t.facts.employers:
                found.pop(key, None)
    return found


def skill(view: View) -> facts.Held | None:
    """Return the certificate of skill of the highest level, the latest of equals."""
    order = {"四级": 1, "三级": 2, "二级": 3, "一级": 4}
    held = [h for _n, h in told(view, facts.Held) if h.level]
    return max(held, key=lambda h: (order[h.level], h.issued_on), default=None)


def runs_out(view: View) -> date | None:
    """Return the day on which the first of the certificates that stand runs out: the one of skill, the latest of a mediator."""
    mediating = [h for _n, h in told(view, facts.Held) if h.sort == "调解员证"]
    standing = (skill(view), max(mediating, key=lambda h: h.issued_on, default=None))
    return min((h.until for h in standing if h and h.until), default=None)


def may_mediate(view: View) -> bool:
    """Say whether a mediator's certificate is on record."""
    said = nomination(view)
    own = any(h.sort == "调解员证" for _n, h in told(view, facts.Held))
    return own or bool(said and said.mediator)


def assessed(view: View) -> dict[int, facts.Assessment]:
    """Return the assessments by their year, the latest of each."""
    return {said.year: said for _n, said in told(view, facts.Assessment)}


def called(view: View) -> str:
    """Return what the case is called in lists."""
    subject = person_of(view)
    return f"协调员 {subject.name or subject.ref}" if subject else "协调员"


def one_person(_view: View, said: facts.Nomination) -> bool:
    """Exactly one person is nominated."""
    return len(said.names) == 1


def is_open(view: View, said: facts.DeploymentEnd) -> bool:
    """The deployment is one of this coordinator, has not ended, and does not end before it began."""
    return any(
        str(d.seq) == said.which and d.until is None and d.said.since <= said.until
        for d in deployments(view)
    )


def are_served(view: View, said: facts.Released) -> bool:
    """Every employer given back is served now."""
    return set(said.employers) <= set(served(view))


def none_twice(view: View, said: facts.Serving) -> bool:
    """None of the employers is served already."""
    return not set(said.employers) & set(served(view))


def trained_by_now(_view: View, said: facts.Training, on: date) -> bool:
    """Hours count once they were taken."""
    return said.on <= on


def issued_by_now(_view: View, said: facts.Held, on: date) -> bool:
    """A certificate was issued before it is registered."""
    return said.issued_on <= on


def month_is_over(_view: View, said: facts.MonthLog, on: date) -> bool:
    """The log is drawn for a month that has begun."""
    return said.month <= f"{on:%Y-%m}"


def year_is_due(_view: View, said: facts.Assessment, on: date) -> bool:
    """The year that is assessed has begun."""
    return said.year <= on.year


def person_row(view: View) -> Rows:
    """Return the columns of a coordinator."""
    subject, said, held = person_of(view), nomination(view), skill(view)
    if subject is None or said is None:
        return {}
    term = view.said.get("appoint")
    grades = assessed(view)
    return {
        "": {
            "person": number_in(subject.key),
            "name": subject.name[:200],
            "sponsor": said.sponsor,
            "group": said.group,
            "post": said.post,
            "state": view.state,
            "level": held.level if held else "",
            "certificate": held.number if held else "",
            "certificate_until": runs_out(view),
            "mediator": may_mediate(view),
            "mongolian": said.mongolian,
            "since": term.since if isinstance(term, facts.Appointed) else None,
            "grade": grades[max(grades)].grade if grades else "",
        }
    }


def deployment_rows(view: View) -> Rows:
    """Return a row for each deployment."""
    return {
        str(d.seq): {
            "entry": str(d.seq),
            "place": d.said.place,
            "name": d.said.name,
            "grid": d.said.grid,
            "full_time": d.said.time == "专职",
            "since": d.said.since,
            "until": d.until,
        }
        for d in deployments(view)
    }


def served_rows(view: View) -> Rows:
    """Return a row for each employer served now, while the coordinator is on the roll."""
    subject = person_of(view)
    if subject is None or view.is_final:
        return {}
    return {
        key: {
            "key": key,
            "employer": number_in(key),
            "name": name[:200],
            "person": number_in(subject.key),
            "since": since,
        }
        for key, (name, since) in served(view).items()
    }


def training_rows(view: View) -> Rows:
    """Return a row for each training."""
    return {
        str(n): {"entry": str(n), "topic": t.topic, "on": t.on, "hours": t.hours, "score": t.score}
        for n, t in told(view, facts.Training)
    }
