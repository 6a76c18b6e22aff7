"""Lists that a statistical leak test scores again and again: one that has outcomes enough, or several read together.

An AUC over a handful of outcomes says nothing. Where no list has `ENOUGH`, the newest lists are read together: pairs are compared
within each list and added, and whoever scores them was trained for the oldest, so that no outcome of any was known to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from .arrays import Codes, Floats, generator, to_day
from .learn import Design, fit
from .measures import concordance
from .study import Study, stacked

MOST_ROWS = 20_000  # training rows of a repeated test
FEW = 10  # positives below which nothing is said, whatever is read together
ENOUGH = 30  # positives from which an AUC may be held against a threshold as it is


def lists_with_enough(cohorts: Sequence[dict[str, object]]) -> list[int]:
    """Return the days of the newest list with outcomes enough; else of as many of the newest as have enough together.

    `cohorts` are entries of the scorecard (`as_of`, `positives`), all of one window.
    """

    def positives(one: dict[str, object]) -> float:
        return float(str(one["positives"] or 0))

    newest = sorted(cohorts, key=lambda one: str(one["as_of"]), reverse=True)
    rich = next((one for one in newest if positives(one) >= ENOUGH), None)
    chosen, together = [] if rich is None else [rich], 0.0
    if rich is None:
        for one in newest:
            chosen.append(one)
            together += positives(one)
            if together >= ENOUGH:
                break
    return sorted(to_day(date.fromisoformat(str(one["as_of"]))) for one in chosen)


class Rerun:
    """The training set of some lists, small enough to train on many times, and the lists it scores."""

    def __init__(self, study: Study, dates: list[int], window: int) -> None:
        self.study, self.seed, self.dates = study, study.config.models.seed, sorted(dates)
        training = study.training(self.dates[0], window)
        self.levels = study.levels(self.dates[0])
        self.drawn = [study.cohort(t, window) for t in self.dates]
        self.label: Floats = np.concatenate([cohort.label for _, cohort in self.drawn])
        self.entity: Codes = np.concatenate([one.entity[told.pick] for one, told in self.drawn])
        self.list: Codes = np.repeat(
            np.arange(len(self.drawn)), [len(cohort.pick) for _, cohort in self.drawn]
        )
        self.test: Design = stacked(
            [study.design(members, cohort.pick, self.levels) for members, cohort in self.drawn]
        )
        self.y, self.weight = training.label, training.weight
        self.usable = bool(training.parts) and 0 < self.y.sum() < len(self.y)
        if self.usable:
            self.whole = stacked([study.design(one, at, self.levels) for one, at in training.parts])
            if len(self.y) > MOST_ROWS:
                kept = np.sort(
                    generator(self.seed, "rerun", self.dates[0]).choice(
                        len(self.y), MOST_ROWS, replace=False
                    )
                )
                self.whole, self.y, self.weight = (
                    self.whole.taken(kept),
                    self.y[kept],
                    self.weight[kept],
                )

    @property
    def positives(self) -> float:
        """Known positives of all lists."""
        return float(np.nansum(self.label))

    def score(self, y: Floats, kind: str) -> Floats:
        """Train on these labels and score the lists."""
        return fit(kind, self.whole, y, self.weight, self.seed).score(self.test)

    def auc(self, score: Floats, weight: Floats | None = None) -> float:
        """Return the AUC over the pairs within each list, ½ where there are none; who has no score comes last."""
        lowest = float(np.nanmin(score)) - 1 if np.isfinite(score).any() else 0.0
        filled = np.nan_to_num(score, nan=lowest)
        concordant = pairs = 0.0
        for one in range(len(self.drawn)):
            at = self.list == one
            told = concordance(
                filled[at], self.label[at], weight[at] if weight is not None else None
            )
            concordant, pairs = concordant + told.concordant, pairs + told.pairs
        return concordant / pairs if pairs > 0 else 0.5

    def best_baseline(self, window: int) -> float:
        """Return the AUC over these lists of the baseline that is best there."""
        told = [self.study.draw(t, window, models=[]).scores for t in self.dates]
        names = set(told[0]).intersection(*told)
        return max(
            (self.auc(np.concatenate([scores[name] for scores in told])) for name in names),
            default=0.5,
        )
