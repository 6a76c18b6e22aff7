"""责令提供资料、责令限期支付 — the two papers that oblige an employer."""

from __future__ import annotations

from tongzhou.lines.arrears import facts, rules
from tongzhou.procedure.papers import (
    Block,
    Document,
    Heading,
    Issue,
    Paragraph,
    SignatureBlock,
    day,
    paragraphs,
    yuan_twice,
)

from .parts import REMEDY, addressed, described, place, schedule


def books(issue: Issue) -> Document:
    """责令提供工资支付资料通知书: which books, until when, and what silence does."""
    said = issue.facts
    assert isinstance(said, facts.Demand)
    return Document(
        body=issue.body,
        title="责令提供工资支付资料通知书",
        number=issue.number,
        addressee=addressed(issue),
        blocks=(
            Paragraph(
                f"本机关正在办理{place(issue)}拖欠农牧民工工资一案。依照《保障农民工工资支付条例》第十五条、第五十条，"
                f"请于{day(said.until)}前提供下列资料："
            ),
            *paragraphs(said.words),
            Paragraph(
                "用人单位应当编制并保存工资支付台账至少三年，就工资支付负举证责任。期满不提供、也不能证明已经支付工资的，"
                "本机关可以依照劳动者提供的证据认定欠付金额，并依法处理。"
            ),
        ),
        signature=SignatureBlock((issue.body,), issue.on),
    )


def order(issue: Issue) -> Document:
    """责令限期支付工资决定书: who pays whom how much until when, by which articles, and what follows."""
    said = issue.facts
    assert isinstance(said, facts.Order)
    view = issue.view
    told, found = rules.liability(view), rules.established(view)
    basis: list[Block] = []
    if found:
        basis.append(Paragraph(f"欠付金额依{found.basis}认定。" + found.answers))
    payers = [
        Paragraph(f"{view.subjects[x.employer].name}：{x.words or x.role}。")
        for x in (told.liable if told else ())
        if x.employer in view.subjects
    ]
    return Document(
        body=issue.body,
        title="责令限期支付工资决定书",
        number=issue.number,
        addressee=addressed(issue),
        blocks=(
            *described(issue),
            Heading("查明的事实"),
            Paragraph(
                f"经查，{place(issue)}拖欠{len(said.amounts)}名劳动者工资共计{yuan_twice(said.total)}，各人金额见附件。"
            ),
            *paragraphs(said.words),
            *basis,
            Heading("清偿责任"),
            *payers,
            Heading("决定"),
            Paragraph(
                "依照《劳动保障监察条例》第二十六条、《保障农民工工资支付条例》的有关规定，责令你单位于"
                f"{day(said.until)}前，将上述工资{said.how}，并于期满次日前将支付凭证报送本机关。"
            ),
            Paragraph(
                "逾期不支付的，责令按应付金额百分之五十以上一倍以下的标准加付赔偿金；有能力支付而不支付或者逃匿，"
                "数额较大的，依法移送公安机关；符合条件的，列入拖欠农民工工资失信联合惩戒对象名单。"
            ),
            Paragraph(REMEDY),
        ),
        annexes=(schedule(issue, said.amounts, "欠付工资明细表"),),
        signature=SignatureBlock((issue.body,), issue.on),
    )
