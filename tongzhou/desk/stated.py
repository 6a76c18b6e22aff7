"""What an act stated, as label and value for the screen. The facts class is the only description used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from tongzhou.procedure import catalogue, sealed
from tongzhou.procedure.facts import Facts, PhoneSigned, hints
from tongzhou.procedure.forms import FILLED_IN
from tongzhou.procedure.view import View
from tongzhou.registry.models import Body, Employer, Person
from tongzhou.ui import wording

from .places import region_name, region_path

LONG = 60  # characters from which a value takes the whole width


@dataclass(frozen=True, slots=True)
class Stated:
    """One line of what was stated."""

    name: str
    label: str
    text: str
    sealed: bool = False
    files: tuple[tuple[str, str], ...] = ()  # (digest, name)

    @property
    def wide(self) -> bool:
        return len(self.text) > LONG or "\n" in self.text


def lines(kind: type[Facts], data: Mapping[str, Any], view: View | None = None) -> list[Stated]:
    """Return what these stored facts say, in the order of the form. Sealed values stay sealed.

    With the case given, choices that only its line knows are called by their names.
    """
    found = []
    # What was decided comes before the long words about it.
    asked = sorted(hints(kind).items(), key=lambda item: bool((item[1].extra or {}).get("long")))
    for name, meta in asked:
        value = data.get(name)
        if name in FILLED_IN or value in (None, "", [], (), {}):
            continue
        if sealed.is_sealed(value):
            found.append(Stated(name, meta.title or name, _("已保密"), sealed=True))
            continue
        extra: dict[str, Any] = meta.extra or {}
        files = _files(value)
        text = "" if files else _text(value, extra, view)
        if text or files:
            found.append(Stated(name, meta.title or name, text, files=files))
    if issubclass(kind, PhoneSigned) and data.get("proof"):
        found.append(Stated("proof", _("手机签署"), str(data["proof"])))
    return found


def of_facts(facts: Facts, view: View) -> list[Stated]:
    """Return what these facts say."""
    return lines(type(facts), msgspec.to_builtins(facts, str_keys=True), view)


def _text(value: Any, extra: Mapping[str, Any], view: View | None) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, (list, tuple)):
        return "、".join(filter(None, (_text(v, extra, view) for v in value)))
    if isinstance(value, Mapping):
        return ""  # tables are shown by the ledger or by a page of the line
    if isinstance(value, int) and extra.get("unit") == "元":
        return wording.yuan(Decimal(value) / 100)
    if isinstance(value, int) and extra.get("unit"):
        return f"{value} {extra['unit']}"
    source = extra.get("choices")
    if source:
        return _named(source, str(value), view)
    day = _day(value)
    return wording.day(day) if day else str(value)


def _day(value: Any) -> date | None:
    if isinstance(value, str) and len(value) == 10:
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, date) else None


def _named(source: str, ref: str, view: View | None) -> str:
    """Return what a value chosen from a register is called."""
    if source == "regions":
        return region_path(ref)
    if view and (label := dict(catalogue.choices_of(view, source)).get(ref)):
        return label
    model: Any = {"bodies": Body, "employers": Employer, "colleagues": Person}.get(source)
    if model is None or not ref.isdigit():
        return region_path(ref) if region_name(ref) != ref else ref
    found = model.objects.filter(pk=int(ref)).values_list("name", flat=True).first()
    return found or ref


def _files(value: Any) -> tuple[tuple[str, str], ...]:
    many = value if isinstance(value, (list, tuple)) else [value]
    return tuple(
        (str(one["digest"]), str(one.get("name", "")))
        for one in many
        if isinstance(one, Mapping) and "digest" in one
    )
