"""仲裁申请书 — drawn from what was stated, for the applicant to sign; an oral application as a record (笔录)."""

from __future__ import annotations

from tongzhou.lines.arbitration.facts import bringing
from tongzhou.lines.arbitration.rules.awards import claims_of
from tongzhou.lines.arbitration.rules.track import GROUP, application, is_worker
from tongzhou.lines.arbitration.states import CLAIMANT, RESPONDENT, THIRD
from tongzhou.procedure.papers import (
    Annex,
    Block,
    Cell,
    Document,
    Heading,
    Issue,
    Paragraph,
    Registered,
    Sheet,
    SignatureBlock,
    Table,
    day,
    paragraphs,
    yuan,
    yuan_twice,
)
from tongzhou.procedure.view import Subject

from .frame import commission, joined, of_law
from .parties import about
from .tables import asked, heads_table, items_table, scheduled

ORAL = "口头申请笔录"
WIDTHS = (2.8, 5.4, 2.5, 4.3)


def application_form(issue: Issue) -> Document:
    """仲裁申请书, or the record of an oral application (调解仲裁法 28): what 办案规则 29 asks for."""
    brought = application(issue.view)
    claimants = issue.view.of(CLAIMANT)
    oral = brought is not None and brought.channel == ORAL
    many = len(claimants) >= GROUP
    blocks: list[Block] = [Heading("当事人信息")]
    blocks += [] if many else [_person(issue, s, "申请人") for s in claimants]
    if many:
        blocks.append(Paragraph(f"{joined(claimants)}，名单及请求见附件。", lead="申请人："))
    for kind in (RESPONDENT, THIRD):
        blocks += [_person(issue, s, kind.label) for s in issue.view.of(kind)]
    blocks += [Heading("请求事项"), *_requests(claimants, many=many)]
    blocks += [Heading("事实和理由"), *(_story(brought) if brought else [])]
    blocks += _proofs(brought) if brought else []
    blocks.append(Paragraph("此致"))
    blocks.append(Paragraph(commission(issue), indent=False))
    return Document(
        title="劳动人事争议仲裁申请书" if not oral else "劳动人事争议口头申请笔录",
        blocks=(*(_told(issue) if oral else ()), *blocks, *_read_back(oral)),
        signature=SignatureBlock(
            people=(("申请人（签名或者盖章）", "　　　　"),),
            on=issue.view.opened_on,
            seal=False,
            clerks=(("记录人", "　　　　"),) if oral else (),
        ),
        annexes=_annexes(issue, claimants) if many else (),
    )


def _told(issue: Issue) -> tuple[Block, ...]:
    return (
        Paragraph(
            f"申请人书写申请确有困难，依照{of_law(28)}的规定口头申请仲裁，由{commission(issue)}"
            "工作人员记录如下："
        ),
    )


def _read_back(oral: bool) -> tuple[Block, ...]:
    words = "以上笔录已向申请人宣读，申请人确认与其陈述一致。"
    return (Paragraph(words),) if oral else ()


def _annexes(issue: Issue, claimants: list[Subject]) -> tuple[Annex, ...]:
    return (scheduled(issue, asked(claimants), "申请人及请求明细表"),)


def _person(issue: Issue, subject: Subject, label: str) -> Sheet:
    """Return the fields of one party; what is not registered is left for the pen."""
    registered, worker = issue.registered(subject), is_worker(subject.key)
    name = subject.name or subject.ref
    return _worker(label, name, registered) if worker else _employer(label, name, registered)


def _worker(label: str, name: str, r: Registered) -> Sheet:
    known = about(r, worker=True).split("，")
    sex = known[0] if known[0] in ("男", "女") else ""
    born = next((k.removesuffix("出生") for k in known if k.endswith("出生")), "")
    return Sheet(
        (
            (Cell(label, label=True), Cell(name), Cell("性别", label=True), Cell(sex)),
            (
                Cell("证件号码", label=True),
                Cell(r.number),
                Cell("出生日期", label=True),
                Cell(born),
            ),
            (Cell("联系电话", label=True), Cell(r.phone, across=3)),
            (Cell("送达地址", label=True), Cell(r.address, across=3)),
        ),
        WIDTHS,
    )


def _employer(label: str, name: str, r: Registered) -> Sheet:
    return Sheet(
        (
            (Cell(label, label=True), Cell(name, across=3)),
            (Cell("统一社会信用代码", label=True), Cell(r.number, across=3)),
            (
                Cell("法定代表人（负责人）", label=True),
                Cell(r.representative),
                Cell("联系电话", label=True),
                Cell(r.phone),
            ),
            (Cell("住所地", label=True), Cell(r.address, across=3)),
        ),
        WIDTHS,
    )


def _requests(claimants: list[Subject], *, many: bool) -> list[Block]:
    if many:
        amounts = asked(claimants)
        total = sum(sum(of_one.values()) for of_one in amounts.values())
        words = f"{len(claimants)}名申请人的请求合计{yuan_twice(total)}，分项如下，各人明细见附件。"
        return [Paragraph(words), heads_table(amounts)]
    out: list[Block] = []
    for claimant in claimants:
        items = claims_of(claimant)
        if len(claimants) > 1:
            out.append(Paragraph("", lead=f"{claimant.name or claimant.ref}："))
        for n, item in enumerate(items, start=1):
            sum_ = yuan_twice(item.amount) if item.of.money else ""
            out.append(Paragraph(f"{n}.{item.of.label}{sum_}；"))
        if any(item.basis or item.since for item in items):
            out.append(items_table(items))
    return out


def _story(brought: bringing.Application) -> list[Block]:
    known = [
        ("入职日期", day(brought.hired_on) if brought.hired_on else ""),
        ("离职日期", day(brought.left_on) if brought.left_on else ""),
        ("岗位、工种", brought.post),
        ("月工资", yuan(brought.monthly_wage) if brought.monthly_wage else ""),
        ("此前的调解", brought.mediated),
    ]
    out: list[Block] = [
        Paragraph(f"{value}。", lead=f"{label}：") for label, value in known if value
    ]
    return [*out, *paragraphs(brought.story)]


def _proofs(brought: bringing.Application) -> list[Block]:
    out: list[Block] = []
    if brought.evidence:
        rows = tuple((str(n), f.name, "", "") for n, f in enumerate(brought.evidence, start=1))
        out += [
            Heading("证据清单"),
            Table(
                ("序号", "证据名称", "证据来源", "证明内容"),
                rows,
                widths=(1, 5, 3, 5),
                aligns=("centre", "left", "left", "left"),
            ),
        ]
    if brought.witnesses:
        out += [Heading("证人"), *(Paragraph(w) for w in brought.witnesses)]
    if brought.electronic:
        words = "申请人同意以短信、网上等电子方式接收文书。"
        out += [Heading("送达方式"), Paragraph(words)]
    return out
