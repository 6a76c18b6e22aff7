"""核查反馈表、约谈记录."""

from __future__ import annotations

from tongzhou.procedure.papers import (
    Cell,
    Document,
    Issue,
    Paragraph,
    Sheet,
    SignatureBlock,
    day,
    paragraphs,
)
from tongzhou.warning.cases import facts, rules

from .frame import body, firm, level, yuan


def checked(issue: Issue) -> Document:
    """核查反馈表: what was found."""
    said = issue.facts
    assert isinstance(said, facts.Verification)
    people = "—" if said.people is None else f"{said.people}人"
    rows = [
        ("用人单位", firm(issue)),
        ("预警编号、等级", f"{issue.case_number}　{level(issue)}"),
        ("核实方式、日期", f"{said.way}　{day(said.visited_on)}"),
        ("地点、在场人员", f"{said.place}　{said.present}".strip() or "—"),
        ("核实结果", said.found),
        ("原因", said.cause),
        ("涉及人数、金额", f"{people}　{yuan(said.amount)}"),
        ("核实情况", said.words),
        ("建议措施", said.plan or "—"),
        ("下次查看", day(said.next_check) if said.next_check else "—"),
        ("核实人", said.visitor or "、".join(issue.names) or "—"),
    ]
    cells = tuple((Cell(name, label=True), Cell(text)) for name, text in rows)
    return Document(body=body(issue), title="预警核查反馈表", blocks=(Sheet(cells, widths=(1, 3)),))


def interview(issue: Issue) -> Document:
    """约谈记录: who spoke with whom about what, and what was promised."""
    said = issue.facts
    assert isinstance(said, facts.Interview)
    hands = tuple(("处置责任人", s.name or s.ref) for s in rules.handlers(issue.view))
    blocks = [
        Paragraph(firm(issue), lead="约谈对象："),
        Paragraph(f"{day(said.held_on)}　{said.place}", lead="时间、地点："),
        Paragraph("、".join(said.present), lead="参加人员："),
        Paragraph("谈话要点：", lead=""),
        *paragraphs(said.words),
        *([Paragraph(said.promise, lead="对方承诺：")] if said.promise else []),
    ]
    return Document(
        body=body(issue),
        title="约谈记录",
        blocks=tuple(blocks),
        signature=SignatureBlock(on=issue.on, seal=False, people=(("被约谈人", "　　　"), *hands)),
    )
