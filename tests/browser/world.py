"""A world to sign in to: a database of its own, and a server on a port of its own.

Run as a program (`python -m tests.browser.world codes|cast|court|draw|region`) it fills the database named by the
environment. Each is filled once in a run of the tests, and copied for whoever wants one of their own.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class World:
    """Where the server answers, and the file that holds its time."""

    url: str
    clock: Path

    def on(self, day: str, at: str = "09:00") -> None:
        """Let it be a day, at an hour: `on("2018-04-10")`."""
        moment = datetime.fromisoformat(f"{day}T{at}").replace(tzinfo=SHANGHAI)
        fresh = self.clock.with_suffix(".new")
        fresh.write_text(moment.isoformat())
        fresh.replace(self.clock)  # never half written under a page that is being drawn

    def says(self, *words: str) -> None:
        """Run `tongzhou …` on the machine of this installation."""
        run = [str(Path(sys.executable).with_name("tongzhou")), *words]
        subprocess.run(run, env=environment(self.clock.parent), cwd=ROOT, check=True)


def fill(what: str) -> None:
    """Make the tables and load the codes (`codes`); into such a database put the cast alone (`cast`),
    with the registers of mediation (`court`), or the whole region (`region`).
    """
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils.timezone import localdate, now

    from tests import tables
    from tongzhou.config.prepare import prepare
    from tongzhou.demo import bodies, draws, inspection, mediation, people
    from tongzhou.demo.scene import Scene
    from tongzhou.law import CALENDAR
    from tongzhou.procedure.door import Door
    from tongzhou.registry.loading import load_codes

    if what == "codes":
        tables.into_file(Path(connection.settings_dict["NAME"]))
        call_command("migrate", verbosity=0)
        load_codes(at=now())
        return
    today = localdate()
    if what == "region":
        prepare(say=lambda _line: None, demo=True)
        return
    since = today.replace(year=2018, month=1, day=1)
    there = people.build(bodies.build(people.counties()), since=since)
    if what == "cast":
        inspection.certified(Scene(Door(CALENDAR), there), date(2026, 3, 2))
    if what == "draw":
        draws.registers(Scene(Door(CALENDAR), there), date(2026, 3, 2))
    if what == "court":
        mediation.registers(Scene(Door(CALENDAR), there), date(2026, 3, 2))


RUN = [sys.executable, "-m"]
SERVING: set[str] = set()  # addresses of worlds: they give the checker of pages too


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of an installation whose data lies in this folder."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("TONGZHOU_") and name not in {"DATABASE_URL", "PORT"}
    }
    return kept | {
        "DJANGO_SETTINGS_MODULE": "tongzhou.config.settings",
        "JOURNEY_CLOCK": str(folder / "clock"),
        "TONGZHOU_DATA": str(folder),
        "TONGZHOU_LAW_LOCAL": str(folder / "local.yaml"),
        "TONGZHOU_LOG": "ERROR",
    }


def filled(here: Path, what: str) -> Path:
    """Return a folder with the database and the files of a world, filled by whoever asks first."""
    folder = here / f"world-{what}"
    with (here / f"world-{what}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            new = here / f"world-{what}.new"
            if what == "codes":
                new.mkdir()
            else:
                shutil.copytree(filled(here, "codes"), new)
            run = [*RUN, "tests.browser.world", what]
            subprocess.run(run, env=environment(new), cwd=ROOT, check=True)
            new.rename(folder)
    return folder


def shared(factory: pytest.TempPathFactory) -> Path:
    """Return the folder that all workers of one run of the tests have in common."""
    here = factory.getbasetemp()
    return here.parent if "PYTEST_XDIST_WORKER" in os.environ else here


@contextmanager
def world(factory: pytest.TempPathFactory, what: str) -> Iterator[World]:
    """Serve a world of one's own until the tests are done."""
    folder = factory.mktemp(what)
    shutil.copytree(filled(shared(factory), what), folder, dirs_exist_ok=True)
    port = free_port()
    there = World(f"http://127.0.0.1:{port}", folder / "clock")
    there.clock.write_text(datetime.now(SHANGHAI).isoformat())
    # The web server of an installation, in front of the same application with a clock of its own.
    serve = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    serve += [
        "--blocking-threads",
        "4",
        "--log-level",
        "warning",
        "tests.browser.clock:application",
    ]
    server = subprocess.Popen([*RUN, *serve], env=environment(folder), cwd=ROOT)
    try:
        wait_for(port, server)
        SERVING.add(there.url)
        yield there
    finally:
        SERVING.discard(there.url)
        server.terminate()
        server.wait(timeout=30)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers; fails when it has ended."""
    while server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"the server ended with {server.returncode}")


if __name__ == "__main__":
    fill(sys.argv[1])
