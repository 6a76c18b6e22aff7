"""每夜排序 — once a night the candidates of the names that wait are ranked, so that whoever decides in the morning finds them."""

from __future__ import annotations

import importlib
import logging
from datetime import date, datetime

from django.utils.timezone import localtime

from .models import UnknownName

log = logging.getLogger("tongzhou.warehouse")
NIGHT = 3  # o'clock: the lake has been told by then
_done: set[date] = set()


def nightly(*, at: datetime) -> int:
    """Rank once a night; the worker asks again and again. Return for how many names there is a candidate. Without the libraries of analysis, say so once."""
    now = localtime(at)
    if now.hour < NIGHT or now.date() in _done:
        return 0
    _done.clear()
    _done.add(now.date())
    if not UnknownName.objects.filter(is_open=True).exists():
        return 0
    try:
        linking = importlib.import_module("tongzhou.warehouse.matching.linking")
    except ModuleNotFoundError as why:
        log.info(
            "names are not ranked: %s is not installed (script/environment analysis)", why.name
        )
        return 0
    ranked: int = linking.rank()
    log.info("candidates are ranked for %d names", ranked)
    return ranked
