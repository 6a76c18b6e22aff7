"""The base form and the renderer. Appearance lives in two templates, never in a form class."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.functional import lazy
from django.utils.translation import gettext as _


class Renderer(TemplatesSetting):
    """FORM_RENDERER: every form of the installation, those of packages too, is drawn by these two."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


def _required(field: forms.Field, name: str) -> str:
    label = field.label or name
    if isinstance(field, forms.BooleanField):
        return _("请勾选“%(label)s”") % {"label": label}
    if isinstance(field, (forms.ChoiceField, forms.DateField, forms.ModelChoiceField)):
        return _("请选择“%(label)s”") % {"label": label}
    if isinstance(field, forms.FileField):
        return _("请上传“%(label)s”") % {"label": label}
    return _("请填写“%(label)s”") % {"label": label}


_required_lazy = lazy(_required, str)


def speak_plainly(form: forms.BaseForm) -> None:
    """Give the fields of a form error texts that say what to do, and the controls they need."""
    for name, field in form.fields.items():
        field.error_messages["required"] = _required_lazy(field, name)
        if isinstance(field, forms.IntegerField):
            field.error_messages["invalid"] = _("请填写数字，例如 3")
        if isinstance(field, forms.DecimalField):
            field.error_messages["invalid"] = _("请填写金额或数字，例如 86400.00")
            field.widget.attrs.setdefault("inputmode", "decimal")
        if isinstance(field, forms.DateField) and isinstance(field.widget, forms.DateInput):
            field.error_messages["invalid"] = _("请按 2026-11-30 的样子填写日期")
            field.widget.input_type = "date"
            field.widget.format = "%Y-%m-%d"


class Form(forms.Form):
    """Base of every form: plain error texts, native controls, no widget classes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_plainly(self)


class ModelForm(forms.ModelForm):  # type: ignore[type-arg]
    """The same for a form made from a model."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_plainly(self)
