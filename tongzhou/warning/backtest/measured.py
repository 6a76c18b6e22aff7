"""The middle of the scorecard: every figure of every list, pooled, compared, by group."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from . import audit, verdict, visits
from .arrays import Codes, iso, lottery
from .config import baselines_of
from .measures import calibration_figures, ranks
from .resample import Fractions, Scored, divided, interval, pooled, resample
from .scoring import scored
from .study import Study
from .words import Said


class Measured:
    """All figures of all splits."""

    def __init__(
        self, study: Study, splits: dict[int, list[Scored]], lang: str, say: Callable[[Said], None]
    ) -> None:
        self.study, self.config, self.lang = study, study.config, lang
        self.window = self.config.label.windows_days[0]
        self.splits = {window: some for window, some in splits.items() if some}
        self.models, self.baselines = (
            [str(one) for one in dict.fromkeys(self.config.models.use)],
            baselines_of(self.config),
        )
        self.names = [*self.models, *self.baselines]
        self.level = self.config.bootstrap.level
        self.place = verdict.main_place(self.config)
        self.entities = len(study.events.entities)
        self.found: dict[int, dict[tuple[str, int], Fractions]] = {}
        self.ranks: dict[tuple[int, int, str], Codes] = {}
        self.differences: list[dict[str, Any]] = []
        for window, some in self.splits.items():
            say(Said(f"区间 {window}天", f"Intervals, {window} days"))
            self.found[window] = resample(
                some,
                self.names,
                self.entities,
                repeats=self.config.bootstrap.repeats,
                seed=self.config.bootstrap.seed,
            )
            for split in some:
                draw = lottery(
                    self.config.models.seed, f"rank|{iso(split.as_of)}", self._names(split)
                )
                for model, score in split.scores.items():
                    self.ranks[split.as_of, window, model] = ranks(score, draw)

    def _names(self, split: Scored) -> list[str]:
        events = self.study.events
        names = [events.entities[code] for code in split.entity.tolist()]
        if self.study.question.is_visit:
            return [
                f"{name}|{events.row_ids[row]}"
                for name, row in zip(names, split.visit.tolist(), strict=True)
            ]
        return names

    def told(self) -> dict[str, Any]:
        """Return the middle of the scorecard."""
        figures = [
            (f"precision{at}", self._metric(at))
            for at in range(len(verdict.capacities(self.config)))
        ]
        for window, some in self.splits.items():
            told = verdict.compared(
                self.found[window],
                some,
                self.models,
                self.baselines,
                [*figures, ("auc", "auc"), ("average_precision", "average_precision")],
                self.config,
            )
            self.differences += told
            self.differences += [
                one
                for one in verdict.compared(
                    self.found[window],
                    some,
                    self.models,
                    ["group_rate"] if "group_rate" in self.baselines else [],
                    [("brier", "brier")],
                    self.config,
                )
                if one["b"] in self.baselines
            ]
        return {
            "splits": [
                self._split(w, at, model)
                for w, some in self.splits.items()
                for at in range(len(some))
                for model in self.names
            ],
            "pooled": [
                one for w in self.splits for model in self.names if (one := self._pooled(w, model))
            ],
            "differences": self.differences,
            "stability": self._stability(),
            "groups": self._groups(),
            "order": self._order(),
            "selection": self._selection(),
        }

    def _metric(self, at: int) -> str:
        label, number = verdict.capacities(self.config)[at]
        return (
            f"precision@{label}"
            if number >= 1 and at < len(self.config.capacity.names)
            else f"precision@{number * 100:g}%"
        )

    def _split(self, window: int, at: int, model: str) -> dict[str, Any]:
        split = self.splits[window][at]
        told: dict[str, Any] = {"as_of": iso(split.as_of), "window_days": window, "model": model}
        fractions = self.found[window].get((model, at))
        if fractions is None:
            none = {
                "value": None,
                "low": None,
                "high": None,
                "reason": split.failed.get(model, "not scored"),
            }
            return {
                **told,
                "auc": none,
                "average_precision": none,
                "at": [],
                "calibration": {"brier": None, "reason": none["reason"]},
                "lead_days": {"median": None, "reason": none["reason"]},
            }
        if model in split.failed:
            told["note"] = split.failed[model]
        for figure in ("auc", "average_precision"):
            told[figure] = interval(
                divided(fractions.above[figure], fractions.below[figure]), self.level
            )
        told["at"] = self._at([fractions], split.ks, [split], model)
        p = split.probabilities.get(model)
        told["calibration"] = (
            calibration_figures(p, split.label, split.weight)
            if p is not None
            else {"brier": None, "reason": "a ranking without probabilities"}
        )
        rank = self.ranks[split.as_of, window, model]
        told["lead_days"] = audit.lead_days(split, split.listed(rank, self.place))
        return told

    def _at(
        self, parts: list[Fractions], ks: list[int], some: list[Scored], model: str
    ) -> list[dict[str, Any]]:
        entries = []
        for place, k in enumerate(ks):
            entry: dict[str, Any] = {"k": k}
            label, number = verdict.capacities(self.config)[place]
            if place >= len(self.config.capacity.names):
                entry["share"] = number
            short = [iso(one.as_of) for one in some if one.is_short(place)]
            reason = f"fewer than {label} names in the cohort"
            if len(short) == len(some):
                none = {"value": None, "low": None, "high": None, "reason": reason}
                entries.append(
                    {
                        **entry,
                        "precision": none,
                        "recall": none,
                        "lift": none,
                        "expected_ties": None,
                        "reason": reason,
                    }
                )
                continue
            whole = [part for part, one in zip(parts, some, strict=True) if not one.is_short(place)]
            precise = divided(*pooled(whole, f"precision{place}"))
            entry["precision"] = interval(precise, self.level, "no label is known")
            entry["recall"] = interval(
                divided(*pooled(whole, f"recall{place}")), self.level, "no positives"
            )
            entry["lift"] = interval(
                divided(precise, divided(*pooled(whole, "rate"))), self.level, "no positives"
            )
            entry["expected_ties"] = float(
                np.mean(
                    [one.expected_ties(model, place) for one in some if not one.is_short(place)]
                )
            )
            if short:
                entry["left_out"] = short
            entries.append(entry)
        return entries

    def aucs(self) -> dict[str, float]:
        """Return the pooled AUC of the main window of each model and baseline, over the lists that all of them have."""
        told = {}
        for model in self.names:
            parts = [self.found[self.window][model, at] for at in self._common() if (model, at) in self.found[self.window]]  # fmt: skip
            if parts:
                above, below = pooled(parts, "auc")
                if below[0] > 0:
                    told[model] = float(above[0] / below[0])
        return told

    def _common(self) -> list[int]:
        """List the lists of the main window on which everything was scored that was scored at all: only there is like compared with like."""
        if self.window not in self.found:
            return []
        places = [set(found) for model in self.names if (found := self._places(self.window, model))]
        return sorted(set.intersection(*places)) if places else []

    def _places(self, window: int, model: str) -> list[int]:
        return [at for at in range(len(self.splits[window])) if (model, at) in self.found[window]]

    def _pooled(self, window: int, model: str) -> dict[str, Any] | None:
        places = self._places(window, model)
        if not places:
            return None
        parts = [self.found[window][model, at] for at in places]
        some = [self.splits[window][at] for at in places]
        told: dict[str, Any] = {"window_days": window, "model": model, "splits": len(places)}
        for figure in ("auc", "average_precision"):
            told[figure] = interval(divided(*pooled(parts, figure)), self.level)
        ks = some[0].ks
        told["at"] = self._at(parts, ks, some, model)
        brier = divided(*pooled(parts, "brier"))
        told["brier"] = interval(brier, self.level, "a ranking without probabilities")
        figure = f"precision{self.place}"
        mine = {
            at: value
            for at in places
            if (value := self.found[window][model, at].value(figure)) is not None
        }
        if mine:
            worst = min(mine, key=lambda at: (mine[at], at))
            told["worst_split"] = {
                "as_of": iso(self.splits[window][worst].as_of),
                "metric": self._metric(self.place),
                "value": mine[worst],
            }
            told["spread"] = {
                "min": min(mine.values()),
                "max": max(mine.values()),
                "sd": float(np.std(list(mine.values()))),
            }
            regrets = [
                max(
                    v
                    for name in self.names
                    if (name, at) in self.found[window]
                    and (v := self.found[window][name, at].value(figure)) is not None
                )
                - value
                for at, value in mine.items()
            ]
            told["regret"] = {"value": float(np.mean(regrets)), "max": float(np.max(regrets))}
        else:
            none = {"value": None, "reason": "no split has a value at the main capacity"}
            told["worst_split"] = told["spread"] = told["regret"] = none
        told["repeated_lead_days"] = audit.repeated_lead(
            some, [one.listed(self.ranks[one.as_of, window, model], self.place) for one in some]
        )
        return told

    def _stability(self) -> list[dict[str, Any]]:
        found = []
        for window, some in self.splits.items():
            for model in self.names:
                for one, other in pairwise(some):
                    if model in one.scores and model in other.scores:
                        told = audit.stability(
                            one,
                            other,
                            (
                                one.listed(self.ranks[one.as_of, window, model], self.place),
                                other.listed(self.ranks[other.as_of, window, model], self.place),
                            ),
                            (one.scores[model], other.scores[model]),
                        )
                        found.append(
                            {"window_days": window, "model": model, "k": one.ks[self.place], **told}
                        )
        return found

    def _groups(self) -> list[dict[str, Any]]:
        found = []
        some = self.splits.get(self.window, [])
        for by in self.config.groups.by:
            for model in self.names:
                mine = [one for one in some if model in one.scores]
                if mine:
                    found += audit.group_rates(
                        mine, model, self.place, by, self.study.question, self.entities
                    )
        return found

    def _order(self) -> list[dict[str, Any]]:
        if not self.study.question.is_visit:
            return []
        return [
            visits.order_figures(self.study, split, model)
            for some in self.splits.values()
            for split in some
            for model in self.names
            if model in split.scores
        ]

    def _selection(self) -> dict[str, Any] | None:
        some = self.splits.get(self.window, [])
        if not some:
            return None
        t, lists = some[-1].as_of, {}
        asked = self.config.data.visit_probability and not self.study.question.is_visit
        if asked and self.study.question.value:  # the list of everybody, visited or not
            drawn = self.study.draw(t, self.window, labels=False)
            everybody = scored(self.study, drawn)
            lists = {
                model: (everybody.entity, everybody.chance(model, self.place))
                for model in drawn.scores
            }
        return visits.selection(self.study, t, self.window, lists)

    def verdict(self, chosen: str, standing: dict[str, float]) -> dict[str, Any]:
        """Judge, and say it."""
        window, metric = self.window, self._metric(self.place)
        pooled_at: dict[str, float] = {}
        common = self._common()
        for model in self.names:
            parts = [
                self.found[window][model, at] for at in common if (model, at) in self.found[window]
            ]
            value = (
                float(divided(*pooled(parts, f"precision{self.place}"))[0])
                if parts
                else float("nan")
            )
            if np.isfinite(value):
                pooled_at[model] = value
        told = verdict.judge(
            self.differences,
            self.models,
            self.baselines,
            chosen,
            metric,
            window,
            standing,
            pooled_at,
        )
        shown, best = told["model"], told["best_baseline"]
        told["names_saved"] = (
            verdict.saved(self.splits.get(window, []), shown, best, self.place)
            if shown and best
            else {"value": None, "reason": "no model or no baseline with a value"}
        )
        told["rule"] = Said(
            "在首个检验日之前结束的最新一期上，取"
            + metric
            + "最高的模型（同则取平均精度）；若它未能胜过所有基线而另一模型经Holm校正后胜过，则取后者",
            f"The model with the highest {metric} (then average precision) on the newest window closed before the first test date; where it does not beat every baseline and another does after Holm's correction, that other",
        ).in_(self.lang)
        told["standing_before_tests"] = standing
        told["splits"] = len(common)
        some = self.splits.get(window, [])
        told["sentence"] = (
            verdict.too_few(told)
            if some and all(one.is_short(self.place) for one in some)
            else verdict.sentence(told, pooled_at.get(shown or ""), pooled_at.get(best or ""))
        ).in_(self.lang)
        return told
