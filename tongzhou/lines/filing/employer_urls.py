"""Addresses for employers and those who file for them, at the portal."""

from __future__ import annotations

from django.urls import URLPattern, path

from .bulk.urls import PORTAL
from .views import employer, firm

app_name = "filing-employer"

urlpatterns: list[URLPattern] = [
    path("", employer.home, name="home"),
    path("<int:firm>/", employer.rows, name="rows"),
    *PORTAL,
    path("<int:firm>/hire/", employer.hire, name="hire"),
    path("<int:firm>/changes/", firm.changes, name="changes"),
    path("<int:firm>/platform/", employer.platform, name="platform"),
    path("<int:firm>/<int:pk>/", employer.row, name="row"),
    path("<int:firm>/<int:pk>/<slug:act>/", employer.act, name="act"),
]
