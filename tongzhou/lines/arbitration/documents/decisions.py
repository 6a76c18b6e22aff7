"""决定与程序通知 — objections, recusal, counterclaims, joining, stays, extension, conversion, withdrawal, ending."""

from __future__ import annotations

from tongzhou.lines.arbitration.facts import bringing, deciding, trying
from tongzhou.lines.arbitration.rules import track
from tongzhou.lines.arbitration.rules.awards import claims_of
from tongzhou.lines.arbitration.states import CLAIMANT, COUNTERCLAIM, OBJECTION, RECUSAL
from tongzhou.procedure.papers import Block, Document, Heading, Issue, Paragraph, day, paragraphs
from tongzhou.procedure.view import Subject

from .frame import (
    accepted_on,
    commission,
    decision,
    everybody,
    joined,
    named,
    notice,
    of_law,
    of_rules,
    said,
    the_case,
)
from .parties import parties
from .tables import asked, items_table, scheduled

SUE = "当事人可以就该劳动争议事项向人民法院提起诉讼。"


def objection(issue: Issue) -> Document:
    """管辖异议决定书: upheld, and so to be transferred, or rejected."""
    stated = issue.facts
    assert isinstance(stated, trying.Reason)
    (subject, *_), upheld = named(issue, OBJECTION), issue.act.code == "uphold_objection"
    raised = subject.stated.get("object")
    assert isinstance(raised, bringing.Objection)
    by = _name(issue, raised.by)
    result = (
        f"{by}提出的管辖异议成立，本案移送有管辖权的劳动人事争议仲裁委员会处理。"
        if upheld
        else f"驳回{by}提出的管辖异议。"
    )
    return decision(
        issue,
        (
            *parties(issue, detail="masked"),
            Paragraph(
                f"本委受理{the_case(issue)}后，{by}在答辩期内提出管辖异议，理由是：{said(raised.ground)}"
            ),
            Paragraph("本委经审查认为："),
            *paragraphs(said(stated.reason)),
            Paragraph(f"依照{of_law(21)}的规定，决定如下："),
            Paragraph(result),
        ),
    )


def recusal(issue: Issue) -> Document:
    """回避决定书: whose recusal was asked on which ground, and what was decided."""
    stated = issue.facts
    assert isinstance(stated, trying.RecusalDecision)
    (request, *_) = named(issue, RECUSAL)
    asked_ = request.stated.get("ask_recusal")
    assert isinstance(asked_, trying.RecusalRequest)
    member = _name(issue, stated.member)
    result = (
        f"准许回避申请，{member}不再参加本案的审理。"
        if stated.granted
        else f"驳回对{member}的回避申请。"
    )
    return decision(
        issue,
        (
            *parties(issue, detail="masked"),
            Paragraph(
                f"{the_case(issue)}审理中，当事人申请仲裁庭成员{member}回避，理由是：{asked_.ground}。{said(asked_.detail)}"
            ),
            *paragraphs(said(stated.reason)),
            Paragraph(f"依照{of_law(33)}、{of_rules(11)}的规定，决定如下："),
            Paragraph(result),
        ),
    )


def counterclaim(issue: Issue) -> Document:
    """反申请处理通知书: taken and handled with the case, or refused and to be brought apart."""
    stated = issue.facts
    assert isinstance(stated, trying.Reason)
    (subject, *_), taken = named(issue, COUNTERCLAIM), issue.act.code == "take_counterclaim"
    brought = subject.stated.get("counterclaim")
    assert isinstance(brought, bringing.CounterClaim)
    by = _name(issue, brought.by)
    result = (
        f"依照{of_rules(36)}的规定，本委决定受理该反申请，与本案合并处理；依照{of_rules(46)}的规定，"
        f"审理期限从受理反申请之日起重新计算{_until(issue)}。"
        if taken
        else f"依照{of_rules(36)}的规定，本委决定不予受理该反申请。{by}可以就该争议另行申请仲裁或者依法提起诉讼。"
    )
    return notice(
        issue,
        everybody(issue),
        (
            Paragraph(f"{the_case(issue)}，{by}在答辩期内提出反申请。"),
            Heading("反申请请求"),
            *([items_table(brought.items)] if brought.items else []),
            *paragraphs(said(brought.story)),
            Heading("处理结果"),
            *paragraphs(said(stated.reason)),
            Paragraph(result),
        ),
    )


def joining(issue: Issue) -> Document:
    """追加当事人决定书: who is joined, in which part, and that the time begins again."""
    stated = issue.facts
    who = "、".join(f"{s.name or s.ref}为{s.kind.label}" for s in issue.subjects[:9])
    joined_claimants = [s for s in issue.subjects if s.kind is CLAIMANT]
    many = len(joined_claimants) > 9
    if many:
        who = f"{joined(joined_claimants)}为申请人（名单见附件）"
    reason = stated.ground if isinstance(stated, bringing.Joining) else ""
    blocks: list[Block] = [
        Paragraph(f"{the_case(issue)}，本委经审查认为，应当追加当事人参加仲裁。"),
        *paragraphs(said(reason)),
        Paragraph(
            f"依照{of_rules(46)}的规定，决定追加{who}。审理期限从决定追加之日起重新计算{_until(issue)}。"
        ),
    ]
    if joined_claimants and not many:
        for subject in joined_claimants:
            blocks.append(Paragraph("", lead=f"{subject.name or subject.ref}的请求："))
            blocks.append(items_table(claims_of(subject)))
    return notice(
        issue,
        everybody(issue),
        blocks,
        annexes=(scheduled(issue, asked(joined_claimants)),) if many else (),
    )


def stay(issue: Issue) -> Document:
    """中止审理决定书: which of the seven grounds, and that the time is not counted."""
    stated = issue.facts
    assert isinstance(stated, trying.Stay)
    return decision(
        issue,
        (
            *parties(issue, detail="masked"),
            Paragraph(
                f"本委于{accepted_on(issue)}受理{the_case(issue)}。审理中出现下列情形：{stated.ground}。"
            ),
            *paragraphs(said(stated.detail)),
            Paragraph(f"依照{of_rules(46, 47)}的规定，决定如下："),
            Paragraph("本案中止审理。中止期间不计入审理期限，中止事由消除后恢复审理。"),
        ),
    )


def resumption(issue: Issue) -> Document:
    """恢复审理通知书: why, and until when the award is due now."""
    stated = issue.facts
    assert isinstance(stated, trying.Resumption)
    stayed = issue.view.on.get("stay")
    since = f"于{day(stayed)}中止审理" if stayed else "中止审理"
    return notice(
        issue,
        everybody(issue),
        (
            Paragraph(
                f"{the_case(issue)}{since}。现因{stated.reason}，本案自{day(issue.on)}起恢复审理，"
                f"审理期限继续计算{_until(issue)}。"
            ),
        ),
    )


def extension(issue: Issue) -> Document:
    """延长审理期限通知书: by how many days, until when, with the chairman's approval."""
    stated = issue.facts
    assert isinstance(stated, trying.More)
    return notice(
        issue,
        everybody(issue),
        (
            Paragraph(
                f"{the_case(issue)}，本委于{accepted_on(issue)}受理。因案情复杂需要延期：{said(stated.reason)}"
            ),
            Paragraph(
                f"依照{of_law(43)}、{of_rules(45)}的规定，经仲裁委员会主任批准，审理期限延长"
                f"{stated.days}日{_until(issue)}。逾期未作出仲裁裁决的，{SUE}"
            ),
        ),
    )


def conversion(issue: Issue) -> Document:
    """转为一般程序通知书: from one arbitrator to three; the time runs on from the first acceptance."""
    stated = issue.facts
    assert isinstance(stated, trying.Conversion)
    kind = track.TRACKS[track.track(issue.view)]
    return notice(
        issue,
        everybody(issue),
        (
            Paragraph(
                f"{the_case(issue)}原适用简易处理程序。审理中发现本案不宜简易处理：{said(stated.reason)}"
            ),
            Paragraph(
                f"依照{of_rules(61)}的规定，本案转为{kind}，由三名仲裁员组成仲裁庭，组成情况另行通知。"
                f"审理期限仍自{accepted_on(issue)}受理之日起计算{_until(issue)}。"
            ),
        ),
    )


def withdrawal(issue: Issue) -> Document:
    """准许撤回申请决定书: for whom, and that the claim may be brought again."""
    stated = issue.facts
    who = named(issue, CLAIMANT)
    reason = stated.reason if isinstance(stated, bringing.Withdrawal) else ""
    because = f"，理由是：{said(reason)}" if reason else "。"
    return _ended_for(
        issue,
        who,
        (
            Paragraph(
                f"{the_case(issue)}，{joined(who)}于{day(issue.on)}申请撤回仲裁申请{because}"
            ),
            Paragraph("本委认为，申请人在裁决作出前撤回申请，是对自己权利的处分，应予准许。"),
            Paragraph(f"依照{of_rules(35)}的规定，决定如下："),
            Paragraph(
                f"准许{joined(who)}撤回仲裁申请。就同一争议再次申请仲裁，符合受理条件的，仲裁委员会应当受理。"
            ),
        ),
    )


def default(issue: Issue) -> Document:
    """按撤回仲裁申请处理决定书: who stayed away, and that the same claim is not taken again."""
    stated = issue.facts
    assert isinstance(stated, trying.Reason)
    who = named(issue, CLAIMANT)
    return _ended_for(
        issue,
        who,
        (
            Paragraph(
                f"{the_case(issue)}，本委于{accepted_on(issue)}受理后，依法向申请人送达了书面开庭通知。"
            ),
            *paragraphs(said(stated.reason)),
            Paragraph(f"依照{of_law(36)}、{of_rules(39)}的规定，决定如下："),
            Paragraph(
                f"{joined(who)}的仲裁申请按撤回处理。就同一争议再次申请仲裁的，仲裁委员会不予受理。"
            ),
        ),
    )


def cancellation(issue: Issue) -> Document:
    """撤销案件决定书: taken though it should not have been; the court is open."""
    stated = issue.facts
    assert isinstance(stated, deciding.Decision)
    return _ended_for(
        issue,
        issue.view.of(CLAIMANT),
        (
            Paragraph(f"本委于{accepted_on(issue)}受理{the_case(issue)}。审理中发现本案不应受理："),
            *paragraphs(said(stated.reason)),
            Paragraph(f"依照{of_rules(32)}的规定，决定如下："),
            Paragraph(f"撤销本案。{SUE}"),
        ),
    )


def termination(issue: Issue) -> Document:
    """终结审理决定书."""
    stated = issue.facts
    assert isinstance(stated, deciding.Decision)
    return _ended_for(
        issue,
        issue.view.of(CLAIMANT),
        (
            Paragraph(f"本委于{accepted_on(issue)}受理{the_case(issue)}。"),
            *paragraphs(said(stated.reason)),
            Paragraph(f"{commission(issue)}决定如下："),
            Paragraph("终结本案审理。"),
        ),
    )


def _ended_for(issue: Issue, who: list[Subject], blocks: tuple[Block, ...]) -> Document:
    """Return a decision that ends the case for some or all; of many the list is annexed."""
    many = len(who) > 3
    return notice(
        issue,
        "",
        (*parties(issue, detail="masked"), *blocks),
        annexes=(scheduled(issue, asked(who), "当事人及请求明细表"),) if many else (),
    )


def _name(issue: Issue, key: str) -> str:
    subject = issue.view.subjects.get(key)
    return (subject.name or subject.ref) if subject else key


def _until(issue: Issue) -> str:
    """Return until when the award is due now, in brackets."""
    clock = issue.view.clocks.get(("decision", ""))
    return f"（至{day(clock.due)}届满）" if clock and clock.due else ""
