"""Ranking candidates with Splink on DuckDB. In jobs and commands only: it needs the extra `analysis`.

Weights are stated, not learned: the names that wait are too few and too odd to learn from, and a weight that is written down can be argued with.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import duckdb
import pyarrow as pa
import splink.comparison_library as compare
from splink import Linker, SettingsCreator
from splink.blocking_rule_library import CustomRule
from splink.internals.duckdb.database_api import DuckDBAPI

from tongzhou.registry import naming
from tongzhou.registry.models import Employer

from .finding import key_of
from .models import Candidate, UnknownName

SHOWN = 5
LEAGUE = 4  # digits
LEAST = 0.02
PAIR = 0.001  # how often a name and an employer of the same league, taken at random, are one
Row = tuple[str, str, str, str]  # id, key, pinyin, county
COMPARED = (
    compare.JaroWinklerAtThresholds("name", [0.93, 0.82]).configure(
        m_probabilities=[0.35, 0.35, 0.2, 0.1], u_probabilities=[0.0002, 0.002, 0.03, 0.9678]
    ),
    compare.LevenshteinAtThresholds("pinyin", [2, 6]).configure(
        m_probabilities=[0.5, 0.25, 0.15, 0.1], u_probabilities=[0.0003, 0.002, 0.02, 0.9777]
    ),
    compare.ExactMatch("county").configure(
        m_probabilities=[0.95, 0.05], u_probabilities=[0.15, 0.85]
    ),
)


def rank() -> int:
    """Rank the employers of the league for each name that waits, or all where it waits for the whole region; return for how many there is a candidate."""
    waiting = list(UnknownName.objects.filter(is_open=True).order_by("county", "pk"))
    done = 0
    for league in sorted({one.county[:4] for one in waiting}):
        some = [one for one in waiting if one.county[:4] == league]
        names = [(f"n{one.pk}", one.key, one.pinyin, one.county) for one in some]
        firms = Employer.objects.standing().exclude(uscc=None)
        firms = firms.filter(league=league) if len(league) == LEAGUE else firms
        keys = {pk: (key_of(name), county) for pk, name, county in firms.values_list("pk", "name", "county")}  # fmt: skip
        known = [
            (f"f{pk}", key, naming.pinyin_of(key), county) for pk, (key, county) in keys.items()
        ]
        done += _keep(some, likely(names, known) if known else {})
    return done


def likely(names: list[Row], firms: list[Row]) -> dict[str, list[tuple[str, float]]]:
    """Return for each name the employers that may be meant with their probability, the likeliest first."""
    con = duckdb.connect()
    api = DuckDBAPI(con)
    tables = []
    for place, rows in (("names", names), ("firms", firms)):
        columns = zip(("unique_id", "name", "pinyin", "county"), zip(*rows, strict=True), strict=True)  # fmt: skip
        con.register(f"{place}_rows", pa.table({name: list(column) for name, column in columns}))
        con.execute(f"CREATE TABLE {place} AS SELECT * FROM {place}_rows")
        tables.append(api.register(place))
    asked = SettingsCreator(
        link_type="link_only",
        comparisons=list(COMPARED),
        blocking_rules_to_generate_predictions=[CustomRule("1 = 1")],
        probability_two_random_records_match=PAIR,
    )
    pairs = Linker(tables, asked, log_level=40).inference.predict().as_record_list()
    found: dict[str, list[tuple[str, float]]] = {}
    mine = {row[0] for row in names}
    for pair in pairs:
        left = pair["unique_id_l"] in mine
        name, firm = ("unique_id_l", "unique_id_r") if left else ("unique_id_r", "unique_id_l")
        if pair[name] in mine and pair["match_probability"] >= LEAST:
            found.setdefault(pair[name], []).append((pair[firm], pair["match_probability"]))
    con.close()
    return {name: sorted(told, key=lambda t: (-t[1], t[0]))[:SHOWN] for name, told in found.items()}


def _keep(some: Iterable[UnknownName], found: dict[str, list[tuple[str, float]]]) -> int:
    rows = [
        Candidate(unknown=one, employer_id=int(firm[1:]), percent=Decimal(f"{100 * chance:.2f}"))
        for one in some
        for firm, chance in found.get(f"n{one.pk}", [])
    ]
    Candidate.objects.filter(unknown__in=some).delete()
    Candidate.objects.bulk_create(rows)
    return len({row.unknown_id for row in rows})
