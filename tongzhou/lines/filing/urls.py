"""Addresses of the line at the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from .bulk.urls import DESK
from .views import desk

app_name = "filing"

urlpatterns: list[URLPattern] = [
    path("", desk.board, name="board"),
    *DESK,
    path("rank/", desk.rank_again, name="rank"),
    path("take-up/<int:pk>/", desk.take_up, name="take-up"),
    path("employer/<str:uscc>/", desk.employer, name="employer"),
    path("worker/", desk.worker, name="worker"),
]
