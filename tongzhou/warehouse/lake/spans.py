"""The span of days in which a row was the last one known of its key, and what is reduced with it."""

from __future__ import annotations

from datetime import date

import ibis

from .engines import Table

FAR = date(9999, 12, 31)


def day(of: date) -> Table:
    """Return a day as a literal of both engines."""
    return ibis.date(of.year, of.month, of.day)


def never_again(rows: Table) -> Table:
    """Return the rows, of which nothing newer is known."""
    return rows.mutate(superseded_on=day(FAR))


def versions(rows: Table, key: tuple[str, ...]) -> Table:
    """Return the rows, each with the day on which a newer one of its key was received."""
    order = ibis.window(group_by=list(key), order_by=[rows.received_on, rows.delivery])
    return rows.mutate(superseded_on=rows.received_on.lead().over(order).fill_null(day(FAR)))


def told_again(base: Table, again: Table | None, key: tuple[str, ...], *, twice: bool) -> Table:
    """Return the deliveries of months with their spans: those of the first day, and what was told of it again later.

    Only what was told again is looked at row by row. `twice`: an employer stands in several deliveries of the first day.
    """
    if twice:
        return versions(base if again is None else ibis.union(base, again), key)
    if again is None:
        return never_again(base)
    touched = again.select(*key).distinct()
    moved = ibis.union(base.semi_join(touched, list(key)), again)
    return ibis.union(never_again(base.anti_join(touched, list(key))), versions(moved, key))


def continued(before: Table, more: Table, key: tuple[str, ...]) -> Table:
    """Return what is kept once more was told, each row of it later than any of before."""
    over = before.filter(before.superseded_on < day(FAR))
    still = before.filter(before.superseded_on == day(FAR)).drop("superseded_on")
    told = told_again(still, more.select(*still.columns), key, twice=False)
    return ibis.union(over, told.select(*over.columns))


def again(before: Table, more: Table, key: tuple[str, ...]) -> Table:
    """Return the same as `continued`, every row looked at anew: less to write down, for feeds of few rows."""
    rows = before.drop("superseded_on")
    return versions(ibis.union(rows, more.select(*rows.columns)), key).select(*before.columns)


def with_later(before: Table, later: Table, shown: Table, key: tuple[str, ...]) -> Table:
    """Return what is kept together with what lies beside it, each row of it later than any of before: it ends the row of its key that stood until then.

    `shown`: the rows of `later` that say something themselves; the others end what was, and no more.
    """
    first = later.group_by(list(key)).agg(told_again_on=later.received_on.min())
    rows = before.left_join(first, list(key))
    until = ibis.least(rows.superseded_on, rows.told_again_on.fill_null(day(FAR)))
    kept = {name: until if name == "superseded_on" else rows[name] for name in before.columns}
    return ibis.union(rows.select(**kept), shown.select(*before.columns))


def contracts_by_day(rows: Table) -> Table:
    """Return, for each employer and day, by how many the contracts in force changed, as far as they were known.

    A contract counts from the day it runs and is known until the day it ends, or until something newer is known of it. The sum of
    the changes up to a day is the number in force that was known on it.
    """
    begins = ibis.greatest(rows.starts_on, rows.received_on)
    far = day(FAR)
    after_term = (rows.ends_on + ibis.interval(days=1)).cast("date")
    ends = ibis.least(rows.superseded_on, rows.ended_on.fill_null(far), after_term.fill_null(far))
    counted = rows.select("uscc", begins=begins, ends=ends).filter(lambda t: t.begins < t.ends)
    plus = counted.select("uscc", day="begins", change=ibis.literal(1, "int64"))
    minus = counted.filter(counted.ends < far).select("uscc", day="ends", change=ibis.literal(-1, "int64"))  # fmt: skip
    both = ibis.union(plus, minus)
    told = both.group_by(["uscc", "day"]).agg(change=both.change.sum().cast("int64"))
    return told.select("uscc", "change", received_on="day", superseded_on=far)
