"""立案、补充劳动者、指派 — pages whose facts come from the registers."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.lines.inspection.acts import opening as acts
from tongzhou.lines.inspection.facts import opening as facts
from tongzhou.lines.inspection.forms import filing as forms
from tongzhou.lines.inspection.offices import HEAD, INSPECTOR
from tongzhou.lines.inspection.procedure import CASE, CODE
from tongzhou.lines.inspection.states import OFFICER
from tongzhou.procedure.certified import shown
from tongzhou.procedure.counter import VisitorRequest, page
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import SubjectRow
from tongzhou.procedure.refusal import Refused
from tongzhou.registry import certifying

from .acting import Acting, Group, opened, room


@room(INSPECTOR)
def file_case(request: VisitorRequest) -> HttpResponse:
    """Ask whom a case is against and what of, and open it."""
    visitor = request.visitor
    data = request.POST if request.method == "POST" else None
    actor = next(a for a in visitor.actors if a.office == INSPECTOR.code)
    firm = forms.FirmForm(data, prefix="firm")
    items = [forms.ViolationForm(data, prefix=f"v{n}") for n in range(forms.ROWS)]
    people = [
        forms.WorkerForm(data, prefix=f"w{n}", on=visitor.on) for n in range(forms.WORKER_ROWS)
    ]
    matter = forms.matter_form()(data, prefix="m")
    refusal = ""
    if data is not None:
        codes = tuple(
            dict.fromkeys(c for f in items if f.is_valid() and (c := f.cleaned_data["code"]))
        )
        matter.given = {"violations": codes}
        if not codes:
            refusal = _("请至少选择一项涉嫌违法事项")
        elif not all(f.is_valid() for f in (firm, *people)) or not matter.is_valid():
            refusal = _("请改好以下各项再提交")
        else:
            made, refusal = _open(request, actor, firm, people, matter.facts(), codes)
            if made:
                return redirect("desk:case", made)
    context = {
        "firm": firm,
        "items": items,
        "people": people,
        "matter": matter,
        "refusal": refusal,
        "sent": request.POST.get("request") or secrets.token_hex(16),
    }
    return page(request, "inspection/file.html", context, status=422 if refusal else 200)


def _open(
    request: VisitorRequest,
    actor: Actor,
    firm: forms.FirmForm,
    people: list[forms.WorkerForm],
    said: Any,
    codes: tuple[str, ...],
) -> tuple[str, str]:
    """Enter whom it is about into the registers and open the case: all or nothing. Returns its uid, or why not."""
    visitor = request.visitor
    try:
        with transaction.atomic():
            employer = firm.employer(by=visitor.person, at=visitor.at, region=actor.region)
            names = {f"employer/e{employer.pk}": employer.name}
            found = [f.entered(by=visitor.person, at=visitor.at) for f in people]
            rows = [row for row in found if row]
            names |= {key: name for key, name, _claims in rows}
            carried = {n: getattr(said, n) for n in said.__struct_fields__}
            stated = facts.Filing(
                **carried
                | {
                    "names": names,
                    "violations": codes,
                    "claims": {key: claims for key, _name, claims in rows if claims},
                }
            )
            stated.check()
            case = visitor.door.open_case(
                CODE, by=actor, at=visitor.at, region=actor.region, facts=stated,
                request=request.POST.get("request") or None,
            )  # fmt: skip
            return case.uid, ""
    except ValidationError as error:
        return "", "；".join(error.messages)
    except (Refused, ValueError) as refusal:
        return "", str(refusal)


@room(INSPECTOR)
def add_workers(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask further workers of a case, with what is owed to each."""
    acting = opened(request, uid, CODE, acts.add_workers)
    on = request.visitor.on
    rows = [forms.WorkerForm(acting.data, prefix=f"w{n}", on=on) for n in range(forms.WORKER_ROWS)]
    if acting.data is not None:
        if not all(f.is_valid() for f in rows):
            acting.refusal = _("请改好以下各项再提交")
        elif _add(acting, rows):
            return acting.done()
    groups = [Group(_("第 %(n)s 人") % {"n": n}, form=f) for n, f in enumerate(rows, start=1)]
    return acting.show(groups)


def _add(acting: Acting, rows: list[forms.WorkerForm]) -> bool:
    visitor = acting.request.visitor
    try:
        with transaction.atomic():
            found = [f.entered(by=visitor.person, at=visitor.at) for f in rows]
            people = [row for row in found if row]
            if not people:
                acting.refusal = _("请填写至少一名劳动者")
                return False
            stated = facts.MoreWorkers(
                names={key: name for key, name, _claims in people},
                claims={key: claims for key, _name, claims in people if claims},
            )
            if not acting.does(stated, stated.names):
                transaction.set_rollback(True)
                return False
            return True
    except ValidationError as error:
        acting.refusal = "；".join(error.messages)
        return False


@room(HEAD)
def assign(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show who holds a valid certificate in the region, how much each carries, and give the case to two."""
    acting = opened(request, uid, CODE, acts.assign)
    visitor = request.visitor
    cards = certifying.eligible(acting.case.region, on=visitor.on)
    here = {s.ref: s.state for s in acting.view.of(OFFICER)}
    if acting.data is not None:
        chosen = [c for c in cards if str(c.person_id) in acting.data.getlist("officer")]
        names = {f"officer/{c.person_id}": c.name for c in chosen}
        held = shown(chosen, under="officer/")
        note = acting.data.get("note", "").strip()[:300]
        if acting.does(facts.Team(names=names, certificates=held, note=note), names):
            return acting.done()
    load = loads()
    rows = [
        {"card": c, "load": load.get(str(c.person_id), 0), "state": here.get(str(c.person_id), "")}
        for c in cards
    ]
    picked = acting.data.getlist("officer") if acting.data is not None else []
    return acting.show([], cards=rows, picked=picked)


def loads() -> dict[str, int]:
    """Return how many open cases each officer carries. One query."""
    rows = (
        SubjectRow.objects.filter(
            kind=OFFICER.code, state="assigned", case__is_open=True, case__procedure=CASE.code
        )
        .values_list("ref")
        .annotate(n=Count("pk"))
    )
    return dict(rows)
