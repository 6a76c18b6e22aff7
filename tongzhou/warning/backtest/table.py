"""The event table: cells by column, and for every row and cell the day from which the office could read it.

`Raw` holds what the files say. `Events` is a view of it: which rows, whose they are, and which cells are filled. A leak test makes
another view (rows taken away, entities dealt anew) and everything built from the view must come out the same.
"""

from __future__ import annotations

import copy
import hashlib
import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .arrays import NEVER, Codes, Days, Flags, Floats
from .asking import Asked
from .dates import read_column
from .reading import Read
from .words import Notice, Said, Wrong, nearest

NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
MONEY = re.compile(r"人民币|RMB|CNY|USD|EUR|US(?=\$)|[¥￥$€£元圆整\s]", re.IGNORECASE)
A_PERIOD = re.compile(r"(19|20)\d{2}(\.0|年)?|(19|20)\d{2}([-/.]|年)?\d{1,2}月?")
TIMES = {"万": 1e4, "亿": 1e8}


def parse_number(written: str) -> float:
    """Read 1,234.50, ¥1234, RMB 1234, 1.5万元, 12%, １２; NaN when it is no number."""
    told = written.strip().translate(
        str.maketrans("０１２３４５６７８９．，－（）％", "0123456789.,-()%")
    )
    negative = told.startswith("(") and told.endswith(")")
    told = MONEY.sub("", told).strip("()").replace(",", "")
    if told.casefold() in ("true", "yes", "是"):
        return 1.0
    if told.casefold() in ("false", "no", "否"):
        return 0.0
    share = told.endswith("%")
    told = told.rstrip("%")
    times = TIMES.get(told[-1:], 1.0)
    told = told.rstrip("万亿") if times > 1 else told
    if not NUMBER.fullmatch(told):
        return float("nan")
    value = float(told) * times / (100 if share else 1)
    value = -value if negative else value
    return value if abs(value) < 1e15 else float("nan")


class Raw:
    """The stacked files, each column read once in each of the ways it is asked for."""

    def __init__(self, read: Read, asked: Asked) -> None:
        self.read, self.asked = read, asked
        self.names: list[str] = list(read.table.column_names)
        self.n: int = read.table.num_rows
        self.notices: list[Notice] = list(read.notices)
        self.date_columns: set[str] = set()
        self._texts: dict[str, tuple[Codes, list[str]]] = {}
        self._numbers: dict[str, Floats] = {}
        self._days: dict[str, Days] = {}
        try:
            self.zone = ZoneInfo(asked.config.data.time_zone)
        except (ZoneInfoNotFoundError, ValueError):
            at, told = asked.at("data", "time_zone"), asked.config.data.time_zone
            raise Wrong(
                f"{at}：没有“{told}”这个时区", f"{at}: there is no time zone “{told}”"
            ) from None
        for entry in read.table.schema:
            if pa.types.is_date(entry.type) or pa.types.is_timestamp(entry.type):
                self.date_columns.add(entry.name)

    def need(self, column: str, *keys: str) -> str:
        """Return the column, or say where the config names one that is not there."""
        if column not in self.names:
            near, at = nearest(column, self.names), self.asked.at(*keys)
            raise Wrong(
                f"{at}：数据中没有“{column}”这一列。{near.zh}",
                f"{at}: the data have no column “{column}”.{near.en}",
            )
        return column

    def text(self, column: str) -> tuple[Codes, list[str]]:
        """Return codes into the sorted distinct texts; −1 where the cell is empty."""
        if column not in self._texts:
            cells = self.read.table[column].combine_chunks()
            if pa.types.is_dictionary(cells.type):
                cells = cells.cast(cells.type.value_type)
            if pa.types.is_floating(cells.type):
                told = [
                    None if one is None or one != one else f"{one:.15g}"
                    for one in cells.to_pylist()
                ]
                cells = pa.array(told, pa.string())
            elif pa.types.is_binary(cells.type) or pa.types.is_large_binary(cells.type):
                told = [
                    None if one is None else one.decode("utf-8", "replace")
                    for one in cells.to_pylist()
                ]
                cells = pa.array(told, pa.string())
            elif pa.types.is_nested(cells.type):
                cells = pa.array(
                    [None if one is None else str(one) for one in cells.to_pylist()], pa.string()
                )
            elif not pa.types.is_string(cells.type):
                cells = cells.cast(pa.string())
            packed = pc.dictionary_encode(pc.utf8_trim_whitespace(cells))
            if isinstance(packed, pa.ChunkedArray):
                packed = packed.combine_chunks()
            values: list[str] = packed.dictionary.to_pylist()
            codes = packed.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
            order = sorted(
                (place for place, one in enumerate(values) if one), key=values.__getitem__
            )
            turned = np.full(len(values) + 1, -1, dtype=np.int64)
            turned[order] = np.arange(len(order))
            self._texts[column] = (turned[codes], [values[place] for place in order])
        return self._texts[column]

    def number(self, column: str) -> Floats:
        """Return numbers; NaN where there is none. A date becomes its day."""
        if column not in self._numbers:
            kind = self.read.table.schema.field(column).type
            if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
                told = self.read.table[column].cast(pa.float64(), safe=False).combine_chunks()
                number = (
                    told.fill_null(float("nan")).to_numpy(zero_copy_only=False).astype(np.float64)
                )
                number = np.where(np.abs(number) < 1e15, number, np.nan)
            elif column in self.date_columns:
                days = self.day(column)
                number = np.where(days < NEVER, days.astype(np.float64), np.nan)
            else:
                codes, values = self.text(column)
                number = np.array([*map(parse_number, values), float("nan")])[codes]
            self._numbers[column] = number
        return self._numbers[column]

    def is_numeric(self, column: str) -> bool:
        """Whether nearly all filled cells are numbers."""
        codes, _ = self.text(column)
        filled = codes >= 0
        return bool(filled.any()) and float(np.isnan(self.number(column)[filled]).mean()) <= 0.02

    def day(self, column: str) -> Days:
        """Return days; `NEVER` where the cell is empty. Raises `Wrong` for a date that cannot be read."""
        if column not in self._days:
            kind = self.read.table.schema.field(column).type
            if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
                cells = self.read.table[column].combine_chunks()
                if pa.types.is_timestamp(kind) and kind.tz:
                    cells = pc.local_timestamp(cells.cast(pa.timestamp("us", self.zone.key)))
                    self._zoned(column)
                if pa.types.is_timestamp(kind):
                    cells = (
                        pc.floor_temporal(cells, unit="day")
                        .cast(pa.timestamp("us"))
                        .cast(pa.date32(), safe=False)
                    )
                days = cells.cast(pa.date32()).cast(pa.int32()).fill_null(NEVER)
                self._days[column] = days.to_numpy(zero_copy_only=False).astype(np.int64)
            else:
                self._days[column] = self._written_days(column)
        return self._days[column]

    def _zoned(self, column: str) -> None:
        self.notices.append(
            Notice(
                "time_zone_converted",
                Said(
                    f"“{column}”带时区，已换算为{self.zone.key}当日",
                    f"“{column}” carries a time zone; its stamps became days of {self.zone.key}",
                ),
            )
        )

    def _written_days(self, column: str) -> Days:
        codes, values = self.text(column)
        told = read_column(codes, values, self.zone)
        if told.unreadable:
            row = told.unreadable[0]
            value = values[codes[row]]
            more, hint = len(told.unreadable), Said("", "")
            if A_PERIOD.fullmatch(value):
                hint = Said(
                    "。只到月或年的，写它的最后一天：写第一天会把还没发生的当作已知",
                    " Of a month or a year write the last day: by the first, what has not happened yet would count as known.",
                )
            raise Wrong(
                f"{self.read.place(row)}：“{column}”中的“{value}”不是日期（同列共{more}处）。"
                f"请改成 2026-11-26 这样的写法，或留空{hint.zh}",
                f"{self.read.place(row)}: “{value}” in “{column}” is not a date ({more} such cells). "
                f"Write it as 2026-11-26, or leave it empty.{hint.en}",
            )
        if told.zoned:
            self._zoned(column)
        if told.serial:
            self.notices.append(
                Notice(
                    "dates_are_serials",
                    Said(
                        f"“{column}”全是五位数，按电子表格的日期序号读取（1900年起算）",
                        f"“{column}” holds numbers of five digits alone; read as the days of a spreadsheet, counted from 1900",
                    ),
                )
            )
        if told.ambiguous:
            self.notices.append(
                Notice(
                    "date_order_assumed",
                    Said(
                        f"“{column}”中的月、日先后无法判定，按“月/日/年”读取",
                        f"The order of month and day in “{column}” cannot be told; read as month/day/year",
                    ),
                )
            )
        return told.days

    def content(self, columns: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
        """Return one number for the content of each row in these columns, the same on every machine."""
        mixed = np.full(self.n, 0x9E3779B97F4A7C15, dtype=np.uint64)
        for column in columns:
            codes, values = self.text(column)
            told = [
                int.from_bytes(
                    hashlib.blake2b(f"{column}\x1f{one}".encode(), digest_size=8).digest(), "big"
                )
                for one in values
            ]
            mixed = (mixed ^ np.array([*told, 1], dtype=np.uint64)[codes]) * np.uint64(
                0x100000001B3
            )
            mixed ^= mixed >> np.uint64(29)
        return mixed


class Events:
    """A view of the table: rows in the order in which they became known, whose they are, and what is known when."""

    def __init__(
        self, raw: Raw, rows: Codes, entity: Codes, entities: list[str], event: Days, known: Days
    ) -> None:
        self.raw, self.rows, self.entity, self.entities = raw, rows, entity, entities
        self.event, self.known = event, known
        self.row_ids: np.ndarray[tuple[int], np.dtype[np.object_]] = np.empty(0, dtype=object)
        self.never: set[str] = set()  # columns of which nobody knows when they were written
        self.later: dict[str, Days] = {}  # column → day from which each cell is known
        self.drawn = NEVER  # the day on which the file was drawn
        self.moved: dict[str, Codes] = {}  # column → raw row whose cell stands here, −1 for none

    @property
    def n(self) -> int:
        """Number of rows."""
        return len(self.rows)

    @property
    def date_columns(self) -> set[str]:
        """Columns that were declared or used as dates."""
        return self.raw.date_columns

    def cell_known(self, column: str, *, outcome: bool = False) -> Days:
        """Return the day from which each cell of the column is known: its own, or that of its row.

        An outcome is surely known after `label.delay_days`, even in a column of which nobody knows when it was written.
        """
        if outcome and column in self.never:
            return self.known
        return self.later.get(column, self.known)

    def _from(self, column: str) -> Codes:
        return self.moved.get(column, self.rows)

    def text(self, column: str) -> tuple[Codes, list[str]]:
        """Return codes into the distinct texts of the column; −1 for an empty cell."""
        codes, values = self.raw.text(column)
        at = self._from(column)
        return np.where(at >= 0, codes[at], -1), values

    def number(self, column: str) -> Floats:
        """Return the numbers of the column; NaN where there is none."""
        at = self._from(column)
        return np.where(at >= 0, self.raw.number(column)[at], np.nan)

    def day(self, column: str) -> Days:
        """Return the days of the column; `NEVER` where there is none."""
        at = self._from(column)
        return np.where(at >= 0, self.raw.day(column)[at], NEVER)

    def is_empty(self, column: str) -> Flags:
        """Mark the empty cells; the ways of writing nothing count as empty in a column of dates."""
        if column in self.date_columns:
            return self.day(column) >= NEVER
        return self.text(column)[0] < 0

    def taken(self, keep: Flags | Codes) -> Events:
        """Return the view with only these rows, in this order."""
        other = copy.copy(self)
        other.rows, other.entity = self.rows[keep], self.entity[keep]
        other.event, other.known = self.event[keep], self.known[keep]
        other.row_ids = self.row_ids[keep]
        other.later = {column: days[keep] for column, days in self.later.items()}
        other.moved = {column: at[keep] for column, at in self.moved.items()}
        return other

    def truncated(self, day: int) -> Events:
        """Return the view of a morning: no row known on or after it, and cells decided later empty."""
        other = self.taken(self.known < day)
        for column, days in other.later.items():
            late = days >= day
            other.later[column] = np.where(late, NEVER, days)
            other.moved[column] = np.where(late, -1, other._from(column))
        return other

    def permuted_after(self, day: int, draw: np.random.Generator) -> Events:
        """Return the view with the future dealt anew: entities among later rows, values among later cells."""
        other = copy.copy(self)
        future = np.flatnonzero(self.known >= day)
        other.entity = self.entity.copy()
        other.entity[future] = self.entity[draw.permutation(future)]
        other.moved = dict(self.moved)
        for column, days in self.later.items():
            late = np.flatnonzero((days >= day) & (days < NEVER))
            at = self._from(column).copy()
            at[late] = at[draw.permutation(late)]
            other.moved[column] = at
        return other
