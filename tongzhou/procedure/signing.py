"""手机签署 — a party signs with a code sent to their phone, bound to the case, the act and what is signed.

What is to be signed waits in the session, sealed, until the code comes. A code opens nothing but this:
another act, other facts, or the same after the case has changed, need a code of their own. What is left
is a statement in the facts. Its digest of the content can be reckoned again from the journal, where `head` is
the digest of the entry that the statement names:

    content_digest(case=uid, head=…, act=entry.act, about=entry.about, facts=…)
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tongzhou.registry import phonecode, sealing
from tongzhou.registry.fields import hash_of

from .declare import Act
from .facts import Json, PhoneSigned, loaded, stored
from .journal import sm3
from .models import Entry
from .partying import Party
from .refusal import Refused

SESSION = "signing"
PLACE = "procedure.signing"  # part of the key: what is sealed here opens nowhere else
KEPT = timedelta(minutes=30)  # how long what is to be signed waits for its code
TO_BE_SIGNED = "待签署"  # stands for the proof while facts are checked before the code
SHORT = 16  # hexadecimal digits that bind the purpose of a code; it has 80 characters in all


class CannotSign(Refused):
    """The code was wrong or is no longer good, or there is nothing to sign; the text is for the reader."""


@dataclass(frozen=True)
class Signing:
    """An act that waits for its signature. `summary` is what the signer is shown of it."""

    case: str
    act: str
    about: tuple[str, ...]
    facts: Json
    seen: int
    request: str
    digest: str
    until: float
    summary: tuple[tuple[str, str], ...] = ()

    @property
    def purpose(self) -> str:
        """What a code for this opens, and nothing else."""
        return f"sign:{self.case}:{self.act}:{self.digest[:SHORT]}"[:80]


def content_digest(
    *, case: str, head: str, act: str, about: tuple[str, ...], facts: PhoneSigned
) -> str:
    """Return the SM3 digest of what is signed: this act with these facts, in the case as it stood.

    `case` is the uid, `head` the digest of the last entry that the signer had before them.
    """
    said = {
        "case": case,
        "head": head,
        "act": act,
        "about": list(about),
        "facts": {k: v for k, v in stored(facts).items() if k != "proof"},
    }
    return sm3(msgspec.json.encode(said, order="deterministic"))


def begin(
    request: HttpRequest,
    party: Party,
    act: Act[Any],
    facts: PhoneSigned,
    *,
    about: tuple[str, ...] = (),
    summary: tuple[tuple[str, str], ...] = (),
) -> Signing:
    """Ask whether the act would be done, send the code, and let the act wait for it.

    Raises Refused where the door would refuse, or no code can be sent to this party.
    """
    tried = msgspec.structs.replace(facts, proof=TO_BE_SIGNED)
    actor = party.actor_for(about)
    judged = party.door.judge(party.case, act.code, by=actor, at=party.at, facts=tried, about=about)
    head = Entry.objects.get(case=party.case, seq=judged.view.seq).digest
    waiting = Signing(
        case=party.case.uid,
        act=act.code,
        about=about,
        facts=stored(msgspec.structs.replace(facts, proof="")),
        seen=judged.view.seq,
        request=secrets.token_hex(16),
        digest=content_digest(
            case=party.case.uid, head=head, act=act.code, about=about, facts=facts
        ),
        until=(party.at + KEPT).timestamp(),
        summary=summary,
    )
    send(party, waiting)
    packed = msgspec.json.encode(waiting).decode()
    request.session[SESSION] = sealing.seal(packed, place=PLACE)
    return waiting


def send(party: Party, waiting: Signing) -> None:
    """Send a code for what waits. Raises Refused: no phone, too soon, too many today, not sent."""
    phone = party.voice_for(waiting.about).someone.phone
    if not phone:
        raise CannotSign(_("登记信息中没有您的手机号，请到窗口签署，或先到窗口补登手机号"))
    act = party.view.procedure.by_code[waiting.act]
    try:
        phonecode.issue(phone, waiting.purpose, at=party.at, signs=act.label)
    except ValidationError as error:
        raise CannotSign("；".join(error.messages)) from error
    except phonecode.CannotSend as error:
        raise CannotSign(str(error)) from error


def waiting_for(request: HttpRequest, party: Party) -> Signing | None:
    """Return what waits for a signature of this party in this case, if it has not waited too long."""
    packed = request.session.get(SESSION)
    if not packed:
        return None
    found = msgspec.json.decode(sealing.unseal(packed, place=PLACE), type=Signing)
    if found.case != party.case.uid or found.until <= party.at.timestamp():
        return None
    return found if set(found.about) <= set(party.all_keys) else None


def sign(request: HttpRequest, party: Party, waiting: Signing, code: str) -> Entry:
    """Do the act that waits, if the code is right; it is used up. Raises Refused, Stale included."""
    phone = party.voice_for(waiting.about).someone.phone
    answer = phonecode.check(phone, code, waiting.purpose, at=party.at)
    if answer is not phonecode.Answer.RIGHT:
        raise CannotSign(str(phonecode.WORDS[answer]))
    act = party.view.procedure.by_code[waiting.act]
    facts = loaded(waiting.facts, act.asks)
    assert isinstance(facts, PhoneSigned)
    signed = msgspec.structs.replace(
        facts, proof=proof_of(phone=phone, waiting=waiting, at=party.at)
    )
    seen = party.view.seq if _only_signed_since(party, waiting) else waiting.seen
    entry = party.does(act, facts=signed, about=waiting.about, request=waiting.request, seen=seen)
    drop(request)
    return entry


def _only_signed_since(party: Party, waiting: Signing) -> bool:
    """Whether others have merely signed the same meanwhile: that changes nothing of what one signs."""
    return all(e.act == waiting.act for e in party.entries if e.seq > waiting.seen)


def drop(request: HttpRequest) -> None:
    """Forget what waits for a signature."""
    request.session.pop(SESSION, None)


def proof_of(*, phone: str, waiting: Signing, at: datetime) -> str:
    """Return the statement that stands in the facts: moment, masked phone, what was signed, the check.

    The last figure is the digest of phone, purpose and moment: whoever has the phone can reckon it again.
    """
    moment = localtime(at).strftime("%Y-%m-%d %H:%M:%S")
    check = sm3(f"{hash_of('phone', phone)} {waiting.purpose} {moment}".encode())[:SHORT]
    return (
        f"{moment}以手机{sealing.mask_phone(phone)}收到的验证码签署；"
        f"所签内容（截至第{waiting.seen}号记录）摘要{waiting.digest}；核验摘要{check}"
    )
