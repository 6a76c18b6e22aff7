"""成组查找 — the rows of a delivery that do not stand beside others of the register, found in sets and kept, a stretch of keys at a time.

The unique key of the register begins with worker and employer, so each row finds its neighbours by that index on both databases. A stretch is a
transaction of its own: nobody who declares meanwhile waits for a million rows. Asked again it begins anew, and comes to the same.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Max

from tongzhou.columns.models import Delivery
from tongzhou.lines.filing.crosscheck.models import CrossCheck, CrossFinding
from tongzhou.lines.filing.models import Employment

from .rules import OVERLAP, PROBATION_AGAIN, RULES

STRETCH = 20_000  # keys
# r: a row of the delivery; o: another of the same worker with the same employer. Of two rows of one delivery the later is told.
_PAIRS = """
INSERT INTO filing_crossfinding (check_of_id, rule, employment, other, uscc, county)
SELECT %s, %s, r.id, MIN(o.id), r.uscc, r.county
FROM filing_employment r
JOIN filing_employment o ON o.worker_hash = r.worker_hash AND o.uscc = r.uscc AND o.id <> r.id
WHERE r.id > %s AND r.id <= %s AND r.delivery = %s
  AND (o.delivery <> r.delivery OR o.starts_on < r.starts_on OR (o.starts_on = r.starts_on AND o.id < r.id))
  AND {condition}
GROUP BY r.id, r.uscc, r.county
"""
_CONDITIONS = {
    # As one declaration is judged: part-time work may lie beside other work, and two periods that are both over are history.
    OVERLAP.code: """r.state IN ('active', 'ended') AND o.state IN ('active', 'ended')
  AND (r.state = 'active' OR o.state = 'active') AND r.kind <> 'part' AND o.kind <> 'part'
  AND (COALESCE(o.ended_on, o.ends_on) IS NULL OR r.starts_on <= COALESCE(o.ended_on, o.ends_on))
  AND (COALESCE(r.ended_on, r.ends_on) IS NULL OR o.starts_on <= COALESCE(r.ended_on, r.ends_on))""",
    PROBATION_AGAIN.code: """r.probation_until IS NOT NULL AND o.probation_until IS NOT NULL
  AND r.state <> 'void' AND o.state <> 'void'""",
}


def begin(delivery: Delivery) -> CrossCheck:
    """Note, before its first row lands, after which key of the register the rows of a delivery lie. Begun already, it stays."""
    top = Employment.objects.aggregate(top=Max("pk"))["top"] or 0
    made, _new = CrossCheck.objects.get_or_create(
        delivery=delivery.number, defaults={"after": top, "up_to": top}
    )
    return made


def check(of: CrossCheck, *, at: datetime) -> CrossCheck:
    """Hold the rows of a delivery against the register as it stands; keep what is found in the place of what was found before."""
    top = Employment.objects.aggregate(top=Max("pk"))["top"] or 0
    if of.checked_at is None:
        of.up_to = top
    of.findings.all().delete()
    for low in range(of.after, of.up_to, STRETCH):
        high = min(low + STRETCH, of.up_to)
        with transaction.atomic(), connection.cursor() as cursor:
            for code, condition in _CONDITIONS.items():
                sql = _PAIRS.format(condition=condition)
                cursor.execute(sql, [of.pk, code, low, high, of.delivery])
    counted = dict(of.findings.order_by().values_list("rule").annotate(n=Count("pk")))
    of.counts = {code: counted.get(code, 0) for code in RULES}
    of.checked_at = at
    of.save()
    return of


def counties(of: CrossCheck) -> list[str]:
    """Return the counties in which rows of a delivery lie."""
    rows = Employment.objects.filter(pk__gt=of.after, pk__lte=of.up_to, delivery=of.delivery)
    return list(rows.order_by("county").values_list("county", flat=True).distinct())


def open_findings(of: CrossCheck, *, most: int, after: int = 0) -> list[tuple[Any, Any, Any]]:
    """Return findings with both rows as they stand now: (finding, row, other), by key. Two queries."""
    found: list[CrossFinding] = list(of.findings.filter(pk__gt=after).order_by("pk")[:most])
    keys = {k for f in found for k in (f.employment, f.other)}
    rows = Employment.objects.in_bulk(keys)
    return [
        (f, rows[f.employment], rows[f.other])
        for f in found
        if f.employment in rows and f.other in rows
    ]


def stands(row: Employment, other: Employment, code: str) -> bool:
    """Say whether what was found of two rows is still so, as they stand now."""
    gone = Employment.State.VOID
    if code == PROBATION_AGAIN.code:
        return gone not in (row.state, other.state) and bool(
            row.probation_until and other.probation_until
        )
    if Employment.State.ACTIVE not in (row.state, other.state):
        return False
    if {row.state, other.state} & {gone, Employment.State.RENEWED}:
        return False
    return (other.until is None or row.starts_on <= other.until) and (
        row.until is None or other.starts_on <= row.until
    )
