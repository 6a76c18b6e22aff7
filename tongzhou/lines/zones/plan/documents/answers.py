"""意见、批复 — what the county, the institute and the region say of a plan, as papers."""

from __future__ import annotations

from tongzhou.law import numeral
from tongzhou.lines.zones.offices import REGION_FOUR
from tongzhou.lines.zones.plan.documents.sheets import county_cells, sheet
from tongzhou.lines.zones.plan.documents.whole import attachments, county_of
from tongzhou.lines.zones.plan.facts import Approval, ChangeRequest, ExpertOpinion, Invitation
from tongzhou.lines.zones.plan.findings import part_label
from tongzhou.lines.zones.plan.rules import goals_of, tasks_of, version_number, zone_name
from tongzhou.lines.zones.policy import NUMBER, OPINION
from tongzhou.procedure.papers import (
    Document,
    Heading,
    Issue,
    Letterhead,
    Paragraph,
    SignatureBlock,
    paragraphs,
)
from tongzhou.procedure.papers.words import day

BASIS = f"《{OPINION}》（{NUMBER}）"


def county_opinion(issue: Issue) -> Document:
    """Return attachment 2 as a paper of its own."""
    return Document(title="旗县（市、区）人民政府意见", blocks=(sheet(county_cells(issue)),))


def invitation(issue: Issue) -> Document:
    """Return the letter that asks the institute for its opinion."""
    stated = issue.facts
    assert isinstance(stated, Invitation)
    name = zone_name(issue.view)
    return Document(
        title=f"关于邀请审定{name}总体设计的函",
        head=Letterhead((issue.body,), form="letter"),
        number=issue.number,
        addressee="中国劳动和社会保障科学研究院",
        blocks=(
            Paragraph(f"根据{BASIS}第五部分，现将{name}建设方案送上。"),
            *paragraphs(stated.words),
            Paragraph(f"请于{day(stated.reply_by)}前函复。"),
        ),
        signature=SignatureBlock((issue.body,), issue.on),
    )


def expert_opinion(issue: Issue) -> Document:
    """Return the opinion of the institute on the overall design."""
    stated = issue.facts
    assert isinstance(stated, ExpertOpinion)
    return Document(
        title=f"关于{zone_name(issue.view)}总体设计的审定意见",
        blocks=(
            Paragraph(stated.result + "。", lead="审定结论："),
            Heading("审定意见"),
            *paragraphs(stated.words),
            Paragraph(f"本意见针对建设方案第{version_number(issue.view)}版。"),
        ),
        signature=SignatureBlock(
            (issue.body,), issue.on, people=tuple(("审定人：", n) for n in issue.names)
        ),
    )


def approval(issue: Issue) -> Document:
    """Return 批复: the four bodies of the region approve together, the department of labour numbers it."""
    name = zone_name(issue.view)
    goals, tasks = goals_of(issue.view), tasks_of(issue.view)
    term = (
        f"试验期自{day(goals.term_from)}至{day(goals.term_to)}。"
        if goals and goals.term_from and goals.term_to
        else ""
    )
    count = (
        f"《方案》列明的{len(tasks.tasks)}项任务、{len(goals.goals)}项目标"
        if tasks and goals
        else ""
    )
    points = (
        f"原则同意《{name}建设方案》（第{version_number(issue.view)}版，以下简称《方案》）。{term}",
        f"{count}，由你{_kind(issue)}人民政府组织实施。要加强组织领导，将试验区建设列入当地经济社会发展"
        "规划，明确路线图和时间表，做好年度任务分解，落实经费保障。",
        "《方案》批复后不得擅自变更；确需调整的，按原程序报批。",
        "要定期开展自评，按季度报送任务进展和目标完成情况，及时总结可复制、可推广的经验做法。",
    )
    return _reply(issue, f"关于同意{name}建设方案的批复", "方案", points)


def change_approval(issue: Issue) -> Document:
    """Return 调整批复: which parts were changed, and that the rest stands."""
    name = zone_name(issue.view)
    request = issue.view.said.get("request_change")
    parts = request.parts if isinstance(request, ChangeRequest) else ()
    listed = "、".join(part_label(p) for p in parts)
    points = (
        f"同意对《{name}建设方案》下列部分作出调整：{listed}。调整后的文本为第"
        f"{version_number(issue.view)}版。",
        "未作调整的部分继续执行原批复。请据此调整任务分工和目标，并做好衔接。",
    )
    return _reply(issue, f"关于同意调整{name}建设方案的批复", "方案调整申请", points)


def _reply(issue: Issue, title: str, what: str, points: tuple[str, ...]) -> Document:
    bodies = tuple(issue.body_of(office) for office in REGION_FOUR)
    stated = issue.facts
    assert isinstance(stated, Approval)
    county = county_of(issue)
    demands = [*points, *(line for line in stated.words.splitlines() if line.strip())]
    return Document(
        title=title,
        head=Letterhead(bodies),
        number=issue.number,
        addressee=f"{county}人民政府",
        blocks=(
            Paragraph(f"你{_kind(issue)}报来的{what}收悉。依据{BASIS}，经研究，现批复如下："),
            *(Paragraph(f"{numeral(n)}、{point}") for n, point in enumerate(demands, start=1)),
        ),
        signature=SignatureBlock(bodies, issue.on),
        annexes=attachments(issue)[:1],
    )


def _kind(issue: Issue) -> str:
    """Return how a county is addressed: 你旗, 你县, 你市, 你区."""
    last = county_of(issue)[-1:]
    return last if last and last in "旗县市区" else "地"
