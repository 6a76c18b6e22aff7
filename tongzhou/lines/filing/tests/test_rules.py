"""What the law says of a declared employment, said apart from any database."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tongzhou.law import CALENDAR, amount
from tongzhou.law.penalties import ITEMS
from tongzhou.law.reckoning import add_months
from tongzhou.lines.filing.review import rules as reviewing
from tongzhou.lines.filing.rules import periods
from tongzhou.lines.filing.rules.checking import Stated, Stretch, check
from tongzhou.lines.filing.rules.platform import QUESTIONS, against_floor, classify

START, ON = date(2025, 3, 3), date(2025, 9, 1)
FLOOR = amount("minimum_wage", on=date(2025, 6, 1), region="150221")
ROWS = list(csv.DictReader((Path(__file__).parent / "checks.csv").read_text("utf-8").splitlines()))


@pytest.mark.parametrize("row", ROWS, ids=[r["what"] for r in ROWS])
def test_a_declaration_is_judged_as_the_table_says(row: dict[str, str]) -> None:
    def ends(months: str) -> date | None:
        return add_months(START, int(months)) - timedelta(days=1) if months else None

    said = Stated(
        kind=row["kind"], term=row["term"], starts_on=START, ends_on=ends(row["months"]),
        probation_until=ends(row["probation"]), pay=int(row["pay"]) * 100, pay_basis=row["basis"],
        weekly_hours=int(row["hours"]), written=row["written"], econtract=row["econtract"],
        using_uscc="x" if row["kind"] == "dispatch" else "", using_name="某厂", platform_class=row["class"],
        age=int(row["age"]), born=add_months(START, -12 * int(row["age"])), woman=row["woman"] == "yes",
    )  # fmt: skip
    floor = FLOOR if row["basis"] == "month" else None
    found = check(said, on=ON, floor=floor)
    if not row["field"]:
        assert [str(f) for f in found if f.field != "written"] == []
        return
    hit = [f for f in found if f.field == row["field"] and f.blocks == (row["blocks"] == "yes")]
    assert any(row["says"] in str(f) for f in hit), [str(f) for f in found]


@pytest.mark.parametrize(
    ("field", "day"),
    [("starts_on", date(26, 11, 20)), ("ends_on", date(9999, 12, 31)), ("signed_on", date(2926, 3, 3))],
)  # fmt: skip
def test_a_day_nobody_means_is_told_whatever_else_stands_there(field: str, day: date) -> None:
    terms = {"starts_on": START, "ends_on": date(2028, 3, 2), "probation_until": START, field: day}
    said = Stated(kind="full", term="fixed", pay=500_000, pay_basis="month", written="none", **terms)  # type: ignore[arg-type]  # fmt: skip
    found = check(said, on=ON, floor=FLOOR)
    assert [(f.field, f.blocks) for f in found] == [(field, True)]
    assert "年份不合常理" in found[0].words


def test_work_through_a_platform_that_is_a_labour_relation_owes_a_contract_and_the_minimum() -> (
    None
):
    def found(platform_class: str) -> set[tuple[str, bool]]:
        said = Stated(
            kind="platform", term="open", starts_on=START, pay=100, pay_basis="month",
            written="none", platform_class=platform_class,
        )  # fmt: skip
        return {(f.field, f.blocks) for f in check(said, on=ON, floor=FLOOR)}

    assert found("labour") == {("pay", True), ("written", False)}
    assert found("managed") == {("pay", False)}
    assert found("civil") == set()


def test_nobody_is_dispatched_to_their_own_employer_and_nobody_signs_tomorrow() -> None:
    said = Stated(
        kind="dispatch", term="fixed", starts_on=START, ends_on=add_months(START, 24), pay=500_000,
        pay_basis="month", written="paper", using_uscc="x", using_name="本厂", uscc="x",
        signed_on=ON + timedelta(days=1),
    )  # fmt: skip
    blocks = {f.field: str(f) for f in check(said, on=ON, floor=FLOOR) if f.blocks}
    assert set(blocks) == {"using_uscc", "signed_on"}
    assert "第六十七条" in blocks["using_uscc"]


def test_a_situation_belongs_to_work_through_a_platform_alone() -> None:
    said = Stated(
        kind="full", term="open", starts_on=START, pay=500_000, pay_basis="month", written="paper",
        platform_class="civil",
    )  # fmt: skip
    assert [f.field for f in check(said, on=ON, floor=FLOOR)] == ["platform_class"]


def test_a_minimum_wage_nobody_has_checked_warns_and_never_refuses() -> None:
    floor = amount("minimum_wage", on=date(2026, 6, 1), region="150221")
    assert not floor.verified
    said = Stated(
        kind="full", term="open", starts_on=START, pay=100, pay_basis="month", written="paper"
    )
    found = [f for f in check(said, on=ON, floor=floor) if f.field == "pay"]
    assert [f.blocks for f in found] == [False]
    assert "尚未与公报核对" in found[0].words


def test_somebody_declared_over_age_too_early_is_told_from_which_day_they_are() -> None:
    said = Stated(
        kind="over_age", term="open", starts_on=START, pay=500_000, pay_basis="month",
        born=date(1965, 9, 10), woman=False,
    )  # fmt: skip
    (found,) = [f for f in check(said, on=ON, floor=None) if f.field == "kind"]
    assert "到 2025-12-10 才达到法定退休年龄（60周岁3个月）" in str(found)
    assert not found.blocks
    later = check(said, on=date(2025, 12, 10), floor=None)
    assert [f for f in later if f.field == "kind"] == []


def test_a_second_job_full_time_is_a_remark_but_overlapping_with_oneself_is_refused() -> None:
    said = Stated(
        kind="full", term="open", starts_on=START, pay=500_000, pay_basis="month", written="paper"
    )
    for same, blocks in ((True, True), (False, False)):
        other = Stretch(same, START - timedelta(days=400), None, is_active=True)
        found = [
            f for f in check(said, on=ON, floor=None, others=[other]) if f.field == "starts_on"
        ]
        assert [f.blocks for f in found] == [blocks]


def test_by_when_a_hiring_is_due_says_why_and_that_the_text_is_not_verified() -> None:
    due = periods.by_when(
        periods.HIRE, event=date(2026, 1, 5), done_on=None, on=date(2026, 2, 10), calendar=CALENDAR
    )
    assert due.day == date(2026, 2, 4)
    assert due.late == 6
    assert due.is_open
    assert due.account()[-1].endswith("（待核）")
    signing = periods.by_when(
        periods.SIGN,
        event=date(2026, 1, 5),
        done_on=date(2026, 1, 6),
        on=date(2026, 2, 10),
        calendar=CALENDAR,
    )
    assert signing.late == 0
    assert "《劳动合同法》第十条" in signing.account()[-1]


def test_a_courier_who_may_not_refuse_orders_is_managed_and_one_who_owes_nothing_is_not() -> None:
    no = dict.fromkeys((q.code for q in QUESTIONS), False)
    assert classify(no).code == "civil"
    assert classify(no | {"no_refusal": True}).code == "managed"
    full = classify(no | {"attendance": True, "discipline": True, "pay_cycle": True})
    assert full.code == "labour"
    assert len(full.reasons) == 3
    # Dependent in everything, but free in time, orders and conduct: no labour relation is proposed.
    dependent = {
        "price": True,
        "dependence": True,
        "pay_cycle": True,
        "business": True,
        "exclusive": True,
    }
    assert classify(no | dependent).code == "managed"
    with pytest.raises(KeyError):
        classify({"attendance": True})


def test_an_hour_of_orders_is_held_against_the_hourly_floor() -> None:
    floor = amount("minimum_wage_hourly", on=date(2025, 6, 1), region="150221")
    low = against_floor(income=Decimal(3000), hours=Decimal(200), floor=floor)
    assert (low.earned, low.holds) == (Decimal("15.00"), False)
    with pytest.raises(ValueError, match="宽放时间"):
        against_floor(income=Decimal(1), hours=Decimal(0), floor=floor)


def test_the_rules_of_the_ranking_add_up_and_say_why() -> None:
    assert reviewing.hits({"one_phone": 2, "late": 2}) == ()  # below the least
    found = reviewing.hits({"unsigned": 11, "objections": 2, "one_phone": 3})
    assert [(h.rule, h.points) for h in found] == [
        ("objections", 30),
        ("unsigned", 30),
        ("one_phone", 15),
    ]
    assert reviewing.score(found) == 75
    assert "11 人用工已满一个月" in found[1].words
    assert reviewing.hits({"unsigned": 1000})[0].points == reviewing.BY_CODE["unsigned"].most


def test_what_is_handed_over_is_what_inspection_knows() -> None:
    assert set(reviewing.BREACHES.values()) <= set(ITEMS)
    assert all(ITEMS[code].violation.zh for code in reviewing.BREACHES.values())
