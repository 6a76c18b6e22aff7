"""待审排序 — counting what the rules ask, employer by employer in a county, and keeping the order.

A handful of queries for a county whatever its size; a job or an officer runs it, no page waits for it unasked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import (
    Count,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Coalesce

from tongzhou.law.reckoning import add_months
from tongzhou.lines.filing import figures
from tongzhou.lines.filing.bulk import sending
from tongzhou.lines.filing.declaring import floor_for
from tongzhou.lines.filing.models import NEEDS_WRITING, Employment, ObjectionRow, Ranked

from . import rules

ENDINGS = timedelta(days=90)
OBJECTIONS = 6  # months
SHORT, SHORT_TIMES, TWICE = timedelta(days=364), 3, 2
IN_TIME = timedelta(days=30)


@dataclass
class Standing:
    """An employer of a county: its name, its active rows, and rule → rows."""

    name: str = ""
    rows: int = 0
    counts: Counter[str] = field(default_factory=Counter)


def rank(county: str, *, on: date) -> int:
    """Rank the employers of a county anew and count its rates; return how many stand out.

    What is counted is counted first: nobody who declares meanwhile waits for it.
    """
    made = []
    for uscc, standing in standings(county, on=on).items():
        found = rules.hits(standing.counts)
        if found:
            made.append(
                Ranked(
                    county=county, uscc=uscc, employer_name=standing.name, as_of=on,
                    rows=standing.rows, score=rules.score(found),
                    hits=[msgspec.to_builtins(h) for h in found],
                )
            )  # fmt: skip
    with transaction.atomic():
        Ranked.objects.filter(county=county).delete()
        Ranked.objects.bulk_create(made, batch_size=500)
    figures.keep(county, on=on)
    return len(made)


def standings(county: str, *, on: date) -> dict[str, Standing]:
    """Return what the rules count of each employer in a county, by credit code. Six queries."""
    rows = Employment.objects.filter(county=county).exclude(state=Employment.State.VOID)
    found: dict[str, Standing] = defaultdict(Standing)
    asked: Any = rows.values("uscc").annotate(name=Max("employer_name"), **_sums(county, on))
    for one in asked.order_by():
        uscc, name, active = one.pop("uscc"), one.pop("name"), one.pop("active")
        found[uscc] = Standing(name, active, Counter(one))
    for uscc, n in _repeated(rows.filter(probation_until__isnull=False), TWICE).items():
        found[uscc].counts["probation_again"] = n
    for uscc, n in _overlapping(rows).items():
        found[uscc].counts["overlap"] = n
    for uscc, n in _repeated(rows.filter(_short()), SHORT_TIMES).items():
        found[uscc].counts["short_again"] = n
    for uscc, n in _phones(rows).items():
        found[uscc].counts["one_phone"] = n
    for uscc, n in _objections(county, on).items():
        if uscc in found:
            found[uscc].counts["objections"] = n
    return dict(found)


def _sums(county: str, on: date) -> dict[str, Any]:
    active = Q(state=Employment.State.ACTIVE)
    monthly = active & NEEDS_WRITING & Q(pay_basis="month")
    floor = floor_for(county, "full", "month", on=on)
    least = int(floor.value * 100) if floor else 0
    insurable = active & Q(kind="full", starts_on__lt=on - IN_TIME)  # registered within thirty days
    too_late = ExpressionWrapper(F("starts_on") + IN_TIME, DateField())
    by_employer = Q(delivery="") | Q(delivery__in=sending.by_employers_themselves())
    asked = {
        "active": active,
        "below_minimum": monthly & Q(pay__lt=least),
        "at_minimum": monthly & Q(pay=least),
        "unsigned": active & NEEDS_WRITING & Q(written="none", starts_on__lt=add_months(on, -1)),
        "uninsured": insurable & Q(insured=False),
        "insurance_untold": insurable & Q(insured=None),
        "no_econtract": active & NEEDS_WRITING & Q(econtract=""),
        "mass_ending": Q(ended_on__gt=on - ENDINGS),
        "late": active & Q(declared_on__gt=too_late) & by_employer,
    }
    return {code: Count("pk", filter=condition) for code, condition in asked.items()}


def _short() -> Q:
    return Q(term="fixed", ends_on__lt=ExpressionWrapper(F("starts_on") + SHORT, DateField()))


def _repeated(rows: QuerySet[Employment], times: int) -> Counter[str]:
    """Return how many workers of each employer have so many of these rows."""
    found: Any = (
        rows.values("uscc", "worker_hash").annotate(n=Count("pk")).filter(n__gte=times).order_by()
    )
    return Counter(one["uscc"] for one in found)


def _overlapping(rows: QuerySet[Employment]) -> Counter[str]:
    """Return how many workers of each employer have periods there that overlap, one of them at least not over."""
    over = (Employment.State.RENEWED, Employment.State.VOID)
    last_day = Coalesce("ended_on", "ends_on", Value(date.max), output_field=DateField())
    may = Employment.objects.exclude(state__in=over).exclude(kind=Employment.Kind.PART)
    others = may.annotate(last_day=last_day).filter(
        worker_hash=OuterRef("worker_hash"),
        uscc=OuterRef("uscc"),
        starts_on__lte=OuterRef("last_day"),
        last_day__gte=OuterRef("starts_on"),
    )
    mine = (rows & may).annotate(last_day=last_day)
    found: Any = (
        mine.filter(Exists(others.exclude(pk=OuterRef("pk"))), state=Employment.State.ACTIVE)
        .values("uscc")
        .annotate(n=Count("worker_hash", distinct=True))
        .order_by()
    )
    return Counter({one["uscc"]: one["n"] for one in found})


def _phones(rows: QuerySet[Employment]) -> dict[str, int]:
    """Return, for each employer, by how many workers one phone is shared at most."""
    found: Any = (
        rows.filter(state=Employment.State.ACTIVE)
        .exclude(phone_hash="")
        .values("uscc", "phone_hash")
        .annotate(n=Count("worker_hash", distinct=True))
        .filter(n__gte=TWICE)
        .order_by()
    )
    most: dict[str, int] = {}
    for one in found:
        most[one["uscc"]] = max(most.get(one["uscc"], 0), one["n"])
    return most


def _objections(county: str, on: date) -> dict[str, int]:
    rows = ObjectionRow.objects.filter(
        case__county=county, raised_on__gte=add_months(on, -OBJECTIONS)
    )
    counted = rows.exclude(result__in=("不成立", "已撤回")).values("uscc").annotate(n=Count("pk"))
    return {one["uscc"]: one["n"] for one in counted.order_by()}
