"""Filters for amounts, dates and form controls. Built in: templates need not load them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import lucide
from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from tongzhou.ui import wording
from tongzhou.ui.deadlines import Deadline

register = template.Library()


@cache
def _drawings() -> ZipFile:
    """Open the package's drawings once: there are 1,500, and whoever opens them reads the names of all."""
    return ZipFile(BytesIO(files(lucide).joinpath("lucide.zip").read_bytes()))


@cache
def _drawn(name: str, size: int, stroke: float) -> SafeString:
    try:
        svg = _drawings().read(f"{name}.svg").decode()
    except KeyError:
        raise lucide.IconDoesNotExist(name) from None
    # Inside of HTML it needs no name space.
    drawing = ElementTree.fromstring(svg.replace('xmlns="http://www.w3.org/2000/svg"', "", 1))
    drawing.attrib.update({"width": str(size), "height": str(size)})
    drawing.attrib.update({"stroke-width": str(stroke), "aria-hidden": "true"})
    return mark_safe(ElementTree.tostring(drawing, encoding="unicode"))  # the package's own files


@register.simple_tag
def icon(name: str, size: int = 16, stroke: float = 2) -> SafeString:
    """Draw a Lucide icon, hidden from readers of the screen: words stand beside it."""
    return _drawn(str(name), size, stroke)


@register.filter
def yuan(amount: Decimal | int | None) -> str:
    """`86400` → `¥86,400.00`; nothing for no amount."""
    return "" if amount is None else wording.yuan(amount)


@register.filter
def fen(amount: int | None) -> str:
    """Integer fen → yuan: `8640000` → `¥86,400.00`."""
    return "" if amount is None else wording.yuan(Decimal(amount) / 100)


@register.filter
def wan(amount: Decimal | int | None) -> str:
    """Yuan → `8.64 万元`."""
    return "" if amount is None else wording.ten_thousands(amount)


@register.filter
def capitals(amount: Decimal | int | None) -> str:
    """Yuan → 大写."""
    return "" if amount is None else wording.capitals(amount)


@register.filter
def zhdate(on: date | datetime | None) -> str:
    """A day with its weekday."""
    if on is None:
        return ""
    return wording.day(localdate(on) if isinstance(on, datetime) else on)


@register.filter
def md(on: date | None) -> str:
    """A day as `11-30`."""
    return "" if on is None else wording.month_day(on)


@register.filter
def ends(d: Deadline) -> str:
    """When a limit runs out, as `11-30`, and as `11-30 12:05` where its time is in hours."""
    if d.until is None:
        return md(d.due)
    here = localtime(d.until)
    return f"{wording.month_day(here.date())} {here:%H:%M}"


@register.filter
def lapses(on: date | None) -> str:
    """When a limit runs out, in words: `11-30 届满`."""
    return "" if on is None else _("%(day)s 届满") % {"day": wording.month_day(on)}


@register.filter
def when(at: datetime | None, today: date | None = None) -> str:
    """A moment in local time; with a day given, 今天 and 昨天 in words."""
    if at is None:
        return ""
    local = localtime(at)
    return wording.moment(local, today=today) if today else f"{local:%Y-%m-%d %H:%M}"


@register.filter
def control(field: BoundField) -> SafeString:
    """Draw the control of a field with the class of the style sheet."""
    return field.as_widget(attrs={"class": "in"})


@register.filter
def is_tick(field: BoundField) -> bool:
    """Whether the field is a single box to tick, which stands before its label."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def at(mapping: Any, key: Any) -> Any:
    """Look up a key of a mapping, or nothing."""
    return mapping.get(key) if hasattr(mapping, "get") else None
