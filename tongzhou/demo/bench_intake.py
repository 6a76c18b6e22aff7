"""Intake under load: reports by the interface from several callers at once, as ratios to an empty insert made as often.

Each report goes through the whole of the web application (token, scope, idempotency, registers, door, journal, rows)
and is committed. The floor is the same number of callers inserting one empty row each. Requests a second and the
99th percentile are said beside the ratios. Leaves its reports in the database: run it where that does no harm.
"""

from __future__ import annotations

import json
import secrets
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.utils.timezone import now

from tongzhou.api import tokens
from tongzhou.procedure.models import Attempt
from tongzhou.registry.models import Region

from .bench import Figure

CALLERS, EACH, ROUNDS = 4, 40, 3
GOAL_THROUGHPUT, GOAL_P99 = 40.0, 40.0
REGION, PATH = "150221", "/api/v1/cases/intake.report/"


@dataclass(frozen=True)
class Run:
    """What came of one run: requests a second, and the slowest of a hundred, in seconds."""

    rate: float
    p99: float


def run(say: Callable[[str], None]) -> bool:
    """Measure and say it; return whether the goals were met."""
    if not Region.objects.filter(code=REGION).exists():
        raise RuntimeError("请先载入地区代码：tongzhou prepare")
    token = _token()
    send = _sender(token)
    _many(lambda n: send(n), CALLERS, 5)  # what is built once is built before
    pairs = [(_many(_empty, CALLERS, EACH), _many(send, CALLERS, EACH)) for _ in range(ROUNDS)]
    floors, loads = [p[0] for p in pairs], [p[1] for p in pairs]
    say(
        f"举报投诉登记（{CALLERS}路并发）：{statistics.median(x.rate for x in loads):.0f} 件/秒，"
        f"p99 {statistics.median(x.p99 for x in loads) * 1000:.0f} 毫秒"
    )
    figures = (
        Figure(
            "登记一件 对 空插入一行（吞吐）",
            statistics.median(f.rate / x.rate for f, x in pairs),
            GOAL_THROUGHPUT,
            at_most=True,
        ),
        Figure(
            "登记一件 对 空插入一行（p99）",
            statistics.median(x.p99 / f.p99 for f, x in pairs),
            GOAL_P99,
            at_most=True,
        ),
    )
    assert floors
    for figure in figures:
        say(str(figure))
    return all(figure.met for figure in figures)


def _token() -> str:
    _system, token = tokens.issue(
        f"示例压测{secrets.token_hex(3)}",
        procedures=["intake.report"],
        regions=[REGION],
        by="压测",
        reason="压测",
        at=now(),
        per_minute=10_000_000,
    )
    return token


def _sender(token: str) -> Callable[[int], None]:
    """Return the sending of one report: 12 workers' site, a name each time of its own."""
    handler, stamp = WSGIHandler(), secrets.token_hex(4)

    def send(n: int) -> None:
        number = f"{stamp}-{n}-{secrets.token_hex(3)}"
        body = json.dumps(
            {
                "number": number,
                "source": "12345",
                "kind": "投诉",
                "county": REGION,
                "words": "示例工地三个月没有发工资。",
                "employer": f"示例压测{n % 50}有限公司",
                "site": f"示例工地{n % 20}",
                "violations": ["wage_arrears"],
                "people": [{"name": f"示例职工{n}", "amount": 800_000}],
            }
        ).encode()
        environ = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": PATH,
            "QUERY_STRING": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_AUTHORIZATION": f"Bearer {token}",
            "HTTP_IDEMPOTENCY_KEY": number,
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
            "wsgi.url_scheme": "http",
        }
        told: list[str] = []

        def start(line: str, _headers: Any, _info: Any = None, /) -> Callable[[bytes], object]:
            told.append(line)
            return lambda _more: None

        content = b"".join(handler(environ, start))
        assert told[0].startswith("201"), (told[0], content.decode())

    return send


def _empty(n: int) -> None:
    Attempt.objects.create(what="bench", who=str(n), at=now())


def _many(one: Callable[[int], None], callers: int, each: int) -> Run:
    """Let so many callers do a thing so often at once."""
    took: list[float] = []
    wrong: list[BaseException] = []

    def call(caller: int) -> None:
        try:
            for n in range(each):
                begun = time.perf_counter()
                one(caller * each + n)
                took.append(time.perf_counter() - begun)
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=call, args=(c,)) for c in range(callers)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.perf_counter() - begun
    if wrong:
        raise wrong[0]
    took.sort()
    return Run(len(took) / spent, took[min(len(took) - 1, int(len(took) * 0.99))])
