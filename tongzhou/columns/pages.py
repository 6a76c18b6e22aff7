"""批次页面的共同部分 — the form, the list, the account of a delivery, the file to mend: pages of lines and feeds are made of these.

Whose deliveries somebody may see is asked by the page that uses them. The engine of columns is not needed here and not imported.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django import forms
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.procedure import workbook
from tongzhou.ui.forms import Form

from . import deliveries, refused, uploading
from .declare import Money, Table
from .models import Delivery
from .words import told

EACH, SHOWN = 20, 50
MOST_ROWS_OF_A_SHEET = 50_000


class FileForm(Form):
    """A file that holds many rows."""

    file = forms.FileField(
        label=gettext_lazy("数据文件"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.parquet"}),
        help_text=gettext_lazy("CSV、Excel（.xlsx，二十万行以内）或 Parquet；公式请先粘贴为数值"),
    )

    def __init__(self, *args: Any, most: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if most:
            self.fields[
                "file"
            ].help_text = f"{self.fields['file'].help_text}；{uploading.limit_words(most)}"


def listed(rows: QuerySet[Delivery], after: str) -> dict[str, Any]:
    """Return a page of deliveries, newest first, by key."""
    if after.isdigit():
        rows = rows.filter(pk__lt=int(after))
    found = list(rows.order_by("-pk")[: EACH + 1])
    return {"deliveries": found[:EACH], "more": found[EACH - 1].pk if len(found) > EACH else ""}


def account(delivery: Delivery, table: Table, *, url: Callable[[str], str]) -> dict[str, Any]:
    """Return what the account of a delivery shows; `url` gives the address of its `progress`, `rejects`, `mend`, `again` and `delivery`."""
    over = not delivery.is_running
    return {
        "delivery": delivery,
        "reconciled": deliveries.is_reconciled(delivery),
        "sums": [
            (table[code].label, isinstance(table[code].type, Money), one)
            for code, one in delivery.sums.items()
        ],
        "told": told(table, delivery),
        "faults": refused.faults(delivery, most=SHOWN) if over and delivery.rejected else [],
        "doubled": refused.doubled(delivery, most=SHOWN) if over and delivery.duplicate else [],
        "mended_by": list(delivery.mended_by.order_by("pk")),
        "url": {name: url(name) for name in ("progress", "rejects", "mend", "again")},
        "form": FileForm(),
    }


def to_mend(delivery: Delivery) -> HttpResponseBase:
    """Return the rows to mend, to be saved: a workbook, or a CSV where there are too many for one."""
    name = _("待改正的行") + f" {delivery.number}"
    response: HttpResponseBase
    if delivery.rejected <= MOST_ROWS_OF_A_SHEET:
        response = FileResponse(refused.workbook(delivery), content_type=workbook.XLSX)
        name += ".xlsx"
    else:
        response = StreamingHttpResponse(
            refused.lines(delivery), content_type="text/csv; charset=utf-8"
        )
        name += ".csv"
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response.headers["Cache-Control"] = "no-store"
    return response


def template_of(table: Table) -> HttpResponse:
    """Return a workbook with the head of a table and how each column is filled in."""
    how = [
        (
            c.label,
            _("必填") if c.must_be_there and c.default is None else "",
            str(c.type.words),
            c.note,
        )
        for c in table.columns
    ]
    content = workbook.written(
        table.title,
        [c.label for c in table.columns],
        [],
        second=(_("填写说明"), [_("列"), _("必填"), _("怎样填"), _("说明")], how),
    )
    return workbook.attachment(content, f"{table.title}{_('模板')}.xlsx")
