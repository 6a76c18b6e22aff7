"""结案、另行处理、移送 — pages that ask a conclusion with its evidence, and the thresholds of a crime."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from tongzhou.lines.arrears import rules
from tongzhou.lines.arrears.acts import ending, taking
from tongzhou.lines.arrears.conclusions import Conclusion, table
from tongzhou.lines.arrears.rules import crime
from tongzhou.procedure import files
from tongzhou.procedure.counter import VisitorRequest, counter
from tongzhou.procedure.declare import Act
from tongzhou.procedure.facts import FileRef
from tongzhou.procedure.refusal import Refused

from .doing import Matter, do, done, form_of, matter, shown

ACTS: dict[str, Act[Any]] = {
    "conclude": ending.conclude,
    "end": ending.end,
    "set_aside": taking.set_aside,
}


@counter
def concluding(request: VisitorRequest, uid: str, code: str) -> HttpResponse:
    """Ask which conclusion is drawn, and each piece of evidence it needs."""
    at, act = matter(request, uid), ACTS[code]
    why = at.why_not(act)
    offered = _offered(code)
    named = request.POST.get("code") or request.GET.get("code", "")
    chosen = next((c for c in offered if c.code == named), offered[0])
    people = rules.workers(at.view, "claimed", "owed") if code == "set_aside" else []
    who = tuple(w.key for w in people if request.POST.get(f"who-{w.key}"))
    evidence, trouble = _evidence(request, at, chosen)
    form = form_of(
        request, at, act, given={"code": chosen.code, "evidence": evidence}, drop=("code", "evidence"), initial={"words": chosen.model}
    )  # fmt: skip
    if request.method == "POST" and not trouble:
        if code == "set_aside" and not who:
            trouble = _("请勾选劳动者")
        elif form.is_valid():
            trouble = do(request, at, act, form.facts(), about=who)
            if not trouble:
                return done(request, at, act)
    return shown(
        request, at, "arrears/conclude.html", act, form=form, why=why, trouble=trouble, offered=offered,
        chosen=chosen, people=[(w, rules.outstanding(at.view, w.key), w.key in who) for w in people], sums=rules.sums(at.view),
        waiting=[(w, rules.outstanding(at.view, w.key)) for w in rules.workers(at.view, "claimed", "owed")],
        denied=rules.denied(at.view),
    )  # fmt: skip


def _offered(code: str) -> list[Conclusion]:
    paid, of = code == "conclude", "worker" if code == "set_aside" else "case"
    return [c for c in table().values() if c.paid is paid and c.of in (of, "both")]


def _evidence(
    request: VisitorRequest, at: Matter, chosen: Conclusion
) -> tuple[dict[str, tuple[FileRef, ...]], str]:
    """Keep what was uploaded; return it by kind, and what could not be kept."""
    found: dict[str, tuple[FileRef, ...]] = {}
    for kind in chosen.evidence:
        uploads: Any = request.FILES.getlist(f"evidence-{kind}")
        try:
            kept = tuple(files.keep(upload, at.visitor.at) for upload in uploads)
        except Refused as refusal:
            return found, str(refusal)
        if kept:
            found[kind] = kept
    return found, ""


@counter
def suspecting(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show what the thresholds ask and what the ledger says, and hand the matter to the police."""
    at, act = matter(request, uid), ending.suspect
    why = at.why_not(act)
    asked = crime.weighed(at.view, on=at.visitor.on, region=at.case.region)
    given = {
        "workers": asked.workers,
        "amount": asked.amount,
        "longest_months": asked.longest_months,
        "largest_single": asked.largest_single,
    }
    form = form_of(request, at, act, given=given, drop=tuple(given))
    trouble = ""
    if request.method == "POST" and form.is_valid():
        stated: Any = form.facts()
        if not asked.certain and not stated.below.strip():
            trouble = _("欠付数额没有确定达到标准，仍移送的请写明理由")
        else:
            keys = tuple(
                s.key
                for s in [*rules.workers(at.view, "owed"), *rules.employers(at.view, "liable")]
            )
            trouble = do(request, at, act, stated, about=keys)
            if not trouble:
                return done(request, at, act)
    return shown(
        request, at, "arrears/suspect.html", act, form=form, why=why, trouble=trouble, asked=asked
    )
