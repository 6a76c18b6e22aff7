"""New signals raise no level by themselves: the page says what the rules would make of them, and what an old signal is worth today."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from tongzhou.procedure.refusal import Refused
from tongzhou.warning.cases import facts, rules
from tongzhou.warning.cases.facts import HitFact
from tongzhou.warning.models import EmployerLevel, Signal
from tongzhou.warning.rules import Level

from .station import Station


def page(client, case) -> str:
    return client.get(reverse("desk:case", args=[case.uid])).content.decode()


def test_whoever_decides_reads_that_the_rules_now_say_more(station: Station):
    """A second orange comes in: by the way of combining that is red; the chief raises it, and nothing is advised any more."""
    today = localdate()
    case = station.candidate(on=today, complaints_30d="5")
    station.signed(station.dispatched(station.issued(case, "orange", on=today), on=today), on=today)
    tomorrow = {"complaints_30d": "5", "insurance_unpaid_months": "2"}
    station.run(station.hits(0, **tomorrow), on=today, hour=12)
    assert rules.advised(station.view(case)) is Level.RED
    assert "全部信号按合并办法为红色，现为橙色" in page(station.chief.client, case)
    assert "全部信号按合并办法" not in page(station.handler.client, case)
    station.does(
        "chief", case, "upgrade", facts.Regrade(level="red", words="两条橙色"), on=today, hour=14
    )
    assert rules.advised(station.view(case)) is None


def test_a_sign_of_no_rule_leads_to_no_page_of_a_rule(station: Station):
    """What a coordinator saw and no rule asks for has no page: it is named, and is no link to nowhere."""
    today = localdate()
    case = station.candidate(on=today)
    seen = facts.MoreHits(
        hits=(HitFact(rule="GRID", version=1, label="其他", level="blue"),), level="red"
    )
    firm = f"employer/e{station.firms[0].pk}"
    station.does("analyst", case, "add_hits", seen, on=today, about=(firm,))
    shown = page(station.analyst.client, case)
    assert "GRID 其他" in shown
    assert reverse("warning:rule", args=["GRID"]) not in shown
    assert reverse("warning:rule", args=["W1"]) in shown


def test_an_old_signal_is_not_shown_as_if_it_stood(station: Station):
    """Power fell a month ago, and the latest look found nothing or could not tell: the tab says which."""
    today = localdate()
    before = today - timedelta(days=30)
    hits = station.hits(0, power_fall_percent="40", insurance_unpaid_months="1")
    station.run(hits, on=before)
    EmployerLevel.objects.update(as_of=today, unknown={"S1": ["insurance_unpaid_months"]})
    where = reverse("warning:employer", args=[station.firms[0].pk])
    operation = station.analyst.client.get(where, {"tab": "operation"}).content.decode()
    assert f"截至 {today.isoformat()} 的计算没有再命中" in operation
    insurance = station.analyst.client.get(where, {"tab": "insurance"}).content.decode()
    assert f"截至 {today.isoformat()} 的计算因缺数据不能判断" in insurance


def test_nothing_is_told_as_done_that_lies_ahead(station: Station):
    """A call, a talk or a visit of tomorrow would count in the effect of measures before it was made."""
    today = localdate()
    case = station.signed(
        station.dispatched(station.issued(station.candidate(on=today), on=today), on=today), on=today
    )  # fmt: skip
    ahead = today + timedelta(days=1)
    firm = (f"employer/e{station.firms[0].pk}",)
    call = facts.Call(called_on=ahead, person="王经理", words="x")
    with pytest.raises(Refused, match="通话日期不能晚于"):
        station.does("handler", case, "call", call, on=today, hour=12)
    talk = facts.Interview(held_on=ahead, place="会议室", present=("王经理",), words="x")
    with pytest.raises(Refused, match="约谈日期不能晚于"):
        station.does("handler", case, "interview", talk, on=today, hour=12, about=firm)
    with pytest.raises(Refused, match="核实日期不能晚于"):
        station.verifies(case, on=today, visited_on=ahead)


def test_a_hit_by_another_indicator_is_explained_by_that_one(station: Station):
    """U2 warns of unpaid water: the bound says 欠水费月数, and the months drawn are in months beside their own bound."""
    today = localdate()
    case = station.candidate(on=today, water_unpaid_months="2", water_fall_percent="5")
    signal = Signal.objects.get(code="U2")
    assert (signal.threshold, signal.unit) == ("欠水费月数达到2个月", "个月")
    assert signal.bound == 2
    shown = page(station.analyst.client, case)
    assert "阈值：欠水费月数达到2个月" in shown
    drawn = shown[shown.index("近十二个月：") :]
    assert "（个月）" in drawn[: drawn.index('"')]


def test_months_kept_before_of_another_indicator_are_not_drawn_beside_this_value(station: Station):
    """Until now the months were always those the rule is named after: what was kept so has no bound, and no drawing."""
    today = localdate()
    case = station.candidate(on=today)
    old = HitFact(
        rule="U2", version=1, label="用水量同比降幅、欠水费", level="orange", value="2", unit="个月", threshold="达到2个月",
        period="2026-10", series=("-14.4", "7.2"),
    )  # fmt: skip
    firm = f"employer/e{station.firms[0].pk}"
    more = facts.MoreHits(hits=(old,), level="red")
    station.does("analyst", case, "add_hits", more, on=today, about=(firm,))
    assert "-14.4" not in page(station.analyst.client, case)
