"""文书的部分 — what several papers share: who, for which project, the schedule of amounts, how to complain."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tongzhou.lines.arrears import rules
from tongzhou.lines.arrears.projects import project_named
from tongzhou.lines.arrears.states import EMPLOYER
from tongzhou.procedure.papers import Annex, Issue, Paragraph, Table
from tongzhou.procedure.papers.words import grouped
from tongzhou.procedure.view import Subject

UNIT = "单位：元"
REMEDY = (
    "如不服本决定，可以自收到本决定书之日起六十日内申请行政复议，或者六个月内向人民法院提起行政诉讼；"
    "复议、诉讼期间不停止执行。"
)


def named(issue: Issue) -> list[Subject]:
    """Return the employers an act names; all of the case where it names none."""
    mine = [s for s in issue.subjects if s.kind is EMPLOYER]
    return mine or issue.view.of(EMPLOYER)


def addressed(issue: Issue) -> str:
    """Return to whom a paper goes."""
    return "、".join(s.name or s.ref for s in named(issue))


def place(issue: Issue) -> str:
    """Return for which project or place, in words: 示例小区二期项目; where neither is known, who owes."""
    said = rules.taken_up(issue.view)
    project = project_named(said.project)
    if project:
        return f"{project.name}项目"
    return said.site or "、".join(s.name or s.ref for s in issue.view.of(EMPLOYER)) or "用人单位"


def described(issue: Issue) -> tuple[Paragraph, ...]:
    """Return one paragraph for each employer the paper goes to."""
    found = []
    for subject in named(issue):
        known = issue.registered(subject)
        parts = [subject.name or subject.ref]
        if known.number:
            parts.append(f"统一社会信用代码{known.number}")
        if known.address:
            parts.append(f"住所{known.address}")
        if known.representative:
            parts.append(f"法定代表人（负责人）{known.representative}")
        found.append(Paragraph("，".join(parts) + "。", lead="当事人："))
    return tuple(found)


# How a complainant is called who has not agreed to be named: then no number stands there either.
KEPT_APART = re.compile(r"投诉人\d+")


def schedule(issue: Issue, amounts: Mapping[str, int], title: str) -> Annex:
    """Return each worker with an amount; identity numbers masked, for it goes to more than one."""
    rows = []
    for n, (key, amount) in enumerate(amounts.items(), start=1):
        subject = issue.view.subjects.get(key)
        if subject is None:
            continue
        months = sorted({r.month for r in rules.rows_of(subject) if r.owed > 0})
        span = "、".join(months) if len(months) <= 2 else f"{months[0]}至{months[-1]}"
        number = "" if KEPT_APART.fullmatch(subject.name) else issue.registered(subject).masked
        rows.append((str(n), subject.name, number, span, grouped(amount)))
    rows.append(("", "合计", "", "", grouped(sum(amounts.values()))))
    table = Table(
        ("序号", "姓名", "证件号码", "欠付月份", "金额"), tuple(rows), widths=(1, 2, 4, 3, 2.4),
        aligns=("centre", "left", "centre", "centre", "right"), unit=UNIT,
    )  # fmt: skip
    return Annex(title, (table,))
