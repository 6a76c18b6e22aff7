"""通用文书 — what any paper says when its line declares no template: title, parties, facts, law, signature."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from tongzhou.procedure.facts import Facts, FileRef, hints
from tongzhou.procedure.sealed import is_sealed

from . import words
from .document import Block, Document, Heading, Paragraph, SignatureBlock, Table, paragraphs
from .templates import Issue

SEALED = "（依法保密）"


def plain(issue: Issue) -> Document:
    """Return the document of any paper, from what its act stated."""
    label = issue.paper.label if issue.paper else issue.act.label
    blocks: list[Block] = []
    if case := "，".join(filter(None, (issue.case_title, issue.case_number))):
        blocks += [Paragraph(case, lead="事项：")]
    for subject in issue.subjects:
        if subject.name:
            blocks.append(Paragraph(subject.name, lead=f"{subject.kind.label}："))
    if facts := stated(issue.facts, names_in(issue)):
        blocks.append(Heading("办理内容"))
        blocks += facts
    if issue.record.reason:
        blocks += [Heading("理由"), *paragraphs(issue.record.reason)]
    if basis := grounds(issue):
        blocks += [Heading("依据"), *(Paragraph(line) for line in basis)]
    return Document(
        title=label,
        body=issue.body,
        number=issue.number,
        blocks=tuple(blocks),
        signature=SignatureBlock((issue.body,) if issue.body else (), issue.on),
    )


def grounds(issue: Issue) -> list[str]:
    """Return the articles an act rests on: its own, and those of the limits it starts or stops."""
    cited = [str(issue.act.cites)] if issue.act.cites else []
    touched = issue.procedure.touches.get(issue.act.code, ())
    cited += [str(limit.cites) for what, limit, _ in touched if what in ("start", "stop", "extend")]
    return [f"{article}。" for article in dict.fromkeys(cited)]


@dataclass(frozen=True)
class Names:
    """How codes and keys are called: regions by their code, subjects by their key."""

    region: Callable[[str], str] = str
    subject: Callable[[str], str] = str


def names_in(issue: Issue) -> Names:
    """Return the names a document of this case uses."""
    subjects = issue.view.subjects
    return Names(
        issue.region_name, lambda key: (subjects[key].name or key) if key in subjects else key
    )


def stated(facts: Facts, names: Names = Names()) -> list[Block]:
    """Return the facts in words: one paragraph for each field that is asked, a table for a list."""
    out: list[Block] = []
    for field, meta in hints(type(facts)).items():
        value = getattr(facts, field)
        if value in (None, "", (), [], {}):
            continue
        label = meta.title or field
        extra: dict[str, Any] = meta.extra or {}
        if rows := _structs(value):
            out += [Paragraph(f"{label}："), _table(rows, names)]
        elif isinstance(value, Mapping) and extra.get("unit") == "元":
            out += _amounts(label, value, names)
        else:
            first, *rest = in_words(value, extra, names).split("\n")
            out += [Paragraph(first, lead=f"{label}："), *paragraphs("\n".join(rest))]
    return out


def in_words(value: Any, extra: Mapping[str, Any] = {}, names: Names = Names()) -> str:
    """Return one stated value as a document writes it. `extra` is what `ask` said of the field."""
    unit = extra.get("unit", "")
    if is_sealed(value):
        return SEALED
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, int) and unit == "元":
        return words.yuan_twice(value)
    if isinstance(value, FileRef):
        return value.name
    if isinstance(value, (tuple, list)):
        return "、".join(in_words(v, extra, names) for v in value)
    if isinstance(value, Mapping):
        return "；".join(
            f"{names.subject(k)}：{in_words(v, extra, names)}" for k, v in value.items()
        )
    if extra.get("choices") == "regions" and isinstance(value, str):
        return names.region(value)
    return "" if value is None else f"{value}{unit}"


def _amounts(label: str, sums: Mapping[str, int], names: Names) -> list[Block]:
    """Return what each of several people gets or claims, with the sum in capitals."""
    rows = tuple((names.subject(key), words.grouped(fen)) for key, fen in sums.items())
    total = sum(sums.values())
    return [
        Paragraph(f"合计{words.yuan_twice(total)}，明细如下：", lead=f"{label}："),
        Table(("姓名", "金额"), rows, aligns=("left", "right"), unit="单位：元"),
    ]


def _structs(value: Any) -> list[msgspec.Struct]:
    many = value if isinstance(value, (tuple, list)) else ()
    return [v for v in many if isinstance(v, msgspec.Struct) and not isinstance(v, FileRef)]


def _table(rows: list[msgspec.Struct], names: Names) -> Table:
    asked = hints(type(rows[0]))
    head = tuple(meta.title or field for field, meta in asked.items())
    body = tuple(
        tuple(in_words(getattr(row, f), meta.extra or {}, names) for f, meta in asked.items())
        for row in rows
    )
    return Table(head, body)
