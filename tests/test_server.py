"""`tongzhou serve` as an operator meets it: one command, two processes, one end."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests import tables
from tests.browser.world import filled, shared

pytestmark = pytest.mark.long

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


@contextmanager
def served(place: dict[str, str], *prepare: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Prepare and start the whole; give it with what it printed, and leave nothing behind."""
    tongzhou = [sys.executable, "-m", "tongzhou"]
    subprocess.run([*tongzhou, "prepare", *prepare], env=place, cwd=ROOT, check=True)
    running = subprocess.Popen(
        [*tongzhou, "serve"], env=place, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert running.stdout
    printed = ""
    for line in running.stdout:
        printed += line
        if "Ctrl-C stops it" in line:
            break
    try:
        yield running, printed
    finally:
        running.terminate()
        running.wait(timeout=60)
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


@pytest.mark.usefixtures("django_db_setup")
def test_one_command_serves_and_one_signal_ends_everything(place: dict[str, str]) -> None:
    base = f"http://127.0.0.1:{place['PORT']}"
    with served(place, "--no-demo") as (server, _):
        # What was migrated as an installation is has the tables the other tests are given.
        (made,) = Path(place["TONGZHOU_DATA"]).glob("*.sqlite3")
        assert tables.schema(made) == tables.schema(tables.in_file())
        looks_at_a_missing_page(base)
        started = children_of(server.pid)
        assert len(started) >= 2
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=60) == 0
    time.sleep(0.1)
    assert not [pid for pid in started if is_alive(pid)]


def looks_at_a_missing_page(base: str) -> None:
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


def test_whoever_follows_the_readme_signs_in_as_one_of_those_whose_names_were_printed(
    place: dict[str, str], new_page: Callable[[], Page], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What is prepared from nothing takes long, and has been for the walks: a copy is prepared once more."""
    region = filled(shared(tmp_path_factory), "region")
    shutil.copytree(region, place["TONGZHOU_DATA"], dirs_exist_ok=True)
    with served(place) as (_, printed):
        names = re.findall(r"^    (\S+)  \S", printed, re.M)
        assert len(names) > 30
        page = new_page()
        page.goto(f"http://127.0.0.1:{place['PORT']}/account/login/")
        assert page.locator(".doors b").all_inner_texts() == names
        page.get_by_role("button", name="其木格·巴雅尔").click()
        expect(page).to_have_url(re.compile("/desk/$"))
        expect(page.get_by_role("main")).to_contain_text("届满")
        if settings.PICTURES:
            folder = ROOT / settings.PICTURES
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / "desk.png", animations="disabled")


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
