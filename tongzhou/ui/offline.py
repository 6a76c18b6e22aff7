"""离线 — the worker script at an address from which it may keep pages of the whole site for a dead spot."""

from __future__ import annotations

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token

SCRIPT = "ui/offline/worker.js"


def worker(_request: HttpRequest) -> HttpResponse:
    """Serve the service worker. A worker governs only pages below its own address: so it stands at the root."""
    found = finders.find(SCRIPT)
    if found:
        with open(found, "rb") as file:
            content = file.read()
    elif staticfiles_storage.exists(SCRIPT):
        with staticfiles_storage.open(SCRIPT) as stored:
            content = stored.read()
    else:
        raise Http404
    return HttpResponse(
        content,
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": "no-cache"},
    )


def state(request: HttpRequest) -> JsonResponse:
    """Tell a device that comes back to the network whether its user is signed in, with a token to send with."""
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    body = {"signed_in": signed_in, "token": get_token(request) if signed_in else ""}
    return JsonResponse(body, headers={"Cache-Control": "no-store"})
