"""登记审查申请 — an agreement reached before a mediating body that does not work on this platform, handed in at the counter."""

from __future__ import annotations

import secrets
from typing import Any

import msgspec
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.lines.arbitration.counter.changing import Joined, Rows
from tongzhou.lines.arbitration.counter.forms import counties
from tongzhou.lines.arbitration.counter.pages import court
from tongzhou.lines.arbitration.offices import CLERK
from tongzhou.procedure import files
from tongzhou.procedure.claims import claimed
from tongzhou.procedure.counter import VisitorRequest, page
from tongzhou.procedure.forms import FactsForm, form_for
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import Refused
from tongzhou.ui.forms import speak_plainly

from . import facts, procedure


@court(CLERK)
def new(request: VisitorRequest) -> HttpResponse:
    """Ask for the agreement, who made it with whom, and what it promises; then register the request."""
    visitor = request.visitor
    by = next((a for a in visitor.actors if a.office == CLERK.code), None)
    if by is None:
        raise Http404(_("这一事项不由您的职务办理"))
    data = request.POST if request.method == "POST" else None
    adding = bool(data and data.get("add"))
    sides = [
        Joined(
            None if adding else data,
            person=person,
            at=visitor.at,
            regions=counties(),
            region=by.region,
        )
        for person in (True, False)
    ]
    rows = Rows(data, employer=False)
    form = _form(request, None if adding else data)
    refusal = ""
    if data is not None and not adding:
        checked = [*(side.is_valid() for side in sides), rows.is_valid(), form.is_valid()]
        if not all(checked):
            refusal = _("请改好以下各项再提交")
        elif not rows.items:
            refusal = _("请填写协议约定的项目和金额")
        else:
            found = _bring(request, by, sides, rows, form)
            if isinstance(found, Case):
                messages.success(request, _("已登记审查申请"))
                return redirect("desk:case", found.uid)
            refusal = found
    context: dict[str, Any] = {
        "act": procedure.apply,
        "person": sides[0].form,
        "firm": sides[1].form,
        "rows": rows.rows,
        "n": 0,
        "form": form,
        "refusal": refusal,
        "sent": request.POST.get("request") or secrets.token_hex(16),
    }
    return page(request, "arbitration/review_new.html", context, status=422 if refusal else 200)


def _form(request: VisitorRequest, data: Any) -> FactsForm:
    form = form_for(facts.Request)(
        data, request.FILES if data is not None else None, given={"items": {}}
    )
    form.keep_file = lambda upload: files.keep(upload, request.visitor.at)
    speak_plainly(form)
    return form


def _bring(
    request: VisitorRequest, by: Actor, sides: list[Joined], rows: Rows, form: FactsForm
) -> Case | str:
    """Register whoever is new and open the case: all of it or nothing. Return the case, or why not."""
    visitor, stated = request.visitor, form.facts()
    assert isinstance(stated, facts.Request)
    try:
        with transaction.atomic():
            (worker, worker_name), (firm, firm_name) = (
                side.entered(visitor.person) for side in sides
            )
            claimant, respondent = f"claimant/{worker}", f"respondent/{firm}"
            whole = msgspec.structs.replace(
                stated,
                names={claimant: worker_name, respondent: firm_name},
                items={claimant: claimed(rows.items)},
            )
            return visitor.door.open_case(
                procedure.CODE,
                by=by,
                at=visitor.at,
                region=by.region,
                facts=whole,
                request=request.POST.get("request") or secrets.token_hex(16),
            )
    except ValidationError as error:
        return "；".join(error.messages)
    except Refused as refused:
        return str(refused)
