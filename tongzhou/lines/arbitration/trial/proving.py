"""证据表单 — what is posted as a list of exhibits, and as opinions on those of the other side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from tongzhou.lines.arbitration.facts.trying import Evidence, Examination, Exhibit, Opinion
from tongzhou.procedure import files
from tongzhou.procedure.refusal import Refused

from .exhibits import Shown

ROWS = 6
LONGEST = 300


@dataclass(frozen=True)
class Row:
    """One line of the list as it was typed."""

    n: int
    name: str = ""
    source: str = ""
    proves: str = ""
    pages: str = ""


def blank() -> list[Row]:
    """Return an empty list."""
    return [Row(n) for n in range(1, ROWS + 1)]


def posted(data: Mapping[str, str]) -> list[Row]:
    """Return the list as it was typed."""
    names = ("name", "source", "proves", "pages")
    return [
        Row(n, **{x: str(data.get(f"{n}-{x}", "")).strip()[:LONGEST] for x in names})
        for n in range(1, ROWS + 1)
    ]


def evidence(
    rows: list[Row], uploads: MultiValueDict[str, Any], at: datetime
) -> tuple[Evidence | None, dict[str, str]]:
    """Return the exhibits stated, or None and what is wrong: id of the field → words."""
    found: list[Exhibit] = []
    errors: dict[str, str] = {}
    for row in rows:
        given = uploads.getlist(f"{row.n}-files")
        if not (row.name or row.source or row.proves or given):
            continue
        if not row.name:
            errors[f"{row.n}-name"] = _("请填写第 %(n)d 项证据的名称") % {"n": row.n}
        if row.pages and not row.pages.isdigit():
            errors[f"{row.n}-pages"] = _("第 %(n)d 项证据的页数请填整数") % {"n": row.n}
        kept = []
        for upload in given:
            try:
                kept.append(files.keep(upload, at))
            except Refused as refusal:
                errors[f"{row.n}-files"] = str(refusal)
        pages = int(row.pages) if row.pages.isdigit() else None
        found.append(
            Exhibit(
                name=row.name, source=row.source, proves=row.proves, pages=pages, files=tuple(kept)
            )
        )
    if not found and not errors:
        errors["1-name"] = _("请至少填写一项证据")
    return (None, errors) if errors else (Evidence(exhibits=tuple(found)), errors)


@dataclass(frozen=True)
class Asked:
    """One exhibit of the other side, with the opinion given so far."""

    shown: Shown
    opinion: Opinion | None

    @property
    def field(self) -> str:
        """The name of its fields: a dot would not do in the id of a control."""
        return self.shown.id.replace(".", "-")


def to_examine(
    shown: list[Shown], given: dict[str, dict[str, Opinion]], key: str, kind: str
) -> list[Asked]:
    """Return the exhibits of the other sides, those not examined yet first."""
    found = [Asked(s, given.get(s.id, {}).get(key)) for s in shown if s.kind != kind]
    return sorted(found, key=lambda a: a.opinion is not None)


def examination(asked: list[Asked], data: Mapping[str, str]) -> tuple[Examination, dict[str, str]]:
    """Return the opinions stated, and what is wrong: who disputes says why.

    An exhibit left unanswered is not examined.
    """
    found: dict[str, Opinion] = {}
    errors: dict[str, str] = {}
    for one in asked:
        answer = data.get(f"{one.field}-answer", "")
        if answer not in ("accept", "dispute"):
            continue
        disputes = {
            x for x in ("authentic", "lawful", "relevant") if f"{one.field}-not-{x}" in data
        }
        words = data.get(f"{one.field}-words", "").strip()[:1000]
        if answer == "dispute" and not (disputes and words):
            errors[f"{one.field}-words"] = _(
                "不认可“%(name)s”的，请勾选是真实性、合法性还是关联性，并写明理由"
            ) % {"name": one.shown.exhibit.name}
            continue
        if answer == "accept":
            disputes = set()
        found[one.shown.id] = Opinion(
            authentic="authentic" not in disputes,
            lawful="lawful" not in disputes,
            relevant="relevant" not in disputes,
            words=words,
        )
    return Examination(opinions=found), errors
