"""What must hold of the house itself: its rooms, its documents, its packages, its words."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PACKAGE = ROOT / "tongzhou"
ROOMS = sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))
LINES = sorted(path.parent for path in (PACKAGE / "lines").glob("*/__init__.py"))
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
MODULES = sorted(PACKAGE.rglob("*.py"))


def kept_files() -> list[Path]:
    """Return every file that is, or will be, in the repository."""
    told = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if told.returncode:  # an export without its history
        tops = [path for path in ROOT.iterdir() if path.name not in {".venv", ".git", "data"}]
        found = [path for top in tops for path in (top.rglob("*") if top.is_dir() else [top])]
        return [path for path in found if path.is_file() and "__pycache__" not in path.parts]
    return [ROOT / name for name in told.stdout.split("\0") if name and (ROOT / name).is_file()]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def read(path: Path) -> tuple[str, frozenset[str]]:
    """Return what a module says it is for, and the packages it imports: read once for all who ask."""
    tree = ast.parse(path.read_text("utf-8"))
    imported = (
        node.module if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and not node.level)
        for alias in node.names
    )
    return ast.get_docstring(tree) or "", frozenset(str(name).split(".")[0] for name in imported)


# --- Rooms -------------------------------------------------------------------------------------


def test_every_room_has_its_floor() -> None:
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    floors = next(contract for contract in contracts if contract["type"] == "layers")
    named = {room.strip() for floor in floors["layers"] for room in floor.split("|")}
    assert {room.name for room in ROOMS} == named


@pytest.mark.parametrize("room", [*ROOMS, *LINES], ids=lambda room: room.name)
def test_every_room_says_what_it_is(room: Path) -> None:
    said, _ = read(room / "__init__.py")
    assert said, f"{name_of(room)}/__init__.py needs a docstring"
    assert len(said) > 40


@pytest.mark.parametrize("room", LINES, ids=lambda room: room.name)
def test_every_line_stands_in_the_settings(room: Path) -> None:
    from django.conf import settings

    assert f"tongzhou.lines.{room.name}" in settings.LINES


def test_there_is_no_room_for_odds_and_ends() -> None:
    drawers = {"utils", "common", "core", "helpers", "misc", "util", "helper"}
    found = [path for path in PACKAGE.rglob("*") if path.is_dir() or path.suffix == ".py"]
    assert [name_of(path) for path in found if path.stem in drawers] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        name_of(path)
        for path in MODULES
        if path.stem != "__init__" and "migrations" not in path.parts and not read(path)[0]
    ]
    assert silent == []


def test_no_module_holds_two_nouns() -> None:
    long = {
        name_of(path): count
        for path in MODULES
        if "migrations" not in path.parts
        and (count := len(path.read_text("utf-8").splitlines())) > 450
    }
    assert long == {}


def test_a_declaration_has_no_lambda_and_no_question() -> None:
    """A `procedure.py` is the flow chart on the wall: no `if`, no loop, no function without a name."""
    wrong = [
        f"{name_of(path)}:{node.lineno}"
        for path in PACKAGE.glob("lines/**/procedure.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Lambda | ast.If | ast.For | ast.While)
    ]
    assert wrong == []


# --- Documents ---------------------------------------------------------------------------------


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_link_in_the_documents_leads_somewhere(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text("utf-8"), flags=re.S)
    dead = [
        target
        for target in re.findall(r"\]\(([^)\s]+)\)", text)
        if not target.startswith(("http://", "https://", "#", "mailto:"))
        and not (document.parent / target.split("#")[0]).exists()
    ]
    assert dead == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_command_in_the_documents_exists(document: Path) -> None:
    from tongzhou.__main__ import WORDS

    text = document.read_text("utf-8")
    scripts = set(re.findall(r"(?<![\w/.])script/([\w-]+)", text))
    assert {name for name in scripts if not os.access(ROOT / "script" / name, os.X_OK)} == set()
    words = set(re.findall(r"(?:^|[`/ ])tongzhou (\w+)", text, re.M))
    spoken = {"and", "is", "as", "has", "where", "contains", "on"}
    assert words - set(WORDS) - spoken == set()


def test_the_example_of_the_readme_is_answered() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        (example,) = re.findall(
            r"`\.venv/bin/tongzhou (law due [^`]+)`", (ROOT / name).read_text("utf-8")
        )
        answer = subprocess.run(
            [ROOT / ".venv/bin/tongzhou", *example.split()],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert answer.returncode == 0, answer.stderr
        # The Saturday before the festival is worked, the days from the 15th to the 23rd are free.
        assert "2026-02-27" in answer.stdout.splitlines()[0]
        assert "春节" in answer.stdout


def test_both_readmes_have_the_same_parts() -> None:
    parts = [
        (ROOT / name).read_text("utf-8").count("\n## ") for name in ("README.md", "README.zh-CN.md")
    ]
    assert parts[0] == parts[1]


def test_the_change_log_has_this_version() -> None:
    version = PROJECT["project"]["version"]
    assert f"\n## {version} " in (ROOT / "CHANGELOG.md").read_text("utf-8")


@pytest.mark.parametrize("record", sorted(ROOT.glob("docs/decisions/0*.md")), ids=lambda r: r.stem)
def test_every_decision_has_its_reasons_and_its_price(record: Path) -> None:
    text = record.read_text("utf-8")
    assert re.match(rf"# {record.name[:4]} · \w", text)
    assert re.search(r"^Date: \d{4}-\d\d-\d\d · Status: \w+", text, re.M)
    for part in ("Context", "Decision", "Consequences"):
        said = re.search(rf"^## {part}\n\n(.+?)(?=\n## |\Z)", text, re.M | re.S)
        assert said, f"{record.name} has no {part}"
        assert len(said[1]) > 80
    assert f"({record.name})" in (record.parent / "README.md").read_text("utf-8")


# --- Packages ----------------------------------------------------------------------------------

SERVE = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
EXTRAS = PROJECT["project"]["optional-dependencies"]
ANALYSE = [Requirement(line) for line in EXTRAS["analysis"]]
CLUSTER = [Requirement(line) for line in EXTRAS["cluster"]]
DEVELOP = [Requirement(line) for line in EXTRAS["test"]]
KINDS = {
    "run": SERVE,
    "analysis": SERVE + ANALYSE,
    "cluster": SERVE + ANALYSE + CLUSTER,
    "test": SERVE + ANALYSE + DEVELOP,
}
# Rooms that a web process never enters, and where the libraries of analysis may be imported.
ANALYSIS_ROOMS = [
    PACKAGE / "warning" / "backtest",
    PACKAGE / "demo" / "synthetic",
    PACKAGE / "demo" / "banner",
    PACKAGE / "demo" / "bench_draws.py",
    PACKAGE / "demo" / "bench_region.py",
    PACKAGE / "demo" / "peer_pandas",
    PACKAGE / "warehouse" / "lake",
    PACKAGE / "warehouse" / "matching" / "linking.py",
    PACKAGE / "warehouse" / "writing.py",
    PACKAGE / "warning" / "history.py",
    PACKAGE / "warning" / "indicators",
]


def locked(kind: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{kind}.txt").read_text("utf-8")
    return {
        canonicalize_name(name): version
        for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.M)
    }


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_lock_holds_what_the_project_asks_for(kind: str) -> None:
    versions = locked(kind)
    missing = [
        str(one)
        for one in KINDS[kind]
        if not one.specifier.contains(versions.get(canonicalize_name(one.name), "0"))
        or canonicalize_name(one.name) not in versions
    ]
    assert missing == [], "run script/lock"


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_locked_package_has_hashes_and_no_address(kind: str) -> None:
    text = (ROOT / "requirements" / f"{kind}.txt").read_text("utf-8")
    for block in re.split(r"\n(?=\S)", text.strip()):
        assert re.match(r"[\w.-]+==", block), block
        assert "--hash=sha256:" in block, block
    assert "/" not in text
    assert "index" not in text


@pytest.mark.parametrize("kind", ["run", "analysis", "cluster"])
def test_the_locks_agree(kind: str) -> None:
    some, test = locked(kind), locked("test")
    alone = set(some) - set(test) if kind == "cluster" else set()  # tests do without Spark
    some = {name: version for name, version in some.items() if name not in alone}
    assert {name: version for name, version in some.items() if test.get(name) != version} == {}


def test_every_package_asked_for_says_why_and_under_which_licence() -> None:
    text = (ROOT / "docs/dependencies.md").read_text("utf-8")
    serve, analyse, cluster, develop = re.findall(
        r"\n## To \w+\n\n\| package.*?(?=\n## )", text, re.S
    )
    for part, wanted in (
        (serve, SERVE),
        (analyse, ANALYSE),
        (cluster, CLUSTER),
        (develop, DEVELOP),
    ):
        rows = re.findall(r"^\| ([\w.-]+) \| ([^|]+) \| ([^|]+) \|", part, re.M)[2:]
        assert sorted(name for name, _, _ in rows) == sorted(one.name for one in wanted)
        for name, licence, purpose in rows:
            assert licence.strip(), name
            assert purpose.strip(), name


@cache
def installed() -> dict[str, list[str]]:
    """Return, of every package that can be imported, who has brought it."""
    return dict(packages_distributions())


def astray(modules: list[Path], wanted: list[Requirement]) -> set[str]:
    """Return the foreign packages these modules import and nobody asked for."""
    imported = {
        name
        for path in modules
        if not {"tests", "conftest.py"} & set(path.parts)
        for name in read(path)[1]
    }
    foreign = imported - sys.stdlib_module_names - {"tongzhou"}
    brought = installed()
    asked = {canonicalize_name(one.name) for one in wanted}
    return {
        name
        for name in foreign
        if not asked & {canonicalize_name(one) for one in brought.get(name, [])}
    }


def is_analysis(path: Path) -> bool:
    return any(room in [path, *path.parents] for room in ANALYSIS_ROOMS)


def test_whatever_a_server_imports_is_installed_on_a_server() -> None:
    serving = [path for path in MODULES if not is_analysis(path)]
    assert astray(serving, SERVE) == set(), "add them to pyproject.toml, then run script/lock"


def test_whatever_analysis_imports_is_installed_for_analysis() -> None:
    analysing = [path for path in MODULES if is_analysis(path)]
    # Spark is asked for by name only where the settings name it; where it is missing, the engine says so.
    found = astray(analysing, SERVE + ANALYSE) - {"pyspark"}
    assert found == set(), "add them to the extra “analysis”"


def licences(name: str) -> list[str]:
    """Return each licence a package offers, in its own words."""
    try:
        told = distribution(name).metadata
    except PackageNotFoundError:  # for another system than this
        return []
    expression = told.get("License-Expression")
    if expression:
        return re.split(r" OR ", expression)
    classified = [
        line.split("::")[-1] for line in told.get_all("Classifier") or [] if "License" in line
    ]
    files = [f for f in distribution(name).files or [] if f.name == "LICENSE"]
    said: str = told.get("License") or next((f.read_text() for f in files), "")
    return classified or said.splitlines()[:1]


def is_strong(licence: str) -> bool:
    """Whether a licence would bind our own code: GPL and AGPL do, LGPL does not."""
    lesser = re.sub(r"L(?:esser )?GPL|GNU Lesser[^,]*|LGPL[^,]*", "", licence)
    return bool(re.search(r"A?GPL|Affero|General Public", lesser))


def test_nothing_installed_can_only_be_had_under_the_gpl() -> None:
    bound = {
        name: offered
        for name in locked("test")
        if (offered := licences(name)) and all(map(is_strong, offered))
    }
    assert bound == {}
    assert is_strong("GPL-3.0-only")
    assert is_strong("GNU Affero General Public License v3")
    assert not is_strong("GNU Lesser General Public License v2 or later (LGPLv2+)")
    assert not is_strong("LGPL-3.0-only")


def test_whatever_is_lesser_is_named_in_the_notice() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8")
    for name in locked("run"):
        if any(re.search(r"Lesser|LGPL|Mozilla|MPL", licence) for licence in licences(name)):
            assert re.search(rf"\b{re.escape(name)}\b", notice), name


# --- Words -------------------------------------------------------------------------------------

# Hosts of registries and paths of one machine have no place in what is published.
FORBIDDEN = re.compile(
    r"py[p]i\.org|pythonhos[t]ed|npm[j]s|deb\.deb[i]an|registry\.ya[r]n|/wor[k]/|/farm[/]|/tm[p]/|/roo[t]/|/hom[e]/"
)
UNFINISHED = re.compile(r"\b(?:TO[D]O|FIXM[E]|XX[X])\b|NotImplemented[E]rror|敬请期[待]|待实[现]")
READABLE = {
    ".py", ".md", ".html", ".css", ".js", ".toml", ".txt", ".yaml", ".yml", ".csv", ".po", ".svg",
    "",
}  # fmt: skip


def test_nothing_published_names_a_host_or_a_machine() -> None:
    found = [
        f"{name_of(path)}: {hit[0]}"
        for path in kept_files()
        if path.suffix in READABLE
        and (hit := FORBIDDEN.search(path.read_text("utf-8", errors="replace")))
    ]
    assert found == []


def test_nothing_published_says_that_it_is_unfinished() -> None:
    found = [
        f"{name_of(path)}: {hit[0]}"
        for path in kept_files()
        if path.suffix in {".py", ".html", ".md", ".js", ".css"}
        and (hit := UNFINISHED.search(path.read_text("utf-8", errors="replace")))
    ]
    assert found == []


def test_no_test_is_skipped() -> None:
    words = re.compile(r"mark\.(?:skip|xfai[l])|pytest\.ski[p]\(|importorski[p]")
    found = [
        name_of(path)
        for path in kept_files()
        if path.suffix == ".py" and path.name != "test_house.py" and words.search(path.read_text())
    ]
    assert found == []


def test_no_template_reads_from_another_host() -> None:
    found = [
        f"{name_of(path)}: {hit[0]}"
        for path in kept_files()
        if path.suffix in {".html", ".css", ".js"}
        and (
            hit := re.search(
                r"""(?:src|href)=["']https?://|url\(["']?https?://|@import""", path.read_text()
            )
        )
    ]
    assert found == []


def test_no_template_holds_a_script_or_an_event_attribute() -> None:
    """The content security policy would refuse them silently; say so before a visitor meets it."""
    found = [
        f"{name_of(path)}: {hit[0]}"
        for path in kept_files()
        if path.suffix == ".html"
        and (
            hit := re.search(
                r"<script(?![^>]*(?:\bsrc=|application/json))[^>]*>|\son[a-z]+=|\shx-on",
                path.read_text(),
            )
        )
    ]
    assert found == []


def test_every_script_is_a_plain_shell_script() -> None:
    for path in sorted((ROOT / "script").iterdir()):
        assert os.access(path, os.X_OK), path.name
        first, second, *_ = path.read_text("utf-8").splitlines()
        assert first == "#!/bin/sh"
        assert second.startswith("# "), f"{path.name} says what it does"
        assert subprocess.run(["sh", "-n", path], check=False).returncode == 0
