"""合并办法 — how the hits of one employer make one level here, its history, and setting it anew for an area."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.procedure.counter import VisitorRequest, names_of, page
from tongzhou.procedure.refusal import Refused
from tongzhou.warning import combining
from tongzhou.warning.offices import ANALYST, CHIEF, WATCHERS
from tongzhou.warning.rules import Combination

from .sight import COUNTY, areas, reach_of, room

MOST = 1000
FIELDS = (
    ("score_yellow", gettext_lazy("加权分满多少至少为黄色"), gettext_lazy("空着：不看加权分")),
    ("score_red", gettext_lazy("加权分满多少为红色"), gettext_lazy("空着：不看加权分")),
    ("oranges", gettext_lazy("几条橙色升为红色"), gettext_lazy("0：不升")),
    ("silent_days", gettext_lazy("多少天没有答复建议升一级"), gettext_lazy("0：不建议")),
)


@room(*WATCHERS)
def combination(request: VisitorRequest) -> HttpResponse:
    """Show how hits combine in an area and what held before; take a new version from those who watch there."""
    visitor = request.visitor
    area = reach_of(visitor, (request.POST or request.GET).get("area", "")[:COUNTY])
    may = any(a.office in (ANALYST.code, CHIEF.code) for a in visitor.actors)
    refusal, data = "", request.POST if request.method == "POST" and may else None
    if data is not None:
        try:
            combining.put_over(
                _asked(data), area=area, owner=data.get("owner", ""), basis=data.get("basis", ""), since=_day(data.get("since", "")),
                why=data.get("why", ""), by=visitor.person, at=visitor.at, today=visitor.on,
            )  # fmt: skip
        except Refused as why:
            refusal = str(why)
        else:
            messages.success(request, _("新的合并办法已登记，自所定日期起施行"))
            return redirect(f"{request.path}?area={area}")
    stands = combining.standing(area, visitor.on)
    now = combining.standing_in(area, visitor.on)
    versions = combining.history(areas(visitor))
    context = {
        "area": area,
        "names": names_of({area, *(v.area for v in versions)}),
        "name": names_of({area}).get(area, area),
        "standing": stands,
        "now": now,
        "versions": [(v, v.in_force(visitor.on)) for v in versions],
        "fields": [_field(name, str(label), str(told), now, data) for name, label, told in FIELDS],
        "may_change": may,
        "refusal": refusal,
        "data": data or {},
        "tomorrow": visitor.on + timedelta(days=1),
        "tab": "rules",
    }
    return page(request, "warning/combination.html", context, status=422 if refusal else 200)


def _field(name: str, label: str, told: str, now: Combination, data: object) -> dict[str, str]:
    stands = getattr(now, name)
    was = "" if stands is None else str(stands)
    written = data.get(name, "") if hasattr(data, "get") else was
    return {"name": name, "label": label, "told": told, "was": was, "value": str(written)}


def _asked(data: dict[str, str]) -> Combination:
    """Read what was written. Raises Refused in words."""
    found: dict[str, int | None] = {}
    for name, label, _told in FIELDS:
        text = str(data.get(name, "")).strip()
        if not text and name.startswith("score"):
            found[name] = None
        elif text.isascii() and text.isdigit() and int(text) <= MOST:
            found[name] = int(text)
        else:
            raise Refused(_("“%(label)s”须为0到%(most)s的整数") % {"label": label, "most": MOST})
    return Combination(
        score_red=found["score_red"], score_yellow=found["score_yellow"], oranges=found["oranges"] or 0,
        silent_days=found["silent_days"] or 0,
    )  # fmt: skip


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(_("请填写施行日期")) from None
