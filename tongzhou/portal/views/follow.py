"""查进度 — number and phone, then the code; then the page of the case, see party.py."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache

from tongzhou.portal import following
from tongzhou.portal.forms import CodeForm, NumberForm
from tongzhou.registry import phonecode

ASKED = "asked"  # in the session: the number and the phone a code was asked for


@never_cache
def number(request: HttpRequest) -> HttpResponse:
    """Ask for number and phone, and send a code."""
    form = NumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            following.ask_code(given["number"], given["phone"], at=now())
        except phonecode.CannotSend as error:
            form.add_error(None, str(error))
        else:
            request.session[ASKED] = [given["number"], given["phone"]]
            return redirect("portal:code")
    return render(request, "portal/follow.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and open the case."""
    asked = request.session.get(ASKED)
    if not asked:
        return redirect("portal:follow")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        case = following.case_of(asked[0], asked[1], on=localdate())
        answer = phonecode.Answer.EXPIRED
        if case is not None:
            answer = phonecode.check(
                asked[1], form.cleaned_data["code"], following.purpose_of(case), at=now()
            )
        if case is not None and answer is phonecode.Answer.RIGHT:
            following.open_case(request, case, asked[1], at=now())
            del request.session[ASKED]
            return redirect("portal:case", uid=case.uid)
        form.add_error("code", str(following.WRONG_CODE))
    context = {
        "form": form,
        "phone": f"{asked[1][:3]}****{asked[1][-4:]}",
        "messages_shown": phonecode.shown_messages(asked[1])[:1],
    }
    return render(request, "portal/code.html", context, status=422 if form.errors else 200)
