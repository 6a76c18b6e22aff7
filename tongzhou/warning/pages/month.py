"""月度研判 — a month of an area on the screen, and as a report in Word."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.translation import gettext as _

from tongzhou.procedure.counter import VisitorRequest, page
from tongzhou.warning import rulebook
from tongzhou.warning.offices import WATCHERS
from tongzhou.warning.reporting import figures, word

from .sight import reach_of, room

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@room(*WATCHERS)
def month(request: VisitorRequest) -> HttpResponse:
    """Show the figures of a month; with `?format=docx` the report."""
    visitor = request.visitor
    area = reach_of(visitor, request.GET.get("area", "")[:9])
    told = figures.of_month(area, request.GET.get("month", "")[:7], today=visitor.on, at=visitor.at)
    if request.GET.get("format") == "docx":
        visitor.saw(
            "export", None, _("月度研判报告 %(month)s") % {"month": told.first.isoformat()[:7]}
        )
        body = next((a.body.name for a in visitor.appointments), told.name)
        answer = HttpResponse(word.report(told, body=body, on=visitor.on), content_type=DOCX)
        name = f"{told.name}{told.first.isoformat()[:7]}预警研判报告.docx"
        answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
        answer["Cache-Control"] = "no-store"
        return answer
    context = {
        "told": told,
        "area": area,
        "month": told.first.isoformat()[:7],
        "before": (told.first - timedelta(days=1)).isoformat()[:7]
        if told.first > figures.EARLIEST
        else "",
        "after": (told.last + timedelta(days=1)).isoformat()[:7] if told.last < visitor.on else "",
        "causes": _bars(told.causes.most_common()),
        "rules": _bars([(rulebook.called(code), n) for code, n in told.rules.most_common()]),
        "false_causes": told.false_causes.most_common(),
        "pairs": [(a, b, n) for (a, b), n in told.pairs.most_common(3) if n > 1],
        "places": _bars(told.places.most_common()),
        "industries": _bars(told.industries.most_common()),
        "ended": [(label, told.ended[code]) for code, label in figures.ENDINGS.items()],
        "within": figures.WITHIN,
        "few": figures.FEW,
        "tab": "month",
    }
    return page(request, "warning/month.html", context)


def _bars(rows: list[tuple[str, int]]) -> list[tuple[str, int, int]]:
    """Return each row with its share of the longest bar, in per cent."""
    most = max((n for _label, n in rows), default=0)
    return [(label, n, round(100 * n / most)) for label, n in rows]
