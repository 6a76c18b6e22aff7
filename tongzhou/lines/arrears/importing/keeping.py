"""保管 — a sheet is kept, sealed, from its upload until it is stated or thrown away."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from django.http import Http404
from django.utils.translation import gettext as _

from tongzhou.lines.arrears.models import Sheet as Row
from tongzhou.procedure.facts import FileRef
from tongzhou.procedure.models import Case
from tongzhou.procedure.tabular import Fault, Reject
from tongzhou.procedure.tabular.rejects import shown
from tongzhou.registry import sealing
from tongzhou.registry.models import Person

from .reading import Line, Sheet, Who

PLACE = "arrears.sheet"
KEPT = timedelta(days=14)  # what nobody has stated by then is emptied: 个人信息保护法 19
Told = tuple[str, str, str, str]


class Kept(msgspec.Struct):
    """A pay sheet between upload and statement."""

    head: list[str]
    people: list[Who]
    lines: list[Line]
    rejects: list[tuple[int, list[str], list[Told]]]
    unknown: list[str]
    told: list[str]
    source: FileRef

    @property
    def by_number(self) -> dict[str, Who]:
        return {w.number: w for w in self.people}

    @property
    def total(self) -> int:
        """Return what the lines say is owed in all, in fen."""
        return sum(x.due - x.deducted - x.paid for x in self.lines)

    def refused(self) -> list[Reject]:
        """Return the lines that must be mended."""
        return [
            Reject(n, list(raw), tuple(Fault(*f) for f in faults))
            for n, raw, faults in self.rejects
        ]


def packed(sheet: Sheet, source: FileRef) -> Kept:
    """Return a sheet as it is kept."""
    rejects = [
        (r.line, [shown(v) for v in r.raw], [(f.column, f.shown, f.rule, f.mend) for f in r.faults])
        for r in sheet.rejects
    ]
    return Kept(
        sheet.head,
        list(sheet.people.values()),
        sheet.lines,
        rejects,
        sheet.unknown,
        sheet.told,
        source,
    )


def mended(before: Kept, sheet: Sheet) -> Kept:
    """Return a kept sheet with the lines of a mended upload: whatever came again is as it came last."""
    again = {x.line for x in sheet.lines} | {r.line for r in sheet.rejects}
    after = packed(sheet, before.source)
    people = before.by_number | after.by_number
    same_head = after.head == before.head
    kept = [r for r in before.rejects if r[0] not in again]
    return Kept(
        before.head if same_head or not after.rejects else after.head,
        list(people.values()),
        sorted(
            [x for x in before.lines if x.line not in again] + after.lines, key=lambda x: x.line
        ),
        sorted([*kept, *after.rejects]),
        after.unknown,
        after.told,
        before.source,
    )


def keep(content: Kept, *, case: Case, person: Person, at: datetime) -> Row:
    """Keep a sheet; those of this person left lying too long are emptied."""
    Row.objects.filter(person=person, ended_at=None, at__lt=at - KEPT).update(
        ended_at=at, sealed=""
    )
    return Row.objects.create(
        purpose="ledger", case=case, person=person, at=at, sealed=_sealed(content)
    )


def change(row: Row, content: Kept, *, at: datetime) -> None:
    """Keep a sheet as it is now."""
    row.sealed, row.at = _sealed(content), at
    row.save(update_fields=["sealed", "at"])


def mine(uid: str, *, case: Case, person: Person) -> Row:
    """Return a sheet of this person that is still pending. Raises Http404."""
    found = Row.objects.filter(uid=uid, case=case, person=person, ended_at=None).first()
    if found is None:
        raise Http404(_("这份表格已经登记或已清除，请重新上传"))
    return found


def pending(*, case: Case, person: Person) -> list[Row]:
    """Return the sheets this person has not finished, newest first. One query."""
    return list(Row.objects.filter(case=case, person=person, ended_at=None).order_by("-at"))


def content(row: Row) -> Kept:
    """Return what a sheet holds."""
    return msgspec.json.decode(sealing.unseal(row.sealed, place=PLACE), type=Kept)


def end(row: Row, *, at: datetime) -> None:
    """Empty a sheet that was stated or is not wanted."""
    row.sealed, row.ended_at = "", at
    row.save(update_fields=["sealed", "ended_at"])


def _sealed(content: Kept) -> str:
    return sealing.seal(msgspec.json.encode(content).decode(), place=PLACE)
