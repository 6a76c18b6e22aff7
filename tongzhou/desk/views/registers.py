"""登记簿 — lists of records with a history: search, filter, open, export. Drawn from their declarations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from tongzhou.desk import export, worklist
from tongzhou.desk.answers import page
from tongzhou.desk.branches import CAP, counted
from tongzhou.desk.sightings import saw
from tongzhou.desk.staff import Staff, StaffRequest, counter
from tongzhou.desk.views import keeping
from tongzhou.procedure.models import SubjectRow
from tongzhou.registry.registers import REGISTERS, Column, Register, field_label

SIZE, MOST_RELATED, MOST_HISTORY = 50, 20, 100
# Under which name the subjects of a case point to a register.
SUBJECTS = {"employers": "employer", "people": "person", "bodies": "body"}


@counter
def registers(request: StaffRequest) -> HttpResponse:
    """Show which registers there are."""
    return page(request, "desk/registers.html", {"registers": REGISTERS.values()})


def _register(code: str) -> Register:
    if code not in REGISTERS:
        raise Http404(_("没有这个登记簿"))
    return REGISTERS[code]


@counter
def register(request: StaffRequest, code: str) -> HttpResponseBase:
    """Show a register as a list; with `?format=` as a file."""
    known, staff = _register(code), request.staff
    words = request.GET.get("q", "").strip()[:60]
    chosen = {f.code: request.GET.get(f.code, "")[:60] for f in known.filters}
    orders = known.orders()
    by = request.GET.get("order", "")
    order = orders.get(by, known.order)
    rows = known.rows(staff.person, on=staff.on, words=words, chosen=chosen)
    kind = request.GET.get("format", "")
    if kind in export.KINDS:
        return _exported(request, known, rows.order_by(order, "pk"), kind)
    shown = list(_past(rows, order, request.GET.get("after", "")).order_by(order, "pk")[: SIZE + 1])
    more, shown = len(shown) > SIZE, shown[:SIZE]
    saw(request, "register", detail=f"{code}?{request.GET.urlencode()}")
    data = request.GET.copy()
    data.pop("after", None)
    changes = known.changes_of(None, keeping.keeper(known, None, staff))
    context = {
        "register": known,
        "rows": [(r, cells(known, r)) for r in shown],
        "heads": known.columns,
        "filters": [(f, f.choices(staff.person, staff.on), chosen[f.code]) for f in known.filters],
        "words": words,
        "order": by,
        "total": counted(rows.order_by()[: CAP + 1].count()),
        "next": _with(data, after=_mark(shown[-1], order)) if more else "",
        "now": data.urlencode(),
        "is_later": "after" in request.GET,
        "here": reverse("desk:register", args=[code]),
        "changes": changes,
        "pages": known.pages if changes else (),
    }
    return page(request, "desk/register.html", context, part="list")


def cells(known: Register, record: Any) -> list[tuple[Column, str]]:
    """Return the cells of a row, each with its column."""
    return [(column, column.text(record)) for column in known.columns]


def _mark(record: Model, order: str) -> str:
    return f"{getattr(record, order)}|{record.pk}"


def _past(rows: QuerySet[Any], order: str, mark: str) -> QuerySet[Any]:
    """Return the rows after a place: a range of the leading column, and a choice inside it."""
    value, bar, key = mark.rpartition("|")
    if not bar:
        return rows
    after = Q(**{f"{order}__gt": value}) | Q(pk__gt=key)
    try:
        return rows.filter(Q(**{f"{order}__gte": value}) & after)
    except (TypeError, ValueError, ValidationError):  # an address nobody gave out
        return rows


def _with(data: QueryDict, **changes: str) -> str:
    data = data.copy()
    for name, value in changes.items():
        data[name] = value
    return data.urlencode()


def _exported(
    request: StaffRequest, known: Register, rows: QuerySet[Any], kind: str
) -> HttpResponseBase:
    saw(request, "export", detail=f"{kind} {known.code}?{request.GET.urlencode()}")
    heads = [str(c.label) for c in known.columns]

    def body() -> Iterator[list[str]]:
        for row in rows.iterator(chunk_size=export.CHUNK):
            yield [c.text(row) for c in known.columns]

    name = f"{known.label}-{request.staff.on.isoformat()}.{kind}"
    return export.table(kind, name, heads, body())


@counter
def record(request: StaffRequest, code: str, key: str) -> HttpResponse:
    """Show one record: what it says, what belongs to it, in which cases it stands, how it changed."""
    known, staff = _register(code), request.staff
    try:
        found = known.get(staff.person, key, on=staff.on)
    except ObjectDoesNotExist as error:
        raise Http404(_("没有这条记录，或不在您可以查看的范围内")) from error
    saw(request, "register", detail=f"{code}/{key}")
    context = {
        "register": known,
        "record": found,
        "details": [(c.label, text) for c in known.details if (text := c.text(found))],
        "related": [_related(r, found, staff) for r in known.related],
        "cases": _cases(known, found, staff),
        "history": _history(known, found),
        "today": staff.on,
        "changes": known.changes_of(found, keeping.keeper(known, found, staff)),
    }
    return page(request, "desk/record.html", context)


def _related(related: Any, record: Any, staff: Staff) -> dict[str, Any]:
    other = REGISTERS[related.register]
    rows = other.rows(staff.person, on=staff.on).filter(related.condition(record))
    shown = rows.order_by(other.order, "pk")[:MOST_RELATED]
    return {
        "label": related.label,
        "register": other,
        "heads": other.columns,
        "rows": [(r, cells(other, r)) for r in shown],
    }


def _cases(known: Register, record: Any, staff: Staff) -> list[worklist.Row]:
    """Return the cases in which a record is a subject, of those this person may see."""
    registry = SUBJECTS.get(known.code)
    if registry is None:
        return []
    keys = record.family() if hasattr(record, "family") else [record.pk]
    named = SubjectRow.objects.filter(registry=registry, ref__in=[str(k) for k in keys])
    if registry == "person":
        named = named.filter(sees=True)
    found = staff.cases().filter(pk__in=named.values("case")).order_by("-opened_on", "-id")
    return worklist.rows(found.with_start()[:MOST_RELATED], at=staff.at)


def _said(value: Any) -> Any:
    """A yes or no in words; everything else as it was written down."""
    return {"True": _("是"), "False": _("否")}.get(str(value), value)


def _history(known: Register, record: Any) -> list[dict[str, Any]]:
    return [
        {
            "what": entry.get_what_display(),
            "who": entry.by.name if entry.by else _("系统"),
            "at": entry.at,
            "reason": entry.reason,
            "changes": [
                (field_label(known.model, name), _said(before), _said(after))
                for name, (before, after) in entry.changes.items()
            ],
        }
        for entry in known.history(record)[:MOST_HISTORY]
    ]
