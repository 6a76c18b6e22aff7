"""数据台 — every feed with its last arrival and whether it is late; its dictionary, its trend; a file sent, followed, mended.

A keeper of data opens what belongs to their own region and to what lies below (`whose`), and sees of every feed whether it has come, whoever sent it. No
page asks the lake: what is shown was counted when it landed.
"""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.files.base import ContentFile
from django.db.models import QuerySet
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tongzhou.columns import jobs, pages, refused, whose
from tongzhou.columns.declare import Table
from tongzhou.columns.deliveries import Sender
from tongzhou.columns.models import Delivery
from tongzhou.columns.window import Window
from tongzhou.procedure.counter import Visitor, VisitorRequest, counter, page
from tongzhou.procedure.files import Upload
from tongzhou.registry import offices
from tongzhou.warehouse.feeds import FEEDS, OWN

from . import dictionary, named, state, tables
from .offices import EVERYONE

OUR_OWN = {table.name for table in OWN}


class FeedForm(pages.FileForm):
    """A file for a period."""

    period = forms.RegexField(
        r"^\d{4}-(0[1-9]|1[0-2])$",
        label=gettext_lazy("所属期"),
        help_text=gettext_lazy("哪个月的数据，如 2026-10"),
        error_messages={"invalid": gettext_lazy("请写成 2026-10 的样子")},
    )
    field_order = ("period", "file")


def _regions(visitor: Visitor) -> list[str]:
    held = {o.code for o in EVERYONE}
    found = offices.widest(a.region_id for a in visitor.appointments if a.office in held)
    if not found:
        raise Http404(_("没有这个页面，或不由您的职务查看"))
    return found


def _mine(visitor: Visitor) -> QuerySet[Delivery]:
    """Return the deliveries of feeds that this person may open."""
    regions = _regions(visitor)
    return _deliveries().filter(whose.opened_by(regions, sender=visitor.person.pk))


def _deliveries() -> QuerySet[Delivery]:
    return Delivery.objects.filter(table__startswith=f"{tables.FAMILY}.")


def _concerning(visitor: Visitor) -> QuerySet[Delivery]:
    """Return the deliveries that tell this person how a feed stands: their own, and what was sent for a wider region."""
    return _deliveries().filter(whose.concerning(_regions(visitor)))


class DataDesk(Window):
    """The data desk, with a keeper of data at it."""

    def __init__(self, request: VisitorRequest) -> None:
        self.request, self.visitor, self.at = request, request.visitor, request.visitor.at

    @property
    def mine(self) -> QuerySet[Delivery]:
        """The deliveries of feeds that this keeper may open."""
        return _mine(self.visitor)

    def sent_by(self, mends: Delivery | None) -> Sender:
        """Return who sends: the keeper, for their regions or for those of what is mended."""
        held = {o.code for o in EVERYONE}
        body = next(a.body.name for a in self.visitor.appointments if a.office in held)
        return whose.sender(
            _regions(self.visitor), source=body, person_id=self.visitor.person.pk, mends=mends
        )

    def table_of(self, delivery: Delivery) -> Table:
        """Return the feed as it is loaded for the period of a delivery."""
        return tables.table_of(delivery.table.partition(".")[2], delivery.period)

    def url_of(self, pk: int, page: str = "") -> str:
        """Return the address of a delivery, or of one of its pages."""
        return reverse(f"feeds:{page or 'delivery'}", args=[pk])


@counter
def board(request: VisitorRequest) -> HttpResponseBase:
    """Show every feed that others send: newest period, when it came, whether the next is late, how much came back."""
    on = request.visitor.on
    found = state.states(_concerning(request.visitor))
    # Of a table a template finds the columns before the name: that of employers has one called so.
    told = [(table.name, table, last, late) for table, last, late in state.own(on)]
    context = {"states": [(s, s.is_late(on)) for s in found], "own": told, "today": on}
    return page(request, "feeds/board.html", context)


@counter
def feed(request: VisitorRequest, name: str) -> HttpResponseBase:
    """Show one feed: its dictionary, its last twelve periods, its deliveries; take a file. Of what we tell ourselves: what was told, and no upload."""
    if name in OUR_OWN:
        return _own(request, FEEDS[name])
    table = _table(name)
    desk = DataDesk(request)
    form = FeedForm(request.POST or None, request.FILES or None, most=desk.most)
    if request.method == "POST" and form.is_valid():
        period = form.cleaned_data["period"]
        if answer := desk.received(form, tables.table_of(name, period), period=period):
            return answer
    this = f"{tables.FAMILY}.{name}"
    mine = desk.mine.filter(table=this)
    concerning = _concerning(request.visitor).filter(table=this)
    stands = state.state(table, list(concerning.order_by("-period", "-pk")[:1000]))
    context = desk.listed(mine) | {
        "table": table,
        "form": form,
        "state": stands,
        "late": stands.is_late(request.visitor.on),
        "wider": concerning.exclude(pk__in=mine.values("pk")).exists(),
        "described": dictionary.described(table),
        "telling": state.telling(table, request.visitor.on),
    }
    return page(request, "feeds/feed.html", context, status=422 if form.errors else 200)


def _own(request: VisitorRequest, table: Table) -> HttpResponseBase:
    _regions(request.visitor)
    if request.method == "POST":
        raise Http404(_("这个数据源由本平台自动生成，不接收报送"))
    context = {
        "table": table,
        "described": dictionary.described(table),
        "telling": state.telling(table, request.visitor.on),
    }
    return page(request, "feeds/own.html", context)


def _table(name: str) -> Any:
    try:
        return tables.feed(name)
    except ValueError as wrong:
        raise Http404(str(wrong)) from wrong


def _account(request: VisitorRequest, pk: int, template: str) -> HttpResponseBase:
    desk = DataDesk(request)
    found = desk.delivery(pk)
    name, table = found.table.partition(".")[2], desk.table_of(found)
    context = desk.account(found)
    waits = named.waits(found, context["mended_by"])
    return page(request, template, context | {"table": table, "name": name, "waits": waits})


@counter
def delivery(request: VisitorRequest, pk: int) -> HttpResponseBase:
    """Show how one delivery fares."""
    return _account(request, pk, "feeds/delivery.html")


@counter
def progress(request: VisitorRequest, pk: int) -> HttpResponseBase:
    """Give the account of a delivery, for the page that asks again every two seconds. Above it stands what waits: there the page is asked for anew."""
    answer = _account(request, pk, "columns/account.html")
    found = DataDesk(request).delivery(pk)
    if not found.is_running and named.waits(found, ()):
        answer.headers["HX-Refresh"] = "true"
    return answer


@counter
def rejects(request: VisitorRequest, pk: int) -> HttpResponseBase:
    """Give the rows to mend."""
    return DataDesk(request).rejects(pk)


@counter
def remarks(request: VisitorRequest, pk: int) -> HttpResponseBase:
    """Give the rows that landed with a remark."""
    return DataDesk(request).remarks(pk)


@require_POST
@counter
def mend(request: VisitorRequest, pk: int) -> HttpResponseBase:
    """Take mended rows, for the same feed and period."""
    return DataDesk(request).mend(pk)


@require_POST
@counter
def matched(request: VisitorRequest, pk: int) -> HttpResponseBase:
    """Send the rows again whose names waited, now that somebody has decided; what still waits comes back once more."""
    desk = DataDesk(request)
    found = desk.delivery(pk)
    name = found.table.partition(".")[2]
    if not named.waits(found, found.mended_by.all()):
        raise Http404(_("这个批次没有等待匹配的行"))
    if not named.is_decided(found):
        messages.info(request, _("这些名称还没有决定；请先到“单位匹配”作出决定"))
        return redirect("feeds:delivery", pk)
    rows = b"".join(refused.lines(found, of_code=named.WAITS))
    file = ContentFile(rows, name=_("等待匹配的行") + f" {found.number}.csv")
    try:
        sent = jobs.receive(
            cast(Upload, file),
            tables.table_of(name, found.period),
            by=named.sends_again(desk.sent_by(found)),
            on=request.visitor.at,
            period=found.period,
            mends=found,
        )[0]
    except ValueError as wrong:
        messages.error(request, str(wrong))
        return redirect("feeds:delivery", pk)
    messages.success(request, _("等待匹配的行已重新报送，正在处理"))
    return redirect("feeds:delivery", sent.pk)


@require_POST
@counter
def again(request: VisitorRequest, pk: int) -> HttpResponseBase:
    """Go on with a delivery that broke off."""
    return DataDesk(request).again(pk)


@counter
def template(request: VisitorRequest, name: str) -> HttpResponseBase:
    """Give the template of a file."""
    _regions(request.visitor)
    return pages.template_of(tables.table_of(_table(name).name, ""))
