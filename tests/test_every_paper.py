"""Every paper that enforcement issues is drawn in Word from a case in which everything was stated: nothing stands empty."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document as Word

from tongzhou.lines.arrears.facts import Wage
from tongzhou.procedure.catalogue import newest
from tongzhou.procedure.papers.document import Document, Paragraph, Sheet, Table
from tongzhou.procedure.papers.served import document_of
from tongzhou.procedure.papers.templates import Issue, templates_for
from tongzhou.procedure.papers.word import docx_of
from tongzhou.procedure.tests.whole import MOMENT, Whole

pytestmark = pytest.mark.long

REFS = {
    "employer": ("e1",), "worker": ("w1", "w2"), "violation": ("wage_arrears",), "officer": ("201", "202"),
    "body": ("1", "2", "3"),
}  # fmt: skip
OWED = (
    Wage(month="2026-01", item="time", due=60_000),
    Wage(month="2026-02", item="time", due=60_000),
)
GIVEN = {
    "officer": "officer/201", "request": "recusal/1", "code": "paid_all",
    "rows": {"worker/w1": OWED, "worker/w2": OWED},
}  # fmt: skip
AMOUNTS = {"amounts": {"worker/w1": 60_000, "worker/w2": 60_000}}  # of an order to one employer
PROCEDURES = (
    "inspection.case", "inspection.check", "inspection.transfer", "inspection.review", "inspection.publicity",
    "arrears.matter", "intake.report", "intake.request", "draws.batch",
    "filing.objection",
)  # fmt: skip
# What is left where a value should have been: two marks that follow each other, a pair of brackets around nothing.
HOLES = re.compile(r"None|（）|\(\)|《》|“”|[，、；：。][，、；。]|第条|\{|\}|依照的规定|共天|nan")
# Left for a hand: an opinion to be written and signed.
BY_HAND = {"监察机构意见", "负责人审批", "结案意见"}


def cases(code: str, *, bare: bool = False) -> list[Issue]:
    given = GIVEN | (AMOUNTS if code == "arrears.matter" else {})
    return Whole(newest(code), REFS, given=given, without=("relieve",), bare=bare).issues()


def holes(document: Document) -> list[str]:
    """Return what is empty in a document: leads without words, cells without text, marks around nothing."""
    found: list[str] = []
    if not document.blocks:
        found.append("nothing at all")
    for block in document.every_block():
        match block:
            case Paragraph(text=text, lead=lead) if not text.strip() and lead:
                found.append(lead)
            case Table(head=head, rows=rows):
                found += [
                    name
                    for row in rows
                    for name, cell in zip(head, row, strict=True)
                    if not cell.strip() and "合计" not in row
                ]
                found += [] if rows else [f"table {head}"]
            case Sheet(rows=rows):
                for row in rows:
                    labels = [c.text for c in row if c.label]
                    found += [
                        str(labels)
                        for c in row
                        if not c.label and not c.text.strip() and not set(labels) & BY_HAND
                    ]
    return found


def written(document: Document) -> str:
    """Return what the Word file says, tables included."""
    word = Word(io.BytesIO(docx_of(document, at=MOMENT)))
    cells = [c.text for t in word.tables for row in t.rows for c in row.cells]
    return "\n".join([*(p.text for p in word.paragraphs), *cells])


@pytest.mark.django_db
@pytest.mark.parametrize("code", PROCEDURES)
def test_no_paper_of_a_full_case_has_a_hole(code: str) -> None:
    drawn: set[str] = set()
    faults: list[str] = []
    for issue in cases(code):
        assert issue.paper
        document = document_of(issue)
        text = written(document)
        drawn.add(issue.paper.code)
        where = f"{issue.paper.label}（{issue.act.label}）"
        faults += [f"{where}: {hole}" for hole in holes(document)]
        faults += [
            f"{where}: …{text[max(0, m.start() - 12) : m.end() + 6]}…" for m in HOLES.finditer(text)
        ]
        assert document.title in text.replace("\n", "")
        assert not issue.number or issue.number in text, where
    assert not faults, "\n".join(faults)
    issued = {a.issues for a in newest(code).by_code.values() if a.issues}
    assert drawn == {paper.code for paper in issued}
    assert all(templates_for(paper) for paper in issued), "a paper without a template of its own"


@pytest.mark.django_db
@pytest.mark.parametrize("code", PROCEDURES)
def test_a_paper_without_what_may_be_left_out_reads_as_a_sentence(code: str) -> None:
    faults: list[str] = []
    for issue in cases(code, bare=True):
        text = written(document_of(issue))
        faults += [
            f"{issue.act.label}: …{text[max(0, m.start() - 12) : m.end() + 6]}…"
            for m in HOLES.finditer(text)
        ]
    assert not faults, "\n".join(faults)


def test_the_papers_of_an_inspection_are_the_thirty_three() -> None:
    case = newest("inspection.case")
    assert len({a.issues for a in case.by_code.values() if a.issues}) == 33
