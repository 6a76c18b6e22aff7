"""风险提示函、处置方案、移送函."""

from __future__ import annotations

from tongzhou.procedure.papers import (
    Block,
    Document,
    Heading,
    Issue,
    Paragraph,
    Table,
    day,
    paragraphs,
)
from tongzhou.warning.cases import facts, rules

from .frame import BASIS, firm, firm_lines, hits_table, level, paper, yuan


def letter(issue: Issue) -> Document:
    """风险提示函: plain words, questions, where to answer, and that nothing is held against anybody."""
    said = issue.facts
    assert isinstance(said, facts.Letter)
    blocks: list[Block] = [
        Paragraph("我们在日常监测中注意到你单位的一些变化，想先听听你们的说明："),
        *paragraphs(said.noticed),
        Paragraph("请告诉我们："),
        *(Paragraph(f"{n}.{q}") for n, q in enumerate(said.questions, start=1)),
        Paragraph(
            "可以在“同舟”门户用本函编号和预留手机号打开本事项，直接填写说明、上传材料，也可以提出需要的帮助；"
            "还可以联系下列人员当面或电话说明。建议在三个工作日内答复。"
        ),
        *([Paragraph(said.contact, lead="联系人：")] if said.contact else []),
        Paragraph("本函只是提示和询问，不是处罚，也不表示认定你单位违法。数据有误的，我们会更正。"),
    ]
    return paper(issue, blocks, addressee=firm(issue))


def plan(issue: Issue) -> Document:
    """处置方案: who does what by when."""
    said = issue.facts
    assert isinstance(said, facts.Plan)
    rows = tuple(
        (str(n), step.what, step.who, day(step.until))
        for n, step in enumerate(said.steps.values(), start=1)
    )
    found = rules.verification(issue.view)
    blocks: list[Block] = [
        *firm_lines(issue),
        Paragraph(f"{level(issue)}预警（{issue.case_number}）", lead="预警："),
    ]
    if found:
        people = "人数不详" if found.people is None else f"涉及{found.people}人"
        blocks += [
            Heading("核实情况"),
            *paragraphs(
                f"{found.found}，原因：{found.cause}，{people}，金额{yuan(found.amount)}。{found.words}"
            ),
        ]
    if said.words:
        blocks += [Heading("总体要求"), *paragraphs(said.words)]
    blocks += [
        Heading("措施"),
        Table(("序号", "措施", "由谁办", "完成时限"), rows, widths=(1, 6, 2, 3)),
    ]
    return paper(issue, blocks)


def referral(issue: Issue) -> Document:
    """移送函: what was seen, what was done, and what is asked of the receiver."""
    said = issue.facts
    assert isinstance(said, (facts.ToInspection, facts.ToMediation, facts.ToIncident))
    to = "劳动保障监察机构" if isinstance(said, facts.ToInspection) else said.unit
    blocks: list[Block] = [
        Paragraph(f"依据{BASIS}，我们监测到下列用人单位存在风险，现移送你单位依法办理："),
        *firm_lines(issue),
        *paragraphs(said.words),
        hits_table([h for h in rules.standing(issue.view) if h.rule not in said.wrong]),
    ]
    if isinstance(said, facts.ToIncident):
        people = "" if said.people is None else f"，涉及{said.people}人"
        blocks.append(Paragraph(f"情形：{said.happening}{people}。请按应急预案处置，并告知结果。"))
    found = rules.verification(issue.view)
    if found:
        blocks.append(
            Paragraph(
                f"{day(found.visited_on)}{found.way}：{found.found}。{found.words}",
                lead="核实情况：",
            )
        )
    return paper(issue, blocks, addressee=to)
