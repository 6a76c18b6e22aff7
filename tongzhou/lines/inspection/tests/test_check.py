"""A check from the task to the published result, told as the people in it would."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils.timezone import now

from tongzhou.lines.inspection.check import facts
from tongzhou.lines.inspection.check.procedure import CODE
from tongzhou.lines.inspection.models import CheckRow, PublicRow
from tongzhou.lines.inspection.offices import HEAD, INSPECTOR
from tongzhou.lines.inspection.tests.brigade import COUNTY, FIRM, Brigade, at, day
from tongzhou.lines.inspection.tests.station import Station
from tongzhou.procedure.models import Case, SubjectRow
from tongzhou.procedure.refusal import NotNow
from tongzhou.registry import certifying

TEAM = {"officer/201": "巴特尔", "officer/202": "李志强"}


def sends(brigade: Brigade, on: str = "2026-03-02", **more: Any) -> Case:
    said = {
        "names": {FIRM: "示例建筑有限公司"} | TEAM, "source": "日常巡查", "items": ("B01",), "officers": ("201", "202"),
        "until": day("2026-03-20"),
    } | more  # fmt: skip
    return brigade.door.open_case(
        CODE, by=brigade.who(HEAD), at=at(on), region=COUNTY, facts=facts.Assignment(**said)
    )


def reports(brigade: Brigade, case: Case, on: str, act: str = "report", **more: Any) -> None:
    said = {"outcome": "未发现问题", "words": "符合规定。", "checked_on": day(on)} | more
    brigade.does(case, act, INSPECTOR, on, facts.Result(**said))


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"officers": ("201",)}, "二名以上"),
        ({"items": ("Z99",)}, "检查事项清单"),
        ({"names": TEAM}, "只检查一家"),
        ({"names": TEAM | {FIRM: "甲", "employer/e2": "乙"}}, "只检查一家"),
    ],
)
def test_a_task_is_one_employer_two_officers_and_known_items(
    brigade: Brigade, wrong: dict[str, Any], why: str
) -> None:
    with pytest.raises(NotNow, match=why):
        sends(brigade, **wrong)


def test_the_result_is_published_within_twenty_working_days(brigade: Brigade) -> None:
    case = sends(brigade)
    assert brigade.clock(case, "completion").due == day("2026-03-20")
    assert not SubjectRow.objects.get(case=case, key=FIRM).sees  # unannounced
    brigade.visits(case, "2026-03-10")
    with pytest.raises(NotNow, match="无法联系"):
        reports(brigade, case, "2026-03-11", outcome="无法联系")
    reports(brigade, case, "2026-03-11")
    assert brigade.clock(case, "publicity").due == day("2026-04-09")
    brigade.does(case, "publish", INSPECTOR, "2026-03-20", facts.Published(where="示例网站"))
    assert CheckRow.objects.get(case=case).result == "未发现问题"
    assert PublicRow.objects.get(case=case).sort == "check"


def test_without_a_visit_only_absence_can_be_reported(brigade: Brigade) -> None:
    case = sends(brigade)
    with pytest.raises(NotNow, match="没有到现场"):
        reports(brigade, case, "2026-03-11", "report_unreached")
    reports(
        brigade, case, "2026-03-11", "report_unreached", outcome="已注销停业", words="人去楼空。"
    )
    case.refresh_from_db()
    assert case.state == "reported"


def test_an_officer_with_a_tie_is_replaced_by_one_with_a_certificate(station: Station) -> None:
    case = sends(station)
    url = reverse("inspection-checks:change", args=[case.uid])
    data = {"act-leaves": "officer/202", "act-why": "回避", "act-reason": "系负责人亲属"}
    assert "没有有效的执法证件" in station.head.sends(url, data | {"officer": []}).content.decode()
    certifying.certify(
        station.head.person, number="示例203", body=station.body, since=date(2024, 1, 1),
        until=date(2035, 12, 31), by=None, at=now(),
    )  # fmt: skip
    station.head.does(url, data | {"officer": ["203"]})
    states = {s.key: s.state for s in station.view(case).subjects.values()}
    assert states["officer/202"] == "recused"
    assert states["officer/203"] == "assigned"


def test_a_task_is_given_on_its_page(station: Station) -> None:
    data = {
        "firm-words": "示例建筑有限公司", "m-source": "专项检查", "item": ["B01", "F05"], "officer": ["201", "202"],
        "m-until": "2030-01-31",
    }  # fmt: skip
    station.head.does(reverse("inspection-checks:new"), data)
    case = Case.objects.get(procedure=CODE)
    assert case.title == "示例建筑有限公司（专项检查）"
    assert "示例建筑有限公司" in station.one.reads(reverse("inspection-checks:list"))
    assert case.title in station.one.reads(reverse("inspection-field:home"))
