"""作出裁决 — the awards a draft amounts to, side by side, with their documents; one press makes them all."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.lines.arbitration.acts import deciding as acts
from tongzhou.lines.arbitration.trial import awarding, drafts, grid
from tongzhou.lines.arbitration.trial.awarding import Making
from tongzhou.lines.arbitration.trial.pages import Trial, opened
from tongzhou.procedure import files
from tongzhou.procedure.catalogue import versions_of
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.procedure.facts import stored
from tongzhou.procedure.fold import advanced
from tongzhou.procedure.judge import hindrance
from tongzhou.procedure.models import Entry
from tongzhou.procedure.papers import Undrawable
from tongzhou.procedure.papers.pdf import pdf_of
from tongzhou.procedure.papers.served import FORMS, document_of, forms_offered, issue_of
from tongzhou.procedure.papers.word import docx_of
from tongzhou.procedure.view import Record

from .award import NAME, decides


class Undone(Exception):
    """One of several awards was refused: none of them is made."""


def drafted(trial: Trial) -> tuple[grid.Draft, list[Making]]:
    """Return the draft and the awards it amounts to; what is missing is said in `trial.refusal`."""
    draft, _row = drafts.recall(trial.case, NAME)
    draft = grid.kept(draft, grid.open_items(trial.view))
    try:
        made = awarding.makings(trial.view, draft, on=trial.visitor.on)
        for making in made:
            making.facts.check()
        return draft, made
    except ValueError as missing:
        trial.refusal = trial.refusal or str(missing)
        return draft, []


@counter
def issue(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the awards as they would be made; make them, all or none."""
    trial = opened(request, uid)
    if not decides(trial):
        raise Http404(_("裁决由本案仲裁庭作出"))
    draft, made = drafted(trial)
    why = next(filter(None, (hindrance(trial.view, m.act, on=trial.visitor.on) for m in made)), "")
    trial.refusal = trial.refusal or why
    if request.method == "POST" and made and not trial.refusal and _makes(trial, made):
        drafts.keep(trial.case, NAME, None, by=trial.visitor.person, at=trial.visitor.at)
        words = "、".join(m.act.label for m in made)
        messages.success(request, _("已作出：%(acts)s") % {"acts": words})
        return redirect("arbitration-trial:effects", uid)
    return trial.shows(
        "arbitration/trial_issue.html",
        "award",
        made=made,
        draft=draft,
        left=awarding.left_open(trial.view, draft),
        minimum=awarding.wage(trial.view, draft, on=trial.visitor.on),
        test=acts.award_final.cites,
        forms=forms_offered(),
    )


def _makes(trial: Trial, made: list[Making]) -> bool:
    """Make every award, or none."""
    try:
        with transaction.atomic():
            for number, making in enumerate(made):
                part = f"-{number}" if number else ""
                if not trial.does(making.act, making.facts, making.about, part=part):
                    raise Undone
    except Undone:
        trial.view = trial.visitor.door.view(trial.case)
        return False
    return True


@counter
def preview(request: VisitorRequest, uid: str, act: str, form: str) -> HttpResponse:
    """Give an award as it would be drawn, without a number. Nothing is kept."""
    trial = opened(request, uid)
    if form not in FORMS or not decides(trial):
        raise Http404(_("没有这件文稿"))
    _draft, made = drafted(trial)
    making = next((m for m in made if m.act.code == act), None)
    if making is None:
        raise Http404(_("没有这件文稿"))
    try:
        content = _drawn(trial, making, form)
    except Undrawable as trouble:
        context = {"case": trial.case, "trouble": str(trouble), "back": "../issue/"}
        return page(request, "desk/trouble.html", context, status=409)
    assert making.act.issues
    name = files.tidy(f"{making.act.issues.label}（草稿）.{form}")
    response = HttpResponse(content, content_type=files.TYPES[form].mime)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "private, no-store"
    return response


def _drawn(trial: Trial, making: Making, form: str) -> bytes:
    """Draw the paper of an act that has not been done: as if its entry were the next of the journal."""
    visitor, calendar = trial.visitor, trial.visitor.door.calendar
    last = Entry.objects.filter(case=trial.case).order_by("-seq")[0]
    before = issue_of(last, calendar)
    actor = visitor.acting(making.act, trial.view)[0]
    record = Record(
        seq=last.seq + 1,
        act=making.act.code,
        version=before.procedure.version,
        actors=(actor.ref,),
        office=actor.office,
        region=actor.region,
        happened_on=visitor.on,
        recorded_at=visitor.at,
        about=making.about,
        facts=stored(making.facts),
    )
    view = advanced(before.view, versions_of(trial.case.procedure), record, calendar)
    issue = replace(
        before,
        view=view,
        record=record,
        act=making.act,
        facts=making.facts,
        paper=making.act.issues,
        number="（草稿）",
        body=actor.body,
        names=(actor.name,),
        records=(*before.records, record),
    )
    document = document_of(issue)
    if form == "pdf":
        return pdf_of(document, fonts=settings.FONTS, at=visitor.at)
    return docx_of(document, at=visitor.at)
