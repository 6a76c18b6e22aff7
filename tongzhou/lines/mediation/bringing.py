"""申请的登记 — from what was typed to a case: worker and employer into their registers, the rest to the door.

The counter, the call line and the phone of a worker all come through `bring`. Identity number, phone and
address stay in the register of workers; the journal learns a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tongzhou.law.heads import HEADS
from tongzhou.procedure import entering
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.declare import PARTY
from tongzhou.procedure.door import Door
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case
from tongzhou.registry import employing, working
from tongzhou.registry.fields import hash_of
from tongzhou.registry.models import Employer, Person, Worker

from . import facts
from .models import MediationBody
from .procedure import CASE
from .ways import UNSTATED

REASON = "申请劳动争议调解"


@dataclass(frozen=True)
class Claimant:
    """Who claims: what the register of workers asks of them."""

    name: str
    id_number: str
    phone: str
    id_kind: Worker.IdKind = Worker.IdKind.RESIDENT
    address: str = ""


@dataclass(frozen=True)
class Opponent:
    """Against whom: a name, and the credit code where it is known."""

    name: str
    uscc: str = ""
    region: str = ""


def registered(who: Claimant, *, by: Person | None, at: datetime, on: date) -> Worker:
    """Return the worker, new in the register or known there. Raises ValidationError."""
    return working.register_worker(
        name=who.name,
        id_number=who.id_number,
        id_kind=who.id_kind,
        phone=who.phone,
        address=who.address,
        by=by,
        at=at,
        on=on,
        reason=REASON,
    )


def employer_of(against: Opponent, *, by: Person | None, at: datetime, on: date) -> Employer:
    """Return the employer: by its code, by its name if only one bears it, else provisionally registered.

    Raises ValidationError where several bear the name: then the code is needed.
    """
    if against.uscc.strip():
        known = employing.find_employer(against.uscc)
        if known:
            return known
    else:
        bearing = employing.find_by_name(against.name, on=on)
        here = [e for e in bearing if e.region_id.startswith(against.region[:6])]
        if len(here or bearing) == 1:
            return (here or bearing)[0]
        if len(bearing) > 1:
            raise ValidationError(
                {
                    "employer": _(
                        "有%(count)s个单位叫“%(name)s”，请填写统一社会信用代码，或到窗口核对"
                    )
                    % {"count": len(bearing), "name": against.name}
                }
            )
    return employing.register_employer(
        name=against.name, uscc=against.uscc, region_id=against.region, by=by, at=at, reason=REASON
    )


def phone_differs(worker: Worker, phone: str) -> bool:
    """Say whether the register knows this worker under another phone than the one just given."""
    return bool(worker.phone_hash) and worker.phone_hash != hash_of("phone", phone)


def items_of(rows: list[dict[str, Any]]) -> tuple[ClaimItem, ...]:
    """Return claim items from rows of a form. What has no sum yet is asked for as one item without.

    A head of money needs its sum: where the worker does not know it, the head is written into the basis
    of “其他请求”, and the mediator works the sum out with them.
    """
    found, unknown, other = [], [], ""
    for row in rows:
        of = HEADS[row["head"]]
        if of.money and not row.get("amount"):
            unknown.append(of.asked)
            continue
        if of.code == "other":
            other = row.get("basis", "")
            continue
        found.append(
            ClaimItem(
                head=of.code,
                amount=row.get("amount") or 0,
                since=row.get("since"),
                until=row.get("until"),
                basis=row.get("basis", ""),
                inputs=row.get("inputs") or {},
            )
        )
    words = [other] if other else []
    if unknown:
        words.append(_("%(heads)s：金额请调解员帮助核算") % {"heads": "、".join(unknown)})
    if words or any(row["head"] == "other" for row in rows):
        found.append(ClaimItem(head="other", basis="；".join(words)))
    return tuple(found)


def centre_of(region: str) -> MediationBody | None:
    """Return the body that receives applications for a place: the county's centre, else any there."""
    here = MediationBody.objects.filter(county=region[:6], is_active=True).select_related("body")
    rows = sorted(here, key=lambda m: (m.way != UNSTATED, len(m.region_id), m.pk))
    return rows[0] if rows else None


def clerk_of(actor: Actor, region: str) -> Actor:
    """Return the actor as a party's opening needs it: case numbers come from the body that receives."""
    centre = centre_of(region)
    if centre is None:
        return actor
    return Actor(
        actor.ref,
        actor.name,
        actor.office,
        actor.region,
        centre.body.short_name,
        actor.parties,
        centre.body.document_prefix,
    )


@transaction.atomic
def bring(
    door: Door,
    *,
    claimant: Claimant,
    against: Opponent,
    by: Actor,
    person: Person | None,
    at: datetime,
    on: date,
    region: str,
    items: tuple[ClaimItem, ...],
    request: str,
    **matter: Any,
) -> Case:
    """Register both sides and open the case. Raises ValidationError and Refused; nothing is kept then.

    The same `request` sent again returns the case that it opened, and registers nobody anew.
    """
    if request and (same := entering.opened_by(request, CASE.code)):
        return same
    worker = registered(claimant, by=person, at=at, on=on)
    employer = employer_of(against, by=person, at=at, on=on)
    key, other = f"claimant/w{worker.pk}", f"respondent/e{employer.pk}"
    stated = facts.Application(
        names={key: worker.name, other: employer.name},
        claims={key: items},
        seat=employer.region_id,
        place=region,
        first_seen=on,
        phone_differs=phone_differs(worker, claimant.phone),
        **matter,
    )
    if by.office == PARTY.code:
        by = Actor(
            f"worker:{worker.pk}", worker.name, by.office, region, by.body, (key,), by.prefix
        )
    return door.open_case(
        CASE.code,
        by=by,
        at=at,
        region=region,
        facts=stated,
        request=request or None,
        happened_on=on,
    )
