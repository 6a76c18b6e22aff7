"""What every test in the house may ask for: a real browser, and pages of it at a given width."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

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
]
NewContext = Callable[..., BrowserContext]
NewPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whoever opens a browser, so that `-m "not browser"` leaves it closed."""
    for item in items:
        if {"browser", "page", "new_page", "new_context"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")


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
        context.set_default_timeout(15_000)
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
