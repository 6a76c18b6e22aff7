"""列 — the columns that lists, returns and charts are made of. Pure."""

from __future__ import annotations

from typing import Any

from tongzhou.lines.inspection.facts.codes import code_of
from tongzhou.procedure.catalogue import Rows
from tongzhou.procedure.view import View

from .deciding import findings, opinion, seq
from .opening import employers, filing, officers, violations, workers
from .performing import owed

LATE = ("investigation", "decision", "ninety", "serve_punishment", "serve_treatment")
DECISIONS = ("punish", "treat", "exempt", "finish", "drop", "refer")


def case_row(view: View) -> Rows:
    """Return the one row of a case."""
    said, fined = filing(view), owed(view)
    firms = employers(view)
    treated = view.said.get("treat")
    pays: dict[str, int] = getattr(treated, "pays", {})
    return {
        "": {
            "source": said.source if said else "",
            "employer": firms[0].key if firms else "",
            "officers": "、".join(s.name or s.ref for s in officers(view))[:120],
            "workers": len(workers(view)),
            "fined": sum(o.fined for o in fined),
            "added": sum(o.added for o in fined),
            "paid": sum(o.paid for o in fined),
            "pays": sum(pays.values()),
            "filed_on": view.opened_on,
            "concluded_on": view.on.get("conclude"),
            "decided_on": _decided_on(view),
            "closed_on": view.on.get("close"),
            "was_late": any(
                c.limit.code in LATE and c.stopped and c.due and c.stopped > c.due
                for c in view.clocks.values()
            ),
        }
    }


def _decided_on(view: View) -> Any:
    last = max(DECISIONS, key=lambda code: seq(view, code))
    return view.on.get(last)


def violation_rows(view: View) -> Rows:
    """Return a row for each violation: what was found, proposed and decided."""
    found, said = findings(view), opinion(view)
    firms = employers(view)
    names = "、".join(s.name or s.ref for s in officers(view))[:120]
    out: Rows = {}
    for subject in violations(view):
        fact = found.get(subject.key)
        line = said.lines.get(subject.key) if said else None
        out[subject.key] = {
            "line": subject.key,
            "code": code_of(subject.key),
            "state": subject.state,
            "workers": fact.workers if fact else 0,
            "amount": fact.amount if fact else 0,
            "fined": view.ledger.get(subject.key, {}).get("fined", 0),
            "low": line.low if line else None,
            "high": line.high if line else None,
            "grade": int(line.grade) if line and line.grade.isdigit() else 0,
            "per": line.per if line else "",
            "departs": bool(line and line.departs),
            "officers": names,
            "employer": firms[0].key if firms else "",
            "decided_on": subject.since
            if subject.state not in ("suspected", "found", "unfounded")
            else None,
        }
    return out


def public_row(view: View) -> Rows:
    """Return what the public page shows of a penalty; nothing before it is shown or after it is withdrawn."""
    if seq(view, "publish") <= seq(view, "withdraw_publication"):
        return {}
    rows = [o for o in owed(view) if o.fined]
    firms = employers(view)
    names = [s.name for s in violations(view) if s.state == "punished"]
    fined = sum(o.fined for o in rows)
    return {
        "": {
            "sort": "penalty",
            "name": firms[0].name if firms else "",
            "code": "",
            "address": "",
            "head": "",
            "what": "、".join(names)[:2000],
            "handling": f"罚款{fined / 100:,.2f}元" if fined else "警告",
            "shown_on": view.on.get("publish"),
        }
    }
