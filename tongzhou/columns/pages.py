"""批次页面的共同部分 — the form, the list, the account of a delivery, the file to mend: pages of lines and feeds are made of these.

Whose deliveries somebody may see is asked by the page that uses them. The engine of columns is not needed here and not imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
from .declare import Level, Money, Table
from .models import Delivery
from .words import told

EACH, SHOWN = 20, 50
MOST_DIGITS = 18  # of a key
FIRST = 10  # rows that are named of each remark
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


def key_of(typed: str) -> int | None:
    """Return the key after which a list goes on, as an address states it; None where that is none: ² is a digit, and no number."""
    right = typed.isascii() and typed.isdecimal() and len(typed) <= MOST_DIGITS
    return int(typed) if right else None


def listed(rows: QuerySet[Delivery], after: str) -> dict[str, Any]:
    """Return a page of deliveries, newest first, by key."""
    if (key := key_of(after)) is not None:
        rows = rows.filter(pk__lt=key)
    found = list(rows.order_by("-pk")[: EACH + 1])
    return {"deliveries": found[:EACH], "more": found[EACH - 1].pk if len(found) > EACH else ""}


def account(delivery: Delivery, table: Table, *, url: Callable[[str], str]) -> dict[str, Any]:
    """Return what the account of a delivery shows; `url` gives the address of its `progress`, `rejects`, `remarks`, `mend` and `again`."""
    over = not delivery.is_running
    told_ = list(_told(table, delivery))
    return {
        "delivery": delivery,
        "reconciled": deliveries.is_reconciled(delivery),
        "sums": [
            (table[code].label, isinstance(table[code].type, Money), one)
            for code, one in delivery.sums.items()
        ],
        "told": told_,
        "noted": any(one["lines"] for one in told_),
        "faults": refused.faults(delivery, most=SHOWN) if over and delivery.rejected else [],
        "doubled": refused.doubled(delivery, most=SHOWN) if over and delivery.duplicate else [],
        "mended_by": list(delivery.mended_by.order_by("pk")),
        "url": {name: url(name) for name in ("progress", "rejects", "remarks", "mend", "again")},
        "form": FileForm(),
    }


def _told(table: Table, delivery: Delivery) -> Iterator[dict[str, Any]]:
    """Yield each fault and remark, the most frequent first; of a remark also the first rows, and what to do."""
    remarks = {check.code: check for check in table.every_check if check.level is Level.WARN}
    has_some = not delivery.is_running and any(code in remarks for code in delivery.counts)
    first = refused.remarked(delivery, most=FIRST) if has_some else {}
    for code, words, n in told(table, delivery):
        mend = remarks[code].mend if code in remarks else ""
        yield {"words": words, "n": n, "lines": first.get(code, []), "mend": mend}


def to_note(delivery: Delivery, table: Table) -> HttpResponseBase:
    """Return the rows that landed with a remark as a CSV, to be saved."""
    return _saved(
        refused.remark_lines(delivery, table), _("有提示的行") + f" {delivery.number}.csv"
    )


def _saved(lines: Iterator[bytes], name: str) -> HttpResponseBase:
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response.headers["Cache-Control"] = "no-store"
    return response


def to_mend(delivery: Delivery) -> HttpResponseBase:
    """Return the rows to mend, to be saved: a workbook, or a CSV where there are too many for one."""
    name = _("待改正的行") + f" {delivery.number}"
    if delivery.rejected > MOST_ROWS_OF_A_SHEET:
        return _saved(refused.lines(delivery), f"{name}.csv")
    response = FileResponse(refused.workbook(delivery), content_type=workbook.XLSX)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
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
