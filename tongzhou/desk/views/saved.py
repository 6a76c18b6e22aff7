"""已存视图 — a filter kept under a name: one's own, or for all colleagues of a body. It is an address."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django import forms
from django.db.models import BigIntegerField, CharField, Q
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tongzhou.desk.answers import done, page
from tongzhou.desk.models import SavedView
from tongzhou.desk.staff import Staff, StaffRequest, counter
from tongzhou.desk.worklist import Filter
from tongzhou.registry.questions import Given, Question
from tongzhou.ui.forms import Form


class ViewForm(Form):
    """What a saved view is called, and whose it is."""

    name = forms.CharField(label=gettext_lazy("视图名称"), max_length=40)
    body = forms.ChoiceField(label=gettext_lazy("谁可以使用"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = {str(a.body_id): a.body.name for a in staff.appointments}
        field = self.fields["body"]
        assert isinstance(field, forms.ChoiceField)
        own = ("", _("仅本人"))
        field.choices = [own, *((k, _("%(body)s 全体") % {"body": v}) for k, v in bodies.items())]
        field.required = False
        field.initial = ""


@cache
def _views(bodies: int) -> Question[SavedView]:
    """Return the question for the views of a list: a person's own, and those of so many bodies."""
    whose = Q(person=Given("person", BigIntegerField()))
    for n in range(bodies):
        whose |= Q(body=Given(f"body{n}", BigIntegerField()))
    return Question(
        lambda: SavedView.objects.filter(whose, procedure=Given("procedure", CharField())).order_by(
            "body_id", "name"
        )
    )


@dataclass(frozen=True)
class Shown:
    """A saved view as its list shows it."""

    pk: int
    name: str
    query: str
    is_current: bool
    is_mine: bool
    is_shared: bool


def views_for(staff: Staff, procedure: str, now: str) -> tuple[Shown, ...]:
    """Return the saved views of a list: one's own and those of one's bodies. One query."""
    bodies = {a.body_id for a in staff.appointments}
    given = {f"body{n}": body for n, body in enumerate(sorted(bodies))}
    found = _views(len(bodies)).ask(person=staff.person.pk, procedure=procedure, **given)
    return tuple(
        Shown(
            view.pk,
            view.name,
            view.query,
            is_current=view.query == now,
            is_mine=view.person_id == staff.person.pk,
            is_shared=view.body_id is not None,
        )
        for view in found
    )


def _list_url(procedure: str) -> str:
    return reverse("desk:list", args=[procedure]) if procedure else reverse("desk:cases")


@counter
def save(request: StaffRequest) -> HttpResponse:
    """Keep the filter of a list under a name."""
    staff = request.staff
    given = request.POST if request.method == "POST" else request.GET
    procedure = given.get("procedure", "")
    if procedure and procedure not in staff.sight.procedures:
        raise Http404
    # Read and written again, so that nothing but a filter is kept.
    query = Filter.read(QueryDict(given.get("query", "")), procedure=procedure).query()
    form = ViewForm(request.POST if request.method == "POST" else None, staff=staff)
    if request.method == "POST" and form.is_valid():
        SavedView.objects.update_or_create(
            person=staff.person,
            procedure=procedure,
            name=form.cleaned_data["name"],
            defaults={"query": query, "body_id": form.cleaned_data["body"] or None},
        )
        return done(request, _("视图已保存"), f"{_list_url(procedure)}?{query}")
    context = {
        "form": form,
        "title": _("存为视图"),
        "verb": _("保存视图"),
        "hidden": [("procedure", procedure), ("query", query)],
        "action": reverse("desk:save-view"),
        "back": f"{_list_url(procedure)}?{query}",
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "desk/form.html", context, part="form", status=status)


@require_POST
@counter
def remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Remove one's own saved view."""
    view = SavedView.objects.filter(pk=pk, person=request.staff.person).first()
    if view is None:
        raise Http404
    procedure = view.procedure
    view.delete()
    return done(request, _("视图已删除"), _list_url(procedure))
