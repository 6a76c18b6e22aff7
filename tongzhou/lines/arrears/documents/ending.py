"""移交（通报）函、结案报告."""

from __future__ import annotations

from tongzhou.lines.arrears import facts, rules
from tongzhou.lines.arrears.conclusions import conclusion
from tongzhou.procedure.papers import (
    Document,
    Heading,
    Issue,
    Paragraph,
    SignatureBlock,
    Table,
    day,
    paragraphs,
    yuan_twice,
)
from tongzhou.procedure.papers.words import grouped

from .parts import UNIT, place


def notice(issue: Issue) -> Document:
    """欠薪案件移交（通报）函: about what, the facts, and by when an answer is asked."""
    said = issue.facts
    assert isinstance(said, facts.Referral)
    sums = rules.sums(issue.view)
    until = (
        f"请于{day(said.reply_by)}前反馈办理情况。" if said.reply_by else "请将办理情况反馈本机关。"
    )
    return Document(
        body=issue.body,
        title=f"关于{place(issue)}拖欠农牧民工工资案件的函",
        number=issue.number,
        addressee=said.addressee,
        blocks=(
            Paragraph(
                f"{place(issue)}拖欠{len(rules.workers(issue.view))}名劳动者工资{yuan_twice(sums.found)}，"
                f"已到账{grouped(max(sums.received, 0))}元，尚欠{grouped(max(sums.left, 0))}元。现就“{said.to}”事项函告如下："
            ),
            *paragraphs(said.words),
            Paragraph(until),
        ),
        signature=SignatureBlock((issue.body,), issue.on),
    )


def closing(issue: Issue) -> Document:
    """欠薪案件结案报告: found, ordered, collected; each worker; the conclusion and its evidence."""
    said = issue.facts
    assert isinstance(said, facts.Ending)
    view, code = issue.view, conclusion(said.code)
    sums = rules.sums(view)
    rows = []
    for n, worker in enumerate(rules.workers(view), start=1):
        mine = rules.sums(view, worker.key)
        word = next(s.staff for s in worker.kind.states if s.code == worker.state)
        rows.append(
            (
                str(n),
                worker.name,
                grouped(mine.found),
                grouped(max(mine.received, 0)),
                grouped(max(mine.left, 0)),
                word,
            )
        )
    evidence = [
        f"{code.evidence.get(kind, kind)}：{'、'.join(f.name for f in found)}"
        for kind, found in said.evidence.items()
    ]
    return Document(
        body=issue.body,
        title="欠薪案件结案报告",
        number=issue.number,
        blocks=(
            Heading("案件"),
            Paragraph(f"{issue.case_number} {issue.case_title}，{place(issue)}。首次反映{day(view.first_seen or issue.on)}。"),
            Heading("金额"),
            Paragraph(
                f"认定欠付{yuan_twice(sums.found)}；到账{grouped(max(sums.received, 0))}元，其中垫付{grouped(sums.advanced)}元；"
                f"尚欠{grouped(max(sums.left, 0))}元。"
            ),
            Table(
                ("序号", "姓名", "认定", "到账", "尚欠", "结果"), tuple(rows), widths=(1, 2.4, 2.2, 2.2, 2.2, 2),
                aligns=("centre", "left", "right", "right", "right", "centre"), unit=UNIT,
            ),
            Heading("结论"),
            Paragraph(f"{code}。" + ("（结论名称为建议用语）" if code.suggested else "")),
            *paragraphs(said.words),
            Heading("证据"),
            *([Paragraph(x) for x in evidence] or [Paragraph("逐人到账的银行记录、本人确认见本案记录。")]),
        ),
        signature=SignatureBlock((issue.body,), issue.on, people=tuple(("承办人", n) for n in issue.names)),
    )  # fmt: skip
