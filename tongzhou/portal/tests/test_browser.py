"""A worker on a phone, with nothing but the phone: from the first page to a signature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.browser.person import overflow, violations
from tongzhou.registry.identity import check_phone
from tongzhou.registry.models import OutboxMessage

from .conftest import World, a_number, act_of, key, page_of, time_passes

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def phone(live_server: Any, new_context: Any) -> Iterator[Any]:
    """Open a browser of a phone; no page in it may break the policy."""
    broken: list[str] = []

    def opened(**more: Any) -> Page:
        context = new_context(**{"width": 375, "height": 740} | more)
        page: Page = context.new_page()
        page.on("console", lambda line: broken.append(line.text))
        page.goto(live_server.url)
        return page

    yield opened
    assert not [line for line in broken if "Content Security Policy" in line]


def faults(page: Page, name: str) -> list[str]:
    """Look at the page as it stands, narrow, and narrowest with large type; take a picture if asked."""
    found = violations(page)
    if settings.PICTURES:
        folder = Path(settings.PICTURES)
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", full_page=True)
    page.evaluate("document.documentElement.dataset.size = 'large'")
    page.set_viewport_size({"width": 320, "height": 640})
    found += overflow(page)
    page.evaluate("document.documentElement.dataset.size = 'normal'")
    page.set_viewport_size({"width": 375, "height": 740})
    return [f"{name}: {line}" for line in found + overflow(page)]


def code_on(page: Page) -> str:
    """Read the code, as a demonstration shows it."""
    found = re.search(r"验证码(\d{6})", page.get_by_role("main").inner_text())
    assert found
    return found[1]


def opens_own_cases(page: Page, number: str, phone: str) -> list[str]:
    """Walk from the first page to one's own cases."""
    page.get_by_role("link", name="我的案件").click()
    wrong = faults(page, "mine")
    page.get_by_label("您的手机号").fill(check_phone(phone))
    page.get_by_label("身份证号后六位").fill(number[-6:])
    page.get_by_role("button", name="获取验证码").click()
    wrong += faults(page, "mine-code")
    page.get_by_label("短信验证码").fill(code_on(page))
    page.get_by_role("button", name="查看案件").click()
    return wrong + faults(page, "mine-cases")


def test_a_worker_changes_the_claim_and_signs_for_the_address_on_a_phone(
    world: World, phone: Any, live_server: Any
) -> None:
    case = world.dispute()
    page: Page = phone()
    wrong = opens_own_cases(page, a_number(1), "13900000001")
    page.get_by_role("link", name="劳动争议仲裁").click()
    wrong += faults(page, "case")
    page.get_by_role("link", name="变更请求").click()
    page.get_by_label("案由").fill("追索工资")
    page.reload()  # the battery, the bus, the child
    expect(page.get_by_label("案由")).to_have_value("追索工资")
    page.get_by_label("案由").fill("")
    page.get_by_role("button", name="变更请求").click()
    expect(page.get_by_role("alert")).to_contain_text("请填写“案由”")
    wrong += faults(page, "act-wrong")
    page.get_by_label("案由").fill("追索工资")
    page.get_by_label("萨仁 · 各申请人请求金额").fill("86.50")
    page.get_by_role("button", name="变更请求").click()
    expect(page.get_by_role("status")).to_contain_text("已提交：变更请求")
    kept = page.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('tz-draft-'))")
    assert kept == []
    time_passes()
    page.get_by_role("link", name="确认送达地址").click()
    wrong += faults(page, "act-signed")
    page.get_by_label("送达地址").fill("示例苏木示例嘎查 1 号")
    page.get_by_role("button", name="获取签署验证码").click()
    wrong += faults(page, "sign")
    page.get_by_label("短信验证码").fill(code_on(page))
    page.get_by_role("button", name="签署", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("已提交：确认送达地址")
    assert wrong == []
    assert world.door.view(case).ledger[key(world.saren)]["asked"] == 8650
    assert case.entries.latest("seq").act == "confirm_address"
    page.get_by_role("button", name="退出").click()
    page.goto(live_server.url + page_of(case))
    expect(page.get_by_role("main")).to_contain_text("请先验证手机号")
    assert faults(page, "locked") == []


def test_without_the_script_an_employer_answers(world: World, phone: Any, live_server: Any) -> None:
    case = world.dispute()
    world.serves(case)
    page: Page = phone(java_script_enabled=False)
    page.goto(f"{live_server.url}/mine/employer/")
    page.get_by_label("单位经办人的手机号").fill("13900000003")
    page.get_by_role("button", name="获取验证码").click()
    page.get_by_label("短信验证码").fill(code_on(page))
    page.get_by_role("button", name="查看案件").click()
    page.get_by_role("link", name="劳动争议仲裁").click()
    page.get_by_role("link", name="答辩").click()
    assert page.url.endswith(act_of(case, "answer"))
    page.get_by_role("button", name="答辩").click()
    expect(page.get_by_role("status")).to_contain_text("已提交：答辩")
    assert case.entries.latest("seq").about == [f"respondent/{world.firm.pk}"]
    assert OutboxMessage.objects.count() == 1
