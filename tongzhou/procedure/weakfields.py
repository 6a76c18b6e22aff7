"""弱网文件框 — the field for files of a portal form: pieces by script, the plain control of the browser without."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from . import files, pieces
from .facts import FileRef
from .forms import FilesField, ManyFilesInput

UPLOADED = "uploaded"


class WeakFilesInput(ManyFilesInput):
    """The file control, told where pieces go and what to say meanwhile."""

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        """Return the attributes, in the language of the page."""
        told = {
            "data-up": str(reverse_lazy("portal:upload")),
            "data-up-name": UPLOADED,
            "data-up-wait": str(_("网络不好，稍后自动继续")),
            "data-up-done": str(_("已传完")),
            "data-up-drop": str(_("去掉")),
        }
        return super().build_attrs(base_attrs, told | (extra_attrs or {}))


class WeakFilesField(FilesField):
    """Files that may have come in pieces before the form was sent."""

    widget = WeakFilesInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)


def taken(request: HttpRequest, form: forms.Form, name: str, *, at: Any) -> tuple[FileRef, ...]:
    """Return what a form brought in a field: whole files sent with it, and those that came in pieces.

    Raises Refused in words for whoever sent them.
    """
    sent = tuple(files.keep(upload, at) for upload in form.cleaned_data.get(name) or ())
    return (*sent, *pieces.kept(request, request.POST.getlist(UPLOADED), at=at))
