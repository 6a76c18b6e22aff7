"""The desk in a browser: with the script, without it, by keyboard, on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from tongzhou.procedure.models import Case, Entry

from .conftest import Cast, Someone

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at_desk(live_server: Any, new_context: Any) -> Iterator[Any]:
    """Open a browser in which somebody has already signed in; nothing in it may break the policy."""
    broken: list[str] = []

    def open_as(someone: Someone, **more: Any) -> Page:
        context = new_context(**more)
        value = someone.client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}
        context.add_cookies([cookie])
        page: Page = context.new_page()
        page.on("console", lambda line: broken.append(line.text))
        return page

    yield open_as
    assert not [line for line in broken if "Content Security Policy" in line]


def test_the_league_bureau_signs_in_a_dialog_after_being_told_what_is_missing(
    cast: Cast, at_league: Case, at_desk: Any, live_server: Any
) -> None:
    page: Page = at_desk(cast.hrss)
    page.goto(live_server.url + reverse("desk:day"))
    page.get_by_role("main").get_by_role("link", name=at_league.title).first.click()
    opener = page.get_by_role("link", name="盟市部门意见")
    opener.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("不同意", exact=True).check()
    dialog.get_by_role("button", name="盟市部门意见").click()
    expect(dialog.get_by_role("alert")).to_contain_text("须写明理由与建议")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    expect(dialog).to_contain_text("已恢复")
    dialog.get_by_label("同意", exact=True).check()
    dialog.get_by_role("button", name="盟市部门意见").click()
    expect(page.get_by_role("status")).to_contain_text("已办理")
    expect(page.locator(".light.ok")).to_have_count(1)
    assert Entry.objects.filter(case=at_league, act="league_sign").count() == 1


def test_without_the_script_everything_can_still_be_read_and_signed(
    cast: Cast, at_league: Case, at_desk: Any, live_server: Any
) -> None:
    page: Page = at_desk(cast.union, java_script_enabled=False)
    page.goto(live_server.url + reverse("desk:case", args=[at_league.uid]))
    page.get_by_role("link", name="盟市部门意见").click()
    page.get_by_label("同意", exact=True).check()
    page.get_by_role("button", name="盟市部门意见").click()
    expect(page.locator(".light.ok")).to_have_count(1)
    expect(page.get_by_role("status")).to_contain_text("已办理")


def test_the_keyboard_leads_everywhere_and_a_phone_never_scrolls_sideways(
    cast: Cast, at_league: Case, at_desk: Any, live_server: Any
) -> None:
    page: Page = at_desk(cast.hrss)
    page.goto(live_server.url + reverse("desk:day"))
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("全部案件")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url("**" + reverse("desk:cases"))
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**" + reverse("desk:case", args=[at_league.uid]))
    phone: Page = at_desk(cast.hrss, width=320, height=640)
    for name in ("day", "cases", "notices", "delegations", "registers", "more"):
        phone.goto(live_server.url + reverse(f"desk:{name}"))
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320, name
    phone.goto(live_server.url + reverse("desk:case", args=[at_league.uid]))
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
