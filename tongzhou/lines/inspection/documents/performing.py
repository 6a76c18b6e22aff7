"""缓缴、加处罚款、催告、强制执行申请、告知、结案、归档."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.lines.inspection.facts import investigating
from tongzhou.lines.inspection.facts import performing as facts
from tongzhou.lines.inspection.instruments import FORCE
from tongzhou.lines.inspection.rules.performing import owed
from tongzhou.lines.inspection.states import WORKER
from tongzhou.procedure.papers import Block, Document, Issue, Paragraph, Table, day, yuan_twice

from .frame import (
    approval,
    body,
    firm_names,
    law,
    notice,
    numbered,
    of_penalty,
    party_lines,
    the_case,
    told,
    violation_names,
)


def deferral(issue: Issue) -> Document:
    """延期（分期）缴纳罚款批准书."""
    said = issue.facts
    assert isinstance(said, facts.Deferral)
    text = f"你单位因确有经济困难（{said.reason.rstrip('。')}）申请{said.kind}。依照{of_penalty(66)}的规定，同意{said.kind}，至{day(said.until)}前缴清。"
    return notice(issue, [Paragraph(text), *told(said.plan)])


def additional(issue: Issue) -> Document:
    """加处罚款决定书, with its arithmetic."""
    said = issue.facts
    assert isinstance(said, facts.Additional)
    blocks: list[Block] = [
        *party_lines(issue),
        Paragraph(
            f"{the_case(issue)}，你单位逾期未缴清罚款。依照{of_penalty(72)}的规定，"
            f"自{day(said.since)}至{day(said.until)}共{said.days}天，加处罚款："
        ),
        *numbered(said.arithmetic),
        Paragraph(f"加处罚款合计{yuan_twice(sum(said.amounts.values()))}。"),
    ]
    return notice(issue, blocks)


def urging(issue: Issue) -> Document:
    """催告书: ten working days, the amount, and the right to state and defend."""
    said = issue.facts
    assert isinstance(said, facts.Urging)
    blocks: list[Block] = [
        Paragraph(
            f"{the_case(issue)}，你单位至今未履行本机关的决定。依照{law(article(FORCE, 54))}的规定，催告你单位履行下列义务："
        ),
        *told(said.demands),
    ]
    if said.amount:
        blocks.append(Paragraph(f"金额合计{yuan_twice(said.amount)}。"))
    blocks.append(
        Paragraph(
            "收到本催告书十个工作日后仍未履行的，本机关将依法申请人民法院强制执行。你单位有权进行陈述和申辩。"
        )
    )
    return notice(issue, blocks)


def court(issue: Issue) -> Document:
    """强制执行申请书."""
    said = issue.facts
    assert isinstance(said, facts.Enforcement)
    rows = [
        ("申请人", body(issue)),
        ("被申请人", firm_names(issue)),
        ("申请事项", said.words or "请求对本机关的行政决定准予强制执行。"),
    ]
    if said.amount:
        rows.append(("金额", yuan_twice(said.amount)))
    blocks: list[Block] = [
        Table(("项目", "内容"), tuple(rows), widths=(1, 4)),
        Paragraph(
            f"被申请人在法定期限内不申请行政复议、不提起行政诉讼，经催告仍不履行。依照{law(article(FORCE, 53))}的规定，申请强制执行。"
        ),
        *numbered(
            (
                "行政决定书及作出决定的事实、理由和依据",
                "当事人的意见及催告情况",
                "申请强制执行标的情况",
            )
        ),
    ]
    return notice(issue, blocks, addressee=said.court)


def result(issue: Issue) -> Document:
    """投诉处理结果告知书."""
    said = issue.facts
    assert isinstance(said, investigating.Told)
    who = "、".join(s.name or s.ref for s in issue.subjects if s.kind is WORKER)
    return notice(
        issue,
        [
            Paragraph(f"你反映的{firm_names(issue)}的问题，本机关已经处理。现告知如下："),
            *told(said.words),
        ],
        addressee=who,
    )


def closing(issue: Issue) -> Document:
    """结案审批表."""
    said = issue.facts
    assert isinstance(said, facts.Closing)
    view = issue.view
    fined = owed(view)
    rows = [
        ("案件", the_case(issue)),
        ("立案日期", day(view.opened_on) if view.opened_on else ""),
        ("违法事项及处理", "\n".join(_outcome(issue))),
        ("罚款", yuan_twice(sum(o.fined for o in fined)) if fined else "无"),
        ("已缴（含加处）", yuan_twice(sum(o.paid for o in fined)) if fined else "无"),
        ("结案方式", said.outcome),
    ]
    return approval(
        issue,
        rows,
        signs=(("结案意见", said.words, ""), ("负责人审批", "同意结案。", "、".join(issue.names))),
    )


def _outcome(issue: Issue) -> list[str]:
    found = [s for s in issue.view.subjects.values() if s.kind.code == "violation"]
    words = {st.code: st.staff for s in found for st in s.kind.states}
    return [f"{s.name}：{words.get(s.state, s.state)}" for s in found]


def archive(issue: Issue) -> Document:
    """案卷封面及目录: every paper of the case in order, with its number and the entry that made it."""
    said = issue.facts
    assert isinstance(said, facts.Archive)
    view = issue.view
    rows: list[tuple[str, ...]] = []
    for record in issue.records:
        act = issue.procedure.by_code.get(record.act)
        if act is not None and act.issues is not None:
            number = issue.numbers.get(record.seq, "") or "—"
            rows.append((str(len(rows) + 1), act.issues.label, number, str(record.happened_on)))
    cover = [
        ("案号", issue.case_number),
        ("当事人", firm_names(issue)),
        ("案由", violation_names(issue)),
        ("立案", day(view.opened_on) if view.opened_on else ""),
        ("结案", day(view.on["close"]) if "close" in view.on else ""),
        ("卷号", said.volume),
        ("页数", str(said.pages or "")),
        ("保管期限", f"{said.years}年" if said.years else "按本单位档案管理规定"),
    ]
    blocks: list[Block] = [
        Table(("项目", "内容"), tuple(cover), widths=(1, 4)),
        Table(
            ("序号", "材料", "文号", "日期"), tuple(rows), widths=(0.7, 4, 4, 2), caption="卷内目录"
        ),
    ]
    return notice(issue, blocks, addressee="")
