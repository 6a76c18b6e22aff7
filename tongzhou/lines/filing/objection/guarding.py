"""异议与备案 — what an open objection means for the declaration it is about, and what became of the declaration since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tongzhou.lines.filing.models import Employment, ObjectionRow
from tongzhou.procedure.models import Entry
from tongzhou.registry import sealing
from tongzhou.registry.models import Employer, RegisterEntry, Worker
from tongzhou.registry.registers import field_label

from .procedure import UPHELD, raise_, uphold
from .rules import NEVER_WORKED_HERE

What = RegisterEntry.What
TURNS = {
    "state",
    "version",
}  # a renewal changes nothing else of the period before: it corrects nothing


def open_against(row: Employment) -> QuerySet[ObjectionRow]:
    """Return the objections against a declaration that are not decided, or not put right."""
    return ObjectionRow.objects.filter(employment=row.pk, case__is_open=True)


def check_may_void(row: Employment) -> None:
    """Refuse to take back what a worker objects to, unless the objection was upheld or asks for just that.

    Raises ValidationError, with what to do instead.
    """
    for objection in open_against(row).select_related("case"):
        if objection.case.state != UPHELD.code and objection.what != NEVER_WORKED_HERE:
            raise ValidationError(
                _(
                    "劳动者对这条备案的异议（%(what)s）正在处理，现在不能作废：请先答复异议，备案有误的办理变更、更正；"
                    "异议处理后仍需作废的，再来办理。"
                )
                % {"what": objection.what}
            )


def voided(rows: Iterable[Employment]) -> dict[int, RegisterEntry]:
    """Return when and why each of these was taken back, by key. One query."""
    keys = [str(r.pk) for r in rows if r.state == Employment.State.VOID]
    told = RegisterEntry.objects.filter(
        register=Employment._meta.model_name, key__in=keys, what__in=(What.VOIDED, What.ENDED)
    )
    return {int(entry.key): entry for entry in told.order_by("at", "id")}


@dataclass(frozen=True)
class Correction:
    """One entry in the history of a declaration since the objection: what was done, before and after, and why."""

    at: datetime
    what: str
    changes: tuple[tuple[str, str, str], ...]  # label, before, after
    reason: str
    after_decision: bool

    def __str__(self) -> str:
        """Say it in one line, as it is kept with the outcome."""
        told = "；".join(f"{label}：{before} → {after}" for label, before, after in self.changes)
        return f"{localtime(self.at):%Y-%m-%d %H:%M} {self.what}：{told}（{self.reason}）"[:500]


def corrections(employment: str) -> list[Correction]:
    """Return what was changed, ended or taken back of a declaration since the open objection was raised, oldest first.

    An employer that agrees corrects at once, before the decision: that counts. A renewal does not. Three queries.
    """
    if not employment.isdecimal():
        return []
    objection = (
        ObjectionRow.objects.filter(employment=int(employment), case__is_open=True)
        .order_by("-pk")
        .first()
    )
    if objection is None:
        return []
    acts = Entry.objects.filter(case=objection.case_id, act__in=(raise_.code, uphold.code))
    told = {e.act: e.recorded_at for e in acts.order_by("seq")}
    entries = RegisterEntry.objects.filter(
        register=Employment._meta.model_name,
        key=employment,
        what__in=(What.CHANGED, What.ENDED, What.VOIDED),
        at__gt=told[raise_.code],
    )
    decided = told.get(uphold.code)
    return [
        Correction(
            e.at,
            e.get_what_display(),
            tuple(
                (field_label(Employment, name), _shown(before), _shown(after))
                for name, (before, after) in e.changes.items()
                if name != "version"
            ),
            e.reason,
            decided is not None and e.at > decided,
        )
        for e in entries.order_by("at", "id")
        if e.what != What.CHANGED or not set(e.changes) <= TURNS
    ]


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return "—" if value in (None, "") else str(value)


@dataclass(frozen=True)
class Doubt:
    """What the register of workers says otherwise than the declaration that is objected to."""

    name: str  # as registered; "" where it is the same
    other_phone: bool  # the phone that was shown is not the registered one


def doubt_of(ref: str, name: str, phone: str) -> Doubt | None:
    """Return how the registered worker differs from the one who objects; None where nothing differs. One query."""
    worker = Worker.objects.filter(pk=int(ref[1:])).first() if ref[1:].isdecimal() else None
    if worker is None:
        return None
    found = Doubt(
        worker.name if worker.name != name else "", bool(phone) and phone != worker.phone_hash
    )
    return found if found.name or found.other_phone else None


@dataclass(frozen=True)
class Objected:
    """The declaration an objection is about, as the employer that made it may see it."""

    row: Employment
    firm: int  # the employer's key, through all merges
    name: str
    number: str  # masked


def objected(employment: str, uscc: str, firm: str) -> Objected | None:
    """Return the declaration for the employer `firm` ("e<key>") that made it; None where it made none."""
    employer = Employer.objects.filter(pk=int(firm[1:])).first() if firm[1:].isdecimal() else None
    if employer is None or not employment.isdecimal():
        return None
    row = Employment.objects.filter(pk=int(employment), uscc=uscc).first()
    family = Employer.objects.filter(pk__in=employer.family(), uscc=uscc)
    if row is None or not family.exists():
        return None
    known = row.open_identity()
    return Objected(row, employer.survivor().pk, known.name, sealing.mask_id_number(known.number))
