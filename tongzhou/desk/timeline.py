"""办理记录 — the journal of a case as a person reads it: newest first, both dates, who, why, which paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tongzhou.procedure import catalogue
from tongzhou.procedure.declare import TIME, Act, Procedure
from tongzhou.procedure.fold import effective
from tongzhou.procedure.models import Entry
from tongzhou.procedure.project import record_of
from tongzhou.procedure.view import View

from . import stated
from .casepage import in_short
from .staff import office_label


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the journal."""

    seq: int
    act: str
    what: str
    happened_on: date
    recorded_at: datetime
    who: str
    about: str
    stated: list[stated.Stated]
    reason: str
    issued: dict[str, Any]
    paper: str
    gone: str  # why it no longer counts; "" if it does
    corrected: bool
    is_engine: bool
    tone: str
    icon: str

    @property
    def told_later(self) -> bool:
        """Whether it was entered on another day than it happened."""
        return localdate(self.recorded_at) != self.happened_on

    @property
    def can_be_put_right(self) -> bool:
        return not self.gone


def of_entries(entries: Iterable[Entry], view: View) -> list[Item]:
    """Return the journal as it now reads, newest first; annulled entries stay, marked."""
    entries = list(entries)
    records = [record_of(e) for e in entries]
    standing, gone = effective(records)
    now_reads = {r.seq: r for r in standing}
    versions = catalogue.versions_of(view.procedure.code)
    items = []
    for entry, record in zip(entries, records, strict=True):
        procedure = versions.get(entry.version, view.procedure)
        reads = now_reads.get(entry.seq, record)
        items.append(
            _item(entry, reads, record is not reads, gone.get(entry.seq, ""), procedure, view)
        )
    return items[::-1]


def runs(items: list[Item]) -> list[list[Item]]:
    """Return the journal with like entries together: the same act, by the same person, on one day.

    Fifteen chapters handed in one afternoon are one line to whoever reads the journal.
    """
    found: list[list[Item]] = []
    for item in items:
        if found and _alike(found[-1][0], item):
            found[-1].append(item)
        else:
            found.append([item])
    return found


def _alike(one: Item, other: Item) -> bool:
    plain = not (one.gone or other.gone or one.corrected or other.corrected or one.paper)
    same = (one.act, one.who, one.happened_on) == (other.act, other.who, other.happened_on)
    return plain and same and not one.about and not other.about and not one.is_engine


def _item(
    entry: Entry, reads: Any, corrected: bool, gone: str, procedure: Procedure, view: View
) -> Item:
    act: Act[Any] | None = procedure.by_code.get(entry.act)
    tone, icon = _look(entry, act, gone)
    return Item(
        seq=entry.seq,
        act=entry.act,
        what=act.label if act else entry.act,
        happened_on=reads.happened_on,
        recorded_at=entry.recorded_at,
        who=_who(entry),
        about=_about(entry, view),
        stated=_stated(entry, act, reads, view),
        reason=entry.reason,
        issued=entry.issued,
        paper=act.issues.label if act and act.issues else "",
        gone=gone,
        corrected=corrected,
        is_engine=bool(act and act.is_engine),
        tone=tone,
        icon=icon,
    )


def _stated(entry: Entry, act: Act[Any] | None, reads: Any, view: View) -> list[stated.Stated]:
    if act is None:
        return []
    if not act.is_engine:
        return stated.lines(act.asks, reads.facts, view)
    found = []
    if "entry" in entry.facts:
        target = _("第 %(seq)s 号记录") % {"seq": entry.facts["entry"]}
        found.append(stated.Stated("entry", _("针对"), target))
    return found


def _look(entry: Entry, act: Act[Any] | None, gone: str) -> tuple[str, str]:
    if gone:
        return "gone", "eraser"
    if entry.office == TIME.code:
        return "warn", "hourglass"
    if act is None:
        return "", "dot"
    if act.is_engine:
        return "warn", {"engine.unseal": "eye", "engine.adopt": "route"}.get(act.code, "undo-2")
    if act.issues:
        return "ok", "stamp"
    if act.writes:
        return "info", "file-pen-line"
    return "info", "check"


def _who(entry: Entry) -> str:
    names = "、".join(entry.names)
    if entry.office == TIME.code:
        return _("期限届满，系统依法记录")
    return " · ".join(filter(None, dict.fromkeys((names, office_label(entry.office), entry.body))))


def _about(entry: Entry, view: View) -> str:
    known = [view.subjects[key] for key in entry.about if key in view.subjects]
    others = [key for key in entry.about if key not in view.subjects]
    return "、".join(filter(None, [in_short(known, most=6, first=5), *others]))
