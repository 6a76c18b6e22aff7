"""登记表、聘书、年度考核表."""

from __future__ import annotations

from tongzhou.lines.coordinators.offices import MANAGER
from tongzhou.lines.coordinators.person import facts, rules
from tongzhou.lines.coordinators.visit.facts import WORKS
from tongzhou.lines.coordinators.work import REPORTED
from tongzhou.procedure.papers import Cell, Document, Issue, Paragraph, Sheet, SignatureBlock, day

TALL = 28.0  # mm: room for an opinion and the hand under it
SIGN = ("（盖章）", "年　　月　　日")


def body(issue: Issue) -> str:
    """Return the full name of the department that keeps the register."""
    found = issue.body_of(MANAGER)
    return found if found != MANAGER.label else issue.body or f"{issue.region}人力资源和社会保障局"


def name_of(issue: Issue) -> str:
    """Return the coordinator by name."""
    subject = rules.person_of(issue.view)
    return subject.name or subject.ref if subject else ""


def _pair(label: str, text: str, across: int = 1) -> tuple[Cell, Cell]:
    return Cell(label, label=True), Cell(text, across=across)


def registration(issue: Issue) -> Document:
    """登记表: who is put on record, with certificates, the opinion of the sponsor and of the department."""
    said = rules.nomination(issue.view) or facts.Nomination(group="企业")
    opinion = issue.facts
    held = rules.skill(issue.view)
    languages = "、".join(
        word for word, yes in (("汉语", said.chinese), ("蒙古语", said.mongolian)) if yes
    )
    rows = (
        (*_pair("姓　名", name_of(issue)), *_pair("性　别", said.gender), *_pair("民　族", said.ethnicity)),
        (*_pair("出生日期", str(said.born_on or "")), *_pair("学　历", said.education), *_pair("政治面貌", said.politics)),
        (*_pair("类　别", said.group), *_pair("工作语言", languages), *_pair("调解员证", "有" if rules.may_mediate(issue.view) else "无")),
        _pair("工作单位和职务", said.post, 5),
        _pair("职业技能等级证书", f"{held.level}　{held.number}　{held.issuer}　{held.issued_on}" if held else "无", 5),
        (Cell("推荐单位意见", label=True), Cell(f"{said.words}\n推荐单位：{said.sponsor}", across=5, tall=TALL, signed=SIGN)),
        (Cell("人力资源和社会保障部门意见", label=True), Cell(getattr(opinion, "words", "") or "同意备案。", across=5, tall=TALL, signed=SIGN)),
    )  # fmt: skip
    return Document(
        title="劳动关系协调员登记表",
        number=issue.number,
        blocks=(Sheet(rows, widths=(2.2, 2.4, 1.6, 2, 1.8, 2)),),
        note="身份证件号码另行密封保存，不印在本表。",
    )


def letter(issue: Issue) -> Document:
    """聘书."""
    said = issue.facts
    assert isinstance(said, facts.Appointed)
    until = f"至{day(said.until)}" if said.until else "起"
    text = (
        f"兹聘任{name_of(issue)}为劳动关系协调员，聘期自{day(said.since)}{until}。"
        "协调员从事劳动关系协调、政策宣传、走访和风险报告，协助调解和数据采集；协调员没有行政执法权。"
    )
    return Document(
        body=body(issue),
        title="聘　书",
        number=issue.number,
        addressee=name_of(issue),
        blocks=(Paragraph(text),),
        signature=SignatureBlock((body(issue),), issue.on),
    )


def _late(said: facts.Assessment) -> str:
    return f"{said.late}次" + (f"（其中{said.undone}次至今没有走访）" if said.undone else "")


def assessment(issue: Issue) -> Document:
    """年度考核表: what was counted month by month, and the grade with its grounds."""
    said = issue.facts
    assert isinstance(said, facts.Assessment)
    kinds = (*WORKS, REPORTED)
    head = tuple(Cell(k, label=True) for k in ("月份", *kinds, "合计"))
    lines = []
    sums = dict.fromkeys(kinds, 0)
    for month, counts in sorted(said.months.items()):
        numbers = [counts.get(k, 0) for k in kinds]
        sums = {k: sums[k] + counts.get(k, 0) for k in kinds}
        lines.append(tuple(Cell(t) for t in (month, *(str(n) for n in numbers), str(sum(numbers)))))
    total = tuple(
        Cell(t) for t in ("全年", *(str(sums[k]) for k in kinds), str(sum(sums.values())))
    )
    wide = len(head) - 1
    rows = (
        (Cell("姓名", label=True), Cell(name_of(issue), across=2), Cell("年度", label=True), Cell(f"{said.year}年", across=wide - 3)),
        head, *lines, total,
        (Cell("培训学时", label=True), Cell(f"{said.hours}学时", across=2), Cell("逾期走访", label=True), Cell(_late(said), across=wide - 3)),
        (Cell("考核等次", label=True), Cell(said.grade, across=wide)),
        (Cell("考核理由", label=True), Cell(said.grounds, across=wide, tall=TALL)),
        (Cell("人力资源和社会保障部门意见", label=True), Cell("", across=wide, tall=TALL, signed=SIGN)),
        (Cell("本人意见", label=True), Cell("", across=wide, tall=TALL, signed=("（签名）", "年　　月　　日"))),
    )  # fmt: skip
    return Document(
        title="劳动关系协调员年度考核表",
        number=issue.number,
        blocks=(Sheet(rows, widths=(2.2, *(1.5,) * (wide - 1), 1.2)),),
        note="各月次数由走访记录和风险报告自动汇总。",
    )
