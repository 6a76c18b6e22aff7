"""Addresses of the papers of a case, mounted by the desk under p/arbitration/documents/."""

from __future__ import annotations

from django.urls import URLPattern, path

from . import views

app_name = "arbitration-documents"
CASE = "<slug:uid>/"

urlpatterns: list[URLPattern] = [
    path(CASE, views.papers, name="papers"),
    path(f"{CASE}make/", views.order, name="make"),
    path(f"{CASE}batch/<int:pk>/", views.progress, name="progress"),
    path(f"{CASE}batch/<int:pk>/file/", views.download, name="file"),
]
