"""What waits in a phone is one person's, is recorded once, can be mended, and is of the day on which it was made."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from tongzhou.lines.coordinators import work
from tongzhou.lines.coordinators.models import RiskRow, VisitRow
from tongzhou.lines.coordinators.visit import rules
from tongzhou.procedure.models import Case, ClockRow, Entry
from tongzhou.procedure.tests.field import Phone
from tongzhou.procedure.tests.seats import Seat

from .team import FIRMS, Team, field
from .test_field import JPEG, sent


def made(team: Team, days_ago: int) -> str:
    """Return what a phone says of a record made so many days ago, in the middle of the day."""
    return f"{team.ago(days_ago).isoformat()}T04:00:00.000Z"


# --- whose it is ---------------------------------------------------------------------------------------


def test_a_record_of_one_coordinator_is_not_entered_under_the_name_of_another(team: Team) -> None:
    team.enrolled(304, 1)
    team.enrolled(305, 1)
    answer = team.alatan.sends_later(field("record", 1), sent(owner="304"))
    assert answer["state"] == "signin"
    assert "本人登录" in answer["message"]
    assert not VisitRow.objects.exists()
    assert team.suhe.sends_later(field("record", 1), sent())["state"] == "done"
    assert VisitRow.objects.get().person == 304


def test_a_record_that_does_not_say_whose_it_is_is_not_taken(team: Team) -> None:
    team.enrolled(304, 1)
    assert team.suhe.sends_later(field("record", 1), sent(owner=""))["state"] == "signin"
    risk = {"request": "q", "signs": ["owner"], "people": "2", "urgency": "一般", "owner": "305"}
    assert team.suhe.sends_later(field("risk", 1), risk)["state"] == "signin"
    assert not Case.objects.filter(procedure="coordinators.risk").exists()


def test_who_has_lost_the_employer_is_told_what_to_do_with_the_record(team: Team) -> None:
    team.enrolled(304, 1)
    answer = team.suhe.sends_later(field("record", 2), sent())
    assert answer["state"] == "refused"
    assert "不由您服务" in answer["message"]
    assert "转告" in answer["message"]
    elsewhere = team.suhe.sends_later(field("record", 2), sent(owner="305"))
    assert elsewhere["state"] == "signin"


# --- two records of one visit --------------------------------------------------------------------------


def test_a_second_record_that_somebody_insists_on_is_kept_beside_the_first(team: Team) -> None:
    team.enrolled(304, 1)
    case = team.arranged(1, until=team.on)
    url = field("visit", case.uid)
    assert team.suhe.sends_later(url, sent())["state"] == "done"
    more = sent("v2", words="第二份：门卫说周五发。", signs=["wages"], people="5", urgency="较急")
    assert team.suhe.sends_later(url, more)["state"] == "conflict"
    answer = team.suhe.sends_later(url, more | sent("v2", force="1") | {"words": more["words"]})
    assert answer["state"] == "done"
    assert "补充记录" in answer["message"]
    first, second = Entry.objects.filter(case=case, act__in=("visit", "further")).order_by("seq")
    assert (first.act, first.facts["words"]) == ("visit", "上月工资迟发五天。")
    assert second.facts["words"] == "第二份：门卫说周五发。"
    assert RiskRow.objects.get().people == 5
    page = team.suhe.reads(reverse("desk:case", args=[case.uid]))
    assert "补充走访记录" in page
    assert "第二份：门卫说周五发。" in page
    assert work.counted(work.lines_of(304, f"{team.on:%Y-%m}"))["走访"] == 1


def test_a_visit_called_off_meanwhile_says_where_it_may_be_recorded(team: Team) -> None:
    from tongzhou.lines.coordinators.visit.facts import Cancelled

    team.enrolled(304, 1)
    case = team.arranged(1)
    team.does(301, case, "cancel", Cancelled(reason="单位已搬走。"))
    answer = team.suhe.sends_later(field("visit", case.uid), sent())
    assert answer["state"] == "refused"
    assert "另记一份" in answer["message"]


# --- of which day it is --------------------------------------------------------------------------------


def test_a_visit_is_of_the_day_on_which_it_was_made_and_shows_when_it_was_sent(team: Team) -> None:
    team.enrolled(304, 1)
    answer = team.suhe.sends_later(field("record", 1), sent(made_at=made(team, 3)))
    assert answer["state"] == "done"
    row = VisitRow.objects.select_related("case").get()
    assert row.visited_on == team.ago(3)
    assert Entry.objects.get(act="visit").happened_on == team.on
    page = team.suhe.reads(reverse("desk:case", args=[row.case.uid]))
    assert f"{team.ago(3):%Y-%m-%d}" in page
    assert f"{team.on:%Y-%m-%d} 提交" in page
    (line,) = work.lines_of(304, f"{team.ago(3):%Y-%m}")
    assert line.on == team.ago(3)


def test_a_visit_made_in_time_and_sent_late_is_not_late(team: Team) -> None:
    from tongzhou.lines.coordinators.visit.facts import Arranged
    from tongzhou.lines.coordinators.visit.procedure import CODE

    team.enrolled(304, 1)
    names = {"employer/e1": FIRMS[1], "coordinator/304": "苏和"}
    task = Arranged(names=names, source="上级交办", until=team.ago(2))
    case = team.opens(301, CODE, task, team.ago(5))
    assert (
        team.suhe.sends_later(field("visit", case.uid), sent(made_at=made(team, 3)))["state"]
        == "done"
    )
    clock = ClockRow.objects.get(case=case, limit="completion")
    assert clock.stopped == team.ago(3)
    assert work.late(304, team.on.year, on=team.on) == (0, 0)


@pytest.mark.parametrize("claimed", [-1, 31, 6])
def test_a_day_that_cannot_be_is_not_believed(team: Team, claimed: int) -> None:
    from tongzhou.lines.coordinators.visit.facts import Arranged
    from tongzhou.lines.coordinators.visit.procedure import CODE

    team.enrolled(304, 1)
    names = {"employer/e1": FIRMS[1], "coordinator/304": "苏和"}
    case = team.opens(301, CODE, Arranged(names=names, source="上级交办"), team.ago(5))
    url = field("visit", case.uid)
    answer = team.suhe.sends_later(url, sent(made_at=made(team, claimed)))
    assert "按提交之日记" in answer["message"]
    assert VisitRow.objects.get().visited_on == team.on
    assert "没有采用" in team.suhe.reads(reverse("desk:case", args=[case.uid]))


def test_how_long_a_record_may_wait_is_one_figure() -> None:
    on = date(2026, 11, 28)
    back = timedelta(days=rules.MOST_DAYS_BACK)
    assert rules.day_made(on - back, sent=on, since=None) == on - back
    assert rules.day_made(on - back - timedelta(days=1), sent=on, since=None) is None
    assert rules.day_made(on, sent=on, since=on) == on


def test_the_day_by_which_a_warning_is_looked_into_may_be_a_saturday(team: Team) -> None:
    saturday = team.on + timedelta(days=(5 - team.on.weekday()) % 7)
    case = team.arranged(1, until=saturday)
    assert ClockRow.objects.get(case=case, limit="completion").due == saturday


# --- in a real browser ---------------------------------------------------------------------------------


def takes_over(page: Page, seat: Seat, url: str) -> None:
    """Let somebody else sign in on the same phone."""
    cookie = settings.SESSION_COOKIE_NAME
    page.context.clear_cookies()
    value = seat.client.cookies[cookie].value
    page.context.add_cookies([{"name": cookie, "value": value, "url": url}])


def keeps(page: Page, url: str) -> None:
    page.goto(url)
    kept = page.locator("[data-offline-kept]")
    expect(kept).to_have_attribute("data-kept", "true", timeout=10_000)


@pytest.mark.django_db(transaction=True)
@pytest.mark.browser
def test_what_one_recorded_waits_for_them_when_another_signs_in_on_the_same_phone(
    team: Team, phone: Phone, live_server: Any
) -> None:
    team.enrolled(304, 1)
    team.enrolled(305, 1)
    page = phone(team.suhe)
    url = live_server.url + field("record", 1)
    keeps(page, url)
    page.context.set_offline(True)
    page.get_by_label("情况、问题和答复").fill("只有苏和知道的话")
    page.get_by_role("button", name="提交走访记录").click()
    expect(page.locator("[data-offline-list] li")).to_contain_text("等待网络")
    page.get_by_role("button", name="再记一份").click()
    page.get_by_label("情况、问题和答复").fill("还没有写完")
    page.wait_for_timeout(600)  # a draft is kept a moment after typing
    takes_over(page, team.alatan, live_server.url)
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(url)
    others = page.locator("[data-offline-others]")
    expect(others).to_contain_text("其他人没有提交的记录")
    expect(page.locator("[data-offline-count]")).to_have_text("0")
    expect(page.get_by_label("情况、问题和答复")).to_have_value("")
    assert "只有苏和知道的话" not in page.content()
    page.get_by_role("button", name="现在提交").click()
    page.get_by_role("button", name="提交走访记录").click()
    expect(page.locator("[data-offline-list] li").first).to_contain_text("已提交", timeout=15_000)
    assert [v.person for v in VisitRow.objects.all()] == [305]
    takes_over(page, team.suhe, live_server.url)
    page.goto(url)
    mine = page.locator("[data-offline-list] li")
    expect(mine.first).to_contain_text("已提交", timeout=15_000)
    expect(page.get_by_label("情况、问题和答复")).to_have_value("还没有写完")
    assert sorted(v.person or 0 for v in VisitRow.objects.all()) == [304, 305]


@pytest.mark.django_db(transaction=True)
@pytest.mark.browser
def test_pages_kept_for_a_dead_spot_do_not_open_once_their_owner_has_signed_out(
    team: Team, phone: Phone, live_server: Any
) -> None:
    team.enrolled(304, 1)
    page = phone(team.suhe)
    home = live_server.url + field("home")
    page.goto(home)
    page.get_by_role("button", name="全部存到手机").click()
    kept = page.locator("[data-offline-kept]")
    expect(kept).to_have_attribute("data-kept", "true", timeout=10_000)
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", name="我的一天")).to_be_visible()
    page.get_by_role("link", name="走访", exact=True).click()
    page.get_by_role("button", name="提交走访记录").click()
    expect(page.locator("[data-offline-list] li")).to_contain_text("等待网络")
    page.context.set_offline(False)
    page.goto(live_server.url + "/account/logout/")
    page.get_by_role("main").get_by_role("button", name="退出登录").click()
    page.wait_for_load_state()
    page.wait_for_function("caches.keys().then((names) => !names.length)")
    page.context.set_offline(True)
    with pytest.raises(Exception, match=r"ERR_INTERNET_DISCONNECTED|ERR_FAILED"):
        page.goto(home)


@pytest.mark.django_db(transaction=True)
@pytest.mark.browser
def test_two_taps_without_a_network_are_one_record(
    team: Team, phone: Phone, live_server: Any
) -> None:
    team.enrolled(304, 1)
    page = phone(team.suhe)
    taps = "b => { b.click(); b.click(); setTimeout(() => b.click(), 50); setTimeout(() => b.click(), 400); }"
    keeps(page, live_server.url + field("record", 1))
    page.context.set_offline(True)
    page.get_by_role("button", name="提交走访记录").evaluate(taps)
    page.wait_for_timeout(900)
    expect(page.locator("[data-offline-count]")).to_have_text("1")
    page.context.set_offline(False)
    expect(page.locator("[data-offline-list] li")).to_contain_text("已提交", timeout=15_000)
    assert VisitRow.objects.count() == 1
    keeps(page, live_server.url + field("risk", 1))
    page.context.set_offline(True)
    page.get_by_role("button", name="报告风险").click()  # without a sign it does not go on its way
    expect(page.locator("[data-offline-count]")).to_have_text("0")
    page.get_by_label("拖欠、迟发工资").check()
    page.get_by_label("涉及人数").fill("3")
    page.get_by_label("一般").check()
    page.get_by_role("button", name="报告风险").evaluate(taps)
    page.wait_for_timeout(900)
    expect(page.locator("[data-offline-count]")).to_have_text("1")
    page.context.set_offline(False)
    expect(page.locator("[data-offline-list] li").last).to_contain_text("已提交", timeout=15_000)
    assert RiskRow.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.browser
def test_a_refused_record_is_opened_again_with_its_words_and_picture_and_sent_mended(
    team: Team, phone: Phone, live_server: Any, tmp_path: Any
) -> None:
    team.enrolled(304, 1)
    page = phone(team.suhe)
    url = live_server.url + field("record", 1)
    keeps(page, url)
    page.context.set_offline(True)
    page.get_by_label("情况、问题和答复").fill("示例矿口停工")
    page.get_by_role("textbox", name="下次走访").fill("2026-12-24")
    shot = tmp_path / "gate.jpg"
    shot.write_bytes(JPEG)
    page.get_by_label("拍照或选择照片").set_input_files(str(shot))
    expect(page.locator("[data-offline-shots] li")).to_have_count(1)
    # What the phone did not know: the place is longer than the office takes.
    page.get_by_label("地点").evaluate("f => { f.removeAttribute('maxlength'); }")
    page.get_by_label("地点").fill("矿" * 201)
    page.get_by_role("button", name="提交走访记录").click()
    page.context.set_offline(False)
    row = page.locator("[data-offline-list] li")
    expect(row).to_contain_text("未被接受", timeout=15_000)
    expect(row).not_to_contain_text("HTTP")
    row.get_by_text("查看内容").click()
    expect(row).to_contain_text("示例矿口停工")
    row.get_by_role("link", name="改好再交").click()
    expect(page.locator("[data-offline-refused]")).to_contain_text("地点")
    expect(page.get_by_label("情况、问题和答复")).to_have_value("示例矿口停工")
    expect(page.get_by_role("textbox", name="下次走访")).to_have_value("2026-12-24")
    expect(page.locator("[data-offline-shots] li")).to_have_count(1)
    page.get_by_label("地点").fill("示例矿口")
    page.get_by_role("button", name="提交走访记录").click()
    expect(row).to_contain_text("已提交", timeout=15_000)
    expect(row).to_have_count(1)
    said = Entry.objects.get(act="visit").facts
    assert (said["place"], len(said["pictures"])) == ("示例矿口", 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.browser
def test_a_visit_that_verifies_a_warning_asks_the_result_before_it_goes_offline(
    team: Team, phone: Phone, live_server: Any
) -> None:
    team.enrolled(304, 1)
    case = team.arranged(1, source="预警核查", until=team.on)
    page = phone(team.suhe)
    keeps(page, live_server.url + field("visit", case.uid))
    page.context.set_offline(True)
    count = page.locator("[data-offline-count]")
    send = page.get_by_role("button", name="提交走访记录")
    send.click()
    expect(count).to_have_text("0")
    page.get_by_role("group", name="预警核查结果").get_by_label("属实", exact=True).check()
    send.click()  # a cause is wanted of what is true
    expect(count).to_have_text("0")
    page.get_by_label("原因").select_option("订单减少")
    send.click()
    expect(count).to_have_text("1")
    expect(page.locator("[data-offline-list] li small").first).to_contain_text(
        page.evaluate("new Date().toLocaleTimeString('sv').slice(0, 3)")
    )
    page.reload()  # there is one record of it: the form is put away
    expect(page.locator("form[data-offline]")).to_be_hidden()
    page.context.set_offline(False)
    expect(page.locator("[data-offline-list] li")).to_contain_text("已提交", timeout=15_000)
    row = VisitRow.objects.get()
    assert row.visited_on == now().astimezone().date() or row.visited_on == team.on
    assert row.verified == "属实"
