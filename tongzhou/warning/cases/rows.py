"""投影 — the columns of a warning, from its view. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from tongzhou.procedure.view import View
from tongzhou.warning.rules import Level

from . import rules
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
        }
    }


def _due(clock: Any) -> date:
    return clock.due if clock and clock.due and not clock.limit.is_a_partys else NEVER


def _was_late(view: View) -> bool:
    mine = (c for c in (*view.clocks.values(), *view.past_clocks) if not c.limit.is_a_partys)
    return any(c.stopped is not None and c.due is not None and c.stopped > c.due for c in mine)


def rule_rows(view: View) -> dict[str, dict[str, Any]]:
    """Return what became of each rule that hit. What is transferred or closed as solved is confirmed."""
    said: Any = view.said.get("call_false") if view.state == FALSE.code else None
    wrong = set(said.rules) if said else set()
    found = rules.verification(view)
    real = found is not None and found.found in ("属实", "部分属实")
    out = {}
    for hit in rules.hits(view):
        verdict = ""
        if said:
            verdict = "false" if not wrong or hit.rule in wrong else ""
        elif real or view.state == TRANSFERRED.code:
            verdict = "confirmed"
        out[hit.rule] = {
            "rule": hit.rule,
            "version": hit.version,
            "area": hit.area,
            "level": Level(hit.level).value,
            "verdict": verdict,
            "cause": said.cause if said and verdict else (found.cause if found and real else ""),
            "opened_on": view.opened_on,
        }
    return out


def response_rows(view: View) -> dict[str, dict[str, Any]]:
    """Return each letter, call, interview, visit and plan: the number of the entry tells them apart."""
    row = warning_row(view)[""]
    kept = {"employer": row["employer"], "county": row["county"]}
    found: dict[str, dict[str, Any]] = {}
    for act, kind in RESPONSES.items():
        if act in view.last:
            seq = str(view.last[act])
            found[seq] = {"seq": seq, "kind": kind, "done_on": view.on[act], **kept}
    seen = rules.verification(view)
    if seen and seen.way == "现场走访":
        seq = str(view.last["verified"])
        found[seq] = {"seq": seq, "kind": "visit", "done_on": seen.visited_on, **kept}
    return found
