"""The order of it all: read, count, look for leaks, draw every list, measure, judge."""

from __future__ import annotations

import hashlib
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from . import holes, leaks, naming, suspicions, verdict
from .arrays import Codes, iso, to_day
from .asking import Asked
from .cohort import Question
from .config import baselines_of, list_dates
from .leaks import Finding
from .loading import load
from .measured import Measured
from .reading import read_files
from .rerun import Rerun, lists_with_enough
from .resample import Scored
from .scoring import scored
from .study import Study
from .table import Events
from .words import Notice, Said, Wrong

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
        self.unproven = naming.look(asked, self.events, self.question)
        self.study = Study(self.question, self.events, self.events)
        self.windows = list(dict.fromkeys(self.config.label.windows_days))
        self.window = self.windows[0]
        self.findings: list[Finding] = []
        self.notices: list[Notice] = []

    def _tell(self, said: Said) -> None:
        self.say(said.in_(self.lang))

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
            {**self.head(), "cohorts": self.cohorts(), "warnings": self.warnings(), **self._cost()},
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
                    **self.head(),
                    "warnings": self.warnings(),
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
        self.findings.append(suspicions.month_profile(main, shown, self.question.gap))
        aucs = measured.aucs()
        best = max((aucs[one] for one in baselines_of(self.config) if one in aucs), default=None)
        self.findings.append(suspicions.too_good(aucs.get(shown), best))
        return Outcome(
            DONE if judged["offered"] else NOT_BETTER,
            {**self.head(), "warnings": self.warnings(), "cohorts": cohorts, **told, "leaks": self._leaks(), "verdict": judged, **self._cost()},
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
        trained = [one for one in main if one["train_positives"]] or main
        rerun = Rerun(self.study, lists_with_enough(trained), self.window)
        best = rerun.best_baseline(self.window)
        kind = "boosting" if "boosting" in self.config.models.use else "logistic"
        self.findings += [
            suspicions.one_column(rerun, best, exempt),
            suspicions.permuted_labels(rerun, kind),
            suspicions.embargo(self.study, rerun.dates, self.window, kind),
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
                        splits[window].append(scored(self.study, drawn))
                        if window == self.window and not chosen:
                            chosen, standing = verdict.choose(drawn, self.config)
            self.study.forget(t)
        return splits, chosen, standing

    # --- what frames the figures -------------------------------------------------------------------

    def head(self) -> dict[str, Any]:
        """Return what names the run: its config, and the hashes of what went in."""
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

    def warnings(self) -> list[dict[str, str]]:
        """Return what is to be noticed about table and lists."""
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
