"""公示和报送 — what anybody may see; the written review as an employer fills it in, begun from what is known."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tongzhou.lines.inspection.models import PublicRow, ReviewRow
from tongzhou.lines.inspection.review import rules
from tongzhou.lines.inspection.review.facts import Form
from tongzhou.lines.inspection.review.procedure import submit as submit_act
from tongzhou.procedure import files
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.counter import names_of
from tongzhou.procedure.door import Door
from tongzhou.procedure.forms import form_for
from tongzhou.procedure.models import Case
from tongzhou.procedure.partying import PartyRequest, for_party
from tongzhou.procedure.refusal import Refused

EACH = 50


@require_safe
def shown(request: HttpRequest) -> HttpResponse:
    """Show penalties, checks or grave violations, newest first, fifty to a page by key."""
    sort = request.GET.get("sort", "")
    sort = sort if sort in PublicRow.Sort.values else PublicRow.Sort.GRAVE.value
    rows = PublicRow.objects.filter(sort=sort).select_related("case").order_by("-shown_on", "-pk")
    words = request.GET.get("q", "").strip()[:60]
    if words:
        rows = rows.filter(name__contains=words)
    before = request.GET.get("before", "")
    day, _dot, pk = before.partition("_")
    if pk.isdigit() and len(day) == 10:
        rows = rows.filter(shown_on__lte=day).exclude(shown_on=day, pk__gte=int(pk))
    found = list(rows[: EACH + 1])
    names = names_of({r.case.region for r in found})
    last = found[EACH - 1] if len(found) > EACH else None
    context = {
        "rows": [(r, names.get(r.case.region, "")) for r in found[:EACH]],
        "sorts": PublicRow.Sort.choices,
        "sort": sort,
        "words": words,
        "more": f"{last.shown_on}_{last.pk}" if last else "",
    }
    return render(request, "inspection/public.html", context)


@for_party
def submit(request: PartyRequest, uid: str) -> HttpResponseBase:
    """Ask the form of the written review: begun from the form of last year, and the register."""
    party = request.party
    if not party.is_theirs(submit_act):
        raise Http404(_("这一事项不由您办理"))
    mine = tuple(key for key, _name in party.choices(submit_act))
    data = request.POST if request.method == "POST" else None
    form = form_for(Form)(data, request.FILES or None, initial=_known(party.case, party.view))
    form.keep_file = lambda upload: files.keep(upload, party.at)
    refusal = ""
    if data is not None:
        if not form.is_valid():
            refusal = _("请改好以下各项再提交")
        else:
            try:
                party.does(
                    submit_act, facts=form.facts(), about=mine, request=data.get("request") or None
                )
            except Refused as trouble:
                refusal = str(trouble)
            else:
                return redirect("portal:case", uid=uid)
    context = {
        "case": party.case, "form": form, "refusal": refusal, "why": party.why_not(submit_act),
        "call": rules.call(party.view), "act": submit_act,
    }  # fmt: skip
    return render(request, "inspection/review_form.html", context, status=422 if refusal else 200)


def _known(case: Case, view: Any) -> dict[str, Any]:
    """Return what the form begins with: what was sent before, for this year or the last, else the register."""
    asked, said = rules.call(view), rules.form(view)
    if said is None and asked is not None:
        row = ReviewRow.objects.filter(case=case).first()
        last = (
            ReviewRow.objects.filter(employer=row.employer, year__lt=asked.year)
            .exclude(submitted_on=None)
            .select_related("case")
            .order_by("-year")
            .first()
            if row
            else None
        )
        said = rules.form(Door(calendar_now()).view(last.case)) if last else None
    if said is None:
        return {"people": asked.headcount} if asked and asked.headcount else {}
    return {n: getattr(said, n) for n in said.__struct_fields__ if n not in ("files", "truthful")}
