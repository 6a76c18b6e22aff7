"""任免和委托代行 — giving an office, ending it, and lending it for a time."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from . import journal
from .models import Appointment, Body, Person, RegisterEntry

ENDED = RegisterEntry.What.ENDED


@transaction.atomic
def appoint(
    person: Person,
    *,
    office: str,
    body: Body,
    since: date,
    until: date | None = None,
    acting: bool = False,
    by: Person | None,
    at: datetime,
    reason: str = "",
) -> Appointment:
    """Give a person an office in a body, from one day to another; the last day counts.

    Raises ValidationError if the person holds it there on one of these days already, or if the
    body does not exist on all of them.
    """
    _check_body(body, since, until)
    same = Appointment.objects.select_for_update().filter(
        person=person, office=office, body=body, delegated_from=None, withdrawn=False
    )
    clash = same.filter(_overlaps(since, until)).first()
    if clash:
        raise ValidationError(
            _("%(person)s自%(since)s起已任此职，请先办理免职再重新任职。")
            % {"person": person, "since": clash.since}
        )
    appointment = Appointment(
        person=person,
        office=office,
        body=body,
        since=since,
        until=until,
        acting=acting,
        granted_by=by,
        reason=reason,
    )
    journal.add(appointment, by=by, at=at, reason=reason)
    if not person.is_staff:
        journal.change(person, by=by, at=at, reason=reason or _("任职"), is_staff=True)
        person.is_staff = True
    return appointment


@transaction.atomic
def end_appointment(
    appointment: Appointment, *, last_day: date, by: Person | None, at: datetime, reason: str
) -> Appointment:
    """End an appointment with a day; what was delegated from it ends with it.

    A last day before the first takes it back before it began. An end that is set already can be
    brought forward, not put off. Raises ValidationError.
    """
    ended = _end(appointment, last_day=last_day, by=by, at=at, reason=reason)
    running = Q(until=None) | Q(until__gt=last_day)
    for delegation in appointment.delegations.filter(running, withdrawn=False):
        _end(delegation, last_day=last_day, by=by, at=at, reason=reason)
    return ended


@transaction.atomic
def delegate(
    appointment: Appointment,
    *,
    to: Person,
    since: date,
    until: date,
    reason: str,
    by: Person | None,
    at: datetime,
) -> Appointment:
    """Lend an office to another person from one day to another (委托代行).

    The holder keeps it. The delegation stays within the appointment's own days, and cannot be
    passed on. Raises ValidationError.
    """
    source = Appointment.objects.select_for_update().select_related("person").get(pk=appointment.pk)
    if source.delegated_from_id is not None:
        raise ValidationError(_("受托代行的职务不能再转委托，请由任职人本人委托。"))
    if source.withdrawn or since < source.since or (source.until and until > source.until):
        raise ValidationError(_("委托期间须在任职期间之内，请调整起止日期。"))
    if to.pk == source.person_id:
        raise ValidationError(_("不能委托给任职人本人，请另选受托人。"))
    if not (to.is_active and to.is_staff):
        raise ValidationError(_("受托人须是可以登录的工作人员，请另选受托人。"))
    clash = source.delegations.filter(_overlaps(since, until), person=to, withdrawn=False).first()
    if clash:
        raise ValidationError(
            _("%(person)s在%(since)s至%(until)s已受此委托，请先撤销原委托。")
            % {"person": to, "since": clash.since, "until": clash.until}
        )
    delegation = Appointment(
        person=to,
        office=source.office,
        body=source.body,
        since=since,
        until=until,
        granted_by=by,
        delegated_from=source,
        reason=reason,
    )
    return journal.add(delegation, by=by, at=at, reason=reason)


def revoke(
    delegation: Appointment, *, last_day: date, by: Person | None, at: datetime, reason: str
) -> Appointment:
    """Take a delegation back with a day. Raises ValidationError, also for what is no delegation."""
    if delegation.delegated_from_id is None:
        raise ValidationError(_("这不是委托代行；免去本人职务请办理免职。"))
    return _end(delegation, last_day=last_day, by=by, at=at, reason=reason)


def _end(
    appointment: Appointment, *, last_day: date, by: Person | None, at: datetime, reason: str
) -> Appointment:
    if appointment.withdrawn:
        raise ValidationError(_("此项任职已经撤回，无须再办理。"))
    if appointment.until is not None and last_day > appointment.until:
        raise ValidationError(
            _("此项任职至%(until)s已经终止，不能改为更晚的日期；需要延续的，请重新任职。")
            % {"until": appointment.until}
        )
    if last_day < appointment.since:
        return journal.change(appointment, by=by, at=at, reason=reason, what=ENDED, withdrawn=True)
    return journal.change(appointment, by=by, at=at, reason=reason, what=ENDED, until=last_day)


def _check_body(body: Body, since: date, until: date | None) -> None:
    starts_early = body.since is not None and since < body.since
    ends_late = body.until is not None and (until is None or until > body.until)
    if starts_early or ends_late:
        raise ValidationError(
            _("任职期间须在“%(body)s”存续期间之内，请核对起止日期。") % {"body": body}
        )


def _overlaps(since: date, until: date | None) -> Q:
    overlap = Q(until=None) | Q(until__gte=since)
    return overlap if until is None else overlap & Q(since__lte=until)


@transaction.atomic
def close_body(body: Body, *, last_day: date, by: Person | None, at: datetime, reason: str) -> Body:
    """Close a body with a day; the offices held in it end with it. Raises ValidationError."""
    running = Q(until=None) | Q(until__gt=last_day)
    for held in body.appointments.filter(running, delegated_from=None, withdrawn=False):
        end_appointment(held, last_day=last_day, by=by, at=at, reason=reason)
    return journal.change(
        body, by=by, at=at, reason=reason, what=ENDED, is_active=False, until=last_day
    )
