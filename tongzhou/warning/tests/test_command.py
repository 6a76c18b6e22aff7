"""The words of the command that need the records: hits from a file become signals, a scorecard is published."""

from __future__ import annotations

import json

from click.testing import CliRunner

from tongzhou.warning import reading_hits
from tongzhou.warning.command import warn
from tongzhou.warning.models import Scorecard, Signal

from .station import Station


def test_hits_computed_elsewhere_come_by_a_file_and_a_wrong_line_is_named(
    station: Station, tmp_path
):
    path = tmp_path / "hits.jsonl"
    hits = station.hits(0, wage_arrears_months="3", water_fall_percent="20")
    path.write_bytes(b"".join(reading_hits.written(h) for h in hits))
    assert list(reading_hits.read(path)) == hits
    run = CliRunner().invoke(warn, ["signals", "--as-of", "2026-11-02", "--hits", str(path)])
    assert run.exit_code == 0, run.output
    assert "看过 1 家，新信号 1 条，新列候选 1 件" in run.output
    assert Signal.objects.get().series[0] == ""
    path.write_bytes(path.read_bytes() + b'{"rule": "W1"}\n')
    wrong = CliRunner().invoke(warn, ["signals", "--as-of", "2026-11-02", "--hits", str(path)])
    assert wrong.exit_code == 1
    assert f"第{len(hits) + 1}行不能读" in wrong.output


def test_a_folder_of_a_back_test_is_published(station: Station, tmp_path):  # noqa: ARG001
    empty = CliRunner().invoke(warn, ["publish", str(tmp_path)])
    assert empty.exit_code == 1
    assert "读不到" in empty.output
    told = {
        "version": 1,
        "name": "x",
        "hashes": {},
        "cohorts": [],
        "pooled": [],
        "verdict": {"sentence": "好"},
    }
    (tmp_path / "scorecard.json").write_text(json.dumps(told))
    run = CliRunner().invoke(warn, ["publish", str(tmp_path), "--name", "欠薪模型"])
    assert run.exit_code == 0, run.output
    assert Scorecard.objects.get().digest in run.output
