"""监察办案、全过程记录 — the board of the day, and the whole record of one case."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q, Sum
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.lines.inspection.forms.filing import FirmForm
from tongzhou.lines.inspection.models import InspectionCase
from tongzhou.lines.inspection.offices import HEAD, INSPECTOR
from tongzhou.lines.inspection.procedure import CASE, CODE
from tongzhou.lines.inspection.publicity.facts import Proposal
from tongzhou.lines.inspection.publicity.procedure import CODE as PUBLIC_CODE
from tongzhou.lines.inspection.rules import record
from tongzhou.lines.inspection.rules.rows import LATE
from tongzhou.lines.inspection.spreading import charts
from tongzhou.procedure import nearing
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.procedure.forms import form_for
from tongzhou.procedure.models import ClockRow, Entry, SubjectRow
from tongzhou.procedure.project import record_of
from tongzhou.procedure.refusal import Refused

from .acting import room

MOST = 40
AHEAD = timedelta(days=7)


@room()
def board(request: VisitorRequest) -> HttpResponse:
    """Show what is due, what waits for whom, and how the year goes, over the cases this person sees."""
    visitor, on = request.visitor, request.visitor.on
    cases = visitor.cases(CODE)
    open_ = cases.filter(is_open=True)
    due = (
        ClockRow.objects.filter(case__in=open_.values("pk"), is_running=True, due__lte=on + AHEAD)
        .select_related("case")
        .order_by("due_at", "pk")[:MOST]
    )
    names = {
        (r.case_id, r.key): r.name
        for r in SubjectRow.objects.filter(case__in=[c.case_id for c in due])
    }
    ref = str(visitor.person.pk)
    mine = SubjectRow.objects.filter(kind="officer", ref=ref, state="assigned").values("case")
    year = InspectionCase.objects.filter(case__in=cases.values("pk"), filed_on__year=on.year)
    sums = year.aggregate(
        n=Count("pk"), closed=Count("pk", filter=Q(closed_on__isnull=False)), fined=Sum("fined"),
        paid=Sum("paid"),
    )  # fmt: skip
    # Late is a comparison: what the body owes and has not done by now, and what it once did too late.
    running = ClockRow.objects.filter(
        case__in=open_.values("pk"), is_running=True, due_at__lt=visitor.at
    )
    over = running.filter(limit__in=LATE).values("case")
    late = year.filter(Q(was_late=True) | Q(case__in=over)).count()
    context = {
        "today": on,
        "due": [
            (c, nearing.of_clock(c, CODE, at=visitor.at), names.get((c.case_id, c.about), ""))
            for c in due
        ],
        "unassigned": list(open_.filter(state="filed").order_by("opened_on", "pk")[:MOST]),
        "mine": [
            (c, nearing.of_case(c, at=visitor.at))
            for c in open_.filter(pk__in=mine).order_by("due_at", "pk")[:MOST]
        ],
        "states": CASE.states,
        "sums": sums,
        "late": late,
        "by_state": _by_state(open_),
        "may_file": any(a.office == INSPECTOR.code for a in visitor.actors),
        "may_assign": any(a.office == HEAD.code for a in visitor.actors),
    }  # fmt: skip
    return page(request, "inspection/board.html", context)


def _by_state(open_: Any) -> list[tuple[str, int]]:
    counts = dict(open_.order_by().values_list("state").annotate(n=Count("pk")))
    return [(s.staff, counts[s.code]) for s in CASE.steps if counts.get(s.code)]


@counter
def whole_record(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show every step of a case with its papers and pictures, and what is missing."""
    case = request.visitor.case(CODE, uid)
    view = request.visitor.door.view(case)
    entries = list(Entry.objects.filter(case=case).order_by("seq"))
    steps = record.steps(view, [record_of(e) for e in entries])
    request.visitor.saw("case", case, _("全过程记录"))
    context = {
        "case": case,
        "steps": steps,
        "gaps": record.gaps(steps),
        "names": {e.seq: "、".join(e.names) for e in entries},
        "issued": {e.seq: e.issued for e in entries if e.issued},
    }
    return page(request, "inspection/record.html", context)


@room()
def discretion(request: VisitorRequest) -> HttpResponse:
    """Show how far fines for like cases lie apart, by officer and by office."""
    cases = request.visitor.cases(CODE)
    return page(
        request, "inspection/discretion.html", {"charts": charts(cases.values("pk"))[:MOST]}
    )


@room(INSPECTOR)
def name_grave(request: VisitorRequest) -> HttpResponse:
    """Propose to name a grave violation in public: one employer, begun from the case it rests on."""
    visitor = request.visitor
    actor = next(a for a in visitor.actors if a.office == INSPECTOR.code)
    uid = request.POST.get("case", request.GET.get("case", ""))
    source = visitor.cases(CODE).filter(uid=uid).first() if uid else None
    firms = source.subjects.filter(kind="employer") if source else ()
    data = request.POST if request.method == "POST" else None
    form = form_for(Proposal)(
        data, initial={"year": visitor.on.year, "decision": source.number if source else ""}
    )
    firm = FirmForm(data, prefix="firm", initial={"words": firms[0].name if firms else ""})
    refusal = ""
    if data is not None:
        if not firm.is_valid() or not form.is_valid():
            refusal = _("请改好以下各项再提交")
        else:
            try:
                with transaction.atomic():
                    employer = firm.employer(by=visitor.person, at=visitor.at, region=actor.region)
                    said: Any = form.facts()
                    carried = {n: getattr(said, n) for n in said.__struct_fields__}
                    carried["names"] = {f"employer/e{employer.pk}": employer.name}
                    carried["code"] = carried["code"] or employer.uscc or ""
                    carried["address"] = carried["address"] or employer.address
                    carried["head"] = carried["head"] or employer.legal_representative
                    case = visitor.door.open_case(
                        PUBLIC_CODE, by=actor, at=visitor.at, region=actor.region,
                        facts=Proposal(**carried), request=data.get("request") or None,
                    )  # fmt: skip
            except ValidationError as error:
                refusal = "；".join(error.messages)
            except (Refused, ValueError) as trouble:
                refusal = str(trouble)
            else:
                return redirect("desk:case", case.uid)
    context = {"firm": firm, "form": form, "refusal": refusal, "uid": uid}
    return page(request, "inspection/name_grave.html", context, status=422 if refusal else 200)
