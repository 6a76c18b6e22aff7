"""登记簿的接口 — a system states one record of a register that is open to it, and reads the records within its scope."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from tongzhou.api.models import System
from tongzhou.api.views import Answered, answer_json, body_of, called, stated_of, within
from tongzhou.columns.pages import key_of
from tongzhou.procedure import catalogue
from tongzhou.procedure.catalogue import Records
from tongzhou.procedure.models import Case


@require_http_methods(["GET", "POST"])
@called
def records(
    request: HttpRequest, system: System, at: datetime, code: str
) -> tuple[JsonResponse, Case | None]:
    """State a record (POST: the same told again is the same record), or read those of a subject (GET)."""
    way = catalogue.records(code)
    if way is None or code not in system.procedures:
        raise Answered(403, "not_yours", "令牌不含这项业务，请联系平台管理员")
    return (_taken if request.method == "POST" else _read)(request, system, way, at), None


def _taken(request: HttpRequest, system: System, way: Records, at: datetime) -> JsonResponse:
    stated = stated_of(body_of(request), way)
    if not within(system, way.region(stated)):
        raise Answered(403, "not_there", "令牌不含这个地区，请核对地区代码")
    try:
        given, is_new = way.take(stated, source=system.name, at=at, on=localdate(at))
    except ValidationError as error:
        told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        fields = {name: "；".join(map(str, words)) for name, words in told.items() if name}
        words = "；".join(map(str, error.messages))
        raise Answered(422, "wrong", words, fields=fields) from error
    return answer_json(_plain(given), 201 if is_new else 200)


def _read(request: HttpRequest, system: System, way: Records, at: datetime) -> JsonResponse:  # noqa: ARG001
    subject = request.GET.get("subject", "").strip()
    after = key_of(request.GET.get("after", "0"))
    if not subject:
        raise Answered(400, "no_subject", "请用 subject 写明查询哪个单位（统一社会信用代码）")
    if after is None:
        raise Answered(400, "wrong_after", "after 须是上一页给出的 next")
    found = way.rows(system.regions, subject=subject[:40], after=after)
    following = found[-1].id if found else None
    return answer_json({"rows": [_plain(r) for r in found], "next": following})


def _plain(given: Any) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(given)
    return plain
