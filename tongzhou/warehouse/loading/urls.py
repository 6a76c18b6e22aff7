"""Addresses of the data desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from . import views

app_name = "feeds"

urlpatterns: list[URLPattern] = [
    path("", views.board, name="board"),
    path("delivery/<int:pk>/", views.delivery, name="delivery"),
    path("delivery/<int:pk>/progress/", views.progress, name="progress"),
    path("delivery/<int:pk>/rejects/", views.rejects, name="rejects"),
    path("delivery/<int:pk>/remarks/", views.remarks, name="remarks"),
    path("delivery/<int:pk>/mend/", views.mend, name="mend"),
    path("delivery/<int:pk>/matched/", views.matched, name="matched"),
    path("delivery/<int:pk>/again/", views.again, name="again"),
    path("<slug:name>/", views.feed, name="feed"),
    path("<slug:name>/template/", views.template, name="template"),
]
