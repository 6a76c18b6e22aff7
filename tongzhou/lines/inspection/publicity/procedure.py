"""重大违法行为公布 — the procedure."""

from __future__ import annotations

from datetime import date
from typing import Any

from tongzhou.law import article, working_days
from tongzhou.lines.inspection.instruments import PENALTY, PUBLICITY
from tongzhou.lines.inspection.offices import HEAD, INSPECTOR
from tongzhou.lines.inspection.states import IN_CASE
from tongzhou.procedure.declare import HANDED, PARTY, Act, Kind, Limit, Procedure, State
from tongzhou.procedure.needs import that
from tongzhou.procedure.view import View

from . import facts

CODE = "inspection.publicity"
PROPOSED = State("proposed", staff="拟公布，待批准", public="正在审查")
SHOWN = State("shown", staff="已公布", public="已公布")
OBJECTED = State("objected", staff="已公布，异议待答复", public="已公布，异议核查中")
WITHDRAWN = State("withdrawn", staff="已撤回", public="已撤回", final=True)
DECLINED = State("declined", staff="不予公布", public="不予公布", final=True)
EMPLOYER = Kind("employer", "用人单位", (IN_CASE,), registry="party", sees_from=SHOWN)


def one_employer(_view: View, said: facts.Proposal) -> bool:
    """One employer is named for itself."""
    return sum(k.startswith("employer/") for k in said.names) == 1


def not_withdrawn(_view: View, said: facts.Answer) -> bool:
    """A withdrawal is an act of its own, so that its period runs."""
    return said.result != "撤回"


def called(view: View) -> str:
    """Return what it is called in lists."""
    said = view.said.get("propose")
    firms = "、".join(s.name or s.ref for s in view.of(EMPLOYER))
    when = f"{said.year}年{said.period}" if isinstance(said, facts.Proposal) else ""
    return f"{firms}重大违法行为公布（{when}）"


def public_row(view: View) -> dict[str, dict[str, Any]]:
    """Return what the public page shows; nothing while it is not shown."""
    said = view.said.get("propose")
    if view.state not in ("shown", "objected") or not isinstance(said, facts.Proposal):
        return {}
    answer = view.said.get("answer")
    text = answer.facts_ if isinstance(answer, facts.Answer) and answer.result == "更正" else ""
    firm = next(iter(view.of(EMPLOYER)), None)
    return {
        "": {
            "sort": "grave",
            "name": firm.name if firm else "",
            "code": said.code,
            "address": said.address,
            "head": said.head,
            "what": f"{said.category}：{text or said.facts_}"[:2000],
            "handling": said.handling[:2000],
            "shown_on": view.on.get("show"),
        }
    }


propose = Act(
    "propose",
    "拟公布重大违法行为",
    by=(INSPECTOR, HANDED),
    at=(),
    to=PROPOSED,
    asks=facts.Proposal,
    about=EMPLOYER,
    adds=True,
    needs=(that(one_employer, "一项公布只写一家用人单位"),),
)
show = Act("show", "批准公布", by=HEAD, at=PROPOSED, to=SHOWN, asks=facts.Approval)
decline = Act("decline", "不予公布", by=HEAD, at=PROPOSED, to=DECLINED, asks=facts.Withdrawal)
object_ = Act(
    "object",
    "提出异议",
    by=(PARTY, INSPECTOR),
    at=SHOWN,
    to=OBJECTED,
    asks=facts.Objection,
    about=EMPLOYER,
    says="十五个工作日内核查并答复。",
)
answer = Act(
    "answer",
    "答复异议",
    by=HEAD,
    at=OBJECTED,
    to=SHOWN,
    asks=facts.Answer,
    needs=(that(not_withdrawn, "撤回的，办理“撤回公布”"),),
)
withdraw = Act(
    "withdraw",
    "撤回公布",
    by=HEAD,
    at=(SHOWN, OBJECTED),
    to=WITHDRAWN,
    asks=facts.Withdrawal,
    cites=article(PENALTY, 48),
    says="决定被变更、撤销的，三个工作日内撤回。",
)
objection = Limit(
    "objection",
    "答复对公布内容的异议",
    working_days(15),
    article(PUBLICITY, 1, verified=False),
    starts=object_,
    stops=(answer, withdraw),
)
PUBLIC = Procedure(
    CODE,
    "重大劳动保障违法行为公布",
    since=date(2017, 1, 1),
    opens=propose,
    acts=(show, decline, object_, answer, withdraw),
    limits=(objection,),
    put_right_by=(HEAD,),
    seen_by=(INSPECTOR, HEAD),
    steps=(PROPOSED, SHOWN, WITHDRAWN),
    called=called,
)
