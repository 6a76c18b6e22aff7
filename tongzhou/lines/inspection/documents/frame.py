"""文书的框架 — what every instrument of inspection has: the body, the case, the parties, the grounds, the seal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tongzhou.law import Article, article, numeral
from tongzhou.lines.inspection.facts.codes import PREFIX
from tongzhou.lines.inspection.instruments import FORCE, PENALTY, REVIEW, SUIT
from tongzhou.lines.inspection.offices import HEAD
from tongzhou.lines.inspection.rules.items import label
from tongzhou.lines.inspection.rules.opening import is_confidential, officers
from tongzhou.lines.inspection.states import EMPLOYER, WORKER
from tongzhou.procedure.papers import (
    Block,
    Cell,
    Document,
    Issue,
    Paragraph,
    Sheet,
    SignatureBlock,
    paragraphs,
)
from tongzhou.procedure.view import Subject

NATIONAL = frozenset({PENALTY, FORCE, REVIEW, SUIT, "劳动合同法", "劳动法", "社会保险法", "刑法"})
TALL = 28.0  # mm: room for an opinion and the hand under it
SIGN = ("（签名）", "年　　月　　日")


def body(issue: Issue) -> str:
    """Return the full name of the department that has the case."""
    found = issue.body_of(HEAD)
    return found if found != HEAD.label else issue.body or f"{issue.region}人力资源和社会保障局"


def law(*articles: Article) -> str:
    """Return articles as an instrument cites them: 《中华人民共和国…法》第二十九条、第三十条."""
    by_instrument: dict[str, list[str]] = {}
    for found in articles:
        place = found.heading + (f"第{numeral(found.paragraph)}款" if found.paragraph else "")
        by_instrument.setdefault(found.instrument, []).append(place)
    return "、".join(
        f"《{'中华人民共和国' if name in NATIONAL else ''}{name}》{'、'.join(places)}"
        for name, places in by_instrument.items()
    )


def of_penalty(*numbers: int) -> str:
    """Return articles of the law on administrative penalties, as cited."""
    return law(*(article(PENALTY, n) for n in numbers))


def firms(issue: Issue) -> list[Subject]:
    """Return the employers the act names; all of the case where it names none."""
    mine = [s for s in issue.subjects if s.kind is EMPLOYER]
    return mine or issue.view.of(EMPLOYER)


def firm_names(issue: Issue) -> str:
    """Return the employers, in words."""
    return "、".join(s.name or s.ref for s in firms(issue)) or "（未列明单位）"


def complainants(issue: Issue) -> str:
    """Return who complained, in words; never the names of those who must be kept from the employer."""
    found = issue.view.of(WORKER)
    if is_confidential(issue.view):
        return f"投诉（举报）人{len(found) or ''}{'名' if found else ''}（已保密）"
    names = "、".join(s.name or s.ref for s in found[:3])
    return f"{names}等{len(found)}人" if len(found) > 3 else names


def violations(issue: Issue) -> list[Subject]:
    """Return the violations the act names; all of the case where it names none."""
    mine = [s for s in issue.subjects if s.key.startswith(PREFIX)]
    return mine or [s for s in issue.view.subjects.values() if s.key.startswith(PREFIX)]


def violation_names(issue: Issue) -> str:
    """Return the violations, in words."""
    return "、".join(label(s.ref) for s in violations(issue))


def the_case(issue: Issue) -> str:
    """Return how a paper speaks of its case."""
    number = f"（{issue.case_number}）" if issue.case_number else ""
    return f"{firm_names(issue)}涉嫌{violation_names(issue)}一案{number}"


def party_lines(issue: Issue) -> list[Paragraph]:
    """Return how a decision names the party: name, code, address, head."""
    out: list[Paragraph] = []
    for firm in firms(issue):
        known = issue.registered(firm)
        out.append(Paragraph(firm.name or firm.ref, lead="当事人："))
        for lead, value in (
            ("统一社会信用代码：", known.number),
            ("住所：", known.address),
            ("法定代表人（负责人）：", known.representative),
        ):
            if value:
                out.append(Paragraph(value, lead=lead))
    return out


def notice(
    issue: Issue,
    blocks: Sequence[Block],
    *,
    addressee: str | None = None,
    title: str = "",
    remark: str = "",
) -> Document:
    """Return a paper under the name of the department, with number, addressee, seal and day."""
    name = body(issue)
    return Document(
        body=name,
        title=title or (issue.paper.label if issue.paper else issue.act.label),
        number=issue.number,
        addressee=firm_names(issue) if addressee is None else addressee,
        blocks=tuple(blocks),
        signature=SignatureBlock((name,), issue.on),
        remark=remark,
    )


def record(
    issue: Issue, blocks: Sequence[Block], *, people: Iterable[tuple[str, str]] = ()
) -> Document:
    """Return a record that persons sign: the officers of the case, and who was there."""
    hands = tuple(("监察员", s.name or s.ref) for s in officers(issue.view)) or (
        ("监察员", "　　　"),
    )
    return Document(
        body=body(issue),
        title=issue.paper.label if issue.paper else issue.act.label,
        number=issue.number,
        blocks=tuple(blocks),
        signature=SignatureBlock(on=issue.on, seal=False, people=(*people, *hands)),
    )


def approval(
    issue: Issue, rows: Sequence[tuple[str, str]], *, signs: Sequence[tuple[str, str, str]]
) -> Document:
    """Return an approval sheet: labelled fields, then opinions with their hands. `signs` are (label, text, name)."""
    cells: list[tuple[Cell, ...]] = [(Cell(name, label=True), Cell(text)) for name, text in rows]
    for name, text, who in signs:
        cells.append(
            (Cell(name, label=True), Cell(text, tall=TALL, signed=(who or SIGN[0], SIGN[1])))
        )
    return Document(
        body=body(issue),
        title=issue.paper.label if issue.paper else issue.act.label,
        number=issue.number,
        blocks=(Sheet(tuple(cells), widths=(1, 3)),),
    )


def numbered(lines: Iterable[str]) -> list[Paragraph]:
    """Return lines as paragraphs 1. 2. 3."""
    return [Paragraph(f"{n}.{line}") for n, line in enumerate(lines, start=1)]


def told(text: str) -> tuple[Paragraph, ...]:
    """Return somebody's words, a paragraph for each line."""
    return paragraphs(text)


def yuan(fen: int) -> str:
    """Return an amount as a paper writes it inside a sentence."""
    return f"{fen / 100:,.2f}元"


RIGHTS = (
    "如不服本决定，可以自收到本决定书之日起六十日内依法申请行政复议，或者六个月内依法向人民法院提起行政诉讼。"
    "复议、诉讼期间，本决定不停止执行，法律另有规定的除外。"
)
