"""我的案件 — a worker by phone and identity number, who acts for an employer by phone: all cases of theirs."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tongzhou.portal import following
from tongzhou.portal.forms import CodeForm, EmployerForm, WorkerForm
from tongzhou.procedure import catalogue, showing, signing
from tongzhou.registry import phonecode

ASKED = "asked-mine"  # in the session: whose phone a code was asked for, and whom it would open
MANY = 20  # cases on one page


@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """Ask a worker for phone and identity number, and send a code."""
    form = WorkerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            pks = following.ask_worker_code(given["phone"], given["number"], at=now())
        except phonecode.CannotSend as error:
            form.add_error(None, str(error))
        else:
            request.session[ASKED] = ["worker", given["phone"], pks]
            return redirect("portal:mine-code")
    status = 422 if form.errors else 200
    return render(request, "portal/mine.html", {"form": form, "who": "worker"}, status=status)


@never_cache
def employer(request: HttpRequest) -> HttpResponse:
    """Ask somebody who acts for an employer for their phone, and send a code."""
    form = EmployerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        phone = form.cleaned_data["phone"]
        try:
            pk = following.ask_employer_code(phone, at=now())
        except phonecode.CannotSend as error:
            form.add_error(None, str(error))
        else:
            request.session[ASKED] = ["employer", phone, [pk] if pk else []]
            return redirect("portal:mine-code")
    status = 422 if form.errors else 200
    return render(request, "portal/mine.html", {"form": form, "who": "employer"}, status=status)


@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and open the cases."""
    asked = request.session.get(ASKED)
    if not asked:
        return redirect("portal:mine")
    who, phone, pks = asked
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        at = now()
        answer = phonecode.Answer.EXPIRED
        if pks:
            purpose = (
                following.worker_purpose(pks)
                if who == "worker"
                else following.employer_purpose(pks[0])
            )
            answer = phonecode.check(phone, form.cleaned_data["code"], purpose, at=at)
        if answer is phonecode.Answer.RIGHT:
            if who == "worker":
                following.open_worker(request, pks, phone, at=at)
            else:
                following.open_employer(request, pks[0], phone, at=at)
            del request.session[ASKED]
            return redirect(showing.going_on(request, who) or "portal:mine-cases")
        form.add_error("code", str(following.WRONG_CODE))
    context = {
        "form": form,
        "who": who,
        "phone": f"{phone[:3]}****{phone[-4:]}",
        "messages_shown": phonecode.shown_messages(phone)[:1],
    }
    return render(request, "portal/mine_code.html", context, status=422 if form.errors else 200)


@never_cache
def cases(request: HttpRequest) -> HttpResponse:
    """List all cases of a worker, or of the employers somebody acts for."""
    at = now()
    found = showing.people(request, on=localdate(at), at=at)
    if not found:
        return redirect("portal:mine")
    page = Paginator(showing.cases_of(found), MANY).get_page(request.GET.get("page"))
    rows = []
    for case in page.object_list:
        procedure = catalogue.versions_of(case.procedure)[case.version]
        state = procedure.states.get(case.state)
        rows.append((case, procedure.title, state.public if state else ""))
    context = {"page": page, "rows": rows, "names": "、".join(someone.name for someone in found)}
    return render(request, "portal/mine_cases.html", context)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Forget on this device's session whose phone was shown."""
    showing.forget(request)
    signing.drop(request)
    return redirect("portal:home")
