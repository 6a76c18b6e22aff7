"""批量制作文书 — order the papers of many people, see how far they are, take them away; and the material for a court."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from django import forms
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_POST

from tongzhou.lines.arbitration import papers as instruments
from tongzhou.lines.arbitration.models import PaperBatch
from tongzhou.lines.arbitration.states import CLAIMANT
from tongzhou.procedure.counter import PaperLine, Visitor, VisitorRequest, counter, page, papers_of
from tongzhou.procedure.declare import Paper
from tongzhou.procedure.models import Case

from . import CASE, batch

AT_ONCE = 20  # up to so many people are drawn while the reader waits
SHOWN = 20
SORTS, FORMS = PaperBatch.Sort, PaperBatch.Form
INSTRUMENTS = {p.label: p for p in vars(instruments).values() if isinstance(p, Paper)}
# What goes to each claimant: the papers that must be served on claimants.
OF_EACH = tuple(p.code for p in INSTRUMENTS.values() if CLAIMANT in p.served_on)
ADDRESSED = frozenset(
    {"acceptance", "tribunal", "evidence_period", "hearing_notice", "one_notice", "extension"}
    | {"stay", "resumption", "conversion", "joining", "counterclaim"}
)


class Order(forms.Form):
    """What is to be made."""

    seq = forms.IntegerField(required=False, label=lazy("文书"))
    sort = forms.ChoiceField(choices=SORTS.choices, label=lazy("内容"))
    form = forms.ChoiceField(choices=FORMS.choices, label=lazy("格式"), required=False)


@dataclass(frozen=True)
class Offer:
    """A paper of the case, and what can be made of it for each person: (sort, its words)."""

    paper: PaperLine
    sorts: list[tuple[str, str]]


@require_GET
@counter
def papers(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show what can be made for everybody in the case, what is being made and what is ready."""
    case = request.visitor.case(CASE, uid)
    return page(request, "arbitration/documents_papers.html", _context(case, request.visitor))


def _context(case: Case, visitor: Visitor, trouble: str = "") -> dict[str, object]:
    view = visitor.door.view(case)
    listed = papers_of(case)
    found = list(
        PaperBatch.objects.filter(case=case).select_related("by").order_by("-asked_at")[:SHOWN]
    )
    return {
        "case": case,
        "today": visitor.on,
        "people": view.count(CLAIMANT),
        "offers": [o for o in map(_offer, papers_of(case, *OF_EACH)) if o.sorts],
        "papers": len(listed),
        "forms": FORMS.choices,
        "batches": found,
        "waiting": any(not b.is_over for b in found),
        "stale": any(not b.is_over and batch.stale(b.asked_at, visitor.at) for b in found),
        "trouble": trouble,
        "state": view.procedure.states[view.state],
    }


def _offer(paper: PaperLine) -> Offer:
    found = INSTRUMENTS.get(paper.label)
    code = found.code if found else ""
    sorts = [SORTS.EXTRACTS, *([SORTS.ADDRESSED] if code in ADDRESSED else []), SORTS.RECEIPTS]
    return Offer(paper, [(s.value, str(s.label)) for s in sorts])


@require_POST
@counter
def order(request: VisitorRequest, uid: str) -> HttpResponse:
    """Order a batch: a small one is made at once, a large one by the worker."""
    visitor = request.visitor
    case = visitor.case(CASE, uid)
    stated = Order(request.POST)
    if not stated.is_valid():
        return _refused(request, case, _("请选择要制作的文书、内容和格式。"))
    seq, sort = stated.cleaned_data["seq"], stated.cleaned_data["sort"]
    known = {p.seq for p in papers_of(case, *OF_EACH)}
    if sort != SORTS.BUNDLE and seq not in known:
        return _refused(request, case, _("这件文书不需要逐人制作，请从列表中选择。"))
    form = stated.cleaned_data["form"] or FORMS.ZIP
    if sort == SORTS.ADDRESSED:
        form = FORMS.ZIP
    if sort == SORTS.RECEIPTS and form == FORMS.ZIP:
        form = FORMS.DOCX
    ordered = PaperBatch.objects.create(
        case=case,
        seq=None if sort == SORTS.BUNDLE else seq,
        sort=sort,
        form=form,
        by=visitor.person,
        asked_at=visitor.at,
        token=uuid4().hex,
    )
    visitor.saw("export", case, detail=f"{ordered.sort} {seq or ''}".strip())
    if visitor.door.view(case).count(CLAIMANT) <= AT_ONCE:
        batch.run(ordered)
    else:
        transaction.on_commit(lambda: batch.make.enqueue(ordered.pk))
    return redirect(reverse("arbitration-documents:papers", args=[uid]) + f"#batch-{ordered.pk}")


def _refused(request: VisitorRequest, case: Case, words: str) -> HttpResponse:
    context = _context(case, request.visitor, words)
    return page(request, "arbitration/documents_papers.html", context, status=422)


@require_GET
@counter
def progress(request: VisitorRequest, uid: str, pk: int) -> HttpResponse:
    """Give how far a batch is, for the line that asks again every two seconds."""
    found = _found(request, uid, pk)
    context = {"case": found.case, "b": found, "today": request.visitor.on}
    return page(request, "arbitration/documents_batch.html", context)


@require_GET
@counter
def download(request: VisitorRequest, uid: str, pk: int) -> HttpResponseBase:
    """Give the file of a batch, and note who took it."""
    found = _found(request, uid, pk)
    if not found.name or not default_storage.exists(str(found.file.name)):
        raise Http404(_("这批文书还没有做好，或已被清理，请重新制作"))
    request.visitor.saw("file", found.case, detail=found.name)
    response = FileResponse(found.file.open(), as_attachment=True, filename=found.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _found(request: VisitorRequest, uid: str, pk: int) -> PaperBatch:
    case = request.visitor.case(CASE, uid)
    found = PaperBatch.objects.filter(case=case, pk=pk).select_related("case", "by").first()
    if found is None:
        raise Http404(_("没有这批文书"))
    return found
