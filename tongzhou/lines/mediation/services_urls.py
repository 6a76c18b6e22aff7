"""Addresses of the records of service, mounted by the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import services

app_name = "mediation-services"

urlpatterns: list[URLPattern] = [
    path("", services.services, name="list"),
    path("claim/", services.claim, name="claim"),
    path("tariff/", services.set_tariff, name="tariff"),
    path("<slug:batch>.xlsx", services.batch, name="batch"),
]
