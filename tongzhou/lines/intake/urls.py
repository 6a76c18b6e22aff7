"""Addresses of the inbox and of the pages of a report, mounted by the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import acts, importing, inbox

app_name = "intake"
CASE = "<slug:uid>/"

urlpatterns: list[URLPattern] = [
    path("", inbox.board, name="inbox"),
    path("assign/", inbox.assign_many, name="assign-many"),
    path("import/", importing.load, name="import"),
    path("import/<slug:digest>/", importing.rejects, name="rejects"),
    path(f"{CASE}accept/", acts.accept, name="accept"),
    path(f"{CASE}assign/", acts.assign, name="assign"),
    path(f"{CASE}merge/", acts.merge, name="merge"),
    path(f"{CASE}add/", acts.add, name="add"),
    path(f"{CASE}represent/", acts.represent, name="represent"),
    path(f"{CASE}employer/", acts.name_employer, name="employer"),
    path(f"{CASE}who/", acts.who, name="who"),
]
