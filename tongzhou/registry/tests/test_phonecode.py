"""Codes sent to a phone."""

from __future__ import annotations

import re
import stat
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tongzhou.registry import phonecode
from tongzhou.registry.models import OutboxMessage, PhoneCode
from tongzhou.registry.phonecode import Answer

from .conftest import NOW

pytestmark = pytest.mark.django_db
PHONE = "13800000001"
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _screen(settings: Any) -> None:
    settings.SMS_SENDER = "screen"
    settings.DEMO = True


def code_on_screen() -> str:
    text = phonecode.shown_messages(PHONE)[0].text
    found = re.search(r"\d{6}", text)
    assert found
    return found.group()


def check(code: str, *, at: datetime = NOW + SECOND, purpose: str = "case:1") -> Answer:
    return phonecode.check(PHONE, code, purpose, at=at)


def test_saren_follows_her_case_with_the_code_from_her_phone_once(settings: Any) -> None:
    good_until = phonecode.issue("138 0000 0001", "case:1", at=NOW)
    assert good_until == NOW + timedelta(minutes=5)
    code = code_on_screen()
    assert check(code) is Answer.RIGHT
    assert check(code) is Answer.EXPIRED
    settings.DEMO = False
    assert list(phonecode.shown_messages(PHONE)) == []


def test_a_code_opens_one_case_on_one_phone_and_for_five_minutes() -> None:
    phonecode.issue(PHONE, "case:1", at=NOW)
    code = code_on_screen()
    assert check(code, purpose="case:2") is Answer.EXPIRED
    assert phonecode.check("13900000002", code, "case:1", at=NOW + SECOND) is Answer.EXPIRED
    assert phonecode.check("no phone", code, "case:1", at=NOW + SECOND) is Answer.EXPIRED
    assert check(code, at=NOW + timedelta(minutes=5)) is Answer.EXPIRED
    assert check(code, at=NOW + timedelta(minutes=5) - SECOND) is Answer.RIGHT


def test_whoever_guesses_has_five_tries() -> None:
    phonecode.issue(PHONE, "case:1", at=NOW)
    code = code_on_screen()
    wrong = "000000" if code != "000000" else "111111"
    assert [check(wrong) for _try in range(5)] == [Answer.WRONG] * 5
    assert check(code) is Answer.SPENT


def test_a_new_code_ends_the_old_one_and_is_not_sent_at_once() -> None:
    phonecode.issue(PHONE, "case:1", at=NOW)
    old = code_on_screen()
    with pytest.raises(ValidationError, match="请50秒后再获取"):
        phonecode.issue(PHONE, "case:2", at=NOW + 10 * SECOND)
    phonecode.issue(PHONE, "case:1", at=NOW + 60 * SECOND)
    new = code_on_screen()
    if old != new:
        assert check(old, at=NOW + 61 * SECOND) is Answer.WRONG
    assert check(new, at=NOW + 61 * SECOND) is Answer.RIGHT
    assert check(old, at=NOW + 62 * SECOND) is Answer.EXPIRED


def test_a_phone_gets_ten_codes_a_day_and_again_tomorrow() -> None:
    for n in range(10):
        phonecode.issue(PHONE, f"case:{n}", at=NOW + n * timedelta(minutes=2))
    with pytest.raises(ValidationError, match="明天再试"):
        phonecode.issue(PHONE, "case:11", at=NOW + timedelta(hours=1))
    phonecode.issue(PHONE, "case:11", at=NOW + timedelta(days=1, seconds=1))


def test_what_is_no_phone_is_refused() -> None:
    with pytest.raises(ValidationError, match="11位"):
        phonecode.issue("010-1234", "case:1", at=NOW)


def test_neither_the_code_nor_the_phone_is_kept_in_plain() -> None:
    phonecode.issue(PHONE, "case:1", at=NOW)
    code = code_on_screen()
    kept = repr(list(PhoneCode.objects.values()))
    assert code not in kept
    assert PHONE not in kept
    assert PHONE not in repr(list(OutboxMessage.objects.values("phone", "phone_hash")[0].items()))


def test_a_sender_is_given_the_number_and_the_text(settings: Any, tmp_path: Path) -> None:
    said = tmp_path / "said"
    program = tmp_path / "send"
    program.write_text(f'#!/bin/sh\n{{ echo "$1"; cat; }} > "{said}"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    settings.SMS_SENDER = str(program)
    phonecode.issue(PHONE, "case:1", at=NOW)
    number, text = said.read_text().split("\n", 1)
    assert number == PHONE
    assert re.search(r"验证码\d{6}，5分钟内有效", text)
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize("sender", ["", "/nowhere/send", "/bin/false"])
def test_a_message_that_cannot_be_sent_is_not_passed_over_in_silence(
    sender: str, settings: Any
) -> None:
    settings.SMS_SENDER = sender
    with pytest.raises(phonecode.CannotSend, match="发不出去"):
        phonecode.issue(PHONE, "case:1", at=NOW)


def test_old_codes_and_messages_are_forgotten() -> None:
    phonecode.issue(PHONE, "case:1", at=NOW)
    phonecode.issue(PHONE, "case:2", at=NOW + timedelta(days=2))
    assert phonecode.forget(before=NOW + timedelta(days=1)) == 2
    assert PhoneCode.objects.count() == OutboxMessage.objects.count() == 1
