"""Who should mediate, and why: the suggestion gives its reasons, and names whoever it passes over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from tongzhou.lines.mediation.routing import Card, Wish, best, suggest

ON = date(2026, 3, 5)
WISH = Wish(region="150223100", way="administrative", employers=frozenset({"9"}))
COUNTY = Card("1", "其其格", "10", "达茂旗调解中心", "150223", "administrative", until=date(2027, 12, 31))  # fmt: skip
TOWN = replace(COUNTY, person="2", name="那仁", body="11", region="150223100", way="township")


def names(*cards: Card, **changed: Any) -> list[str]:
    return [s.card.name for s in suggest(replace(WISH, **changed), cards, on=ON)]


def test_the_sumu_where_it_happened_comes_before_the_banner() -> None:
    assert names(COUNTY, TOWN, way="township") == ["那仁", "其其格"]


def test_who_speaks_mongolian_comes_first_for_who_asks_for_it() -> None:
    speaker = replace(COUNTY, person="3", name="巴雅尔", mongolian=True)
    found = suggest(replace(WISH, language="蒙古语"), [COUNTY, TOWN, speaker], on=ON)
    assert found[0].card.name == "巴雅尔"
    assert "能用蒙古语调解" in found[0].reasons
    assert "不能用蒙古语调解，须另请翻译" in found[1].against


def test_a_full_desk_comes_after_one_with_room() -> None:
    busy = replace(TOWN, load=15)
    assert names(busy, COUNTY, way="township") == ["其其格", "那仁"]


def test_who_worked_for_the_company_does_not_mediate_its_disputes() -> None:
    former = replace(TOWN, conflicts=(("9", "曾任该单位职工"),))
    found = suggest(WISH, [former, COUNTY], on=ON)
    assert best(found).card is COUNTY
    assert "曾任该单位职工" in found[-1].barred


def test_a_committee_of_another_company_and_a_term_that_ended_are_named_as_reasons() -> None:
    committee = replace(COUNTY, person="4", employer="77")
    ended = replace(COUNTY, person="5", until=date(2026, 3, 4))
    elsewhere = replace(COUNTY, person="6", region="150221")
    party = replace(COUNTY, person="8")
    wish = replace(WISH, people=frozenset({"8"}))
    barred = {s.card.person: s.barred for s in suggest(wish, [committee, ended, elsewhere, party], on=ON)}  # fmt: skip
    assert barred["4"].startswith("企业调解委员会只调解")
    assert "2026-03-04" in barred["5"]
    assert barred["6"] == "不在本旗县"
    assert barred["8"] == "本人是当事人"
    assert best(suggest(wish, [committee, ended, elsewhere, party], on=ON)) is None


def test_the_committee_of_the_company_itself_stands_nearest() -> None:
    committee = replace(COUNTY, person="4", name="企业", employer="9", way="enterprise")
    assert names(COUNTY, committee, way="enterprise")[0] == "企业"


def test_a_group_of_ten_is_given_to_somebody_with_gold() -> None:
    gold = replace(COUNTY, person="7", name="金花", gold=True, load=4)
    assert names(COUNTY, gold, claimants=30)[0] == "金花"


def test_a_trade_counts_where_it_is_claimed() -> None:
    skilled = replace(COUNTY, person="7", name="懂工伤", fields=("工伤",), load=1)
    assert names(COUNTY, skilled, heads=frozenset({"工伤医疗费"}))[0] == "懂工伤"
