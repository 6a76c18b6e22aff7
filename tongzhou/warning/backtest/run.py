"""The order of it all: read, count, look for leaks, draw every list, measure, judge."""

from __future__ import annotations

import hashlib
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from . import holes, leaks, suspicions, verdict
from .arrays import Codes, iso, to_day
from .asking import Asked
from .baselines import group_codes
from .cohort import Question
from .config import baselines_of, list_dates
from .leaks import Finding
from .loading import load
from .measured import Measured
from .measures import concordance
from .reading import read_files
from .resample import Scored
from .study import Drawn, Study
from .table import Events
from .words import Notice, Said, Wrong, nearest

DONE, FAILED, NOT_BETTER, LEAKED = 0, 1, 2, 3


@dataclass
class Outcome:
    """What a run says, its exit code, and what the files are made from."""

    code: int
    told: dict[str, Any]
    splits: dict[int, list[Scored]] = field(default_factory=dict)
    study: Study | None = None
    ranks: dict[tuple[int, int, str], Codes] = field(default_factory=dict)


class Run:
    """One back-test. `lang` is the language of sentences, `say` is told what is being done."""

    def __init__(
        self, asked: Asked, *, lang: str = "zh", say: Callable[[str], None] = lambda _: None
    ) -> None:
        self.asked, self.config, self.lang, self.say = asked, asked.config, lang, say
        self.began = time.monotonic()
        threadpool_limits(1, "blas")  # small matrices: threads would only wait for one another
        self._tell(Said("读取数据", "Reading the data"))
        read = read_files(asked)
        self.digest = read.digest
        self.events: Events = load(read, asked)
        self.question = Question(asked, self.events)
        self._check_columns()
        self.study = Study(self.question, self.events, self.events)
        self.windows = list(dict.fromkeys(self.config.label.windows_days))
        self.window = self.windows[0]
        self.findings: list[Finding] = []
        self.notices: list[Notice] = []

    def _tell(self, said: Said) -> None:
        self.say(said.in_(self.lang))

    # --- checks ----------------------------------------------------------------------------------

    def _check_columns(self) -> None:
        raw, features = self.events.raw, self.config.features
        for key in ("category", "amount", "text", "static", "audit_only", "never"):
            for column in getattr(features, key):
                raw.need(column, "features", key)
        for place in self.config.data.static:
            for column in place.columns:
                raw.need(column, "data", "static", "columns")
        self._check_value()
        for column in features.amount:
            filled = raw.text(column)[0] >= 0
            if filled.any() and not raw.is_numeric(column):
                share = float(np.isnan(raw.number(column)[filled]).mean())
                raw.notices.append(
                    Notice(
                        "amount_not_numeric",
                        Said(
                            f"“{column}”有{share:.1%}的单元不是数值，按空值处理",
                            f"{share:.1%} of the cells of “{column}” are no numbers and count as empty",
                        ),
                    )
                )
        self.unproven = self._unproven()
        if self.unproven:
            told = "、".join(self.unproven)
            raw.notices.append(
                Notice(
                    "unproven_columns",
                    Said(
                        f"未证明当日即如此的列（导出的单元往往是今天的状态）：{told}",
                        f"Columns not proven to have read so on the day (cells of an export are usually today's state): {', '.join(self.unproven)}",
                    ),
                )
            )
        self._look_at_filling()
        self._look_at_coverage()
        lead = self.config.label
        if (
            lead.kind == "event"
            and lead.where
            and "count" in baselines_of(self.config)
            and "label_count" not in baselines_of(self.config)
        ):
            raw.notices.append(
                Notice(
                    "counts_count_all_rows",
                    Said(
                        "基线last_year、count等计所有行；只计label.where相符的行，可加label_last_year、label_count",
                        "The baselines last_year, count, … count all rows; label_last_year and label_count count those of label.where only",
                    ),
                )
            )

    def _check_value(self) -> None:
        """See that what was found is written in numbers, and chances of being drawn as chances."""
        raw, column = self.events.raw, self.question.value
        if column:
            filled = raw.text(column)[0] >= 0
            strange = filled & np.isnan(raw.number(column))
            if strange.any():
                codes, values = raw.text(column)
                at, cell = (
                    self.asked.at("label", "value"),
                    values[codes[np.flatnonzero(strange)[0]]],
                )
                if strange.sum() == filled.sum():
                    raise Wrong(
                        f"{at}：“{column}”中没有一个数值（如“{cell}”）；须为数值，大于0为查实",
                        f"{at}: not one cell of “{column}” is a number (“{cell}”); it must be, and is positive when > 0",
                    )
                said = Said(
                    f"“{column}”有{strange.sum()}个单元不是数值（如“{cell}”），按没有结果处理",
                    f"{strange.sum()} cells of “{column}” are no numbers (“{cell}”) and count as without a result",
                )
                raw.notices.append(Notice("value_not_numeric", said))
        if chance := self.config.data.visit_probability:
            q = raw.number(chance)
            outside = (raw.text(chance)[0] >= 0) & ~((q > 0) & (q <= 1))
            if outside.any():
                said = Said(
                    f"“{chance}”有{outside.sum()}个单元不在0与1之间，不作概率使用",
                    f"{outside.sum()} cells of “{chance}” lie outside 0 to 1 and are not used as probabilities",
                )
                raw.notices.append(Notice("probability_outside", said))

    def _look_at_coverage(self) -> None:
        """Name groups of the coverage that stand in no row."""
        if not self.question.coverage_by:
            return
        values = self.events.raw.text(self.question.coverage_by)[1]
        for name in self.question.spans:
            if name != "*" and name not in values:
                column, near = self.question.coverage_by, nearest(name, values)
                said = Said(
                    f"data.coverage写的“{name}”在“{column}”中没有。{near.zh}",
                    f"data.coverage names “{name}”, which stands in no row of “{column}”.{near.en}",
                )
                self.events.raw.notices.append(Notice("coverage_value_unknown", said))

    def _look_at_filling(self) -> None:
        """Name unproven columns that are emptier in the newest rows: their cells are written later."""
        events = self.events
        known = events.known[events.known <= self.question.snapshot]
        if len(known) < 1000:
            return
        newest = events.known > np.quantile(known, 0.97)
        for column in self.unproven:
            filled = events.text(column)[0] >= 0
            now, before = float(filled[newest].mean()), float(filled[~newest].mean())
            if before > 0.2 and now < 0.7 * before:
                said = Said(
                    f"“{column}”在最新的行里只填了{now:.0%}，此前为{before:.0%}：单元是后来才写的，请在data.later写明何时可知",
                    f"“{column}” is filled in {now:.0%} of the newest rows, {before:.0%} before: its cells are written later. State when in data.later",
                )
                events.raw.notices.append(Notice("cells_fill_later", said))

    def _unproven(self) -> list[str]:
        data, features = self.config.data, self.config.features
        proven: set[str] = set()
        for told in (data.fixed_at_arrival, features.fixed_at_arrival):
            if told is True:
                return []
            if isinstance(told, list):
                proven |= set(told)
        for later in data.later:
            proven |= set(later.columns) | {later.known_date}
        for static in data.static:
            proven |= set(static.columns)
        return [
            column
            for column in dict.fromkeys([*features.category, *features.amount, *features.text])
            if column not in proven
        ]

    def tests(self, window: int) -> list[int]:
        """List the test dates whose label window is surely known by the snapshot."""
        return [
            to_day(one)
            for one in list_dates(self.config)
            if self.question.closed(to_day(one), window) <= self.question.snapshot + 1
        ]

    # --- the run ---------------------------------------------------------------------------------

    def cohorts(self) -> list[dict[str, Any]]:
        """Count members, positives and training rows for each split and window."""
        found, open_ = [], []
        for window in self.windows:
            tests = self.tests(window)
            open_ += [
                f"{one}+{window}" for one in list_dates(self.config) if to_day(one) not in tests
            ]
            for t in tests:
                _, cohort = self.study.cohort(t, window)
                training = self.study.training(t, window)
                seen = ~np.isnan(cohort.label)
                positives = float(np.nansum(cohort.label))
                weight = cohort.weight[seen]
                entry: dict[str, Any] = {
                    "as_of": iso(t), "window_days": window, "n": len(cohort.pick), "positives": int(positives),
                    "base_rate": float((cohort.label[seen] * weight).sum() / weight.sum())
                    if seen.any()
                    else None,
                    "train_as_of": [iso(one) for one in training.as_of], "train_rows": len(training.label),
                    "train_positives": int(training.label.sum()), "reach": cohort.reach,
                    "left_out": {
                        "outside_coverage": sum(cohort.outside.values()), "groups_outside": cohort.outside,
                        "known_too_late": cohort.too_late, "without_history": cohort.unseen,
                    },
                }  # fmt: skip
                if entry["reach"] is None or entry["base_rate"] is None:
                    entry["reason"] = (
                        "nobody inside coverage had the outcome, or nobody was looked at"
                    )
                found.append(entry)
        if open_:
            told = "、".join(open_[:8])
            self.notices.append(
                Notice(
                    "window_not_closed",
                    Said(
                        f"预测期到取数日{iso(self.question.snapshot)}尚未确定，不作检验：{told}",
                        f"Windows not surely known by the snapshot {iso(self.question.snapshot)} are not tested: {', '.join(open_[:8])}",
                    ),
                )
            )
        if not any(one["positives"] for one in found):
            self.notices.insert(0, Notice("no_outcomes", self._nothing_happened()))
        if not any(one["n"] for one in found):
            raise Wrong(
                f"没有一个名单日可以检验：预测期须在取数日{iso(self.question.snapshot)}之前结束（含delay_days），覆盖期须含名单日前min_history_days天，cohort.where须有相符的行",
                f"Not one list can be tested: its window must end before the snapshot {iso(self.question.snapshot)} (with delay_days), coverage must hold min_history_days before it, and rows must match cohort.where",
            )
        return found

    def _nothing_happened(self) -> Said:
        """Say that lists have no outcome: as a rule `label.where` or `label.value` is written otherwise than in the data."""
        label = self.config.label
        asked = (label.value if label.kind == "finding" else label.where) or label.kind
        return Said(
            f"没有一个名单有结果，什么也学不到、比不出：请核对label（{asked}）的写法与数据是否一致，以及预测期",
            f"Not one list has an outcome, so nothing can be learned or compared: check label ({asked}) against what the data say, and the windows",
        )

    def check(self) -> Outcome:
        """Count only."""
        return Outcome(
            DONE,
            {
                **self._head(),
                "cohorts": self.cohorts(),
                "warnings": self._warnings(),
                **self._cost(),
            },
        )

    def whole(self) -> Outcome:
        """Run everything."""
        self._tell(Said("数名单成员与结果", "Counting cohorts and labels"))
        cohorts = self.cohorts()
        if not any(one["positives"] for one in cohorts if one["window_days"] == self.window):
            said = self._nothing_happened()
            raise Wrong(said.in_("zh"), said.in_("en"))
        self.notices += holes.holes(self.question, self.events)
        self._look_for_leaks(cohorts)
        if self.config.leaks.on_found == "refuse" and any(
            one.status == "found" and one.stops for one in self.findings
        ):
            return Outcome(
                LEAKED,
                {
                    **self._head(),
                    "warnings": self._warnings(),
                    "cohorts": cohorts,
                    "splits": [],
                    "pooled": [],
                    "differences": [],
                    "stability": [],
                    "groups": [],
                    "order": [],
                    "selection": None,
                    "leaks": self._leaks(),
                    "verdict": None,
                    **self._cost(),
                },
            )
        splits, chosen, standing = self._draw()
        measured = Measured(self.study, splits, self.lang, self._tell)
        told = measured.told()
        judged = measured.verdict(chosen, standing)
        shown = judged["model"]
        main = splits.get(self.window, [])
        self.findings.append(suspicions.month_profile(main, shown))
        self.findings.append(
            suspicions.too_good(
                measured.auc(shown),
                max(
                    (
                        one
                        for name in baselines_of(self.config)
                        if (one := measured.auc(name)) is not None
                    ),
                    default=None,
                ),
            )
        )
        return Outcome(
            DONE if judged["offered"] else NOT_BETTER,
            {**self._head(), "warnings": self._warnings(), "cohorts": cohorts, **told, "leaks": self._leaks(), "verdict": judged, **self._cost()},
            splits, self.study, measured.ranks,
        )  # fmt: skip

    def _look_for_leaks(self, cohorts: list[dict[str, Any]]) -> None:
        self._tell(Said("查泄漏", "Looking for leaks"))
        tests = self.tests(self.window)
        main = [one for one in cohorts if one["window_days"] == self.window and one["n"]]
        if not main:
            raise Wrong(
                f"最短的预测期{self.window}天没有一个名单日可以检验",
                f"Not one list can be tested over the first window of {self.window} days",
            )
        t = max(one for one in tests if iso(one) in {entry["as_of"] for entry in main})
        # An AUC needs outcomes: the newest list with enough of them, or the one with most.
        richest = max(main, key=lambda one: (min(one["positives"], suspicions.FEW), one["as_of"]))
        full = to_day(date.fromisoformat(richest["as_of"]))
        exempt = {
            c
            for later in self.config.data.later
            if later.known_date != "never"
            for c in later.columns
        }
        static = {c for one in self.config.data.static for c in one.columns}
        self.findings += [
            leaks.truncation(self.study, t),
            leaks.permuted_future(self.study, t, self.window),
            leaks.row_overlap(self.study, tests, max(self.windows)),
            leaks.twins(self.study, tests, self.window),
            suspicions.snapshot_column(self.study, exempt, static),
            suspicions.serial(self.study),
        ]
        counted = self.study.draw(full, self.window, models=[])
        best = max(
            (
                concordance(score, counted.cohort.label).auc or 0.5
                for score in counted.scores.values()
            ),
            default=0.5,
        )
        rerun = suspicions.Rerun(self.study, full, self.window)
        kind = "boosting" if "boosting" in self.config.models.use else "logistic"
        self.findings += [
            suspicions.one_column(self.study, rerun, best, exempt),
            suspicions.permuted_labels(rerun, kind),
            suspicions.embargo(self.study, full, self.window, kind),
        ]

    def _draw(self) -> tuple[dict[int, list[Scored]], str, dict[str, float]]:
        splits: dict[int, list[Scored]] = {window: [] for window in self.windows}
        chosen, standing = "", dict[str, float]()
        for t in sorted({one for window in self.windows for one in self.tests(window)}):
            for window in self.windows:
                if t in self.tests(window):
                    self._tell(
                        Said(f"名单 {iso(t)}，{window}天", f"List of {iso(t)}, {window} days")
                    )
                    drawn = self.study.draw(t, window)
                    if len(drawn.cohort.pick):
                        splits[window].append(self._scored(drawn))
                        if window == self.window and not chosen:
                            chosen, standing = verdict.choose(drawn, self.config)
            self.study.forget(t)
        return splits, chosen, standing

    def _scored(self, drawn: Drawn) -> Scored:
        cohort, picked = drawn.cohort, drawn.picked
        n = len(cohort.pick)
        ks = [
            verdict.size_of(self.config, place, n)
            for place in range(len(verdict.capacities(self.config)))
        ]
        scored = Scored(
            cohort.as_of,
            cohort.window,
            picked.entity,
            picked.visit,
            cohort.label,
            cohort.first,
            cohort.weight,
            ks,
            drawn.scores,
            drawn.probabilities,
            failed=drawn.failed,
        )
        told = self.study.counted(drawn.members)
        for column in self.config.groups.by:
            scored.groups[column] = self._group(drawn, told, column)
        if self.question.is_visit and self.config.order.officer:
            scored.held = drawn.held(self.config.order.officer)
        if self.config.capacity.per:
            codes, _ = self._group(drawn, told, self.config.capacity.per)
            scored.per = (codes, [min(1.0, k / n) for k in ks])
        return scored

    def _group(self, drawn: Drawn, told: Any, column: str) -> tuple[Codes, list[str]]:
        at = drawn.cohort.pick
        if self.question.is_visit and column in self.events.raw.names:
            codes, names = self.events.text(column)
            return codes[drawn.picked.visit], names
        codes, names = group_codes(self.study.builder, drawn.members, told, column)
        return codes[at], names

    # --- what frames the figures -------------------------------------------------------------------

    def _head(self) -> dict[str, Any]:
        config = hashlib.sha256(self.asked.text.encode()).hexdigest()
        return {
            "version": 1,
            "name": self.config.name or self.asked.path.stem,
            "hashes": {
                "data": f"sha256:{self.digest}",
                "config": f"sha256:{config}",
                "code": f"sha256:{code_digest()}",
            },
        }

    def _warnings(self) -> list[dict[str, str]]:
        told = [*self.events.raw.notices, *self.notices]
        return [{"code": one.code, "text": one.said.in_(self.lang)} for one in dict.fromkeys(told)]

    def _leaks(self) -> list[dict[str, Any]]:
        order = [
            "truncation",
            "permuted_future",
            "row_overlap",
            "embargo",
            "month_profile",
            "one_column",
            "snapshot_column",
            "twins",
            "serial",
            "permuted_labels",
            "too_good",
        ]
        return [
            one.told(self.lang)
            for one in sorted(self.findings, key=lambda one: order.index(one.test))
        ]

    def _cost(self) -> dict[str, Any]:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return {
            "cost": {"seconds": round(time.monotonic() - self.began, 1), "peak_mib": round(peak)}
        }


def code_digest() -> str:
    """Hash the code of this room."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
