"""What the law asks about an application: which commission has it, how it is handled, whether a year is over."""

from __future__ import annotations

from datetime import date

import pytest

from tongzhou.law import CALENDAR
from tongzhou.lines.arbitration.facts.bringing import Application
from tongzhou.lines.arbitration.rules import examining
from tongzhou.procedure.claims import ClaimItem

HERE, THERE = "150221", "150203"
NAMES = {HERE: "土默特右旗", THERE: "昆都仑区"}
ONE, FIRM = "claimant/w1", "respondent/e1"


def brought(**more: object) -> Application:
    given = {"names": {ONE: "示例职工", FIRM: "示例单位"}, "claims": {}, "story": "欠薪"} | more
    return Application(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("place", "seat", "standing", "says"),
    [
        (HERE, HERE, "ok", "都在本辖区"),
        (HERE, "", "ok", "履行地在本辖区"),
        (HERE, THERE, "ok", "由劳动合同履行地即本委管辖"),
        (THERE, HERE, "warn", "双方分别向两地申请的，由劳动合同履行地的仲裁委管辖"),
        ("", HERE, "ok", "履行地不明确"),
        (THERE, THERE, "stop", "请告知申请人向昆都仑区"),
        ("", THERE, "stop", "昆都仑区（用人单位所在地）"),
        ("", "", "warn", "请先问清"),
    ],
)
def test_the_commission_where_one_works_has_it_before_that_of_the_seat(
    place: str, seat: str, standing: str, says: str
) -> None:
    found = examining.jurisdiction(place, seat, HERE, NAMES)
    assert found.standing == standing
    assert says in found.words
    assert found.cites.number in (8, 21)


def test_a_township_of_the_banner_lies_in_the_banner() -> None:
    assert examining.jurisdiction("150221001", "", HERE).standing == "ok"


def test_ten_workers_are_a_group_and_nine_are_not() -> None:
    nine = [f"claimant/w{n}" for n in range(9)]
    assert examining.group(nine, collective_contract=False) is None
    found = examining.group([*nine, "claimant/w9"], collective_contract=False)
    assert found is not None
    assert "10人" in found.words
    assert examining.group([*nine, "claimant/e9"], collective_contract=False) is None
    assert examining.group(nine[:1], collective_contract=True) is not None


def test_each_claimant_is_compared_with_the_average_wage_by_himself() -> None:
    found = examining.simple([90_000_00, 90_000_00], average_wage=108_856_00)
    assert found.fits
    assert "90,000 元，不超过" in found.answer.words
    assert examining.simple([108_856_00], average_wage=108_856_00).fits
    over = examining.simple([108_856_01], average_wage=108_856_00)
    assert over.fits is False
    assert "108,856.01" in over.answer.words
    assert over.answer.standing == "stop"


def test_a_wage_nobody_has_recorded_is_asked_for_and_one_nobody_checked_warns() -> None:
    unknown = examining.simple([1_00], average_wage=None)
    assert unknown.fits is None
    assert "尚未收录" in unknown.answer.words
    doubtful = examining.simple([1_00], average_wage=2_00, verified=False, source="转引")
    assert doubtful.answer.standing == "warn"
    assert "尚未与原文核对" in doubtful.answer.words


def warnings(items: list[ClaimItem], *, on: str, **more: object) -> list[str]:
    found = examining.limitation(
        brought(**more), items, on=date.fromisoformat(on), calendar=CALENDAR
    )
    return [a.words for a in found]


WAGES = ClaimItem(head="wages", amount=1, until=date(2023, 5, 31))
DOUBLE = ClaimItem(head="double_wage", amount=1, until=date(2025, 3, 3))


def test_arrears_of_pay_know_no_year_while_one_is_employed() -> None:
    assert warnings([WAGES], on="2026-11-26") == []
    assert warnings([WAGES], on="2026-11-26", left_on=date(2026, 1, 5)) == []
    assert "已满一年" in warnings([WAGES], on="2026-11-26", left_on=date(2025, 11, 24))[0]


def test_the_year_ends_on_its_day_rolled_over_a_weekend() -> None:
    # 2026-11-29 is a Sunday: Monday is still in time.
    assert warnings([WAGES], on="2026-11-30", left_on=date(2025, 11, 29)) == []
    assert len(warnings([WAGES], on="2026-12-01", left_on=date(2025, 11, 29))) == 1


def test_double_wages_are_not_pay_and_their_year_runs_while_one_is_employed() -> None:
    assert warnings([DOUBLE], on="2026-03-03") == []
    assert "对方可能提出时效抗辩" in warnings([DOUBLE], on="2026-03-04")[0]


def test_the_day_of_an_earlier_mediation_counts_as_the_day_of_the_application() -> None:
    assert warnings([DOUBLE], on="2026-09-01", first_seen=date(2026, 2, 1)) == []


def test_what_is_missing_is_told_at_once() -> None:
    found = examining.missing(brought(), contact={ONE: (True, False, False)})
    assert found[0] == "示例职工的联系电话、送达地址"
    assert "证据材料" in found[1]
    nobody = brought(names={ONE: "示例职工"})
    assert "被申请人的名称" in examining.missing(nobody, contact={})[-1]


@pytest.mark.parametrize(
    ("case", "claimant", "standing", "article"),
    [
        ("decided", "withdrawn", "ok", 35),
        ("decided", "defaulted", "stop", 39),
        ("archived", "awarded", "stop", 34),
        ("archived", "settled", "stop", 34),
        ("accepted", "claiming", "stop", 34),
    ],
)
def test_what_became_of_the_first_case_decides_about_the_second(
    case: str, claimant: str, standing: str, article: int
) -> None:
    found = examining.earlier(case, claimant)
    assert found is not None
    assert (found.standing, found.cites.number) == (standing, article)


def test_a_refusal_stands_in_nobodys_way() -> None:
    assert examining.earlier("refused", "claiming") is None
