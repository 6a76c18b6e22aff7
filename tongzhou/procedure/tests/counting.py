"""How many questions a page asks the database: with much in it as few as with little."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def asked(client: Client, url: str, **query: Any) -> int:
    """Return how many questions a page asks; it is opened once before, so that what is kept is there."""
    for _ in range(2):
        with CaptureQueriesContext(connection) as told:
            page = client.get(url, query)
            assert page.status_code == 200, (url, page.status_code)
            if page.streaming:  # type: ignore[attr-defined]
                b"".join(page.streaming_content)  # type: ignore[attr-defined]
    return len(told)


def counted(client: Client, urls: Iterable[str]) -> dict[str, int]:
    """Return page → how many questions it asks."""
    return {url: asked(client, url) for url in urls}


def grown(before: dict[str, int], after: dict[str, int]) -> dict[str, tuple[int, int]]:
    """Return the pages that ask more than before: page → before and after."""
    return {u: (before[u], n) for u, n in after.items() if n > before[u]}
