"""表 — claims, elements and amounts as tables: of one claimant, of all by head, and of everybody in a schedule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from tongzhou.law.heads import HEADS, head
from tongzhou.lines.arbitration.rules import elements
from tongzhou.lines.arbitration.rules.awards import claims_of
from tongzhou.lines.arbitration.states import CLAIMANT
from tongzhou.procedure.claims import ClaimItem, by_head, claimed
from tongzhou.procedure.papers import Annex, Issue, Table, capitals, day
from tongzhou.procedure.papers.document import Align
from tongzhou.procedure.papers.words import grouped
from tongzhou.procedure.view import Subject

Amounts = Mapping[str, Mapping[str, int]]  # subject → head → fen
UNIT = "单位：元"


def short(code: str) -> str:
    """Return what a head is called where room is short: 劳动报酬."""
    return head(code).label.partition("（")[0]


def asked(subjects: Iterable[Subject]) -> dict[str, dict[str, int]]:
    """Return what each claims now under each head, in fen."""
    return {s.key: claimed(claims_of(s)) for s in subjects}


def items_table(items: Iterable[ClaimItem]) -> Table:
    """Return what one claimant asks for: head, period, amount and how it was arrived at."""
    listed = tuple(items)
    rows = tuple(
        (
            str(n),
            item.of.label,
            period(item),
            grouped(item.amount) if item.of.money else "—",
            item.basis,
        )
        for n, item in enumerate(listed, start=1)
    )
    total = ("", "合计", "", grouped(sum(i.amount for i in listed)), "")
    return Table(
        ("序号", "请求事项", "起止时间", "金额", "计算方法"),
        (*rows, total),
        widths=(1.1, 3.4, 3, 2.3, 5),
        aligns=("centre", "left", "centre", "right", "left"),
        unit=UNIT,
    )


def period(item: ClaimItem) -> str:
    """Return from when to when an item is claimed, as far as it was stated."""
    ends = (day(item.since) if item.since else "", day(item.until) if item.until else "")
    return "至".join(ends) if all(ends) else "".join(ends)


def heads_table(amounts: Amounts, *, label: str = "金额") -> Table:
    """Return the totals under each head, with how many have it, and the sum in both ways of writing."""
    many: dict[str, int] = {}
    for of_one in amounts.values():
        for code in of_one:
            many[code] = many.get(code, 0) + 1
    totals = by_head(amounts.values())
    rows = tuple(
        (
            head(code).label,
            str(many[code]),
            grouped(totals.get(code, 0)) if head(code).money else "—",
            capitals(totals.get(code, 0)) if head(code).money else "—",
        )
        for code in HEADS
        if code in many
    )
    total = sum(totals.values())
    foot = ("合计", str(len(amounts)), grouped(total), capitals(total))
    return Table(
        ("项目", "人数", label, "大写"),
        (*rows, foot),
        widths=(4, 1.2, 3, 5),
        aligns=("left", "right", "right", "left"),
        unit=UNIT,
    )


def schedule(issue: Issue, amounts: Amounts, *, whole: bool = False) -> Table:
    """Return everybody in a row, a column for each head, totals below: 当事人及金额明细表.

    Identity numbers are masked, for the schedule goes to everybody; `whole` for a court that enforces by it.
    """
    heads = [code for code in HEADS if any(code in of_one for of_one in amounts.values())]
    number = _numbers(issue, whole)
    rows = []
    for n, (key, of_one) in enumerate(amounts.items(), start=1):
        subject = issue.view.subjects[key]
        cells = (_cell(code, of_one) for code in heads)
        sum_ = grouped(sum(of_one.values()))
        rows.append((str(n), subject.name or subject.ref, number(subject), *cells, sum_))
    totals = by_head(amounts.values())
    all_ = grouped(sum(totals.values()))
    sums = (grouped(totals.get(code, 0)) if head(code).money else "—" for code in heads)
    rows.append(("", "合计", f"{len(amounts)}人", *sums, all_))
    right: Align = "right"
    return Table(
        ("序号", "姓名（名称）", "证件号码", *(short(code) for code in heads), "合计"),
        tuple(rows),
        widths=(1, 2.4, 3.8, *(2.2 for _ in heads), 2.4),
        aligns=("centre", "left", "centre", *(right for _ in heads), right),
        unit=UNIT,
    )


def scheduled(issue: Issue, amounts: Amounts, title: str = "当事人及金额明细表") -> Annex:
    """Return the schedule as an annex on wide pages."""
    return Annex(title, (schedule(issue, amounts),), landscape=True)


def _numbers(issue: Issue, whole: bool) -> Callable[[Subject], str]:
    if whole:
        return lambda subject: issue.registered(subject).number
    return lambda subject: issue.registered(subject).masked


def _cell(code: str, of_one: Mapping[str, int]) -> str:
    if code not in of_one:
        return ""
    return grouped(of_one[code]) if head(code).money else "是"


def elements_table(issue: Issue, claimant: Subject) -> Table:
    """Return the elements of one claimant: what each side says, whether that is disputed, what is found."""
    rows = tuple(
        (
            str(n),
            row.element.label,
            row.claimant_says or "—",
            row.respondent_says or "—",
            row.words,
            row.settled or "—",
        )
        for n, row in enumerate(elements.table(issue.view, claimant), start=1)
    )
    return Table(
        ("序号", "案件要素", "申请人陈述", "被申请人陈述", "有无争议", "认定"),
        rows,
        widths=(1.1, 2.6, 3.2, 3.2, 1.8, 3.2),
        aligns=("centre", "left", "left", "left", "centre", "left"),
    )


def elements_of_many(issue: Issue, claimants: Iterable[Subject]) -> Table:
    """Return for each element of how many claimants it is agreed, disputed, stated by one side or open."""
    counts: dict[str, dict[str, int]] = {}
    for claimant in claimants:
        for row in elements.table(issue.view, claimant):
            of_one = counts.setdefault(row.element.label, {})
            of_one[row.words] = of_one.get(row.words, 0) + 1
    order = tuple(elements.WORDS[s] for s in ("agreed", "disputed", "one side", "open"))
    rows = tuple(
        (label, *(str(of_one.get(word, 0)) for word in order)) for label, of_one in counts.items()
    )
    right: Align = "right"
    return Table(
        ("案件要素", *(f"{word}（人）" for word in order)),
        rows,
        widths=(4, 2.5, 2.5, 2.5, 2.5),
        aligns=("left", *(right for _ in order)),
    )


def claimants_of(issue: Issue, keys: Iterable[str]) -> list[Subject]:
    """Return the claimants with these keys, in the order in which they came into the case."""
    wanted = set(keys)
    return [s for s in issue.view.of(CLAIMANT) if s.key in wanted]
