"""登记批次 — a file is registered before it is read: whose it is, its checksum, what it mends; the same file twice is one delivery.

Needs no engine of columns: pages register what they are sent, the worker reads it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from .declare import Table
from .models import Delivery, empty_sums

FATES = ("landed", "rejected", "duplicate")
MONTH = re.compile(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])")
EARLIEST = 2000  # the year before which nothing is taken: whoever writes 1926 means 2026


@dataclass(frozen=True)
class Sender:
    """Who sends, and for whom: `owner` is whose delivery it is; `scope` is kept with it, and narrows what rows may say."""

    source: str
    owner: str = ""
    person_id: int | None = None
    scope: dict[str, Any] = field(default_factory=dict)


def begin(
    table: Table,
    path: Path,
    *,
    by: Sender,
    on: date,
    at: datetime,
    period: str = "",
    name: str = "",
    kept: str = "",
    mends: Delivery | None = None,
) -> tuple[Delivery, bool]:
    """Register a file; return its delivery, and whether it is a new one.

    The same file for the same table, owner and period is the same delivery: nothing is registered twice. Raises ValueError in words where
    the file is empty, or its period is missing, to come, or long past.
    """
    check_period(table, period, on=on)
    if not path.stat().st_size:
        raise ValueError("文件是空的")
    digest = checksum(path)
    same = Delivery.objects.filter(
        table=table.name, owner=by.owner, period=period, checksum=digest
    ).first()
    if same:
        return same, False
    try:
        with transaction.atomic():
            delivery = Delivery.objects.create(
                number=_number(table, by.owner, period, digest, at),
                table=table.name,
                period=period,
                source=by.source,
                owner=by.owner,
                scope=by.scope,
                sent_by_id=by.person_id,
                file_name=(name or path.name)[:200],
                kept=kept,
                checksum=digest,
                bytes=path.stat().st_size,
                mends=mends,
                sums=empty_sums(table.sums),
                on=on,
                received_at=at,
            )
    except IntegrityError:  # sent twice at once: the other was first
        delivery = Delivery.objects.get(
            table=table.name, owner=by.owner, period=period, checksum=digest
        )
        return delivery, False
    return delivery, True


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file: it tells that the same was sent before, and is no seal (SM3 takes four times as long)."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _number(table: Table, owner: str, period: str, digest: str, at: datetime) -> str:
    told = hashlib.sha256(f"{table.name} {owner} {period} {digest}".encode()).hexdigest()
    return f"{table.name.rpartition('.')[2][:16].upper()}-{at:%Y%m%d}-{told[:10]}"


def check_period(table: Table, period: str, *, on: date) -> None:
    """Refuse a period that is none, has not begun, lies too far back or ends no period of the table. Raises ValueError in words."""
    if not table.periodic:
        if period:
            raise ValueError(f"“{table.title}”不分所属期，请不要填写")
        return
    month = month_of(period)
    if month > on:
        raise ValueError(f"所属期 {period} 还没有到，最晚可报 {on:%Y-%m}，请核对年月")
    if month.year < EARLIEST:
        raise ValueError(f"所属期 {period} 太早，只接收 {EARLIEST} 年以来的数据，请核对年份")
    if month.month % table.every:
        ends = "、".join(str(n) for n in range(table.every, 13, table.every))
        raise ValueError(
            f"“{table.title}”每 {table.every} 个月报一次，所属期写每次的最后一个月（{ends}月），不是 {period}"
        )


def month_of(period: str) -> date:
    """Return the first day of a period. Raises ValueError in words where it is no month as it is written here."""
    if not MONTH.fullmatch(period):
        raise ValueError("请写明所属期，写成 2026-10 的样子")
    return date(int(period[:4]), int(period[5:]), 1)


def told(delivery: Delivery) -> dict[str, Any]:
    """Return the account of a delivery in plain types."""
    return {
        "number": delivery.number,
        "table": delivery.table,
        "period": delivery.period,
        "state": delivery.state,
        "why": delivery.why,
        "sent": delivery.sent,
        "landed": delivery.landed,
        "rejected": delivery.rejected,
        "duplicate": delivery.duplicate,
        "reconciled": is_reconciled(delivery),
        "sums": delivery.sums,
        "faults": delivery.counts,
        "checksum": delivery.checksum,
    }


def is_reconciled(delivery: Delivery) -> bool:
    """Say whether what was sent is what landed, was rejected and was there already: by count and by every sum."""
    by_count = delivery.sent == sum(getattr(delivery, fate) for fate in FATES)
    return by_count and all(
        abs(one["sent"] - sum(one[fate] for fate in FATES)) < 0.001
        for one in delivery.sums.values()
    )
