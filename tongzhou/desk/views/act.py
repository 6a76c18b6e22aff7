"""办理 — do an act in a case, or open a case. The form first, then one call to the door."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from tongzhou.desk import drafts, texts
from tongzhou.desk.acting import Doing, consequences
from tongzhou.desk.answers import done, page
from tongzhou.desk.places import regions_below
from tongzhou.desk.staff import StaffRequest, counter
from tongzhou.procedure import catalogue
from tongzhou.procedure.declare import Procedure
from tongzhou.procedure.judge import hindrance
from tongzhou.procedure.models import Case, Proposal
from tongzhou.procedure.view import View

COUNTY = 6  # the length of its code


@counter
def act(request: StaffRequest, uid: str, code: str) -> HttpResponse:
    """Show the form of an act, or carry it out."""
    staff = request.staff
    case = staff.case(uid)
    view = staff.door.view(case)
    chosen = view.procedure.by_code.get(code)
    if chosen is None or chosen is view.procedure.opens or chosen.is_engine:
        raise Http404(_("本程序没有这一事项"))
    actors = staff.acting(chosen, view)
    if not actors:
        raise Http404(_("这一事项不由您的职务办理"))
    if own := catalogue.act_page(case.procedure, code):
        return redirect(own, uid)
    part = request.GET.get("part", "") if chosen.writes else ""
    doing = Doing(staff, chosen, view, actors, case, part=part)
    back = reverse("desk:case", args=[uid])
    if chosen.writes:
        back = reverse("desk:text", args=[uid, chosen.writes])
    why = hindrance(view, chosen, on=staff.on)
    return _handle(request, doing, key=f"{code}{part and '/' + part}", back=back, why=why)


@counter
def open_case(request: StaffRequest, procedure: str) -> HttpResponse:
    """Show the form that opens a case, or open it."""
    staff = request.staff
    if procedure not in catalogue.codes():
        raise Http404
    actors = staff.opening(procedure)
    if not actors:
        raise Http404(_("这一事项不由您的职务办理"))
    version = catalogue.version_on(procedure, staff.on)
    if own := catalogue.act_page(procedure, version.opens.code):
        return redirect(own)
    given = request.POST.get("region", request.GET.get("region", ""))
    regions = regions_of(actors[0].region, version)
    region = given if given in dict(regions) else regions[0][0]
    doing = Doing(staff, version.opens, View(version, region=region), actors, region=region)
    back = reverse("desk:list", args=[procedure])
    return _handle(request, doing, key=f"new {procedure}", back=back, regions=regions)


def regions_of(held: str, procedure: Procedure) -> list[tuple[str, str]]:
    """Return the regions in which a holder of an office may open a case.

    Those of the level its cases lie at, within the region of the office; else one's own and the counties.
    """
    if procedure.level and procedure.level >= len(held):
        return regions_below(held, level=procedure.level)
    own = regions_below(held, level=len(held))
    return own if len(held) >= COUNTY else [*own, *regions_below(held, level=COUNTY)]


def _handle(
    request: StaffRequest,
    doing: Doing,
    *,
    key: str,
    back: str,
    why: str = "",
    regions: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    staff = request.staff
    if request.method == "POST":
        doing.forms(request.POST, request.FILES)
        made = doing.try_out()
        if made is not None:
            drafts.forget(staff.person, doing.case, [key])
            text = (
                _("已办理：%(act)s")
                if not isinstance(made, Proposal)
                else _("已提请共同办理：%(act)s")
            )
            text %= {"act": doing.act.label}
            return done(request, text, _after(made, back))
        drafts.keep(staff.person, doing.case, key, request.POST, at=staff.at)
        return page(
            request,
            "desk/act.html",
            _context(request, doing, back, why, regions),
            part="form",
            status=422,
        )
    kept = drafts.recall(staff.person, doing.case, key)
    before = drafts.recall_from_session(request) or (kept[0] if kept else None)
    doing.forms(before=before, content=_content(doing))
    context = _context(request, doing, back, why, regions) | {
        "restored": before is not None,
        "kept_at": kept[1] if kept else None,
        "key": key,
    }
    return page(request, "desk/act.html", context, part="form")


def _after(made: Any, back: str) -> str:
    return reverse("desk:case", args=[made.uid]) if isinstance(made, Case) else back


def _content(doing: Doing) -> str:
    """Return the passage as it stands, for whoever is about to change it."""
    if not doing.writes or not doing.act.writes:
        return ""
    digest = doing.view.texts[doing.act.writes].get(doing.part, "")
    return texts.contents([digest]).get(digest, "")


def _context(
    request: StaffRequest, doing: Doing, back: str, why: str, regions: list[tuple[str, str]] | None
) -> dict[str, Any]:
    part = f" · {doing.part}" if doing.part else ""
    return {
        "case": doing.case,
        "procedure": doing.view.procedure,
        "act": doing.act,
        "title": f"{doing.act.label}{part}",
        "facts": doing.facts,
        "frame": doing.frame,
        "refusal": doing.refusal,
        "why": why,
        "consequences": consequences(doing.act, doing.view, opened=doing.case is not None),
        "reads": doing.reads,
        "action": request.get_full_path(),
        "back": back,
        "regions": regions or [],
        "region": doing.region,
        "has_files": doing.facts.is_multipart(),
    }


@counter
def forget_draft(request: StaffRequest, uid: str) -> HttpResponse:
    """Throw away what was kept of an act's form."""
    case = request.staff.case(uid) if uid != "new" else None
    key = request.POST.get("key", "")
    if request.method == "POST":
        drafts.forget(request.staff.person, case, [key])
    back = reverse("desk:case", args=[uid]) if case else reverse("desk:day")
    return done(request, _("已清除未提交的内容"), back)
