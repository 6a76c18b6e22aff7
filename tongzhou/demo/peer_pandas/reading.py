"""Reading the feeds: each as one frame, its rows with the days on which they were the last ones known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

Frame = Any
FAR = pd.Timestamp("9999-12-31")
SILENT = 45  # days without a delivery, after which an event feed is silent
YEAR = 12  # months
PAY = ["uscc", "worker", "due_on", "due_fen", "paid_fen", "received_on"]
# Of each feed the columns that are asked for, and what makes a row the row it is. Pay is too much for one frame and read month by month.
ASKED: dict[str, tuple[list[str], list[str]]] = {
    "insurance": (["month", "heads", "due_fen", "paid_fen"], ["employer", "month"]),
    "utilities": (["month", "kind", "quantity", "due_fen", "paid_fen"], ["employer", "month", "kind"]),
    "tax": (["month", "due_fen", "paid_fen", "zero_return"], ["employer", "month"]),
    "projects": (["project", "month", "account", "deposit", "real_name", "monthly_pay"], ["project", "month"]),
    "contact_reports": (["month", "heads", "layoffs_planned", "arrears_people", "arrears_since"], ["employer", "month"]),
    "complaints": (["number", "happened_on", "people", "wages", "owed_since", "outcome"], ["number"]),
    "disputes": (["number", "happened_on", "people"], ["number"]),
    "court": (["number", "happened_on", "kind"], ["number"]),
    "field_signs": (["number", "happened_on", "sign"], ["number"]),
    "filings": (["contract", "starts_on", "ends_on", "ended_on"], ["contract"]),
}  # fmt: skip


def number_of(day: date) -> int:
    """Return the month of a day as one number."""
    return day.year * 12 + day.month - 1


class Feeds:
    """The lake in memory: `firms` is the register, `names` the employers that ever stood in it; a row of a feed bears the number of the employer there."""

    def __init__(self, lake: Path) -> None:
        self.lake = lake
        self._delivered: dict[str, list[tuple[date, int, Path]]] = {}
        self.firms = versions(self._read("employers", ["uscc", "county", "industry"]), ["uscc"])
        self.names = pd.Index(self.firms.uscc.unique())
        self.firms["employer"] = self.names.get_indexer(self.firms.uscc)
        self.firms["league"] = self.firms.county.str[:4]
        self.rows = {name: self._feed(name) for name in ASKED if (lake / name).exists()}
        self.told: Frame
        self.owed: Frame
        self.told, self.owed = self._pay() if (lake / "payroll").exists() else (None, None)

    def deliveries(self, feed: str) -> list[tuple[date, int, Path]]:
        """Return the deliveries of a feed in the order they were received: day, month they are about, file."""
        if feed not in self._delivered:
            found = (self.lake / feed).glob("period=*/*.parquet")
            told = sorted(found, key=lambda path: path.name.split(".")[:2])
            self._delivered[feed] = [(_day(path), _period(path), path) for path in told]
        return self._delivered[feed]

    def speaks(self, feed: str, day: date) -> bool:
        """Say whether a feed had told anything by a day: of the twelve months before, or of late, or ever where it tells only what changes."""
        by = [(on, month) for on, month, _ in self.deliveries(feed) if on <= day]
        if feed == "filings":
            return bool(by)
        if "month" in ASKED[feed][0]:
            return any(0 <= number_of(day) - month < YEAR for _, month in by)
        return any((day - on).days <= SILENT for on, _ in by)

    def known(self, feed: str, day: date, *, months: int = YEAR) -> Frame:
        """Return the rows as they were known on a day; of what is told by the month the last so many months, with their age."""
        if feed not in self.rows:
            return None
        rows, now = self.rows[feed], pd.Timestamp(day)
        there = (rows.received_on <= now) & (rows.until > now)
        if "month" not in rows:
            return rows[there]
        month = number_of(day)
        rows = rows[there & (rows.month > month - months) & (rows.month <= month)]
        return rows.assign(age=month - rows.month)

    def _read(self, feed: str, columns: list[str]) -> Frame:
        paths = [path for _, _, path in self.deliveries(feed)]
        return _frame(paths, [*columns, "received_on"])

    def _feed(self, name: str) -> Frame:
        columns, key = ASKED[name]
        rows = self._numbered(self._read(name, ["uscc", *columns]))
        if "month" in rows:
            rows["month"] = rows.month.dt.year * 12 + rows.month.dt.month - 1
        rows = versions(rows, key).drop(columns=["number", "contract"], errors="ignore")
        words = [one for one in ("kind", "sign", "outcome", "project") if one in rows]
        return rows.astype(dict.fromkeys(words, "category"))

    def _numbered(self, rows: Frame) -> Frame:
        """Number the employers; whoever never stood in the register is left out."""
        rows["employer"] = self.names.get_indexer(rows.pop("uscc"))
        return rows[rows.employer >= 0]

    def _pay(self) -> tuple[Frame, Frame]:
        """Return of pay, month by month, since when an employer was told of, and how many workers it owed, from which day until which."""
        told, owed = [], []
        for month, paths in self._months("payroll"):
            rows = versions(self._numbered(_frame(paths, PAY)), ["employer", "worker"])
            first = rows.groupby("employer", as_index=False).received_on.min()
            told.append(first.assign(month=month))
            short = rows[rows.paid_fen < rows.due_fen]
            by = short.groupby(["employer", "received_on", "until"], as_index=False)
            by = by.agg(due_on=("due_on", "min"), people=("worker", "size"))
            owed.append(by.assign(month=month))
        return pd.concat(told, ignore_index=True), pd.concat(owed, ignore_index=True)

    def _months(self, feed: str) -> Iterator[tuple[int, list[Path]]]:
        by_month: dict[int, list[Path]] = {}
        for _, month, path in self.deliveries(feed):
            by_month.setdefault(month, []).append(path)
        yield from sorted(by_month.items())


def _frame(paths: list[Path], columns: list[str]) -> Frame:
    return pq.read_table(paths, columns=columns, partitioning=None).to_pandas(date_as_object=False)


def versions(rows: Frame, key: list[str]) -> Frame:
    """Return the rows, which come in the order they were received, each with the day on which a newer one of its key was."""
    again = rows[rows.duplicated(key, keep=False)]
    until = again.groupby(key, sort=False).received_on.shift(-1)
    return rows.assign(until=until.reindex(rows.index).fillna(FAR))


def _day(path: Path) -> date:
    on = path.name.split(".")[0]
    return date(int(on[:4]), int(on[4:6]), int(on[6:]))


def _period(path: Path) -> int:
    year, month = path.parent.name.removeprefix("period=").split("-")
    return int(year) * 12 + int(month) - 1
