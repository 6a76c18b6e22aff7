"""Addresses of the board of zones, mounted by the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import board, entry, exports, zone

app_name = "zones-board"
ZONE = "zone/<slug:uid>/"

urlpatterns: list[URLPattern] = [
    path("", board.tiles, name="tiles"),
    path("league/<slug:code>/", board.league, name="league"),
    path("county/<slug:code>/", board.county, name="county"),
    path(ZONE, zone.tasks, name="zone"),
    path(f"{ZONE}gantt/", zone.chart, name="gantt"),
    path(f"{ZONE}years/<int:year>/", zone.year, name="year"),
    path(f"{ZONE}years/", zone.this_year, name="years"),
    path(f"{ZONE}years/<int:year>/edit/", entry.decompose, name="decompose-year"),
    path(f"{ZONE}decompose/", entry.decompose_now, name="decompose"),
    path(f"{ZONE}indicators/", zone.indicators, name="indicators"),
    path(f"{ZONE}indicators/<slug:quarter>/", entry.measure, name="measure-quarter"),
    path(f"{ZONE}measure/", entry.measure_now, name="measure"),
    path(f"{ZONE}evaluations/", zone.evaluations, name="evaluations"),
    path(f"{ZONE}task/<str:number>/", zone.task, name="task"),
    path(f"{ZONE}task/<str:number>/<slug:code>/", entry.about_task, name="task-act"),
    path(f"{ZONE}tasks.xlsx", exports.tasks, name="tasks-xlsx"),
    path(f"{ZONE}indicators.<slug:kind>", exports.indicators, name="indicators-file"),
]
