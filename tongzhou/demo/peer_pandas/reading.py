"""Reading the feeds, each as one frame, and what was known of them on a day: the last of each key among the rows received by then."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

Frame = Any
SILENT = 45  # days without a delivery, after which an event feed is silent
YEAR = 12  # months
LATE = 2  # months: what was told longer ago says nothing of pay, meters, projects, reports
# Of each feed the columns that are asked for, and what makes a row the row it is.
ASKED: dict[str, tuple[list[str], list[str]]] = {
    "payroll": (["worker", "month", "due_on", "due_fen", "paid_fen"], ["employer", "worker", "month"]),
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
    """The lake in memory: `names` are the employers that ever stood in the register; a row of a feed bears the number of the employer there."""

    def __init__(self, lake: Path) -> None:
        self.lake = lake
        self._delivered: dict[str, list[tuple[date, int, Path]]] = {}
        self.firms = self._read("employers", ["uscc", "county", "industry"])
        self.names = pd.Index(self.firms.uscc.unique())
        self.firms["employer"] = self.names.get_indexer(self.firms.uscc)
        self.firms["league"] = self.firms.county.str[:4]
        self.rows = {name: self._feed(name) for name in ASKED if (lake / name).exists()}

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

    def registered(self, day: date) -> Frame:
        """Return the employers that stood in the register on a day."""
        rows = self.firms[self.firms.received_on <= pd.Timestamp(day)]
        return rows.drop_duplicates("employer", keep="last")

    def known(self, feed: str, day: date, *, months: int = YEAR) -> Frame:
        """Return the rows as they were known on a day; of what is told by the month the last so many months, with their age."""
        if feed not in self.rows:
            return None
        rows = self.rows[feed]
        there = rows.received_on <= pd.Timestamp(day)
        if "month" not in rows:
            return rows[there].drop_duplicates(ASKED[feed][1], keep="last")
        month = number_of(day)
        rows = rows[there & (rows.month > month - months) & (rows.month <= month)]
        rows = rows.drop_duplicates(ASKED[feed][1], keep="last")
        return rows.assign(age=month - rows.month)

    def paid(self, day: date) -> tuple[Frame, Frame] | None:
        """Return the employers whose pay was told of by a day of late, and of each employer and month that is owed since when, and how many workers."""
        rows = self.known("payroll", day)
        if rows is None:
            return None
        told = rows.loc[rows.age <= LATE, ["employer"]].drop_duplicates()
        short = rows[(rows.paid_fen < rows.due_fen) & (rows.due_on < pd.Timestamp(day))]
        owed = short.groupby(["employer", "month"], as_index=False)
        return told, owed.agg(since=("due_on", "min"), people=("worker", "size"))

    def _read(self, feed: str, columns: list[str]) -> Frame:
        paths = [path for _, _, path in self.deliveries(feed)]
        return frame_of(paths, [*columns, "received_on"])

    def _feed(self, name: str) -> Frame:
        columns, _ = ASKED[name]
        rows = self._numbered(self._read(name, ["uscc", *columns]))
        if "month" in rows:
            rows["month"] = rows.month.dt.year * 12 + rows.month.dt.month - 1
        words = [one for one in ("kind", "sign", "outcome", "project") if one in rows]
        return rows.astype(dict.fromkeys(words, "category"))

    def _numbered(self, rows: Frame) -> Frame:
        """Number the employers; whoever never stood in the register is left out."""
        rows["employer"] = self.names.get_indexer(rows.pop("uscc"))
        return rows[rows.employer >= 0]


def frame_of(paths: list[Path], columns: list[str]) -> Frame:
    """Read some columns of some deliveries, in their order."""
    return pq.read_table(paths, columns=columns, partitioning=None).to_pandas(date_as_object=False)


def _day(path: Path) -> date:
    on = path.name.split(".")[0]
    return date(int(on[:4]), int(on[4:6]), int(on[6:]))


def _period(path: Path) -> int:
    year, month = path.parent.name.removeprefix("period=").split("-")
    return int(year) * 12 + int(month) - 1
