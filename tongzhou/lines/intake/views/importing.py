"""导入 — a file of a platform into the inbox, and the lines that could not be taken as a file to be mended."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.lines.intake import importing
from tongzhou.procedure import files
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.procedure.models import StoredFile
from tongzhou.ui.forms import Form

from .counter import clerk_of

SOURCES = ("12345", "国家欠薪线索平台", "信访转办", "其他部门移送", "预警", "工会建议书")
KEPT = "intake-rejects"  # in the session: digests of the reject files made for this person


class ImportForm(Form):
    """Which platform, which file."""

    source = forms.ChoiceField(
        label=gettext_lazy("来源渠道"), choices=[(s, s) for s in SOURCES], initial="12345"
    )
    file = forms.FileField(
        label=gettext_lazy("文件（xlsx、csv）"),
        help_text=gettext_lazy(
            "第一行是列名，至少有“工单编号”“反映内容”；一次不超过 2000 行、20 MB"
        ),
    )


@counter
def load(request: VisitorRequest) -> HttpResponse:
    """Import a file and say what became of each line."""
    actor, visitor = clerk_of(request), request.visitor
    posted = request.method == "POST"
    form = ImportForm(request.POST if posted else None, request.FILES if posted else None)
    outcome: importing.Outcome | None = None
    rejects = ""
    if posted and form.is_valid():
        upload: Any = form.cleaned_data["file"]
        try:
            outcome = importing.load(
                upload.name or "",
                upload.file,
                source=form.cleaned_data["source"],
                county=actor.region[:6],
                by=actor,
                person=visitor.person,
                at=visitor.at,
                on=visitor.on,
                door=visitor.door,
            )
        except ValueError as error:
            form.add_error("file", str(error))
        else:
            rejects = _kept(request, outcome)
            visitor.saw("import", None, f"intake {outcome.brought}/{outcome.lines}")
    context = {"form": form, "outcome": outcome, "rejects": rejects}
    bad = posted and outcome is None
    return page(request, "intake/import.html", context, status=422 if bad else 200)


def _kept(request: VisitorRequest, outcome: importing.Outcome) -> str:
    if not outcome.rejects:
        return ""
    with outcome.workbook() as book:
        stored = files.keep_bytes(book.read(), "未导入的行.xlsx", request.visitor.at)
    mine = [*request.session.get(KEPT, []), stored.digest][-20:]
    request.session[KEPT] = mine
    return str(stored.digest)


@counter
def rejects(request: VisitorRequest, digest: str) -> HttpResponse:
    """Hand out a reject file to whoever has imported."""
    if digest not in request.session.get(KEPT, []):
        raise Http404(_("没有这个文件，或不是您导入的"))
    stored = StoredFile.objects.filter(pk=digest).first()
    if stored is None:
        raise Http404(_("没有这个文件，或不是您导入的"))
    return files.served(stored, "未导入的行.xlsx")  # type: ignore[return-value]
