"""On site: a record made on a phone in a dead spot, its pictures hashed at capture, sent once when the network is back."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tongzhou.lines.inspection.check import facts
from tongzhou.lines.inspection.check.procedure import CODE
from tongzhou.lines.inspection.offices import HEAD
from tongzhou.lines.inspection.tests.brigade import COUNTY, at
from tongzhou.lines.inspection.tests.station import Station
from tongzhou.procedure.models import Case, Entry, OfflineReceipt, Proposal
from tongzhou.procedure.tests.field import Phone, picture, pictured
from tongzhou.procedure.tests.seats import Seat

JPEG = b"\xff\xd8\xff\xe0" + b"a picture of a notice board " * 40


def a_check(station: Station, **more: Any) -> Case:
    """Let the head send two officers to the firm."""
    said = {"source": "专项检查", "items": ("B01", "F05"), "officers": ("201", "202")} | more
    names = {"employer/e1": "示例建筑有限公司", "officer/201": "巴特尔", "officer/202": "李志强"}
    today = station.today.isoformat()
    return station.door.open_case(
        CODE, by=station.who(HEAD), at=at(today), region=COUNTY, facts=facts.Assignment(names=names, **said)
    )  # fmt: skip


def sent(case: Case, *, sha256: str = "", request: str = "r1", **more: str) -> dict[str, Any]:
    """Return what a phone sends for a visit, with one picture."""
    assert case
    return {
        "request": request, "seen": "0", "place": "示例工地", "showed_badges": "on", "findings": "告示牌缺失。",
        "signature": "当事人已签名", "with": ["202"], "F05-outcome": "不符合", "F05-words": "未设立",
    } | pictured(JPEG, "板.jpg", digest=sha256) | more  # fmt: skip


def posts(seat: Seat, case: Case, data: dict[str, Any]) -> dict[str, str]:
    return seat.sends_later(reverse("inspection-field:record", args=[case.uid]), data)


def test_what_is_sent_twice_is_done_once_and_answered_alike(station: Station) -> None:
    case = a_check(station)
    first = posts(station.one, case, sent(case))
    assert first["state"] == "done"
    again = posts(station.one, case, sent(case))
    assert again == first
    assert Proposal.objects.count() == 1
    assert OfflineReceipt.objects.count() == 1
    station.confirmed(case)
    entry = Entry.objects.get(case=case, act="visit")
    (picture,) = entry.facts["pictures"]
    assert picture["sha256"] == hashlib.sha256(JPEG).hexdigest()
    assert picture["where"].endswith("±8m")
    checks = {c["item"]: c["outcome"] for c in entry.facts["checks"]}
    assert checks == {"B01": "未查", "F05": "不符合"}
    case.refresh_from_db()
    assert case.state == "visited"


def test_a_picture_changed_on_its_way_is_asked_for_again_and_nothing_is_kept(
    station: Station,
) -> None:
    case = a_check(station)
    answer = posts(station.one, case, sent(case, sha256="0" * 64))
    assert answer["state"] == "again"
    assert "损坏" in answer["message"]
    assert not Proposal.objects.exists()


def test_a_record_that_somebody_else_has_made_meanwhile_is_a_conflict_until_a_person_decides(
    station: Station,
) -> None:
    case = a_check(station)
    assert posts(station.one, case, sent(case))["state"] == "done"
    station.confirmed(case)
    late = sent(case, request="r2", **{"with": "201"})
    assert posts(station.two, case, late)["state"] == "conflict"
    forced = sent(case, request="r2", force="1", **{"with": "201"})
    assert posts(station.two, case, forced)["state"] == "done"


def test_what_is_wrong_is_told_and_may_be_sent_again_under_the_same_name(station: Station) -> None:
    case = a_check(station)
    wrong = posts(station.one, case, sent(case, showed_badges=""))
    assert wrong["state"] == "refused"
    assert posts(station.one, case, sent(case))["state"] == "done"


def test_an_officer_without_a_valid_certificate_makes_no_record(station: Station) -> None:
    from tongzhou.registry.models import Certificate

    case = a_check(station)
    Certificate.objects.filter(person_id=202).delete()
    answer = posts(station.one, case, sent(case))
    assert answer["state"] == "refused"
    assert "执法证件" in answer["message"]


def test_nobody_but_those_sent_opens_the_page(station: Station) -> None:
    case = a_check(station)
    url = reverse("inspection-field:record", args=[case.uid])
    assert station.head.client.get(url).status_code == 404
    page = station.one.reads(url)
    assert "设立维权信息告示牌" in page
    assert "offline-words" in page


def test_a_check_that_finds_a_violation_opens_the_case(station: Station) -> None:
    case = a_check(station)
    posts(station.one, case, sent(case))
    station.confirmed(case)
    data = {
        "outcome": "立案查处", "violations": ["project_noticeboard"], "words": "未设立告示牌。",
        "checked_on": station.today.isoformat(), "act-happened_on": station.today.isoformat(),
        "act-request": "report",
    }  # fmt: skip
    station.one.does(reverse("desk:act", args=[case.uid, "report"]), data)
    made = Case.objects.get(procedure="inspection.case")
    assert made.title.startswith("示例建筑有限公司")
    assert "维权信息" in made.title


# --- in a real browser ---------------------------------------------------------------------------------


NOT_YET = """() => {
  const real = window.fetch;
  let tried = 0;
  window.fetch = (...asked) => tried++ ? real(...asked) : Promise.reject(new TypeError("no network yet"));
}"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.browser
def test_an_officer_records_a_visit_in_a_dead_spot_and_it_arrives_when_the_network_is_back(
    station: Station, phone: Phone, live_server: Any, tmp_path: Any
) -> None:
    case = a_check(station)
    page: Page = phone(station.one)
    url = live_server.url + reverse("inspection-field:record", args=[case.uid])
    page.goto(url)
    expect(page.locator("[data-offline-kept]")).to_have_attribute(
        "data-kept", "true", timeout=10_000
    )

    page.context.set_offline(True)
    page.goto(url)  # opened again without a network, from what the phone has kept
    expect(page.get_by_role("heading", name="现场记录")).to_be_visible()
    expect(page.locator("[data-offline-line]")).to_be_visible()
    page.get_by_label("已出示执法证件、告知权利义务和回避权").check()
    page.get_by_label("检查地点").fill("示例工地三号楼")
    page.locator("#id_findings").fill("现场未设立维权信息告示牌。")
    page.locator("fieldset", has_text="F05").get_by_label("不符合").check()
    page.get_by_label("当事人已签名").check()
    shot = tmp_path / "board.jpg"
    shot.write_bytes(JPEG)
    page.get_by_label("拍照或选择照片").set_input_files(str(shot))
    expect(page.locator("[data-offline-shots] code")).to_contain_text(
        hashlib.sha256(JPEG).hexdigest()[:16]
    )
    page.locator("fieldset", has_text="F05").scroll_into_view_if_needed()
    picture(page, "inspection-field")
    page.reload()  # the phone was put away: nothing is lost
    expect(page.locator("[data-offline-restored]")).to_be_visible()
    expect(page.get_by_label("检查地点")).to_have_value("示例工地三号楼")
    expect(page.locator("[data-offline-shots] li")).to_have_count(1)
    page.get_by_role("button", name="提交现场记录").click()
    row = page.locator("[data-offline-list] li")
    expect(row).to_contain_text("等待网络")
    expect(page.locator("[data-offline-count]")).to_have_text("1")
    row.scroll_into_view_if_needed()
    picture(page, "inspection-queue")
    assert not Proposal.objects.exists()

    page.evaluate(NOT_YET)  # a phone says that it is online before it is
    page.context.set_offline(False)
    expect(row).to_contain_text("已提交", timeout=10_000)
    expect(page.locator("[data-offline-count]")).to_have_text("0")
    page.get_by_role("button", name="现在提交").click()
    assert Proposal.objects.count() == 1
    receipt = OfflineReceipt.objects.get()
    assert receipt.answer["state"] == "done"
    station.confirmed(case)
    (shot,) = Entry.objects.get(case=case, act="visit").facts["pictures"]
    assert shot["sha256"] == hashlib.sha256(JPEG).hexdigest()
    assert shot["where"].startswith("40.600000,110.500000")
