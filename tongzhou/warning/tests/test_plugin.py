"""A plug-in is a stranger's code: it ends no run, sees nothing barred, and what it gives is read or refused aloud."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import lifts
from .test_run import run

BARRED = lifts.CONFIG.replace(
    "[features]", '[features]\nplugin = "mine.py:build"\nnever = ["maker"]\naudit_only = ["kind"]'
)


def said_of(folder: Path, body: str) -> str:
    (folder / "mine.py").write_text(f"def build(rows, entities, t):\n    {body}\n", "utf-8")
    config = lifts.write(folder, lifts.rows(lifts=30), BARRED)
    code, out, err = run("backtest", "--config", str(config), "--quiet")
    assert (code, out) == (1, "")
    assert "lifts.toml:" in err
    return err


@pytest.mark.parametrize("body", ["raise SystemExit(0)", "import sys; sys.exit('ok')"])
def test_a_plug_in_that_quits_ends_with_one_and_leaves_nothing_that_looks_done(
    tmp_path: Path, body: str
) -> None:
    assert "SystemExit" in said_of(tmp_path, body)


@pytest.mark.parametrize(
    ("body", "column", "key"),
    [
        ("return rows['maker']", "maker", "features.never"),
        ("return rows.groupby('lift_no')['maker'].count()", "maker", "features.never"),
        ("return rows.groupby('lift_no').maker.count()", "maker", "features.never"),
        ("return rows.groupby('lift_no')['kind'].count()", "kind", "features.audit_only"),
    ],
)  # fmt: skip
def test_a_column_it_may_not_see_is_told_as_barred(
    tmp_path: Path, body: str, column: str, key: str
) -> None:
    said = said_of(tmp_path, body)
    assert f"“{column}”" in said
    assert key in said


def test_texts_for_numbers_are_refused(tmp_path: Path) -> None:
    said = said_of(tmp_path, "return {'x': ['甲'] * len(entities)}")
    assert "“x”" in said
    assert "“甲”" in said


def test_what_nobody_counts_is_told(tmp_path: Path) -> None:
    """Keys that order visits do nothing where entities are ranked: the run says so."""
    config = lifts.CONFIG + '[order]\ndate = "happened_on"\n'
    path = lifts.write(tmp_path, lifts.rows(lifts=30), config)
    code, out, _ = run("backtest", "--config", str(path), "--check", "--quiet")
    assert code == 0
    assert "[order]" in out
