"""Address of the counter, mounted by the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import counter

app_name = "intake-counter"

urlpatterns: list[URLPattern] = [path("", counter.new, name="new")]
