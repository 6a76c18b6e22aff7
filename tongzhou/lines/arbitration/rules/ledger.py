"""台账与列 — what each claimant asks, settles, is awarded and receives; the columns lists and returns are made of."""

from __future__ import annotations

from datetime import date
from typing import Any

from tongzhou.law.heads import head
from tongzhou.lines.arbitration.facts import deciding, trying
from tongzhou.lines.arbitration.states import CLAIMANT, HEARING, RESPONDENT
from tongzhou.procedure.catalogue import Rows
from tongzhou.procedure.claims import Line
from tongzhou.procedure.view import Subject, View

from .awards import AWARDS, claims_of
from .elements import disputed
from .track import application, is_group, is_worker, track, tribunal, workers


def lines_of(claimant: Subject) -> list[Line]:
    """Return the ledger of one claimant, line by line, in the order in which the items were asked."""
    decided: dict[str, dict[str, int]] = {}
    for told in claimant.told:
        facts = told.facts
        if isinstance(facts, deciding.Repentance):
            for of_head in decided.values():
                of_head.pop("settled", None)
            continue
        column = _column(told.act)
        mine: dict[str, int] = getattr(facts, "items", {}).get(claimant.key, {}) if column else {}
        for code, amount in mine.items():
            row = decided.setdefault(code, {})
            row[column] = row.get(column, 0) + amount
            if column == "awarded":
                row["final"] = int(told.act == "award_final")
    asked = claims_of(claimant)
    return [Line(claimant.key, item, decided.get(item.head, {})) for item in asked]


def _column(act: str) -> str:
    if act == "settle":
        return "settled"
    if act == "pay":
        return "paid"
    return "awarded" if act in AWARDS else ""


def lines(view: View) -> list[Line]:
    """Return the ledger of the case: every claimant, every head."""
    return [line for claimant in view.of(CLAIMANT) for line in lines_of(claimant)]


def totals(found: list[Line]) -> dict[str, dict[str, int]]:
    """Return head → column → fen over all claimants, with how many ask under it in `claimants`."""
    out: dict[str, dict[str, int]] = {}
    for line in found:
        row = out.setdefault(line.item.head, {"claimants": 0, "asked": 0})
        row["claimants"] += 1
        row["asked"] += line.item.amount
        for column in ("settled", "awarded", "paid"):
            row[column] = row.get(column, 0) + line.decided.get(column, 0)
    return out


def called(view: View) -> str:
    """Return what a dispute is called in lists: who against whom, about what."""
    claimants, respondents = view.of(CLAIMANT), view.of(RESPONDENT)
    who = claimants[0].name or claimants[0].ref if claimants else ""
    if len(claimants) > 1:
        who = f"{who}等{len(claimants)}人"
    against = "、".join(s.name or s.ref for s in respondents[:2])
    return (
        f"{who}与{against}{cause_words(view)}争议" if against else f"{who}{cause_words(view)}争议"
    )


def cause_words(view: View) -> str:
    """Return the cause in words: the sorts of what is claimed, most money first."""
    weight: dict[str, int] = {}
    for line in lines(view):
        label = line.item.of.label.partition("（")[0]
        weight[label] = weight.get(label, 0) + line.item.amount
    found = sorted(weight, key=lambda label: -weight[label])
    return "、".join(found[:2]) + ("等" if len(found) > 2 else "")


def cause(view: View) -> str:
    """Return the 案由 under which the returns count the case: that of the largest claim."""
    found = lines(view)
    return max(found, key=lambda x: x.item.amount).item.of.cause if found else "other"


def result(view: View) -> str:
    """Return who won: worker, employer, part; nothing where no award was made.

    The worker wins where all that was asked was given, the employer where nothing was, else each in part.
    """
    awarded = [x for x in lines(view) if "awarded" in x.decided]
    if not awarded:
        return ""
    asked = sum(x.item.amount for x in awarded)
    given = sum(x.decided["awarded"] for x in awarded)
    workers_claim = is_worker(awarded[0].subject)
    if given >= asked:
        return "worker" if workers_claim else "employer"
    if given == 0:
        return "employer" if workers_claim else "worker"
    return "part"


def closed_by(view: View) -> str:
    """Return how the case ended: mediation, award, other; nothing while it goes on."""
    if view.state not in ("decided", "archived"):
        return "other" if view.state in ("refused", "merged") else ""
    if any(act in view.last for act in AWARDS):
        return "award"
    return "mediation" if view.tally[CLAIMANT.code, "settled"] else "other"


def decided_on(view: View) -> date | None:
    """Return the day on which the case was decided for everybody."""
    return next((day for code, day, _seq in reversed(view.path) if code == "decided"), None)


def dispute_row(view: View) -> Rows:
    """Return the columns of one dispute."""
    found = lines(view)
    accepted = next((day for code, day, _seq in view.path if code == "accepted"), None)
    ended = decided_on(view)
    clock = view.clocks.get(("decision", ""))
    brought = application(view)
    return {
        "": {
            "track": track(view) if accepted else "",
            "cause": cause(view),
            "is_group": is_group(view),
            "by_worker": bool(workers(view)),
            "people": len(workers(view)) or view.count(CLAIMANT),
            "respondent": next((s.key for s in view.of(RESPONDENT)), ""),
            "brought_on": view.opened_on,
            "accepted_on": accepted,
            "decided_on": ended,
            "award_due": clock.due if clock else None,
            "closed_by": closed_by(view),
            "result": result(view),
            "final_awards": view.last.get("award_final", -1) >= 0,
            "was_late": bool(clock and clock.due and clock.stopped and clock.stopped > clock.due),
            "sued_on": min(
                filter(None, (view.on.get("sue_final"), view.on.get("sue_other"))), default=None
            ),
            "annulment": _ruling(view, "annulment_ruled"),
            "court": _ruling(view, "court_ruled"),
            "mediated": bool(brought and brought.mediated),
            "disputed": sum(not row.found for row in disputed(view)),
            "evidence_due": proof.due if (proof := view.clocks.get(("evidence", ""))) else None,
            "asked": sum(x.item.amount for x in found),
            "settled": sum(x.decided.get("settled", 0) for x in found),
            "awarded": sum(x.decided.get("awarded", 0) for x in found),
            "paid": sum(x.decided.get("paid", 0) for x in found),
        }
    }


def _ruling(view: View, act: str) -> str:
    said = view.said.get(act)
    return said.outcome if isinstance(said, deciding.Ruling) else ""


def claim_rows(view: View) -> Rows:
    """Return the columns of each item of each claimant, keyed `claimant/w12|overtime`."""
    return {
        f"{x.subject}|{x.item.head}": {
            "line": f"{x.subject}|{x.item.head}",
            "subject": x.subject,
            "name": view.subjects[x.subject].name,
            "head": x.item.head,
            "sort": head(x.item.head).sort,
            "asked": x.item.amount,
            "settled": x.decided.get("settled"),
            "awarded": x.decided.get("awarded"),
            "final": bool(x.decided["final"]) if "final" in x.decided else None,
            "paid": x.decided.get("paid", 0),
        }
        for x in lines(view)
    }


def hearing_of(subject: Subject) -> trying.Hearing | None:
    """Return when and where a hearing is held."""
    said = subject.stated.get("set_hearing")
    return said if isinstance(said, trying.Hearing) else None


def hearing_rows(view: View) -> Rows:
    """Return the columns of each hearing, with who sits: for the docket and the calendar."""
    sitting = tribunal(view)
    names = "、".join(view.subjects[key].name for key in sitting)
    out: Rows = {}
    for subject in view.of(HEARING):
        said = hearing_of(subject)
        if said is not None:
            out[subject.key] = {
                "hearing": subject.key,
                "state": subject.state,
                "on": said.hearing_on,
                "starts": said.starts,
                "minutes": said.minutes,
                "room": said.room,
                "online": said.online,
                "is_open": said.is_open,
                "members": names,
            }
    return out


SLOT = 30  # minutes: what the calendar books at a time


def slots(starts: str, minutes: int) -> range:
    """Return the half hours of a day that a hearing takes up, counted from midnight."""
    first = int(starts[:2]) * 60 + int(starts[3:])
    return range(first // SLOT, -(-(first + minutes) // SLOT))


def booking_rows(view: View) -> Rows:
    """Return one row for each half hour in which a hearing takes a room or a member of the tribunal.

    The table holds each room and each person once in each half hour, so that two hearings can never be set
    down for the same.
    """
    out: Rows = {}
    who = [view.subjects[key].ref for key in tribunal(view)]
    for subject in view.of(HEARING, "set_down"):
        said = hearing_of(subject)
        if said is None:
            continue
        taken = [f"person:{ref}" for ref in who]
        taken += [] if said.online else [f"room:{view.region}:{said.room}"]
        for thing in taken:
            for slot in slots(said.starts, said.minutes):
                key = f"{said.hearing_on}|{slot}|{thing}"
                row: dict[str, Any] = {"booking": key, "on": said.hearing_on, "slot": slot}
                out[key] = row | {"what": thing, "hearing": subject.key}
    return out
