"""入登记簿 — rows of a list that are right: a new code is registered, with its entry in the journal of the register; a known one meets what stands.

Rows land by the thousand, each thousand with some ten queries however many are new. Loaded by jobs and commands only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl
from django.db import IntegrityError, transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from tongzhou.columns.checking import LINE
from tongzhou.columns.landing import Landed
from tongzhou.columns.models import Delivery
from tongzhou.procedure.tabular.cells import NOTHING
from tongzhou.registry.employing import register_employers
from tongzhou.registry.models import Employer, Person

from .checks import HEAD_AWAITED, SAME_NAME
from .heads import await_heads
from .reading import Places, form_of
from .standing import WORDS, Registrar, act, known
from .table import ACTIVE, How

TAKEN = (
    "uscc", "name", "place", "kind", "division", "legal_representative", "address", "telephone", "size", "headcount", "status",
    "parent_uscc", "grid", "how",
)  # fmt: skip
TEXTS = ("legal_representative", "address", "telephone", "size", "grid")
PLACE = "_place"  # of a row among those that land: a mended file may tell the number of a row twice
TOGETHER = 1_000  # rows whose employers are in memory at once
Row = Mapping[str, Any]


class IntoRegister:
    """The register of employers, as a place where the rows of a list land for an office of these places."""

    takes, light = TAKEN, False

    def __init__(self, places: Places, person_id: int | None = None) -> None:
        self.places = places
        self.person = Person.objects.filter(pk=person_id).first() if person_id else None

    def prepared(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Nothing needs to be reckoned before."""
        return rows

    def land(self, rows: pl.DataFrame, delivery: Delivery, part: int) -> Landed:  # noqa: ARG002
        """Register those whose code is new, and put the others to what stands; whatever is registered or changed has landed."""
        reason = _("按文件成批登记（批次 %(number)s）") % {"number": delivery.number}
        by = Registrar(self.person, self.places.mine, now(), delivery.on, reason)
        landed: set[int] = set()
        remarks: dict[str, list[int]] = {}
        for some in rows.with_row_index(PLACE).iter_slices(TOGETHER):
            done = self._together(
                [_said(row) for row in some.iter_rows(named=True)], by, delivery.number
            )
            landed |= done.landed
            for code, lines in done.remarks.items():
                remarks.setdefault(code, []).extend(lines)
        there = [place not in landed for place in range(len(rows))]
        return Landed(pl.Series(there, dtype=pl.Boolean), remarks)

    def _together(self, rows: Sequence[Row], by: Registrar, delivery: str) -> Some:
        try:
            with transaction.atomic():
                return Some(self.places, by, delivery).land(rows)
        except IntegrityError:
            # Somebody has registered one of them at this moment: now it is known.
            with transaction.atomic():
                return Some(self.places, by, delivery).land(rows)

    def nothing(self, rows: pl.DataFrame, delivery: Delivery) -> None:
        """A list without rows registers nobody."""


class Some:
    """Some rows, and what becomes of them: which have landed, by place, and what is remarked, by line."""

    def __init__(self, places: Places, by: Registrar, delivery: str) -> None:
        self.places, self.by, self.delivery = places, by, delivery
        self.landed: set[int] = set()
        self.remarks: dict[str, list[int]] = {}
        # By credit code: those of the rows, and their heads.
        self.employers: dict[str, Employer] = {}
        self.awaited: dict[str, tuple[Employer, str]] = {}

    def land(self, rows: Sequence[Row]) -> Some:
        """Register and change; return itself."""
        told = {row[code] for row in rows for code in ("uscc", "parent_uscc")} - {None}
        self.employers = known(told)
        fresh: dict[str, Row] = {}
        for row in rows:
            if row["uscc"] not in self.employers:
                fresh.setdefault(row["uscc"], row)
        for group in _heads_first(fresh):
            self._register(group)
        self._tell_same_names(fresh.values())
        firsts = {row[PLACE] for row in fresh.values()}
        for row in rows:
            if row[PLACE] not in firsts:
                self._put(row)
        await_heads(self.awaited.values(), self.delivery)
        return self

    def _register(self, rows: Sequence[Row]) -> None:
        stated = [self._stated(row) for row in rows]
        by = self.by
        new = register_employers(stated, by=by.person, at=by.at, reason=by.reason)
        for row, employer in zip(rows, new, strict=True):
            self.employers[row["uscc"]] = employer
            self.landed.add(row[PLACE])
            if row["parent_uscc"] and employer.parent_id is None:
                self._await(row, employer)

    def _stated(self, row: Row) -> dict[str, Any]:
        """Return what a row says of a new employer, with the records it points to."""
        industry = self.places.industries[row["division"]] if row["division"] else None
        return {
            "uscc": row["uscc"],
            "name": row["name"],
            "form": row["kind"] or form_of(row["uscc"], is_branch=bool(row["parent_uscc"])),
            "region": self.places.regions[row["place"]],
            "industry": industry,
            "parent": self._head(row),
            "headcount": row["headcount"],
            "is_active": row["status"] in (None, ACTIVE),
            **{name: row[name] or "" for name in TEXTS},
        }

    def _put(self, row: Row) -> None:
        """Put a row to the employer that stands."""
        standing, head = self.employers[row["uscc"]], self._head(row)
        said = act(standing, row, head, self.by)
        awaits = row["parent_uscc"] and head is None and standing.parent_id is None
        if awaits and row["how"] == How.CHANGE.value and said in (None, ""):
            self._await(row, standing)
        if said == "":
            self.landed.add(row[PLACE])
        elif said:
            self._remark(said, row)

    def _head(self, row: Row) -> Employer | None:
        """Return the employer that stands for the one whose branch a row says it is."""
        head = self.employers.get(row["parent_uscc"] or "")
        return head.survivor() if head else None

    def _await(self, row: Row, branch: Employer) -> None:
        self.awaited[row["uscc"]] = (branch, row["parent_uscc"])
        self._remark(HEAD_AWAITED.code, row)

    def _remark(self, code: str, row: Row) -> None:
        self.remarks.setdefault(code, []).append(row[LINE])

    def _tell_same_names(self, rows: Iterable[Row]) -> None:
        """Remark the new ones that bear the name of a provisional employer of their county: perhaps it is the same, a person decides. One query."""
        keys = {self.employers[row["uscc"]].name_key for row in rows}
        if not keys:
            return
        provisional = Employer.objects.standing().filter(provisional=True, name_key__in=keys)
        bearers = set(provisional.values_list("name_key", "county"))
        for row in rows:
            if (self.employers[row["uscc"]].name_key, row["place"][:6]) in bearers:
                self._remark(SAME_NAME.code, row)


def _said(row: dict[str, Any]) -> Row:
    """Return a row without the strokes that stand for nothing."""
    for name in WORDS[1:]:  # of a name it is refused
        if row[name] in NOTHING:
            row[name] = None
    return row


def _heads_first(rows: Mapping[str, Row]) -> Iterable[list[Row]]:
    """Yield new rows in groups, each head before its branches; who belongs to one another in a circle comes last."""
    left = dict(rows)
    while left:
        waiting = {code: row for code, row in left.items() if row["parent_uscc"] in left}
        if len(waiting) == len(left):
            waiting = {}
        yield [row for code, row in left.items() if code not in waiting]
        left = waiting
