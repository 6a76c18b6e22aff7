"""读入的结果 — what was read of a table, and each place that cannot be used."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tongzhou.law.bilingual import Text
from tongzhou.law.discretion.tables import Table


@dataclass(frozen=True)
class Reject:
    """One place that cannot be used: the row of the sheet or the entry (counted from one; 0 is the head)."""

    row: int
    where: str
    what: Text

    def __str__(self) -> str:
        place = f"第 {self.row} 行" if self.row else "表头"
        return (
            f"{place}（{self.where}）：{self.what.zh}" if self.where else f"{place}：{self.what.zh}"
        )

    def as_json(self) -> dict[str, Any]:
        """Return the reject in plain types."""
        return {"row": self.row, "where": self.where, **self.what.as_json()}


@dataclass
class Reading:
    """What was read: the table with the rules that can be used, and the rejects. No table if the head is unfit.

    `rows` are the rows of a sheet in which its rules begin.
    """

    table: Table | None = None
    rejects: list[Reject] = field(default_factory=list)
    rows: tuple[int, ...] = ()

    def reject(self, row: int, where: str, zh: str, en: str) -> None:
        """Note one place that cannot be used."""
        self.rejects.append(Reject(row, where, Text(zh, en)))
