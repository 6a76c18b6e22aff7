"""违法事项 — the penalty items this line knows, by their id: what they are called and what the law says of them."""

from __future__ import annotations

LABELS: dict[str, str] = {
    "wage_arrears": "克扣、无故拖欠劳动报酬",
    "overtime_illegal": "违法延长工作时间",
    "contract_missing": "未订立书面劳动合同",
    "obstruct": "阻挠监察、拒不提供资料或拒不改正",
    "female_young_worker": "违反女职工、未成年工特殊保护规定",
    "child_labour_use": "使用童工",
    "roster_missing": "未建立职工名册",
    "si_underdeclare": "瞒报工资总额或者职工人数",
    "deposit_taken": "收取押金、扣押档案",
}


def label(code: str) -> str:
    """Return what a violation is called; its id where it is not known any more."""
    return LABELS.get(code, code)
