"""The same question as a data officer would put it in pandas: the nine indicators of pay, insurance, meters, tax and events at every month end.

It does less than what it is measured against (no projects, courts, reports, filings; no rules, scores, reasons), and takes the newest row of each key.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

Frame = Any


def reckon(lake: Path, days: Iterable[date]) -> Frame:
    """Return the indicators of every employer at every day."""
    firms = _read(lake, "employers", ["uscc", "county", "industry"])
    firms["league"] = firms.county.str[:4]
    pay = _pay(lake)
    insurance = _read(lake, "insurance", ["uscc", "month", "heads", "due_fen", "paid_fen"])
    meters = _read(lake, "utilities", ["uscc", "month", "kind", "quantity", "due_fen", "paid_fen"])
    tax = _read(lake, "tax", ["uscc", "month", "due_fen", "paid_fen", "zero_return"])
    events = {
        feed: _read(lake, feed, ["uscc", "number", "happened_on", "people"])
        for feed in ("complaints", "disputes")
    }
    told = []
    for day in days:
        now = day.year * 12 + day.month - 1
        at = firms.set_index("uscc")[["league", "industry"]].copy()
        _wages(at, _known(pay, day, ["uscc", "month"]), day, now)
        _insurance(at, _known(insurance, day, ["uscc", "month"]), now)
        _meters(at, _known(meters, day, ["uscc", "month", "kind"]), now)
        seen = _known(tax, day, ["uscc", "month"])
        seen = seen[(seen.month > now - 12) & (seen.month <= now)]
        bad = (seen.due_fen > seen.paid_fen) | seen.zero_return
        at["tax"] = bad.groupby(seen.uscc).sum().reindex(at.index)
        for feed, rows in events.items():
            seen = _known(rows, day, ["number"])
            since = pd.Timestamp(day) - pd.Timedelta(days=30)
            seen = seen[(seen.happened_on > since) & (seen.happened_on <= pd.Timestamp(day))]
            at[feed] = seen.groupby("uscc").size().reindex(at.index).fillna(0)
        told.append(at.assign(as_of=day))
    return pd.concat(told)


def _read(lake: Path, feed: str, columns: list[str]) -> Frame:
    parts = [
        pq.read_table(path, columns=[*columns, "received_on"]).to_pandas()
        for path in sorted((lake / feed).rglob("*.parquet"))
    ]
    frame = pd.concat(parts, ignore_index=True)
    for name in ("received_on", "happened_on"):
        if name in frame:
            frame[name] = pd.to_datetime(frame[name])
    if "month" in frame:
        month = pd.to_datetime(frame["month"])
        frame["month"] = month.dt.year * 12 + month.dt.month - 1
    return frame


def _known(rows: Frame, day: date, key: list[str]) -> Frame:
    rows = rows[rows.received_on <= pd.Timestamp(day)]
    return rows.sort_values("received_on", kind="stable").drop_duplicates(key, keep="last")


def _pay(lake: Path) -> Frame:
    """Reduce pay to employer and month, as it stood on each day on which something about it arrived."""
    told = []
    for period in sorted((lake / "payroll").iterdir()):
        rows = pd.concat(
            [
                pq.read_table(
                    path, columns=["uscc", "worker", "due_on", "due_fen", "paid_fen", "received_on"]
                ).to_pandas()
                for path in sorted(period.glob("*.parquet"))
            ],
            ignore_index=True,
        )
        month = int(period.name[7:11]) * 12 + int(period.name[12:14]) - 1
        rows["received_on"] = pd.to_datetime(rows.received_on)
        first = rows.received_on.min()
        for on in sorted(rows.received_on.unique()):
            seen = rows[rows.received_on <= on]
            if on > first:
                again = rows.loc[rows.received_on == on, "uscc"].unique()
                seen = seen[seen.uscc.isin(again)]
                seen = seen.drop_duplicates(["uscc", "worker"], keep="last")
            seen = seen.assign(short=seen.paid_fen < seen.due_fen)
            by = seen.groupby("uscc").agg(due_on=("due_on", "min"), people=("short", "sum"))
            told.append(by.reset_index().assign(month=month, received_on=on))
    return pd.concat(told, ignore_index=True)


def _wages(at: Frame, pay: Frame, day: date, now: int) -> None:
    year = pay[pay.month > now - 12]
    owing = year[year.people > 0]
    since = pd.to_datetime(owing.groupby("uscc").due_on.min()).reindex(at.index)
    sure = year[year.month >= now - 2].groupby("uscc").size().reindex(at.index).notna()
    months = ((pd.Timestamp(day) - since).dt.days / 30).round(2)
    at["arrears"] = months.where(since.notna(), 0.0).where(sure | since.notna())
    at["people"] = owing.groupby("uscc").people.max().reindex(at.index)


def _insurance(at: Frame, rows: Frame, now: int) -> None:
    year = rows[(rows.month > now - 12) & (rows.month <= now)]
    at["unpaid"] = (year.due_fen > year.paid_fen).groupby(year.uscc).sum().reindex(at.index)
    heads = year[year.month >= now - 4].pivot(index="uscc", columns="month", values="heads")
    if heads.empty:
        return
    last, before = heads.ffill(axis=1).iloc[:, -1], heads.shift(1, axis=1).ffill(axis=1).iloc[:, -1]
    at["drop"] = ((before - last) * 100 / before).reindex(at.index)


def _meters(at: Frame, rows: Frame, now: int) -> None:
    for kind in ("power", "water"):
        mine = rows[rows.kind == kind]
        wide = mine[mine.month >= now - 14].pivot(index="uscc", columns="month", values="quantity")
        pairs = pd.DataFrame({"now": None, "then": None}, index=at.index, dtype=float)
        for month in (now, now - 1, now - 2):
            if month in wide:
                fresh = pairs.now.isna() & wide[month].reindex(at.index).notna()
                pairs.loc[fresh, "now"] = wide[month].reindex(at.index)[fresh]
                if month - 12 in wide:
                    pairs.loc[fresh, "then"] = wide[month - 12].reindex(at.index)[fresh]
        both = pairs.notna().all(axis=1)
        known = pairs.where(both)
        group = [at.league, at.industry]
        others = known.groupby(group).transform("sum") - known.fillna(0)
        common = (others.now / others.then).clip(upper=1.0)
        at[kind] = (1 - known.now / known.then / common) * 100
        year = mine[(mine.month > now - 12) & (mine.month <= now)]
        owed = (year.due_fen > year.paid_fen).groupby(year.uscc).sum()
        at[f"{kind}_owed"] = owed.reindex(at.index)
