"""Intervals: entities are drawn anew, with the same Poisson(1) weight in every split and for every model; *k* stays fixed.

Every figure is kept as numerator and denominator, so that a pooled figure is the ratio of the sums over splits and a difference is
drawn with both lists under the same weights. Periods are not drawn anew: the spread between splits is shown beside the interval.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arrays import Codes, Days, Flags, Floats, generator
from .measures import (
    Order,
    average_precision,
    border_ties,
    concordance,
    order_of,
    seats,
    share_by_group,
    share_in_list,
)

CHUNK = 100  # repeats at a time, to bound memory
Draws = NDArray[np.uint8]  # entities × repeats


@dataclass
class Scored:
    """One split and window: whoever was ranked, what came, and every model's scores."""

    as_of: int
    window: int
    entity: Codes
    visit: Codes
    label: Floats
    first: Days
    weight: Floats
    ks: list[int]
    scores: dict[str, Floats] = field(default_factory=dict)
    probabilities: dict[str, Floats] = field(default_factory=dict)
    groups: dict[str, tuple[Codes, list[str]]] = field(default_factory=dict)
    per: tuple[Codes, list[float]] | None = (
        None  # groups that each get the same share, and the shares
    )
    per_names: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)  # model → why it has no figure
    held: dict[str, Floats] = field(default_factory=dict)  # scores with the officer at the mean

    @property
    def n(self) -> int:
        """Members."""
        return len(self.entity)

    def is_short(self, place: int) -> bool:
        """Whether there are fewer members than the `place`-th capacity: no list can be drawn from them."""
        return self.n < self.ks[place]

    @property
    def positives(self) -> float:
        """Known positives."""
        return float(np.nansum(self.label))

    @property
    def is_plain(self) -> bool:
        """Whether every label is known and counts once."""
        return bool(~np.isnan(self.label).any() and (self.weight == 1).all())

    def chance(self, model: str, place: int) -> Floats:
        """Return each member's chance of being on the list of the `place`-th capacity."""
        if self.per is not None:
            return share_by_group(self.scores[model], self.per[0], self.per[1][place])
        return share_in_list(order_of(self.scores[model]), self.ks[place])

    def listed(self, rank: Codes, place: int) -> Flags:
        """Mark who is named on the list of the `place`-th capacity, whole names, by places that break ties."""
        if self.per is None:
            return np.asarray(rank <= self.ks[place])
        groups, told = self.per[0], np.zeros(self.n, dtype=bool)
        for group, some in seats(groups, self.ks[place]).items():
            at = np.flatnonzero(groups == group)
            told[at[np.argsort(rank[at], kind="stable")[:some]]] = True
        return told

    def expected_ties(self, model: str, place: int) -> float:
        """Return the hits of the list that count only in expectation; where each group has its share, group by group."""
        score, label = self.scores[model], self.label
        if self.per is None:
            return border_ties(order_of(score), self.ks[place], label)
        groups, share = self.per[0], self.per[1][place]
        told = 0.0
        for group in np.unique(groups).tolist():
            at = np.flatnonzero(groups == group)
            told += border_ties(order_of(score[at]), share * len(at), label[at])
        return told


@dataclass
class Fractions:
    """Numerators and denominators by figure; index 0 is the sample itself, 1… its repeats."""

    above: dict[str, Floats]
    below: dict[str, Floats]

    def value(self, figure: str) -> float | None:
        """Return the figure of the sample."""
        return ratio(float(self.above[figure][0]), float(self.below[figure][0]))


def ratio(above: float, below: float) -> float | None:
    """Divide, or say that there is nothing to divide by."""
    return above / below if below > 0 else None


def figures(ks: Sequence[int]) -> list[str]:
    """Name the figures kept for each model and split."""
    told = ["auc", "average_precision", "brier", "rate"]
    for place in range(len(ks)):
        told += [f"precision{place}", f"recall{place}"]
    return told


def resample(
    splits: list[Scored], models: list[str], entities: int, *, repeats: int, seed: int
) -> dict[tuple[str, int], Fractions]:
    """Return the fractions of every model in every split, under one set of weights."""
    found: dict[tuple[str, int], Fractions] = {}
    for place, split in enumerate(splits):
        for model in models:
            if model in split.scores:
                names = figures(split.ks)
                found[model, place] = Fractions(
                    {name: np.zeros(repeats + 1) for name in names},
                    {name: np.zeros(repeats + 1) for name in names},
                )
                _sample(found[model, place], split, model)
    orders = {(model, place): order_of(splits[place].scores[model]) for model, place in found}
    chances = {
        (model, place, at): splits[place].chance(model, at)
        for model, place in found
        if splits[place].per is not None
        for at in range(len(splits[place].ks))
        if not splits[place].is_short(at)
    }

    def one(first: int) -> None:
        size = min(CHUNK, repeats - first)
        drawn = generator(seed, "bootstrap", first).poisson(1.0, (entities, size)).astype(np.uint8)
        at = slice(1 + first, 1 + first + size)
        for place, split in enumerate(splits):
            mine = drawn[split.entity]
            for model in models:
                if (model, place) in found:
                    fractions = found[model, place]
                    _repeats(fractions, split, model, orders[model, place], mine, at)
                    for k in range(len(split.ks)):
                        if (model, place, k) in chances:
                            _fixed(fractions, split, chances[model, place, k], mine, at, k)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(one, range(0, repeats, CHUNK)))
    return found


def _sample(fractions: Fractions, split: Scored, model: str) -> None:
    score, label, weight = split.scores[model], split.label, split.weight
    pairs = concordance(score, label, weight)
    seen = ~np.isnan(label)
    up = float((weight * label)[seen].sum())
    fractions.above["auc"][0], fractions.below["auc"][0] = pairs
    fractions.above["average_precision"][0] = (average_precision(score, label, weight) or 0.0) * up
    fractions.below["average_precision"][0] = up
    fractions.above["rate"][0], fractions.below["rate"][0] = up, float(weight[seen].sum())
    for place in range(len(split.ks)):
        if split.is_short(place):
            continue
        chance = split.chance(model, place)
        hits = float((chance * weight * label)[seen].sum())
        fractions.above[f"precision{place}"][0] = hits
        fractions.below[f"precision{place}"][0] = float((chance * weight)[seen].sum())
        fractions.above[f"recall{place}"][0] = hits
        fractions.below[f"recall{place}"][0] = up
    if model in split.probabilities:
        error = weight * (split.probabilities[model] - label) ** 2
        fractions.above["brier"][0] = float(error[seen].sum())
        fractions.below["brier"][0] = float(weight[seen].sum())


def _repeats(
    fractions: Fractions, split: Scored, model: str, order: Order, mine: Draws, at: slice
) -> None:
    """Fill the repeats of one model in one split. Everything is read from running sums along the falling score."""
    n = order.n
    if not n:
        return
    label, weight = split.label[order.at], split.weight[order.at]
    drawn = mine[order.at]
    whole = np.vstack(
        [np.zeros((1, drawn.shape[1]), dtype=np.int32), np.cumsum(drawn, axis=0, dtype=np.int32)]
    )
    up_at = np.flatnonzero(label > 0)
    up = np.vstack(
        [np.zeros((1, drawn.shape[1])), np.cumsum(drawn[up_at] * weight[up_at, None], axis=0)]
    )
    up_before = np.searchsorted(up_at, np.arange(n + 1))  # positives before each place
    if split.is_plain:
        looked: NDArray[Any] = whole
    else:
        told = np.where(np.isnan(label), 0.0, weight)
        looked = np.vstack(
            [np.zeros((1, drawn.shape[1])), np.cumsum(drawn * told[:, None], axis=0)]
        )
    ends = np.concatenate([order.begins[1:], [n]])
    has_up = up_before[ends] > up_before[order.begins]
    begin, end = order.begins[has_up], ends[has_up]
    in_block = up[up_before[end]] - up[up_before[begin]]
    all_in_block = looked[end] - looked[begin]
    down_total = looked[n] - up[-1]
    below = down_total - (looked[end] - up[up_before[end]])
    fractions.above["auc"][at] = (in_block * (below + 0.5 * (all_in_block - in_block))).sum(axis=0)
    fractions.below["auc"][at] = up[-1] * down_total
    held = up[up_before[end]] / np.maximum(looked[end], 1e-12)
    fractions.above["average_precision"][at] = (in_block * held).sum(axis=0)
    fractions.below["average_precision"][at] = up[-1]
    fractions.above["rate"][at], fractions.below["rate"][at] = up[-1], looked[n]
    if split.per is None:
        for place, k in enumerate(split.ks):
            if not split.is_short(place):
                _at_border(fractions, order, ends, whole, looked, up, up_before, k, place, at)
    if model in split.probabilities:
        error = split.weight * (split.probabilities[model] - split.label) ** 2
        known = np.where(np.isnan(split.label), 0.0, split.weight)
        fractions.above["brier"][at] = np.nan_to_num(error) @ mine
        fractions.below["brier"][at] = known @ mine


def _at_border(
    fractions: Fractions,
    order: Order,
    ends: Codes,
    whole: NDArray[np.int32],
    looked: NDArray[Any],
    up: Floats,
    up_before: Codes,
    k: int,
    place: int,
    at: slice,
) -> None:
    n, size = order.n, whole.shape[1]
    top = min(n, int(k + 8 * math.sqrt(k) + 60))
    if int(whole[top].min()) < k:
        top = n
    last = np.minimum((whole[1 : top + 1] < k).sum(axis=0), n - 1)  # the member who fills the list
    block = np.searchsorted(order.begins, last, side="right") - 1
    begin, end, column = order.begins[block], ends[block], np.arange(size)
    fits = np.clip(
        (k - whole[begin, column]) / np.maximum(whole[end, column] - whole[begin, column], 1), 0, 1
    )
    before, after = up[up_before[begin], column], up[up_before[end], column]
    seen, seen_after = looked[begin, column], looked[end, column]
    hits = before + fits * (after - before)
    fractions.above[f"precision{place}"][at] = hits
    fractions.below[f"precision{place}"][at] = seen + fits * (seen_after - seen)
    fractions.above[f"recall{place}"][at] = hits
    fractions.below[f"recall{place}"][at] = up[-1]


def _fixed(
    fractions: Fractions, split: Scored, chance: Floats, mine: Draws, at: slice, place: int
) -> None:
    """Fill the figures of a list whose membership is kept: the same share in each group."""
    seen = ~np.isnan(split.label)
    label = np.nan_to_num(split.label)
    hits = (chance * split.weight * label * seen) @ mine
    fractions.above[f"precision{place}"][at] = hits
    fractions.below[f"precision{place}"][at] = (chance * split.weight * seen) @ mine
    fractions.above[f"recall{place}"][at] = hits
    fractions.below[f"recall{place}"][at] = (split.weight * label * seen) @ mine


def pairs_drawn(score: Floats, label: Floats, weight: Floats, mine: Draws) -> tuple[Floats, Floats]:
    """Return concordant pairs and all pairs, of the sample and of each repeat; `mine` weighs the members."""
    told = concordance(score, label, weight)
    above, below = np.zeros(mine.shape[1] + 1), np.zeros(mine.shape[1] + 1)
    above[0], below[0] = told
    if told.pairs <= 0:
        return above, below
    seen = np.flatnonzero(~np.isnan(label))
    order = order_of(score[seen])
    at = seen[order.at]
    y, drawn = label[at], mine[at] * weight[at, None]
    whole = np.vstack([np.zeros((1, mine.shape[1])), np.cumsum(drawn, axis=0)])
    up_at = np.flatnonzero(y > 0)
    up = np.vstack([np.zeros((1, mine.shape[1])), np.cumsum(drawn[up_at], axis=0)])
    up_before = np.searchsorted(up_at, np.arange(len(y) + 1))
    ends = np.concatenate([order.begins[1:], [order.n]])
    has_up = up_before[ends] > up_before[order.begins]
    begin, end = order.begins[has_up], ends[has_up]
    in_block = up[up_before[end]] - up[up_before[begin]]
    down_in_block = whole[end] - whole[begin] - in_block
    down_total = whole[-1] - up[-1]
    beneath = down_total - (whole[end] - up[up_before[end]])
    above[1:] = (in_block * (beneath + 0.5 * down_in_block)).sum(axis=0)
    below[1:] = up[-1] * down_total
    return above, below


def pooled(parts: Sequence[Fractions], figure: str) -> tuple[Floats, Floats]:
    """Add the fractions of several splits."""
    return np.sum([one.above[figure] for one in parts], axis=0), np.sum(
        [one.below[figure] for one in parts], axis=0
    )


def divided(above: Floats, below: Floats) -> Floats:
    """Divide, NaN where there is nothing to divide by."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(below > 0, above / below, np.nan)


def interval(values: Floats, level: float, reason: str = "") -> dict[str, Any]:
    """Return value with its percentile interval; index 0 is the sample. Null with a reason where it has no value."""
    if not len(values) or not np.isfinite(values[0]):
        return {
            "value": None,
            "low": None,
            "high": None,
            "reason": reason or "no positives, or no negatives",
        }
    repeats = values[1:][np.isfinite(values[1:])]
    if len(repeats) < 20:
        return {
            "value": float(values[0]),
            "low": None,
            "high": None,
            "reason": "too few repeats with a value",
        }
    low, high = np.quantile(repeats, [(1 - level) / 2, (1 + level) / 2])
    return {"value": float(values[0]), "low": float(low), "high": float(high)}


def p_value(values: Floats) -> float:
    """Return a two-sided p from the normal approximation of the repeats: their count alone cannot fall below 1/repeats."""
    repeats = values[1:][np.isfinite(values[1:])]
    if len(repeats) < 20 or not np.isfinite(values[0]):
        return 1.0
    spread = float(repeats.std(ddof=1))
    if spread <= 0:
        return 0.0 if values[0] != 0 else 1.0
    return math.erfc(abs(float(values[0])) / spread / math.sqrt(2))


def holm(p: Sequence[float]) -> list[float]:
    """Adjust several p by Holm's step-down."""
    order = sorted(range(len(p)), key=p.__getitem__)
    adjusted, most = [1.0] * len(p), 0.0
    for place, at in enumerate(order):
        most = max(most, min(1.0, (len(p) - place) * p[at]))
        adjusted[at] = most
    return adjusted
