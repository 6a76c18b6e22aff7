"""Who is served how well: groups, stability, lead time, order of visits, selection, holes in the source.

Definitions: the interface of the back-test, §4 and §6. Group rates keep the membership of the list and draw entities anew.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from .arrays import NEVER, Codes, Floats, generator, iso, to_date
from .cohort import Question
from .measures import Pairs, concordance, order_of
from .resample import Scored, divided, interval
from .study import Study
from .table import Events
from .words import Notice, Said

MOST_REPEATS = 200  # of group rates: many groups, narrower questions


# --- lead time and stability -----------------------------------------------------------------------


def lead_days(split: Scored, rank: Codes, k: int) -> dict[str, Any]:
    """Return how long before the first event the list named its hits."""
    hits = (rank <= k) & (split.label > 0) & (split.first < NEVER)
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


def repeated_lead(splits: list[Scored], ranks: list[Codes], k: int) -> dict[str, Any]:
    """Return first label event − first list in the same run of consecutive lists."""
    since: dict[int, int] = {}
    days: list[int] = []
    for split, rank in zip(splits, ranks, strict=True):
        listed = set(split.entity[rank <= k].tolist())
        since = {entity: since.get(entity, split.as_of) for entity in listed}
        hits = (rank <= k) & (split.label > 0) & (split.first < NEVER)
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
    one: Scored, other: Scored, ranks: tuple[Codes, Codes], scores: tuple[Floats, Floats], k: int
) -> dict[str, Any]:
    """Compare two consecutive lists among entities in both cohorts."""
    common, at, at_other = np.intersect1d(one.entity, other.entity, return_indices=True)
    first = set(one.entity[at][ranks[0][at] <= k].tolist())
    second = set(other.entity[at_other][ranks[1][at_other] <= k].tolist())
    whole = first | second
    before = set(one.entity[ranks[0] <= k].tolist())
    now = set(other.entity[ranks[1] <= k].tolist())
    told: dict[str, Any] = {
        "from": iso(one.as_of),
        "to": iso(other.as_of),
        "jaccard": len(first & second) / len(whole) if whole else None,
        "rank_correlation": None,
        "churn": len(now - before),
    }
    if not whole:
        told["reason"] = "no entity in both cohorts is on either list"
    if len(common) > 2:
        x, y = rankdata(scores[0][at]), rankdata(scores[1][at_other])
        if x.std() > 0 and y.std() > 0:
            told["rank_correlation"] = float(np.corrcoef(x, y)[0, 1])
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
        told["auc"] = _group_auc(splits, model, by, name, kept)
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
    drawn = generator(config.seed, "groups").poisson(1.0, (entities, repeats)).astype(np.float32)
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
            weights = drawn[split.entity[mine]]
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
    for rate, above, below in (
        ("fnr", lambda s: s["positives"] - s["hits"], lambda s: s["positives"]),
        ("fpr", lambda s: s["listed"] - s["hits"], lambda s: s["n"] - s["positives"]),
        ("selected", lambda s: s["listed"], lambda s: s["n"]),
        ("precision", lambda s: s["hits"], lambda s: s["listed"]),
    ):
        quotient = divided(
            divided(above(told), below(told)), divided(above(reference), below(reference))
        )
        drawn = interval(quotient, level, "a rate is missing or nought")
        found[rate] = drawn["value"]
        found[f"{rate}_interval"] = [drawn["low"], drawn["high"]]
        outside = drawn["value"] is not None and not 0.8 <= drawn["value"] <= 1.25
        if outside and drawn["low"] is not None and (drawn["low"] > 1 or drawn["high"] < 1):
            marked.append(rate)
    found["marked"] = marked
    return found


def _group_auc(
    splits: list[Scored], model: str, by: str, name: str, kept: list[str]
) -> dict[str, Any]:
    total, pairs = 0.0, 0.0
    for split in splits:
        mine = _codes_of(split, by, kept) == kept.index(name)
        told = concordance(split.scores[model][mine], split.label[mine], split.weight[mine])
        total, pairs = total + told.concordant, pairs + told.pairs
    if not pairs:
        return {"value": None, "low": None, "high": None, "reason": "no positives, or no negatives"}
    return {"value": total / pairs, "low": None, "high": None}


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
    study: Study, t: int, window: int, place_of: dict[str, Floats], main: Floats | None
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
    differences = []
    for feature in study.common(members):
        x = feature.values.astype(np.float64)
        one, rest = x[visited & ~np.isnan(x)], x[~visited & ~np.isnan(x)]
        if len(one) > 1 and len(rest) > 1:
            spread = float(np.sqrt((one.var(ddof=1) + rest.var(ddof=1)) / 2))
            if spread > 0:
                differences.append(
                    {"column": feature.name, "smd": float((one.mean() - rest.mean()) / spread)}
                )
    told["visited_vs_rest"] = sorted(
        differences, key=lambda one: (-abs(one["smd"]), one["column"])
    )[:20]
    told["random_arm"] = random_arm(study, t, window, main)
    return told


def random_arm(study: Study, t: int, window: int, rank: Floats | None) -> dict[str, Any] | None:
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
    if rank is not None:
        members = study.members(t)
        listed = np.zeros(len(study.events.entities))
        listed[members.entity] = rank
        mine = listed[given.entity[drawn]]
        above = np.concatenate([[(weight * y * mine).sum()], (weight * y * mine) @ repeats])
        below = np.concatenate([[(weight * mine).sum()], (weight * mine) @ repeats])
        told["precision"] = interval(
            divided(above, below),
            question.config.bootstrap.level,
            "nobody drawn stands on the list",
        )
    return told


# --- holes -----------------------------------------------------------------------------------------


def holes(question: Question, events: Events) -> list[Notice]:
    """Name months without rows inside coverage, level breaks, and groups that start late: never silently negatives."""
    found: list[Notice] = []
    inside = (events.event < NEVER) & (events.event <= question.snapshot)
    if question.coverage_by:
        codes, names = events.text(question.coverage_by)
    else:
        codes, names = np.full(events.n, -1, dtype=np.int64), []
    for name in [*names, ""][:200] if question.coverage_by else [""]:
        for since, until in question.spans.get(name, question.spans.get("*", [])):
            mine = inside & (codes == (names.index(name) if name in names else -1))
            found += _months(events.event[mine], since, min(until, question.snapshot + 1), name)
    return found[:60]


def _months(days: Codes, since: int, until: int, name: str) -> list[Notice]:
    months = _whole_months(since, until)
    if len(months) < 6 or len(days) < 24:
        return []
    counts = np.array([int(((days >= first) & (days < after)).sum()) for first, after in months])
    middle = float(np.median(counts[counts > 0])) if (counts > 0).any() else 0.0
    if middle < 5:
        return []
    who, who_en = (f"“{name}”", f" of “{name}”") if name else ("", "")
    told: list[Notice] = []
    begins = int(np.flatnonzero(counts > 0)[0])
    if begins > 0:
        month = iso(months[begins][0])[:7]
        told.append(
            Notice(
                "late_start",
                Said(
                    f"来源{who}自{month}才有记录，晚于所写的覆盖期",
                    f"The source{who_en} starts in {month}, later than its coverage says",
                ),
            )
        )
    empty = [
        iso(month[0])[:7]
        for month, count in list(zip(months, counts, strict=True))[begins:]
        if count == 0
    ]
    if empty:
        told.append(
            Notice(
                "hole_month",
                Said(
                    f"覆盖期内{who}没有记录的月份：{'、'.join(empty[:12])}"
                    + (f"等{len(empty)}个" if len(empty) > 12 else ""),
                    f"Months without rows{who_en} inside coverage: {', '.join(empty[:12])}"
                    + (f" and {len(empty) - 12} more" if len(empty) > 12 else ""),
                ),
            )
        )
    odd = [
        iso(month[0])[:7]
        for month, count in zip(months, counts.tolist(), strict=True)
        if count and not middle / 4 <= count <= middle * 4
    ]
    if odd:
        told.append(
            Notice(
                "level_break",
                Said(
                    f"{who}记录数突变的月份（不足中位数四分之一或超过四倍）：{'、'.join(odd[:12])}"
                    + (f"等{len(odd)}个" if len(odd) > 12 else ""),
                    f"Months{who_en} below a quarter or above four times the median: {', '.join(odd[:12])}"
                    + (f" and {len(odd) - 12} more" if len(odd) > 12 else ""),
                ),
            )
        )
    return told


def _whole_months(since: int, until: int) -> list[tuple[int, int]]:
    """List the calendar months that lie wholly in [since, until)."""
    start = to_date(since)
    year, month = (
        (start.year, start.month) if start.day == 1 else divmod(start.year * 12 + start.month, 12)
    )
    month = month if start.day == 1 else month + 1
    found: list[tuple[int, int]] = []
    edges: NDArray[Any] = np.arange(
        np.datetime64(f"{year:04d}-{month:02d}"), np.datetime64(to_date(until).isoformat()[:7]) + 1
    )
    days = edges.astype("datetime64[D]").astype(np.int64)
    for first, after in zip(days[:-1].tolist(), days[1:].tolist(), strict=True):
        if after <= until:
            found.append((first, after))
    return found
