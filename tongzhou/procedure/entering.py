"""入账 — the small questions and takings around one entry, for the door."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import msgspec

from tongzhou.registry.models import Body

from . import journal
from .catalogue import version_on
from .declare import Act
from .facts import Facts, Json, Writing
from .handing import Doing
from .judge import Actor, check_signed
from .models import Case, Entry, Passage, Proposal
from .numbering import take_number
from .readings import SECOND_OFFICER, chosen
from .refusal import NotNow, NotTheirOffice, Refused
from .view import View


def issued(case: Case, doing: Doing, data: Json) -> Json:
    """Return what an act issues: paper, number, digest of the data. Takes the number."""
    paper = doing.act.issues
    if paper is None:
        return {}
    out: Json = {
        "paper": paper.code,
        "data": journal.sm3(msgspec.json.encode(data, order="deterministic")),
    }
    if paper.series:
        out["number"] = number(paper.series, issuing(case, doing), case.region, doing.on)
    return out


def issuing(case: Case, doing: Doing) -> Actor:
    """Return in whose name a paper is numbered: a party's act issues a paper of the body in charge."""
    by = doing.by
    if by.prefix:
        return by
    offices = version_on(case.procedure, doing.on).put_right_by
    kinds = [o.body for o in offices if o.body]
    there = Body.objects.filter(region=case.region, kind__in=kinds, is_active=True)
    body = there.order_by("pk").first() if kinds else None
    return replace(by, body=body.short_name, prefix=body.document_prefix) if body else by


def number(series: str, by: Actor, region: str, on: date) -> str:
    """Take the next number of a series of the actor's body."""
    return take_number(series, body=by.body or region, prefix=by.prefix or region, year=on.year)


def opened_by(request: str, code: str) -> Case | None:
    """Return the case that the same request has opened before."""
    entry = (
        Entry.objects.filter(request=request, seq=0, case__procedure=code)
        .select_related("case")
        .first()
    )
    return entry.case if entry else None


def agreed_by(confirmed: Proposal, case: Case, name: str) -> tuple[tuple[str, str], ...]:
    """Return the second officers of a proposal, all of whom must have confirmed this very act."""
    rows = list(confirmed.cosignatures.order_by("pk"))
    whole = rows and all(row.confirmed_at for row in rows)
    if not whole or confirmed.case_id != case.pk or confirmed.act != name or confirmed.ended_at:
        raise NotNow("共同办理人尚未全部确认")
    return tuple((row.ref, row.name) for row in rows)


def check_confirmed(act: Act[Any], confirmed: Proposal | None) -> None:
    """Refuse an act of two officers to which the second has not agreed by an own sign-in."""
    if act.hands and confirmed is None and chosen(SECOND_OFFICER) == "sign_in":
        raise NotNow(f"“{act}”须由共同办理人以本人账号确认；请指明共同办理人并提请确认")


def check_held_here(act: Act[Any], by: Actor, region: str) -> None:
    """Refuse to open a case outside the region for which the office is held."""
    office = {o.code: o for o in act.offices}[by.office]
    if office.level is None:
        return
    if len(by.region) != office.level or not region.startswith(by.region):
        raise NotTheirOffice("案件不在本辖区")


def check_stated(facts: Facts, act: Act[Any], by: Actor) -> None:
    """Refuse facts that are not those the act asks, that contradict themselves, or are not signed."""
    if not isinstance(facts, act.asks):
        raise Refused(f"“{act}”所需内容没有填写")
    check_signed(by, facts)
    try:
        facts.check()
    except ValueError as error:
        raise Refused(str(error)) from error


def kept(facts: Facts) -> Facts:
    """Put the content of a writing into the store; the journal keeps its digest."""
    if not isinstance(facts, Writing) or not (body := facts.body()):
        return facts
    digest = journal.sm3(body.encode())
    Passage.objects.get_or_create(digest=digest, defaults={"content": body})
    return msgspec.structs.replace(facts, content="", digest=digest)


def check_room_before(view: View, entry: Entry) -> None:
    """Refuse, when it is set, a day before which too little room is left."""
    for clock in view.clocks.values():
        if not (clock.limit.back and clock.seq == entry.seq and clock.due):
            continue
        if clock.due < entry.happened_on:
            raise NotNow(
                f"“{clock.limit.label}”须提前{clock.limit.length}，所定日期过早，请另定日期"
                f"（{clock.limit.cites}）"
            )
