"""程序与前提 — which procedure a case follows, and what each act presupposes."""

from __future__ import annotations

from datetime import date

from tongzhou.lines.arbitration import choices
from tongzhou.lines.arbitration.facts import bringing, deciding, trying
from tongzhou.lines.arbitration.states import (
    ACTING,
    AGENT,
    ASKED,
    CLAIMANT,
    COUNTERCLAIM,
    HEARING,
    MEMBER,
    OBJECTION,
    RECUSAL,
    RESPONDENT,
    SET_DOWN,
    SITTING,
    SPOKESMAN,
)
from tongzhou.procedure.claims import Claims
from tongzhou.procedure.view import View

ORDINARY, SIMPLE, COLLECTIVE = "ordinary", "simple", "collective"
TRACKS = {ORDINARY: "一般程序", SIMPLE: "简易处理", COLLECTIVE: "集体争议"}
GROUP = 10  # 办案规则 5, 62


def track(view: View) -> str:
    """Return which procedure the case follows now; before it is accepted, which it will follow.

    A case handled simply that was converted is ordinary, or collective where ten or more claim.
    """
    taken = {
        code: view.last[act]
        for code, act in (
            (ORDINARY, "accept"),
            (SIMPLE, "accept_simple"),
            (COLLECTIVE, "accept_collective"),
        )
        if act in view.last
    }
    found = max(taken, key=taken.__getitem__, default=COLLECTIVE if is_group(view) else ORDINARY)
    if found == SIMPLE and view.last.get("convert", -1) > taken[SIMPLE]:
        return COLLECTIVE if is_group(view) else ORDINARY
    return found


def is_worker(key: str) -> bool:
    """Say whether a party is a worker, by the form of its key."""
    return key.partition("/")[2].startswith("w")


def workers(view: View) -> list[str]:
    """Return the keys of the claimants who are workers."""
    return [s.key for s in view.of(CLAIMANT) if is_worker(s.key)]


def is_group(view: View) -> bool:
    """Say whether the special procedure applies: ten workers or more with a common claim, or a dispute
    about a collective contract. 办案规则 5, 62.
    """
    brought = application(view)
    return len(workers(view)) >= GROUP or bool(brought and brought.collective_contract)


def needs_no_group(view: View) -> bool:
    """Say whether the ordinary procedure may be taken."""
    return not is_group(view)


def application(view: View) -> bringing.Application | None:
    """Return the dispute as it was brought."""
    found = view.said.get("apply")
    return found if isinstance(found, bringing.Application) else None


def may_be_simple(view: View, facts: bringing.SimpleAcceptance) -> bool:
    """Say whether the ground stated for simple handling holds. 办案规则 56."""
    if not facts.ground.startswith("标的额") or facts.average_wage is None:
        return True
    sums = [view.ledger[s.key].get("asked", 0) for s in view.of(CLAIMANT)]
    tested = max(sums, default=0) if choices.SIMPLE_BY_EACH_CLAIMANT else sum(sums)
    return tested <= facts.average_wage


def speak_through_three_to_five(view: View) -> bool:
    """办案规则 63: a group of ten or more speaks through three to five representatives."""
    return len(workers(view)) < GROUP or 3 <= view.tally[SPOKESMAN.code, ACTING.code] <= 5


def three_to_five(_view: View, facts: bringing.Election) -> bool:
    """Say whether an election names three to five."""
    return 3 <= len(facts.names) <= 5


def speaks_through_others(view: View) -> bool:
    """Say whether the claimants have chosen representatives."""
    return view.tally[SPOKESMAN.code, ACTING.code] > 0


def has_agents(view: View) -> bool:
    """Say whether anybody acts for a party."""
    return view.tally[AGENT.code, ACTING.code] > 0


def has_objections(view: View) -> bool:
    """Say whether an objection to jurisdiction waits for its decision."""
    return view.tally[OBJECTION.code, ASKED.code] > 0


def has_counterclaims(view: View) -> bool:
    """Say whether a counterclaim waits for its decision."""
    return view.tally[COUNTERCLAIM.code, ASKED.code] > 0


def has_recusals(view: View) -> bool:
    """Say whether a request for recusal waits for its decision."""
    return view.tally[RECUSAL.code, ASKED.code] > 0


def votes_cast(view: View) -> dict[str, int]:
    """Return how many claimants want whom to speak for them, most wanted first; the last vote counts."""
    tally: dict[str, int] = {}
    for claimant in view.of(CLAIMANT):
        vote = claimant.stated.get("vote")
        if isinstance(vote, bringing.Vote):
            for key in vote.chosen:
                tally[key] = tally.get(key, 0) + 1
    return dict(sorted(tally.items(), key=lambda kv: (-kv[1], kv[0])))


def asked_once(view: View) -> bool:
    """办案规则 29: what is missing is told once and whole."""
    return "ask_papers" not in view.last


def due_is_ahead(_view: View, facts: bringing.Missing, on: date) -> bool:
    """Say whether the day set lies ahead."""
    return facts.due > on


def is_simple(view: View) -> bool:
    """Say whether the case is handled simply."""
    return track(view) == SIMPLE


def is_collective(view: View) -> bool:
    """Say whether the special procedure for groups is followed."""
    return track(view) == COLLECTIVE


def may_be_suggested(view: View) -> bool:
    """办案规则 69: mediation is suggested before acceptance in disputes of a group."""
    return is_group(view)


def tribunal_fits(view: View, facts: trying.Tribunal) -> bool:
    """Say whether as many arbitrators sit as the procedure asks: one in simple handling, else three.

    Those who sit already count; who has been recused does not come back. 调解仲裁法 31; 办案规则 65.
    """
    recused = {s.key for s in view.of(MEMBER) if s.state != SITTING.code}
    if recused & set(facts.roles):
        return False
    return len(facts.arbitrators) == (1 if is_simple(view) else 3)


def tribunal(view: View) -> dict[str, str]:
    """Return who sits now, in which role: member key → role."""
    found: dict[str, str] = {}
    for member in view.of(MEMBER, SITTING.code):
        named = member.stated.get("form_tribunal")
        if isinstance(named, trying.Tribunal):
            found[member.key] = named.roles.get(member.key, "")
    return found


def has_tribunal(view: View) -> bool:
    """Say whether a whole tribunal sits."""
    sitting = [role for role in tribunal(view).values() if role != "书记员"]
    return len(sitting) == (1 if is_simple(view) else 3)


def is_not_stayed(view: View) -> bool:
    """Say whether the case is not standing still."""
    return view.last.get("stay", -1) <= view.last.get("resume", -1)


def is_stayed(view: View) -> bool:
    """Say whether the case stands still."""
    return not is_not_stayed(view)


def within_defence(view: View, facts: bringing.Objection | bringing.CounterClaim, on: date) -> bool:
    """Say whether a respondent's time for defence is not over. 办案规则 10, 36."""
    clock = view.clocks.get(("defence", facts.by))
    return clock is None or clock.due is None or on <= clock.due


def by_a_respondent(view: View, facts: bringing.Objection | bringing.CounterClaim) -> bool:
    """Say whether it is a respondent of the case who raises it."""
    subject = view.subjects.get(facts.by)
    return subject is not None and subject.kind is RESPONDENT


def is_set_down(view: View) -> bool:
    """Say whether a hearing is set down."""
    return view.tally[HEARING.code, SET_DOWN.code] > 0


def elements_are_of_claimants(view: View, facts: trying.Elements | trying.Findings) -> bool:
    """Say whether facts are stated of claimants of the case only."""
    return all(key in view.subjects and view.subjects[key].kind is CLAIMANT for key in facts.of)


def claims_are_of_those_named(_view: View, facts: Claims) -> bool:
    """Say whether everybody has a claim."""
    return bool(facts.claims) and all(facts.claims.values())


def was_merged_into(view: View) -> bool:
    """Say whether another case was merged into this one."""
    return "engine.absorb" in view.last


def notice_runs(view: View) -> bool:
    """Say whether a public notice is running, its time not counted."""
    return view.last.get("publish", -1) > view.last.get("published", -1)


def repents_what_is_unsigned(view: View, facts: deciding.Repentance) -> bool:
    """调解仲裁法 42: only before both sides have signed for the statement."""
    return all(key in view.subjects and view.subjects[key].state == "agreed" for key in facts.who)
