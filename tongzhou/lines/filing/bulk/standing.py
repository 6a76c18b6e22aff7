"""原有备案 — what rows of a file do to declarations that stand already: end them, change them where the file says so, declare anew what was taken back.

Each is done by the door of the register, as one by one. A row that says the same is a repetition and does nothing; one that says something else and does not
ask for a change is told, and changes nothing: an old sheet that is sent again takes nothing back. Loaded by jobs and commands only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

import polars as pl
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tongzhou.columns.checking import LINE
from tongzhou.lines.filing import declaring
from tongzhou.lines.filing.known import opened
from tongzhou.lines.filing.models import KEY, Employment
from tongzhou.registry import papers, sealing

from .said import DIFFERS, NOT_ALLOWED, NOT_NOW

CHANGES = "_changes"  # of a row: whether it asks for a change of what stands
WORDS = (
    "region_id", "using_uscc", "using_name", "platform_class", "job", "written", "contract_number", "econtract", "term", "end_reason",
)  # fmt: skip
OTHERS = {
    "ends_on": pl.Date, "signed_on": pl.Date, "probation_until": pl.Date, "ended_on": pl.Date, "pay": pl.Int64, "weekly_hours": pl.Int64,
    "insured": pl.Boolean,
    "permit_until": pl.Date,
}  # fmt: skip
ENDING = ("ended_on", "end_reason")
UNSTATED = ("", Employment.Written.NONE.value)  # what stands in a row whose file says nothing
DONE, NOTHING = "", "same"  # what came of a row, where nothing is to be said of it
TOGETHER = 5_000  # declarations that are asked for at once


class Standing:
    """The declarations that stand. `regions`: those of the office that sends, whose declarations alone it may touch; none: not an office."""

    def __init__(self, by: declaring.Declarer, *, regions: tuple[str, ...] = ()) -> None:
        self.by, self.regions = by, regions

    def act(self, rows: pl.DataFrame) -> tuple[list[int], dict[str, list[int]]]:
        """Do what rows ask of declarations of the same key; return the places of those that did something, and by code what is remarked of others."""
        done: list[int] = []
        remarks: dict[str, list[int]] = {}
        for place, known in self._different(rows):
            row = rows.row(place, named=True)
            code = self._done(Employment.objects.get(pk=known), row)
            if code == DONE:
                done.append(place)
            elif code != NOTHING:
                remarks.setdefault(code, []).append(row[LINE])
        return done, remarks

    def _different(self, rows: pl.DataFrame) -> Iterator[tuple[int, int]]:
        """Yield the places of rows that say something else than what stands, or whose declaration was taken back, with its number."""
        schema = {
            "pk": pl.Int64,
            **dict.fromkeys(KEY, pl.String),
            "starts_on": pl.Date,
            "state": pl.String,
            **dict.fromkeys(WORDS, pl.String),
            **OTHERS,
        }
        names = ("pk", *KEY, "state", *WORDS, *OTHERS)
        for part in rows.with_row_index("_place").iter_slices(TOGETHER):
            workers = part["worker_hash"].unique().to_list()
            asked = Employment.objects.filter(worker_hash__in=workers).values_list(*names)
            known = pl.DataFrame(list(asked), schema={n: schema[n] for n in names}, orient="row")
            both = part.join(known, on=list(KEY), suffix="_known")
            says_else = [
                ~pl.col(n).is_in(UNSTATED) & (pl.col(n) != pl.col(f"{n}_known")) for n in WORDS
            ]
            says_else += [
                pl.col(n).is_not_null() & pl.col(n).ne_missing(pl.col(f"{n}_known")) for n in OTHERS
            ]
            void = pl.col("state_known") == Employment.State.VOID.value
            # The number of a work permit is sealed: whether it differs is seen when it is opened.
            says_else.append(pl.col(CHANGES) & (pl.col("id_kind") == papers.PASSPORT))
            found = both.filter(void | reduce(or_, says_else)).select("_place", "pk")
            yield from sorted(found.rows())

    def _done(self, known: Employment, row: Mapping[str, Any]) -> str:
        """Do what a row asks of a declaration; return DONE, NOTHING where it says the same, else the code of what is to be said."""
        void = known.state == Employment.State.VOID
        asked = _asked(known, row)
        if not (void or asked.any):
            return NOTHING
        if self.regions and not known.region_id.startswith(self.regions):
            return NOT_NOW.code
        try:
            if void:
                fresh = _declaration(row)
                declaring.declare_again(known, fresh, by=self.by, reason=_("作废后按文件重新备案"))
                return DONE
            return self._acted(known, asked, changes=row[CHANGES])
        except ValidationError:
            return NOT_ALLOWED.code

    def _acted(self, known: Employment, asked: Asked, *, changes: bool) -> str:
        active = known.state == Employment.State.ACTIVE
        if not changes and not (asked.ending and active):
            return DIFFERS.code
        if known.state not in (Employment.State.ACTIVE, Employment.State.ENDED):
            return NOT_NOW.code
        if changes and (asked.terms or asked.permit):
            why = _("按文件变更备案")
            declaring.change(known, terms=asked.terms, by=self.by, reason=why, permit=asked.permit)
        if asked.ending:
            why = _("按文件办理解除终止备案")
            declaring.end(known, by=self.by, reason=why, **asked.ending)
        return DONE


@dataclass(frozen=True)
class Asked:
    """What a row says otherwise than the declaration that stands."""

    terms: dict[str, Any]
    ending: dict[str, Any]  # day and reason; nothing where they are the same
    permit: str | None  # the number of the work permit

    @property
    def any(self) -> bool:
        """Whether it says anything else at all."""
        return bool(self.terms or self.ending or self.permit)


def _asked(known: Employment, row: Mapping[str, Any]) -> Asked:
    terms = {
        name: row[name]
        for name in (*WORDS, *OTHERS)
        if name not in ENDING
        and row[name] is not None
        and row[name] not in UNSTATED
        and row[name] != getattr(known, name)
    }
    ending = {name: row[name] for name in ENDING}
    ends = ending["ended_on"] is not None and any(
        value != getattr(known, name) for name, value in ending.items()
    )
    return Asked(terms, ending if ends else {}, _permit(known, row))


def _permit(known: Employment, row: Mapping[str, Any]) -> str | None:
    """Return the number of the work permit that a row states, where another stands; None where it says nothing else."""
    if papers.PASSPORT not in (known.id_kind, row["id_kind"]):
        return None
    field = Employment._meta.get_field("identity")
    said = opened(sealing.unseal(row["identity"], place=field.place)).permit
    return said if said and said != known.open_identity().permit else None


def _declaration(row: Mapping[str, Any]) -> Employment:
    """Return a row of a file as a declaration that is not stored yet."""
    field = Employment._meta.get_field("identity")
    stated = {f.attname for f in Employment._meta.concrete_fields} & row.keys()
    values = {name: row[name] for name in stated if name not in ("id", "version", "identity")}
    values["identity"] = field.of(sealing.unseal(row["identity"], place=field.place))
    return Employment(**values)
