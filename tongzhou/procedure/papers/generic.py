"""通用文书 — what any paper says when its line declares no template: title, parties, facts, law, signature."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
    if facts := stated(issue.facts, region_name=issue.region_name):
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


def stated(facts: Facts, *, region_name: Callable[[str], str] = str) -> list[Block]:
    """Return the facts in words: one paragraph for each field that is asked, a table for a list."""
    out: list[Block] = []
    for name, meta in hints(type(facts)).items():
        value = getattr(facts, name)
        if value in (None, "", (), [], {}):
            continue
        label = meta.title or name
        extra: dict[str, Any] = meta.extra or {}
        if rows := _structs(value):
            out += [Paragraph(f"{label}："), _table(rows, region_name)]
        else:
            text = in_words(value, extra, region_name=region_name)
            first, *rest = text.split("\n")
            out += [Paragraph(first, lead=f"{label}："), *paragraphs("\n".join(rest))]
    return out


def in_words(
    value: Any, extra: Mapping[str, Any] = {}, *, region_name: Callable[[str], str] = str
) -> str:
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
        return "、".join(in_words(v, extra, region_name=region_name) for v in value)
    if isinstance(value, Mapping):
        return "；".join(f"{k}：{in_words(v, extra)}" for k, v in value.items())
    if extra.get("choices") == "regions" and isinstance(value, str):
        return region_name(value)
    return f"{value}{unit}"


def _structs(value: Any) -> list[msgspec.Struct]:
    many = value if isinstance(value, (tuple, list)) else ()
    return [v for v in many if isinstance(v, msgspec.Struct) and not isinstance(v, FileRef)]


def _table(rows: list[msgspec.Struct], region_name: Callable[[str], str]) -> Table:
    kind = type(rows[0])
    asked = hints(kind)
    head = tuple(meta.title or name for name, meta in asked.items())
    body = tuple(
        tuple(
            in_words(v, meta.extra or {}, region_name=region_name)
            if (v := getattr(row, name)) not in (None, "", ())
            else ""
            for name, meta in asked.items()
        )
        for row in rows
    )
    return Table(head, body)
