"""判断 — the level of a warning, what hit, what has been done about it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from tongzhou.procedure.view import Subject, View
from tongzhou.warning.rules import Level

from . import facts
from .states import ASSIGNED, EMPLOYER, HANDLER, MEASURE, PENDING

OWING = ("warning_responder", "coordinator", "warning_analyst")
REAL = ("属实", "部分属实")
GRADING = ("raise", "confirm", "issue", "upgrade", "downgrade", "reopen")  # acts that state a level


def level(view: View) -> Level:
    """Return the level in force: what the latest act that graded it said."""
    said = [(view.last[code], code) for code in GRADING if code in view.last]
    stated: Any = view.said[max(said)[1]] if said else None
    return Level(stated.level) if stated else Level.GREY


def advised(view: View) -> Level | None:
    """Return the level that the rules make of all signals since somebody last set one, where it is higher; a person decides."""
    graded = max((view.last[code] for code in GRADING if code in view.last), default=-1)
    said = [t.facts for t in view.told if isinstance(t.facts, facts.MoreHits) and t.seq > graded]
    found = Level(said[-1].level) if said else None
    return found if found and found > level(view) else None


def hits(view: View) -> tuple[facts.HitFact, ...]:
    """Return every signal of the warning, the newest of each rule, gravest first."""
    newest: dict[str, facts.HitFact] = {}
    for stated in _hit_facts(view):
        newest |= {h.rule: h for h in stated}
    return tuple(sorted(newest.values(), key=lambda h: (-Level(h.level).rank, h.rule)))


def _hit_facts(view: View) -> list[tuple[facts.HitFact, ...]]:
    found = []
    for firm in view.of(EMPLOYER):
        for told in firm.told:
            if isinstance(told.facts, (facts.Candidate, facts.MoreHits)):
                found.append(told.facts.hits)
    return found


def candidate(view: View) -> facts.Candidate | None:
    """Return what the warning was opened with."""
    said = view.said.get("raise")
    return said if isinstance(said, facts.Candidate) else None


def employer_of(view: View) -> Subject | None:
    """Return the employer the warning is about."""
    return next(iter(view.of(EMPLOYER)), None)


def handlers(view: View) -> list[Subject]:
    """Return who carries the warning."""
    return view.of(HANDLER, ASSIGNED.code)


def called(view: View) -> str:
    """Return what a warning is called in lists. The employer reads it too: it names no level and accuses nobody."""
    firm = employer_of(view)
    return f"关于{(firm.name or firm.ref) if firm else '用人单位'}用工情况"


def one_employer(_view: View, stated: facts.Candidate) -> bool:
    """Exactly one employer."""
    return sum(k.startswith(f"{EMPLOYER.code}/") for k in stated.names) == 1


def names_a_handler(_view: View, stated: facts.Dispatch) -> bool:
    """Somebody is to carry it."""
    return any(k.startswith(f"{HANDLER.code}/") for k in stated.names)


def has_handler(view: View) -> bool:
    """Somebody carries it."""
    return bool(handlers(view))


def is_higher(view: View, stated: facts.Graded) -> bool:
    """The level is above the one in force."""
    return Level(stated.level) > level(view)


def is_lower(view: View, stated: facts.Graded) -> bool:
    """The level is below the one in force."""
    return Level(stated.level) < level(view)


def known_rules(view: View, stated: facts.FalseAlarm) -> bool:
    """The rules called wrong are among those that hit."""
    return set(stated.rules) <= {h.rule for h in hits(view)}


def knows_rules(view: View, stated: facts.RulesJudged) -> bool:
    """The rules that are judged are among those that hit."""
    return {*stated.confirmed, *stated.wrong} <= {h.rule for h in hits(view)}


@dataclass(frozen=True)
class Verdict:
    """What an officer has said of one rule: confirmed or false, and why."""

    is_true: bool
    cause: str = ""


def verdicts(view: View) -> dict[str, Verdict]:
    """Return what was said of each rule, the latest word of each; a rule that hit anew is open again.

    A warning of one rule needs no word of its own: what was found on looking is the verdict on it.
    """
    hit: dict[str, None] = {}
    found: dict[str, Verdict] = {}
    seen = verification(view)
    cause = seen.cause if seen else ""
    for told in view.told:
        said = told.facts
        if isinstance(said, (facts.Candidate, facts.MoreHits)):
            for h in said.hits:
                hit[h.rule] = None
                found.pop(h.rule, None)
        elif isinstance(said, facts.FalseAlarm):
            found |= {rule: Verdict(False, said.cause) for rule in said.rules or hit}
        elif isinstance(said, facts.RulesJudged):
            found |= {rule: Verdict(True, cause) for rule in said.confirmed}
            found |= {rule: Verdict(False) for rule in said.wrong}
    left = [rule for rule in hit if rule not in found]
    alone = len(left) == 1 and not any(v.is_true for v in found.values())
    if alone and seen and seen.found in REAL:
        found[left[0]] = Verdict(True, cause)
    return found


def standing(view: View) -> list[facts.HitFact]:
    """Return the rules that were not found wrong: what the warning goes on with."""
    said = verdicts(view)
    return [h for h in hits(view) if h.rule not in said or said[h.rule].is_true]


def all_false(view: View) -> bool:
    """Every rule was found wrong, so that nothing is left to warn of."""
    return bool(hits(view)) and not standing(view)


def says_which(view: View, stated: facts.RulesJudged) -> bool:
    """Where looking found it real and several rules are open, at least one is called true by name."""
    said = verdicts(view)
    if any(v.is_true for v in said.values()) or stated.confirmed:
        return True
    found = verification(view)
    return found is None or found.found not in REAL


def leaves_one(view: View, stated: facts.RulesJudged) -> bool:
    """What was found real is not called wrong in every rule."""
    found = verification(view)
    if found is None or found.found not in REAL or stated.confirmed:
        return True
    return bool({h.rule for h in standing(view)} - set(stated.wrong))


def may_be_false(view: View, stated: facts.FalseAlarm) -> bool:
    """Before anybody looked it may all be called false; after that only where the look found nothing, or not the whole of it."""
    if verification(view) is None or was_unfounded(view):
        return True
    left = {h.rule for h in standing(view)} - set(stated.rules)
    return bool(stated.rules) and bool(left)


def is_another(_view: View, stated: facts.Duplicate) -> bool:
    """A warning is no duplicate of itself."""
    return bool(stated.other.strip())


def not_reddest(view: View) -> bool:
    """There is a level above the one in force."""
    return level(view) is not Level.RED


def verification(view: View) -> facts.Verification | None:
    """Return what was last found."""
    said = view.said.get("verified")
    return said if isinstance(said, facts.Verification) else None


def has_been_seen(view: View) -> bool:
    """Somebody has looked since the warning was last taken up anew."""
    return view.last.get("verified", -1) > view.last.get("reopen", -1)


def feedback(view: View) -> facts.Feedback | None:
    """Return what was last reported."""
    said = view.said.get("feed_back")
    return said if isinstance(said, facts.Feedback) else None


def plan(view: View) -> facts.Plan | None:
    """Return the plan in force."""
    said = view.said.get("plan")
    return said if isinstance(said, facts.Plan) else None


def explanation(view: View) -> facts.Explanation | None:
    """Return what the employer last said."""
    said = view.said.get("explain")
    return said if isinstance(said, facts.Explanation) else None


def was_unfounded(view: View) -> bool:
    """What was found on looking is that there is nothing."""
    found = verification(view)
    return found is not None and found.found == "不属实"


def measures_settled(view: View) -> bool:
    """No measure waits."""
    return view.tally[MEASURE.code, PENDING.code] == 0


def is_settled(view: View) -> bool:
    """What was reported lets it be closed: solved, or never so."""
    said = feedback(view)
    return said is not None and said.resolved in ("已化解", "不属实")


def new_measures(view: View, stated: facts.Plan) -> bool:
    """No measure takes the number of an earlier one."""
    return not set(stated.steps) & set(view.subjects)


def offices_known(_view: View, stated: facts.Plan) -> bool:
    """Every measure is owed by an office that can report it done."""
    return all(step.office in OWING for step in stated.steps.values())


def steps_to_come(_view: View, stated: facts.Plan, on: date) -> bool:
    """No measure is due before it is planned."""
    return all(step.until >= on for step in stated.steps.values())


def done_by_now(
    _view: View, stated: facts.Call | facts.Interview | facts.Verification, on: date
) -> bool:
    """What is told as done was not done in the future."""
    for name in ("called_on", "held_on", "visited_on"):
        day = getattr(stated, name, None)
        if day is not None and day > on:
            return False
    return True


def not_before_today(_view: View, stated: facts.Downgrade, on: date) -> bool:
    """The next look lies ahead."""
    return stated.next_check >= on


def names_an_officer(_view: View, stated: facts.ToIncident) -> bool:
    """Somebody of the platform takes it over."""
    return bool(stated.officer)


def incident_case(view: View, stated: facts.ToIncident) -> dict[str, Any]:
    """Return what the incident is opened with: the employer, who takes it over, what is happening."""
    return {
        "names": {s.key: s.name for s in view.of(EMPLOYER)}
        | {f"officer/{stated.officer}": stated.officer_name},
        "unit": stated.unit,
        "happening": stated.happening,
        "people": stated.people,
        "words": stated.words,
        "first_seen": view.first_seen,
    }


def inspection_case(view: View, stated: facts.ToInspection) -> dict[str, Any]:
    """Return what the case of inspection is opened with."""
    return {
        "names": {s.key: s.name for s in view.of(EMPLOYER)},
        "source": "预警",
        "violations": stated.violations,
        "words": stated.words,
        "first_seen": view.first_seen,
    }


def mediation_case(view: View, stated: facts.ToMediation) -> dict[str, Any]:
    """Return what the mediation is opened with: the employer; the clerk adds who asks for it."""
    return {
        "names": {f"respondent/{s.ref}": s.name for s in view.of(EMPLOYER)},
        "claims": {},
        "story": stated.words,
        "first_seen": view.first_seen,
    }
