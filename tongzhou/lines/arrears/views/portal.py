"""劳动者、用人单位的页面 — my wages by month, what has come, confirming it with a code; and the public figures."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.lines.arrears import facts, figures, rules
from tongzhou.lines.arrears.acts import collecting, taking
from tongzhou.procedure import signing
from tongzhou.procedure.partying import PartyRequest, for_party
from tongzhou.procedure.refusal import Refused
from tongzhou.ui.forms import Form

from .money import in_yuan, stated_total


class ReceivedForm(Form):
    """How much has come in all, and when the last of it."""

    total = forms.CharField(
        label=gettext_lazy("到今天为止，这笔欠薪您一共收到多少元"),
        max_length=20,
        help_text=gettext_lazy("包括转账、现金、垫付的，加在一起"),
    )
    received_on = forms.DateField(label=gettext_lazy("最近一次收到的日期"))


@for_party
def confirm(request: PartyRequest, uid: str) -> HttpResponseBase:
    """Ask a worker how much has come in all, and send the code with which they confirm it."""
    party = request.party
    mine = [k for k in party.keys if k.startswith("worker/") and k in party.view.subjects]
    if not mine:
        raise Http404(_("这一事项由劳动者本人办理"))
    key = mine[0]
    sums = rules.sums(party.view, key)
    why = party.why_not(collecting.confirm_all)
    initial = {"total": in_yuan(sums.received), "received_on": party.on}
    form = ReceivedForm(request.POST or None, initial=initial)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        act, stated, refusal = stated_total(party.view, key, form.cleaned_data["total"])
        if not refusal:
            day = form.cleaned_data["received_on"]
            told = facts.Confirmed(received_on=day, **stated)
            left = stated["left"][key]
            summary = (
                (_("一共收到"), _("%(sum)s 元") % {"sum": in_yuan(stated["total"][key]) or "0"}),
                (
                    _("还差"),
                    _("%(sum)s 元") % {"sum": in_yuan(left)} if left else _("没有了，全部收清"),
                ),
                (_("最近一次收到"), str(day)),
            )
            try:
                signing.begin(request, party, act, told, about=(key,), summary=summary)
            except Refused as trouble:
                refusal = str(trouble)
            else:
                return redirect("portal:sign", uid=uid)
    context = {
        "case": party.case,
        "form": form,
        "sums": sums,
        "why": why,
        "refusal": refusal,
        "p": {"title": party.view.procedure.title},
    }
    bad = request.method == "POST"
    return render(request, "arrears/party_confirm.html", context, status=422 if bad else 200)


@for_party
def sign(request: PartyRequest, uid: str) -> HttpResponseBase:
    """Show a worker their own lines, and send the code with which they sign them."""
    party = request.party
    mine = [k for k in party.keys if k.startswith("worker/") and k in party.view.subjects]
    if not mine:
        raise Http404(_("这一事项由劳动者本人办理"))
    worker = party.view.subjects[mine[0]]
    rows = rules.rows_of(worker)
    why = party.why_not(taking.sign) or ("" if rows else _("监察员还没有登记您的工资台账"))
    refusal = ""
    if request.method == "POST" and not why:
        summary = tuple(
            (f"{r.month} {r.label}", _("欠 %(sum)s 元") % {"sum": in_yuan(r.owed) or "0"})
            for r in rows
        )
        try:
            signing.begin(
                request, party, taking.sign, facts.Signed(), about=(worker.key,), summary=summary
            )
        except Refused as trouble:
            refusal = str(trouble)
        else:
            return redirect("portal:sign", uid=uid)
    context = {
        "case": party.case,
        "rows": rows,
        "total": sum(r.owed for r in rows),
        "signed": rules.signed_now(worker),
        "why": why,
        "refusal": refusal,
        "p": {"title": party.view.procedure.title},
    }
    return render(request, "arrears/party_sign.html", context, status=422 if refusal else 200)


def published(request: HttpRequest) -> HttpResponse:
    """Show anybody what was found, ordered and collected this year, region by region."""
    on = localdate(now())
    year = _year(request.GET.get("year", ""), on)
    until = on if year == on.year else date(year, 12, 31)
    rows = figures.taken(since=date(year, 1, 1), until=until)
    level = request.GET.get("level", "league")
    level = level if level in ("league", "county") else "league"
    context: dict[str, Any] = {
        "year": year,
        "years": range(on.year, max(on.year - 3, 2020) - 1, -1),
        "level": level,
        "until": until,
        "whole": figures.whole(rows, str(year)),
        "places": figures.by_place(rows, level),
        "median": figures.median_days(rows),
    }
    return render(request, "arrears/published.html", context)


def _year(typed: str, on: date) -> int:
    return int(typed) if typed.isdigit() and 2020 <= int(typed) <= on.year else on.year
