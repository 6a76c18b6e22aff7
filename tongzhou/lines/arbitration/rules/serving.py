"""送达 — by which act a paper is served, which ways are open, when a posting counts as received. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from tongzhou.law import Calendar, article, due, working_days
from tongzhou.lines.arbitration import papers
from tongzhou.lines.arbitration.acts import deciding, trying
from tongzhou.lines.arbitration.states import CLAIMANT
from tongzhou.procedure.claims import Claims, Matter
from tongzhou.procedure.declare import Act, Kind, Limit, Paper
from tongzhou.procedure.serving import ELECTRONIC
from tongzhou.procedure.view import View

from .track import GROUP, is_simple, workers

RULES = "劳动人事争议仲裁办案规则"
EASY_WAYS = article(RULES, 59)  # 简易处理：简便方式送达，调解书、裁决书除外
POSTING = article(RULES, 20)  # 停业等无法送达且十人以上，或者拒绝签收：张贴后经过三日视为送达
POSTED_FOR = working_days(3)  # 三日 are working days: 办案规则 80
DECIDES = frozenset(
    p.code for p in (papers.SETTLEMENT, papers.PARTIAL, papers.FINAL, papers.OTHER, papers.ADVANCE)
)
BY_PAPER: dict[str, Act[Any]] = {
    papers.SUMMONS.code: trying.serve_copy,
    papers.FINAL.code: deciding.serve_final,
    papers.OTHER.code: deciding.serve_other,
    papers.PARTIAL.code: deciding.serve_other,
}


def act_for(paper: Paper) -> Act[Any]:
    """Return the act by which a paper is served: the one whose receipt starts what it sets running."""
    return BY_PAPER.get(paper.code, trying.serve_paper)


def starts(view: View, act: Act[Any], kind: Kind) -> list[Limit]:
    """Return the limits that begin for a party of this kind when it receives what the act serves."""
    return [
        limit
        for what, limit, _day in view.procedure.touches.get(act.code, ())
        if what == "start" and (limit.per is None or limit.per is kind)
    ]


def consent_to_phone(view: View, key: str) -> str:
    """Return what a party has said of papers on the phone, as last stated: "", 不同意, 同意 and so on."""
    said = ""
    subject = view.subjects[key]
    for told in subject.told:
        facts = told.facts
        if isinstance(facts, Claims) and key in facts.particulars:
            said = facts.particulars[key].electronic or said
        elif isinstance(facts, Matter) and subject.kind is CLAIMANT and facts.electronic:
            said = said or "同意"
    return said


def why_not_by_phone(view: View, key: str, paper: Paper) -> str:
    """Return why a paper may not go to this party's phone; empty if it may.

    民事诉讼法 90 asks for consent; simple handling does without it, but for settlements and awards
    (办案规则 59).
    """
    said = consent_to_phone(view, key)
    if said == "不同意":
        return f"本人不同意电子送达（{ELECTRONIC}）"
    if paper.code in DECIDES:
        if said == "同意，含裁决书、调解书":
            return ""
        return f"没有约定裁决书、调解书也可电子送达（{EASY_WAYS}、{ELECTRONIC}）"
    if said or is_simple(view):
        return ""
    return f"没有同意电子送达的记录（{ELECTRONIC}）"


def why_not_posted(view: View, *, refused: bool) -> str:
    """Return why a paper may not be served by posting it up; empty if it may. 办案规则 20."""
    if refused or len(workers(view)) >= GROUP:
        return ""
    return f"劳动者不足十人，不能以停业等无法送达为由张贴（{POSTING}）"


def posted_until(posted: date, calendar: Calendar) -> date | None:
    """Return the day on which what was posted counts as received. 办案规则 20, 80."""
    return due(POSTED_FOR, start=posted, calendar=calendar).day
