"""转出 — what other procedures are told when a case goes on there, in plain types."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tongzhou.lines.inspection.facts.opening import Filing
from tongzhou.lines.inspection.facts.performing import PoliceTold, Suspicion
from tongzhou.lines.inspection.states import (
    DONE,
    EMPLOYER,
    EXEMPT,
    PUNISHED,
    REFERRED,
    TREATED,
    VIOLATION,
    WORKER,
)
from tongzhou.procedure.claims import ClaimItem, Matter
from tongzhou.procedure.view import View

from .deciding import seq
from .opening import filing
from .performing import no_wages_open


def knows_workers(view: View) -> bool:
    """It is known to whom wages are owed."""
    return view.count(WORKER) > 0


def no_matter_open(view: View) -> bool:
    """No wage matter of this case is open."""
    return no_wages_open(view)


def no_transfer_open(view: View) -> bool:
    """No transfer to the police waits for its answer."""
    return seq(view, "suspect_crime") <= seq(view, "police_told")


def parties(view: View) -> dict[str, str]:
    """Return the workers and employers of the case, by key."""
    return {s.key: s.name for s in (*view.of(WORKER), *view.of(EMPLOYER))}


def claims(view: View) -> dict[str, tuple[ClaimItem, ...]]:
    """Return what each worker claims, as it was told last."""
    found: dict[str, tuple[ClaimItem, ...]] = {}
    for worker in view.of(WORKER):
        for told in worker.told:
            items = getattr(told.facts, "claims", {}).get(worker.key)
            if items:
                found[worker.key] = items
    return found


def shown_onward(view: View, said: Filing) -> dict[str, str]:
    """Return the parties as the wage matter calls them: what goes there, the employer reads in an order to pay.

    A complaint that was taken in names only those who agreed, and goes on as it is. Where the case was filed
    here and its complainants are to be kept apart (监察条例 9), they are 投诉人1, 投诉人2 …; who they are, the
    register knows by the key.
    """
    named = parties(view)
    if not said.confidential or said.channel:
        return named
    hidden = {w.key: f"投诉人{n}" for n, w in enumerate(view.of(WORKER), start=1)}
    return named | hidden


def wage_matter(view: View, _facts: Any) -> dict[str, Any]:
    """Return what the wage matter is opened with: the matter as it was brought, nobody asked twice."""
    said = filing(view)
    assert isinstance(said, Filing)
    carried = {name: getattr(said, name) for name in Matter.__struct_fields__}
    words = said.words or said.story
    return carried | {
        "names": shown_onward(view, said),
        "claims": claims(view),
        "story": said.story or words,
        "words": words,
        "project": said.project,
        "site": said.site,
        "from_case": "",
        "confidential": said.confidential,
        "filed_on": view.opened_on,
        "first_seen": view.first_seen,
    }


def suspicion(view: View, facts: Suspicion) -> dict[str, Any]:
    """Return what the transfer is opened with."""
    return {
        "names": parties(view),
        "workers": facts.workers,
        "amount": facts.amount,
        "longest_months": Decimal(facts.longest),
        "largest_single": facts.largest,
        "order_paper": facts.order_paper,
        "order_until": facts.order_until,
        "fled": facts.fled,
        "words": facts.words,
        "grounds": facts.grounds,
    }


def police(_view: View, facts: PoliceTold) -> dict[str, Any]:
    """Return what the police decided, and on which day."""
    return {"outcome": facts.outcome, "on": facts.on}


def police_said(view: View) -> PoliceTold | None:
    """Return what the police decided last, on a transfer of this case or of its wage matter."""
    last = max(("police_told", "wages_police"), key=lambda code: seq(view, code))
    said = view.said.get(last)
    return said if isinstance(said, PoliceTold) else None


def outcome(view: View, _facts: Any) -> dict[str, Any]:
    """Return what the report is told at the closing: public words of each violation, and nobody's name."""
    found, public = view.of(VIOLATION), {s.code: s.public for s in VIOLATION.states}
    acted = any(s.state in {x.code for x in (PUNISHED, TREATED, EXEMPT, DONE)} for s in found)
    referred = any(s.state == REFERRED.code for s in found)
    said = "已查处，问题解决" if acted else "已由其他途径解决" if referred else "不属实"
    each = "；".join(f"{s.name}：{public[s.state]}" for s in found)
    return {"outcome": said, "words": f"劳动保障监察案件已结案。{each}。"}
