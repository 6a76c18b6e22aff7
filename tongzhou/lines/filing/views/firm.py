"""单位变更备案 — what changed with the employer itself, by when it is filed, and filing it, on the phone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.lines.filing.firm import changing
from tongzhou.lines.filing.firm.models import FirmChange
from tongzhou.lines.filing.forms import refused
from tongzhou.lines.filing.models import Employment
from tongzhou.procedure.calendar import calendar_now
from tongzhou.ui.forms import Form

from .employer import Desk, _own


class FirmForm(Form):
    """What changed, since when."""

    what = forms.ChoiceField(label=gettext_lazy("事项"), choices=FirmChange.What.choices)
    happened_on = forms.DateField(label=gettext_lazy("变更日期"))
    words = forms.CharField(
        label=gettext_lazy("变更内容"),
        max_length=300,
        help_text=gettext_lazy("例如：原名称 → 新名称；注销的写登记机关和通知书编号"),
    )
    entry = forms.IntegerField(required=False, widget=forms.HiddenInput)


@_own
def changes(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Show what changed and by when it is filed; take a filing."""
    firm = desk.acting.employer
    known = changing.changes_of(firm, on=desk.on, calendar=calendar_now())
    form = FirmForm(request.POST or None, initial=_chosen(request, known))
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        theirs = {c.entry for c in known if c.is_open and c.what == said["what"]}
        said["entry"] = said["entry"] if said["entry"] in theirs else None
        try:
            changing.declare(firm, by=desk.acting.person, on=desk.on, **said)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("已办理备案"))
            return redirect("filing-employer:changes", firm.pk)
    context = {
        "desk": desk,
        "firm": firm,
        "changes": known,
        "form": form,
        "file_here": True,
        "active": desk.rows.filter(state=Employment.State.ACTIVE).count()
        if any(c.what in changing.OVER for c in known)
        else 0,
    }
    return render(request, "filing/firm.html", context, status=422 if form.errors else 200)


def _chosen(request: HttpRequest, known: list[changing.Change]) -> dict[str, Any]:
    """Return what the form begins with where one of the changes was chosen."""
    asked = (request.GET.get("entry"), request.GET.get("what"))
    for change in known:
        if change.is_open and (str(change.entry), change.what.value) == asked:
            return {
                "what": change.what.value,
                "happened_on": change.happened_on,
                "words": change.words,
                "entry": change.entry,
            }
    return {}
