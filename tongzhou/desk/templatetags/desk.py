"""The frame of every page of the desk — panels of lines included: navigation, notices, who is signed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import template
from django.db.models import BigIntegerField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.desk import cells, places
from tongzhou.desk.staff import Staff, may_open, office_label, seat
from tongzhou.desk.worklist import Filter, Row
from tongzhou.procedure import catalogue
from tongzhou.procedure.models import Notice
from tongzhou.registry.questions import Given, Question
from tongzhou.ui.deadlines import Deadline
from tongzhou.ui.templatetags.keep import surroundings

register = template.Library()


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of the navigation."""

    label: str
    icon: str
    url: str
    is_current: bool = False
    key: str = ""
    exact: bool = False  # current at this very address only, not below it

    def at(self, here: str) -> Item:
        """Return the entry as it stands on the page of this address."""
        current = here == self.url if self.exact else here.startswith(self.url)
        return replace(self, is_current=True) if current else self


Items = tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Menu:
    """The navigation of a person."""

    top: Items
    groups: tuple[tuple[str, Items], ...]
    tabs: Items

    def at(self, here: str) -> Menu:
        """Return the navigation as it stands on the page of this address."""
        return Menu(
            tuple(item.at(here) for item in self.top),
            tuple((label, tuple(item.at(here) for item in items)) for label, items in self.groups),
            tuple(item.at(here) for item in self.tabs),
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a page."""

    staff: Staff
    menu: Menu
    unread: int


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
    offices = frozenset(actor.office for actor in staff.actors)
    menu = _menu(surroundings(), staff.sight.procedures, offices).at(request.path)
    return Frame(staff, menu, _UNREAD.count(person=staff.person.pk))


@catalogue.remembered
def _menu(
    _surroundings: tuple[str, ...], procedures: tuple[str, ...], offices: frozenset[str]
) -> Menu:
    """Return the navigation for who sees these procedures and holds these offices."""
    day = Item(_("我的待办"), "inbox", reverse("desk:day"), key="g d", exact=True)
    cases = Item(_("全部案件"), "folder-open", reverse("desk:cases"), key="g c", exact=True)
    groups = []
    for line in catalogue.LINES.values():
        items = [
            Item(str(panel.label), panel.icon, reverse(panel.index))
            for panel in line.panels
            if panel.counter == "desk" and panel.index and may_open(panel.offices, offices)
        ]
        items += [
            Item(catalogue.newest(code).title, line.icon, reverse("desk:list", args=[code]))
            for code in dict.fromkeys(p.code for p in line.procedures)
            if code in procedures
        ]
        if items:
            groups.append((line.label, tuple(items)))
    notices = Item(_("消息"), "bell", reverse("desk:notices"), key="g n")
    system = (
        Item(_("登记簿"), "book-open", reverse("desk:registers"), key="g r"),
        notices,
        Item(_("职务委托"), "handshake", reverse("desk:delegations")),
    )
    groups.append((_("系统"), system))
    more = Item(_("更多"), "menu", reverse("desk:more"))
    return Menu((day, cases), tuple(groups), (day, cases, notices, more))


@register.filter
def region(code: str) -> str:
    """The name of a region."""
    return places.region_name(code) if code else ""


@register.filter
def region_path(code: str) -> str:
    """Where a region lies, from the league down."""
    return places.region_path(code) if code else ""


@register.simple_tag
def case_lines(rows: Iterable[Row], wanted: Filter, today: date) -> SafeString:
    """Draw the rows of the work list."""
    return cells.lines(rows, [column.code for column in wanted.shown], today=today)


@register.filter
def deadline(found: Deadline | None) -> SafeString:
    """A deadline as a cell of a list shows it."""
    return cells.deadline(found)


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
