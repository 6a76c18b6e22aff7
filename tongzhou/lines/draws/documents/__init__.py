"""文书 — the announcement of a frozen roster, the record of a draw, the publication of what was found."""

from __future__ import annotations

from tongzhou.lines.draws import facts, rules
from tongzhou.lines.draws.shapes import OUTCOMES, RESULT, ROSTER
from tongzhou.procedure.papers import (
    Block,
    Document,
    Heading,
    Issue,
    Letterhead,
    Paragraph,
    SignatureBlock,
    Table,
    Template,
)

HASHES = {"sm3": "SM3（GB/T 32905）", "sha256": "SHA-256"}


def roster(issue: Issue) -> Document:
    """抽查名录冻结公告: what was frozen, its root, who contributes, until when."""
    stated, terms = issue.facts, rules.terms_of(issue.view)
    assert isinstance(stated, facts.Frozen)
    assert terms
    strata = [
        (s.label, str(stated.sizes.get(s.code, 0)), f"{s.num}%", str(s.least or "—"))
        for s in terms.strata
    ]
    public = (
        f"约定的公开值为{terms.public_source}（{terms.public_on}产生）。" if terms.public_on else ""
    )
    blocks: list[Block] = [
        Paragraph(
            f"“{terms.title}”的抽查名录已于本日冻结：检查对象{stated.objects}个，检查人员{stated.officers}人，"
            f"因故未参加{stated.left_out}个。名录根值（{HASHES[terms.hash]}）为："
        ),
        Paragraph(stated.root, indent=False, align="centre"),
        Heading("分层和比例"),
        Table(("分层", "对象数", "抽取比例", "至少"), tuple(strata), widths=(4, 2, 2, 2)),
        Heading("随机数的产生"),
        Paragraph(
            f"由{rules.names(rules.bodies(issue.view))}于{terms.commit_by}前密封承诺，{terms.reveal_by}前揭示，"
            f"合成种子。{public}"
        ),
        Paragraph(
            f"{'有单位未揭示的，记录其名称，以其余单位揭示的内容继续' if terms.absent == 'continue' else '有单位未揭示的，本批次作废'}，"
            f"揭示不足{terms.least_reveals}家的作废。"
        ),
        Heading("核验"),
        Paragraph("结果公布后，任何人可以下载抽取包和核验程序，与上述根值核对，并把抽取重算一遍。"),
    ]
    return Document(
        head=Letterhead((issue.body,)),
        number=issue.number,
        title="双随机抽查名录冻结公告",
        blocks=tuple(blocks),
        signature=SignatureBlock((issue.body,), issue.on),
    )


def result(issue: Issue) -> Document:
    """双随机抽取结果确认书: seed, digest, what each body did, how many were drawn."""
    stated, view = issue.facts, issue.view
    assert isinstance(stated, facts.Result)
    bodies = [
        (s.name, rules.sealed_by(s)[:16] or "—", opened.value if (opened := rules.opened_by(s)) else "未揭示")
        for s in rules.bodies(view)
    ]  # fmt: skip
    drawn = [
        (str(n), p.id, stated.names.get(key, ""), f"{p.drawn}/{p.size}", "、".join(stated.people.get(str(o), "") for o in p.officers))
        for n, (key, p) in enumerate(stated.picks.items(), start=1)
    ]  # fmt: skip
    blocks: list[Block] = [
        Paragraph(f"种子：{stated.seed}"),
        Paragraph(f"结果摘要：{stated.digest}"),
        Heading("参与单位"),
        Table(("单位", "承诺值（前16位）", "揭示内容"), tuple(bodies), widths=(3, 4, 4)),
        Heading("抽取结果"),
        Table(
            ("序号", "编号", "抽查对象", "抽中概率", "检查人员"),
            tuple(drawn),
            widths=(1, 4, 5, 2, 3),
        ),
    ]
    return Document(
        head=Letterhead((issue.body,)),
        number=issue.number,
        title="双随机抽取结果确认书",
        blocks=tuple(blocks),
        signature=SignatureBlock((issue.body,), issue.on),
    )


def outcomes(issue: Issue) -> Document:
    """双随机抽查结果公示: each employer named by this act, and what was found."""
    rows: list[tuple[str, ...]] = []
    for key in issue.record.about:
        subject = issue.view.subjects.get(key)
        report = rules.report_of(subject) if subject else None
        if subject and report:
            rows.append((str(len(rows) + 1), subject.name, report.outcome, str(report.checked_on)))
    return Document(
        head=Letterhead((issue.body,)),
        number=issue.number,
        title=f"{rules.called(issue.view)}检查结果公示",
        blocks=(
            Table(("序号", "抽查对象", "检查结果", "检查日期"), tuple(rows), widths=(1, 6, 3, 3)),
        ),
        signature=SignatureBlock((issue.body,), issue.on),
    )


DOCUMENTS = (Template(ROSTER, roster), Template(RESULT, result), Template(OUTCOMES, outcomes))
