"""Addresses of the plan, mounted by the desk under p/zones/plan/."""

from __future__ import annotations

from django.urls import URLPattern, path

from tongzhou.lines.zones.plan.views import editing, reading, tables

app_name = "zones-plan"
PLAN = "<slug:uid>/"

urlpatterns: list[URLPattern] = [
    path("", reading.plans, name="list"),
    path(PLAN, editing.start, name="edit"),
    path(f"{PLAN}part/<str:part>/", editing.part, name="part"),
    path(f"{PLAN}part/<str:part>/save/", editing.autosave, name="autosave"),
    path(f"{PLAN}part/<str:part>/discard/", editing.discard, name="discard"),
    path(f"{PLAN}goals/", tables.goals, name="goals"),
    path(f"{PLAN}goals/head/", tables.head, name="head"),
    path(f"{PLAN}tasks/", tables.tasks, name="tasks"),
    path(f"{PLAN}<str:part>/row/", tables.row, name="new-row"),
    path(f"{PLAN}<str:part>/row/<str:key>/", tables.row, name="row"),
    path(f"{PLAN}<str:part>/export/", tables.export, name="export"),
    path(f"{PLAN}<str:part>/import/", tables.import_, name="import"),
    path(f"{PLAN}<str:part>/import/rejected/", tables.rejected, name="rejected"),
    path(f"{PLAN}text/", reading.text, name="text"),
    path(f"{PLAN}check/", reading.check, name="check"),
    path(f"{PLAN}versions/", reading.versions, name="versions"),
    path(f"{PLAN}versions/<int:number>/restore/<str:part>/", reading.restore, name="restore"),
    path(f"{PLAN}opinions/", reading.opinions, name="opinions"),
]
