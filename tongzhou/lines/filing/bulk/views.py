"""批量备案页面 — a file is uploaded by an employer, its agency or an office; how it fares; what to mend; the mended rows again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongzhou.columns import pages
from tongzhou.columns.declare import Table
from tongzhou.columns.deliveries import Sender
from tongzhou.columns.models import Delivery
from tongzhou.columns.window import Window
from tongzhou.lines.filing.crosscheck import telling
from tongzhou.lines.filing.crosscheck.table import lines_of
from tongzhou.lines.filing.offices import EVERYONE
from tongzhou.lines.filing.views.employer import Desk, _own
from tongzhou.procedure.counter import VisitorRequest, counter
from tongzhou.registry import offices

from . import sending
from .table import FILINGS


@dataclass(frozen=True)
class Place(Window):
    """Where one stands: at the portal for an employer, or at the desk for an office; whose files are seen there."""

    request: HttpRequest
    base: str
    space: str  # of the addresses
    args: tuple[Any, ...]
    title: str
    table: Table
    sender: Sender
    at: Any

    @property
    def mine(self) -> QuerySet[Delivery]:
        """The deliveries of this employer, or of this office, and of nobody else."""
        return Delivery.objects.filter(table=FILINGS.name, owner=self.sender.owner)

    def sent_by(self, mends: Delivery | None) -> Sender:  # noqa: ARG002
        """Return who sends here: the same, whatever is mended."""
        return self.sender

    def table_of(self, delivery: Delivery) -> Table:
        """Return the table as it is narrowed for whom a delivery was sent."""
        return sending.table_of(delivery.scope)

    def url(self, name: str, *more: Any) -> str:
        """Return the address of a page here."""
        return reverse(f"{self.space}:{name}", args=[*self.args, *more])

    def url_of(self, pk: int, page: str = "") -> str:
        """Return the address of a delivery, or of one of its pages."""
        return self.url(f"file-{page}" if page else "file", pk)

    def row_url(self, pk: int) -> str:
        """Return the address where a row of the register is put right."""
        if self.args:
            return reverse(f"{self.space}:row", args=[*self.args, pk])
        return reverse("desk:record", args=["employments", pk])

    def shown(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """Render a page of this place."""
        given = {"base": self.base, "title": self.title, "list_url": self.url("files"), **context}
        return render(self.request, template, given, status=status)


def _files(place: Place) -> HttpResponseBase:
    form = pages.FileForm(place.request.POST or None, place.request.FILES or None, most=place.most)
    sent = place.request.method == "POST" and form.is_valid()
    if sent and (answer := place.received(form, place.table)):
        return answer
    return place.shown(
        "filing/bulk_files.html",
        status=422 if form.errors else 200,
        form=form,
        template_url=place.url("file-template"),
        **place.listed(place.mine),
    )


def _file(place: Place, pk: int, template: str) -> HttpResponseBase:
    found = place.delivery(pk)
    return place.shown(template, **place.account(found), **_cross_checked(place, found))


def _cross_checked(place: Place, found: Delivery) -> dict[str, Any]:
    """Return what the register showed of the rows that landed: by rule, and the first of them with where each is mended."""
    # Of a file that broke off nothing is looked at yet.
    check = telling.check_of(found) if found.state != Delivery.State.BROKEN else None
    told = telling.findings(check) if check else []
    return {
        "check": check,
        "pending": check is not None and check.checked_at is None,
        "counted": telling.counted(check) if check else [],
        "findings": [(t, place.row_url(t.row.pk)) for t in told],
        "cross_url": place.url("file-cross", found.pk),
        "cross_csv": place.url("file-cross-csv", found.pk),
    }


def _cross(place: Place, pk: int) -> HttpResponseBase:
    found = place.delivery(pk)
    return place.shown("filing/cross_check.html", delivery=found, **_cross_checked(place, found))


def _cross_csv(place: Place, pk: int) -> HttpResponseBase:
    check = telling.check_of(place.delivery(pk))
    if check is None:
        raise Http404(_("这个批次没有核对过"))
    response = StreamingHttpResponse(lines_of(check), content_type="text/csv; charset=utf-8")
    name = quote(_("入库后要核对的行") + f" {check.delivery}.csv")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response.headers["Cache-Control"] = "no-store"
    return response


# --- At the portal --------------------------------------------------------------------------------------


def _at_portal(request: HttpRequest, desk: Desk) -> Place:
    employer = desk.acting.employer
    table, sender = sending.by_employers(
        desk.acting.usccs, employer=employer, source=employer.name, person_id=desk.acting.person.pk
    )
    return Place(
        request,
        "portal/base.html",
        "filing-employer",
        (employer.pk,),
        employer.name,
        table,
        sender,
        desk.at,
    )


@_own
def portal_files(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Show the files this employer has sent, and take one more."""
    return _files(_at_portal(request, desk))


@_own
def portal_file(request: HttpRequest, desk: Desk, pk: int) -> HttpResponseBase:
    """Show how one file fares, and what to mend."""
    return _file(_at_portal(request, desk), pk, "filing/bulk_file.html")


@_own
def portal_progress(request: HttpRequest, desk: Desk, pk: int) -> HttpResponseBase:
    """Give the account of a file, for the page that asks again every two seconds."""
    return _file(_at_portal(request, desk), pk, "columns/account.html")


@_own
def portal_rejects(request: HttpRequest, desk: Desk, pk: int) -> HttpResponseBase:
    """Give the rows to mend."""
    return _at_portal(request, desk).rejects(pk)


@_own
def portal_remarks(request: HttpRequest, desk: Desk, pk: int) -> HttpResponseBase:
    """Give the rows that landed with a remark."""
    return _at_portal(request, desk).remarks(pk)


@_own
def portal_cross(request: HttpRequest, desk: Desk, pk: int) -> HttpResponseBase:
    """Give what the register showed of the rows that landed, for the page that asks again until it is checked."""
    return _cross(_at_portal(request, desk), pk)


@_own
def portal_cross_csv(request: HttpRequest, desk: Desk, pk: int) -> HttpResponseBase:
    """Give all that the register showed, as a table."""
    return _cross_csv(_at_portal(request, desk), pk)


@require_POST
@_own
def portal_mend(request: HttpRequest, desk: Desk, pk: int) -> HttpResponseBase:
    """Take mended rows."""
    return _at_portal(request, desk).mend(pk)


@require_POST
@_own
def portal_again(request: HttpRequest, desk: Desk, pk: int) -> HttpResponseBase:
    """Go on with a file that broke off."""
    return _at_portal(request, desk).again(pk)


@_own
def portal_template(request: HttpRequest, desk: Desk) -> HttpResponseBase:  # noqa: ARG001
    """Give the template of a file."""
    return pages.template_of(FILINGS)


# --- At the desk ----------------------------------------------------------------------------------------


def _at_desk(request: VisitorRequest) -> Place:
    held = {o.code for o in EVERYONE}
    visitor = request.visitor
    regions = offices.widest(a.region_id for a in visitor.appointments if a.office in held)
    if not regions:
        raise Http404(_("没有这个页面，或不由您的职务查看"))
    body = next(a.body.name for a in visitor.appointments if a.office in held)
    table, sender = sending.by_office(regions, source=body, person_id=visitor.person.pk)
    return Place(request, "desk/base.html", "filing", (), body, table, sender, visitor.at)


@counter
def desk_files(request: VisitorRequest) -> HttpResponseBase:
    """Show the files this office has loaded, and take one more."""
    return _files(_at_desk(request))


@counter
def desk_file(request: VisitorRequest, pk: int) -> HttpResponseBase:
    """Show how one file fares, and what to mend."""
    return _file(_at_desk(request), pk, "filing/bulk_file.html")


@counter
def desk_progress(request: VisitorRequest, pk: int) -> HttpResponseBase:
    """Give the account of a file, for the page that asks again every two seconds."""
    return _file(_at_desk(request), pk, "columns/account.html")


@counter
def desk_rejects(request: VisitorRequest, pk: int) -> HttpResponseBase:
    """Give the rows to mend."""
    return _at_desk(request).rejects(pk)


@counter
def desk_remarks(request: VisitorRequest, pk: int) -> HttpResponseBase:
    """Give the rows that landed with a remark."""
    return _at_desk(request).remarks(pk)


@counter
def desk_cross(request: VisitorRequest, pk: int) -> HttpResponseBase:
    """Give what the register showed of the rows that landed, for the page that asks again until it is checked."""
    return _cross(_at_desk(request), pk)


@counter
def desk_cross_csv(request: VisitorRequest, pk: int) -> HttpResponseBase:
    """Give all that the register showed, as a table."""
    return _cross_csv(_at_desk(request), pk)


@require_POST
@counter
def desk_mend(request: VisitorRequest, pk: int) -> HttpResponseBase:
    """Take mended rows."""
    return _at_desk(request).mend(pk)


@require_POST
@counter
def desk_again(request: VisitorRequest, pk: int) -> HttpResponseBase:
    """Go on with a file that broke off."""
    return _at_desk(request).again(pk)


@counter
def desk_template(request: VisitorRequest) -> HttpResponseBase:  # noqa: ARG001
    """Give the template of a file."""
    return pages.template_of(FILINGS)
