"""备案率、签订率、续签率 — three rates of a county or an employer, each with the definition a reader is shown.

Whole numbers and their quotient; where the denominator is not known or nought there is no rate, never zero.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.law.reckoning import add_months
from tongzhou.procedure.catalogue import Measure, Measured
from tongzhou.registry.models import Employer
from tongzhou.registry.models.bodies import under

from .models import NEEDS_WRITING, CountyFigures, Employment

YEAR = 12  # months
DEFINITIONS = {
    "filing": gettext_lazy(
        "在用备案的劳动者人数（同一单位一人只计一次，每家单位最多计到其登记的职工人数）÷ 用人单位登记的职工人数；"
        "没有登记人数的单位不计入"
    ),
    "signing": gettext_lazy(
        "应当订立书面合同的在用备案（全日制、派遣、属于劳动关系的新就业形态）中已订立、没有期满的 ÷ 应当订立的（期满未办的算未签）"
    ),
    "renewal": gettext_lazy(
        "近十二个月期满的固定期限合同中已续订的 ÷ 期满的（含期满终止和期满未办的）"
    ),
}
LABELS = {
    "filing": gettext_lazy("备案率"),
    "signing": gettext_lazy("劳动合同签订率"),
    "renewal": gettext_lazy("劳动合同续签率"),
}


@dataclass(frozen=True)
class Rate:
    """One rate: part and whole, in people or contracts; `whole` None: not known."""

    code: str
    part: int
    whole: int | None

    @property
    def label(self) -> str:
        return str(LABELS[self.code])

    @property
    def definition(self) -> str:
        return str(DEFINITIONS[self.code])

    @property
    def value(self) -> Decimal | None:
        """Per cent with one decimal, half up; None where there is no whole."""
        if not self.whole:
            return None
        return (Decimal(1000 * self.part) / self.whole + Decimal("0.5")).to_integral_value(
            "ROUND_FLOOR"
        ) / 10

    def __str__(self) -> str:
        return _("未知") if self.value is None else f"{self.value:.1f}%"


def rates(where: Q, *, employers: Q, on: date) -> dict[str, Rate]:
    """Return the three rates of the rows that fit, with the head count of these employers. Three queries."""
    active = Q(state=Employment.State.ACTIVE)
    labour = active & NEEDS_WRITING
    in_force = ~Q(written="none") & (Q(ends_on=None) | Q(ends_on__gte=on))
    ran_out = Q(term="fixed", ends_on__gt=add_months(on, -YEAR), ends_on__lt=on)
    counted: dict[str, Any] = Employment.objects.filter(where).aggregate(
        labour=Count("pk", filter=labour),
        written=Count("pk", filter=labour & in_force),
        renewed=Count("pk", filter=ran_out & Q(state=Employment.State.RENEWED)),
        over=Count(
            "pk",
            filter=ran_out
            & (
                Q(state__in=(Employment.State.RENEWED, Employment.State.ACTIVE))
                | Q(state=Employment.State.ENDED, end_reason="expired")
            ),
        ),
    )
    filed, heads = _filed(where & active, employers)
    return {
        "filing": Rate("filing", filed, heads or None),
        "signing": Rate("signing", counted["written"], counted["labour"]),
        "renewal": Rate("renewal", counted["renewed"], counted["over"]),
    }


def _filed(where: Q, employers: Q) -> tuple[int, int]:
    """Return how many workers are filed, and the head count, of the employers that have told theirs. Two queries.

    Each employer counts up to its own head count: what one files too much fills no gap of another.
    """
    known = Employer.objects.standing().filter(employers, headcount__isnull=False, is_active=True)
    known = known.exclude(uscc=None)
    heads = {str(uscc): int(n or 0) for uscc, n in known.values_list("uscc", "headcount")}
    rows = Employment.objects.filter(where, uscc__in=known.values("uscc")).order_by()
    counted = rows.values_list("uscc").annotate(n=Count("worker_hash", distinct=True))
    return sum(min(n, heads[uscc]) for uscc, n in counted), sum(heads.values())


def of_place(region: str, *, on: date) -> dict[str, Rate]:
    """Return the rates of a region: work done there, and the employers registered there."""
    level = {2: "province", 4: "league"}.get(len(region), "county")
    return rates(Q(**{level: region[:6]}), employers=under(region[:6]), on=on)


def keep(county: str, *, on: date) -> CountyFigures:
    """Count the rates of a county anew and keep what they are made of."""
    found = of_place(county, on=on)
    filing, signing, renewal = (found[code] for code in ("filing", "signing", "renewal"))
    kept, _new = CountyFigures.objects.update_or_create(
        county=county,
        defaults={
            "as_of": on, "filed": filing.part if filing.whole else 0, "heads": filing.whole or 0,
            "written": signing.part, "labour": signing.whole or 0,
            "renewed": renewal.part, "over": renewal.whole or 0,
        },
    )  # fmt: skip
    return kept


def kept(counties: Q) -> dict[str, Rate]:
    """Return the rates of counties together, from what was kept of each. One query."""
    names = ("filed", "heads", "written", "labour", "renewed", "over")
    found = CountyFigures.objects.filter(counties).aggregate(
        **{n: Sum(n, default=0) for n in names}
    )
    return {
        "filing": Rate("filing", found["filed"], found["heads"] or None),
        "signing": Rate("signing", found["written"], found["labour"]),
        "renewal": Rate("renewal", found["renewed"], found["over"]),
    }


def of_employer(usccs: list[str], *, on: date) -> dict[str, Rate]:
    """Return the rates of an employer, known by one or more credit codes."""
    return rates(Q(uscc__in=usccs), employers=Q(uscc__in=usccs), on=on)


def _reckoned(code: str) -> Callable[[str, date], Measured]:
    def reckon(region: str, on: date) -> Measured:
        rate = of_place(region, on=on)[code]
        return Measured(rate.value, rate.part, rate.whole, on)

    return reckon


# What the indicators of a zone and an evaluation may take from here (see `catalogue.measures_for`).
MEASURES = tuple(
    Measure(code, label, "%", DEFINITIONS[code], _reckoned(code), paragraph="三(三)2")
    for code, label in (
        ("filing", "用工备案率"),
        ("signing", "劳动合同签订率"),
        ("renewal", "劳动合同续签率"),
    )
)
