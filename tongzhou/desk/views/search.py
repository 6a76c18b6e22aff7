"""全局搜索 — one box: cases, employers, people."""

from __future__ import annotations

from django.http import HttpResponse

from tongzhou.desk import finding, worklist
from tongzhou.desk.answers import page
from tongzhou.desk.sightings import saw
from tongzhou.desk.staff import StaffRequest, counter

MOST = 20


@counter
def search(request: StaffRequest) -> HttpResponse:
    """Show what some words find, by kind; only what this person may see."""
    staff = request.staff
    words = request.GET.get("q", "").strip()[:60]
    context: dict[str, object] = {"words": words, "today": staff.on}
    if words:
        saw(request, "search", detail=words)
        found = finding.cases(words, staff, MOST)
        context |= {
            "cases": worklist.rows(found, at=staff.at),
            "employers": finding.employers(words, staff, MOST),
            "people": finding.people(words, staff, MOST),
        }
    return page(request, "desk/search.html", context, part="found")
