"""保证金支付通知、垫付决定、追偿通知 — money that comes from somebody other than the employer."""

from __future__ import annotations

from tongzhou.lines.arrears import facts, rules
from tongzhou.procedure.papers import (
    Document,
    Issue,
    Paragraph,
    SignatureBlock,
    paragraphs,
    yuan_twice,
)

from .parts import addressed, place, schedule


def draw(issue: Issue) -> Document:
    """工资保证金支付通知书: to the bank or guarantor, whom to pay how much within five working days."""
    said = issue.facts
    assert isinstance(said, facts.Draw)
    return Document(
        body=issue.body,
        title="工资保证金支付通知书",
        number=issue.number,
        addressee=said.bank,
        blocks=(
            Paragraph(
                f"因{place(issue)}拖欠农牧民工工资，经责令支付仍未付清。依照《保障农民工工资支付条例》第三十二条和"
                f"《工程建设领域农民工工资保证金规定》，请自收到本通知之日起五个工作日内，从保证金"
                f"{f'（{said.account}）' if said.account else ''}中向附件所列人员支付共计{yuan_twice(said.total)}，"
                "直接转入本人银行账户，并将支付结果书面告知本机关。"
            ),
            Paragraph(
                "工资保证金专款专用，不得因支付工资以外的原因被查封、冻结或者划拨（条例第三十三条）。"
            ),
            *paragraphs(said.words),
        ),
        annexes=(schedule(issue, said.amounts, "支付明细表"),),
        signature=SignatureBlock((issue.body,), issue.on),
    )


def advance(issue: Issue) -> Document:
    """应急周转金垫付决定书."""
    said = issue.facts
    assert isinstance(said, facts.Advance)
    return Document(
        body=issue.body,
        title="应急周转金垫付决定书",
        number=issue.number,
        blocks=(
            Paragraph(
                f"{place(issue)}拖欠农牧民工工资，一时难以清偿。依照《保障农民工工资支付条例》第六十三条，"
                f"经{said.approval}，动用应急周转金先行垫付{said.covers}共计{yuan_twice(said.total)}，人员和金额见附件。"
            ),
            Paragraph(f"垫付后，依法向{addressed(issue)}追偿。"),
        ),
        annexes=(schedule(issue, said.amounts, "垫付明细表"),),
        signature=SignatureBlock((issue.body,), issue.on),
    )


def recover(issue: Issue) -> Document:
    """垫付工资追偿通知书: how much was advanced, and is still to come back."""
    said = issue.facts
    assert isinstance(said, facts.Ground)
    open_ = {
        w.key: left
        for w in rules.workers(issue.view)
        for s in (rules.sums(issue.view, w.key),)
        if (left := s.advanced - s.recovered) > 0
    }
    return Document(
        body=issue.body,
        title="垫付工资追偿通知书",
        number=issue.number,
        addressee=addressed(issue),
        blocks=(
            Paragraph(
                f"{place(issue)}拖欠的农牧民工工资，已由应急周转金先行垫付，尚有{yuan_twice(sum(open_.values()))}没有追回。"
                "依照《保障农民工工资支付条例》第六十三条，请你单位立即偿还。"
            ),
            *paragraphs(said.words),
        ),
        annexes=(schedule(issue, open_, "垫付未追回明细表"),),
        signature=SignatureBlock((issue.body,), issue.on),
    )
