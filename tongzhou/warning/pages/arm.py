"""随机核查 — what random visits found on the list and beside it: the only outcomes that nobody chose."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext as _

from tongzhou.procedure.counter import VisitorRequest, names_of, page
from tongzhou.procedure.models import Case
from tongzhou.registry.models import Employer
from tongzhou.ui import tables
from tongzhou.warning import arm as random_arm
from tongzhou.warning.models import AuditList
from tongzhou.warning.offices import WATCHERS

from .sight import reach_of, room

BATCH, PUBLISHED = "draws.batch", "published"
MOST = 20_000


@room(*WATCHERS)
def arm(request: VisitorRequest) -> HttpResponse:
    """Show the lists that were marked, and for each stratum of each draw in sight how many were found; `?format=csv` as a file."""
    visitor = request.visitor
    area = reach_of(visitor, request.GET.get("area", "")[:9])
    found = list(islice(random_arm.outcomes(_batches(request, area)), MOST))
    if request.GET.get("format") == "csv":
        visitor.saw("export", None, _("随机核查结果"))
        return _as_file(found)
    strata: dict[tuple[str, str], dict[str, Any]] = defaultdict(
        lambda: {"drawn": 0, "checked": 0, "found": 0, "probability": 0.0, "on": None, "label": ""}
    )
    for one in found:
        row = strata[one.batch, one.stratum]
        row["drawn"] += 1
        row["checked"] += one.found is not None
        row["found"] += bool(one.found)
        row["probability"], row["on"], row["label"] = one.probability, one.drawn_on, one.label
    context = {
        "name": names_of({area}).get(area, area),
        "lists": AuditList.objects.filter(region__startswith=area[:6]).order_by("-month")[:12],
        "strata": [
            {"batch": batch, "stratum": stratum, **row, "share": round(100 * row["probability"], 1)}
            for (batch, stratum), row in strata.items()
        ],
        "tag": random_arm.TAG,
        "tab": "arm",
    }
    return page(request, "warning/arm.html", context)


def _batches(request: VisitorRequest, area: str) -> Any:
    """Return the draws whose results may be shown: those this person sees, and what was published of the area anyway."""
    level = {2: "province", 4: "league"}.get(len(area), "county")
    published = Case.objects.filter(procedure=BATCH, state=PUBLISHED, **{level: area[:6]})
    seen = request.visitor.cases(BATCH)
    return Case.objects.filter(Q(pk__in=published.values("pk")) | Q(pk__in=seen.values("pk")))


def _as_file(found: list[random_arm.Outcome]) -> HttpResponse:
    codes = dict(
        Employer.objects.filter(pk__in={o.employer for o in found}).values_list("pk", "uscc")
    )
    rows = (
        (
            codes.get(o.employer) or "", o.batch, o.stratum, f"{o.probability:.6f}",
            o.drawn_on, o.checked_on, o.outcome, "" if o.found is None else int(o.found),
        )
        for o in found
    )  # fmt: skip
    heads = (
        "uscc",
        "batch",
        "stratum",
        "probability",
        "drawn_on",
        "checked_on",
        "outcome",
        "found",
    )
    table = tables.Table("随机核查结果", [tables.Column(h) for h in heads], rows)
    return tables.answer(table, "csv", "随机核查结果")
