"""说明 — a verdict in words, and the command line of the script that needs nothing but Python."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from .canonical import Disagrees
from .digests import FORMAT
from .verifying import Verdict, verify

AGREES, DISAGREES, UNREADABLE = 0, 1, 2


def in_chinese(v: Verdict) -> list[str]:
    """Return a verdict as lines of Chinese."""
    objects, officers, out = v.counts
    lines = [
        f"相符：{v.batch} {v.title}",
        f"名录：检查对象{objects}个、检查人员{officers}人、未参加{out}个，根值（{v.hash}）{v.root}",
    ]
    if v.kind == "snapshot":
        return [*lines, "这是抽取之前的名录快照，尚无抽取结果。"]
    silent = "、".join(v.silent) or "无"
    lines += [
        f"种子：{v.seed}",
        f"未揭示的单位：{silent}",
        f"结果：抽取{v.drawn}个，替补{v.reserves}个，递补{v.subs}次，摘要{v.result}",
    ]
    return lines + [f"提示：{chinese}" for chinese, _english in v.remarks]


def in_english(v: Verdict) -> list[str]:
    """Return a verdict as lines of English."""
    objects, officers, out = v.counts
    lines = [
        f"Agrees: {v.batch} {v.title}",
        f"Roster: {objects} objects, {officers} officers, {out} left out, root ({v.hash}) {v.root}",
    ]
    if v.kind == "snapshot":
        return [*lines, "This is the roster before the draw; there is no result yet."]
    lines += [
        f"Seed: {v.seed}",
        f"Did not reveal: {', '.join(v.silent) or 'none'}",
        f"Result: {v.drawn} drawn, {v.reserves} substitutes, {v.subs} substitutions, digest {v.result}",
    ]
    return lines + [f"Note: {english}" for _chinese, english in v.remarks]


def as_json(v: Verdict) -> dict[str, Any]:
    """Return a verdict for machines."""
    return {
        "agrees": True, "kind": v.kind, "batch": v.batch, "hash": v.hash, "root": v.root,
        "counts": list(v.counts), "seed": v.seed, "result": v.result, "drawn": v.drawn,
        "reserves": v.reserves, "substitutions": v.subs, "silent": v.silent,
    }  # fmt: skip


def refused_json(d: Disagrees) -> dict[str, Any]:
    """Return a refusal for machines."""
    return {
        "agrees": False, "code": d.code, "line": d.line, "why": d.chinese, "why_en": d.english
    }  # fmt: skip


def report(
    path: str, *, root: str = "", result: str = "", english: bool = False, machine: bool = False
) -> tuple[int, list[str]]:
    """Verify a file and return the exit code and what to say: 0 agrees, 1 disagrees, 2 cannot be read."""
    try:
        with open(path, "rb") as file:
            verdict = verify(file, root=root, result=result)
    except Disagrees as d:
        words = f"Does not agree: {d.english}" if english else f"不相符：{d.chinese}"
        return DISAGREES, [json.dumps(refused_json(d), ensure_ascii=False) if machine else words]
    except OSError as error:
        words = f"Cannot read the file: {error}" if english else f"无法读取文件：{error}"
        return UNREADABLE, [words]
    if machine:
        return AGREES, [json.dumps(as_json(verdict), ensure_ascii=False)]
    return AGREES, in_english(verdict) if english else in_chinese(verdict)


def main(argv: list[str] | None = None) -> int:
    """Verify the file named on the command line."""
    parser = argparse.ArgumentParser(description=f"核验双随机抽取文件 · verify a draw ({FORMAT})")
    parser.add_argument("file", help="抽取包或名录快照 · bundle or snapshot")
    parser.add_argument("--root", default="", help="公布的名录根值 · the published root")
    parser.add_argument("--result", default="", help="公布的结果摘要 · the published result digest")
    parser.add_argument("--en", action="store_true", help="English")
    parser.add_argument("--json", action="store_true", help="JSON")
    asked = parser.parse_args(argv)
    code, lines = report(
        asked.file, root=asked.root, result=asked.result, english=asked.en, machine=asked.json
    )
    sys.stdout.write("\n".join(lines) + "\n")
    return code
