"""Each leak is planted in a table with known truth, and found by the test that is named for it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.stats import norm

from tongzhou.warning.backtest import asking, leaks, suspicions
from tongzhou.warning.backtest.arrays import NEVER
from tongzhou.warning.backtest.features import Builder
from tongzhou.warning.backtest.leaks import Finding
from tongzhou.warning.backtest.rerun import ENOUGH, Rerun, lists_with_enough
from tongzhou.warning.backtest.resample import Scored
from tongzhou.warning.backtest.run import LEAKED, Run

from . import lifts
from .lifts import CONFIG, Row
from .test_run import run

pytestmark = pytest.mark.long

Change = Callable[[list[Row], str], tuple[list[Row], str]]
SMALL = CONFIG.replace("first = 2021-01-01", "first = 2022-07-01")


def look(folder: Path, change: Change, *tests: str) -> dict[str, Finding]:
    """Run only the tests named, on the changed table."""
    table, config = change(
        lifts.rows(lifts=420 if {"one_column", "embargo"} & set(tests) else 200), SMALL
    )
    told = Run(asking.read(lifts.write(folder, table, config)))
    t, window, study = told.tests(91)[-1], 91, told.study
    found = []
    if "one_column" in tests:
        found.append(suspicions.one_column(Rerun(study, [t], window), 0.70, set()))
    if "embargo" in tests:
        found.append(suspicions.embargo(study, [t], window, "logistic"))
    table_of = {
        "truncation": lambda: leaks.truncation(study, t),
        "permuted_future": lambda: leaks.permuted_future(study, t, window),
        "row_overlap": lambda: leaks.row_overlap(study, [t], window),
        "twins": lambda: leaks.twins(study, [t], window),
        "snapshot_column": lambda: suspicions.snapshot_column(study, set(), {"built"}),
        "serial": lambda: suspicions.serial(study),
    }
    found += [table_of[name]() for name in tests if name in table_of]
    return {one.test: one for one in found}


def unchanged(table: list[Row], config: str) -> tuple[list[Row], str]:
    return table, config


def with_next_month(table: list[Row], config: str) -> tuple[list[Row], str]:
    """Plant the month of the next breakdown in every row."""
    after: dict[str, str] = {}
    for row in sorted(table, key=lambda one: one["happened_on"], reverse=True):
        row["next_month"] = after.get(row["lift_no"], "")
        after[row["lift_no"]] = row["happened_on"][:7]
    return table, config.replace('category = ["cause"', 'category = ["next_month", "cause"')


def with_total(table: list[Row], config: str) -> tuple[list[Row], str]:
    """Plant a total as of the export in every row."""
    count: dict[str, int] = defaultdict(int)
    for row in table:
        count[row["lift_no"]] += 1
    for row in table:
        row["total"] = count[row["lift_no"]]
    return table, config.replace('amount = ["repair_cost"]', 'amount = ["repair_cost", "total"]')


def with_what_comes(table: list[Row], config: str) -> tuple[list[Row], str]:
    """Plant in every row how often the lift breaks down in the hundred days after it."""
    days: dict[str, list[date]] = defaultdict(list)
    for row in table:
        days[row["lift_no"]].append(date.fromisoformat(row["happened_on"]))
    for row in table:
        mine = date.fromisoformat(row["happened_on"])
        row["risk"] = sum(0 < (one - mine).days <= 100 for one in days[row["lift_no"]])
    return table, config.replace('amount = ["repair_cost"]', 'amount = ["repair_cost", "risk"]')


def with_twins(table: list[Row], config: str) -> tuple[list[Row], str]:
    """Copy later rows into the past, under new numbers and dates."""
    draw = np.random.default_rng(2)
    later = [row for row in table if row["happened_on"] > "2022-07-01" and row["repair_cost"] != ""]
    for number, row in enumerate(later):
        if draw.random() < 0.25:
            back = timedelta(days=int(draw.integers(150, 400)))
            dated = {
                key: (date.fromisoformat(row[key]) - back).isoformat()
                for key in ("happened_on", "received_on", "settled_on")
            }
            table.append({**row, **dated, "report_no": 900_000 + number})
    return table, config


def labelled_by_settlement(table: list[Row], config: str) -> tuple[list[Row], str]:
    return table, config.replace('kind = "event"\n', 'kind = "event"\ndate = "settled_on"\n')


def known_too_early(table: list[Row], config: str) -> tuple[list[Row], str]:
    for row in table:
        row["received_on"] = (
            date.fromisoformat(row["happened_on"]) - timedelta(days=40)
        ).isoformat()
    return table, config


def keyed_again(table: list[Row], config: str) -> tuple[list[Row], str]:
    for row in table[::20]:
        row["received_on"] = (
            date.fromisoformat(row["received_on"]) - timedelta(days=200)
        ).isoformat()
        row["happened_on"] = row["received_on"]
    return table, config


@pytest.mark.parametrize(
    ("change", "test"),
    [
        (with_next_month, "one_column"), (with_total, "snapshot_column"), (with_twins, "twins"),
        (with_what_comes, "snapshot_column"),
        (labelled_by_settlement, "row_overlap"), (known_too_early, "row_overlap"), (keyed_again, "serial"),
    ],
)  # fmt: skip
def test_a_planted_leak_is_found(tmp_path: Path, change: Change, test: str) -> None:
    found = look(tmp_path, change, test)[test]
    assert found.status == "found", found.said.zh
    assert found.stops or test == "serial"
    assert found.said.zh
    assert found.said.en


def test_the_clean_table_is_silent(tmp_path: Path) -> None:
    names = (
        "truncation",
        "permuted_future",
        "row_overlap",
        "twins",
        "snapshot_column",
        "serial",
        "one_column",
        "embargo",
    )
    assert {one.status for one in look(tmp_path, unchanged, *names).values()} == {"passed"}


def test_lists_with_few_outcomes_are_read_together(tmp_path: Path) -> None:
    """No list of a hundred lifts has thirty outcomes; the newest together have."""
    for change, expected in ((unchanged, "passed"), (with_next_month, "found")):
        table, config = change(lifts.rows(lifts=110, seed=2), CONFIG)
        told = Run(asking.read(lifts.write(tmp_path, table, config)))
        cohorts = [one for one in told.cohorts() if one["n"]]
        assert max(one["positives"] for one in cohorts) < ENOUGH
        rerun = Rerun(told.study, lists_with_enough(cohorts), 91)
        assert len(rerun.dates) > 1
        assert rerun.positives >= ENOUGH
        one = suspicions.one_column(rerun, rerun.best_baseline(91), set())
        assert one.status == expected, one.said.zh
        assert suspicions.permuted_labels(rerun, "logistic").status == "passed"
        assert suspicions.embargo(told.study, rerun.dates, 91, "logistic").status == "passed"


def test_the_newest_list_with_enough_outcomes_stands_alone() -> None:
    def days(*positives: int) -> list[int]:
        return lists_with_enough(
            [{"as_of": f"202{year}-01-01", "positives": one} for year, one in enumerate(positives)]
        )

    assert len(days(50, 40, 5)) == 1
    assert days(50, 40, 5) == days(1, 40, 5) != days(50, 1, 5)
    assert len(days(5, 12, 12, 12)) == 3
    assert len(days(1, 2, 3)) == 3


def test_cells_whose_day_is_stated_may_tell_what_came_after_their_row(tmp_path: Path) -> None:
    table, config = with_what_comes(lifts.rows(), SMALL)
    config = config.replace('columns = ["cause", "repair_cost"]', 'columns = ["cause", "repair_cost", "risk"]')  # fmt: skip
    study = Run(asking.read(lifts.write(tmp_path, table, config))).study
    assert suspicions.snapshot_column(study, {"cause", "repair_cost", "risk"}, {"built"}).status == "passed"  # fmt: skip


def test_what_repeats_of_itself_is_no_twin(tmp_path: Path) -> None:
    """Stops of the police by quarter: the same corner comes again and again, in every month."""
    table, draw = lifts.rows(lifts=420), np.random.default_rng(4)
    corners = {row["lift_no"]: draw.uniform(1, 90, 12).round(4) for row in table}
    for row in table:
        corner = int(draw.gamma(1.0, 5.0))
        own = corner >= 12 or draw.random() < 0.3
        row["repair_cost"] = round(float(draw.uniform(1, 90)), 4) if own else corners[row["lift_no"]][corner]  # fmt: skip
    config = SMALL.replace('columns = ["cause", "repair_cost"]', 'columns = ["cause"]')
    told = Run(asking.read(lifts.write(tmp_path, table, config)))
    found = leaks.twins(told.study, told.tests(91), 91)
    assert found.status == "passed", found.said.zh
    assert "重复" in found.said.zh
    # Copied into the past, the same rows are found.
    table, config = with_twins(lifts.rows(lifts=420), config)
    told = Run(asking.read(lifts.write(tmp_path, table, config)))
    assert leaks.twins(told.study, told.tests(91), 91).status == "found"


def test_a_size_that_goes_with_how_much_happens_is_no_leak(tmp_path: Path) -> None:
    """How many ride a lift, counted anew each time: lifts that break down often are ridden by many."""
    table, draw = lifts.rows(), np.random.default_rng(3)
    often: dict[str, int] = defaultdict(int)
    for row in table:
        often[row["lift_no"]] += 1
    for row in table:
        row["riders"] = round(100 * often[row["lift_no"]] * float(draw.uniform(0.9, 1.1)))
    config = SMALL.replace('amount = ["repair_cost"]', 'amount = ["repair_cost", "riders"]')
    study = Run(asking.read(lifts.write(tmp_path, table, config))).study
    assert suspicions.snapshot_column(study, {"cause", "repair_cost"}, {"built"}).status == "passed"


def test_numbers_that_begin_with_a_year_and_an_office_are_no_order_of_arrival(
    tmp_path: Path,
) -> None:
    """Each year's numbers run office by office: two thirds of the rows lie before an earlier number, and nobody dated them back."""
    table = lifts.rows()
    for number, row in enumerate(table):
        row["report_no"] = f"{row['received_on'][:4]}{int(row['lift_no'][1:]) % 40:03d}{number:06d}"
    study = Run(asking.read(lifts.write(tmp_path, table, SMALL))).study
    assert suspicions.serial(study).status == "not_run"


@pytest.mark.parametrize("test", ["truncation", "permuted_future"])
def test_a_builder_that_forgets_when_cells_were_written_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, test: str
) -> None:
    """The compulsory plant: a cell decided after the morning of the list."""
    monkeypatch.setattr(Builder, "available", lambda self, _: self.events.known)
    found = look(tmp_path, unchanged, test)[test]
    assert found.status == "found"
    if test == "truncation":
        assert set(found.columns) == {"cause", "repair_cost"}


def test_a_builder_that_looks_past_the_morning_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Builder.rows

    class Wide:
        def __init__(self, line: Any) -> None:
            self.line = line

        def __getattr__(self, name: str) -> Any:
            return getattr(self.line, name)

        def count(self, owner: Any, since: Any, until: Any) -> Any:
            return self.line.count(owner, since, until + 30)

    monkeypatch.setattr(Builder, "rows", lambda self: Wide(before(self)))
    assert look(tmp_path, unchanged, "truncation")["truncation"].status == "found"


def test_a_refusal_ends_with_three_and_shows_no_figures(tmp_path: Path) -> None:
    config = lifts.write(tmp_path, *with_total(lifts.rows(), SMALL))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "predictions.csv").write_text("of an earlier run", "utf-8")
    code, out, _ = run(
        "backtest", "--config", str(config), "--out", str(tmp_path / "out"), "--quiet"
    )
    assert code == LEAKED
    assert "snapshot_column" in out
    assert "precision" not in out
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["scorecard.json"]


def test_a_leak_that_is_only_reported_stands_first_wherever_figures_are_shown(
    tmp_path: Path,
) -> None:
    table, config = with_total(lifts.rows(), SMALL + '[leaks]\non_found = "report"\n')
    path, folder = lifts.write(tmp_path, table, config), tmp_path / "out"
    code, out, _ = run("backtest", "--config", str(path), "--out", str(folder), "--quiet")
    assert code in (0, 2)
    figures = out.index("@20 ")
    assert "@10%" in out[figures:]  # a share is told as one: cohorts differ in size
    assert out.index("数字不可信") < out.index("snapshot_column") < figures
    for name in ("card.md", "scorecard.html"):
        text = (folder / name).read_text("utf-8")
        assert text.index("数字不可信") < text.index("snapshot_column") < text.index("precision@k")
    words = ("list", "--config", str(path), "--as-of", "2022-07-01", "--score", str(folder))
    code, out, _ = run(*words, "--json", "--quiet")
    assert code == 0
    assert "snapshot_column" in json.loads(out)["basis"]


def test_names_looked_at_for_a_moment_leave_nothing_to_those_after_them(tmp_path: Path) -> None:
    """The leak tests take some of the names and let them go; others may come to lie where they lay."""
    ran = Run(asking.read(lifts.write(tmp_path, lifts.rows(lifts=80), SMALL)))
    told, whole = ran.study, ran.study.members(ran.tests(91)[-1])
    counts, codes = told.counted(whole).count, told.last_code("cause", whole)
    for many in (*range(2, whole.n), *range(2, whole.n)):
        some = np.arange(whole.n)[-many:]
        assert np.array_equal(told.counted(whole.taken(some)).count, counts[some])
        assert np.array_equal(told.last_code("cause", whole.taken(some)), codes[some])


def test_a_plug_in_sees_nothing_known_later_and_nothing_barred(tmp_path: Path) -> None:
    plugin = "import pandas as pd\n\ndef build(rows, entities, t):\n    assert (rows.received_on < pd.Timestamp(t)).all()\n    assert rows.loc[rows.settled_on.isna(), 'cause'].isna().all()\n    return pd.DataFrame({'n': rows.groupby('lift_no').size()}).reindex(entities)\n"
    (tmp_path / "mine.py").write_text(plugin, "utf-8")
    config = SMALL.replace("[features]", '[features]\nplugin = "mine.py:build"\nnever = ["maker"]')
    told = Run(asking.read(lifts.write(tmp_path, lifts.rows(lifts=80), config)))
    t = told.tests(91)[-1]
    assert leaks.truncation(told.study, t).status == "passed"
    design = told.study.draw(t, 91, models=["logistic"]).design
    assert design is not None
    assert "plugin:n" in design.names
    (tmp_path / "mine.py").write_text(
        "def build(rows, entities, t):\n    return {'m': [len(rows['maker'])] * len(entities)}\n",
        "utf-8",
    )
    code, _, err = run("backtest", "--config", str(tmp_path / "lifts.toml"), "--quiet")
    assert code == 1
    assert "maker" in err
    assert "never" in err


PEEKS = """\
import pandas as pd
from pathlib import Path

TOLD = pd.read_csv(Path(__file__).parent / "lifts.csv", parse_dates=["happened_on"])


def build(rows, entities, t):
    t = pd.Timestamp(t)
    soon = TOLD[(TOLD.happened_on >= t) & (TOLD.happened_on < t + pd.Timedelta(days=30))]
    return (soon.groupby("lift_no").size().reindex(entities).fillna(0) > 0).astype(float).rename("soon")
"""


def with_a_plug_in_that_reads_the_next_thirty_days(
    table: list[Row], config: str
) -> tuple[list[Row], str]:
    return table, config.replace("[features]", '[features]\nplugin = "peeks.py:build"')


def test_a_window_that_runs_over_the_morning_is_found_by_the_embargo(tmp_path: Path) -> None:
    """The first thirty days fall, the next do not; how far the next might fall by chance is no excuse."""
    (tmp_path / "peeks.py").write_text(PEEKS, "utf-8")
    found = look(tmp_path, with_a_plug_in_that_reads_the_next_thirty_days, "embargo")["embargo"]
    assert found.status == "found", found.said.zh
    assert found.statistic is not None
    assert found.threshold is not None
    assert found.statistic > found.threshold


def scored_by_month(gap: int, aucs: tuple[float, ...]) -> Scored:
    """Return a list of two hundred a month whose scores part them from the quiet as told."""
    draw = np.random.default_rng(3)
    n, months = 200, len(aucs)
    shift = [float(norm.ppf(one)) * 2**0.5 for one in aucs]
    score = np.concatenate([draw.normal(0, 1, 2000), *(draw.normal(one, 1, n) for one in shift)])
    label = np.repeat([0.0, 1.0], [2000, n * months])
    first = np.concatenate(
        [np.full(2000, NEVER), *(np.full(n, 1000 + gap + 30 * m + 5) for m in range(months))]
    )
    all_ = len(score)
    nobody = np.full(all_, -1)
    return Scored(
        1000, 30 * months, np.arange(all_), nobody, label, first, np.ones(all_), [10], {"m": score}
    )


def test_the_month_of_the_leak_stands_out_though_later_months_differ_a_little() -> None:
    """A step of 0.06 further on does not hide a first month that stands 0.27 above the second."""
    told = suspicions.month_profile([scored_by_month(0, (0.99, 0.73, 0.67, 0.66, 0.68))], "m")
    assert told.status == "found", told.said.zh
    two = suspicions.month_profile([scored_by_month(0, (0.97, 0.85))], "m")
    assert two.status == "not_run"  # nothing later to compare the first step with
    falling = suspicions.month_profile([scored_by_month(0, (0.95, 0.81, 0.67, 0.62))], "m")
    assert falling.status == "passed", falling.said.zh


def test_months_are_counted_from_the_first_day_that_counts() -> None:
    split = scored_by_month(60, (0.99, 0.73, 0.70))
    assert suspicions.month_profile([split], "m", 60).status == "found"
    assert suspicions.month_profile([split], "m").status == "not_run"
