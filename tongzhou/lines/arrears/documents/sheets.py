"""工资台账（签认稿） — every line, worker by worker, with room to sign. 保障农民工工资支付条例 15."""

from __future__ import annotations

from tongzhou.lines.arrears import rules
from tongzhou.procedure.papers import Annex, Document, Issue, Paragraph, Table
from tongzhou.procedure.papers.words import grouped

from .parts import UNIT, place


def ledger(issue: Issue) -> Document:
    """Return the ledger as it now stands, one row for each worker, month and item."""
    rows = []
    for worker in rules.workers(issue.view):
        for n, row in enumerate(rules.rows_of(worker)):
            name = worker.name if n == 0 else ""
            number = issue.registered(worker).masked if n == 0 else ""
            rows.append(
                (
                    name,
                    number,
                    row.month,
                    row.label,
                    grouped(row.due),
                    grouped(row.deducted),
                    grouped(row.paid),
                    grouped(row.owed),
                    "",
                )
            )
    table = Table(
        ("姓名", "证件号码", "月份", "项目", "应发", "扣款", "已发", "欠付", "本人签字"), tuple(rows),
        widths=(2, 4, 2, 2, 2, 1.6, 2, 2, 3), aligns=("left", "centre", "centre", "left", "right", "right", "right", "right", "left"), unit=UNIT,
    )  # fmt: skip
    total = rules.sums(issue.view)
    return Document(
        body=issue.body,
        title="农牧民工工资台账",
        blocks=(
            Paragraph(
                f"{place(issue)}，共{len(rules.workers(issue.view))}人，主张欠付合计{grouped(total.claimed)}元。"
            ),
            Paragraph(
                "请逐行核对月份、项目和金额，没有错的在本人一栏签字；有错的不要签字，当面或在手机上提出异议。"
            ),
        ),
        annexes=(Annex("工资台账明细", (table,), landscape=True),),
    )
