"""What must hold of every calculation, whatever the wage and whenever the work."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tongzhou.law.claims import KINDS, Result, calculate

TODAY = date(2026, 11, 26)
WAGES = st.decimals("0", "100000", places=2)
DAYS = st.dates(date(2008, 1, 1), date(2026, 11, 1))
HOURS = st.integers(0, 400)


def reckon(kind: str, **inputs: Any) -> Result:
    """Calculate as of today."""
    return calculate(kind, inputs, on=TODAY)


def amount(kind: str, **inputs: Any) -> Decimal:
    """Return the amount of a calculation."""
    found = reckon(kind, **inputs).amount
    assert found is not None
    return found


@given(start=DAYS, length=st.integers(0, 8000), more=st.integers(0, 900), wage=WAGES)
def test_who_worked_longer_is_owed_no_less(
    start: date, length: int, more: int, wage: Decimal
) -> None:
    short = start + timedelta(days=length)
    longer = short + timedelta(days=more)
    assert amount("severance", start=start, end=short, avg_wage=wage) <= amount(
        "severance", start=start, end=longer, avg_wage=wage
    )


@given(start=DAYS, length=st.integers(0, 8000), wage=WAGES, more=WAGES)
def test_who_earned_more_is_owed_no_less(
    start: date, length: int, wage: Decimal, more: Decimal
) -> None:
    end = start + timedelta(days=length)
    for kind, low, high in (
        ("severance", {"avg_wage": wage}, {"avg_wage": wage + more}),
        ("double_wage", {"monthly_wage": wage}, {"monthly_wage": wage + more}),
    ):
        days = {"start": start, "end": end}
        assert 0 <= amount(kind, **days, **low) <= amount(kind, **days, **high)


@given(start=DAYS, length=st.integers(0, 8000), wages=st.lists(WAGES, min_size=1, max_size=12))
def test_damages_are_exactly_twice_severance(
    start: date, length: int, wages: list[Decimal]
) -> None:
    given_ = {"start": start, "end": start + timedelta(days=length), "monthly_wages": wages}
    assert amount("unlawful_dismissal", **given_) == 2 * amount("severance", **given_)


@given(wages=st.lists(WAGES, min_size=1, max_size=12), seed=st.randoms())
def test_the_order_of_the_months_does_not_matter(wages: list[Decimal], seed: Any) -> None:
    shuffled = list(wages)
    seed.shuffle(shuffled)
    days = {"start": "2020-01-01", "end": "2026-06-30"}
    assert amount("severance", **days, monthly_wages=wages) == amount(
        "severance", **days, monthly_wages=shuffled
    )


@given(start=DAYS, wage=WAGES)
def test_double_wages_run_for_eleven_months_at_most(start: date, wage: Decimal) -> None:
    found = reckon("double_wage", start=start, end=TODAY, monthly_wage=wage, exception="none")
    assert found.amount is not None
    # Part months go by their own working days (M1), so that two parts may come to a little more than one.
    assert found.amount <= 12 * wage + Decimal("0.12")
    if found.facts["period_from"]:
        assert (found.facts["period_to"] - found.facts["period_from"]).days <= 336


@given(
    first=st.lists(st.tuples(WAGES, WAGES), min_size=1, max_size=6),
    second=st.lists(st.tuples(WAGES, WAGES), min_size=1, max_size=6),
)
def test_a_ledger_is_the_sum_of_its_parts(first: list[Any], second: list[Any]) -> None:
    def ledger(rows: list[Any]) -> list[dict[str, Any]]:
        return [{"month": "2026-01", "payable": paid + due, "paid": paid} for paid, due in rows]

    assert amount("arrears", ledger=ledger(first + second)) == amount(
        "arrears", ledger=ledger(first)
    ) + amount("arrears", ledger=ledger(second))


@given(wage=WAGES, hours=st.tuples(HOURS, HOURS, HOURS), more=HOURS)
def test_more_overtime_is_never_paid_less_and_a_holiday_never_less_than_a_rest_day(
    wage: Decimal, hours: tuple[int, int, int], more: int
) -> None:
    weekday, rest, holiday = hours
    base = {"monthly_wage": wage, "weekday_hours": weekday, "restday_hours": rest}
    least = amount("overtime", **base, holiday_hours=holiday)
    assert 0 <= least <= amount("overtime", **base, holiday_hours=holiday + more)
    swapped = amount(
        "overtime", monthly_wage=wage, weekday_hours=weekday, restday_hours=0, holiday_hours=rest
    )
    assert swapped >= amount("overtime", **base, holiday_hours=0)


@given(claimed=WAGES, paid=WAGES, wage=WAGES)
def test_nobody_gets_more_than_claimed_nor_less_than_nothing(
    claimed: Decimal, paid: Decimal, wage: Decimal
) -> None:
    found = reckon(
        "overtime",
        monthly_wage=wage,
        weekday_hours=30,
        restday_hours=16,
        holiday_hours=8,
        paid=paid,
        claimed=claimed,
    )
    assert found.amount is not None
    assert found.gross is not None
    assert 0 <= found.amount <= min(claimed, found.gross)
    assert found.amount == sum(item.amount for item in found.items)
    assert found.limited_by_claim == (max(found.gross - paid, 0) > claimed)


@given(
    taken=st.integers(0, 30),
    full=st.sampled_from([5, 10, 15]),
    left=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
def test_leave_taken_is_never_claimed_back(taken: int, full: int, left: date) -> None:
    found = reckon("annual_leave", avg_wage=6525, full_days=full, left=left, taken=taken)
    assert found.amount == found.facts["days"] * 600
    assert 0 <= found.facts["days"] <= full


@given(grade=st.integers(1, 9), wage=WAGES)
def test_a_graver_injury_is_never_paid_less(grade: int, wage: Decimal) -> None:
    area = {"own_wage": wage, "pool_avg_monthly": 8000}
    graver = amount("work_injury", grade=grade, **area)
    lighter = amount("work_injury", grade=grade + 1, **area)
    assert graver > lighter


@given(wage=WAGES, damage=WAGES)
def test_a_deduction_leaves_the_minimum_wage_and_four_fifths(
    wage: Decimal, damage: Decimal
) -> None:
    kept = amount("deduction_limit", wage=wage, damage=damage, min_wage="2270")
    assert kept <= damage + Decimal("0.01")
    assert kept == 0 or wage - kept >= Decimal("2269.99")
    assert kept <= wage / 5 + Decimal("0.01")


@given(start=DAYS, wage=WAGES)
def test_the_same_question_has_the_same_answer(start: date, wage: Decimal) -> None:
    given_ = {"start": start, "end": date(2026, 11, 26), "avg_wage": wage}
    assert reckon("severance", **given_).as_json() == reckon("severance", **given_).as_json()


def test_every_article_of_a_result_is_declared_by_its_calculator() -> None:
    """What a step cites is what `tongzhou law check` opens."""
    from tongzhou.law.tests.examples import rows
    from tongzhou.law.tests.test_claims_examples import written

    for row in rows("claims.csv"):
        kind = KINDS[row["种类"]]
        found = calculate(kind.code, written(row["输入"]), on=TODAY)
        assert set(found.cites) <= set(kind.cites), kind.code
