"""合并办法的维护 — how hits of one employer combine: the general way of the catalogue, and what leagues and counties put over it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tongzhou.procedure.refusal import Refused
from tongzhou.registry.models import Person

from . import rulebook
from .models import CombinationVersion
from .rules import Combination


def on_day(on: date) -> tuple[Combination, tuple[tuple[str, Combination], ...]]:
    """Return the general way on a day and those of areas. One query."""
    valid = CombinationVersion.objects.filter(Q(until=None) | Q(until__gte=on), since__lte=on)
    found = {row.area: row.as_combination() for row in valid.order_by("area", "version")}
    general = found.pop("", None) or rulebook.general().combination
    return general, tuple(sorted(found.items()))


def standing(area: str, on: date) -> CombinationVersion | None:
    """Return the version that holds in an area on a day: its own, else that of the wider area; None where the catalogue's holds."""
    areas = [area[:n] for n in (9, 6, 4, 2) if n <= len(area)] + [""]
    rows = [v for v in CombinationVersion.objects.filter(area__in=areas) if v.in_force(on)]
    return max(rows, key=lambda v: (len(v.area), v.version), default=None)


def standing_in(area: str, on: date) -> Combination:
    """Return how hits combine in an area on a day."""
    version = standing(area, on)
    return version.as_combination() if version else rulebook.general().combination


def history(areas: tuple[str, ...]) -> list[CombinationVersion]:
    """Return every version of the general way and of these areas and below, the newest first."""
    asked = Q(area="")
    for area in areas:
        asked |= Q(area__startswith=area)
    rows = CombinationVersion.objects.filter(asked).select_related("made_by")
    return list(rows.order_by("area", "-version"))


@transaction.atomic
def put_over(
    asked: Combination,
    *,
    area: str,
    owner: str,
    basis: str,
    since: date,
    why: str,
    by: Person,
    at: datetime,
    today: date,
) -> CombinationVersion:
    """Put a new version over what holds in an area. Raises Refused where it begins in the past, gives no reason, or contradicts itself."""
    if since < today:
        raise Refused(_("合并办法不能从过去的日期起施行：过去的预警按当时的办法"))
    if not why.strip():
        raise Refused(_("请写明修改理由"))
    red, yellow = asked.score_red, asked.score_yellow
    if red is not None and yellow is not None and red < yellow:
        raise Refused(_("红色的加权分不能低于黄色的"))
    if asked.oranges == 1:
        raise Refused(_("一条橙色就升为红色，等于没有橙色；请填2以上，或填0表示不升"))
    newest = CombinationVersion.objects.select_for_update().filter(area=area)
    last = newest.order_by("-version").first()
    if last is not None and (last.until is None or last.until >= since):
        if last.since >= since:
            raise Refused(
                _("已有一个版本自 %(day)s 起施行，新版本须晚于它") % {"day": last.since.isoformat()}
            )
        last.until = since - timedelta(days=1)
        last.save(update_fields=["until"])
    return CombinationVersion.objects.create(
        area=area, version=(last.version if last else 0) + 1, worst=asked.worst, score_yellow=yellow, score_red=red,
        oranges=asked.oranges, silent_days=asked.silent_days, owner=owner.strip()[:60], basis=basis.strip()[:120] or "建议值",
        since=since, why=why.strip()[:500], made_by=by, made_at=at,
    )  # fmt: skip
