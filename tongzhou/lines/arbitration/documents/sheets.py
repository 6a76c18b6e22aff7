"""要素表、金额明细表 — what the tribunal and the clerk print at any time: the elements, and everybody's ledger."""

from __future__ import annotations

from tongzhou.law.heads import head
from tongzhou.lines.arbitration.rules import ledger
from tongzhou.lines.arbitration.rules.track import GROUP
from tongzhou.lines.arbitration.states import CLAIMANT
from tongzhou.procedure.papers import Annex, Block, Document, Issue, Paragraph, Table, day
from tongzhou.procedure.papers.words import grouped

from .frame import commission, the_case
from .tables import UNIT, asked, elements_of_many, elements_table, scheduled

COLUMNS = {"asked": "请求", "settled": "调解", "awarded": "裁决", "paid": "已履行"}


def elements_sheet(issue: Issue) -> Document:
    """案件要素表: of each claimant, what each side says and what is disputed; of many, by element first."""
    claimants = issue.view.of(CLAIMANT)
    blocks: list[Block] = [
        Paragraph(f"{the_case(issue)}。截至{day(issue.on)}。"),
        Paragraph("双方无争议的要素无须举证；庭审围绕有争议的要素进行。"),
    ]
    if len(claimants) >= GROUP:
        blocks.append(elements_of_many(issue, claimants))
    tables: list[Block] = []
    for claimant in claimants:
        tables.append(Paragraph("", lead=f"申请人{claimant.name or claimant.ref}："))
        tables.append(elements_table(issue, claimant))
    if len(claimants) >= GROUP:
        annexes = (Annex("各申请人要素明细", tuple(tables)),)
        return _sheet(issue, "案件要素表", blocks, annexes)
    return _sheet(issue, "案件要素表", [*blocks, *tables], ())


def amounts_sheet(issue: Issue) -> Document:
    """当事人及金额明细表: what everybody asks, was given and has received, with totals by head."""
    found = ledger.lines(issue.view)
    totals = ledger.totals(found)
    rows = [
        (
            head(code).label,
            str(row["claimants"]),
            *(grouped(row.get(column, 0)) for column in COLUMNS),
        )
        for code, row in totals.items()
    ]
    sums = (sum(row.get(column, 0) for row in totals.values()) for column in COLUMNS)
    rows.append(("合计", str(issue.view.count(CLAIMANT)), *(grouped(n) for n in sums)))
    table = Table(
        ("项目", "人数", *COLUMNS.values()),
        tuple(rows),
        widths=(3.4, 1.2, 2.6, 2.6, 2.6, 2.6),
        aligns=("left", "right", "right", "right", "right", "right"),
        unit=UNIT,
    )
    annex = scheduled(issue, asked(issue.view.of(CLAIMANT)), "各申请人请求明细表")
    blocks: list[Block] = [Paragraph(f"{the_case(issue)}。截至{day(issue.on)}。"), table]
    return _sheet(issue, "当事人及金额明细表", blocks, (annex,))


def _sheet(issue: Issue, title: str, blocks: list[Block], annexes: tuple[Annex, ...]) -> Document:
    return Document(
        body=commission(issue),
        title=title,
        number=issue.case_number,
        blocks=tuple(blocks),
        annexes=annexes,
    )
