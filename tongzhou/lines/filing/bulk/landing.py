"""入台账 — good rows of a file become rows of the register, identities sealed a column at a time. Loaded by jobs and commands only."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
from django.utils.timezone import now

from tongzhou.columns import numbers
from tongzhou.columns.checking import LINE
from tongzhou.columns.landing import Landed, Rows
from tongzhou.columns.models import Delivery
from tongzhou.lines.filing.declaring import Declarer
from tongzhou.lines.filing.models import KEY, PARTED, Employment
from tongzhou.registry import identity, papers, sealing
from tongzhou.registry.fields import hash_of
from tongzhou.registry.models import Employer, Person

from . import abroad
from .said import NAMED_OTHERWISE
from .standing import CHANGES, Standing
from .table import CHANGE

WRITTEN = (
    "uscc", "employer_name", "region_id", "worker_hash", "id_kind", "identity", "name_masked", "phone_hash", "kind",
    "using_uscc", "using_name", "platform_class", "job", "written", "contract_number", "econtract", "signed_on",
    "term", "starts_on", "ends_on", "probation_until", "pay", "pay_basis", "weekly_hours", "insured", "age", "how",
    "state", "ended_on", "end_reason", "end_declared_on", "declared_on", "declared_by_id", "source", "delivery",
    "permit_until",
)  # fmt: skip
# What the register holds as it is read, and what it makes of it.
TAKEN = (
    "uscc", "employer_name", "region_id", "number", "name", "phone", "kind", "using_uscc", "using_name", "platform_class", "job", "written_as",
    "contract_number", "econtract", "signed_on", "term", "starts_on", "ends_on", "probation_last", "pay", "pay_basis", "weekly_hours", "insured",
    "age", "how", "ended_on", "end_reason",
    # Of a file alone that says of which papers its numbers are.
    *sorted(abroad.CODES),
)  # fmt: skip
PREPARED = tuple(name for name in WRITTEN if name != "delivery")
# A number of GB 11643 as a whole number: what its first two digits count, and from where on it is no citizen's.
OF_TWO_DIGITS = 10 ** (identity.LENGTH - 3) * len(identity.CHECK_CHARACTERS)
OTHERS = min(int(begins.ljust(2, "0")) for begins in papers.BEGINS) * OF_TWO_DIGITS
TEXTS = (
    "using_uscc",
    "using_name",
    "platform_class",
    "job",
    "contract_number",
    "econtract",
    "end_reason",
)


class Register:
    """The register of declared employment, as a place where rows land; `on` is the day they are declared."""

    takes, light = TAKEN, False

    def __init__(self, on: date, person_id: int | None = None) -> None:
        self.on, self.person_id = on, person_id
        self.rows = Rows(Employment, WRITTEN, key=KEY, digest="worker_hash")
        self._names: dict[str, str] = {}  # by credit code, as registered; "" of those nobody has

    def prepared(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Seal who the workers are, fill what the file leaves open, and let go of what the register does not hold."""
        place = Employment._meta.get_field("identity").place
        phones = rows["phone"].fill_null("")
        wholes = numbers.wholes(rows["number"])
        said = rows.select(_said(wholes)).to_series()
        hashes = {p: hash_of("phone", p) for p in phones.unique().to_list()}
        ended, changes = pl.col("ended_on").is_not_null(), pl.col("how") == CHANGE
        filled = rows.with_columns(
            _hashes(rows["number"], wholes).alias("worker_hash"),
            pl.Series("identity", sealing.seal_all(said.to_list(), place=place), dtype=pl.String),
            phones.replace_strict(hashes, return_dtype=pl.String).alias("phone_hash"),
            _masked(pl.col("name")).alias("name_masked"),
            pl.col("written_as").alias("written"),
            pl.col("probation_last").alias("probation_until"),
            *(pl.col(name).fill_null("") for name in TEXTS),
            pl.when(ended).then(pl.lit("ended")).otherwise(pl.lit("active")).alias("state"),
            pl.when(ended).then(pl.lit(self.on)).alias("end_declared_on"),
            pl.lit(self.on).alias("declared_on"),
            pl.lit(self.person_id, dtype=pl.Int64).alias("declared_by_id"),
            pl.lit(Employment.Source.BULK.value).alias("source"),
            _kinds(rows, wholes).alias("id_kind"),
            (
                pl.col("permit_until") if "permit_until" in rows.columns else pl.lit(None, pl.Date)
            ).alias("permit_until"),
            changes.alias(CHANGES),
            pl.when(changes).then(pl.lit(Employment.How.HIRE.value)).otherwise("how").alias("how"),
        )
        return filled.select(LINE, CHANGES, *PREPARED)

    def land(self, rows: pl.DataFrame, delivery: Delivery, part: int) -> Landed:  # noqa: ARG002
        """Write the rows under the names of the register. One whose declaration stands already ends or changes it where it says so, else it is left alone."""
        rows, remarks = self._named(rows)
        numbered = rows.with_columns(pl.lit(delivery.number).alias("delivery"))
        there = self.rows.write(numbered)
        if not there.any():
            return Landed(there, remarks)
        places = there.arg_true()
        done, told = self._standing(delivery).act(numbered[places])
        return Landed(there.scatter(places.gather(done), False), {**remarks, **told})

    def _named(self, rows: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, list[int]]]:
        """Name employers as the register does; return the rows, and which named them otherwise."""
        codes = rows["uscc"].unique().to_list()
        new = [code for code in codes if code not in self._names]
        self._names |= dict.fromkeys(new, "")
        for code, name in Employer.objects.filter(uscc__in=new).values_list("uscc", "name"):
            self._names[str(code)] = name
        names = {code: self._names[code] for code in codes if self._names[code]}
        if not names:
            return rows, {}
        named = pl.col("uscc").replace_strict(names, default=pl.col("employer_name"))
        told = rows.with_columns(named.alias("employer_name"))
        other = told["employer_name"] != rows["employer_name"]
        if not other.any():
            return rows, {}
        return told, {NAMED_OTHERWISE.code: rows[LINE].filter(other).to_list()}

    def _standing(self, delivery: Delivery) -> Standing:
        person = Person.objects.filter(pk=self.person_id).first() if self.person_id else None
        by = Declarer(person, Employment.Source.BULK, now(), self.on, delivery.number)
        scope: dict[str, Any] = delivery.scope or {}
        return Standing(by, regions=tuple(scope.get("regions", ())))

    def nothing(self, rows: pl.DataFrame, delivery: Delivery) -> None:
        """Nothing is declared: the register says nothing of it."""


def _hashes(texts: pl.Series, wholes: pl.Series) -> pl.Series:
    """Return by what each number is found. `wholes`: as whole numbers; null for those that are not of GB 11643, which are hashed one by one."""
    if not wholes.null_count():
        return pl.Series(sealing.pseudonyms_of(wholes.to_list()), dtype=pl.String)
    at, usual = wholes.is_null().arg_true(), wholes.drop_nulls()
    others = texts.gather(at)
    known = {n: hash_of("id_number", n) for n in others.unique().to_list()}
    found = pl.Series([None], dtype=pl.String).new_from_index(0, len(texts))
    found = found.scatter(at, others.replace_strict(known, return_dtype=pl.String))
    pseudonyms = pl.Series(sealing.pseudonyms_of(usual.to_list()), dtype=pl.String)
    return found.scatter(wholes.is_not_null().arg_true(), pseudonyms)


def _said(wholes: pl.Series) -> pl.Expr:
    """Return what is sealed of each worker, as `known.who` puts it together."""
    usual = [pl.col("number"), pl.col("phone").fill_null(""), pl.col("name")]
    if not wholes.null_count():
        return pl.concat_str(*usual, separator=PARTED)
    stated = [pl.col("born_on").dt.to_string("%Y-%m-%d"), pl.col("sex"), pl.col("permit")]
    beside = [one.fill_null("") for one in stated]
    return (
        pl.when(pl.lit(wholes.is_null()))
        .then(pl.concat_str(*usual, *beside, separator=PARTED))
        .otherwise(pl.concat_str(*usual, separator=PARTED))
    )


def _kinds(rows: pl.DataFrame, wholes: pl.Series) -> pl.Expr:
    """Return of which paper each number is, as `papers.kind_of` says: nearly always of the same."""
    most: Any = wholes.max()
    if not wholes.null_count() and (most is None or most < OTHERS):
        return pl.lit(papers.RESIDENT)
    begins = pl.lit(wholes) // OF_TWO_DIGITS
    chain: Any = pl.when(begins.is_null()).then("id_kind" if "id_kind" in rows.columns else None)
    for start, kind in papers.BEGINS.items():
        first = int(start.ljust(2, "0"))
        chain = chain.when(begins.is_between(first, first + 10 ** (2 - len(start)) - 1)).then(pl.lit(kind))  # fmt: skip
    kinds: pl.Expr = chain.otherwise(pl.lit(papers.RESIDENT))
    return kinds


def _masked(name: pl.Expr) -> pl.Expr:
    """Return what `sealing.mask_name` gives: the first character, and one or two stars."""
    stars = (name.str.len_chars().cast(pl.Int64) - 1).clip(0, 2)
    mask = (
        pl.when(stars == 0)
        .then(pl.lit(""))
        .when(stars == 1)
        .then(pl.lit("*"))
        .otherwise(pl.lit("**"))
    )
    return name.str.slice(0, 1) + mask
