"""Addresses of the names to decide."""

from __future__ import annotations

from django.urls import URLPattern, path

from . import views

app_name = "matching"

urlpatterns: list[URLPattern] = [
    path("", views.names, name="names"),
    path("<int:pk>/", views.name, name="name"),
    path("<int:pk>/undo/", views.undo, name="undo"),
]
