"""From an empty folder to a working installation, and from a working one to itself."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tongzhou.config import wording

Say = Callable[[str], None]


def prepare(*, say: Say) -> None:
    """Compile the catalogues, bring the tables up to date, load what an empty database lacks."""
    for line in wording.compile_catalogues():
        say(line)
    say(f"→ {connection.vendor}: tables up to date")
    call_command("migrate", verbosity=0, interactive=False)
    if "DatabaseCache" in settings.CACHES["default"]["BACKEND"]:
        call_command("createcachetable", verbosity=0)
