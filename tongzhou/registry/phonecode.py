"""手机验证码 — proving that a phone is in one's hand, for one purpose.

Six digits, good for five minutes and five tries, once. The phone and the code are kept as keyed
hashes: who reads the table learns neither.
"""

from __future__ import annotations

import hmac
import math
import secrets
import subprocess
from datetime import datetime, timedelta
from enum import Enum

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import identity, sealing
from .fields import hash_of
from .models import OutboxMessage, PhoneCode

DIGITS = 6
LIFE = timedelta(minutes=5)
MOST_TRIES = 5
PAUSE = timedelta(seconds=60)  # between two codes to one phone
MOST_IN_A_DAY = 10  # to one phone, for all purposes
SENDING = 15  # seconds a sender may take


class Answer(Enum):
    """What came of a code that was typed in."""

    RIGHT = "right"
    WRONG = "wrong"
    EXPIRED = "expired"  # or never given, or used: the reader must ask for a new one
    SPENT = "spent"  # too many tries


WORDS = {
    Answer.WRONG: gettext_lazy("验证码不对，请看清短信再填"),
    Answer.EXPIRED: gettext_lazy("验证码已失效，请重新获取"),
    Answer.SPENT: gettext_lazy("错误次数过多，请重新获取验证码"),
}


class CannotSend(Exception):
    """The message could not be handed over; the text is for the reader."""


def issue(phone: str, purpose: str, *, at: datetime, signs: str = "") -> datetime:
    """Send a fresh code to a phone and return until when it is good; older ones end.

    `purpose` binds it, e.g. "case:12"; a code for one purpose opens no other. `signs` names what is
    signed with it, for the message. Raises ValidationError (not a phone; too soon; too many today)
    and CannotSend.
    """
    try:
        phone = identity.check_phone(phone)
    except identity.NotAPhone as error:
        raise ValidationError(str(error)) from error
    hashed = hash_of("phone", phone)
    code = "".join(secrets.choice("0123456789") for _place in range(DIGITS))
    with transaction.atomic():
        _check_rate(hashed, at)
        _open(hashed, purpose, at).update(expires_at=F("issued_at") + timedelta(microseconds=1))
        PhoneCode.objects.create(
            phone_hash=hashed,
            purpose=purpose,
            code_hash=_code_hash(hashed, purpose, code),
            issued_at=at,
            expires_at=at + LIFE,
        )
    minutes = int(LIFE.total_seconds() // 60)
    if signs:
        text = _(
            "验证码%(code)s，%(minutes)s分钟内有效。填写后即签署“%(signs)s”，"
            "不是您本人办理的请勿告诉他人。【同舟】"
        )
    else:
        text = _("验证码%(code)s，%(minutes)s分钟内有效，仅用于本次查询，请勿告诉他人。【同舟】")
    send(phone, text % {"code": code, "minutes": minutes, "signs": signs}, at=at)
    return at + LIFE


@transaction.atomic
def check(phone: str, code: str, purpose: str, *, at: datetime) -> Answer:
    """Try a code. A right one is used up; each wrong one counts against the tries."""
    try:
        hashed = hash_of("phone", identity.check_phone(phone))
    except identity.NotAPhone:
        return Answer.EXPIRED
    given = _open(hashed, purpose, at).select_for_update().order_by("-issued_at").first()
    if given is None:
        return Answer.EXPIRED
    if given.attempts >= MOST_TRIES:
        return Answer.SPENT
    right = hmac.compare_digest(given.code_hash, _code_hash(hashed, purpose, code.strip()))
    given.attempts += 1
    given.used_at = at if right else None
    given.save(update_fields=["attempts", "used_at"])
    return Answer.RIGHT if right else Answer.WRONG


def send(phone: str, text: str, *, at: datetime) -> None:
    """Hand a message to the sender of this installation. Raises CannotSend.

    `SMS_SENDER` "screen" (demonstration only) keeps it for the screen; otherwise it is the path of
    a program that is given the number as its argument and the text on its standard input.
    """
    if settings.SMS_SENDER == "screen":
        OutboxMessage.objects.create(
            phone=phone, phone_hash=hash_of("phone", phone), text=text, at=at
        )
        return
    try:
        subprocess.run(
            [settings.SMS_SENDER, phone],
            input=text.encode(),
            check=True,
            timeout=SENDING,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise CannotSend(_("短信暂时发不出去，请稍后再试或到窗口查询。")) from error


def shown_messages(phone: str) -> QuerySet[OutboxMessage]:
    """Return the messages a demonstration shows for a phone, newest first; else none."""
    if not settings.DEMO or settings.SMS_SENDER != "screen":
        return OutboxMessage.objects.none()
    return OutboxMessage.objects.filter(phone_hash=hash_of("phone", phone)).order_by("-at", "-id")


def forget(*, before: datetime) -> int:
    """Remove the codes and messages from before a moment; return how many. 个人信息保护法 19."""
    codes, _each = PhoneCode.objects.filter(issued_at__lt=before).delete()
    messages, _each = OutboxMessage.objects.filter(at__lt=before).delete()
    return codes + messages


def _open(hashed: str, purpose: str, at: datetime) -> QuerySet[PhoneCode]:
    return PhoneCode.objects.filter(
        phone_hash=hashed, purpose=purpose, used_at=None, issued_at__lte=at, expires_at__gt=at
    )


def _check_rate(hashed: str, at: datetime) -> None:
    given = PhoneCode.objects.filter(phone_hash=hashed, issued_at__lte=at)
    last = given.order_by("-issued_at").first()
    if last and at - last.issued_at < PAUSE:
        seconds = math.ceil((PAUSE - (at - last.issued_at)).total_seconds())
        raise ValidationError(_("验证码刚刚发出，请%(seconds)s秒后再获取。") % {"seconds": seconds})
    if given.filter(issued_at__gt=at - timedelta(days=1)).count() >= MOST_IN_A_DAY:
        raise ValidationError(_("今天获取验证码的次数已用完，请明天再试或到窗口查询。"))


def _code_hash(phone_hash: str, purpose: str, code: str) -> str:
    return sealing.keyed_hash(code, place=f"phone code {phone_hash} {purpose}")
