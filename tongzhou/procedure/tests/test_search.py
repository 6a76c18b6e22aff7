"""Somebody looks for a case with two characters, a number, or the first letters of a name."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tongzhou.procedure import grams, search
from tongzhou.procedure.door import Door
from tongzhou.procedure.models import Case, SearchRow, ShareRow, SubjectRow
from tongzhou.procedure.scope import Reach, Sight, places

pytestmark = pytest.mark.django_db
INSPECTION = "example.inspection"


def sight(level: str = "county", code: str = "150221", person: int = 1) -> Sight:
    return Sight(person, (Reach(level, code, INSPECTION),), (code,), (INSPECTION,))


def a_case(*said: str, region: str = "150221", number: str = "", pk: int | None = None) -> Case:
    """A case with its words, without a journal: search reads nothing else."""
    case = Case.objects.create(
        pk=pk,
        procedure=INSPECTION,
        version="2004-12-01",
        state="received",
        region=region,
        head="",
        calendar="",
        number=number,
        **places(region),
    )
    texts = [number, *said]
    SearchRow.objects.create(
        case=case,
        words=grams.words(grams.text_of(texts)),
        sounds=grams.sounds(said),
        **grams.places_of(region, INSPECTION),
    )
    return case


@pytest.mark.parametrize(
    "asked",
    [
        "拖欠",
        "工资",
        "欠工资",
        "拖欠工资",
        "资",
        "示例",
        "TONGZHOU",
        "ｔｏｎｇ",
        "tuoqian",
        "tqgz",
        "〔2026〕",
        "监字〔20",
    ],
)
def test_any_piece_of_the_text_finds_the_case(asked: str) -> None:
    case = a_case("拖欠工资", "示例食品Tongzhou", number="土劳监字〔2026〕第7号")
    a_case("工伤认定")
    assert search.ids(sight(), asked) == [case.pk]


@pytest.mark.parametrize(
    "asked", ["", "  ", "欠拖", "资示", "工伤", '"', "*", "a OR b", "'; --", "·"]
)
def test_what_is_not_there_is_not_found_and_no_sign_is_an_operator(asked: str) -> None:
    a_case("拖欠工资", "示例食品")
    assert search.ids(sight(), asked) == []


def test_nobody_finds_a_case_of_another_banner() -> None:
    here, there = a_case("拖欠工资"), a_case("拖欠工资", region="150222")
    assert search.ids(sight(), "拖欠") == [here.pk]
    assert search.ids(sight("league", "1502"), "拖欠") == [there.pk, here.pk]
    assert search.ids(Sight(1, ()), "拖欠") == []


def test_a_case_shared_with_my_region_is_found_and_one_i_am_recused_from_is_not() -> None:
    shared, mine = a_case("拖欠工资", region="150303"), a_case("拖欠工资")
    ShareRow.objects.create(case=shared, region="150221", **places("150221"))
    assert search.ids(sight(), "拖欠") == [mine.pk, shared.pk]
    SubjectRow.objects.create(
        case=mine,
        key="officer/1",
        kind="officer",
        state="recused",
        since="2026-03-02",
        registry="person",
        ref="1",
        sees=False,
    )
    assert search.ids(sight(), "拖欠") == [shared.pk]
    assert search.ids(sight(person=2), "拖欠") == [mine.pk, shared.pk]


def test_a_long_list_goes_on_where_it_stopped() -> None:
    cases = [a_case("拖欠工资").pk for _ in range(7)]
    first = search.ids(sight(), "拖欠", limit=3)
    rest = search.ids(sight(), "拖欠", limit=9, before=first[-1])
    assert first + rest == cases[::-1]


def test_a_case_found_by_its_new_name_is_no_longer_found_by_its_old_one() -> None:
    case = a_case("拖欠工资")
    row = SearchRow.objects.get(case=case)
    row.words = grams.words(grams.text_of(["工伤待遇"]))
    row.save()
    assert (search.ids(sight(), "拖欠"), search.ids(sight(), "工伤")) == ([], [case.pk])
    row.delete()
    assert search.ids(sight(), "工伤") == []


def test_every_act_of_the_door_keeps_the_words_true(door: Door) -> None:
    from .cast import a_complaint

    case = a_complaint(door)
    assert search.ids(sight(), "示例食品") == [case.pk]


@pytest.mark.parametrize("apart", [1, 900, 5_000, 70_000])
@pytest.mark.parametrize("limit", [1, 3, 50])
def test_however_far_down_one_must_look_the_newest_are_found_and_none_is_left_out(
    apart: int, limit: int
) -> None:
    often = {"拖欠工资": 1, "工伤认定": 5, "欧阳锋": 29, "加班费": 997}
    wanted: dict[str, list[int]] = {text: [] for text in often}
    for n in range(60):
        region = "150221" if n % 2 else "150222"
        said = [text for text, every in often.items() if n % every == 0]
        case = a_case(*said, region=region, pk=1 + n * apart)
        for text in said:
            wanted[text].insert(0, case.pk)
    asking = sight("league", "1502")
    for text, keys in wanted.items():
        for asked in (text, text[:2]):
            assert search.ids(asking, asked, limit=limit) == keys[:limit]
            older = [pk for pk in keys if pk < 1 + 30 * apart]
            assert search.ids(asking, asked, limit=limit, before=1 + 30 * apart) == older[:limit]
    assert search.ids(asking, "查无此案", limit=limit) == []


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.text("甲乙丙丁·a1 〔", min_size=1, max_size=8), min_size=1, max_size=4),
    st.text("甲乙丙丁·a1〔", min_size=2, max_size=4),
)
def test_hits_are_those_of_a_plain_comparison(texts: list[str], asked: str) -> None:
    Case.objects.all().delete()
    cases = {a_case(text).pk: text for text in texts}
    want = sorted(
        (pk for pk, text in cases.items() if grams.folded(asked) in grams.folded(text)),
        reverse=True,
    )
    if grams.folded(asked):
        assert search.ids(sight(), asked) == want
