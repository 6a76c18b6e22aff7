"""共同办理 — confirm or decline an act of two officers, each by a sign-in of their own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.desk import stated
from tongzhou.desk.answers import done, page
from tongzhou.desk.casepage import called
from tongzhou.desk.sightings import saw
from tongzhou.desk.staff import Staff, StaffRequest, counter
from tongzhou.procedure import catalogue, cosign
from tongzhou.procedure.facts import loaded
from tongzhou.procedure.models import Case, Proposal
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.view import View
from tongzhou.ui.forms import Form


class AnswerForm(Form):
    """Confirm, or decline with a reason."""

    answer = forms.ChoiceField(
        label=gettext_lazy("答复"),
        choices=[("confirm", gettext_lazy("确认办理")), ("decline", gettext_lazy("不予确认"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("理由"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("不予确认的，须写明"),
    )


def pending_in(case: Case, view: View) -> list[dict[str, Any]]:
    """Return the proposals of a case that wait for somebody. Two queries, none where there is none."""
    found = Proposal.objects.filter(case=case, ended_at=None).prefetch_related("cosignatures")
    return [
        {
            "uid": p.uid,
            "label": view.procedure.by_code[p.act].label,
            "name": p.name,
            "waiting": "、".join(c.name for c in p.cosignatures.all() if c.confirmed_at is None),
        }
        for p in found.order_by("proposed_at")
    ]


def waiting_for(staff: Staff) -> list[tuple[Proposal, str]]:
    """Return the proposals that wait for this person, each with the name of its act."""
    found = cosign.waiting_for(staff.person).select_related("case")
    return [(p, catalogue.newest(p.case.procedure).by_code[p.act].label) for p in found]


def _mine(request: StaffRequest, uid: str, proposal: str) -> tuple[Case, Proposal]:
    """Return a proposal to whoever made it or is named in it; to anybody else it is not there."""
    staff = request.staff
    case = staff.case(uid)
    ref = str(staff.person.pk)
    named = Proposal.objects.filter(case=case, uid=proposal, ended_at=None)
    found = named.filter(Q(ref=ref) | Q(cosignatures__ref=ref)).distinct().first()
    if found is None:
        raise Http404(_("没有请您共同办理的事项，或已经办理"))
    return case, found


@counter
def answer(request: StaffRequest, uid: str, proposal: str) -> HttpResponse:
    """Show what was proposed, and confirm or decline it; its author may take it back."""
    staff = request.staff
    case, found = _mine(request, uid, proposal)
    view = staff.door.view(case)
    act = view.procedure.by_code[found.act]
    by = next(iter(staff.acting(act, view)), None)
    if by is None:
        raise Http404(_("这一事项不由您的职务办理"))
    is_author = found.ref == by.ref
    form = AnswerForm(request.POST if request.method == "POST" else None)
    refusal = ""
    if request.method == "POST" and (is_author or form.is_valid()):
        try:
            text = _answered(request, found, by, form, is_author=is_author)
            return done(request, text, reverse("desk:case", args=[uid]))
        except Refused as refused:
            refusal = str(refused)
    said = cosign.kept(found)
    saw(request, "case", case=case, detail=f"proposal {found.uid}")
    context = {
        "case": case,
        "act": act,
        "proposal": found,
        "form": form,
        "is_author": is_author,
        "about": "、".join(called(view.subjects[k]) for k in said.about if k in view.subjects),
        "stated": stated.of_facts(loaded(said.facts, act.asks), view),
        "reason": said.reason,
        "refusal": refusal,
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "desk/proposal.html", context, status=status)


def _answered(
    request: StaffRequest, proposal: Proposal, by: Any, form: AnswerForm, *, is_author: bool
) -> str:
    staff = request.staff
    if is_author:
        cosign.decline(proposal, by=by, at=staff.at, reason=request.POST.get("reason", ""))
        return _("已撤回提请")
    reason = form.cleaned_data["reason"]
    if form.cleaned_data["answer"] == "decline":
        cosign.decline(proposal, by=by, at=staff.at, reason=reason)
        return _("已答复：不予确认")
    made = cosign.confirm(staff.door, proposal, by=by, at=staff.at)
    return _("已共同办理") if made else _("已确认，尚待其他人员确认")
