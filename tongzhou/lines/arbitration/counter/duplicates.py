"""前案 — other cases of the same worker against the same employer, among those the clerk can see."""

from __future__ import annotations

from tongzhou.lines.arbitration.models import Claim
from tongzhou.lines.arbitration.procedure import CODE
from tongzhou.lines.arbitration.rules.examining import Earlier, earlier
from tongzhou.lines.arbitration.states import CLAIMANT, RESPONDENT
from tongzhou.procedure.catalogue import newest
from tongzhou.procedure.models import Case, SubjectRow
from tongzhou.procedure.scope import CaseQuerySet
from tongzhou.procedure.view import View
from tongzhou.registry.models import Employer


def duplicates(case: Case, view: View, seen: CaseQuerySet) -> list[Earlier]:
    """Return the earlier cases of the same two, with what each means for this one. Four queries at most.

    An employer that was merged into another is the same employer.
    """
    against = _records(view)
    mine = SubjectRow.objects.filter(
        case__in=seen.exclude(pk=case.pk).values("pk"),
        kind=CLAIMANT.code,
        key__in=[s.key for s in view.of(CLAIMANT)],
    )
    rows = list(mine.select_related("case").order_by("-case__opened_on", "-case__pk"))
    same = set(
        SubjectRow.objects.filter(
            case__in=[r.case_id for r in rows], kind=RESPONDENT.code, key__in=against
        ).values_list("case_id", flat=True)
    )
    heads: dict[tuple[int, str], list[str]] = {}
    for pk, subject, head in Claim.objects.filter(case__in=same).values_list(
        "case_id", "subject", "head"
    ):
        heads.setdefault((pk, subject), []).append(head)
    asked = {head for key in view.said["apply"].claims.values() for head in (i.head for i in key)}  # type: ignore[attr-defined]
    states = newest(CODE).states
    found = []
    for row in rows:
        means = earlier(row.case.state, row.state) if row.case_id in same else None
        if means is None:
            continue
        both = tuple(h for h in heads.get((row.case_id, row.key), []) if h in asked)
        found.append(
            Earlier(
                uid=row.case.uid,
                title=row.case.title,
                number=row.case.number,
                state=states[row.case.state].staff,
                since=row.case.opened_on,
                heads=both,
                answer=means,
            )
        )
    return found


def _records(view: View) -> set[str]:
    """Return the keys under which the respondents may stand in other cases."""
    keys = {s.key for s in view.of(RESPONDENT)}
    pks = [int(s.ref[1:]) for s in view.of(RESPONDENT) if s.register[0] == "employer"]
    for employer in Employer.objects.filter(pk__in=pks):
        keys |= {f"{RESPONDENT.code}/e{pk}" for pk in employer.survivor().family()}
    return keys
