"""From an empty folder to a working installation, and from a working one to itself."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils.timezone import now

from tongzhou.config import wording
from tongzhou.registry.loading import load_codes

Say = Callable[[str], None]


def prepare(*, say: Say) -> None:
    """Compile the catalogues, bring the tables up to date, load what an empty database lacks."""
    for line in wording.compile_catalogues():
        say(line)
    say(f"→ {connection.vendor}: tables up to date")
    call_command("migrate", verbosity=0, interactive=False)
    if "DatabaseCache" in settings.CACHES["default"]["BACKEND"]:
        call_command("createcachetable", verbosity=0)
    loaded = load_codes(at=now())
    say(f"→ regions and industries: {loaded.added} added, {loaded.changed} changed")
