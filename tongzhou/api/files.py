"""成批报送的接口 — a system sends a file of many rows for a table that is open to it, and asks how the delivery fares.

The file is the body, as it would be uploaded: CSV, XLSX or Parquet. It is registered at once and loaded by the worker; the same file for the
same period is the same delivery. What came back is told by row, what stood there masked.
"""

from __future__ import annotations

import re
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import Any, cast

from django.conf import settings
from django.core.files import File
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_http_methods

from tongzhou.api.models import System
from tongzhou.api.views import Answered, answer_json, called, within
from tongzhou.columns import deliveries, jobs, refused, whose
from tongzhou.columns.models import Delivery
from tongzhou.columns.words import told as told_faults
from tongzhou.procedure.files import MEGABYTE, Upload
from tongzhou.procedure.models import Case

PIECE, IN_MEMORY, SHOWN = 1 << 20, 4 << 20, 200
SYSTEM = "system"  # in the scope of a delivery: who has sent it
PERIOD = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@require_http_methods(["POST"])
@called
def send(
    request: HttpRequest, system: System, at: datetime, table: str
) -> tuple[JsonResponse, Case | None]:
    """Take a file in. 202: it waits for the worker; 200: it was sent before, and this is what came of it."""
    open_table = jobs.open_table(table)
    if open_table is None or table not in system.procedures:
        raise Answered(403, "not_yours", "令牌不含这项数据，请联系平台管理员")
    period = request.GET.get("period", "")
    if not PERIOD.fullmatch(period):
        raise Answered(400, "no_period", "请用 period 写明所属期，如 2026-10")
    scope = whose.scope_of(system.regions) | {SYSTEM: system.pk}
    by = deliveries.Sender(system.name, whose.owner_of(system.regions), scope=scope)
    with SpooledTemporaryFile(IN_MEMORY) as body:
        _body_into(request, body)
        upload = cast(Upload, File(body, name=request.headers.get("X-File-Name", table)[:100]))
        try:
            delivery, new = jobs.receive(upload, open_table(period), by=by, on=at, period=period)
        except ValueError as wrong:
            raise Answered(422, "wrong", str(wrong)) from wrong
    if not _sent_by(system, delivery):
        words = f"同一份文件已由“{delivery.source}”报送，批次 {delivery.number}，没有重复处理"
        raise Answered(409, "sent_by_another", words)
    return answer_json(_told(delivery), 202 if new else 200), None


@require_http_methods(["GET"])
@called
def ask(
    request: HttpRequest,  # noqa: ARG001
    system: System,
    at: datetime,  # noqa: ARG001
    number: str,
) -> tuple[JsonResponse, Case | None]:
    """Say how a delivery fares; one that another system has sent, or somebody at the desk, is none."""
    delivery = Delivery.objects.filter(number=number, table__in=system.procedures).first()
    if delivery is None or not _sent_by(system, delivery):
        raise Answered(404, "not_found", "没有这个批次，或不是本系统报送的")
    return answer_json(_told(delivery)), None


def _sent_by(system: System, delivery: Delivery) -> bool:
    """Say whether a system has sent a delivery. One that came before this was kept with it bears its name."""
    told = delivery.scope.get(SYSTEM)
    if told is not None:
        return bool(told == system.pk)
    named = delivery.source == system.name and delivery.sent_by_id is None and delivery.owner
    return bool(named) and within(system, delivery.owner)


def _body_into(request: HttpRequest, file: Any) -> None:
    most, taken = max(settings.TABLE_MB, settings.UPLOAD_MB), 0
    while piece := request.read(PIECE):
        taken += len(piece)
        if taken > most * MEGABYTE:
            raise Answered(413, "too_large", f"文件超过 {most} MB，请分开报送，或另存为 Parquet")
        file.write(piece)
    file.seek(0)


def _told(delivery: Delivery) -> dict[str, Any]:
    open_table = jobs.open_table(delivery.table)
    table = open_table(delivery.period) if open_table else None
    over = not delivery.is_running
    follow = jobs.afterwards_of(delivery)
    more = follow.told(delivery) if follow else {}
    return deliveries.told(delivery) | more | {
        "problems": [
            {"code": code, "words": words, "rows": n}
            for code, words, n in (told_faults(table, delivery) if table else ())
        ],
        "rows": [
            {"row": line, "code": code, "column": column, "shown": shown, "rule": rule, "mend": mend}
            for line, (code, column, shown, rule, mend) in (
                refused.faults(delivery, most=SHOWN) if over else ()
            )
        ],
    }  # fmt: skip
