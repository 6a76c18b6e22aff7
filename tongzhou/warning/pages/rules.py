"""规则 — what each rule says now and said before, how often it was right, and how a changed threshold would have done."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import CharField, Count, F, Max, Q, Value
from django.db.models.functions import Cast, Concat, Substr
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.procedure.counter import VisitorRequest, names_of, page
from tongzhou.procedure.refusal import Refused
from tongzhou.warning import combining, keeping, replaying, rulebook
from tongzhou.warning.models import Replay, RuleRow, RuleVersion, Signal
from tongzhou.warning.models.rules import read_levels, stored_levels
from tongzhou.warning.offices import ANALYST, CHIEF, WATCHERS
from tongzhou.warning.rules import WARNING, Bound, Level

from .sight import COUNTY, areas, reach_of, room, within

MONTHS = 12
FEW = 10  # below this number of judged warnings no share is shown


@room(*WATCHERS)
def index(request: VisitorRequest) -> HttpResponse:
    """Show the rules in force where this person watches, with how often each hit and how often it was right."""
    visitor = request.visitor
    area = reach_of(visitor, request.GET.get("area", "")[:COUNTY])
    codes = [r.code for r in rulebook.general().rules]
    found = {c: keeping.deciding(c, area, visitor.on) for c in codes}
    shares = judged(visitor, visitor.on)
    hits = _hits(visitor, visitor.on)
    rows = [
        {
            "version": v,
            "levels": bounds_of(v),
            "hits": hits.get(code, 0),
            "share": shares.get(code, Share()),
        }
        for code, v in found.items()
        if v is not None and v.is_on
    ]
    off = [v for v in found.values() if v is not None and not v.is_on]
    context = {
        "rows": rows,
        "off": off,
        "area": area,
        "name": names_of({area}).get(area, area),
        "combination": combining.standing_in(area, visitor.on),
        "levels": WARNING,
        "few": FEW,
        "tab": "rules",
    }
    return page(request, "warning/rules.html", context)


class Share:
    """How many of a rule's judged warnings were confirmed."""

    def __init__(self, confirmed: int = 0, false: int = 0, waiting: int = 0) -> None:
        self.confirmed, self.false, self.waiting = confirmed, false, waiting

    @property
    def judged(self) -> int:
        return self.confirmed + self.false

    @property
    def right(self) -> int | None:
        """Per cent confirmed of those judged; None where they are too few to say."""
        return round(100 * self.confirmed / self.judged) if self.judged >= FEW else None


def judged(visitor: Any, on: date, code: str = "") -> dict[str, Share]:
    """Return the shares of the last twelve months in this person's sight. One query."""
    rows = RuleRow.objects.filter(within(visitor, "case__"), opened_on__gt=on - timedelta(days=365))
    if code:
        rows = rows.filter(rule=code)
    counted = (
        rows.order_by()
        .values("rule")
        .annotate(
            confirmed=Count("pk", filter=Q(verdict="confirmed")),
            false=Count("pk", filter=Q(verdict="false")),
            waiting=Count("pk", filter=Q(verdict="")),
        )
    )
    return {r["rule"]: Share(r["confirmed"], r["false"], r["waiting"]) for r in counted}


MONTH_OF = Substr("period", 1, 7)  # of what is reported by hand the period is a day


def _hits(visitor: Any, on: date) -> dict[str, int]:
    """Return how many employers each rule warned of, once a month however often it was reckoned. One query."""
    rows = Signal.objects.filter(
        within(visitor, "employer__"), computed_on__gt=on - timedelta(days=365)
    )
    once = Concat(Cast("employer_id", CharField()), Value("/"), MONTH_OF)
    return dict(rows.order_by().values_list("code").annotate(n=Count(once, distinct=True)))


def bounds_of(version: RuleVersion) -> list[tuple[Level, str]]:
    """Return the bounds of a version in words, level by level."""
    found = read_levels(version.levels)
    return [
        (level, "；或".join(_in_words(version, b) for b in found[level]))
        for level in WARNING
        if level in found
    ]


def _in_words(version: RuleVersion, bound: Bound) -> str:
    other = (
        ""
        if bound.indicator == version.indicator
        else f"{NAMES.get(bound.indicator, bound.indicator)}"
    )
    return f"{other}{bound}"


NAMES = {
    "water_unpaid_months": "欠水费",
    "arbitration_people_30d": "申请仲裁人数",
    "owner_unreachable": "负责人失联",
    "layoff_people": "裁减人数",
    "project_unpaid_months": "未按月足额支付",
    "equipment_moved": "转移设备",
}


@room(*WATCHERS)
def rule(request: VisitorRequest, code: str) -> HttpResponse:
    """Show one rule: in force here, its history, its hits by month, what came of them, its replays."""
    visitor = request.visitor
    area = reach_of(visitor, request.GET.get("area", "")[:COUNTY])
    versions = keeping.history(code)
    if not versions:
        raise Http404(_("没有这条规则"))
    mine = areas(visitor)
    shown = [
        v for v in versions if not v.area or v.area.startswith(mine) or area.startswith(v.area)
    ]
    standing = keeping.standing(code, area, visitor.on)
    months = _months(visitor, code, visitor.on)
    causes = (
        RuleRow.objects.filter(within(visitor, "case__"), rule=code, verdict="false")
        .exclude(cause="")
        .order_by()
        .values_list("cause")
        .annotate(n=Count("pk"))
    )
    recent = (
        Signal.objects.filter(within(visitor, "employer__"), code=code)
        .select_related("employer", "case")
        .order_by("-computed_on", "-pk")[:20]
    )
    context = {
        "standing": standing,
        "latest": versions[0],
        "levels": bounds_of(standing) if standing else [],
        "versions": [(v, bounds_of(v), v.in_force(visitor.on)) for v in shown],
        "places": names_of({v.area for v in shown} | {area}),
        "area": area,
        "months": months,
        "most": max((m["n"] for m in months), default=0),
        "share": judged(visitor, visitor.on, code).get(code, Share()),
        "few": FEW,
        "causes": sorted(causes, key=lambda c: -c[1]),
        "recent": recent,
        "replays": Replay.objects.filter(code=code, area__in=[area, *mine]).order_by("-pk")[:5],
        "may_change": any(a.office in (ANALYST.code, CHIEF.code) for a in visitor.actors),
        "tab": "rules",
    }
    return page(request, "warning/rule.html", context)


def _months(visitor: Any, code: str, on: date) -> list[dict[str, Any]]:
    """Return how many employers the rule warned of in each of the last twelve months, each at its gravest level. One query."""
    rows = Signal.objects.filter(
        within(visitor, "employer__"), code=code, computed_on__gt=on - timedelta(days=400)
    ).order_by()
    counted: dict[str, dict[int, int]] = {}
    gravest = rows.values(month=MONTH_OF, who=F("employer")).annotate(worst=Max("rank"))
    for each in gravest.iterator():
        by = counted.setdefault(each["month"], {})
        by[each["worst"]] = by.get(each["worst"], 0) + 1
    month, found = on.replace(day=1), []
    for _n in range(MONTHS):
        by = counted.get(month.isoformat()[:7], {})
        found.append(
            {
                "month": month.isoformat()[:7],
                "by": [(x, by.get(x.rank, 0)) for x in WARNING],
                "n": sum(by.values()),
            }
        )
        month = (month - timedelta(days=1)).replace(day=1)
    return found[::-1]


@room(*WATCHERS)
def change(request: VisitorRequest, code: str) -> HttpResponse:
    """Ask other bounds for an area; replay them on the past; switch them on from a day."""
    visitor = request.visitor
    area = reach_of(visitor, (request.POST or request.GET).get("area", "")[:COUNTY])
    before = (
        keeping.deciding(code, area, visitor.on)
        or RuleVersion.objects.filter(code=code, area="").last()
    )
    if before is None:
        raise Http404(_("没有这条规则"))
    data = request.POST if request.method == "POST" else None
    fields = _fields(before, data)
    refusal, replay = "", None
    kept: dict[str, str] = {}  # what was typed besides the bounds, before they were replayed
    if data is not None:
        bounds, refusal = _bounds(before, data)
        if not refusal:
            refusal = _contradiction(bounds)
        stored = stored_levels(bounds) if bounds else {}
        if not refusal and "replay" in data:
            asked = _ask(request, before, area, stored)
            return redirect(f"{request.path}?area={area}&replay={asked.pk}")
        if not refusal:
            refusal = _switch_on(request, before, area, bounds, stored)
            if not refusal:
                messages.success(request, _("新版本已登记，自所定日期起施行"))
                return redirect("warning:rule", code)
    else:
        replay = Replay.objects.filter(pk=_pk(request.GET.get("replay", "")), code=code).first()
        if replay is not None and replay.area == area:
            fields = _fields(before, None, replay.bounds)
            kept = replay.asked
    context = {
        "before": before,
        "area": area,
        "name": names_of({area}).get(area, area),
        "fields": fields,
        "refusal": refusal,
        "replay": replay,
        "data": data or kept,
        "tomorrow": visitor.on + timedelta(days=1),
        "tab": "rules",
    }
    return page(request, "warning/change.html", context, status=422 if refusal else 200)


def _pk(text: str) -> int:
    return int(text) if text.isdigit() else 0


def _fields(before: RuleVersion, data: Any, bounds: Any = None) -> list[dict[str, Any]]:
    """Return a field for each bound of the rule: its name, what it is, what stands there."""
    found = []
    standing = read_levels(before.levels)
    asked = read_levels(bounds) if bounds else standing
    for level in WARNING:
        for n, bound in enumerate(standing.get(level, ())):
            name = f"{level.value}-{n}"
            now = asked.get(level, ())
            value = now[n].value if n < len(now) else bound.value
            found.append(
                {
                    "name": name,
                    "level": level,
                    "label": f"{_in_words(before, bound).split(bound.way.words)[0]}{bound.way.words}",
                    "unit": bound.unit,
                    "beside": bound.with_rule,
                    "was": f"{bound.value.normalize():f}",
                    "value": data.get(name, "") if data is not None else f"{value.normalize():f}",
                }
            )
    return found


def _bounds(before: RuleVersion, data: Any) -> tuple[dict[Level, tuple[Bound, ...]], str]:
    found: dict[Level, tuple[Bound, ...]] = {}
    for level, bounds in read_levels(before.levels).items():
        changed = []
        for n, bound in enumerate(bounds):
            text = data.get(f"{level.value}-{n}", "").strip()
            try:
                value = Decimal(text)
            except InvalidOperation:
                return {}, _("%(level)s的阈值“%(text)s”不是数字") % {
                    "level": level.label,
                    "text": text,
                }
            if not value.is_finite() or value < 0 or value > 10**9:
                return {}, _("%(level)s的阈值须为不小于零的数") % {"level": level.label}
            changed.append(Bound(bound.indicator, bound.way, value, bound.unit, bound.with_rule))
        found[level] = tuple(changed)
    return found, ""


def _contradiction(bounds: dict[Level, tuple[Bound, ...]]) -> str:
    """Say where levels contradict one another: before the past is replayed with them, and not after."""
    try:
        keeping.check_bounds(bounds)
    except Refused as refusal:
        return str(refusal)
    return ""


def _ask(request: VisitorRequest, before: RuleVersion, area: str, stored: dict[str, Any]) -> Replay:
    visitor = request.visitor
    asked = Replay.objects.create(
        code=before.code, area=area, bounds=stored, digest=replaying.digest_of(stored), months=MONTHS,
        as_of=visitor.on, asked_by=visitor.person, asked_at=visitor.at,
        asked={name: request.POST.get(name, "")[:500] for name in ("since", "why", "basis", "on")},
    )  # fmt: skip
    transaction.on_commit(lambda: replaying.replay.enqueue(asked.pk))
    return asked


def _switch_on(
    request: VisitorRequest, before: RuleVersion, area: str, bounds: Any, stored: dict[str, Any]
) -> str:
    visitor, data = request.visitor, request.POST
    tried = Replay.objects.filter(code=before.code, area=area, digest=replaying.digest_of(stored))
    if not tried.filter(state=Replay.State.DONE).exists():
        if tried.filter(state=Replay.State.FAILED).exists():
            return _("用这些阈值的回放没有算成，请看原因、重新回放，有了结果再施行")
        return _("请先用这些阈值回放历史，看过结果再施行")
    try:
        since = date.fromisoformat(data.get("since", ""))
        keeping.put_over(
            before, area=area, bounds=bounds, weight=before.weight, on=data.get("on") != "off", basis=data.get("basis", ""),
            since=since, why=data.get("why", ""), by=visitor.person, at=visitor.at, today=visitor.on,
        )  # fmt: skip
    except ValueError:
        return _("请填写施行日期")
    except Refused as refusal:
        return str(refusal)
    return ""
