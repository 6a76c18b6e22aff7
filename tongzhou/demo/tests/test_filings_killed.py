"""A file of filings is whole however often the loader is killed. On SQLite, whose database another process opens by its file."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest
from django.db import connection

from tongzhou.demo import filings

KILLS, SMALL = 20, 800


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """A database of its own on the disk, with the tables of the test's."""
    path = tmp_path / "killed.sqlite3"
    with closing(sqlite3.connect(path)) as copy:
        connection.ensure_connection()
        for (made,) in connection.connection.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rootpage"
        ):
            if "sqlite_" not in made.split("(")[0] and "VIRTUAL" not in made:
                try:
                    copy.execute(made)
                except sqlite3.OperationalError:
                    continue  # a shadow of a table for searching
        copy.commit()
    return path


def kill(child: int) -> None:
    """Kill a loader, unless it has done its work before."""
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)


@pytest.mark.long
@pytest.mark.django_db
def test_a_load_killed_twenty_times_loses_no_row_and_doubles_none(
    disk: Path, tmp_path: Path, settings: object
) -> None:
    draw = random.Random(20)
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{disk}",
        "TONGZHOU_FIELD_KEY": settings.FIELD_KEY,
        "POLARS_MAX_THREADS": "1",
    }  # type: ignore[attr-defined]
    worker = subprocess.Popen(
        [sys.executable, "-m", "tongzhou.demo.filings_worker", "5000"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip
    assert worker.stdin
    assert worker.stdout

    def go(path: Path, kill_after: float | None) -> int:
        """Load in a child; return how it ended."""
        print(path, file=worker.stdin, flush=True)
        child = int(worker.stdout.readline())
        timer = threading.Timer(kill_after, kill, (child,)) if kill_after else None
        if timer:
            timer.start()
        ended = int(worker.stdout.readline().split()[1])
        if timer:
            timer.cancel()
        return ended

    with closing(sqlite3.connect(disk)) as database:

        def one(question: str) -> tuple[int, ...]:
            return tuple(database.execute(question).fetchone())

        kills, file_number, resumed = 0, 0, set()
        path = filings.write(tmp_path / "0.csv", SMALL, seed=0)
        begun = time.perf_counter()
        assert go(path, None) == 0
        took = time.perf_counter() - begun
        while kills < KILLS:
            file_number += 1
            path = filings.write(tmp_path / f"{file_number}.csv", SMALL, seed=file_number)
            while (ended := go(path, draw.uniform(0, took * 0.3) if kills < KILLS else None)) != 0:
                assert ended == -signal.SIGKILL
                kills += 1
                sums = one(
                    "SELECT coalesce(sum(sent), 0), coalesce(sum(landed), 0) FROM columns_deliverypart"
                )
                assert one("SELECT sum(sent), sum(landed) FROM columns_delivery") == sums
                assert one("SELECT count(*) FROM filing_employment") == sums[1:]
                resumed.add(sums)
        assert len(resumed) > 3  # it was killed at different places, and went on from them
        sent = (file_number + 1) * SMALL
        told = filings.expected(SMALL)
        doubled = told.pop("duplicate")
        rejected = sum(told.values())
        assert one("SELECT sum(sent), sum(rejected), sum(duplicate) FROM columns_delivery") == (
            sent, (file_number + 1) * rejected, (file_number + 1) * doubled,
        )  # fmt: skip
        assert one("SELECT count(*), count(DISTINCT worker_hash || uscc || starts_on || kind) FROM filing_employment") == (
            sent - (file_number + 1) * (rejected + doubled),
        ) * 2  # fmt: skip
        assert one("SELECT count(*) FROM columns_delivery WHERE state <> 'done'") == (0,)
    worker.stdin.close()
    assert worker.wait(10) == 0
    worker.stdout.close()
