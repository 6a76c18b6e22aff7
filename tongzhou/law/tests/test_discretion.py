"""A proposal never leaves the law, says why, and says when its table is only an illustration."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongzhou.law.discretion import FLAGS, Conduct, Sample, propose, spread
from tongzhou.law.discretion.spread import quartiles
from tongzhou.law.penalties import ITEMS, NoProvision
from tongzhou.law.tests.benchmark import OURS, ours

ON, REGION = date(2026, 3, 1), "150203"
DAYS = (date(2006, 5, 1), date(2010, 5, 1), date(2012, 5, 1), date(2013, 7, 1), ON)


def overtime(workers: int | None, *flags: str) -> Any:
    """Ask our office about overtime."""
    conduct = Conduct(workers=workers, flags=frozenset(flags))
    return propose("overtime_illegal", conduct, ON, REGION, given=(ours(),))


CONDUCT = st.builds(
    Conduct,
    workers=st.none() | st.integers(0, 500),
    amount=st.none() | st.decimals(0, 10**8, places=2),
    months=st.none() | st.decimals(0, 60, places=1),
    times=st.none() | st.integers(0, 9),
    flags=st.frozensets(st.sampled_from(sorted(FLAGS))),
    since_order=st.booleans(),
)
FINABLE = [
    (one.id, side, day)
    for one in ITEMS.values()
    for side in ("unit", "persons")
    for day in DAYS
    if any(each.is_money and each.side == side for each in one.on(day))
]


@given(st.sampled_from(FINABLE), CONDUCT)
def test_whatever_happened_the_proposal_stays_inside_the_law(
    of: tuple[str, Any, date], conduct: Conduct
) -> None:
    id_, side, day = of
    found = propose(id_, conduct, day, REGION, side=side)
    assert found.provision.in_force(day)
    assert found.provision.least is not None
    assert found.provision.most is not None
    assert found.provision.least <= found.rate_low <= found.rate_high <= found.provision.most
    if found.low is not None and found.high is not None:
        assert found.least is not None
        assert found.most is not None
        assert found.least <= found.low <= found.high <= found.most
        assert found.holds(found.low)
        assert found.holds(found.high)
        assert not found.holds(found.high + 1)
    assert found.reasons or not found.illustrative
    json.dumps(found.as_json())


@given(st.sampled_from(FINABLE), CONDUCT, st.integers(0, 300), st.integers(0, 300))
def test_more_workers_never_make_a_penalty_lighter(
    of: tuple[str, Any, date], conduct: Conduct, few: int, more: int
) -> None:
    id_, side, day = of
    same = {name: getattr(conduct, name) for name in ("amount", "months", "times", "flags", "since_order")}  # fmt: skip
    less, most = (
        propose(id_, Conduct(workers=n, **same), day, REGION, side=side) for n in (few, few + more)
    )
    assert less.grade <= most.grade
    assert less.rate_low <= most.rate_low
    assert less.rate_high <= most.rate_high
    if less.low is not None and most.low is not None:
        assert less.low <= most.low
        assert (less.high or 0) <= (most.high or 0)


@given(st.sampled_from(FINABLE), CONDUCT)
def test_a_lighter_circumstance_moves_at_most_one_grade(
    of: tuple[str, Any, date], conduct: Conduct
) -> None:
    id_, side, day = of
    bare = Conduct(conduct.workers, conduct.amount, conduct.months, conduct.times, conduct.flags - {"merit", "undone", "coerced", "confessed", "young"}, conduct.since_order)  # fmt: skip
    with_merit = Conduct(bare.workers, bare.amount, bare.months, bare.times, bare.flags | {"merit"}, bare.since_order)  # fmt: skip
    before, after = (propose(id_, each, day, REGION, side=side) for each in (bare, with_merit))
    assert before.grade - 1 <= after.grade <= before.grade
    assert any("从轻或者减轻" in each.zh for each in after.reasons)


@pytest.mark.parametrize(
    ("workers", "flags", "grade"),
    [
        (1, ["corrected"], 1),
        (10, ["corrected"], 1),
        (11, ["corrected"], 2),  # half-open: ten is the first band, eleven the second
        (30, [], 2),
        (31, [], 3),
        (1, [], 2),  # the first grade requires correction
        (0, ["corrected"], 1),
        (None, ["corrected"], 1),
        (1, ["corrected", "repeat"], 3),
        (1, ["corrected", "mass_incident"], 2),
        (11, ["merit"], 1),
        (11, ["merit", "mass_incident"], 2),  # both cancel out
        (500, ["mass_incident"], 3),
    ],
)
def test_the_band_is_the_one_the_table_says(
    workers: int | None, flags: list[str], grade: int
) -> None:
    assert overtime(workers, *flags).grade == grade


def test_the_reasons_tell_the_band_and_what_was_not_established() -> None:
    found = overtime(12, "mass_incident")
    told = "\n".join(each.zh for each in found.reasons)
    assert "涉及人数 12 在第 2 档（10，30］" in told
    assert "引发群体性事件：从重" in told
    assert (found.low, found.high) == (3600, 6000)
    assert (found.least, found.most) == (1200, 6000)
    assert found.source == "某机关裁量基准《某机关行政处罚裁量基准》（某发〔2021〕1号）"
    unknown = overtime(None, "corrected")
    assert unknown.low is None
    assert any("没有查明" in each.zh for each in unknown.reasons)
    assert all(each.en.isascii() or "《" in each.en for each in found.reasons)


def test_the_table_of_the_house_says_that_it_is_no_law() -> None:
    found = propose("overtime_illegal", Conduct(workers=12), ON, REGION)
    assert found.illustrative
    assert "示例，不是法律依据" in found.source
    assert any("不得作为决定的依据" in each.zh for each in found.reasons)
    assert not overtime(12).illustrative


def test_the_illustration_covers_every_fine_with_a_range_on_every_day() -> None:
    for id_, side, day in FINABLE:
        found = propose(
            id_, Conduct(workers=5, amount=Decimal(100), times=1), day, REGION, side=side
        )
        fixed = found.provision.least == found.provision.most
        assert bool(found.grade) is not fixed, (id_, side, day)
        assert found.illustrative is not fixed


def test_a_sum_fixed_by_law_leaves_nothing_to_discretion() -> None:
    found = propose("child_labour_use", Conduct(workers=2, months=Decimal(3)), ON, REGION)
    assert (found.low, found.high, found.grade) == (30000, 30000, 0)
    later = Conduct(workers=2, months=Decimal(3), since_order=True)
    assert propose("child_labour_use", later, ON, REGION).high == 60000


def test_without_a_table_only_the_range_of_the_law_is_given() -> None:
    found = propose("roster_missing", Conduct(), ON, REGION, given=(ours(),))
    assert (found.low, found.high, found.grade, found.table) == (2000, 20000, 0, None)
    assert any("请导入" in each.zh for each in found.reasons)


def test_no_fine_no_proposal() -> None:
    with pytest.raises(NoProvision, match="没有罚款或者加付"):
        propose("contract_missing", Conduct(), ON, REGION)
    with pytest.raises(NoProvision, match="责任人员"):
        propose("overtime_illegal", Conduct(), ON, REGION, side="persons")
    with pytest.raises(KeyError):
        propose("moon", Conduct(), ON, REGION)


@pytest.mark.parametrize(
    ("flags", "waiver"),
    [
        (["minor", "corrected", "harmless"], "shall"),
        (["first", "minor", "corrected"], "may"),
        (["first", "corrected"], ""),
        (["minor", "corrected"], ""),
        (["first", "minor"], ""),
        ([], ""),
    ],
)
def test_a_first_or_minor_violation_corrected_in_time_may_go_free(
    flags: list[str], waiver: str
) -> None:
    found = overtime(3, *flags)
    assert found.waiver == waiver
    assert any("第三十三条" in str(each) for each in found.cites) is bool(waiver)
    never = ours(OURS.replace("code: NM-025", "never_waived: true"))
    conduct = Conduct(workers=3, flags=frozenset(flags))
    assert propose("overtime_illegal", conduct, ON, REGION, given=(never,)).waiver == ""


def test_a_circumstance_nobody_knows_or_a_negative_number_is_refused() -> None:
    with pytest.raises(ValueError, match="没有裁量情节“moon”"):
        Conduct(flags=frozenset({"moon"}))
    with pytest.raises(ValueError, match="涉及人数不得为负数"):
        Conduct(workers=-1)


# --- How far like cases lie apart ------------------------------------------------------------------


def case(rate: int, office: str = "甲", *officers: str, grade: int = 2) -> Sample:
    """Return one decided penalty."""
    return Sample("overtime_illegal", grade, Decimal(rate), office, officers)


def test_like_cases_are_compared_by_item_and_grade() -> None:
    cases = [case(rate) for rate in (150, 160, 170, 180, 250)] + [case(300, grade=3)]
    two, three = spread(cases)
    assert (two.count, two.least, two.median, two.most) == (5, 150, 170, 250)
    assert (two.lower, two.upper, two.width) == (160, 180, 20)
    assert (three.count, three.lower, three.width) == (1, None, None)  # too few to compare


def test_an_officer_whose_penalties_lie_apart_is_pointed_out_only_with_enough_cases() -> None:
    cases = [case(150, "甲", "张")] * 6 + [case(250, "乙", "李")] * 3 + [case(250, "丙", "赵")] * 2
    (found,) = spread(cases)
    assert (found.lower, found.upper) == (150, 250)
    assert not any(part.apart for part in found.officers)
    cases = [case(150, "甲", "张")] * 20 + [case(250, "乙", "李")] * 3 + [case(250, "丙", "赵")] * 2
    (found,) = spread(cases)
    told = {part.who: (part.count, part.apart) for part in found.officers}
    assert told == {"张": (20, False), "李": (3, True), "赵": (2, False)}
    assert {part.who for part in found.offices} == {"甲", "乙", "丙"}


@given(st.lists(st.integers(100, 500), min_size=5, max_size=60))
def test_quartiles_hold_the_median_between_them(rates: list[int]) -> None:
    (found,) = spread([case(rate) for rate in rates])
    assert found.lower is not None
    assert found.upper is not None
    assert found.least <= found.lower <= found.median <= found.upper <= found.most
    assert quartiles([Decimal(rate) for rate in rates]) == (found.lower, found.upper)
