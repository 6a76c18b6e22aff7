"""当事人的页面 — the agreement as a party reads it before signing; what is shown is what is signed."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tongzhou.lines.mediation import facts, rules
from tongzhou.lines.mediation.room import sign
from tongzhou.procedure import signing
from tongzhou.procedure.partying import Party, PartyRequest, for_party
from tongzhou.procedure.refusal import Refused


@for_party
def agreement(request: PartyRequest, uid: str) -> HttpResponseBase:
    """Show the agreement, and send the code with which this party signs it."""
    party = request.party
    terms = rules.agreement(party.view)
    if terms is None or not party.is_theirs(sign):
        raise Http404(_("还没有可以签署的协议"))
    refusal = ""
    if request.method == "POST":
        try:
            signing.begin(
                request, party, sign, facts.Signing(), about=_mine(party), summary=_summary(party)
            )
        except Refused as trouble:
            refusal = str(trouble)
        else:
            return redirect("portal:sign", uid=uid)
    return _page(request, party, terms, refusal)


def _mine(party: Party) -> tuple[str, ...]:
    """Return for whom this party signs: itself, where it has not signed the present draft."""
    done = set(rules.signed(party.view))
    wanted = {s.key for s in rules.must_sign(party.view)}
    return tuple(k for k in party.keys if k in wanted and k not in done)


def _page(
    request: PartyRequest, party: Party, terms: facts.Agreement, refusal: str
) -> HttpResponse:
    context = {
        "case": party.case,
        "p": {"title": party.view.procedure.title},
        "lines": _lines(party),
        "total": sum(terms.sums.values()),
        "terms": terms,
        "payments": [(party.called(p.claimant), p) for p in terms.payments],
        "mine": _mine(party),
        "why": party.why_not(sign),
        "refusal": refusal,
        "act": sign,
    }
    return render(
        request, "mediation/party_agreement.html", context, status=422 if refusal else 200
    )


def _lines(party: Party) -> list[tuple[str, str, int, int | None]]:
    return [
        (party.called(x.subject), x.label, x.item.amount, x.decided.get("settled"))
        for x in rules.lines(party.view)
    ]


def _summary(party: Party) -> tuple[tuple[str, str], ...]:
    """Return the whole agreement as label and words: what is signed is what was shown."""
    terms = rules.agreement(party.view)
    assert terms is not None
    found = [
        (f"{who} {label}", f"{_yuan(agreed)}元" if agreed else _("不再主张"))
        for who, label, _asked, agreed in _lines(party)
    ]
    found += [
        (_("付款"), f"{p.on} {party.called(p.claimant)} {_yuan(p.amount)}元 {p.how}".strip())
        for p in terms.payments
    ]
    if terms.other:
        found.append((_("其他约定"), terms.other))
    found.append((_("其余请求"), _("不再主张") if terms.settled_all else _("可以另行主张")))
    return tuple(found)


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"
