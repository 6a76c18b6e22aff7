"""单位变更 — what changed with employers as the register or they themselves say, by when it is filed, and whether it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tongzhou.law import Calendar
from tongzhou.lines.filing.rules import periods
from tongzhou.lines.filing.rules.periods import ByWhen, by_when
from tongzhou.registry.models import Employer, Person, RegisterEntry

from .models import FirmChange

BACK = timedelta(days=365)  # how far back the register is read
LOOKED = 500  # entries of the register that a board looks through
What = FirmChange.What
COLUMNS = {
    "name": What.NAME,
    "legal_representative": What.REPRESENTATIVE,
    "form": What.FORM,
    "uscc": What.CODE,
    "is_active": What.CLOSED,
}
OVER = (What.CLOSED, What.STOPPED)


@dataclass(frozen=True)
class Change:
    """One change of an employer: what, since when, in words, what is owed about it by when, and what was filed."""

    employer: Employer
    what: What
    happened_on: date
    words: str
    entry: int | None
    filed: FirmChange | None
    duties: tuple[ByWhen, ...]

    @property
    def is_open(self) -> bool:
        """Whether it is still to be filed."""
        return self.filed is None

    @property
    def filing(self) -> ByWhen:
        """By when it is filed here."""
        return self.duties[0]


def changes_of(employer: Employer, *, on: date, calendar: Calendar) -> list[Change]:
    """Return the changes of one employer, newest first. Two queries."""
    return _changes([employer], on=on, calendar=calendar)


def open_in(where: Q, *, on: date, calendar: Calendar) -> list[Change]:
    """Return what employers of some counties have still to file, the longest due first. Three queries."""
    since = on - BACK
    entries = RegisterEntry.objects.filter(register="employer", at__date__gte=since)
    entries = entries.filter(what__in=(RegisterEntry.What.CHANGED, RegisterEntry.What.ENDED))
    keys = set(entries.order_by("-id").values_list("key", flat=True)[:LOOKED])
    firms = list(Employer.objects.standing().filter(where, pk__in=[k for k in keys if k.isdigit()]))
    found = [c for c in _changes(firms, on=on, calendar=calendar) if c.is_open]
    return sorted(found, key=lambda c: c.filing.day)


def declare(
    employer: Employer,
    *,
    what: str,
    happened_on: date,
    words: str,
    entry: int | None,
    by: Person | None,
    on: date,
) -> FirmChange:
    """File a change. Raises ValidationError where the day lies ahead, or the same is filed already."""
    if happened_on > on:
        raise ValidationError({"happened_on": _("变更日期不能晚于今天，请在发生后再备案。")})
    made = FirmChange(
        employer=employer, what=what, happened_on=happened_on, words=words.strip(), entry=entry,
        declared_on=on, declared_by=by,
    )  # fmt: skip
    made.full_clean()
    made.save()
    return made


def _changes(firms: Iterable[Employer], *, on: date, calendar: Calendar) -> list[Change]:
    by_key = {str(e.pk): e for e in firms}
    if not by_key:
        return []
    filed = list(FirmChange.objects.filter(employer__in=by_key.values()))
    of_entry = {(f.entry, f.what): f for f in filed if f.entry}
    entries = RegisterEntry.objects.filter(
        register="employer", key__in=by_key, at__date__gte=on - BACK
    ).exclude(what__in=(RegisterEntry.What.ADDED, RegisterEntry.What.LOADED))
    found = []
    for entry in entries.order_by("-at", "-id"):
        for column, what in COLUMNS.items():
            if column not in entry.changes:
                continue
            before, after = entry.changes[column]
            if not before or (column == "is_active" and by_key[entry.key].is_active):
                continue  # filled in for the first time, or opened again
            words = _("不再存续") if column == "is_active" else f"{before} → {after}"
            day = localdate(entry.at)
            done = of_entry.get((entry.pk, what))
            made = _change(by_key[entry.key], what, day, words, entry.pk, done, on, calendar)
            found.append(made)
    for one in filed:
        if one.entry is None:
            what = What(one.what)
            firm = by_key[str(one.employer_id)]
            found.append(_change(firm, what, one.happened_on, one.words, None, one, on, calendar))
    return sorted(found, key=lambda c: c.happened_on, reverse=True)


def _change(
    employer: Employer, what: What, day: date, words: str, entry: int | None, filed: FirmChange | None,
    on: date, calendar: Calendar,
) -> Change:  # fmt: skip
    day = filed.happened_on if filed else day
    first = periods.CLOSE if what in OVER else periods.FIRM
    done = filed.declared_on if filed else None
    duties = [by_when(first, event=day, done_on=done, on=on, calendar=calendar)]
    if what != What.STOPPED:  # what the insurance agency is told is not known here
        duties.append(by_when(periods.INSURANCE, event=day, done_on=None, on=on, calendar=calendar))
    return Change(employer, what, day, words, entry, filed, tuple(duties))
