"""规则维护 — versions of rules: loaded from the catalogue, put over it by a league or county, ended, switched on and off.

A version that signals name is never changed. A change begins on a day; until then the version before it is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from tongzhou.procedure.refusal import Refused
from tongzhou.registry.models import Person

from . import combining, rulebook
from .models import RuleVersion
from .models.rules import stored_levels
from .rules import WARNING, Bound, Level, Rule, RuleBook


@transaction.atomic
def load_general(*, at: datetime) -> int:
    """Bring the general rules of the catalogue into the database where they are missing; return how many were added."""
    known = set(RuleVersion.objects.filter(area="").values_list("code", flat=True))
    fresh = [r for r in rulebook.general().rules if r.code not in known]
    RuleVersion.objects.bulk_create(_row(rule, area="", at=at) for rule in fresh)
    return len(fresh)


def _row(
    rule: Rule, *, area: str, at: datetime, by: Person | None = None, why: str = ""
) -> RuleVersion:
    return RuleVersion(
        code=rule.code,
        area=area,
        version=rule.version,
        label=rule.label,
        indicator=rule.indicator,
        unit=rule.unit,
        levels=stored_levels(rule.levels),
        sources=list(rule.sources),
        industries=list(rule.industries),
        weight=rule.weight,
        owner=rule.owner,
        basis=rule.basis,
        verified=rule.verified,
        since=rule.since,
        until=rule.until,
        is_on=rule.on,
        note=rule.note,
        why=why,
        made_by=by,
        made_at=at,
    )


def book_on(on: date) -> RuleBook:
    """Return every version in force on a day, general ones and those of areas, also those that switch a rule off there. Two queries."""
    valid = RuleVersion.objects.filter(Q(until=None) | Q(until__gte=on), since__lte=on)
    general, areas = combining.on_day(on)
    rules = tuple(v.as_rule() for v in valid.order_by("code", "area", "version"))
    return RuleBook(rules, general, areas)


def history(code: str) -> list[RuleVersion]:
    """Return every version of a rule, of every area, the newest first."""
    found = RuleVersion.objects.filter(code=code).select_related("made_by")
    return list(found.order_by("area", "-version"))


def deciding(code: str, area: str, on: date) -> RuleVersion | None:
    """Return the version that decides in an area on a day, on or off: its own, else that of the wider area, else the general one."""
    areas = [area[:n] for n in (9, 6, 4, 2) if n <= len(area)] + [""]
    rows = [v for v in RuleVersion.objects.filter(code=code, area__in=areas) if v.decides(on)]
    return max(rows, key=lambda v: (len(v.area), v.version), default=None)


def standing(code: str, area: str, on: date) -> RuleVersion | None:
    """Return the version asked in an area on a day; None where the rule is switched off there."""
    found = deciding(code, area, on)
    return found if found and found.is_on else None


@transaction.atomic
def put_over(
    before: RuleVersion,
    *,
    area: str,
    bounds: dict[Level, tuple[Bound, ...]],
    weight: int,
    on: bool,
    basis: str,
    since: date,
    why: str,
    by: Person,
    at: datetime,
    today: date,
) -> RuleVersion:
    """Put a new version over one: of the same area, or the first of a narrower one.

    Raises Refused where it begins in the past, gives no reason, has no bound, or its levels contradict one another.
    """
    if since < today:
        raise Refused(_("新阈值不能从过去的日期起施行：过去的预警按当时的规则"))
    if not why.strip():
        raise Refused(_("请写明修改理由"))
    if not area.startswith(before.area):
        raise Refused(_("只能在规则适用的地区内另定"))
    check_bounds(bounds)
    newest = RuleVersion.objects.select_for_update().filter(code=before.code, area=area)
    last = newest.order_by("-version").first()
    number = (newest.aggregate(n=Max("version"))["n"] or 0) + 1
    if last is not None and (last.until is None or last.until >= since):
        if last.since >= since:
            raise Refused(
                _("已有一个版本自 %(day)s 起施行，新版本须晚于它") % {"day": last.since.isoformat()}
            )
        last.until = since - timedelta(days=1)
        last.save(update_fields=["until"])
    made = RuleVersion(
        code=before.code,
        area=area,
        version=number,
        label=before.label,
        indicator=before.indicator,
        unit=before.unit,
        levels=stored_levels(bounds),
        sources=before.sources,
        industries=before.industries,
        weight=weight,
        owner=before.owner,
        basis=basis.strip() or "建议值",
        verified=False,
        since=since,
        is_on=on,
        note=before.note,
        why=why.strip(),
        made_by=by,
        made_at=at,
    )
    made.save()
    return made


def check_bounds(bounds: dict[Level, tuple[Bound, ...]]) -> None:
    """Refuse bounds without any level, or whose graver level is reached before the milder one."""
    if not any(bounds.values()):
        raise Refused(_("至少要有一个等级的阈值"))
    by_indicator: dict[tuple[str, str], list[tuple[Level, Decimal]]] = {}
    for level in WARNING:
        for bound in bounds.get(level, ()):
            if not bound.with_rule:
                way = "up" if bound.way.value.startswith(">") else "down"
                by_indicator.setdefault((bound.indicator, way), []).append((level, bound.value))
    for (_name, way), rows in by_indicator.items():
        for (graver, high), (milder, low) in _pairs(rows):
            wrong = high < low if way == "up" else high > low
            if wrong:
                words = _("“%(graver)s”的阈值不能比“%(milder)s”更容易达到")
                raise Refused(words % {"graver": graver.label, "milder": milder.label})


def _pairs(
    rows: list[tuple[Level, Decimal]],
) -> Iterable[tuple[tuple[Level, Decimal], tuple[Level, Decimal]]]:
    return ((rows[n], rows[n + 1]) for n in range(len(rows) - 1))
