"""现场检查笔录、调查询问书、询问笔录、先行登记保存、限期改正指令书、延长、中止、调查终结报告."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.lines.inspection.check.items import name_of
from tongzhou.lines.inspection.facts import concluding
from tongzhou.lines.inspection.facts import investigating as facts
from tongzhou.lines.inspection.instruments import LOCAL, RULE
from tongzhou.lines.inspection.rules.items import label
from tongzhou.lines.inspection.rules.opening import officers
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
    approval,
    firm_names,
    law,
    notice,
    numbered,
    of_penalty,
    record,
    the_case,
    told,
    violation_names,
    yuan,
)


def site_record(issue: Issue) -> Document:
    """现场检查笔录: where, when, who was there, the checklist, the pictures with their digests."""
    said = issue.facts
    assert isinstance(said, facts.SiteRecord)
    time = "至".join(x for x in (said.began, said.ended) if x)
    blocks: list[Block] = [
        Paragraph(firm_names(issue), lead="被检查单位："),
        Paragraph(said.place, lead="检查地点："),
        Paragraph(f"{day(issue.on)}{time}", lead="检查时间："),
        Paragraph(said.present or "无", lead="在场人员："),
        Paragraph("检查人员已出示执法证件，告知当事人权利义务和申请回避的权利。"),
        Heading("检查情况"),
        *told(said.findings),
    ]
    if said.checks:
        rows = tuple((name_of(c.item), c.outcome, c.words) for c in said.checks)
        blocks += [Heading("检查事项"), Table(("事项", "结果", "说明"), rows, widths=(4, 1.2, 4))]
    if said.pictures:
        shots = tuple(
            (str(n), p.file.name, p.taken_at, p.where or "未定位", p.sha256)
            for n, p in enumerate(said.pictures, start=1)
        )
        blocks += [
            Heading("照片、录像"),
            Table(
                ("序号", "文件", "拍摄时间", "位置", "SHA-256（拍摄时）"),
                shots,
                widths=(0.6, 2, 2, 2, 4),
            ),
        ]
    blocks.append(Paragraph(said.signature, lead="当事人签名："))
    people = (("见证人", said.witness),) if said.witness else ()
    return record(issue, blocks, people=people)


def inquiry(issue: Issue) -> Document:
    """调查询问书: what to bring by when, and what refusing means."""
    said = issue.facts
    assert isinstance(said, facts.Inquiry)
    blocks: list[Block] = [
        Paragraph(
            f"因{the_case(issue)}调查需要，依照{law(article(RULE, 15))}的规定，"
            f"请你单位于{day(said.due)}前{'到' + said.place if said.place else ''}接受询问，并提供下列资料："
        ),
        *numbered(said.materials),
    ]
    if said.questions:
        blocks += [Paragraph("并就下列问题作出说明："), *told(said.questions)]
    blocks.append(
        Paragraph(
            f"无理抗拒、阻挠监察，不按要求提供资料，或者隐瞒事实真相、出具伪证的，依照{law(article(RULE, 30))}处理。"
        )
    )
    return notice(issue, blocks)


def interview(issue: Issue) -> Document:
    """询问笔录."""
    said = issue.facts
    assert isinstance(said, facts.Interview)
    time = "至".join(x for x in (said.began, said.ended) if x)
    blocks: list[Block] = [
        Paragraph(f"{said.person}（{said.role}）", lead="被询问人："),
        Paragraph(f"{day(issue.on)}{time}", lead="时间："),
        Paragraph(said.place or "本机关", lead="地点："),
        Paragraph("询问人员已出示执法证件，告知被询问人如实回答的义务和申请回避等权利。"),
        *told(said.record),
        Paragraph(said.signature, lead="被询问人签名："),
    ]
    return record(issue, blocks, people=(("被询问人", "　　　"),))


def holding(issue: Issue) -> Document:
    """证据先行登记保存通知书: seven working days."""
    said = issue.facts
    assert isinstance(said, facts.Holding)
    goods = [issue.view.subjects[k].name for k in issue.record.about if k in issue.view.subjects]
    blocks = [
        Paragraph(
            f"因{the_case(issue)}，下列证据{said.reason.rstrip('。')}。依照{of_penalty(56)}的规定，"
            f"经本机关负责人批准，自{day(issue.on)}起予以先行登记保存，保存地点为{said.place}"
            f"{'，保管人' + said.keeper if said.keeper else ''}。"
        ),
        *numbered(goods),
        Paragraph(
            "本机关将在七个工作日内作出处理决定。在此期间，当事人或者有关人员不得销毁或者转移证据。"
        ),
    ]
    return notice(issue, blocks)


def dealing(issue: Issue) -> Document:
    """先行登记保存证据处理决定书."""
    said = issue.facts
    assert isinstance(said, facts.Dealing)
    goods = "、".join(
        issue.view.subjects[k].name for k in issue.record.about if k in issue.view.subjects
    )
    text = f"依照{of_penalty(56)}的规定，对先行登记保存的{goods}作如下处理：{said.outcome}。"
    return notice(issue, [Paragraph(text), *told(said.words)])


def order(issue: Issue) -> Document:
    """限期改正指令书: what, by when, and what follows if not."""
    said = issue.facts
    assert isinstance(said, facts.Order)
    blocks: list[Block] = [
        Paragraph(
            f"经查，你单位存在{violation_names(issue)}的行为。依照{law(article(RULE, 18))}的规定，"
            f"责令你单位于{day(said.until)}前改正下列事项，并将改正情况书面报告本机关："
        ),
        *numbered(said.demands),
    ]
    if said.amount:
        people = f"涉及劳动者{said.workers}人，" if said.workers else ""
        blocks.append(Paragraph(f"{people}应支付金额合计{yuan_twice(said.amount)}。"))
    blocks.append(
        Paragraph(
            "逾期不改正的，本机关将依法作出行政处理或者行政处罚；涉嫌犯罪的，依法移送公安机关。"
        )
    )
    return notice(issue, blocks)


def extension(issue: Issue) -> Document:
    """延长调查期限审批表."""
    said = issue.facts
    assert isinstance(said, facts.More)
    rows = [
        ("案件", the_case(issue)),
        ("立案日期", day(issue.view.opened_on) if issue.view.opened_on else ""),
        ("延长期限", f"{said.days}个工作日"),
        ("理由", said.reason),
    ]
    text = f"依照{law(article(RULE, 17))}的规定，同意延长。"
    return approval(issue, rows, signs=(("负责人审批", text, "、".join(issue.names)),))


def suspension(issue: Issue) -> Document:
    """中止调查通知书."""
    said = issue.facts
    assert isinstance(said, facts.Suspension)
    text = (
        f"{the_case(issue)}，因{said.ground}（{said.reason.rstrip('。')}），"
        f"依照{law(article(LOCAL, 17))}的规定，自{day(issue.on)}起中止调查。中止的情形消除后恢复调查。"
    )
    return notice(issue, [Paragraph(text)])


def resumption(issue: Issue) -> Document:
    """恢复调查通知书."""
    said = issue.facts
    assert isinstance(said, facts.Ground)
    text = f"{the_case(issue)}，中止调查的情形已经消除（{said.reason.rstrip('。')}），自{day(issue.on)}起恢复调查。"
    return notice(issue, [Paragraph(text)])


def report(issue: Issue) -> Document:
    """调查终结报告: what was found of each violation, on which evidence."""
    said = issue.facts
    assert isinstance(said, concluding.Conclusion)
    rows = tuple(_row(key, found) for key, found in said.findings.items())
    blocks: list[Block] = [
        Paragraph(the_case(issue), lead="案由："),
        Heading("查明的事实"),
        *told(said.words),
        Heading("各项违法事项"),
        Table(("违法事项", "结论", "人数", "金额", "起止"), rows, widths=(4, 1.2, 1, 2, 3)),
        Heading("证据"),
        *numbered(f.evidence for f in said.findings.values() if f.evidence),
    ]
    hands = "、".join(s.name or s.ref for s in officers(issue.view))
    blocks.append(Paragraph(hands, lead="承办监察员："))
    return record(issue, blocks)


def _row(key: str, found: concluding.Finding) -> tuple[str, ...]:
    span = "至".join(str(d) for d in (found.since, found.until) if d)
    return (
        label(key.partition("/")[2]),
        found.outcome,
        str(found.workers or ""),
        yuan(found.amount) if found.amount else "",
        span,
    )
