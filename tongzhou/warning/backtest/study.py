"""One list, drawn: cohort, features, baselines and models for a morning, from what was known before it.

The back-test, the list of today and the leak tests all call `Study.draw`; there is no second way to a score.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from . import baselines as counting
from .arrays import (
    NEVER,
    Codes,
    Flags,
    Floats,
    Matrix,
    generator,
    iso,
    joined,
    lottery,
    to_date,
    to_day,
)
from .baselines import Counted
from .cohort import (
    Cohort,
    Members,
    Outcomes,
    Question,
    cohort_of,
    known_too_late,
    members_at,
    outcomes,
)
from .config import baselines_of, step
from .drawn import Drawn, Trained, Training
from .features import MOST_COUNTED, MOST_LEVELS, Builder, Feature, coded
from .learn import Design, calibrated, calibration, few, fit, halves
from .plugin import Plugin
from .table import Events

MOST_TRAINING_ROWS = 200_000


@dataclass
class Built:
    """What was built for some names of one morning. It lives as long as they do, and is never another's."""

    common: list[Feature] | None = None
    counted: Counted | None = None
    cells: NDArray[np.object_] | None = None
    levels: dict[tuple[str, int], Matrix] = field(default_factory=dict)
    codes: dict[str, Codes] = field(default_factory=dict)


class Study:
    """The question asked of one view of the table. `given` holds what happened later: labels of tests, coming visits."""

    def __init__(
        self, question: Question, events: Events, given: Events, *, shift: int = 0
    ) -> None:
        self.question, self.events, self.given = question, events, given
        self.shift = shift  # days by which features are frozen earlier (embargo)
        self.config = question.config
        plugin = Plugin(question) if question.config.features.plugin else None
        self.builder = Builder(question, events, plugin)
        counting.check_groups(self.builder)
        self.seed = self.config.models.seed
        self._members: dict[tuple[int, int], Members] = {}
        self._built: WeakKeyDictionary[Members, Built] = WeakKeyDictionary()
        self._outcomes: dict[int, Outcomes] = {}

    # --- who -----------------------------------------------------------------------------------

    def members(self, t: int, *, most: int = 0, known_before: int = NEVER + 1) -> Members:
        """Return whoever could be on a list at `t`; for training at most so many, drawn by their names."""
        key = (
            t,
            most if not self.question.is_visit else (known_before if known_before <= NEVER else 0),
        )
        if (
            key not in self._members
            and not self.question.is_visit
            and most
            and (t, 0) in self._members
            and self._members[t, 0].n <= most
        ):
            return self._members[t, 0]
        if key not in self._members:
            found = members_at(self.question, self.events, self.given, t, known_before=known_before)
            if most and found.n > most:
                drawn = lottery(self.seed, f"training|{iso(t)}", self._names(found))
                found = found.taken(np.sort(np.argsort(drawn, kind="stable")[:most]))
            self._members[key] = found
        return self._members[key]

    def _names(self, members: Members) -> list[str]:
        names = [self.events.entities[code] for code in members.entity.tolist()]
        if self.question.is_visit:
            ids = self.given.row_ids
            return [
                f"{name}|{ids[row]}"
                for name, row in zip(names, members.visit.tolist(), strict=True)
            ]
        return names

    def names(self, members: Members) -> list[str]:
        """Name each member; a visit by entity and row."""
        return self._names(members)

    def coverage_groups(self, members: Members) -> tuple[Codes, list[str]]:
        """Return the value that says which span of coverage holds for each member."""
        column = self.question.coverage_by
        if not column:
            return np.full(members.n, -1, dtype=np.int64), []
        if self.question.is_visit:
            codes, values = self.given.text(column)
            return codes[members.visit], values
        _, values = self.events.text(column)
        return self.builder.last_code(column, members), values

    def outcomes(self, known_before: int) -> Outcomes:
        """Collect what happened, as it could be read before a day."""
        if known_before not in self._outcomes:
            self._outcomes[known_before] = outcomes(self.question, self.given, known_before)
        return self._outcomes[known_before]

    def cohort(self, t: int, window: int, *, labels: bool = True) -> tuple[Members, Cohort]:
        """Return the cohort of a test date with what is in the file about what happened."""
        members = self.members(t)
        codes, names = self.coverage_groups(members)
        found = self.outcomes(NEVER) if labels else None
        cohort = cohort_of(
            self.question, members, codes, names, found, self.given, window,
            history=self.config.cohort.min_history_days, reach=labels,
        )  # fmt: skip
        late = known_too_late(self.question, self.given, members) if labels else 0
        return members, cohort._replace(too_late=late)

    # --- what trains ---------------------------------------------------------------------------

    def train_dates(self, t: int, window: int) -> list[int]:
        """List the earlier mornings whose windows were closed at `t`."""
        train, found, times = self.config.asof.train, [], 1
        start: date = to_date(t)
        while True:
            day = to_day(step(start, train.every, -times))
            if day < t - train.span_days or day >= t or times > 2000:
                break
            if self.question.closed(day, window) <= t:
                found.append(day)
            times += 1
        return sorted(found)

    def training(self, t: int, window: int) -> Training:
        """Stack the closed windows. Labels come only from rows known before `t`."""
        dates = self.train_dates(t, window)
        history = self.config.asof.train.min_history_days
        if history is None:
            history = self.config.cohort.min_history_days
        found = self.outcomes(t)
        told = Training(window, [], [], np.empty(0, dtype=np.int64), np.empty(0), np.empty(0))
        labels, weights, stamps = [], [], []
        most = max(MOST_TRAINING_ROWS // max(len(dates), 1), 1000)
        for day in dates:
            members = self.members(day, most=most, known_before=t)
            codes, names = self.coverage_groups(members)
            cohort = cohort_of(
                self.question, members, codes, names, found, self.given, window, history=history
            )
            seen = ~np.isnan(cohort.label)
            if seen.any():
                told.as_of.append(day)
                told.parts.append((members, cohort.pick[seen]))
                labels.append(cohort.label[seen])
                weights.append(cohort.weight[seen])
                stamps.append(np.full(int(seen.sum()), day))
        told.dates = joined(stamps, dtype=np.int64)
        told.label, told.weight = (
            joined(labels, dtype=np.float64),
            joined(weights, dtype=np.float64),
        )
        return told

    # --- features ------------------------------------------------------------------------------

    def _built_for(self, members: Members) -> Built:
        return self._built.setdefault(members, Built())

    def _seen(self, members: Members) -> Members:
        return members.moved(self.shift) if self.shift else members

    def common(self, members: Members) -> list[Feature]:
        """Build the features that need no vocabulary, once for each morning."""
        built = self._built_for(members)
        if built.common is None:
            told = self.builder.common(self._seen(members))
            built.common = [one._replace(values=one.values.astype(np.float32)) for one in told]
        return built.common

    def counted(self, members: Members) -> Counted:
        """Count for the baselines, once for each morning."""
        built = self._built_for(members)
        if built.counted is None:
            built.counted = counting.counted(self.builder, members, self.seed, self._names(members))
        return built.counted

    def design(self, members: Members, at: Codes, levels: dict[str, list[int]]) -> Design:
        """Build the matrix of some names of one morning, with the categories known when learning."""
        found = list(self.common(members))
        seen, counts = self._seen(members), self._built_for(members).levels
        for column, codes in levels.items():
            code = self.last_code(column, members)
            found.append(Feature(f"{column}_last", column, coded(code, codes), is_category=True))
            for one in codes[:MOST_COUNTED]:
                if (column, one) not in counts:
                    counts[column, one] = self.builder.level_count(column, one, seen).astype(
                        np.float32
                    )
                value = self.events.raw.text(column)[1][one]
                found.append(Feature(f"{column}={value}", column, counts[column, one]))
        values = np.empty((len(at), len(found)))
        for place, one_feature in enumerate(found):
            values[:, place] = one_feature.values[at]
        return Design(
            [one.name for one in found], [one.source for one in found], [one.is_category for one in found], values
        )  # fmt: skip

    def last_code(self, column: str, members: Members) -> Codes:
        """Return the code known last about each name, once for each morning."""
        codes = self._built_for(members).codes
        if column not in codes:
            codes[column] = self.builder.last_code(column, self._seen(members))
        return codes[column]

    def forget(self, t: int) -> None:
        """Let go of what was built for a test date and for nothing else."""
        for key, members in list(self._members.items()):
            if (
                key == (t, 0)
                and members.n > 50_000
                and not any(members is one for other, one in self._members.items() if other != key)
            ):
                del self._members[key]
                self._built.pop(members, None)

    def levels(self, t: int) -> dict[str, list[int]]:
        """Return the vocabulary of each category, from cells known before `t`."""
        return {
            column: self.builder.levels(column, t - self.shift, MOST_LEVELS)
            for column in self.builder.categories()
        }

    # --- a list --------------------------------------------------------------------------------

    def draw(
        self,
        t: int,
        window: int,
        *,
        labels: bool = True,
        models: list[str] | None = None,
        shuffle: int | None = None,
    ) -> Drawn:
        """Draw the list of a morning. `shuffle` deals the training labels anew: a leak test."""
        members, cohort = self.cohort(t, window, labels=labels)
        training = self.training(t, window)
        if shuffle is not None:
            training.label = training.label[
                generator(self.seed, "labels", shuffle).permutation(len(training.label))
            ]
        drawn = Drawn(members, cohort, training.as_of, len(training.label))
        if not len(cohort.pick):
            return drawn
        self._count(drawn, training, t)
        self._learn(
            drawn, training, t, models if models is not None else list(self.config.models.use)
        )
        return drawn

    def _count(self, drawn: Drawn, training: Training, t: int) -> None:
        at = drawn.cohort.pick
        told = self.counted(drawn.members)
        for name in baselines_of(self.config):
            score = counting.plain(name, told)
            if score is not None:
                drawn.scores[name] = score[at]
        if "group_rate" in baselines_of(self.config):
            cells = self._cells(drawn.members)[at]
            before = joined(
                [self._cells(one)[picked] for one, picked in training.parts], dtype=object
            )
            rate = counting.group_rate(before, training.label, training.weight, cells)
            drawn.scores["group_rate"] = drawn.probabilities["group_rate"] = rate
        if "logistic_few" in baselines_of(self.config):
            self._few(drawn, training, t)

    def _cells(self, members: Members) -> NDArray[np.object_]:
        built = self._built_for(members)
        if built.cells is None:
            built.cells = self._named_cells(members)
        return built.cells

    def _named_cells(self, members: Members) -> NDArray[np.object_]:
        told = self.counted(members)
        groups = [
            counting.group_codes(self.builder, members, told, column)
            for column in self.config.baselines.group_rate
        ]
        return np.array(counting.cells_of(groups, members.n), dtype=object)

    def _few(self, drawn: Drawn, training: Training, t: int) -> None:
        columns = [*self.config.baselines.group_rate, *self.config.groups.by]
        barred = {*self.config.features.audit_only, *self.config.features.never}
        column = next(
            (one for one in columns if one in self.events.raw.names and one not in barred), None
        )
        levels = self.builder.levels(column, t, MOST_LEVELS) if column else []

        def design(members: Members, at: Codes) -> Design:
            told = self.counted(members)
            group = (
                coded(self.builder.last_code(column, members), levels)
                if column
                else np.zeros(members.n)
            )
            return few(told.count[at], told.last_year[at], told.days_since[at], group[at])

        if not training.parts:
            drawn.failed["logistic_few"] = "no closed window to learn from"
            return
        whole = stacked([design(*one) for one in training.parts])
        fitted = fit("logistic", whole, training.label, training.weight, self.seed)
        score = fitted.score(design(drawn.members, drawn.cohort.pick))
        drawn.scores["logistic_few"] = drawn.probabilities["logistic_few"] = score

    def _learn(self, drawn: Drawn, training: Training, t: int, models: list[str]) -> None:
        if not training.parts:
            for model in models:
                drawn.failed[model] = "no closed window to learn from"
            return
        levels = self.levels(t)
        whole = stacked([self.design(members, at, levels) for members, at in training.parts])
        drawn.design = self.design(drawn.members, drawn.cohort.pick, levels)
        for model in models:
            trained = self._train(model, whole, training)
            if trained.fitted.kind == "constant":
                drawn.failed[model] = "the closed windows hold one class only"
            drawn.trained[model] = trained
            drawn.scores[model] = trained.fitted.score(drawn.design)
            drawn.probabilities[model] = calibrated(trained.map, drawn.scores[model])

    def _train(self, model: str, whole: Design, training: Training) -> Trained:
        """Train on every closed window; calibrate on the newest by a twin that has not seen it."""
        fitted = fit(model, whole, training.label, training.weight, self.seed)
        newest = training.dates == training.as_of[-1]
        earlier = np.zeros(len(newest), dtype=bool)
        for day in training.as_of[:-1]:
            if self.question.closed(day, training.window) <= training.as_of[-1]:
                earlier |= training.dates == day
        check, y, weight = whole.taken(newest), training.label[newest], training.weight[newest]
        if earlier.any() and 0 < training.label[earlier].sum() < earlier.sum():
            twin = fit(
                model,
                whole.taken(earlier),
                training.label[earlier],
                training.weight[earlier],
                self.seed,
            )
            score = twin.score(check)
        else:
            score = self._crossed(model, whole, training, newest)
        map_ = calibration(self.config.models.calibrate, score, y, weight)
        return Trained(fitted, map_, score, y, weight)

    def _crossed(self, model: str, whole: Design, training: Training, newest: Flags) -> Floats:
        """Score the newest window by twins of the other half of the names: where no earlier window was closed by then."""
        names = [self.events.entities[code] for code in training.entity.tolist()]
        half = halves(lottery(self.seed, "halves", names))
        score = np.zeros(int(newest.sum()))
        for side in (True, False):
            there = half == side
            twin = fit(
                model, whole.taken(there), training.label[there], training.weight[there], self.seed
            )
            mine = ~there[newest]
            if mine.any():
                score[mine] = twin.score(whole.taken(newest).taken(mine))
        return score


def stacked(designs: list[Design]) -> Design:
    """Put the matrices of several mornings one on the other."""
    first = designs[0]
    return Design(
        first.names, first.sources, first.is_category, np.vstack([one.values for one in designs])
    )
