"""判断 — what a mediation needs before each act, what it amounts to, and what may follow. Pure."""

from __future__ import annotations

from datetime import date

from tongzhou.law.heads import FOUR_KINDS, head
from tongzhou.procedure.catalogue import Rows
from tongzhou.procedure.claims import Amounts, ClaimItem, Line
from tongzhou.procedure.view import Subject, View

from . import facts
from .ways import Way, way

# --- What was brought ------------------------------------------------------------------------------


def application(view: View) -> facts.Application:
    """Return the dispute as it was brought."""
    said = view.said["apply"]
    assert isinstance(said, facts.Application)
    return said


def way_of(view: View) -> Way:
    """Return the way of mediation: as routed, else as applied for."""
    routed = view.said.get("route")
    code = routed.way if isinstance(routed, facts.Routing) else application(view).way
    return way(code)


def body_of(view: View) -> str:
    """Return the body that mediates: its number in the register, or its name; empty while none is named."""
    for code in ("join", "assign"):
        said = view.said.get(code)
        if isinstance(said, facts.Assignment) and said.body:
            return said.body
    routed = view.said.get("route")
    return (routed.body if isinstance(routed, facts.Routing) else "") or application(view).body


def claims_of(view: View) -> dict[str, tuple[ClaimItem, ...]]:
    """Return the items of each claimant as they now stand: those amended are read from the amendment."""
    found = dict(application(view).claims)
    for subject in subjects(view, "claimant"):
        for told in subject.told:
            said = told.facts
            if isinstance(said, facts.Amendment) and subject.key in said.claims:
                found[subject.key] = said.claims[subject.key]
    return found


def agreement(view: View) -> facts.Agreement | None:
    """Return the agreement as last drafted."""
    said = view.said.get("draft")
    return said if isinstance(said, facts.Agreement) else None


def settled(view: View) -> Amounts:
    """Return what was agreed in an agreement that took effect; nothing before."""
    drafted = agreement(view)
    return drafted.items if drafted and "conclude" in view.said else {}


def lines(view: View) -> list[Line]:
    """Return the ledger of the case: each claimant's items, claimed and agreed (as drafted)."""
    drafted = agreement(view)
    agreed = drafted.items if drafted else {}
    found = []
    for key, items in claims_of(view).items():
        known = {item.head for item in items}
        extra = [ClaimItem(head=code) for code in agreed.get(key, {}) if code not in known]
        for item in (*items, *extra):
            amount = agreed.get(key, {}).get(item.head)
            found.append(Line(key, item, {} if amount is None else {"settled": amount}))
    return found


def subjects(view: View, kind: str, *states: str) -> list[Subject]:
    """Return the subjects of a kind, at these states if any are named."""
    return [
        s
        for s in view.subjects.values()
        if s.kind.code == kind and (not states or s.state in states)
    ]


def called(view: View) -> str:
    """Return what a case is called: 马强等3人诉示例公司."""
    claimants = [s.name for s in subjects(view, "claimant") if s.name]
    respondents = [s.name for s in subjects(view, "respondent") if s.name]
    who = claimants[0] if claimants else "申请人"
    if len(claimants) > 1:
        who += f"等{len(claimants)}人"
    against = "、".join(respondents[:2]) or "被申请人"
    return f"{who}与{against}劳动争议调解"


# --- Before acceptance -----------------------------------------------------------------------------


def is_ordinary(view: View) -> bool:
    """协商调解规定 22 and 29 govern: neither people's mediation nor an entrusted case."""
    return way_of(view).clock == "fifteen"


def is_peoples(view: View) -> bool:
    """People's mediation: 人民调解法 governs."""
    return way_of(view).clock == "none"


def is_entrusted(view: View) -> bool:
    """The arbitration commission has entrusted it (办案规则 70)."""
    return way_of(view).clock == "ten"


def is_of_court(view: View) -> bool:
    """A court has sent it."""
    return way_of(view).clock == "thirty"


def has_both_sides(view: View) -> bool:
    """There is somebody who claims and somebody who is asked."""
    return bool(subjects(view, "claimant") and subjects(view, "respondent"))


def respondents_consent(view: View) -> bool:
    """协商调解规定 22: both sides agree to the mediation."""
    asked = subjects(view, "respondent")
    return bool(asked) and all(s.state == "agreeing" for s in asked)


def nobody_declined(view: View) -> bool:
    """人民调解法 17: where one side plainly refuses, there is no mediation."""
    return not subjects(view, "respondent", "declined")


def entrusted_by_now(_view: View, stated: facts.Entrusted, on: date) -> bool:
    """The entrustment is not of a day to come."""
    return stated.entrusted_on <= on


def goes_to_arbitration(view: View) -> bool:
    """Whether arbitration is still before the parties; an entrusted case goes back where it came from."""
    return way_of(view).arbitration


# --- The room and the agreement --------------------------------------------------------------------


def not_gone_by(_view: View, stated: facts.Sitting, on: date) -> bool:
    """A sitting is set for today or later."""
    return stated.on >= on


def for_claimants_here(view: View, stated: facts.Agreement) -> bool:
    """Whoever gets something claims in this case, and has not left it."""
    here = {s.key for s in subjects(view, "claimant", "claiming")}
    return set(stated.items) | {p.claimant for p in stated.payments} <= here


def must_sign(view: View) -> list[Subject]:
    """Return whose signatures the agreement needs: claimants still in it, and every respondent."""
    return [*subjects(view, "claimant", "claiming"), *subjects(view, "respondent")]


def has_told(subject: Subject, act: str, *, since: int) -> bool:
    """Say whether a subject did this act after an entry."""
    return any(t.act == act and t.seq > since for t in subject.told)


def signed(view: View) -> list[str]:
    """Return who has signed the agreement as it now reads: a new draft is signed anew."""
    since = view.last.get("draft", -1)
    return [s.key for s in must_sign(view) if has_told(s, "sign", since=since)]


def all_signed(view: View) -> bool:
    """调解仲裁法 14: both sides have signed the present draft."""
    wanted = must_sign(view)
    return has_both_sides(view) and len(signed(view)) == len(wanted)


def as_drafted(view: View, stated: facts.Conclusion) -> bool:
    """What is followed up is what both have signed."""
    drafted = agreement(view)
    return (
        drafted is not None
        and stated.payments == drafted.payments
        and stated.settled == {k: v for k, v in drafted.sums.items() if v}
    )


def _all_want(view: View, act: str) -> bool:
    since = view.last.get("conclude", -1)
    return all(has_told(s, act, since=since) for s in must_sign(view))


def all_want_review(view: View) -> bool:
    """办案规则 74: both sides ask together."""
    return _all_want(view, "want_review")


def all_want_confirmation(view: View) -> bool:
    """民事诉讼法 205: both sides ask together."""
    return _all_want(view, "want_confirmation")


def may_be_reviewed(view: View) -> bool:
    """The agreement of this way may be reviewed by the arbitration commission."""
    return way_of(view).review


def may_be_confirmed(view: View) -> bool:
    """The agreement of this way may be confirmed by a court."""
    return way_of(view).confirmation


def review_is_open(view: View) -> bool:
    """The fifteen days of 办案规则 74 have not run out."""
    return "review_over" not in view.last


def confirmation_is_open(view: View) -> bool:
    """The thirty days of 民事诉讼法 205 have not run out."""
    return "confirmation_over" not in view.last


def asked_confirmation(view: View) -> bool:
    """A court has been asked to confirm."""
    return "ask_confirmation" in view.last


# --- Performance -----------------------------------------------------------------------------------


def outstanding(view: View, key: str) -> int:
    """Return what is still owed of a payment, in fen."""
    row = view.ledger.get(key, {})
    return row.get("应付", 0) - row.get("已付", 0)


def received_by_now(_view: View, stated: facts.Received, on: date) -> bool:
    """The money has arrived by today."""
    return stated.received_on <= on


def called_by_now(_view: View, stated: facts.CallBack, on: date) -> bool:
    """The call was made by today."""
    return stated.called_on <= on


def in_full(view: View, stated: facts.Received) -> bool:
    """What has arrived is all that was still owed of each payment named."""
    return bool(stated.paid) and all(outstanding(view, k) == v for k, v in stated.paid.items())


def not_more(view: View, stated: facts.Received) -> bool:
    """What has arrived is less than what was owed."""
    return bool(stated.paid) and all(outstanding(view, k) > v for k, v in stated.paid.items())


def due_on(view: View) -> dict[str, date]:
    """Return on which day each payment is due."""
    said = view.said.get("conclude")
    return said.due if isinstance(said, facts.Conclusion) else {}


def something_due(view: View) -> bool:
    """A payment is still open."""
    return bool(subjects(view, "payment", "due"))


def is_broken(view: View) -> bool:
    """A payment was not made in time."""
    return bool(subjects(view, "payment", "late"))


def nothing_to_pay(view: View) -> bool:
    """Every payment was made, or none was agreed."""
    return not subjects(view, "payment", "due", "late")


def payment_order_lies(view: View) -> bool:
    """调解仲裁法 16: an employer has not paid in time what a worker was promised of the four kinds."""
    owed = {_claimant_of(view, s.key) for s in subjects(view, "payment", "late")}
    workers = {key for key in owed if view.subjects.get(key, None) and _is_worker(key)}
    return any(
        head(code).sort in FOUR_KINDS
        for key in workers
        for code, amount in settled(view).get(key, {}).items()
        if amount
    )


def _claimant_of(view: View, payment: str) -> str:
    said = view.said.get("conclude")
    numbered = said.numbered if isinstance(said, facts.Conclusion) else {}
    return numbered[payment].claimant if payment in numbered else ""


def payments_of(view: View, claimant: str) -> tuple[str, ...]:
    """Return the payments promised to a claimant: for those the claimant may speak."""
    said = view.said.get("conclude")
    numbered = said.numbered if isinstance(said, facts.Conclusion) else {}
    return tuple(k for k, p in numbered.items() if p.claimant == claimant and k in view.subjects)


def _is_worker(key: str) -> bool:
    return key.partition("/")[2].startswith("w")


# --- The row of the projection ---------------------------------------------------------------------

RESULTS = {
    "performing": "agreed",
    "performed": "agreed",
    "broken": "agreed",
    "failed": "failed",
    "refused": "refused",
    "withdrawn": "withdrawn",
}


def concluded_on(view: View) -> date | None:
    """Return the day on which the mediation itself ended, agreement or not; performance comes after."""
    if "conclude" in view.on:
        return view.on["conclude"]
    return view.closed_on


def accepted_on(view: View) -> date | None:
    """Return the day of acceptance."""
    days = [
        view.on[c]
        for c in ("accept", "accept_peoples", "accept_entrusted", "accept_court")
        if c in view.on
    ]
    return max(days, default=None)


def main_cause(view: View) -> str:
    """Return the 案由 of the largest item, for the statistics."""
    items = [item for mine in claims_of(view).values() for item in mine]
    largest = max(items, key=lambda i: i.amount, default=None)
    return largest.of.cause if largest else ""


def case_row(view: View) -> Rows:
    """Return the one row of a case, for lists, loads and figures. Money in fen."""
    said, began, ended = application(view), accepted_on(view), concluded_on(view)
    body = body_of(view)
    ledger = [view.ledger[s.key] for s in subjects(view, "claimant") if s.key in view.ledger]
    paid = [view.ledger[s.key] for s in subjects(view, "payment") if s.key in view.ledger]
    return {
        "": {
            "way": way_of(view).code,
            "body": int(body) if body.isdigit() and len(body) < 10 else None,
            "channel": said.channel,
            "language": said.language,
            "cause": main_cause(view),
            "claimants": len(subjects(view, "claimant")),
            "claimed": sum(row.get("请求", 0) for row in ledger),
            "settled": sum(row.get("协议", 0) for row in ledger),
            "paid": sum(row.get("已付", 0) for row in paid),
            "result": RESULTS.get(view.state, ""),
            "is_performed": view.state == "performed",
            "accepted_on": began,
            "concluded_on": ended,
            "days": (ended - began).days if began and ended else None,
        }
    }
