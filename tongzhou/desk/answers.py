"""How a page answers: the whole page to a plain request, a fragment of the same template to htmx."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render


def is_fragment(request: HttpRequest) -> bool:
    """Whether the script asks for a part of the page."""
    htmx = getattr(request, "htmx", None)
    return bool(htmx and not htmx.boosted and not htmx.history_restore_request)


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    part: str = "",
    status: int = 200,
) -> HttpResponse:
    """Draw a page; `part` names the partial that htmx gets instead."""
    name = f"{template}#{part}" if part and is_fragment(request) else template
    response = render(request, name, context, status=status)
    response.headers["Cache-Control"] = "no-store"  # pages hold personal data
    response.headers["Vary"] = "HX-Request, Cookie"
    return response


def done(request: HttpRequest, text: str, url: str) -> HttpResponse:
    """Say that it is done, and go on: a redirect, or for a dialog the same page brought up to date."""
    if not is_fragment(request):
        messages.success(request, text)
        return HttpResponseRedirect(url)
    response = HttpResponse(status=204)
    response.headers["HX-Trigger"] = json.dumps(
        {"tz:close-dialog": True, "tz:toast": {"text": text}}
    )
    response.headers["HX-Location"] = json.dumps(
        {"path": url, "target": "#page", "select": "#page", "swap": "outerHTML"}
    )
    return response
