"""当事人办事 — the page of a case for its parties: what they see, what they may do, papers, signing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tongzhou.portal import progress
from tongzhou.portal.acting import Doing
from tongzhou.portal.forms import CodeForm
from tongzhou.procedure import catalogue, files, showing, signing
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.declare import Act
from tongzhou.procedure.door import Door
from tongzhou.procedure.models import Case, Entry, Sighting
from tongzhou.procedure.papers import Undrawable
from tongzhou.procedure.papers.served import FORMS, forms_offered, paper_file
from tongzhou.procedure.partying import NotShown, Party, PartyRequest, for_party, party_of
from tongzhou.procedure.refusal import Refused, Stale
from tongzhou.registry import phonecode


@never_cache
def case(request: HttpRequest, uid: str) -> HttpResponse:
    """Show a case to a party, or its way to somebody else who has shown the phone for it."""
    found = Case.objects.filter(uid=uid).first()
    party = party_of(request, found) if found else None
    at = now()
    if found is None or (party is None and not showing.has_shown(request, found, at=at)):
        raise NotShown
    more = {
        "done": request.session.pop(DONE, ""),
        "has_more": showing.has_shown_more(request, at=at),
    }
    if party is None:
        view = Door(calendar_now()).view(found)
        context = {"p": progress.progress(found, view, on=localdate(at))}
        return render(request, "portal/case.html", context)
    return render(request, "portal/case.html", _of_party(party) | more)


DONE = "party-done"  # in the session: whose draft this device may forget


def _of_party(party: Party) -> dict[str, Any]:
    papers, acts = progress.papers(party), progress.acts(party)
    return {
        "p": progress.progress(party.case, party.view, on=party.on, keys=party.all_keys),
        "case": party.case,
        "view": party.view,
        "party": party,
        "keys": party.keys,
        "today": party.on,
        "names": "、".join(filter(None, map(party.called, party.keys))),
        "acts": acts,
        "later": sum(1 for act in acts if act.why),
        "mine": progress.done_by(party),
        "papers": papers,
        "forms": forms_offered() if papers else {},
        "panel": catalogue.party_panel(party.case.procedure),
    }


def _act_of(party: Party, code: str) -> Act[Any]:
    """Return an act of the case that is this party's. Raises Http404."""
    act = party.view.procedure.by_code.get(code)
    if act is None or not party.is_theirs(act):
        raise Http404(_("没有您可以办理的这一事项"))
    return act


@for_party
def act(request: PartyRequest, uid: str, code: str) -> HttpResponseBase:
    """Show the form of an act, or carry it out."""
    party = request.party
    chosen = _act_of(party, code)
    if own := catalogue.party_page(party.case.procedure, code):
        return redirect(own, uid)
    if chosen.adds or progress.beyond_the_form(party.view, chosen):
        raise Http404(_("这一事项请到窗口办理"))
    doing = Doing(party, chosen)
    if request.method != "POST":
        doing.forms()
        return _form(request, doing, why=party.why_not(chosen))
    doing.forms(request.POST, request.FILES)
    if doing.is_signed:
        if doing.begin_signing(request):
            return redirect("portal:sign", uid=uid)
    elif doing.carry_out():
        return _done(request, party, chosen)
    return _form(request, doing, status=422)


def _form(request: HttpRequest, doing: Doing, *, why: str = "", status: int = 200) -> HttpResponse:
    act, uid = doing.act, doing.party.case.uid
    context = {
        "act": act,
        "case": doing.party.case,
        "p": {"title": doing.party.view.procedure.title},
        "doing": doing,
        "facts": doing.facts,
        "frame": doing.frame,
        "why": why,
        "limits": progress.met_by(doing.party, act),
        "draft": _draft(uid, act.code),
        "back": reverse("portal:case", args=[uid]),
        "upload_mb": settings.UPLOAD_MB,
        "has_files": doing.facts.is_multipart(),
    }
    return render(request, "portal/act.html", context, status=status)


def _done(request: HttpRequest, party: Party, act: Act[Any]) -> HttpResponse:
    messages.success(request, _("已提交：%(act)s") % {"act": act.label})
    request.session[DONE] = _draft(party.case.uid, act.code)
    return redirect("portal:case", uid=party.case.uid)


def _draft(uid: str, code: str) -> str:
    return f"{uid}-{code}"


@for_party
def sign(request: PartyRequest, uid: str) -> HttpResponseBase:
    """Show what waits for a signature; take the code, and do it."""
    party = request.party
    waiting = signing.waiting_for(request, party)
    if waiting is None:
        messages.warning(request, _("没有等待签署的内容，请重新填写后提交。"))
        return redirect("portal:case", uid=uid)
    act = party.view.procedure.by_code[waiting.act]
    again = "again" in request.POST
    form = CodeForm(request.POST if request.method == "POST" and not again else None)
    refusal = ""
    try:
        if again:
            signing.send(party, waiting)
        elif form.is_bound and form.is_valid():
            signing.sign(request, party, waiting, form.cleaned_data["code"])
            return _done(request, party, act)
    except signing.CannotSign as trouble:
        if again:
            refusal = str(trouble)
        else:
            form.add_error("code", str(trouble))
    except Refused as trouble:
        signing.drop(request)
        messages.warning(request, str(trouble))
        if isinstance(trouble, Stale) and not catalogue.party_page(party.case.procedure, act.code):
            return redirect("portal:act", uid=uid, code=act.code)
        return redirect("portal:case", uid=uid)
    phone = party.voice_for(waiting.about).someone.phone
    context = {
        "act": act,
        "case": party.case,
        "waiting": waiting,
        "form": form,
        "refusal": refusal,
        "phone": f"{phone[:3]}****{phone[-4:]}",
        "messages_shown": phonecode.shown_messages(phone)[:1],
        "back": reverse("portal:case", args=[uid]),
    }
    return render(request, "portal/sign.html", context, status=422 if form.errors else 200)


@for_party
def paper(request: PartyRequest, uid: str, seq: int, form: str) -> HttpResponseBase:
    """Give a paper that is for this party: drawn on the first request, the same file ever after."""
    party = request.party
    if form not in FORMS or seq not in {s.issued for s in party.papers}:
        raise Http404(_("没有这件文书"))
    entry = Entry.objects.get(case=party.case, seq=seq)
    try:
        drawn = paper_file(entry, form, at=party.at, calendar=party.door.calendar)
    except Undrawable as trouble:
        context = {"trouble": str(trouble), "back": reverse("portal:case", args=[uid])}
        return render(request, "portal/trouble.html", context, status=409)
    _saw(party, seq, drawn.file.name)
    return files.served(drawn.file, drawn.file.name)


def _saw(party: Party, seq: int, name: str) -> None:
    """Note that an account has taken a paper; the table names persons of the register alone."""
    own = {s.about for s in party.papers if s.issued == seq}
    for voice in party.voices:
        if voice.someone.ref.isdigit() and own & set(party.speaks_for(voice)):
            Sighting.objects.create(
                person_id=int(voice.someone.ref),
                case=party.case,
                at=party.at,
                what="file",
                detail=name[:300],
            )
            return
