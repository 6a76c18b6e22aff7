"""Somebody looked and found: officers in order, whom they choose, and what is left with nobody's way of looking."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from . import lifts
from .test_run import predictions, run

VISITS = (
    lifts.CONFIG
    .replace("[cohort]\nwhere = \"kind = 'breakdown'\"", "[cohort]\nunit = \"visit\"\nwhere = \"kind = 'check'\"")
    .replace('kind = "event"\n', 'kind = "finding"\nvalue = "fault_found"\n')
    .replace('category = ["cause", "district"]', 'category = ["cause", "district", "officer"]')
    + '[order]\ndate = "happened_on"\nofficer = "officer"\n'
)  # fmt: skip


def with_checks(table: list[lifts.Row]) -> list[lifts.Row]:
    """Add a check of each lift twice a year; one officer finds much, one finds little."""
    draw, number = np.random.default_rng(5), len(table)
    owners = {row["lift_no"]: row for row in reversed(table)}
    found = [{**row, "officer": "", "fault_found": ""} for row in table]
    for lift, row in owners.items():
        for day in range(int(draw.integers(20, 200)), lifts.DAYS - 2, 182):
            number += 1
            on, sharp = lifts.START + timedelta(day), draw.random() < 0.5
            found.append({
                **row, "report_no": number, "kind": "check", "happened_on": on.isoformat(),
                "received_on": (on + timedelta(1)).isoformat(), "settled_on": "", "cause": "", "repair_cost": "",
                "officer": "李" if sharp else "赵", "fault_found": int(draw.random() < (0.6 if sharp else 0.1)), "lift_no": lift,
            })  # fmt: skip
    return found


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("checks")
    config = lifts.write(folder, with_checks(lifts.rows(lifts=150)), VISITS)
    code, out, err = run("backtest", "--config", str(config), "--json", "--out", str(folder / "out"), "--quiet")  # fmt: skip
    assert code in (0, 2), err
    return folder, json.loads(out)


def test_officers_are_compared_with_themselves_pair_by_pair(
    world: tuple[Path, dict[str, Any]],
) -> None:
    folder, told = world
    with (folder / "lifts.csv").open(encoding="utf-8", newline="") as file:
        officer = {row["report_no"]: row["officer"] for row in csv.DictReader(file)}
    rows = predictions(folder / "out")
    assert len(told["order"]) == 4 * 9
    for one in told["order"]:
        mine: dict[str, list[tuple[float, int]]] = defaultdict(list)
        for row in rows[one["as_of"], one["model"]]:
            mine[officer[row["row_id"]]].append((float(row["score"]), int(row["label"])))
        pairs = [
            (up > down) + 0.5 * (up == down)
            for some in mine.values()
            for up, y in some
            if y
            for down, z in some
            if not z
        ]
        figure = one["within_officer_auc"]
        assert figure["value"] == pytest.approx(np.mean(pairs))
        assert figure["low"] < figure["value"] < figure["high"]
        # Who looks tells more than where: that is what was planted.
        assert one["officer_only_auc"]["value"] > 0.6


def test_days_are_dealt_out_in_the_order_of_scores(world: tuple[Path, dict[str, Any]]) -> None:
    folder, told = world
    with (folder / "lifts.csv").open(encoding="utf-8", newline="") as file:
        day = {r["report_no"]: date.fromisoformat(r["happened_on"]) for r in csv.DictReader(file)}
    rows = predictions(folder / "out")
    for one in told["order"]:
        if one["model"] != "random":  # its scores have no ties
            continue
        mine = sorted(rows[one["as_of"], "random"], key=lambda row: -float(row["score"]))
        dealt = sorted(day[row["row_id"]] for row in mine)
        gained = [
            (day[row["row_id"]] - on).days
            for row, on in zip(mine, dealt, strict=True)
            if row["label"] == "1"
        ]
        assert one["days_earlier"]["value"] == pytest.approx(np.mean(gained))


def test_a_model_is_also_scored_with_the_officer_held_at_the_mean(
    world: tuple[Path, dict[str, Any]],
) -> None:
    _, told = world
    auc = {(one["as_of"], one["model"]): one["auc"]["value"] for one in told["splits"]}
    held = {(one["as_of"], one["model"]): one["officer_held_auc"] for one in told["order"]}
    mine = {at: one["value"] for at, one in held.items() if at[1] == "logistic"}
    assert any(one != pytest.approx(auc[at]) for at, one in mine.items())
    assert held[next(iter(mine))[0], "count"]["value"] is None
    assert "baseline" in held[next(iter(mine))[0], "count"]["reason"]


def test_the_visited_are_compared_with_the_rest_in_numbers_and_in_kind(
    world: tuple[Path, dict[str, Any]],
) -> None:
    _, told = world
    selection = told["selection"]
    assert 0 < selection["visited_share"] < 1
    assert any(one.get("value") for one in selection["visited_vs_rest"])
    assert not any(one["column"] == "officer" for one in selection["visited_vs_rest"])
    sizes = [abs(one["smd"]) for one in selection["visited_vs_rest"]]
    assert sizes == sorted(sizes, reverse=True)
    assert (selection["random_arm"], "visit_probability" in selection["reason"]) == (None, True)


def test_a_result_in_words_is_refused_and_a_few_words_are_told(tmp_path: Path) -> None:
    table = with_checks(lifts.rows(lifts=40))
    for row in table:
        row["fault_found"] = {1: "有问题", 0: "合格"}.get(row["fault_found"], "")
    config = lifts.write(tmp_path, table, VISITS)
    code, _, err = run("backtest", "--config", str(config), "--check", "--quiet")
    assert code == 1
    assert "lifts.toml:" in err
    assert "fault_found" in err
    for row in table[:-5]:
        row["fault_found"] = {"有问题": 1, "合格": 0}.get(row["fault_found"], "")
    lifts.write(tmp_path, table, VISITS)
    code, out, _ = run("backtest", "--config", str(config), "--check", "--json", "--quiet")
    assert code == 0
    assert "value_not_numeric" in {one["code"] for one in json.loads(out)["warnings"]}
