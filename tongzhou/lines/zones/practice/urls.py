"""Addresses of the library of practices, mounted by the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from . import views

app_name = "zones-library"

urlpatterns: list[URLPattern] = [
    path("", views.library, name="library"),
    path("<slug:uid>/", views.practice, name="practice"),
    path("<slug:uid>/copy/", views.copy, name="copy"),
]
