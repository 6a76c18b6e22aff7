"""办案管理 — what the head of a court watches: awards about to be late, who carries how much, causes by month, how cases end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from tongzhou.law.heads import CAUSES
from tongzhou.lines.arbitration.models import Dispute, HearingRow
from tongzhou.lines.arbitration.offices import ARBITRATOR, CLERK, HEAD
from tongzhou.lines.arbitration.states import APPLIED, CORRECTING, MEMBER, SITTING, SUGGESTED
from tongzhou.procedure.models import SubjectRow
from tongzhou.registry.models import Appointment

SOON = 7  # days before an award is due
MONTHS = 12


@dataclass(frozen=True)
class Watch:
    """A number of today: what it is called, and which disputes it is about."""

    code: str
    label: Any
    words: Any
    where: Callable[[date], Q]
    tone: str = ""


def _open(on: date) -> Q:
    return Q(accepted_on__lte=on) & Q(ended=None)


def month_of(on: date) -> date:
    """Return the first day of the month."""
    return on.replace(day=1)


WATCHES: tuple[Watch, ...] = (
    Watch(
        "now_late",
        _("已超审限"),
        _("在审案件中，审理期限已过"),
        lambda on: _open(on) & Q(award_due__lt=on),
        "over",
    ),
    Watch(
        "now_risk",
        _("七日内到审限"),
        _("在审案件中，审理期限在今天起七日内届满"),
        lambda on: _open(on) & Q(award_due__range=(on, on + timedelta(days=SOON))),
        "urgent",
    ),
    Watch("now_open", _("在审案件"), _("已受理、尚未结案"), _open),
    Watch(
        "now_unformed",
        _("尚未组庭"),
        _("已受理、还没有仲裁员承办"),
        lambda on: _open(on) & Q(case__handlers=0),
    ),
    Watch(
        "now_waiting",
        _("待决定受理"),
        _("收到申请，尚未决定是否受理（含待补正、暂缓受理）"),
        lambda _on: Q(case__state__in=[s.code for s in (APPLIED, CORRECTING, SUGGESTED)]),
    ),
    Watch(
        "month_accepted",
        _("本月受理"),
        _("受理日期在本月"),
        lambda on: Q(accepted_on__range=(month_of(on), on)),
    ),
    Watch(
        "month_closed",
        _("本月结案"),
        _("结案日期在本月"),
        lambda on: Q(accepted_on__isnull=False, ended__range=(month_of(on), on)),
    ),
)
BY_CODE = {w.code: w for w in WATCHES}


def numbers(found: QuerySet[Dispute], *, on: date) -> dict[str, int]:
    """Return watch → number of disputes. One query."""
    return found.aggregate(**{w.code: Count("pk", filter=w.where(on)) for w in WATCHES})


@dataclass
class Load:
    """What one person of the court carries today."""

    ref: str
    name: str
    office: str
    open: int = 0
    risk: int = 0
    late: int = 0
    hearings: int = 0
    closed: int = 0


def week_of(on: date) -> tuple[date, date]:
    """Return Monday and Sunday of the week."""
    monday = on - timedelta(days=on.weekday())
    return monday, monday + timedelta(days=6)


def loads(found: QuerySet[Dispute], regions: list[str], *, on: date) -> list[Load]:
    """Return the load of everybody who holds an office in the courts of these regions, busiest first.

    Whoever sits in a tribunal carries its case, its clerk as well. Four queries.
    """
    offices = {o.code: o for o in (ARBITRATOR, CLERK, HEAD)}
    people: dict[str, Load] = {}
    held = Appointment.objects.on(on).filter(office__in=offices, body__region__in=regions)
    for pk, called, office in held.values_list("person_id", "person__name", "office"):
        known = people.setdefault(str(pk), Load(str(pk), called, ""))
        labels = [*filter(None, known.office.split("、")), offices[office].label]
        known.office = "、".join(dict.fromkeys(labels))
    live = found.filter(BY_CODE["now_open"].where(on) | BY_CODE["month_closed"].where(on))
    rows = dict(live.values_list("case_id", "award_due"))
    ended = set(live.exclude(Q(ended=None)).values_list("case_id", flat=True))
    hearings = Counter(
        HearingRow.objects.filter(case__in=rows, state="set_down", on__range=week_of(on))
        .values_list("case_id", flat=True)
    )  # fmt: skip
    sitting = SubjectRow.objects.filter(case__in=rows, kind=MEMBER.code, state=SITTING.code)
    for ref, name, case in sitting.values_list("ref", "name", "case_id"):
        load = people.setdefault(ref, Load(ref, name, str(_("已不在本院任职"))))
        if case in ended:
            load.closed += 1
            continue
        due = rows[case]
        load.open += 1
        load.hearings += hearings[case]
        load.late += bool(due and due < on)
        load.risk += bool(due and on <= due <= on + timedelta(days=SOON))
    return sorted(people.values(), key=lambda x: (-x.open, -x.closed, x.name))


def of_member(found: QuerySet[Dispute], ref: str) -> QuerySet[Dispute]:
    """Return the disputes in whose tribunal a person sits."""
    rows = SubjectRow.objects.filter(
        kind=MEMBER.code, state=SITTING.code, registry="person", ref=ref
    )
    return found.filter(case__in=rows.values("case"))


@dataclass(frozen=True)
class Risk:
    """A case whose award is due within seven days, or late."""

    row: Dispute
    left: int  # calendar days; negative: late by so many

    @property
    def over(self) -> int:
        """By how many days it is late."""
        return max(0, -self.left)


def risks(found: QuerySet[Dispute], *, on: date) -> list[tuple[str, list[Risk]]]:
    """Return the cases at risk by who carries them, the most urgent first. One query."""
    q = BY_CODE["now_late"].where(on) | BY_CODE["now_risk"].where(on)
    by: dict[str, list[Risk]] = defaultdict(list)
    for row in found.filter(q).select_related("case").order_by("award_due", "pk"):
        assert row.award_due is not None
        by[row.case.handled_by].append(Risk(row, (row.award_due - on).days))
    return list(by.items())


@dataclass(frozen=True)
class Month:
    """What happened in a month: cases accepted by cause, and how cases ended."""

    first: date
    last: date
    accepted: int
    causes: list[tuple[str, int]]  # in the order of the causes shown
    closed: int
    ways: list[tuple[str, int]]
    given: int  # fen
    share: int  # of the busiest month, in per cent


WAYS = (("mediation", _("调解")), ("award", _("裁决")), ("other", _("其他")))


def months(found: QuerySet[Dispute], *, on: date) -> tuple[list[tuple[str, str]], list[Month]]:
    """Return the causes there were, and the last twelve months, the latest first. Two queries."""
    first = _back(month_of(on), MONTHS - 1)
    rows = found.filter(accepted_on__range=(first, on)).order_by()
    taken: dict[date, Counter[str]] = defaultdict(Counter)
    for month, cause, n in (
        rows.annotate(m=TruncMonth("accepted_on")).values_list("m", "cause").annotate(n=Count("pk"))
    ):
        taken[month][cause] = n
    ends: dict[date, Counter[str]] = defaultdict(Counter)
    given: Counter[date] = Counter()
    closing = found.filter(Q(accepted_on__isnull=False, ended__range=(first, on))).order_by()
    grouped = closing.annotate(m=TruncMonth("ended")).values_list("m", "closed_by")
    for month, way, n, fen in grouped.annotate(n=Count("pk"), fen=Sum(F("awarded") + F("settled"))):
        ends[month][way] = n
        given[month] += fen or 0
    causes = [c for c in CAUSES if any(of[c] for of in taken.values())]
    most = max((of.total() for of in taken.values()), default=0)
    out = []
    for back in range(MONTHS):
        day = _back(month_of(on), back)
        accepted = taken[day].total()
        out.append(
            Month(
                first=day,
                last=min(_back(day, -1) - timedelta(days=1), on),
                accepted=accepted,
                causes=[(c, taken[day][c]) for c in causes],
                closed=ends[day].total(),
                ways=[(w, ends[day][w]) for w, _label in WAYS],
                given=given[day],
                share=100 * accepted // most if most else 0,
            )
        )
    return [(c, CAUSES[c]) for c in causes], out


def _back(first: date, n: int) -> date:
    """Return the first day of the month `n` months before."""
    months = first.year * 12 + first.month - 1 - n
    return date(months // 12, months % 12 + 1, 1)
