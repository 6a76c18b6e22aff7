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
    """Return what one claimant asks for: head, period, amount and how it was arrived at.

    A column nobody has filled is left out.
    """
    listed = tuple(items)
    columns: list[tuple[str, float, Align, list[str]]] = [
        ("序号", 1.3, "centre", [str(n) for n in range(1, len(listed) + 1)]),
        ("请求事项", 3.4, "left", [item.of.label for item in listed]),
    ]
    if any(period(item) for item in listed):
        columns.append(("起止时间", 3.7, "centre", [period(item, "\n至") for item in listed]))
    sums = [grouped(item.amount) if item.of.money else "—" for item in listed]
    columns.append(("金额", 2.4, "right", sums))
    if any(item.basis for item in listed):
        columns.append(("计算方法", 4.6, "left", [item.basis for item in listed]))
    total = grouped(sum(i.amount for i in listed))
    foot = tuple({"请求事项": "合计", "金额": total}.get(label, "") for label, *_ in columns)
    return Table(
        tuple(label for label, *_ in columns),
        (*zip(*(cells for *_, cells in columns), strict=True), foot),
        widths=tuple(width for _, width, *_ in columns),
        aligns=tuple(align for *_, align, _ in columns),
        unit=UNIT,
    )


def period(item: ClaimItem, between: str = "至") -> str:
    """Return from when to when an item is claimed, as far as it was stated."""
    ends = (day(item.since) if item.since else "", day(item.until) if item.until else "")
    return between.join(ends) if all(ends) else "".join(ends)


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


def elements_table(issue: Issue, claimant: Subject, *, said: bool = False) -> Table:
    """Return the elements of one claimant: what each side says, whether that is disputed, what is found.

    With `said`, those of which nobody has said anything are left out.
    """
    listed = elements.table(issue.view, claimant)
    if said:
        listed = [row for row in listed if row.standing != "open" or row.found]
    rows = tuple(
        (
            str(n),
            row.element.label,
            row.claimant_says or "—",
            row.respondent_says or "—",
            row.words,
            row.settled or "—",
        )
        for n, row in enumerate(listed, start=1)
    )
    return Table(
        ("序号", "案件要素", "申请人陈述", "被申请人陈述", "有无争议", "认定"),
        rows,
        widths=(1.3, 2.8, 3.1, 3.1, 1.9, 3.1),
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
