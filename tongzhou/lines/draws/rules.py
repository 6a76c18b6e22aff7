"""判断 — what a batch amounts to: terms in the words of the algorithm, contributions, teams, estimates. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tongzhou.procedure.view import Subject, View

from . import facts
from .algorithm.canonical import Disagrees
from .algorithm.digests import FORMAT
from .algorithm.seeding import Contribution, seed_of
from .algorithm.seeding import commitment as commitment_of
from .algorithm.terms import Terms, read_terms

LAST_MOMENT = "T15:59:59Z"  # the end of a day in China


def terms_of(view: View) -> facts.Terms | None:
    """Return the terms as last stated."""
    found = view.said.get("amend") or view.said.get("plan")
    return found if isinstance(found, facts.Terms) else None


def called(view: View) -> str:
    """Return what a batch is called in lists."""
    terms = terms_of(view)
    return terms.title if terms else "双随机抽查"


def code_of(key: str) -> str:
    """Return the code of a body in the bundle: `body/12` → `b12`."""
    return f"b{key.partition('/')[2]}"


def bodies(view: View) -> list[Subject]:
    """Return the bodies that the terms name, in the order of their numbers."""
    terms = terms_of(view)
    wanted = terms.names if terms else {}
    found = [s for s in view.subjects.values() if s.kind.code == "body" and s.key in wanted]
    return sorted(found, key=lambda s: (len(s.ref), s.ref))


def all_sealed(view: View) -> bool:
    """Say whether every body has committed."""
    found = bodies(view)
    return bool(found) and all(s.state == "sealed" for s in found)


def all_done(view: View) -> bool:
    """Say whether every body has revealed, or is recorded as silent."""
    found = bodies(view)
    return bool(found) and all(s.state in ("opened", "silent") for s in found)


def raw_terms(view: View, *, batch: str, frozen_at: str) -> dict[str, Any]:
    """Return the first line of the snapshot."""
    terms = terms_of(view)
    assert terms
    public = None
    if terms.public_on:
        before = terms.public_on - timedelta(days=1)
        public = {"source": terms.public_source, "after": f"{before}T16:00:00Z"}
    return {
        "k": "terms",
        "format": FORMAT,
        "hash": terms.hash,
        "batch": batch,
        "title": terms.title,
        "frozen_at": frozen_at,
        "commit_by": f"{terms.commit_by}{LAST_MOMENT}",
        "reveal_by": f"{terms.reveal_by}{LAST_MOMENT}",
        "bodies": [{"code": code_of(s.key), "name": s.name} for s in bodies(view)],
        "least_reveals": terms.least_reveals,
        "absent": terms.absent,
        "public": public,
        "strata": [
            {
                "code": s.code,
                "label": s.label,
                "rate": [s.num, 100],
                "least": s.least,
                "most": s.most,
            }
            for s in terms.strata
        ],
        "seats": terms.seats,
        "reserve": [terms.reserve, 100],
        "items": list(terms.items),
    }


def read(view: View) -> Terms | None:
    """Return the frozen terms as the algorithm reads them; None before the freeze."""
    frozen = frozen_of(view)
    if frozen is None:
        return None
    try:
        return read_terms(raw_terms(view, batch=frozen.batch, frozen_at=frozen.frozen_at))
    except Disagrees:
        return None


def frozen_of(view: View) -> facts.Frozen | None:
    """Return the frozen roster."""
    found = view.said.get("freeze")
    return found if isinstance(found, facts.Frozen) else None


def result_of(view: View) -> facts.Result | None:
    """Return what was drawn."""
    found = view.said.get("draw")
    return found if isinstance(found, facts.Result) else None


def sealed_by(subject: Subject) -> str:
    """Return what a body committed to; empty where it has not."""
    told = subject.stated.get("commit")
    return told.commitment if isinstance(told, facts.Commitment) else ""


def opened_by(subject: Subject) -> facts.Reveal | None:
    """Return what a body revealed."""
    told = subject.stated.get("reveal")
    return told if isinstance(told, facts.Reveal) else None


def fits(view: View, subject: Subject, told: facts.Reveal) -> bool:
    """Say whether what a body reveals is what it had committed to."""
    terms, frozen = read(view), frozen_of(view)
    if terms is None or frozen is None:
        return False
    again = commitment_of(terms, frozen.root, code_of(subject.key), told.value, told.nonce)
    return again == sealed_by(subject)


def contributions(
    view: View, moments: dict[tuple[str, str], str] | None = None
) -> tuple[Contribution, ...]:
    """Return what each body did; a reveal that does not fit its commitment counts as silence.

    `moments`: (act, key) → moment in UTC; the seed does not depend on them.
    """
    told = moments or {}
    found = []
    for s in bodies(view):
        opened = opened_by(s)
        if opened and not fits(view, s, opened):
            opened = None
        found.append(
            Contribution(
                code_of(s.key),
                sealed_by(s),
                told.get(("commit", s.key), "") if sealed_by(s) else "",
                opened.value if opened else "",
                opened.nonce if opened else "",
                told.get(("reveal", s.key), "") if opened else "",
            )
        )
    return tuple(found)


def public_value(view: View) -> str:
    """Return the public value that was recorded."""
    told = view.said.get("state_public")
    return told.value if isinstance(told, facts.PublicValue) else ""


# --- What the acts ask first --------------------------------------------------------------------------


def has_bodies_and_strata(view: View) -> bool:
    """Say whether there is anything to draw by, and more than one to contribute."""
    terms = terms_of(view)
    return terms is not None and len(bodies(view)) >= 2 and len(terms.strata) >= 1


def still_time_to_freeze(view: View, _stated: facts.Frozen, on: date) -> bool:
    """Say whether the bodies still have a day for their commitments."""
    terms = terms_of(view)
    return terms is not None and on <= terms.commit_by


def in_time_to_commit(view: View, _stated: facts.Commitment, on: date) -> bool:
    """Say whether the last day for commitments is not over."""
    frozen = frozen_of(view)
    return frozen is not None and on <= frozen.commit_by


def in_time_to_reveal(view: View, _stated: facts.Reveal, on: date) -> bool:
    """Say whether the last day for reveals is not over."""
    frozen = frozen_of(view)
    return frozen is not None and on <= frozen.reveal_by


def commitments_over(view: View, _stated: facts.Unsealed, on: date) -> bool:
    """Say whether the last day for commitments is over."""
    frozen = frozen_of(view)
    return frozen is not None and on > frozen.commit_by


def reveals_over(view: View, _stated: facts.Unopened, on: date) -> bool:
    """Say whether the last day for reveals is over."""
    frozen = frozen_of(view)
    return frozen is not None and on > frozen.reveal_by


def somebody_committed(view: View) -> bool:
    """Say whether enough bodies committed for a draw."""
    terms = terms_of(view)
    sealed = sum(bool(sealed_by(s)) for s in bodies(view))
    return terms is not None and sealed >= terms.least_reveals


def wants_public(view: View) -> bool:
    """Say whether the terms name a public value."""
    terms = terms_of(view)
    return terms is not None and terms.public_on is not None


def public_is_out(view: View, _stated: facts.PublicValue, on: date) -> bool:
    """Say whether the day of the public value has come."""
    terms = terms_of(view)
    return terms is not None and terms.public_on is not None and on >= terms.public_on


def has_public(view: View) -> bool:
    """Say whether the public value was recorded, or none is needed."""
    return not wants_public(view) or bool(public_value(view))


def enough_revealed(view: View) -> bool:
    """Say whether the rule fixed beforehand lets the draw be made."""
    terms = terms_of(view)
    if terms is None:
        return False
    parts = contributions(view)
    opened = sum(p.is_revealed for p in parts)
    return opened >= terms.least_reveals and (terms.absent != "void" or opened == len(parts))


def seed_follows(view: View, stated: facts.Result) -> bool:
    """Say whether the seed is that of the contributions."""
    terms, frozen = read(view), frozen_of(view)
    if terms is None or frozen is None:
        return False
    return stated.seed == seed_of(terms, frozen.root, contributions(view), public_value(view))


def drew_somebody(_view: View, stated: facts.Result) -> bool:
    """Say whether anybody was drawn."""
    return bool(stated.picks)


def knows_target(view: View, stated: facts.Checked | facts.Dispatch) -> bool:
    """Say whether the employer is among those drawn."""
    return stated.target in view.subjects


# --- After the draw -----------------------------------------------------------------------------------


def picks(view: View) -> dict[str, facts.Picked]:
    """Return how each drawn employer stands: key → pick with its present officers."""
    result = result_of(view)
    found = dict(result.picks) if result else {}
    for key, subject in view.subjects.items():
        if subject.kind.code != "employer":
            continue
        for told in subject.told:
            if isinstance(told.facts, facts.Replacement) and told.facts.pick:
                owner = told.facts.fresh or told.facts.target
                if owner == key:
                    found[key] = told.facts.pick
    return found


def people(view: View) -> dict[str, str]:
    """Return the officers of the batch: number → name."""
    result = result_of(view)
    found = dict(result.people) if result else {}
    for subject in view.subjects.values():
        for told in subject.told:
            if isinstance(told.facts, facts.Replacement):
                found |= told.facts.people
    return found


def report_of(subject: Subject) -> facts.Checked | None:
    """Return what was reported of an employer."""
    told = [t.facts for t in subject.told if isinstance(t.facts, facts.Checked)]
    return told[-1] if told else None


FOUND = ("已责令改正", "立案查处")


@dataclass(frozen=True)
class Estimate:
    """推断: of a stratum or all: sizes, how many were checked, how many had a violation, the share in all.

    `share` and `error` are of a hundred: the Horvitz–Thompson estimate and its standard error.
    """

    label: str
    size: int
    checked: int
    found: int
    share: float | None
    error: float | None


def estimates(view: View) -> list[Estimate]:
    """Return for each stratum, and last for all, how many violations there are likely to be.

    Total N·p̂ per stratum, variance N²(1 − n/N) p̂(1 − p̂)/(n − 1); strata without a report are left out.
    """
    terms = terms_of(view)
    if terms is None:
        return []
    rows, total, whole, variance = [], 0.0, 0, 0.0
    known = picks(view)
    for s in terms.strata:
        of_it = [(k, p) for k, p in known.items() if p.stratum == s.code and k in view.subjects]
        reports = [r for k, _p in of_it if (r := report_of(view.subjects[k]))]
        seen = [r for r in reports if r.outcome not in ("无法联系", "已注销停业")]
        size = of_it[0][1].size if of_it else 0
        n, found = len(seen), sum(r.outcome in FOUND for r in seen)
        if not n:
            rows.append(Estimate(s.label, size, 0, 0, None, None))
            continue
        p = found / n
        spread = (1 - n / size) * p * (1 - p) / (n - 1) if n > 1 else 0.0
        rows.append(Estimate(s.label, size, n, found, 100 * p, 100 * spread**0.5))
        total, whole, variance = total + size * p, whole + size, variance + size * size * spread
    if whole:
        checked, found = sum(r.checked for r in rows), sum(r.found for r in rows)
        share, error = 100 * total / whole, 100 * variance**0.5 / whole
        rows.append(Estimate("合计", whole, checked, found, share, error))
    return rows


def batch_rows(view: View) -> dict[str, dict[str, Any]]:
    """Return the one row of a batch."""
    terms, frozen, result = terms_of(view), frozen_of(view), result_of(view)
    drawn = [s for s in view.subjects.values() if s.kind.code == "employer"]
    reports = [r for s in drawn if (r := report_of(s))]
    return {
        "": {
            "title": (terms.title if terms else "")[:80],
            "year": view.opened_on.year if view.opened_on else 0,
            "items": list(terms.items) if terms else [],
            "root": frozen.root if frozen else "",
            "objects_count": frozen.objects if frozen else 0,
            "officers_count": frozen.officers if frozen else 0,
            "digest": result.digest if result else "",
            "drawn": sum(s.state != "replaced" for s in drawn),
            "checked": len(reports),
            "found": sum(r.outcome in FOUND for r in reports),
        }
    }


def drawn_rows(view: View) -> dict[str, dict[str, Any]]:
    """Return one row for each employer drawn: its chance, its officers, what was found."""
    found = {}
    for key, pick in picks(view).items():
        subject = view.subjects.get(key)
        if subject is None or not subject.ref[1:].isdigit():
            continue
        report = report_of(subject)
        found[key] = {
            "key": key,
            "employer": int(subject.ref[1:]),
            "state": subject.state,
            "stratum": pick.stratum[:64],
            "drawn": pick.drawn,
            "size": pick.size,
            "officers": list(pick.officers),
            "drawn_on": view.on.get("draw"),
            "outcome": report.outcome if report else "",
            "checked_on": report.checked_on if report else None,
        }
    return found


def names(subjects: Iterable[Subject]) -> str:
    """Return the names of subjects in one line."""
    return "、".join(s.name or s.ref for s in subjects)
