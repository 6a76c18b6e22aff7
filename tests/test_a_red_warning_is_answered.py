"""Across rooms: a red warning is sent to a coordinator, who visits without a network; what was found closes it.

And the other way round: what a coordinator sees becomes a candidate, and the colour of the employer on the phone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from tongzhou.lines.coordinators.models import VisitRow
from tongzhou.lines.coordinators.person import facts as person
from tongzhou.lines.coordinators.person.procedure import CODE as PERSON
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.catalogue import versions_of
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case, Entry
from tongzhou.procedure.project import rebuild
from tongzhou.registry.models import Appointment, Body, Person
from tongzhou.warning.cases import facts
from tongzhou.warning.models import WarningRow
from tongzhou.warning.tests.station import HERE, Someone, Station, assemble, at

NAME = "恩和巴雅尔·孛儿只斤额尔德木图"
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    + b"\x00" * 64
    + b"\xff\xd9"
)


@dataclass
class World:
    """A county that watches, and its coordinator on the steppe."""

    station: Station
    on: date
    enhe: Someone

    def home(self) -> str:
        return self.enhe.client.get(reverse("coordinators-field:home")).content.decode()


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Any) -> Iterator[World]:  # noqa: ARG001
    settings.MEDIA_ROOT = str(tmp_path)
    station = assemble()
    on = localdate()
    body = Body.objects.get(region_id=HERE)
    who = Person.objects.create_user("enhe", name=NAME, is_staff=True)
    chief = Person.objects.create_user("chief-of-grid", name="高娃", is_staff=True)
    for someone, office in ((who, "coordinator"), (chief, "coordinator_manager")):
        Appointment.objects.create(person=someone, office=office, body=body, since=date(2025, 1, 1))
    client = Client()
    client.force_login(who)
    actor = Actor(str(chief.pk), "高娃", "coordinator_manager", HERE, body.short_name, (), "达人社")
    key = f"coordinator/{who.pk}"
    said = person.Nomination(names={key: NAME}, group="基层平台", sponsor=body.short_name)
    case = station.door.open_case(PERSON, by=actor, at=at(on), region=HERE, facts=said)
    firm = station.firms[0]
    served = person.Serving(employers={f"employer/e{firm.pk}": firm.name}, since=on)
    for act, stated, about in (
        ("register", person.Opinion(), ()),
        ("appoint", person.Appointed(since=on), ()),
        ("serve", served, (key,)),
    ):
        station.door.act(case, act, by=actor, at=at(on), facts=stated, about=about)
    itself = Actor(str(who.pk), NAME, "coordinator", HERE, body.short_name)
    yield World(station, on, Someone(who, client, itself, body))
    assert not list(rebuild(Case.objects.all(), calendar_now(), versions_of))


def test_a_risk_reported_on_the_phone_becomes_a_candidate_and_a_colour_once_it_is_judged(
    world: World,
) -> None:
    firm, analyst = world.station.firms[0], world.station.analyst
    assert "未知" in world.home()
    form = {"request": "q1", "signs": ["wages", "owner"], "people": "14", "urgency": "紧急"}
    url = reverse("coordinators-field:risk", args=[firm.pk])
    assert world.enhe.sends_later(url, form)["state"] == "done"
    warning = Case.objects.get(procedure="warning.case")
    row = WarningRow.objects.get(case=warning)
    assert (row.employer, row.level, row.channel) == (firm.pk, "orange", "网格上报")
    assert "拖欠、迟发工资" in analyst.client.get(f"/desk/case/{warning.uid}/").content.decode()
    assert "橙色预警" not in world.home()
    judged = facts.Confirmation(level="orange", words="可信")
    world.station.does("analyst", warning, "confirm", judged, on=world.on)
    assert "橙色预警" in world.home()


def test_a_coordinator_who_was_not_sent_sees_no_warning(world: World) -> None:
    warning = world.station.issued(world.station.candidate(on=world.on), on=world.on)
    assert world.enhe.client.get(f"/desk/case/{warning.uid}/").status_code == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.browser
def test_a_red_warning_goes_to_the_steppe_and_comes_back_closed(
    world: World, live_server: Any, new_context: Any, tmp_path: Any
) -> None:
    station, on = world.station, world.on
    warning = station.issued(station.candidate(on=on), on=on)
    sent = {
        "act-to": "网格协调员", "act-words": "核实两个月工资是否发放",
        "handler": [world.enhe.person.pk, station.handler.person.pk],
    }  # fmt: skip
    url = reverse("warning:dispatch", args=[warning.uid])
    assert station.analyst.client.post(url, sent).status_code == 302
    visit = VisitRow.objects.get()
    assert (visit.person, visit.source) == (world.enhe.person.pk, "预警核查")

    page = phone(world, live_server, new_context)
    page.goto(live_server.url + reverse("coordinators-field:home"))
    expect(page.get_by_text("红色预警")).to_be_visible()
    page.get_by_role("button", name="全部存到手机").click()
    expect(page.locator("[data-offline-kept]")).to_have_attribute(
        "data-kept", "true", timeout=15_000
    )
    page.context.set_offline(True)
    page.get_by_role("link", name="去走访").click()
    page.get_by_label("走访", exact=True).check()
    page.get_by_label("地点").fill("厂区食堂")
    page.get_by_label("部分属实").check()
    page.get_by_label("原因").select_option("资金周转困难")
    page.get_by_label("情况、问题和答复").fill("十二人九月工资未发，十月已发。")
    page.get_by_label("涉及人数").fill("12")
    shot = tmp_path / "gate.jpg"
    shot.write_bytes(JPEG)
    page.get_by_label("拍照或选择照片").set_input_files(str(shot))
    expect(page.locator("[data-offline-shots] code")).to_be_visible()
    page.get_by_role("button", name="提交走访记录").click()
    row = page.locator("[data-offline-list] li")
    expect(row).to_contain_text("等待网络")
    warning.refresh_from_db()
    assert warning.state == "dispatched"
    page.context.set_offline(False)
    expect(row).to_contain_text("已提交", timeout=20_000)

    warning.refresh_from_db()
    assert warning.state == "verified"
    told = Entry.objects.get(case=warning, act="verified").facts
    assert (told["found"], told["cause"], told["people"]) == ("部分属实", "资金周转困难", 12)
    assert told["photos"][0]["name"] == "gate.jpg"
    (kept,) = Entry.objects.get(act="visit").facts["pictures"]
    assert kept["sha256"] == hashlib.sha256(JPEG).hexdigest()
    fed = facts.Feedback(resolved="已化解", people=12, words="九月工资已补发", advice="解除预警")
    station.does("handler", warning, "feed_back", fed, on=on, hour=17)
    station.does(
        "analyst",
        warning,
        "close",
        facts.Closing(words="同意解除", confirmed=("W1", "W2")),
        on=on,
        hour=18,
    )
    assert WarningRow.objects.get(case=warning).ending == "closed"
    assert "红色预警" not in world.home()


def phone(world: World, live_server: Any, new_context: Any) -> Page:
    """Open a phone in which the coordinator has signed in."""
    context = new_context(width=375)
    name = configured.SESSION_COOKIE_NAME
    value = world.enhe.client.cookies[name].value
    context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    page: Page = context.new_page()
    return page
