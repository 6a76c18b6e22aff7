"""检查任务 — give one, see those under way, change who goes."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.lines.inspection.check import facts, items, procedure
from tongzhou.lines.inspection.check.procedure import CHECK, CODE
from tongzhou.lines.inspection.check.states import OFFICER
from tongzhou.lines.inspection.forms.filing import FirmForm
from tongzhou.lines.inspection.models import CheckRow
from tongzhou.lines.inspection.offices import HEAD, INSPECTOR
from tongzhou.procedure.certified import shown
from tongzhou.procedure.counter import VisitorRequest, page
from tongzhou.procedure.forms import form_for
from tongzhou.procedure.refusal import Refused
from tongzhou.registry import certifying
from tongzhou.registry.models import Certificate

from .acting import opened, room

MOST = 100


@room()
def checks(request: VisitorRequest) -> HttpResponse:
    """Show the checks in sight, those under way first."""
    cases = request.visitor.cases(CODE)
    rows = (
        CheckRow.objects.filter(case__in=cases.values("pk"))
        .select_related("case")
        .order_by("-case__is_open", "until", "-pk")[:MOST]
    )
    context = {
        "rows": [(r, CHECK.states[r.case.state].staff) for r in rows],
        "today": request.visitor.on,
        "may_assign": any(a.office in (HEAD.code, INSPECTOR.code) for a in request.visitor.actors),
    }
    return page(request, "inspection/checks.html", context)


@room(HEAD, INSPECTOR)
def new(request: VisitorRequest) -> HttpResponse:
    """Ask whom to check, what to look at, and who goes; open the check."""
    visitor = request.visitor
    data = request.POST if request.method == "POST" else None
    actor = next(a for a in visitor.actors if a.office in (HEAD.code, INSPECTOR.code))
    firm = FirmForm(data, prefix="firm")
    made = form_for(facts.Assignment)
    for name in ("items", "officers", "batch"):
        made.base_fields.pop(name, None)
    form = made(data, prefix="m")
    cards = certifying.eligible(actor.region, on=visitor.on)
    picked, codes = (
        (data.getlist("officer"), data.getlist("item")) if data is not None else ([], [])
    )
    refusal = ""
    if data is not None:
        if not firm.is_valid() or not form.is_valid():
            refusal = _("请改好以下各项再提交")
        else:
            uid, refusal = _open(request, actor, firm, form.facts(), cards, picked, codes)
            if uid:
                return redirect("desk:case", uid)
    context = {
        "firm": firm,
        "form": form,
        "cards": [{"card": c, "load": None, "state": ""} for c in cards],
        "picked": picked,
        "items": items.grouped(i.code for i in items.on(visitor.on)),
        "codes": codes,
        "refusal": refusal,
        "sent": request.POST.get("request") or secrets.token_hex(16),
    }
    return page(request, "inspection/check_new.html", context, status=422 if refusal else 200)


def _open(
    request: VisitorRequest,
    actor: Any,
    firm: FirmForm,
    said: Any,
    cards: list[Certificate],
    picked: list[str],
    codes: list[str],
) -> tuple[str, str]:
    visitor = request.visitor
    chosen = [c for c in cards if str(c.person_id) in picked]
    try:
        with transaction.atomic():
            employer = firm.employer(by=visitor.person, at=visitor.at, region=actor.region)
            names = {f"employer/e{employer.pk}": employer.name}
            names |= {f"officer/{c.person_id}": c.name for c in chosen}
            carried = {n: getattr(said, n) for n in said.__struct_fields__}
            stated = facts.Assignment(
                **carried
                | {
                    "names": names,
                    "officers": tuple(str(c.person_id) for c in chosen),
                    "items": tuple(codes),
                    "certificates": shown(chosen),
                }
            )
            case = visitor.door.open_case(
                CODE, by=actor, at=visitor.at, region=actor.region, facts=stated,
                request=request.POST.get("request") or None,
            )  # fmt: skip
            return case.uid, ""
    except ValidationError as error:
        return "", "；".join(error.messages)
    except (Refused, ValueError) as refusal:
        return "", str(refusal)


@room(HEAD)
def change(request: VisitorRequest, uid: str) -> HttpResponse:
    """Send somebody else instead."""
    acting = opened(request, uid, CODE, procedure.change)
    cards = certifying.eligible(acting.case.region, on=request.visitor.on)
    here = {s.ref: s.state for s in acting.view.of(OFFICER)}
    made = form_for(facts.Change)
    there = [(s.key, s.name or s.ref) for s in acting.view.of(OFFICER, "assigned")]
    made.base_fields["leaves"] = forms.ChoiceField(label=_("调出人员"), choices=there)
    form = made(acting.data, prefix="act")
    picked = acting.data.getlist("officer") if acting.data is not None else []
    if acting.data is not None:
        if not form.is_valid():
            acting.refusal = _("请改好以下各项再提交")
        else:
            chosen = [c for c in cards if str(c.person_id) in picked]
            names = {f"officer/{c.person_id}": c.name for c in chosen}
            said: Any = form.facts()
            stated = facts.Change(
                names=names,
                leaves=said.leaves,
                why=said.why,
                reason=said.reason,
                certificates=shown(chosen, under="officer/"),
            )
            if acting.does(stated, names):
                return acting.done()
    rows = [
        {"card": c, "load": None, "state": here.get(str(c.person_id), "")}
        for c in cards
        if here.get(str(c.person_id)) != "assigned"
    ]
    return acting.show([], form, cards=rows, picked=picked)
