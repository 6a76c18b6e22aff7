"""后台装载 — an uploaded file waits for the worker, which loads it; what a killed worker left is taken up again.

The browser may be closed meanwhile: how far a delivery is stands in the database. The file lies apart until its rows have landed, and goes.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django_tasks import task

from tongzhou.procedure.files import Upload

from . import uploading
from .declare import Table
from .deliveries import Sender, begin
from .models import Delivery

log = logging.getLogger("tongzhou.columns")
SILENT = timedelta(minutes=3)  # a delivery that is not touched for so long has lost its worker
Loader = Callable[[Delivery], tuple[Table, Any]]


@dataclass(frozen=True)
class Afterwards:
    """What a room does about a delivery besides landing its rows: before the first lands, and when all have.

    `begin` may be called again when a killed load goes on; `check` may be repeated and comes to the same. `left` gives deliveries that
    have landed before a moment and were not checked: their worker was killed in between. `told` is what other systems read of it.
    """

    begin: Callable[[Delivery], object]
    check: Callable[[Delivery, datetime], object]
    left: Callable[[datetime], Iterable[Delivery]]
    told: Callable[[Delivery], dict[str, Any]]


_loaders: dict[str, Loader] = {}
_open: dict[str, Callable[[str], Table]] = {}
_afterwards: dict[str, Afterwards] = {}


def loads(family: str, loader: Loader) -> None:
    """Say how deliveries of a family of tables are loaded: `filings`, or `feed` for `feed.insurance`. Called when a room gets ready."""
    _loaders[family] = loader


def loader_of(delivery: Delivery) -> Loader:
    """Return how a delivery is loaded. Raises KeyError where no room has said so."""
    return _loaders[delivery.table.partition(".")[0]]


def follows(family: str, afterwards: Afterwards) -> None:
    """Say what else is done about deliveries of a family. Called when a room gets ready."""
    _afterwards[family] = afterwards


def afterwards_of(delivery: Delivery) -> Afterwards | None:
    """Return what else is done about a delivery; None where its rows land and that is all."""
    return _afterwards.get(delivery.table.partition(".")[0])


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
    most: int | None = None,
) -> tuple[Delivery, bool]:
    """Take an upload in and let it wait for the worker; the same file again is its delivery, and no new one.

    Raises ValueError in words where there is nothing to read or no period, or the file has more than `most` megabytes.
    """
    uploading.check(
        str(upload.name or ""), upload.size or 0, settings.TABLE_MB if most is None else most
    )
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
    kept, follow = delivery.kept, afterwards_of(delivery)
    try:
        if follow:
            follow.begin(delivery)
        table, landing = loader_of(delivery)(delivery)
        delivery = load(table, Path(default_storage.path(kept)), delivery, landing)
    except Exception:
        log.exception("delivery %s failed", delivery)
        why = _("处理时出错，已记入系统日志；已入库的行不受影响，可以继续处理。")
        Delivery.objects.filter(pk=pk).update(state=Delivery.State.BROKEN, why=why)
        return
    if delivery.state == Delivery.State.DONE or not delivery.kept:
        default_storage.delete(kept)
        look.func(pk)


@task()
def look(pk: int) -> None:
    """Do what is done about a delivery when all its rows have landed. What goes wrong there takes nothing back, and is tried again."""
    delivery = Delivery.objects.get(pk=pk)
    follow = afterwards_of(delivery)
    if follow is None or delivery.state != Delivery.State.DONE:
        return
    try:
        follow.check(delivery, now())
    except Exception:
        log.exception("delivery %s has landed and could not be looked at", delivery)


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
    unseen = [d for follow in _afterwards.values() for d in follow.left(at - SILENT)]
    for delivery in unseen:
        delivery.save(update_fields=["touched_at"])  # one that fails is not tried every minute
        look.enqueue(delivery.pk)
    return len(found) + len(unseen)
