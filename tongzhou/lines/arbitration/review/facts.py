"""仲裁审查 — what is stated when an agreement is handed in, reviewed, confirmed or refused."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from tongzhou.procedure.claims import Decided
from tongzhou.procedure.facts import Facts, FileRef, Text, ask

DenialGround = Literal[
    "违反法律、行政法规强制性规定",
    "损害国家利益、社会公共利益或者公民、法人、其他组织合法权益",
    "当事人提供证据材料有弄虚作假嫌疑",
    "违反自愿原则",
    "内容不明确",
    "其他不能制作调解书的情形",
]


class Request(Decided, frozen=True, kw_only=True):
    """审查申请: the agreement as it stands, and when it took effect."""

    agreed_on: Annotated[date, ask("调解协议生效之日")]
    by: Annotated[Text, ask("主持调解的组织")]
    number: Annotated[str, ask("调解协议编号", max_length=60)] = ""
    terms: Annotated[str, ask("协议内容", long=True)] = ""
    paper: Annotated[tuple[FileRef, ...], ask("调解协议书")] = ()
    first_seen: date | None = None


class Taking(Facts, frozen=True, kw_only=True):
    """受理审查."""

    remark: Annotated[str, ask("审查意见", long=True)] = ""


class Refusing(Facts, frozen=True, kw_only=True):
    """不予受理审查."""

    reason: Annotated[Text, ask("理由", long=True)]


class More(Facts, frozen=True, kw_only=True):
    """延长审查期限."""

    days: Annotated[int, ask("延长日数", ge=1, le=5, unit="个工作日")]
    reason: Annotated[Text, ask("特殊情况", long=True)]


class Confirming(Facts, frozen=True, kw_only=True):
    """制作调解书: form and content of the agreement are lawful."""

    lawful: Annotated[bool, ask("协议的形式和内容合法有效，双方自愿，内容明确")]
    remark: Annotated[str, ask("审查情况", long=True)] = ""

    def check(self) -> None:
        """Raise ValueError where the arbitrator has not said that the agreement is lawful."""
        if not self.lawful:
            raise ValueError(
                "协议不合法、不自愿或内容不明确的，不能制作调解书，请办理“不予制作调解书”"
            )


class Denying(Facts, frozen=True, kw_only=True):
    """不予制作调解书."""

    ground: Annotated[DenialGround, ask("情形")]
    detail: Annotated[Text, ask("具体说明", long=True)]
