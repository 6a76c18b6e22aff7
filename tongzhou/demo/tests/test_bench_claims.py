"""The bench of the calculators measures every kind, and against arithmetic that gives the same."""

from __future__ import annotations

from decimal import Decimal

from tongzhou.demo import bench_claims
from tongzhou.law.claims import KINDS, calculate

NO_SUM = {"medical_period", "final_award", "wage_crime", "inspection_penalty"}


def test_every_kind_is_measured_and_printed() -> None:
    said: list[str] = []
    bench_claims.run(said.append, times=5)
    assert len(said) == 1 + len(KINDS)
    assert set(bench_claims.CASES) == set(bench_claims.FLOORS) == set(KINDS)


def test_the_floor_is_the_arithmetic_of_the_same_case() -> None:
    for code in set(KINDS) - NO_SUM - {"double_wage", "arrears"}:
        found = calculate(code, bench_claims.CASES[code], on=bench_claims.ON).amount
        assert found == Decimal(str(bench_claims.FLOORS[code]())), code
