"""移交材料包 — what a court or another commission is handed: every paper, the list, the digests, the whole dossier.

A reader needs nothing of ours: the list of digests is in the form that `sm3sum -c` and `openssl dgst -sm3` know.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from tongzhou.law import Calendar
from tongzhou.procedure import files
from tongzhou.procedure.dossier.export import export
from tongzhou.procedure.journal import sm3
from tongzhou.procedure.models import Case, Entry
from tongzhou.procedure.papers import Document, Issue, Paragraph, SignatureBlock, day
from tongzhou.procedure.papers.pdf import pdf_available
from tongzhou.procedure.papers.served import issue_of, paper_file
from tongzhou.procedure.papers.word import docx_of

from .certificates import papers_table
from .frame import commission, the_case

Progress = Callable[[int, int], None]
LIST, SUMS, DOSSIER = "00-移送材料清单.docx", "摘要-SM3.txt", "案卷.zip"
HOW = "# SM3摘要，一行一个文件。核对：openssl dgst -sm3 文件名\n"


def write(case: Case, path: Path, *, at: datetime, calendar: Calendar, note: Progress) -> None:
    """Write the material of a case as one ZIP. Papers not yet drawn are drawn and kept, as on any first request."""
    entries = list(Entry.objects.filter(case=case).exclude(issued={}).order_by("seq"))
    forms = ("docx", "pdf") if pdf_available(settings.FONTS)[0] else ("docx",)
    total, sums = len(entries) + 2, {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:

        def add(name: str, content: bytes) -> None:
            archive.writestr(name, content)
            sums[name] = sm3(content)

        for n, entry in enumerate(entries, start=1):
            for form in forms:
                kept = paper_file(entry, form, at=at, calendar=calendar).file
                add(files.tidy(f"{entry.seq:02d}-{kept.name}"), b"".join(files.read(kept)))
            note(n, total)
        last = Entry.objects.filter(case=case).select_related("case").latest("seq")
        issue = issue_of(last, calendar)
        add(LIST, docx_of(listing(issue), at=at))
        note(total - 1, total)
        add(DOSSIER, _dossier(case, at))
        archive.writestr(SUMS, HOW + "".join(f"{d}  {name}\n" for name, d in sums.items()))
    note(total, total)


def listing(issue: Issue) -> Document:
    """移送材料清单: every paper with the digests of its entry and of its pages, and the head of the journal."""
    body = commission(issue)
    return Document(
        body=body,
        title="移送材料清单",
        number=issue.case_number,
        blocks=(
            Paragraph(f"{the_case(issue)}，移送下列文书。摘要按国密SM3算法计算。"),
            papers_table(issue),
            Paragraph(
                f"{issue.digests.get(issue.record.seq, '')}。",
                lead=f"办理记录末条（{day(issue.on)}）SM3值：",
            ),
            Paragraph(
                f"电子文件各自的摘要见《{SUMS}》；《{DOSSIER}》为全案办理记录，可以离线核验。"
            ),
        ),
        signature=SignatureBlock((body,), issue.on, characters=True),
    )


def _dossier(case: Case, at: datetime) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / DOSSIER
        export(case, path, at=at)
        return path.read_bytes()
