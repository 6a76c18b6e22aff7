"""What each rule says of an employer: it hit, it saw nothing, or it could not tell — and then who has not delivered."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from tongzhou.warning import signalling
from tongzhou.warning.models import EmployerLevel, Signal, SignalRun
from tongzhou.warning.pages.conclusions import conclusions
from tongzhou.warning.rules import Level, Looked

from .station import Station, at

FEEDS: dict[str, Any] = {
    "utilities": {"last": "2026-11-20", "period": "2026-10", "silent": False},
    "court": {"last": "2026-08-01", "period": "2026-07", "silent": True},
    "field_signs": {"last": "", "period": "", "silent": True},
}
UNKNOWN = {"U1": ["power_fall_percent"], "L1": ["court_signs_365d", "owner_unreachable"]}


@pytest.fixture
def today():
    return localdate()


@pytest.fixture
def looked_at(station: Station, today) -> Station:
    """A run of the lake: one rule hit, two could not tell, the rest saw nothing."""
    firm = station.firms[0]
    hits = [h for h in station.hits(0, wage_arrears_months="3") if h.level.warns]
    signalling.take(
        hits, door=station.door, book=station.book, as_of=today, at=at(today), source="lake",
        levels=[Looked(firm.uscc or "", Level.RED, 12, 2, UNKNOWN)], feeds=FEEDS,
    )  # fmt: skip
    return station


def test_each_rule_hit_saw_nothing_or_could_not_tell_and_the_reason_names_who_is_silent(looked_at):
    said = conclusions(looked_at.firms[0])
    assert said
    assert [c.code for c in said.hits] == ["W1"]
    assert [c.code for c in said.grey] == ["L1", "U1"]
    assert len(said.hits) + len(said.calm) + len(said.grey) == len(said.rules) >= 15
    reasons = {c.code: c.words for c in said.grey}
    assert "法院最近一批是 2026-08-01 收到的，此后没有报送" in reasons["L1"]
    assert "现场迹象从未报送" in reasons["L1"]
    assert reasons["U1"] == "用电量同比降幅：供电、供水、供气中没有这家单位可以判断的数据"


def test_what_could_not_be_told_takes_one_row_of_the_employer_and_is_counted_in_the_run(looked_at, today):  # fmt: skip
    row = EmployerLevel.objects.get(employer=looked_at.firms[0])
    assert (row.grey, row.unknown, Signal.objects.count()) == (2, UNKNOWN, 1)
    run = SignalRun.objects.get()
    assert run.counts["U1"] == {"grey": 1}
    assert run.counts["W1"] == {"red": 1}
    firm = looked_at.firms[0].uscc or ""
    signalling.take(
        [], door=looked_at.door, book=looked_at.book, as_of=today, at=at(today, 12), source="lake",
        levels=[Looked(firm, Level.CALM, 0, 0)],
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.level, row.unknown) == ("calm", {})


def test_the_employer_and_the_warning_show_all_three_in_the_same_number_of_questions(looked_at):
    firm, client = looked_at.firms[0], looked_at.analyst.client
    page = client.get(reverse("warning:employer", args=[firm.pk]), {"tab": "alerts"})
    text = page.content.decode()
    assert "逐条规则" in text
    assert "从未报送" in text
    assert "未见异常" in text
    case = signalling.open_case_of(firm)
    told = client.get(reverse("desk:case", args=[case.uid])).content.decode()
    assert "另有 2 条规则不能判断" in told
    assert "缺数据不等于正常" in told
    with CaptureQueriesContext(connection) as seen:
        conclusions(firm)
    assert len(seen) == 4


def test_an_employer_of_whom_nothing_is_known_is_drawn_grey_and_its_page_opens(station: Station, today):  # fmt: skip
    station.run(station.hits(1), on=today)
    firm = station.firms[1]
    assert EmployerLevel.objects.get(employer=firm).level == "grey"
    page = station.analyst.client.get(reverse("warning:employer", args=[firm.pk]), {"tab": "alerts"})  # fmt: skip
    assert page.status_code == 200
    assert "数据缺失" in page.content.decode()
    assert "缺数据：工资代发、举报投诉、定点联系月报" in page.content.decode()
    assert conclusions(station.firms[2]) is None
