"""批量制作 — the papers of a group, one for each person, made in the background with their progress shown.

Four sorts: the page of each person, the instrument addressed to each, the sheets of proof of service, and the
material a court is handed. The case is folded once; each person costs one drawing.
"""

from __future__ import annotations

import logging
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext as _
from django_tasks import task

from tongzhou.lines.arbitration.models import PaperBatch
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.files import tidy
from tongzhou.procedure.models import Entry
from tongzhou.procedure.papers import Block, Document, Issue, NewPage, Paragraph, Undrawable
from tongzhou.procedure.papers.pdf import pdf_of
from tongzhou.procedure.papers.receipt import sheet as receipt_sheet
from tongzhou.procedure.papers.served import document_of, issue_of
from tongzhou.procedure.papers.word import docx_of
from tongzhou.procedure.service import services

from . import bundle, extracts

log = logging.getLogger("tongzhou.papers")
EVERY = 20  # people between two notes of how far it is
# What stands on the paper is Chinese, whatever the language of the screen.
TITLES = {
    PaperBatch.Sort.EXTRACTS: extracts.PAGE,
    PaperBatch.Sort.ADDRESSED: "逐人主送的文书",
    PaperBatch.Sort.RECEIPTS: "送达回证",
}
Progress = Callable[[int, int], None]
Piece = tuple[str, bytes]


@task()
def make(pk: int) -> None:
    """Make a batch that was ordered; whatever stops it is told on the page, not lost in a log."""
    run(PaperBatch.objects.select_related("case").get(pk=pk))


def run(batch: PaperBatch) -> None:
    """Make a batch now, noting its progress. A batch that is done is left as it is."""
    if batch.is_over:
        return

    def note(done: int, total: int) -> None:
        if done == total or done % EVERY == 0:
            PaperBatch.objects.filter(pk=batch.pk).update(done=done, total=total)

    try:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "batch"
            name = write(batch, path, note)
            with path.open("rb") as content:
                batch.file.save(f"{batch.token}{Path(name).suffix}", File(content), save=False)
        batch.name = name
    except Undrawable as trouble:
        batch.trouble = str(trouble)
    except Exception:
        log.exception("batch %s could not be made", batch.pk)
        batch.trouble = _(
            "制作时出错，已记入系统日志。请重新制作；仍不成功的，请与系统管理员联系。"
        )
    PaperBatch.objects.filter(pk=batch.pk).update(
        file=batch.file.name, name=batch.name, trouble=batch.trouble
    )


def write(batch: PaperBatch, path: Path, note: Progress) -> str:
    """Write the file of a batch; return what it is to be called. Raises Undrawable."""
    at = batch.asked_at
    if batch.sort == PaperBatch.Sort.BUNDLE:
        bundle.write(batch.case, path, at=at, calendar=calendar_now(), note=note)
        return tidy(f"{batch.case.number or batch.case.uid}移送执行材料.zip")
    assert batch.seq is not None
    issue = issue_of(
        Entry.objects.select_related("case").get(case=batch.case, seq=batch.seq), calendar_now()
    )
    label = TITLES[PaperBatch.Sort(batch.sort)]
    name = f"{issue.number or issue.case_number}{label}"
    if batch.form == PaperBatch.Form.ZIP:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for called, content in pieces(issue, batch.sort, note):
                archive.writestr(called, content)
        return tidy(f"{name}.zip")
    document = together(issue, batch.sort, note)
    moment = issue.record.recorded_at
    if batch.form == PaperBatch.Form.PDF:
        path.write_bytes(pdf_of(document, fonts=settings.FONTS, at=moment))
    else:
        path.write_bytes(docx_of(document, at=moment))
    many = total_of(issue, batch.sort)
    note(many, many)
    return tidy(f"{name}.{batch.form}")


def total_of(issue: Issue, sort: str) -> int:
    """Return how many papers a batch holds."""
    return (
        len(_receipts(issue)) if sort == PaperBatch.Sort.RECEIPTS else len(extracts.people(issue))
    )


def pieces(issue: Issue, sort: str, note: Progress) -> Iterator[Piece]:
    """Yield a Word file for each person: its name, numbered as the schedule is, and its content."""
    moment = issue.record.recorded_at
    people, amounts = extracts.people(issue), extracts.amounts_of(issue)
    whole = document_of(issue) if sort == PaperBatch.Sort.ADDRESSED else None
    for n, subject in enumerate(people, start=1):
        mine = amounts[subject.key]
        document = (
            extracts.addressed(issue, whole, subject, mine)
            if whole
            else extracts.page(issue, subject, mine)
        )
        yield f"{n:03d}-{tidy(subject.name or subject.ref)}.docx", docx_of(document, at=moment)
        note(n, len(people))


def together(issue: Issue, sort: str, note: Progress) -> Document:
    """Return all pages of a batch as one document behind a cover, each on a page of its own, for printing."""
    pages = _receipts(issue) if sort == PaperBatch.Sort.RECEIPTS else _pages(issue)
    blocks: list[Block] = [
        Paragraph(f"{issue.case_title}（{issue.case_number}）", lead="案件："),
        Paragraph(f"共{len(pages)}份，每份另起一页。", lead="份数："),
    ]
    for n, page in enumerate(pages, start=1):
        blocks += [NewPage(), *page]
        note(n, len(pages) + 1)  # laying out the pages is the last part of the work
    title = f"{issue.paper.label if issue.paper else ''}\n{TITLES[PaperBatch.Sort(sort)]}".strip()
    return Document(title=title, number=issue.number, blocks=tuple(blocks), paged=False)


def _pages(issue: Issue) -> list[list[Block]]:
    amounts = extracts.amounts_of(issue)
    return [extracts.sheet(issue, s, amounts[s.key]) for s in extracts.people(issue)]


def _receipts(issue: Issue) -> list[list[Block]]:
    """Return the sheet of proof of service of this paper for everybody on whom it must be served."""
    seq = issue.record.seq
    mine = [s for s in services(issue.view, issue.records, issue.numbers) if s.issued == seq]
    return [[Paragraph("送达回证", align="centre"), receipt_sheet(s, issue)] for s in mine]


def stale(moment: datetime, now: datetime) -> bool:
    """Say whether a batch ordered then should long have begun: the worker may not be running."""
    return (now - moment).total_seconds() > 120
