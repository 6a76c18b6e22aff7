"""成绩单 — the published results of back-tests. Everybody who works on the platform may read them: nothing here is of a person."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.warning.models import Scorecard

EACH = 30
WORST = 12


@counter
def index(request: VisitorRequest) -> HttpResponse:
    """Show every published scorecard, the newest first."""
    rows = Scorecard.objects.defer("card").order_by("-published_at", "-pk")[:EACH]
    context = {
        "rows": [(r, bool((r.body.get("verdict") or {}).get("beats_all_baselines"))) for r in rows],
        "tab": "scorecards",
    }
    return page(request, "warning/scorecards.html", context)


@counter
def scorecard(request: VisitorRequest, pk: int) -> HttpResponse:
    """Show one scorecard: verdict, precision and recall at capacity, lead time, stability, error by group, the model card."""
    known = Scorecard.objects.select_related("published_by").filter(pk=pk).first()
    if known is None:
        raise Http404(_("没有这份成绩单"))
    body = known.body
    verdict = body.get("verdict") or {}
    window = verdict.get("window_days")
    shown = verdict.get("model", "")
    context = {
        "scorecard": known,
        "body": body,
        "verdict": verdict,
        "hashes": (body.get("hashes") or {}).items(),
        "pooled": [_pooled(p) for p in body.get("pooled") or () if p.get("window_days") == window],
        "splits": [
            _split(s)
            for s in body.get("splits") or ()
            if s.get("window_days") == window and s.get("model") == shown
        ],
        "stability": [
            s
            for s in body.get("stability") or ()
            if s.get("window_days") == window and s.get("model") == shown
        ],
        "groups": _groups(body.get("groups") or (), shown),
        "leaks": body.get("leaks") or (),
        "selection": body.get("selection") or {},
        "warnings": body.get("warnings") or (),
        "tab": "scorecards",
    }
    return page(request, "warning/scorecard.html", context)


def figure(told: Any, places: int = 1) -> str:
    """Return a share with its interval, in per cent; a dash where it could not be computed."""
    if not isinstance(told, dict) or told.get("value") is None:
        return "—"
    value = f"{100 * told['value']:.{places}f}%"
    if told.get("low") is None or told.get("high") is None:
        return value
    return f"{value}（{100 * told['low']:.{places}f}—{100 * told['high']:.{places}f}）"


def _pooled(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "model": row.get("model"),
        "auc": figure(row.get("auc")),
        "at": [
            {"k": a.get("k"), "precision": figure(a.get("precision")), "recall": figure(a.get("recall")),
             "share": round(100 * ((a.get("precision") or {}).get("value") or 0))}
            for a in row.get("at") or ()
        ],
    }  # fmt: skip


def _split(row: dict[str, Any]) -> dict[str, Any]:
    first = (row.get("at") or [{}])[0]
    lead = row.get("lead_days") or {}
    return {
        "as_of": row.get("as_of"),
        "k": first.get("k"),
        "precision": figure(first.get("precision")),
        "recall": figure(first.get("recall")),
        "share": round(100 * ((first.get("precision") or {}).get("value") or 0)),
        "lead": lead,
    }


def _groups(rows: Any, model: str) -> list[dict[str, Any]]:
    """Return the groups of the shown model, those with the greatest miss rate first."""
    mine = [r for r in rows if r.get("model") == model]
    mine.sort(key=lambda r: -((r.get("fnr") or {}).get("value") or 0))
    return [
        {
            "by": r.get("by"),
            "value": r.get("value"),
            "n": r.get("n"),
            "base": figure(r.get("base_rate")),
            "precision": figure(r.get("precision")),
            "fnr": figure(r.get("fnr")),
            "fpr": figure(r.get("fpr")),
        }
        for r in mine[:WORST]
    ]
