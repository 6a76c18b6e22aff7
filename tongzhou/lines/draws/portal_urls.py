"""Addresses of what the line publishes, mounted by the portal."""

from __future__ import annotations

from django.urls import URLPattern, path

from . import public

app_name = "draws-public"

urlpatterns: list[URLPattern] = [
    path("", public.batches, name="batches"),
    path("verify/", public.verifier, name="verify"),
    path("draw_verify.py", public.program, name="program"),
    path("<slug:uid>/", public.batch, name="batch"),
    path("<slug:uid>/bundle/", public.bundle, name="bundle"),
]
