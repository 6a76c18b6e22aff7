"""调解协议 — drafted from the ledger of the claims, signed by both, put into effect by the mediator."""

from __future__ import annotations

import secrets

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.lines.mediation import facts, rules
from tongzhou.lines.mediation.pages import room_of
from tongzhou.lines.mediation.receipt import amend
from tongzhou.lines.mediation.room import conclude, draft
from tongzhou.lines.mediation.tabling import TermsForm, items_form
from tongzhou.procedure.counter import VisitorRequest, counter, page

from .doing import do, to_case


@counter
def drafting(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the terms, filled with what is claimed or was drafted before; keep a new draft."""
    room = room_of(request.visitor, uid)
    if not request.visitor.acting(draft, room.view):
        raise Http404(_("协议由调解员拟定"))
    form = TermsForm(
        request.POST or None,
        people=rules.subjects(room.view, "claimant", "claiming"),
        claims=rules.claims_of(room.view),
        known=rules.agreement(room.view),
    )
    trouble = ""
    if request.method == "POST" and form.is_valid():
        trouble = do(request, room, draft, form.stated)
        if not trouble:
            return to_case(request, room, draft)
    context = {
        "room": room,
        "case": room.case,
        "form": form,
        "able": room.able(draft),
        "trouble": trouble,
        "sent": request.POST.get("request") or secrets.token_hex(16),
        "redraft": rules.agreement(room.view) is not None,
    }
    bad = request.method == "POST"
    return page(request, "mediation/draft.html", context, status=422 if bad else 200)


@counter
def concluding(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show who has signed and what will be followed up; let the agreement take effect."""
    room = room_of(request.visitor, uid)
    if not request.visitor.acting(conclude, room.view):
        raise Http404(_("协议由承办的调解员签名盖章后生效"))
    terms, trouble = rules.agreement(room.view), ""
    if terms is None:
        return redirect("mediation:draft", uid)
    claimants = rules.subjects(room.view, "claimant", "claiming")
    if request.method == "POST":
        stated = facts.Conclusion(
            names={s.key: s.name for s in claimants},
            payments=terms.payments,
            settled={key: total for key, total in terms.sums.items() if total},
            seal=request.POST.get("seal") == "1",
        )
        trouble = do(request, room, conclude, stated, about=tuple(stated.called()))
        if not trouble:
            return to_case(request, room, conclude)
    context = {
        "room": room,
        "case": room.case,
        "terms": terms,
        "able": room.able(conclude),
        "all_signed": rules.all_signed(room.view),
        "trouble": trouble,
        "names": {s.key: s.name for s in room.view.subjects.values()},
        "sent": request.POST.get("request") or secrets.token_hex(16),
    }
    return page(request, "mediation/conclude.html", context, status=422 if trouble else 200)


@counter
def amending(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask all items of one claimant anew, as they now stand."""
    room = room_of(request.visitor, uid)
    people = rules.subjects(room.view, "claimant", "claiming")
    if not people or not request.visitor.acting(amend, room.view):
        raise Http404(_("没有可以变更请求的申请人"))
    named = request.POST.get("who") or request.GET.get("who", "")
    who = next((p for p in people if p.key == named), people[0])
    known = rules.claims_of(room.view).get(who.key, ())
    form = items_form(request.POST if request.method == "POST" else None, known=known)
    trouble = ""
    if request.method == "POST" and form.is_valid():
        stated = facts.Amendment(
            claims={who.key: form.items()},
            names={who.key: who.name},
            words=request.POST.get("words", "").strip()[:1000],
        )
        trouble = do(request, room, amend, stated, about=(who.key,))
        if not trouble:
            return to_case(request, room, amend)
    context = {
        "room": room,
        "case": room.case,
        "form": form,
        "who": who,
        "people": people,
        "able": room.able(amend),
        "trouble": trouble,
        "words": request.POST.get("words", ""),
        "sent": request.POST.get("request") or secrets.token_hex(16),
    }
    return page(
        request, "mediation/amend.html", context, status=422 if request.method == "POST" else 200
    )
