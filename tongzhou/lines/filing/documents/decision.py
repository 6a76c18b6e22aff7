"""异议处理决定书 — what was declared, what the worker says, what the employer answers, what is decided and why, and what remains open."""

from __future__ import annotations

from tongzhou.lines.filing.objection import facts
from tongzhou.lines.filing.objection.rules import objection
from tongzhou.lines.filing.offices import OFFICER
from tongzhou.procedure.papers import (
    Block,
    Document,
    Heading,
    Issue,
    Paragraph,
    SignatureBlock,
    day,
    paragraphs,
)


def seat(issue: Issue) -> str:
    """Return the body that decides."""
    return issue.body or issue.body_of(OFFICER)


def _named(issue: Issue, kind: str) -> str:
    return "、".join(s.name for s in issue.view.subjects.values() if s.kind.code == kind and s.name)


def decision(issue: Issue) -> Document:
    """劳动用工备案异议处理决定书: upheld with what is to be put right and by when, or dismissed with the reason."""
    view, said = issue.view, objection(issue.view)
    worker, firm = _named(issue, "worker"), _named(issue, "employer")
    raised = view.on.get("raise") or view.opened_on or issue.on
    blocks: list[Block] = [
        Paragraph(
            f"{worker}于{day(raised)}对{firm}办理的劳动用工备案提出异议，认为“{said.what if said else ''}”。"
            f"我单位已将异议送{firm}，并听取意见。现已处理完毕。"
        ),
        Heading("备案内容"),
        *paragraphs((said.declared if said else "") or "以备案登记簿为准。"),
        Heading("劳动者的陈述"),
        *paragraphs(said.words if said else ""),
        Heading("用人单位的答复"),
        *_answer(issue),
        Heading("处理决定"),
        *_verdict(issue, firm),
        Heading("其他"),
        Paragraph(
            "劳动用工备案是对用工情况的记载，不确认、不否认劳动关系。对劳动关系、劳动报酬、社会保险等有争议的，"
            "可以依法申请调解、仲裁，或者向劳动保障监察机构举报投诉。"
        ),
        Paragraph(
            "不服本决定的，可以自收到本决定书之日起六十日内依法申请行政复议，或者自收到之日起六个月内依法提起行政诉讼"
            "（《行政复议法》第二十条，《行政诉讼法》第四十六条）。"
        ),
    ]
    return Document(
        body=seat(issue),
        title="劳动用工备案异议处理决定书",
        number=issue.number,
        addressee=f"{worker}、{firm}",
        blocks=tuple(blocks),
        signature=SignatureBlock((seat(issue),), issue.on),
    )


def _answer(issue: Issue) -> list[Block]:
    given = issue.view.said.get("answer")
    if not isinstance(given, facts.Answer):
        return [Paragraph("用人单位在答复期限内没有答复。")]
    agrees = "同意更正。" if given.agrees else "不同意更正。"
    return [Paragraph(agrees), *paragraphs(given.words)]


def _verdict(issue: Issue, firm: str) -> list[Block]:
    found = issue.facts
    if isinstance(found, facts.Upheld):
        return [
            Paragraph(f"异议成立。{firm}应当在{day(found.until)}前更正下列内容，并办理变更备案："),
            *paragraphs(found.mend),
        ]
    assert isinstance(found, facts.Dismissed)
    return [Paragraph("异议不成立，维持原备案。理由如下："), *paragraphs(found.words)]
