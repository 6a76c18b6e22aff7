"""待匹配名称 — the names that wait for a person, their candidates with the likelihood, what was decided and by whom."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.validators import MaxLengthValidator
from django.db.models import Case, Prefetch, Q, QuerySet, When
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tongzhou.columns.pages import key_of
from tongzhou.procedure.counter import Visitor, VisitorRequest, counter, page
from tongzhou.procedure.refusal import Refused
from tongzhou.registry import offices
from tongzhou.registry.models import Employer
from tongzhou.warehouse.loading.offices import EVERYONE

from . import finding
from .models import Candidate, Decision, UnknownName

SHOWN = 50
NONE = "none"


class Reason(forms.Form):
    """Why."""

    reason = forms.CharField(label=gettext_lazy("理由"), validators=[MaxLengthValidator(200)])


class Choice(Reason):
    """Who is meant: one of the candidates, an employer by its code, or none of the register."""

    meant = forms.ChoiceField(
        label=gettext_lazy("是哪个单位"), widget=forms.RadioSelect, required=False
    )
    uscc = forms.CharField(
        label=gettext_lazy("或者填写统一社会信用代码"), required=False, max_length=18
    )
    field_order = ("meant", "uscc", "reason")


def _within(visitor: Visitor, column: str) -> Q:
    """Return the condition “in this person's regions”. Raises Http404 where the office is not held."""
    held = {o.code for o in EVERYONE}
    regions = offices.widest(a.region_id for a in visitor.appointments if a.office in held)
    if not regions:
        raise Http404(_("没有这个页面，或不由您的职务查看"))
    where = Q(pk__in=[])
    for region in regions:
        where |= Q(**{f"{column}__startswith": region})
    return where


def _mine(visitor: Visitor) -> QuerySet[UnknownName]:
    """Return the names of this person's regions."""
    return UnknownName.objects.filter(_within(visitor, "county"))


def _candidates(visitor: Visitor) -> QuerySet[Candidate]:
    """Return the candidates this person may see, the likeliest first: a league is ranked together, a county sees its own employers."""
    mine = Candidate.objects.filter(_within(visitor, "employer__region__code"))
    return mine.select_related("employer").order_by("-percent", "pk")


def _decisions(visitor: Visitor) -> QuerySet[Any]:
    """Return the decisions, the newest first, with `is_here`: whether whom they name is of this person's regions, so that it may be shown."""
    here = _within(visitor, "employer__region__code")
    rows = Decision.objects.select_related("employer", "by", "undone_by").order_by("-pk")
    return rows.annotate(is_here=Case(When(here, then=True), default=False))


def _one(visitor: Visitor, pk: int) -> UnknownName:
    found = _mine(visitor).filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这个名称"))
    return found


@counter
def names(request: VisitorRequest) -> HttpResponseBase:
    """List the names that wait, and those that were decided."""
    done = request.GET.get("done") == "1"
    after = request.GET.get("after", "")
    rows = _mine(request.visitor).filter(is_open=not done).order_by("pk")
    if (key := key_of(after)) is not None:
        rows = rows.filter(pk__gt=key)
    candidates = Prefetch("candidates", _candidates(request.visitor))
    decisions = Prefetch("decisions", _decisions(request.visitor))
    shown = list(rows.prefetch_related(candidates, decisions)[: SHOWN + 1])
    more = shown[SHOWN - 1].pk if len(shown) > SHOWN else None
    context = {"rows": shown[:SHOWN], "more": more, "done": done}
    return page(request, "matching/names.html", context)


@counter
def name(request: VisitorRequest, pk: int) -> HttpResponseBase:
    """Show a name with its candidates, and take the decision."""
    unknown = _one(request.visitor, pk)
    candidates = list(_candidates(request.visitor).filter(unknown=unknown))
    form = Choice(request.POST or None)
    field = form.fields["meant"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [
        (str(c.employer_id), f"{c.employer.name}　{c.employer.uscc}　{c.percent}%")
        for c in candidates
    ] + [(NONE, _("都不是，登记册中没有这个单位"))]
    if request.method == "POST" and form.is_valid():
        try:
            meant = _meant(
                request.visitor,
                form.cleaned_data["meant"],
                form.cleaned_data["uscc"].strip().upper(),
            )
            finding.decide(
                unknown, meant, by=request.visitor.person, at=now(), reason=form.cleaned_data["reason"]
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已记下；同名的行今后照此处理"))
            return redirect("matching:names")
    decisions = list(_decisions(request.visitor).filter(unknown=unknown))
    context = {
        "unknown": unknown, "form": form, "candidates": candidates, "decisions": decisions,
        "stands": next((d for d in decisions if d.undone_at is None), None), "reason": Reason(),
    }  # fmt: skip
    return page(request, "matching/name.html", context)


def _meant(visitor: Visitor, chosen: str, uscc: str) -> Employer | None:
    """Return who is meant; None: none of the register. Raises Refused, in the same words for a code of elsewhere as for one nobody bears."""
    if uscc:
        if chosen:
            raise Refused(_("请只用一种办法：选择一个单位，或者填写统一社会信用代码"))
        here = Employer.objects.filter(_within(visitor, "region__code"), uscc=uscc)
        found = here.select_related("merged_into").first()
        if found is None:
            raise Refused(
                _(
                    "您的地区内没有登记这个统一社会信用代码。请先登记单位；登记在其他地区的，选“都不是”，由那个地区报送"
                )
            )
        return found.survivor()
    if chosen == NONE:
        return None
    if not chosen:
        raise Refused(_("请选择一个单位，或者填写统一社会信用代码"))
    return Employer.objects.get(pk=int(chosen)).survivor()


@counter
@require_POST
def undo(request: VisitorRequest, pk: int) -> HttpResponseBase:
    """Take a decision back."""
    unknown = _one(request.visitor, pk)
    form = Reason(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        finding.undo(unknown, by=request.visitor.person, at=now(), reason=reason)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            _(
                "决定已撤销，名称重新等待决定；此前照此入库的行仍在原来的单位名下，重新决定以后请报送单位再报一次"
            ),
        )
    return redirect("matching:name", pk)
