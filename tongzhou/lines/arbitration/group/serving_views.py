"""送达板 — every paper and everybody it is for; served together, one by one from a sheet, or by posting."""

from __future__ import annotations

from typing import Any

import msgspec
from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tongzhou.lines.arbitration.acts import trying
from tongzhou.lines.arbitration.procedure import CODE
from tongzhou.lines.arbitration.rules.serving import POSTING
from tongzhou.lines.arbitration.states import SIDES
from tongzhou.procedure import files, workbook
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.procedure.forms import FactsForm, FilesField, form_for
from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.service import services_of
from tongzhou.procedure.serving import ServiceOfPaper
from tongzhou.procedure.view import View
from tongzhou.ui.forms import Form, speak_plainly

from . import batches, serving
from .cells import sheet_of
from .forms import SHEETS
from .serving import OPEN, STANDINGS, Line, Plan, Wanted
from .stating import acting

SERVE = "serve"
SIZE = 50
MOST_LINES = 4000
SESSION = "arbitration.to_serve"


class NumbersForm(Form):
    """A sheet with the number of each letter and the days."""

    sheet = forms.FileField(
        label=gettext_lazy("送达登记表"),
        widget=forms.FileInput(attrs={"accept": SHEETS}),
        help_text=gettext_lazy(
            "下载本页的表，填邮件号、发出日期、收到日期后上传；没有填日期的行不处理"
        ),
    )
    proof = FilesField(label=gettext_lazy("回执、查询单"), required=False)


class Board:
    """The papers of a case and everybody they are for."""

    def __init__(self, request: VisitorRequest, uid: str) -> None:
        self.request, self.visitor = request, request.visitor
        self.case: Case = self.visitor.case(CODE, uid)
        self.view: View = self.visitor.door.view(self.case)
        self.lines = serving.lines_of(
            self.view, services_of(self.case, self.view), self.visitor.door.calendar
        )
        self.by_id: dict[str, Line] = {line.id: line for line in self.lines}

    def chosen(self) -> list[Line]:
        kept: dict[str, list[str]] = self.request.session.get(SESSION, {})
        return [self.by_id[x] for x in kept.get(self.case.uid, []) if x in self.by_id]

    @property
    def may(self) -> bool:
        """Say whether this person registers service here."""
        return bool(self.visitor.acting(trying.serve_paper, self.view))

    def papers(self) -> list[tuple[int, str, int, int]]:
        """Return each paper: number of its entry, name, for how many, how many of them unserved."""
        found: dict[int, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.service.issued, []).append(line)
        return [
            (seq, of[0].called, len(of), sum(x.service.standing != "served" for x in of))
            for seq, of in reversed(found.items())
        ]

    def counts(self) -> list[tuple[str, str, str, int]]:
        """Return each standing with words, tone and how many."""
        return [
            (code, STANDINGS[code], tone, n)
            for code, tone in serving.TONES.items()
            if (n := sum(x.service.standing == code for x in self.lines))
        ]

    def check_may(self) -> None:
        if not self.may:
            raise Http404(_("送达由仲裁院书记员登记"))

    def where(self, name: str, *more: str) -> str:
        return reverse(f"arbitration-group:{name}", args=[self.case.uid, *more])


def _wanted(data: Any) -> Wanted:
    paper, standing, kind = data.get("paper", ""), data.get("standing", OPEN), data.get("kind", "")
    return Wanted(
        paper=int(paper) if paper.isdigit() else None,
        standing=standing if standing in STANDINGS else OPEN,
        kind=kind if kind in {k.code for k in SIDES} else "",
        q=data.get("q", "").strip()[:60],
    )


@counter
def board(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show how it stands with every paper and everybody it is for."""
    at = Board(request, uid)
    wanted = _wanted(request.GET)
    found = [line for line in at.lines if wanted.lets(line)]
    n = request.GET.get("p", "1")
    last = max(-(-len(found) // SIZE), 1)
    number = min(max(int(n), 1) if n.isdigit() else 1, last)
    query = request.GET.copy()
    query.pop("p", None)
    due = serving.received_now(at.lines, at.view, on=at.visitor.on)
    context = {
        "case": at.case,
        "may": at.may,
        "wanted": wanted,
        "papers": at.papers(),
        "counts": at.counts(),
        "standings": STANDINGS.items(),
        "kinds": [(k.code, k.label) for k in SIDES],
        "rows": found[(number - 1) * SIZE : number * SIZE],
        "n_found": len(found),
        "n_all": len(at.lines),
        "whole": bool(at.lines) and all(x.service.standing == "served" for x in at.lines),
        "due": due.total,
        "page": number,
        "last": last,
        "query": query.urlencode(),
        "form": NumbersForm(),
    }
    return page(request, "arbitration/group_service.html", context)


@require_POST
@counter
def choose(request: VisitorRequest, uid: str) -> HttpResponse:
    """Remember which lines were ticked, or all whom the filter lets through, and go on."""
    at = Board(request, uid)
    at.check_may()
    if request.POST.get("all"):
        wanted = _wanted(request.POST)
        ids = [x.id for x in at.lines if wanted.lets(x)]
    else:
        ids = [x for x in request.POST.getlist("selected") if x in at.by_id]
    if not ids:
        messages.error(request, _("请先勾选要登记送达的文书，或选择“筛选出的全部”"))
        return HttpResponseRedirect(at.where("service"))
    request.session[SESSION] = {uid: ids}
    return HttpResponseRedirect(at.where("serve"))


def _facts_form(data: Any = None, uploads: Any = None) -> FactsForm:
    form = form_for(ServiceOfPaper)(data, uploads)
    for name in ("paper", "references"):
        form.fields.pop(name, None)
    form.fields["refused"] = forms.BooleanField(
        label=_("受送达人拒绝签收（张贴送达的理由）"),
        required=False,
        help_text=_("不勾选的，须为用人单位停业等原因无法送达，且劳动者十人以上（%(article)s）")
        % {"article": POSTING},
    )
    speak_plainly(form)
    return form


@counter
def serve(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask how and when all chosen lines were served, and go on to the preview."""
    at = Board(request, uid)
    at.check_may()
    chosen = at.chosen()
    if not chosen:
        return HttpResponseRedirect(at.where("service"))
    posted = request.method == "POST"
    form = _facts_form(*((request.POST, request.FILES) if posted else (None, None)))
    form.keep_file = lambda upload: files.keep(upload, at.visitor.at)
    if posted and form.is_valid():
        facts = form.facts()
        assert isinstance(facts, ServiceOfPaper)
        plan = serving.planned(
            at.view,
            chosen,
            facts,
            refused=form.cleaned_data["refused"],
            on=at.visitor.on,
            calendar=at.visitor.door.calendar,
        )
        return _kept(at, plan)
    papers: dict[str, int] = {}
    for line in chosen:
        papers[line.called] = papers.get(line.called, 0) + 1
    context = {
        "case": at.case,
        "form": form,
        "papers": papers.items(),
        "n_chosen": len(chosen),
        "starts": _starts(chosen),
    }
    return page(request, "arbitration/group_serve.html", context, status=422 if posted else 200)


def _starts(chosen: list[Line]) -> list[tuple[str, str]]:
    """Return which limits begin with the receipt, each with its paper."""
    found: dict[tuple[str, str], None] = {}
    for line in chosen:
        for limit in line.starts:
            found[line.called, f"{limit.label} {limit.length}（{limit.cites}）"] = None
    return list(found)


def _kept(at: Board, plan: Plan) -> HttpResponse:
    content = {"plan": msgspec.to_builtins(plan)}
    kept = batches.keep(SERVE, content, case=at.case, person=at.visitor.person, at=at.visitor.at)
    return HttpResponseRedirect(at.where("serve-preview", kept.uid))


@counter
def sheet(request: VisitorRequest, uid: str) -> HttpResponse:
    """Return the sheet of what is not yet served, as filtered, to be filled in."""
    at = Board(request, uid)
    wanted = _wanted(request.GET)
    head, rows = serving.template(line for line in at.lines if wanted.lets(line))
    content = workbook.written("送达登记", head, rows, wide={serving.PAPER, serving.FAILED})
    return workbook.attachment(content, f"{at.case.title}-送达登记.xlsx")


@require_POST
@counter
def numbers(request: VisitorRequest, uid: str) -> HttpResponse:
    """Take in the sheet with the number of each letter and the days."""
    at = Board(request, uid)
    at.check_may()
    form = NumbersForm(request.POST, request.FILES)
    faults: list[Any] = []
    if form.is_valid():
        try:
            upload = form.cleaned_data["sheet"]
            lines = workbook.lines_of(upload.name, upload.read(), most=MOST_LINES)
            found = sheet_of(lines, (serving.REF, serving.NAME))
            by_ref = {line.ref: line for line in at.lines}
            plan, faults = serving.read(found, by_ref, at.view, on=at.visitor.on)
            if faults:
                raise ValueError(_("有 %(n)d 行须改正，整表没有登记") % {"n": len(faults)})
            if not plan.groups and not plan.skipped:
                raise ValueError(_("表中没有填日期的行"))
            proof = [files.keep(x, at.visitor.at) for x in form.cleaned_data["proof"]]
        except (ValueError, Refused) as error:
            form.add_error("sheet", str(error))
        else:
            return _kept(at, serving.with_proof(plan, tuple(proof)))
    context = {"case": at.case, "form": form, "faults": faults[:SIZE]}
    return page(request, "arbitration/group_numbers.html", context, status=422)


@require_POST
@counter
def deemed(request: VisitorRequest, uid: str) -> HttpResponse:
    """Propose to register the postings and notices whose day has come."""
    at = Board(request, uid)
    at.check_may()
    plan = serving.received_now(at.lines, at.view, on=at.visitor.on)
    if not plan.groups:
        messages.info(request, _("没有到期视为送达的文书"))
        return HttpResponseRedirect(at.where("service"))
    return _kept(at, plan)


def _plan(at: Board, batch: str) -> tuple[Any, Plan]:
    kept = batches.mine(batch, person=at.visitor.person, purpose=SERVE, case=at.case)
    return kept, msgspec.convert(batches.content(kept)["plan"], Plan)


@counter
def preview(request: VisitorRequest, uid: str, batch: str) -> HttpResponse:
    """Show what registering would do, paper by paper, and which lines are left out and why."""
    at = Board(request, uid)
    at.check_may()
    kept, plan = _plan(at, batch)
    return _preview(at, kept, plan, "")


def _preview(at: Board, kept: Any, plan: Plan, refusal: str) -> HttpResponse:
    groups = []
    for group in plan.groups:
        lines = [at.by_id[f"{group.issued}|{key}"] for key in group.about]
        names = [line.service.name for line in lines]
        started = _starts(lines) if group.stated.received_on else []
        groups.append((group, group.stated, names, started))
    why: dict[str, list[str]] = {}
    for called, name, reason in plan.skipped:
        why.setdefault(reason, []).append(f"{name}（{called}）")
    context = {
        "case": at.case,
        "batch": kept,
        "plan": plan,
        "groups": groups,
        "skipped": list(why.items()),
        "refusal": refusal,
        "moved": plan.seen != at.view.seq,
    }
    status = 422 if refusal else 200
    return page(at.request, "arbitration/group_serve_preview.html", context, status=status)


@require_POST
@counter
def carry_out(request: VisitorRequest, uid: str, batch: str) -> HttpResponse:
    """Register: one entry for each paper, way and day, all of them or none."""
    at = Board(request, uid)
    at.check_may()
    kept, plan = _plan(at, batch)
    if not plan.groups:
        return _preview(at, kept, plan, _("没有可以登记的送达，请返回送达板"))
    try:
        with transaction.atomic():
            for n, group in enumerate(plan.groups):
                act = at.view.procedure.by_code[group.act]
                at.visitor.door.act(
                    at.case,
                    group.act,
                    by=acting(at.visitor, act, at.view),
                    at=at.visitor.at,
                    facts=group.stated,
                    about=tuple(group.about),
                    request=f"{kept.uid}-{n}",
                    seen=plan.seen if n == 0 else None,
                )
            batches.end(kept, at=at.visitor.at)
    except Refused as refusal:
        return _preview(at, kept, plan, str(refusal))
    request.session.pop(SESSION, None)
    messages.success(request, _("已登记送达 %(n)d 件") % {"n": plan.total})
    return HttpResponseRedirect(at.where("service"))
