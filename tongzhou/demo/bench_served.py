"""Pages as an installation serves them: by its web server, to eight visitors at once.

That is how an office meets a list, and how the goal against the naive page was set. A page that is asked for alone
may have the whole machine to itself: PostgreSQL reads a large table with several processes at once, and a page that
reads much seems quicker than it is for anybody whose colleagues are at work too.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection

from django.conf import settings
from django.db import connection

VISITORS = 8
PATIENCE = 300.0  # seconds a page may take; the naive one of a million cases needs some


@contextmanager
def served() -> Iterator[int]:
    """Serve the pages of the bench; yield the port. A process for each core, but one where SQLite is written by one alone."""
    processes = 1 if connection.vendor == "sqlite" else os.cpu_count() or 1
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = int(trial.getsockname()[1])
    server = subprocess.Popen(
        [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
            "--workers", str(processes), "--blocking-threads", str(settings.WEB_THREADS), "--log-level", "warning",
            "tongzhou.demo.bench_wsgi:application",
        ]
    )  # fmt: skip
    try:
        _wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the web server ended with {server.returncode}")


def rate(port: int, cookie: str, address: Callable[[], str], each: int) -> float:
    """Return how many pages a second are answered while each of the visitors reads so many, one after the other."""

    def visits(_visitor: int) -> None:
        window = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        for _ in range(each):
            path = address()
            window.request("GET", path, headers={"Cookie": cookie})
            answer = window.getresponse()
            answer.read()
            assert answer.status == 200, f"{path} answered {answer.status}"
        window.close()

    begun = time.perf_counter()
    with ThreadPoolExecutor(VISITORS) as crowd:
        list(crowd.map(visits, range(VISITORS)))
    return VISITORS * each / (time.perf_counter() - begun)
