"""首页 — three doors: for workers, for employers, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.defaults import page_not_found

from tongzhou.procedure import catalogue, roots
from tongzhou.procedure.models import DailyRoot
from tongzhou.procedure.partying import NotShown


def public_panels() -> list[tuple[str, str, str, str]]:
    """Return the pages that lines publish: (label, icon, address, what one finds there).

    A panel without an index has pages of cases only: one comes to them from the case.
    """
    return [
        (panel.label, panel.icon, reverse(panel.index), panel.about)
        for line in catalogue.LINES.values()
        for panel in line.panels
        if panel.counter == "portal" and panel.index
    ]


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a wrong address; to whoever has not shown their phone, or no longer, say what to do."""
    if isinstance(exception, NotShown):
        return render(request, "portal/locked.html", status=404)
    return page_not_found(request, exception)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what can be done here."""
    return render(request, "portal/home.html", {"panels": public_panels()})


@require_safe
def workers(request: HttpRequest) -> HttpResponse:
    """Show what a worker can do here."""
    return render(request, "portal/workers.html")


@require_safe
def employers(request: HttpRequest) -> HttpResponse:
    """Show what an employer can do here."""
    return render(request, "portal/employers.html", {"panels": public_panels()})


@require_safe
def daily_roots(request: HttpRequest) -> HttpResponse:
    """Show the daily roots, so that anybody can check an exported case."""
    latest = DailyRoot.objects.order_by("-day")[:31]
    return render(request, "portal/roots.html", {"roots": latest})


@require_safe
def daily_roots_file(_request: HttpRequest) -> HttpResponse:
    """Give all roots as one file, in the form that `tongzhou dossier verify --roots` reads."""
    return JsonResponse(roots.published(), json_dumps_params={"ensure_ascii": False})
