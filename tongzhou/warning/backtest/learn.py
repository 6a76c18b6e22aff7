"""Learning: logistic regression and gradient boosting, calibrated on the newest closed window.

Settings are constants of this page, the same for every table: nothing is tuned on a test date.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from .arrays import Flags, Floats

BOOSTING: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.05,
    "num_leaves": 15,
    "lambda_l2": 5.0,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "max_bin": 63,
    "cat_smooth": 20.0,
    "max_cat_to_onehot": 4,
    "deterministic": True,
    "force_row_wise": True,
    "verbosity": -1,
}
TREES = 150
STRENGTH = 0.1  # inverse of the penalty of the logistic model
ONE_HOT = 15  # levels of a category the logistic model tells apart
EDGE = 1e-6


@dataclass(frozen=True)
class Design:
    """A matrix of features with what its columns are."""

    names: list[str]
    sources: list[str]
    is_category: list[bool]
    values: Floats

    def taken(self, at: Any) -> Design:
        """Return some of the rows."""
        return Design(self.names, self.sources, self.is_category, self.values[at])


@dataclass(frozen=True)
class Fitted:
    """A trained model: what it is made of, and what it says."""

    kind: str
    parts: dict[str, Any]

    def score(self, design: Design) -> Floats:
        """Return the uncalibrated probability of each row."""
        if self.kind == "constant":
            return np.full(len(design.values), self.parts["rate"])
        if self.kind == "boosting":
            return np.asarray(
                self.parts["booster"].predict(design.values, num_threads=1), dtype=np.float64
            )
        told = _expanded(design, self.parts["columns"])
        told = (told - self.parts["mean"]) / self.parts["scale"]
        weighed = np.zeros(len(told))
        # Column by column, in one order: a product of matrices may add in another order for another number of rows.
        for place, weight in enumerate(self.parts["weights"]):
            weighed += told[:, place] * weight
        return sigmoid(weighed + self.parts["intercept"])

    def contributions(self, design: Design) -> Floats:
        """Return what each feature adds to the log-odds of each row."""
        if self.kind == "boosting":
            told = self.parts["booster"].predict(design.values, pred_contrib=True, num_threads=1)
            return np.asarray(told, dtype=np.float64)[:, :-1]
        found = np.zeros(design.values.shape)
        if self.kind == "constant":
            return found
        told = (_expanded(design, self.parts["columns"]) - self.parts["mean"]) / self.parts["scale"]
        for place, (column, _) in enumerate(self.parts["columns"]):
            found[:, column] += told[:, place] * self.parts["weights"][place]
        return found

    def frozen(self) -> dict[str, Any]:
        """Return what is needed to score again elsewhere, as plain data."""
        if self.kind == "boosting":
            return {"kind": "boosting", "trees": self.parts["booster"].model_to_string()}
        return {
            "kind": self.kind,
            **{
                key: one.tolist() if isinstance(one, np.ndarray) else one
                for key, one in self.parts.items()
            },
        }


def sigmoid(value: Floats) -> Floats:
    """Return 1 / (1 + e⁻ˣ) without overflow."""
    return 0.5 * (1 + np.tanh(0.5 * value))


def logit(p: Floats) -> Floats:
    """Return log odds, kept away from certainty."""
    kept = np.clip(p, EDGE, 1 - EDGE)
    return np.log(kept / (1 - kept))


def threads(rows: int) -> int:
    """Return how many threads are worth their waiting for one another; depends on the data alone, as the result must."""
    return 1 if rows < 100_000 else 2


def fit(kind: str, design: Design, label: Floats, weight: Floats, seed: int) -> Fitted:
    """Train one model; with one class only, the model is that class's rate."""
    seen = ~np.isnan(label) & (weight > 0)
    y, x, w = label[seen], design.taken(seen), weight[seen]
    if len(y) < 10 or not 0 < y.sum() < len(y):
        return Fitted("constant", {"rate": float(y.mean()) if len(y) else 0.0})
    return _boosting(x, y, w, seed) if kind == "boosting" else _logistic(x, y, w)


def _boosting(design: Design, y: Floats, weight: Floats, seed: int) -> Fitted:
    rare = int(min(y.sum(), len(y) - y.sum()))
    settings = {
        **BOOSTING,
        "seed": seed,
        "num_threads": threads(len(y)),
        "min_data_in_leaf": int(np.clip(len(y) // 500, 5, 100)),
        "min_sum_hessian_in_leaf": 1.0 if rare > 200 else 0.1,
    }
    names = [f"f{place}" for place in range(len(design.names))]  # LightGBM forbids some characters
    data = lightgbm.Dataset(
        design.values,
        y,
        weight=weight,
        feature_name=names,
        categorical_feature=[
            name for name, is_one in zip(names, design.is_category, strict=True) if is_one
        ],
        free_raw_data=True,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        booster = lightgbm.train(settings, data, TREES)
    return Fitted("boosting", {"booster": booster})


def _expanded(design: Design, columns: list[tuple[int, float | None]]) -> Floats:
    """Return numbers as signed logs (missing as the mark says), categories one level a column."""
    told = np.empty((len(design.values), len(columns)))
    for place, (column, level) in enumerate(columns):
        values = design.values[:, column]
        if level is None:
            told[:, place] = np.sign(values) * np.log1p(np.abs(values))
        elif np.isnan(level):
            told[:, place] = np.isnan(values)
        else:
            told[:, place] = values == level
    return np.nan_to_num(told, nan=0.0)


def _columns(design: Design) -> list[tuple[int, float | None]]:
    found: list[tuple[int, float | None]] = []
    for column, is_category in enumerate(design.is_category):
        values = design.values[:, column]
        missing = bool(np.isnan(values).any())
        if is_category:
            found += [
                (column, float(level)) for level in range(ONE_HOT) if bool((values == level).any())
            ]
        else:
            found.append((column, None))
        if missing:
            found.append((column, float("nan")))
    return found


def _logistic(design: Design, y: Floats, weight: Floats) -> Fitted:
    columns = _columns(design)
    told = _expanded(design, columns)
    mean, scale = told.mean(axis=0), told.std(axis=0)
    varies = scale > 1e-9
    columns = [one for one, kept in zip(columns, varies.tolist(), strict=True) if kept]
    if not columns:
        return Fitted("constant", {"rate": float(np.average(y, weights=weight))})
    told, mean, scale = (
        (told[:, varies] - mean[varies]) / scale[varies],
        mean[varies],
        scale[varies],
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model = LogisticRegression(C=STRENGTH, max_iter=300, tol=1e-4).fit(
            told, y, sample_weight=weight
        )
    return Fitted(
        "logistic",
        {
            "columns": columns,
            "mean": mean,
            "scale": scale,
            "weights": model.coef_[0],
            "intercept": float(model.intercept_[0]),
        },
    )


def calibration(how: str, score: Floats, label: Floats, weight: Floats) -> Any:
    """Learn the map from score to probability, on a window that did not train the score."""
    seen = ~np.isnan(label)
    s, y = score[seen], label[seen]
    w = weight[seen] / max(float(weight[seen].mean()), 1e-12) if seen.any() else weight[seen]
    if how == "none" or len(y) < 20 or min(y.sum(), len(y) - y.sum()) < 5:
        return None
    if how == "isotonic":
        return IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(s, y, sample_weight=w)
    # Platt's targets keep a small window from certainty.
    up = (y.sum() + 1) / (y.sum() + 2)
    down = 1 / (len(y) - y.sum() + 2)
    told = logit(s)
    if told.std() < 1e-9:
        return None
    return _platt(told, np.where(y > 0, up, down), w)


def _platt(told: Floats, target: Floats, w: Floats) -> tuple[float, float]:
    """Fit slope and intercept on the log loss, drawn a little to the map that changes nothing."""
    return straight(told, target, w, ridge=1e-6)


def straight(
    told: Floats, target: Floats, w: Floats, *, ridge: float = 0.0, steps: int = 200
) -> tuple[float, float]:
    """Fit target = sigmoid(slope · told + intercept) by Newton's method.

    About the mean of what is told, slope and intercept hardly pull at one another; and a step that does not lessen the loss is halved.
    Where there is no best line (the classes lie apart) the slope runs away, and stops at the last step.
    """
    middle = float(np.average(told, weights=w))
    x = told - middle

    def loss(slope: float, shift: float) -> float:
        z = slope * x + shift
        return float((w * (np.logaddexp(0.0, z) - target * z)).sum() + ridge * (slope - 1) ** 2 / 2)

    slope, shift = 1.0, middle
    now = loss(slope, shift)
    for _ in range(steps):
        p = sigmoid(slope * x + shift)
        d, h = w * (p - target), w * np.maximum(p * (1 - p), 1e-12)
        g = np.array([(d * x).sum() + ridge * (slope - 1), d.sum()])
        m = np.array([[(h * x * x).sum() + ridge, (h * x).sum()], [(h * x).sum(), h.sum()]])
        try:
            move = np.linalg.solve(m, g)
        except np.linalg.LinAlgError:
            break
        size, then = 1.0, loss(slope - float(move[0]), shift - float(move[1]))
        while not then <= now and size > 1e-6:
            size /= 2
            then = loss(slope - size * float(move[0]), shift - size * float(move[1]))
        if not then <= now:
            break
        slope, shift = slope - size * float(move[0]), shift - size * float(move[1])
        now = then
        if np.abs(move).max() < 1e-10 or abs(slope) > 1e6:
            break
    return slope, shift - slope * middle


def calibrated(map_: Any, score: Floats) -> Floats:
    """Return probabilities; without a map the score itself."""
    if map_ is None:
        return np.clip(score, 0.0, 1.0)
    if isinstance(map_, tuple):
        return sigmoid(map_[0] * logit(score) + map_[1])
    return np.asarray(map_.predict(score), dtype=np.float64)


def few(count: Floats, last_year: Floats, days_since: Floats, group: Floats) -> Design:
    """Return the design of the baseline `logistic_few`: three numbers and the first group."""
    values = np.column_stack([count, last_year, days_since, group])
    return Design(
        ["count", "last_year", "days_since", "group"], [""] * 4, [False, False, False, True], values
    )


def halves(names: Any) -> Flags:
    """Split names into two halves that do not depend on their order."""
    return np.asarray(names % np.uint64(2) == 0)
