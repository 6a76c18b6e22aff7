"""接口的应答 — open a case, ask how far it is, the document. JSON in, JSON out; every refusal says what to do."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec

import msgspec
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import localdate, now
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tongzhou.api import document, tokens
from tongzhou.api.models import Call, Opening, System
from tongzhou.procedure import catalogue, throttle
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.catalogue import Outside, Records
from tongzhou.procedure.declare import HANDED
from tongzhou.procedure.door import Door
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import NO_DUE, Case, CaseLink
from tongzhou.procedure.refusal import Refused

P = ParamSpec("P")
MOST_BYTES = 1 << 20
MOST_KEY = 100
# How msgspec begins to say that a field is not known, or not there → what the other system is told.
AMISS = {
    "Object contains unknown field `": "不认识的字段“{name}”，请对照接口说明（/api/v1/openapi.json）改正或删去",
    "Object missing required field `": "缺少字段“{name}”，请对照接口说明（/api/v1/openapi.json）补上",
}


class Answered(Exception):
    """A refusal, on its way out: status, code, words, and what is wrong field by field."""

    def __init__(self, status: int, code: str, words: str, **more: Any) -> None:
        super().__init__(words)
        self.status, self.code, self.words = status, code, words
        self.fields: dict[str, str] = more.get("fields", {})
        self.wait: int = more.get("wait", 0)


def answer_json(data: dict[str, Any], status: int = 200) -> JsonResponse:
    """Answer with JSON that no browser takes for anything else."""
    response = JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _refused(answer: Answered) -> JsonResponse:
    told: dict[str, Any] = {"code": answer.code, "message": answer.words}
    if answer.fields:
        told["fields"] = answer.fields
    response = answer_json({"error": told}, answer.status)
    if answer.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="tongzhou"'
    if answer.wait:
        response.headers["Retry-After"] = str(answer.wait)
    return response


def called(
    handler: Callable[
        Concatenate[HttpRequest, System, datetime, P], tuple[JsonResponse, Case | None]
    ],
) -> Callable[..., HttpResponse]:
    """Let in who holds a token, count the call, write it down, and turn what refuses into JSON."""

    @csrf_exempt
    @never_cache
    @wraps(handler)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        at, system, case, code = now(), None, None, ""
        response: JsonResponse
        try:
            with override("zh-hans"):
                system = _holder(request, at)
                response, case = handler(request, system, at, *args, **kwargs)
        except Answered as answer:
            response, code = _refused(answer), answer.code
        Call.objects.create(
            system=system,
            at=at,
            method=(request.method or "")[:8],
            path=request.path[:200],
            status=response.status_code,
            code=code,
            case=case,
        )
        return response

    return guarded


def _holder(request: HttpRequest, at: datetime) -> System:
    kind, _sign, token = request.headers.get("Authorization", "").partition(" ")
    system = tokens.holder(token.strip(), on=localdate(at)) if kind.lower() == "bearer" else None
    if system is None:
        if not throttle.allow(request, "api.unknown", most=120, at=at):
            raise Answered(429, "too_many", "调用过于频繁，请稍后再试", wait=600)
        raise Answered(401, "no_token", "没有令牌，或令牌无效、已吊销、已过期；请联系平台管理员")
    minute = throttle.MINUTE
    if not throttle.allow_who(str(system.pk), "api", most=system.per_minute, at=at, span=minute):
        raise Answered(429, "too_many", "调用过于频繁，请一分钟后再试", wait=60)
    return system


def _way(system: System, procedure: str) -> Outside:
    way = catalogue.outside(procedure)
    if way is None or procedure not in system.procedures:
        raise Answered(403, "not_yours", "令牌不含这项业务，请联系平台管理员")
    return way


def within(system: System, region: str) -> bool:
    """Say whether a region lies in the scope of a system."""
    return any(region.startswith(r) for r in system.regions)


@require_http_methods(["POST"])
@called
def opening(
    request: HttpRequest, system: System, at: datetime, procedure: str
) -> tuple[JsonResponse, Case | None]:
    """Open a case; the same key with the same content, or the same number, is the same case."""
    way = _way(system, procedure)
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key or len(key) > MOST_KEY:
        raise Answered(
            400, "no_key", f"请在 Idempotency-Key 中写明本次请求的唯一编号（{MOST_KEY} 字以内）"
        )
    body = body_of(request)
    digest = hashlib.sha256(procedure.encode() + b"\n" + body).hexdigest()
    if known := Opening.objects.filter(system=system, key=key).select_related("case").first():
        return _known(known, digest, way), known.case
    stated = stated_of(body, way)
    if not within(system, way.region(stated)):
        raise Answered(403, "not_there", "令牌不含这个地区，请核对地区代码")
    try:
        with transaction.atomic():
            before = way.find(way.number(stated))
            case = _taken(way, stated, system, at)
            Opening.objects.create(
                system=system,
                key=key,
                digest=digest,
                procedure=procedure,
                external=way.number(stated),
                case=case,
                at=at,
            )
    except IntegrityError:  # the same request arrived twice at once: the other was first
        first = Opening.objects.filter(system=system, key=key).select_related("case").first()
        if first is None:
            raise Answered(409, "again", "同一编号正在登记，请稍后再试") from None
        return _known(first, digest, way), first.case
    again = before is not None and before.pk == case.pk
    return answer_json(status_of(case, way, way.number(stated)), 200 if again else 201), case


def _known(known: Opening, digest: str, way: Outside) -> JsonResponse:
    if known.digest != digest:
        raise Answered(409, "key_used", "同一 Idempotency-Key 已用于其他内容，请换一个")
    return answer_json(status_of(known.case, way, known.external))


def body_of(request: HttpRequest) -> bytes:
    """Return what was sent. Raises Answered where it is too large."""
    length = request.headers.get("Content-Length") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise Answered(413, "too_large", "内容超过 1 MB；附件请另行上传")
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise Answered(413, "too_large", "内容超过 1 MB；附件请另行上传")
    return body


def stated_of(body: bytes, way: Outside | Records) -> Any:
    """Read what was sent as the line asks it. Raises Answered."""
    try:
        return msgspec.json.decode(body, type=way.asks)
    except msgspec.ValidationError as error:
        name, words = _what_is_wrong(error, way)
        raise Answered(422, "wrong", words, fields={name: words} if name else {}) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Answered(400, "not_json", "内容不是 JSON，请用 UTF-8 编码") from error


def _what_is_wrong(error: msgspec.ValidationError, way: Outside | Records) -> tuple[str, str]:
    """Return the field ("" for the whole) and what to do: a field nobody knows or one left out is named as it was sent."""
    where = str(error).rpartition("`$.")[2].rstrip("`") if "`$." in str(error) else ""
    for known, words in AMISS.items():
        if str(error).startswith(known):
            field = str(error).removeprefix(known).partition("`")[0]
            name = f"{where}.{field}" if where else field
            return name, words.format(name=name)
    return where, way.in_words(error)


def _taken(way: Outside, stated: Any, system: System, at: datetime) -> Case:
    by = Actor("", system.name, HANDED.code, way.region(stated))
    try:
        case: Case = way.take(Door(calendar_now()), stated, by=by, at=at, on=localdate(at))
    except ValidationError as error:
        told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        fields = {name: "；".join(map(str, words)) for name, words in told.items() if name}
        raise Answered(422, "wrong", "；".join(map(str, error.messages)), fields=fields) from error
    except Refused as refusal:
        raise Answered(422, "refused", str(refusal)) from refusal
    if not within(system, case.region):  # the number is that of a case elsewhere
        raise Answered(409, "number_used", "这个来源编号已在其他地区登记")
    return case


@require_http_methods(["GET"])
@called
def asking(
    request: HttpRequest,  # noqa: ARG001
    system: System,
    at: datetime,  # noqa: ARG001
    procedure: str,
    number: str,
) -> tuple[JsonResponse, Case | None]:
    """Say how far the case of a number is; a case outside the scope is no case."""
    way = _way(system, procedure)
    mine = Opening.objects.filter(system=system, procedure=procedure, external=number)
    opening_ = mine.select_related("case").order_by("-pk").first()
    case = opening_.case if opening_ else None
    if case is None or not within(system, case.region):
        raise Answered(404, "not_found", "没有这个编号，或不是本系统登记的")
    return answer_json(status_of(case, way, number)), case


def status_of(case: Case, way: Outside, external: str) -> dict[str, Any]:
    """Return what a system may know of a case: public words, days, the outcome.

    A case that was merged is told as the case it has gone into: there the matter goes on.
    """
    case = followed(case)
    view = Door(calendar_now()).view(case)
    return {
        "number": case.number or case.uid,
        "external": external,
        "state": view.state,
        "words": view.procedure.states[view.state].public,
        "is_open": case.is_open,
        "opened_on": case.opened_on,
        "due": None if case.next_due == NO_DUE or not case.is_open else case.next_due,
        "closed_on": case.closed_on,
    } | way.told(view)


def followed(case: Case) -> Case:
    """Return the case a merged one has gone into, at any remove; any other as it is."""
    seen = {case.pk}
    while (
        link := CaseLink.objects.filter(source=case, kind="merge").select_related("target").first()
    ):
        if link.target_id in seen:
            break
        case = link.target
        seen.add(case.pk)
    return case


@require_http_methods(["GET"])
def openapi(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Give the document of the interface. Public: it holds nothing but shapes."""
    return answer_json(document.openapi())
