"""文号 — numbers per body, kind and year, never given out twice."""

from __future__ import annotations

from .models import Series


def take_number(series: str, *, body: str, prefix: str, year: int) -> str:
    """Take the next number. Runs inside the transaction of the act: a refused act takes none.

    `series` is a pattern with {prefix}, {year} and {n}, e.g. "{prefix}劳人仲案字〔{year}〕第{n}号".
    """
    Series.objects.get_or_create(body=body, kind=series, year=year)
    row = Series.objects.select_for_update().get(body=body, kind=series, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return series.format(prefix=prefix, area=prefix, year=year, n=row.last)
