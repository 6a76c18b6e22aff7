"""走访记录、工作台账."""

from __future__ import annotations

from tongzhou.lines.coordinators.person import facts as person
from tongzhou.lines.coordinators.signs import names_of
from tongzhou.lines.coordinators.visit import items, rules
from tongzhou.lines.coordinators.visit.facts import Visit
from tongzhou.procedure.papers import (
    Block,
    Document,
    Heading,
    Issue,
    Paragraph,
    SignatureBlock,
    Table,
    day,
    paragraphs,
)

from .person import name_of


def visit_record(issue: Issue) -> Document:
    """走访记录: where, whom, what was looked at, said and handed over, signs, the pictures with their digests."""
    said, view = issue.facts, issue.view
    assert isinstance(said, Visit)
    firm, who = rules.employer(view), rules.goer(view)
    made = said.made_on or issue.on
    sent = f"（{day(issue.on)}提交）" if made != issue.on else ""
    blocks: list[Block] = [
        Paragraph(firm.name if firm else "", lead="单位："),
        Paragraph(who.name if who else "", lead="协调员："),
        Paragraph(f"{day(made)}　{said.place}{sent}", lead="时间、地点："),
        Paragraph(f"{said.work}{'；见到' + said.met if said.met else ''}", lead="事项："),
    ]
    if said.looked:
        rows = tuple((items.name_of(x.item), x.outcome) for x in said.looked)
        blocks += [Heading("走访要点"), Table(("要点", "情况"), rows, widths=(4, 2))]
    if said.words:
        blocks += [Heading("情况、问题和答复"), *paragraphs(said.words)]
    if said.policies:
        told = "、".join(items.POLICIES.get(p, p) for p in said.policies)
        blocks += [Heading("送政策"), Paragraph(told)]
    if said.signs:
        money = f"，涉及金额{said.money / 100:,.2f}元" if said.money else ""
        blocks += [
            Heading("风险苗头"),
            Paragraph(f"{names_of(said.signs)}；涉及{said.people}人{money}；{said.urgency}。"),
        ]
    if said.verified:
        parts = [f"核查结果：{said.verified}"]
        parts += [f"{k}：{v}" for k, v in (("原因", said.cause), ("单位的打算", said.plan)) if v]
        blocks += [Heading("预警核查"), Paragraph("；".join(parts) + "。")]
    if said.pictures:
        shots = tuple(
            (str(n), p.file.name, p.taken_at, p.where or "未定位", p.sha256)
            for n, p in enumerate(said.pictures, start=1)
        )
        head = ("序号", "文件", "拍摄时间", "位置", "SHA-256（拍摄时）")
        blocks += [Heading("照片"), Table(head, shots, widths=(0.6, 2, 2, 2, 4))]
    return Document(
        title="走访记录",
        number=issue.number,
        blocks=tuple(blocks),
        signature=SignatureBlock(people=(("协调员", who.name if who else ""),), on=issue.on),
        remark="协调员没有行政执法权，本记录不是行政检查笔录",
    )


def month_log(issue: Issue) -> Document:
    """工作台账 of a month: how often, and each act with its day and employer."""
    said = issue.facts
    assert isinstance(said, person.MonthLog)
    counts = "，".join(f"{k}{n}次" for k, n in said.counts.items()) or "本月没有记录"
    rows = tuple(
        (str(n), str(x.on), x.kind, x.employer, x.told) for n, x in enumerate(said.lines, start=1)
    )
    blocks: list[Block] = [
        Paragraph(name_of(issue), lead="协调员："),
        Paragraph(f"{said.month[:4]}年{int(said.month[5:])}月", lead="月份："),
        Paragraph(counts + "。", lead="合计："),
    ]
    if rows:
        head = ("序号", "日期", "事项", "单位", "备注")
        blocks.append(Table(head, rows, widths=(0.7, 1.6, 1.6, 4, 2.6)))
    return Document(
        title="劳动关系协调员工作台账",
        number=issue.number,
        blocks=tuple(blocks),
        signature=SignatureBlock(people=(("协调员", name_of(issue)),), on=issue.on),
        note="由走访记录自动汇总。",
    )
