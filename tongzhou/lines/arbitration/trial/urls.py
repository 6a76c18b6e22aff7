"""Addresses of the pages of a trial, mounted by the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import (
    award,
    docket,
    effects,
    elements,
    evidence,
    hearings,
    issuing,
    settlement,
    tribunal,
)

app_name = "arbitration-trial"
CASE = "<slug:uid>/"

urlpatterns: list[URLPattern] = [
    path("", docket.docket, name="docket"),
    path(f"{CASE}elements/", elements.table, name="elements"),
    path(f"{CASE}elements/state/", elements.state, name="state"),
    path(f"{CASE}elements/find/", elements.find, name="find"),
    path(f"{CASE}evidence/", evidence.evidence, name="evidence"),
    path(f"{CASE}evidence/hand-in/", evidence.hand_in, name="hand_in"),
    path(f"{CASE}evidence/examine/", evidence.examine, name="examine"),
    path(f"{CASE}tribunal/", tribunal.tribunal, name="tribunal"),
    path(f"{CASE}tribunal/form/", tribunal.form, name="form_tribunal"),
    path(f"{CASE}hearings/", hearings.hearings, name="hearings"),
    path(f"{CASE}hearings/set/", hearings.set_down, name="set_hearing"),
    path(f"{CASE}hearings/hear/", hearings.hear, name="hear"),
    path(f"{CASE}award/", award.award, name="award"),
    path(f"{CASE}award/table.xlsx", award.table, name="award_xlsx"),
    path(f"{CASE}award/issue/", issuing.issue, name="issue"),
    path(f"{CASE}award/preview/<slug:act>.<slug:form>", issuing.preview, name="preview"),
    path(f"{CASE}settlement/", settlement.settle, name="settle"),
    path(f"{CASE}advance/", settlement.advance, name="advance"),
    path(f"{CASE}effects/", effects.effects, name="effects"),
]
