"""What a calculation costs over its bare arithmetic: ten thousand of each kind, as ratios paired in one run.

The floor of a kind is the Decimal arithmetic nobody can leave out, done as often. What lies above it is reading
and checking the answers, looking up dated amounts, and writing down each step with its article.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tongzhou.law.claims import KINDS, calculate

TIMES, ROUNDS = 10_000, 5
D, CENT = Decimal, Decimal("0.01")
ON = date(2026, 11, 26)
PLACE = {"class": "2", "date": "2026-03-01"}
LEDGER = [{"month": f"2026-0{month}", "payable": "5000", "paid": "3000"} for month in range(1, 7)]

CASES: dict[str, dict[str, Any]] = {
    "arrears": {"ledger": LEDGER, "order_expired": True, "extra_rate": "0.5"},
    "overtime": {
        "monthly_wage": "4500",
        "weekday_hours": 36,
        "restday_hours": 16,
        "holiday_hours": 8,
    },
    "double_wage": {"start": "2025-03-10", "end": "2026-06-15", "monthly_wage": "4800"},
    "severance": {"start": "2019-03-01", "end": "2026-08-31", "avg_wage": "8000"},
    "unlawful_dismissal": {"start": "2019-03-01", "end": "2026-08-31", "avg_wage": "8000"},
    "notice_pay": {"ground": "40_2", "previous_month_wage": "6200", "severance": "18000"},
    "annual_leave": {"avg_wage": "8700", "left": "2026-06-30", "full_days": 10, "taken": 1},
    "min_wage_shortfall": {"class": "3", "month": "2026-03", "countable": "1950"},
    "illegal_probation": {"contract_months": 12, "probation_months": 6, "full_wage": "5000"},
    "stoppage_pay": {"monthly_wage": "6000", "months": 3, "ratio": "0.8", **PLACE},
    "sick_pay": PLACE,
    "work_injury": {"grade": "10", "own_wage": "3000", "pool_avg_monthly": "8000", "leaving": True},
    "medical_period": {"total_years": 12, "unit_years": 6},
    "deduction_limit": {"wage": "2500", **PLACE},
    "final_award": {**PLACE, "items": [{"kind": "wages", "amount": "25000"}]},
    "wage_crime": {"workers": 12, "months": 1, "total": "90000", "threshold_group": "50000"},
    "inspection_penalty": {"violation": "overtime_illegal", "workers": 12, "on": "2026-03-01"},
}


def _cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def _twelve_months() -> Decimal:
    return sum((_cents(D("4800") * n / 21) for n in range(12)), D(0))


def _four_hours() -> Decimal:
    hourly = D("4500") / 174
    return _cents(hourly * D("1.5") * 36) + _cents(hourly * 2 * 16) + _cents(hourly * 3 * 8)


FLOORS: dict[str, Callable[[], object]] = {
    "arrears": lambda: _cents(sum((D("5000") - D("3000") for _ in range(6)), D(0)) * D("1.5")),
    "overtime": _four_hours,
    "double_wage": _twelve_months,
    "severance": lambda: _cents(D("8000") * D("8")),
    "unlawful_dismissal": lambda: 2 * _cents(D("8000") * D("8")),
    "notice_pay": lambda: _cents(D("6200")) + _cents(D("18000")),
    "annual_leave": lambda: _cents(int(D(181) / 365 * 10 - 1) * (D("8700") / D("21.75")) * 2),
    "min_wage_shortfall": lambda: _cents(max(D("2250") - D("1950"), D(0))),
    "illegal_probation": lambda: _cents((D(6) - 2) * D("5000")),
    "stoppage_pay": lambda: _cents(D("6000")) + _cents(D("0.8") * D("2310") * 2),
    "sick_pay": lambda: _cents(D("2310") * D("0.8")),
    "work_injury": lambda: _cents(max(D("3000"), D("0.6") * D("8000")) * 7) + _cents(7 * D("8000")),
    "medical_period": lambda: (D(12) >= 10, D(6) >= 5),
    "deduction_limit": lambda: _cents(min(D("2500") * D("0.2"), D("2500") - D("2310"))),
    "final_award": lambda: D("25000") <= 12 * D("2310"),
    "wage_crime": lambda: D("90000") >= D("50000"),
    "inspection_penalty": lambda: (_cents(D("100") * 12), _cents(D("500") * 12)),
}


def _seconds(work: Callable[[], object], times: int) -> float:
    begun = time.perf_counter()
    for _ in range(times):
        work()
    return time.perf_counter() - begun


def ratio_of(code: str, *, times: int = TIMES) -> float:
    """Return how many times its floor a calculation of this kind costs: the median of paired rounds."""

    def whole() -> object:
        return calculate(code, CASES[code], on=ON)

    share = max(times // ROUNDS, 1)
    rounds = [
        _seconds(whole, share) / _seconds(FLOORS[code], share)  # alternately, on the same machine
        for _ in range(ROUNDS)
    ]
    return statistics.median(rounds)


def run(say: Callable[[str], None], *, times: int = TIMES) -> None:
    """Print the ratio of every kind of calculation."""
    say(f"计算器：每种 {times} 次，相当于只做加减乘除的多少倍")
    for code, kind in KINDS.items():
        say(f"{ratio_of(code, times=times):8.0f} ×  {code}  {kind.label}")
