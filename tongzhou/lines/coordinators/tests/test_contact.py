"""Contact employers: the month reported by the coordinator or by the employer itself; grey where nobody did."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tongzhou.lines.coordinators import reminding
from tongzhou.lines.coordinators.contact import facts, rules
from tongzhou.lines.coordinators.models import ContactReport, ContactRow
from tongzhou.procedure.models import Notice
from tongzhou.procedure.refusal import Refused

from .team import FIRMS, Team, desk, field


def month(on: Any, **more: Any) -> facts.Monthly:
    """Return a quiet month."""
    quiet = {
        "month": f"{on:%Y-%m}", "headcount": 150, "orders": "持平", "arrears_people": 0,
        "insurance": "按时足额缴纳", "layoffs": 0, "disputes": 0,
    }  # fmt: skip
    return facts.Monthly(**quiet | more)


def test_a_month_nobody_reported_is_grey_and_never_normal(team: Team) -> None:
    case = team.contacted(1)
    last = (team.on.replace(day=1) - timedelta(days=1)).replace(day=1)
    team.does(304, case, "report", month(last), "employer/e1")
    page = team.chief.reads(desk("contacts"))
    assert page.count("未报") == 5
    assert page.count("正常</span>") == 1


def test_a_month_stated_again_counts_as_stated_last_and_stays_one_row(team: Team) -> None:
    case = team.contacted(1)
    team.does(304, case, "report", month(team.on), "employer/e1")
    owed = month(
        team.on, arrears_people=12, arrears=86_000_00, headcount=148, arrears_since=team.ago(40)
    )
    team.does(304, case, "report", owed, "employer/e1")
    row = ContactReport.objects.get()
    assert (row.headcount, row.arrears_people, row.arrears) == (148, 12, 8_600_000)
    assert "欠薪 12 人" in team.chief.reads(reverse("desk:case", args=[case.uid]))


def test_a_month_that_has_not_begun_is_refused(team: Team) -> None:
    case = team.contacted(1)
    ahead = (team.on.replace(day=1) + timedelta(days=40)).replace(day=1)
    with pytest.raises(Refused, match="尚未开始"):
        team.does(304, case, "report", month(ahead), "employer/e1")


def test_people_owed_wages_and_the_sum_owed_come_together(team: Team) -> None:
    with pytest.raises(ValueError, match="拖欠金额"):
        month(team.on, arrears_people=3).check()
    with pytest.raises(ValueError, match="人数"):
        month(team.on, arrears=100).check()
    with pytest.raises(ValueError, match="最早拖欠日期"):
        month(team.on, arrears=100, arrears_people=1).check()


def test_the_employer_fills_in_its_month_at_the_portal_and_sees_nothing_of_another(
    team: Team,
) -> None:
    case, other = team.contacted(1), team.contacted(2)
    browser = team.firm_user(1)
    url = reverse("portal:act", args=[case.uid, "report"])
    assert "月末职工人数" in browser.get(url).content.decode()
    data = {
        "month": f"{team.on:%Y-%m}", "headcount": "151", "orders": "减少", "arrears_people": "0",
        "insurance": "部分缴纳", "layoffs": "2", "planned": "0", "disputes": "0", "act-request": "p1",
        "act-seen": "0",
    }  # fmt: skip
    answer = browser.post(url, data)
    assert answer.status_code in (302, 303), answer.content.decode()[-2000:]
    row = ContactReport.objects.get()
    assert (row.employer, row.headcount, row.layoffs) == (1, 151, 2)
    elsewhere = browser.get(reverse("portal:act", args=[other.uid, "report"]))
    assert elsewhere.status_code != 200 or FIRMS[2] not in elsewhere.content.decode()


def test_the_coordinator_of_an_employer_finds_it_on_the_phone_until_another_takes_over(
    team: Team,
) -> None:
    team.enrolled(304)
    team.enrolled(305)
    case = team.contacted(1, 304)
    assert FIRMS[1] in team.suhe.reads(field("home"))
    assert "该走访了" in team.suhe.reads(field("home"))
    team.chief.does(
        desk("hand-contact", case.uid),
        {"who-coordinator": "305", "m-reason": "调整分工。", "request": "c1"},
    )
    assert ContactRow.objects.get().person == 305
    assert FIRMS[1] not in team.suhe.reads(field("home"))
    assert FIRMS[1] in team.alatan.reads(field("home"))


def test_the_months_of_many_employers_are_read_in_as_many_questions_as_of_one(
    team: Team, django_assert_max_num_queries: Any
) -> None:
    for n in (1, 2, 3):
        case = team.contacted(n)
        team.does(304, case, "report", month(team.on), f"employer/e{n}")
    with django_assert_max_num_queries(16):
        assert FIRMS[3] in team.chief.reads(desk("contacts"))


@pytest.mark.parametrize(
    ("said", "tone"),
    [
        (None, "mute"),
        ({"arrears_people": 1}, "over"),
        ({"orders": "停产"}, "over"),
        ({"insurance": "部分缴纳"}, "warn"),
        ({"layoffs": 3}, "warn"),
        ({"orders": "减少"}, "info"),
        ({}, "ok"),
    ],
)
def test_how_a_month_is_shown(said: dict[str, Any] | None, tone: str) -> None:
    quiet = {
        "arrears_people": 0, "insurance": "按时足额缴纳", "orders": "持平", "layoffs": 0, "planned": 0,
        "disputes": 0,
    }  # fmt: skip
    assert rules.tone(None if said is None else quiet | said) == tone


def test_a_month_before_the_contact_began_is_refused(team: Team) -> None:
    case = team.contacted(1)
    with pytest.raises(Refused, match="起始月份以前"):
        team.does(304, case, "report", month(team.ago(260)), "employer/e1")
    team.does(304, case, "report", month(team.ago(200)), "employer/e1")


def test_my_day_says_which_months_are_missing(team: Team) -> None:
    team.enrolled(304)
    case = team.contacted(1)
    last, before = reversed(rules.months_back(team.on, 2))
    assert last in team.suhe.reads(field("home"))
    team.does(304, case, "report", month(team.on, month=last), "employer/e1")
    page = team.suhe.reads(field("home"))
    assert f"{before} 月报" in page
    assert f"{last} 月报" not in page
    assert rules.missing(team.on, (), team.on, 6) == []


def test_a_missing_month_is_asked_for_and_told_to_the_department_when_it_is_over(
    team: Team,
) -> None:
    team.contacted(1)
    team.contacted(2)
    done = ContactRow.objects.get(employer=2).case
    first = team.on.replace(day=1)
    (last,) = rules.months_back(team.on, 1)
    team.does(304, done, "report", month(team.on, month=last), "employer/e2")

    def told(day: int) -> list[tuple[int, str]]:
        at = timezone.make_aware(datetime.combine(first.replace(day=day), time(9)))
        before = set(Notice.objects.values_list("pk", flat=True))
        reminding.remind(at=at)
        found = Notice.objects.exclude(pk__in=before).order_by("person")
        return [(n.person_id, n.text) for n in found]

    assert told(6) == []
    ((who, text),) = told(8)
    assert who == 304
    assert last in text
    assert FIRMS[1] in text
    assert told(9) == []
    assert [who for who, _text in told(11)] == [301, 304]
    assert told(12) == []
