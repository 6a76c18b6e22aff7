"""What a calculation tells beside the amount: warnings, decisions, and how answers are read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tongzhou.law.claims import KINDS, BadInput, Result, Text, calculate
from tongzhou.law.claims.inputs import read
from tongzhou.law.claims.words import Note, bare, plainly
from tongzhou.law.heads import HEADS

TODAY = date(2026, 11, 26)
SERVICE = {"start": "2019-03-01", "end": "2026-08-31", "avg_wage": 8000}


def reckon(kind: str, **inputs: Any) -> Result:
    """Calculate as of today."""
    return calculate(kind, inputs, on=TODAY)


def codes(notes: tuple[Note, ...]) -> set[str]:
    """Return the codes of warnings or decisions."""
    return {note.code for note in notes}


def test_severance_on_an_unlawful_ground_points_to_twice_the_sum() -> None:
    assert "unlawful_gives_twice" in codes(
        reckon("severance", **SERVICE, reason="unlawful").warnings
    )


def test_notice_is_not_added_to_damages() -> None:
    found = reckon("notice_pay", ground="unlawful", previous_month_wage=5000)
    assert found.amount == 0
    assert "not_with_twice" in codes(found.warnings)


def test_notice_by_the_wage_paid_where_that_is_the_practice() -> None:
    paid = {"ground": "40_1", "previous_month_wage": 5400, "previous_month_paid": 1904}
    assert reckon("notice_pay", **paid, notice_wage="paid").amount == 1904
    assert reckon("notice_pay", **paid, notice_days=30).amount == 0
    assert reckon("notice_pay", **paid, notice_days=29, notice_given=True).amount == 5400


def test_an_old_end_of_service_warns_of_limitation() -> None:
    found = reckon("severance", start="2019-03-01", end="2024-08-31", avg_wage=5000)
    assert "limitation_risk" in codes(found.warnings)
    assert "limitation_risk" not in codes(reckon("severance", **SERVICE).warnings)


def test_a_wage_that_no_cap_can_reach_needs_no_city_average() -> None:
    place = {"start": "2019-03-01", "end": "2025-08-31", "region": "150203"}
    assert "cap_not_checked" not in codes(reckon("severance", **place, avg_wage=6810).warnings)
    assert "cap_not_checked" in codes(reckon("severance", **place, avg_wage=6811).warnings)


def test_special_hours_need_a_person_to_look_at_the_approval() -> None:
    found = reckon("overtime", monthly_wage=5220, hours_system="comprehensive", restday_hours=8)
    assert "special_hours_approved" in codes(found.decisions)
    assert "no_rest_day_rate" in codes(found.warnings)


def test_all_hours_may_count_toward_the_monthly_limit_where_that_is_the_practice() -> None:
    hours = {"monthly_wage": 5220, "weekday_hours": 20, "restday_hours": 20}
    assert "over_36_hours" not in codes(reckon("overtime", **hours).warnings)
    assert "over_36_hours" in codes(reckon("overtime", **hours, overtime_36_counts="all").warnings)


def test_a_make_up_day_a_holiday_and_a_weekend_are_told_apart() -> None:
    days = [
        {"date": "2026-02-14", "overtime_hours": 2},
        {"date": "2026-02-17", "total_hours": 4},
        {"date": "2026-03-07", "total_hours": 4},
        {"date": "2026-03-09", "total_hours": 9},
    ]
    found = reckon("overtime", monthly_wage=5220, timesheet=days)
    assert [found.facts[f"{kind}_hours"] for kind in ("weekday", "restday", "holiday")] == [3, 4, 4]


def test_more_probation_than_agreed_is_pointed_out() -> None:
    found = reckon(
        "illegal_probation", contract_months=12, probation_months=2, served_months=4, full_wage=1
    )
    assert "served_longer" in codes(found.warnings)


def test_the_lump_sum_of_a_month_set_by_a_person_is_taken_as_given() -> None:
    found = reckon(
        "work_injury",
        grade=8,
        leaving=True,
        pool_avg_monthly=8000,
        medical_subsidy_months=13,
        employment_subsidy_months=10,
    )
    assert found.amount == 23 * 8000
    assert found.unverified == 0


def test_monthly_benefits_stand_beside_the_total() -> None:
    found = reckon("work_injury", grade=1, own_wage=6000, pool_avg_monthly=8000, care="most")
    assert [each["amount"] for each in found.facts["monthly"]] == ["5400.00", "3200.00"]
    assert found.amount == 162000


def test_several_items_are_cut_from_the_last_when_less_is_claimed() -> None:
    found = reckon(
        "notice_pay", ground="40", previous_month_wage=6000, severance=18000, claimed=20000
    )
    assert [(item.amount, item.limited_by_claim) for item in found.items] == [
        (6000, False),
        (14000, True),
    ]
    assert (found.amount, found.gross, found.limited_by_claim) == (20000, 24000, True)


def test_payments_beyond_the_total_are_said() -> None:
    found = reckon("overtime", monthly_wage=5220, weekday_hours=10, paid=1000)
    assert found.amount == 0
    assert "paid_more" in codes(found.warnings)


@pytest.mark.parametrize(
    "wage", [8000, 8000.0, "8000", "8,000", "８０００", " 8000元 ", Decimal("8000"), "8e3"]
)
def test_a_wage_may_be_written_as_people_write_it(wage: Any) -> None:
    assert reckon("severance", **{**SERVICE, "avg_wage": wage}).amount == 64000


@pytest.mark.parametrize(
    "end", ["2026-08-31", date(2026, 8, 31), datetime(2026, 8, 31, 9, tzinfo=UTC)]
)
def test_a_day_may_be_text_or_a_date(end: Any) -> None:
    assert reckon("severance", **{**SERVICE, "end": end}).amount == 64000


@pytest.mark.parametrize("reason", ["40(2)", "40.2", "40-2", "40_2"])
def test_a_ground_may_be_written_as_lawyers_write_it(reason: str) -> None:
    assert reckon("severance", **SERVICE, reason=reason).inputs["reason"] == "40_2"


@pytest.mark.parametrize("answer", ["是", "yes", "1", True])
def test_a_yes_may_be_written_in_several_ways(answer: Any) -> None:
    assert reckon("unlawful_dismissal", **SERVICE, wants_to_continue=answer).amount == 0


def test_a_no_and_an_empty_answer_are_read_too() -> None:
    found = reckon("unlawful_dismissal", **SERVICE, wants_to_continue="否", region=" ")
    assert found.amount == 128000


@pytest.mark.parametrize(
    ("kind", "inputs", "field"),
    [
        ("severance", 5, "input"),
        ("severance", {**SERVICE, 5: 1}, "5"),
        ("severance", {**SERVICE, "x" * 300: 1}, "x" * 60 + "…"),
        ("severance", {**SERVICE, "reason": True}, "reason"),
        ("severance", {**SERVICE, "region": 1.5}, "region"),
        ("severance", {**SERVICE, "monthly_wages": [1] * 1001}, "monthly_wages"),
        ("severance", {**SERVICE, "avg_wage": float("nan")}, "avg_wage"),
        ("severance", {**SERVICE, "avg_wage": float("inf")}, "avg_wage"),
        ("arrears", {"ledger": [{"month": "2026-01", "payable": 1}] * 1001}, "ledger"),
        ("double_wage", {"start": "2026-01-01", "monthly_wage": 1, "monthly_wages": {"9999-01": 1}}, "monthly_wages"),
        ("illegal_probation", {"full_wage": 1, "contract_months": 1, "start": "2026-01-01", "served_until": "2026-02-01", "served_months": 1}, "served_months"),
        ("stoppage_pay", {"monthly_wage": 1, "months": 3, "ratio": 0.8}, "region"),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_used_names_its_field(kind: str, inputs: Any, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        calculate(kind, inputs, on=TODAY)
    assert refused.value.field == field
    assert refused.value.of("zh").startswith(field)
    assert refused.value.of("en").startswith(field)


def test_a_day_beyond_the_years_of_the_house_is_refused() -> None:
    with pytest.raises(BadInput, match="on"):
        calculate("severance", SERVICE, on=date(1900, 1, 1))


def test_numbers_and_texts_of_a_result_are_written_plainly() -> None:
    assert plainly({"a": [Decimal("1.50"), Text("甲", "a"), TODAY, None, True]}) == {
        "a": ["1.5", {"zh": "甲", "en": "a"}, "2026-11-26", None, True]
    }
    assert bare(Decimal("-0.0000001")) == "0"


def test_who_joined_in_an_earlier_year_has_leave_for_the_days_of_the_year_of_leaving() -> None:
    found = reckon(
        "annual_leave", avg_wage=4350, full_days=10, joined="2024-05-01", left="2026-06-30"
    )
    assert (found.facts["days"], found.amount) == (4, 1600)


def test_service_that_ended_before_the_law_gives_nothing_under_it_and_warns() -> None:
    found = reckon("severance", start="2000-01-01", end="2007-06-30", avg_wage=1000)
    assert found.amount == 0
    assert "service_before_2008" in codes(found.warnings)


def test_a_sheet_that_names_its_style_and_a_page_with_a_list_are_read() -> None:
    days = [{"date": "2026-09-21", "hours": 10}]
    total = reckon("overtime", monthly_wage=5220, timesheet=days, timesheet_hours="total")
    extra = reckon("overtime", monthly_wage=5220, timesheet=days, timesheet_hours="overtime")
    assert (total.amount, extra.amount) == (90, 450)


def test_an_item_may_bear_a_name_and_months_may_stand_in_rows() -> None:
    found = reckon(
        "final_award", min_wage=2000, items=[{"kind": "wages", "amount": 1, "label": " 三月工资 "}]
    )
    assert found.facts["findings"][0]["label"] == "三月工资"
    rows = [{"month": "2026-04", "wage": 6000}, {"month": "2026-05", "wage": 6000}]
    double = reckon("double_wage", start="2026-03-10", signed="2026-05-20", monthly_wages=rows)
    assert str(double.amount) == "7759.39"
    assert len(read(KINDS["medical_period"].inputs, {"total_years": 1, "unit_years": 1})) == 2


def test_every_head_of_claim_that_names_a_calculator_names_one_there_is() -> None:
    assert {head.calc for head in HEADS.values() if head.calc} <= set(KINDS)
