"""检查通知书、现场检查记录表."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.lines.inspection.documents.frame import law, notice, numbered
from tongzhou.lines.inspection.documents.investigating import site_record
from tongzhou.lines.inspection.instruments import RULE
from tongzhou.procedure.papers import Block, Document, Issue, Paragraph, Template, day

from . import facts, items
from .procedure import NOTICE, RECORD
from .rules import assignment


def check_notice(issue: Issue) -> Document:
    """检查通知书: when, what is looked at, what to have ready."""
    said = issue.facts
    assert isinstance(said, facts.Notification)
    task = assignment(issue.view)
    blocks: list[Block] = [
        Paragraph(
            f"依照{law(article(RULE, 14), article(RULE, 15))}的规定，本机关定于{day(said.visit_on)}"
            f"对你单位进行劳动保障监察检查，检查下列事项："
        ),
        *numbered(items.name_of(code) for code in (task.items if task else ())),
    ]
    if said.prepare:
        blocks += [Paragraph("请准备下列资料："), *numbered(said.prepare)]
    blocks.append(Paragraph("检查人员将出示执法证件。你单位可以查验，并有权申请检查人员回避。"))
    return notice(issue, blocks)


DOCUMENTS = (Template(NOTICE, check_notice), Template(RECORD, site_record))
