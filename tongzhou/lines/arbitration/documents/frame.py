"""文书的框架 — what every instrument of a commission has: its name, its case, its grounds, who signs it and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tongzhou.law import Article, article, numeral
from tongzhou.lines.arbitration.offices import CLERK
from tongzhou.lines.arbitration.rules import ledger, track
from tongzhou.lines.arbitration.states import CLAIMANT, RESPONDENT, THIRD
from tongzhou.procedure.papers import Annex, Block, Document, Issue, Paragraph, SignatureBlock, day
from tongzhou.procedure.view import Subject

LAW, RULES, COURTS = "劳动争议调解仲裁法", "劳动人事争议仲裁办案规则", "民事诉讼法"
NATIONAL = frozenset({LAW, COURTS, "劳动合同法", "劳动法", "社会保险法"})
MOST_NAMED = 3  # of several parties, so many are named where the list stands elsewhere
COMMISSION = "劳动人事争议仲裁委员会"


def commission(issue: Issue) -> str:
    """Return the full name of the commission that has the case, whoever did the act."""
    found = issue.body_of(CLERK)
    if found != CLERK.label:
        return found
    return issue.body or f"{issue.region}{COMMISSION}"


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


def of_law(*numbers: int) -> str:
    """Return articles of the law on mediation and arbitration, as cited."""
    return law(*(article(LAW, n) for n in numbers))


def of_rules(*numbers: int) -> str:
    """Return articles of the rules of handling cases, as cited."""
    return law(*(article(RULES, n) for n in numbers))


def joined(subjects: Iterable[Subject], *, most: int = MOST_NAMED) -> str:
    """Return the names of parties: all of a few, 张三等500人 of many."""
    names = [s.name or s.ref for s in subjects]
    if len(names) <= most:
        return "、".join(names)
    return f"{names[0]}等{len(names)}人"


def named(issue: Issue, *kinds: object) -> list[Subject]:
    """Return the subjects of these kinds that the act names; all of the case where it names none."""
    mine = [s for s in issue.subjects if s.kind in kinds]
    return mine or [s for s in issue.view.subjects.values() if s.kind in kinds]


def claimants(issue: Issue) -> str:
    """Return who claims, in words."""
    return joined(issue.view.of(CLAIMANT))


def respondents(issue: Issue) -> str:
    """Return against whom, in words."""
    return joined(issue.view.of(RESPONDENT), most=9)


def you(issue: Issue) -> str:
    """Return how a paper speaks to the claimants: 你, 你们, 你单位."""
    found = issue.view.of(CLAIMANT)
    if len(found) != 1:
        return "你们"
    return "你" if track.is_worker(found[0].key) else "你单位"


def everybody(issue: Issue) -> str:
    """Return both sides and third parties, as a notice to all addresses them."""
    sides = (claimants(issue), respondents(issue), joined(issue.view.of(THIRD), most=9))
    return "、".join(filter(None, sides))


def the_case(issue: Issue) -> str:
    """Return how a paper speaks of its case: 申请人…与被申请人…因…发生的争议一案（案号）."""
    number = f"（{issue.case_number}）" if issue.case_number else ""
    cause = ledger.cause_words(issue.view)
    return f"申请人{claimants(issue)}与被申请人{respondents(issue)}{cause}争议一案{number}"


def accepted_on(issue: Issue) -> str:
    """Return the day on which the case was first accepted, in words; empty before."""
    found = next((on for code, on, _seq in issue.view.path if code == "accepted"), None)
    return day(found) if found else ""


def notice(
    issue: Issue,
    addressee: str,
    blocks: Sequence[Block],
    *,
    title: str = "",
    annexes: tuple[Annex, ...] = (),
    remark: str = "",
) -> Document:
    """Return a paper of the commission under its name, number, addressee and seal."""
    body = commission(issue)
    return Document(
        body=body,
        title=title or (issue.paper.label if issue.paper else issue.act.label),
        number=issue.number,
        addressee=addressee,
        blocks=tuple(blocks),
        signature=SignatureBlock((body,), issue.on, characters=True),
        annexes=annexes,
        remark=remark,
    )


def decision(issue: Issue, blocks: Sequence[Block], *, title: str = "") -> Document:
    """Return a decision that names the parties in its text: no addressee."""
    return notice(issue, "", blocks, title=title)


def panel(issue: Issue) -> SignatureBlock:
    """Return how a tribunal signs: the arbitrators by role, the seal over the date, the clerk below.

    The law lets a dissenting arbitrator leave the award unsigned (调解仲裁法 46): names are printed, hands sign.
    """
    sitting = track.tribunal(issue.view)
    by_role: dict[str, list[str]] = {}
    for key, role in sitting.items():
        by_role.setdefault(role, []).append(issue.view.subjects[key].name)
    order = ("首席仲裁员", "独任仲裁员", "仲裁员")
    people = tuple(
        ("仲裁员" if role == "独任仲裁员" else role, name)
        for role in order
        for name in by_role.get(role, ())
    )
    clerks = tuple(("书记员", name) for name in by_role.get("书记员", ()))
    return SignatureBlock(
        on=issue.on, characters=True, people=people, clerks=clerks or (("书记员", "　　　"),)
    )


def numbered_lines(lines: Iterable[str]) -> list[Paragraph]:
    """Return lines as paragraphs 1. 2. 3."""
    return [Paragraph(f"{n}.{line}") for n, line in enumerate(lines, start=1)]


def said(text: str) -> str:
    """Return somebody's words, ending as a sentence does; nothing where nothing was said."""
    text = text.strip()
    return text if not text or text[-1] in "。！？；：”）" else f"{text}。"
