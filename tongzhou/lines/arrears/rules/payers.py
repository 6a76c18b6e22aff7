"""清偿顺序 — how the work was given out, in the words of an officer, and who then pays: `law.payers` decides. Pure.

Whoever pays first may recover from whoever is liable in the end; that is between them, and the worker does not
wait for it (保障农民工工资支付条例 35). Fen here, yuan in `law`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from tongzhou.law import payers as law

ROLES: dict[str, str] = {code: text.zh for code, text in law.ROLES.items()}


@dataclass(frozen=True)
class Situation:
    """用工情形. `facts` are those of `law.payers.Situation`; `roles` are asked, the first of them must be known."""

    code: str
    label: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    roles: tuple[str, ...] = ("employer",)

    def __str__(self) -> str:
        return self.label

    @property
    def is_site(self) -> bool:
        """Say whether it is of a building project."""
        return self.facts.get("setting") == "construction"


def _site(code: str, label: str, *roles: str, **facts: Any) -> Situation:
    return Situation(code, label, {"setting": "construction", **facts}, roles)


SITUATIONS: dict[str, Situation] = {
    s.code: s
    for s in (
        Situation("direct", "用人单位直接招用"),
        _site("contractor", "施工总承包单位直接招用", "contractor", hired_by="contractor"),
        _site("subcontract", "分包单位招用并拖欠", "contractor", "subcontractor", hired_by="subcontractor"),
        _site("passed_on", "工程转包，承接人招用", "contractor", "transferee", hired_by="transferee"),
        _site("by_owner", "建设单位发包给个人或无资质单位", "owner", "unqualified", hired_by="unqualified", awarded_by="owner"),
        _site("by_contractor", "施工总承包单位分包给个人或无资质单位", "contractor", "unqualified", hired_by="unqualified", awarded_by="contractor"),
        _site("by_sub", "分包单位再分包给个人", "contractor", "subcontractor", "unqualified", hired_by="unqualified", awarded_by="subcontractor"),
        _site("lent_name", "出借资质（挂靠）承揽工程", "lender", hired_by="contractor", name_lent=True),
        _site("unlawful", "违反规划、建设法规的项目", "owner", "contractor", hired_by="contractor", project_unlawful=True),
        Situation("dispatch", "劳务派遣", {"setting": "dispatch"}, ("dispatcher", "user")),
        Situation("unlicensed", "使用个人、无许可单位派遣的劳动者", {"setting": "dispatch", "dispatcher_unlicensed": True}, ("user", "dispatcher")),
        Situation("borrowed", "允许他人以本单位名义经营", {"name_lent": True}, ("lender",)),
        Situation("contracted_out", "把工作任务发包给个人或无资格单位", {"contracted_out": True}, ("commissioner", "unqualified")),
        Situation("unregistered", "用人单位没有登记或无合法经营资格", {"unregistered": True}, ("employer", "investor")),
        Situation("unlimited", "合伙、个人独资、个体工商户", {"unlimited": True}, ("employer", "investor")),
        Situation("merged", "合并、分立前没有清偿，承继单位已书面同意", {"merged": True, "successor_agreed": True}, ("successor", "employer")),
        Situation("dissolved", "单位注销前没有清偿", {"dissolved": True}, ("employer", "investor")),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Payer:
    """Who pays: those of rank 1 are ordered to pay now; `limit` and `ask` in fen, None where there is none."""

    key: str
    role: str
    rank: int
    duty: str
    why: str
    articles: tuple[str, ...]
    recovers_from: tuple[str, ...] = ()
    limit: int | None = None
    bounded: bool = False  # 以未结清的工程款为限, known or not
    ask: int | None = None

    @property
    def words(self) -> str:
        """Return the reason in a sentence."""
        parts = [f"{self.role}{self.duty}：{self.why}（{'、'.join(self.articles)}）"]
        if self.bounded:
            known = f"{self.limit / 100:.2f}元" if self.limit is not None else "数额待查"
            parts.append(f"以未结清的工程款为限（{known}）")
        if self.recovers_from:
            parts.append(f"清偿后可以向{'、'.join(self.recovers_from)}追偿")
        return "；".join(parts)


def payers(
    situation: str,
    parties: Mapping[str, str],
    *,
    on: date,
    arrears: int = 0,
    owner_unpaid: bool = False,
    owner_owes: int | None = None,
) -> tuple[Payer, ...]:
    """Return who pays, in order, each unit once. `parties`: role → key; `owner_owes`: price not settled, in fen.

    Raises ValueError, in the reader's words, where the situation is unknown or the one who pays first is not.
    """
    found = SITUATIONS.get(situation)
    if found is None:
        raise ValueError("没有这种用工情形，请从列表中选择")
    if not parties.get(found.roles[0]):
        raise ValueError(f"“{found}”须先填写{ROLES[found.roles[0]]}")
    facts = dict(found.facts)
    if found.is_site and (owner_unpaid or owner_owes):
        if not parties.get("owner"):
            raise ValueError("建设单位欠付工程款的，须填写建设单位")
        unsettled = Decimal(owner_owes) / 100 if owner_owes else None
        facts |= {"owner_unpaid": True, "unsettled": unsettled}
    told = law.payers(law.Situation(**facts), on=on, arrears=Decimal(arrears) / 100)
    somebody_first = any(p.duty == "first" for p in told)
    once: dict[str, Payer] = {}
    for p in told:
        key = parties.get(p.role)
        if not key:
            continue
        now = p.duty in ("first", "advance", "jointly") or (
            p.duty == "direct" and not somebody_first
        )
        payer = Payer(
            key,
            ROLES[p.role],
            1 if now else 2,
            p.does.zh,
            p.why.zh,
            tuple(str(a) for a in p.basis),
            tuple(ROLES[r] for r in p.recovers_from),
            None if p.most is None else int(p.most * 100),
            p.limit is not None,
            None if p.ask is None else int(p.ask * 100),
        )
        once.setdefault(key, payer)
    return tuple(sorted(once.values(), key=lambda p: p.rank))
