"""文书的制作与留存 — a paper is drawn once, on the first request, and served as it was drawn ever after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import localdate

from tongzhou.law import Calendar
from tongzhou.procedure import files
from tongzhou.procedure.catalogue import versions_of
from tongzhou.procedure.declare import Office, Paper
from tongzhou.procedure.facts import loaded
from tongzhou.procedure.fold import fold
from tongzhou.procedure.models import Case, Entry, PaperFile, Passage
from tongzhou.procedure.project import record_of, title_of
from tongzhou.procedure.view import Record
from tongzhou.registry.models import Body, Region

from .document import Document
from .own import filled, own_template, version_of
from .pdf import pdf_available, pdf_of
from .registered import Registers
from .templates import Draft, Issue, template_for
from .trouble import Undrawable
from .word import docx_of

FORMS = {"docx": "Word", "pdf": "PDF"}


@dataclass(frozen=True)
class Issued:
    """A paper the case has issued, as a page lists it."""

    seq: int
    paper: Paper
    number: str
    act: str
    at: datetime
    drawn: tuple[str, ...]  # forms that were drawn already


def forms_offered() -> dict[str, str]:
    """Return for each form, docx and pdf, why it cannot be had here; empty where it can."""
    return {"docx": "", "pdf": pdf_available(settings.FONTS)[1]}


def issued_in(case: Case) -> list[Issued]:
    """Return the papers of a case, newest first. Two queries."""
    drawn: dict[int, list[str]] = {}
    for seq, form in PaperFile.objects.filter(entry__case=case).values_list("entry__seq", "form"):
        drawn.setdefault(seq, []).append(form)
    out = []
    for entry in Entry.objects.filter(case=case).exclude(issued={}).order_by("-seq"):
        act = versions_of(case.procedure)[entry.version].by_code[entry.act]
        if act.issues:
            number = entry.issued.get("number", "")
            forms = tuple(sorted(drawn.get(entry.seq, ())))
            out.append(Issued(entry.seq, act.issues, number, act.label, entry.recorded_at, forms))
    return out


def paper_file(entry: Entry, form: str, *, at: datetime, calendar: Calendar) -> PaperFile:
    """Return the paper an entry issued, drawn on the first request and never again.

    `form` is docx or pdf. Raises Undrawable where it cannot be drawn, or the entry issued no paper.
    """
    kept = PaperFile.objects.filter(entry=entry, form=form).select_related("file").first()
    if kept:
        return kept
    if form not in FORMS:
        raise Undrawable(f"没有“{form}”这种格式，可选Word或PDF。")
    issue = issue_of(entry, calendar)
    if issue.paper is None:
        raise Undrawable("这条办理记录没有签发文书。")
    content, template = _drawn(issue, form)
    name = files.tidy(f"{issue.paper.label}{issue.number}.{form}")
    stored = files.keep_bytes(content, name, at)
    try:
        with transaction.atomic():
            return PaperFile.objects.create(
                entry=entry, form=form, template=template, file=stored, drawn_at=at
            )
    except IntegrityError:  # two asked at once: both get what was drawn first
        return PaperFile.objects.select_related("file").get(entry=entry, form=form)


def document_of(issue: Issue) -> Document:
    """Return what a paper says, by the template in force when its entry was recorded."""
    assert issue.paper
    return template_for(issue.paper, recorded=localdate(issue.record.recorded_at)).draw(issue)


def draft(case: Case, template: Draft, form: str, *, calendar: Calendar) -> bytes:
    """Draw a document of the case as it stands now. Raises Undrawable."""
    entry = Entry.objects.filter(case=case).order_by("-seq")[0]
    document = template.draw(issue_of(entry, calendar))
    if form == "pdf":
        return pdf_of(document, fonts=settings.FONTS, at=entry.recorded_at)
    return docx_of(document, at=entry.recorded_at)


def issue_of(entry: Entry, calendar: Calendar) -> Issue:
    """Return what a document is drawn from: the case as it stood when this entry was made."""
    case = entry.case
    entries = list(Entry.objects.filter(case=case, seq__lte=entry.seq).order_by("seq"))
    records = [record_of(e) for e in entries]
    versions = versions_of(case.procedure)
    view = fold(versions, records, calendar)
    procedure = versions[entry.version]
    act = procedure.by_code[entry.act]
    digests = {d for parts in view.texts.values() for d in parts.values()}
    return Issue(
        procedure=procedure,
        view=view,
        record=records[-1],
        act=act,
        facts=loaded(entry.facts, act.asks),
        paper=act.issues if entry.issued else None,
        number=entry.issued.get("number", ""),
        case_number=case.number,
        case_title=title_of(view),
        uid=case.uid,
        body=_body_name(records[-1], entry.body),
        names=tuple(entry.names),
        records=tuple(records),
        numbers={e.seq: e.issued.get("number", "") for e in entries if e.issued},
        passages=dict(Passage.objects.filter(pk__in=digests).values_list("digest", "content")),
        region_name=_region_name,
        body_of=_Holders(view.region, records[-1].happened_on),
        registered=Registers(view),
        digests={e.seq: e.digest for e in entries},
        drawn=_drawn_of(case, entry.seq),
    )


def _drawn_of(case: Case, seq: int) -> dict[int, dict[str, str]]:
    """Return the digests of the pages drawn so far, by entry and form, of entries up to one."""
    found: dict[int, dict[str, str]] = {}
    rows = PaperFile.objects.filter(entry__case=case, entry__seq__lte=seq)
    for at, form, digest in rows.values_list("entry__seq", "form", "file_id").order_by("form"):
        found.setdefault(at, {})[form] = digest
    return found


@dataclass(frozen=True)
class _Holders:
    """Which body held an office for the region of a case on the day of the act."""

    region: str
    on: date

    def __call__(self, office: Office) -> str:
        if not office.body:
            return office.label
        at = self.region[: office.level] if office.level else self.region
        known = Body.objects.on(self.on).filter(kind=office.body, region_id=at).order_by("pk")
        return next((body.name for body in known), office.label)


def _body_name(record: Record, called: str) -> str:
    """Return the full name of the body that acted, from the short one the journal holds."""
    known = Body.objects.on(record.happened_on).filter(
        Q(short_name=called) | Q(name=called), region_id=record.region
    )
    return next((body.name for body in known.order_by("pk")), called) if called else ""


def _region_name(code: str) -> str:
    return next(iter(Region.objects.filter(pk=code).values_list("name", flat=True)), code)


def _drawn(issue: Issue, form: str) -> tuple[bytes, str]:
    assert issue.paper
    moment = issue.record.recorded_at
    template = template_for(issue.paper, recorded=localdate(moment))
    document = template.draw(issue)
    if form == "pdf":
        return pdf_of(document, fonts=settings.FONTS, at=moment), template.version
    own = own_template(issue, settings.PAPERS)
    if own:
        return filled(own, issue, document, at=moment), version_of(own)
    return docx_of(document, at=moment), template.version
