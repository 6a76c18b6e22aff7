"""从草稿到案件 — what the four answers amount to: who reports, what is told, which doors are open."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from tongzhou.procedure import catalogue
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.declare import PARTY
from tongzhou.procedure.door import Door
from tongzhou.procedure.facts import FileRef
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.unsent import Unsent

from . import bringing, doors
from .violations import VIOLATIONS

PURPOSE = "intake.report"
STEPS = ("firm", "matter", "who", "reach")
KEPT = timedelta(minutes=30)  # how long the fourth answer waits for its code


def draft_of(request: HttpRequest, *, at: datetime) -> Unsent:
    """Return the draft of this visitor."""
    return Unsent(request, PURPOSE, at=at)


def missing(draft: Unsent) -> str:
    """Return the first of the first three steps without an answer; empty if none is missing."""
    return next((step for step in STEPS[:3] if step not in draft.answers), "")


def is_nameless(draft: Unsent) -> bool:
    """Say whether whoever reports does not say who they are."""
    return bool(draft.answers.get("who", {}).get("who") == "nameless")


def reach(draft: Unsent, *, at: datetime) -> dict[str, Any] | None:
    """Return the fourth answer, if it has not waited too long for its code."""
    found: dict[str, Any] | None = draft.answers.get("reach")
    return found if found and found["until"] > at.timestamp() else None


def day(text: Any) -> date | None:
    """Return a day as a draft keeps it."""
    return date.fromisoformat(text) if text else None


def files_of(draft: Unsent) -> tuple[FileRef, ...]:
    """Return the files that were handed in."""
    return tuple(FileRef(**one) for one in draft.answers.get("matter", {}).get("files", ()))


def mates(draft: Unsent) -> list[dict[str, Any]]:
    """Return the mates who report together."""
    who = draft.answers.get("who", {})
    return list(who.get("mates", ())) if who.get("who") == "us" else []


def head_of(violations: list[str]) -> str:
    """Return under which head the money is claimed: of the first violation that is about money."""
    return next(
        (VIOLATIONS[v].head for v in violations if v in VIOLATIONS and VIOLATIONS[v].head), ""
    )


def items(draft: Unsent, amount: int | None) -> tuple[ClaimItem, ...]:
    """Return what one of them claims: a sum, or that the sum is to be reckoned."""
    matter = draft.answers["matter"]
    head = head_of(matter["violations"])
    if head and amount:
        since, until = day(matter.get("since")), day(matter.get("until"))
        return (ClaimItem(head=head, amount=amount, since=since, until=until),)
    if head:
        return (ClaimItem(head="other", basis="欠付金额待核算"),)
    return ()


def told(draft: Unsent, *, on: date) -> doors.Told:
    """Return what the doors are reckoned from."""
    matter, who = draft.answers["matter"], draft.answers["who"]
    sums = [who.get("amount") or 0, *(m.get("amount") or 0 for m in mates(draft))]
    return doors.Told(
        violations=tuple(matter["violations"]),
        since=day(matter.get("since")),
        until=day(matter.get("until")),
        ongoing=not matter.get("until"),
        amount=sum(sums),
        people=1 + len(mates(draft)),
        elsewhere=matter.get("elsewhere", "没有"),
        first_seen=on,
    )


def addresses() -> dict[str, str]:
    """Return where one goes in through a door of this house: code of the door → address at the portal."""
    found = {}
    for code in ("mediation", "arbitration"):
        line = catalogue.LINES.get(code)
        for panel in line.panels if line else ():
            if panel.counter == "portal" and panel.index:
                found[code] = reverse(panel.index)
                break
    return found


def send(draft: Unsent, given: dict[str, Any], *, at: datetime, on: date) -> bringing.Brought:
    """Bring the report. Raises ValidationError and Refused; nothing is kept then."""
    firm, matter, who = (draft.answers[s] for s in STEPS[:3])
    nameless = is_nameless(draft)
    people: list[bringing.Reporter] = []
    speaks: list[int] = []
    if not nameless:
        people.append(
            bringing.Reporter(
                given["name"],
                given["phone"],
                given.get("id_number", ""),
                items=items(draft, who.get("amount")),
            )
        )
        if who.get("speaks"):
            speaks.append(0)
    for n, mate in enumerate(mates(draft), start=1):
        people.append(
            bringing.Reporter(
                mate["name"], mate.get("phone", ""), items=items(draft, mate.get("amount"))
            )
        )
        if mate.get("speaks"):
            speaks.append(n)
    return bringing.bring(
        Door(calendar_now()),
        reporters=people,
        speaks=speaks,
        against=bringing.Against(
            firm.get("employer", ""), firm.get("uscc", ""), firm["county"], firm.get("site", "")
        ),
        by=Actor("", "", PARTY.code, firm["county"]),
        person=None,
        at=at,
        on=on,
        request=draft.token,
        evidence=files_of(draft),
        kind="投诉" if who["who"] in ("self", "us") else "举报",
        channel="网上",
        violations=tuple(matter["violations"]),
        since=day(matter.get("since")),
        until=day(matter.get("until")),
        ongoing=not matter.get("until"),
        story=matter["story"],
        elsewhere=matter.get("elsewhere", "没有"),
        workers=max(who.get("workers") or 0, len(people)),
        confidential=bool(given.get("confidential", True)) or nameless,
    )
