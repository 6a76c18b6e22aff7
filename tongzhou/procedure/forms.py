"""表单 — the form of an act, made from its facts. A line may replace widgets or order; never the rules."""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import msgspec
from django import forms
from django.utils.translation import gettext as _
from msgspec import inspect as mi

from .facts import Facts, FileRef, hints
from .refusal import Refused

# Filled by the door, the page or the store, never typed by a person.
FILLED_IN = {"digest", "replaces", "signed", "names"}
# `proof` of what is signed by phone is none of these names: elsewhere it is a file that one uploads.


class LinesField(forms.CharField):
    """Several short texts, one to a line."""

    widget = forms.Textarea

    def clean(self, value: Any) -> Any:
        text = super().clean(value) or ""
        return tuple(line.strip() for line in text.splitlines() if line.strip())

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, (list, tuple)) else value


class YuanField(forms.DecimalField):
    """Money: typed in 元 with at most two decimals, stored in fen as a whole number."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("decimal_places", 2)
        kwargs.setdefault("max_digits", 15)
        super().__init__(**kwargs)
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> Any:
        yuan = super().clean(value)
        return None if yuan is None else int(yuan * 100)

    def prepare_value(self, value: Any) -> Any:
        return Decimal(value) / 100 if isinstance(value, int) else value


class ManyFilesInput(forms.ClearableFileInput):
    """The file control of the browser, for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files to be kept in the store; the form gives uploads, the page turns them into FileRefs."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        many = data if isinstance(data, (list, tuple)) else [data] if data else []
        if self.required and not many:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return tuple(super(FilesField, self).clean(item, initial) for item in many)


class FactsForm(forms.Form):
    """Base of the forms made from facts. `facts()` returns the typed, checked facts."""

    kind: type[Facts]
    instance: Facts
    keep_file: Callable[[Any], FileRef] | None = None

    def __init__(self, *args: Any, given: dict[str, Any] | None = None, **kwargs: Any) -> None:
        """`given` holds values the page knows and nobody types: digests seen, names."""
        self.given = given or {}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        values = {k: v for k, v in cleaned.items() if v not in (None, "", ())} | self.given
        for name, value in values.items():
            if isinstance(self.fields.get(name), FilesField) and self.keep_file:
                try:
                    values[name] = tuple(self.keep_file(upload) for upload in value)
                except Refused as refusal:
                    raise forms.ValidationError({name: str(refusal)}) from refusal
        try:
            self.instance = msgspec.convert(values, self.kind)
            self.instance.check()
        except msgspec.ValidationError as error:
            raise forms.ValidationError(self._in_words(str(error))) from error
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        return cleaned

    def _in_words(self, error: str) -> str:
        where = error.rpartition("`$.")[2].rstrip("`") if "`$." in error else ""
        name = where.partition("[")[0].partition(".")[0]
        label = self.fields[name].label if name in self.fields else name
        return _("请检查“%(label)s”的填写内容") % {"label": label or _("表单")}

    def facts(self) -> Facts:
        """Return what was stated. Call after `is_valid()`."""
        return self.instance


def form_for(
    kind: type[Facts], *, choices: Callable[[str], list[tuple[str, str]]] | None = None
) -> type[FactsForm]:
    """Return the form class of these facts.

    `choices` is asked for the choices of fields declared with `ask(choices=…)`.
    """
    info = mi.type_info(kind)
    assert isinstance(info, mi.StructType)
    fields = {f.name: _field(kind, f, choices) for f in info.fields if f.name not in FILLED_IN}
    fields = {name: field for name, field in fields.items() if field is not None}
    return type(kind.__name__ + "Form", (FactsForm,), {"kind": kind} | fields)


def _field(kind: type[Facts], f: mi.Field, choices: Any) -> forms.Field | None:
    meta = hints(kind).get(f.name)
    if meta is None:  # a field nobody is asked for
        return None
    extra: dict[str, Any] = meta.extra or {}
    hint: Any = f.type
    while isinstance(hint, mi.Metadata):
        hint = hint.type
    if isinstance(hint, mi.UnionType):  # X | None
        hint = next(t for t in hint.types if not isinstance(t, mi.NoneType))
        while isinstance(hint, mi.Metadata):
            hint = hint.type
    if isinstance(hint, mi.LiteralType):  # which knows its values, but not their order
        order = list(_literals(typing.get_type_hints(kind)[f.name]))
        hint = mi.LiteralType(tuple(sorted(hint.values, key=order.index)))
    label = meta.title or f.name
    options: dict[str, Any] = {
        "label": label,
        "help_text": meta.description or "",
        "required": f.required or bool(meta.min_length),
        "error_messages": {"required": _("请填写“%(label)s”") % {"label": label}},
    }
    if not f.required and f.default is not msgspec.NODEFAULT:
        options["initial"] = f.default
    field = _typed(hint, extra, options, choices)
    if field is not None:
        field.unit = extra.get("unit", "")  # type: ignore[attr-defined]
    return field


def _typed(
    hint: Any, extra: dict[str, Any], options: dict[str, Any], choices: Any
) -> forms.Field | None:
    if extra.get("choices") and choices:
        source = [("", _("请选择")), *choices(extra["choices"])]
        if isinstance(hint, (mi.VarTupleType, mi.ListType)):
            return forms.MultipleChoiceField(choices=source[1:], **options)
        return forms.ChoiceField(choices=source, **options)
    if isinstance(hint, mi.LiteralType):
        return _literal(hint, options)
    if isinstance(hint, mi.BoolType):
        options["required"] = False
        return forms.BooleanField(**options)
    if isinstance(hint, mi.IntType):
        if extra.get("unit") == "元":
            return YuanField(min_value=_yuan(hint.ge), **options)
        return forms.IntegerField(min_value=hint.ge, max_value=hint.le, **options)
    if isinstance(hint, mi.DateType):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return forms.DateField(widget=widget, **options)
    if isinstance(hint, mi.StrType):
        if extra.get("long"):
            return forms.CharField(widget=forms.Textarea(attrs={"rows": 5}), **options)
        return forms.CharField(max_length=hint.max_length, **options)
    if isinstance(hint, (mi.VarTupleType, mi.ListType)):
        return _several(hint.item_type, options)
    return None  # structures have a page of their own


def _literals(hint: Any) -> Iterator[Any]:
    """Yield the values of a Literal as they were declared, wherever in the hint it stands."""
    for part in typing.get_args(hint):
        if typing.get_origin(hint) is typing.Literal:
            yield part
        else:
            yield from _literals(part)


def _literal(hint: mi.LiteralType, options: dict[str, Any]) -> forms.Field:
    if len(hint.values) <= 5:  # a choice without words could be seen and not be read aloud
        shown = [(v, v or _("不填")) for v in hint.values]
        return forms.ChoiceField(choices=shown, widget=forms.RadioSelect, **options)
    values = [(v, v) for v in hint.values if v]
    return forms.ChoiceField(choices=[("", _("请选择")), *values], **options)


def _several(item: Any, options: dict[str, Any]) -> forms.Field | None:
    while isinstance(item, mi.Metadata):
        item = item.type
    if isinstance(item, mi.StructType):
        options.pop("initial", None)
        return FilesField(**options) if item.cls is FileRef else None
    if isinstance(item, mi.StrType):
        return LinesField(**options)
    return None


def _yuan(fen: int | None) -> Decimal | None:
    return None if fen is None else Decimal(fen) / 100
