"""当事人基本情况 — who the parties are, as an instrument states them, from the journal and the registers.

Names stand in the journal. Numbers, addresses and phones are read from the registers when the page is drawn,
whole only where the instrument needs them: an application (办案规则 29), an award or settlement of a few, the
list a court enforces by. What goes to many, or to people who need not know, shows numbers masked.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from tongzhou.lines.arbitration.facts import bringing
from tongzhou.lines.arbitration.rules.track import GROUP, is_worker
from tongzhou.lines.arbitration.states import ACTING, AGENT, CLAIMANT, RESPONDENT, SPOKESMAN, THIRD
from tongzhou.procedure.papers import Issue, Paragraph, Registered, day
from tongzhou.procedure.view import Subject

from .frame import joined

Detail = Literal["names", "masked", "full"]


def parties(
    issue: Issue, *, detail: Detail = "full", only: tuple[str, ...] = ()
) -> list[Paragraph]:
    """Return a paragraph for each party, representative and agent. Ten claimants or more stand in a list.

    `only` are the keys of the claimants the instrument is about; none: all.
    """
    claimants = [s for s in issue.view.of(CLAIMANT) if not only or s.key in only]
    out: list[Paragraph] = []
    if len(claimants) >= GROUP:
        out.append(Paragraph(f"{joined(claimants)}（名单见附件）。", lead="申请人："))
        out += _spokesmen(issue)
        out += _agents(issue, [s.key for s in claimants])
    else:
        for claimant in claimants:
            out += _party(issue, claimant, "申请人", detail)
    for kind in (RESPONDENT, THIRD):
        for subject in issue.view.of(kind):
            out += _party(issue, subject, kind.label, detail)
    return out


def about(registered: Registered, *, worker: bool, detail: Detail = "full") -> str:
    """Return what is known of a party behind its name, each piece after a comma; empty: nothing is."""
    pieces: list[str] = []
    if worker and registered.number:
        if detail == "full":
            pieces += _sex_and_birth(registered)
        number = registered.number if detail == "full" else registered.masked
        pieces.append(f"{'公民身份号码' if registered.is_resident else '证件号码'}{number}")
    elif registered.number:
        pieces.append(f"统一社会信用代码{registered.number}")
    if registered.address and (detail == "full" or not worker):
        pieces.append(f"{'住' if worker else '住所地'}{registered.address}")
    return "，".join(pieces)


def _sex_and_birth(registered: Registered) -> list[str]:
    number = registered.number
    if not registered.is_resident or len(number) != 18 or not number[6:17].isdigit():
        return []
    born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    return ["男" if int(number[16]) % 2 else "女", f"{day(born)}出生"]


def _party(issue: Issue, subject: Subject, label: str, detail: Detail) -> list[Paragraph]:
    registered, worker = issue.registered(subject), is_worker(subject.key)
    known = about(registered, worker=worker, detail=detail) if detail != "names" else ""
    name = subject.name or subject.ref
    out = [Paragraph(f"{name}{'，' if known else ''}{known}。", lead=f"{label}：")]
    if registered.representative and detail != "names":
        out.append(Paragraph(f"{registered.representative}。", lead="法定代表人（负责人）："))
    return out + _agents(issue, [subject.key])


def _spokesmen(issue: Issue) -> list[Paragraph]:
    speaking = issue.view.of(SPOKESMAN, ACTING.code)
    names = "、".join(s.name or s.ref for s in speaking)
    return [Paragraph(f"{names}。", lead="代表人：")] if speaking else []


def _agents(issue: Issue, keys: list[str]) -> list[Paragraph]:
    """Return the agents of these parties, with what they are and what they may do."""
    wanted, out = set(keys), []
    for agent in issue.view.of(AGENT, ACTING.code):
        stated = agent.stated.get("appoint_agent")
        if isinstance(stated, bringing.Agency) and wanted & set(stated.on_behalf):
            words = f"{agent.name}，{stated.sort}，{stated.authority}。"
            out.append(Paragraph(words, lead="委托代理人："))
    return out
