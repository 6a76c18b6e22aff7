"""名单 — the pages of a list of claimants: template, upload, preview, what to mend, and stating it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import msgspec
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongzhou.law.heads import HEADS
from tongzhou.lines.arbitration.acts import bringing, changing
from tongzhou.lines.arbitration.models import Batch
from tongzhou.lines.arbitration.procedure import CODE
from tongzhou.procedure import files, workbook
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.procedure.facts import FileRef
from tongzhou.procedure.judge import hindrance
from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.view import View

from . import batches, claimants
from .cells import Sheet, sheet_of
from .forms import ListForm, TemplateForm
from .standing import Preview, before_acceptance, preview
from .stating import acting, acts_for, state

MOST_LINES = 2000
SHOWN = 50  # lines of a list on one page
OPEN, CLAIM = "open", "claim"


@counter
def template(request: VisitorRequest) -> HttpResponse:
    """Return the template of a list, with a column for each head that was asked for."""
    form = TemplateForm(request.GET)
    chosen = form.cleaned_data["head"] if form.is_valid() else []
    head = claimants.template_head(chosen or claimants.USUAL)
    content = workbook.written(
        "申请人名单",
        head,
        [],
        wide={claimants.ADDRESS, claimants.BASIS},
        second=("填写说明", ["列", "怎样填"], claimants.HOW),
    )
    return workbook.attachment(content, "申请人名单模板.xlsx")


def uploaded(request: VisitorRequest, form: ListForm) -> tuple[Sheet, FileRef]:
    """Read the list that was uploaded and keep the file. Raises ValueError or Refused with a sentence."""
    upload = form.cleaned_data["file"]
    lines = workbook.lines_of(upload.name, upload.read(), most=MOST_LINES)
    sheet = sheet_of(lines, claimants.NEEDED)
    if not sheet.lines:
        raise ValueError("表头以下没有内容")
    return sheet, files.keep(cast(files.Upload, upload), at=request.visitor.at)


def packed(sheet: Sheet, source: FileRef, **more: Any) -> dict[str, Any]:
    """Return a list as it is kept until it is stated."""
    return {
        "head": list(sheet.head),
        "lines": [[n, cells] for n, cells in sheet.lines],
        "source": msgspec.to_builtins(source),
        **more,
    }


def unpacked(content: dict[str, Any]) -> tuple[Sheet, FileRef]:
    """Return a list that was kept, and the file it came from."""
    lines = tuple((int(n), dict(cells)) for n, cells in content["lines"])
    return Sheet(tuple(content["head"]), lines), FileRef(**content["source"])


@dataclass(frozen=True)
class ListPage:
    """A list before its officer: of a case, or of a case not opened yet."""

    request: VisitorRequest
    batch: Batch
    case: Case | None
    view: View | None

    @property
    def kept(self) -> dict[str, Any]:
        return batches.content(self.batch)

    def look(self) -> Preview:
        """Return what stating the list would do now."""
        sheet, _source = unpacked(self.kept)
        rows = claimants.checked(sheet, on=self.request.visitor.on)
        return preview(rows, self.view, claimants.unknown(sheet.head))

    def mend(self, form: ListForm) -> None:
        """Take in a file with mended lines. Raises ValueError with a sentence."""
        kept = self.kept
        before, source = unpacked(kept)
        after, _newer = uploaded(self.request, form)
        more = {k: v for k, v in kept.items() if k not in ("head", "lines", "source")}
        mended = claimants.mended(before, after)
        batches.change(self.batch, packed(mended, source, **more), at=self.request.visitor.at)

    def context(self, found: Preview, **more: Any) -> dict[str, Any]:
        """Return what the page of the list shows."""
        n = self.request.GET.get("p", "1")
        start = (max(int(n), 1) - 1) * SHOWN if n.isdigit() else 0
        heads = [(HEADS[c], found.counts[c], amount) for c, amount in _amounts(found).items()]
        shown = [*found.new, *found.changed, *found.same]
        return {
            "case": self.case,
            "batch": self.batch,
            "found": found,
            "heads": heads,
            "rows": shown[start : start + SHOWN],
            "pages": range(1, -(-len(shown) // SHOWN) + 1),
            "page": start // SHOWN + 1,
            "rejected": found.rejected[:SHOWN],
            "form": ListForm(),
            **more,
        }


def _amounts(found: Preview) -> dict[str, int]:
    amounts = dict.fromkeys(found.counts, 0) | found.totals
    return {code: amounts[code] for code in HEADS if code in amounts}


@counter
def claimant_list(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask for a list of claimants of a case, and keep what was uploaded."""
    visitor = request.visitor
    case = visitor.case(CODE, uid)
    view = visitor.door.view(case)
    why = _why_not(request, view)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and not why and form.is_valid():
        try:
            content = packed(*uploaded(request, form))
        except (ValueError, Refused) as error:
            form.add_error("file", str(error))
        else:
            kept = batches.keep(CLAIM, content, case=case, person=visitor.person, at=visitor.at)
            return HttpResponseRedirect(reverse("arbitration-group:list", args=[uid, kept.uid]))
    context = {
        "case": case,
        "form": form,
        "template_form": TemplateForm(initial={"head": claimants.USUAL}),
        "why": why,
        "restarts": not before_acceptance(view),
        "pending": [
            b for b in batches.pending(person=visitor.person, case=case) if b.purpose == CLAIM
        ],
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "arbitration/group_list_new.html", context, status=status)


@counter
def shown_list(request: VisitorRequest, uid: str, batch: str) -> HttpResponse:
    """Show what stating the list would do, and what is wrong with it; take mended lines in."""
    at = _of_case(request, uid, batch)
    refusal = ""
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            at.mend(form)
        except (ValueError, Refused) as error:
            refusal = str(error)
        else:
            messages.success(request, _("已按改正的行更新名单"))
            return HttpResponseRedirect(request.path)
    found = at.look()
    assert at.view
    context = at.context(
        found,
        refusal=refusal,
        acts=[(act, len(placed)) for act, placed in acts_for(at.view, found)],
        restarts=not before_acceptance(at.view),
        why=_why_not(request, at.view),
    )
    status = 422 if request.method == "POST" else 200
    return page(request, "arbitration/group_list.html", context, status=status)


@require_POST
@counter
def state_list(request: VisitorRequest, uid: str, batch: str) -> HttpResponse:
    """State the lines without a fault; those with one stay for mending."""
    at = _of_case(request, uid, batch)
    assert at.case
    assert at.view
    found = at.look()
    sheet, source = unpacked(at.kept)
    try:
        token = f"{at.batch.uid}{at.view.seq}"
        state(request.visitor, at.case, at.view, found, source=source, request=token)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("arbitration-group:list", args=[uid, batch]))
    finish(request, at.batch, sheet, source, found)
    told = {"new": len(found.new), "changed": len(found.changed), "same": len(found.same)}
    messages.success(
        request, _("已办理：新增 %(new)d 人，更新请求 %(changed)d 人，没有变化 %(same)d 人") % told
    )
    if found.rejected:
        return HttpResponseRedirect(reverse("arbitration-group:list", args=[uid, batch]))
    return HttpResponseRedirect(reverse("arbitration-group:ledger", args=[uid]))


def finish(
    request: VisitorRequest, batch: Batch, sheet: Sheet, source: FileRef, found: Preview
) -> None:
    """Keep of a list that was stated only the lines that have to be mended."""
    left = {row.line for row in found.rejected}
    if not left:
        batches.end(batch, at=request.visitor.at)
        return
    rest = Sheet(sheet.head, tuple((n, cells) for n, cells in sheet.lines if n in left))
    batches.change(batch, packed(rest, source), at=request.visitor.at)


@counter
def rejects(request: VisitorRequest, uid: str, batch: str) -> HttpResponse:
    """Return the lines to mend as a workbook; numbers and phones are masked in it."""
    at = _of_case(request, uid, batch)
    return rejects_of(at, at.case.title if at.case else "")


def rejects_of(at: ListPage, name: str) -> HttpResponse:
    """Return the workbook of the lines of a list that have to be mended."""
    sheet, _source = unpacked(at.kept)
    head, lines, faults = claimants.rejects(sheet, at.look().rejected)
    columns = ["行号", "列", "填写的内容（已遮盖）", "规则", "怎样改"]
    content = workbook.written(
        "待改正",
        head,
        lines,
        wide={claimants.ADDRESS, claimants.BASIS, claimants.TELLS, "规则", "怎样改"},
        second=("逐项说明", columns, faults),
    )
    return workbook.attachment(content, f"{name or '名单'}-待改正.xlsx")


@require_POST
@counter
def drop_list(request: VisitorRequest, uid: str, batch: str) -> HttpResponse:
    """Throw a list away."""
    at = _of_case(request, uid, batch)
    batches.end(at.batch, at=request.visitor.at)
    messages.success(request, _("名单已清除"))
    return HttpResponseRedirect(reverse("arbitration-group:lists", args=[uid]))


def _of_case(request: VisitorRequest, uid: str, batch: str) -> ListPage:
    visitor = request.visitor
    case = visitor.case(CODE, uid)
    kept = batches.mine(batch, person=visitor.person, purpose=CLAIM, case=case)
    return ListPage(request, kept, case, visitor.door.view(case))


def _theirs(view: View) -> Any:
    return bringing.add_claimants if before_acceptance(view) else changing.join_claimants


def _why_not(request: VisitorRequest, view: View) -> str:
    """Return why this person, or the case, cannot take a list now; empty if they can."""
    try:
        acting(request.visitor, _theirs(view), view)
    except Refused as refusal:
        return str(refusal)
    return hindrance(view, _theirs(view), on=request.visitor.on)
