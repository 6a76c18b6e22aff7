"""决定的前提 — told, heard, reviewed, discussed; no heavier than told; within the law; its conditions met.

Nothing is issued out of order: each question here is one `Need` of a decision, with its article.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tongzhou.lines.inspection.facts.concluding import Conclusion, Finding, Opinion, Proposed
from tongzhou.lines.inspection.facts.deciding import (
    Considered,
    Decision,
    HearingRecord,
    LegalReview,
    Notice,
)
from tongzhou.lines.inspection.states import EMPLOYER, FOUND, UNFOUNDED, VIOLATION
from tongzhou.procedure.view import View

from .ordering import served

SETTLED = frozenset(("unfounded", "punished", "treated", "exempt", "done", "referred", "dropped"))


def seq(view: View, *acts: str) -> int:
    """Return the number of the last entry of these acts; -1 where there was none."""
    return max((view.last.get(code, -1) for code in acts), default=-1)


def findings(view: View) -> Mapping[str, Finding]:
    """Return what was found of each violation."""
    said = view.said.get("conclude")
    return said.findings if isinstance(said, Conclusion) else {}


def opinion(view: View) -> Opinion | None:
    """Return what is proposed, as it stands."""
    last = seq(view, "propose", "propose_departing")
    if last < seq(view, "conclude"):
        return None
    code = "propose" if view.last.get("propose", -1) == last else "propose_departing"
    said = view.said.get(code)
    return said if isinstance(said, Opinion) else None


def notice(view: View) -> Notice | None:
    """Return what was told of the opinion as it stands; None where it was not."""
    said = view.said.get("tell")
    told_since = seq(view, "tell") > seq(view, "propose", "propose_departing")
    return said if isinstance(said, Notice) and told_since else None


def finds_all(view: View, facts: Conclusion) -> bool:
    """Every violation of the case is either found or not."""
    open_ = {s.key for s in view.of(VIOLATION, "suspected", FOUND.code, UNFOUNDED.code)}
    return set(facts.findings) == open_


def proposes_for_all_found(view: View, facts: Opinion) -> bool:
    """Something is proposed for every violation found and not yet decided, and for no other."""
    return set(facts.lines) == {s.key for s in view.of(VIOLATION, FOUND.code)}


def within_band(_view: View, facts: Opinion) -> bool:
    """No fine lies outside the band of the discretion table."""
    return not any(line.departs for line in facts.lines.values())


def leaves_band(_view: View, facts: Opinion) -> bool:
    """At least one fine lies outside the band."""
    return any(line.departs for line in facts.lines.values())


def is_proposed(view: View) -> bool:
    """Something is proposed since the investigation ended."""
    return opinion(view) is not None


def tells_as_proposed(view: View, facts: Notice) -> bool:
    """What is told is what is proposed."""
    said = opinion(view)
    if said is None:
        return False
    fines = {k: p.fine for k, p in said.lines.items() if p.fine}
    pays = {k: p.pay for k, p in said.lines.items() if p.pay}
    return facts.fines == fines and facts.pays == pays


def must_offer_hearing(said: Opinion | None) -> bool:
    """Say whether a hearing must be offered: fines from the threshold up; without one, any fine.

    行政处罚法 63 speaks of larger fines; which are larger each department sets. Unset, nobody loses the right.
    """
    if said is None:
        return True
    fined = sum(p.fine for p in said.lines.values())
    return fined > 0 and (said.hearing_from is None or fined >= said.hearing_from)


def offers_hearing(view: View, facts: Notice) -> bool:
    """The right to a hearing is told where it exists."""
    return facts.hearing or not must_offer_hearing(opinion(view))


def notice_served(view: View) -> date | None:
    """Return when the notice as it stands was received; None where it was not."""
    return served(view, "serve_notice", since=seq(view, "tell")) if notice(view) else None


def is_told(view: View) -> bool:
    """The notice of what is intended has been received."""
    return notice_served(view) is not None


def statement_is_over(view: View, on: date) -> bool:
    """The employer has spoken or its time is over, and what it said has been weighed."""
    said = notice(view)
    if said is None:
        return False
    spoke = seq(view, "state") > seq(view, "tell")
    if not spoke:
        return on > said.until
    return seq(view, "consider") > seq(view, "state")


def hearing_asked(view: View) -> bool:
    """A hearing was asked on the notice as it stands."""
    return seq(view, "ask_hearing") > seq(view, "tell")


def was_heard(view: View) -> bool:
    """The hearing that was asked has been held, or given up."""
    said = view.said.get("hear")
    return isinstance(said, HearingRecord) and seq(view, "hear") > seq(view, "ask_hearing")


def hearing_is_over(view: View, on: date) -> bool:
    """No hearing was offered, or it was held, or the right to it is used up."""
    said = notice(view)
    if said is None:
        return False
    if hearing_asked(view):
        return was_heard(view)
    if not said.hearing or seq(view, "waive_hearing") > seq(view, "tell"):
        return True
    clocks = [view.clocks.get(("hearing_request", s.key)) for s in view.of(EMPLOYER)]
    return bool(clocks) and all(c is not None and c.due is not None and c.due < on for c in clocks)


def needs_review(view: View) -> bool:
    """Legal review comes first: a hearing was offered, the matter is major, or the fine leaves the band."""
    said, told = opinion(view), notice(view)
    if said is None:
        return True
    return said.major or (told is not None and told.hearing) or leaves_band(view, said)


def is_reviewed(view: View) -> bool:
    """The legal reviewer agrees to the opinion as it stands."""
    said = view.said.get("legal_review")
    since = seq(view, "propose", "propose_departing")
    passed = isinstance(said, LegalReview) and said.result == "同意"
    return passed and seq(view, "legal_review") > since


def needs_discussion(view: View) -> bool:
    """The heads discuss it: the matter is major, or a hearing was held."""
    said = opinion(view)
    return said is None or said.major or was_heard(view)


def is_discussed(view: View) -> bool:
    """The heads have discussed the opinion as it stands."""
    return seq(view, "discuss") > seq(view, "propose", "propose_departing")


def no_heavier(view: View, facts: Decision) -> bool:
    """No fine and no payment goes beyond what was told. 行政处罚法 45."""
    told = notice(view)
    if told is None:
        return False
    return all(fine <= told.fines.get(k, 0) for k, fine in facts.fines.items()) and all(
        pay <= told.pays.get(k, 0) for k, pay in facts.pays.items()
    )


def warning_was_proposed(view: View, facts: Decision) -> bool:
    """A warning is given only where it was intended."""
    said = opinion(view)
    lines: Mapping[str, Proposed] = said.lines if said else {}
    return all(lines[k].warning for k, d in facts.lines.items() if d.warning and k in lines)


def decides_something(_view: View, facts: Decision) -> bool:
    """Each line of the decision fines, warns, orders a payment or says in words what is to be done."""
    return bool(facts.lines) and all(
        d.fine or d.pay or d.warning or d.words.strip() for d in facts.lines.values()
    )


def lightened(view: View) -> bool:
    """What the employer said was adopted, wholly or in part, since the notice."""
    said = view.said.get("consider")
    fresh = seq(view, "consider") > seq(view, "tell")
    return fresh and isinstance(said, Considered) and said.outcome != "不采纳"


def is_settled(view: View) -> bool:
    """Every violation has its result, and one of them by an act: the case stands decided."""
    found = view.of(VIOLATION)
    if not found or any(s.state not in SETTLED for s in found):
        return False
    return any(s.state != UNFOUNDED.code for s in found) or seq(view, "drop") >= 0
