"""公布的判断 — who is named, what it is called, what the public page shows. Pure."""

from __future__ import annotations

from typing import Any

from tongzhou.procedure.declare import Kind
from tongzhou.procedure.view import View

from . import facts


def employer_kind(view: View) -> Kind:
    """Return the kind of the employers, as the procedure declares it."""
    return view.procedure.kinds["employer"]


def one_employer(_view: View, said: facts.Proposal) -> bool:
    """One employer is named for itself."""
    return sum(k.startswith("employer/") for k in said.names) == 1


def not_withdrawn(_view: View, said: facts.Answer) -> bool:
    """A withdrawal is an act of its own, so that its period runs."""
    return said.result != "撤回"


def called(view: View) -> str:
    """Return what it is called in lists."""
    said = view.said.get("propose")
    firms = "、".join(s.name or s.ref for s in view.of(employer_kind(view)))
    when = f"{said.year}年{said.period}" if isinstance(said, facts.Proposal) else ""
    return f"{firms}重大违法行为公布（{when}）"


def public_row(view: View) -> dict[str, dict[str, Any]]:
    """Return what the public page shows; nothing while it is not shown."""
    said = view.said.get("propose")
    if view.state not in ("shown", "objected") or not isinstance(said, facts.Proposal):
        return {}
    answer = view.said.get("answer")
    text = answer.facts_ if isinstance(answer, facts.Answer) and answer.result == "更正" else ""
    firm = next(iter(view.of(employer_kind(view))), None)
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
