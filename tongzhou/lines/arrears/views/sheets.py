"""导入工资表、银行记录 — template, upload, preview, what to mend, and stating it."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tongzhou.lines.arrears import facts, rules
from tongzhou.lines.arrears.acts.collecting import pay
from tongzhou.lines.arrears.acts.taking import enter
from tongzhou.lines.arrears.importing import columns, keeping, knowing, matching, reading, stating
from tongzhou.procedure import files, tabular, workbook
from tongzhou.procedure.counter import VisitorRequest, counter
from tongzhou.procedure.refusal import Refused
from tongzhou.ui.forms import Form

from .doing import do, done, matter, shown

SHOWN = 50


class SheetForm(Form):
    """A table to upload."""

    file = forms.FileField(
        label=gettext_lazy("表格文件"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=gettext_lazy("Excel（.xlsx）或 CSV；公式请先粘贴为数值"),
    )


@counter
def template(request: VisitorRequest) -> HttpResponse:  # noqa: ARG001
    """Return the template of a pay sheet."""
    content = workbook.written(
        "工资表",
        columns.template_head(),
        [],
        wide={"依据"},
        second=("填写说明", ["列", "怎样填"], columns.HOW),
    )
    return workbook.attachment(content, "欠薪工资表模板.xlsx")


@counter
def upload(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask for a pay sheet, and keep what was uploaded."""
    at = matter(request, uid)
    why = at.why_not(enter)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and not why and form.is_valid():
        try:
            kept = _read(request, form)
        except (ValueError, Refused) as error:
            form.add_error("file", str(error))
        else:
            row = keeping.keep(kept, case=at.case, person=at.visitor.person, at=at.visitor.at)
            return HttpResponseRedirect(reverse("arrears:sheet", args=[uid, row.uid]))
    pending = keeping.pending(case=at.case, person=at.visitor.person)
    return shown(request, at, "arrears/upload.html", enter, form=form, why=why, pending=pending)


def _read(
    request: VisitorRequest, form: SheetForm, before: keeping.Kept | None = None
) -> keeping.Kept:
    """Read the sheet that was uploaded and keep the file. Raises ValueError or Refused with a sentence."""
    given = form.cleaned_data["file"]
    refused = {r[0] for r in before.rejects} if before else set()
    known = [x for x in before.lines if x.line not in refused] if before else []
    sheet = reading.ledger(tabular.opened(given.name, given), on=request.visitor.on, known=known)
    if not sheet.tally.lines:
        raise ValueError(_("表头以下没有内容"))
    given.seek(0)
    if before:
        return keeping.mended(before, sheet)
    return keeping.packed(sheet, files.keep(cast(files.Upload, given), at=request.visitor.at))


@counter
def sheet(request: VisitorRequest, uid: str, which: str) -> HttpResponse:
    """Show what stating a sheet would do and what is wrong with it; take mended lines in."""
    at = matter(request, uid)
    why = at.why_not(enter)
    row = keeping.mine(which, case=at.case, person=at.visitor.person)
    kept = keeping.content(row)
    form = SheetForm(request.POST or None, request.FILES or None)
    trouble = ""
    if request.method == "POST" and form.is_valid():
        try:
            kept = _read(request, form, kept)
        except (ValueError, Refused) as error:
            trouble = str(error)
        else:
            keeping.change(row, kept, at=at.visitor.at)
            messages.success(request, _("已按改正的行更新"))
            return HttpResponseRedirect(request.path)
    people: dict[str, list[Any]] = {}
    for line in kept.lines:
        mine = people.setdefault(line.number, [kept.by_number[line.number], 0, 0])
        mine[1] += 1
        mine[2] += line.due - line.deducted - line.paid
    return shown(
        request, at, "arrears/sheet.html", enter, row=row, kept=kept, form=form, why=why, trouble=trouble,
        people=list(people.values())[:SHOWN], n_people=len(people), rejected=kept.refused()[:SHOWN],
        n_known=len(knowing.known(at.view, [w for w, _n, _sum in people.values()])),
    )  # fmt: skip


@require_POST
@counter
def state(request: VisitorRequest, uid: str, which: str) -> HttpResponseBase:
    """State the lines without a fault; those with one stay for mending."""
    at = matter(request, uid)
    row = keeping.mine(which, case=at.case, person=at.visitor.person)
    kept = keeping.content(row)
    try:
        stating.state(at.visitor, at.case, at.view, kept, request=f"{row.uid}{at.view.seq}")
    except Refused as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("arrears:sheet", args=[uid, which]))
    if kept.rejects:
        kept.lines, kept.people = [], []
        keeping.change(row, kept, at=at.visitor.at)
        messages.success(request, _("已登记；有问题的行仍保留，改正后可以继续上传"))
        return HttpResponseRedirect(reverse("arrears:sheet", args=[uid, which]))
    keeping.end(row, at=at.visitor.at)
    messages.success(request, _("已登记工资台账，请让劳动者签认"))
    return HttpResponseRedirect(reverse("arrears:ledger", args=[uid]))


@counter
def rejects(request: VisitorRequest, uid: str, which: str) -> HttpResponseBase:
    """Return the lines to mend as a workbook."""
    at = matter(request, uid)
    kept = keeping.content(keeping.mine(which, case=at.case, person=at.visitor.person))
    at.visitor.saw("export", at.case, _("待改正的行"))
    made = tabular.rejected(kept.head, kept.refused())
    name = f"{at.case.number or '工资表'}-待改正.xlsx"
    response = FileResponse(made, as_attachment=True, filename=name, content_type=workbook.XLSX)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@counter
def drop(request: VisitorRequest, uid: str, which: str) -> HttpResponse:
    """Throw a sheet away."""
    at = matter(request, uid)
    keeping.end(keeping.mine(which, case=at.case, person=at.visitor.person), at=at.visitor.at)
    messages.success(request, _("表格已清除"))
    return HttpResponseRedirect(reverse("arrears:upload", args=[uid]))


@counter
def bank(request: VisitorRequest, uid: str) -> HttpResponse:
    """Take a bank's record, show whom it pays, and enter what has arrived: look first, then do."""
    at = matter(request, uid)
    why = at.why_not(pay)
    form = SheetForm(request.POST or None, request.FILES or None)
    trouble, found = "", None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            record = reading.bank(tabular.opened(given.name, given), on=at.visitor.on)
            found = matching.matched(at.view, record, on=at.visitor.on)
            if request.POST.get("do") and found.amounts:
                given.seek(0)
                source = files.keep(cast(files.Upload, given), at=at.visitor.at)
                left = {k: rules.outstanding(at.view, k) - v for k, v in found.amounts.items()}
                stated = facts.Payment(
                    received_on=found.on, amounts=found.amounts, left=left, files=(source,),
                    reference=found.reference, payer=request.POST.get("payer", "")[:80],
                )  # fmt: skip
                trouble = do(request, at, pay, stated, about=tuple(found.amounts))
                if not trouble:
                    return done(request, at, pay)
        except (ValueError, Refused) as error:
            trouble = str(error)
    return shown(request, at, "arrears/bank.html", pay, form=form, why=why, trouble=trouble, found=found, payer=request.POST.get("payer", ""), trying=bool(found) and not trouble)  # fmt: skip
