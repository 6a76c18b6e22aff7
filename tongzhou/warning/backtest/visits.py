"""Visits: what an order by score would have changed, whom officers choose, and what a random arm says about the rest.

Definitions: the interface of the back-test, §4 and §6. A finding exists only where somebody looked.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .arrays import NEVER, Codes, Flags, Floats, generator, iso
from .audit import MOST_REPEATS
from .cohort import Members
from .measures import order_of
from .resample import Draws, Scored, divided, interval, pairs_drawn
from .study import Study

# --- order of visits -------------------------------------------------------------------------------


def order_figures(study: Study, split: Scored, model: str) -> dict[str, Any]:
    """Return what would change had the visits of the period been made in the order of their scores."""
    question, given = study.question, study.given
    config = question.config
    real = given.day(question.visit_date)[split.visit]
    drawn = (
        generator(config.bootstrap.seed, "order")
        .poisson(1.0, (len(study.events.entities), min(config.bootstrap.repeats, MOST_REPEATS)))
        .astype(np.uint8)
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
        told["within_officer_auc"] = _stratified(
            split.scores[model], split.label, codes, drawn[split.entity], level
        )
        told["officer_only_auc"] = _stratified(
            officer_rate(study, split, codes), split.label, np.zeros(split.n, dtype=np.int64), drawn[split.entity], level
        )  # fmt: skip
    else:
        none = {"value": None, "low": None, "high": None, "reason": "order.officer is not stated"}
        told["within_officer_auc"] = told["officer_only_auc"] = none
    told["officer_held_auc"] = _held(split, model, drawn[split.entity], level)
    return told


def _held(split: Scored, model: str, drawn: Draws, level: float) -> dict[str, Any]:
    """Return the AUC with the officer held at the mean: what is left when nobody's way of looking counts."""
    if model not in split.held:
        reason = "no officer is stated, or the score is a baseline, which learns of no officer"
        return {"value": None, "low": None, "high": None, "reason": reason}
    pairs = pairs_drawn(split.held[model], split.label, np.ones(split.n), drawn)
    return interval(divided(*pairs), level)


def _stratified(
    score: Floats, label: Floats, strata: Codes, drawn: Draws, level: float
) -> dict[str, Any]:
    """Return the concordance over pairs within one stratum, pooled by number of pairs."""
    above, below = np.zeros(drawn.shape[1] + 1), np.zeros(drawn.shape[1] + 1)
    for one in np.unique(strata[strata >= 0]).tolist():
        mine = np.flatnonzero(strata == one)
        told, all_ = pairs_drawn(score[mine], label[mine], np.ones(len(mine)), drawn[mine])
        above, below = above + told, below + all_
    return interval(divided(above, below), level, "no pair of a finding and none")


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
) -> dict[str, Any]:
    """Show how the visited differ from the rest, and what a random arm says."""
    question = study.question
    if not question.value:
        return {
            "visited_share": None,
            "visited_vs_rest": [],
            "random_arm": None,
            "reason": "label.kind is “event”: rows come by themselves, nobody is visited",
        }
    members = _everybody(study, t)
    given, found = study.given, study.outcomes(NEVER)
    day = given.day(question.label_date)
    rows = ~np.isnan(found.value) & (day >= t + question.gap) & (day < t + question.gap + window)
    visited = np.isin(members.entity, given.entity[rows])
    told: dict[str, Any] = {
        "as_of": iso(t),
        "window_days": window,
        "visited_share": float(visited.mean()) if members.n else None,
    }
    told["visited_vs_rest"] = _visited_and_rest(study, members, visited)
    told["random_arm"] = random_arm(study, t, window, lists)
    if told["random_arm"] is None:
        told["reason"] = "data.visit_probability is not stated: there is no random arm"
    return told


def _everybody(study: Study, t: int) -> Members:
    """Return whoever could have been visited; where visits are ranked, every entity known within the look-back."""
    if not study.question.is_visit:
        return study.members(t)
    events, lookback = study.events, study.config.cohort.lookback_days
    since = t - lookback if lookback is not None else -NEVER
    entity = np.unique(events.entity[(events.known < t) & (events.known >= since)])
    n = len(entity)
    return Members(t, entity, np.full(n, t, dtype=np.int64), np.full(n, -1, dtype=np.int64))


def _visited_and_rest(study: Study, members: Members, visited: Flags) -> list[dict[str, Any]]:
    """Return the standardised differences of numbers, and of each category's most different value, largest first."""
    numbers = [
        {"column": one.name, "smd": smd}
        for one in study.builder.common(members)
        if (smd := _smd(one.values.astype(np.float64), visited)) is not None
    ]
    categories: list[dict[str, Any]] = []
    barred = {study.config.order.officer, *study.config.features.never}
    columns = [*study.builder.categories(), *study.config.groups.by]
    for column in dict.fromkeys(columns):
        if column in barred or column not in study.events.raw.names:
            continue
        code, values = study.builder.last_code(column, members), study.events.raw.text(column)[1]
        told: list[dict[str, Any]] = [
            {"column": column, "value": values[one], "smd": smd}
            for one in study.builder.levels(column, members.as_of)
            if (smd := _smd((code == one).astype(np.float64), visited)) is not None
        ]
        categories += sorted(told, key=lambda one: -abs(one["smd"]))[:1]

    def largest(some: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return sorted(some, key=lambda one: (-abs(one["smd"]), one["column"]))

    return largest([*largest(numbers)[:20], *categories])


def _smd(values: Floats, visited: Flags) -> float | None:
    """Return difference of means / pooled SD; None where nothing varies."""
    known = ~np.isnan(values)
    one, rest = values[visited & known], values[~visited & known]
    if len(one) < 2 or len(rest) < 2:
        return None
    spread = float(np.sqrt((one.var(ddof=1) + rest.var(ddof=1)) / 2))
    return float((one.mean() - rest.mean()) / spread) if spread > 0 else None


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
    if told["chosen_rate"] is None:
        told["reason"] = "every visit was drawn at random"
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
