"""数据归谁 — whose a delivery about employers of a region is: for which regions its rows may speak, who may open it, and whom its arrival concerns.

A delivery belongs to a region: that of the keeper or of the system that sent it; where one speaks for several, to the narrowest that holds them all. What a
command has loaded without a region is the installation's own. Whoever keeps a region opens what belongs to it and to what lies below; the installation's
own is opened by whoever keeps the whole of it. That something has come concerns everybody whose region it speaks for: of what was sent for a wider region a
keeper below sees that it came and when, and no row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from tongzhou.registry import codes, offices
from tongzhou.registry.models import Region

from .deliveries import Sender
from .models import Delivery

REGIONS = "regions"  # in the scope of a delivery
INSTALLATION = ""  # the owner of what a command has loaded for all


def scope_of(regions: Iterable[str]) -> dict[str, Any]:
    """Return what is kept with a delivery: for which regions its rows may speak."""
    return {REGIONS: offices.widest(regions)}


def owner_of(regions: Iterable[str]) -> str:
    """Return whose a delivery is that speaks for these regions: the narrowest that holds them all."""
    lines = [set(codes.line_of(region)) for region in regions]
    return max(set.intersection(*lines), key=len, default="") if lines else ""


def sender(
    regions: Iterable[str], *, source: str, person_id: int | None, mends: Delivery | None = None
) -> Sender:
    """Return who sends for these regions; what mends a delivery stays with its owner, and speaks for what lies in the regions of both."""
    mine = list(regions)
    if mends is None:
        return Sender(source, owner_of(mine), person_id, scope_of(mine))
    if told := regions_of(mends):
        mine = shared(mine, told)
    return Sender(source, mends.owner, person_id, scope_of(mine))


def regions_of(delivery: Delivery) -> list[str]:
    """Return for which regions the rows of a delivery may speak; none: for all. One that was sent before this was kept speaks for its owner's."""
    told = delivery.scope.get(REGIONS)
    if told is not None:
        return [str(region) for region in told]
    return [delivery.owner] if delivery.owner else []


def shared(regions: Iterable[str], others: Iterable[str]) -> list[str]:
    """Return the regions that lie in both."""
    ours, theirs = list(regions), list(others)
    both = [one for one in ours if any(codes.within(one, of) for of in theirs)]
    return offices.widest(both + [one for one in theirs if any(codes.within(one, of) for of in ours)])  # fmt: skip


def is_whole(region: str) -> bool:
    """Say whether a region is the whole of the installation: no other lies above it."""
    return codes.level_of(region) == codes.PROVINCE


def opened_by(regions: Collection[str], *, sender: int) -> Q:
    """Return the condition “may be opened by whoever keeps these regions”; `sender`: who keeps several opens what was sent for them together."""
    above = {one for region in regions for one in codes.line_of(region)}
    where = Q(sent_by=sender, owner__in=above) if len(regions) > 1 else Q(pk__in=[])
    for region in regions:
        where |= Q(owner__startswith=region)
        if is_whole(region):
            where |= Q(owner=INSTALLATION)
    return where


def concerning(regions: Iterable[str]) -> Q:
    """Return the condition “speaks for one of these regions, or for more”."""
    where = Q(owner=INSTALLATION)
    for region in regions:
        where |= Q(owner__startswith=region) | Q(owner__in=codes.line_of(region))
    return where


def known_region(code: str) -> str:
    """Return a region of the register by its code. Raises ValueError in words."""
    if not Region.objects.filter(code=code).exists():
        raise ValueError(_("没有代码为“%(code)s”的地区，请核对行政区划代码") % {"code": code})
    return code
