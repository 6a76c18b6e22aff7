"""调解协议书、调解终结通知书、履行回访记录."""

from __future__ import annotations

from tongzhou.lines.mediation import facts, onward, rules
from tongzhou.procedure.papers import (
    Block,
    Document,
    Heading,
    Issue,
    Paragraph,
    SignatureBlock,
    day,
    paragraphs,
    yuan_twice,
)
from tongzhou.procedure.view import View

from . import parties, tables


def agreement(issue: Issue) -> Document:
    """调解协议书 (调解仲裁法 14): drawn from the ledger of the claims, so that no sum is typed twice."""
    return _agreement(issue, draft=False)


def draft_agreement(issue: Issue) -> Document:
    """The same before it takes effect, marked as a draft, for both sides to read or to sign on paper."""
    return _agreement(issue, draft=True)


def _agreement(issue: Issue, *, draft: bool) -> Document:
    view, way = issue.view, rules.way_of(issue.view)
    terms = rules.agreement(view)
    assert terms is not None
    blocks: list[Block] = [
        *parties.of_all(view),
        Paragraph(
            f"{tables.called(view, _first(view))}等因劳动争议申请{way.label}。"
            "经调解，双方当事人自愿达成如下协议："
        )
        if len(rules.subjects(view, "claimant")) > 1
        else Paragraph("双方因劳动争议申请调解。经调解，双方当事人自愿达成如下协议："),
        Heading("争议事项和协议金额"),
        tables.agreed(view),
    ]
    total = sum(terms.sums.values())
    if total:
        blocks.append(Paragraph(f"{yuan_twice(total)}。", lead="协议金额合计："))
        blocks += [Heading("履行期限和方式"), tables.payments(view, terms)]
    if terms.other:
        blocks += [Heading("其他约定"), *paragraphs(terms.other)]
    blocks += [Heading("效力"), *_effect(terms)]
    people = [(s.kind.label, "") for s in rules.must_sign(view)]
    return Document(
        title="劳动争议调解协议书",
        number="" if draft else issue.number,
        body="" if draft else parties.seat(issue),
        blocks=tuple(blocks),
        signature=SignatureBlock(
            () if draft else (parties.seat(issue),),
            None if draft else issue.on,
            people=(*people, ("调解员", "")),
        ),
        draft=draft,
        note="" if draft else _signatures(issue),
    )


def _first(view: View) -> str:
    return next(s.key for s in rules.subjects(view, "claimant"))


def _effect(terms: facts.Agreement) -> tuple[Paragraph, ...]:
    rest = (
        (Paragraph("对本案中没有列入上表协议金额的请求，申请人不再主张。"),)
        if terms.settled_all
        else (Paragraph("本协议未涉及的请求，当事人可以另行主张。"),)
    )
    return (
        *rest,
        Paragraph(
            "本协议由双方当事人签名或者盖章，经调解员签名并加盖调解组织印章后生效，对双方当事人具有约束力"
            "（《劳动争议调解仲裁法》第十四条）。一方不履行的，另一方可以依法申请仲裁；"
            "因支付拖欠劳动报酬、工伤医疗费、经济补偿或者赔偿金达成的协议，劳动者可以持本协议书向人民法院申请支付令。"
        ),
        Paragraph("本协议一式三份，双方当事人各执一份，调解组织留存一份。"),
    )


def _signatures(issue: Issue) -> str:
    """Return in which way each has signed, for the margin: what a code signed is proved by its digest."""
    told = []
    for subject in rules.must_sign(issue.view):
        said = subject.stated.get("sign")
        if isinstance(said, facts.Signing):
            way = said.proof or "已签纸质协议并存扫描件"
            told.append(f"{subject.name}：{way}")
    return "；".join(told)


def failure(issue: Issue) -> Document:
    """调解终结通知书 (人民调解法 26): how it ended, and where the parties can go with it."""
    view = issue.view
    said = view.said.get("fail")
    broken = onward.interruption(view)
    blocks: list[Block] = [
        Paragraph(
            f"{parties.names(view, 'claimant')}与{parties.names(view, 'respondent')}劳动争议一案，"
            "经调解未达成协议，调解终结。"
        )
    ]
    if isinstance(said, facts.Failure):
        blocks.append(Paragraph(f"{said.ground}。{said.words}", lead="原因："))
        if said.agreed:
            blocks += [Heading("双方无争议的事实"), *paragraphs(said.agreed)]
        if said.disputed:
            blocks += [Heading("争议焦点"), *paragraphs(said.disputed)]
    blocks.append(Heading("此后的办理"))
    if rules.goes_to_arbitration(view):
        blocks.append(
            Paragraph(
                "当事人可以依法向劳动人事争议仲裁委员会申请仲裁。已经填写的申请内容、证据和调解情况可以"
                "直接转为仲裁申请，不必重新填写。"
            )
        )
    else:
        blocks.append(Paragraph("本案由委托（委派）机关恢复审理或者依法办理。"))
    if broken:
        blocks.append(
            Paragraph(
                f"{day(broken.on)}，因{broken.ground}，仲裁时效中断，自中断时起重新计算"
                f"（{broken.cites}）。"
            )
        )
    return Document(
        body=parties.seat(issue),
        title="调解终结通知书",
        number=issue.case_number,
        addressee=f"{parties.names(view, 'claimant')}、{parties.names(view, 'respondent')}",
        blocks=tuple(blocks),
        signature=SignatureBlock((parties.seat(issue),), issue.on),
    )


def call(issue: Issue) -> Document:
    """履行回访记录: what was asked, what was answered, of which payments."""
    said = issue.facts
    assert isinstance(said, facts.CallBack)
    view = issue.view
    due = rules.due_on(view)
    rows = [
        Paragraph(
            f"{view.subjects[key].name}（最迟{day(due[key])}）" if key in due else key,
            lead="款项：",
        )
        for key in issue.record.about
    ]
    return Document(
        title="调解协议履行回访记录",
        number=issue.case_number,
        blocks=(
            *rows,
            Paragraph(f"{day(said.called_on)}。", lead="回访日期："),
            Paragraph(f"{said.answer}。", lead="申请人答复："),
            Paragraph(f"{said.content}。", lead="满意度："),
            *paragraphs(said.words),
        ),
        signature=SignatureBlock(
            on=said.called_on, people=(("回访人", "、".join(issue.names)),), seal=False
        ),
    )
