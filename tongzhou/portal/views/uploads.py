"""分块上传 — a file in pieces over a weak network, for every form of the portal that takes files.

POST `upload/` with name and size begins; POST `upload/<token>/?at=<place>` sends a piece as the body; GET says how
far it is; DELETE forgets it. Answers are JSON; a refusal says in `error` what to do.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tongzhou.procedure import pieces
from tongzhou.procedure.models import Upload
from tongzhou.procedure.refusal import Refused


def _said(upload: Upload, *, status: int = 200) -> JsonResponse:
    return JsonResponse(
        {
            "token": upload.token,
            "name": upload.name,
            "size": upload.size,
            "got": upload.got,
            "done": bool(upload.digest),
            "piece": pieces.PIECE,
        },
        status=status,
    )


def _refused(words: str, status: int, **more: Any) -> JsonResponse:
    return JsonResponse({"error": words} | more, status=status)


@never_cache
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a file of a stated name and size."""
    size = request.POST.get("size", "")
    if not (size.isascii() and size.isdigit() and len(size) < 13):
        return _refused(_("没有说明文件大小，请重新选择文件"), 422)
    try:
        upload = pieces.begin(request, name=request.POST.get("name", ""), size=int(size), at=now())
    except Refused as refusal:
        return _refused(str(refusal), 422)
    return _said(upload, status=201)


@never_cache
@require_http_methods(["GET", "POST", "DELETE"])
def piece(request: HttpRequest, token: str) -> HttpResponse:
    """Take a piece of a file this browser has begun, or say how far it is."""
    at = now()
    upload = pieces.mine(request, token, at=at)
    if upload is None:
        return _refused(_("这个文件没有开始上传，或已过期，请重新选择"), 404)
    if request.method == "DELETE":
        pieces.drop(upload)
        return HttpResponse(status=204)
    if request.method == "GET":
        return _said(upload)
    place = request.GET.get("at", "")
    if not (place.isascii() and place.isdigit() and len(place) < 13):
        return _refused(_("没有说明从哪里继续，请重新上传"), 422)
    if int(request.headers.get("Content-Length") or 0) > pieces.MOST_PIECE:
        return _refused(_("这一块太大，请重新上传"), 413)
    try:
        return _said(pieces.take(upload, request.body, place=int(place), at=at))
    except pieces.OutOfPlace as behind:
        return _refused(str(behind), 409, got=behind.got)
    except Refused as refusal:
        return _refused(str(refusal), 422)
