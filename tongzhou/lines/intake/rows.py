"""投影 — the one row of a report, from its view. Pure."""

from __future__ import annotations

from tongzhou.procedure.catalogue import Rows
from tongzhou.procedure.view import View

from . import rules


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def report_row(view: View) -> Rows:
    """Return the row of a report, for the inbox, for duplicates, for figures."""
    said = rules.report(view)
    since, until, _ongoing = rules.period(view)
    firms = [s.register[1] for s in rules.subjects(view, "employer")]
    codes = rules.violations(view)
    mended = rules.site(view)
    return {
        "": {
            "kind": said.kind,
            "channel": said.channel,
            "external": said.external,
            "employer": next((n for n in map(_number, firms) if n is not None), None),
            "project": _number(said.project),
            "site_key": said.site_key or site_key(mended),
            "violation": codes[0] if codes else "",
            "workers": max(said.workers, len(rules.workers(view))),
            "amount": rules.amount(view),
            "since": since,
            "until": until,
            "first_seen": view.first_seen,
            "answer_by": said.answer_by,
            "in_time": rules.time_bar(view).holds,
            "is_ours": rules.competence(view).holds,
            "handled": bool(rules.subjects(view, "handler", "carrying")),
            "result": view.state if view.is_final else "",
        }
    }


def site_key(words: str) -> str:
    """Return a site as it is compared: no blanks, no marks, no common endings, at most 200 characters.

    “和谐家园 二期（工地）” and “和谐家园二期项目部” are one site.
    """
    plain = "".join(c for c in words.casefold() if c.isalnum())
    for ending in ("建筑工地", "施工现场", "项目部", "工程项目", "工地", "项目", "工程"):
        if plain.endswith(ending) and len(plain) > len(ending) + 1:
            plain = plain.removesuffix(ending)
            break
    return plain[:200]
