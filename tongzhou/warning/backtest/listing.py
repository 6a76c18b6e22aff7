"""The list of a morning: drawn by the code of the back-test, frozen with its model, data and hashes."""

from __future__ import annotations

import hashlib
import json
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
from .reasons import reasons
from .report import as_json, plain, write_predictions
from .resample import Scored
from .run import DONE, Outcome, Run, code_digest
from .scoring import scored
from .standing import standing
from .words import Wrong, nearest

FILES = ("list.json", "predictions.csv", "model.json", "manifest.json")


def draw(
    asked: Asked,
    as_of: date,
    *,
    window: int | None,
    model: str | None,
    lang: str,
    out: Path | None,
    say: Callable[[str], None],
    score: Path | None = None,
) -> Outcome:
    """Draw the list; return what is printed. With `out`, write list, scores, model and hashes.

    By what it is drawn is the back-test's to say (`score`: the folder of its scorecard). A leak that ends the back-test ends the list.
    """
    run = Run(asked, lang=lang, say=say)
    days = window if window is not None else run.window
    if days not in run.windows:
        near = nearest(str(days), map(str, run.windows))
        raise Wrong(
            f"配置中没有{days}天的预测期。{near.zh}",
            f"There is no window of {days} days in the config.{near.en}",
        )
    t = to_day(as_of)
    if not len(run.study.cohort(t, days, labels=False)[1].pick):
        raise Wrong(
            f"{as_of}没有名单成员：没有相符且在覆盖期内的对象",
            f"There is nobody to list on {as_of}: no entity matches inside coverage",
        )
    told_before = standing(run, score)
    if told_before.refused is not None:
        for name in FILES if out is not None else ():
            (out / name).unlink(missing_ok=True)  # type: ignore[operator]
        return told_before.refused
    drawn = run.study.draw(t, days, labels=False)
    name, offered, why = told_before.choose(set(drawn.scores), model)
    if name not in drawn.scores:
        near = nearest(name, drawn.scores)
        raise Wrong(f"没有“{name}”的分数。{near.zh}", f"There are no scores of “{name}”.{near.en}")
    chosen, before = verdict.choose(drawn, asked.config)
    split = scored(run.study, drawn)
    lot = lottery(asked.config.models.seed, f"rank|{iso(t)}", run.study.names(drawn.picked))
    places = {one: ranks(score, lot) for one, score in drawn.scores.items()}
    mine = np.flatnonzero(split.listed(places[name], verdict.main_place(asked.config)))
    listed = mine[np.argsort(places[name][mine], kind="stable")]
    told = {
        **run.head(),
        "as_of": iso(t),
        "window_days": days,
        "model": name,
        "offered": offered,
        "basis": why.in_(lang),
        "chosen_by_rule": chosen or None,
        "standing_before": before,
        "n": split.n,
        "train_as_of": [iso(one) for one in drawn.train_as_of],
        "warnings": run.warnings(),
        "names": _names(run, drawn, split, name, listed, places[name]),
    }
    if out is not None:
        _freeze(run, told, split, places, drawn, out, t, days)
    return Outcome(DONE, told)


def _names(
    run: Run, drawn: Drawn, split: Scored, name: str, listed: Codes, place: Codes
) -> list[dict[str, Any]]:
    events = run.events
    picked = drawn.picked
    p = drawn.probabilities.get(name)
    why = reasons(drawn, name, listed, run.config, run.lang)
    told = []
    for number, at in enumerate(listed.tolist()):
        told.append(
            {
                "rank": int(place[at]),
                "entity": events.entities[int(picked.entity[at])],
                "row_id": str(events.row_ids[int(picked.visit[at])])
                if picked.visit[at] >= 0
                else None,
                "score": float(drawn.scores[name][at]),
                "probability": None if p is None else float(p[at]),
                "reasons": why[number],
            }
        )
        if split.per is not None:
            code = int(split.per[0][at])
            told[-1]["group"] = split.per_names[code] if code >= 0 else ""
    return told


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
