"""May the list be offered? Real differences, the rule that chose the model, and the sentence that says so.

Source: the interface of the back-test, §4. A difference is real when the paired interval excludes 0 and the sign is the same in at least
three of four splits; where several models are compared with the baselines, by Holm's correction.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .arrays import Floats
from .config import Config
from .drawn import Drawn
from .learn import calibrated
from .measures import average_precision, order_of, precision, share_in_list
from .resample import Fractions, Scored, divided, holm, interval, p_value, pooled
from .words import Said

SIGN = 0.75  # share of splits in which the sign must be the same


def capacities(config: Config) -> list[tuple[str, float]]:
    """List the capacities as asked: (label, number of names or share)."""
    return [
        *((str(one), float(one)) for one in config.capacity.names),
        *((f"{one:.6g}", one) for one in config.capacity.shares),
    ]


def main_place(config: Config) -> int:
    """Return the place of the capacity that decides."""
    asked = [*config.capacity.names, *config.capacity.shares]
    return asked.index(config.capacity.main) if config.capacity.main is not None else 0


def size_of(config: Config, place: int, n: int) -> int:
    """Return k for a cohort of n."""
    names = config.capacity.names
    if place < len(names):
        return names[place]
    return max(1, int(config.capacity.shares[place - len(names)] * n + 0.5))


def choose(drawn: Drawn, config: Config) -> tuple[str, dict[str, float]]:
    """Choose the shown model by its precision (then average precision) on the newest window closed before the first test."""
    told: dict[str, float] = {}
    best, most = "", (-1.0, -1.0)
    for model in config.models.use:
        trained = drawn.trained.get(model)
        if trained is None or not len(trained.check_label):
            continue
        k = size_of(config, main_place(config), len(trained.check_label))
        score = (
            calibrated(trained.map, trained.check_score)
            if config.models.calibrate == "none"
            else trained.check_score
        )
        one = (
            precision(share_in_list(order_of(score), k), trained.check_label, trained.check_weight)
            or 0.0
        )
        told[model] = one
        rank = (one, average_precision(score, trained.check_label, trained.check_weight) or 0.0)
        if rank > most:
            best, most = model, rank
    return best, told


def difference(
    found: dict[tuple[str, int], Fractions],
    splits: list[Scored],
    a: str,
    b: str,
    figure: str,
    level: float,
) -> dict[str, Any] | None:
    """Return a − b over the splits that have both, pooled, with the splits won."""
    both = [place for place in range(len(splits)) if (a, place) in found and (b, place) in found]
    both = [
        place
        for place in both
        if found[a, place].value(figure) is not None and found[b, place].value(figure) is not None
    ]
    if not both:
        return None
    one = divided(*pooled([found[a, place] for place in both], figure))
    other = divided(*pooled([found[b, place] for place in both], figure))
    drawn = one - other
    won = sum(
        (found[a, place].value(figure) or 0.0) > (found[b, place].value(figure) or 0.0)
        for place in both
    )
    lost = sum(
        (found[a, place].value(figure) or 0.0) < (found[b, place].value(figure) or 0.0)
        for place in both
    )
    told = interval(drawn, level)
    return {
        **told,
        "splits_won": f"{won}/{len(both)}",
        "won": won / len(both),
        "lost": lost / len(both),
        "p": p_value(drawn),
    }


def compared(
    found: dict[tuple[str, int], Fractions],
    splits: list[Scored],
    models: list[str],
    baselines: list[str],
    figures: list[tuple[str, str]],
    config: Config,
) -> list[dict[str, Any]]:
    """Return the entries of `differences` for one window: every model against every baseline, and against the others."""
    level, entries = config.bootstrap.level, []
    for figure, metric in figures:
        family = []
        for place, a in enumerate(models):
            for b in [*baselines, *models[place + 1 :]]:
                told = difference(found, splits, a, b, figure, level)
                if told is not None:
                    family.append(
                        {"window_days": splits[0].window, "a": a, "b": b, "metric": metric, **told}
                    )
        adjusted = (
            holm([one["p"] for one in family if one["b"] in baselines])
            if len(models) > 1
            else [one["p"] for one in family if one["b"] in baselines]
        )
        at = iter(adjusted)
        for one in family:
            one["p_adjusted"] = next(at) if one["b"] in baselines else one["p"]
            one["real"] = _is_real(one, level)
        entries += family
    for one in entries:
        del one["won"], one["lost"]
    return entries


def _is_real(one: dict[str, Any], level: float) -> bool:
    if one["low"] is None or one["p_adjusted"] > 1 - level:
        return False
    if one["low"] > 0:
        return bool(one["won"] >= SIGN)
    return bool(one["high"] < 0 and one["lost"] >= SIGN)


def judge(
    differences: list[dict[str, Any]],
    models: list[str],
    baselines: list[str],
    chosen: str,
    metric: str,
    window: int,
    standing: dict[str, float],
    pooled_at: dict[str, float],
) -> dict[str, Any]:
    """Decide which model, if any, may be offered."""
    told: dict[str, list[str]] = {}
    calm: dict[str, bool] = {}
    for model in models:
        mine = {
            one["b"]: one
            for one in differences
            if one["a"] == model and one["window_days"] == window
        }
        at_main = {
            one["b"]: one
            for one in differences
            if one["a"] == model and one["window_days"] == window and one["metric"] == metric
        }
        told[model] = [
            b
            for b in baselines
            if b in pooled_at
            and not (b in at_main and at_main[b]["real"] and at_main[b]["value"] > 0)
        ]
        worse = next(
            (
                one
                for one in differences
                if one["a"] == model
                and one["window_days"] == window
                and one["metric"] == "brier"
                and one["b"] == "group_rate"
            ),
            None,
        )
        calm[model] = not (worse is not None and worse["low"] is not None and worse["low"] > 0)
        if not mine or model not in pooled_at:
            told[model] = baselines
    passing = [model for model in models if not told[model] and calm[model]]
    shown = (
        max(passing, key=lambda one: (standing.get(one, 0.0), one == chosen)) if passing else chosen
    )
    if chosen in passing:
        shown = chosen
    # Nobody is told to use the lottery, however lucky it was.
    ranked = sorted(
        (b for b in baselines if b in pooled_at and b != "random"), key=lambda b: -pooled_at[b]
    )
    reason = {} if ranked else {"reason": "no baseline but the lottery has a value"}
    if not shown:
        reason = {"reason": "no model could be trained"}
    return {
        **reason,
        "model": shown or None,
        "beats_all_baselines": bool(shown) and not told.get(shown, ["-"]),
        "offered": shown in passing,
        "calibration_ok": calm.get(shown, False),
        "at": metric,
        "window_days": window,
        "not_beaten": told.get(shown, baselines),
        "best_baseline": ranked[0] if ranked else None,
    }


def saved(splits: list[Scored], model: str, baseline: str, place: int) -> dict[str, Any]:
    """Return how many more names the baseline needs for the same hits, a list on average."""
    needed, used = [], []
    for split in splits:
        if model not in split.scores or baseline not in split.scores or split.is_short(place):
            continue
        label = np.nan_to_num(split.label) * split.weight
        hits = float((split.chance(model, place) * label).sum())
        gained = _gained(split, baseline, label)
        needed.append(
            int(np.searchsorted(gained, hits - 1e-9)) + 1 if hits > 0 else split.ks[place]
        )
        used.append(split.ks[place])
    if not needed:
        return {"value": None, "reason": "no split with both"}
    return {
        "value": float(np.mean(needed)) - float(np.mean(used)),
        "needed": float(np.mean(needed)),
        "listed": float(np.mean(used)),
    }


def _gained(split: Scored, model: str, label: Floats) -> Floats:
    """Return the hits of lists of 1, 2, … names; where each group has its share, of lists divided so."""
    names = np.arange(1, split.n + 1)
    groups = split.per[0] if split.per is not None else np.zeros(split.n, dtype=np.int64)
    told = np.zeros(split.n)
    for group in np.unique(groups).tolist():
        at = np.flatnonzero(groups == group)
        order = order_of(split.scores[model][at])
        blocks = np.concatenate([order.begins[1:], [order.n]]) - order.begins
        inside: Floats = np.add.reduceat(label[at][order.at], order.begins)
        hits = np.concatenate([[0.0], np.repeat(inside / blocks, blocks).cumsum()])
        told += np.interp(names * (len(at) / split.n), np.arange(len(at) + 1), hits)
    return told


def too_few(verdict: dict[str, Any]) -> Said:
    """Say that every cohort is smaller than the list."""
    return Said(
        f"每个名单日的成员都少于主要名额（{verdict['at']}）：名单装得下所有人，先后无从比较。请调小capacity.main",
        f"Every cohort is smaller than the main capacity ({verdict['at']}): a list holds everybody, whatever the order. Lower capacity.main.",
    )


def sentence(verdict: dict[str, Any], value: float | None, baseline_value: float | None) -> Said:
    """Say the verdict."""
    model, baseline, at, days = (
        verdict["model"],
        verdict["best_baseline"],
        verdict["at"],
        verdict["window_days"],
    )
    other = "–" if baseline_value is None else f"{baseline_value:.1%}"
    if model is None and baseline is not None:
        return Said(
            f"没有可训练的模型：请用“{baseline}”（{days}天内{at}为{other}），或补足历史",
            f"No model could be trained: use “{baseline}” ({at} over {days} days is {other}), or bring more history.",
        )
    if model is None:
        return Said(
            "没有可训练的模型，也没有可用的计数基线：请在baselines.use加上count，或补足历史",
            "No model could be trained, and there is no count to use instead: add count to baselines.use, or bring more history.",
        )
    if baseline is None and not verdict["offered"]:
        return Said(
            f"没有模型胜过所有基线，也没有可用的计数基线：请在baselines.use加上count（“{model}”{days}天内{at}未能真实胜过：{'、'.join(verdict['not_beaten'])}）",
            f"No model beats every baseline, and there is no count to use instead: add count to baselines.use (“{model}” at {at} over {days} days is not really better than: {', '.join(verdict['not_beaten'])}).",
        )
    one = "–" if value is None else f"{value:.1%}"
    if verdict["offered"]:
        return Said(
            f"可以使用模型“{model}”：{days}天内{at}为{one}，最好的基线“{baseline or 'random'}”为{other}，对每个基线都有真实的优势",
            f"The model “{model}” may be offered: {at} over {days} days is {one}; the best baseline “{baseline or 'random'}” has {other}, and every baseline is really beaten.",
        )
    if verdict["beats_all_baselines"]:
        return Said(
            f"模型“{model}”的{at}胜过所有基线，但概率校准不如group_rate，暂不使用；请用“{baseline}”（{other}）",
            f"The model “{model}” beats every baseline at {at} but is worse calibrated than the group rate: not offered. Use “{baseline}” ({other}).",
        )
    rest = "、".join(verdict["not_beaten"])
    return Said(
        f"没有模型胜过所有基线（“{model}”{days}天内{at}为{one}，未能真实胜过：{rest}）。请用“{baseline}”（{other}）：人人看得懂的计数也是好结果",
        f"No model beats every baseline (“{model}” has {at} of {one} over {days} days; not really better than: {', '.join(verdict['not_beaten'])}). Use “{baseline}” ({other}): a count that everyone understands is a good result.",
    )
