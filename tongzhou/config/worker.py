"""后台 — what happens without anybody pressing a button: silence speaks, the day is sealed, jobs run.

Any number of workers may run. The door locks the case and looks again before it writes; a day has one
root because its date is the key; a job is claimed before it is run. A worker that was down for a
week does on its return what the week would have done, dated as the law dates it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from uuid import uuid4

from django.db import OperationalError, close_old_connections
from django.utils.timezone import localdate, now
from django_tasks_db.management.commands.db_worker import Worker as Jobs
from django_tasks_db.models import DBTaskResult

from tongzhou.columns.jobs import take_up_left
from tongzhou.config.stopping import Stopping
from tongzhou.procedure import catalogue
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.door import Door
from tongzhou.procedure.models import Case
from tongzhou.procedure.roots import make_root, missing_days
from tongzhou.warehouse import exporting
from tongzhou.warehouse.matching import ranking
from tongzhou.warning.reminding import Seen, remind

log = logging.getLogger("tongzhou.worker")
BATCH = 500
REMINDED: Seen = {}  # what this worker has looked at today
GLANCE = 1.0  # seconds between two looks for jobs


def work(*, pause: int, once: bool) -> None:
    """Do what is due, wait, and look again; `pause` seconds between two looks at the clocks.

    With `once`, do what is due now and return.
    """
    if once:
        tick(at=now())
        run_jobs()
        return
    stopping = Stopping()
    next_tick = 0.0
    while not stopping.asked:
        close_old_connections()
        try:
            if time.monotonic() >= next_tick:
                tick(at=now(), stopping=stopping)
                tell_the_lake()
                rank_names()
                next_tick = time.monotonic() + pause
            if not stopping.asked:
                run_jobs()
        except OperationalError:  # the database is away or busy; it will be back
            log.exception("the database did not answer")
        time.sleep(GLANCE)


def tick(*, at: datetime, stopping: Stopping | None = None) -> int:
    """Let silence speak in every case where it has something to say, then seal the days that are over.

    Returns how many entries silence made. A case that cannot be read is told in the log and passed over: one broken case must not stop the
    clocks of all others.
    """
    door = Door(calendar_now())
    made = 0
    for case in silent_cases(at):
        if stopping and stopping.asked:
            break
        try:
            made += door.let_time_pass(case, at=at)
        except Exception:
            log.exception("case %s: time could not pass", case.uid)
    if made:
        log.info("silence spoke %d times", made)
    try:
        remind(at=at, seen=REMINDED)
    except Exception:
        log.exception("nobody was reminded of a warning")
    for code, remind_of in catalogue.reminders():
        try:
            remind_of(at=at)
        except Exception:
            log.exception("%s: nobody was reminded", code)
    if left := take_up_left(at=at):
        log.info("%d deliveries had lost their worker and are taken up again", left)
    for day in () if stopping and stopping.asked else missing_days(at):
        log.info("%s is sealed: root %s", day, make_root(day, at=at).root)
    return made


def tell_the_lake() -> None:
    """Tell the warehouse once a night what the lines know; what goes wrong there stops no clock."""
    try:
        exporting.nightly(at=now())
    except Exception:
        log.exception("the lake could not be told")


def rank_names() -> None:
    """Rank once a night whose the names may be that wait at the data desk; what goes wrong there stops no clock."""
    try:
        ranking.nightly(at=now())
    except Exception:
        log.exception("the names that wait could not be ranked")


def silent_cases(at: datetime) -> Iterator[Case]:
    """Yield each case in which a limit has run out by itself before the day of `at`, once."""
    due = Case.objects.filter(silent_on__lt=localdate(at)).order_by("pk")
    last = 0
    while batch := list(islice(due.filter(pk__gt=last).iterator(BATCH), BATCH)):
        yield from batch
        last = batch[-1].pk


def run_jobs() -> None:
    """Run every job that waits, then return."""
    # Claiming takes the lock on writing, looking does not.
    if not DBTaskResult.objects.ready().exists():
        return
    Jobs(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=uuid4().hex,
        excluded_queue_names=[],
    ).run()
