"""台账页 — the ledger of a case: filter, page, choose, export."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongzhou.lines.arbitration.models import Dispute
from tongzhou.lines.arbitration.procedure import CODE, DISPUTE
from tongzhou.procedure import catalogue, workbook
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.procedure.models import Case

from . import amounts
from .acts import AWARDS, MANY, sorted_by_state
from .chosen import choose, chosen_in
from .ledger import SIZE, STATES, Cell, Ledger, Wanted, ledger_of

COLUMNS = (("请求", "asked"), ("调解", "settled"), ("裁决", "awarded"), ("已付", "paid"))


@counter
def ledger(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the ledger of a case, a page of claimants at a time."""
    visitor = request.visitor
    case = visitor.case(CODE, uid)
    visitor.saw("case", case, _("台账"))
    whole, wanted = ledger_of(case), Wanted.of(request.GET)
    found = whole.wanted(wanted)
    last = max(-(-len(found) // SIZE), 1)
    at = min(wanted.page, last)
    ticked = set(chosen_in(request, uid))
    context = {
        "case": case,
        "dispute": Dispute.objects.filter(case=case).first(),
        "ledger": whole,
        "heads": whole.heads,
        "rows": found[(at - 1) * SIZE : at * SIZE],
        "ticked": ticked,
        "n_found": len(found),
        "wanted": wanted,
        "states": [(code, words) for code, words, *_rest in whole.by_state],
        "acts": _offered(request, case),
        "wanted_act": request.GET.get("act", ""),
        "awards": [a for a in AWARDS if _may(request, a.code)],
        "page": at,
        "last": last,
        "previous": wanted.query(p=at - 1) if at > 1 else None,
        "next": wanted.query(p=at + 1) if at < last else None,
        "now": wanted.query(),
    }
    return page(request, "arbitration/group_ledger.html", context)


def _offered(request: VisitorRequest, case: Case) -> list[tuple[str, str, bool]]:
    """Return the acts this person's offices may do for many, and whether the case is at their stage."""
    return [
        (m.act.code, m.act.label, case.state in m.act.at_codes)
        for m in MANY.values()
        if _may(request, m.act.code)
    ]


def _may(request: VisitorRequest, code: str) -> bool:
    offices = {o.code for o in DISPUTE.by_code[code].offices}
    return any(a.office in offices for a in request.visitor.actors)


@counter
def start(request: VisitorRequest, uid: str, code: str) -> HttpResponse:
    """Begin an act: at once where only one claimant comes into question, else by ticking them."""
    case = request.visitor.case(CODE, uid)
    whole = ledger_of(case)
    fit, _skipped = sorted_by_state(whole, [c.key for c in whole.claimants], MANY[code].act)
    if len(fit) == 1:
        choose(request, uid, [fit[0].key])
        return redirect("arbitration-group:act", uid, code)
    return HttpResponseRedirect(f"{reverse('arbitration-group:ledger', args=[uid])}?act={code}")


@require_POST
@counter
def choose_many(request: VisitorRequest, uid: str) -> HttpResponse:
    """Remember who was ticked, or all whom the filter lets through, and go to the act."""
    case = request.visitor.case(CODE, uid)
    whole = ledger_of(case)
    if request.POST.get("all"):
        keys = [c.key for c in whole.wanted(Wanted.of(request.POST))]
    else:
        ticked = set(request.POST.getlist("selected"))
        keys = [c.key for c in whole.claimants if c.key in ticked]
    back = reverse("arbitration-group:ledger", args=[uid])
    if not keys:
        messages.error(request, _("请先勾选申请人，或选择“筛选出的全部”"))
        return HttpResponseRedirect(f"{back}?{Wanted.of(request.POST).query()}")
    choose(request, uid, keys)
    code = request.POST.get("act", "")
    if code in MANY:
        return redirect("arbitration-group:act", uid, code)
    if code in {a.code for a in AWARDS}:
        return HttpResponseRedirect(award_page(uid, code))
    messages.error(request, _("请选择要办理的事项"))
    return HttpResponseRedirect(back)


def award_page(uid: str, code: str) -> str:
    """Return where an award is made; who was chosen is found there by `chosen_in`."""
    own = catalogue.act_page(CODE, code)
    if own:
        for arguments in ([uid, code], [uid]):
            try:
                return f"{reverse(own, args=arguments)}?chosen=1"
            except NoReverseMatch:
                continue
    return reverse("desk:act", args=[uid, code])


@counter
def export(request: VisitorRequest, uid: str) -> HttpResponse:
    """Return the ledger, as filtered, as a workbook: each head with what was asked and what came of it."""
    visitor = request.visitor
    case = visitor.case(CODE, uid)
    visitor.saw("export", case, _("台账"))
    whole = ledger_of(case)
    head, lines = table(whole, Wanted.of(request.GET))
    content = workbook.written("台账", head, lines)
    return workbook.attachment(content, f"{case.title}-台账.xlsx")


def table(whole: Ledger, wanted: Wanted) -> tuple[list[str], list[list[Any]]]:
    """Return head and lines of the exported ledger, the sums of those shown at the end. Amounts in yuan."""
    found = whole.wanted(wanted)
    used = {
        c.code: _used([x.cells[c.code] for x in found if c.code in x.cells]) for c in whole.heads
    }
    head = [amounts.REF, amounts.NAME, "状态"]
    for h in whole.heads:
        head += [f"{h.label}·{word}（元）" for word, column in COLUMNS if column in used[h.code]]
    head += [f"合计·{word}（元）" for word, _column in COLUMNS]
    lines: list[list[Any]] = []
    for c in found:
        line: list[Any] = [c.ref, c.name, c.words]
        for h in whole.heads:
            line += [_yuan(c.cells.get(h.code), column) for column in used[h.code]]
        lines.append([*line, *(_yuan(c.sums, column) for _word, column in COLUMNS)])
    sums: list[Any] = ["", amounts.SUM, ""]
    sums += [sum((x[i] for x in lines if x[i] != ""), Decimal(0)) for i in range(3, len(head))]
    return head, [*lines, sums]


def _used(cells: list[Cell]) -> list[str]:
    """Return the columns of a head in which anything stands; what was asked always."""
    return ["asked", *(c for _w, c in COLUMNS[1:] if any(getattr(x, c) for x in cells))]


def _yuan(cell: Cell | None, column: str) -> Any:
    value = getattr(cell, column) if cell else None
    return "" if value is None else Decimal(value) / 100


__all__ = ["STATES", "award_page", "choose_many", "export", "ledger", "table"]
