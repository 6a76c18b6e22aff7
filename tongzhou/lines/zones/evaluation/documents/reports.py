"""自评报告、评估报告、评分表."""

from __future__ import annotations

from decimal import Decimal

from tongzhou.lines.zones.evaluation import facts, rules
from tongzhou.procedure.papers import (
    Annex,
    Document,
    Heading,
    Issue,
    Paragraph,
    SignatureBlock,
    Table,
    day,
    paragraphs,
)
from tongzhou.procedure.papers.document import Align


def self_report(issue: Issue) -> Document:
    """自评报告: summary, scores, problems."""
    stated, opened = issue.facts, rules.opening(issue.view)
    assert isinstance(stated, facts.SelfReport)
    lines = rules.item_lines(issue.view)
    total = rules.totals(lines)
    aim = "并申请验收" if opened.before_acceptance else ""
    return Document(
        title=f"{opened.zone}自评报告",
        addressee="自治区人力资源和社会保障厅、发展和改革委员会、总工会、工商业联合会",
        blocks=(
            Paragraph(
                f"按照定期跟踪评估的要求，我们对{day(opened.period_from)}至{day(opened.period_to)}的"
                f"试验工作开展自评{aim}。自评{_score(total.own)}分（满分{total.points}分），{_status(opened)}"
            ),
            Heading("总体情况"),
            *paragraphs(stated.words),
            Heading("存在问题"),
            *(paragraphs(stated.problems) or (Paragraph("未发现突出问题。"),)),
        ),
        annexes=(Annex("自评得分表", (own_table(lines),), landscape=True),),
        signature=SignatureBlock((issue.body,), issue.on),
    )


def evaluation_report(issue: Issue) -> Document:
    """评估报告: how it was evaluated, scores, findings, opinion."""
    stated, opened = issue.facts, rules.opening(issue.view)
    assert isinstance(stated, (facts.Findings, facts.Proposal))
    lines = rules.item_lines(issue.view)
    total = rules.totals(lines)
    fixes = rules.fix_lines(issue.view)
    differing = [line for line in lines if line.own_differs or line.assessors_differ]
    return Document(
        title=f"{opened.zone}{opened.kind}报告",
        blocks=(
            Heading("评估基本情况"),
            Paragraph(
                f"本次{opened.kind}覆盖{day(opened.period_from)}至{day(opened.period_to)}。"
                f"评估组{len(rules.assessors(lines))}名成员分别打分，评估得分取平均值。{_status(opened)}"
            ),
            *([Paragraph("、".join(opened.team), lead="评估组成员：")] if opened.team else []),
            Heading("评分结果"),
            Paragraph(
                f"自评{_score(total.own)}分，评估{_score(total.average)}分，满分{total.points}分。"
                f"得分差异较大、经会商的评分项{len(differing)}项。"
            ),
            Heading("主要发现"),
            *paragraphs(stated.findings),
            *_fixes(fixes),
            Heading("结论意见"),
            *paragraphs(stated.words),
        ),
        annexes=(Annex("评估得分表", (side_by_side(issue),), landscape=True),),
        signature=SignatureBlock((issue.body,), issue.on),
    )


def score_sheet(issue: Issue) -> Document:
    """评分表 as it stands now: own score and the assessors' side by side."""
    opened = rules.opening(issue.view)
    table = own_table(rules.item_lines(issue.view))
    if not rules.is_self(issue.view):
        table = side_by_side(issue)
    return Document(
        title=f"{opened.zone}{opened.kind}评分表",
        blocks=(
            Paragraph(
                f"{opened.sheet.title}（{opened.sheet.status}，版本{opened.sheet.version}）。"
                f"{opened.sheet.source}"
            ),
        ),
        annexes=(Annex("评分表", (table,), landscape=True),),
    )


def own_table(lines: list[rules.ItemLine]) -> Table:
    """Return the zone's own scores, with reasons and the names of the evidence."""
    rows = tuple(
        (
            line.item.code,
            line.item.title,
            line.item.standard,
            str(line.item.points),
            line.own.score if line.own else "未评",
            line.own.reason if line.own else "",
            "、".join(f.name for f in line.own.evidence) if line.own else "",
        )
        for line in lines
    )
    total = rules.totals(lines)
    foot = ("", "合计", "", str(total.points), _score(total.own), "", "")
    return Table(
        ("编号", "评分项", "评分标准", "分值", "自评", "理由", "佐证材料"),
        (*rows, foot),
        widths=(1, 2.6, 6, 1, 1.2, 5, 3),
        aligns=("centre", "left", "left", "right", "right", "left", "left"),
    )


def side_by_side(issue: Issue) -> Table:
    """Return every score side by side; assessors are counted, not named, on paper."""
    lines = rules.item_lines(issue.view)
    who = rules.assessors(lines)
    heads = tuple(f"评估人{n}" for n in range(1, len(who) + 1))
    rows = tuple(
        (
            line.item.code,
            line.item.title,
            str(line.item.points),
            line.own.score if line.own else "未评",
            *(line.given[ref].score if ref in line.given else "未评" for ref in who),
            _score(line.average),
            "；".join(s.comment for s in line.given.values() if s.comment),
        )
        for line in lines
    )
    total = rules.totals(lines)
    foot = (
        "",
        "合计",
        str(total.points),
        _score(total.own),
        *(_score(total.by.get(ref)) for ref in who),
        _score(total.average),
        "",
    )
    right: Align = "right"
    aligns: tuple[Align, ...] = ("centre", "left", *(right,) * (len(who) + 3), "left")
    return Table(
        ("编号", "评分项", "分值", "自评", *heads, "平均", "评语"),
        (*rows, foot),
        widths=(1, 3.4, 1, 1.2, *(1.4 for _ref in who), 1.4, 6),
        aligns=aligns,
    )


def _fixes(fixes: list[rules.FixLine]) -> list[Heading | Paragraph]:
    if not fixes:
        return []
    cleared = sum(f.state == "cleared" for f in fixes)
    out: list[Heading | Paragraph] = [Heading("整改情况")]
    out.append(Paragraph(f"责令限期整改{len(fixes)}项，已复核销号{cleared}项。"))
    return out


def _status(opened: facts.Opening) -> str:
    sheet = opened.sheet
    told = f"评分采用《{sheet.title}》（版本{sheet.version}）"
    return told + ("，该表为建议稿，自治区正式评分表未见公布。" if sheet.status != "正式" else "。")


def _score(value: Decimal | None) -> str:
    return "未评完" if value is None else f"{value:f}"
