"""What is kept of pay: which employers were told of in a month, and which workers were paid less than due, from which day until which.

A worker who was paid in full leaves no row. Of 48 million worker-months some two in a hundred remain, and what is told anew of an old month is put to these alone:
whoever stands among them was owed until then, whoever does not was not, so that the month itself need not be read again. Of the few rows that are laid beside
what is kept, those of workers paid in full are there too: they end what was owed. An employer told of before and again stands among the told twice.
"""

from __future__ import annotations

import ibis

from .engines import Table
from .spans import FAR, day, versions, with_later

KEY = ("uscc", "worker", "month")
MONTH = ["uscc", "month"]
TOLD = (*MONTH, "received_on")
COLUMNS = ("uscc", "worker", "month", "due_on", "owed", "received_on", "superseded_on")
ROW = ("uscc", "worker", "month", "due_on", "short", "received_on", "delivery")


def reduced(base: Table, again: Table | None, told: Table, *, twice: bool) -> Table:
    """Return what is kept of the deliveries of months: those of the first day of each, and what was told of it again later.

    `told`: the employers of the first day. `twice`: one stands in several deliveries of it, so that the later of two rows of a worker must be found
    among all rows.
    """
    rows = _marked(base)
    if not twice:  # of whoever was paid nothing is kept, unless a later row says otherwise
        rows = rows.filter(rows.short)
    told = told.select(*TOLD)
    if again is None:
        return _all(told, _owed(rows) if twice else _still_owed(rows))
    later = _told(again).anti_join(told, MONTH)
    return _all(ibis.union(told, later), _owed(ibis.union(rows, _marked(again))))


def continued(before: Table, more: Table) -> Table:
    """Return what is kept once more was told, each row of it later than any of before of the same month."""
    told = before.filter(~before.owed)
    new = _told(more).anti_join(told, MONTH)
    owed = before.filter(before.owed)
    over = owed.filter(owed.superseded_on < day(FAR)).select(*COLUMNS)
    still = owed.filter(owed.superseded_on == day(FAR))
    still = still.mutate(short=ibis.literal(True), delivery=ibis.literal("")).select(*ROW)
    return ibis.union(told.select(*COLUMNS), _told_rows(new), over, _owed(ibis.union(still, _marked(more))))  # fmt: skip


def later(more: Table) -> Table:
    """Return what is laid beside what is kept: whom more tells of, and each row of it with its span, whether owed or not."""
    rows = versions(_marked(more), KEY)
    rows = rows.mutate(owed=rows.short).select(*COLUMNS)
    return ibis.union(_told_rows(_told(more)), rows)


def together(before: Table, later: Table) -> Table:
    """Return what is kept and what lies beside it as one: whom was told of, and who was owed from which day until which."""
    return with_later(before, later, later.filter(later.owed | later.worker.isnull()), KEY)


def _marked(rows: Table) -> Table:
    return rows.mutate(short=(rows.paid_fen < rows.due_fen).fill_null(False)).select(*ROW)


def _told(rows: Table) -> Table:
    return rows.group_by(MONTH).agg(received_on=rows.received_on.min())


def _told_rows(told: Table) -> Table:
    return told.select(
        "uscc",
        "month",
        "received_on",
        worker=ibis.null("string"),
        due_on=ibis.null("date"),
        owed=ibis.literal(False),
        superseded_on=day(FAR),
    ).select(*COLUMNS)


def _still_owed(rows: Table) -> Table:
    return rows.mutate(owed=ibis.literal(True), superseded_on=day(FAR)).select(*COLUMNS)


def _owed(rows: Table) -> Table:
    told = versions(rows, KEY)
    return told.filter(told.short).mutate(owed=ibis.literal(True)).select(*COLUMNS)


def _all(told: Table, owed: Table) -> Table:
    return ibis.union(_told_rows(told), owed)
