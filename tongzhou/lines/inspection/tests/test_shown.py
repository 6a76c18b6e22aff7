"""What everybody may see, and what employers report by themselves."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tongzhou.lines.inspection import facts as case_facts
from tongzhou.lines.inspection.models import PublicRow, ReviewRow
from tongzhou.lines.inspection.offices import HEAD, INSPECTOR
from tongzhou.lines.inspection.publicity import facts as naming
from tongzhou.lines.inspection.review import facts, rules
from tongzhou.lines.inspection.tests.brigade import COUNTY, FIRM, Brigade, at, day, v
from tongzhou.lines.inspection.tests.station import Station
from tongzhou.procedure.declare import PARTY
from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import NotNow


def a_form(**more: Any) -> facts.Form:
    said = {
        "people": 50, "contracts": 50, "pay_total": 300_000_000, "pay_lowest": 400_000, "insured": 50, "injury": 50,
        "rules": True, "truthful": True,
    } | more  # fmt: skip
    return facts.Form(**said)


def called(brigade: Brigade, on: str = "2026-03-02", due: str = "2026-03-31") -> Case:
    stated = facts.Call(names={FIRM: "示例建筑有限公司"}, year=2025, due=day(due), headcount=50)
    return brigade.door.open_case(
        "inspection.review", by=brigade.who(INSPECTOR), at=at(on), region=COUNTY, facts=stated
    )


def named(brigade: Brigade) -> Case:
    stated = naming.Proposal(
        names={FIRM: "示例建筑有限公司"}, category="克扣、无故拖欠劳动报酬，数额较大", year=2026, period="第一季度",
        code="91150221MA0Q000001", head="王示例", facts_="拖欠十八名劳动者工资。", handling="已移送公安机关。",
    )  # fmt: skip
    return brigade.door.open_case(
        "inspection.publicity",
        by=brigade.who(INSPECTOR),
        at=at("2026-04-02"),
        region=COUNTY,
        facts=stated,
    )


def test_a_penalty_is_shown_to_anybody_until_it_is_withdrawn(station: Station) -> None:
    case = station.fined()
    page = reverse("inspection-public:list") + "?sort=penalty"
    assert "示例建筑有限公司" not in Client().get(page).content.decode()
    shown = case_facts.performing.Publication(where="示例网站")
    station.does(case, "publish", INSPECTOR, "2026-03-25", shown)
    text = Client().get(page).content.decode()
    assert "示例建筑有限公司" in text
    assert "罚款1,000.00元" in text
    gone = case_facts.performing.Withdrawal(reason="决定已撤销。")
    station.does(case, "withdraw_publication", INSPECTOR, "2026-03-26", gone)
    assert not PublicRow.objects.exists()


def test_a_grave_violation_is_named_after_approval_and_an_objection_is_answered_in_fifteen_days(
    station: Station,
) -> None:
    case = named(station)
    assert not PublicRow.objects.exists()
    station.does(case, "show", HEAD, "2026-04-03", naming.Approval(where="政府门户网站"))
    text = Client().get(reverse("inspection-public:list")).content.decode()
    assert "王示例" in text
    objected = naming.Objection(words="人数有误，应为十七人。")
    station.does(case, "object", PARTY, "2026-04-07", objected, (FIRM,))
    assert station.clock(case, "objection").due == day("2026-04-28")
    right = naming.Answer(result="更正", reason="核对台账。", facts_="拖欠十七名劳动者工资。")
    station.does(case, "answer", HEAD, "2026-04-10", right)
    assert "十七名" in Client().get(reverse("inspection-public:list")).content.decode()
    over = naming.Withdrawal(why="公布期限届满", reason="满一年。")
    station.does(case, "withdraw", HEAD, "2027-04-05", over)
    assert not PublicRow.objects.exists()


@pytest.mark.parametrize(
    ("more", "risk"),
    [
        ({}, 0),
        ({"arrears": 1}, 40),
        ({"overtime": 36}, 0),
        ({"overtime": 37}, 20),
        ({"contracts": 49}, 20),
        ({"dispatched": 5}, 0),
        ({"dispatched": 6}, 10),
        ({"people": 61, "contracts": 61, "insured": 61, "injury": 61}, 15),
        ({"people": 60, "contracts": 60, "insured": 60, "injury": 60}, 0),
    ],
)
def test_what_stands_out_in_a_form_is_looked_at_first(more: dict[str, int], risk: int) -> None:
    assert sum(f.weight for f in rules.findings(a_form(**more), 50, None)) == risk


def test_pay_below_the_minimum_wage_stands_out_where_the_minimum_is_known() -> None:
    low = a_form(pay_lowest=230_999)
    assert [f.weight for f in rules.findings(low, 50, 231_000)] == [30]
    assert rules.findings(low, 50, None) == []


def test_an_employer_reports_by_itself_and_the_result_stands_for_the_credit_file(
    station: Station,
) -> None:
    case = called(station)
    browser = station.firm_user()
    url = reverse("inspection-public:submit", args=[case.uid])
    page = browser.get(url)
    assert page.status_code == 200
    assert 'value="50"' in page.content.decode()  # the head count of the register
    sent = {
        "people": "50", "women": "0", "minors": "0", "rural": "0", "dispatched": "0", "hired": "0", "contracts": "48",
        "hours": "标准工时", "overtime": "10", "pay_total": "3000000", "pay_lowest": "4000", "arrears": "0",
        "insured": "50", "injury": "50", "accidents": "0", "rules": "on",
    }  # fmt: skip
    assert "真实性承诺" in browser.post(url, sent).content.decode()
    assert browser.post(url, sent | {"truthful": "on"}).status_code == 302
    assert ReviewRow.objects.get(case=case).risk == 20
    panel = station.one.reads(reverse("desk:case", args=[case.uid]))
    assert "2人未订立书面劳动合同" in panel
    judged = facts.Judgment(result="限期改正", words="补签合同。", until=day("2030-01-01"))
    station.does(case, "judge", INSPECTOR, station.today.isoformat(), judged)
    assert ReviewRow.objects.get(case=case).result == "限期改正"
    assert rules.result(station.view(case)) == "限期改正"


def test_whoever_sends_nothing_after_the_day_and_a_reminder_is_pursued(brigade: Brigade) -> None:
    case = called(brigade)
    late = facts.Refusal(reminded="三月三十日电话催报。")
    with pytest.raises(NotNow, match="尚未逾期"):
        brigade.does(case, "refuse", INSPECTOR, "2026-03-31", late)
    brigade.does(case, "refuse", INSPECTOR, "2026-04-01", late)
    made = Case.objects.get(procedure="inspection.case")
    assert brigade.view(made).subjects[v("obstruct_materials")]
    assert ReviewRow.objects.get(case=case).result == "拒不报送"


def test_a_campaign_calls_each_employer_once(station: Station) -> None:
    url = reverse("inspection-reviews:call")
    data = {"year": "2025", "due": "2030-01-31", "least": "0"}
    station.one.does(url, data)
    station.one.does(url, data)
    assert ReviewRow.objects.filter(year=2025).count() == 1
    assert "示例建筑有限公司" in station.one.reads(reverse("inspection-reviews:list"))


def test_the_firm_answers_at_the_portal_what_is_intended_and_sees_no_complainant(
    station: Station,
) -> None:
    case = station.files(
        "2026-03-02", "overtime_illegal", workers=1, source="投诉", confidential=True
    )
    station.team(case, "2026-03-03")
    browser = station.firm_user()
    url = reverse("portal:case", args=[case.uid])
    assert browser.get(url).status_code == 404  # nobody has been there yet
    station.visits(case, "2026-03-04")
    page = browser.get(url).content.decode()
    assert "正在调查" in page
    assert "示例职工" not in page


def test_fines_for_like_cases_are_laid_side_by_side(station: Station) -> None:
    for _n in range(2):
        station.fined()
    page = station.head.reads(reverse("inspection:discretion"))
    assert "<svg" in page
    assert "巴特尔" in page
    assert "1000" in page


def test_the_page_that_names_a_grave_violation_takes_what_the_register_knows(
    station: Station,
) -> None:
    data = {
        "firm-words": "示例建筑有限公司", "category": "违反禁止使用童工规定", "year": "2026", "period": "即时公布",
        "facts_": "使用童工一名。", "handling": "已处罚。",
    }  # fmt: skip
    station.one.does(reverse("inspection:name-grave"), data)
    case = Case.objects.get(procedure="inspection.publicity")
    assert station.view(case).said["propose"].head == "王示例"
