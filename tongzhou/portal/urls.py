"""Addresses of the portal."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tongzhou.portal.views import answers, follow, home

app_name = "portal"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("workers/", home.workers, name="workers"),
    path("employers/", home.employers, name="employers"),
    path("follow/", follow.number, name="follow"),
    path("follow/code/", follow.code, name="code"),
    path("follow/<slug:uid>/", follow.case, name="case"),
    path("wage/", answers.wage, name="wage"),
    path("days/", answers.days, name="days"),
    path("roots/", home.daily_roots, name="roots"),
    path("roots.json", home.daily_roots_file, name="roots-file"),
]
