"""收件、补正、调解建议、受理、不予受理、逾期未决定受理的证明 — what is answered to an application."""

from __future__ import annotations

from tongzhou.law.heads import head
from tongzhou.lines.arbitration.facts import bringing
from tongzhou.lines.arbitration.rules import track
from tongzhou.lines.arbitration.rules.awards import claims_of
from tongzhou.lines.arbitration.rules.track import application
from tongzhou.lines.arbitration.states import ACTING, CLAIMANT, SPOKESMAN
from tongzhou.procedure.papers import (
    Block,
    Document,
    Heading,
    Issue,
    Paragraph,
    day,
    paragraphs,
    yuan_twice,
)

from .frame import (
    claimants,
    everybody,
    notice,
    numbered_lines,
    of_law,
    of_rules,
    respondents,
    said,
    the_case,
    you,
)
from .tables import asked, heads_table, items_table, scheduled

GO_TO_COURT = "申请人可以就该劳动争议事项向人民法院提起诉讼。"


def receipt(issue: Issue) -> Document:
    """收件回执: what was received on which day, and until when it will be decided whether to take it."""
    brought = application(issue.view)
    files = [f.name for f in brought.evidence] if brought else []
    blocks: list[Block] = [
        Paragraph(
            f"{you(issue)}与{respondents(issue)}劳动争议的仲裁申请，本委已于{day(issue.on)}收到。"
        ),
        Paragraph(f"{brought.channel if brought else '窗口'}。", lead="申请方式："),
        Paragraph("", lead="收到的材料："),
        *numbered_lines(("仲裁申请书", *files)),
    ]
    clock = issue.view.clocks.get(("acceptance", ""))
    until = f"（至迟于{day(clock.due)}）" if clock and clock.due else ""
    blocks.append(
        Paragraph(
            f"依照{of_law(29)}的规定，本委自收到申请之日起五个工作日内{until}决定是否受理。"
            f"逾期未作出决定的，{GO_TO_COURT}"
        )
    )
    blocks.append(Paragraph("劳动争议仲裁不收费。"))
    return notice(issue, claimants(issue), blocks)


def correction(issue: Issue) -> Document:
    """补正材料通知书: the list of what is missing, given once and whole, with its day."""
    stated = issue.facts
    assert isinstance(stated, bringing.Missing)
    return notice(
        issue,
        claimants(issue),
        (
            Paragraph(
                f"{you(issue)}与{respondents(issue)}劳动争议的仲裁申请收悉。经审查，申请材料尚需补正。"
                f"依照{of_rules(29)}的规定，现将需要补正的全部内容一次性告知如下："
            ),
            *numbered_lines(said(item) for item in stated.items),
            Paragraph(
                f"请于{day(stated.due)}前补正。依照{of_rules(46)}的规定，"
                "收到仲裁申请的时间从材料补正之日起重新计算。"
            ),
        ),
    )


def suggestion(issue: Issue) -> Document:
    """调解建议书: who could mediate before the case is taken."""
    stated = issue.facts
    assert isinstance(stated, bringing.Suggestion)
    return notice(
        issue,
        everybody(issue),
        (
            Paragraph(
                f"{the_case(issue)}，本委已收到仲裁申请。本争议涉及人数较多，建议双方先行协商、调解，"
                f"由{stated.body}主持。"
            ),
            *paragraphs(stated.words),
            Paragraph(
                "双方同意先行调解的，本案暂缓受理；不同意调解或者调解不成的，请告知本委，"
                "本委即恢复受理审查。"
            ),
        ),
    )


def acceptance(issue: Issue) -> Document:
    """受理通知书: the case is taken, what is claimed, how it is handled, and what the claimant may do."""
    view = issue.view
    subjects = view.of(CLAIMANT)
    many = len(subjects) >= track.GROUP
    amounts = asked(subjects)
    blocks: list[Block] = [
        Paragraph(
            f"{you(issue)}与{respondents(issue)}劳动争议的仲裁申请，经审查符合受理条件。"
            f"依照{of_law(29)}、{of_rules(30)}的规定，本委决定予以受理，案号为{issue.number}。"
        ),
        Heading("受理的请求事项"),
    ]
    if many:
        blocks.append(heads_table(amounts))
    for subject in () if many else subjects:
        if len(subjects) > 1:
            blocks.append(Paragraph("", lead=f"{subject.name or subject.ref}："))
        blocks.append(items_table(claims_of(subject)))
    blocks += [Heading("办理程序"), *_procedure(issue)]
    blocks += [Heading("权利和义务"), *_rights(issue)]
    return notice(
        issue, claimants(issue), blocks, annexes=(scheduled(issue, amounts),) if many else ()
    )


def _procedure(issue: Issue) -> list[Block]:
    kind = track.track(issue.view)
    clock = issue.view.clocks.get(("decision", ""))
    until = f"（{day(clock.due)}前）" if clock and clock.due else ""
    stated = issue.facts
    if kind == track.SIMPLE:
        assert isinstance(stated, bringing.SimpleAcceptance)
        how = (
            f"本案{stated.ground}，依照{of_rules(56)}的规定适用简易处理程序，由一名仲裁员独任仲裁。"
            "发现不宜简易处理的，转为一般程序，并书面告知双方。"
        )
    elif kind == track.COLLECTIVE:
        speaking = issue.view.of(SPOKESMAN, ACTING.code)
        names = "、".join(s.name for s in speaking)
        who = f"代表人为{names}。代表人变更、放弃请求，承认对方请求或者达成和解，须经被代表的申请人同意。"
        how = (
            f"本案为集体劳动争议，依照{of_rules(5, 63, 64, 65)}的规定优先立案、优先审理，由三名仲裁员组成仲裁庭。"
            + (who if names else "")
        )
    else:
        how = f"本案适用一般程序，依照{of_law(31)}的规定由三名仲裁员组成仲裁庭。"
    limit = (
        f"依照{of_law(43)}的规定，仲裁庭自受理之日起四十五日内{until}审结；案情复杂需要延期的，"
        "经仲裁委员会主任批准可以延长，延长期限不超过十五日。逾期未作出裁决的，"
        "当事人可以就该争议事项向人民法院提起诉讼。"
    )
    return [Paragraph(how), Paragraph(limit)]


def _rights(issue: Issue) -> list[Paragraph]:
    heads = {i.head for s in issue.view.of(CLAIMANT) for i in claims_of(s)}
    burden = dict.fromkeys(head(code).burden[0] for code in heads)
    return numbered_lines(
        (
            "有权委托代理人参加仲裁，申请仲裁员、书记员回避，提供证据，申请证人出庭，进行质证和辩论，"
            "请求调解，变更、放弃或者撤回请求。",
            f"对自己的主张有责任提供证据：{'；'.join(burden)}。与争议事项有关的证据由用人单位掌握管理的，"
            f"用人单位应当提供；不提供的，承担不利后果（{of_law(6)}）。",
            f"收到开庭通知后无正当理由拒不到庭，或者未经仲裁庭同意中途退庭的，可以视为撤回仲裁申请"
            f"（{of_law(36)}）；按撤回处理后就同一争议再次申请的，不予受理（{of_rules(39)}）。",
            "联系电话、送达地址有变化的，请及时告知本委。",
        )
    )


def refusal(issue: Issue) -> Document:
    """不予受理通知书: the ground, where else to go, and that the court is open."""
    stated = issue.facts
    assert isinstance(stated, bringing.Refusal)
    total = sum(sum(of_one.values()) for of_one in asked(issue.view.of(CLAIMANT)).values())
    sum_ = f"，请求金额合计{yuan_twice(total)}" if total else ""
    return notice(
        issue,
        claimants(issue),
        (
            Paragraph(
                f"{you(issue)}与{respondents(issue)}劳动争议的仲裁申请{sum_}，本委于"
                f"{day(issue.view.opened_on or issue.on)}收到。经审查，{stated.ground}。"
            ),
            *paragraphs(said(stated.detail)),
            Paragraph(
                f"依照{of_law(29)}、{of_rules(31)}的规定，本委决定不予受理。"
                f"如不服本决定，{GO_TO_COURT}"
            ),
            *([Paragraph(said(stated.door), lead="其他解决途径：")] if stated.door else []),
        ),
    )


def not_decided(issue: Issue) -> Document:
    """逾期未作出受理决定证明: with it the court takes the case."""
    clock = issue.view.clocks.get(("acceptance", ""))
    due = f"期限于{day(clock.due)}届满。" if clock and clock.due else ""
    start = day(clock.start) if clock else day(issue.view.opened_on or issue.on)
    return notice(
        issue,
        "",
        (
            Paragraph(
                f"兹证明：申请人{claimants(issue)}与被申请人{respondents(issue)}劳动争议一案，"
                f"本委于{start}收到符合要求的仲裁申请，{due}截至本证明出具之日，本委未作出是否受理的决定。"
            ),
            Paragraph(f"依照{of_law(29)}的规定，{GO_TO_COURT}"),
            Paragraph("特此证明。"),
        ),
    )
