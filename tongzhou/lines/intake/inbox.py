"""收件箱 — every report of every channel that this person may see: filters, keyset pages, colours of clocks.

The number of queries does not depend on the number of rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tongzhou.procedure import catalogue, nearing
from tongzhou.procedure.counter import Visitor, names_of
from tongzhou.procedure.models import Case, SubjectRow
from tongzhou.ui import deadlines

from .facts import CHANNELS
from .models import IntakeReport
from .procedure import REPORT
from .violations import VIOLATIONS

SIZE = 20
STATES = {"": _("待处理"), "accepted": _("已受理"), "closed": _("已办结"), "all": _("全部")}
DUE = {"over": _("已超期"), "urgent": _("3 天内届满"), "soon": _("7 天内届满")}
HANDLER = {"me": _("由我承办"), "nobody": _("未分派")}


@dataclass(frozen=True)
class Line:
    """One row of the inbox."""

    case: Case
    row: IntakeReport
    deadline: deadlines.Deadline | None
    state: str
    what: str
    region: str
    same: int  # how many other open reports name the same employer, site or project


@dataclass(frozen=True)
class Wanted:
    """What the address asks for; anything it cannot mean is left out."""

    channel: str = ""
    state: str = ""
    due: str = ""
    handler: str = ""
    place: tuple[datetime, int] | None = None  # after this row

    @classmethod
    def read(cls, data: QueryDict) -> Wanted:
        """Read the filter from the address."""

        def one(name: str, known: Any) -> str:
            value = data.get(name, "")
            return value if value in known else ""

        return cls(
            one("channel", CHANNELS),
            one("state", STATES),
            one("due", DUE),
            one("handler", HANDLER),
            _place(data.get("after", "")),
        )

    def query(self, **changes: str) -> str:
        """Return the address of this filter with some things changed, from its first page."""
        data = QueryDict(mutable=True)
        given = {
            "channel": self.channel,
            "state": self.state,
            "due": self.due,
            "handler": self.handler,
        } | changes
        for name, value in given.items():
            if value:
                data[name] = value
        return data.urlencode()


def _place(text: str) -> tuple[datetime, int] | None:
    moment, _sign, pk = text.partition("_")
    try:
        found = datetime.fromisoformat(moment).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return (found, int(pk)) if pk.isdigit() and len(pk) < 19 else None


def page_of(wanted: Wanted, visitor: Visitor) -> tuple[list[Line], str]:
    """Return one page of the inbox and the mark after it, or nothing where it is the last. Five queries."""
    cases = visitor.cases(REPORT.code).filter(condition(wanted, visitor))
    if wanted.place:
        moment, pk = wanted.place
        cases = cases.filter(Q(due_at__gt=moment) | Q(due_at=moment, pk__gt=pk))
    found = list(cases.order_by("due_at", "pk")[: SIZE + 1])
    shown = found[:SIZE]
    rows = {r.case_id: r for r in IntakeReport.objects.filter(case__in=[c.pk for c in shown])}
    same = alike_of(list(rows.values()), visitor)
    names = names_of({c.county for c in shown})
    states = {s.code: s.staff for p in catalogue.versions_of(REPORT.code).values() for s in p.states.values()}  # fmt: skip
    lines = [
        Line(
            c,
            rows[c.pk],
            nearing.of_case(c, at=visitor.at),
            states.get(c.state, c.state),
            VIOLATIONS[rows[c.pk].violation].label if rows[c.pk].violation in VIOLATIONS else "",
            names.get(c.county, c.county),
            same.get(c.pk, 0),
        )
        for c in shown
        if c.pk in rows
    ]
    last = shown[-1] if len(found) > SIZE else None
    return lines, f"{last.due_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}_{last.pk}" if last else ""


def condition(wanted: Wanted, visitor: Visitor) -> Q:
    """Return the filter as a condition on cases."""
    q = Q()
    if wanted.state == "":
        q &= Q(state__in=("received", "mending", "passing"))
    elif wanted.state == "accepted":
        q &= Q(state="accepted")
    elif wanted.state == "closed":
        q &= Q(is_open=False)
    if wanted.channel:
        q &= Q(intake__channel=wanted.channel)
    if wanted.due == "over":
        q &= nearing.late(visitor.at)
    elif wanted.due:
        days = deadlines.URGENT_DAYS if wanted.due == "urgent" else deadlines.SOON_DAYS
        q &= nearing.within(days, visitor.at)
    if wanted.handler == "nobody":
        q &= Q(handlers=0)
    elif wanted.handler == "me":
        mine = SubjectRow.objects.filter(registry="person", ref=str(visitor.person.pk), sees=True)
        q &= Q(pk__in=mine.values("case"))
    return q


def alike_of(rows: list[IntakeReport], visitor: Visitor) -> dict[int, int]:
    """Return how many other open reports name the employer, project or site of each row. One query."""
    q = Q(pk__in=[])
    employers = {r.employer for r in rows if r.employer}
    projects = {r.project for r in rows if r.project}
    sites = {r.site_key for r in rows if r.site_key}
    if employers:
        q |= Q(employer__in=employers)
    if projects:
        q |= Q(project__in=projects)
    if sites:
        q |= Q(site_key__in=sites)
    seen = visitor.cases(REPORT.code).filter(state__in=("received", "mending"))
    others = list(
        IntakeReport.objects.filter(q, case__in=seen).values_list(
            "case", "employer", "project", "site_key"
        )[:500]
    )
    return {
        r.case_id: sum(
            1
            for case, employer, project, site in others
            if case != r.case_id
            and (
                (r.employer and employer == r.employer)
                or (r.project and project == r.project)
                or (r.site_key and site == r.site_key)
            )
        )
        for r in rows
    }


def counts(visitor: Visitor) -> dict[str, int]:
    """Return how many reports of each channel wait to be accepted. One query."""
    waiting = visitor.cases(REPORT.code).filter(state__in=("received", "mending", "passing"))
    rows = (
        IntakeReport.objects.filter(case__in=waiting)
        .values("channel")
        .annotate(n=Count("pk"))
        .values_list("channel", "n")
    )
    found = dict(rows)
    return {channel: found.get(channel, 0) for channel in CHANNELS}
