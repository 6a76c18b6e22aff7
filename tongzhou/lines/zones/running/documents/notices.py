"""任务催办通知、终止试验的通知."""

from __future__ import annotations

from tongzhou.lines.zones.offices import REGION_FOUR
from tongzhou.lines.zones.policy import NUMBER, OPINION
from tongzhou.lines.zones.running import facts, rules
from tongzhou.procedure.papers import (
    Document,
    Issue,
    Letterhead,
    Paragraph,
    SignatureBlock,
    Table,
    day,
    paragraphs,
)


def reminder(issue: Issue) -> Document:
    """任务催办通知: which tasks, what is asked, by when."""
    stated = issue.facts
    assert isinstance(stated, facts.Reminder)
    keys = {s.key for s in issue.subjects}
    lines = [line for line in rules.task_lines(issue.view) if line.key in keys]
    leads = list(dict.fromkeys(line.task.lead for line in lines))
    rows = tuple(
        (
            line.task.number,
            line.task.title,
            line.task.lead,
            f"{line.task.ends or ''}",
            f"{line.percent}%",
            f"{(issue.on - line.task.ends).days}天"
            if line.is_late(issue.on) and line.task.ends
            else "—",
        )
        for line in lines
    )
    return Document(
        head=Letterhead((issue.body,), form="letter"),
        number=issue.number,
        title="关于催办综合试验区任务的通知",
        addressee="、".join(leads),
        blocks=(
            Paragraph(
                f"按照《{OPINION}》（{NUMBER}）和{rules.start_of(issue.view).name}建设方案，"
                "下列任务由你单位牵头。经核，进展需要加快："
            ),
            Table(
                ("序号", "任务", "牵头单位", "完成日期", "进度", "滞后"),
                rows,
                widths=(1, 5, 3, 2.4, 1.4, 1.6),
                aligns=("centre", "left", "left", "centre", "right", "right"),
            ),
            *paragraphs(stated.words),
            Paragraph(f"请于{day(stated.reply_by)}前报送进展和佐证材料；有困难的，说明原因和需要协调的事项。"),
        ),
        signature=SignatureBlock((issue.body,), issue.on),
    )  # fmt: skip


def termination(issue: Issue) -> Document:
    """终止试验的通知: ground, that the four bodies have conferred, and what follows."""
    stated = issue.facts
    assert isinstance(stated, facts.Termination)
    start = rules.start_of(issue.view)
    bodies = tuple(issue.body_of(office) for office in REGION_FOUR)
    return Document(
        head=Letterhead(bodies),
        number=issue.number,
        title=f"关于终止{start.name}试验的通知",
        addressee=f"{issue.region}人民政府",
        blocks=(
            Paragraph(
                f"经自治区四部门{day(stated.conferred_on)}会商，因{stated.ground}，"
                f"决定自{day(issue.on)}起终止{start.name}试验。"
            ),
            *paragraphs(stated.words),
            Paragraph("请妥善做好后续工作，保管好试验档案；已形成的经验做法可继续在当地施行。"),
        ),
        signature=SignatureBlock(bodies, issue.on),
    )
