"""一批人一件事 — the form, the preview (who is left out and why), and one act with everybody in it."""

from __future__ import annotations

from typing import Any

import msgspec
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongzhou.law.heads import HEADS
from tongzhou.lines.arbitration.acts import deciding
from tongzhou.lines.arbitration.procedure import CODE
from tongzhou.lines.arbitration.rules import awards
from tongzhou.procedure import files, workbook
from tongzhou.procedure.counter import Visitor, VisitorRequest, counter, page
from tongzhou.procedure.forms import FactsForm
from tongzhou.procedure.judge import hindrance
from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.view import View

from . import amounts, batches
from .act_forms import AmountsForm, ConsentForm, check_papers, needs_consent, stated_form
from .acts import MANY, Many, Plan, planned, sorted_by_state
from .chosen import chosen_in, forget
from .ledger import SIZE, Claimant, Ledger, ledger_of
from .stating import acting

ACT = "act"


class Page:
    """An act for many at once, before its officer."""

    def __init__(self, request: VisitorRequest, uid: str, code: str) -> None:
        if code not in MANY:
            raise Http404(_("这一事项不能成批办理"))
        self.request, self.many = request, MANY[code]
        self.visitor: Visitor = request.visitor
        self.case: Case = self.visitor.case(CODE, uid)
        self.view: View = self.visitor.door.view(self.case)
        self.ledger: Ledger = ledger_of(self.case)
        self.chosen = chosen_in(request, uid)
        try:
            self.by = acting(self.visitor, self.many.act, self.view)
        except Refused as refusal:
            raise Http404(str(refusal)) from None
        self.fit, self.skipped = sorted_by_state(self.ledger, self.chosen, self.many.act)

    @property
    def offered(self) -> amounts.Items:
        """Return what has been offered, where a settlement may follow it."""
        return awards.offered(self.view) if self.many.act is deciding.settle else {}

    @property
    def why(self) -> str:
        """Return why the case does not allow the act now."""
        return hindrance(self.view, self.many.act, on=self.visitor.on)

    def context(self, **more: Any) -> dict[str, Any]:
        return {
            "case": self.case,
            "act": self.many.act,
            "many": self.many,
            "why": self.why,
            "fit": self.fit,
            "n_chosen": len(self.chosen),
            "skipped": named(self.ledger, self.skipped),
            "back": reverse("arbitration-group:ledger", args=[self.case.uid]),
            **more,
        }


def named(ledger: Ledger, skipped: list[Any]) -> list[tuple[str, list[str]]]:
    """Return why → the names of those left out for it."""
    found: dict[str, list[str]] = {}
    for key, why in skipped:
        claimant = ledger.by_key.get(key)
        found.setdefault(why, []).append(claimant.name if claimant else key)
    return list(found.items())


@counter
def act(request: VisitorRequest, uid: str, code: str) -> HttpResponse:
    """Ask what an act states for all those chosen, and go on to the preview."""
    at = Page(request, uid, code)
    if not at.chosen:
        messages.info(request, _("请先在台账中勾选申请人"))
        return HttpResponseRedirect(reverse("arbitration-group:ledger", args=[uid]))
    posted = request.method == "POST"
    data, uploads = (request.POST, request.FILES) if posted else (None, None)
    form = stated_form(at.many, data, uploads)
    form.keep_file = lambda upload: files.keep(upload, at.visitor.at)
    _begin_as_offered(at, form)
    sums = None
    if at.many.sums:
        sums = AmountsForm(
            data, uploads, many=at.many, ledger=at.ledger, fit=at.fit, offered=at.offered
        )
    consent = None
    if needs_consent(at.many, at.view):
        online = awards.agreed_to_offer(at.view)
        consent = ConsentForm(data, uploads, fit=at.fit, online=online, offers=bool(at.offered))
    # Each is asked, so that everything wrong is told at once.
    right = [f.is_valid() for f in (form, sums, consent) if f is not None]
    if posted and all(right):
        facts = form.facts()
        if consent is None or check_papers(form, facts, consent):
            plan = planned(
                at.many,
                at.view,
                at.ledger,
                at.chosen,
                facts,
                sums=sums.sums() if sums else None,
                consented=consent.agreed if consent else None,
            )
            content = {"plan": msgspec.to_builtins(plan)}
            kept = batches.keep(
                ACT, content, case=at.case, person=at.visitor.person, at=at.visitor.at
            )
            where = reverse("arbitration-group:act-preview", args=[uid, code, kept.uid])
            return HttpResponseRedirect(where)
    faults = sums.faults.faults[:SIZE] if sums else []
    context = at.context(form=form, sums=sums, consent=consent, faults=faults)
    return page(request, "arbitration/group_act.html", context, status=422 if posted else 200)


def _begin_as_offered(at: Page, form: FactsForm) -> None:
    """Let a settlement begin with the day and the terms that were offered."""
    first = next(iter(at.offered), "")
    pair = awards.offer_to(at.view.subjects[first]) if first else None
    if pair:
        form.fields["pay_on"].initial = pair[0].pay_on
        form.fields["terms"].initial = pair[0].terms


@counter
def sheet(request: VisitorRequest, uid: str, code: str) -> HttpResponse:
    """Return the sheet of amounts of those chosen, to be filled in and uploaded."""
    at = Page(request, uid, code)
    head, lines = amounts.template(at.fit, at.ledger.heads, at.many.sums)
    content = workbook.written("金额表", head, lines)
    return workbook.attachment(content, f"{at.case.title}-{at.many.act.label}-金额表.xlsx")


def _plan(at: Page, batch: str) -> tuple[Any, Plan]:
    kept = batches.mine(batch, person=at.visitor.person, purpose=ACT, case=at.case)
    plan = msgspec.convert(batches.content(kept)["plan"], Plan)
    if plan.act != at.many.act.code:
        raise Http404
    return kept, plan


@counter
def preview(request: VisitorRequest, uid: str, code: str, batch: str) -> HttpResponse:
    """Show what the act would do: for whom, how much, who is left out and why."""
    at = Page(request, uid, code)
    kept, plan = _plan(at, batch)
    return _preview(request, at, kept, plan)


def _preview(
    request: VisitorRequest, at: Page, kept: Any, plan: Plan, refusal: str = ""
) -> HttpResponse:
    claimants = [at.ledger.by_key[key] for key in plan.about if key in at.ledger.by_key]
    n = request.GET.get("p", "1")
    start = (max(int(n), 1) - 1) * SIZE if n.isdigit() else 0
    heads = [(HEADS[code], amount) for code, amount in plan.totals.items()]
    context = at.context(
        batch=kept,
        plan=plan,
        heads=heads,
        rows=_rows(claimants[start : start + SIZE], plan, heads, at.many),
        pages=range(1, -(-len(claimants) // SIZE) + 1),
        page=start // SIZE + 1,
        refusal=refusal,
        moved=plan.seen != at.view.seq,
    )
    context["skipped"] = named(at.ledger, plan.skipped)
    status = 422 if refusal else 200
    return page(request, "arbitration/group_preview.html", context, status=status)


def _rows(claimants: list[Claimant], plan: Plan, heads: list[Any], many: Many) -> list[Any]:
    if not many.sums:
        return [(c, [], c.sums.asked) for c in claimants]
    rows = []
    for c in claimants:
        mine = plan.items.get(c.key, {})
        rows.append((c, [mine.get(h.code) for h, _amount in heads], sum(mine.values())))
    return rows


@require_POST
@counter
def carry_out(request: VisitorRequest, uid: str, code: str, batch: str) -> HttpResponse:
    """Do the act: one entry for everybody in it."""
    at = Page(request, uid, code)
    kept, plan = _plan(at, batch)
    if not plan.about:
        return _preview(request, at, kept, plan, _("没有可以办理的申请人，请返回台账另行选择"))
    try:
        at.visitor.door.act(
            at.case,
            code,
            by=at.by,
            at=at.visitor.at,
            facts=plan.stated(at.many.act),
            about=tuple(plan.about),
            request=kept.uid,
            seen=plan.seen,
        )
    except Refused as refusal:
        return _preview(request, at, kept, plan, str(refusal))
    batches.end(kept, at=at.visitor.at)
    forget(request, uid)
    told = {"act": at.many.act.label, "n": len(plan.about)}
    messages.success(request, _("已办理：%(act)s，%(n)d 人") % told)
    return HttpResponseRedirect(reverse("arbitration-group:ledger", args=[uid]))
