"""What is missing is never good news: a run says how many of the calm are calm only as far as their data go."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from tongzhou.warning import signalling
from tongzhou.warning.indicators import running
from tongzhou.warning.models import EmployerLevel, WarningRow
from tongzhou.warning.pages.tiles import tiles
from tongzhou.warning.rules import Level, Looked

from .station import Station, at

TOLD = {
    "as_of": "2026-11-26", "employers": 40, "hits": 9, "levels": {"grey": 0, "calm": 31, "red": 9}, "calm_in_part": 31,
    "months_reckoned": 1, "months_kept": 3, "gravest": [],
}  # fmt: skip


def test_a_lake_without_payrolls_is_told_beside_the_count_of_the_calm() -> None:
    said = running.in_words(TOLD)
    assert "未见异常的31家中，31家有规则因缺数据不能判断" in said


def test_where_nothing_is_missing_nothing_is_added() -> None:
    assert "缺数据" not in running.in_words({**TOLD, "calm_in_part": 0})


@pytest.fixture
def today() -> date:
    return localdate()


def looked_at(station: Station, today: date, *said: Looked) -> None:
    """Take a run in which nothing is wrong with anybody, as far as the data go."""
    signalling.take(
        [], door=station.door, book=station.book, as_of=today, at=at(today), source="lake", levels=list(said)
    )  # fmt: skip


def words(page: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", page))


UNKNOWN = {"U1": ["power_fall_percent"], "L1": ["court_signs_365d"], "T1": ["tax_unpaid_periods"]}


def test_an_employer_of_whom_three_rules_could_say_nothing_is_not_shown_as_plainly_calm(
    station: Station, today: date
) -> None:
    firm, other = station.firms[0], station.firms[1]
    looked_at(
        station, today,
        Looked(firm.uscc or "", Level.CALM, 0, 3, UNKNOWN), Looked(other.uscc or "", Level.CALM, 0, 0),
    )  # fmt: skip
    page = station.analyst.reads(reverse("warning:employer", args=[firm.pk]))
    assert "未见异常（3条规则无数据）" in words(page)
    assert "rklv calm part" in page
    whole = station.analyst.reads(reverse("warning:employer", args=[other.pk]))
    assert "规则无数据" not in whole
    assert "rklv calm part" not in whole
    # A rule without data does not read as one that found nothing.
    operation = words(
        station.analyst.reads(reverse("warning:employer", args=[firm.pk]), tab="operation")
    )
    assert "L1" in operation
    assert "数据缺失" in operation
    assert "没有达到预警线的信号" not in operation


def test_the_map_says_of_how_many_employers_some_rule_had_no_data(
    station: Station, today: date
) -> None:
    codes = [f.uscc or "" for f in station.firms]
    looked_at(
        station, today,
        Looked(codes[0], Level.CALM, 0, 3, UNKNOWN), Looked(codes[1], Level.GREY, 0, 16, UNKNOWN),
        Looked(codes[2], Level.CALM, 0, 0),
    )  # fmt: skip
    here, there = tiles("1502", WarningRow.objects.none()), tiles("1503", WarningRow.objects.none())
    (mine,) = [t for t in here if t.employers]
    assert (mine.level, mine.employers, mine.grey, mine.partly, mine.is_partly) == (Level.CALM, 2, 1, 1, True)  # fmt: skip
    (theirs,) = [t for t in there if t.employers]
    assert (theirs.partly, theirs.is_partly) == (0, False)
    page = station.league.reads(reverse("warning:board"))
    assert "rktile calm part" in page
    assert "其中1家有规则无数据" in words(page)
    assert "1家有规则无数据" in words(page)


def test_the_queue_says_beside_a_level_how_many_rules_had_no_data_without_asking_more(
    station: Station, today: date
) -> None:
    asked = []
    for n, firm in enumerate(station.firms[:2]):
        station.candidate(n, on=today)
        EmployerLevel.objects.filter(employer=firm).update(grey=2 + n)
        station.analyst.opens(reverse("warning:queue"))
        with CaptureQueriesContext(connection) as told:
            page = station.analyst.reads(reverse("warning:queue"))
        asked.append(len(told))
        assert f"（{2 + n}条规则无数据）" in words(page)
    assert asked[0] == asked[1]
