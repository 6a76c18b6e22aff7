"""名单入案 — the list becomes one act with everybody in it: workers registered, claims stated, or nothing at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tongzhou.lines.arbitration.acts import bringing, changing
from tongzhou.lines.arbitration.facts import Application, MoreClaimants
from tongzhou.lines.arbitration.procedure import CODE
from tongzhou.lines.arbitration.states import CLAIMANT
from tongzhou.procedure.counter import Visitor
from tongzhou.procedure.declare import Act
from tongzhou.procedure.facts import FileRef
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case, Entry
from tongzhou.procedure.refusal import NotTheirOffice, Refused
from tongzhou.procedure.view import View
from tongzhou.registry.working import register_workers

from .standing import Placed, Preview, before_acceptance


@dataclass(frozen=True)
class Stated:
    """What is stated of some claimants, by their keys in the case."""

    names: dict[str, str]
    claims: dict[str, Any]
    particulars: dict[str, Any]


def acts_for(view: View, preview: Preview) -> list[tuple[Act[Any], list[Placed]]]:
    """Return the acts that stating a list takes, each with its lines.

    Before the case is taken all is one act. After that, who is new joins and who is not amends a claim:
    two statements in law, each with its own effect upon the time (办案规则 46).
    """
    if before_acceptance(view):
        pairs: list[tuple[Act[Any], list[Placed]]] = [
            (bringing.add_claimants, preview.of("new", "changed"))
        ]
    else:
        pairs = [(changing.join_claimants, preview.new), (changing.amend_claim, preview.changed)]
    return [(act, placed) for act, placed in pairs if placed]


@transaction.atomic
def state(
    visitor: Visitor,
    case: Case,
    view: View,
    preview: Preview,
    *,
    source: FileRef | None,
    request: str,
) -> list[Entry]:
    """Register the workers and state their claims: all of it, or nothing. Raises Refused."""
    entries: list[Entry] = []
    for act, placed in acts_for(view, preview):
        stated = _stated(visitor, placed)
        facts = MoreClaimants(
            names=stated.names, claims=stated.claims, particulars=stated.particulars, source=source
        )
        entry = visitor.door.act(
            case,
            act.code,
            by=acting(visitor, act, view),
            at=visitor.at,
            facts=facts,
            about=tuple(stated.names),
            request=f"{request}{act.code}"[:64],
            seen=None if entries else view.seq,
        )
        entries.append(entry)
    return entries


@transaction.atomic
def open_group(
    visitor: Visitor,
    preview: Preview,
    *,
    respondent: tuple[str, str],
    matter: dict[str, Any],
    source: FileRef | None,
    request: str,
) -> Case:
    """Open a case in which everybody on the list claims from one respondent (key, name). Raises Refused."""
    by = next((a for a in visitor.actors if a.office in _offices(bringing.apply)), None)
    if by is None:
        raise NotTheirOffice(_("集体立案由仲裁院书记员办理"))
    stated = _stated(visitor, preview.new)
    evidence = tuple(filter(None, (*matter.pop("evidence", ()), source)))
    facts = Application(
        names=stated.names | dict([respondent]),
        claims=stated.claims,
        particulars=stated.particulars,
        channel="批量导入",
        evidence=evidence,
        **matter,
    )
    return visitor.door.open_case(
        CODE, by=by, at=visitor.at, region=by.region, facts=facts, request=request
    )


def acting(visitor: Visitor, act: Act[Any], view: View) -> Actor:
    """Return the office in which this person does an act. Raises NotTheirOffice."""
    by = next(iter(visitor.acting(act, view)), None)
    if by is None:
        who = "、".join(o.label for o in act.offices)
        raise NotTheirOffice(_("“%(act)s”由%(who)s办理") % {"act": act.label, "who": who})
    return by


def _offices(act: Act[Any]) -> set[str]:
    return {o.code for o in act.offices}


def _stated(visitor: Visitor, placed: list[Placed]) -> Stated:
    given = [p.row.given for p in placed if p.row.given]
    try:
        workers = register_workers(
            given, by=visitor.person, at=visitor.at, on=visitor.on, reason="集体案件名单导入"
        )
    except ValidationError as error:
        raise Refused("；".join(error.messages)) from error
    stated = Stated({}, {}, {})
    for worker, one in zip(workers, placed, strict=True):
        key = CLAIMANT.key(f"w{worker.pk}")
        stated.names[key] = worker.name
        stated.claims[key] = one.row.items
        stated.particulars[key] = one.row.particulars
    return stated
