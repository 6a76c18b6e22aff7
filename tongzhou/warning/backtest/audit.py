"""Who is served how well: groups, stability, lead time, order of visits, selection, holes in the source.

Definitions: the interface of the back-test, §4 and §6. Group rates keep the membership of the list and draw entities anew.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from .arrays import NEVER, Codes, Flags, Floats, generator, iso
from .cohort import Question
from .resample import Scored, divided, interval, pairs_drawn

MOST_REPEATS = 200  # of group rates: many groups, narrower questions


# --- lead time and stability -----------------------------------------------------------------------


def lead_days(split: Scored, listed: Flags) -> dict[str, Any]:
    """Return how long before the first event the list named its hits."""
    hits = listed & (split.label > 0) & (split.first < NEVER)
    days = (split.first - split.as_of)[hits]
    if not len(days):
        return {"median": None, "p25": None, "p75": None, "reason": "no hits"}
    return {
        "median": float(np.median(days)),
        "p25": float(np.quantile(days, 0.25)),
        "p75": float(np.quantile(days, 0.75)),
        "share_14": float((days >= 14).mean()),
        "share_30": float((days >= 30).mean()),
    }


def repeated_lead(splits: list[Scored], lists: list[Flags]) -> dict[str, Any]:
    """Return first label event − first list in the same run of consecutive lists."""
    since: dict[int, int] = {}
    days: list[int] = []
    for split, listed in zip(splits, lists, strict=True):
        named = set(split.entity[listed].tolist())
        since = {entity: since.get(entity, split.as_of) for entity in named}
        hits = listed & (split.label > 0) & (split.first < NEVER)
        days += [
            int(day) - since[entity]
            for entity, day in zip(
                split.entity[hits].tolist(), split.first[hits].tolist(), strict=True
            )
        ]
    if not days:
        return {"median": None, "reason": "no hits"}
    return {
        "median": float(np.median(days)),
        "p25": float(np.quantile(days, 0.25)),
        "p75": float(np.quantile(days, 0.75)),
    }


def stability(
    one: Scored, other: Scored, lists: tuple[Flags, Flags], scores: tuple[Floats, Floats]
) -> dict[str, Any]:
    """Compare two consecutive lists among entities in both cohorts."""
    common, at, at_other = np.intersect1d(one.entity, other.entity, return_indices=True)
    first = set(one.entity[at][lists[0][at]].tolist())
    second = set(other.entity[at_other][lists[1][at_other]].tolist())
    whole = first | second
    before = set(one.entity[lists[0]].tolist())
    now = set(other.entity[lists[1]].tolist())
    told: dict[str, Any] = {
        "from": iso(one.as_of),
        "to": iso(other.as_of),
        "jaccard": len(first & second) / len(whole) if whole else None,
        "rank_correlation": None,
        "churn": len(now - before),
    }
    if len(common) > 2:
        x, y = rankdata(scores[0][at]), rankdata(scores[1][at_other])
        if x.std() > 0 and y.std() > 0:
            told["rank_correlation"] = float(np.corrcoef(x, y)[0, 1])
    if told["rank_correlation"] is None:
        told["reason"] = "fewer than three entities in both cohorts, or scores that do not vary"
    if not whole:
        told["reason"] = "no entity in both cohorts is on either list"
    return told


# --- groups ----------------------------------------------------------------------------------------


def group_rates(
    splits: list[Scored], model: str, place: int, by: str, question: Question, entities: int
) -> list[dict[str, Any]]:
    """Return the error rates of each group, pooled over the splits; small groups stand together as “other”."""
    config = question.config
    members: dict[str, int] = {}
    for split in splits:
        codes, names = split.groups[by]
        counts = np.bincount(codes[codes >= 0], minlength=len(names))
        for name, count in zip(names, counts.tolist(), strict=True):
            members[name] = members.get(name, 0) + count
        members["(empty)"] = members.get("(empty)", 0) + int((codes < 0).sum())
    kept = [name for name, count in members.items() if count >= config.groups.min_group]
    kept = sorted(kept, key=lambda name: (-members[name], name))[:40]
    if any(count and name not in kept for name, count in members.items()):
        kept.append("other")
    sums = _group_sums(splits, model, place, by, kept, question, entities)
    reference = config.groups.reference.get(by) or next(
        (name for name in kept if name != "other"), ""
    )
    level = config.bootstrap.level
    found = []
    for name in kept:
        told = _rates(sums[name], level)
        told = {
            "by": by,
            "value": name,
            "model": model,
            "k": splits[0].ks[place],
            "window_days": splits[0].window,
            "n": int(sums[name]["n"][0]),
            **told,
        }
        told["auc"] = _group_auc(splits, model, by, name, kept, question, entities)
        told["disparity"] = _disparity(sums[name], sums.get(reference), reference, level)
        found.append(told)
    return found


def _codes_of(split: Scored, by: str, kept: list[str]) -> Codes:
    """Return places in `kept`; whoever is in no kept group belongs to “other”."""
    codes, names = split.groups[by]
    table = np.array(
        [kept.index(name) if name in kept else len(kept) - 1 for name in [*names, "(empty)"]],
        dtype=np.int64,
    )
    return table[codes]


@lru_cache(maxsize=1)
def _weights(seed: int, entities: int, repeats: int) -> NDArray[np.uint8]:
    """Draw the weights of the entities once for all groups and models."""
    return generator(seed, "groups").poisson(1.0, (entities, repeats)).astype(np.uint8)


def _group_sums(
    splits: list[Scored],
    model: str,
    place: int,
    by: str,
    kept: list[str],
    question: Question,
    entities: int,
) -> dict[str, dict[str, Floats]]:
    config = question.config.bootstrap
    repeats = min(config.repeats, MOST_REPEATS)
    drawn = _weights(config.seed, entities, repeats)
    keys = ("n", "listed", "positives", "hits", "p")
    sums = {name: {key: np.zeros(repeats + 1) for key in keys} for name in kept}
    for split in splits:
        codes = _codes_of(split, by, kept)
        label = np.nan_to_num(split.label)
        seen = (~np.isnan(split.label)) * split.weight
        chance = split.chance(model, place)
        p = split.probabilities.get(model)
        columns = np.column_stack(
            [
                seen,
                seen * chance,
                seen * label,
                seen * chance * label,
                seen * (p if p is not None else 0),
            ]
        )
        for at, name in enumerate(kept):
            mine = codes == at
            told = columns[mine]
            weights = drawn[split.entity[mine]].astype(np.float32)
            for column, key in enumerate(keys):
                sums[name][key][0] += told[:, column].sum()
                sums[name][key][1:] += told[:, column].astype(np.float32) @ weights
    return sums


def _rates(told: dict[str, Floats], level: float) -> dict[str, Any]:
    quiet = told["n"] - told["positives"]
    return {
        "base_rate": interval(divided(told["positives"], told["n"]), level, "empty group"),
        "selected": interval(divided(told["listed"], told["n"]), level, "empty group"),
        "precision": interval(
            divided(told["hits"], told["listed"]), level, "nobody of the group is listed"
        ),
        "recall": interval(divided(told["hits"], told["positives"]), level, "no positives"),
        "fpr": interval(divided(told["listed"] - told["hits"], quiet), level, "no negatives"),
        "fnr": interval(
            divided(told["positives"] - told["hits"], told["positives"]), level, "no positives"
        ),
        "calibration_ratio": interval(divided(told["p"], told["positives"]), level, "no positives")
        if told["p"][0] > 0
        else {"value": None, "low": None, "high": None, "reason": "no probabilities"},
    }


def _disparity(
    told: dict[str, Floats], reference: dict[str, Floats] | None, name: str, level: float
) -> dict[str, Any]:
    if reference is None:
        return {"reference": None, "reason": "no group is large enough to be the reference"}
    found: dict[str, Any] = {"reference": name}
    marked = []
    for rate in ("fnr", "fpr", "selected", "precision"):
        quotient = divided(_rate_of(told, rate), _rate_of(reference, rate))
        drawn = interval(quotient, level, "a rate is missing or nought")
        found[rate] = drawn["value"]
        found[f"{rate}_interval"] = [drawn["low"], drawn["high"]]
        if drawn["value"] is None:
            found["reason"] = drawn["reason"]
        outside = drawn["value"] is not None and not 0.8 <= drawn["value"] <= 1.25
        if outside and drawn["low"] is not None and (drawn["low"] > 1 or drawn["high"] < 1):
            marked.append(rate)
    found["marked"] = marked
    return found


def _rate_of(told: dict[str, Floats], rate: str) -> Floats:
    if rate == "fnr":
        return divided(told["positives"] - told["hits"], told["positives"])
    if rate == "fpr":
        return divided(told["listed"] - told["hits"], told["n"] - told["positives"])
    return (
        divided(told["listed"], told["n"])
        if rate == "selected"
        else divided(told["hits"], told["listed"])
    )


def _group_auc(
    splits: list[Scored],
    model: str,
    by: str,
    name: str,
    kept: list[str],
    question: Question,
    entities: int,
) -> dict[str, Any]:
    config = question.config.bootstrap
    drawn = _weights(config.seed, entities, min(config.repeats, MOST_REPEATS))
    above, below = np.zeros(drawn.shape[1] + 1), np.zeros(drawn.shape[1] + 1)
    for split in splits:
        mine = _codes_of(split, by, kept) == kept.index(name)
        one, all_ = pairs_drawn(
            split.scores[model][mine],
            split.label[mine],
            split.weight[mine],
            drawn[split.entity[mine]],
        )
        above, below = above + one, below + all_
    return interval(divided(above, below), config.level)
