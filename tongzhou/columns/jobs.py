"""后台装载 — an uploaded file waits for the worker, which loads it; what a killed worker left is taken up again.

The browser may be closed meanwhile: how far a delivery is stands in the database. The file lies apart until its rows have landed, and goes.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django_tasks import task

from tongzhou.procedure.files import Upload

from .declare import Table
from .deliveries import Sender, begin
from .models import Delivery

log = logging.getLogger("tongzhou.columns")
SILENT = timedelta(minutes=3)  # a delivery that is not touched for so long has lost its worker
Loader = Callable[[Delivery], tuple[Table, Any]]
_loaders: dict[str, Loader] = {}
_open: dict[str, Callable[[str], Table]] = {}


def loads(family: str, loader: Loader) -> None:
    """Say how deliveries of a family of tables are loaded: `filings`, or `feed` for `feed.insurance`. Called when a room gets ready."""
    _loaders[family] = loader


def loader_of(delivery: Delivery) -> Loader:
    """Return how a delivery is loaded. Raises KeyError where no room has said so."""
    return _loaders[delivery.table.partition(".")[0]]


def opens(table: str, of_period: Callable[[str], Table]) -> None:
    """Say that other systems may send a table by the interface; `of_period` gives it as it is loaded for a period."""
    _open[table] = of_period


def open_table(table: str) -> Callable[[str], Table] | None:
    """Return how a table that other systems may send is made for a period; None for any other."""
    return _open.get(table)


def open_tables() -> list[str]:
    """Return the tables that other systems may send."""
    return sorted(_open)


def receive(
    upload: Upload,
    table: Table,
    *,
    by: Sender,
    on: datetime,
    period: str = "",
    mends: Delivery | None = None,
) -> tuple[Delivery, bool]:
    """Take an upload in and let it wait for the worker; the same file again is its delivery, and no new one.

    Raises ValueError in words where there is nothing to read or no period.
    """
    name = default_storage.save(f"deliveries/{secrets.token_hex(16)}", upload)  # type: ignore[arg-type]
    try:
        delivery, new = begin(
            table,
            Path(default_storage.path(name)),
            by=by,
            on=localdate(on),
            at=on,
            period=period,
            name=str(upload.name or ""),
            kept=name,
            mends=mends,
        )
    except BaseException:
        default_storage.delete(name)
        raise
    if new:
        transaction.on_commit(lambda: run.enqueue(delivery.pk))
    else:
        default_storage.delete(name)
    return delivery, new


@task()
def run(pk: int) -> None:
    """Load a delivery that waits, or go on with one that was left; note on it whatever stops it."""
    load = import_module(
        "tongzhou.columns.loading"
    ).load  # the engine of columns: in the worker only
    delivery = Delivery.objects.get(pk=pk)
    if not delivery.is_running or not delivery.kept:
        return
    path = Path(default_storage.path(delivery.kept))
    try:
        table, landing = loader_of(delivery)(delivery)
        delivery = load(table, path, delivery, landing)
    except Exception:
        log.exception("delivery %s failed", delivery)
        why = _("处理时出错，已记入系统日志；已入库的行不受影响，可以继续处理。")
        Delivery.objects.filter(pk=pk).update(state=Delivery.State.BROKEN, why=why)
        return
    if delivery.state == Delivery.State.DONE:
        default_storage.delete(delivery.kept)


def again(delivery: Delivery) -> None:
    """Let a delivery that broke off wait for the worker once more."""
    Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.WAITING, why="")
    transaction.on_commit(lambda: run.enqueue(delivery.pk))


def take_up_left(*, at: datetime) -> int:
    """Take up the deliveries whose worker is gone; return how many. Two workers on one delivery do no harm: one gives way."""
    left = Delivery.objects.filter(
        state__in=(Delivery.State.WAITING, Delivery.State.LOADING), touched_at__lt=at - SILENT
    ).exclude(kept="")
    found = list(left)
    for delivery in found:
        delivery.save(update_fields=["touched_at"])
        run.enqueue(delivery.pk)
    return len(found)
