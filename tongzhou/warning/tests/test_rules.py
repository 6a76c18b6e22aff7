"""Rules: what they say of an employer, and how they combine."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tongzhou.warning import rulebook
from tongzhou.warning.rules import Bound, Combination, Level, Way, judge

BOOK = rulebook.general()
RULES = {r.code: r for r in BOOK.rules}


@pytest.mark.parametrize(
    ("code", "values", "others", "level"),
    [
        ("W1", {"wage_arrears_months": "1"}, "", "yellow"),
        ("W1", {"wage_arrears_months": "1.5"}, "", "orange"),
        ("W1", {"wage_arrears_months": "2"}, "", "orange"),
        ("W1", {"wage_arrears_months": "2.1"}, "", "red"),
        ("W1", {"wage_arrears_months": "0"}, "", "calm"),
        ("W1", {}, "", "grey"),
        ("U2", {"water_fall_percent": "5", "water_unpaid_months": "3"}, "", "red"),
        ("U2", {"water_fall_percent": "5"}, "", "grey"),
        ("L1", {"court_signs_365d": "1", "owner_unreachable": "0"}, "", "yellow"),
        ("L1", {"court_signs_365d": "1", "owner_unreachable": "0"}, "W1", "orange"),
        ("B1", {"layoff_share_percent": "4", "layoff_people": "20"}, "", "orange"),
        ("K1", {"filing_rate_percent": "80"}, "", "yellow"),
        ("K1", {"filing_rate_percent": "79.9"}, "", "orange"),
    ],
)
def test_a_rule_says_the_level_of_the_catalogue(code, values, others, level):
    """The bounds of H-early-warning.md; what is missing is grey, never calm."""
    given = {name: Decimal(v) for name, v in values.items()}
    found, _value, _bound = judge(RULES[code], given, frozenset(others.split()))
    assert found is Level(level)


@pytest.mark.parametrize(
    ("hits", "silent", "level"),
    [
        ([], 0, "grey"),
        ([(1, "grey")], 0, "grey"),
        ([(1, "grey"), (1, "calm")], 0, "calm"),
        ([(1, "blue")], 0, "blue"),
        ([(1, "orange")], 0, "orange"),
        ([(1, "orange"), (1, "orange")], 0, "red"),
        ([(1, "yellow")], 15, "orange"),
        ([(1, "yellow")], 14, "yellow"),
        ([(3, "orange"), (3, "yellow"), (3, "yellow")], 0, "red"),
    ],
)
def test_two_oranges_or_silence_raise_the_level(hits, silent, level):
    """合并：worst, weighted score, two oranges, fifteen days without an answer."""
    said = [(weight, Level(code)) for weight, code in hits]
    assert Combination().level(said, silent=silent) is Level(level)


def test_the_narrowest_area_decides():
    """A county's version goes before that of the league, and that before the general one."""
    from dataclasses import replace

    w1 = RULES["W1"]
    league = replace(w1, areas=("1502",), override_of="W1", version=2)
    county = replace(w1, areas=("150221",), override_of="W1", version=1)
    book = replace(BOOK, rules=(county, league, *BOOK.rules))
    day = date(2026, 11, 1)
    assert book.asked(on=day, region="150221001")["W1"] is county
    assert book.asked(on=day, region="150223")["W1"] is league
    assert book.asked(on=day, region="150421")["W1"] is w1


def test_a_rule_that_is_off_in_a_county_is_asked_nowhere_in_it():
    """The version that switches it off decides there: the general one does not come back in its place."""
    from dataclasses import replace

    off = replace(RULES["W1"], areas=("150221",), override_of="W1", on=False)
    book = replace(BOOK, rules=(off, *BOOK.rules))
    day = date(2026, 11, 1)
    assert "W1" not in book.asked(on=day, region="150221001")
    assert book.asked(on=day, region="150223")["W1"] is RULES["W1"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"yellow": ["complaints >= five"]}, "不能读"),
        ({"yello": ["complaints_30d >= 5"]}, "不认识的项目"),
        ({"yellow": ["complaints_30d >= 5 & Z9"]}, "不在表中"),
        ({"yellow": []}, "没有任何等级"),
    ],
)
def test_a_table_that_does_not_stand_says_what_is_wrong(change, said):
    row = {
        "code": "C1",
        "label": "投诉",
        "indicator": "complaints_30d",
        "yellow": ["complaints_30d > 1"],
    }
    raw = {"since": date(2026, 1, 1), "units": {"complaints_30d": "件"}, "rules": [row | change]}
    with pytest.raises(ValueError, match=said):
        rulebook.read(raw)


def test_a_value_is_told_in_two_places_unless_that_would_move_it_over_the_bound():
    fall = Bound("power_fall", Way.AT_LEAST, Decimal(30), "%")
    assert fall.told(Decimal("36.507937")) == "36.51%"
    assert fall.told(Decimal("42")) == "42%"
    assert fall.told(Decimal("29.996")) == "29.996%"
    few = Bound("filing_rate", Way.BELOW, Decimal(80), "%")
    assert few.told(Decimal("79.998")) == "79.998%"
    assert few.told(Decimal("45.454545")) == "45.45%"
