"""会签单 — what each body said, on one sheet, with the place for its seal."""

from __future__ import annotations

from tongzhou.lines.zones.plan.facts import CountyOpinion, Opinion
from tongzhou.lines.zones.plan.procedure import league, region
from tongzhou.lines.zones.plan.rules import version_number
from tongzhou.procedure.declare import Office, Round
from tongzhou.procedure.papers import Cell, Document, Issue, Paragraph, Sheet
from tongzhou.procedure.papers.words import day
from tongzhou.procedure.view import Signature

LABELS = {
    "hrss": "人力资源和社会保障部门意见",
    "drc": "发展和改革部门意见",
    "union": "工会意见",
    "fic": "工商业联合会意见",
}
TALL = 40.0  # mm: room for the opinion, and for the seal over its date

Row = tuple[Cell, ...]


def sheet(rows: tuple[Row, ...]) -> Sheet:
    """Return a sheet of labelled opinions."""
    return Sheet(rows, widths=(1, 3))


def county_cells(issue: Issue) -> tuple[Row, ...]:
    """Return the opinion of the county government, if it was given on the text that stands."""
    said = issue.view.said.get("agree")
    stands = isinstance(said, CountyOpinion) and said.signed == dict(issue.view.texts["plan"])
    text, signed = "", ("（盖章）", "年　　月　　日")
    if stands and isinstance(said, CountyOpinion):
        county = next(o for o in issue.procedure.offices.values() if o.code == "county_government")
        text, signed = said.words, (issue.body_of(county), day(issue.view.on["agree"]))
    return ((Cell("旗县（市、区）人民政府意见", label=True), Cell(text, tall=TALL, signed=signed)),)


def four_cells(issue: Issue, round_: Round) -> tuple[Row, ...]:
    """Return the four opinions of a level; what has not been given is left free."""
    standing = issue.view.standing(round_)
    return tuple(
        _cells(issue, slot.office, standing.get(slot.office.code)) for slot in round_.slots
    )


def _cells(issue: Issue, office: Office, signature: Signature | None) -> Row:
    label = Cell(LABELS[office.body], label=True)
    if signature is None:
        return (label, Cell("", tall=TALL, signed=("（盖章）", "年　　月　　日")))
    stated = signature.stated
    result = stated.result if isinstance(stated, Opinion) else ""
    return (
        label,
        Cell(
            in_one(result, signature.words),
            tall=TALL,
            signed=(issue.body_of(office), day(signature.on)),
        ),
    )


def in_one(result: str, words: str) -> str:
    """Return an answer and its words as one text, without saying 同意 twice."""
    words = words.strip()
    return result if words.rstrip("。") in ("", result) else f"{result}。{words}"


def league_sheet(issue: Issue) -> Document:
    """Return 盟市四部门会签单."""
    return _sheet(issue, league, "盟市四部门会签单")


def region_sheet(issue: Issue) -> Document:
    """Return 自治区四部门会签单."""
    return _sheet(issue, region, "自治区四部门会签单")


def _sheet(issue: Issue, round_: Round, title: str) -> Document:
    version = version_number(issue.view)
    head: tuple[Row, ...] = (
        (Cell("事项", label=True), Cell(issue.case_title)),
        (Cell("文本", label=True), Cell(f"第{version}版" if version else "尚未报送", tall=8)),
    )
    given = len(issue.view.standing(round_))
    note = f"四部门已答复{given}家；各部门意见针对所签文本，文本中由其审核的部分修改后须重新签署。"
    return Document(
        title=title, blocks=(sheet((*head, *four_cells(issue, round_))), Paragraph(note))
    )
