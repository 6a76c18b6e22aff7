"""文书和附件 — what a case has issued, what may be drawn from it, and what was handed in: as files."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from tongzhou.desk.answers import page
from tongzhou.desk.sightings import saw
from tongzhou.desk.staff import StaffRequest, counter
from tongzhou.procedure import files
from tongzhou.procedure.models import Case, Entry
from tongzhou.procedure.papers import Undrawable, drafts_for
from tongzhou.procedure.papers.served import FORMS, draft, paper_file

MIME = {"docx": files.TYPES["docx"].mime, "pdf": files.TYPES["pdf"].mime}


@counter
def paper(request: StaffRequest, uid: str, seq: int, form: str) -> HttpResponseBase:
    """Give an issued paper: drawn on the first request, the same file ever after."""
    staff = request.staff
    case = staff.case(uid)
    entry = Entry.objects.filter(case=case, seq=seq).exclude(issued={}).first()
    if entry is None or form not in FORMS:
        raise Http404(_("没有这件文书"))
    try:
        drawn = paper_file(entry, form, at=staff.at, calendar=staff.door.calendar)
    except Undrawable as trouble:
        return _cannot(request, case, trouble)
    saw(request, "file", case=case, detail=drawn.file.name)
    return files.served(drawn.file, drawn.file.name)


@counter
def document(request: StaffRequest, uid: str, code: str, form: str) -> HttpResponseBase:
    """Give a document of the case as it stands now. It has no number and is not kept."""
    staff = request.staff
    case = staff.case(uid)
    view = staff.door.view(case)
    template = next((d for d in drafts_for(view) if d.code == code), None)
    if template is None or form not in FORMS:
        raise Http404(_("没有这件文稿"))
    try:
        content = draft(case, template, form, calendar=staff.door.calendar)
    except Undrawable as trouble:
        return _cannot(request, case, trouble)
    saw(request, "file", case=case, detail=template.label)
    response = HttpResponse(content, content_type=MIME[form])
    name = quote(files.tidy(f"{case.title}-{template.label}.{form}"))
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@counter
def attachment(request: StaffRequest, uid: str, digest: str) -> HttpResponseBase:
    """Give a file that was handed in with an act of the case."""
    staff = request.staff
    return files.download(staff.person, case=uid, digest=digest, at=staff.at)


def _cannot(request: StaffRequest, case: Case, trouble: Undrawable) -> HttpResponse:
    back = reverse("desk:case", args=[case.uid])
    context = {"case": case, "trouble": str(trouble), "back": back}
    return page(request, "desk/trouble.html", context, status=409)
