"""转出 — what goes along to arbitration, or back to whoever entrusted the case. Pure; nobody types it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from tongzhou.law import Article, article
from tongzhou.law.heads import HEADS
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.view import View

from . import facts, rules
from .ways import COMMITTEE

# How the mediation ended, in the words in which arbitration reads of it.
OVERDUE, FAILED = "收到申请之日起十五日内未达成协议", "调解不成"
UNPERFORMED, NOT_TAKEN = "达成协议后未按约履行", "调解组织不予受理"


@dataclass(frozen=True)
class Interruption:
    """仲裁时效中断: on which day, by what, under which article. The year runs anew from there."""

    on: date
    ground: str
    cites: Article


# 协商调解规定 31: act of the case → what it says of limitation.
GROUNDS = {
    "decline": "另一方当事人不同意调解",
    "fail": "受理后，在规定期限内不同意调解或者未达成协议",
    "time_out": "受理后，在规定期限内未达成调解协议",
    "miss": "达成调解协议后，一方当事人在约定期限内不履行",
}


def interruption(view: View) -> Interruption | None:
    """Return the latest event of the mediation that interrupts limitation (协商调解规定 31), if any."""
    found = [(view.last[act], act) for act in GROUNDS if act in view.on]
    if not found:
        return None
    _seq, act = max(found)
    return Interruption(view.on[act], GROUNDS[act], article(COMMITTEE, 31))


def just_moved(view: View) -> list[str]:
    """Return the claimants whom the last act has moved to arbitration."""
    return [
        s.key
        for s in rules.subjects(view, "claimant", "moved")
        if s.told and s.told[-1].seq == view.seq
    ]


def unpaid_items(view: View, key: str) -> tuple[ClaimItem, ...]:
    """Return the items of a broken agreement that are still owed to one claimant.

    What was paid counts for the heads in the order of the table of heads: the agreement does not say
    for which of them an instalment is.
    """
    agreed = rules.settled(view).get(key, {})
    paid = sum(view.ledger.get(p, {}).get("已付", 0) for p in rules.payments_of(view, key))
    asked = {item.head: item for item in rules.claims_of(view).get(key, ())}
    concluded = view.on["conclude"]
    found = []
    for code in (c for c in HEADS if agreed.get(c)):
        counted = min(paid, agreed[code])
        paid -= counted
        left = agreed[code] - counted
        if not left:
            continue
        old = asked.get(code, ClaimItem(head=code))
        basis = f"{concluded}调解协议约定{_yuan(agreed[code])}元，已付{_yuan(counted)}元，余款未付"
        found.append(msgspec.structs.replace(old, amount=left, basis=basis))
    return tuple(found)


def carried(view: View, why: str) -> dict[str, Any]:
    """Return the dispute as arbitration takes it: those who moved, their items, how the mediation ended."""
    said, moved = rules.application(view), just_moved(view)
    others = [s.key for s in rules.subjects(view, "respondent")]
    items = rules.claims_of(view)
    claims = {
        key: (unpaid_items(view, key) if why == UNPERFORMED else ()) or items.get(key, ())
        for key in moved
    }
    return said.carried() | {
        "names": {key: view.subjects[key].name for key in (*moved, *others)},
        "claims": claims,
        "first_seen": view.first_seen,
        "mediated": f"经{rules.way_of(view).label}，{why}（{view.state_since}）",
        "channel": "移交",
    }


def for_review(view: View, _stated: facts.Joint) -> dict[str, Any]:
    """Return the agreement as the commission reviews it (办案规则 74): items, terms, when it took effect."""
    drafted = rules.agreement(view)
    dates = [
        f"{view.subjects[p.claimant].name}：{p.on}前支付{_yuan(p.amount)}元"
        for p in (drafted.payments if drafted else ())
        if p.claimant in view.subjects
    ]
    said = [*dates, drafted.other if drafted else ""]
    if drafted and drafted.settled_all:
        said.append("双方就本案其余请求不再主张")
    return {
        "names": {
            s.key: s.name
            for s in view.subjects.values()
            if s.kind.code in ("claimant", "respondent")
        },
        "items": rules.settled(view),
        "agreed_on": view.on["conclude"],
        "by": rules.way_of(view).label,
        "terms": "\n".join(filter(None, said)),
        "first_seen": view.first_seen,
    }


def somebody_moved(view: View, _stated: facts.Onward) -> bool:
    """Say whether the act has moved a claimant: without one there is nothing to hand over."""
    return bool(just_moved(view))


def county(view: View, _stated: facts.Onward) -> str:
    """Return the county whose commission takes the case."""
    return view.region[:6]


def when_failed(view: View, _stated: facts.Onward) -> dict[str, Any]:
    """Return what goes along where no agreement was reached, or the application was refused."""
    return carried(view, NOT_TAKEN if view.state == "refused" else FAILED)


def when_overdue(view: View, _stated: facts.Onward) -> dict[str, Any]:
    """Return what goes along where fifteen days passed without an agreement (调解仲裁法 14)."""
    return carried(view, OVERDUE)


def when_unperformed(view: View, _stated: facts.Onward) -> dict[str, Any]:
    """Return what goes along where the agreement was not performed (调解仲裁法 15)."""
    return carried(view, UNPERFORMED)


def reported(view: View, _stated: Any) -> dict[str, Any]:
    """Return what the arbitration commission is told of a case it has entrusted (办案规则 70)."""
    agreed = "conclude" in view.last
    return {"agreed": agreed, "summary": summary(view)}


def summary(view: View) -> str:
    """Say in a few sentences how the mediation ended."""
    if "conclude" in view.last:
        drafted = rules.agreement(view)
        total = sum(drafted.sums.values()) if drafted else 0
        other = f"其他约定：{drafted.other}" if drafted and drafted.other else ""
        money = f"协议金额合计{_yuan(total)}元。" if total else ""
        return f"{view.on['conclude']}达成调解协议。{money}{other}"
    said = view.said.get("fail")
    if isinstance(said, facts.Failure):
        parts = [f"{view.on['fail']}调解不成：{said.ground}。{said.words}"]
        parts += [f"双方无争议的事实：{said.agreed}"] if said.agreed else []
        parts += [f"争议焦点：{said.disputed}"] if said.disputed else []
        return "\n".join(parts)
    if view.state == "withdrawn":
        return "申请人已撤回调解申请。"
    if "time_out" in view.on:
        return f"至{view.on['time_out']}未达成调解协议。"
    return "调解没有达成协议。"


def is_reported(view: View, _stated: Any) -> bool:
    """Say whether an entrusted case has come to an end of which the commission must hear."""
    return rules.is_entrusted(view) and (view.is_final or "conclude" in view.last)


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"
