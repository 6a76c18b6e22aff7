"""The same question put to pandas with the plan of our own program: the versions of a row are told apart once, pay is reduced month by month.

A row bears the days on which it was the last one known, so that what was known on a day is a filter; of pay it is kept since when an employer was told
of, and how many workers it owed from which day until which.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from .reading import ASKED, LATE, YEAR, Feeds, Frame, frame_of, number_of

FAR = pd.Timestamp("9999-12-31")
PAY = ["uscc", "worker", "due_on", "due_fen", "paid_fen", "received_on"]
NUMBERS = ["number", "contract"]  # which row a row is, and nothing else


class Planned(Feeds):
    """The lake in memory, what is kept of it alone."""

    def __init__(self, lake: Path) -> None:
        super().__init__(lake)
        self.firms = versions(self.firms, ["employer"])
        self.told: Frame
        self.owed: Frame
        self.told, self.owed = self._pay() if (lake / "payroll").exists() else (None, None)

    def registered(self, day: date) -> Frame:
        """Return the employers that stood in the register on a day."""
        return _on(self.firms, day)

    def known(self, feed: str, day: date, *, months: int = YEAR) -> Frame:
        """Return the rows as they were known on a day; of what is told by the month the last so many months, with their age."""
        if feed not in self.rows:
            return None
        rows = self.rows[feed]
        if "month" not in rows:
            return _on(rows, day)
        month, now = number_of(day), pd.Timestamp(day)
        asked = (rows.month > month - months) & (rows.month <= month)
        rows = rows[asked & (rows.received_on <= now) & (rows.until > now)]
        return rows.assign(age=month - rows.month)

    def paid(self, day: date) -> tuple[Frame, Frame] | None:
        """Return the employers whose pay was told of by a day of late, and of each employer and month that is owed since when, and how many workers."""
        if self.told is None:
            return None
        month = number_of(day)
        late = self.told.month.between(month - LATE, month)
        told = self.told[late & (self.told.received_on <= pd.Timestamp(day))]
        rows = _on(self.owed[self.owed.month.between(month - YEAR + 1, month)], day)
        rows = rows[rows.due_on < pd.Timestamp(day)]
        owed = rows.groupby(["employer", "month"], as_index=False)
        return told[["employer"]].drop_duplicates(), owed.agg(
            since=("due_on", "min"), people=("people", "sum")
        )

    def _feed(self, name: str) -> Frame:
        if name == "payroll":  # too much for one frame: see `_pay`
            return None
        rows = versions(super()._feed(name), ASKED[name][1])
        return rows.drop(columns=NUMBERS, errors="ignore")

    def _pay(self) -> tuple[Frame, Frame]:
        """Return of pay, month by month, since when an employer was told of, and how many workers it owed, from which day until which."""
        told, owed = [], []
        by_month: dict[int, list[Path]] = {}
        for _, month, path in self.deliveries("payroll"):
            by_month.setdefault(month, []).append(path)
        for month, paths in sorted(by_month.items()):
            rows = versions(self._numbered(frame_of(paths, PAY)), ["employer", "worker"])
            first = rows.groupby("employer", as_index=False).received_on.min()
            told.append(first.assign(month=month))
            short = rows[rows.paid_fen < rows.due_fen]
            by = short.groupby(["employer", "due_on", "received_on", "until"], as_index=False)
            by = by.agg(people=("worker", "size"))
            owed.append(by.assign(month=month))
        return pd.concat(told, ignore_index=True), pd.concat(owed, ignore_index=True)


def _on(rows: Frame, day: date) -> Frame:
    now = pd.Timestamp(day)
    return rows[(rows.received_on <= now) & (rows.until > now)]


def versions(rows: Frame, key: list[str]) -> Frame:
    """Return the rows, which come in the order they were received, each with the day on which a newer one of its key was."""
    again = rows[rows.duplicated(key, keep=False)]
    until = again.groupby(key, sort=False).received_on.shift(-1)
    return rows.assign(until=until.reindex(rows.index).fillna(FAR))
