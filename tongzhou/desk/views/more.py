"""更多 — the navigation as a page, for a phone."""

from __future__ import annotations

from django.http import HttpResponse

from tongzhou.desk.answers import page
from tongzhou.desk.staff import StaffRequest, counter


@counter
def more(request: StaffRequest) -> HttpResponse:
    """Show every entry of the navigation, and the account."""
    return page(request, "desk/more.html", {})
