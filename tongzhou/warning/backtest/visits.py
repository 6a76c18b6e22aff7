"""Visits: what an order by score would have changed, whom officers choose, and what a random arm says about the rest.

Definitions: the interface of the back-test, §4 and §6. A finding exists only where somebody looked.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .arrays import NEVER, Codes, Floats, generator, iso
from .audit import MOST_REPEATS
from .measures import Pairs, concordance, order_of
from .resample import Scored, divided, interval
from .study import Study

# --- order of visits -------------------------------------------------------------------------------


def order_figures(study: Study, split: Scored, model: str) -> dict[str, Any]:
    """Return what would change had the visits of the period been made in the order of their scores."""
    question, given = study.question, study.given
    config = question.config
    real = given.day(question.visit_date)[split.visit]
    drawn = generator(config.bootstrap.seed, "order").poisson(
        1.0, (len(study.events.entities), min(config.bootstrap.repeats, MOST_REPEATS))
    )
    weight = drawn[split.entity].astype(np.float64)
    level = config.bootstrap.level
    order = order_of(split.scores[model])
    dealt = np.empty(len(real))
    sorted_days = np.sort(real)
    blocks = np.concatenate([order.begins[1:], [order.n]]) - order.begins
    means = np.add.reduceat(sorted_days.astype(np.float64), order.begins) / blocks
    dealt[order.at] = np.repeat(means, blocks)
    hit = (split.label > 0).astype(np.float64)
    gain = (real - dealt) * hit
    above = np.concatenate([[gain.sum()], gain @ weight])
    below = np.concatenate([[hit.sum()], hit @ weight])
    half = np.empty(order.n)
    middle = order.n / 2
    half[order.at] = np.repeat(np.clip((middle - order.begins) / blocks, 0, 1), blocks)
    early = np.concatenate([[(half * hit).sum()], (half * hit) @ weight])
    told: dict[str, Any] = {
        "as_of": iso(split.as_of),
        "window_days": split.window,
        "model": model,
        "days_earlier": interval(divided(above, below), level, "no findings"),
        "first_half_share": interval(divided(early, below), level, "no findings"),
    }
    if config.order.officer:
        codes = given.text(config.order.officer)[0][split.visit]
        told["within_officer_auc"] = _stratified(split.scores[model], split.label, codes)
        told["officer_only_auc"] = _stratified(
            officer_rate(study, split, codes), split.label, np.zeros(split.n, dtype=np.int64)
        )
    else:
        none = {"value": None, "low": None, "high": None, "reason": "order.officer is not stated"}
        told["within_officer_auc"] = told["officer_only_auc"] = none
    return told


def _stratified(score: Floats, label: Floats, strata: Codes) -> dict[str, Any]:
    total, pairs = 0.0, 0.0
    for one in np.unique(strata[strata >= 0]).tolist():
        mine = strata == one
        told: Pairs = concordance(score[mine], label[mine])
        total, pairs = total + told.concordant, pairs + told.pairs
    if not pairs:
        return {"value": None, "low": None, "high": None, "reason": "no pair of a finding and none"}
    return {"value": total / pairs, "low": None, "high": None}


def officer_rate(study: Study, split: Scored, codes: Codes) -> Floats:
    """Return each visit's score by the officer's own past rate of findings, shrunk to the mean."""
    question, given = study.question, study.given
    officer = given.text(question.config.order.officer)[0]
    value = study.outcomes(split.as_of).value
    seen = ~np.isnan(value) & (officer >= 0) & (given.known < split.as_of)
    size = int(officer.max(initial=0)) + 1
    up = np.bincount(officer[seen], (value[seen] > 0).astype(np.float64), minlength=size)
    all_ = np.bincount(officer[seen], minlength=size)
    mean = float(up.sum() / max(all_.sum(), 1))
    rate = (up + 20 * mean) / (all_ + 20)
    return np.where(codes >= 0, rate[np.maximum(codes, 0)], mean)


# --- selection -------------------------------------------------------------------------------------


def selection(
    study: Study, t: int, window: int, lists: dict[str, tuple[Codes, Floats]]
) -> dict[str, Any] | None:
    """Show how the visited differ from the rest, and what a random arm says."""
    question = study.question
    if not question.value or question.is_visit:
        return None
    members = study.members(t)
    given, found = study.given, study.outcomes(NEVER)
    day = given.day(question.label_date)
    rows = ~np.isnan(found.value) & (day >= t + question.gap) & (day < t + question.gap + window)
    visited = np.isin(members.entity, given.entity[rows])
    told: dict[str, Any] = {
        "as_of": iso(t),
        "window_days": window,
        "visited_share": float(visited.mean()) if members.n else None,
    }
    differences: list[tuple[float, str]] = []
    for feature in study.common(members):
        x = feature.values.astype(np.float64)
        one, rest = x[visited & ~np.isnan(x)], x[~visited & ~np.isnan(x)]
        if len(one) > 1 and len(rest) > 1:
            spread = float(np.sqrt((one.var(ddof=1) + rest.var(ddof=1)) / 2))
            if spread > 0:
                differences.append((float((one.mean() - rest.mean()) / spread), feature.name))
    told["visited_vs_rest"] = [
        {"column": name, "smd": smd}
        for smd, name in sorted(differences, key=lambda one: (-abs(one[0]), one[1]))[:20]
    ]
    told["random_arm"] = random_arm(study, t, window, lists)
    return told


def random_arm(
    study: Study, t: int, window: int, lists: dict[str, tuple[Codes, Floats]]
) -> dict[str, Any] | None:
    """Return Σ y/q ÷ Σ 1/q over the randomly drawn: the base rate nobody's choice has bent."""
    question, given = study.question, study.given
    if not question.config.data.visit_probability:
        return None
    q = given.number(question.config.data.visit_probability)
    found, day = study.outcomes(NEVER), given.day(question.label_date)
    inside = ~np.isnan(found.value) & (day >= t + question.gap) & (day < t + question.gap + window)
    drawn = inside & (q > 0) & (q <= 1)
    told: dict[str, Any] = {"drawn": int(drawn.sum()), "visited": int(inside.sum())}
    if not drawn.any():
        return {
            **told,
            "base_rate": {
                "value": None,
                "low": None,
                "high": None,
                "reason": "nobody was drawn at random",
            },
        }
    repeats = generator(study.seed, "arm", t).poisson(
        1.0, (len(study.events.entities), MOST_REPEATS)
    )[given.entity[drawn]]
    weight = 1 / q[drawn]
    y = (found.value[drawn] > 0).astype(np.float64)
    above = np.concatenate([[(weight * y).sum()], (weight * y) @ repeats])
    below = np.concatenate([[weight.sum()], weight @ repeats])
    told["base_rate"] = interval(divided(above, below), question.config.bootstrap.level)
    chosen = inside & ~drawn
    told["chosen_rate"] = float((found.value[chosen] > 0).mean()) if chosen.any() else None
    told["precision"] = {}
    for model, chance in lists.items():
        listed = np.zeros(len(study.events.entities))
        listed[chance[0]] = chance[1]
        mine = listed[given.entity[drawn]]
        above = np.concatenate([[(weight * y * mine).sum()], (weight * y * mine) @ repeats])
        below = np.concatenate([[(weight * mine).sum()], (weight * mine) @ repeats])
        told["precision"][model] = interval(
            divided(above, below),
            question.config.bootstrap.level,
            "nobody drawn stands on the list",
        )
    return told
