"""投影 — the columns of a warning, from its view. Pure."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from tongzhou.procedure.view import Told, View, end_of
from tongzhou.warning.rules import Level

from . import rules
from .facts import Verification
from .states import CLOSED, DUPLICATE, FALSE, TRANSFERRED

NEVER = date(9999, 12, 31)
ENDINGS = {s.code for s in (CLOSED, DUPLICATE, FALSE, TRANSFERRED)}
RESPONSES = {"letter": "letter", "call": "call", "interview": "interview", "plan": "plan"}


def warning_row(view: View) -> dict[str, dict[str, Any]]:
    """Return the row of the queue."""
    level, firm, opened = rules.level(view), rules.employer_of(view), rules.candidate(view)
    found, told = rules.verification(view), rules.feedback(view)
    pressing = view.pressing()
    ref = firm.ref[1:] if firm and firm.ref.startswith("e") else ""
    return {
        "": {
            "employer": int(ref) if ref.isdigit() else None,
            "name": (firm.name if firm else "")[:200],
            "province": view.region[:2],
            "league": view.region[:4],
            "county": view.region[:6],
            "industry": (opened.industry if opened else "")[:6],
            "level": level.value,
            "rank": level.rank,
            "urgency": 9 - level.rank,
            "is_open": not view.is_final,
            "due": _due(pressing) if not view.is_final else NEVER,
            "rules": "、".join(h.rule for h in rules.hits(view))[:120],
            "channel": opened.channel if opened else "",
            "opened_on": view.opened_on,
            "issued_on": view.on.get("issue"),
            "signed_on": view.on.get("sign_for"),
            "asked_on": view.on.get("letter"),
            "answered_on": view.on.get("explain"),
            "verified_on": view.on.get("verified"),
            "found": found.found if found else "",
            "cause": found.cause if found else "",
            "people": found.people if found else None,
            "amount": found.amount if found else None,
            "resolved": told.resolved if told else "",
            "fed_back_on": view.on.get("feed_back"),
            "closed_on": view.closed_on,
            "ending": view.state if view.state in ENDINGS else "",
            "was_late": _was_late(view),
            "due_at": _due_at(view) if not view.is_final else end_of(NEVER),
        }
    }


def _due(clock: Any) -> date:
    return clock.due if clock and clock.due and not clock.limit.is_a_partys else NEVER


def _due_at(view: View) -> datetime:
    """Return the moment at which the first clock of an office is over: to the hour, or the end of its last day."""
    running = (c for c in view.clocks.values() if c.running and not c.limit.is_a_partys)
    return min((c.ends for c in running if c.ends), default=end_of(NEVER))


def _was_late(view: View) -> bool:
    """Say whether a time of an office had run out when it was met, set back or ended. One that still runs: see `due_at`."""
    mine = (c for c in (*view.clocks.values(), *view.past_clocks) if not c.limit.is_a_partys)
    return any(c.overran for c in mine)


def rule_rows(view: View) -> dict[str, dict[str, Any]]:
    """Return what became of each rule that hit: what an officer said of it, and nothing where nobody did."""
    said = rules.verdicts(view)
    out = {}
    for hit in rules.hits(view):
        verdict = said.get(hit.rule)
        word = ("confirmed" if verdict.is_true else "false") if verdict else ""
        out[hit.rule] = {
            "rule": hit.rule,
            "version": hit.version,
            "area": hit.area,
            "level": Level(hit.level).value,
            "verdict": word,
            "cause": verdict.cause if verdict else "",
            "opened_on": view.opened_on,
        }
    return out


def response_rows(view: View) -> dict[str, dict[str, Any]]:
    """Return every letter, call, interview, visit and plan: the number of the entry tells them apart."""
    row = warning_row(view)[""]
    kept = {"employer": row["employer"], "county": row["county"]}
    found: dict[str, dict[str, Any]] = {}
    for told in view.told:
        kind = RESPONSES.get(told.act, "")
        if isinstance(told.facts, Verification) and told.facts.way == "现场走访":
            kind = "visit"
        if kind:
            seq = str(told.seq)
            found[seq] = {"seq": seq, "kind": kind, "done_on": day_of(told), **kept}
    return found


def day_of(told: Told) -> date:
    """Return the day on which something was done: as it was stated, else that of the entry."""
    said: Any = told.facts
    for name in ("visited_on", "held_on", "called_on", "ended_on"):
        if day := getattr(said, name, None):
            return day  # type: ignore[no-any-return]
    return told.on
