"""报送窗口 — where files are sent, followed and mended: by an employer or an office, for a line, a feed or a register. The engine is not needed here.

A room says who stands at its window: whose deliveries are seen there, who sends, where the addresses are. What happens at a window is the same at all.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.procedure.files import Upload

from . import jobs, pages, uploading
from .declare import Table
from .deliveries import Sender
from .models import Delivery


class Window(ABC):
    """A window, with somebody at it. `request` and `at`: what was asked, and when."""

    request: HttpRequest
    at: datetime

    @property
    @abstractmethod
    def mine(self) -> QuerySet[Delivery]:
        """The deliveries that whoever stands here may open, and no others."""

    @abstractmethod
    def sent_by(self, mends: Delivery | None) -> Sender:
        """Return who sends a file here, or one that mends another."""

    @abstractmethod
    def table_of(self, delivery: Delivery) -> Table:
        """Return the table of a delivery, as its account speaks of it."""

    @abstractmethod
    def url_of(self, pk: int, page: str = "") -> str:
        """Return the address of a delivery, or of its page `progress`, `rejects`, `remarks`, `mend` or `again`."""

    @property
    def most(self) -> int:
        """How many megabytes a file sent here may have."""
        return uploading.most_for(getattr(self.request, "user", None))

    def delivery(self, pk: int) -> Delivery:
        """Return a delivery of this window. Raises Http404 for any other."""
        found = self.mine.filter(pk=pk).first()
        if found is None:
            raise Http404(_("没有这个批次"))
        return found

    def listed(self, rows: QuerySet[Delivery]) -> dict[str, Any]:
        """Return what a list of deliveries shows, a page of them."""
        context = pages.listed(rows, self.request.GET.get("after", ""))
        for one in context["deliveries"]:
            one.there = self.url_of(one.pk)
        return context

    def account(self, found: Delivery) -> dict[str, Any]:
        """Return what the account of a delivery shows."""
        return pages.account(
            found, self.table_of(found), url=lambda page: self.url_of(found.pk, page)
        )

    def received(
        self, form: Form, table: Table, *, period: str = "", mends: Delivery | None = None
    ) -> HttpResponseBase | None:
        """Take the file of a form in and go to its delivery; None where it was refused, with the words on the form."""
        try:
            found, new = jobs.receive(
                cast(Upload, form.cleaned_data["file"]),
                table,
                by=self.sent_by(mends),
                on=self.at,
                period=period,
                mends=mends,
                most=self.most,
            )
        except ValueError as wrong:
            form.add_error("file", str(wrong))
            return None
        if new:
            messages.success(self.request, _("已收到，正在处理"))
        else:
            messages.info(
                self.request, _("这份文件此前已经报送过，没有重复处理；下面是那一次的结果。")
            )
        return redirect(self.url_of(found.pk))

    def mend(self, pk: int) -> HttpResponseBase:
        """Take the mended rows of a delivery, for the same table and period."""
        found = self.delivery(pk)
        form = pages.FileForm(self.request.POST, self.request.FILES)
        if form.is_valid():
            table = self.table_of(found)
            if answer := self.received(form, table, period=found.period, mends=found):
                return answer
        for words in form.errors.get("file", [_("请选择改好的文件")]):
            messages.error(self.request, str(words))
        return redirect(self.url_of(pk))

    def again(self, pk: int) -> HttpResponseBase:
        """Go on with a delivery that broke off."""
        found = self.delivery(pk)
        if found.state == Delivery.State.BROKEN and found.kept:
            jobs.again(found)
        return redirect(self.url_of(pk))

    def rejects(self, pk: int) -> HttpResponseBase:
        """Give the rows to mend."""
        return pages.to_mend(self.delivery(pk))

    def remarks(self, pk: int) -> HttpResponseBase:
        """Give the rows that landed with a remark."""
        found = self.delivery(pk)
        return pages.to_note(found, self.table_of(found))
