"""案件 — the page of one case."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tongzhou.desk import casepage, deadlines, stated, timeline
from tongzhou.desk.answers import page
from tongzhou.desk.sightings import saw
from tongzhou.desk.staff import Staff, StaffRequest, counter
from tongzhou.desk.views.together import pending_in
from tongzhou.procedure import catalogue
from tongzhou.procedure.mending import MERGE
from tongzhou.procedure.models import Case, CaseLink, Entry, Sighting
from tongzhou.procedure.papers import drafts_for
from tongzhou.procedure.papers.served import forms_offered, issued_in
from tongzhou.procedure.service import by_paper, services_of
from tongzhou.procedure.view import View

LED = (
    "handover",
    "merge",
)  # what leads from one case to another; any other link is told by its own word
MOST_ACTS = 8  # before the rest is folded away
MOST_ENTRIES = 30  # shown at first; `?all` shows the whole journal
MOST_PAPERS = 8
MOST_CLOCKS = 8
MOST_LINES, FIRST_LINES = 50, 12  # of the ledger; a longer one has a page of its own


@counter
def case(request: StaffRequest, uid: str) -> HttpResponse:
    """Show a case. Looking at it is an entry of the journal of views."""
    found = request.staff.case(uid)
    view = request.staff.door.view(found)
    saw(request, "case", case=found)
    context = context_of(found, view, request.staff)
    if "all" not in request.GET:
        context["hidden"] = max(0, len(context["timeline"]) - MOST_ENTRIES)
        context["timeline"] = context["timeline"][:MOST_ENTRIES]
    context["timeline"] = timeline.runs(context["timeline"])
    return page(request, "desk/case.html", context)


def context_of(case: Case, view: View, staff: Staff) -> dict[str, Any]:
    """Return all that the page shows of a case, apart from its frame."""
    entries = list(Entry.objects.filter(case=case).order_by("seq"))
    opening = view.said.get(view.procedure.opens.code)
    nearest = deadlines.nearest(view)
    columns, ledger = casepage.ledger(view)
    panel = dict(catalogue.line_of(case.procedure).case_panels or {}).get(case.procedure, "")
    papers = issued_in(case) if any(e.issued for e in entries) else []
    clocks = deadlines.every_clock(view, on=staff.on, at=staff.at)
    running = [d for d in clocks if d.is_open]
    right = putting_right(view, staff)
    acts = casepage.acts(case, view, staff)
    now = [a for a in acts if a.here or not a.why]
    return {
        "case": case,
        "view": view,
        "procedure": view.procedure,
        "listed": case.procedure
        in staff.sight.procedures,  # whoever is only sent here has no such list
        "state": view.procedure.states[view.state],
        "aside": casepage.is_aside(view),
        "today": staff.on,
        "clock": deadlines.of_clock(nearest, view, on=staff.on, at=staff.at) if nearest else None,
        "clocks": running[:MOST_CLOCKS],
        "more_clocks": running[MOST_CLOCKS:],
        "finished": [d for d in clocks if not d.is_open],
        "steps": casepage.steps(view),
        "people": casepage.people(view),
        "opening": stated.of_facts(opening, view) if opening else [],
        "ledger_columns": columns,
        "ledger": ledger if len(ledger) <= MOST_LINES else ledger[:FIRST_LINES],
        "ledger_lines": len(ledger),
        "acts": now[:MOST_ACTS],
        "more_acts": now[MOST_ACTS:],
        "later": [a for a in acts if a.why and not a.here] if case.is_open else [],
        "holders": casepage.holders(view),
        "rounds": casepage.rounds(view),
        "texts": [] if panel else casepage.texts(case, view),  # a panel leads to its text itself
        "timeline": timeline.of_entries(entries, view),
        "papers": papers[:MOST_PAPERS],
        "more_papers": papers[MOST_PAPERS:],
        "drafts": drafts_for(view),
        "forms": forms_offered() if papers or drafts_for(view) else {},
        "served": by_paper(services_of(case, view))
        if any(p.paper.served_on for p in papers)
        else [],
        "links": links(case, staff),
        "proposals": pending_in(case, view) if has_hands(view) else [],
        "put_right": right,
        "merge_page": catalogue.act_page(case.procedure, MERGE),
        "newer": newer_rules(view, staff) if "adopt" in right else "",
        "panel": panel,
    }


def links(case: Case, staff: Staff) -> list[dict[str, Any]]:
    """Return the cases this one came from or led to; those this person may not open stay without a link."""
    linked = CaseLink.objects.filter(Q(source=case) | Q(target=case)).order_by("id")
    rows = list(linked.select_related("source", "target"))
    others = {row.target if row.source_id == case.pk else row.source for row in rows}
    open_to = (
        set(staff.cases().filter(pk__in=[c.pk for c in others]).values_list("pk", flat=True))
        if others
        else set()
    )
    found = []
    for row in rows:
        led = row.source_id == case.pk
        other = row.target if led else row.source
        found.append(
            {
                "label": row.label if row.kind not in LED else _("移交后") if led else _("来源"),
                "title": catalogue.newest(other.procedure).title,
                "name": str(other),
                "url": reverse("desk:case", args=[other.uid]) if other.pk in open_to else "",
            }
        )
    return found


def putting_right(view: View, staff: Staff) -> set[str]:
    """Return which of correcting, annulling and unsealing this person may do in this case."""
    acts = view.procedure.by_code
    return {
        code.removeprefix("engine.")
        for code in ("engine.correct", "engine.annul", "engine.unseal", "engine.adopt", MERGE)
        if code in acts and staff.acting(acts[code], view)
    }


def has_hands(view: View) -> bool:
    """Whether this procedure has acts that take two officers."""
    return any(act.hands for act in view.procedure.by_code.values())


def newer_rules(view: View, staff: Staff) -> str:
    """Return the first day of a newer version of the procedure that is in force, if there is one."""
    newest = catalogue.version_on(view.procedure.code, staff.on)
    return newest.version if newest.version != view.procedure.version else ""


@counter
def seen_by(request: StaffRequest, uid: str) -> HttpResponse:
    """Show who has looked at a case, newest first."""
    found = request.staff.case(uid)
    rows = Sighting.objects.filter(case=found).select_related("person").order_by("-at")[:200]
    return page(
        request, "desk/seen.html", {"case": found, "sightings": rows, "today": request.staff.on}
    )
