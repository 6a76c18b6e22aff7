"""共同办理 — an act of two officers, proposed by one and confirmed by the others with their own sign-in.

Nothing has happened until everybody named has confirmed; then the door performs the act, judged anew, in
the transaction of the last confirmation. What was proposed is kept sealed, for facts may be secret.
"""

from __future__ import annotations

from datetime import date, datetime

import msgspec
from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from tongzhou.registry import sealing
from tongzhou.registry.models import Person

from .door import Door
from .facts import Facts, Json, loaded, stored
from .judge import Actor, check_may
from .models import Case, CoSignature, Entry, Proposal
from .refusal import NotNow, NotTheirOffice

Others = tuple[tuple[str, str], ...]


class Kept(msgspec.Struct, frozen=True):
    """What was proposed, as it is sealed."""

    by: Actor
    facts: Json
    about: tuple[str, ...]
    reason: str


@transaction.atomic
def propose(
    door: Door,
    case: Case,
    name: str,
    *,
    by: Actor,
    others: Others,
    at: datetime,
    facts: Facts | None = None,
    about: tuple[str, ...] = (),
    happened_on: date | None = None,
    reason: str = "",
) -> Proposal:
    """Propose an act of several officers. `others` are (ref, name). Raises Refused as the act would."""
    judged = door.judge(
        case,
        name,
        by=by,
        at=at,
        facts=facts,
        about=about,
        happened_on=happened_on,
        with_=others,
        reason=reason,
    )
    doing = judged.doing
    if doing.act.hands is None:
        raise NotNow(f"“{doing.act}”由一人办理，无须他人确认")
    pending = Proposal.objects.filter(case=case, act=name, ref=by.ref, ended_at=None)
    if pending.exists():
        raise NotNow(f"您已提出办理“{doing.act}”，正待共同办理人确认")
    proposal = Proposal(
        case=case, act=name, ref=by.ref, name=by.name, happened_on=doing.on, proposed_at=at
    )
    kept = Kept(by, stored(doing.facts), doing.about, reason)
    text = msgspec.json.encode(kept).decode()
    proposal.sealed = sealing.seal(text, place=_place(proposal))
    proposal.save()
    CoSignature.objects.bulk_create(
        CoSignature(proposal=proposal, ref=ref, name=name) for ref, name in others
    )
    return proposal


def kept(proposal: Proposal) -> Kept:
    """Open what was proposed. The caller shows it only to those named."""
    return msgspec.json.decode(
        sealing.unseal(proposal.sealed, place=_place(proposal)), type=Kept, strict=False
    )


@transaction.atomic
def confirm(door: Door, proposal: Proposal, *, by: Actor, at: datetime) -> Entry | None:
    """Confirm, by one's own sign-in. Returns the entry once everybody has, until then None.

    Raises Refused where the act is no longer possible; then the confirmation is not recorded either.
    """
    case = Case.objects.select_for_update().get(pk=proposal.case_id)
    locked = _pending(proposal)
    mine = locked.cosignatures.filter(ref=by.ref).first()
    if mine is None:
        raise NotTheirOffice("没有请您共同办理此事项")
    view = door.view(case)
    act = view.procedure.by_code[locked.act]
    check_may(by, act, view)
    mine.confirmed_at = mine.confirmed_at or at
    mine.save(update_fields=["confirmed_at"])
    if locked.cosignatures.filter(confirmed_at=None).exists():
        return None
    said = kept(locked)
    _check_still_holds(said.by, on=localdate(at))
    return door.act(
        case,
        locked.act,
        by=said.by,
        at=at,
        facts=loaded(said.facts, act.asks),
        about=said.about,
        happened_on=locked.happened_on,
        reason=said.reason,
        request=f"proposal:{locked.uid}",
        confirmed=locked,
    )


@transaction.atomic
def decline(proposal: Proposal, *, by: Actor, at: datetime, reason: str) -> None:
    """Decline, or take one's own proposal back. It ends, and says why."""
    locked = _pending(proposal)
    if by.ref != locked.ref and not locked.cosignatures.filter(ref=by.ref).exists():
        raise NotTheirOffice("没有请您共同办理此事项")
    if by.ref != locked.ref and not reason:
        raise NotNow("不予确认的，须写明理由")
    what = "撤回" if by.ref == locked.ref else "不予确认"
    locked.ended_at, locked.outcome = at, f"{by.name}{what}：{reason}"[:300]
    locked.save(update_fields=["ended_at", "outcome"])


def waiting_for(person: Person) -> QuerySet[Proposal]:
    """Return the proposals that wait for this person's confirmation, oldest first."""
    mine = CoSignature.objects.filter(ref=str(person.pk), confirmed_at=None).values("proposal")
    return Proposal.objects.filter(pk__in=mine, ended_at=None).order_by("proposed_at", "pk")


def _pending(proposal: Proposal) -> Proposal:
    locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if locked.ended_at is not None:
        raise NotNow(f"此事项{locked.outcome or '已经办理'}，不再需要确认")
    return locked


def _check_still_holds(by: Actor, *, on: date) -> None:
    person = Person.objects.filter(pk=int(by.ref)).first() if by.ref.isdigit() else None
    if person and not person.holds(by.office, on=on, region=by.region):
        raise NotTheirOffice(f"{by.name}已不任提出时的职务，请由现任人员重新办理")


def _place(proposal: Proposal) -> str:
    return f"proposal:{proposal.uid}"
