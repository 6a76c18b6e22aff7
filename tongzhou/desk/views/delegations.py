"""职务委托 — lend one of one's own offices to a colleague for a time, and take it back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tongzhou.desk import choices
from tongzhou.desk.answers import done, page
from tongzhou.desk.staff import Staff, StaffRequest, counter, office_label
from tongzhou.registry import appointing
from tongzhou.registry.models import Appointment, Person
from tongzhou.ui.forms import Form


class DelegationForm(Form):
    """Which office, to whom, from when to when, and why."""

    office = forms.ChoiceField(label=gettext_lazy("委托的职务"))
    to = forms.ChoiceField(label=gettext_lazy("受托人"))
    since = forms.DateField(label=gettext_lazy("自"))
    until = forms.DateField(label=gettext_lazy("至"), help_text=gettext_lazy("含当日"))
    reason = forms.CharField(label=gettext_lazy("事由"), max_length=300)

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = {str(a.pk): a for a in staff.appointments if a.delegated_from_id is None}
        offices = [(pk, f"{office_label(a.office)}（{a.body.name}）") for pk, a in self.own.items()]
        self._choices("office", offices)
        self._choices("to", [("", _("请选择")), *choices.colleagues(staff)])
        self.initial.setdefault("since", staff.on)

    def _choices(self, name: str, found: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("截止日期不能早于起始日期"))
        return cleaned


def _given(staff: Staff) -> list[tuple[str, Appointment]]:
    found = (
        Appointment.objects.filter(delegated_from__person=staff.person, withdrawn=False)
        .filter(Q(until__gte=staff.on) | Q(until=None))
        .select_related("person", "body")
        .order_by("since")
    )
    return [(office_label(a.office), a) for a in found]


@counter
def delegations(request: StaffRequest) -> HttpResponse:
    """Show what this person has lent and borrowed, and lend an office."""
    staff = request.staff
    form = DelegationForm(request.POST if request.method == "POST" else None, staff=staff)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        to = Person.objects.get(pk=cleaned["to"])
        try:
            appointing.delegate(
                form.own[cleaned["office"]],
                to=to,
                since=cleaned["since"],
                until=cleaned["until"],
                reason=cleaned["reason"],
                by=staff.person,
                at=staff.at,
            )
            text = _("已委托 %(person)s 代行") % {"person": to.name}
            return done(request, text, reverse("desk:delegations"))
        except ValidationError as error:
            form.add_error(None, error)
    borrowed = [(office_label(a.office), a) for a in staff.appointments if a.delegated_from_id]
    context = {"form": form, "given": _given(staff), "borrowed": borrowed, "today": staff.on}
    status = 422 if request.method == "POST" else 200
    return page(request, "desk/delegations.html", context, status=status)


@require_POST
@counter
def revoke(request: StaffRequest, pk: int) -> HttpResponse:
    """Take back, from tomorrow or from now, what this person has lent."""
    staff = request.staff
    found = Appointment.objects.filter(pk=pk, delegated_from__person=staff.person).first()
    if found is None:
        raise Http404(_("没有这项委托，或不是由您委托的"))
    # It ends with yesterday: from this moment the office is with its holder alone.
    appointing.revoke(
        found,
        last_day=staff.on - timedelta(days=1),
        by=staff.person,
        at=staff.at,
        reason=_("委托人撤回"),
    )
    return done(request, _("委托已撤回"), reverse("desk:delegations"))
