"""限期整改通知、验收意见、会签单、评估不通过的通知."""

from __future__ import annotations

from tongzhou.lines.zones.evaluation import facts, rules
from tongzhou.lines.zones.evaluation.procedure import region
from tongzhou.lines.zones.offices import REGION_FOUR
from tongzhou.lines.zones.policy import NUMBER, OPINION
from tongzhou.procedure.papers import (
    Cell,
    Document,
    Heading,
    Issue,
    Letterhead,
    Paragraph,
    Sheet,
    SignatureBlock,
    Table,
    day,
    paragraphs,
)


def rectification(issue: Issue) -> Document:
    """限期整改通知: findings, and each thing to be put right with its day."""
    stated, opened = issue.facts, rules.opening(issue.view)
    assert isinstance(stated, facts.Rectification)
    rows = tuple((f.number, f.finding, f.requirement, day(f.due)) for f in stated.fixes)
    return Document(
        head=Letterhead((issue.body,)),
        number=issue.number,
        title=f"关于{opened.zone}限期整改的通知",
        addressee=f"{issue.region}人民政府",
        blocks=(
            Paragraph(
                f"根据《{OPINION}》（{NUMBER}），我们组织了{opened.zone}{opened.kind}。"
                "经评估，发现下列问题，请限期整改。"
            ),
            Heading("主要发现"),
            *paragraphs(stated.findings),
            Heading("整改事项"),
            Table(
                ("序号", "发现的问题", "整改要求", "整改期限"),
                rows,
                widths=(1, 5, 6, 3),
                aligns=("centre", "left", "left", "centre"),
            ),
            Paragraph("请于各项期限届满前报送整改情况和佐证材料。经复核符合要求的，予以销号；逾期或整改不到位的，按规定处理。"),
        ),
        signature=SignatureBlock((issue.body,), issue.on),
    )  # fmt: skip


def acceptance(issue: Issue) -> Document:
    """验收意见 of the four bodies of the region."""
    stated, opened = issue.facts, rules.opening(issue.view)
    assert isinstance(stated, facts.Acceptance)
    total = rules.totals(rules.item_lines(issue.view))
    bodies = tuple(issue.body_of(office) for office in REGION_FOUR)
    said = issue.view.said.get("propose")
    findings = said.findings if isinstance(said, facts.Proposal) else ""
    return Document(
        head=Letterhead(bodies),
        number=issue.number,
        title=f"关于{opened.zone}的验收意见",
        addressee=f"{issue.region}人民政府",
        blocks=(
            Paragraph(
                f"根据《{OPINION}》（{NUMBER}），自治区四部门组织了{opened.zone}期末评估验收，"
                f"覆盖{day(opened.period_from)}至{day(opened.period_to)}。"
                f"评估得分{total.average}分（满分{total.points}分）。"
            ),
            Heading("主要发现"),
            *paragraphs(findings),
            Heading("验收意见"),
            *paragraphs(stated.words),
        ),
        signature=SignatureBlock(bodies, issue.on),
    )


def countersigning(issue: Issue) -> Document:
    """验收意见会签单: the four opinions, each with its day; those still awaited are left free."""
    opened = rules.opening(issue.view)
    standing = issue.view.standing(region)
    said = issue.view.said.get("propose")
    conclusion = f"{said.findings}\n{said.words}" if isinstance(said, facts.Proposal) else ""
    rows = [
        (Cell("试验区", label=True), Cell(opened.zone, across=3)),
        (Cell("结论", label=True), Cell(conclusion or "（尚未提出）", across=3, tall=45)),
    ]
    answers = {s.office: s for s in issue.view.answers[region.code]} | standing
    for office in REGION_FOUR:
        given = answers.get(office.code)
        words = ""
        signed: tuple[str, ...] = ()
        if given:
            words = ("同意通过验收。" if given.agrees else "不同意通过验收。") + given.words
            signed = (issue.body_of(office), day(given.on))
        rows.append((Cell(str(office), label=True), Cell(words, across=3, tall=30, signed=signed)))
    return Document(
        title="综合试验区验收意见会签单", blocks=(Sheet(tuple(rows), widths=(2, 4, 2, 4)),)
    )


def refusal(issue: Issue) -> Document:
    """评估不通过的通知."""
    stated, opened = issue.facts, rules.opening(issue.view)
    assert isinstance(stated, facts.Refusal)
    total = rules.totals(rules.item_lines(issue.view))
    return Document(
        head=Letterhead((issue.body,)),
        number=issue.number,
        title=f"关于{opened.zone}{opened.kind}不通过的通知",
        addressee=f"{issue.region}人民政府",
        blocks=(
            Paragraph(
                f"根据《{OPINION}》（{NUMBER}），我们组织了{opened.zone}{opened.kind}，"
                f"评估得分{total.average}分（满分{total.points}分），结果为不通过。"
            ),
            Heading("主要发现"),
            *paragraphs(stated.findings),
            Heading("理由"),
            *paragraphs(stated.words),
        ),
        signature=SignatureBlock((issue.body,), issue.on),
    )
