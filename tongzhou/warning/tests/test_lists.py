"""Who stands on a list: the same share in each district, the same lists compared, the drawn counted by their chance."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tongzhou.warning.backtest import asking, measures, verdict
from tongzhou.warning.backtest.resample import Scored, divided, pooled, resample
from tongzhou.warning.backtest.run import Run

from . import lifts
from .test_run import predictions, run

Counts = dict[str, list[date]]


def two_lists(*labels: list[float], score: list[float], **more: Any) -> list[Scored]:
    n = len(score)
    return [
        Scored(
            1000 + 100 * at, 91, np.arange(n), np.full(n, -1), np.array(label), np.full(n, 1010), np.ones(n), [2],
            {"m": np.array(score)}, **more,
        )
        for at, label in enumerate(labels)
    ]  # fmt: skip


def test_places_are_divided_in_whole_names_and_none_is_lost() -> None:
    groups = np.repeat([-1, 0, 1, 2], [3, 50, 30, 17])
    told = measures.seats(groups, 10)
    assert told == {-1: 0, 0: 5, 1: 3, 2: 2}
    assert sum(measures.seats(groups, 7).values()) == 7
    assert measures.seats(groups, 1000) == {-1: 3, 0: 50, 1: 30, 2: 17}


def test_a_list_that_gives_each_group_its_share_names_the_best_of_each() -> None:
    (split,) = two_lists([0.0, 1, 0, 1], score=[4, 3, 2, 1])
    rank = np.array([1, 2, 3, 4])
    assert split.listed(rank, 0).tolist() == [True, True, False, False]
    split.per = (np.array([0, 0, 1, 1]), [0.5])
    assert split.listed(rank, 0).tolist() == [True, False, True, False]


def test_the_base_rate_counts_lists_on_which_nothing_happened() -> None:
    """Two lists of four, one of them quiet: one hit of four names against two of eight members is no lift."""
    splits = two_lists([1.0, 0, 1, 0], [0.0, 0, 0, 0], score=[4, 3, 2, 1])
    found = resample(splits, ["m"], 4, repeats=40, seed=1)
    parts = [found["m", 0], found["m", 1]]
    precise, rate = divided(*pooled(parts, "precision0")), divided(*pooled(parts, "rate"))
    assert (precise[0], rate[0]) == (0.25, 0.25)
    quiet = found["m", 1]
    drawn = np.random.default_rng(0)  # any repeat counts whoever was drawn, on quiet lists too
    assert drawn is not None
    assert (quiet.below["rate"] == found["m", 0].below["rate"]).all()
    assert not quiet.above["rate"].any()


def test_what_was_scored_on_few_lists_is_compared_on_those_lists(tmp_path: Path) -> None:
    """The first lists have no closed window to learn from: counts are scored there, models are not."""
    config = lifts.CONFIG.replace("first = 2021-01-01", "first = 2018-01-01").replace(
        "span_days = 1825, min_history_days = 365", "span_days = 1825, min_history_days = 730"
    ).replace("min_history_days = 730\n[label]", "min_history_days = 365\n[label]")  # fmt: skip
    path = lifts.write(tmp_path, lifts.rows(), config)
    code, out, err = run("backtest", "--config", str(path), "--json", "--quiet")
    assert code in (0, 2), err
    told = json.loads(out)
    lists = {one["model"]: one["splits"] for one in told["pooled"]}
    assert lists["logistic"] < lists["count"]
    assert told["verdict"]["splits"] == lists["logistic"]
    best = told["verdict"]["best_baseline"]
    days = {one["as_of"] for one in told["splits"] if one["model"] == "logistic" and one["at"]}
    mine = [one["at"][0]["precision"]["value"] for one in told["splits"] if one["model"] == best and one["as_of"] in days]  # fmt: skip
    assert f"{float(np.mean(mine)):.1%}" in told["verdict"]["sentence"]


def test_nobody_is_told_to_use_the_lottery() -> None:
    told = verdict.judge(
        [], ["logistic"], ["random", "count"], "logistic", "precision@2", 91, {}, {"random": 0.9, "count": 0.1, "logistic": 0.1}
    )  # fmt: skip
    assert told["best_baseline"] == "count"
    assert "random" in told["not_beaten"]
    alone = verdict.judge([], ["logistic"], ["random"], "logistic", "precision@2", 91, {}, {"random": 0.9, "logistic": 0.1})  # fmt: skip
    assert alone["best_baseline"] is None
    assert alone["reason"]
    assert "baselines.use" in verdict.sentence(alone, 0.1, None).zh


def test_where_no_model_could_be_trained_the_count_to_use_is_named() -> None:
    told = verdict.judge([], ["logistic"], ["random", "count"], "", "precision@2", 91, {}, {"random": 0.2, "count": 0.1})  # fmt: skip
    assert (told["model"], told["offered"], told["best_baseline"]) == (None, False, "count")
    assert told["reason"]
    said = verdict.sentence(told, None, 0.1)
    assert "“count”" in said.zh
    assert "10.0%" in said.en
    nothing = verdict.judge([], [], ["random"], "", "precision@2", 91, {}, {"random": 0.2})
    assert "baselines.use" in verdict.sentence(nothing, None, None).zh


def test_a_back_test_against_the_lottery_alone_is_drawn_and_names_no_baseline(
    tmp_path: Path,
) -> None:
    config = lifts.CONFIG.replace('group_rate = ["district", "size"]', 'use = ["random"]')
    path = lifts.write(tmp_path, lifts.rows(lifts=80), config)
    code, out, err = run("backtest", "--config", str(path), "--quiet", "--out", str(tmp_path / "out"))  # fmt: skip
    assert code in (0, 2), err
    assert "None" not in (tmp_path / "out" / "scorecard.html").read_text("utf-8")
    assert "请用“random”" not in out


PER = lifts.CONFIG.replace("[capacity]", '[capacity]\nper = "district"')


def test_the_list_of_a_morning_gives_each_district_its_share(tmp_path: Path) -> None:
    config = lifts.write(tmp_path, lifts.rows(), PER)
    code, out, err = run("list", "--config", str(config), "--as-of", "2022-07-01", "--model", "count", "--json", "--quiet", "--out", str(tmp_path / "list"))  # fmt: skip
    assert code == 0, err
    told = json.loads(out)
    district = {row["lift_no"]: row["district"] for row in lifts.rows()}
    rows = predictions(tmp_path / "list")["2022-07-01", "count"]
    members = Counter(district[row["entity"]] for row in rows)
    listed = Counter(district[one["entity"]] for one in told["names"])
    assert sum(listed.values()) == 20
    for name, count in members.items():
        assert abs(listed[name] - 20 * count / len(rows)) < 1
        mine = sorted((row for row in rows if district[row["entity"]] == name), key=lambda row: int(row["rank"]))  # fmt: skip
        best = {row["entity"] for row in mine[: listed[name]]}
        assert best == {one["entity"] for one in told["names"] if one["group"] == name}


STRETCHES = "[data.coverage]\nspans = [{spans}]\n[cohort]"


def counts(folder: Path, spans: str) -> list[tuple[int, int]]:
    config = lifts.CONFIG.replace("[cohort]", STRETCHES.replace("{spans}", spans))
    told = Run(asking.read(lifts.write(folder, lifts.rows(lifts=60), config))).cohorts()
    return [(one["n"], one["left_out"]["outside_coverage"]) for one in told]


def test_stretches_that_touch_are_one_stretch(tmp_path: Path) -> None:
    whole = '{ value = "*", from = 2016-01-01, until = 2023-02-13 }'
    parts = '{ value = "*", from = 2021-05-01, until = 2023-02-13 }, { value = "*", from = 2016-01-01, until = 2021-05-01 }'
    assert counts(tmp_path, parts) == counts(tmp_path, whole)
    assert counts(tmp_path, parts.replace("from = 2021-05-01", "from = 2021-05-02"))[1][1] > 0


def with_drawn_checks(table: list[lifts.Row]) -> list[lifts.Row]:
    """Add checks: a few drawn with a known chance, many chosen by officers, who find more."""
    draw, found = np.random.default_rng(8), []
    owners = {row["lift_no"]: row for row in reversed(table)}
    for at, (lift, row) in enumerate(sorted(owners.items())):
        for day in range(30, lifts.DAYS - 2, 120):
            drawn, chance = draw.random() < 0.4, 0.1 if at % 2 else 0.4
            on = lifts.START + timedelta(day + int(draw.integers(0, 80)))
            found.append({
                **row, "report_no": f"c{len(found)}", "kind": "check", "happened_on": on.isoformat(), "settled_on": "", "cause": "",
                "received_on": (on + timedelta(1)).isoformat(), "repair_cost": "", "lift_no": lift, "chance": chance if drawn else "",
                "fault_found": int(draw.random() < ((0.4 if at % 2 else 0.1) if drawn else 0.7)),
            })  # fmt: skip
    return [{**row, "chance": "", "fault_found": ""} for row in table] + found


WEIGHED = (
    lifts.CONFIG.replace('row_id = "report_no"', 'row_id = "report_no"\nvisit_probability = "chance"')
    .replace('kind = "event"\n', 'kind = "finding"\nwhere = "kind = \'check\'"\nvalue = "fault_found"\nunvisited = "weight"\n')
)  # fmt: skip


def test_reach_and_whoever_is_left_out_count_only_the_drawn_by_their_chance(tmp_path: Path) -> None:
    table = with_drawn_checks(lifts.rows(lifts=120))
    told = Run(asking.read(lifts.write(tmp_path, table, WEIGHED)))
    for cohort in told.cohorts():
        t = date.fromisoformat(cohort["as_of"])
        visits: dict[str, list[tuple[str, float, int]]] = defaultdict(list)
        for row in table:
            inside = t <= date.fromisoformat(row["happened_on"]) < t + timedelta(91)
            if row["kind"] == "check" and row["chance"] != "" and inside:
                visits[row["lift_no"]].append((row["happened_on"], 1 / row["chance"], row["fault_found"]))  # fmt: skip
        study = told.study
        members, found = study.cohort(told.tests(91)[0], 91)[0], study.events.entities
        assert members.n
        known = {row["lift_no"] for row in table if row["kind"] == "breakdown" and t - timedelta(1095) <= date.fromisoformat(row["received_on"]) < t}  # fmt: skip
        weight = {lift: min(some)[1] for lift, some in visits.items() if any(one[2] for one in some)}  # fmt: skip
        mine = sum(one for lift, one in weight.items() if lift in known)
        assert found
        assert cohort["reach"] == pytest.approx(mine / sum(weight.values()))
        assert cohort["left_out"]["without_history"] == len(set(weight) - known)


def test_calibration_counts_the_drawn_by_their_chance() -> None:
    p, y, w = np.array([0.2, 0.4, 0.6, 0.8]), np.array([0.0, 1, 0, 1]), np.array([3.0, 1, 2, 4])
    told = measures.calibration_figures(p, y, w)
    twice = measures.calibration_figures(np.repeat(p, w.astype(int)), np.repeat(y, w.astype(int)))
    for figure in ("brier", "brier_skill", "ratio", "slope", "intercept"):
        assert told[figure] == pytest.approx(twice[figure])
    assert told["ece"] == pytest.approx(0.1 * (3 * 0.2 + 1 * 0.6 + 2 * 0.6 + 4 * 0.2))


def test_the_lead_of_a_list_by_district_is_that_of_its_names(tmp_path: Path) -> None:
    config = lifts.write(tmp_path, lifts.rows(), PER)
    code, out, err = run("backtest", "--config", str(config), "--json", "--quiet", "--out", str(tmp_path / "out"))  # fmt: skip
    assert code in (0, 2), err
    told = json.loads(out)
    with (tmp_path / "lifts.csv").open(encoding="utf-8", newline="") as file:
        district = {row["lift_no"]: row["district"] for row in csv.DictReader(file)}
    rows = predictions(tmp_path / "out")
    for split in told["splits"]:
        mine = sorted(rows[split["as_of"], split["model"]], key=lambda row: int(row["rank"]))
        names = sorted(Counter(district[row["entity"]] for row in mine).items())
        share = measures.seats(np.repeat(np.arange(len(names)), [n for _, n in names]), 20)
        named = [
            row
            for at, (name, _) in enumerate(names)
            for row in [one for one in mine if district[one["entity"]] == name][: share[at]]
        ]
        t = date.fromisoformat(split["as_of"])
        lead = [(date.fromisoformat(row["first_event"]) - t).days for row in named if row["label"] == "1"]  # fmt: skip
        assert split["lead_days"]["median"] == pytest.approx(float(np.median(lead)))


def test_a_list_comes_from_the_count_where_the_back_test_offers_no_model(tmp_path: Path) -> None:
    """The back-test says “use the count”: the list of the day is that of the count, and says so where an officer reads it."""
    config = lifts.write(tmp_path, lifts.rows(lifts=120, seed=4))
    code, out, _ = run("backtest", "--config", str(config), "--json", "--quiet", "--out", str(tmp_path / "score"))  # fmt: skip
    judged = json.loads(out)["verdict"]
    assert (code, judged["offered"]) == (2, False)
    words = ["list", "--config", str(config), "--as-of", "2022-12-01", "--quiet"]
    code, out, err = run(*words, "--json")
    told = json.loads(out)
    assert (code, told["model"], told["offered"]) == (0, judged["best_baseline"], True)
    assert judged["sentence"] in told["basis"]
    assert told["basis"] in err
    assert all(one["reasons"] for one in told["names"])
    again = json.loads(run(*words, "--json", "--score", str(tmp_path / "score"))[1])
    assert again["names"] == told["names"]
    assert told["basis"] in run(*words, "--score", str(tmp_path / "score"))[1]
    asked = json.loads(run(*words, "--json", "--score", str(tmp_path / "score"), "--model", "logistic")[1])  # fmt: skip
    assert (asked["model"], asked["offered"]) == ("logistic", False)
    assert "没有通过检验" in asked["basis"]


def test_the_offered_model_draws_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = lifts.write(tmp_path, lifts.rows(lifts=120))
    before = verdict.judge
    monkeypatch.setattr(verdict, "judge", lambda *told: {**before(*told), "offered": True, "model": "logistic"})  # fmt: skip
    _, out, _ = run("list", "--config", str(config), "--as-of", "2022-12-01", "--quiet", "--json")
    told = json.loads(out)
    assert (told["model"], told["offered"]) == ("logistic", True)


def test_a_leak_ends_the_list_as_it_ends_the_back_test(tmp_path: Path) -> None:
    table = lifts.rows()
    total = Counter(row["lift_no"] for row in table)
    config = lifts.write(
        tmp_path,
        [{**row, "total": total[row["lift_no"]]} for row in table],
        lifts.CONFIG.replace('amount = ["repair_cost"]', 'amount = ["repair_cost", "total"]'),
    )
    (tmp_path / "list").mkdir()
    (tmp_path / "list" / "list.json").write_text("of an earlier day", "utf-8")
    words = ["list", "--config", str(config), "--as-of", "2022-12-01", "--quiet", "--out", str(tmp_path / "list")]  # fmt: skip
    code, out, _ = run(*words)
    assert code == 3
    assert "snapshot_column" in out
    assert "梯0" not in out
    assert not list((tmp_path / "list").iterdir())
    run("backtest", "--config", str(config), "--quiet", "--out", str(tmp_path / "score"))
    assert run(*words, "--score", str(tmp_path / "score"))[0] == 3


def test_the_scorecard_of_another_table_is_refused(tmp_path: Path) -> None:
    config = lifts.write(tmp_path, lifts.rows(lifts=60))
    run("backtest", "--config", str(config), "--quiet", "--out", str(tmp_path / "score"))
    lifts.write(tmp_path, lifts.rows(lifts=61))
    words = ["list", "--config", str(config), "--as-of", "2022-12-01", "--quiet"]
    code, _, err = run(*words, "--score", str(tmp_path / "score"))
    assert code == 1
    assert "数据" in err
    assert run(*words, "--score", str(tmp_path))[0] == 1


def test_a_table_too_young_to_be_tested_gives_a_list_of_the_count(tmp_path: Path) -> None:
    config = lifts.CONFIG.replace("first = 2021-01-01, last = 2022-07-01", "first = 2023-01-01, last = 2023-01-01")  # fmt: skip
    path = lifts.write(tmp_path, lifts.rows(lifts=60), config)
    code, out, err = run("list", "--config", str(path), "--as-of", "2022-12-01", "--quiet", "--json")  # fmt: skip
    assert code == 0, err
    assert (json.loads(out)["model"], json.loads(out)["offered"]) == ("count", True)
    assert "未能检验" in err
