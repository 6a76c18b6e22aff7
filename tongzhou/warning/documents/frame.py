"""文书的框架 — whose paper it is, how a signal and a level are written."""

from __future__ import annotations

from collections.abc import Sequence

from tongzhou.procedure.papers import Block, Document, Issue, Paragraph, SignatureBlock, Table
from tongzhou.warning.cases import rules
from tongzhou.warning.cases.facts import HitFact
from tongzhou.warning.rules import Level

BASIS = "《保障农民工工资支付条例》第三十八条"


def body(issue: Issue) -> str:
    """Return the name of the body that acted, or that of the department of the region."""
    return issue.body or f"{issue.region}人力资源和社会保障局"


def firm(issue: Issue) -> str:
    """Return the employer's name."""
    found = rules.employer_of(issue.view)
    return (found.name or found.ref) if found else "（未列明单位）"


def level(issue: Issue) -> str:
    """Return the level in force when the paper was issued."""
    return rules.level(issue.view).label


def firm_lines(issue: Issue) -> list[Paragraph]:
    """Return name, credit code and address of the employer, as the register has them."""
    found = rules.employer_of(issue.view)
    if found is None:
        return []
    known = issue.registered(found)
    lines = [
        ("用人单位：", found.name),
        ("统一社会信用代码：", known.number),
        ("地址：", known.address),
    ]
    return [Paragraph(value, lead=lead) for lead, value in lines if value]


def hits_table(hits: Sequence[HitFact]) -> Table:
    """Return the signals: rule, level, value, bound, period, source."""
    return Table(
        ("规则", "等级", "数值", "阈值", "期间", "来源"),
        tuple(
            (f"{h.rule} {h.label}", Level(h.level).label, f"{h.value}{h.unit}" if h.value else h.words or "—",
             h.threshold or "—", h.period, h.source)
            for h in hits
        ),
        widths=(4, 1, 2, 3, 2, 2),
        caption="命中的规则",
    )  # fmt: skip


def paper(
    issue: Issue,
    blocks: Sequence[Block],
    *,
    addressee: str = "",
    remark: str = "",
    sealed: bool = True,
) -> Document:
    """Return a paper under the name of the department."""
    name = body(issue)
    return Document(
        body=name,
        title=issue.paper.label if issue.paper else issue.act.label,
        number=issue.number,
        addressee=addressee,
        blocks=tuple(blocks),
        signature=SignatureBlock((name,), issue.on, seal=sealed),
        remark=remark,
    )


def yuan(fen: int | None) -> str:
    """Return an amount inside a sentence; a dash where it is not known."""
    return "—" if fen is None else f"{fen / 100:,.2f}元"
