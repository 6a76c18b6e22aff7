"""选点报告 — how the four bodies of a league chose: the candidates, their points, the choice, the opinions."""

from __future__ import annotations

from collections.abc import Iterator

from tongzhou.lines.zones.offices import LEAGUE_FOUR, REGION_FOUR
from tongzhou.lines.zones.plan.documents.sheets import in_one
from tongzhou.lines.zones.policy import NUMBER, OPINION
from tongzhou.lines.zones.selection.facts import CRITERIA, Opinion, Report, Sheet, candidate_key
from tongzhou.lines.zones.selection.procedure import together
from tongzhou.lines.zones.selection.rules import nomination_of, opening_of, proposal_of, ranked
from tongzhou.procedure.papers import (
    Block,
    Document,
    Heading,
    Issue,
    Letterhead,
    Paragraph,
    SignatureBlock,
    Table,
    paragraphs,
)
from tongzhou.procedure.papers.document import Align
from tongzhou.procedure.papers.words import day


def site_report(issue: Issue) -> Document:
    """Return the report on the choice of a county."""
    opening = opening_of(issue.view)
    league = opening.league_name if opening else issue.region
    bodies = tuple(issue.body_of(office) for office in LEAGUE_FOUR)
    return Document(
        title=f"关于{league}综合试验区试点旗县选点情况的报告",
        head=Letterhead(bodies),
        number=issue.number,
        addressee="、".join(issue.body_of(office) for office in REGION_FOUR),
        blocks=tuple(_body(issue)),
        signature=SignatureBlock(bodies, issue.on),
    )


def _body(issue: Issue) -> Iterator[Block]:
    opening, proposal = opening_of(issue.view), proposal_of(issue.view)
    candidates = ranked(issue.view)
    programme = opening.programme if opening else ""
    yield Paragraph(
        f"根据《{OPINION}》（{NUMBER}）和{programme}工作安排，我们共同开展了试点旗县选点，现将有关情况报告如下："
    )
    yield Heading("候选旗县")
    for subject, _sheet in candidates:
        nomination = nomination_of(subject)
        yield Paragraph(nomination.reason, lead=f"{nomination.name}（{nomination.kind}）：")
    yield Heading("评分情况")
    names = tuple(nomination_of(subject).name for subject, _ in candidates)
    centred: list[Align] = ["centre" for _ in names]
    rows = [
        (f"{label}（{most}分）", *(_points(sheet, code) for _, sheet in candidates))
        for code, (label, _, most) in CRITERIA.items()
    ]
    rows.append(("合计（100分）", *(str(sheet.total) if sheet else "—" for _, sheet in candidates)))
    yield Table(
        head=("标准", *names),
        rows=tuple(rows),
        widths=(3.5, *(1.5 for _ in names)),
        aligns=("left", *centred),
    )
    if proposal:
        chosen = [
            nomination_of(issue.view.subjects[candidate_key(c)]).name for c in proposal.counties
        ]
        yield Heading("选定结果")
        yield Paragraph(f"经四部门共同研究，选定{'、'.join(chosen)}为试点旗县（市、区）。")
        yield from paragraphs(proposal.reason)
    yield Heading("四部门意见")
    for slot in together.slots:
        signature = issue.view.standing(together).get(slot.office.code)
        if signature and isinstance(signature.stated, Opinion):
            said = in_one(signature.stated.result, signature.words).rstrip("。")
            name = issue.body_of(slot.office)
            yield Paragraph(f"{said}（{day(signature.on)}）。", lead=f"{name}：")
    if isinstance(issue.facts, Report) and issue.facts.words.strip():
        yield Heading("其他说明")
        yield from paragraphs(issue.facts.words)


def _points(sheet: Sheet | None, code: str) -> str:
    score = sheet.score(code) if sheet else None
    return str(score.points) if score else "—"
