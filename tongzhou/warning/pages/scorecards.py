"""成绩单 — the published results of back-tests. Everybody who works on the platform may read them: nothing here is of a person."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.registry.models import Industry
from tongzhou.warning.models import Scorecard

EACH = 30
WORST = 12


NAMES = {
    "random": gettext_lazy("随机"),
    "last_year": gettext_lazy("近一年次数"),
    "count": gettext_lazy("历史次数"),
    "count_recency": gettext_lazy("历史次数（近的优先）"),
    "decay": gettext_lazy("次数（越近权重越大）"),
    "group_rate": gettext_lazy("同组发生率"),
    "logistic_few": gettext_lazy("少数指标的逻辑回归"),
    "logistic": gettext_lazy("逻辑回归"),
    "boosting": gettext_lazy("梯度提升树"),
    "days_since_last_visit": gettext_lazy("距上次检查的天数"),
    "label_last_year": gettext_lazy("近一年查实次数"),
    "label_count": gettext_lazy("历史查实次数"),
    "truncation": gettext_lazy("截断检验：名单日以后的行删去，结果应不变"),
    "permuted_future": gettext_lazy("打乱将来：名单日以后的行打乱，结果应不变"),
    "row_overlap": gettext_lazy("训练与检验的行不重叠"),
    "embargo": gettext_lazy("训练窗口与名单日留有间隔"),
    "month_profile": gettext_lazy("按月的命中没有突变"),
    "one_column": gettext_lazy("没有一列单独就能预测"),
    "snapshot_column": gettext_lazy("没有事后更新的列"),
    "twins": gettext_lazy("没有与结果几乎相同的列"),
    "serial": gettext_lazy("编号不泄露结果"),
    "permuted_labels": gettext_lazy("打乱结果后应学不到东西"),
    "too_good": gettext_lazy("成绩没有好得可疑"),
    "industry": gettext_lazy("行业"),
    "size": gettext_lazy("规模"),
    "county": gettext_lazy("旗县"),
    "district": gettext_lazy("地区"),
    "other": gettext_lazy("其他"),
    "data": gettext_lazy("数据"),
    "config": gettext_lazy("配置"),
    "code": gettext_lazy("程序"),
}


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
        "hashes": [(named(k), v) for k, v in (body.get("hashes") or {}).items()],
        "pooled": [
            _pooled(p, shown) for p in body.get("pooled") or () if p.get("window_days") == window
        ],
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
        "leaks": [x | {"label": named(x.get("test"))} for x in body.get("leaks") or ()],
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


def _pooled(row: dict[str, Any], shown: str) -> dict[str, Any]:
    return {
        "model": named(row.get("model")),
        "is_shown": row.get("model") == shown,
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
    letters = [str(r.get("value")) for r in mine if r.get("by") == "industry"]
    industries = dict(Industry.objects.filter(code__in=letters).values_list("code", "name"))
    mine.sort(key=lambda r: -((r.get("fnr") or {}).get("value") or 0))
    return [
        {
            "by": named(r.get("by")),
            "value": _value(r, industries),
            "n": r.get("n"),
            "base": figure(r.get("base_rate")),
            "precision": figure(r.get("precision")),
            "fnr": figure(r.get("fnr")),
            "fpr": figure(r.get("fpr")),
        }
        for r in mine[:WORST]
    ]


def _value(row: dict[str, Any], industries: dict[str, str]) -> str:
    """Return a group in words: an industry by its name, the rest as it was counted."""
    value = str(row.get("value") or "")
    if row.get("by") == "industry":
        return industries.get(value, value)
    return named(value)


def named(code: Any) -> str:
    """Return what a model, a baseline, a test or a column is called for who reads; what is not known stays as it is."""
    return str(NAMES.get(str(code or ""), code or ""))
