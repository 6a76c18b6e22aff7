"""Addresses of the whole installation."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from tongzhou.ui import offline

urlpatterns: list[URLPattern | URLResolver] = [
    path("i18n/", include("django.conf.urls.i18n")),  # 中文 · English, by a form
    path("offline-worker.js", offline.worker, name="offline-worker"),
    path("offline-state/", offline.state, name="offline-state"),
    path("account/", include("tongzhou.registry.signin.urls")),
    path("desk/", include("tongzhou.desk.urls")),
    path("desk/", include("tongzhou.desk.panels")),  # the pages that lines bring to the desk
    path("api/", include("tongzhou.api.urls")),  # for other systems
    path("", include("tongzhou.portal.urls")),
    path("", include("tongzhou.portal.panels")),  # the pages that lines publish
]
handler404 = "tongzhou.portal.views.home.not_found"
