"""核对结果 — what is done when a delivery has landed: its findings kept and told, the counties it touches ranked anew for review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tongzhou.columns.jobs import Afterwards
from tongzhou.columns.models import Delivery
from tongzhou.lines.filing.models import Employment
from tongzhou.lines.filing.review import ranking

from . import finding, renewing
from .models import CrossCheck, CrossFinding
from .rules import RULES, Rule

SHOWN = 50


@dataclass(frozen=True)
class Told:
    """One finding as a page tells it: the row, the other, the rule, and whether it is still so."""

    pk: int
    row: Employment
    other: Employment
    rule: Rule
    stands: bool

    @property
    def words(self) -> str:
        """Say which other period it is."""
        until = self.other.until or self.other.get_term_display()
        return _("另一期：%(since)s 至 %(until)s，%(state)s") % {
            "since": self.other.starts_on,
            "until": until,
            "state": self.other.get_state_display(),
        }


def check_of(delivery: Delivery) -> CrossCheck | None:
    """Return the check of a delivery; None for one from before there was any."""
    return CrossCheck.objects.filter(delivery=delivery.number).first()


def check(delivery: Delivery, at: datetime) -> CrossCheck:
    """Note what its renewals renew, hold the rows of a delivery that has landed against the register, and rank the counties they lie in anew."""
    renewing.note(delivery, at=at)
    done = finding.check(finding.begin(delivery), at=at)
    for county in finding.counties(done):
        ranking.rank(county, on=localdate(at))
    return done


def left(before: datetime) -> Iterable[Delivery]:
    """Return the deliveries that have landed before a moment and were not checked. One query."""
    waiting = CrossCheck.objects.filter(checked_at=None).values("delivery")
    return Delivery.objects.filter(
        number__in=waiting, state=Delivery.State.DONE, touched_at__lt=before
    )


def counted(of: CrossCheck) -> list[tuple[Rule, int]]:
    """Return each rule with how many rows it found, those that found some."""
    return [(rule, n) for rule in RULES.values() if (n := of.counts.get(rule.code, 0))]


def findings(of: CrossCheck, *, most: int = SHOWN, after: int = 0) -> list[Told]:
    """Return findings as they stand now. Two queries."""
    return [
        Told(f.pk, row, other, RULES[f.rule], finding.stands(row, other, f.rule))
        for f, row, other in finding.open_findings(of, most=most, after=after)
    ]


def of_employer(usccs: Sequence[str], *, most: int = SHOWN) -> list[Told]:
    """Return what was found of the rows of an employer, whoever sent them, and still stands. Two queries."""
    found = list(CrossFinding.objects.filter(uscc__in=usccs).order_by("-pk")[:most])
    rows = Employment.objects.in_bulk({k for f in found for k in (f.employment, f.other)})
    told = [
        Told(f.pk, rows[f.employment], rows[f.other], RULES[f.rule], stands=True)
        for f in found
        if f.employment in rows
        and f.other in rows
        and finding.stands(rows[f.employment], rows[f.other], f.rule)
    ]
    return list({(t.row.pk, t.rule.code): t for t in told}.values())


def every(of: CrossCheck, *, each: int = 1000) -> Iterator[Told]:
    """Yield all findings, by key."""
    after = 0
    while some := findings(of, most=each, after=after):
        yield from some
        after = some[-1].pk


def told(delivery: Delivery) -> dict[str, Any]:
    """Return what other systems read of it: by rule, in words; the first rows by what was declared, no name."""
    of = check_of(delivery)
    if of is None:
        return {}
    return {
        "register": {
            "checked": of.checked_at is not None,
            "problems": [
                {"code": rule.number, "words": rule.says, "mend": rule.mend, "article": str(rule.cites), "rows": n}
                for rule, n in counted(of)
            ],
            "rows": [
                {"code": t.rule.number, "id": t.row.pk, "uscc": t.row.uscc, "worker": t.row.name_masked,
                 "starts_on": t.row.starts_on.isoformat(), "other": t.other.pk, "stands": t.stands}
                for t in findings(of)
            ],
        }
    }  # fmt: skip


AFTERWARDS = Afterwards(begin=finding.begin, check=check, left=left, told=told)
