"""用人单位登记 — registering an employer, finding it again, merging two that are one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from . import credit_code, journal, naming
from .models import Employer, EmployerAlias, EmployerMerge, Person, RegisterEntry


def register_employer(
    *, name: str, uscc: str = "", by: Person | None, at: datetime, reason: str = "", **fields: Any
) -> Employer:
    """Register an employer; without a credit code it is provisional.

    Raises ValidationError if the code is wrong or registered already.
    """
    employer = Employer(name=name, uscc=_checked(uscc), **fields)
    return journal.add(employer, by=by, at=at, reason=reason)


def register_employers(
    given: Sequence[Mapping[str, Any]], *, by: Person | None, at: datetime, reason: str = ""
) -> list[Employer]:
    """Register many employers, each as `register_employer` does, in their order. A handful of queries.

    Whoever bears a code already must have been looked for; a region, an industry or a parent is given as the
    record. Raises ValidationError for the first that cannot be one; then none is registered.
    """
    new = [Employer(**{**one, "uscc": _checked(one.get("uscc"))}) for one in given]
    return journal.add_all(new, by=by, at=at, reason=reason)


def change_employer(
    employer: Employer, *, by: Person | None, at: datetime, reason: str, on: date, **fields: Any
) -> Employer:
    """Change what is registered about an employer; a former name stays findable, until `on`."""
    if "uscc" in fields:
        fields["uscc"] = _checked(fields["uscc"])
    with transaction.atomic():
        changed = journal.change(employer, by=by, at=at, reason=reason, **fields)
        if changed.name != employer.name:
            add_alias(changed, name=employer.name, until=on, by=by, at=at, reason=reason)
        return changed


def add_alias(
    employer: Employer,
    *,
    name: str,
    since: date | None = None,
    until: date | None = None,
    by: Person | None,
    at: datetime,
    reason: str = "",
) -> EmployerAlias:
    """Record another name of an employer; one that is recorded already is given back."""
    known = employer.aliases.filter(name=name.strip()).first()
    if known:
        return known
    alias = EmployerAlias(employer=employer, name=name, since=since, until=until)
    return journal.add(alias, by=by, at=at, reason=reason)


def find_employer(uscc: str) -> Employer | None:
    """Return the employer that stands for a credit code, through all merges, or None."""
    found = Employer.objects.filter(uscc=credit_code.tidy(uscc)).first()
    return found.survivor() if found else None


def find_by_name(name: str, *, on: date | None = None) -> list[Employer]:
    """Return the standing employers that bear a name, or bore it, however it was written.

    With `on`, a former name counts only on the days it was borne.
    """
    key = naming.company_key(name)
    aliases = EmployerAlias.objects.filter(name_key=key)
    if on is not None:
        aliases = aliases.filter(Q(since=None) | Q(since__lte=on), Q(until=None) | Q(until__gte=on))
    bearing = Q(name_key=key) | Q(pk__in=aliases.values("employer"))
    return list(dict.fromkeys(employer.survivor() for employer in Employer.objects.filter(bearing)))


@transaction.atomic
def merge(
    keep: Employer, gone: Employer, *, by: Person, at: datetime, reason: str
) -> EmployerMerge:
    """Record that two records are one employer, and which of them stands from now on.

    Nothing is moved: `gone` keeps its code, its names, its branches and all that was written about
    it, and points to `keep`; what is asked about `keep` is asked about its `family()`. So undoing
    it loses nothing, not even what was added in between. Raises ValidationError.
    """
    keep, gone = _locked(keep), _locked(gone)
    if not reason.strip():
        raise ValidationError(_("请填写合并理由。"))
    if keep.pk == gone.pk:
        raise ValidationError(_("不能与自身合并，请另选一条记录。"))
    if gone.merged_into_id is not None or keep.merged_into_id is not None:
        raise ValidationError(_("其中一条记录已合并至其他单位，请打开合并后的单位再办理。"))
    done = EmployerMerge.objects.create(keep=keep, gone=gone, by=by, at=at, reason=reason)
    _point(gone, keep, what=RegisterEntry.What.MERGED, by=by, at=at, reason=reason)
    return done


@transaction.atomic
def unmerge(done: EmployerMerge, *, by: Person, at: datetime, reason: str) -> EmployerMerge:
    """Undo a merge: both records stand again, each with what is its own. Raises ValidationError."""
    done = EmployerMerge.objects.select_for_update().get(pk=done.pk)
    if not reason.strip():
        raise ValidationError(_("请填写撤销合并的理由。"))
    if done.undone_at is not None:
        raise ValidationError(_("此项合并已经撤销，无须再办理。"))
    gone = _locked(done.gone)
    done.undone_by, done.undone_at, done.undone_reason = by, at, reason
    done.save(update_fields=["undone_by", "undone_at", "undone_reason"])
    _point(gone, None, what=RegisterEntry.What.UNMERGED, by=by, at=at, reason=reason)
    return done


def same_as(employer: Employer) -> QuerySet[Employer]:
    """Return the records that were merged into this one, at any remove."""
    return Employer.objects.filter(pk__in=employer.family()).exclude(pk=employer.pk)


def _point(
    gone: Employer,
    keep: Employer | None,
    *,
    what: RegisterEntry.What,
    by: Person,
    at: datetime,
    reason: str,
) -> None:
    other = keep or gone.merged_into
    journal.change(gone, by=by, at=at, reason=reason, what=what, merged_into=keep)
    if other is not None:
        pair = [None, str(gone)] if keep else [str(gone), None]
        journal.note(other, what, by=by, at=at, reason=reason, changes={"merged": pair})


def _locked(employer: Employer) -> Employer:
    return Employer.objects.select_for_update().get(pk=employer.pk)


def _checked(uscc: str | None) -> str | None:
    if not uscc or not uscc.strip():
        return None
    try:
        return credit_code.check(uscc)
    except credit_code.NotACreditCode as error:
        raise ValidationError({"uscc": str(error)}) from error
