"""Addresses of the hearing calendar and the rooms, mounted by the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import calendar

app_name = "arbitration-hearings"

urlpatterns: list[URLPattern] = [
    path("", calendar.calendar, name="calendar"),
    path("mine.ics", calendar.own_calendar, name="ics"),
    path("rooms/", calendar.rooms, name="rooms"),
]
