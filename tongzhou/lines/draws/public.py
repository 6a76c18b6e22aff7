"""公示 — batches whose roster is frozen, with root and digests from the first day; results, bundle and verifiers.

What would warn an employer, or tell of a person, is not shown before the results are out: until then roots and
numbers only.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.counter import names_of
from tongzhou.procedure.door import Door
from tongzhou.procedure.files import served
from tongzhou.procedure.models import StoredFile
from tongzhou.procedure.view import View

from . import drawing, handing_out, rules
from .models import DrawBatch
from .procedure import BATCH

MOST = 100


def _batches() -> Any:
    """Return the batches that were frozen: before, nothing is public."""
    return DrawBatch.objects.exclude(root="").select_related("case")


@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    """Show the batches, newest first."""
    found = list(_batches().order_by("-case__opened_on", "-pk")[:MOST])
    places = names_of({b.case.region for b in found})
    rows = [(b, places.get(b.case.region, ""), BATCH.states[b.case.state]) for b in found]
    return render(request, "draws/public_batches.html", {"batches": rows})


@require_safe
def batch(request: HttpRequest, uid: str) -> HttpResponse:
    """Show a batch: terms, root, who contributed, digest; with the results, once they are out."""
    row, view = _found(uid)
    frozen, result, terms = rules.frozen_of(view), rules.result_of(view), rules.terms_of(view)
    shown = [
        (s, rules.report_of(s))
        for s in view.subjects.values()
        if s.kind.code == "employer" and s.state == "shown"
    ]
    sizes = frozen.sizes if frozen else {}
    drawn = {p.stratum: p.drawn for p in rules.picks(view).values()}
    bodies = []
    for s in rules.bodies(view):
        public = next(x.public for x in s.kind.states if x.code == s.state)
        opened = rules.opened_by(s)
        bodies.append((s, public, rules.sealed_by(s), opened.value if opened else ""))
    context = {
        "row": row,
        "case": row.case,
        "state": BATCH.states[row.case.state],
        "terms": terms,
        "frozen": frozen,
        "result": result,
        "bodies": bodies,
        "public_value": rules.public_value(view),
        "strata": [
            (s, sizes.get(s.code, 0), drawn.get(s.code)) for s in (terms.strata if terms else ())
        ],
        "shown": shown,
        "is_over": row.case.state == "published",
        "place": names_of({row.case.region}).get(row.case.region, ""),
        "why_void": getattr(view.said.get("void"), "words", ""),
    }
    return render(request, "draws/public_batch.html", context)


def _found(uid: str) -> tuple[DrawBatch, View]:
    row = _batches().filter(case__uid=uid).first()
    if row is None:
        raise Http404(_("没有这个抽查批次，或名录尚未冻结"))
    return row, Door(calendar_now()).view(row.case)


@require_safe
def bundle(_request: HttpRequest, uid: str) -> HttpResponseBase:
    """Give the bundle of a batch whose results are out. Raises Http404 before."""
    row, view = _found(uid)
    ref = drawing.bundle_of(view) if row.case.state == "published" else None
    stored = StoredFile.objects.filter(pk=ref.digest).first() if ref else None
    if ref is None or stored is None:
        raise Http404(_("抽取包在检查结果公布后提供"))
    return served(stored, ref.name)


@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """Give the page that verifies a bundle; `?download` hands it out to keep."""
    response = HttpResponse(handing_out.page(), content_type="text/html; charset=utf-8")
    response["Content-Security-Policy"] = handing_out.policy()
    if "download" in request.GET:
        response["Content-Disposition"] = 'attachment; filename="draw_verify.html"'
    return response


@require_safe
def program(_request: HttpRequest) -> HttpResponse:
    """Give the script that verifies a bundle with nothing but Python."""
    response = HttpResponse(handing_out.program(), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="draw_verify.py"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
