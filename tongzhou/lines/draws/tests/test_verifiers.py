"""Command, script and browser page give the same answer about the same file."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import BrowserContext

from tongzhou.lines.draws import handing_out
from tongzhou.lines.draws.algorithm.canonical import Disagrees
from tongzhou.lines.draws.algorithm.reporting import as_json, refused_json
from tongzhou.lines.draws.algorithm.verifying import verify
from tongzhou.lines.draws.command import draw

from . import samples, vectors

VECTORS = Path(__file__).parents[4] / "docs" / "draws-vectors.json"


def _said(content: bytes) -> dict[str, Any]:
    try:
        return as_json(verify(io.BytesIO(content)))
    except Disagrees as d:
        return refused_json(d)


@pytest.fixture(scope="module")
def known() -> dict[str, Any]:
    """Return the published vectors."""
    told: dict[str, Any] = json.loads(VECTORS.read_text(encoding="utf-8"))
    return told


def test_the_published_vectors_are_what_the_algorithm_gives() -> None:
    assert VECTORS.read_text(encoding="utf-8") == vectors.text()


def test_the_command_names_what_was_changed_and_ends_with_one(tmp_path: Path) -> None:
    _, content = samples.bundle(lines=samples.roster(60, 7), silent=("fic",))
    good, bad = tmp_path / "好.jsonl", tmp_path / "坏.jsonl"
    good.write_bytes(content)
    bad.write_bytes(content.replace(b'"91150221000000011X"', b'"91150221000000012X"', 1))
    run = CliRunner()
    assert run.invoke(draw, ["verify", str(good)]).exit_code == 0
    assert "未揭示的单位：工商联" in run.invoke(draw, ["verify", str(good)]).output
    refused = run.invoke(draw, ["verify", str(bad)])
    assert (refused.exit_code, refused.output.strip()) == (
        1,
        "不相符：名录第1段（第13至80行）与其摘要不符：名录已被改动",
    )
    assert "block 1 of the roster" in run.invoke(draw, ["verify", "--en", str(bad)]).output
    assert json.loads(run.invoke(draw, ["verify", "--json", str(bad)]).output)["code"] == "block"
    assert run.invoke(draw, ["verify", str(tmp_path / "没有.jsonl")]).exit_code == 2
    assert run.invoke(draw, ["verify", "--result", "0" * 64, str(good)]).exit_code == 1


def test_a_draw_is_run_from_files_alone(tmp_path: Path) -> None:
    run = CliRunner()
    (tmp_path / "terms.json").write_text(json.dumps(samples.terms(public=None)))
    (tmp_path / "roster.jsonl").write_bytes(b"".join(samples.roster(60, 7)))
    snap, out = str(tmp_path / "snap.jsonl"), str(tmp_path / "out.jsonl")
    files = ["--terms", str(tmp_path / "terms.json"), "--roster", str(tmp_path / "roster.jsonl")]
    assert run.invoke(draw, ["snapshot", *files, "-o", snap]).exit_code == 0
    bodies = []
    for n, body in enumerate(samples.BODIES):
        told = json.loads(run.invoke(draw, ["commit", snap, "--body", body]).output)
        moments = {
            "committed_at": f"2026-11-03T02:0{n}:00Z",
            "revealed_at": f"2026-11-05T02:0{n}:00Z",
        }
        bodies.append(told | moments)
    (tmp_path / "parts.json").write_text(json.dumps({"bodies": bodies}))
    done = run.invoke(
        draw, ["run", snap, "--contributions", str(tmp_path / "parts.json"), "-o", out]
    )
    assert done.exit_code == 0, done.output
    assert run.invoke(draw, ["verify", out]).exit_code == 0
    refused = run.invoke(draw, ["commit", snap, "--body", "nobody"])
    assert (refused.exit_code, "没有单位" in refused.output) == (1, True)
    (tmp_path / "terms.json").write_text("{")
    assert "内容或格式有误" in run.invoke(draw, ["snapshot", *files, "-o", snap]).output


def test_the_script_needs_nothing_but_python_and_says_the_same(
    tmp_path: Path, known: dict[str, Any]
) -> None:
    script = tmp_path / "draw_verify.py"
    script.write_text(handing_out.program(), encoding="utf-8")
    for name in ("sm3", "sha256"):
        content = known[name]["bundle"].encode()
        changes = [None, *known[name]["tampered"][::13]]
        for change in changes:
            file = tmp_path / "bundle.jsonl"
            file.write_bytes(_changed(content, change))
            run = [sys.executable, "-I", "-S", str(script), "--json", str(file)]
            done = subprocess.run(run, capture_output=True, check=False)
            assert json.loads(done.stdout) == _said(file.read_bytes())
            assert done.returncode == (1 if change else 0)


def _changed(content: bytes, change: dict[str, Any] | None) -> bytes:
    changed = bytearray(content)
    if change:
        changed[change["at"]] ^= change["xor"]
    return bytes(changed)


def test_the_page_from_a_disk_says_the_same_as_the_command_of_good_files_and_changed_ones(
    tmp_path: Path, known: dict[str, Any], new_context: Callable[..., BrowserContext]
) -> None:
    page_file = tmp_path / "verify.html"
    page_file.write_text(handing_out.page(), encoding="utf-8")
    page = new_context().new_page()
    page.goto(page_file.as_uri())
    ask = """async ([text, changes]) => {
      const bytes = new TextEncoder().encode(text), found = [];
      for (const c of changes) {
        const changed = bytes.slice();
        if (c) changed[c.at] ^= c.xor;
        found.push(await tongzhouDraw.verdictOf(changed, {}));
      }
      return found;
    }"""
    for name in ("sm3", "sha256"):
        changes = [None, *known[name]["tampered"]]
        said = page.evaluate(ask, [known[name]["bundle"], changes])
        expected = [_said(_changed(known[name]["bundle"].encode(), c)) for c in changes]
        assert [_bare(s) for s in said] == [_bare(e) for e in expected]
        words = known[name]["digests"]
        kind = {"sm3": "Sm3", "sha256": "Sha256"}[name]
        digests = page.evaluate(
            f"ws => ws.map(w => new tongzhouDraw.{kind}().update(new TextEncoder().encode(w)).hex())",
            list(words),
        )
        assert digests == list(words.values())


def _bare(said: dict[str, Any]) -> dict[str, Any]:
    """Leave out what only one of them tells, and the words that follow from the code."""
    return {k: v for k, v in said.items() if k not in ("title", "remarks", "why", "why_en")}


def test_somebody_opens_the_page_chooses_a_file_and_reads_the_answer(
    tmp_path: Path, known: dict[str, Any], new_context: Callable[..., BrowserContext]
) -> None:
    page_file, file = tmp_path / "verify.html", tmp_path / "抽取包.jsonl"
    page_file.write_text(handing_out.page(), encoding="utf-8")
    content = known["sm3"]["bundle"].encode()
    page = new_context().new_page()
    page.goto(page_file.as_uri())
    for data, said in ((content, "相符：结果与重新计算的完全一致"), (_changed(content, {"at": 9000, "xor": 1}), "不相符")):  # fmt: skip
        file.write_bytes(data)
        page.get_by_label("抽取包或名录快照").set_input_files(str(file))
        page.get_by_role("button", name="重新计算并核对").click()
        page.get_by_role("heading", name=said, exact=True).wait_for()
    page.get_by_label("公布的名录根值").fill("0" * 64)
    file.write_bytes(content)
    page.get_by_label("抽取包或名录快照").set_input_files(str(file))
    page.get_by_role("button", name="重新计算并核对").click()
    page.get_by_text("与公布的根值不符").wait_for()
