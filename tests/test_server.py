"""`tongzhou serve` as an operator meets it: one command, two processes, one end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@pytest.fixture
def place(tmp_path: Path) -> dict[str, str]:
    """Give an environment with a folder and a port of its own."""
    names = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith("TONGZHOU_") and key != "DATABASE_URL"
    }
    names |= {"TONGZHOU_DATA": str(tmp_path), "PORT": str(free_port()), "PYTHONUNBUFFERED": "1"}
    return names


@pytest.fixture
def server(place: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Start the whole, wait until it says so, and leave nothing behind."""
    command = [sys.executable, "-m", "tongzhou", "django", "migrate", "-v", "0"]
    subprocess.run(command, env=place, cwd=ROOT, check=True)
    running = subprocess.Popen(
        [sys.executable, "-m", "tongzhou", "serve"],
        env=place, cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert running.stdout
    for line in running.stdout:
        if "Tongzhou is running" in line:
            break
    yield running
    if running.poll() is None:
        running.kill()
    running.wait()
    running.stdout.close()


def children_of(pid: int) -> list[int]:
    told = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return [int(word) for word in told.stdout.split()]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_one_command_serves_and_one_signal_ends_everything(
    server: subprocess.Popen[str], place: dict[str, str]
) -> None:
    base = f"http://127.0.0.1:{place['PORT']}"
    with pytest.raises(urllib.error.HTTPError) as missing:
        urllib.request.urlopen(f"{base}/there-is-no-such-page/", timeout=10)
    page = missing.value.read().decode()
    missing.value.close()
    assert missing.value.code == 404
    assert "default-src 'self'" in missing.value.headers["Content-Security-Policy"]
    assert "<c-" not in page
    (sheet,) = {part.split('"')[0] for part in page.split('href="') if "tokens." in part[:40]}
    with urllib.request.urlopen(f"{base}{sheet}", timeout=10) as style:
        assert "immutable" in style.headers["Cache-Control"]

    started = children_of(server.pid)
    assert len(started) >= 2
    server.send_signal(signal.SIGTERM)
    assert server.wait(timeout=30) == 0
    time.sleep(0.1)
    assert not [pid for pid in started if is_alive(pid)]


def test_a_busy_port_is_named_and_another_one_offered(place: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(place["PORT"])))
        taken.listen()
        answer = subprocess.run(
            [sys.executable, "-m", "tongzhou", "serve"],
            env=place, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert answer.returncode == 1
    assert f"端口{place['PORT']}已被占用" in answer.stdout
    assert f"PORT={int(place['PORT']) + 1}" in answer.stdout
