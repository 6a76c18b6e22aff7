"""请求、协议、履行 — the tables that papers of a mediation share, from the ledger of the claims."""

from __future__ import annotations

from tongzhou.lines.mediation import facts, rules
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.papers import Table, day, yuan
from tongzhou.procedure.view import View


def called(view: View, key: str) -> str:
    """Return what a subject is called."""
    return view.subjects[key].name if key in view.subjects else key


def claims(view: View, only: tuple[str, ...] = ()) -> Table:
    """Return what is claimed: who, under which head, how much, for when, and on what it rests."""
    rows = [
        (called(view, key), item.of.label, sum_of(item), span(item), item.basis)
        for key, items in rules.claims_of(view).items()
        if not only or key in only
        for item in items
    ]
    return Table(
        ("申请人", "请求事项", "金额", "起止时间", "计算依据"),
        tuple(rows),
        widths=(2, 3.4, 2.6, 3, 5),
        aligns=("centre", "left", "right", "centre", "left"),
    )


def sum_of(item: ClaimItem) -> str:
    """Return the sum of an item; a dash where none is claimed."""
    return yuan(item.amount) if item.amount else "—"


def span(item: ClaimItem) -> str:
    """Return from when to when an item is claimed."""
    if item.since and item.until:
        return f"{item.since}至{item.until}"
    return f"{item.since}起" if item.since else (f"至{item.until}" if item.until else "")


def agreed(view: View) -> Table:
    """Return claimed and agreed side by side, with a line for the whole."""
    found = rules.lines(view)
    rows = [
        (
            called(view, x.subject),
            x.label,
            sum_of(x.item),
            yuan(x.decided["settled"]) if "settled" in x.decided else "不再主张",
        )
        for x in found
    ]
    total = sum(x.decided.get("settled", 0) for x in found)
    asked = sum(x.item.amount for x in found)
    rows.append(("合计", "", yuan(asked), yuan(total)))
    return Table(
        ("申请人", "请求事项", "请求金额", "协议金额"),
        tuple(rows),
        widths=(2, 4, 3, 3),
        aligns=("centre", "left", "right", "right"),
    )


def payments(view: View, terms: facts.Agreement) -> Table:
    """Return who is paid how much on which day, and how."""
    rows = tuple(
        (str(n), called(view, p.claimant), day(p.on), yuan(p.amount), p.how or "转入本人银行账户")
        for n, p in enumerate(terms.payments, start=1)
    )
    return Table(
        ("序号", "收款人", "最迟付款日期", "金额", "付款方式"),
        rows,
        widths=(1, 2, 3, 3, 4),
        aligns=("centre", "centre", "centre", "right", "left"),
    )
