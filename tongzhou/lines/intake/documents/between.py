"""跨地区协作函、指定管辖决定书、复函 — what regions write to one another. No name of whoever reports stands in them."""

from __future__ import annotations

from tongzhou.lines.intake import facts, rules
from tongzhou.lines.intake.violations import labels
from tongzhou.procedure.papers import Document, Issue, Paragraph, SignatureBlock, day, paragraphs

from .notices import about, seat


def letter(issue: Issue) -> Document:
    """跨地区劳动保障监察协作函: what is asked, about whom."""
    said, view = issue.facts, issue.view
    assert isinstance(said, facts.Passing)
    count = len(rules.workers(view))
    many = f"，涉及投诉人{count}名" if count else ""
    return Document(
        body=seat(issue),
        title="劳动保障监察协作函",
        number=issue.number,
        addressee=f"{issue.region_name(said.to)}劳动保障监察机构",
        blocks=(
            Paragraph(
                f"我单位于{day(view.opened_on or issue.on)}收到反映{about(view)}"
                f"{labels(rules.violations(view))}的事项{many}。"
                "依据《劳动保障监察条例》第十三条，现商请协作如下："
            ),
            *paragraphs(said.words),
            Paragraph("请于收到后三个工作日内表示是否接收；有管辖争议的，报请共同的上一级指定。"),
            Paragraph(f"首次反映日期{day(view.first_seen or issue.on)}，接收后请予保留。"),
        ),
        signature=SignatureBlock((seat(issue),), issue.on),
    )


def designation(issue: Issue) -> Document:
    """指定管辖决定书: the common superior decides who handles it."""
    said, request = issue.facts, rules.request(issue.view)
    here, there = issue.region_name(request.receiver), issue.region_name(request.sender)
    verdict = getattr(said, "verdict", "由请求方办理")
    who = here if verdict == "由接收方办理" else there
    return Document(
        body=seat(issue),
        title="指定管辖决定书",
        number=issue.number,
        addressee=f"{there}、{here}劳动保障监察机构",
        blocks=(
            Paragraph(
                f"关于{about(issue.view)}{labels(request.violations)}一事，{there}与{here}对管辖有争议"
                f"（逾期未接收）。依据《劳动保障监察条例》第十三条，指定由{who}办理。"
            ),
            *paragraphs(str(getattr(said, "words", ""))),
        ),
        signature=SignatureBlock((seat(issue),), issue.on),
    )


def reply(issue: Issue) -> Document:
    """跨地区协作复函: what was found."""
    said, request = issue.facts, rules.request(issue.view)
    assert isinstance(said, facts.Reported)
    return Document(
        body=seat(issue),
        title="劳动保障监察协作复函",
        number=issue.number,
        addressee=f"{issue.region_name(request.sender)}劳动保障监察机构",
        blocks=(
            Paragraph(f"贵单位关于{about(issue.view)}的协作请求收悉。现将办理情况函复如下："),
            *paragraphs(said.words),
        ),
        signature=SignatureBlock((seat(issue),), issue.on),
    )
