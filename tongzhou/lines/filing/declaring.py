"""备案办理 — hire, renew, change, end, void: each is checked, made and written down together, by the door of the registers.

Whoever may do so is decided before: an employer's own people and its agency at the portal, the county's office at the
desk. A mistake is put right by a further act; every version stays readable in `RegisterEntry`. Bad input raises
`ValidationError` by field, in words that say how to mend it; nothing is kept of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tongzhou.law import Amount, NotRecorded, amount
from tongzhou.registry import identity, journal, papers
from tongzhou.registry.models import Employer, Person, RegisterEntry

from .known import Who, who
from .models import Employment
from .objection import guarding
from .rules import retiring
from .rules.checking import Finding, Stated, Stretch, check

TERMS = (
    "region_id", "kind", "using_uscc", "using_name", "platform_class", "job", "written", "contract_number",
    "econtract", "signed_on", "term", "starts_on", "ends_on", "probation_until", "pay", "pay_basis",
    "weekly_hours", "insured", "permit_until",
)  # fmt: skip
LIVE = (Employment.State.ACTIVE,)
KEPT = (
    "id",
    "version",
    "worker_hash",
    "phone_hash",
    "name_masked",
)  # of a row that is declared anew; what follows from the identity is derived
OF_THE_WORKER = ("age", "born", "woman", "permit")  # of what is judged; the rest is of the terms
JUDGED = tuple(n for n in Stated.__dataclass_fields__ if n not in OF_THE_WORKER)


@dataclass(frozen=True)
class Declarer:
    """Who declares, by which way, on which day. `person` is None where a system does."""

    person: Person | None
    source: Employment.Source
    at: datetime
    on: date
    delivery: str = ""


@dataclass(frozen=True)
class Done:
    """What came of it: the row, and what is worth a second look."""

    row: Employment
    remarks: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Paper:
    """证件 of a worker, as an employer states it: of which kind, and what its number may not tell."""

    number: str
    kind: str = papers.RESIDENT
    born: date | None = None
    woman: bool | None = None
    permit: str = ""  # the number of the work permit of a foreigner


@transaction.atomic
def hire(
    employer: Employer,
    *,
    number: str | Paper,
    name: str,
    phone: str = "",
    terms: Mapping[str, Any],
    by: Declarer,
    reason: str = "",
) -> Done:
    """Declare that a worker was hired. The same declared again is given back as it stands; what was taken back is declared anew.

    Raises ValidationError: the number is none, the terms do not stand, or it is known with other terms.
    """
    paper = number if isinstance(number, Paper) else Paper(number)
    row = _new(employer, paper=paper, name=name, phone=phone, terms=terms, by=by)
    known = Employment.objects.filter(
        worker_hash=row.worker_hash, uscc=row.uscc, starts_on=row.starts_on, kind=row.kind
    ).first()
    if known is not None:
        same = _same_terms(known, terms) and known.open_identity().permit == paper.permit.strip()
        if known.state == Employment.State.ACTIVE and same:
            return Done(known)
        if known.state == Employment.State.VOID:
            return declare_again(known, row, by=by, reason=reason or _("作废后重新备案"))
        raise ValidationError(
            {"starts_on": Employment._meta.constraints[0].violation_error_message}
        )
    remarks = _checked(row, by.on, others=_others(row)) + _doubts(paper, row.open_identity())
    return Done(journal.add(row, by=by.person, at=by.at, reason=reason or _("招用备案")), remarks)


@transaction.atomic
def declare_again(known: Employment, fresh: Employment, *, by: Declarer, reason: str) -> Done:
    """Declare anew what was taken back: a further version of the same row, with another name or phone if they were wrong. Raises ValidationError."""
    known = _locked(known, (Employment.State.VOID,))
    remarks = _checked(fresh, by.on, others=_others(fresh))
    values = {f.attname: getattr(fresh, f.attname) for f in _stored() if f.attname not in KEPT}
    return Done(_put(known, by, reason, what=RegisterEntry.What.ADDED, **values), remarks)


@transaction.atomic
def renewed(row: Employment, *, by: Declarer, reason: str = "") -> Done:
    """Note of a period that a further one was declared of the same worker: by a file, after its rows have landed."""
    row = _locked(row, LIVE)
    return Done(_put(row, by, reason or _("续订备案"), state=Employment.State.RENEWED))


@transaction.atomic
def renew(
    row: Employment,
    *,
    terms: Mapping[str, Any],
    by: Declarer,
    reason: str = "",
    permit: str | None = None,
) -> Done:
    """Declare a further period with the same worker: a row of its own, and the former one is renewed. `permit`: None for the same work permit."""
    row = _locked(row, LIVE)
    known = row.open_identity()
    if terms["starts_on"] <= row.starts_on:
        raise ValidationError({"starts_on": _("续订的起始日期应晚于原合同的起始日期。")})
    kept = {name: getattr(row, name) for name in TERMS} | {
        "probation_until": None,
        "signed_on": None,
    }
    fresh = _from(row, _with_permit(known, permit), kept | dict(terms), by)
    fresh.how = Employment.How.RENEW
    remarks = _checked(fresh, by.on, others=_others(fresh, replaces=row))
    note = reason or _("续订备案")
    _put(row, by, note, state=Employment.State.RENEWED)
    return Done(journal.add(fresh, by=by.person, at=by.at, reason=note), remarks)


@transaction.atomic
def change(
    row: Employment,
    *,
    terms: Mapping[str, Any],
    by: Declarer,
    reason: str,
    permit: str | None = None,
) -> Done:
    """Declare that terms changed, or put a mistake right; the version before stays in the journal. `permit`: None for the same work permit."""
    row = _locked(row, (Employment.State.ACTIVE, Employment.State.ENDED))
    judged = Employment(**{f.attname: getattr(row, f.attname) for f in _stored()})
    values, known = dict(terms), row.open_identity()
    if (other := _with_permit(known, permit)) != known:
        values["identity"] = _sealed(other)
    for name, value in values.items():
        setattr(judged, name, value)
    remarks = _checked(judged, by.on, others=_others(judged))
    return Done(_put(row, by, reason, **values), remarks)


@transaction.atomic
def end(
    row: Employment, *, ended_on: date, end_reason: str, by: Declarer, reason: str = ""
) -> Done:
    """Declare that the employment was ended or has ended; declared once more, day and reason are put right."""
    row = _locked(row, (*LIVE, Employment.State.ENDED))
    if ended_on < row.starts_on:
        raise ValidationError({"ended_on": _("解除或终止日期早于起始日期，请核对。")})
    if ended_on > by.on:
        raise ValidationError({"ended_on": _("解除或终止日期不能晚于今天，请在发生后再备案。")})
    ended = {
        "state": Employment.State.ENDED,
        "ended_on": ended_on,
        "end_reason": end_reason,
        "end_declared_on": row.end_declared_on or by.on,
    }
    again = row.state == Employment.State.ENDED
    note = reason or (_("更正解除终止备案") if again else _("解除终止备案"))
    return Done(_put(row, by, note, what=RegisterEntry.What.ENDED, **ended))


@transaction.atomic
def void(row: Employment, *, by: Declarer, reason: str) -> Done:
    """Take back a declaration that should not have been made; it stays readable and counts nowhere."""
    row = _locked(row, tuple(s for s in Employment.State if s != Employment.State.VOID))
    guarding.check_may_void(row)
    gone = {"ended_on": None, "end_reason": "", "end_declared_on": None}
    return Done(_put(row, by, reason, what=RegisterEntry.What.VOIDED, state=Employment.State.VOID, **gone))  # fmt: skip


def chain(row: Employment) -> list[Employment]:
    """Return all periods this employer has declared of this worker, oldest first. One query."""
    rows = Employment.objects.filter(worker_hash=row.worker_hash, uscc=row.uscc)
    return list(rows.order_by("starts_on", "id"))


def floor_for(region: str, kind: str, basis: str, *, on: date) -> Amount | None:
    """Return the minimum wage that a basis of pay is held against; None where none is recorded or fits."""
    name = {"month": "minimum_wage", "hour": "minimum_wage_hourly"}.get(basis)
    if name is None or (kind == "part" and basis == "month"):
        return None
    try:
        return amount(name, on=on, region=region[:6])
    except (NotRecorded, ValueError):
        return None


def findings(row: Employment, *, on: date, others: Iterable[Stretch] = ()) -> list[Finding]:
    """Return what the rules find in a row, what blocks first."""
    known = row.open_identity()
    said = Stated(
        age=row.age,
        born=known.born,
        woman=known.woman,
        permit=known.permit,
        **{name: getattr(row, name) for name in JUDGED},
    )
    floor = floor_for(row.region_id, row.kind, row.pay_basis, on=max(row.starts_on, on))
    return check(said, on=on, floor=floor, others=others)


def ages(row: Employment, *, on: date) -> tuple[retiring.Standing, ...]:
    """Return when the worker of a row reaches the age of retirement, by each post that is possible."""
    known = row.open_identity()
    born, woman = known.born, known.woman
    if born is None or woman is None:
        return ()
    return retiring.standings(born=born, woman=woman, on=on)


def _new(
    employer: Employer,
    *,
    paper: Paper,
    name: str,
    phone: str,
    terms: Mapping[str, Any],
    by: Declarer,
) -> Employment:
    if not employer.uscc:
        raise ValidationError(
            _("“%(name)s”还没有登记统一社会信用代码，请先到登记机构补登记，再办理备案。")
            % {"name": employer.name}
        )
    try:
        number = papers.check(paper.number, paper.kind, on=by.on)
    except ValueError as error:
        raise ValidationError({"number": str(error)}) from error
    try:
        phone = identity.check_phone(phone) if phone.strip() else ""
    except ValueError as error:
        raise ValidationError({"phone": str(error)}) from error
    if not name.strip():
        raise ValidationError({"name": _("请填写劳动者姓名。")})
    if not papers.tells(number):
        _check_stated(paper, by.on)
    made = Employment(uscc=employer.uscc, employer_name=employer.name)
    known = Who(number, phone, name.strip(), paper.born, paper.woman)
    return _from(made, _with_permit(known, paper.permit), terms, by)


def _check_stated(paper: Paper, on: date) -> None:
    """Check what the number of a paper does not tell. Raises ValidationError by field."""
    wrong = {}
    if paper.born is None:
        wrong["born_on"] = _("这种证件的号码看不出出生日期，请填写。")
    elif paper.born.year < identity.EARLIEST_BIRTH or paper.born > on:
        wrong["born_on"] = _("出生日期不合常理，请核对。")
    if paper.woman is None:
        wrong["sex"] = _("这种证件的号码看不出性别，请选择。")
    if wrong:
        raise ValidationError(wrong)


def _doubts(paper: Paper, known: Who) -> tuple[Finding, ...]:
    """Return that birth or sex was stated otherwise than the number tells them: the number counts."""
    if paper.born in (None, known.born) and paper.woman in (None, known.woman):
        return ()
    words = "填写的出生日期或性别与证件号码不一致，以证件号码为准；号码抄错的，请作废后重新备案。"
    return (Finding("number", words, blocks=False),)


def _with_permit(known: Who, permit: str | None) -> Who:
    """Return a worker with another work permit; None: with the same. Raises ValidationError where the paper is one that needs none."""
    if permit is None or permit.strip() == known.permit:
        return known
    if papers.tells(known.number):
        told = _("持这种证件的劳动者不需要工作许可，请留空工作许可证号和有效期，或改选证件类型。")
        raise ValidationError({"permit": told})
    return replace(known, permit=permit.strip())


def _sealed(known: Who) -> str:
    """Return what is sealed of a worker, in plain text."""
    return who(
        number=known.number, phone=known.phone, name=known.name, born=known.stated_born,
        woman=known.stated_woman, permit=known.permit,
    )  # fmt: skip


def _from(like: Employment, known: Who, terms: Mapping[str, Any], by: Declarer) -> Employment:
    born = known.born
    starts: date = terms["starts_on"]
    age = (
        starts.year - born.year - ((starts.month, starts.day) < (born.month, born.day))
        if born
        else None
    )
    row = Employment(
        uscc=like.uscc,
        employer_name=like.employer_name,
        identity=_sealed(known),
        age=age if age is not None and age >= 0 else None,
        declared_on=by.on,
        declared_by=by.person,
        source=by.source,
        delivery=by.delivery,
        **{name: terms[name] for name in TERMS if name in terms},
    )
    row.derive()
    return row


def _checked(row: Employment, on: date, *, others: Iterable[Stretch]) -> tuple[Finding, ...]:
    """Return the remarks. Raises ValidationError with all that blocks, by field."""
    found = findings(row, on=on, others=others)
    wrong: dict[str, list[str]] = {}
    for finding in found:
        if finding.blocks:
            wrong.setdefault(finding.field, []).append(str(finding))
    if wrong:
        raise ValidationError(wrong)
    return tuple(found)


def _others(row: Employment, *, replaces: Employment | None = None) -> list[Stretch]:
    """Return what else is declared of the worker, the row itself left out; one it replaces is not active any more."""
    rows = Employment.objects.filter(worker_hash=row.worker_hash).exclude(pk=row.pk)
    gone = replaces.pk if replaces else None
    return [
        Stretch(
            same_employer=r.uscc == row.uscc,
            starts_on=r.starts_on,
            until=r.until,
            is_active=r.state == Employment.State.ACTIVE and r.pk != gone,
            kind=r.kind,
            probation=r.probation_until is not None,
            employer=r.employer_name,
        )
        for r in rows.exclude(state=Employment.State.VOID).order_by("starts_on", "id")
    ]


def _same_terms(row: Employment, terms: Mapping[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in terms.items() if name in TERMS)


def _locked(row: Employment, states: tuple[str, ...]) -> Employment:
    """Return the row under lock. Raises ValidationError where it is not in one of these states any more."""
    fresh = Employment.objects.select_for_update().get(pk=row.pk)
    if fresh.state not in states:
        raise ValidationError(
            _("这条备案目前为“%(state)s”，不能办理这一事项；请打开最新一期备案再办。")
            % {"state": fresh.get_state_display()}
        )
    return fresh


def _put(
    row: Employment,
    by: Declarer,
    reason: str,
    *,
    what: RegisterEntry.What = RegisterEntry.What.CHANGED,
    **values: Any,
) -> Employment:
    values = {n: v for n, v in values.items() if getattr(row, n) != v}
    if not values:
        return row
    return journal.change(
        row, by=by.person, at=by.at, reason=reason, what=what, version=row.version + 1, **values
    )


def _stored() -> list[Any]:
    return [f for f in Employment._meta.concrete_fields if not getattr(f, "generated", False)]


def lapsed(row: Employment, *, on: date) -> bool:
    """Say whether the term has run out and neither a renewal nor an ending was declared (期满未办)."""
    return row.state == Employment.State.ACTIVE and row.ends_on is not None and row.ends_on < on
