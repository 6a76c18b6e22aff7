"""The frame of every page of the desk — panels of lines included: navigation, notices, who is signed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import template
from django.db.models import BigIntegerField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.desk import places
from tongzhou.desk.staff import Staff, office_label, seat
from tongzhou.procedure import catalogue
from tongzhou.procedure.models import Notice
from tongzhou.registry.questions import Given, Question

register = template.Library()


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of the navigation."""

    label: str
    icon: str
    url: str
    is_current: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a page."""

    staff: Staff
    top: list[Item]
    groups: list[tuple[str, list[Item]]]
    unread: int
    tabs: list[Item] = field(default_factory=list)


_UNREAD: Question[Any] = Question(
    lambda: Notice.objects.filter(person=Given("person", BigIntegerField()), read_at=None).values(
        "pk"
    )
)


@register.simple_tag(takes_context=True)
def desk_frame(context: dict[str, Any]) -> Frame:
    """Return the frame for the person of this request."""
    request: HttpRequest = context["request"]
    staff = seat(request)
    here = request.path
    unread = _UNREAD.count(person=staff.person.pk)

    def item(label: str, icon: str, url: str, *, exact: bool = False, key: str = "") -> Item:
        current = here == url if exact else here.startswith(url)
        return Item(label, icon, url, current, key)

    cases = reverse("desk:cases")
    top = [
        item(_("我的待办"), "inbox", reverse("desk:day"), exact=True, key="g d"),
        item(_("全部案件"), "folder-open", cases, exact=True, key="g c"),
    ]
    groups = []
    for line in catalogue.LINES.values():
        seen = [p.code for p in line.procedures if p.code in staff.sight.procedures]
        items = [
            item(panel.label, panel.icon, reverse(panel.index))
            for panel in line.panels
            if panel.counter == "desk" and panel.index and staff.holds_any(panel.offices)
        ]
        items += [
            item(catalogue.newest(code).title, line.icon, reverse("desk:list", args=[code]))
            for code in dict.fromkeys(seen)
        ]
        if items:
            groups.append((line.label, items))
    system = [
        item(_("登记簿"), "book-open", reverse("desk:registers"), key="g r"),
        item(_("消息"), "bell", reverse("desk:notices"), key="g n"),
        item(_("职务委托"), "handshake", reverse("desk:delegations")),
    ]
    groups.append((_("系统"), system))
    tabs = [top[0], top[1], system[1], item(_("更多"), "menu", reverse("desk:more"))]
    return Frame(staff, top, groups, unread, tabs)


@register.filter
def region(code: str) -> str:
    """The name of a region."""
    return places.region_name(code) if code else ""


@register.filter
def region_path(code: str) -> str:
    """Where a region lies, from the league down."""
    return places.region_path(code) if code else ""


@register.filter
def choosing(name: str) -> str:
    """What the box beside a row of a list is called."""
    return _("选择 %(name)s") % {"name": name}


@register.filter
def since_filing(on: date | None) -> str:
    """When a case was filed, in words."""
    return _("%(day)s 立案") % {"day": on.isoformat()} if on else ""


SIGHTINGS = {
    "case": gettext_lazy("查看案件"),
    "text": gettext_lazy("查看正文"),
    "sealed": gettext_lazy("查看保密信息"),
    "file": gettext_lazy("下载文件"),
    "export": gettext_lazy("导出"),
}


@register.filter
def sighting(what: str) -> str:
    """What was looked at, in words."""
    return str(SIGHTINGS.get(what, what))


@register.filter
def office(code: str) -> str:
    """What an office is called."""
    return office_label(code)
