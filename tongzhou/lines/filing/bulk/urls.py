"""Addresses of files of filings, at the portal under an employer and at the desk."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path

from . import views


def _patterns(begins: str, of: dict[str, Any]) -> list[URLPattern]:
    one = f"{begins}files/<int:pk>/"
    return [
        path(f"{begins}files/", of["files"], name="files"),
        path(f"{begins}files/template/", of["template"], name="file-template"),
        path(one, of["file"], name="file"),
        path(f"{one}progress/", of["progress"], name="file-progress"),
        path(f"{one}rejects/", of["rejects"], name="file-rejects"),
        path(f"{one}remarks/", of["remarks"], name="file-remarks"),
        path(f"{one}register/", of["cross"], name="file-cross"),
        path(f"{one}register.csv", of["cross_csv"], name="file-cross-csv"),
        path(f"{one}mend/", of["mend"], name="file-mend"),
        path(f"{one}again/", of["again"], name="file-again"),
    ]


NAMES = (
    "files",
    "template",
    "file",
    "progress",
    "rejects",
    "remarks",
    "cross",
    "cross_csv",
    "mend",
    "again",
)
PORTAL = _patterns("<int:firm>/", {name: getattr(views, f"portal_{name}") for name in NAMES})
DESK = _patterns("", {name: getattr(views, f"desk_{name}") for name in NAMES})
