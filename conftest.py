"""What every test in the house may ask for, a real browser, and what every test must keep.

No test reaches another machine, and no page in any test shows how it was made.
"""

from __future__ import annotations

import gc
import os
import re
import shutil
import socket
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from django.http import HttpResponseBase
from django.test import Client
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.plugin import DjangoDbBlocker
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).resolve().parent
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--lang=zh-CN",
    # The checker of pages is long, and each page runs it anew: what is quick to compile serves it best.
    "--js-flags=--always-sparkplug,--no-lazy-feedback-allocation,--invocation-count-for-maglev=100",
]
# Tests make much that goes of itself. The collector of garbage need not look after every seven hundred things,
# and Hypothesis not be told each time that it has.
gc.set_threshold(50_000, 10, 10)
# A busy machine is no failure: no test measures time, drawn examples neither; a page may come late.
PATIENCE = 60_000  # milliseconds
expect.set_options(timeout=PATIENCE)
settings.register_profile("house", deadline=None)
settings.load_profile("house")
# What somebody has set or taken in on this machine is no part of a test.
for _own in ("TONGZHOU_LAW_DISCRETION", "TONGZHOU_LAW_LOCAL"):
    os.environ[_own] = os.devnull
# Who opens a browser has one of these words in the file; other files are not read for `-m browser`.
OPENS = re.compile(r"\b(playwright|new_page|new_context|Opens)\b")
# What may run in another worker than the rest of its file.
APART = re.compile(r"^@pytest\.mark\.apart\n(?:.*\n)*?def (\w+)", re.M)
# Who asks for none of these is refused the database.
DATABASE = {"db", "transactional_db", "django_db_setup"}
NewContext = Callable[..., BrowserContext]
NewPage = Callable[..., Page]


@cache
def may_open(file: Path) -> bool:
    """Say whether a file of tests has a word of `OPENS`."""
    return OPENS.search(file.read_text(encoding="utf-8")) is not None


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out, where only the browser is wanted, the many files that open none."""
    is_file = collection_path.match("test_*.py")
    if is_file and config.option.markexpr == "browser" and not may_open(collection_path):
        return True
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whoever opens a browser, so that `-m "not browser"` leaves it closed.

    Mark as well whoever asks the database: only to them does it matter which one it is. What takes long
    is begun first, so that no core waits for another at the end.
    """
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if {"browser", "page", "new_page", "new_context"} & asked:
            item.add_marker("browser")
        if DATABASE & asked or item.get_closest_marker("django_db"):
            item.add_marker("database")
        if item.get_closest_marker("browser") and not may_open(item.path):
            raise pytest.UsageError(
                f"{item.nodeid} opens a browser; its file must say so: see OPENS"
            )
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@cache
def apart(file: str) -> frozenset[str]:
    """Return the tests of a file that are marked to stand apart."""
    return frozenset(APART.findall((ROOT / file).read_text(encoding="utf-8")))


class ByFile(LoadScopeScheduling):
    """A file stays with one worker, and what its tests share is made once; but for tests that stand apart.

    In the browser all do: they share what lies on the disk, and two long stories of one file need not wait for one another.
    xdist's own groups go by a suffix to the name of a test, which pytest 9.2 does not let it add: without a word,
    each test is then sent to whoever is free (issue 1386 of pytest-xdist).
    """

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        alone = self.config.option.markexpr == "browser" or test.partition("[")[0] in apart(file)
        return nodeid if alone else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByFile | None:
    """Share out the tests by file where `--dist loadgroup` asks for groups."""
    return ByFile(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_collection_finish() -> None:
    """Keep the collector of garbage from going through every module and test again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None,  # noqa: ARG001
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Give the database of the tests its tables before it is migrated; see `tests/tables.py`."""
    from django.db import connection

    from tests import tables

    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            connection.settings_dict["TEST"]["TEMPLATE"] = tables.in_server()
            yield
        else:
            held = tables.into_memory(connection.creation._get_test_db_name())
            yield
            held.close()


@pytest.fixture(scope="session", autouse=True)
def _nobody_else() -> Iterator[None]:
    """Refuse every connection that would leave this machine."""
    connect = socket.socket.connect

    def near(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX:
            host = address[0] if isinstance(address, tuple) else address
            assert host in {"127.0.0.1", "::1", "localhost"}, f"a test calls {host}"
        connect(self, address)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", near)
        yield


@pytest.fixture(autouse=True)
def _no_page_shows_its_making(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at each page a test is given: no raw component or tag, no identifier given twice."""
    through = Client.request

    def request(self: Client, **asked: object) -> HttpResponseBase:
        response: HttpResponseBase = through(self, **asked)
        if not response.streaming and response.headers.get("Content-Type", "").startswith(
            "text/html"
        ):
            page = response.content.decode()  # type: ignore[attr-defined]
            raw = [mark for mark in ("<c-", "</c-", "{%", "{{", "{#") if mark in page]
            assert raw == [], f"{asked.get('PATH_INFO')} shows {raw}"
            given = Counter(re.findall(r'\sid="([^"]+)"', page))
            if max(given.values(), default=0) > 1:  # perhaps: or words that look like one
                given = Counter(re.findall(r'<[^>]*?\sid="([^"]+)"', page))
            twice = [name for name, count in given.items() if count > 1]
            assert twice == [], f"{asked.get('PATH_INFO')} gives an id twice: {twice}"
        return response

    monkeypatch.setattr(Client, "request", request)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the machine's own Chromium once; without one the test fails and says how to get it."""
    found = subprocess.run(
        [ROOT / "script" / "find", "chromium"], capture_output=True, text=True, check=False
    )
    if found.returncode:
        pytest.fail(
            "No browser found. `script/system tests` installs Chromium, or CHROMIUM=/path names one.",
            pytrace=False,
        )
    # Playwright's own loop makes Django think it runs in async code; it does not.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which(found.stdout.strip()) or found.stdout.strip(), args=QUIET
        )
        yield chromium
        chromium.close()


@pytest.fixture
def new_context(browser: Browser) -> Iterator[NewContext]:
    """Give separate visitors: each context has its own cookies. `new_context(width=375)`."""
    opened: list[BrowserContext] = []

    def new(*, width: int = 1440, height: int = 900, **more: object) -> BrowserContext:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            **more,  # type: ignore[arg-type]
        )
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return context

    yield new
    for context in opened:
        context.close()


@pytest.fixture
def new_page(new_context: NewContext) -> NewPage:
    """Open a page of a visitor of its own: `new_page(width=375, java_script_enabled=False)`."""

    def new(**more: object) -> Page:
        return new_context(**more).new_page()

    return new


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """Open one page at 1440 × 900."""
    return new_page()
