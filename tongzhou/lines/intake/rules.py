"""判断 — what a report amounts to, and what may follow. Pure."""

from __future__ import annotations

from datetime import date

import msgspec

from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.facts import FileRef
from tongzhou.procedure.view import Subject, View

from . import facts
from .bar import Answer, competent, within_two_years
from .violations import labels

MANY = 5  # from so many on, those who report choose representatives
ALIAS = "投诉人"


# --- What was reported -----------------------------------------------------------------------------


def report(view: View) -> facts.Report:
    """Return the report as it was brought."""
    said = view.said["report"]
    assert isinstance(said, facts.Report)
    return said


def subjects(view: View, kind: str, *states: str) -> list[Subject]:
    """Return the subjects of a kind, at these states if any are named."""
    return [
        s
        for s in view.subjects.values()
        if s.kind.code == kind and (not states or s.state in states)
    ]


def workers(view: View) -> list[Subject]:
    """Return those who report and have not left."""
    return subjects(view, "worker", "reporting")


def restated(view: View) -> list[facts.Restated]:
    """Return what merged reports have said, each once, in order."""
    found = {
        told.seq: told.facts
        for s in view.subjects.values()
        for told in s.told
        if isinstance(told.facts, facts.Restated)
    }
    last = view.said.get("restate")
    if isinstance(last, facts.Restated):
        found.setdefault(view.last["restate"], last)
    return [f for _seq, f in sorted(found.items()) if isinstance(f, facts.Restated)]


def claims_of(view: View) -> dict[str, tuple[ClaimItem, ...]]:
    """Return the items of each worker as they now stand, those of merged reports included.

    Whose items nothing has restated keeps at least the sum, as wages.
    """
    found = dict(report(view).claims)
    for subject in workers(view):
        for told in subject.told:
            said = told.facts
            if isinstance(said, (facts.Joining, facts.Restated)) and subject.key in said.claims:
                found[subject.key] = said.claims[subject.key]
        if subject.key not in found and (sum_ := view.ledger.get(subject.key, {}).get("请求")):
            found[subject.key] = (ClaimItem(head="wages", amount=sum_, basis="并案带入"),)
    here = {s.key for s in workers(view)}
    return {key: items for key, items in found.items() if key in here}


def violations(view: View) -> tuple[str, ...]:
    """Return all that was reported, by the report and by those merged into it."""
    codes = [*report(view).violations, *(c for r in restated(view) for c in r.violations)]
    return tuple(dict.fromkeys(codes))


def evidence(view: View) -> tuple[FileRef, ...]:
    """Return every file handed in."""
    found = {f.digest: f for f in report(view).evidence}
    for merged in restated(view):
        found |= {f.digest: f for f in merged.evidence}
    mended = view.said.get("mend")
    if isinstance(mended, facts.Mending):
        found |= {f.digest: f for f in mended.files}
    return tuple(found.values())


def story(view: View) -> str:
    """Return what happened, in the words of everybody who reported it."""
    parts = [report(view).story]
    parts += [f"（并入{r.from_case}）{r.words}" for r in restated(view) if r.words]
    mended = view.said.get("mend")
    if isinstance(mended, facts.Mending):
        parts.append(f"（补正）{mended.words}")
    return "\n".join(parts)


def period(view: View) -> tuple[date | None, date | None, bool]:
    """Return since when, until when, and whether it still goes on, as put right later."""
    said, mended = report(view), view.said.get("mend")
    since, until = said.since, said.until
    if isinstance(mended, facts.Mending):
        since, until = mended.since or since, mended.until or until
    return since, until, said.ongoing and until is None


def site(view: View) -> str:
    """Return where, in words."""
    mended = view.said.get("mend")
    later = mended.site if isinstance(mended, facts.Mending) else ""
    return later or report(view).site


# --- The two questions of 若干规定 18 ----------------------------------------------------------------


def time_bar(view: View) -> Answer:
    """Say whether it is within the two years, from the day it was first brought anywhere."""
    since, until, ongoing = period(view)
    return within_two_years(
        since=since,
        until=until,
        ongoing=ongoing,
        violations=violations(view),
        received=view.first_seen or view.opened_on or date.max,
    )


def competence(view: View) -> Answer:
    """Say whether the region in charge is competent."""
    said = report(view)
    return competent(
        place=said.place, seat=said.seat, dispatch=said.dispatch, region=view.region[:6]
    )


def is_in_time(view: View) -> bool:
    """Nothing says that two years have passed."""
    return time_bar(view).holds is not False


def is_ours(view: View) -> bool:
    """Nothing says that another region is competent."""
    return competence(view).holds is not False


def has_employer(view: View) -> bool:
    """若干规定 18(2): there is a definite employer."""
    return bool(subjects(view, "employer"))


def has_violation(view: View) -> bool:
    """Something was reported that inspection looks into."""
    return bool(violations(view))


def names_violation(view: View, stated: facts.Acceptance) -> bool:
    """What is accepted was reported, or was found in what was reported."""
    return bool(stated.violations or violations(view))


def is_not_elsewhere(view: View) -> bool:
    """监察条例 21: it is not before arbitration or a court already."""
    return report(view).elsewhere not in ("已申请仲裁", "已向人民法院起诉")


def has_representatives(view: View) -> bool:
    """Five or more have chosen who speaks for them."""
    return len(workers(view)) < MANY or bool(representatives(view))


def representatives(view: View) -> list[Subject]:
    """Return who represents the others."""
    chosen = set(report(view).representatives)
    said = view.said.get("represent")
    if isinstance(said, facts.Representing):
        chosen = set(said.representatives)
    return [s for s in workers(view) if s.key in chosen]


def are_here(view: View, stated: facts.Representing) -> bool:
    """Whoever represents reports as well."""
    return set(stated.representatives) <= {s.key for s in workers(view)}


def barred_as_said(view: View, stated: facts.Refusal) -> bool:
    """Nobody is refused for time that has not passed."""
    return stated.ground != "违法行为超过二年" or time_bar(view).holds is False


def has_answered_ground(view: View, stated: facts.Refusal) -> bool:
    """Only who was asked to put something right can have failed to."""
    return stated.ground != "逾期没有补正" or view.state == "mending"


def is_elsewhere(view: View, stated: facts.Passing) -> bool:
    """A request goes to another region, a county."""
    return len(stated.to) == 6 and stated.to[:6] != view.region[:6]


def nobody_left(view: View) -> bool:
    """Everybody who reported has withdrawn."""
    everybody = subjects(view, "worker")
    return bool(everybody) and all(s.state == "left" for s in everybody)


# --- Requests between regions ----------------------------------------------------------------------


def request(view: View) -> facts.Request:
    """Return what one region asks of another."""
    said = view.said["ask"]
    assert isinstance(said, facts.Request)
    return said


def is_transfer(view: View) -> bool:
    """The report itself is to go over."""
    return request(view).sort == "移送"


def is_help(view: View) -> bool:
    """Help, or acting together, is asked; the report stays where it is."""
    return not is_transfer(view)


def in_one_league(view: View) -> bool:
    """Both ends lie in one league: it is the common superior (监察条例 13)."""
    said = request(view)
    return bool(said.sender) and said.sender[:4] == view.region[:4]


def in_two_leagues(view: View) -> bool:
    """The autonomous region is the common superior."""
    return not in_one_league(view)


def to_receiver(view: View, stated: facts.Designation) -> bool:  # noqa: ARG001
    """It is the receiver's."""
    return stated.verdict == "由接收方办理"


# --- What it is called, and its row ----------------------------------------------------------------


def called(view: View) -> str:
    """Return what a report is called in lists: whom it is about and what, never who reports."""
    said = view.said.get("report") or view.said.get("ask")
    codes: tuple[str, ...] = getattr(said, "violations", ())
    firms = [s.name for s in subjects(view, "employer") if s.name]
    told = getattr(said, "employer_words", "") or getattr(said, "site", "")
    about = "、".join(firms[:2]) or told or "未写明单位"
    what = labels(codes[:2]) or "劳动保障违法"
    kind = getattr(said, "kind", "投诉")
    count = len(subjects(view, "worker"))
    many = f"（{count}人）" if count > 1 else ""
    sort = f"{said.sort}：" if isinstance(said, facts.Request) else ""
    return f"{sort}{kind}{about}{what}{many}"


def identities(text: str) -> dict[str, str]:
    """Read the sealed names: key → name. What is no such text names nobody."""
    try:
        return msgspec.json.decode(text.encode(), type=dict[str, str])
    except (msgspec.DecodeError, msgspec.ValidationError):
        return {}


def amount(view: View) -> int:
    """Return what all claim, in fen."""
    return sum(view.ledger.get(s.key, {}).get("请求", 0) for s in workers(view))


def has_result(view: View) -> bool:
    """The inspection that came of it is closed."""
    return "result" in view.last
