"""催办通知 — after a reminder or an answer, tell the people of the lead body; after a request, the upper level."""

from __future__ import annotations

import logging

from django.db import DatabaseError
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tongzhou.lines.zones.offices import LEAGUE_HRSS, TASK_UNIT
from tongzhou.procedure.facts import loaded
from tongzhou.procedure.models import Entry, Notice
from tongzhou.procedure.view import View
from tongzhou.registry.models import Appointment

from . import facts, rules
from .procedure import ZONE, answer, remind, report

log = logging.getLogger(__name__)


def tell(entry: Entry, view: View) -> None:
    """Write notices for an entry of a zone. A failure is logged: the act itself stands."""
    if view.procedure.code != ZONE.code or entry.act not in (remind.code, answer.code, report.code):
        return
    try:
        people, text = _whom(entry, view)
        if people:
            Notice.objects.bulk_create(
                Notice(person_id=pk, case_id=entry.case_id, at=entry.recorded_at, text=text[:300])
                for pk in sorted(people)
            )
    except DatabaseError:
        log.exception("nobody was told of entry %s", entry.pk)


def _whom(entry: Entry, view: View) -> tuple[set[int], str]:
    """Return whom to tell of a reminder, an answer or a request, and what."""
    subjects = [view.subjects[key] for key in entry.about if key in view.subjects]
    titles = "、".join(s.name for s in subjects)
    stated = loaded(entry.facts, view.procedure.by_code[entry.act].asks)
    if isinstance(stated, facts.Reminder):
        text = _("催办：请于 %(day)s 前报送“%(tasks)s”的进展")
        text %= {"day": stated.reply_by, "tasks": titles}
        return _of_bodies({s.owner for s in subjects}, entry, view), text
    if isinstance(stated, facts.Reply):
        text = _("上级已答复“%(tasks)s”的协调事项") % {"tasks": titles}
        return _of_bodies({s.owner for s in subjects}, entry, view), text
    if isinstance(stated, facts.Progress) and stated.request.strip():
        text = _("%(zone)s提请协调“%(tasks)s”") % {"zone": rules.called(view), "tasks": titles}
        q = Q(office=LEAGUE_HRSS.code, region=view.region[:4])
        return _holding(q, entry), text
    return set(), ""


def _of_bodies(bodies: set[str], entry: Entry, view: View) -> set[int]:
    q = Q(office=TASK_UNIT.code, region=view.region, body__short_name__in=bodies)
    return _holding(q, entry)


def _holding(q: Q, entry: Entry) -> set[int]:
    held = Appointment.objects.on(localdate(entry.recorded_at)).filter(q, person__is_active=True)
    return set(held.values_list("person_id", flat=True))
