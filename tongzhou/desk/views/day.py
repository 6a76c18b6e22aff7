"""我的待办 — what waits for this person today."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext as _

from tongzhou.desk import worklist
from tongzhou.desk.answers import page
from tongzhou.desk.branches import BY_DUE, Branches, counted
from tongzhou.desk.staff import Staff, StaffRequest, counter, office_label
from tongzhou.desk.views.notices import newest
from tongzhou.desk.views.together import waiting_for
from tongzhou.procedure import catalogue, nearing
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case, ClockRow, Sighting, SlotRow, SubjectRow
from tongzhou.ui.deadlines import SOON_DAYS, Deadline

MOST, FEW = 8, 5


@counter
def day(request: StaffRequest) -> HttpResponse:
    """Show the day of this person."""
    staff = request.staff
    clocks = my_clocks(staff)
    signing = worklist.awaiting_signature(staff).select_related("case").order_by("since", "id")
    lately = looked_at(staff)
    context = {
        "today": staff.on,
        "clocks": clocks[:MOST],
        "figures": figures(staff, len(signing)),
        "together": waiting_for(staff),
        "signing": [(slot, round_label(slot)) for slot in signing[:MOST]],
        "others": waiting_for_others(staff, lately),
        "unassigned": unassigned(staff),
        "recent": recent(staff, lately),
        "notices": newest(staff, 5),
    }
    return page(request, "desk/day.html", context)


def my_clocks(staff: Staff) -> list[tuple[Case, str, Deadline]]:
    """Return the next clocks that this person's offices owe: (case, subject, deadline), overdue first.

    One index range for each office.
    """
    found = []
    for actor in staff.actors:
        owed = ClockRow.objects.filter(owed_by(actor), due_at__isnull=False)
        office = catalogue.office_named(actor.office)
        if office and office.named:  # their share is what names them, wherever it lies
            named = SubjectRow.objects.filter(
                registry="person", ref=str(staff.person.pk), sees=True
            )
            owed = ClockRow.objects.filter(
                owes=actor.office,
                is_running=True,
                body__in=["", actor.body],
                due_at__isnull=False,
                case__in=named.values("case"),
            )
        rows = (
            owed.exclude(case__in=staff.sight.barred)
            .select_related("case")
            .order_by("due_at", "id")[: MOST + 1]
        )
        found += list(rows)
    found = list({row.pk: row for row in found}.values())  # one office may be held in two bodies
    found = sorted(found, key=lambda row: (row.due_at, row.pk))[: MOST + 1]
    names = _names(found)
    return [
        (row.case, names.get((row.case_id, row.about), ""), shown)
        for row in found
        if (shown := nearing.of_clock(row, row.case.procedure, at=staff.at))
    ]


def _names(rows: list[ClockRow]) -> dict[tuple[int, str], str]:
    """Return what the subjects are called whose clocks these are. One query; none where none is named."""
    named = [row for row in rows if row.about]
    if not named:
        return {}
    subjects = SubjectRow.objects.filter(
        case__in={row.case_id for row in named}, key__in={row.about for row in named}
    )
    return {(s.case_id, s.key): s.name for s in subjects}


def owed_by(actor: Actor) -> Q:
    """Return the condition “this office in this region must act”, as any body or as this one."""
    return Q(owes=actor.office, region=actor.region, is_running=True, body__in=["", actor.body])


def figures(staff: Staff, signing: int) -> list[dict[str, Any]]:
    """Return the figures on top; each opens the list that it counts."""
    found = []
    for label, tone, query, condition in (
        (_("已超期"), "over", "due=over", nearing.late(staff.at)),
        (_("7 天内届满"), "urgent", "due=soon", nearing.within(SOON_DAYS, staff.at)),
        (_("未分派"), "", "handler=nobody", Q(handlers=0)),
    ):
        number = Branches(staff.sight, condition & Q(is_open=True)).count()
        found.append(
            {"label": label, "tone": tone if number else "", "query": query, "n": counted(number)}
        )
    found.insert(
        0, {"label": _("待我会签"), "tone": "", "query": "handler=sign", "n": str(signing)}
    )
    return found


def round_label(slot: SlotRow) -> str:
    """Return what a joint signature is called."""
    rounds = {r.code: r.label for r in catalogue.newest(slot.case.procedure).rounds}
    return rounds.get(slot.round, slot.round)


def waiting_for_others(staff: Staff, seen: list[Case]) -> list[tuple[Case, str]]:
    """Return those of the cases this person looked at in which somebody else holds the paper."""
    mine = {a.office for a in staff.actors}
    waiting: dict[int, list[str]] = {}
    for slot in SlotRow.objects.filter(case__in=[c.pk for c in seen]):
        if slot.office not in mine:
            waiting.setdefault(slot.case_id, []).append(office_label(slot.office))
    return [(c, "、".join(waiting[c.pk])) for c in seen if c.pk in waiting][:MOST]


def looked_at(staff: Staff) -> list[Case]:
    """Return the cases this person looked at lately and may still see, the last one first."""
    ids = (
        Sighting.objects.filter(person=staff.person, what="case", case__isnull=False)
        .order_by("-at")
        .values_list("case_id", flat=True)[:60]
    )
    wanted = list(dict.fromkeys(ids))[:20]
    found = {c.pk: c for c in staff.cases().filter(pk__in=wanted)}
    return [found[pk] for pk in wanted if pk in found]


def unassigned(staff: Staff) -> list[worklist.Row]:
    """Return open cases in this person's reach that nobody carries yet."""
    found = Branches(staff.sight, Q(is_open=True, handlers=0)).first(BY_DUE, FEW)
    return worklist.rows(found, at=staff.at)


def recent(staff: Staff, seen: list[Case]) -> list[Case]:
    """Return those of the cases this person looked at that changed last, the last on top."""
    changed = [c for c in seen if c.changed_at]
    return sorted(changed, key=lambda c: c.changed_at or staff.at, reverse=True)[:MOST]
