"""The installation with a clock that the test sets: `granian tests.browser.clock:application`.

The file named by JOURNEY_CLOCK holds a moment; from when it was written on, time goes on from there. So a
calendar of the past can be lived through day by day, with what every page says about it on that day.
"""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.utils import timezone

CLOCK = Path(os.environ["JOURNEY_CLOCK"])


def now() -> datetime:
    """Return the moment that it is in the journey."""
    begun = datetime.fromisoformat(CLOCK.read_text()).astimezone(UTC)
    return begun + timedelta(seconds=max(0.0, time.time() - CLOCK.stat().st_mtime))


timezone.now = now  # before anything else asks for it

from tongzhou.config.wsgi import application  # noqa: E402

__all__ = ["application"]
