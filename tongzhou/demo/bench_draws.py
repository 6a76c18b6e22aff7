"""What a draw of a million objects among ten thousand officers costs, and its verification: CPU time, as ratios.

The floors: hashing the file of the roster once with the same hash, and NumPy's shuffle of as many numbers (which
knows neither strata nor officers, and proves nothing). Measured in the process, so that a busy machine does not count.
"""

from __future__ import annotations

import hashlib
import resource
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tongzhou.lines.draws.algorithm.bundle import draw, freeze
from tongzhou.lines.draws.algorithm.roster import officer_line
from tongzhou.lines.draws.algorithm.seeding import Contribution, commitment
from tongzhou.lines.draws.algorithm.terms import read_terms
from tongzhou.lines.draws.algorithm.verifying import verify

OBJECTS, OFFICERS = 1_000_000, 10_000
MOST_MEMORY = 400  # MiB
RATES = (("risk", 100), ("C", 20), ("B", 5), ("A", 2))
BODIES = ("hrss", "drc", "union", "fic")


def terms(name: str) -> dict[str, Any]:
    """Return terms of a batch of the whole region."""
    return {
        "k": "terms", "format": "tongzhou-draw/1", "hash": name, "batch": "1", "title": "1", "items": [],
        "frozen_at": "2026-11-02T01:00:00Z", "commit_by": "2026-11-04T10:00:00Z",
        "reveal_by": "2026-11-05T10:00:00Z", "bodies": [{"code": b, "name": b} for b in BODIES],
        "least_reveals": 2, "absent": "continue", "public": None, "seats": 2, "reserve": [1, 2],
        "strata": [{"code": c, "label": c, "rate": [n, 100], "least": 0, "most": 0} for c, n in RATES],
    }  # fmt: skip


def roster(objects: int, officers: int) -> Iterator[bytes]:
    """Yield the lines: one in a hundred a high risk, one in eleven a building site, four recusals each."""
    for n in range(objects):
        needs = b'"construction"' if n % 11 == 0 else b""
        stratum = b"risk" if n % 100 == 7 else (b"A", b"B", b"B", b"B", b"C")[n % 5]
        yield b'{"id":"91150000%010d","k":"object","needs":[%s],"stratum":"%s"}\n' % (
            n,
            needs,
            stratum,
        )
    step = max(objects // 4, 1)
    for n in range(officers):
        skills = ((), ("construction",), ("dispatch",), ())[n % 4]
        bars = tuple(f"91150000{m:010d}" for m in range(n, objects, step))
        yield officer_line(f"ZF{n:05d}", n % 3, skills, bars)


def contributions(told: dict[str, Any], root: str) -> tuple[Contribution, ...]:
    """Return what four bodies did; one stays silent."""
    read, found = read_terms(told), []
    for n, body in enumerate(BODIES):
        nonce = hashlib.sha256(body.encode()).hexdigest()
        sealed = commitment(read, root, body, "1", nonce)
        opened = ("1", nonce, f"2026-11-05T02:0{n}:00Z") if n < 3 else ("", "", "")
        found.append(Contribution(body, sealed, f"2026-11-03T02:0{n}:00Z", *opened))
    return tuple(found)


def _cpu(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.process_time()
    found = work()
    return time.process_time() - begun, found


def _hashed(path: Path, name: str) -> str:
    running = hashlib.new(name)
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            running.update(piece)
    return running.hexdigest()


def _shuffled(count: int) -> float | None:
    try:
        numpy = import_module("numpy")  # to develop with: no server has it
    except ImportError:
        return None
    numbers, generator = numpy.arange(count), numpy.random.default_rng(1)
    return _cpu(lambda: generator.shuffle(numbers))[0]


def run(
    say: Callable[[str], None],
    *,
    objects: int = OBJECTS,
    officers: int = OFFICERS,
    name: str = "sm3",
) -> bool:
    """Print the figures; say whether memory stayed within bounds and the verification agreed."""
    say(f"双随机抽取：{objects}个对象、{officers}名人员，摘要算法{name}，均为处理器时间")
    with TemporaryDirectory() as folder:
        snapshot, bundle = Path(folder) / "snapshot", Path(folder) / "bundle"
        told = terms(name)

        def freezing() -> Any:
            with snapshot.open("wb") as out:
                return freeze(told, lambda: roster(objects, officers), out)

        def drawing() -> Any:
            with snapshot.open("rb") as source, bundle.open("wb") as out:
                return draw(source, contributions(told, frozen.root), "", out)

        def verifying() -> Any:
            with bundle.open("rb") as file:
                return verify(file, root=frozen.root)

        froze, frozen = _cpu(freezing)
        floor, _ = _cpu(lambda: _hashed(snapshot, name))
        drew, drawn = _cpu(drawing)
        checked, verdict = _cpu(verifying)
        shuffle = _shuffled(objects)
        size = snapshot.stat().st_size // 2**20
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    say(f"名录 {size} MiB；抽中 {verdict.drawn} 个，替补 {verdict.reserves} 个，每个两人")
    for label, seconds in (("冻结", froze), ("抽取", drew), ("核验", checked)):
        against = f"，NumPy 洗牌的 {seconds / shuffle:.0f} 倍" if shuffle else ""
        say(f"{label} {seconds:.1f} 秒：名录计算一次摘要的 {seconds / floor:.0f} 倍{against}")
    if shuffle is None:
        say("没有安装 NumPy，不比较洗牌")
    say(f"内存最多 {memory} MiB（上限 {MOST_MEMORY}）")
    return memory <= MOST_MEMORY and verdict.result == drawn.digest
