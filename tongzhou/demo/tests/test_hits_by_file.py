"""What one machine has reckoned another takes in by a file, and comes to the same: signals, warnings, levels, what could not be told and why."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pytest
from click.testing import CliRunner
from django.db import transaction

from tongzhou.demo.synthetic.feeds import generate
from tongzhou.procedure.tests.cast import a_region
from tongzhou.registry.models import Employer
from tongzhou.warehouse.lake import kept
from tongzhou.warehouse.lake.engines import connect
from tongzhou.warehouse.lake.store import Lake
from tongzhou.warning import reading_hits
from tongzhou.warning.command import warn
from tongzhou.warning.models import EmployerLevel, Signal, SignalRun, WarningRow

AS_OF = "2026-10-31"


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A banner of thirty employers over eight months."""
    folder = tmp_path_factory.mktemp("apart")
    generate(folder, employers=30, months=8, seed=5, start=date(2026, 3, 1))
    return folder / "lake"


@pytest.fixture
def registered(db: None, lake: Path, settings: Any) -> list[str]:  # noqa: ARG001
    settings.LAKE = str(lake)
    engine = connect(Lake(str(lake)), settings.ENGINE)
    try:
        kept.refresh(engine.lake, engine, feeds=["employers"])
        rows = engine.arrow(kept.read(engine, "employers").select("uscc", "name", "county"))
    finally:
        engine.close()
    assert pc.count_distinct(rows["uscc"]).as_py() == 30
    for row in rows.to_pylist():
        Employer.objects.get_or_create(
            uscc=row["uscc"], defaults={"name": row["name"], "region": a_region(row["county"])}
        )
    return rows["uscc"].to_pylist()  # type: ignore[no-any-return]


def does(*words: str) -> str:
    said = CliRunner().invoke(warn, list(words))
    assert said.exit_code == 0, said.output
    return said.output


def taken() -> dict[str, Any]:
    """Return what the records say after a run."""
    run = SignalRun.objects.get()
    return {
        "signals": sorted(Signal.objects.values_list("employer__uscc", "code", "level", "value", "threshold", "period")),
        "series": sorted(map(str, Signal.objects.values_list("employer__uscc", "code", "series"))),
        "levels": sorted(map(str, EmployerLevel.objects.values_list("employer__uscc", "level", "score", "grey", "unknown"))),
        "warnings": sorted(WarningRow.objects.values_list("name", "level", "rules")),
        "run": (run.as_of, run.employers, run.counts, run.feeds, run.book),
    }  # fmt: skip


@pytest.mark.usefixtures("registered")
def test_a_file_of_another_machine_comes_to_what_a_run_of_the_lake_comes_to(tmp_path: Path) -> None:
    path = tmp_path / "hits.jsonl"
    with transaction.atomic():
        does("signals", "--as-of", AS_OF)
        here = taken()
        transaction.set_rollback(True)
    assert not SignalRun.objects.exists()
    # The other machine has no records: it judges by the rules that come with the program.
    said = does("indicators", "--as-of", AS_OF, "--general", "--quiet", "--hits", str(path))
    assert f"条命中写入{path}" in said
    assert "看过 30 家" in does("signals", "--as-of", AS_OF, "--hits", str(path))
    apart = taken()
    assert here["signals"]
    assert any("calm" in row for row in here["levels"])
    assert any("grey" in str(counts) for counts in here["run"][2].values())
    assert apart == here
    assert SignalRun.objects.get().source == "file"


@pytest.mark.usefixtures("registered")
def test_a_file_of_another_day_or_broken_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "hits.jsonl"
    does("indicators", "--as-of", AS_OF, "--general", "--quiet", "--hits", str(path))
    other = CliRunner().invoke(warn, ["signals", "--as-of", "2026-09-30", "--hits", str(path)])
    assert other.exit_code == 1
    assert f"截至{AS_OF}" in other.output
    lines = path.read_bytes().splitlines(keepends=True)
    assert [p.name for p in tmp_path.iterdir()] == ["hits.jsonl"]
    path.write_bytes(b"".join(lines) + b'{"looked": 7}\n')
    wrong = CliRunner().invoke(warn, ["signals", "--as-of", AS_OF, "--hits", str(path)])
    assert wrong.exit_code == 1
    assert f"第{len(lines) + 1}行不能读" in wrong.output
    path.write_bytes(b"".join(lines))
    hits, employers, feeds = reading_hits.taken(path, date.fromisoformat(AS_OF))
    assert employers is not None
    assert feeds is not None
    assert 1 + len(list(hits)) + len(list(employers)) == len(lines)
