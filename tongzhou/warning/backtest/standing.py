"""May a list come from a model? What the back-test of the same table, config and code says, run now or read from its scorecard.

A model is offered only where the back-test offers it; else the list comes from the baseline that the verdict names, and a leak that
ends the back-test ends the list as well.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .config import baselines_of
from .run import LEAKED, Outcome, Run
from .words import Said, Wrong


@dataclass(frozen=True)
class Standing:
    """What the back-test says: the model that may be used (or none), the baseline to use instead, and the sentence."""

    model: str  # "" where none is offered
    baseline: str
    said: Said
    refused: Outcome | None = None  # a leak was found: no list

    def choose(self, scores: set[str], asked: str | None) -> tuple[str, bool, Said]:
        """Return by what the list is drawn, whether the back-test lets it be used, and why, in words."""
        offered = self.model if self.model in scores else ""
        name = asked or offered or self._counting(scores)
        if asked and asked not in scores:
            return asked, False, self.said
        if name == self.model:
            return name, True, self.said
        if name in ("logistic", "boosting"):
            return name, False, Said(
                f"指定的模型“{name}”没有通过检验，名单只供核对，不能用于派发。检验结论：{self.said.zh}",
                f"The model “{name}” asked for is not offered: this list is to look at, not to be used. The back-test says: {self.said.en}",
            )  # fmt: skip
        if name == "random":
            return name, False, Said("按随机数排列，不是名单", "Drawn by lot: this is no list")
        if asked:
            return name, True, Said(f"按指定的基线“{name}”排列", f"Ranked by the baseline “{name}”, as asked")  # fmt: skip
        return name, True, Said(
            f"名单按基线“{name}”排列，不用模型。检验结论：{self.said.zh}",
            f"Ranked by the baseline “{name}”, not by a model. The back-test says: {self.said.en}",
        )  # fmt: skip

    def _counting(self, scores: set[str]) -> str:
        wanted = [self.baseline, "count", *sorted(scores - {"logistic", "boosting", "random"})]
        return next((one for one in wanted if one in scores), "")


def standing(run: Run, score: Path | None) -> Standing:
    """Ask the back-test: its scorecard in a folder, where one is named, else run it now."""
    if score is not None:
        told = _read(run, score)
        refused = None if told.get("verdict") else Outcome(LEAKED, told)
    else:
        try:
            outcome = run.whole()
        except Wrong as wrong:
            return Standing("", _first(run), Said(
                f"模型未能检验（{wrong.said.zh}）", f"No model could be tested ({wrong.said.en})"
            ))  # fmt: skip
        told, refused = outcome.told, outcome if outcome.code == LEAKED else None
    if refused is not None:
        return Standing("", "", Said("发现泄漏，不出名单", "A leak was found: no list"), refused)
    verdict = told["verdict"]
    said = Said(verdict["sentence"], verdict["sentence"])
    if leaks := [one["test"] for one in told["leaks"] if one["status"] == "found" and one["stops"]]:
        said = Said(
            f"{said.zh}。检验发现泄漏（{'、'.join(leaks)}），数字不可信",
            f"{said.en} A leak was found ({', '.join(leaks)}): do not trust the figures.",
        )
    model = str(verdict["model"]) if verdict["offered"] else ""
    return Standing(model, str(verdict["best_baseline"] or _first(run)), said)


def _first(run: Run) -> str:
    names = [one for one in baselines_of(run.config) if one != "random"]
    return "count" if "count" in names or not names else names[0]


def _read(run: Run, folder: Path) -> dict[str, Any]:
    """Read the scorecard of the same table, config and code."""
    path = folder / "scorecard.json" if folder.is_dir() else folder
    try:
        told: Any = json.loads(path.read_text("utf-8"))
        hashes, leaks = told["hashes"], told["leaks"]
        if told["verdict"] is None and not leaks:
            raise KeyError("leaks")
    except (OSError, ValueError, KeyError, TypeError):
        raise Wrong(
            f"“{path}”不是完整的成绩单（scorecard.json）：请先运行 tongzhou warn backtest --out",
            f"“{path}” is no whole scorecard (scorecard.json): run tongzhou warn backtest --out first",
        ) from None
    mine = run.head()["hashes"]
    words = {"data": ("数据", "data"), "config": ("配置", "config"), "code": ("程序", "code")}
    other = [words[one] for one in words if hashes.get(one) != mine[one]]
    if other:
        zh, en = "、".join(one[0] for one in other), ", ".join(one[1] for one in other)
        raise Wrong(
            f"“{path}”的成绩单不是按同样的{zh}做的：请重新运行 tongzhou warn backtest，或不写 --score",
            f"The scorecard “{path}” was made of other {en}: run tongzhou warn backtest again, or leave out --score",
        )
    return dict(told)
