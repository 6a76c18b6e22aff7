"""立案审批表、指派单、回避决定书."""

from __future__ import annotations

from tongzhou.lines.inspection.facts import opening as facts
from tongzhou.lines.inspection.rules.opening import filing as filed
from tongzhou.procedure.papers import Document, Issue, Paragraph, day

from .frame import (
    approval,
    complainants,
    firm_names,
    firms,
    notice,
    of_penalty,
    the_case,
    violation_names,
)


def filing(issue: Issue) -> Document:
    """立案审批表: source, parties, what is suspected, and room for the opinions."""
    said = filed(issue.view)
    source = said.source if said else ""
    words = (said.words or said.story) if said else ""
    firm = firms(issue)[0] if firms(issue) else None
    known = issue.registered(firm) if firm else None
    rows = [
        ("案件来源", source + (f"（{said.from_report}）" if said and said.from_report else "")),
        ("用人单位", firm_names(issue)),
        ("统一社会信用代码", known.number if known else ""),
        ("住所", known.address if known else ""),
        ("投诉（举报）人", complainants(issue)),
        ("涉嫌违法事项", violation_names(issue)),
        ("案情摘要", words),
    ]
    return approval(
        issue,
        rows,
        signs=(
            ("承办人意见", f"拟于{day(issue.on)}立案调查。", "、".join(issue.names)),
            ("监察机构意见", "", ""),
            ("负责人审批", "", ""),
        ),
    )


def assignment(issue: Issue) -> Document:
    """承办人员指派单: who, with which certificates."""
    said = issue.facts if isinstance(issue.facts, facts.Team) else facts.Team()
    lines = [
        f"{name}：执法证件 {held.number}" + (f"，有效期至{day(held.until)}" if held.until else "")
        for key, name in said.names.items()
        if (held := said.certificates.get(key))
    ]
    rows = [("案件", the_case(issue)), ("承办人员", "\n".join(lines)), ("说明", said.note)]
    return approval(issue, rows, signs=(("负责人", "同意上述人员承办。", "、".join(issue.names)),))


def recusal(issue: Issue) -> Document:
    """回避决定书."""
    said = issue.facts if isinstance(issue.facts, facts.RecusalDecision) else None
    asked = issue.view.subjects.get(said.request) if said else None
    request = asked.stated.get("ask_recusal") if asked else None
    officer = issue.view.subjects.get(said.officer) if said else None
    who = (officer.name or officer.ref) if officer else ""
    ground = request.ground if isinstance(request, facts.RecusalRequest) else ""
    result = "准予回避，不再承办本案" if said and said.granted else "驳回回避申请"
    blocks = [
        Paragraph(f"关于{the_case(issue)}，有申请要求{who}回避，理由是：{ground.rstrip('。')}。"),
        Paragraph(f"经审查，依照{of_penalty(43)}的规定，决定：{result}。"),
    ]
    if said and said.reason:
        blocks.append(Paragraph(said.reason))
    return notice(issue, blocks)
