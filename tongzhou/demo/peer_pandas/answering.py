"""The whole answer: indicators of every month end, then the levels and hits of the day, written as Parquet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from tongzhou.warning.rules import RuleBook

from .indicators import indicators
from .judging import MONTHS, Judged
from .reading import Feeds


def answer(feeds: Feeds, book: RuleBook, *, as_of: date, out: Path) -> None:
    """Write below a folder `values` of every month end since the register began and of the day, and `levels` and `hits` of the day."""
    first, _, _ = feeds.deliveries("employers")[0]
    ends = [end.date() for end in pd.date_range(first, as_of, freq="ME")]
    days = ends if ends and ends[-1] == as_of else [*ends, as_of]
    values = []
    for day in days:
        values.append(indicators(feeds, day))
        _write(values[-1], out / "values", day)
        values = values[-MONTHS:]
    judged = Judged(book, values[-1], on=as_of)
    _write(judged.levels().sort_values("uscc"), out / "levels", as_of)
    _write(judged.hits(values), out / "hits", as_of)


def _write(frame: pd.DataFrame, folder: Path, day: date) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    frame.to_parquet(folder / f"{day}.parquet", index=False)
