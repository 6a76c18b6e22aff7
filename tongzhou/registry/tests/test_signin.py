"""Signing in, seen from the browser of the person who does it (no scripts)."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path, reverse

from tongzhou.registry.accounts import close_account, give_password, lift_lock, open_account
from tongzhou.registry.models import Appointment, Person, RegisterEntry

from .conftest import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db
PASSWORD = "Caoyuan-2026-shili"
PHONE = "13800000001"
LOGIN = "/account/login/"


def desk(request: Any) -> HttpResponse:
    """A page of work, for whoever is let through."""
    return HttpResponse(f"page of {request.user}")


class Urls:
    """The pages of signing in, and one page of work behind them."""

    urlpatterns = [path("page/", desk), path("account/", include("tongzhou.registry.signin.urls"))]


@pytest.fixture(autouse=True)
def _house(settings: Any) -> None:
    settings.ROOT_URLCONF = Urls
    settings.LOGIN_REDIRECT_URL = "/desk/"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.REQUIRE_MFA = False
    settings.DEMO = False


@pytest.fixture
def saren(cast: Cast) -> Person:
    """萨仁, a reviewer in 土默特右旗, who signs in with any of three names."""
    person = Person.objects.create_user(
        "saren", PASSWORD, name="萨仁", phone=PHONE, email="saren@example.org", is_staff=True
    )
    Appointment.objects.create(person=person, office="o", body=cast.banner, since=TODAY)
    return person


def sign_in(client: Client, login: str = "saren", password: str = PASSWORD) -> Any:
    return client.post(LOGIN, {"login": login, "password": password})


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("login", ["saren", " SAREN ", "saren@example.org", PHONE, "138 0000 0001"])
def test_saren_signs_in_with_her_username_her_email_or_her_phone(
    login: str, saren: Person, client: Client
) -> None:
    assert sign_in(client, login).status_code == 302
    assert client.get("/page/").content.decode() == f"page of {saren}"


def test_the_sign_in_page_is_chinese_whole_and_free_of_components_left_raw(client: Client) -> None:
    html = client.get(LOGIN).content.decode()
    assert "用户名、手机号或电子邮箱" in html
    assert "<c-" not in html
    assert "Password" not in html
    assert 'autocomplete="current-password"' in html


def test_a_wrong_password_is_answered_without_saying_whether_the_account_exists(
    saren: Person, client: Client
) -> None:
    for login in (saren.username, "nobody", PHONE, "13900000009"):
        html = sign_in(client, login, "wrong").content.decode()
        assert "用户名或密码不正确，请核对后重新填写。" in html
        assert not signed_in(client)


def test_an_empty_form_says_what_to_fill_in(client: Client) -> None:
    html = client.post(LOGIN, {}).content.decode()
    assert "请填写“密码”" in html


@pytest.mark.usefixtures("saren")
def test_five_wrong_passwords_lock_the_account_under_all_its_names(client: Client) -> None:
    for login in ("saren", PHONE, "saren@example.org", "SAREN"):
        assert sign_in(client, login, "wrong").status_code == 200
    locked = sign_in(client, PHONE, "wrong")
    assert locked.status_code == 429
    assert "等候 15 分钟后再登录" in locked.content.decode()
    assert "联系本单位登记管理员" in locked.content.decode()
    assert sign_in(client, "saren@example.org").status_code == 429
    assert not signed_in(client)


def test_a_registrar_lifts_the_lock(saren: Person, client: Client) -> None:
    for _try in range(5):
        sign_in(client, password="wrong")
    assert lift_lock(saren)
    assert not lift_lock(saren)
    assert sign_in(client).status_code == 302


def test_a_lock_wears_off(saren: Person, client: Client) -> None:
    for _try in range(5):
        sign_in(client, password="wrong")
    attempt = AccessAttempt.objects.get(username=saren.username)
    AccessAttempt.objects.update(attempt_time=attempt.attempt_time - timedelta(minutes=16))
    assert sign_in(client).status_code == 302


def test_one_account_that_is_locked_locks_no_colleague_at_the_same_address(
    saren: Person, client: Client
) -> None:
    Person.objects.create_user("bayin", PASSWORD, name="巴音")
    for _try in range(5):
        sign_in(client, password="wrong")
    assert sign_in(client, "bayin").status_code == 302
    assert saren.username == "saren"


def test_the_table_of_failures_keeps_no_phone_and_no_password(client: Client) -> None:
    sign_in(client, PHONE, "a-secret-in-the-box")
    kept = repr(list(AccessAttempt.objects.values()))
    assert AccessAttempt.objects.count() == 1
    assert PHONE not in kept
    assert "a-secret-in-the-box" not in kept


def test_an_account_that_was_closed_opens_no_more_and_its_session_ends(
    saren: Person, cast: Cast, client: Client
) -> None:
    sign_in(client)
    close_account(saren, by=cast.qimuge, at=NOW, reason="退休")
    assert client.get("/page/").content.decode() == "page of AnonymousUser"
    fresh = Client()
    sign_in(fresh)
    assert not signed_in(fresh)


def test_a_given_password_opens_nothing_but_the_page_where_it_is_changed(
    cast: Cast, client: Client
) -> None:
    _person, given = open_account(username="hasi", name="哈斯", by=cast.qimuge, at=NOW)
    sign_in(client, "hasi", given)
    sent = client.get("/page/")
    assert (sent.status_code, sent["Location"]) == (302, "/account/password/change/")
    page = client.get(sent["Location"])
    assert "现在的密码由他人设定" in page.content.decode()
    fields = {"oldpassword": given, "password1": given, "password2": given}
    refused = client.post(sent["Location"], fields)
    assert "新密码不能与现在的密码相同" in refused.content.decode()
    client.post(sent["Location"], fields | {"password1": PASSWORD, "password2": PASSWORD})
    assert client.get("/page/").content.decode() == "page of 哈斯"


def test_a_forgotten_password_is_replaced_by_a_registrar_and_written_down(
    saren: Person, cast: Cast, client: Client
) -> None:
    for _try in range(5):
        sign_in(client, password="wrong")
    given = give_password(saren, by=cast.qimuge, at=NOW, reason="本人到窗口申请")
    assert sign_in(client).status_code == 200
    assert sign_in(client, "saren", given).status_code == 302
    entry = RegisterEntry.objects.about(saren)[0]
    assert entry.reason == "本人到窗口申请"
    assert given not in str(entry.changes)


def test_opening_an_account_twice_is_refused_in_words(saren: Person, cast: Cast) -> None:
    with pytest.raises(Exception, match="另取一个"):
        open_account(username=saren.username, name="另一人", by=cast.qimuge, at=NOW)
    with pytest.raises(Exception, match="已用于另一账号"):
        open_account(username="another", name="另一人", phone=PHONE, by=cast.qimuge, at=NOW)


# --- The second factor ---


ACTIVATE = "/account/second-factor/totp/activate/"


def enrol(client: Client) -> str:
    """Set an authenticator up, after saying the password once more; return its secret."""
    asked = client.get(ACTIVATE)
    assert "请再次验证身份" in client.get(asked["Location"]).content.decode()
    client.post(asked["Location"], {"password": PASSWORD})
    secret = str(client.get(ACTIVATE).context["form"].secret)
    assert "动态码不正确" in client.post(ACTIVATE, {"code": "12"}).content.decode()
    assert client.post(ACTIVATE, {"code": code_of(secret)}).status_code == 302
    return secret


def code_of(secret: str, ago: int = 0) -> str:
    """What the phone shows now, or showed ``ago`` half minutes ago (RFC 6238, step of 30 s)."""
    _before, now, _after = totp.yield_hotp_counters_from_time()
    return totp.format_hotp_value(totp.hotp_value(secret, now - ago))


def test_staff_without_a_second_factor_are_sent_to_set_one_up(
    saren: Person, client: Client, settings: Any
) -> None:
    settings.REQUIRE_MFA = True
    sign_in(client)
    for request in (client.get, client.post):
        sent = request("/page/")
        assert (sent.status_code, sent["Location"]) == (302, "/account/second-factor/")
    fragment = client.get("/page/", headers={"HX-Request": "true"})
    assert fragment["HX-Redirect"] == "/account/second-factor/"
    said = [str(m) for m in get_messages(client.get("/account/second-factor/").wsgi_request)]
    assert "按规定，工作人员登录须启用两步验证，请先设置。" in said
    enrol(client)
    assert client.get("/page/").content.decode() == f"page of {saren}"


def test_a_phone_whose_clock_is_half_a_minute_off_is_believed_and_no_further(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    secret = totp.generate_totp_secret()
    monkeypatch.setattr(totp, "time", SimpleNamespace(time=NOW.timestamp))
    assert [totp.validate_totp_code(secret, code_of(secret, ago)) for ago in (2, 1, 0, -1, -2)] == [
        False,
        True,
        True,
        True,
        False,
    ]


def test_a_worker_at_the_portal_needs_no_second_factor(client: Client, settings: Any) -> None:
    settings.REQUIRE_MFA = True
    Person.objects.create_user("worker", PASSWORD, name="娜仁")
    sign_in(client, "worker")
    assert client.get("/page/").content.decode() == "page of 娜仁"


def test_with_a_second_factor_the_password_alone_opens_nothing(
    saren: Person, client: Client, settings: Any
) -> None:
    settings.REQUIRE_MFA = True
    sign_in(client)
    enrol(client)
    other = Client()
    asked = sign_in(other)
    assert asked["Location"].startswith("/account/second-factor/authenticate/")
    assert not signed_in(other)
    page = other.get(asked["Location"]).content.decode()
    assert "打开手机上的身份验证器" in page
    assert (
        "动态码不正确或已过期" in other.post(asked["Location"], {"code": "000000"}).content.decode()
    )
    recovery = Authenticator.objects.get(user=saren, type="recovery_codes").wrap()
    other.post(asked["Location"], {"code": recovery.get_unused_codes()[0]})
    assert other.get("/page/").content.decode() == f"page of {saren}"


@pytest.mark.usefixtures("saren")
def test_secrets_of_the_second_factor_are_sealed(client: Client) -> None:
    sign_in(client)
    secret = enrol(client)
    kept = repr(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert Authenticator.objects.filter(type="totp").exists()


@pytest.mark.usefixtures("saren")
def test_every_page_of_signing_in_opens_in_chinese(client: Client) -> None:
    sign_in(client)
    enrol(client)
    names = [
        "account_logout",
        "account_inactive",
        "account_reauthenticate",
        "account_change_password",
        "usersessions_list",
        "mfa_index",
        "mfa_deactivate_totp",
        "mfa_reauthenticate",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
    ]
    for name in names:
        page = client.get(reverse(name), follow=True)
        html = re.sub(r"<script.*?</script>|<svg.*?</svg>", "", page.content.decode(), flags=re.S)
        words = re.sub(r"<[^>]*>", " ", html.split("<main")[-1])
        assert page.status_code == 200, name
        assert "<c-" not in html, name
        assert not re.search(r"\b[A-Z][a-z]{4,}\b", words), (name, words)


# --- Sessions ---


def test_saren_sees_where_she_is_signed_in_and_ends_one_of_them(
    saren: Person, client: Client
) -> None:
    elsewhere = Client(headers={"user-agent": "Elsewhere/1.0"})
    sign_in(elsewhere)
    sign_in(client)
    listed = client.get("/account/sessions/").content.decode()
    assert "Elsewhere/1.0" in listed
    assert "本机" in listed
    there = UserSession.objects.get(user=saren, user_agent="Elsewhere/1.0")
    here = UserSession.objects.exclude(pk=there.pk).get(user=saren)
    assert client.post(f"/account/sessions/{here.pk}/end/")["Location"] == "/account/logout/"
    client.post(f"/account/sessions/{there.pk}/end/")
    assert elsewhere.get("/page/").content.decode() == "page of AnonymousUser"
    assert client.get("/page/").content.decode() == f"page of {saren}"


def test_nobody_ends_the_session_of_somebody_else(saren: Person, client: Client) -> None:
    sign_in(client)
    session = UserSession.objects.get(user=saren)
    Person.objects.create_user("other", PASSWORD, name="旁人")
    other = Client()
    sign_in(other, "other")
    assert other.post(f"/account/sessions/{session.pk}/end/").status_code == 404
    assert other.get(f"/account/sessions/{session.pk}/end/").status_code == 405
    assert client.get("/page/").content.decode() == f"page of {saren}"


@pytest.mark.usefixtures("saren")
def test_signing_out_needs_a_yes_and_ends_the_session(client: Client) -> None:
    sign_in(client)
    assert "确定要退出吗" in client.get("/account/logout/").content.decode()
    assert signed_in(client)
    client.post("/account/logout/")
    assert not signed_in(client)


# --- The demonstration ---


def demo_person(cast: Cast) -> Person:
    person = Person.objects.create_user("demo-1", name="朝鲁", is_staff=True, is_demo=True)
    Appointment.objects.create(person=person, office="registrar", body=cast.banner, since=TODAY)
    return person


def test_in_a_demonstration_one_press_signs_in(cast: Cast, client: Client, settings: Any) -> None:
    settings.DEMO = True
    person = demo_person(cast)
    page = client.get(LOGIN).content.decode()
    assert "演示登录" in page
    assert "朝鲁" in page
    assert "登记管理员" in page
    assert "土默特右旗" in page
    assert client.get(f"/account/login/demo/{person.pk}/").status_code == 405
    assert client.post(f"/account/login/demo/{person.pk}/").status_code == 302
    assert client.get("/page/").content.decode() == "page of 朝鲁"
    assert UserSession.objects.filter(user=person).exists()


def test_who_signs_in_lands_where_their_work_is(
    cast: Cast, saren: Person, client: Client, settings: Any
) -> None:
    settings.DEMO = True
    door = f"/account/login/demo/{demo_person(cast).pk}/"
    assert client.post(door).headers["Location"] == "/desk/"
    assert client.post(door, {"next": "/page/"}).headers["Location"] == "/page/"
    assert client.post(door, {"next": "//elsewhere.example/"}).headers["Location"] == "/desk/"
    door = f"/account/login/demo/{saren.pk}/"
    Person.objects.filter(pk=saren.pk).update(is_demo=True, is_staff=False)
    assert client.post(door).headers["Location"] == "/"


def test_in_earnest_there_is_no_such_door(cast: Cast, client: Client) -> None:
    person = demo_person(cast)
    page = client.get(LOGIN).content.decode()
    assert "演示登录" not in page
    assert "朝鲁" not in page
    assert client.post(f"/account/login/demo/{person.pk}/").status_code == 404
    assert not signed_in(client)


def test_even_in_a_demonstration_real_people_have_no_open_door(
    saren: Person, client: Client, settings: Any
) -> None:
    settings.DEMO = True
    assert client.post(f"/account/login/demo/{saren.pk}/").status_code == 404


def test_nobody_signs_up_by_themselves(client: Client) -> None:
    for address in ("/account/signup/", "/account/password/reset/", "/account/email/"):
        assert client.get(address).status_code == 404
