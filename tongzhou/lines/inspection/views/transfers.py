"""涉嫌犯罪移送 — what waits for whom, the report with its checklist, the pack for the police."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _

from tongzhou.law import NotRecorded, amount
from tongzhou.lines.inspection.offices import INSPECTOR
from tongzhou.lines.inspection.transfer import facts, procedure, rules
from tongzhou.lines.inspection.transfer.pack import packed
from tongzhou.lines.inspection.transfer.procedure import CODE, TRANSFER_CASE
from tongzhou.lines.inspection.transfer.states import WITH_POLICE
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.counter import VisitorRequest, page
from tongzhou.procedure.forms import form_for
from tongzhou.procedure.models import ClockRow
from tongzhou.registry import certifying

from .acting import Acting, Group, opened, room

MOST = 100
SILENT = timedelta(days=3)  # 移送规定 8: after that, nothing has come back


@room()
def transfers(request: VisitorRequest) -> HttpResponse:
    """Show the transfers in sight, and first those where the police have not answered in time."""
    visitor = request.visitor
    cases = visitor.cases(CODE)
    silent = set(
        ClockRow.objects.filter(
            case__in=cases.filter(state__in=[s.code for s in WITH_POLICE]).values("pk"),
            limit__in=("police", "reconsidered"), is_running=True, due__lt=visitor.on,
        ).values_list("case_id", flat=True)
    )  # fmt: skip
    rows = list(cases.order_by("-is_open", "due_at", "-pk")[:MOST])
    states = TRANSFER_CASE.states
    context = {
        "silent": [c for c in rows if c.pk in silent],
        "rows": [(c, states[c.state].staff) for c in rows],
        "today": visitor.on,
    }
    return page(request, "inspection/transfers.html", context)


def figure(acting: Acting, name: str) -> int | None:
    """Return a threshold the region has set, in fen; None where nobody has set it."""
    try:
        found = amount(name, on=acting.request.visitor.on, region=acting.view.region)
    except NotRecorded:
        return None
    return int(found.value * 100)


@room(INSPECTOR)
def report(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask the report of a special team: who, what, which law, which evidence is there."""
    acting = opened(request, uid, CODE, procedure.report)
    single, group = (
        figure(acting, "crime_threshold_single"),
        figure(acting, "crime_threshold_group"),
    )
    said = rules.suspicion(acting.view)
    made = form_for(facts.Report)
    made.base_fields["has"] = forms.MultipleChoiceField(
        label=_("已有材料"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(c, f"{w}{'（必备）' if must else ''}") for c, (w, must) in facts.CHECKLIST.items()],
    )  # fmt: skip
    start = {"facts_": said.words if said else "", "law": said.grounds if said else ""}
    form = made(acting.data, request.FILES or None, initial=start, prefix="act")
    cards = certifying.eligible(acting.case.region, on=request.visitor.on)
    picked = acting.data.getlist("officer") if acting.data is not None else []
    if acting.data is not None:
        if not form.is_valid():
            acting.refusal = _("请改好以下各项再提交")
        else:
            names = {f"member/{c.person_id}": c.name for c in cards if str(c.person_id) in picked}
            given: Any = form.facts()
            stated = facts.Report(
                names=names, facts_=given.facts_, law=given.law, has=given.has, files=given.files,
                single_from=single, group_from=group,
            )  # fmt: skip
            if acting.does(stated, names):
                return acting.done()
    found = rules.thresholds(said, single, group) if said else []
    groups = [
        Group(_("移送标准（法释〔2013〕3号第三条）"), notes=[f"{t.label}：{t.why}" for t in found])
    ]
    if single is None or group is None:
        groups[0].warnings.append(
            _("自治区的具体数额没有设置。请由负责人用“本地标准”设定，设定以前由人判断。")
        )
    rows = [{"card": c, "load": "", "state": ""} for c in cards]
    return acting.show(groups, form, cards=rows, picked=picked)


@room()
def pack(request: VisitorRequest, uid: str) -> HttpResponse:
    """Give the pack: papers and evidence of the transfer and of the case behind it, with a list of digests."""
    case = request.visitor.case(CODE, uid)
    content = packed(case, at=request.visitor.at, calendar=calendar_now())
    request.visitor.saw("file", case, _("移送包"))
    answer = HttpResponse(content, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="transfer-{case.uid}.zip"'
    return answer
