"""The work list: filters read from the address, order, columns, rows; the export shows the same."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.procedure import catalogue, nearing
from tongzhou.procedure.models import Case, SlotRow, SubjectRow
from tongzhou.registry import codes
from tongzhou.ui import wording
from tongzhou.ui.deadlines import SOON_DAYS, URGENT_DAYS, Deadline

from .branches import BY_DUE, BY_OPENED, Branches, Order
from .places import region_name, region_path
from .staff import Staff

SIZES = (20, 50, 100)
ORDERS: dict[str, Order] = {
    "due": BY_DUE,
    "-due": replace(BY_DUE, descending=True),
    "-opened": BY_OPENED,
    "opened": replace(BY_OPENED, descending=False),
}
STATUS = {"": gettext_lazy("在办"), "closed": gettext_lazy("已办结"), "all": gettext_lazy("全部")}
DUE = {
    "over": gettext_lazy("已超期"),
    "urgent": gettext_lazy("3 天内届满"),
    "soon": gettext_lazy("7 天内届满"),
    "none": gettext_lazy("无期限"),
}
HANDLER = {
    "me": gettext_lazy("由我承办"),
    "nobody": gettext_lazy("未分派"),
    "sign": gettext_lazy("待我会签"),
}
# The views every list has: what each is called, and what it changes in an empty filter.
STANDING: tuple[tuple[Any, dict[str, str]], ...] = (
    (gettext_lazy("在办"), {}),
    (gettext_lazy("已超期"), {"due": "over"}),
    (gettext_lazy("7 天内届满"), {"due": "soon"}),
    (gettext_lazy("待我会签"), {"handler": "sign"}),
    (gettext_lazy("由我承办"), {"handler": "me"}),
    (gettext_lazy("未分派"), {"handler": "nobody"}),
    (gettext_lazy("已办结"), {"status": "closed"}),
)


@dataclass(frozen=True)
class Column:
    """A column of the list: its head, and its cell as plain text, for the export."""

    code: str
    label: Any
    text: Callable[[Row], str]
    order: str = ""  # key of ORDERS
    phone: bool = True


@dataclass(frozen=True)
class Row:
    """A case in a list, with what was looked up for the whole page at once."""

    case: Case
    state: str
    deadline: Deadline | None
    title: str
    procedure: str


COLUMNS: tuple[Column, ...] = (
    Column("title", gettext_lazy("编号 / 名称"), lambda r: r.title),
    Column("procedure", gettext_lazy("业务"), lambda r: r.procedure, phone=False),
    Column("state", gettext_lazy("状态"), lambda r: r.state),
    Column("region", gettext_lazy("地区"), lambda r: region_path(r.case.region)),
    Column("handler", gettext_lazy("承办"), lambda r: r.case.handled_by, phone=False),
    Column("due", gettext_lazy("法定期限"), lambda r: _due_text(r), order="due"),
    Column(
        "opened",
        gettext_lazy("立案日期"),
        lambda r: r.case.opened_on.isoformat() if r.case.opened_on else "",
        order="-opened",
        phone=False,
    ),
    Column("changed", gettext_lazy("最近动态"), lambda r: _moment(r.case), phone=False),
    Column(
        "closed",
        gettext_lazy("办结日期"),
        lambda r: r.case.closed_on.isoformat() if r.case.closed_on else "",
        phone=False,
    ),
)
ALWAYS = ("title",)
USUAL = ("title", "state", "region", "handler", "due", "changed")


def _due_text(row: Row) -> str:
    d = row.deadline
    if d is None or d.due is None:
        return ""
    return f"{d.name} {d.due.isoformat()} {d.text}"


def _moment(case: Case) -> str:
    return f"{localtime(case.changed_at):%Y-%m-%d %H:%M}" if case.changed_at else ""


@dataclass(frozen=True)
class Filter:
    """What the address asks for. Anything it cannot mean is left out, never guessed."""

    procedure: str = ""
    status: str = ""
    state: str = ""
    region: str = ""
    due: str = ""
    handler: str = ""
    q: str = ""
    order: str = "due"
    size: int = SIZES[0]
    columns: tuple[str, ...] = field(default=())

    @classmethod
    def read(cls, data: QueryDict, *, procedure: str = "") -> Filter:
        """Read a filter from the address."""
        status = data.get("status", "")
        status = status if status in STATUS else ""
        order = data.get("order", "")
        size = data.get("size", "")
        region = data.get("region", "")
        return cls(
            procedure=procedure,
            status=status,
            state=data.get("state", "")[:40],
            region=region if region.isdigit() and len(region) in codes.LEVELS else "",
            due=data.get("due", "") if data.get("due") in DUE else "",
            handler=data.get("handler", "") if data.get("handler") in HANDLER else "",
            q=data.get("q", "").strip()[:60],
            order=order if order in ORDERS else ("-opened" if status else "due"),
            size=int(size) if size.isdigit() and int(size) in SIZES else SIZES[0],
            columns=tuple(c.code for c in COLUMNS if c.code in data.getlist("col")),
        )

    @property
    def shown(self) -> list[Column]:
        """The columns shown, in their order."""
        usual = USUAL if self.procedure else (*USUAL, "procedure")
        wanted = set(self.columns or usual) | set(ALWAYS)
        return [c for c in COLUMNS if c.code in wanted]

    @cached_property
    def now(self) -> str:
        """The address of this filter."""
        return self.query()

    def pairs(self) -> list[tuple[str, str]]:
        """Return the filter as names and values, without size and columns, for another form."""
        found = QueryDict(self.query(size=None, col=None))
        return [(name, value) for name in found for value in found.getlist(name)]

    def query(self, **changes: Any) -> str:
        """Return the address of this filter, with some things changed (None: taken out)."""
        data = QueryDict(mutable=True)
        plain = {
            "status": self.status,
            "state": self.state,
            "region": self.region,
            "due": self.due,
            "handler": self.handler,
            "q": self.q,
            "order": "" if self.order == ("-opened" if self.status else "due") else self.order,
            "size": "" if self.size == SIZES[0] else str(self.size),
        } | changes
        for name, value in plain.items():
            if value not in ("", None):
                data[name] = str(value)
        if self.columns and "col" not in changes:
            data.setlist("col", list(self.columns))
        return data.urlencode()

    def chips(self) -> tuple[tuple[str, str], ...]:
        """Return each condition in words, with the address of the list without it."""
        found: list[tuple[str, str, str]] = []
        if self.q:
            found.append(("q", _("关键词"), self.q))
        if self.state:
            found.append(("state", _("状态"), self.state_label()))
        if self.region:
            found.append(("region", _("地区"), region_name(self.region)))
        if self.due:
            found.append(("due", _("期限"), str(DUE[self.due])))
        if self.handler:
            found.append(("handler", _("承办"), str(HANDLER[self.handler])))
        return tuple(
            (f"{label}：{value}", self.query(**{name: None})) for name, label, value in found
        )

    def state_label(self) -> str:
        """Return the state asked for in words."""
        return dict(self.states()).get(self.state, self.state)

    def states(self) -> tuple[tuple[str, str], ...]:
        """Return the states to choose from: those of the procedure of the list."""
        if not self.procedure:
            return ()
        return tuple((s.code, s.staff) for s in catalogue.newest(self.procedure).states.values())

    def standing(self) -> list[dict[str, Any]]:
        """Return the views every list has, each with its address."""
        bare = Filter(procedure=self.procedure, columns=self.columns, size=self.size)
        views = [(name, bare.query(**changes)) for name, changes in STANDING]
        return [{"name": name, "query": q, "is_current": q == self.now} for name, q in views]

    def heads(self) -> list[dict[str, Any]]:
        """Return the heads of the columns shown; those that can be sorted carry the address for it."""
        found = []
        for column in self.shown:
            head: dict[str, Any] = {"label": column.label}
            if column.order:
                turned = column.order[1:] if column.order.startswith("-") else f"-{column.order}"
                is_this = self.order in {column.order, turned}
                falling = self.order.startswith("-")
                head["sort"] = ("descending" if falling else "ascending") if is_this else "none"
                target = turned if self.order == column.order else column.order
                head["query"] = self.query(order=target)
            found.append(head)
        return found

    def choices(self) -> dict[str, Any]:
        """Return what else the form of the filter offers."""
        shown = self.shown
        return {
            "statuses": STATUS.items(),
            "dues": DUE.items(),
            "handlers": HANDLER.items(),
            "sizes": SIZES,
            "columns": [(c, c in shown) for c in COLUMNS],
        }

    def condition(self, staff: Staff) -> Q:
        """Return the filter as a condition on cases."""
        q = Q()
        if self.status != "all":
            q &= Q(is_open=self.status != "closed")
        if self.state:
            q &= Q(state=self.state)
        if self.region:
            q &= _inside(self.region)
        if self.due:
            q &= _due(self.due, staff.at)
        if self.handler:
            q &= _handled(self.handler, staff)
        return q


def _inside(region: str) -> Q:
    level = codes.level_of(region)
    if level in {codes.PROVINCE, codes.LEAGUE, codes.COUNTY}:
        return Q(**{level: region})
    return Q(region__startswith=region)


def _due(level: str, at: datetime) -> Q:
    if level == "over":
        return nearing.late(at)
    if level == "none":
        return nearing.none()
    return nearing.within(URGENT_DAYS if level == "urgent" else SOON_DAYS, at)


def _handled(who: str, staff: Staff) -> Q:
    if who == "nobody":
        return Q(handlers=0)
    if who == "me":
        mine = SubjectRow.objects.filter(registry="person", ref=str(staff.person.pk), sees=True)
        return Q(pk__in=mine.values("case"))
    return Q(pk__in=awaiting_signature(staff).values("case"))


def awaiting_signature(staff: Staff) -> Any:
    """Return the seats of joint signatures that wait for one of this person's offices."""
    q = Q(pk__in=[])
    for actor in staff.actors:
        q |= Q(office=actor.office, region=actor.region)
    return SlotRow.objects.filter(q)


def branches(wanted: Filter, staff: Staff, *, only: Collection[int] | None = None) -> Branches:
    """Return the cases of a list: what this person can see, under this filter.

    `only` narrows it to the cases a text search has found.
    """
    procedures = [wanted.procedure] if wanted.procedure else None
    return Branches(staff.sight, wanted.condition(staff), procedures=procedures, only=only)


def rows(cases: Iterable[Case], *, at: datetime) -> list[Row]:
    """Return cases as rows of a list. They are read `with_start`."""
    return [_row(case, at) for case in cases]


def _row(case: Case, at: datetime) -> Row:
    procedure = catalogue.versions_of(case.procedure).get(case.version)
    procedure = procedure or catalogue.newest(case.procedure)
    state = procedure.states.get(case.state)
    return Row(
        case=case,
        state=state.staff if state else case.state,
        deadline=nearing.of_case(case, at=at, start=case.begun),
        title=case.title or procedure.title,
        procedure=procedure.title,
    )


def tone(case: Case) -> str:
    """Return the tone of the state tag: closed cases are calm."""
    return "info" if case.is_open else "neutral"


def heading(wanted: Filter) -> str:
    """Return what the list is called."""
    return catalogue.newest(wanted.procedure).title if wanted.procedure else _("全部案件")


def today_words(on: date) -> str:
    """Return today with its weekday, for the head of a page."""
    return wording.day(on)
