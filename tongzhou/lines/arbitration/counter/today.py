"""今日期限 — every clock of the court that runs, grouped as the law groups them: 3, 5, 10, 45 days, what was set, parties' rights.

One line for a limit of a case, however many people it runs for: five hundred suits not yet brought are one line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, QuerySet
from django.utils.translation import gettext_lazy as _

from tongzhou.lines.arbitration.procedure import CODE
from tongzhou.lines.arbitration.rules.next_steps import is_live
from tongzhou.procedure.catalogue import newest
from tongzhou.procedure.declare import PARTY, Limit
from tongzhou.procedure.models import Case, ClockRow, SubjectRow
from tongzhou.procedure.scope import CaseQuerySet
from tongzhou.ui import deadlines
from tongzhou.ui.deadlines import Deadline

from .pages import act_url

MOST = 300  # lines on the page
RIGHTS = ("sue_final", "annul", "sue_other", "sue_other_respondent", "after_annulment",
          "after_annulment_respondent")  # fmt: skip
GROUPS = (
    ("3", _("三日"), _("回避决定、延期请求")),
    ("5", _("五日"), _("受理、送达副本、组庭告知、开庭通知等，按工作日")),
    ("10", _("十日"), _("答辩、委托调解，按工作日")),
    ("45", _("四十五日"), _("裁决，按自然日")),
    ("set", _("指定期限"), _("补正、举证，以通知写明的日期为准")),
    ("rights", _("当事人的诉权"), _("起诉、申请撤销，收到裁决之日起算")),
)


def group_of(limit: Limit) -> str:
    """Return under which group a limit stands."""
    if limit.code in RIGHTS:
        return "rights"
    if limit.is_a_day or limit.length.unit not in ("day", "workday"):
        return "set"
    return str(limit.length.count)


@dataclass(frozen=True)
class ClockLine:
    """A limit that runs in a case, for one subject or for several."""

    case: Case
    limit: Limit
    group: str
    deadline: Deadline
    by_party: bool
    whose: str  # who must act, in words
    about: str  # whom it concerns, in words
    url: str  # where the act that stops it is done; "" where a party must act, or another office
    act: str


@dataclass(frozen=True)
class Tally:
    """How many lines a group has, and how many of them are over or near."""

    code: str
    label: Any
    words: Any
    n: int
    over: int
    urgent: int


def clocks(seen: CaseQuerySet, *, on: date, offices: Collection[str]) -> list[ClockLine]:
    """Return the clocks that run in the cases somebody sees, what is overdue first. Three queries.

    A party's time that is over is over: it is nothing the court must still do. Nor is a limit shown that no
    act can stop any more, because the case has left the stage it belongs to. `offices`: those the reader holds, who is led to no act of others.
    """
    running: QuerySet[ClockRow] = ClockRow.objects.filter(
        case__in=seen.filter(is_open=True).values("pk"), is_running=True, due__isnull=False
    ).exclude(owes=PARTY.code, due__lt=on)
    rows = list(
        running.order_by()
        .values("case", "limit", "owes")
        .annotate(n=Count("pk"), first=Min("due"), start=Max("start"), about=Min("about"))
        .order_by("first", "case")[:MOST]
    )
    cases = Case.objects.in_bulk({row["case"] for row in rows})
    names = dict(
        SubjectRow.objects.filter(
            case__in=cases, key__in={r["about"] for r in rows if r["about"]}
        ).values_list("key", "name")
    )
    procedure = newest(CODE)
    limits = {limit.code: limit for limit in procedure.limits}
    return [
        _line(
            cases[row["case"]], limits[row["limit"]], row, names.get(row["about"], ""), on, offices
        )
        for row in rows
        if row["limit"] in limits and is_live(limits[row["limit"]], cases[row["case"]].state)
    ]


def _line(case: Case, limit: Limit, row: Mapping[str, Any], name: str, on: date, offices: Collection[str]) -> ClockLine:  # fmt: skip
    by_party = row["owes"] == PARTY.code
    office = newest(CODE).offices.get(row["owes"])
    stops = [act for act in limit.stopping if by_party or PARTY not in act.offices]
    act = next(iter(stops), None)
    mine = act is not None and not by_party and any(o.code in offices for o in act.offices)
    about = name if row["n"] == 1 else str(_("%(n)d 人") % {"n": row["n"]})
    return ClockLine(
        case=case,
        limit=limit,
        group=group_of(limit),
        deadline=deadlines.running(limit.label, row["first"], on=on, start=row["start"]),
        by_party=by_party,
        whose=str(PARTY.label) if by_party else office.label if office else str(_("仲裁院")),
        about=about if row["about"] else "",
        url=act_url(case.uid, act.code) if act and mine else "",
        act=str(_("受理审查")) if limit.code == "acceptance" else act.label if act else "",
    )


def tallies(found: list[ClockLine]) -> list[Tally]:
    """Return how many lines each group has."""
    n = Counter(line.group for line in found)
    over = Counter(line.group for line in found if line.deadline.level == "over")
    urgent = Counter(line.group for line in found if line.deadline.level == "urgent")
    return [
        Tally(code, label, words, n[code], over[code], urgent[code])
        for code, label, words in GROUPS
    ]
