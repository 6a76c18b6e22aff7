"""证明、移送、执行、归档 — what the commission gives to a court, to another commission, and to the archive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tongzhou.law import article
from tongzhou.lines.arbitration import choices
from tongzhou.lines.arbitration.facts import bringing, deciding
from tongzhou.lines.arbitration.rules import awards, ledger
from tongzhou.lines.arbitration.states import CLAIMANT
from tongzhou.procedure.declare import Act
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
from tongzhou.procedure.view import Record

from .frame import (
    COMMISSION,
    COURTS,
    accepted_on,
    everybody,
    joined,
    law,
    named,
    notice,
    numbered_lines,
    of_law,
    of_rules,
    respondents,
    said,
    the_case,
)
from .parties import parties
from .tables import heads_table, schedule

DIGEST = 32  # characters of a digest on one line of a table
FORMS = {"docx": "Word", "pdf": "PDF"}


def late(issue: Issue) -> Document:
    """逾期未作出裁决证明: since when the case is with the commission, and that no award was made in time."""
    clock = issue.view.clocks.get(("decision", ""))
    due = f"审理期限于{day(clock.due)}届满。" if clock and clock.due else ""
    extended = "（含经批准延长的期限）" if clock and clock.added else ""
    return notice(
        issue,
        "",
        (
            Paragraph(
                f"兹证明：{the_case(issue)}，本委于{accepted_on(issue)}受理，{due}{extended}"
                "截至本证明出具之日，本委尚未作出仲裁裁决。"
            ),
            Paragraph(f"依照{of_law(43)}的规定，当事人可以就该劳动争议事项向人民法院提起诉讼。"),
            Paragraph("特此证明。"),
        ),
    )


def transfer(issue: Issue) -> Document:
    """案件移送函: to the commission that has jurisdiction, with the list of what goes along."""
    stated = issue.facts
    assert isinstance(stated, bringing.Transfer)
    return notice(
        issue,
        f"{issue.region_name(stated.region)}{COMMISSION}",
        (
            Paragraph(
                f"本委于{accepted_on(issue)}受理{the_case(issue)}。经审查，本案不属于本委管辖："
                f"{said(stated.ground)}"
            ),
            Paragraph(
                f"依照{of_law(21)}的规定，现将本案移送你委处理。依照{of_rules(46)}的规定，"
                "审理期限从接受移送之日起重新计算。移送材料见下表，请查收并将接受情况函告本委和当事人。"
            ),
            _contents(issue),
            Paragraph(f"本函同时抄送{everybody(issue)}。"),
        ),
    )


@dataclass(frozen=True)
class Line:
    """One entry of the file: what was done, the paper it issued, and the digests that prove both."""

    record: Record
    act: Act[Any] | None
    number: str
    paper: str
    digest: str
    drawn: dict[str, str]


def lines(issue: Issue) -> list[Line]:
    """Return the file of the case in order, entry by entry."""
    out = []
    for record in issue.records:
        act = issue.procedure.by_code.get(record.act)
        paper = act.issues.label if act and act.issues and record.seq in issue.numbers else ""
        out.append(
            Line(
                record,
                act,
                issue.numbers.get(record.seq, ""),
                paper,
                issue.digests.get(record.seq, ""),
                dict(issue.drawn.get(record.seq, {})),
            )
        )
    return out


def _contents(issue: Issue) -> Table:
    rows = tuple(
        (
            str(n),
            f"{line.paper or (line.act.label if line.act else line.record.act)}{line.number}",
            day(line.record.happened_on),
        )
        for n, line in enumerate(lines(issue), start=1)
    )
    return Table(
        ("序号", "材料", "日期"), rows, widths=(1, 8, 3), aligns=("centre", "left", "centre")
    )


def enforcement(issue: Issue) -> Document:
    """移送执行材料清单: who may have what enforced against whom, and the papers with their SM3 digests."""
    stated = issue.facts
    assert isinstance(stated, deciding.Enforcement)
    who = named(issue, CLAIMANT)
    owed = {s.key: owing(issue, s.key) for s in who}
    total = sum(sum(of_one.values()) for of_one in owed.values())
    blocks: list[Block] = [
        Paragraph(
            f"{the_case(issue)}，{joined(who)}于{day(stated.filed_on)}就已生效的法律文书申请执行。"
            f"依照{of_law(51)}、{law(article(COURTS, 250))}的规定，现将有关材料移送你院。"
        ),
        Heading("当事人"),
        *parties(issue, detail="full", only=tuple(s.key for s in who)),
        Heading("尚未履行的数额"),
        Paragraph(
            f"扣除已登记的付款，被申请人{respondents(issue)}尚应支付{yuan_twice(total)}，分项如下，"
            "各人数额见附件。"
        ),
        heads_table(owed),
        Heading("执行依据及生效情况"),
        *_in_force(issue, [s.key for s in who]),
        Heading("材料及摘要"),
        Paragraph(
            "摘要按国密SM3算法计算。收到电子文件后，对文件求SM3摘要，与下表一致的，内容未经改动。"
        ),
        papers_table(issue),
        Paragraph(
            f"{issue.digests.get(issue.record.seq, '')}。", lead="办理记录末条SM3值（至本件）："
        ),
    ]
    return notice(
        issue,
        stated.court,
        blocks,
        annexes=(
            Annex("申请执行人及数额明细表", (schedule(issue, owed, whole=True),), landscape=True),
        ),
    )


def owing(issue: Issue, key: str) -> dict[str, int]:
    """Return head → fen that is in force for one claimant and not registered as paid.

    An award still open to a suit, or sued upon, is not in force (调解仲裁法 48, 50) and is left out.
    """
    subject = issue.view.subjects[key]
    standing = {e.act for e in awards.effects(issue.view, key, on=issue.on) if e.since}
    due: dict[str, int] = {}
    for act, _made, facts in awards.awards_of(subject):
        if act in standing:
            for code, fen in facts.items[key].items():
                due[code] = due.get(code, 0) + fen
    paid: dict[str, int] = {}
    for line in ledger.lines_of(subject):
        paid[line.item.head] = line.decided.get("paid", 0)
        if isinstance(subject.stated.get("sign_settlement"), deciding.Signed):
            due[line.item.head] = due.get(line.item.head, 0) + line.decided.get("settled", 0)
    return {code: max(0, fen - paid.get(code, 0)) for code, fen in due.items()}


def _in_force(issue: Issue, keys: list[str]) -> list[Paragraph]:
    """Return each instrument with since when it is in force, one line for those alike."""
    found: dict[str, int] = {}
    for key in keys:
        signed = issue.view.subjects[key].stated.get("sign_settlement")
        if isinstance(signed, deciding.Signed):
            words = f"仲裁调解书经双方于{day(signed.signed_on)}签收，已发生法律效力"
            found[words] = found.get(words, 0) + 1
        for effect in awards.effects(issue.view, key, on=issue.on):
            since = f"（{day(effect.since)}）" if effect.since else ""
            words = f"{effect.label}：{effect.words}{since}"
            found[words] = found.get(words, 0) + 1
    return numbered_lines(f"{words}（涉及{n}人）。" for words, n in found.items())


def papers_table(issue: Issue) -> Table:
    """Return the papers of the case with the digests of their entries and of the pages drawn of them."""
    rows = []
    for line in lines(issue):
        if not line.paper:
            continue
        drawn = [f"{FORMS[form]}文件：\n{_split(d)}" for form, d in sorted(line.drawn.items())]
        rows.append(
            (
                f"{line.paper}\n{line.number}".strip(),
                day(line.record.happened_on),
                "\n".join((f"签发记录：\n{_split(line.digest)}", *drawn)),
            )
        )
    return Table(
        ("文书", "日期", "SM3摘要"),
        tuple(rows),
        widths=(3.4, 2.9, 7.2),
        aligns=("left", "centre", "left"),
    )


def _split(digest: str) -> str:
    return "\n".join(digest[at : at + DIGEST] for at in range(0, len(digest), DIGEST))


def archive(issue: Issue) -> Document:
    """卷宗目录: everything in the file in order, how the case ended, and until when it is kept. 办案规则 23–24."""
    stated = issue.facts
    assert isinstance(stated, deciding.Archive)
    until = awards.retained_until(issue.view)
    awarded = any(act in issue.view.last for act in awards.AWARDS)
    years = choices.RETENTION_AWARD_YEARS if awarded else choices.RETENTION_OTHER_YEARS
    how = "以裁决结案" if awarded else "以调解或者其他方式结案"
    known = [
        ("案号", issue.case_number),
        ("案名", issue.case_title),
        ("受理日期", accepted_on(issue)),
        ("结案日期", day(ended) if (ended := ledger.decided_on(issue.view)) else ""),
        ("卷号", stated.volume),
        ("页数", f"{stated.pages}页" if stated.pages else ""),
        ("存放位置", stated.place),
        (
            "保存期限",
            f"{how}，自归档之日起不少于{years}年，至{day(until)}"
            if until
            else f"{how}，不少于{years}年",
        ),
    ]
    rows = tuple(
        (
            str(n),
            line.act.label if line.act else line.record.act,
            "\n".join(filter(None, (line.paper, line.number))) or "—",
            day(line.record.happened_on),
            "",
        )
        for n, line in enumerate(lines(issue), start=1)
    )
    return notice(
        issue,
        "",
        (
            *(Paragraph(value, lead=f"{label}：") for label, value in known if value),
            Table(
                ("顺序", "材料（事项）", "文书及文号", "日期", "页次"),
                rows,
                widths=(1.4, 3.6, 5.4, 3.7, 1.4),
                aligns=("centre", "left", "left", "centre", "centre"),
            ),
            *paragraphs("卷内材料以办理记录为准，电子卷宗随卷保存，可以用导出的案卷离线核验。"),
        ),
    )
