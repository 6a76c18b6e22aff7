"""Finding the employer that is meant: by code, by a decision that stands, by the name within the county; else the name waits for a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from tongzhou.procedure.refusal import Refused
from tongzhou.registry import naming
from tongzhou.registry.models import Employer, EmployerAlias, Person

from .models import Decision, UnknownName

CHARACTERS = Path(__file__).parent / "traditional.txt"


@dataclass(frozen=True)
class Found:
    """What came of a name: the credit code, and how: code, decision, name; or waiting, none of ours, unknown place."""

    uscc: str
    how: str


@cache
def _simplified() -> dict[int, str]:
    pairs = CHARACTERS.read_text("utf-8").split()
    return {ord(pair[0]): pair[1] for pair in pairs}


def key_of(name: str) -> str:
    """Return what two writings of one name have in common, traditional characters simplified."""
    return naming.company_key(name.translate(_simplified()))


@transaction.atomic
def find(*, name: str, county: str, uscc: str = "", source: str, on: date, rows: int = 1) -> Found:
    """Return whose row it is; a name that does not decide waits in the queue from now on."""
    code = uscc.strip().upper()
    known = Employer.objects.filter(uscc=code).select_related("merged_into").first() if code else None  # fmt: skip
    if known is not None:
        return Found(known.survivor().uscc or "", "code")
    key = key_of(name)
    waiting = UnknownName.objects.filter(county=county, key=key).first()
    if waiting is not None:
        stands = Decision.objects.filter(unknown=waiting, undone_at=None).select_related("employer").first()  # fmt: skip
        if stands is not None:
            meant = stands.employer.survivor() if stands.employer else None
            return Found((meant.uscc or "") if meant else "", "decision" if meant else "none")
    mine = _named(key, county)
    if len(mine) == 1:
        return Found(mine.pop(), "name")
    unknown, fresh = UnknownName.objects.get_or_create(
        county=county,
        key=key,
        defaults={
            "name": name.strip(),
            "pinyin": naming.pinyin_of(key),
            "source": source,
            "rows": rows,
            "first_seen": on,
        },
    )
    if not fresh:
        unknown.rows += rows
        unknown.save(update_fields=["rows"])
    return Found("", "waiting")


def _named(key: str, county: str) -> set[str]:
    """Return the codes of the employers of a county that bear a name, today or once."""
    here = Employer.objects.filter(county=county).exclude(uscc=None)
    found = {e.survivor().uscc for e in here.filter(name_key=key).select_related("merged_into")}
    former = EmployerAlias.objects.filter(name_key=key, employer__in=here)
    found |= {a.employer.survivor().uscc for a in former.select_related("employer__merged_into")}
    return {code for code in found if code}


@transaction.atomic
def decide(
    unknown: UnknownName, employer: Employer | None, *, by: Person, at: datetime, reason: str
) -> Decision:
    """Keep whose name it is; the same name in the same county is from then on theirs. Raises Refused."""
    unknown = UnknownName.objects.select_for_update().get(pk=unknown.pk)
    if Decision.objects.filter(unknown=unknown, undone_at=None).exists():
        raise Refused(_("这个名称已经有决定；如需改变，请先撤销原来的决定"))
    if not reason.strip():
        raise Refused(_("请写明理由，例如核对过营业执照"))
    unknown.is_open = False
    unknown.save(update_fields=["is_open"])
    return Decision.objects.create(
        unknown=unknown, employer=employer, by=by, at=at, reason=reason.strip()
    )


@transaction.atomic
def undo(unknown: UnknownName, *, by: Person, at: datetime, reason: str) -> None:
    """Take the decision back; it stays on record, and the name waits again. Raises Refused."""
    stands = Decision.objects.select_for_update().filter(unknown=unknown, undone_at=None).first()
    if stands is None:
        raise Refused(_("这个名称没有可撤销的决定"))
    if not reason.strip():
        raise Refused(_("请写明撤销的理由"))
    stands.undone_by, stands.undone_at, stands.undone_reason = by, at, reason.strip()
    stands.save(update_fields=["undone_by", "undone_at", "undone_reason"])
    UnknownName.objects.filter(pk=unknown.pk).update(is_open=True)
