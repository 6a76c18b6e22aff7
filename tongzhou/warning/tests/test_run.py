"""A whole back-test, and its figures reckoned again from its own predictions and the event table alone."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from bisect import bisect_left, bisect_right
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from tongzhou.warning.command import warn

from . import lifts


def run(*words: str) -> tuple[int, str, str]:
    told = CliRunner().invoke(warn, list(words))
    assert told.exception is None or isinstance(told.exception, SystemExit), told.exception
    return told.exit_code, told.stdout, told.stderr


def predictions(folder: Path) -> dict[tuple[str, str], list[dict[str, str]]]:
    found: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    with (folder / "predictions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["as_of"], row["model"]].append(row)
    return found


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("lifts")
    config = lifts.write(folder, lifts.rows())
    code, out, err = run(
        "backtest", "--config", str(config), "--json", "--out", str(folder / "out"), "--quiet"
    )
    assert code in (0, 2), err
    told = json.loads(out)
    assert (code == 0) == told["verdict"]["offered"]
    return folder, told


def test_every_list_is_reckoned_again_from_the_predictions(
    world: tuple[Path, dict[str, Any]],
) -> None:
    folder, told = world
    rows = predictions(folder / "out")
    assert len(told["splits"]) == 4 * 8
    for split in told["splits"]:
        mine = rows[split["as_of"], split["model"]]
        y, s = [int(r["label"]) for r in mine], [float(r["score"]) for r in mine]
        order = sorted(range(len(mine)), key=lambda at: -s[at])
        for at in split["at"]:
            k, hits, place = at["k"], 0.0, 0
            while place < k:
                block = [i for i in order[place:] if s[i] == s[order[place]]]
                hits += min(len(block), k - place) * sum(y[i] for i in block) / len(block)
                place += len(block)
            assert at["precision"]["value"] == pytest.approx(hits / k, abs=1e-10)
            assert at["recall"]["value"] == pytest.approx(hits / sum(y), abs=1e-10)
            assert at["lift"]["value"] == pytest.approx(hits / k / (sum(y) / len(y)), abs=1e-10)
            assert at["precision"]["low"] <= at["precision"]["high"]
        quiet = sorted(v for v, one in zip(s, y, strict=True) if not one)
        pairs = sum(
            (bisect_left(quiet, v) + bisect_right(quiet, v)) / 2
            for v, one in zip(s, y, strict=True)
            if one
        )
        assert split["auc"]["value"] == pytest.approx(pairs / sum(y) / len(quiet), abs=1e-10)
        ranked = sorted(mine, key=lambda r: int(r["rank"]))
        assert [int(r["rank"]) for r in ranked] == list(range(1, len(mine) + 1))
        assert [float(r["score"]) for r in ranked] == sorted(s, reverse=True)


def test_cohorts_labels_and_counts_come_from_the_table(world: tuple[Path, dict[str, Any]]) -> None:
    folder, told = world
    events: dict[str, list[tuple[date, date]]] = defaultdict(list)
    with (folder / "lifts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            events[row["lift_no"]].append(
                (date.fromisoformat(row["happened_on"]), date.fromisoformat(row["received_on"]))
            )
    rows = predictions(folder / "out")
    for cohort in told["cohorts"]:
        t = date.fromisoformat(cohort["as_of"])
        members = {
            e
            for e, all_ in events.items()
            if any(t - timedelta(1095) <= known < t for _, known in all_)
        }
        assert {r["entity"] for r in rows[cohort["as_of"], "count"]} == members
        for r in rows[cohort["as_of"], "count"]:
            known = [k for _, k in events[r["entity"]] if k < t]
            came = sorted(e for e, _ in events[r["entity"]] if t <= e < t + timedelta(91))
            assert int(r["label"]) == bool(came)
            assert r["first_event"] == (str(came[0]) if came else "")
            assert float(r["score"]) == sum(t - k <= timedelta(1095) for k in known)
        for r in rows[cohort["as_of"], "decay"]:
            known = [k for _, k in events[r["entity"]] if k < t]
            assert float(r["score"]) == pytest.approx(
                sum(0.5 ** ((t - k).days / 365) for k in known)
            )
        reached = {
            e for e, all_ in events.items() if any(t <= day < t + timedelta(91) for day, _ in all_)
        }
        assert cohort["reach"] == pytest.approx(len(reached & members) / len(reached))
        # Only windows closed by the morning of the list may train it: window, then delay.
        assert all(
            date.fromisoformat(one) + timedelta(91 + 30) <= t for one in cohort["train_as_of"]
        )
        assert cohort["train_as_of"]


def test_the_pooled_figure_is_the_ratio_of_sums(world: tuple[Path, dict[str, Any]]) -> None:
    _, told = world
    for pooled in told["pooled"]:
        mine = [
            one["at"][0]["precision"]["value"]
            for one in told["splits"]
            if one["model"] == pooled["model"]
        ]
        assert pooled["at"][0]["precision"]["value"] == pytest.approx(float(np.mean(mine)))
        assert pooled["worst_split"]["value"] == pytest.approx(min(mine))


def test_groups_add_up_to_the_whole(world: tuple[Path, dict[str, Any]]) -> None:
    _, told = world
    whole = sum(one["n"] for one in told["cohorts"])
    for by in ("district", "size"):
        mine = [one for one in told["groups"] if one["by"] == by and one["model"] == "count"]
        assert sum(one["n"] for one in mine) == whole
        listed = sum(one["selected"]["value"] * one["n"] for one in mine)
        assert listed == pytest.approx(4 * 20)


def test_the_same_inputs_give_the_same_bytes_and_the_list_of_today_the_same_scores(
    world: tuple[Path, dict[str, Any]],
) -> None:
    folder, told = world
    config = str(folder / "lifts.toml")
    _, out, _ = run(
        "backtest", "--config", config, "--json", "--out", str(folder / "again"), "--quiet"
    )
    again = json.loads(out)
    del again["cost"]
    assert again == {key: value for key, value in told.items() if key != "cost"}
    for name in ("predictions.csv", "scorecard.html", "card.md"):
        assert (folder / "out" / name).read_bytes() == (folder / "again" / name).read_bytes()
    code, out, err = run(
        "list",
        "--config",
        config,
        "--as-of",
        "2022-07-01",
        "--json",
        "--out",
        str(folder / "list"),
        "--quiet",
    )
    assert code == 0, err
    for (day, model), rows in predictions(folder / "list").items():
        before = {
            r["entity"]: (r["score"], r["probability"], r["rank"])
            for r in predictions(folder / "out")[day, model]
        }
        assert {r["entity"]: (r["score"], r["probability"], r["rank"]) for r in rows} == before
    assert [one["rank"] for one in json.loads(out)["names"]] == list(range(1, 21))
    assert all(one["reasons"] for one in json.loads(out)["names"])
    assert {"list.json", "model.json", "predictions.csv", "manifest.json"} <= {
        one.name for one in (folder / "list").iterdir()
    }


def test_where_a_row_stands_in_the_file_changes_nothing(tmp_path: Path) -> None:
    """Reports arrive half a year at a time: of one day the last is the one that happened last, wherever it is written."""
    table, told = lifts.rows(lifts=120), []
    for row in table:
        half = "06-30" if row["received_on"][5:7] < "07" else "12-31"
        row["received_on"] = row["settled_on"] = f"{row['received_on'][:5]}{half}"
    table = [row for row in table if row["received_on"] < "2023-02-13"]
    draw = np.random.default_rng(6)
    for name, order in (("as_filed", range(len(table))), ("mixed", draw.permutation(len(table)))):
        (tmp_path / name).mkdir()
        config = lifts.CONFIG.replace("first = 2021-01-01", "first = 2022-07-01")
        config = config.replace('use = ["logistic"]', 'use = ["logistic", "boosting"]')
        path = lifts.write(tmp_path / name, [table[at] for at in order], config)
        out = tmp_path / name / "out"
        code, _, err = run("backtest", "--config", str(path), "--out", str(out), "--quiet")
        assert code in (0, 2), err
        told.append((out / "predictions.csv").read_bytes())
    assert told[0] == told[1]


def test_shuffling_what_came_later_changes_no_score_of_the_last_list(
    world: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    folder, _ = world
    table = lifts.rows()
    later = [at for at, one in enumerate(table) if one["received_on"] >= "2022-07-01"]
    names = [table[at]["lift_no"] for at in later]
    for at, name in zip(later, np.random.default_rng(9).permutation(names), strict=True):
        table[at]["lift_no"] = str(name)
    config = lifts.write(tmp_path, table)
    run(
        "list",
        "--config",
        str(config),
        "--as-of",
        "2022-07-01",
        "--out",
        str(tmp_path / "list"),
        "--quiet",
    )
    one, other = predictions(folder / "out"), predictions(tmp_path / "list")
    for (day, model), rows in other.items():
        assert {r["entity"]: (r["score"], r["rank"]) for r in rows} == {
            r["entity"]: (r["score"], r["rank"]) for r in one[day, model]
        }


def test_check_only_counts(world: tuple[Path, dict[str, Any]]) -> None:
    folder, told = world
    code, out, _ = run(
        "backtest", "--config", str(folder / "lifts.toml"), "--check", "--json", "--quiet"
    )
    assert code == 0
    assert json.loads(out)["cohorts"] == told["cohorts"]
    assert "splits" not in json.loads(out)


def test_without_known_dates_the_first_line_says_so(tmp_path: Path) -> None:
    config = lifts.write(
        tmp_path, lifts.rows(lifts=60), lifts.CONFIG.replace('known_date = "received_on"\n', "", 1)
    )
    code, out, _ = run("backtest", "--config", str(config), "--check", "--quiet", "--lang", "en")
    assert code == 0
    assert out.startswith("Nobody stated when rows become known")


@pytest.mark.parametrize("words", [["backtest"], ["backtest", "--config", "nowhere.toml"], ["backtest", "--what"], ["nothing"]])  # fmt: skip
def test_wrong_use_ends_with_one(words: list[str]) -> None:
    assert run(*words)[0] == 1


def test_a_cohort_of_nobody_is_told(tmp_path: Path) -> None:
    config = lifts.write(
        tmp_path,
        lifts.rows(lifts=30),
        lifts.CONFIG.replace("where = \"kind = 'breakdown'\"", "where = \"kind = 'check'\""),
    )
    code, _, err = run("backtest", "--config", str(config), "--quiet")
    assert code == 1
    assert "cohort.where" in err


def test_a_server_never_loads_the_libraries_of_analysis() -> None:
    heavy = {"numpy", "pandas", "pyarrow", "scipy", "sklearn", "lightgbm"}
    script = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'tongzhou.config.settings'; import django; django.setup();"
        "import tongzhou.config.wsgi; from django.urls import get_resolver; get_resolver().url_patterns;"
        "import tongzhou.warning.command;"
        f"print(sorted({heavy!r} & set(sys.modules)))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"


def test_a_label_that_nothing_matches_is_told_when_counting_and_refused_in_a_run(tmp_path: Path) -> None:  # fmt: skip
    config = lifts.write(tmp_path, lifts.rows())
    told = config.read_text("utf-8")
    head, label = told.split("[label]", 1)
    kind = label.splitlines()[1]
    assert kind.startswith("kind")
    config.write_text(f"{head}[label]\n{kind}\nwhere = \"kind = 'no such'\"" + label.split(kind, 1)[1], "utf-8")  # fmt: skip
    code, out, _ = run("backtest", "--config", str(config), "--check", "--quiet", "--lang", "en")
    assert code == 0
    assert "Not one list has an outcome" in out
    code, out, err = run("backtest", "--config", str(config), "--quiet", "--lang", "en")
    assert (code, out) == (1, "")
    assert "check label (kind = 'no such')" in err


def unexplained(told: Any, place: str = "") -> list[str]:
    """List the figures that are null and say no reason."""
    if isinstance(told, list):
        return [one for each in told for one in unexplained(each, place)]
    if not isinstance(told, dict):
        return []
    bare = [f"{place}.{key}" for key, one in told.items() if one is None and "reason" not in told]
    return bare + [one for key, each in told.items() for one in unexplained(each, f"{place}.{key}")]


def test_a_figure_that_cannot_be_told_says_why(world: tuple[Path, dict[str, Any]]) -> None:
    assert unexplained(world[1]) == []
    assert world[1]["selection"]["visited_share"] is None
    assert all(one["auc"]["low"] <= one["auc"]["high"] for one in world[1]["groups"])


def test_a_list_longer_than_the_cohort_has_no_figures_and_no_verdict_from_them(
    tmp_path: Path,
) -> None:
    config = lifts.write(
        tmp_path,
        lifts.rows(),
        lifts.CONFIG.replace("names = [20]", "names = [20, 5000]\nmain = 5000"),
    )
    code, out, _ = run("backtest", "--config", str(config), "--json", "--quiet", "--lang", "en")
    told = json.loads(out)
    assert code == 2
    assert not [one for one in told["differences"] if one["metric"] == "precision@5000"]
    assert [one for one in told["differences"] if one["metric"] == "precision@20"]
    assert {one["at"][1]["precision"]["value"] for one in told["splits"]} == {None}
    assert not told["verdict"]["beats_all_baselines"]
    assert "smaller than the main capacity" in told["verdict"]["sentence"]
    assert set(unexplained(told)) <= {".verdict.best_baseline"}


def test_groups_left_out_by_coverage_are_named(tmp_path: Path) -> None:
    coverage = (
        '[data.coverage]\nby = "district"\nspans = [\n'
        '{ value = "城东", from = 2016-01-01, until = 2023-02-13 },\n'
        '{ value = "城南", from = 2016-01-01, until = 2023-02-13 },\n]\n[cohort]'
    )
    config = lifts.write(tmp_path, lifts.rows(), lifts.CONFIG.replace("[cohort]", coverage))
    code, out, _ = run("backtest", "--config", str(config), "--check", "--json", "--quiet")
    assert code == 0
    told = json.loads(out)
    for cohort in told["cohorts"]:
        left = cohort["left_out"]
        assert left["groups_outside"] == {"城西": left["outside_coverage"]}
        whole = cohort["positives"] + left["without_history"]
        assert cohort["reach"] == pytest.approx(cohort["positives"] / whole)
    assert any("城南" in one["text"] for one in told["warnings"] if one["code"] == "coverage_value_unknown")  # fmt: skip


def test_the_folder_of_the_config_is_written_beside_it(tmp_path: Path) -> None:
    config = lifts.write(
        tmp_path, lifts.rows(lifts=120), lifts.CONFIG + '[output]\ndir = "result"\n'
    )
    assert run("backtest", "--config", str(config), "--check", "--quiet")[0] == 0
    assert not (tmp_path / "result").exists()
    assert run("backtest", "--config", str(config), "--quiet")[0] in (0, 2)
    assert (tmp_path / "result" / "predictions.csv").exists()
