"""仲裁审查的文书 — the mediation statement made of a reviewed agreement, and the letters around it."""

from __future__ import annotations

from tongzhou.law import numeral
from tongzhou.law.heads import head
from tongzhou.lines.arbitration.documents.frame import of_law, of_rules, said
from tongzhou.procedure.papers import (
    Block,
    Document,
    Heading,
    Issue,
    Paragraph,
    SignatureBlock,
    Template,
    day,
    yuan_twice,
)

from . import facts, procedure, rules


def statement(issue: Issue) -> Document:
    """仲裁调解书（审查）: the terms of the agreement, which both may have enforced."""
    asked = rules.request(issue.view)
    assert asked
    return _paper(
        issue,
        "仲裁调解书",
        (
            *_parties(issue),
            Paragraph(
                f"双方于{day(asked.agreed_on)}经{asked.by}主持达成调解协议"
                f"{f'（{asked.number}）' if asked.number else ''}，共同申请本委审查。"
                f"本委依照{of_rules(74)}、{of_rules(76)}的规定进行了审查。"
            ),
            Heading("协议内容"),
            *(Paragraph(f"{numeral(n)}、{t}") for n, t in enumerate(_terms(issue), start=1)),
            Heading("审查结果"),
            Paragraph("经审查，上述协议的形式和内容合法有效，本委予以确认，制作本调解书。"),
            Paragraph("本调解书经双方当事人签收后，发生法律效力。"),
            Paragraph(
                f"一方逾期不履行的，另一方可以依照{of_law(51)}和民事诉讼法的有关规定向人民法院申请执行。"
            ),
        ),
    )


def taken(issue: Issue) -> Document:
    """仲裁审查受理通知书."""
    return _paper(
        issue,
        "仲裁审查受理通知书",
        (
            *_parties(issue),
            Paragraph(
                f"你们共同提出的调解协议仲裁审查申请收悉。本委决定受理，自{day(issue.on)}起五个工作日内审查"
                f"结束；因特殊情况需要延长的，经批准可以延长五个工作日（{of_rules(76)}）。"
            ),
        ),
    )


def refused(issue: Issue) -> Document:
    """仲裁审查不予受理通知书."""
    stated = issue.facts
    assert isinstance(stated, facts.Refusing)
    return _paper(
        issue,
        "仲裁审查不予受理通知书",
        (
            *_parties(issue),
            Paragraph(
                f"你们共同提出的调解协议仲裁审查申请，本委决定不予受理。理由：{said(stated.reason)}"
            ),
            Paragraph("当事人可以就原争议依法申请仲裁，或者就协议的履行依法主张权利。"),
        ),
    )


def denied(issue: Issue) -> Document:
    """不予制作调解书决定书."""
    stated = issue.facts
    assert isinstance(stated, facts.Denying)
    return _paper(
        issue,
        "不予制作调解书决定书",
        (
            *_parties(issue),
            Paragraph(
                f"经审查，你们的调解协议有下列情形：{stated.ground}。{said(stated.detail)}"
                "本委决定不予制作调解书。"
            ),
            Paragraph("当事人可以重新达成协议，或者就原争议依法申请仲裁。"),
        ),
    )


def _paper(issue: Issue, title: str, blocks: tuple[Block, ...]) -> Document:
    return Document(
        body=issue.body,
        title=title,
        number=issue.number,
        blocks=blocks,
        signature=SignatureBlock((issue.body,), issue.on, characters=True),
    )


def _parties(issue: Issue) -> list[Block]:
    return [
        Paragraph(s.name or s.ref, lead=f"{s.kind.label}：")
        for s in issue.view.subjects.values()
        if s.kind.code in ("claimant", "respondent")
    ]


def _terms(issue: Issue) -> list[str]:
    asked = rules.request(issue.view)
    assert asked
    payer = "、".join(
        s.name or s.ref for s in issue.view.subjects.values() if s.kind.code == "respondent"
    )
    terms = [
        f"{payer}向{issue.view.subjects[key].name or key}支付{head(code).label}{yuan_twice(fen)}。"
        for key, of_one in asked.items.items()
        for code, fen in of_one.items()
        if fen and key in issue.view.subjects
    ]
    return terms + [said(line) for line in asked.terms.splitlines() if line.strip()]


DOCUMENTS = (
    Template(procedure.TAKEN, taken),
    Template(procedure.REFUSED, refused),
    Template(procedure.STATEMENT, statement),
    Template(procedure.DENIAL, denied),
)
