"""Moulds: one life on one first day, folded by the real engine, from which many cases are cast.

What differs between two casts are the keys and names of the parties, the region, and the digests; all
else is the same rows the door would have written. `million` checks a sample by folding it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

import msgspec

from tongzhou.law import CALENDAR
from tongzhou.procedure import grams, journal, sealed
from tongzhou.procedure.catalogue import version_on
from tongzhou.procedure.fold import fold
from tongzhou.procedure.project import case_row, child_rows
from tongzhou.procedure.scope import places
from tongzhou.procedure.view import Record

from .lives import EMPLOYER, WORKER, Life

ANYWHERE = "000000"


@dataclass(frozen=True)
class Party:
    """The parties of one case."""

    worker: str
    worker_name: str
    employer: str
    employer_name: str

    def put(self, text: str) -> str:
        """Return a key or a name with this case's parties in it."""
        return (
            text.replace(f"/{WORKER}", f"/{self.worker}")
            .replace(f"/{EMPLOYER}", f"/{self.employer}")
            .replace(WORKER, self.worker_name)
            .replace(EMPLOYER, self.employer_name)
        )


Table = tuple[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Cast:
    """The rows of one case: itself, its journal, and its projection, table by table."""

    case: dict[str, Any]
    entries: list[dict[str, Any]]
    children: list[Table]


@dataclass(frozen=True)
class Mould:
    """The rows of one life on one first day, with the parties left open."""

    life: Life
    first: date
    case: dict[str, Any]
    children: list[Table]
    entries: list[dict[str, Any]]

    def cast(self, uid: str, region: str, party: Party) -> Cast:
        """Return the case, its chained entries and its other rows, for these parties and region."""
        here = places(region)
        title = party.put(self.case["title"])
        entries, head = [], journal.NOTHING_BEFORE
        for mould in self.entries:
            facts = msgspec.json.decode(party.put(mould["text"]))
            entry = {**mould, "facts": facts, "about": [party.put(k) for k in mould["about"]]}
            entry.pop("text")
            entry |= {"region": region, "before": head}
            head = journal.digest_of(SimpleNamespace(**entry), before=head, case=uid)
            entries.append({**entry, "digest": head})
        case = {**self.case, **here, "uid": uid, "region": region, "title": title, "head": head}
        case["number"] = ""
        children = [
            (table, [self._row(table, row, region, party, title) for row in rows])
            for table, rows in self.children
        ]
        return Cast(case, entries, children)

    def _row(
        self, table: str, row: dict[str, Any], region: str, party: Party, title: str
    ) -> dict[str, Any]:
        if table == "ClockRow":
            return {**row, "about": party.put(row["about"]), "region": region}
        if table == "SubjectRow":
            key = party.put(row["key"])
            name = party.put(row["name"])
            return {**row, "key": key, "name": name, "ref": key.partition("/")[2]}
        names = [party.worker_name, party.employer_name]
        said = ["", title, *(n for n in names if n in title)]
        return {
            "words": grams.words(grams.text_of(said)),
            "sounds": grams.sounds(said[1:]),
            **grams.places_of(region, self.life.procedure),
        }


def mould(life: Life, first: date) -> Mould:
    """Fold one life that begins on this day."""
    procedure = version_on(life.procedure, first)
    records, entries = [], []
    for seq, deed in enumerate(life.deeds):
        day = first + timedelta(days=deed.after)
        moment = datetime.combine(day, time(2, 0), UTC)
        facts, _apart = sealed.split(deed.facts(first))
        record = Record(
            seq, deed.act, procedure.version, ("0",), deed.office, ANYWHERE, day, moment,
            deed.about, facts, "",
        )  # fmt: skip
        records.append(record)
        entries.append(_entry(record))
    view = fold({procedure.version: procedure}, records, CALENDAR)
    case = case_row(view, CALENDAR) | {
        "procedure": life.procedure,
        "changed_at": records[-1].recorded_at,
    }
    children = [
        (model.__name__, list(rows.values())) for model, _key, rows in child_rows(view) if rows
    ]
    return Mould(life, first, case, children, entries)


def _entry(r: Record) -> dict[str, Any]:
    return {
        "seq": r.seq,
        "act": r.act,
        "version": r.version,
        "actors": ["0"],
        "names": ["示例经办人"],
        "office": r.office,
        "body": "示例机构",
        "happened_on": r.happened_on,
        "recorded_at": r.recorded_at,
        "about": list(r.about),
        "text": msgspec.json.encode(r.facts).decode(),
        "reason": "",
        "issued": {},
    }
