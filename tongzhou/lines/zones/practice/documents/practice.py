"""经验材料 — a published practice on paper."""

from __future__ import annotations

from tongzhou.lines.zones.practice import rules
from tongzhou.procedure.papers import (
    Document,
    Heading,
    Issue,
    Paragraph,
    SignatureBlock,
    paragraphs,
)


def practice(issue: Issue) -> Document:
    """经验材料: problem, method, effect, conditions for copying."""
    text = rules.text_of(issue.view)
    zone = rules.zone_of(issue.view)
    spread = rules.spread_of(issue.view)
    return Document(
        title=text.title,
        blocks=(
            Paragraph(
                f"{zone or issue.region}（推广范围：{spread}）", align="centre", indent=False
            ),
            Heading("要解决的问题"),
            *paragraphs(text.problem),
            Heading("主要做法"),
            *paragraphs(text.method),
            Heading("成效"),
            *paragraphs(text.effect),
            Heading("复制条件"),
            *paragraphs(text.conditions),
        ),
        signature=SignatureBlock((issue.body,), issue.on, seal=False),
    )
