"""谁报送 — whose rows a file may hold: an employer's own, those of the employers one files for, those of an office's region."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from django.db.models import QuerySet

from tongzhou.columns.declare import Table
from tongzhou.columns.deliveries import Sender
from tongzhou.columns.models import Delivery
from tongzhou.registry import codes, credit_code
from tongzhou.registry.employing import find_employer
from tongzhou.registry.models import Employer, Region

from .table import FILINGS, filings_in, filings_of

SOURCE = "本机装载"
EMPLOYER = (
    "employer "  # how the owner of a delivery begins that an employer sent, or who files for it
)


def by_employers_themselves() -> QuerySet[Delivery, str]:
    """Return the numbers of the files that employers sent: what an office loads says nothing of when they declared."""
    sent = Delivery.objects.filter(table=FILINGS.name, owner__startswith=EMPLOYER)
    return sent.values_list("number", flat=True)


def table_of(scope: dict[str, object]) -> Table:
    """Return the table narrowed to a scope: `usccs` (and `name` where it is one employer), or `regions`; {} for nobody asked."""
    table = FILINGS
    if usccs := scope.get("usccs"):
        table = filings_of(list(usccs), name=str(scope.get("name", "")))  # type: ignore[call-overload]
    elif regions := scope.get("regions"):
        table = filings_in(list(regions))  # type: ignore[call-overload]
    return table


def by_employers(
    usccs: Sequence[str], *, employer: Employer, source: str, person_id: int | None
) -> tuple[Table, Sender]:
    """Return table and sender of those who file for an employer, under each code it has borne."""
    scope: dict[str, object] = {"usccs": list(usccs)}
    if len(usccs) == 1:
        scope["name"] = employer.name
    return table_of(scope), Sender(source, f"{EMPLOYER}{employer.pk}", person_id, scope)


def by_office(
    regions: Sequence[str], *, source: str, person_id: int | None
) -> tuple[Table, Sender]:
    """Return table and sender of an office that keeps the register of these regions."""
    scope: dict[str, object] = {"regions": list(regions)}
    return table_of(scope), Sender(
        source, f"office {','.join(sorted(regions))}"[:40], person_id, scope
    )


def by_body(body: str, source: str) -> tuple[Table, Sender]:
    """Return table and sender as the command names them: a region, a credit code, or nobody. Raises ValueError in words."""
    if not body:
        return table_of({}), Sender(source or SOURCE)
    if len(body) == credit_code.LENGTH:
        employer = find_employer(credit_code.check(body))
        if employer is None:
            raise ValueError(f"没有登记信用代码为“{body}”的用人单位")
        return by_employers(
            [body], employer=employer, source=source or employer.name, person_id=None
        )
    region = Region.objects.filter(code=body).first()
    if region is None or codes.level_of(body) not in (codes.PROVINCE, codes.LEAGUE, codes.COUNTY):
        raise ValueError(f"没有代码为“{body}”的盟市、旗县；也可以填单位的统一社会信用代码")
    return by_office([body], source=source or region.name, person_id=None)


def loader(delivery: Delivery) -> tuple[Table, Any]:
    """Return how a delivery that waits is loaded, for whom it was sent. In the worker only."""
    Register = import_module("tongzhou.lines.filing.bulk.landing").Register
    return table_of(delivery.scope), Register(delivery.on, delivery.sent_by_id)
