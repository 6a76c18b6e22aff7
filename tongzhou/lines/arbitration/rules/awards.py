"""终局与效力 — which item is final at once, what takes effect when, and how long the archive is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tongzhou.law import article
from tongzhou.law.heads import FOUR_KINDS, STANDARD, head
from tongzhou.lines.arbitration import choices
from tongzhou.lines.arbitration.facts import bringing, deciding, trying
from tongzhou.lines.arbitration.states import CLAIMANT
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.serving import ServiceOfPaper
from tongzhou.procedure.view import Clock, Subject, View

from .track import is_worker

FINAL_TEST = article("劳动争议调解仲裁法", 47)
MONTHS = 12
AWARDS = {"award_final": "终局裁决", "award_other": "非终局裁决", "award_partial": "先行裁决"}
SERVES = {
    "award_final": "serve_final",
    "award_other": "serve_other",
    "award_partial": "serve_other",
}


def is_final(code: str, amount: int, *, minimum_wage: int) -> bool:
    """Say whether one item is final at once. 调解仲裁法 47; 办案规则 50; 解释（一） 19.

    `amount` is that awarded under the head, `minimum_wage` that of a month, both in fen. The test is made
    for each item by itself, never for the sum.
    """
    sort = head(code).sort
    if code == "annual_leave" and not choices.ANNUAL_LEAVE_IS_PAY:
        return True
    if sort == STANDARD:
        return True
    return sort in FOUR_KINDS and amount <= MONTHS * minimum_wage


def parted(
    items: dict[str, dict[str, int]], *, minimum_wage: int
) -> tuple[dict[str, dict[str, int]], dict[str, dict[str, int]]]:
    """Part what is awarded into final and other items: they go into separate awards. 办案规则 50.

    Employers' claims are never final at once: 47 speaks of what a worker recovers.
    """
    final: dict[str, dict[str, int]] = {}
    other: dict[str, dict[str, int]] = {}
    for key, of_one in items.items():
        for code, amount in of_one.items():
            closes = is_worker(key) and is_final(code, amount, minimum_wage=minimum_wage)
            (final if closes else other).setdefault(key, {})[code] = amount
    return final, other


def only_final(_view: View, facts: deciding.Award) -> bool:
    """Say whether every item of an award is final at once."""
    return (
        bool(facts.minimum_wage)
        and not parted(facts.items, minimum_wage=facts.minimum_wage or 0)[1]
    )


def none_final(_view: View, facts: deciding.Award) -> bool:
    """Say whether no item of an award is final at once."""
    return (
        bool(facts.minimum_wage)
        and not parted(facts.items, minimum_wage=facts.minimum_wage or 0)[0]
    )


def has_other_award(view: View) -> bool:
    """Say whether an award was made that fifteen days and no suit bring into force."""
    return "award_other" in view.last or "award_partial" in view.last


def was_sued(view: View) -> bool:
    """Say whether anybody went to court."""
    return any(act in view.last for act in ("sue_final", "sue_other", "sue_annulled"))


def has_outcome(view: View) -> bool:
    """Say whether something was settled or awarded that can be paid."""
    return "settle" in view.last or any(act in view.last for act in AWARDS)


def claims_of(claimant: Subject) -> tuple[ClaimItem, ...]:
    """Return what a claimant asks for now: as last stated."""
    found: tuple[ClaimItem, ...] = ()
    for told in claimant.told:
        claims = getattr(told.facts, "claims", None)
        if claims and claimant.key in claims and told.act != "split":
            found = tuple(claims[claimant.key])
    return found


def was_claimed(view: View, facts: deciding.Award) -> bool:
    """Say whether every item awarded was asked for, and no more than was asked: 不告不理."""
    for key, of_one in facts.items.items():
        asked = {i.head: i.amount for i in claims_of(view.subjects[key])}
        for code, amount in of_one.items():
            if code not in asked or (head(code).money and amount > asked[code]):
                return False
    return True


def is_about_those_with_items(
    view: View, facts: deciding.Award | deciding.Settlement | deciding.Offer
) -> bool:
    """Say whether everybody with an amount is a claimant for whom something is still to be decided."""
    return all(
        key in view.subjects
        and view.subjects[key].kind is CLAIMANT
        and view.subjects[key].state == "claiming"
        for key in facts.items
    )


def offer_to(claimant: Subject) -> tuple[deciding.Offer, deciding.Consent | None] | None:
    """Return the settlement last offered to a claimant with their latest answer to it; None: none offered."""
    offer: deciding.Offer | None = None
    answer: deciding.Consent | None = None
    for told in claimant.told:
        if isinstance(told.facts, deciding.Offer) and claimant.key in told.facts.items:
            offer, answer = told.facts, None
        elif isinstance(told.facts, deciding.Consent):
            answer = told.facts
    return (offer, answer) if offer else None


def offered(view: View) -> dict[str, dict[str, int]]:
    """Return what is offered to each claimant still in dispute: claimant → head → fen."""
    found = {s.key: offer_to(s) for s in view.of(CLAIMANT, "claiming")}
    return {key: dict(pair[0].items[key]) for key, pair in found.items() if pair}


def agreed_to_offer(view: View) -> frozenset[str]:
    """Return the claimants whose latest answer to what they are offered is yes."""
    found = {s.key: offer_to(s) for s in view.of(CLAIMANT, "claiming")}
    return frozenset(
        key for key, pair in found.items() if pair and pair[1] and pair[1].answer == "同意"
    )


def awards_of(claimant: Subject) -> list[tuple[str, date, deciding.Award]]:
    """Return the awards a claimant is in: act, day, facts."""
    return [
        (told.act, told.on, told.facts)
        for told in claimant.told
        if told.act in AWARDS
        and isinstance(told.facts, deciding.Award)
        and claimant.key in told.facts.items
    ]


def received(subject: Subject, act: str) -> date | None:
    """Return when an award was received, as the proof of service says; None: not yet."""
    days = [
        told.facts.received_on
        for told in subject.told
        if told.act == act and isinstance(told.facts, ServiceOfPaper) and told.facts.received_on
    ]
    return max(days, default=None)


@dataclass(frozen=True)
class Effect:
    """How it stands with one award and one claimant."""

    act: str
    label: str
    words: str
    since: date | None = None  # in force from this day
    until: date | None = None  # may still be attacked until this day
    attacked: bool = False


def effects(view: View, claimant: str, *, on: date) -> list[Effect]:
    """Return how it stands with each award of a claimant on a day. 调解仲裁法 47–50.

    A final award is in force from the day it is made, unless the worker sues in time; another one when
    fifteen days have passed for everybody without a suit.
    """
    subject = view.subjects[claimant]
    return [_effect(view, claimant, act, made, on) for act, made, _facts in awards_of(subject)]


def _effect(view: View, claimant: str, act: str, made: date, on: date) -> Effect:
    label = AWARDS[act]
    if act == "award_final":
        suit = view.clocks.get(("sue_final", claimant))
        if suit and suit.stopped:
            return Effect(act, label, "劳动者已起诉，裁决不发生法律效力", attacked=True)
        return Effect(
            act,
            label,
            "自作出之日起发生法律效力",
            since=made,
            until=suit.due if suit and not _over(suit, on) else None,
        )
    clocks = [
        clock
        for (code, key), clock in view.clocks.items()
        if (code == "sue_other" and key == claimant) or code == "sue_other_respondent"
    ]
    if any(c.stopped for c in clocks):
        return Effect(act, label, "当事人已起诉，裁决不发生法律效力", attacked=True)
    if not clocks or any(c.due is None for c in clocks) or not _all_received(view, claimant, act):
        return Effect(act, label, "尚未全部送达，起诉期限未届满")
    last = max(c.due for c in clocks if c.due)
    if on <= last:
        return Effect(act, label, "起诉期限内", until=last)
    return Effect(act, label, "期满未起诉，裁决已发生法律效力", since=last, until=None)


def _over(clock: Clock, on: date) -> bool:
    return clock.due is None or on > clock.due


def _all_received(view: View, claimant: str, act: str) -> bool:
    keys = [claimant, *(s.key for s in view.subjects.values() if s.kind.code == "respondent")]
    return all(received(view.subjects[key], SERVES[act]) for key in keys)


def all_served(view: View) -> bool:
    """Say whether every award has been received by everybody it concerns: before that nothing is archived."""
    return not unserved(view)


def unserved(view: View) -> list[tuple[str, str]]:
    """Return (subject, act) of every award somebody has not received yet."""
    found: dict[tuple[str, str], None] = {}
    for claimant in view.of(CLAIMANT):
        for act, _made, _facts in awards_of(claimant):
            for key in (
                claimant.key,
                *(s.key for s in view.subjects.values() if s.kind.code == "respondent"),
            ):
                if received(view.subjects[key], SERVES[act]) is None:
                    found[key, act] = None
    return list(found)


def retained_until(view: View) -> date | None:
    """Return until when the file must be kept: ten years after an award, else five. 办案规则 23–24."""
    ended = view.on.get("archive")
    if ended is None:
        return None
    awarded = any(act in view.last for act in AWARDS)
    years = choices.RETENTION_AWARD_YEARS if awarded else choices.RETENTION_OTHER_YEARS
    try:
        return ended.replace(year=ended.year + years)
    except ValueError:  # 29 February
        return date(ended.year + years, 2, 28)


def entrusted_matter(view: View, facts: trying.Entrusting) -> dict[str, object]:
    """Return what an entrusted mediation is opened with: the matter, everybody's claims as they now stand."""
    brought = view.said.get("apply")
    matter = (
        brought.carried() if isinstance(brought, bringing.Application) else {"story": "见仲裁申请"}
    )
    sides = [s for s in view.subjects.values() if s.kind.code in ("claimant", "respondent")]
    return {
        **matter,
        "names": {s.key: s.name for s in sides},
        "claims": {s.key: claims_of(s) for s in sides if s.kind.code == "claimant"},
        "way": "entrusted",
        "body": facts.body,
        "channel": "移交",
        "first_seen": view.first_seen,
    }


def split_matter(view: View, facts: bringing.Splitting) -> dict[str, object]:
    """Return what a case split off is opened with: the matter as it was brought, the claims of those who leave."""
    brought = view.said.get("apply")
    matter = (
        brought.carried() if isinstance(brought, bringing.Application) else {"story": facts.ground}
    )
    names = facts.names | {
        s.key: s.name for s in view.subjects.values() if s.kind.code == "respondent"
    }
    return {
        **matter,
        "names": names,
        "claims": facts.claims,
        "particulars": facts.particulars,
        "channel": "移交",
        "first_seen": view.first_seen,
    }
