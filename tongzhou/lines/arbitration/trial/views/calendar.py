"""庭审日历 — who hears what, when and where, by room or by arbitrator; and the register of rooms."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.lines.arbitration.models import Booking, HearingRow, Room
from tongzhou.lines.arbitration.offices import ARBITRATOR, BODY, CHAIR, CLERK, HEAD
from tongzhou.lines.arbitration.procedure import CODE
from tongzhou.lines.arbitration.trial import timetable
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.counter import Visitor, VisitorRequest, counter, page
from tongzhou.registry.models import Body

OFFICES = {o.code for o in (CLERK, ARBITRATOR, HEAD, CHAIR)}
KEEPERS = {o.code for o in (CLERK, HEAD)}  # who look after the rooms
HERE = ZoneInfo("Asia/Shanghai")


def bodies_of(visitor: Visitor) -> list[Body]:
    """Return the commissions in which this person holds an office of arbitration. Raises Http404 without one."""
    found = {
        a.body.pk: a.body
        for a in visitor.appointments
        if a.office in OFFICES and a.body.kind == BODY
    }
    if not found:
        raise Http404(_("庭审日历由仲裁机构的工作人员查看"))
    return list(found.values())


def chosen_body(request: VisitorRequest) -> tuple[Body, list[Body]]:
    """Return the commission this page is about, and those to choose from."""
    bodies = bodies_of(request.visitor)
    wanted = request.GET.get("body") or request.POST.get("body") or ""
    return next((b for b in bodies if str(b.pk) == wanted), bodies[0]), bodies


@counter
def calendar(request: VisitorRequest) -> HttpResponse:
    """Show the hearings of a week or a day, by room or by arbitrator."""
    body, bodies = chosen_body(request)
    by = "person" if request.GET.get("by") == "person" else "room"
    span = "day" if request.GET.get("span") == "day" else "week"
    try:
        on = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        on = request.visitor.on
    step = 1 if span == "day" else 7
    first = on if span == "day" else on - timedelta(days=on.weekday())
    days = [first + timedelta(days=n) for n in range(step)]
    working = calendar_now()
    seen = request.visitor.cases(CODE)
    found = timetable.week(body.region_id, seen, days, working, by=by)
    if span == "week":  # Saturday and Sunday only where something is held, or one works
        kept = [
            n for n, (d, rest) in enumerate(found.days) if n < 5 or not rest or found.agenda[n][1]
        ]
        found = timetable.Week(
            tuple(found.days[n] for n in kept),
            tuple((head, tuple(cells[n] for n in kept)) for head, cells in found.rows),
            tuple(found.agenda[n] for n in kept),
        )
    context = {
        "body": body,
        "bodies": bodies,
        "by": by,
        "span": span,
        "on": on,
        "first": days[0],
        "last": days[-1],
        "before": first - timedelta(days=step),
        "after": first + timedelta(days=step),
        "today": request.visitor.on,
        "week": found,
        "keeps_rooms": _keeps(request.visitor, body),
    }
    return page(request, "arbitration/trial_calendar.html", context)


def _keeps(visitor: Visitor, body: Body) -> bool:
    return any(a.office in KEEPERS and a.body_id == body.pk for a in visitor.appointments)


@counter
def rooms(request: VisitorRequest) -> HttpResponse:
    """Show the rooms of the commission; clerk and head add and retire them."""
    body, bodies = chosen_body(request)
    keeps, error = _keeps(request.visitor, body), ""
    if request.method == "POST":
        if not keeps:
            raise Http404(_("仲裁庭由书记员或院长登记"))
        error = _retire(request, body) if "retire" in request.POST else _add(request, body)
        if not error:
            return redirect("arbitration-hearings:rooms")
    found = Room.objects.filter(body=body).select_related("added_by", "retired_by")
    context = {
        "body": body,
        "bodies": bodies,
        "keeps": keeps,
        "error": error,
        "typed": request.POST,
        "rooms": found.filter(retired_at=None).order_by("name"),
        "retired": found.exclude(retired_at=None).order_by("-retired_at")[:20],
    }
    return page(request, "arbitration/trial_rooms.html", context, status=422 if error else 200)


def _add(request: VisitorRequest, body: Body) -> str:
    name = request.POST.get("name", "").strip()
    seats = request.POST.get("seats", "").strip()
    if not name:
        return _("请填写仲裁庭名称，如“第一仲裁庭”")
    if len(name) > 40:
        return _("名称请控制在 40 字以内")
    if seats and not (seats.isdigit() and 0 < int(seats) < 1000):
        return _("座位数请填整数，如 30")
    if Room.objects.filter(body=body, name=name, retired_at=None).exists():
        return _("已有“%(name)s”，请换一个名称") % {"name": name}
    Room.objects.create(
        body=body,
        name=name,
        place=request.POST.get("place", "").strip()[:100],
        seats=int(seats) if seats else None,
        added_by=request.visitor.person,
        added_at=request.visitor.at,
    )
    return ""


def _retire(request: VisitorRequest, body: Body) -> str:
    number = request.POST.get("retire", "")
    room = Room.objects.filter(
        body=body, pk=int(number) if number.isdigit() else 0, retired_at=None
    ).first()
    if room is None:
        return _("没有这个仲裁庭，请刷新后再办")
    what = f"room:{body.region_id}:{room.name}"
    ahead = Booking.objects.filter(what=what, on__gte=request.visitor.on).order_by("on").first()
    if ahead:
        return _("“%(name)s”%(day)s 已排开庭，请先改排再停用") % {
            "name": room.name,
            "day": ahead.on,
        }
    room.retired_by, room.retired_at = request.visitor.person, request.visitor.at
    room.save(update_fields=["retired_by", "retired_at"])
    return ""


@counter
def own_calendar(request: VisitorRequest) -> HttpResponse:
    """Give one's own hearings ahead as a calendar file. Two queries."""
    visitor = request.visitor
    mine = Booking.objects.filter(what=f"person:{visitor.person.pk}", on__gte=visitor.on)
    keys = set(mine.values_list("case_id", "hearing"))
    rows = HearingRow.objects.filter(case__in={c for c, _h in keys}, state="set_down")
    events = [
        r for r in rows.select_related("case").order_by("on") if (r.case_id, r.hearing) in keys
    ]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tongzhou//arbitration//ZH"]
    for row in events:
        lines += _event(row, visitor.at)
    content = "\r\n".join([*lines, "END:VCALENDAR", ""])
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="hearings.ics"'
    response["Cache-Control"] = "no-store"
    return response


def _event(row: HearingRow, at: datetime) -> list[str]:
    hour, minute = int(row.starts[:2]), int(row.starts[3:])
    starts = datetime(row.on.year, row.on.month, row.on.day, hour, minute, tzinfo=HERE)
    ends = starts + timedelta(minutes=row.minutes)

    def stamp(moment: datetime) -> str:
        return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")

    def text(words: str) -> str:
        return words.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")

    return [
        "BEGIN:VEVENT",
        f"UID:{row.case.uid}-{row.hearing.replace('/', '-')}@tongzhou",
        f"DTSTAMP:{stamp(at)}",
        f"DTSTART:{stamp(starts)}",
        f"DTEND:{stamp(ends)}",
        f"SUMMARY:{text(row.case.number or row.case.title)}",
        f"LOCATION:{text(row.room)}",
        "END:VEVENT",
    ]
