"""实名制名册 — who is and was on a site, what each lacks, and a file of them taken in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy

from tongzhou.lines.arrears.importing import roster as reading
from tongzhou.lines.arrears.models import MatterRow, RosterLine
from tongzhou.procedure import files, tabular, workbook
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.procedure.models import StoredFile, SubjectRow
from tongzhou.registry.models import Project
from tongzhou.ui.forms import Form

from .sites import project_of

SIZE, KEPT = 50, "roster-rejects"
LACKS = {
    "contract": (gettext_lazy("没有劳动合同"), Q(contract_on=None)),
    "card": (gettext_lazy("没有工资卡"), Q(card="")),
}


class RosterForm(Form):
    """A file to take in."""

    file = forms.FileField(
        label=gettext_lazy("名册文件"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=gettext_lazy("Excel（.xlsx）或 CSV；同一人同一天进场的，以后一次为准"),
    )


@counter
def template(request: VisitorRequest) -> HttpResponse:  # noqa: ARG001
    """Return the template of a roster."""
    second = ("填写说明", ["列", "怎样填"], reading.HOW)
    content = workbook.written("名册", list(reading.HEAD), [], wide={"身份证号"}, second=second)
    return workbook.attachment(content, "实名制名册模板.xlsx")


@counter
def roster(request: VisitorRequest, pk: int) -> HttpResponse:
    """Show the roster of a project, and take in a file."""
    project, visitor = project_of(request, pk), request.visitor
    form = RosterForm(request.POST or None, request.FILES or None)
    loaded: reading.Loaded | None = None
    digest = ""
    if request.method == "POST" and form.is_valid():
        upload: Any = form.cleaned_data["file"]
        try:
            loaded = reading.load(
                upload.name or "", upload, project=project,
                by=visitor.person, at=visitor.at, on=visitor.on,
            )  # fmt: skip
        except ValueError as error:
            form.add_error("file", str(error))
        else:
            digest = _kept(request, loaded)
            visitor.saw("import", None, f"roster {project.pk} {loaded.entered}/{loaded.lines}")
    lacks = request.GET.get("lacks", "")
    rows = RosterLine.objects.filter(project=project)
    on_site = rows.filter(Q(until=None) | Q(until__gte=visitor.on), since__lte=visitor.on)
    shown = _page(on_site.filter(LACKS[lacks][1]) if lacks in LACKS else rows, request)
    context = {
        "project": project,
        "form": form,
        "loaded": loaded,
        "rejects": digest,
        "counts": _counts(on_site),
        "lacks": lacks,
        "rows": shown[:SIZE],
        "next": f"{shown[SIZE - 1].since.isoformat()}|{shown[SIZE - 1].pk}" if len(shown) > SIZE else "",
        "today": visitor.on,
        "strangers": _strangers(request, project),
    }  # fmt: skip
    bad = request.method == "POST" and loaded is None
    return page(request, "arrears/roster.html", context, status=422 if bad else 200)


def _counts(on_site: QuerySet[RosterLine]) -> dict[str, int]:
    """Return how many are on the site, and how many of them lack what. One query."""
    return on_site.aggregate(
        there=Count("worker", distinct=True),
        contract=Count("pk", filter=LACKS["contract"][1]),
        card=Count("pk", filter=LACKS["card"][1]),
    )


def _page(rows: QuerySet[RosterLine], request: VisitorRequest) -> list[RosterLine]:
    """Return a page of the roster and one line more, the last to come first. By key, not by counting."""
    since, _bar, key = request.GET.get("after", "").partition("|")
    try:
        last, pk = date.fromisoformat(since), int(key)
    except ValueError:  # the first page, or an address nobody gave out
        pass
    else:
        rows = rows.filter(Q(since__lt=last) | Q(since=last, pk__lt=pk))
    return list(rows.select_related("worker").order_by("-since", "-pk")[: SIZE + 1])


def _strangers(request: VisitorRequest, project: Project) -> list[str]:
    """Return who claims wages of this project and was never on its roster; what this person may see alone."""
    if not project.code:
        return []
    mine = request.visitor.cases("arrears.matter").values("pk")
    cases = MatterRow.objects.filter(project=project.code, case__in=mine).values("case")
    claiming = SubjectRow.objects.filter(case__in=cases, kind="worker")
    known = {f"w{pk}" for pk in RosterLine.objects.filter(project=project).values_list("worker", flat=True)}  # fmt: skip
    return sorted({s.name for s in claiming if s.ref not in known})[:SIZE]


def _kept(request: VisitorRequest, loaded: reading.Loaded) -> str:
    """Keep the lines that were handed back as a file for this person; return its digest."""
    if not loaded.rejects:
        return ""
    with tabular.rejected(loaded.head, loaded.rejects) as book:
        stored = files.keep_bytes(book.read(), "未登记的行.xlsx", request.visitor.at)
    request.session[KEPT] = [*request.session.get(KEPT, []), stored.digest][-20:]
    return str(stored.digest)


@counter
def rejects(request: VisitorRequest, pk: int, digest: str) -> HttpResponseBase:
    """Hand out the lines to be mended to whoever uploaded them."""
    project_of(request, pk)
    stored = StoredFile.objects.filter(pk=digest).first()
    if stored is None or digest not in request.session.get(KEPT, []):
        raise Http404("没有这个文件，或不是您上传的")
    return files.served(stored, "未登记的行.xlsx")
