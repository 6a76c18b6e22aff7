"""送达回证 — the sheet to be signed by whoever receives a paper (民事诉讼法 87), one for each still to be served."""

from __future__ import annotations

from tongzhou.procedure.service import Service, must_serve, services

from .document import Block, Cell, Document, NewPage, Paragraph, Sheet
from .templates import Draft, Issue
from .words import day

WIDTHS = (4, 5, 3, 5)


def receipts(issue: Issue) -> Document:
    """Return a sheet for every paper and subject not yet served, each on its own page."""
    open_ = [
        s for s in services(issue.view, issue.records, issue.numbers) if s.standing != "served"
    ]
    blocks: list[Block] = []
    for place, service in enumerate(open_):
        if place:
            blocks += [NewPage(), Paragraph("送达回证", align="centre")]
        blocks.append(sheet(service, issue))
    if not open_:
        blocks.append(Paragraph("本案现无待送达的文书。"))
    return Document(
        title="送达回证", body=issue.body, number=issue.case_number, blocks=tuple(blocks)
    )


def sheet(service: Service, issue: Issue) -> Sheet:
    """Return the sheet of one paper for one subject; what is known is filled in, the rest is for the pen."""
    last = service.last
    paper = f"{service.paper.label}{service.number}"

    def field(label: str, text: str = "", *, tall: float = 16) -> tuple[Cell, ...]:
        return (Cell(label, label=True), Cell(text, across=3, tall=tall))

    return Sheet(
        (
            field("案件", issue.case_title),
            field("送达文书", f"{paper}（{day(service.issued_on)}）"),
            field("受送达人", service.name),
            field("送达地点", last.address if last else ""),
            (
                Cell("送达方式", label=True),
                Cell(last.way if last else "", tall=14),
                Cell("发出日期", label=True),
                Cell(day(last.sent_on) if last else ""),
            ),
            field("受送达人签名或者盖章", tall=26),
            (Cell("签收日期", label=True), Cell("　　　年　　月　　日", across=3, tall=14)),
            field("代收人签名及代收理由", tall=22),
            field("拒收事由、见证人签名", tall=22),
            (
                Cell("送达人", label=True),
                Cell("", tall=14),
                Cell("备注", label=True),
                Cell(last.failed if last else ""),
            ),
        ),
        WIDTHS,
    )


def receipts_of(procedure: str) -> tuple[Draft, ...]:
    """Return the sheet as a document of the case, where the procedure has papers to be served."""
    return (Draft("receipts", "送达回证", procedure, receipts),) if must_serve(procedure) else ()
