"""Two worlds with a server each, and windows to open in them. Every window is asked at the end what was wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from .person import Opens, Visitor, visitor
from .world import World, world


@pytest.fixture(scope="session")
def region(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[World]:  # noqa: ARG001
    """The demonstration's region, with a zone at work and plans at every stage."""
    with world(tmp_path_factory, "region") as found:
        yield found


@pytest.fixture(scope="session")
def cast(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[World]:  # noqa: ARG001
    """The same people, and nothing done yet."""
    with world(tmp_path_factory, "cast") as found:
        yield found


@pytest.fixture(scope="session")
def court(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[World]:  # noqa: ARG001
    """The same people with the registers of mediation, and no dispute yet."""
    with world(tmp_path_factory, "court") as found:
        yield found


@pytest.fixture
def opens(new_context: Callable[..., BrowserContext]) -> Iterator[Opens]:
    """Open windows: `opens(world, width=375)`. Afterwards no page may have complained of anything."""
    opened: list[Visitor] = []

    def window(there: World, *, size: str = "", theme: str = "", **more: object) -> Visitor:
        context = new_context(**more)
        cookies = {"tz_size": size, "tz_theme": theme}
        context.add_cookies(
            [{"name": k, "value": v, "url": there.url} for k, v in cookies.items() if v]
        )
        opened.append(visitor(context, there.url))
        return opened[-1]

    yield window
    assert [line for each in opened for line in each.wrong] == []
