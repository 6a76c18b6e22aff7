"""Each figure against a plain reckoning that shares no line with it."""

from __future__ import annotations

import math
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongzhou.warning.backtest import measures
from tongzhou.warning.backtest.baselines import group_rate, sizes
from tongzhou.warning.backtest.resample import Scored, holm, resample

LISTS = st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=2, max_size=5)


def expected_hits(members: list[tuple[int, bool]], k: int) -> float:
    """Average over every order in which ties could fall."""
    totals = []
    for order in permutations(range(len(members))):
        if all(members[a][0] >= members[b][0] for a, b in pairwise(order)):
            totals.append(sum(members[at][1] for at in order[:k]))
    return sum(totals) / len(totals)


@settings(max_examples=40, deadline=None)
@given(members=LISTS, k=st.integers(1, 7))
def test_ties_at_the_border_count_in_expectation(members: list[tuple[int, bool]], k: int) -> None:
    k = min(k, len(members))
    score = np.array([float(s) for s, _ in members])
    label = np.array([float(y) for _, y in members])
    chance = measures.share_in_list(measures.order_of(score), k)
    told = measures.precision(chance, label, np.ones(len(score)))
    assert told == pytest.approx(expected_hits(members, k) / k)
    assert chance.sum() == pytest.approx(k)


@settings(max_examples=60, deadline=None)
@given(members=LISTS)
def test_auc_counts_pairs_one_by_one(members: list[tuple[int, bool]]) -> None:
    pairs = [(a, b) for a, y in members if y for b, z in members if not z]
    told = measures.concordance(
        np.array([float(s) for s, _ in members]), np.array([float(y) for _, y in members])
    ).auc
    if not pairs:
        assert told is None
    else:
        assert told == pytest.approx(sum((a > b) + 0.5 * (a == b) for a, b in pairs) / len(pairs))


@settings(max_examples=60, deadline=None)
@given(members=LISTS)
def test_average_precision_walks_the_blocks(members: list[tuple[int, bool]]) -> None:
    wanted, seen, found, total = 0.0, 0, 0, sum(y for _, y in members)
    for level in sorted({s for s, _ in members}, reverse=True):
        block = [y for s, y in members if s == level]
        seen, found = seen + len(block), found + sum(block)
        wanted += sum(block) / total * found / seen if total else 0
    told = measures.average_precision(
        np.array([float(s) for s, _ in members]), np.array([float(y) for _, y in members])
    )
    assert told == (pytest.approx(wanted) if total else None)


def test_the_worked_example_of_the_page() -> None:
    # Ten lifts; the list takes four. Three stand above, three tie at the border with two breakdowns among them.
    score = np.array([9, 8, 7, 5, 5, 5, 3, 2, 1, 0], dtype=float)
    label = np.array([1, 0, 1, 1, 1, 0, 0, 1, 0, 0], dtype=float)
    order = measures.order_of(score)
    chance = measures.share_in_list(order, 4)
    ones = np.ones(10)
    assert measures.precision(chance, label, ones) == pytest.approx((2 + 2 / 3) / 4)
    assert measures.recall(chance, label, ones) == pytest.approx((2 + 2 / 3) / 5)
    assert measures.border_ties(order, 4, label) == pytest.approx(2 / 3)
    assert measures.border_ties(order, 3, label) == 0


def test_calibration_of_an_honest_forecast_is_nearly_perfect() -> None:
    draw = np.random.default_rng(5)
    p = draw.uniform(0.02, 0.6, 20_000)
    y = (draw.random(20_000) < p).astype(float)
    told = measures.calibration_figures(p, y)
    assert told["slope"] == pytest.approx(1, abs=0.06)
    assert told["intercept"] == pytest.approx(0, abs=0.06)
    assert told["ratio"] == pytest.approx(1, abs=0.03)
    assert told["ece"] < 0.015
    assert told["brier"] == pytest.approx(
        sum((a - b) ** 2 for a, b in zip(p, y, strict=True)) / 20_000
    )
    assert measures.calibration_figures(p, np.zeros(20_000))["slope"] is None
    assert measures.calibration_figures(p, np.zeros(20_000))["reason"] == "one class only"


def test_the_line_of_calibration_is_found_where_probabilities_hardly_differ() -> None:
    """Steep and far from the start: the line is the one at which the loss no longer falls."""
    draw = np.random.default_rng(4)
    logit = -1.8 + 0.05 * draw.normal(size=400)
    y = (draw.random(400) < 1 / (1 + np.exp(-(24 * logit + 43)))).astype(float)
    slope, intercept = measures.cox(1 / (1 + np.exp(-logit)), y)
    assert slope is not None
    assert intercept is not None
    left = 1 / (1 + np.exp(-(slope * logit + intercept))) - y
    assert abs(left.sum()) < 1e-6
    assert abs((left * logit).sum()) < 1e-6
    assert slope > 12
    apart = np.where(y > 0, 0.6, 0.4)
    assert measures.cox(apart, y) == (None, None)


def scored(n: int, seed: int, **more: object) -> Scored:
    draw = np.random.default_rng(seed)
    score = np.round(draw.normal(0, 1, n), 1)
    label = (draw.random(n) < 1 / (1 + np.exp(1 - score))).astype(float)
    at = np.arange(n)
    told = Scored(
        0,
        91,
        at,
        at - at - 1,
        label,
        at,
        np.ones(n),
        [5, 20],
        {"m": score},
        {"m": 1 / (1 + np.exp(1 - score))},
    )
    for key, value in more.items():
        setattr(told, key, value)
    return told


def test_repeats_are_what_a_plain_weighted_reckoning_says() -> None:
    split = scored(60, 1)
    found = resample([split], ["m"], 60, repeats=7, seed=3)["m", 0]
    from tongzhou.warning.backtest.arrays import generator

    drawn = generator(3, "bootstrap", 0).poisson(1.0, (60, 7)).astype(np.uint8)
    for repeat in range(7):
        bag = [at for at in range(60) for _ in range(drawn[at, repeat])]
        s, y = split.scores["m"][bag], split.label[bag]
        pairs = measures.concordance(s, y)
        assert found.above["auc"][repeat + 1] == pytest.approx(pairs.concordant)
        assert found.below["auc"][repeat + 1] == pytest.approx(pairs.pairs)
        for place, k in enumerate(split.ks):
            told = measures.precision(
                measures.share_in_list(measures.order_of(s), k), y, np.ones(len(bag))
            )
            assert found.above[f"precision{place}"][repeat + 1] / found.below[f"precision{place}"][
                repeat + 1
            ] == pytest.approx(told)
        ap = measures.average_precision(s, y)
        assert found.above["average_precision"][repeat + 1] / found.below["average_precision"][
            repeat + 1
        ] == pytest.approx(ap)


def test_labels_nobody_looked_at_rank_but_do_not_count() -> None:
    split = scored(60, 2)
    split.label[::3] = np.nan
    split.weight = np.where(np.isnan(split.label), 0.0, 2.0)
    found = resample([split], ["m"], 60, repeats=30, seed=3)["m", 0]
    chance = split.chance("m", 1)
    seen = ~np.isnan(split.label)
    wanted = (chance * split.label)[seen].sum() / chance[seen].sum()
    assert found.value("precision1") == pytest.approx(wanted)
    told = found.above["precision1"][1:] / found.below["precision1"][1:]
    assert abs(float(np.mean(told)) - wanted) < 0.1


def test_holm_steps_down() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])


def test_the_group_rate_is_shrunk_to_the_mean() -> None:
    cells = np.array(["a"] * 10 + ["b"] * 10, dtype=object)
    label = np.array([1.0] * 5 + [0.0] * 15)
    told = group_rate(cells, label, np.ones(len(label)), np.array(["a", "b", "new"], dtype=object))
    assert told.tolist() == pytest.approx([(5 + 20 * 0.25) / 30, (0 + 20 * 0.25) / 30, 0.25])


def test_sizes_are_named_by_their_bounds() -> None:
    codes, names = sizes(np.array([0.0, 1, 3, 9, 10, 70]), (1, 2, 5, 10))
    assert [names[code] for code in codes] == ["0", "1", "2–4", "5–9", "10+", "10+"]
    assert not math.isnan(float(codes[0]))
