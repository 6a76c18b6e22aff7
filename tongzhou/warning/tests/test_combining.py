"""How hits make one level: generally, and as a county has set it anew — from a day, with a reason, and only for itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from tongzhou.procedure.refusal import Refused
from tongzhou.warning import combining, keeping, signalling
from tongzhou.warning.models import CombinationVersion, EmployerLevel
from tongzhou.warning.rules import Combination, Level, RuleBook

from .station import ELSEWHERE, HERE, Station, at

STRICT = Combination(score_yellow=5, score_red=8, oranges=3, silent_days=7)


@pytest.fixture
def today():
    return localdate()


def put(station: Station, today, asked: Combination = STRICT, *, area: str = HERE, **more):
    given = {"owner": "劳动关系科", "basis": "", "since": today, "why": "本地单位小", **more}
    return combining.put_over(asked, area=area, by=station.analyst.person, at=at(today), today=today, **given)  # fmt: skip


def test_the_narrowest_area_decides_and_elsewhere_the_catalogue_holds():
    book = RuleBook((), Combination(), (("15", Combination(oranges=5)), (HERE, STRICT)))
    assert book.combining(f"{HERE}001") is STRICT
    assert book.combining(ELSEWHERE).oranges == 5
    assert RuleBook(()).combining(HERE) == Combination()


def test_a_county_that_combines_more_strictly_makes_the_same_hits_graver_and_the_neighbour_stays(station: Station, today):  # fmt: skip
    put(station, today)
    book = keeping.book_on(today)
    hits = [h for firm in (0, 2) for h in station.hits(firm, wage_unpaid_people="12")]
    signalling.take(hits, door=station.door, book=book, as_of=today, at=at(today), source="test")
    levels = {row.employer_id: row.level for row in EmployerLevel.objects.all()}
    assert levels == {station.firms[0].pk: "red", station.firms[2].pk: "orange"}
    assert combining.standing_in(HERE, today).silent_days == 7
    assert combining.standing_in(ELSEWHERE, today).silent_days == 15
    assert keeping.book_on(today - timedelta(days=1)).combining(HERE).level([(3, Level.ORANGE)]) is Level.ORANGE  # fmt: skip


def test_whoever_waits_for_a_run_is_told_how_far_it_is(station: Station, today, monkeypatch):
    monkeypatch.setattr(signalling, "TOLD_EVERY", 1)
    hits = [h for firm in (0, 2) for h in station.hits(firm, wage_unpaid_people="12")]
    said: list[str] = []
    signalling.take(hits, door=station.door, book=keeping.book_on(today), as_of=today, at=at(today), source="test", say=said.append)  # fmt: skip
    assert said == ["信号 2 条已入库", "已归并 1 家，新列候选 1 件"]


def test_a_new_way_ends_the_one_before_and_cannot_begin_in_the_past_or_without_a_reason(station: Station, today):  # fmt: skip
    first = put(station, today)
    second = put(station, today, Combination(oranges=4), since=today + timedelta(days=3))
    first.refresh_from_db()
    assert (first.until, second.version) == (today + timedelta(days=2), 2)
    assert combining.standing_in(HERE, today) == Combination(**{**vars(STRICT), "note": "建议值"})
    for wrong in (
        {"since": today - timedelta(days=1)},
        {"why": " "},
        {"asked": Combination(score_yellow=9, score_red=3)},
        {"asked": Combination(oranges=1)},
        {"since": today + timedelta(days=3)},
    ):
        with pytest.raises(Refused):
            put(station, today, **wrong)


def test_the_page_shows_what_holds_takes_a_new_way_and_is_closed_to_others(station: Station, today):
    client, address = station.analyst.client, reverse("warning:combination")
    assert "随程序附带的通用办法" in client.get(address).content.decode()
    told = {
        "area": HERE, "score_yellow": "5", "score_red": "", "oranges": "3", "silent_days": "10", "since": today.isoformat(),
        "why": "本地单位小", "owner": "劳动关系科", "basis": "达人社发〔2026〕1号",
    }  # fmt: skip
    assert client.post(address, told).status_code == 302
    made = CombinationVersion.objects.get()
    assert (made.area, made.score_red, made.oranges, made.made_by) == (HERE, None, 3, station.analyst.person)  # fmt: skip
    shown = client.get(address).content.decode()
    assert "达人社发〔2026〕1号" in shown
    wrong = client.post(address, told | {"oranges": "很多"})
    assert wrong.status_code == 422
    assert "须为0到1000的整数" in wrong.content.decode()
    assert station.handler.client.post(address, told).status_code == 404
    assert station.clerk.client.get(address).status_code == 404
    assert CombinationVersion.objects.count() == 1
    assert "3 个以上橙色升为红色" in client.get(reverse("warning:rules")).content.decode()
