"""The lake and the engine of this installation, as the settings name them."""

from __future__ import annotations

from django.conf import settings

from .engines import Engine, connect
from .store import Lake


def open_lake() -> Lake:
    """Return the lake of this installation."""
    return Lake(settings.LAKE)


def open_engine(lake: Lake) -> Engine:
    """Return a new connection of the engine of this installation over a lake; the caller closes it."""
    return connect(lake, settings.ENGINE, memory_mb=settings.ENGINE_MB)
