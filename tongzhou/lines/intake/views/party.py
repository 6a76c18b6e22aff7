"""补充工友 — a worker adds mates to a report already brought: row by row, or a list."""

from __future__ import annotations

import io
import secrets
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tongzhou.lines.intake import acts, bringing, facts, lists, questions, rules
from tongzhou.lines.intake.acts import add
from tongzhou.procedure.partying import PartyRequest, for_party
from tongzhou.procedure.refusal import Refused

from .counter import items_of


@for_party
def mates(request: PartyRequest, uid: str) -> HttpResponseBase:
    """Add mates: those typed, and those of a list; a list with mistakes adds nobody and says each of them."""
    party = request.party
    if not party.is_theirs(add) or not any(k.startswith("worker/") for k in party.keys):
        raise Http404(_("没有您可以办理的这一事项"))
    trouble, rejects = party.why_not(add), []
    rows = questions.mates_of(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not trouble and rows.is_valid():
        said = rules.report(party.view)
        people = [
            bringing.Reporter(m["name"], m["phone"], items=_items(said, m)) for m in rows.people()
        ]
        if upload := request.FILES.get("list"):
            read = lists.read(upload.name or "", io.BytesIO(upload.read()), on=party.on)
            rejects = read.rejects
            people += [
                bringing.Reporter(
                    r.name, r.phone, r.id_number, items=_items(said, {"amount": r.amount})
                )
                for r in read.people
            ]
        trouble = _("名单有错，请按提示改好再传；没有登记任何人") if rejects else ""
        trouble = trouble or _added(request, people)
        if not trouble:
            messages.success(request, _("已补充 %(n)s 位工友") % {"n": len(people)})
            return redirect("portal:case", uid)
    context = {
        "case": party.case,
        "rows": rows,
        "trouble": trouble,
        "rejects": rejects,
        "sent": request.POST.get("request") or secrets.token_hex(16),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "intake/mates.html", context, status=status)


def _items(said: Any, mate: dict[str, Any]) -> Any:
    return items_of(list(said.violations), mate.get("amount"), said.since, said.until)


def _added(request: PartyRequest, people: list[bringing.Reporter]) -> str:
    party = request.party
    if not people:
        return _("请至少填写一位工友")
    try:
        bringing.add(
            party.door,
            party.case,
            reporters=people,
            by=party.actor,
            person=None,
            at=party.at,
            on=party.on,
            request=request.POST.get("request") or None,
        )
    except ValidationError as error:
        return "；".join(error.messages)
    except Refused as refusal:
        return str(refusal)
    return ""


@for_party
def represent(request: PartyRequest, uid: str) -> HttpResponseBase:
    """Say whom all have chosen to speak for them."""
    party = request.party
    if not party.is_theirs(acts.represent) or not any(k.startswith("worker/") for k in party.keys):
        raise Http404(_("没有您可以办理的这一事项"))
    trouble = party.why_not(acts.represent)
    chosen = tuple(request.POST.getlist("representatives"))
    if request.method == "POST" and not trouble:
        try:
            stated = facts.Representing(representatives=chosen, words=_("投诉人在网上登记推选"))
            stated.check()
            party.does(acts.represent, facts=stated, request=request.POST.get("request") or None)
        except (ValueError, Refused) as error:
            trouble = str(error)
        else:
            messages.success(request, _("已登记代表"))
            return redirect("portal:case", uid)
    workers = [(s, s.key in party.keys) for s in rules.workers(party.view)]
    context = {
        "case": party.case,
        "workers": workers,
        "chosen": chosen or tuple(s.key for s in rules.representatives(party.view)),
        "trouble": trouble,
        "sent": request.POST.get("request") or secrets.token_hex(16),
    }
    return render(request, "intake/choose.html", context, status=422 if trouble else 200)
