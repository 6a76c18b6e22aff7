"""检索 — cases by two or more characters, by number, by pinyin; only those a person may see.

SQLite: an FTS5 table over `SearchRow`, phrases of pairs. PostgreSQL: a GIN index over the same pairs,
asked for the newest first in growing stretches, because an inverted index knows no order: how far one must
go is told by how often the words were found so far.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.backends.utils import CursorWrapper

from . import grams
from .models import Case, SearchRow
from .scope import Reach, Sight

NEAR = 2000  # the newest of the few cases seen otherwise that are looked through
FAR = 50_000  # the same for a single character on PostgreSQL
COLUMNS = {"province": "wide", "league": "middle", "county": "near"}  # by the level of a reach
FINE, BLOCK = 4096, 131_072  # cases to a block, words of the index on PostgreSQL: c and b


@dataclass(frozen=True)
class Query:
    """What is asked for, as words of the index."""

    text: tuple[str, ...]
    sound: tuple[str, ...]
    single: bool

    @classmethod
    def read(cls, words: str) -> Query:
        """Cut what a person typed."""
        text = tuple(grams.query_words(words))
        single = len(grams.folded(words)) == 1
        sound = tuple(grams.SOUND + w for w in text) if grams.is_sound(words) else ()
        return cls(text, sound, single)

    def like(self, words: tuple[str, ...]) -> str:
        """Return the pattern that finds the words next to one another in a row."""
        return f"% {' '.join(words)}{'' if self.single else ' '}%"


def ids(sight: Sight, words: str, *, limit: int = 50, before: int | None = None) -> list[int]:
    """Return the keys of the newest cases that hold these words and that this sight reaches.

    `before` continues a list: only cases with a smaller key. An empty query finds nothing.
    """
    query = Query.read(words)
    if not query.text:
        return []
    found: list[int] = []
    if sight.reaches:
        ask = _sqlite if connection.vendor == "sqlite" else _postgresql
        found = ask(query, sight.reaches, limit, before)
    found += _beside(sight, query, limit, before)
    return sorted(set(found) - set(sight.barred), reverse=True)[:limit]


def _beside(sight: Sight, query: Query, limit: int, before: int | None) -> list[int]:
    """Look through the few cases seen beyond one's own offices: assigned, or shared."""
    keys: list[int] = []
    for part in sight.beyond:  # each answered by an index; as a rule there is none
        keys += Case.objects.filter(part).order_by("-pk").values_list("pk", flat=True)[:NEAR]
    if not keys:
        return []
    rows = SearchRow.objects.filter(case__in=keys)
    if before is not None:
        rows = rows.filter(case__lt=before)
    text = query.like(query.text)[1:-1]
    sound = query.like(query.sound)[1:-1] if query.sound else None
    return [
        pk
        for pk, words, sounds in rows.order_by("-case").values_list("case_id", "words", "sounds")
        if text in words or (sound is not None and sound in sounds)
    ][:limit]


def _placed(reach: Reach, words: tuple[str, ...]) -> list[str]:
    """Return words as they stand in the index for the subtree of a reach."""
    place = grams.place_word(reach.code[:6], reach.procedure)
    return [place + word for word in words]


def _sqlite(query: Query, reaches: tuple[Reach, ...], limit: int, before: int | None) -> list[int]:
    star = " *" if query.single else ""
    asked = [
        f'{{{COLUMNS.get(reach.level, "near")}}} : "{" ".join(_placed(reach, words))}"{star}'
        for reach in reaches
        for words in filter(None, (query.text, query.sound))
    ]
    older = "AND rowid < %s" if before is not None else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid FROM procedure_search WHERE procedure_search MATCH %s {older}"
            " ORDER BY rowid DESC LIMIT %s",
            [" OR ".join(asked), *([before] if before is not None else []), limit],
        )
        return [row[0] for row in cursor.fetchall()]


def _postgresql(
    query: Query, reaches: tuple[Reach, ...], limit: int, before: int | None
) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(case_id) FROM procedure_searchrow")
        newest = cursor.fetchone()[0]
        if newest is None:
            return []
        top = newest if before is None else before - 1
        if query.single:  # one character is no word of the index: look further, but not at all
            return _near(cursor, query, reaches, limit, top, near=FAR)
        found: list[int] = []
        enough = 0.0
        for cases, look in _stretches(cursor, query, reaches, limit, top):
            if cases < enough:
                continue
            found = look()
            if len(found) >= limit or cases >= top:  # a full list, or no case is left
                break
            # So many cases would fill the list, if the words went on as they have begun.
            enough = cases * limit * 5 // (max(len(found), 1) * 4)
        return found


Stretch = tuple[float, Callable[[], list[int]]]


def _stretches(
    cursor: CursorWrapper, query: Query, reaches: tuple[Reach, ...], limit: int, top: int
) -> Iterator[Stretch]:
    """Yield growing stretches of the newest cases, how many they are at least, and how to look there.

    A common word is found at once by walking through the newest; a rare one needs the index, and of the
    index no more than a few blocks. The last stretch is all cases.
    """

    def walk(cases: int) -> Stretch:
        return cases, lambda: _near(cursor, query, reaches, limit, top, near=cases)

    def ask(mark: str, size: int, blocks: int) -> Stretch:
        last = top // size
        words = [f"{mark}{n}" for n in range(last, max(last - blocks, -1), -1)]
        if len(words) <= last:
            return (blocks - 1) * size, lambda: _by_index(cursor, query, reaches, limit, top, words)
        return everything

    everything: Stretch = float("inf"), lambda: _by_index(cursor, query, reaches, limit, top, [])
    yield walk(4 * limit)
    yield walk(20 * limit)
    yield ask("c", FINE, 2)
    yield ask("c", FINE, 8)
    yield ask("b", BLOCK, 2)
    yield everything


def _conditions(query: Query) -> tuple[str, list[str]]:
    said, values = ["words LIKE %s"], [query.like(query.text)]
    if query.sound:
        said.append("sounds LIKE %s")
        values.append(query.like(query.sound))
    return f"({' OR '.join(said)})", values


def _near(
    cursor: CursorWrapper,
    query: Query,
    reaches: tuple[Reach, ...],
    limit: int,
    top: int,
    *,
    near: int,
) -> list[int]:
    """Look at the newest cases one by one: a common word is found there at once."""
    said, values = _conditions(query)
    where = " OR ".join(f"{COLUMNS.get(r.level, 'near')} = %s" for r in reaches)
    places = [grams.place_word(r.code[:6], r.procedure) for r in reaches]
    cursor.execute(
        f"SELECT case_id FROM (SELECT case_id, words, sounds, {', '.join(COLUMNS.values())}"
        f" FROM procedure_searchrow WHERE case_id <= %s ORDER BY case_id DESC LIMIT {near}) newest"
        f" WHERE {said} AND ({where}) ORDER BY case_id DESC LIMIT %s",
        [top, *values, *places, limit],
    )
    return [row[0] for row in cursor.fetchall()]


def _by_index(
    cursor: CursorWrapper,
    query: Query,
    reaches: tuple[Reach, ...],
    limit: int,
    top: int,
    blocks: list[str],
) -> list[int]:
    """Ask the inverted index, in some blocks or in all; pairs next to one another are checked after.

    A case lies in one place: of each pair it holds the word of that place, so one of those asked for.
    """
    places = [grams.place_word(r.code[:6], r.procedure) for r in reaches]
    asked, values = [], []
    for words in filter(None, (query.text, query.sound)):
        wanted = [[place + word for place in places] for word in dict.fromkeys(words)]
        wanted += [blocks] if blocks else []
        asked.append(" AND ".join(["keys && %s"] * len(wanted)))
        values += wanted
    said, patterns = _conditions(query) if len(query.text) > 1 else ("TRUE", [])
    cursor.execute(
        # MATERIALIZED keeps the planner from walking the primary key instead of the index.
        "WITH hit AS MATERIALIZED (SELECT case_id, words, sounds FROM procedure_searchrow"
        f" WHERE {' OR '.join(asked)})"
        f" SELECT case_id FROM hit WHERE case_id <= %s AND {said}"
        " ORDER BY case_id DESC LIMIT %s",
        [*values, top, *patterns, limit],
    )
    return [row[0] for row in cursor.fetchall()]
