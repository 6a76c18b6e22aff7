"""Signing in with a security key, in a real browser under the rules pages must keep."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tongzhou.registry.models import Person

from .test_signin import PASSWORD, Urls


@pytest.fixture(autouse=True)
def _house(settings: Any) -> None:
    settings.ROOT_URLCONF = Urls
    settings.LOGIN_REDIRECT_URL = "/desk/"
    settings.REQUIRE_MFA = True
    settings.DEMO = False


def key_in_the_slot(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.mark.django_db(transaction=True)
def test_saren_sets_up_a_security_key_and_signs_in_with_it(live_server: Any, page: Page) -> None:
    Person.objects.create_user("saren", PASSWORD, name="萨仁", is_staff=True)
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    key_in_the_slot(page)

    page.goto(f"{live_server.url}/page/")
    page.goto(f"{live_server.url}/account/login/")
    page.get_by_label("用户名、手机号或电子邮箱").fill("saren")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.goto(f"{live_server.url}/page/")
    assert page.get_by_role("heading", name="登录安全").is_visible()
    page.get_by_role("link", name="添加安全密钥").click()
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="确认").click()
    page.get_by_label("名称").fill("办公室的密钥")
    page.get_by_role("button", name="添加安全密钥").click()
    page.get_by_role("heading", name="恢复码").wait_for()
    page.goto(f"{live_server.url}/account/second-factor/webauthn/")
    assert page.get_by_text("办公室的密钥").is_visible()

    page.goto(f"{live_server.url}/account/logout/")
    page.get_by_role("button", name="退出登录").click()
    page.goto(f"{live_server.url}/account/login/?next=/page/")
    page.get_by_label("用户名、手机号或电子邮箱").fill("saren")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("button", name="使用安全密钥").click()
    page.wait_for_url("**/page/")
    assert page.inner_text("body") == "page of 萨仁"
    assert [text for text in complaints if "Security Policy" in text] == []
