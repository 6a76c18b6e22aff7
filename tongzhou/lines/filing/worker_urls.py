"""Addresses for workers, at the portal."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import worker

app_name = "filing-worker"

urlpatterns: list[URLPattern] = [
    path("", worker.start, name="start"),
    path("code/", worker.code, name="code"),
    path("mine/", worker.mine, name="mine"),
    path("mine/<int:pk>/object/", worker.object_, name="object"),
]
