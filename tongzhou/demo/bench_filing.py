"""A file of a million filings, checked and landed: time against bare loading of the same file, rows a second against other tools, peak memory.

All in one run, each of ours in a process of its own. The bare floors load the file as it stands, unchecked, as texts without index or key. Ours
is measured twice, each time against what was stored before: into a bare table of the file's columns, where digests in memory tell duplicates, and into the
register proper (five indexes, sealed identities), told beside its own floor: the rows it took, copied once more into an empty register.
A machine is not as quick from one minute to the next: the bare table and its floor are measured in turn, and the pair in the middle is told.
"""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import connection

from tongzhou.lines.filing.models import Employment

from . import filings
from .bench import Figure
from .bench_filing_run import BARE

MOST_MEMORY = 400  # MiB
STORED_AGAIN = 100  # every hundredth row is in the register already
SLICE = 5_000  # rows for what takes a row at a time
SHEET = 100_000  # rows of an XLSX
TURNS = 3  # of the bare table and its floor, of the checks alone, of the slice; an odd number


def run(say: Callable[[str], None], *, rows: int) -> bool:
    """Measure and say it; return whether the goals were met."""
    vendor = connection.vendor
    say(
        f"批量备案：{rows:,} 行，数据库 {vendor}，{os.cpu_count()} 个处理器，系统负荷 {os.getloadavg()[0]:.1f}"
    )
    with TemporaryDirectory() as folder:
        before, file = _files(Path(folder), rows)
        first = _ours("register", before)
        say(f"  先装入台账 {first['landed']:,} 行，供查重：{rows / first['seconds']:,.0f} 行/秒")
        pairs = sorted(
            (_bare(Path(folder), before, file, turn) for turn in range(TURNS)),
            key=lambda pair: pair[0]["seconds"] / pair[1],
        )
        bare, floor = pairs[TURNS // 2]
        told_all = "，".join(f"{b['seconds']:.1f}/{f:.1f}" for b, f in pairs)
        say(f"  单表与裸装入各 {TURNS} 次，秒：{told_all}")
        register = _ours("register", file)
        checked = _middle([_ours("nowhere", file, turn) for turn in range(TURNS)])
        again = _register_floor(register["number"])
        figures = [
            *_against_floor(floor, bare, register),
            *_formats(Path(folder), file, say),
            *_peers(Path(folder), file, rows, bare, checked, say),
        ]
        say(
            f"  台账：已检查的行裸装入同样的空台账 {again:.1f} 秒，完整装载 {register['seconds']:.1f} 秒，{register['seconds'] / again:.2f} 倍"
        )
        for told in (bare, register):
            assert told["reconciled"], told
        say(f"  退回 {register['rejected']:,} 行，重复 {register['duplicate']:,} 行，已对平")
    for figure in figures:
        say(str(figure))
    return all(figure.met for figure in figures)


def _files(folder: Path, rows: int) -> tuple[Path, Path]:
    """Write what is stored before, and the file that is measured: one row in a hundred was stored before."""
    before = filings.write(folder / "before.csv", rows, seed=1)
    known = [row for n, row in enumerate(filings.rows(rows, seed=1)) if n % STORED_AGAIN == 0]
    file = folder / "file.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        written = csv.writer(out, lineterminator="\n")
        written.writerow(filings.HEAD)
        for n, row in enumerate(filings.rows(rows, seed=2)):
            written.writerow(known[n // STORED_AGAIN] if n % STORED_AGAIN == 0 else row)
    return before, file


def _bare(folder: Path, before: Path, file: Path, turn: int) -> tuple[dict[str, Any], float]:
    """Load the file into a bare table that holds what was stored before; return its account and the seconds of the floor."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {BARE}")
    _ours("bare", before, turn)
    floor = _copy(file) if connection.vendor == "postgresql" else _executemany(file, folder)
    return _ours("bare", file, turn), floor


def _ours(how: str, file: Path, turn: int = 0) -> dict[str, Any]:
    """Load a file in a process of its own; return its account, seconds and peak memory in MiB. Each turn sends it as somebody else."""
    reading, writing = os.pipe()
    begun = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", "tongzhou.demo.bench_filing_run", how, str(file), str(turn)],
        stdout=writing,
    )
    os.close(writing)
    with os.fdopen(reading) as said:
        told: dict[str, Any] = json.loads(said.read())
    if child.wait():
        raise RuntimeError(f"the load ended with {child.returncode}")
    told["whole"] = time.perf_counter() - begun  # with the start of the process
    return told


def _middle(told: list[dict[str, Any]]) -> dict[str, Any]:
    return sorted(told, key=lambda one: float(one["seconds"]))[len(told) // 2]


def _copy(file: Path) -> float:
    columns = ", ".join(f"c{n} text" for n in range(len(filings.HEAD)))
    connection.ensure_connection()
    begun = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bench_floor ({columns})")
        with (
            connection.connection.cursor() as raw,
            raw.copy("COPY bench_floor FROM STDIN (FORMAT csv, HEADER)") as copy,
            file.open("rb") as source,
        ):
            while piece := source.read(1 << 20):
                copy.write(piece)
        took = time.perf_counter() - begun
        cursor.execute("DROP TABLE bench_floor")
    return took


def _executemany(file: Path, folder: Path) -> float:
    (folder / "floor.sqlite3").unlink(missing_ok=True)
    with (
        closing(sqlite3.connect(folder / "floor.sqlite3")) as database,
        file.open(encoding="utf-8") as source,
    ):
        database.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL")
        database.execute(
            f"CREATE TABLE floor ({', '.join(f'c{n}' for n in range(len(filings.HEAD)))})"
        )
        begun = time.perf_counter()
        rows = csv.reader(source)
        next(rows)
        database.executemany(
            f"INSERT INTO floor VALUES ({', '.join('?' * len(filings.HEAD))})", rows
        )
        database.commit()
        return time.perf_counter() - begun


def _register_floor(delivery: str) -> float:
    """Copy the rows of a delivery, as they are, into an empty table of the register's columns, key and indexes."""
    table = Employment._meta.db_table
    stored = [
        str(f.column)
        for f in Employment._meta.concrete_fields
        if not getattr(f, "generated", False)
    ]
    columns = ", ".join(stored)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"CREATE TABLE bench_register (LIKE {table} INCLUDING ALL EXCLUDING IDENTITY)"
            )
        else:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL ORDER BY type DESC",
                [table],
            )
            for name, made in cursor.fetchall():
                cursor.execute(
                    made.replace(f'"{table}"', '"bench_register"').replace(
                        f'"{name}"', f'"bench_{name}"' if name != table else '"bench_register"'
                    )
                )
        begun = time.perf_counter()
        cursor.execute(
            f"INSERT INTO bench_register ({columns}) SELECT {columns} FROM {table} WHERE delivery = %s",
            [delivery],
        )
        took = time.perf_counter() - begun
        cursor.execute("DROP TABLE bench_register")
    return took


def _against_floor(
    floor: float, bare: dict[str, Any], register: dict[str, Any]
) -> Iterator[Figure]:
    if connection.vendor == "postgresql":
        name, goal = "裸 COPY（文本列，无索引，不检查）", 2.0
    else:
        name, goal = "裸 executemany（无索引，不检查）", 1.0
    yield Figure(f"检查并装入单表 对 {name}，时间", bare["seconds"] / floor, goal, at_most=True)
    yield Figure(f"检查并装入台账 对 {name}，时间", register["seconds"] / floor, 0.0)
    yield Figure("内存最多，单表", bare["memory"], MOST_MEMORY, "MiB", at_most=True)
    yield Figure("内存最多，台账", register["memory"], MOST_MEMORY, "MiB", at_most=True)


def _formats(folder: Path, file: Path, say: Callable[[str], None]) -> Iterator[Figure]:
    """Check the same rows as Parquet, and the first of them as XLSX; say the speed, yield the memory."""
    import polars as pl
    import xlsxwriter

    # By the way, never whole: what this process has held would be counted to those it starts.
    pl.scan_csv(file, infer_schema=False).sink_parquet(folder / "file.parquet")
    with (
        xlsxwriter.Workbook(folder / "file.xlsx", {"constant_memory": True}) as book,
        file.open(encoding="utf-8") as source,
    ):
        sheet = book.add_worksheet()
        for n, row in enumerate(islice(csv.reader(source), SHEET + 1)):
            sheet.write_row(n, 0, row)
    for kind in ("parquet", "xlsx"):
        told = _ours("nowhere", folder / f"file.{kind}")
        say(
            f"  {kind}，{told['sent']:,} 行：检查不落库 {told['sent'] / told['seconds']:,.0f} 行/秒"
        )
        yield Figure(f"内存最多，{kind}", told["memory"], MOST_MEMORY, "MiB", at_most=True)


def _peers(
    folder: Path,
    file: Path,
    rows: int,
    bare: dict[str, Any],
    checked: dict[str, Any],
    say: Callable[[str], None],
) -> Iterator[Figure]:
    if find_spec("pandera") is None or find_spec("import_export") is None:
        say("没有安装 pandera 或 django-import-export，不与它们比较")
        return
    from . import bench_filing_peers as peers

    part = filings.write(folder / "slice.csv", SLICE, seed=3)
    ours = rows / bare["seconds"]
    theirs = SLICE / sorted(peers.import_export(part) for _ in range(TURNS))[TURNS // 2]
    say(f"  每秒行数：本系统 {ours:,.0f}，django-import-export 批量 {theirs:,.0f}")
    yield Figure("检查并装入 对 django-import-export 批量，行/秒", ours / theirs, 50)
    pandera = rows / peers.pandera(file)
    say(
        f"  每秒行数：本系统检查不落库 {rows / checked['seconds']:,.0f}，pandas + pandera 同样的规则 {pandera:,.0f}"
    )
    yield Figure(
        "检查（不落库） 对 pandas + pandera 同样的规则，行/秒",
        rows / checked["seconds"] / pandera,
        15,
    )
