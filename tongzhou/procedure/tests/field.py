"""A phone on the way: what its queue sends of a picture, and a real one in which somebody has signed in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import Page

from .seats import Seat

WHERE = {"latitude": 40.6, "longitude": 110.5}
Phone = Callable[[Seat], Page]


def pictured(content: bytes, name: str, *, digest: str = "") -> dict[str, Any]:
    """Return what the queue sends of one picture; `digest` is another where it was changed on its way."""
    meta = {
        "sha256": digest or hashlib.sha256(content).hexdigest(),
        "taken_at": "2026-11-26T09:30:00+08:00",
        "where": "40.600000,110.500000 ±8m",
        "name": name,
    }
    return {"file0": SimpleUploadedFile(name, content, "image/jpeg"), "meta0": json.dumps(meta)}


@pytest.fixture
def phone(live_server: Any, new_context: Any) -> Iterator[Phone]:
    """Open a phone in which somebody has signed in; nothing in it may break the policy."""
    broken: list[str] = []

    def open_as(seat: Seat) -> Page:
        context = new_context(width=375, geolocation=WHERE, permissions=["geolocation"])
        cookie = settings.SESSION_COOKIE_NAME
        value = seat.client.cookies[cookie].value
        context.add_cookies([{"name": cookie, "value": value, "url": live_server.url}])
        page: Page = context.new_page()
        page.on("console", lambda line: broken.append(line.text))
        return page

    yield open_as
    assert not [line for line in broken if "Content Security Policy" in line]


def picture(page: Page, name: str) -> None:
    """Take a picture for the documents, where pictures were asked for."""
    if settings.PICTURES:
        folder = Path(settings.PICTURES)
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", animations="disabled")
