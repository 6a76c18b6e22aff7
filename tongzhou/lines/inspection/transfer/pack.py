"""移送包 — a ZIP with the papers and the evidence of the case behind a transfer, and a list with the digest of each."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable
from datetime import datetime

from tongzhou.law import Calendar
from tongzhou.procedure.catalogue import newest
from tongzhou.procedure.declare import Procedure
from tongzhou.procedure.facts import FileRef
from tongzhou.procedure.files import tidy
from tongzhou.procedure.models import Case, CaseLink, Entry, StoredFile
from tongzhou.procedure.papers.served import paper_file

LIST = "清单.csv"
BOM = "﻿"


def sources(transfer: Case) -> list[Case]:
    """Return the transfer and the cases it came from, the transfer first. One query for each step."""
    found, ask = [transfer], {transfer.pk}
    while ask:
        links = CaseLink.objects.filter(target__in=ask, kind="handover").select_related("source")
        new = [x.source for x in links if x.source not in found]
        found += new
        ask = {c.pk for c in new}
    return found


def files_of(facts: object) -> Iterable[FileRef]:
    """Yield every file named anywhere in the stored facts of an entry."""
    if isinstance(facts, dict):
        if isinstance(facts.get("digest"), str) and isinstance(facts.get("name"), str):
            yield FileRef(facts["digest"], facts["name"], int(facts.get("size") or 0))
        for value in facts.values():
            yield from files_of(value)
    elif isinstance(facts, list):
        for value in facts:
            yield from files_of(value)


def packed(transfer: Case, *, at: datetime, calendar: Calendar) -> bytes:
    """Return the pack. The list names every file with its size and SHA-256, so that the receiver can check."""
    out = io.BytesIO()
    rows = ["序号,案件,文件,字节,SHA-256"]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for case in sources(transfer):
            procedure = newest(case.procedure)
            for name, content in _contents(case, procedure, at=at, calendar=calendar):
                path = f"{tidy(procedure.title)}{case.number and '_' + tidy(case.number)}/{name}"
                pack.writestr(zipfile.ZipInfo(path, date_time=at.timetuple()[:6]), content)
                digest = hashlib.sha256(content).hexdigest()
                rows.append(f'{len(rows)},{case.number},"{path}",{len(content)},{digest}')
        pack.writestr(LIST, BOM + "\r\n".join(rows) + "\r\n")
    return out.getvalue()


def _contents(
    case: Case, procedure: Procedure, *, at: datetime, calendar: Calendar
) -> Iterable[tuple[str, bytes]]:
    seen: set[str] = set()
    for entry in Entry.objects.filter(case=case).order_by("seq"):
        act = procedure.by_code.get(entry.act)
        if act is None or act.is_engine:
            continue
        if entry.issued and act.issues:
            drawn = paper_file(entry, "docx", at=at, calendar=calendar)
            name = tidy(f"{entry.seq:03d}_{act.issues.label}{entry.issued.get('number', '')}.docx")
            yield name, _read(drawn.file)
        for ref in files_of(entry.facts):
            if ref.digest in seen:
                continue
            seen.add(ref.digest)
            stored = StoredFile.objects.filter(digest=ref.digest).first()
            if stored:
                yield tidy(f"{entry.seq:03d}_{act.label}_{ref.name}"), _read(stored)


def _read(stored: StoredFile) -> bytes:
    with stored.file.open("rb") as file:
        content: bytes = file.read()
    return content
