"""算一算能要多少 — the calculators for anybody: choose, answer a few questions, read the steps, take the result along.

Nothing is stored but the last few calculations in the visitor's own session, which hold no name and no number of
a person; the address of a result holds what was asked, and reckons it again for whoever opens it.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongzhou.law.claims import KINDS, BadInput
from tongzhou.law.claims import carrier as carried
from tongzhou.portal import asking, showing
from tongzhou.portal.claim_forms import MORE_ROWS, MOST_ROWS, ROWS, ClaimForm, initial_of, typed
from tongzhou.procedure.calendar import calendar_now


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show what can be reckoned, and what this visitor reckoned last."""
    lang = showing.language()
    last = [
        {
            "label": KINDS[each["kind"]].words(lang)[0],
            "amount": each["amount"],
            "url": _result_url(each["carrier"]),
        }
        for each in request.session.get(carried.KEY, [])
    ]
    return render(request, "portal/claims.html", {"groups": asking.GROUPS, "last": last})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, code: str) -> HttpResponse:
    """Ask the questions of one calculator, and go on to its result."""
    asked = asking.ASKED.get(code)
    if asked is None:
        raise Http404
    lang = showing.language()
    if request.method != "POST":
        before, rows = initial_of(asked, _again(request, code))
        form = ClaimForm(asked, lang=lang, rows=rows, initial=before)
        return _page(request, form)
    rows = _rows(request)
    if "more" in request.POST:
        form = ClaimForm(asked, lang=lang, rows=rows + MORE_ROWS, initial=typed(request.POST))
        return _page(request, form)
    form = ClaimForm(asked, lang=lang, rows=rows, data=request.POST)
    on = localdate(now())
    result = form.reckon(on=on, calendar=calendar_now())
    if result is None:
        return _page(request, form, status=422)
    made = form.carried(on=on)
    carried.keep(request.session, made, result)
    return redirect(_result_url(made.pack()))


def _page(request: HttpRequest, form: ClaimForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "asked": form.asked, "about": form.asked.kind.words(form.lang)[1]}
    return render(request, "portal/claim.html", context, status=status)


def _rows(request: HttpRequest) -> int:
    """Return how many rows the tables of the form that was sent had."""
    sent = request.POST.get("rows", "")
    return (
        min(max(int(sent), ROWS), MOST_ROWS)
        if sent.isascii() and sent.isdigit() and len(sent) < 4
        else ROWS
    )


def _again(request: HttpRequest, code: str) -> dict[str, object]:
    """Return the inputs of the calculation whose carrier the address bears; nothing if it bears none."""
    try:
        before = carried.unpack(request.GET.get("c", ""))
    except BadInput:
        return {}
    return dict(before.inputs) if before.kind == code else {}


def _result_url(text: str) -> str:
    return f"{reverse('portal:claim-result')}?{urlencode({'c': text})}"


@never_cache
@require_safe
def result(request: HttpRequest) -> HttpResponse:
    """Show a result with its steps: reckoned again from what the address holds."""
    text = request.GET.get("c", "")
    try:
        made = carried.unpack(text)
        if made.kind not in asking.ASKED:  # a calculator for officers has no public page
            raise BadInput("carrier", "这种计算没有公开页面", "this calculation has no public page")
        found = made.result(calendar=calendar_now())
    except BadInput as wrong:
        said = {"wrong": wrong.of(showing.language())}
        return render(request, "portal/claim_broken.html", said, status=404)
    context: dict[str, Any] = {
        "asked": asking.ASKED[made.kind],
        "made": made,
        "outcome": found.facts.get("outcome"),
        "shown": showing.shown(found, showing.language()),
        "carrier": text,
        "again": f"{reverse('portal:claim', args=[made.kind])}?{urlencode({'c': text})}",
        "address": request.build_absolute_uri(),
        "applications": [
            (label, f"{url}?{urlencode({'claim': text})}") for label, url in asking.applications()
        ],
    }
    return render(request, "portal/claim_result.html", context)


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Let this session keep no calculation: for who leaves a shared device."""
    carried.forget(request.session)
    return redirect("portal:claims")
