"""On the phone: my day; a visit recorded with and without a network; a risk that reaches the chief."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Page, expect

from tongzhou.lines.coordinators.models import RiskRow, VisitRow
from tongzhou.lines.coordinators.visit import facts
from tongzhou.procedure import alarms
from tongzhou.procedure.models import Case, ClockRow, Entry, Notice, OfflineReceipt
from tongzhou.procedure.refusal import NotTheirOffice
from tongzhou.procedure.tests.field import Phone, picture, pictured

from .team import FIRMS, Team, desk, field

JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    + b"\x00" * 64
    + b"\xff\xd9"
)


def sent(request: str = "v1", *, digest: str = "", **more: Any) -> dict[str, Any]:
    """Return what the queue sends of a short visit with one picture."""
    return {
        "request": request, "work": "走访", "place": "厂区办公室", "met": "人事 王示例", "V2-outcome": "关注",
        "V1-outcome": "正常", "policies": ["wages"], "words": "上月工资迟发五天。", "made_at": "2026-11-20T02:00:00Z",
    } | pictured(JPEG, "gate.jpg", digest=digest) | more  # fmt: skip


def test_a_visit_sent_twice_is_recorded_once_with_its_picture(team: Team) -> None:
    team.enrolled(304, 1)
    url = field("record", 1)
    first = team.suhe.sends_later(url, sent())
    again = team.suhe.sends_later(url, sent())
    assert first["state"] == again["state"] == "done"
    assert first["url"] == again["url"]
    row = VisitRow.objects.get()
    assert (row.person, row.employer, row.work, row.policies) == (304, 1, "走访", 1)
    (shot,) = Entry.objects.get(act="visit").facts["pictures"]
    assert shot["sha256"] == hashlib.sha256(JPEG).hexdigest()
    assert shot["where"].endswith("±8m")
    looked = {x["item"]: x["outcome"] for x in Entry.objects.get(act="visit").facts["looked"]}
    assert (looked["V1"], looked["V2"], looked["V7"]) == ("正常", "关注", "未了解")


def test_a_picture_changed_on_its_way_leaves_nothing_behind_and_is_sent_again(team: Team) -> None:
    team.enrolled(304, 1)
    answer = team.suhe.sends_later(field("record", 1), sent(digest="0" * 64))
    assert answer["state"] == "again"
    assert not Case.objects.filter(procedure="coordinators.visit").exists()
    assert team.suhe.sends_later(field("record", 1), sent())["state"] == "done"


def test_an_arranged_visit_is_recorded_by_who_was_sent_and_a_second_record_is_a_conflict(
    team: Team,
) -> None:
    team.enrolled(304, 1)
    team.enrolled(305)
    case = team.arranged(1, until=team.on)
    assert FIRMS[1] in team.suhe.reads("/desk/")
    assert FIRMS[1] not in team.alatan.reads("/desk/")
    assert team.alatan.client.get(field("visit", case.uid)).status_code == 404
    assert team.suhe.sends_later(field("visit", case.uid), sent())["state"] == "done"
    case.refresh_from_db()
    assert case.state == "recorded"
    assert not ClockRow.objects.filter(case=case, is_running=True).exists()
    late = team.suhe.sends_later(field("visit", case.uid), sent("v2"))
    assert late["state"] == "conflict"
    assert VisitRow.objects.count() == 1


def test_signs_without_people_or_urgency_are_asked_for(team: Team) -> None:
    team.enrolled(304, 1)
    answer = team.suhe.sends_later(field("record", 1), sent(signs=["wages"]))
    assert answer["state"] == "refused"
    assert "紧急程度" in answer["message"]
    assert not VisitRow.objects.exists()


def test_what_a_visit_finds_reaches_the_chief_as_a_report_of_risk(
    team: Team, django_capture_on_commit_callbacks: Any
) -> None:
    team.enrolled(304, 1)
    more = {"signs": ["wages", "gathering"], "people": "32", "money": "250000", "urgency": "紧急"}
    with django_capture_on_commit_callbacks(execute=True):
        assert team.suhe.sends_later(field("record", 1), sent(**more))["state"] == "done"
    row = RiskRow.objects.select_related("case").get()
    assert (row.people, row.money, row.urgency, row.person) == (32, 25_000_000, "紧急", 304)
    assert Notice.objects.filter(person=team.chief.person, case=row.case).exists()
    assert ClockRow.objects.get(case=row.case, is_running=True).limit == "at_once"
    assert FIRMS[1] in team.chief.reads(desk("board"))


def test_a_risk_is_reported_in_one_short_form(team: Team) -> None:
    team.enrolled(304, 2)
    form = {"request": "q1", "signs": ["owner"], "people": "12", "urgency": "一般"}
    assert team.suhe.sends_later(field("risk", 2), form)["state"] == "done"
    assert team.suhe.sends_later(field("risk", 2), form)["state"] == "done"
    row = RiskRow.objects.select_related("case").get()
    assert row.signs == "owner"
    assert ClockRow.objects.get(case=row.case, is_running=True).limit == "soon"
    wrong = {"request": "q2", "people": "12", "urgency": "一般"}
    assert "苗头" in team.suhe.sends_later(field("risk", 2), wrong)["message"]


def test_nobody_visits_or_reports_for_an_employer_of_somebody_else(team: Team) -> None:
    team.enrolled(304, 1)
    team.enrolled(305, 2)
    for url in (field("record", 2), field("risk", 2)):
        assert team.suhe.client.get(url).status_code == 404
    team.visited(team.on, 2, 305)
    theirs = Case.objects.get(procedure="coordinators.visit")
    assert team.suhe.client.get(f"/desk/case/{theirs.uid}/").status_code == 404
    assert team.union.client.get(f"/desk/case/{theirs.uid}/").status_code == 404
    assert FIRMS[2] not in team.suhe.reads("/desk/cases/")
    assert FIRMS[2] in team.chief.reads(f"/desk/case/{theirs.uid}/")


def test_a_coordinator_does_not_record_the_visit_of_another_at_the_door(team: Team) -> None:
    team.enrolled(304, 1)
    case = team.arranged(1)
    with pytest.raises(NotTheirOffice):
        team.does(305, case, "visit", facts.Visit(work="走访", place="厂区"))


def test_a_coordinator_arranges_visits_to_employers_of_their_own_alone(team: Team) -> None:
    team.enrolled(304, 1)
    asked = {"who-coordinator": "304", "m-source": "自行安排", "m-until": team.on.isoformat()}
    other = asked | {"firm-employers": FIRMS[2], "request": "a1"}
    answer = team.suhe.client.post(desk("arrange"), other)
    assert answer.status_code == 422
    assert "自己服务" in answer.content.decode()
    team.suhe.does(desk("arrange"), asked | {"firm-employers": FIRMS[1], "request": "a2"})
    assert VisitRow.objects.get().employer == 1


def test_a_visit_is_handed_to_somebody_else_who_then_goes(team: Team) -> None:
    team.enrolled(304, 1)
    team.enrolled(305)
    case = team.arranged(1)
    team.chief.does(
        desk("hand", case.uid),
        {"who-coordinator": "305", "m-reason": "蒙古语职工多。", "request": "h"},
    )
    assert VisitRow.objects.get().person == 305
    assert team.suhe.client.get(field("visit", case.uid)).status_code == 404
    assert "去走访" in team.alatan.reads(field("home"))


def test_my_day_shows_colour_where_a_warning_is_known_and_grey_where_not(team: Team) -> None:
    team.enrolled(304, 1, 2)
    team.arranged(2, until=team.ago(1))

    def levels(employers: Any, _on: Any) -> dict[int, str]:
        return {1: "red"} if 1 in employers else {}

    alarms.enter(levels)
    try:
        page = team.suhe.reads(field("home"))
    finally:
        alarms.strike(levels)
    assert "红色预警" in page
    assert "未知" in page
    assert "已逾期" in page
    assert page.index(FIRMS[1], page.index("我的单位")) < page.index(
        FIRMS[2], page.index("我的单位")
    )


def test_my_day_asks_as_often_for_thirty_employers_as_for_one(
    team: Team, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection

    from tongzhou.lines.coordinators.person import facts as person
    from tongzhou.registry.models import Employer

    case = team.enrolled(304, 1)
    team.suhe.reads(field("home"))
    with CaptureQueriesContext(connection) as one:
        team.suhe.reads(field("home"))
    made = [
        Employer.objects.create(pk=n, name=f"示例{n}号商店", region_id="150221")
        for n in range(100, 130)
    ]
    named = {f"employer/e{e.pk}": e.name for e in made}
    team.does(302, case, "serve", person.Serving(employers=named, since=team.on), "coordinator/304")
    for n in range(100, 110):
        team.visited(team.on, 1, 304, words=str(n))
    with CaptureQueriesContext(connection) as thirty:
        assert "示例129号商店" in team.suhe.reads(field("home"))
    assert len(thirty) == len(one)
    with django_assert_max_num_queries(24):
        team.suhe.reads(field("home"))


# --- in a real browser ---------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.browser
def test_a_coordinator_records_a_visit_on_the_steppe_and_it_arrives_once(
    team: Team, phone: Phone, live_server: Any, tmp_path: Any
) -> None:
    team.enrolled(305, 1)
    page: Page = phone(team.alatan)
    page.goto(live_server.url + field("home"))
    page.get_by_role("button", name="全部存到手机").click()
    expect(page.locator("[data-offline-kept]")).to_have_attribute(
        "data-kept", "true", timeout=10_000
    )
    picture(page, "coordinators-day")

    page.context.set_offline(True)
    page.get_by_role("link", name="走访", exact=True).click()
    expect(page.locator("[data-offline-line]")).to_be_visible()
    page.get_by_label("走访", exact=True).check()
    page.get_by_label("地点").fill("示例煤矿三号井口")
    page.get_by_role("group", name="工资支付").get_by_label("关注").check()
    page.get_by_label("情况、问题和答复").fill("两个班组反映上月工资未发。")
    page.get_by_label("拖欠、迟发工资").check()
    page.get_by_label("涉及人数").fill("18")
    page.get_by_label("较急").check()
    shot = tmp_path / "gate.jpg"
    shot.write_bytes(JPEG)
    page.get_by_label("拍照或选择照片").set_input_files(str(shot))
    expect(page.locator("[data-offline-shots] code")).to_contain_text(
        hashlib.sha256(JPEG).hexdigest()[:16]
    )
    page.get_by_role("group", name="工资支付").scroll_into_view_if_needed()
    picture(page, "coordinators-visit")
    page.reload()  # the phone was put away: nothing is lost
    expect(page.locator("[data-offline-restored]")).to_be_visible()
    expect(page.get_by_label("地点")).to_have_value("示例煤矿三号井口")
    page.get_by_role("button", name="提交走访记录").click()
    row = page.locator("[data-offline-list] li")
    expect(row).to_contain_text("等待网络")
    expect(page.locator("[data-offline-count]")).to_have_text("1")
    row.scroll_into_view_if_needed()
    picture(page, "coordinators-queue")
    assert not VisitRow.objects.exists()

    page.context.set_offline(False)
    expect(row).to_contain_text("已提交", timeout=15_000)
    expect(page.locator("[data-offline-count]")).to_have_text("0")
    page.get_by_role("button", name="现在提交").click()
    assert VisitRow.objects.get().employer == 1
    assert OfflineReceipt.objects.get().answer["state"] == "done"
    assert RiskRow.objects.get().people == 18
    (kept,) = Entry.objects.get(act="visit").facts["pictures"]
    assert kept["where"].startswith("40.600000,110.500000")
