"""处理意见、告知、申辩、听证、审核、讨论和各类决定书."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.lines.inspection.facts import concluding
from tongzhou.lines.inspection.facts import deciding as facts
from tongzhou.lines.inspection.instruments import LOCAL, RULE
from tongzhou.lines.inspection.rules.deciding import findings
from tongzhou.lines.inspection.rules.items import label
from tongzhou.procedure.papers import (
    Block,
    Document,
    Heading,
    Issue,
    Paragraph,
    Table,
    day,
    yuan_twice,
)

from .frame import (
    RIGHTS,
    approval,
    firm_names,
    law,
    numbered,
    of_penalty,
    party_lines,
    record,
    the_case,
    told,
    violation_names,
    yuan,
)
from .frame import notice as framed


def opinion(issue: Issue) -> Document:
    """案件处理意见书: each violation, the band of the discretion table, the proposal and why."""
    said = issue.facts
    assert isinstance(said, concluding.Opinion)
    blocks: list[Block] = [Paragraph(the_case(issue), lead="案由："), *told(said.words)]
    for key, line in said.lines.items():
        blocks += [Heading(label(key.partition("/")[2])), *numbered(_proposed(line))]
    return record(issue, blocks)


def _proposed(line: concluding.Proposed) -> list[str]:
    out = [f"拟处理：{line.measure}"]
    if line.basis:
        out.append(f"依据：{line.basis}")
    if line.fine:
        out.append(f"拟处罚款{yuan_twice(line.fine)}")
    if line.warning:
        out.append("拟给予警告")
    if line.pay:
        out.append(f"拟责令支付劳动者{yuan_twice(line.pay)}")
    if line.least is not None and line.most is not None:
        out.append(f"法定幅度：{yuan(line.least)}至{yuan(line.most)}")
    if line.low is not None and line.high is not None:
        example = "（示例基准，非正式标准）" if line.illustrative else ""
        out.append(f"裁量基准建议{example}：{line.grade_name}，{yuan(line.low)}至{yuan(line.high)}")
    out += list(line.reasons)
    if line.departs:
        out.append(f"偏离裁量基准的理由：{line.argument}")
    if line.exemption:
        out.append(f"不予处罚的情形：{line.exemption}")
    return out + ([line.words] if line.words else [])


def notice(issue: Issue) -> Document:
    """行政处罚（处理）事先告知书: facts, reasons, what is intended, statement and defence, hearing."""
    said = issue.facts
    assert isinstance(said, facts.Notice)
    lines = [
        f"因{label(k.partition('/')[2])}，拟处罚款{yuan_twice(v)}" for k, v in said.fines.items()
    ]
    lines += [
        f"因{label(k.partition('/')[2])}，拟责令支付劳动者{yuan_twice(v)}"
        for k, v in said.pays.items()
    ]
    blocks: list[Block] = [
        Paragraph(
            f"本机关对{the_case(issue)}的调查已经终结。依照{of_penalty(44)}的规定，现将拟作出的决定告知你单位："
        ),
        *told(said.words),
        *numbered(lines),
        Paragraph(
            f"你单位有权进行陈述和申辩，请于{day(said.until)}前提出。逾期不提出的，视为放弃。"
            "本机关不会因陈述申辩而给予更重的处罚。"
        ),
    ]
    if said.hearing:
        blocks.append(
            Paragraph(
                f"依照{of_penalty(63, 64)}的规定，你单位可以自收到本告知书之日起五个工作日内要求听证。"
            )
        )
    return _notice(issue, blocks)


def statement(issue: Issue) -> Document:
    """陈述申辩笔录."""
    said = issue.facts
    assert isinstance(said, facts.Statement)
    files = [f.name for f in said.files]
    blocks: list[Block] = [Paragraph(firm_names(issue), lead="陈述申辩人："), *told(said.words)]
    if files:
        blocks += [Paragraph("所附材料："), *numbered(files)]
    return record(issue, blocks, people=(("陈述申辩人", "　　　"),))


def hearing_notice(issue: Issue) -> Document:
    """行政处罚听证通知书."""
    said = issue.facts
    assert isinstance(said, facts.Hearing)
    text = (
        f"根据你单位的要求，本机关定于{day(said.hearing_on)}{said.starts}在{said.place}"
        f"{'公开' if said.open else '不公开'}举行{the_case(issue)}的听证，由{said.presides}主持。"
        "你单位可以亲自参加，也可以委托一至二人代理；有权申请主持人回避。无正当理由不出席的，视为放弃听证权利。"
    )
    return _notice(issue, [Paragraph(text)])


def hearing_record(issue: Issue) -> Document:
    """听证笔录."""
    said = issue.facts
    assert isinstance(said, facts.HearingRecord)
    blocks: list[Block] = [
        Paragraph(the_case(issue), lead="案由："),
        Paragraph(said.held, lead="情况："),
        *told(said.record),
    ]
    return record(issue, blocks, people=(("主持人", "　　　"), ("当事人", "　　　")))


def legal_review(issue: Issue) -> Document:
    """法制审核意见书: the four points and the result."""
    said = issue.facts
    assert isinstance(said, facts.LegalReview)
    points = (
        ("主体、权限合法", said.jurisdiction),
        ("事实清楚、证据充分", said.facts_clear),
        ("适用依据准确、裁量适当", said.law_right),
        ("程序合法、文书规范", said.in_order),
    )
    rows = [("案件", the_case(issue)), *((name, "是" if ok else "否") for name, ok in points)]
    text = said.result + (f"。{said.words}" if said.words else "")
    return approval(issue, rows, signs=(("法制审核意见", text, "、".join(issue.names)),))


def discussion(issue: Issue) -> Document:
    """重大案件集体讨论记录."""
    said = issue.facts
    assert isinstance(said, facts.Discussion)
    blocks: list[Block] = [
        Paragraph(the_case(issue), lead="案由："),
        Paragraph("、".join(said.present), lead="参加人员："),
        Heading("讨论情况"),
        *told(said.words),
        Heading("结论"),
        *told(said.conclusion),
    ]
    return record(issue, blocks, people=tuple(("参加人", name) for name in said.present))


def punishment(issue: Issue) -> Document:
    """行政处罚决定书: the party, the facts, the evidence, the reasons, the penalty, how to pay, the remedies."""
    said = issue.facts
    assert isinstance(said, facts.Decision)
    total = sum(said.fines.values())
    blocks = [
        *_found(issue, said),
        Heading("处罚决定"),
        *told(said.words),
        *numbered(_decided(said)),
    ]
    if total:
        blocks += [
            Paragraph(f"以上罚款合计{yuan_twice(total)}。"),
            Paragraph(
                f"自收到本决定书之日起十五日内缴纳罚款。到期不缴纳的，依照{of_penalty(72)}的规定，"
                "每日按罚款数额的百分之三加处罚款，加处罚款的数额不超出罚款的数额。"
            ),
        ]
    blocks.append(Paragraph(RIGHTS))
    return _decision(issue, blocks)


def treatment(issue: Issue) -> Document:
    """行政处理决定书: what is to be done for the workers, by when, the remedies."""
    said = issue.facts
    assert isinstance(said, facts.Decision)
    blocks = [
        *_found(issue, said),
        Heading("处理决定"),
        *told(said.words),
        *numbered(_decided(said)),
    ]
    if said.perform_by:
        blocks.append(Paragraph(f"请于{day(said.perform_by)}前履行，并将履行情况书面报告本机关。"))
    blocks.append(Paragraph(RIGHTS))
    return _decision(issue, blocks)


def _found(issue: Issue, said: facts.Decision) -> list[Block]:
    blocks: list[Block] = [*party_lines(issue), Heading("查明的事实和证据")]
    concluded = issue.view.said.get("conclude")
    if isinstance(concluded, concluding.Conclusion):
        blocks += told(concluded.words)
    rows = [
        (
            label(k.partition("/")[2]),
            str(f.workers or ""),
            yuan(f.amount) if f.amount else "",
            f.evidence,
        )
        for k, f in findings(issue.view).items()
        if k in said.lines
    ]
    if rows:
        blocks.append(Table(("违法事项", "人数", "金额", "证据"), tuple(rows), widths=(4, 1, 2, 4)))
    if said.reasons:
        blocks += [Heading("理由和依据"), *told(said.reasons)]
    considered = issue.view.said.get("consider")
    if isinstance(considered, facts.Considered):
        text = f"你单位提出的陈述申辩意见，经复核，{considered.outcome}：{considered.reason}"
        blocks.append(Paragraph(text))
    return blocks


def _decided(said: facts.Decision) -> list[str]:
    out = []
    for key, line in said.lines.items():
        parts = []
        if line.warning:
            parts.append("给予警告")
        if line.fine:
            parts.append(f"处罚款{yuan_twice(line.fine)}")
        if line.pay:
            parts.append(f"责令支付劳动者{yuan_twice(line.pay)}")
        if line.words:
            parts.append(line.words.rstrip("。"))
        if not parts:
            continue
        basis = f"依照{line.basis}，" if line.basis else ""
        out.append(f"因{label(key.partition('/')[2])}，{basis}{'，'.join(parts)}。")
    return out


def exemption(issue: Issue) -> Document:
    """不予行政处罚决定书."""
    said = issue.facts
    assert isinstance(said, facts.Exemption)
    blocks: list[Block] = [
        *party_lines(issue),
        *told(said.reasons),
        Paragraph(
            f"上述行为属于{said.ground}的情形。依照{of_penalty(33)}的规定，决定对{violation_names(issue)}的行为不予行政处罚。"
        ),
    ]
    if said.taught:
        blocks.append(Paragraph("本机关已对你单位进行教育，请严格遵守劳动保障法律、法规和规章。"))
    blocks.append(Paragraph(RIGHTS))
    return _decision(issue, blocks)


def dropping(issue: Issue) -> Document:
    """撤销立案决定书."""
    said = issue.facts
    assert isinstance(said, facts.Dropping)
    text = f"{the_case(issue)}，因{said.ground.rstrip('。')}，依照{law(article(RULE, 18), article(LOCAL, 19))}的规定，决定撤销立案。"
    return _decision(issue, [*told(said.reasons), Paragraph(text)])


def referral(issue: Issue) -> Document:
    """案件移送函."""
    said = issue.facts
    assert isinstance(said, facts.Referral)
    text = f"本机关办理的{the_case(issue)}，经审查属于你单位管辖。依照{law(article(RULE, 18))}的规定，现移送你单位处理，请将处理结果函告本机关。"
    blocks: list[Block] = [Paragraph(text), *told(said.reasons)]
    if said.list_:
        blocks += [Heading("移送材料", numbered=False), *numbered(said.list_)]
    return _notice(issue, blocks, addressee=said.to)


def revocation(issue: Issue) -> Document:
    """撤销（变更）决定书."""
    said = issue.facts
    assert isinstance(said, facts.Revocation)
    text = f"关于{the_case(issue)}，依据{said.by}，本机关决定如下："
    return _decision(issue, [Paragraph(text), *told(said.reasons), Paragraph(RIGHTS)])


def _notice(issue: Issue, blocks: list[Block], *, addressee: str | None = None) -> Document:
    return framed(issue, blocks, addressee=addressee)


def _decision(issue: Issue, blocks: list[Block]) -> Document:
    return _notice(issue, blocks, addressee="")
