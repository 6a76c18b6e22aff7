"""调解申请书、受理通知书、不予受理调解告知书."""

from __future__ import annotations

from tongzhou.lines.mediation import facts, rules
from tongzhou.procedure.papers import (
    Document,
    Heading,
    Issue,
    Paragraph,
    SignatureBlock,
    day,
    paragraphs,
)

from . import parties, tables


def application(issue: Issue) -> Document:
    """调解申请书 (调解仲裁法 12): the parties, what is asked, why; an oral one with who took it down."""
    said = rules.application(issue.view)
    spoken = (
        (Paragraph(f"本申请由申请人口头提出，{said.taken_down}当场记录，已向申请人宣读。"),)
        if said.taken_down
        else ()
    )
    return Document(
        title="劳动争议调解申请书",
        blocks=(
            *parties.of_all(issue.view),
            Heading("请求事项"),
            tables.claims(issue.view),
            Heading("事实和理由"),
            *paragraphs(said.story),
            *_employment(said),
            Heading("证据"),
            *_evidence(said),
            *spoken,
            Paragraph("此致"),
            Paragraph(parties.seat(issue), indent=False),
        ),
        signature=SignatureBlock(people=(("申请人", ""),), on=issue.view.opened_on, seal=False),
    )


def _employment(said: facts.Application) -> tuple[Paragraph, ...]:
    parts = [
        f"{label}{value}"
        for label, value in (
            ("入职日期", day(said.hired_on) if said.hired_on else ""),
            ("离职日期", day(said.left_on) if said.left_on else ""),
            ("岗位", said.post),
        )
        if value
    ]
    return (Paragraph("；".join(parts) + "。", lead="用工情况："),) if parts else ()


def _evidence(said: facts.Application) -> tuple[Paragraph, ...]:
    if not said.evidence:
        return (Paragraph("申请时没有提交证据材料。"),)
    return tuple(
        Paragraph(f"{n}. {file.name}", indent=True) for n, file in enumerate(said.evidence, start=1)
    )


def acceptance(issue: Issue) -> Document:
    """受理通知书: both clocks are told, with what follows when they end."""
    view = issue.view
    way = rules.way_of(view)
    lines = [
        f"{clock.limit.label}：至{day(clock.due)}（{clock.limit.cites}）。"
        for clock in view.clocks.values()
        if clock.running and clock.due
    ]
    return Document(
        body=parties.seat(issue),
        title="调解受理通知书",
        number=issue.case_number,
        addressee=f"{parties.names(view, 'claimant')}、{parties.names(view, 'respondent')}",
        blocks=(
            Paragraph(
                f"{parties.names(view, 'claimant')}与{parties.names(view, 'respondent')}劳动争议一案的"
                f"调解申请，于{day(view.opened_on or issue.on)}收到。经审查，决定自{day(issue.on)}起受理，"
                f"按{way.label}办理（{way.cites}）。"
            ),
            Heading("期限"),
            *(Paragraph(line) for line in lines),
            Paragraph(
                "自收到调解申请之日起十五日内未达成调解协议的，当事人可以依法申请仲裁"
                "（《劳动争议调解仲裁法》第十四条）。"
            )
            if way.arbitration
            else Paragraph("期满未达成协议的，由委托（委派）机关恢复审理或者依法办理。"),
            Heading("权利"),
            Paragraph(
                "调解自愿进行，不收取费用。当事人可以接受或者拒绝调解，可以要求终止调解，"
                "可以请求更换调解员；调解一般不公开进行。"
            ),
        ),
        signature=SignatureBlock((parties.seat(issue),), issue.on),
    )


def refusal(issue: Issue) -> Document:
    """不予受理调解告知书: the reason, and where else to go."""
    said = issue.facts
    assert isinstance(said, facts.Refusal)
    view = issue.view
    return Document(
        body=parties.seat(issue),
        title="不予受理调解告知书",
        number=issue.case_number,
        addressee=parties.names(view, "claimant"),
        blocks=(
            Paragraph(
                f"你（们）与{parties.names(view, 'respondent')}劳动争议的调解申请，"
                f"于{day(view.opened_on or issue.on)}收到。经审查，因{said.ground}，决定不予受理"
                "（《企业劳动争议协商调解规定》第二十二条）。"
            ),
            *paragraphs(said.words),
            Paragraph(
                "你（们）可以依法向劳动人事争议仲裁委员会申请仲裁。申请仲裁的时效期间一般为一年，"
                "从知道或者应当知道权利被侵害之日起计算（《劳动争议调解仲裁法》第二十七条）。"
                "本次提交的申请内容可以直接转为仲裁申请，不必重新填写。"
            ),
        ),
        signature=SignatureBlock((parties.seat(issue),), issue.on),
    )
