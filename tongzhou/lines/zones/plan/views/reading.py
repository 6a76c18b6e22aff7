"""阅读 — the list of plans, the whole text, the check, the versions and their differences, the opinions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongzhou.law import numeral
from tongzhou.lines.zones.models.plan import ZonePlan
from tongzhou.lines.zones.plan import store
from tongzhou.lines.zones.plan.facts import Part
from tongzhou.lines.zones.plan.lights import circulations, lights
from tongzhou.lines.zones.plan.pages import LABELS, plan_of
from tongzhou.lines.zones.plan.procedure import PLAN
from tongzhou.lines.zones.plan.rules import goals_of, tasks_of, zone_name
from tongzhou.lines.zones.plan.versions import Version, changes
from tongzhou.lines.zones.shapes import HEADINGS, PARTS, SECTIONS
from tongzhou.procedure.counter import VisitorRequest, counter, names_of, page
from tongzhou.procedure.refusal import Refused

MOST = 200


@counter
def plans(request: VisitorRequest) -> HttpResponse:
    """Show the plans this person can see, the newest first."""
    visitor = request.visitor
    cases = visitor.cases(PLAN.code)
    rows = list(
        ZonePlan.objects.filter(case__in=cases).select_related("case").order_by("-case_id")[:MOST]
    )
    states = {code: state.staff for code, state in PLAN.states.items()}
    leagues = names_of({r.league for r in rows})
    table = [(r, states.get(r.state, r.state), leagues.get(r.league, r.league)) for r in rows]
    return page(request, "zones/plan/list.html", {"rows": table, "today": visitor.on})


@counter
def text(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the whole plan, as it will be printed."""
    plan = plan_of(request.visitor, uid)
    request.visitor.saw("text", plan.case)
    sections = [
        (
            f"{numeral(int(number))}、{heading}",
            [(p, _subheading(p), plan.contents.get(p, "")) for p in HEADINGS if p[0] == number],
        )
        for number, heading in SECTIONS.items()
    ]
    context = plan.context(
        "text",
        sections=sections,
        goals=goals_of(plan.view),
        tasks=tasks_of(plan.view),
        name=zone_name(plan.view),
    )
    return page(request, "zones/plan/text.html", context)


def _subheading(part: str) -> str:
    """Return a heading as the template writes it: （一）建设试验区的优势条件; none for section three."""
    return f"（{numeral(int(part[2:]))}）{LABELS[part]}" if "." in part else ""


@counter
def check(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show what is to be put right, part by part, each with the way there."""
    plan = plan_of(request.visitor, uid)
    groups: dict[str, list[Any]] = {}
    for finding in plan.findings:
        groups.setdefault(finding.part, []).append(finding)
    found = [(part, _where(plan.case.uid, part), groups[part]) for part in PARTS if part in groups]
    return page(request, "zones/plan/check.html", plan.context("check", groups=found))


def _where(uid: str, part: str) -> str:
    if part in HEADINGS:
        return reverse("zones-plan:part", args=[uid, part])
    return reverse(f"zones-plan:{part}", args=[uid])


@counter
def versions(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the versions, and how one became another."""
    plan = plan_of(request.visitor, uid)
    found: list[Version] = plan.versions
    by_number = {v.number: v for v in found}
    new = by_number.get(_number(request.GET.get("to")), found[-1] if found else None)
    older = [v for v in found if new and v.seq < new.seq]
    old = by_number.get(_number(request.GET.get("from")), older[-1] if older else None)
    changed = []
    if old and new and old is not new:
        both = {*old.digests.values(), *new.digests.values()}
        changed = list(changes(old, new, store.contents_of(both)))
    names = store.names_of(plan.case, (v.seq for v in found))
    context = plan.context(
        "versions",
        versions=[(v, names.get(v.seq, "")) for v in reversed(found)],
        old=old,
        new=new,
        changed=changed,
        labels=LABELS,
        restorable=set(plan.open_parts) & set(HEADINGS) if new and not new.number else set(),
    )
    return page(request, "zones/plan/versions.html", context)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else -1


@require_POST
@counter
def restore(request: VisitorRequest, uid: str, number: int, part: str) -> HttpResponse:
    """Put a part back to what it was in a version. It is a new writing; nothing is lost."""
    plan = plan_of(request.visitor, uid)
    version = next((v for v in plan.versions if v.number == number), None)
    if version is None or part not in HEADINGS or plan.writer is None:
        raise Http404
    content = store.texts_of({part: version.digests.get(part, "")})[part]
    facts = Part(part=part, content=content, replaces=plan.digests.get(part, ""))  # type: ignore[arg-type]
    try:
        request.visitor.door.act(
            plan.case, "write", by=plan.writer, at=request.visitor.at, facts=facts
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = {"part": f"{part} {LABELS[part]}", "version": version.label}
        messages.success(request, _("已将 %(part)s 恢复为%(version)s的内容") % said)
    return HttpResponseRedirect(reverse("zones-plan:versions", args=[uid]))


@counter
def opinions(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the eight lights, who holds the paper since when, and every comment of each circulation."""
    plan = plan_of(request.visitor, uid)
    context = plan.context(
        "opinions",
        lights=lights(plan.view, plan.records, on=request.visitor.on),
        circulations=circulations(plan.case, plan.records),
    )
    return page(request, "zones/plan/opinions.html", context)
