"""移送报告、移送书、复议意见书、立案监督建议书、移交清单."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.lines.inspection.documents.frame import firm_names, law, notice, numbered, told
from tongzhou.lines.inspection.instruments import TRANSFER
from tongzhou.procedure.papers import (
    Block,
    Document,
    Heading,
    Issue,
    Paragraph,
    Table,
    Template,
    day,
    yuan_twice,
)

from . import facts, procedure, rules


def _report(issue: Issue) -> facts.Report | None:
    said = issue.view.said.get("report")
    return said if isinstance(said, facts.Report) else None


def _case(issue: Issue) -> list[Block]:
    said = rules.suspicion(issue.view)
    if said is None:
        return []
    rows = [
        ("涉嫌单位", firm_names(issue)),
        ("涉及劳动者", f"{said.workers}人"),
        ("拖欠总额", yuan_twice(said.amount)),
        ("单人最大数额", yuan_twice(said.largest_single)),
        ("责令支付文书", said.order_paper or "无"),
        ("责令支付期限", day(said.order_until) if said.order_until else "无"),
        ("是否逃匿", "是" if said.fled else "否"),
    ]
    return [Table(("项目", "内容"), tuple(rows), widths=(1, 3))]


def report(issue: Issue) -> Document:
    """移送报告: facts, law, thresholds, the checklist with what is there."""
    said = issue.facts
    assert isinstance(said, facts.Report)
    suspicion = rules.suspicion(issue.view)
    found = rules.thresholds(suspicion, said.single_from, said.group_from) if suspicion else []
    rows = tuple(
        (words, "必备" if must else "有则附", "有" if code in said.has else "无")
        for code, (words, must) in facts.CHECKLIST.items()
    )
    blocks: list[Block] = [
        *_case(issue),
        Heading("查明的事实"),
        *told(said.facts_),
        Heading("涉嫌罪名和依据"),
        *told(said.law),
        Heading("是否达到移送标准"),
        *numbered(f"{t.label}：{t.why}" for t in found),
        Heading("证据清单"),
        Table(("材料", "要求", "有无"), rows, widths=(5, 1.2, 1)),
        Paragraph("、".join(said.names.values()), lead="专案人员："),
    ]
    return notice(issue, blocks, addressee="")


def refusal(issue: Issue) -> Document:
    """不予移送决定."""
    said = issue.facts
    assert isinstance(said, facts.Decision)
    text = f"{firm_names(issue)}涉嫌犯罪一案，经审查，不予移送公安机关，理由如下："
    return notice(issue, [Paragraph(text), *told(said.reason)], addressee="")


def letter(issue: Issue) -> Document:
    """移送书, with the list of what goes along (移送规定 6)."""
    said, reported = issue.facts, _report(issue)
    assert isinstance(said, facts.Sending)
    has = [
        facts.CHECKLIST[code][0]
        for code in (reported.has if reported else ())
        if code in facts.CHECKLIST
    ]
    blocks: list[Block] = [
        Paragraph(
            f"本机关在查处{firm_names(issue)}违反劳动保障法律、法规行为时，发现其涉嫌"
            f"{reported.law if reported else '犯罪'}。依照{law(article(TRANSFER, 5), article(TRANSFER, 6))}的规定，"
            "现将案件移送你单位。请自接受之日起三日内审查，并将是否立案的决定书面通知本机关。"
        ),
        *_case(issue),
        Heading("所附材料", numbered=False),
        *numbered(has),
    ]
    if said.procuratorate:
        blocks.append(Paragraph(f"抄送：{said.procuratorate}"))
    return notice(issue, blocks, addressee=said.police)


def request(issue: Issue) -> Document:
    """提请复议意见书、立案监督建议书."""
    said = issue.facts
    assert isinstance(said, facts.Request)
    what = "提请复议" if issue.act.code == "reconsider" else "建议依法进行立案监督"
    text = f"本机关移送的{firm_names(issue)}涉嫌犯罪一案，对公安机关的处理有异议。依照{law(article(TRANSFER, 9))}的规定，{what}。理由如下："
    return notice(issue, [Paragraph(text), *told(said.reason)], addressee=said.to)


def goods(issue: Issue) -> Document:
    """移交物品、材料清单."""
    said = issue.facts
    assert isinstance(said, facts.Handing)
    rows = tuple((str(n), name) for n, name in enumerate(said.goods, start=1))
    blocks: list[Block] = [Table(("序号", "物品、材料"), rows, widths=(1, 6))] if rows else []
    blocks.append(Paragraph(said.receiver, lead="接收人："))
    return notice(issue, blocks, addressee="")


DOCUMENTS = (
    Template(procedure.REPORT, report),
    Template(procedure.REFUSAL, refusal),
    Template(procedure.LETTER, letter),
    Template(procedure.RECONSIDER, request),
    Template(procedure.SUPERVISE, request),
    Template(procedure.GOODS, goods),
)
