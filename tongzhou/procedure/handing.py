"""移交、回告 — what an act of one case brings about in another, in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import msgspec
from django.db.models import BigIntegerField

from tongzhou.registry.questions import Given, Question

from .catalogue import newest, version_on
from .declare import HANDED, Act, Handover, Kind, Reply
from .facts import Facts, Naming, loaded, stored
from .judge import Actor
from .models import Case, CaseLink, Entry
from .refusal import Refused
from .view import View

if TYPE_CHECKING:
    from .door import Door


@dataclass(frozen=True)
class Doing:
    """One act on its way into the journal."""

    act: Act[Any]
    by: Actor
    at: datetime
    on: date
    facts: Facts
    about: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()  # second officers: (ref, name)
    reason: str = ""
    request: str | None = None


_ALONE: Question[Case] = Question(
    lambda: Case.objects.select_for_update().filter(pk=Given("case", BigIntegerField()))
)


def lock(case: Case, act: str) -> Case:
    """Lock a case for an act, and before it the cases to which the act will reply.

    Always in the order of their numbers, so that two people never wait for each other.
    """
    if not any(r.after.code == act for r in newest(case.procedure).replies):
        (alone,) = _ALONE.ask(case=case.pk)
        return alone
    wanted, ask = {case.pk}, {case.pk}
    while ask:
        sources = CaseLink.objects.filter(target__in=ask, kind="handover")
        ask = set(sources.values_list("source", flat=True)) - wanted
        wanted |= ask
    locked = Case.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
    return next(c for c in locked if c.pk == case.pk)


def lock_both(one: Case, other: Case) -> tuple[Case, Case]:
    """Lock two cases, the smaller number first, and return them in the order given."""
    locked = Case.objects.select_for_update().filter(pk__in=(one.pk, other.pk)).order_by("pk")
    by_pk = {c.pk: c for c in locked}
    return by_pk[one.pk], by_pk[other.pk]


def follow_up(door: Door, case: Case, view: View, entry: Entry, doing: Doing) -> None:
    """Open the cases and give the replies that follow from an entry."""
    for handover in view.procedure.handovers:
        if handover.after.code == doing.act.code and _applies(handover, view, doing):
            _hand_over(door, case, view, entry, doing, handover)
    for reply in view.procedure.replies:
        if reply.after.code == doing.act.code and _applies(reply, view, doing):
            _reply(door, case, view, doing, reply)


def _applies(follows: Handover | Reply, view: View, doing: Doing) -> bool:
    return follows.when is None or follows.when(view, doing.facts)


def _hand_over(
    door: Door, case: Case, view: View, entry: Entry, doing: Doing, handover: Handover
) -> None:
    if handover.unless and _reply(door, case, view, doing, handover.unless, most=1):
        return
    region = handover.region(view, doing.facts) if handover.region else view.region
    opens = version_on(handover.opens, doing.on).opens
    facts = stated_for(opens, handover, view, doing.facts)
    door.open_case(
        handover.opens,
        by=_handed(region, doing),
        at=doing.at,
        region=region,
        happened_on=doing.on,
        reason=f"{case}“{doing.act}”移交，{handover.cites}",
        facts=facts,
        about=_about(handover.takes, view, doing, opens, facts),
        came_from=CaseLink(source=case, seq=entry.seq, label=view.procedure.title),
    )


def _reply(
    door: Door, case: Case, view: View, doing: Doing, reply: Reply, *, most: int | None = None
) -> int:
    """Tell the cases a reply goes to, not more than `most` of them; return how many were told."""
    told = 0
    for parent in _told(case, reply):
        concerned: tuple[str, ...] = ()
        if (
            reply.concerning
        ):  # asked under the lock, so that what it says still holds when it is done
            theirs = door.view(lock(parent, reply.does))
            concerned = reply.concerning(theirs, view, doing.facts)
            if not concerned:
                continue
        act = newest(parent.procedure).by_code[reply.does]
        facts = stated_for(act, reply, view, doing.facts)
        about = dict.fromkeys((*concerned, *_about(reply.takes, view, doing, act, facts)))
        try:
            door.act(
                parent,
                reply.does,
                by=_handed(parent.region, doing),
                at=doing.at,
                happened_on=doing.on,
                reason=f"{case}“{doing.act}”回告，{reply.cites}",
                facts=facts,
                about=tuple(about),
            )
        except Refused as refusal:
            which = "移交的" if reply.onward else "来源"
            raise type(refusal)(f"{which}案件“{parent}”暂不能接收本项结果：{refusal}") from refusal
        told += 1
        if told == most:
            break
    return told


def stated_for(act: Act[Any], follows: Handover | Reply, view: View, facts: Facts) -> Facts:
    """Return what one case tells another, as the other's act asks it.

    Raises Refused where what was stated names nothing the other knows, or is not what the act asks.
    """
    asks: type[Facts] = act.asks
    try:
        return loaded(stored(asks(**follows.carries(view, facts))), asks)
    except (TypeError, msgspec.ValidationError) as error:
        raise Refused(f"移交的内容与“{act}”所需不符，请联系系统维护人员：{error}") from error
    except ValueError as error:
        raise Refused(str(error)) from error


def _told(case: Case, reply: Reply) -> list[Case]:
    """Return the cases a reply goes to: where this one came from, or where it led."""
    if reply.onward:
        onward = CaseLink.objects.filter(source=case, kind="handover", target__procedure=reply.to)
        return [link.target for link in onward.select_related("target").order_by("target")]
    back = CaseLink.objects.filter(target=case, kind="handover", source__procedure=reply.to)
    return [link.source for link in back.select_related("source").order_by("source")]


def _handed(region: str, doing: Doing) -> Actor:
    by = doing.by
    return Actor("", HANDED.label, HANDED.code, region, by.body, (), by.prefix)


def _about(
    takes: tuple[Kind, ...], view: View, doing: Doing, act: Act[Any], facts: Facts
) -> tuple[str, ...]:
    """Return the subjects that go along: those the act names, or all of the kind; and those brought."""
    keys: dict[str, None] = {}
    for kind in takes:
        named = [k for k in doing.about if k.startswith(kind.code + "/")]
        keys |= dict.fromkeys(named or [s.key for s in view.of(kind)])
    return tuple(keys | dict.fromkeys(brought(act, facts)))


def brought(act: Act[Any], facts: Facts | None) -> list[str]:
    """Return the subjects that the facts of an act bring into the case by naming them."""
    return list(facts.called()) if act.adds and isinstance(facts, Naming) else []
