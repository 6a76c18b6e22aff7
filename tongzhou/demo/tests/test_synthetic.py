"""The synthetic region: where the right answer is written down, the scorecard must agree with it."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from django.utils.timezone import now
from stdnum.cn import uscc

from tongzhou.demo.synthetic.feeds import generate
from tongzhou.demo.synthetic.region import block, credit_code
from tongzhou.demo.synthetic.roster import HEADS, NAME
from tongzhou.enrolment.command import registry
from tongzhou.enrolment.table import EMPLOYERS
from tongzhou.procedure.models import Case
from tongzhou.registry.loading import load_codes
from tongzhou.registry.models import Employer
from tongzhou.warning.command import warn

MONTHS = 24


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("region")
    generate(folder, employers=700, months=MONTHS, seed=7, payroll=False)
    return folder


def ask(folder: Path, question: str, **changes: str) -> dict[str, Any]:
    text = (folder / f"{question}.toml").read_text("utf-8")
    for before, after in {"repeats = 400": "repeats = 60", **changes}.items():
        assert before in text
        text = text.replace(before, after)
    (folder / "asked.toml").write_text(text, "utf-8")
    out = folder / f"out-{question}"
    told = CliRunner().invoke(
        warn,
        [
            "backtest",
            "--config",
            str(folder / "asked.toml"),
            "--json",
            "--out",
            str(out),
            "--quiet",
        ],
    )
    assert told.exit_code in (0, 2, 3), told.output
    return dict(json.loads(told.stdout))


def test_the_precision_of_the_scorecard_is_that_of_the_truth_computed_apart(region: Path) -> None:
    told = ask(
        region,
        "arrears",
        **{
            'every = "1 month" }\ntrain': 'every = "2 months" }\ntrain',
            'every = "1 month", span': 'every = "3 months", span',
            "[bootstrap]": '[models]\nuse = ["logistic"]\n[bootstrap]',
        },
    )
    began: dict[str, list[date]] = defaultdict(list)
    for row in pq.read_table(region / "truth.parquet", columns=["uscc", "arrears_on"]).to_pylist():
        if row["arrears_on"]:
            began[row["uscc"]].append(row["arrears_on"])
    listed: dict[tuple[str, str], list[bool]] = defaultdict(list)
    scores: dict[tuple[str, str], list[float]] = defaultdict(list)
    with (region / "out-arrears" / "predictions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            t = date.fromisoformat(row["as_of"])
            owed = any(t <= day < t + timedelta(91) for day in began[row["entity"]])
            assert owed == (row["label"] == "1")
            scores[row["as_of"], row["model"]].append(float(row["score"]))
            if int(row["rank"]) <= 20:
                listed[row["as_of"], row["model"]].append(owed)
    checked = 0
    for split in told["splits"]:
        mine = scores[split["as_of"], split["model"]]
        if len(set(mine)) == len(mine):  # without ties the list is the twenty highest
            checked += 1
            assert split["at"][0]["precision"]["value"] == pytest.approx(
                sum(listed[split["as_of"], split["model"]]) / 20
            )
    assert checked >= 4
    assert told["verdict"]["sentence"]


def test_only_the_random_arm_tells_how_common_arrears_are(region: Path) -> None:
    told = ask(region, "inspections")
    arm = told["selection"]["random_arm"]
    t = date.fromisoformat(told["selection"]["as_of"])
    months = [
        row
        for row in pq.read_table(region / "truth.parquet").to_pylist()
        if t <= row["month"] < t + timedelta(91)
    ]
    truth = sum(0.9 if row["unpaid"] else 0.02 for row in months) / len(months)
    assert arm["base_rate"]["low"] <= truth <= arm["base_rate"]["high"]
    # Whoever is chosen because trouble is known there, is found wanting far more often.
    assert arm["chosen_rate"] > 1.5 * truth
    assert any(abs(one["smd"]) > 0.2 for one in told["selection"]["visited_vs_rest"])


def test_a_leak_planted_in_the_region_is_refused(region: Path) -> None:
    table = pq.read_table(region / "events.parquet")
    count: dict[str, int] = defaultdict(int)
    for code in table["uscc"].to_pylist():
        count[code] += 1
    planted = table.append_column(
        "events_so_far", [[count[code] for code in table["uscc"].to_pylist()]]
    )
    pq.write_table(planted, region / "planted.parquet")
    told = ask(
        region,
        "arrears",
        **{
            "events.parquet": "planted.parquet",
            "[features]": '[features]\namount = ["events_so_far"]',
            "[bootstrap]": '[models]\nuse = ["logistic"]\n[bootstrap]',
        },
    )
    assert told["verdict"] is None
    assert told["splits"] == []
    found = {one["test"] for one in told["leaks"] if one["status"] == "found" and one["stops"]}
    assert found == {"one_column", "snapshot_column"}


def test_a_banner_is_the_beginning_of_the_region() -> None:
    small, large = block(0, 40, MONTHS, 7), block(0, 500, MONTHS, 7)
    assert small.code == large.code[:40]
    assert (small.stress == large.stress[:40]).all()
    assert (small.begins == large.begins[:40]).all()
    assert len({credit_code(number) for number in range(3_000)}) == 3_000
    assert all(uscc.is_valid(credit_code(number)) for number in range(0, 100_000, 997))


def test_the_same_seed_writes_the_same_region_with_pay_by_worker(tmp_path: Path) -> None:
    for name in ("a", "b"):
        counts = generate(tmp_path / name, employers=40, months=16, seed=3)
    assert counts["lake/payroll"] > 40 * 16
    files = sorted(one.relative_to(tmp_path / "a") for one in (tmp_path / "a").rglob("*.parquet"))
    assert {one.parts[1] for one in files if one.parts[0] == "lake"} >= {"payroll", "tax", "court"}
    assert all(
        (tmp_path / "a" / one).read_bytes() == (tmp_path / "b" / one).read_bytes() for one in files
    )
    pay = pq.read_table(tmp_path / "a" / "lake" / "payroll" / "period=2023-05")
    truth = {
        r["uscc"]: r["unpaid"]
        for r in pq.read_table(tmp_path / "a" / "truth.parquet").to_pylist()
        if r["month"] == date(2023, 5, 1)
    }
    short = {r["uscc"] for r in pay.to_pylist() if r["paid_fen"] < r["due_fen"]}
    assert short <= {code for code, unpaid in truth.items() if unpaid}


def test_the_list_of_its_employers_is_registered_and_the_whole_region_can_be_watched(
    db: None,  # noqa: ARG001
    settings: Any,
    tmp_path: Path,
) -> None:
    generate(tmp_path / "region", employers=40, months=20, seed=7, start=date(2025, 3, 1))
    settings.LAKE = str(tmp_path / "region" / "lake")
    load_codes(at=now())

    def says(group: Any, *words: str) -> str:
        told = CliRunner().invoke(group, words)
        assert told.exit_code == 0, told.output
        return str(told.output)

    register = str(tmp_path / "region" / "register.csv")
    assert "入库 40 + 退回 0 + 重复 0" in says(registry, "load", register, "--region", "15")
    assert Employer.objects.filter(industry=None).count() == 0
    says(warn, "indicators", "--lake", settings.LAKE, "--as-of", "2026-10-31", "--general", "--quiet")  # fmt: skip
    told = says(warn, "signals", "--as-of", "2026-10-31")
    assert "看过 40 家" in told
    assert "登记簿中没有的信用代码" not in told
    assert Case.objects.filter(procedure="warning.case").count() >= 1
    # What is told by the lake of its employers and what is registered agree.
    of_lake = pq.read_table(tmp_path / "region" / "employers.parquet").to_pylist()
    mine = Employer.objects.values_list("uscc", "name", "county", "industry", "headcount")
    assert {tuple(row.values()) for row in of_lake} == set(mine)


def test_a_region_is_written_and_scanned_where_nothing_is_installed(tmp_path: Path) -> None:
    """The figures are taken in processes of their own, which open no database."""
    generate(tmp_path, employers=40, months=16, seed=7, payroll=False)
    alone = [sys.executable, "-m", "tongzhou.demo.bench_region", "scan", str(tmp_path)]
    done = subprocess.run(alone, check=True, stdout=subprocess.PIPE, text=True)
    assert json.loads(done.stdout)["mib"] > 0
    with (tmp_path / NAME).open(encoding="utf-8-sig", newline="") as file:
        heads = next(csv.reader(file))
    assert heads == [EMPLOYERS[code].label for code in HEADS]
