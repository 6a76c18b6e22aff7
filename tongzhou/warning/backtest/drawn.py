"""One list and what it was drawn from: its members, what trained it, its scores by model."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from .arrays import Codes, Days, Floats, joined
from .cohort import Cohort, Members
from .learn import Design, Fitted


class Trained(NamedTuple):
    """A model with its calibration, and how it did on the newest closed window, which did not train that score."""

    fitted: Fitted
    map: object
    check_score: Floats
    check_label: Floats
    check_weight: Floats


@dataclass
class Drawn:
    """A list of one morning with everything said about it."""

    members: Members
    cohort: Cohort
    train_as_of: list[int]
    train_rows: int
    scores: dict[str, Floats] = field(default_factory=dict)
    probabilities: dict[str, Floats] = field(default_factory=dict)
    trained: dict[str, Trained] = field(default_factory=dict)
    design: Design | None = None
    failed: dict[str, str] = field(default_factory=dict)

    def held(self, column: str) -> dict[str, Floats]:
        """Return every model's scores with what it learned of a column held at the mean: a category unknown, a number average."""
        if self.design is None:
            return {}
        mine = [at for at, source in enumerate(self.design.sources) if source == column]
        values = self.design.values.copy()
        for at in mine:
            known = values[~np.isnan(values[:, at]), at]
            average = float(known.mean()) if len(known) else np.nan
            values[:, at] = np.nan if self.design.is_category[at] else average
        level = replace(self.design, values=values)
        return {name: one.fitted.score(level) for name, one in self.trained.items()}

    @property
    def picked(self) -> Members:
        """The members of the cohort."""
        return self.members.taken(self.cohort.pick)


@dataclass
class Training:
    """Closed windows stacked: what trains one list."""

    window: int
    as_of: list[int]
    parts: list[tuple[Members, Codes]]  # by date: everybody of that morning, and the places taken
    dates: Days  # as-of date of each row
    label: Floats
    weight: Floats

    @property
    def entity(self) -> Codes:
        """The entity of each row."""
        return joined([one.entity[at] for one, at in self.parts], dtype=np.int64)
