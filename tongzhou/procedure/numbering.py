"""文号 — numbers per body, kind and year, never given out twice."""

from __future__ import annotations

from django.db import connection

from tongzhou.registry.questions import planned_cursor

from .models import Series


def take_number(series: str, *, body: str, prefix: str, year: int) -> str:
    """Take the next number. Runs inside the transaction of the act: a refused act takes none.

    `series` is a pattern with {prefix}, {year} and {n}, e.g. "{prefix}劳人仲案字〔{year}〕第{n}号".
    """
    # The first statement locks the series until the transaction ends. Where it can it also says RETURNING,
    # which the SQLite of an older server does not know.
    table, which = Series._meta.db_table, (body, series, year)
    says = " RETURNING last" if connection.features.can_return_columns_from_insert else ""
    with planned_cursor(connection) as cursor:
        cursor.execute(
            f"INSERT INTO {table} (body, kind, year, last) VALUES (%s, %s, %s, 1)"
            f" ON CONFLICT (body, kind, year) DO UPDATE SET last = {table}.last + 1{says}",
            which,
        )
        if not says:
            cursor.execute(
                f"SELECT last FROM {table} WHERE body = %s AND kind = %s AND year = %s", which
            )
        (last,) = cursor.fetchone()
    return series.format(prefix=prefix, area=prefix, year=year, n=last)
