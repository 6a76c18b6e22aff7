"""成批登记页面 — a list of employers is uploaded by whoever may register one at the desk; how it fares; what to mend; the mended rows again."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongzhou.columns import pages, whose
from tongzhou.columns.declare import Table
from tongzhou.columns.deliveries import Sender
from tongzhou.columns.models import Delivery
from tongzhou.columns.window import Window
from tongzhou.procedure.counter import VisitorRequest, counter, names_of, page

from . import sending
from .table import EMPLOYERS


class RegisterDesk(Window):
    """The desk of the register of employers, with somebody at it who may register one. Raises Http404 for anybody else."""

    def __init__(self, request: VisitorRequest) -> None:
        self.request, self.visitor, self.at = request, request.visitor, request.visitor.at
        self.regions = sending.kept_by(self.visitor.person, on=self.visitor.on)
        if not self.regions:
            raise Http404(_("没有这个页面，或不由您的职务查看"))

    @property
    def mine(self) -> QuerySet[Delivery]:
        """The lists of this registrar's regions, and of what lies below."""
        opened = whose.opened_by(self.regions, sender=self.visitor.person.pk)
        return Delivery.objects.filter(opened, table=EMPLOYERS.name)

    def sent_by(self, mends: Delivery | None) -> Sender:
        """Return who sends: this registrar, for their regions or for those of what is mended."""
        body = next(
            a.body.name for a in self.visitor.appointments if a.office in sending.kept_offices()
        )
        return whose.sender(
            self.regions, source=body, person_id=self.visitor.person.pk, mends=mends
        )

    def table_of(self, delivery: Delivery) -> Table:  # noqa: ARG002
        """Return the table: its words are the same, whoever sends."""
        return EMPLOYERS

    def url_of(self, pk: int, page: str = "") -> str:
        """Return the address of a delivery, or of one of its pages."""
        return reverse(f"enrolment:{page or 'file'}", args=[pk])


@counter
def files(request: VisitorRequest) -> HttpResponseBase:
    """Show the lists that were sent for these regions, and take one more."""
    desk = RegisterDesk(request)
    form = pages.FileForm(request.POST or None, request.FILES or None, most=desk.most)
    sent = request.method == "POST" and form.is_valid()
    if sent and (answer := desk.received(form, EMPLOYERS)):
        return answer
    names = names_of(desk.regions)
    context = desk.listed(desk.mine) | {
        "form": form,
        "regions": "、".join(names.get(one, one) for one in desk.regions),
    }
    return page(request, "enrolment/files.html", context, status=422 if form.errors else 200)


def _file(request: VisitorRequest, pk: int, template: str) -> HttpResponseBase:
    desk = RegisterDesk(request)
    return page(request, template, desk.account(desk.delivery(pk)))


@counter
def file(request: VisitorRequest, pk: int) -> HttpResponseBase:
    """Show how one list fares, and what to mend."""
    return _file(request, pk, "enrolment/file.html")


@counter
def progress(request: VisitorRequest, pk: int) -> HttpResponseBase:
    """Give the account of a list, for the page that asks again every two seconds."""
    return _file(request, pk, "columns/account.html")


@counter
def rejects(request: VisitorRequest, pk: int) -> HttpResponseBase:
    """Give the rows to mend."""
    return RegisterDesk(request).rejects(pk)


@counter
def remarks(request: VisitorRequest, pk: int) -> HttpResponseBase:
    """Give the rows that are remarked."""
    return RegisterDesk(request).remarks(pk)


@require_POST
@counter
def mend(request: VisitorRequest, pk: int) -> HttpResponseBase:
    """Take mended rows."""
    return RegisterDesk(request).mend(pk)


@require_POST
@counter
def again(request: VisitorRequest, pk: int) -> HttpResponseBase:
    """Go on with a list that broke off."""
    return RegisterDesk(request).again(pk)


@counter
def template(request: VisitorRequest) -> HttpResponseBase:
    """Give the template of a list."""
    RegisterDesk(request)
    return pages.template_of(EMPLOYERS)
