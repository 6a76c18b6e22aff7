"""Codes of regions and industries, and loading them."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from tongzhou.registry import codes
from tongzhou.registry.loading import load_codes, regions
from tongzhou.registry.models import Body, Industry, Region, RegisterEntry

from .conftest import NOW


@pytest.mark.parametrize(
    ("code", "level"),
    [("15", "province"), ("1502", "league"), ("150221", "county"), ("150221001", "township")],
)
def test_the_length_of_a_code_tells_its_level(code: str, level: str) -> None:
    assert codes.level_of(code) == level
    assert codes.line_of(code)[-1] == code


@pytest.mark.parametrize("wrong", ["", "1", "15022", "包头", "１５", "15022100"])
def test_what_is_no_code_is_refused_with_what_is_expected(wrong: str) -> None:
    with pytest.raises(codes.NotACode, match="旗县6位"):
        codes.level_of(wrong)


def test_a_banner_lies_in_its_league_and_not_the_other_way_round() -> None:
    assert codes.within("150221", "1502")
    assert codes.within("150221", "150221")
    assert not codes.within("1502", "150221")
    assert not codes.within("150221", "1506")
    assert not codes.within("150221", "")


def test_padded_and_prefix_codes_are_each_others_opposite() -> None:
    assert codes.prefix_of("150000") == "15"
    assert codes.prefix_of("150200") == "1502"
    assert codes.prefix_of("150221001") == "150221001"
    for row in regions():
        assert codes.prefix_of(codes.padded(row["code"])) == row["code"]


@pytest.mark.django_db
def test_all_of_inner_mongolia_is_loaded_once_and_stays() -> None:
    first, second = load_codes(at=NOW), load_codes(at=NOW)
    assert (first.added, first.changed) == (1346 + 117, 0)
    assert (second.added, second.changed) == (0, 0)
    real = Region.objects.filter(is_administrative=True)
    assert real.filter(level="league").count() == 12
    assert real.filter(level="county").count() == 103
    assert Region.objects.filter(level="county", is_administrative=False).count() == 5
    assert Region.objects.filter(level="township").count() == 1225
    assert Industry.objects.filter(parent=None).count() == 20
    assert Industry.objects.exclude(parent=None).count() == 97
    assert RegisterEntry.objects.filter(what="loaded").count() == 2


@pytest.mark.django_db
def test_a_name_spoilt_by_hand_is_put_right_by_the_next_load() -> None:
    load_codes(at=NOW)
    Region.objects.filter(code="150221").update(name="土默特又旗")
    assert load_codes(at=NOW).changed == 1
    assert Region.objects.get(code="150221").name == "土默特右旗"


def test_the_database_fills_the_columns_of_each_level(places: dict[str, Region]) -> None:
    town = Region.objects.get(code="150221001")
    assert (town.province, town.league, town.county) == ("15", "1502", "150221")
    assert set(Region.objects.filter(league="1502").values_list("code", flat=True)) == {
        "1502",
        "150221",
        "150221001",
    }
    assert places["1502"].gb_code == "150200"


def test_bodies_under_a_place_are_those_in_it_at_any_depth(places: dict[str, Region]) -> None:
    for code in ("15", "1502", "150221", "150221001", "150621"):
        Body.objects.create(kind="other", name=code, short_name=code, region=places[code])
    names = {
        region: sorted(Body.objects.under(region).values_list("name", flat=True))
        for region in ("1502", "150221", "150221001", "150221001001")
    }
    assert names == {
        "1502": ["1502", "150221", "150221001"],
        "150221": ["150221", "150221001"],
        "150221001": ["150221001"],
        "150221001001": [],
    }


@pytest.mark.django_db
def test_loading_the_codes_is_a_command_that_says_what_it_did() -> None:
    said = StringIO()
    call_command("load_codes", stdout=said)
    call_command("load_codes", stdout=said)
    assert said.getvalue().splitlines() == [
        "行政区划和行业代码：新增1463条，更新0条。",
        "行政区划和行业代码：新增0条，更新0条。",
    ]
