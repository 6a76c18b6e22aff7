"""法规目录 — the instruments the house rests on, their validity, and what each article says.

The tables in `data/instruments/` are reviewed. They hold a short paraphrase of our own and the
figures that must stand in the article; the texts themselves stay with the user (see `texts`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from tongzhou.law.articles import Article
from tongzhou.law.lengths import UNITS, Length, is_stated, stands_in
from tongzhou.law.reviewed import DATA, Unfit, read

FIGURE = re.compile(rf"^(?P<count>\d+) (?P<unit>{'|'.join(UNITS)})$")
Figure = Length | str


class NotListed(LookupError):
    """An instrument or article that the tables do not know; the message says what to do."""


@dataclass(frozen=True)
class Instrument:
    """A law, regulation, rule or policy paper in one version, in force `since` .. `until`."""

    name: str
    since: date
    until: date | None
    issuer: str
    verified: bool
    full_name: str = ""
    doc_no: str = ""
    aliases: tuple[str, ...] = ()
    text: str = ""
    adopted: str = ""
    note: str = ""
    provisions: tuple[Provision, ...] = ()

    def in_force(self, on: date) -> bool:
        """Say whether this version is in force on the day."""
        return self.since <= on and (self.until is None or on <= self.until)

    @property
    def names(self) -> tuple[str, ...]:
        """Return every name by which it is cited."""
        return tuple(filter(None, (self.name, self.full_name, *self.aliases)))


@dataclass(frozen=True)
class Provision:
    """What the house knows of one article: key, validity, figures that stand in it, paraphrase."""

    cites: Article
    key: str
    since: date
    until: date | None
    states: tuple[Figure, ...]
    says: str
    verified_on: date | None


class _Provision(
    msgspec.Struct, forbid_unknown_fields=True, rename={"since": "from", "until": "to"}
):
    number: int
    key: str
    says: str
    states: list[str] = []
    inserted: int = 0
    unit: str = "条"
    since: date | None = None
    until: date | None = None
    verified: bool | None = None
    verified_on: date | None = None


class _Instrument(
    msgspec.Struct, forbid_unknown_fields=True, rename={"since": "from", "until": "to"}
):
    name: str
    issuer: str
    since: date
    verified: bool
    articles: list[_Provision]
    until: date | None = None
    full_name: str = ""
    doc_no: str = ""
    aliases: list[str] = []
    text: str = ""
    adopted: date | None = None
    note: str = ""
    verified_on: date | None = None


def load(folder: Path = DATA / "instruments") -> tuple[Instrument, ...]:
    """Read every table of the folder.

    Raises `Unfit` for a table badly written, a key used twice, a verified entry without the day of
    verification, versions of one instrument that overlap, or validity that ends before it begins.
    """
    rows = [row for file in sorted(folder.glob("*.yaml")) for row in read(file, list[_Instrument])]
    found = tuple(_instrument(row) for row in rows)
    _check_versions(found)
    keys = Counter(provision.key for one in found for provision in one.provisions)
    if twice := [key for key, times in keys.items() if times > 1]:
        raise Unfit(f"法规目录中条文代号重复：{'、'.join(twice)}")
    return found


def _instrument(row: _Instrument) -> Instrument:
    _check_validity(row.name, row.since, row.until)
    if row.verified and row.verified_on is None:
        raise Unfit(f"《{row.name}》标为已核对，却没有核对日期（verified_on）")
    return Instrument(
        row.name,
        row.since,
        row.until,
        row.issuer,
        row.verified,
        row.full_name,
        row.doc_no,
        tuple(row.aliases),
        row.text,
        row.adopted.isoformat() if row.adopted else "",
        row.note,
        tuple(_provision(row, each) for each in row.articles),
    )


def _provision(row: _Instrument, each: _Provision) -> Provision:
    verified = row.verified if each.verified is None else each.verified
    on = each.verified_on or row.verified_on
    since, until = each.since or row.since, each.until or row.until
    cited = Article(row.name, each.number, None, verified, each.inserted, each.unit)
    _check_validity(str(cited), since, until)
    if verified and on is None:
        raise Unfit(f"{cited}标为已核对，却没有核对日期（verified_on）")
    return Provision(cited, each.key, since, until, tuple(map(figure, each.states)), each.says, on)


def _check_validity(name: str, since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise Unfit(f"{name}的有效期止于 {until}，早于起始日 {since}")


def _check_versions(found: tuple[Instrument, ...]) -> None:
    for n, one in enumerate(found):
        for other in found[n + 1 :]:
            ends = one.until or date.max, other.until or date.max
            if one.name == other.name and one.since <= ends[1] and other.since <= ends[0]:
                raise Unfit(f"《{one.name}》的两个版本有效期重叠")


def figure(written: str) -> Figure:
    """Read a figure of the tables: `15 day` is a length, anything else stands as it is written."""
    found = FIGURE.match(written)
    return Length(int(found["count"]), found["unit"]) if found else written


def is_in(stated: Figure, text: str) -> bool:
    """Say whether a figure stands in the text of an article."""
    return is_stated(stated, text) if isinstance(stated, Length) else stands_in(stated, text)


@cache
def instruments() -> tuple[Instrument, ...]:
    """Return the reviewed tables of the house."""
    return load()


def versions_of(name: str) -> tuple[Instrument, ...]:
    """Return the versions of an instrument, oldest first, by name, full name or alias.

    Raises `NotListed` if no instrument bears the name.
    """
    bare = name.strip("《》 ")
    found = sorted((one for one in instruments() if bare in one.names), key=lambda one: one.since)
    if not found:
        like = [one.name for one in instruments() if bare and bare in one.name]
        hint = f"是否指《{'》《'.join(dict.fromkeys(like))}》？" if like else "请核对名称。"
        raise NotListed(f"法规目录中没有《{bare}》。{hint}")
    return tuple(found)


def provisions_of(cited: Article) -> Iterator[tuple[Instrument, Provision]]:
    """Yield what the tables know of an article, version by version; nothing if not listed."""
    for one in versions_of(cited.instrument):
        for each in one.provisions:
            known = each.cites
            if (known.number, known.inserted, known.unit) == (
                cited.number,
                cited.inserted,
                cited.unit,
            ):
                yield one, each


def by_key(key: str) -> Provision:
    """Return the provision with this key. Raises `NotListed`."""
    for one in instruments():
        for each in one.provisions:
            if each.key == key:
                return each
    raise NotListed(f"法规目录中没有代号“{key}”")
