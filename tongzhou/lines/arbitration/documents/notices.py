"""应诉、答辩、组庭、举证、开庭、集体一次性告知、庭审笔录 — the papers of a case being tried."""

from __future__ import annotations

from tongzhou.law.heads import head
from tongzhou.lines.arbitration.facts import trying
from tongzhou.lines.arbitration.rules import ledger, track
from tongzhou.lines.arbitration.rules.awards import claims_of
from tongzhou.lines.arbitration.rules.track import GROUP
from tongzhou.lines.arbitration.states import (
    ACTING,
    CLAIMANT,
    HEARING,
    RESPONDENT,
    SET_DOWN,
    SPOKESMAN,
    THIRD,
)
from tongzhou.procedure.papers import (
    Block,
    Document,
    Heading,
    Issue,
    Paragraph,
    Table,
    day,
    paragraphs,
)
from tongzhou.procedure.papers.document import Annex
from tongzhou.procedure.view import Subject

from .frame import (
    claimants,
    commission,
    everybody,
    joined,
    law,
    named,
    notice,
    numbered_lines,
    of_law,
    of_rules,
    the_case,
)
from .tables import asked, heads_table, items_table, scheduled

RECUSAL_GROUNDS = (
    "是本案当事人或者当事人、代理人的近亲属",
    "与本案有利害关系",
    "与本案当事人、代理人有其他关系，可能影响公正裁决",
    "私自会见当事人、代理人，或者接受当事人、代理人的请客送礼",
)


def summons(issue: Issue) -> Document:
    """应诉通知书: who claims what, ten working days to answer, what to bring, and what silence does."""
    subjects = issue.view.of(CLAIMANT)
    many = len(subjects) >= GROUP
    amounts = asked(subjects)
    claims: list[Block] = [heads_table(amounts)] if many else []
    for subject in () if many else subjects:
        if len(subjects) > 1:
            claims.append(Paragraph("", lead=f"{subject.name or subject.ref}："))
        claims.append(items_table(claims_of(subject)))
    return notice(
        issue,
        joined(named(issue, RESPONDENT, THIRD), most=9),
        (
            Paragraph(
                f"本委已受理{the_case(issue)}。依照{of_law(30)}的规定，现将仲裁申请书副本送达你方，并通知如下："
            ),
            Heading("申请人的请求"),
            *claims,
            Heading("应诉事项"),
            *numbered_lines(_answering()),
        ),
        annexes=_annexes(issue, amounts) if many else (),
    )


def _annexes(issue: Issue, amounts: dict[str, dict[str, int]]) -> tuple[Annex, ...]:
    return (scheduled(issue, amounts, "申请人及请求明细表"),)


def _answering() -> tuple[str, ...]:
    return (
        "自收到仲裁申请书副本之日起十个工作日内向本委提交答辩书，并按申请人人数提交副本。"
        "未提交答辩书的，不影响仲裁程序的进行。",
        "同时提交营业执照（登记证书）副本复印件、法定代表人（负责人）身份证明；委托代理人的，"
        "提交授权委托书，写明委托事项和权限。",
        f"提出反申请的，应当在答辩期内提出（{of_rules(36)}）；对管辖有异议的，应当在答辩期满前书面提出。",
        f"与争议事项有关的证据由你方掌握管理的，应当提供；不提供的，承担不利后果（{of_law(6)}）。",
        f"收到开庭通知后无正当理由拒不到庭，或者未经仲裁庭同意中途退庭的，可以缺席裁决（{of_law(36)}）。",
    )


def forwarding(issue: Issue) -> Document:
    """答辩书副本送达通知."""
    who = named(issue, RESPONDENT)
    lines = []
    for subject in who:
        told = [t for t in subject.told if isinstance(t.facts, trying.Defence)]
        on = day(told[-1].on) if told else ""
        lines.append(f"{subject.name or subject.ref}于{on}提交的答辩书副本")
    return notice(
        issue,
        claimants(issue),
        (
            Paragraph(
                f"{the_case(issue)}，依照{of_law(30)}的规定，现将{'、'.join(lines)}送达你方。"
                "如有意见，请在举证期限内或者开庭时提出。"
            ),
        ),
    )


def tribunal(issue: Issue) -> Document:
    """仲裁庭组成通知书: who sits, and the right to ask that somebody does not."""
    return notice(
        issue,
        everybody(issue),
        (
            Paragraph(
                f"{the_case(issue)}，依照{of_law(31, 32)}的规定，现将仲裁庭组成情况通知如下："
            ),
            _sitting(issue),
            *_recusal(),
        ),
    )


def _sitting(issue: Issue) -> Table:
    rows = tuple(
        (role, issue.view.subjects[key].name) for key, role in track.tribunal(issue.view).items()
    )
    return Table(("职责", "姓名"), rows, widths=(1, 2), aligns=("centre", "centre"))


def _recusal() -> list[Block]:
    grounds = "；".join(f"（{n}）{g}" for n, g in zip("一二三四", RECUSAL_GROUNDS, strict=True))
    return [
        Paragraph(
            f"依照{of_law(33)}的规定，上述人员有下列情形之一的，你方有权以口头或者书面方式申请其回避：{grounds}。"
        ),
        Paragraph(
            f"回避申请应当说明理由，在案件开始审理时提出；回避事由在开始审理后知道的，也可以在庭审辩论终结前提出。"
            f"本委在三个工作日内作出决定（{of_rules(11)}）。"
        ),
    ]


def evidence_period(issue: Issue) -> Document:
    """举证通知书: until when, who proves what, and what a late or withheld proof leads to."""
    stated = issue.facts
    assert isinstance(stated, trying.EvidencePeriod)
    return notice(
        issue,
        everybody(issue),
        (
            Paragraph(f"{the_case(issue)}，现就举证有关事项通知如下："),
            Heading("举证期限"),
            Paragraph(
                f"请于{day(stated.until)}前向本委提交证据，按对方当事人人数提交副本。在期限内提交确有困难的，"
                "可以在期限届满前申请延长；逾期提交又不能说明正当理由的，可能不予采纳。"
            ),
            Heading("举证责任"),
            _burdens(issue),
            *_more("其他要求", stated.words),
            Heading("提交要求"),
            *numbered_lines(
                (
                    "逐一编号，附证据清单，写明名称、来源、证明对象和页数。",
                    "提交复印件的，开庭时出示原件核对；录音、聊天记录等应当保存原始载体。",
                    "申请证人出庭的，应当在举证期限内提出，写明姓名、住所和证明内容。",
                )
            ),
        ),
    )


def _more(title: str, words: str) -> list[Block]:
    """Return what was added in free words, under its heading; nothing where nothing was."""
    return [Heading(title), *paragraphs(words)] if words else []


def _burdens(issue: Issue) -> Table:
    codes = dict.fromkeys(i.head for s in issue.view.of(CLAIMANT) for i in claims_of(s))
    rows = tuple(
        (head(code).label, head(code).burden[0], law(head(code).burden[1])) for code in codes
    )
    return Table(("请求事项", "举证责任", "依据"), rows, widths=(3, 6, 4))


def hearing_notice(issue: Issue) -> Document:
    """开庭通知书: when, where, open or not, and what follows from staying away."""
    blocks: list[Block] = [
        Paragraph(f"{the_case(issue)}，依照{of_law(35)}的规定，现将开庭事项通知如下：")
    ]
    for subject in named(issue, HEARING):
        blocks += _hearing(subject)
    blocks += [_sitting(issue), *numbered_lines(_attending())]
    return notice(issue, everybody(issue), blocks)


def _hearing(subject: Subject) -> list[Paragraph]:
    stated = ledger.hearing_of(subject)
    if stated is None:
        return []
    return [
        Paragraph(
            f"{day(stated.hearing_on)}{stated.starts}，约{stated.minutes}分钟。", lead="时间："
        ),
        Paragraph(f"{stated.room}{'（网上开庭）' if stated.online else ''}。", lead="地点："),
        Paragraph(f"{'公开' if stated.is_open else '不公开'}审理。", lead="方式："),
    ]


def _attending() -> tuple[str, ...]:
    return (
        "请携带身份证件、授权委托书和证据原件，提前十五分钟到庭。",
        f"有正当理由需要延期开庭的，应当在开庭三个工作日前提出请求，是否延期由本委决定（{of_law(35)}）。",
        f"无正当理由拒不到庭，或者未经仲裁庭同意中途退庭的，对申请人可以视为撤回仲裁申请，对被申请人可以缺席裁决"
        f"（{of_law(36)}）。",
    )


def one_notice(issue: Issue) -> Document:
    """集体争议一次性告知书: tribunal, defence, evidence, hearing and representatives in one paper. 办案规则 64."""
    stated = issue.facts
    assert isinstance(stated, trying.Notice)
    speaking = issue.view.of(SPOKESMAN, ACTING.code)
    hearings: list[Block] = []
    for subject in issue.view.of(HEARING, SET_DOWN.code):
        hearings += _hearing(subject)
    return notice(
        issue,
        everybody(issue),
        (
            Paragraph(f"{the_case(issue)}，依照{of_rules(64)}的规定，现将下列事项一次性告知双方："),
            Heading("代表人"),
            Paragraph(
                f"申请人代表人：{'、'.join(s.name for s in speaking)}。代表人变更、放弃请求，承认对方请求或者达成和解，"
                f"须经被代表的申请人同意（{of_rules(63)}）。"
            ),
            Heading("仲裁庭组成"),
            Paragraph(f"依照{of_rules(65)}的规定，由三名仲裁员组成仲裁庭："),
            _sitting(issue),
            *_recusal(),
            Heading("答辩期限"),
            Paragraph(
                f"答辩期于{day(stated.defence_until)}届满。未提交答辩书的，不影响仲裁程序的进行（{of_law(30)}）。"
            ),
            Heading("举证期限"),
            Paragraph(f"举证期限于{day(stated.evidence_until)}届满。各项请求的举证责任如下："),
            _burdens(issue),
            Heading("开庭时间和地点"),
            *hearings,
            *numbered_lines(_attending()),
            *_more("其他事项", stated.words),
        ),
        annexes=_annexes(issue, asked(issue.view.of(CLAIMANT))),
    )


def minutes(issue: Issue) -> Document:
    """庭审笔录: the frame of the hearing, who came, what was disputed and said, and room for every hand."""
    stated = issue.facts
    assert isinstance(stated, trying.Minutes)
    hearings: list[Block] = []
    for subject in named(issue, HEARING):
        hearings += _hearing(subject)
    sitting = "，".join(
        f"{role}{issue.view.subjects[key].name}" for key, role in track.tribunal(issue.view).items()
    )
    away = joined(
        [issue.view.subjects[k] for k in stated.absent if k in issue.view.subjects], most=9
    )
    return Document(
        body=commission(issue),
        title="庭审笔录",
        number=issue.case_number,
        blocks=(
            Paragraph(f"{the_case(issue)}。", lead="案件："),
            *hearings,
            Paragraph(f"{sitting}。", lead="仲裁庭："),
            Paragraph(f"{'；'.join(stated.present)}。", lead="到庭："),
            *([Paragraph(f"{away}。", lead="未到庭：")] if away else []),
            *_more("争议焦点", stated.focus),
            Heading("庭审记录"),
            *paragraphs(stated.words),
            Paragraph(
                f"当事人和其他仲裁参加人认为对自己陈述的记录有遗漏或者差错的，有权申请补正（{of_law(40)}）。"
                "以上笔录经核对无误，签名或者盖章如下："
            ),
            Table(
                ("身份", "签名或者盖章", "日期"),
                tuple((role, "\n\n", "") for role in _signing(issue)),
                widths=(3, 5, 3),
                aligns=("centre", "left", "left"),
            ),
        ),
    )


def _signing(issue: Issue) -> list[str]:
    roles = ["申请人（代表人）及其代理人", "被申请人及其代理人"]
    roles += ["第三人及其代理人"] if issue.view.of(THIRD) else []
    members = [
        f"{role}{issue.view.subjects[k].name}" for k, role in track.tribunal(issue.view).items()
    ]
    if not any(m.startswith("书记员") for m in members):
        members.append("书记员")
    return roles + members
