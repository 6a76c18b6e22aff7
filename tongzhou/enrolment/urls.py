"""Addresses of lists of employers."""

from __future__ import annotations

from django.urls import URLPattern, path

from . import views

app_name = "enrolment"

urlpatterns: list[URLPattern] = [
    path("", views.files, name="files"),
    path("template/", views.template, name="template"),
    path("<int:pk>/", views.file, name="file"),
    path("<int:pk>/progress/", views.progress, name="progress"),
    path("<int:pk>/rejects/", views.rejects, name="rejects"),
    path("<int:pk>/remarks/", views.remarks, name="remarks"),
    path("<int:pk>/mend/", views.mend, name="mend"),
    path("<int:pk>/again/", views.again, name="again"),
]
