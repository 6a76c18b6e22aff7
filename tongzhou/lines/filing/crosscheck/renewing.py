"""续订的上一期 — which period each renewal of a delivery renews, noted when all its rows have landed: the two may stand in any order in the file.

A stretch of keys at a time, each a transaction; asked again it finds nothing left to note.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tongzhou.columns.models import Delivery
from tongzhou.lines.filing import declaring
from tongzhou.lines.filing.models import Employment

STRETCH = 1_000  # renewals


def note(delivery: Delivery, *, at: datetime) -> int:
    """Note of the former period of each renewal of a delivery that it was renewed; return of how many. What is no longer in force stays as it is."""
    by = declaring.Declarer(
        delivery.sent_by, Employment.Source.BULK, at, localdate(at), delivery.number
    )
    renewals = Employment.objects.filter(
        delivery=delivery.number, how=Employment.How.RENEW, state=Employment.State.ACTIVE
    ).order_by("pk")
    found, after = 0, 0
    while some := list(renewals.filter(pk__gt=after)[:STRETCH]):
        with transaction.atomic():
            for row in _former(some):
                declaring.renewed(row, by=by, reason=_("续订备案（文件报送）"))
                found += 1
        after = some[-1].pk
    return found


def _former(renewals: list[Employment]) -> list[Employment]:
    """Return the periods in force that renewals follow: of the same worker, employer and kind, begun before. One query."""
    newest: dict[tuple[str, str, str], date] = {}
    for renewal in renewals:
        of = (renewal.worker_hash, renewal.uscc, renewal.kind)
        newest[of] = max(renewal.starts_on, newest.get(of, renewal.starts_on))
    workers = {worker for worker, _uscc, _kind in newest}
    active = Employment.objects.filter(worker_hash__in=workers, state=Employment.State.ACTIVE)
    return [
        row
        for row in active.order_by("pk")
        if row.starts_on < newest.get((row.worker_hash, row.uscc, row.kind), row.starts_on)
    ]
