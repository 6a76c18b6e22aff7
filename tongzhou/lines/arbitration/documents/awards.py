"""裁决书 — final, other and partial awards, drawn from elements, claims and findings; and advance execution.

What an award must state: 调解仲裁法 46. Final and other items go into separate documents (办案规则 50); each says by
which amount it was tested. An award of many is one document: its schedule, an annex, is part of it.
"""

from __future__ import annotations

from tongzhou.law import numeral
from tongzhou.law.heads import head
from tongzhou.lines.arbitration.facts import bringing, deciding, trying
from tongzhou.lines.arbitration.rules import elements, ledger, track
from tongzhou.lines.arbitration.rules.awards import claims_of
from tongzhou.lines.arbitration.rules.track import GROUP
from tongzhou.lines.arbitration.states import (
    CLAIMANT,
    COUNTERCLAIM,
    GRANTED,
    HEARING,
    HELD,
    RESPONDENT,
)
from tongzhou.procedure.claims import by_head
from tongzhou.procedure.papers import (
    Annex,
    Block,
    Document,
    Heading,
    Issue,
    Paragraph,
    Table,
    day,
    paragraphs,
    yuan_twice,
)
from tongzhou.procedure.papers.words import grouped
from tongzhou.procedure.view import Subject

from .award_parts import final_test, money_orders, orders_of_many, refused_and_other, rights
from .frame import accepted_on, claimants, commission, joined, of_law, panel, respondents, said
from .parties import parties
from .tables import (
    UNIT,
    claimants_of,
    elements_of_many,
    elements_table,
    heads_table,
    items_table,
    period,
    scheduled,
)

TITLES = {
    "award_final": "仲裁裁决书\n（终局裁决）",
    "award_other": "仲裁裁决书",
    "award_partial": "仲裁裁决书\n（先行裁决）",
}
GROUNDS = {"award_final": (47,), "award_other": (), "award_partial": (43,)}


def award(issue: Issue) -> Document:
    """裁决书, of whichever of the three sorts."""
    stated = issue.facts
    assert isinstance(stated, deciding.Award)
    who = claimants_of(issue, stated.items)
    many = len(who) >= GROUP
    return Document(
        body=commission(issue),
        title=TITLES[issue.act.code],
        number=issue.number,
        blocks=(
            *parties(issue, only=tuple(stated.items), detail="full"),
            *_history(issue, who),
            Heading("请求和答辩"),
            *_claims(who, many=many),
            *_defences(issue),
            *_elements(issue, who, many=many),
            *_found(issue, stated),
            Heading("本委认为"),
            *paragraphs(said(stated.reasons)),
            *_reckoned(who, stated, many=many),
            *final_test(stated),
            Heading("裁决结果"),
            *_orders(issue, stated, who, many=many),
            Heading("权利告知"),
            *rights(issue),
        ),
        signature=panel(issue),
        annexes=_annexes(issue, stated, many=many),
    )


def _annexes(issue: Issue, stated: deciding.Award, *, many: bool) -> tuple[Annex, ...]:
    return (scheduled(issue, stated.items, "当事人及裁决金额明细表"),) if many else ()


def _history(issue: Issue, who: list[Subject]) -> list[Paragraph]:
    """Return how the case came here and was heard."""
    view = issue.view
    cause = ledger.cause_words(view)
    brought = day(view.opened_on) if view.opened_on else ""
    all_of_them = joined(who) if len(who) < view.count(CLAIMANT) else claimants(issue)
    sitting = track.tribunal(view)
    alone = len([r for r in sitting.values() if r != "书记员"]) == 1
    court = "由仲裁员独任仲裁" if alone else "组成三人仲裁庭"
    heard = [h for s in view.of(HEARING, HELD.code) if (h := ledger.hearing_of(s))]
    sat = "，".join(
        f"于{day(h.hearing_on)}{'公开' if h.is_open else '不公开'}开庭审理" for h in heard
    )
    out = [
        f"申请人{all_of_them}与被申请人{respondents(issue)}因{cause}发生争议，于{brought}向本委申请仲裁。"
        f"本委于{accepted_on(issue)}受理（{issue.case_number}），适用{track.TRACKS[track.track(view)]}，依法{court}"
        + (f"，{sat}了本案。" if sat else "进行了审理。")
    ]
    if heard:
        out[0] += _attendance(issue)
    out[0] += (
        "本案部分事实已经清楚，现就该部分先行裁决。"
        if issue.act.code == "award_partial"
        else "本案现已审理终结。"
    )
    return [Paragraph(text) for text in out]


def _attendance(issue: Issue) -> str:
    last = issue.view.said.get("hear")
    if not isinstance(last, trying.Minutes) or not last.absent:
        return "双方当事人（代表人、代理人）到庭参加仲裁活动。"
    away = joined([issue.view.subjects[k] for k in last.absent if k in issue.view.subjects], most=9)
    return f"{away}经书面通知，无正当理由拒不到庭，依照{of_law(36)}的规定缺席审理。"


def _claims(who: list[Subject], *, many: bool) -> list[Block]:
    if many:
        claims = {s.key: {i.head: i.amount for i in claims_of(s)} for s in who}
        total = sum(sum(of_one.values()) for of_one in claims.values())
        words = f"{joined(who)}的请求合计{yuan_twice(total)}，分项如下："
        return [Paragraph(words, lead="申请人请求："), heads_table(claims, label="请求金额")]
    out: list[Block] = []
    for subject in who:
        out.append(Paragraph("", lead=f"申请人{subject.name or subject.ref}请求："))
        for n, item in enumerate(claims_of(subject), start=1):
            span = f"（{period(item)}）" if period(item) else ""
            sum_ = yuan_twice(item.amount) if item.of.money else ""
            out.append(Paragraph(f"{n}.{item.of.label}{span}{sum_}；"))
    return out


def _defences(issue: Issue) -> list[Block]:
    brought = track.application(issue.view)
    out: list[Block] = []
    if brought:
        first, *rest = paragraphs(said(brought.story)) or (Paragraph(""),)
        out += [Paragraph(first.text, lead="申请人称："), *rest]
    for subject in issue.view.of(RESPONDENT):
        told = subject.stated.get("answer")
        lead = f"被申请人{subject.name or subject.ref}辩称："
        if isinstance(told, trying.Defence):
            first, *rest = paragraphs(said(told.words)) or (Paragraph("以书面答辩书为准。"),)
            out += [Paragraph(first.text, lead=lead), *rest]
        else:
            out.append(Paragraph("未提交书面答辩。", lead=lead))
    for subject in issue.view.of(COUNTERCLAIM, GRANTED.code):
        raised = subject.stated.get("counterclaim")
        if isinstance(raised, bringing.CounterClaim):
            out.append(Paragraph(said(raised.story), lead="被申请人反申请称："))
            out += [items_table(raised.items)] if raised.items else []
    return out


def _elements(issue: Issue, who: list[Subject], *, many: bool) -> list[Block]:
    """Return the element table, under its heading. What is agreed is found without proof (要素式)."""
    stated = [row for s in who for row in elements.table(issue.view, s) if row.standing != "open"]
    if not stated:
        return []
    out: list[Block] = [Heading("案件要素")]
    if many:
        out.append(elements_of_many(issue, who))
    for subject in () if many else who:
        if len(who) > 1:
            out.append(Paragraph("", lead=f"{subject.name or subject.ref}："))
        out.append(elements_table(issue, subject, said=True))
    agreed = any(row.standing == "agreed" for row in stated)
    disputed = any(row.standing != "agreed" for row in stated)
    out += [Paragraph("双方无争议的要素，本委予以确认。")] if agreed else []
    out += [Paragraph("有争议和仅一方陈述的要素，依举证、质证情况认定。")] if disputed else []
    return out


def _found(issue: Issue, stated: deciding.Award) -> list[Block]:
    """Return what was found and by which evidence, under its heading."""
    out: list[Block] = [*paragraphs(said(stated.found))]
    found = issue.view.said.get("find_facts")
    if isinstance(found, trying.Findings):
        out += paragraphs(said(found.reasons))
    out += _exhibits(issue)
    return [Heading("经审理查明"), *out] if out else []


def _exhibits(issue: Issue) -> list[Paragraph]:
    """Return who handed in which evidence, in one paragraph for each party."""
    out = []
    for subject in issue.view.subjects.values():
        names = [
            exhibit.name
            for told in subject.told
            if isinstance(told.facts, trying.Evidence)
            for exhibit in told.facts.exhibits
        ]
        if names:
            who = f"{subject.kind.label}{subject.name or subject.ref}"
            out.append(Paragraph(f"{'、'.join(names)}。", lead=f"{who}提交的证据："))
    return out


def _reckoned(who: list[Subject], stated: deciding.Award, *, many: bool) -> list[Block]:
    """Return item by item what was asked and what is awarded, with the arithmetic of the claim."""
    if many:
        claims = {
            s.key: {i.head: i.amount for i in claims_of(s) if i.head in stated.items[s.key]}
            for s in who
        }
        return [_side_by_side(claims, stated)]
    rows = []
    for subject in who:
        mine = stated.items[subject.key]
        for item in claims_of(subject):
            if item.head in mine:
                rows.append(
                    (
                        *((subject.name or subject.ref,) if len(who) > 1 else ()),
                        item.of.label,
                        grouped(item.amount) if item.of.money else "—",
                        item.basis or "—",
                        grouped(mine[item.head]) if item.of.money else "见裁决结果",
                    )
                )
    columns = ("请求事项", "请求金额", "计算方法", "认定金额")
    widths: tuple[float, ...] = (3.2, 2.3, 5, 2.3)
    name = ("申请人",) if len(who) > 1 else ()
    return [
        Paragraph("各项请求认定如下："),
        Table(
            (*name, *columns),
            tuple(rows),
            widths=(*((2.2,) if name else ()), *widths),
            aligns=(*(("left",) if name else ()), "left", "right", "left", "right"),
            unit=UNIT,
        ),
    ]


def _side_by_side(claims: dict[str, dict[str, int]], stated: deciding.Award) -> Table:
    asked, given = by_head(claims.values()), by_head(stated.items.values())
    codes = dict.fromkeys(code for of_one in stated.items.values() for code in of_one)
    rows = [
        (
            head(code).label,
            str(sum(code in of_one for of_one in stated.items.values())),
            grouped(asked.get(code, 0)),
            grouped(given.get(code, 0)),
        )
        for code in codes
    ]
    total = (grouped(sum(asked.values())), grouped(sum(given.values())))
    rows.append(("合计", str(len(stated.items)), *total))
    return Table(
        ("请求事项", "人数", "请求金额", "认定金额"),
        tuple(rows),
        widths=(5, 1.5, 3, 3),
        aligns=("left", "right", "right", "right"),
        unit=UNIT,
    )


def _orders(
    issue: Issue, stated: deciding.Award, who: list[Subject], *, many: bool
) -> list[Paragraph]:
    grounds = GROUNDS[issue.act.code]
    words = f"依照{of_law(46, *grounds)}等规定，裁决如下："
    ordered = orders_of_many(issue, stated, who) if many else money_orders(issue, stated, who)
    ordered += refused_and_other(stated, who, many=many)
    ordered = [text.rstrip("；。") + "；" for text in ordered[:-1]] + [
        text.rstrip("；。") + "。" for text in ordered[-1:]
    ]
    return [
        Paragraph(words),
        *(Paragraph(f"{numeral(n)}、{text}") for n, text in enumerate(ordered, start=1)),
    ]


def advance(issue: Issue) -> Document:
    """先予执行裁决书: both conditions of 调解仲裁法 44, what is to be paid now, and to which court it goes."""
    stated = issue.facts
    assert isinstance(stated, deciding.Advance)
    who = claimants_of(issue, stated.items)
    many = len(who) >= GROUP
    total = sum(stated.sums.values())
    return Document(
        body=commission(issue),
        title="仲裁裁决书\n（先予执行）",
        number=issue.number,
        blocks=(
            *parties(issue, only=tuple(stated.items), detail="full"),
            Paragraph(
                f"本委审理申请人{joined(who)}与被申请人{respondents(issue)}{ledger.cause_words(issue.view)}争议一案"
                f"（{issue.case_number}），申请人申请先予执行。"
            ),
            Paragraph(
                "本委认为，当事人之间权利义务关系明确，不先予执行将严重影响申请人的生活，申请符合法律规定的条件。"
                f"劳动者申请先予执行，可以不提供担保。依照{of_law(44)}的规定，裁决如下："
            ),
            *(
                [
                    Paragraph(
                        f"被申请人{respondents(issue)}先行支付附件所列{joined(who)}共计{yuan_twice(total)}。"
                    ),
                    heads_table(stated.items),
                ]
                if many
                else [
                    Paragraph(f"{n}.{text}")
                    for n, text in enumerate(_paid_now(issue, stated, who), start=1)
                ]
            ),
            Paragraph(f"本裁决移送{stated.court}执行。"),
        ),
        signature=panel(issue),
        annexes=(scheduled(issue, stated.items),) if many else (),
    )


def _paid_now(issue: Issue, stated: deciding.Advance, who: list[Subject]) -> list[str]:
    return [
        f"被申请人{respondents(issue)}先行支付申请人{s.name or s.ref}{head(code).label}{yuan_twice(fen)}；"
        for s in who
        for code, fen in stated.items[s.key].items()
        if fen
    ]
