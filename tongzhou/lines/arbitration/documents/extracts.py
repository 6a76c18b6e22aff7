"""送达用个人页 — of an instrument of many: the page of one person, and the instrument addressed to one person.

A schedule of five hundred goes to everybody with numbers masked; this page, which only its person receives, says
everything of them and nothing of anybody else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tongzhou.law.heads import head
from tongzhou.lines.arbitration.facts import deciding
from tongzhou.lines.arbitration.states import CLAIMANT
from tongzhou.procedure.papers import (
    Annex,
    Block,
    Document,
    Issue,
    Paragraph,
    SignatureBlock,
    Table,
    capitals,
    day,
    day_in_characters,
    yuan_twice,
)
from tongzhou.procedure.papers.words import grouped
from tongzhou.procedure.view import Subject

from .award_parts import rights
from .frame import commission, respondents
from .parties import about
from .tables import UNIT, asked, claimants_of

PAGE = "个人明细页"
AWARDS = ("award_final", "award_other", "award_partial")
SETTLED = "本调解书经双方当事人签收后，发生法律效力。送达前一方反悔的，仲裁庭应当及时作出裁决。"


def amounts_of(issue: Issue) -> dict[str, dict[str, int]]:
    """Return what the instrument gives each claimant under each head; of a notice, what each claims."""
    stated = issue.facts
    items = getattr(stated, "items", None)
    if isinstance(items, Mapping):
        return {key: dict(of_one) for key, of_one in items.items()}
    named = [s for s in issue.subjects if s.kind is CLAIMANT]
    return asked(named or issue.view.of(CLAIMANT))


def people(issue: Issue) -> list[Subject]:
    """Return the claimants the instrument concerns, in the order of its schedule."""
    return claimants_of(issue, amounts_of(issue))


def column(issue: Issue) -> str:
    """Return what the amounts of the instrument are: awarded, settled, or asked."""
    if isinstance(issue.facts, (deciding.Award, deciding.Advance)):
        return "裁决金额"
    return "调解金额" if isinstance(issue.facts, deciding.Settlement) else "请求金额"


def page(issue: Issue, subject: Subject, amounts: Mapping[str, int]) -> Document:
    """Return the page of one person."""
    body = commission(issue)
    return Document(
        body=body,
        title=f"{issue.paper.label if issue.paper else issue.act.label}\n{PAGE}",
        number=issue.number,
        addressee=subject.name or subject.ref,
        blocks=tuple(words(issue, subject, amounts)),
        signature=SignatureBlock((body,), issue.on, characters=True),
    )


def words(issue: Issue, subject: Subject, amounts: Mapping[str, int]) -> list[Block]:
    """Return what the page of one person says between its title and its signature."""
    label = issue.paper.label if issue.paper else issue.act.label
    known = about(issue.registered(subject), worker=True)
    total = sum(amounts.values())
    rows = tuple(
        (
            head(code).label,
            grouped(fen) if head(code).money else "—",
            capitals(fen) if head(code).money else "—",
        )
        for code, fen in amounts.items()
    )
    return [
        Paragraph(
            f"{subject.name or subject.ref}{'，' if known else ''}{known}。", lead="申请人："
        ),
        Paragraph(f"{respondents(issue)}。", lead="被申请人："),
        Paragraph(
            f"本页为{issue.number}{label}（{day(issue.on)}）中涉及你本人的内容，与该文书一并送达。"
            f"你本人各项合计{yuan_twice(total)}，明细如下："
        ),
        Table(
            ("项目", column(issue), "大写"),
            (*rows, ("合计", grouped(total), capitals(total))),
            widths=(4, 2.6, 5),
            aligns=("left", "right", "left"),
            unit=UNIT,
        ),
        *_told(issue),
    ]


def _told(issue: Issue) -> list[Paragraph]:
    stated = issue.facts
    if issue.act.code in AWARDS:
        return rights(issue, of_worker=True)
    if isinstance(stated, deciding.Settlement):
        return [Paragraph(f"履行期限：{day(stated.pay_on)}前。"), Paragraph(SETTLED)]
    return []


def sheet(issue: Issue, subject: Subject, amounts: Mapping[str, int]) -> list[Block]:
    """Return the same page as blocks, to be printed one after another in a single file."""
    body = commission(issue)
    label = issue.paper.label if issue.paper else issue.act.label
    signed = (body, day_in_characters(issue.on))
    return [
        Paragraph(body, align="centre"),
        Paragraph(f"{label}{PAGE}", align="centre"),
        Paragraph(issue.number, align="right"),
        Paragraph(f"{subject.name or subject.ref}：", indent=False),
        *words(issue, subject, amounts),
        *(Paragraph(line, align="right") for line in signed),
    ]


def addressed(
    issue: Issue, document: Document, subject: Subject, amounts: Mapping[str, int]
) -> Document:
    """Return an instrument addressed to one person; its annex is their page instead of everybody's schedule."""
    annex = Annex(PAGE, tuple(words(issue, subject, amounts)))
    name = subject.name or subject.ref
    return replace(document, addressee=name, annexes=(annex,) if document.annexes else ())
