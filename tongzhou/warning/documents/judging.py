"""预警通知单、转办单、误报登记表."""

from __future__ import annotations

from tongzhou.procedure.papers import (
    Block,
    Cell,
    Document,
    Heading,
    Issue,
    Paragraph,
    Sheet,
    day,
    paragraphs,
)
from tongzhou.warning.cases import facts, rules

from .frame import BASIS, body, firm, firm_lines, hits_table, level, paper


def notice(issue: Issue) -> Document:
    """预警通知单: whom, which level, why, what is expected until when."""
    said = issue.facts
    assert isinstance(said, facts.Issue)
    blocks: list[Block] = [
        *firm_lines(issue),
        Paragraph(f"依据{BASIS}，经监测研判，对该单位发出{level(issue)}预警。"),
        hits_table(rules.hits(issue.view)),
        Heading("工作要求"),
        *paragraphs(said.words),
        Paragraph(
            "本通知单只供工作人员使用。规则阈值和时限为建议值，预警不等于违法认定；核实以前不得对用人单位作出不利处理。"
        ),
    ]
    return paper(issue, blocks)


def slip(issue: Issue) -> Document:
    """转办单: to whom it goes, and what is asked."""
    said = issue.facts
    assert isinstance(said, facts.Dispatch)
    people = "、".join(s.name or s.ref for s in issue.subjects)
    rows = [
        ("用人单位", firm(issue)),
        ("预警编号、等级", f"{issue.case_number}　{level(issue)}"),
        ("派发对象", f"{said.to}　{said.unit}".strip()),
        ("处置责任人", people),
        ("办理要求", said.words or "请按时限签收、核实、反馈。"),
        (
            "命中规则",
            "；".join(f"{h.rule}{h.label} {h.value}{h.unit}" for h in rules.hits(issue.view)),
        ),
    ]
    cells = tuple((Cell(name, label=True), Cell(text)) for name, text in rows)
    receipt = (
        Cell("签收", label=True),
        Cell("", tall=28.0, signed=("（签名）", "年　　月　　日　　时　　分")),
    )
    return Document(
        body=body(issue),
        title="预警转办单",
        number=issue.number,
        blocks=(Sheet((*cells, receipt), widths=(1, 3)),),
    )


def false_alarm(issue: Issue) -> Document:
    """误报登记表: why it was none, which rules were wrong, what should change."""
    said = issue.facts
    assert isinstance(said, facts.FalseAlarm)
    wrong = [h for h in rules.hits(issue.view) if not said.rules or h.rule in said.rules]
    rows = [
        ("用人单位", firm(issue)),
        ("误报原因", said.cause),
        (
            "误报的规则",
            "；".join(f"{h.rule}{h.label}（第{h.version}版）{h.value}{h.unit}" for h in wrong),
        ),
        ("核对情况", said.words),
        ("改进建议", said.advice or "—"),
        ("登记日期", day(issue.on)),
    ]
    cells = tuple((Cell(name, label=True), Cell(text)) for name, text in rows)
    return Document(
        body=body(issue),
        title="误报登记表",
        number=issue.number,
        blocks=(Sheet(cells, widths=(1, 3)),),
    )
