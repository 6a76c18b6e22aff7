"""仲裁审查申请书、司法确认申请书、支付令申请书."""

from __future__ import annotations

from tongzhou.lines.mediation import facts, onward, rules
from tongzhou.procedure.papers import (
    Block,
    Document,
    Heading,
    Issue,
    Paragraph,
    SignatureBlock,
    Table,
    day,
    yuan,
    yuan_twice,
)
from tongzhou.procedure.view import View

from . import parties, tables


def review(issue: Issue) -> Document:
    """仲裁审查申请书: both ask the commission to review the agreement (办案规则 74)."""
    return _joint(
        issue,
        "劳动争议调解协议仲裁审查申请书",
        "请求依法审查上述调解协议，并出具调解书。",
        "《劳动人事争议仲裁办案规则》第七十四条",
    )


def confirmation(issue: Issue) -> Document:
    """司法确认申请书: both ask a court to confirm the agreement (民事诉讼法 205)."""
    return _joint(
        issue, "司法确认申请书", "请求依法确认上述调解协议有效。", "《民事诉讼法》第二百零五条"
    )


def _joint(issue: Issue, title: str, asks: str, law: str) -> Document:
    said, view = issue.facts, issue.view
    assert isinstance(said, facts.Joint)
    concluded = view.on["conclude"]
    terms = rules.agreement(view)
    assert terms is not None
    return Document(
        title=title,
        blocks=(
            *_both(view),
            Heading("申请事项"),
            Paragraph(asks),
            Heading("事实和理由"),
            Paragraph(
                f"双方因劳动争议，经{parties.seat(issue)}调解，于{day(concluded)}达成调解协议，同日生效。"
                f"协议金额合计{yuan_twice(sum(terms.sums.values()))}。"
            ),
            tables.agreed(view),
            Paragraph(
                "双方出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为；协议内容没有损害"
                f"国家利益、社会公共利益和他人合法权益。根据{law}的规定，共同提出申请。"
            ),
            Heading("附送材料"),
            Paragraph("1. 调解协议书原件"),
            Paragraph("2. 当事人身份证明、单位主体资格证明"),
            Paragraph("3. 调解申请书和与协议有关的证据材料"),
            Paragraph("此致"),
            Paragraph(said.to, indent=False),
        ),
        signature=SignatureBlock(
            on=issue.on, people=tuple(("申请人", s.name) for s in rules.must_sign(view)), seal=False
        ),
    )


def _both(view: View) -> tuple[Paragraph, ...]:
    """Return both sides as joint applicants."""
    found = parties.described(rules.must_sign(view))
    return tuple(Paragraph(p.text, lead="申请人：") for p in found)


def payment_order(issue: Issue) -> Document:
    """支付令申请书 (调解仲裁法 16): the worker asks with the agreement in hand; one sheet for each."""
    said, view = issue.facts, issue.view
    assert isinstance(said, facts.Joint)
    owed = {
        s.key: sum(i.amount for i in onward.unpaid_items(view, s.key))
        for s in rules.subjects(view, "claimant", "claiming")
    }
    owed = {key: amount for key, amount in owed.items() if amount}
    blocks: list[Block] = [
        *parties.described(view.subjects[key] for key in owed),
        *(
            Paragraph(p.text, lead="被申请人：")
            for p in parties.described(rules.subjects(view, "respondent"))
        ),
        Heading("请求事项"),
        Paragraph(f"请求向被申请人发出支付令，给付{yuan_twice(sum(owed.values()))}。"),
        Heading("事实和理由"),
        Paragraph(
            f"双方于{day(view.on['conclude'])}达成调解协议并生效。被申请人在约定期限内没有履行。"
            "根据《劳动争议调解仲裁法》第十六条的规定，提出申请。"
        ),
        Table(
            ("申请人", "未付金额"),
            tuple((tables.called(view, key), yuan(amount)) for key, amount in owed.items()),
            widths=(1, 1),
            aligns=("centre", "right"),
        ),
        Heading("附送材料"),
        Paragraph("1. 调解协议书"),
        Paragraph("2. 申请人身份证明"),
        Paragraph("此致"),
        Paragraph(said.to, indent=False),
    ]
    return Document(
        title="支付令申请书",
        blocks=tuple(blocks),
        signature=SignatureBlock(
            on=issue.on,
            people=tuple(("申请人", tables.called(view, key)) for key in owed),
            seal=False,
        ),
    )
