"""Everybody has the same chance: many draws with fixed seeds, counted. Nothing here is random, so nothing is flaky.

A sum of squares of N frequencies under sampling without replacement, scaled by (N − 1) / (N (1 − p)), follows
chi-square with N − 1 degrees; the bounds are the 0.1 % and 99.9 % points (Wilson and Hilferty).
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from tongzhou.lines.draws.algorithm.choosing import Chooser, Pick
from tongzhou.lines.draws.algorithm.digests import tagged
from tongzhou.lines.draws.algorithm.pairing import paired
from tongzhou.lines.draws.algorithm.roster import Officer
from tongzhou.lines.draws.algorithm.terms import Terms, read_terms

from . import samples

OBJECTS, DRAWN, TIMES = 40, 10, 1500
ONE = [{"code": "B", "label": "B级", "rate": [25, 100], "least": 0, "most": 0}]


def _terms() -> Terms:
    return read_terms(samples.terms(strata=ONE))


def _draws(terms: Terms, times: int) -> list[list[str]]:
    found = []
    for n in range(times):
        chooser = Chooser(terms, tagged("sm3", "chances", n), {b"B": OBJECTS})
        chooser.take([(f"E{i:03d}".encode(), b"", b"B") for i in range(OBJECTS)])
        found.append([p.id for p in chooser.picks() if p.is_drawn])
    return found


def _within(statistic: float, degrees: int) -> bool:
    def point(z: float) -> float:
        spread = 2 / (9 * degrees)
        return float(degrees * (1 - spread + z * spread**0.5) ** 3)

    return point(-3.09) < statistic < point(3.09)


def test_every_object_is_drawn_as_often_as_any_other() -> None:
    counts = Counter(i for drawn in _draws(_terms(), TIMES) for i in drawn)
    expected, p = TIMES * DRAWN / OBJECTS, DRAWN / OBJECTS
    squares = sum((counts[f"E{i:03d}"] - expected) ** 2 / expected for i in range(OBJECTS))
    assert sum(counts.values()) == TIMES * DRAWN
    assert _within(squares * (OBJECTS - 1) / (OBJECTS * (1 - p)), OBJECTS - 1)


def test_every_two_objects_are_drawn_together_as_often_as_any_other_two() -> None:
    together = Counter(
        pair for drawn in _draws(_terms(), TIMES) for pair in combinations(sorted(drawn), 2)
    )
    p = DRAWN * (DRAWN - 1) / (OBJECTS * (OBJECTS - 1))
    every = list(combinations([f"E{i:03d}" for i in range(OBJECTS)], 2))
    spread = (sum((together[x] - TIMES * p) ** 2 for x in every) / len(every)) / (
        TIMES * p * (1 - p)
    )
    assert 0.8 < spread < 1.2
    assert min(together[x] for x in every) > 0.6 * TIMES * p
    assert max(together[x] for x in every) < 1.45 * TIMES * p


def test_the_first_rank_falls_to_each_alike() -> None:
    first = Counter(drawn[0] for drawn in _draws(_terms(), TIMES))
    expected = TIMES / OBJECTS
    assert _within(
        sum((first[f"E{i:03d}"] - expected) ** 2 / expected for i in range(OBJECTS)), OBJECTS - 1
    )


def _pairs(officers: list[Officer], times: int) -> tuple[Counter[tuple[str, ...]], set[int]]:
    terms = _terms()
    picks = [Pick(f"E{n:03d}", "B", b"", "", n + 1, 18, 40) for n in range(18)]
    pairs: Counter[tuple[str, ...]] = Counter()
    gaps = set()
    for n in range(times):
        teams = paired(terms, tagged("sm3", "pairs", n), picks, officers)
        pairs.update(tuple(t) for t in teams.values())
        load = Counter(o for t in teams.values() for o in t)
        gaps.add(
            max(load[o.id] + o.load for o in officers) - min(load[o.id] + o.load for o in officers)
        )
    return pairs, gaps


def test_every_two_officers_go_together_as_often_as_any_other_two_and_carry_the_same() -> None:
    officers = [Officer(f"Z{n:02d}", 0, frozenset(), frozenset()) for n in range(10)]
    times = 700
    pairs, gaps = _pairs(officers, times)
    expected = times * 18 / 45
    assert len(pairs) == 45
    assert all(abs(n - expected) < 5 * expected**0.5 for n in pairs.values())
    assert gaps == {1}  # 36 seats among ten: three or four each


def test_who_carried_more_before_is_given_less_until_all_are_level() -> None:
    officers = [Officer(f"Z{n:02d}", n % 3, frozenset(), frozenset()) for n in range(10)]
    _, gaps = _pairs(officers, 60)
    assert gaps <= {0, 1}
