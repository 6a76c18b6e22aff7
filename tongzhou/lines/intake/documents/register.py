"""举报投诉登记表 — the report on paper, as it was brought; whoever asked for secrecy stands as 投诉人1."""

from __future__ import annotations

from tongzhou.lines.intake import rules
from tongzhou.lines.intake.violations import labels
from tongzhou.procedure.papers import (
    Document,
    Heading,
    Issue,
    Paragraph,
    SignatureBlock,
    Table,
    day,
    paragraphs,
    yuan,
)

from .notices import about, seat


def register_form(issue: Issue) -> Document:
    """举报投诉登记表: source, employer, what happened, who claims what."""
    view = issue.view
    said = rules.report(view)
    since, until, _ongoing = rules.period(view)
    span = f"{day(since) if since else '未写明'}至{day(until) if until else '今'}"
    lines = [
        ("来源渠道", said.channel + (f"（{said.external}）" if said.external else "")),
        ("收到日期", day(view.opened_on or issue.on)),
        ("首次反映", day(view.first_seen or issue.on)),
        ("被反映单位", about(view)),
        ("地点", rules.site(view) or "未写明"),
        ("违法事项", labels(rules.violations(view)) or "未写明"),
        ("起止时间", span),
        ("记录人", said.taken_down or "本人填写"),
    ]
    people = [
        (s.name or s.ref, yuan(view.ledger.get(s.key, {}).get("请求", 0)))
        for s in rules.workers(view)
    ]
    table = (
        (
            Heading("投诉人和金额"),
            Table(head=("投诉人", "金额"), rows=tuple(people), aligns=("left", "right")),
        )
        if people
        else ()
    )
    account = (*rules.time_bar(view).account, *rules.competence(view).account)
    return Document(
        body=seat(issue),
        title="举报投诉登记表",
        number=issue.case_number,
        blocks=(
            *(Paragraph(text, lead=f"{label}：") for label, text in lines),
            Heading("反映的情况"),
            *paragraphs(rules.story(view)),
            *table,
            Heading("受理审查"),
            *(Paragraph(f"{line}。") for line in account),
        ),
        signature=SignatureBlock(people=(("受理人", ""),), on=issue.on, seal=False),
    )
