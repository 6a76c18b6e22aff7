"""导出 — what this installation itself tells the warehouse: the register of employers, and what the lines have entered in the catalogue.

No library of analysis here: rows are gathered, `writing` (loaded by name, in jobs and commands) lays them down in the lake.
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localtime

from tongzhou.procedure import catalogue
from tongzhou.registry.models import Employer

from .loading.models import OwnTelling, Telling

log = logging.getLogger("tongzhou.warehouse")
Rows = Callable[[], Iterable[dict[str, Any]]]
NIGHT = 2  # o'clock: after it, what changed yesterday is told
AGAIN = timedelta(minutes=30)  # after which a feed that could not be told is tried again
CHUNK = 5000


def employers() -> Iterator[dict[str, Any]]:
    """Yield the employers that stand in the register with a credit code."""
    rows = Employer.objects.standing().exclude(uscc=None).filter(is_active=True).order_by("pk")
    for code, name, county, region, industry, heads in rows.values_list(
        "uscc", "name", "county", "region", "industry", "headcount"
    ).iterator(CHUNK):
        yield {
            "uscc": code,
            "name": name,
            "county": county or region,
            "industry": industry or "",
            "headcount": heads,
        }


def sources() -> dict[str, list[Rows]]:
    """Return who tells each own feed."""
    told: dict[str, list[Rows]] = {"employers": [employers]}
    for line in catalogue.LINES.values():
        for one in line.exports:
            told.setdefault(one.feed, []).append(one.rows)
    return told


def rows_of(feed: str) -> Iterator[dict[str, Any]]:
    """Yield all rows of an own feed as they stand. Raises LookupError where nobody tells it."""
    known = sources()
    if feed not in known:
        raise LookupError(f"“{feed}”不是本平台导出的数据源；可导出的有{'、'.join(sorted(known))}")
    for tell in known[feed]:
        yield from tell()


def export(feeds: Iterable[str] = (), *, at: datetime) -> dict[str, int]:
    """Tell the lake what changed since it was last told; return how many rows of each feed were new or different.

    Raises LookupError for a feed nobody tells, ModuleNotFoundError where the libraries of analysis are missing.
    """
    writing = importlib.import_module("tongzhou.warehouse.writing")
    wanted = list(feeds) or sorted(sources())
    for feed in wanted:
        if feed not in sources():
            next(rows_of(feed))
    return {feed: _told(writing, feed, at) for feed in wanted}


def _told(writing: Any, feed: str, at: datetime) -> int:
    counted = _Counted(rows_of(feed))
    changed = int(writing.tell(feed, counted, at=at))
    said = {"at": at, "rows": counted.number, "changed": changed}
    OwnTelling.objects.update_or_create(feed=feed, defaults=said)
    Telling.objects.create(feed=feed, **said)
    return changed


class _Counted:
    """Rows, and how many there were."""

    def __init__(self, rows: Iterator[dict[str, Any]]) -> None:
        self.rows, self.number = rows, 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for row in self.rows:
            self.number += 1
            yield row


_done: set[tuple[date, str]] = set()  # nights and feeds that were told
_failed: list[datetime] = []  # when the last attempt did not tell all


def nightly(*, at: datetime) -> dict[str, int]:
    """Tell the lake once a night; the worker asks again and again.

    A feed that fails (a line at fault, a full disk, a store away) keeps no other from being told, and is tried again after a while. Where the
    libraries of analysis are missing, say so once.
    """
    now = localtime(at)
    wanted = [feed for feed in sorted(sources()) if (now.date(), feed) not in _done]
    if now.hour < NIGHT or not wanted or (_failed and at - _failed[-1] < AGAIN):
        return {}
    _done.intersection_update({(now.date(), feed) for feed in sources()})
    _failed.clear()
    told: dict[str, int] = {}
    for feed in wanted:
        try:
            told |= export([feed], at=at)
        except ModuleNotFoundError as why:
            log.info(
                "the lake is not told: %s is not installed (script/environment analysis)", why.name
            )
            _done.update((now.date(), feed) for feed in wanted)
            return {}
        except Exception:
            log.exception("the lake could not be told %s; it is tried again", feed)
            _failed[:] = [at]
        else:
            _done.add((now.date(), feed))
    if not _failed:
        importlib.import_module("tongzhou.warehouse.writing").sweep(at=at)
    log.info("the lake is told: %s", told)
    return told
