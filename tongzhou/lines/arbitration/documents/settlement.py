"""仲裁调解书 — what was claimed and what was agreed (调解仲裁法 42); of many, one paper with its schedule."""

from __future__ import annotations

from tongzhou.law import numeral
from tongzhou.law.heads import head
from tongzhou.lines.arbitration.facts import deciding
from tongzhou.lines.arbitration.rules import ledger, track
from tongzhou.lines.arbitration.rules.awards import claims_of
from tongzhou.lines.arbitration.rules.track import GROUP
from tongzhou.procedure.claims import by_head
from tongzhou.procedure.papers import Block, Document, Heading, Issue, Paragraph, day, yuan_twice
from tongzhou.procedure.view import Subject

from .frame import accepted_on, commission, joined, of_law, of_rules, panel, respondents, said
from .parties import parties
from .tables import asked, claimants_of, heads_table, items_table, scheduled


def settlement(issue: Issue) -> Document:
    """仲裁调解书: parties, claims, what was agreed, and when it takes effect."""
    stated = issue.facts
    assert isinstance(stated, deciding.Settlement)
    who = claimants_of(issue, stated.items)
    many = len(who) >= GROUP
    brought = day(issue.view.opened_on) if issue.view.opened_on else ""
    return Document(
        body=commission(issue),
        title="仲裁调解书",
        number=issue.number,
        blocks=(
            *parties(issue, only=tuple(stated.items), detail="full"),
            Paragraph(
                f"申请人{joined(who)}与被申请人{respondents(issue)}因{ledger.cause_words(issue.view)}发生争议，"
                f"于{brought}向本委申请仲裁，本委于{accepted_on(issue)}受理（{issue.case_number}）。"
            ),
            Heading("请求事项"),
            *_claims(who, many=many),
            Heading("调解结果"),
            Paragraph(f"依照{of_law(42)}的规定，经仲裁庭主持调解，双方自愿达成如下协议："),
            *(Paragraph(f"{numeral(n)}、{t}") for n, t in enumerate(_terms(issue, who), start=1)),
            *([heads_table(stated.items, label="调解金额")] if many else []),
            *_consents(issue, stated),
            Heading("效力"),
            Paragraph(
                "上述协议符合有关法律规定，本委予以确认。"
                "本调解书经双方当事人签收后，发生法律效力。调解书送达前一方反悔的，仲裁庭应当及时作出裁决。"
            ),
            Paragraph(
                f"一方逾期不履行的，另一方可以依照{of_law(51)}和民事诉讼法的有关规定向人民法院申请执行。"
            ),
        ),
        signature=panel(issue),
        annexes=(scheduled(issue, stated.items, "当事人及调解金额明细表"),) if many else (),
    )


def _claims(who: list[Subject], *, many: bool) -> list[Block]:
    if many:
        return [heads_table(asked(who), label="请求金额")]
    out: list[Block] = []
    for subject in who:
        if len(who) > 1:
            out.append(Paragraph("", lead=f"{subject.name or subject.ref}："))
        out.append(items_table(claims_of(subject)))
    return out


def _terms(issue: Issue, who: list[Subject]) -> list[str]:
    stated = issue.facts
    assert isinstance(stated, deciding.Settlement)
    payer, until = respondents(issue), day(stated.pay_on)
    totals = by_head(stated.items.values())
    terms = []
    if len(who) >= GROUP:
        terms.append(
            f"被申请人{payer}于{until}前向附件所列{joined(who)}支付共计{yuan_twice(sum(totals.values()))}，"
            "各人各项数额见附件，附件为本调解书的组成部分。"
        )
    else:
        terms += [
            f"被申请人{payer}于{until}前向申请人{s.name or s.ref}支付{head(code).label}{yuan_twice(fen)}。"
            for s in who
            for code, fen in stated.items[s.key].items()
            if fen
        ]
    terms += [said(line) for line in stated.terms.splitlines() if line.strip()]
    if stated.waives_rest:
        terms.append("双方就本案争议再无其他争议。")
    return terms


def _consents(issue: Issue, stated: deciding.Settlement) -> list[Paragraph]:
    if not stated.consents or not track.speaks_through_others(issue.view):
        return []
    words = f"代表人达成上述协议，已依照{of_rules(63)}的规定取得被代表的{len(stated.consents)}名申请人的书面同意。"
    return [Paragraph(words)]
