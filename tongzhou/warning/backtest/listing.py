"""The list of a morning: drawn by the code of the back-test, frozen with its model, data and hashes."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from . import verdict
from .arrays import Codes, iso, lottery, to_day
from .asking import Asked
from .drawn import Drawn
from .measures import ranks
from .report import as_json, plain, write_predictions
from .resample import Scored
from .run import DONE, Outcome, Run, code_digest
from .words import Wrong, nearest

MOST_REASONS = 3


def draw(
    asked: Asked,
    as_of: date,
    *,
    window: int | None,
    model: str | None,
    lang: str,
    out: Path | None,
    say: Callable[[str], None],
) -> dict[str, Any]:
    """Draw the list; return what is printed. With `out`, write list, scores, model and hashes."""
    run = Run(asked, lang=lang, say=say)
    days = window if window is not None else run.window
    if days not in run.windows:
        near = nearest(str(days), map(str, run.windows))
        raise Wrong(
            f"配置中没有{days}天的预测期。{near.zh}",
            f"There is no window of {days} days in the config.{near.en}",
        )
    t = to_day(as_of)
    drawn = run.study.draw(t, days, labels=False)
    if not len(drawn.cohort.pick):
        raise Wrong(
            f"{as_of}没有名单成员：没有相符且在覆盖期内的对象",
            f"There is nobody to list on {as_of}: no entity matches inside coverage",
        )
    chosen, standing = verdict.choose(drawn, asked.config)
    name = model or chosen or "count"
    if name not in drawn.scores:
        near = nearest(name, drawn.scores)
        raise Wrong(f"没有“{name}”的分数。{near.zh}", f"There are no scores of “{name}”.{near.en}")
    split = Scored(
        t,
        days,
        drawn.picked.entity,
        drawn.picked.visit,
        drawn.cohort.label,
        drawn.cohort.first,
        drawn.cohort.weight,
        [],
        drawn.scores,
        drawn.probabilities,
    )
    members = run.study.names(drawn.picked)
    lot = lottery(asked.config.models.seed, f"rank|{iso(t)}", members)
    places = {one: ranks(score, lot) for one, score in drawn.scores.items()}
    k = min(verdict.size_of(asked.config, verdict.main_place(asked.config), split.n), split.n)
    listed = np.argsort(places[name], kind="stable")[:k]
    told = {
        **run._head(),
        "as_of": iso(t),
        "window_days": days,
        "model": name,
        "chosen_by_rule": chosen or None,
        "standing_before": standing,
        "n": split.n,
        "train_as_of": [iso(one) for one in drawn.train_as_of],
        "warnings": run._warnings(),
        "names": _names(run, drawn, name, listed, places[name], lang),
    }
    if out is not None:
        _freeze(run, told, split, places, drawn, out, t, days)
    return told


def _names(
    run: Run, drawn: Drawn, name: str, listed: Codes, place: Codes, lang: str
) -> list[dict[str, Any]]:
    events = run.events
    picked = drawn.picked
    p = drawn.probabilities.get(name)
    reasons = _reasons(drawn, name, listed, lang)
    return [
        {
            "rank": int(place[at]),
            "entity": events.entities[int(picked.entity[at])],
            "row_id": str(events.row_ids[int(picked.visit[at])]) if picked.visit[at] >= 0 else None,
            "score": float(drawn.scores[name][at]),
            "probability": None if p is None else float(p[at]),
            "reasons": reasons[number],
        }
        for number, at in enumerate(listed.tolist())
    ]


def _reasons(drawn: Drawn, name: str, listed: Codes, lang: str) -> list[list[str]]:
    """Say what raised each listed score most."""
    if name not in drawn.trained or drawn.design is None:
        return [[] for _ in listed]
    some = drawn.design.taken(listed)
    share = drawn.trained[name].fitted.contributions(some)
    told = []
    for row in range(len(listed)):
        top = [
            at
            for at in np.argsort(-share[row], kind="stable")[:MOST_REASONS].tolist()
            if share[row, at] > 0
        ]
        told.append(
            [
                _phrase(some.names[at], float(some.values[row, at]), some.is_category[at], lang)
                for at in top
            ]
        )
    return told


WORDS = {"rows": "记录", "label": "结果记录", "visits": "检查", "findings": "查实"}
PHRASES = [
    (r"(rows|label|visits|findings)_(\d+)d", "近{1}天{0}数{v}", "{0} in {1} days: {v}"),
    (r"(rows|label|visits|findings)_ever", "历来{0}数{v}", "{0} ever: {v}"),
    (
        r"(rows|label|visits|findings)_decay_(\d+)d",
        "近期{0}密集度（半衰期{1}天）{v}",
        "recent {0} (half-life {1} days): {v}",
    ),
    (r"(rows|label|visits|findings)_days_since", "距上次{0}{v}天", "days since last of {0}: {v}"),
    (
        r"(rows|label|visits|findings)_days_since_first",
        "首次{0}至今{v}天",
        "days since first of {0}: {v}",
    ),
    (r"(rows|label|visits|findings)_per_year", "年均{0}数{v}", "{0} per year: {v}"),
    (r"(.+)_sum_(\d+)d", "近{1}天“{0}”合计{v}", "{0} in {1} days: {v}"),
    (r"(.+)_mean_(\d+)d", "近{1}天“{0}”平均{v}", "mean {0} in {1} days: {v}"),
    (r"(.+)_peer_rows_365d", "同一“{0}”近365天记录数{v}", "rows of the same {0} in 365 days: {v}"),
    (r"(.+)_last", "最近的“{0}”为{v}", "last {0}: {v}"),
]


def _phrase(name: str, value: float, is_category: bool, lang: str) -> str:
    """Say a feature and its value in words."""
    if is_category:
        column = name.removesuffix("_last")
        return f"its {column}" if lang == "en" else f"所属“{column}”"
    shown = "–" if np.isnan(value) else f"{value:,.6g}" if value == int(value) else f"{value:,.3g}"
    for form, zh, en in PHRASES:
        hit = re.fullmatch(form, name)
        if hit:
            parts = hit.groups()
            told = parts if lang == "en" else (WORDS.get(parts[0], parts[0]), *parts[1:])
            return (en if lang == "en" else zh).format(*told, v=shown)
    return f"{name}: {shown}" if lang == "en" else f"“{name}”为{shown}"


def _freeze(
    run: Run,
    told: dict[str, Any],
    split: Scored,
    places: dict[str, Codes],
    drawn: Drawn,
    out: Path,
    t: int,
    days: int,
) -> None:
    """Write the list and everything that made it, with a hash of each."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / "list.json").write_text(as_json(told) + "\n", "utf-8")
        outcome = Outcome(
            DONE,
            told,
            {days: [split]},
            run.study,
            {(t, days, one): place for one, place in places.items()},
        )
        write_predictions(outcome, out / "predictions.csv")
        frozen = {
            one: {**trained.fitted.frozen(), "calibration": _map(trained.map)}
            for one, trained in drawn.trained.items()
        }
        names = drawn.design.names if drawn.design else []
        (out / "model.json").write_text(
            json.dumps(plain({"features": names, "models": frozen}), ensure_ascii=False) + "\n",
            "utf-8",
        )
        hashes = {
            one: f"sha256:{hashlib.sha256((out / one).read_bytes()).hexdigest()}"
            for one in ("list.json", "predictions.csv", "model.json")
        }
        (out / "manifest.json").write_text(
            as_json(
                {
                    "data": f"sha256:{run.digest}",
                    "config": told["hashes"]["config"],
                    "code": f"sha256:{code_digest()}",
                    **hashes,
                }
            )
            + "\n",
            "utf-8",
        )
    except OSError as why:
        raise Wrong(
            f"无法写入“{out}”（{why.strerror}）", f"“{out}” cannot be written ({why.strerror})"
        ) from None


def _map(told: Any) -> Any:
    if told is None or isinstance(told, tuple):
        return told
    return {"x": told.X_thresholds_.tolist(), "y": told.y_thresholds_.tolist()}
