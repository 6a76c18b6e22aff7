"""The installation with a clock that the test sets: `granian tests.browser.clock:application`.

The file named by JOURNEY_CLOCK holds a moment; from when it was written on, time goes on from there. So a
calendar of the past can be lived through day by day, with what every page says about it on that day.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

CLOCK = Path(os.environ["JOURNEY_CLOCK"])


def now() -> datetime:
    """Return the moment that it is in the journey."""
    begun = datetime.fromisoformat(CLOCK.read_text()).astimezone(UTC)
    return begun + timedelta(seconds=max(0.0, time.time() - CLOCK.stat().st_mtime))


timezone.now = now  # before anything else asks for it

from axe_playwright_python.base import AXE_SCRIPT  # noqa: E402

from tongzhou.config.wsgi import application as installation  # noqa: E402

AXE = AXE_SCRIPT.encode()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer as the installation does, and give the checker of pages to who asks for it.

    A browser keeps a script it has fetched; one that is handed to it half a megabyte long for each page
    it reads anew each time.
    """
    if environ["PATH_INFO"] == "/axe.js":
        kind, kept = ("Content-Type", "text/javascript"), ("Cache-Control", "max-age=3600")
        start_response("200 OK", [kind, kept])
        return [AXE]
    return installation(environ, start_response)
