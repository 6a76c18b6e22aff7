"""现场记录 — tasks on the phone, the record of one visit, taken in when the network is back.

With the script the form goes through the queue of `ui/offline`; without it, it is an ordinary form.
"""

from __future__ import annotations

import json
import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from tongzhou.lines.inspection.acts.investigating import visit as case_visit
from tongzhou.lines.inspection.check import items
from tongzhou.lines.inspection.check.procedure import CODE as CHECK_CODE
from tongzhou.lines.inspection.check.procedure import visit as check_visit
from tongzhou.lines.inspection.check.rules import assignment
from tongzhou.lines.inspection.facts.investigating import Picture, SiteRecord
from tongzhou.lines.inspection.forms.field import item_forms, record_form
from tongzhou.lines.inspection.offices import INSPECTOR
from tongzhou.lines.inspection.procedure import CODE as CASE_CODE
from tongzhou.procedure import cosign, files, nearing, offline
from tongzhou.procedure.act_page import others_of
from tongzhou.procedure.counter import VisitorRequest, page
from tongzhou.procedure.declare import Act
from tongzhou.procedure.models import Case, SubjectRow
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.view import View
from tongzhou.registry import certifying
from tongzhou.ui.offline import words

from .acting import room

MOST = 60
VISITS: dict[str, Act[Any]] = {CASE_CODE: case_visit, CHECK_CODE: check_visit}


@room(INSPECTOR)
def home(request: VisitorRequest) -> HttpResponse:
    """Show what this officer has to visit, and what waits on this device."""
    visitor = request.visitor
    mine = SubjectRow.objects.filter(
        kind="officer", ref=str(visitor.person.pk), state="assigned"
    ).values("case")
    tasks = [
        (case, nearing.of_case(case, at=visitor.at))
        for code, states in (
            (CHECK_CODE, ("waiting", "visited")),
            (CASE_CODE, ("filed", "investigating")),
        )
        for case in visitor.cases(code)
        .filter(pk__in=mine, state__in=states, is_open=True)
        .order_by("due_at", "pk")[:MOST]
    ]
    urls = [
        reverse("inspection-field:home"),
        *(reverse("inspection-field:record", args=[c.uid]) for c, _due in tasks),
    ]
    context = {"tasks": tasks, "urls_json": json.dumps(urls), "words": words(), "today": visitor.on}
    return page(request, "inspection/field_home.html", context)


@offline.in_words
@room(INSPECTOR)
def record(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask the record of a visit; take it in, once, and put it before the second officer."""
    case = _found(request, uid)
    view = request.visitor.door.view(case)
    act = VISITS[case.procedure]
    refs = {s.ref for s in view.of(act.hands, act.hands.states[0].code)} if act.hands else set()
    me = str(request.visitor.person.pk)
    if me not in refs:
        raise Http404(_("现场记录由承办本案的监察员填写"))
    seconds = others_of(view, act.hands, me) if act.hands else []
    data = request.POST if request.method == "POST" else None
    groups = item_forms(data, items.grouped(_items(view)))
    form = record_form()(data, initial={"place": _place(view), "showed_badges": False})
    refusal = ""
    if data is not None:
        answer = offline.take_in(
            request.visitor.person,
            (data.get("request") or "")[:64] or "none",
            case=case,
            at=request.visitor.at,
            owner=offline.owner_of(request),
            do=lambda: _take(request, case, view, act, form, groups, dict(seconds)),
        )
        if offline.is_offline(request):
            return offline.told(answer)
        if answer.state == "done":
            messages.success(request, answer.message)
            return redirect("desk:case", uid)
        refusal = answer.message
    context = {
        "case": case, "act": act, "form": form, "groups": groups, "seconds": seconds, "refusal": refusal,
        "seen": view.seq, "words": words(), "sent": request.POST.get("request") or secrets.token_hex(16),
        "codes": [i.code for _g, row in items.grouped(_items(view)) for i in row],
    }  # fmt: skip
    return page(request, "inspection/field.html", context, status=422 if refusal else 200)


def _found(request: VisitorRequest, uid: str) -> Case:
    for code in VISITS:
        case: Case | None = request.visitor.cases(code).filter(uid=uid).first()
        if case:
            return case
    raise Http404(_("没有这项内容，或不在您可以查看的范围内"))


def _items(view: View) -> tuple[str, ...]:
    """Return the codes of what is to be looked at: those of the assignment, else those of the suspected violations."""
    said = assignment(view)
    known = tuple(code for code in (said.items if said else ()) if code in items.BY_CODE)
    if known:
        return known
    suspected = {s.ref for s in view.subjects.values() if s.kind.code == "violation"}
    mine = tuple(i.code for i in items.ITEMS if i.violation in suspected)
    return mine or tuple(i.code for i in items.ITEMS if not i.code.startswith("F"))


def _place(view: View) -> str:
    opening = view.said.get(view.procedure.opens.code)
    return str(getattr(opening, "site", "") or "")


def _take(
    request: VisitorRequest,
    case: Case,
    view: View,
    act: Act[Any],
    form: Any,
    groups: list[Any],
    seconds: dict[str, str],
) -> offline.Answer:
    """Put the record before the second officer. Raises Refused, Conflict, Damaged."""
    visitor, data = request.visitor, request.POST
    rows = [f for _name, forms in groups for f in forms]
    if not form.is_valid() or not all(f.is_valid() for f in rows):
        raise Refused("；".join(_errors(form)) or _("请改好以下各项再提交"))
    seen = data.get("seen", "")
    others = view.last.get(act.code, -1)
    if seen.isdigit() and others > int(seen) and data.get("force") != "1":
        raise offline.Conflict(
            _("您离线期间，本案已有另一份现场检查记录（第%(n)s号）。请核对后决定是否仍要提交")
            % {"n": others}
        )
    second = tuple((ref, name) for ref in data.getlist("with") if (name := seconds.get(ref)))
    if not second:
        raise Refused(_("请选择共同检查的监察员"))
    _check_certificates(request, [str(visitor.person.pk), *(ref for ref, _name in second)])
    shots = offline.shots(request, visitor.at)
    plain = tuple(files.keep(f, visitor.at) for f in request.FILES.getlist("photos"))
    said = form.facts()
    carried = {n: getattr(said, n) for n in said.__struct_fields__}
    stated = SiteRecord(
        **carried
        | {
            "checks": tuple(f.checked() for f in rows),
            "pictures": tuple(
                Picture(
                    file=s.file, sha256=s.taken.sha256, taken_at=s.taken.taken_at,
                    where=s.taken.where, item=s.taken.item,
                )
                for s in shots
            ),
            "files": plain,
            "made_at": data.get("made_at", "")[:40],
            "device": request.headers.get("User-Agent", "")[:120],
        }
    )  # fmt: skip
    stated.check()
    actors = visitor.acting(act, view)
    if not actors:
        raise Refused(_("这一事项不由您的职务办理"))
    cosign.propose(
        visitor.door, case, act.code, by=actors[0], others=second, at=visitor.at, facts=stated
    )
    names = "、".join(name for _ref, name in second)
    return offline.Answer(
        "done",
        _("现场检查记录已提交，待%(names)s本人确认") % {"names": names},
        reverse("desk:case", args=[case.uid]),
    )


def _errors(form: Any) -> list[str]:
    return [
        f"{form.fields[n].label if n in form.fields else ''}：{'、'.join(e)}"
        for n, e in form.errors.items()
    ]


def _check_certificates(request: VisitorRequest, refs: list[str]) -> None:
    """Raise Refused where one of those who checked holds no valid certificate today. 行政处罚法 42."""
    valid = certifying.valid(refs, on=request.visitor.on)
    if len(valid) < len(set(refs)):
        raise Refused(
            _("检查人员中有人没有有效的执法证件，不能作为检查人员（《行政处罚法》第四十二条）")
        )
