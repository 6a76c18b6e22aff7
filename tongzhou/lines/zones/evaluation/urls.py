"""Addresses of the score sheets, mounted by the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from . import views

app_name = "zones-evaluation"
CASE = "<slug:uid>/"

urlpatterns: list[URLPattern] = [
    path("", views.every, name="every"),
    path(CASE, views.sheet, name="sheet"),
    path(f"{CASE}own/", views.own, name="own"),
    path(f"{CASE}assess/", views.assess, name="assess"),
    path(f"{CASE}propose/", views.propose, name="propose"),
    path(f"{CASE}order/", views.order, name="order"),
    path(f"{CASE}sheet.xlsx", views.workbook, name="xlsx"),
]
