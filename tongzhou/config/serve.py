"""Web and worker as one command: both start, both end, and a busy port says so."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from io import StringIO

from django.core.management import call_command

from tongzhou.config.stopping import Stopping

PATIENCE = 15.0  # seconds a child may take to end before it is made to


def serve(
    *,
    bind: str,
    port: int,
    processes: int,
    threads: int,
    welcome: Callable[[str], str],
    say: Callable[[str], None],
) -> int:
    """Serve until asked to stop or until a child ends; return the exit code of the whole.

    `bind` is the address to listen on, `processes` and `threads` those of the web server. `say`
    is given lines for the operator, `welcome` makes them of the address once it answers.
    Nothing keeps running after this returns.
    """
    if not is_free(bind, port):
        say(
            f"端口{port}已被占用。请停止占用它的程序，或另选端口，例如 PORT={port + 1} script/server\n"
            f"Port {port} is in use. Stop the other program or choose: PORT={port + 1} script/server"
        )
        return 1
    call_command("check", stdout=StringIO())  # raises here what the first visitor would meet
    stopping = Stopping()
    os.environ["TONGZHOU_COLLECTED"] = "1"  # for this process's collecting and for the children
    _collect()
    web = _start(
        "-m", "granian", "--interface", "wsgi", "--host", bind, "--port", str(port),
        "--workers", str(processes), "--blocking-threads", str(threads),
        "--respawn-failed-workers", "--workers-kill-timeout", "10", "--log-level", "warning",
        "tongzhou.config.wsgi:application",
    )  # fmt: skip
    worker = _start("-m", "tongzhou", "worker")
    children = (web, worker)
    try:
        if _answers(bind, port, children, stopping):
            say(welcome(address_of(bind, port)))
        while not stopping.asked and all(child.poll() is None for child in children):
            time.sleep(0.2)
    finally:
        ended = [child.poll() for child in children]
        _end(children)
    if stopping.asked:
        say("已停止。Stopped.")
        return 0
    failed = next(code for code in ended if code is not None)
    say("网页或后台进程意外退出，已全部停止。A process ended by itself; all were stopped.")
    return failed or 1


def is_free(bind: str, port: int) -> bool:
    """Whether nobody listens at this address yet."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((bind, port))
        except OSError:
            return False
    return True


def address_of(bind: str, port: int) -> str:
    """Return the address at which this machine reaches what listens there."""
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(bind, f"[{bind}]" if ":" in bind else bind)
    return f"http://{host}:{port}/"


def _start(*words: str) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches us alone, and we end the children in good order.
    return subprocess.Popen([sys.executable, *words], start_new_session=True)


def _collect() -> None:
    # In a process of its own, because these settings were read before anything was collected.
    subprocess.run(
        [sys.executable, "-m", "tongzhou", "django", "collectstatic", "--noinput", "-v", "0"],
        check=True,
    )


def _answers(
    bind: str, port: int, children: Sequence[subprocess.Popen[bytes]], stopping: Stopping
) -> bool:
    while not stopping.asked and all(child.poll() is None for child in children):
        try:
            socket.create_connection(
                ("127.0.0.1" if bind == "0.0.0.0" else bind, port), timeout=1
            ).close()
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


def _end(children: Sequence[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
