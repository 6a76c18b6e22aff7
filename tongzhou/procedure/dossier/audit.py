"""核查全库 — walk the chains of all cases in the database and name the first broken entry of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from cryptography.hazmat.primitives import hashes

from tongzhou.procedure import files, journal, roots
from tongzhou.procedure.catalogue import codes, versions_of
from tongzhou.procedure.models import Case, DailyRoot, Entry, Passage, StoredFile

from .checks import CHANGED, MISSING, UNLINKED, Fault, place

CHUNK = 2000


@dataclass
class Audit:
    """What was walked, and what is broken: (uid of the case, or "", fault)."""

    cases: int = 0
    entries: int = 0
    contents: int = 0
    days: int = 0
    broken: list[tuple[str, Fault]] = field(default_factory=list)


def audit(*, contents: bool = False, days: bool = False) -> Audit:
    """Check every chain; with `contents` every text and file, with `days` every daily root too.

    Streams: memory does not grow with the number of cases.
    """
    found = Audit()
    for uid, fault in _chains(found):
        found.broken.append((uid, fault))
    if contents:
        found.broken += [("", fault) for fault in _contents(found)]
    if days:
        found.broken += [("", fault) for fault in _days(found)]
    return found


def _chains(found: Audit) -> Iterator[tuple[str, Fault]]:
    heads = Case.objects.order_by("pk").values_list("pk", "uid", "procedure", "head")
    entries = groupby(
        Entry.objects.order_by("case_id", "seq").iterator(chunk_size=CHUNK), lambda e: e.case_id
    )
    of, chain = next(entries, (None, iter(())))
    for pk, uid, procedure, head in heads.iterator(chunk_size=CHUNK):
        mine: list[Entry] = []
        if of == pk:
            mine = list(chain)
            of, chain = next(entries, (None, iter(())))
        found.cases += 1
        found.entries += len(mine)
        if fault := first_fault(mine, uid=uid, procedure=procedure, head=head):
            yield uid, fault


def first_fault(entries: list[Entry], *, uid: str, procedure: str, head: str) -> Fault | None:
    """Return the first thing wrong with one chain, or None."""
    before = journal.NOTHING_BEFORE
    for expected, e in enumerate(entries):
        where = place(e.seq, _label(procedure, e))
        if e.seq != expected:
            return Fault("entry", place(expected, ""), MISSING, expected)
        if e.digest != journal.digest_of(e, before=e.before, case=uid):
            return Fault("entry", where, CHANGED, e.seq)
        if e.before != before:
            return Fault("entry", where, UNLINKED, e.seq)
        before = e.digest
    if head != before:
        last = len(entries)
        return Fault("entry", place(last, ""), f"{MISSING}，或案件的日志头被改动", last)
    return None


def _label(procedure: str, e: Entry) -> str:
    version = versions_of(procedure).get(e.version) if procedure in codes() else None
    act = version.by_code.get(e.act) if version else None
    return act.label if act else e.act


def _contents(found: Audit) -> Iterator[Fault]:
    for passage in Passage.objects.iterator(chunk_size=CHUNK):
        found.contents += 1
        if journal.sm3(passage.content.encode()) != passage.digest:
            yield Fault("passage", passage.digest[:16], CHANGED)
    for stored in StoredFile.objects.iterator(chunk_size=CHUNK):
        found.contents += 1
        digest = hashes.Hash(hashes.SM3())
        try:
            for chunk in files.read(stored):
                digest.update(chunk)
        except FileNotFoundError:
            yield Fault("file", stored.name, MISSING)
            continue
        if digest.finalize().hex() != stored.digest:
            yield Fault("file", stored.name, CHANGED)


def _days(found: Audit) -> Iterator[Fault]:
    for root in DailyRoot.objects.order_by("day"):
        found.days += 1
        nodes = list(root.blocks.order_by("place").values_list("node", flat=True))
        if journal.merkle_root(nodes) != root.root:
            yield Fault("root", f"{root.day}的根值", CHANGED)
            continue
        for place_, first, last in roots.stretches(root):
            try:
                roots.check_stretch(root, place_, first, last)
            except roots.Altered as altered:
                yield Fault("root", f"{root.day}的根值", str(altered))
