"""Figures of one list. Definitions and sources: the interface of the back-test, §4.

All take scores and labels of one cohort; labels may be NaN (nobody looked), weights say how much a label counts (1 / probability of
being drawn). Ties at the border of the list count in expectation.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .arrays import Codes, Floats
from .learn import logit, straight


class Order(NamedTuple):
    """Members by falling score, and where each block of ties begins."""

    at: Codes
    begins: Codes

    @property
    def n(self) -> int:
        """How many members."""
        return len(self.at)


def order_of(score: Floats) -> Order:
    """Sort once; every figure of the list reads from it."""
    at = np.argsort(-score, kind="stable")
    told = score[at]
    begins = (
        np.flatnonzero(np.concatenate([[True], told[1:] != told[:-1]]))
        if len(at)
        else np.empty(0, dtype=np.int64)
    )
    return Order(at, begins)


def share_in_list(order: Order, k: float) -> Floats:
    """Return for each member the chance of being on a list of `k`: 1, 0, or r/m inside the block at the border."""
    ends = np.concatenate([order.begins[1:], [order.n]])
    size = ends - order.begins
    fits = np.clip((k - order.begins) / np.maximum(size, 1), 0, 1)
    chance = np.empty(order.n)
    chance[order.at] = np.repeat(fits, size)
    return chance


def share_by_group(score: Floats, groups: Codes, share: float) -> Floats:
    """Return the chance of being on a list that takes the same share in each group."""
    chance = np.zeros(len(score))
    for group in np.unique(groups).tolist():
        at = np.flatnonzero(groups == group)
        chance[at] = share_in_list(order_of(score[at]), share * len(at))
    return chance


def seats(groups: Codes, k: int) -> dict[int, int]:
    """Divide `k` places in proportion to the groups, whole: what is left over goes to the largest remainders."""
    names, sizes = np.unique(groups, return_counts=True)
    asked = min(k, int(sizes.sum())) * sizes / max(int(sizes.sum()), 1)
    given = np.floor(asked + 1e-9).astype(np.int64)
    rest = min(k, int(sizes.sum())) - int(given.sum())
    first = np.lexsort((names, -sizes, -np.round(asked - given, 9)))[:rest]
    given[first] += 1
    return dict(zip(names.tolist(), given.tolist(), strict=True))


def border_ties(order: Order, k: float, label: Floats) -> float:
    """Return the hits that count only in expectation: r·h/m of the block at the border; 0 when no block is torn."""
    ends = np.concatenate([order.begins[1:], [order.n]])
    torn = np.flatnonzero((order.begins < k) & (ends > k))
    if not len(torn):
        return 0.0
    begin, end = int(order.begins[torn[0]]), int(ends[torn[0]])
    hits = float(np.nansum(label[order.at[begin:end]]))
    return (k - begin) * hits / (end - begin)


def precision(chance: Floats, label: Floats, weight: Floats) -> float | None:
    """Return hits / names on the list, over the labels that are known."""
    seen = ~np.isnan(label)
    told = float((chance * weight)[seen].sum())
    return float((chance * weight * label)[seen].sum()) / told if told > 0 else None


def recall(chance: Floats, label: Floats, weight: Floats) -> float | None:
    """Return hits / all positives."""
    seen = ~np.isnan(label)
    told = float((weight * label)[seen].sum())
    return float((chance * weight * label)[seen].sum()) / told if told > 0 else None


class Pairs(NamedTuple):
    """Concordance as a fraction, so that strata can be added."""

    concordant: float
    pairs: float

    @property
    def auc(self) -> float | None:
        """P(s₊ > s₋) + ½ P(s₊ = s₋)."""
        return self.concordant / self.pairs if self.pairs > 0 else None


def concordance(score: Floats, label: Floats, weight: Floats | None = None) -> Pairs:
    """Count concordant pairs of a positive and a negative."""
    seen = ~np.isnan(label)
    w = (weight if weight is not None else np.ones(len(label)))[seen]
    order = order_of(score[seen])
    if not order.n:
        return Pairs(0.0, 0.0)
    y = label[seen][order.at]
    w = w[order.at]
    up = np.add.reduceat(w * y, order.begins)
    down = np.add.reduceat(w * (1 - y), order.begins)
    below = down.sum() - np.cumsum(down)
    return Pairs(float((up * (below + 0.5 * down)).sum()), float(up.sum() * down.sum()))


def average_precision(score: Floats, label: Floats, weight: Floats | None = None) -> float | None:
    """Return Σ over blocks of (step of recall × precision)."""
    seen = ~np.isnan(label)
    w = (weight if weight is not None else np.ones(len(label)))[seen]
    order = order_of(score[seen])
    y = label[seen][order.at]
    w = w[order.at]
    if not order.n or (w * y).sum() <= 0:
        return None
    up = np.add.reduceat(w * y, order.begins)
    all_ = np.add.reduceat(w, order.begins)
    reached = np.cumsum(all_)
    held = np.where(reached > 0, np.cumsum(up) / np.maximum(reached, 1e-300), 0)
    return float((up * held).sum() / up.sum())


def calibration_figures(p: Floats, label: Floats, weight: Floats | None = None) -> dict[str, Any]:
    """Return Brier score and skill, expected calibration error, slope, intercept and ratio."""
    seen = ~np.isnan(label)
    w = (weight if weight is not None else np.ones(len(label)))[seen]
    p, y = p[seen], label[seen]
    if not len(y) or w.sum() <= 0:
        return {"brier": None, "reason": "no label"}
    mean = float(np.average(y, weights=w))
    brier = float(np.average((p - y) ** 2, weights=w))
    told: dict[str, Any] = {
        "brier": brier,
        "brier_skill": None,
        "ece": expected_error(p, y, w),
        "slope": None,
        "intercept": None,
        "ratio": None,
    }
    if 0 < mean < 1:
        told["brier_skill"] = 1 - brier / (mean * (1 - mean))
        told["slope"], told["intercept"] = cox(p, y, w)
    if mean > 0:
        told["ratio"] = float(np.average(p, weights=w)) / mean
    if told["slope"] is None:
        told["reason"] = (
            "one class only"
            if not 0 < mean < 1
            else "probabilities do not vary, or set the classes apart"
        )
    return told


def expected_error(p: Floats, y: Floats, weight: Floats | None = None) -> float:
    """Return Σ n_b/n · |mean p − mean y| over ten bins of equal size, names counted by their weight."""
    w = weight if weight is not None else np.ones(len(p))
    order = np.argsort(p, kind="stable")
    bins = [one for one in np.array_split(order, 10) if len(one)]
    return float(sum(abs(float((w[one] * (p[one] - y[one])).sum())) for one in bins) / w.sum())


def cox(p: Floats, y: Floats, weight: Floats | None = None) -> tuple[float | None, float | None]:
    """Return slope and intercept of a logistic regression of y on logit p."""
    told = logit(p)
    if told.std() < 1e-9:
        return None, None
    up, down = told[y > 0], told[y == 0]
    if up.min() >= down.max() or down.min() >= up.max():
        return None, None  # the classes lie apart: the steeper the line, the better
    return straight(told, y, weight / weight.mean() if weight is not None else np.ones(len(p)))


def ranks(score: Floats, draw: Any) -> Codes:
    """Return places from 1; ties are broken by the draw."""
    order = np.lexsort((draw, -score))
    place = np.empty(len(score), dtype=np.int64)
    place[order] = np.arange(1, len(score) + 1)
    return place
