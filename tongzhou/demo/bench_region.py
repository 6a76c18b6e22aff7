"""What the indicators of a region cost: against a bare scan of its Parquet, against the same question in pandas on a slice, one month against everything, in memory.

Each figure is taken in a process of its own, one after another. Engine against engine is compared by processor time, which a busy machine leaves comparable;
pandas, which works on one core and lets the others rest, by the clock, as whoever waits for the answer does. The other of the two always stands beside it.
Goals: at most 6 times the scan, at least 8 times pandas, a month at most an eighth, less than 2 GiB.

The bare scan reads every column of every feed, once. The rebuilding reads the feeds that indicators ask for, all columns but `UNREAD`; a scan of those
alone is printed beside it. Pandas answers the same question, from the same Parquet to the same Parquet (`peer_pandas`), and a test holds the answers equal. It
is written twice: as the question is put, each month end anew, which the goal is about; and with the plan of our own program, to tell what is owed to the plan and
what to the engine. No goal is about the second: reading the columns alone takes about a tenth of its time.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

from tongzhou.warehouse.lake.engines import Engine, connect
from tongzhou.warehouse.lake.store import Lake, Part
from tongzhou.warning import rulebook
from tongzhou.warning.indicators.assessing import Assessor, read
from tongzhou.warning.indicators.known import FEEDS
from tongzhou.warning.rules import RuleBook

from .peer_pandas.answering import answer
from .peer_pandas.planned import Planned
from .peer_pandas.reading import Feeds
from .synthetic.feeds import generate
from .synthetic.region import START

MONTHS = 24
AS_OF = date(2024, 12, 31)
TOP_SCAN, LEAST_PANDAS, MOST_MONTH, MOST_MIB = 6.0, 8.0, 1 / 8, 2048
UNREAD = {"payroll": {"paid_on"}}  # columns that no indicator asks for
TURNS = 3  # of what is ours; the middle one counts
BY = {"cpu": "of processor", "wall": "on the clock"}
Say = Callable[[str], None]


@dataclass(frozen=True)
class Ratio:
    """One time against another, by the processor or by the clock, with its goal if there is one."""

    label: str
    one: Mapping[str, float]
    other: Mapping[str, float]
    by: Literal["cpu", "wall"]
    at_most: float | None = None
    at_least: float | None = None

    def _of(self, by: str) -> float:
        return self.one[by] / self.other[by]

    @property
    def met(self) -> bool:
        """Whether the goal was reached; without one it was."""
        ratio = self._of(self.by)
        return (self.at_most is None or ratio <= self.at_most) and (
            self.at_least is None or ratio >= self.at_least
        )

    def __str__(self) -> str:
        mark, goal = " ", ""
        if self.at_most is not None or self.at_least is not None:
            mark = "✓" if self.met else "✗"
            goal = f"goal ≤ {self.at_most:g}; " if self.at_most else f"goal ≥ {self.at_least:g}; "
        told = {by: f"{self._of(by):.3f} {words}" for by, words in BY.items()}
        first = told.pop(self.by)
        return f"{mark} {self.label}: {first} ({goal}{told.popitem()[1]})"


def book() -> RuleBook:
    """Return the general rules, as if they had been in force in the years of the synthetic region."""
    told = rulebook.general()
    return RuleBook(tuple(replace(rule, since=START) for rule in told.rules), told.combination)


def run(say: Say, *, employers: int, folder: Path, spark: bool) -> bool:
    """Generate what is not there yet, measure, print; return whether every goal was reached."""
    whole, slice_ = _region(folder, employers), _region(folder, max(40, employers // 4))
    told = {what: _middle(what, whole) for what in ("scan", "used", "rebuild", "refresh")}
    quarter = {what: _middle(what, slice_) for what in ("used", "rebuild")}
    quarter |= {what: _apart(what, slice_) for what in ("planned", "pandas")}
    everything, part = told["rebuild"], quarter["rebuild"]
    figures = [
        Ratio("everything / bare scan", everything, told["scan"], "cpu", at_most=TOP_SCAN),
        Ratio("one month / everything", told["refresh"], everything, "cpu", at_most=MOST_MONTH),
        Ratio("the same question in pandas / ours, a quarter", quarter["pandas"], part, "wall", at_least=LEAST_PANDAS),
        Ratio("everything / scan of the columns that are used", everything, told["used"], "cpu"),
        Ratio("pandas with the plan of ours / ours, a quarter", quarter["planned"], part, "wall"),
        Ratio("pandas with the plan of ours / scan of the columns that are used, a quarter", quarter["planned"], quarter["used"], "wall"),
    ]  # fmt: skip
    for figure in figures:
        say(str(figure))
    most = max(told["rebuild"]["mib"], told["refresh"]["mib"])
    say(f"{'✓' if most < MOST_MIB else '✗'} memory: {most:.0f} MiB (goal < {MOST_MIB})")
    for what, took in {**told, **{f"{w}, a quarter": f for w, f in quarter.items()}}.items():
        say(f"  {what}: {took['wall']:.1f} s on the clock, {took['cpu']:.1f} s of processor, {took['mib']:.0f} MiB")  # fmt: skip
    good = all(figure.met for figure in figures) and most < MOST_MIB
    return (_agrees(say, folder) if spark else True) and good


def _region(folder: Path, employers: int) -> Path:
    """Return a region of so many employers, generated whole where it does not lie there already."""
    place = folder / f"region-{employers}"
    if not place.exists():
        making = folder / f"region-{employers}.making"
        shutil.rmtree(making, ignore_errors=True)
        generate(making, employers=employers, months=MONTHS, seed=7)
        making.rename(place)
    return place


def _apart(what: str, folder: Path) -> dict[str, float]:
    """Take one figure in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tongzhou.demo.bench_region", what, str(folder)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def _middle(what: str, folder: Path) -> dict[str, float]:
    return sorted((_apart(what, folder) for _ in range(TURNS)), key=lambda one: one["wall"])[TURNS // 2]  # fmt: skip


def scan(engine: Engine, *, used: bool = False) -> None:
    """Read every column of every feed, or those that are used, and add it up."""
    for feed in FEEDS if used else engine.lake.feeds():
        rows = engine.read(p.path for p in engine.lake.parts(feed))
        sums = {}
        for name, kind in rows.schema().items():
            if used and name in UNREAD.get(feed, ()):
                continue
            column = rows[name]
            if kind.is_string():
                sums[name] = column.length().sum()
            elif kind.is_date():
                sums[name] = column.day().sum()
            else:
                sums[name] = (column.cast("int64") if kind.is_boolean() else column).sum()
        engine.arrow(rows.agg(**sums))


def refresh(engine: Engine) -> Iterator[None]:
    """Set aside what arrived in the last month and later, reckon without it; what follows the first step is measured: that month arrives."""
    lake, before = engine.lake, AS_OF.replace(day=1) - timedelta(days=1)
    parts = [p for f in lake.feeds() for p in lake.parts(f)]
    with _aside([p for p in parts if p.received_on > AS_OF]):
        with _aside([p for p in parts if before < p.received_on <= AS_OF]):
            Assessor(lake, engine).assess(
                book(), as_of=before, anew=True
            )  # nothing of a rebuilding before remains
        yield
        Assessor(lake, engine).assess(book(), as_of=AS_OF)


@contextmanager
def _aside(parts: list[Part]) -> Iterator[None]:
    hidden = [(Path(part.path), Path(f"{part.path}.aside")) for part in parts]
    for path, aside in hidden:
        path.rename(aside)
    try:
        yield
    finally:
        for path, aside in hidden:
            aside.rename(path)


def _agrees(say: Say, folder: Path) -> bool:
    """Reckon a slice on both engines and compare every column of levels and hits."""
    place, told = _region(folder, 2000), {}
    for name in ("duckdb", "spark"):
        engine = connect(Lake(str(place / "lake"), durable=False), name)
        Assessor(engine.lake, engine).assess(book(), as_of=AS_OF, anew=True, months=12)
        told[name] = [read(engine.lake, what, AS_OF) for what in ("levels", "hits")]
        engine.close()
    wrong = [
        column
        for mine, other in zip(told["duckdb"], told["spark"], strict=True)
        for column in mine.column_names
        if mine[column].to_pylist() != other[column].to_pylist()
    ]
    say(f"Spark = DuckDB on 2,000 employers: {wrong or 'every column'}")
    return not wrong


def measure(what: str, folder: Path) -> dict[str, float]:
    """Do one thing and return the time of the processor, of the clock, and the most memory held."""
    lake = Lake(str(folder / "lake"), durable=False)
    engine = connect(lake)
    steps: Any = None
    if what == "refresh":
        steps = refresh(engine)
        next(steps)
    wall, cpu = time.perf_counter(), time.process_time()
    if what == "scan":
        scan(engine)
    elif what == "used":
        scan(engine, used=True)
    elif what == "rebuild":
        Assessor(lake, engine).assess(book(), as_of=AS_OF, anew=True)
    elif what == "refresh":
        next(steps, None)
    else:
        peer = {"pandas": Feeds, "planned": Planned}[what]
        with tempfile.TemporaryDirectory() as out:
            answer(peer(Path(lake.path)), book(), as_of=AS_OF, out=Path(out))
    told = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    engine.close()
    return told | {"mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(sys.argv[1], Path(sys.argv[2]))) + "\n")
