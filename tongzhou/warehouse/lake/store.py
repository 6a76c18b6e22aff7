"""The store: deliveries land whole or not at all, on a local disk or in S3-compatible storage, by fsspec.

    <root>/<feed>/period=2026-10/20261120.<delivery>.parquet    one file a delivery, named by the day it was received, and the moment
    <root>/_kept/<feed>/…                                        what `kept` reduced from it; may be thrown away

Every row says the same in its columns `received_on` and `delivery`.

A file is written under a temporary name that no reader looks at, and renamed when complete. A delivery that landed is never
written again: sending it twice changes nothing.
"""

from __future__ import annotations

import json
import os
import posixpath
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq

PERIOD = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
NAME = re.compile(r"[a-z][a-z0-9_]*")
DELIVERY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,80}")
STAMP = b"tongzhou"  # key of the note in a file: feed, period, delivery, received_on
MOMENT = "^t[0-9]{12}-"  # what `named_by_moment` puts before a number
UNFINISHED = ".landing"  # end of a temporary name; readers take `.parquet` only


def named_by_moment(at: datetime, number: str) -> str:
    """Return the name of a delivery that came at a moment of its day: names of one day sort as the deliveries came, and the last word stands.

    Capitals sort before small letters: names that begin with a number of ours are older.
    """
    return f"t{at:%H%M%S%f}-{number}"


class WrongDelivery(ValueError):
    """A delivery that the lake does not take; the message says what to do, in Chinese."""


@dataclass(frozen=True)
class Part:
    """One delivery as it lies: its path and size in bytes. One without rows says that there was nothing to tell."""

    feed: str
    period: str
    delivery: str
    received_on: date
    path: str
    size: int


class Landing:
    """A delivery on its way in. Tables of the same columns are written one after another; memory holds one."""

    def __init__(self, file: Any, stamp: dict[str, str], received_on: date, delivery: str) -> None:
        self._file, self._stamp = file, stamp
        self._received, self._delivery = received_on, delivery
        self._writer: pq.ParquetWriter | None = None
        self.rows = 0

    def write(self, table: pa.Table) -> None:
        """Append rows; the two columns of knowledge are added here and cannot be stated otherwise."""
        if {"received_on", "delivery"} & set(table.column_names):
            raise WrongDelivery(
                "received_on、delivery 两列由系统填写，数据中不应出现，请删去后再报送"
            )
        n = table.num_rows
        whole = table.append_column(
            "received_on", pa.repeat(pa.scalar(self._received, pa.date32()), n)
        ).append_column("delivery", pa.repeat(pa.scalar(self._delivery), n))
        if self._writer is None:
            note = {STAMP: json.dumps(self._stamp).encode()}
            schema = whole.schema.with_metadata({**(whole.schema.metadata or {}), **note})
            self._writer = pq.ParquetWriter(self._file, schema, compression="zstd")
        self._writer.write_table(whole.cast(self._writer.schema))
        self.rows += n

    def finish(self) -> None:
        """Write the end of the file. Raises WrongDelivery where not even columns were written."""
        if self._writer is None:
            raise WrongDelivery("这批数据没有任何列，无法入库；没有数据时请报送只有表头的文件")
        self._writer.close()

    def close(self) -> None:
        """Let go of the writer of a landing that failed."""
        if self._writer is not None and self._writer.is_open:
            self._writer.close()


class Lake:
    """The lake under one address: a folder, or `s3://bucket/prefix` and whatever else fsspec knows."""

    def __init__(self, root: str, *, durable: bool = True, **options: Any) -> None:
        """Open it; `durable` waits for the disk at each delivery, which only demonstration data may do without."""
        self.root, self.durable = str(root), durable
        # What another process lands is seen at once: no listing is remembered.
        options.setdefault("use_listings_cache", False)
        self.files, path = fsspec.core.url_to_fs(self.root, **options)
        self.path = path.rstrip("/")
        protocol = self.files.protocol
        self.protocol: str = protocol if isinstance(protocol, str) else protocol[0]

    @cached_property
    def is_local(self) -> bool:
        """Whether it lies on a disk of this machine."""
        return self.protocol in {"file", "local"}

    def address(self, path: str) -> str:
        """Return the path as an engine asks for it."""
        return path if self.is_local else f"{self.protocol}://{path.lstrip('/')}"

    def _folder(self, feed: str, period: str, delivery: str) -> str:
        if not NAME.fullmatch(feed):
            raise WrongDelivery(f"“{feed}”不是数据源名称")
        if not PERIOD.fullmatch(period):
            raise WrongDelivery(f"“{period}”不是所属期，应写作2026-10")
        if not DELIVERY.fullmatch(delivery):
            raise WrongDelivery(f"“{delivery}”不能作批次号：只能用字母、数字、横线和下划线")
        return posixpath.join(self.path, feed, f"period={period}")

    def holds(self, feed: str, period: str, delivery: str) -> bool:
        """Whether this delivery has landed, on whichever day. Raises WrongDelivery on a name that is none."""
        folder = self._folder(feed, period, delivery)
        return bool(self.files.glob(posixpath.join(folder, f"*.{delivery}.parquet")))

    @contextmanager
    def landing(
        self, feed: str, *, period: str, delivery: str, received_on: date
    ) -> Iterator[Landing]:
        """Take a delivery in: it lies in the lake when the block ends well, and nothing of it when not.

        Raises WrongDelivery where it has landed before; ask `holds` first.
        """
        folder = self._folder(feed, period, delivery)
        target = posixpath.join(folder, f"{received_on:%Y%m%d}.{delivery}.parquet")
        if self.holds(feed, period, delivery):
            raise WrongDelivery(f"批次“{delivery}”已经入库，不再写入")
        stamp = {"feed": feed, "period": period, "delivery": delivery, "received_on": received_on.isoformat()}  # fmt: skip
        with self.replacing(target, new=True) as file:
            landing = Landing(file, stamp, received_on, delivery)
            try:
                yield landing
                landing.finish()
            finally:
                landing.close()

    def land(
        self, feed: str, table: pa.Table, *, period: str, delivery: str, received_on: date
    ) -> bool:
        """Take in a delivery that is one table; return whether it was new."""
        if self.holds(feed, period, delivery):
            return False
        with self.landing(feed, period=period, delivery=delivery, received_on=received_on) as to:
            to.write(table)
        return True

    @contextmanager
    def replacing(
        self, target: str, *, new: bool = False, durable: bool | None = None
    ) -> Iterator[Any]:
        """Open a file that takes its name only when it is complete. With `new`, an existing one stays as it is.

        What can be reckoned again is written without waiting for the disk (`durable=False`).
        """
        wait = self.is_local and (self.durable if durable is None else durable)
        self.files.makedirs(posixpath.dirname(target), exist_ok=True)
        name = f"{target}.{secrets.token_hex(6)}{UNFINISHED}"
        try:
            with self.files.open(name, "wb") as file:
                yield file
                if wait:
                    file.flush()
                    os.fsync(file.fileno())
            self._rename(name, target, new=new, wait=wait)
        finally:
            if self.files.exists(name):
                self.files.rm_file(name)

    def _rename(self, name: str, target: str, *, new: bool, wait: bool) -> None:
        if not self.is_local:  # the store writes an object whole or not at all
            self.files.mv(name, target)
            return
        if new:  # two that land the same delivery at once: the first stays
            try:
                os.link(name, target)
            except FileExistsError:
                raise WrongDelivery("同一批次正在或已经由另一进程入库") from None
            os.unlink(name)
        else:
            os.replace(name, target)
        if not wait:
            return
        folder = os.open(posixpath.dirname(target), os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def sweep(self, *, before: datetime) -> int:
        """Clear away what killed processes left half written before a moment; return how many files."""
        left = self.files.glob(posixpath.join(self.path, "**", f"*{UNFINISHED}"))
        old = [path for path in left if self.files.modified(path) < before]
        for path in old:
            self.files.rm_file(path)
        return len(old)

    def take_back(self, feed: str, *, period: str, delivery: str) -> None:
        """Take away a delivery of which nobody has been told yet: its process was killed, and what is written in its place differs."""
        folder = self._folder(feed, period, delivery)
        for path in self.files.glob(posixpath.join(folder, f"*.{delivery}.parquet")):
            self.files.rm_file(path)

    def feeds(self) -> list[str]:
        """Return the feeds of which anything has landed."""
        if not self.files.exists(self.path):
            return []
        names = [posixpath.basename(p.rstrip("/")) for p in self.files.ls(self.path, detail=False)]
        return sorted(name for name in names if NAME.fullmatch(name))

    def parts(self, feed: str, *, period: str = "*") -> list[Part]:
        """Return the deliveries of a feed, by period and name."""
        found = self.files.glob(
            posixpath.join(self.path, feed, f"period={period}", "*.parquet"), detail=True
        )
        told = []
        for path, info in found.items():
            folder, name = path.rsplit("/", 2)[-2:]
            on, delivery, _ = name.split(".")
            month = folder.removeprefix("period=")
            day = date.fromisoformat(on)
            told.append(Part(feed, month, delivery, day, path, int(info["size"])))
        return sorted(told, key=lambda part: (part.period, part.received_on, part.delivery))

    def periods(self, feed: str) -> list[str]:
        """Return the periods of a feed, the earliest first."""
        return sorted({part.period for part in self.parts(feed)})

    def table(self, path: str, columns: Sequence[str] | None = None) -> pa.Table:
        """Return a Parquet file, or some of its columns."""
        with self._parquet(path) as (file, threads):
            return file.read(columns, use_threads=threads)

    def batches(self, path: str, rows: int) -> Iterator[pa.RecordBatch]:
        """Yield a Parquet file in batches of not more than so many rows."""
        with self._parquet(path) as (file, threads):
            yield from file.iter_batches(rows, use_threads=threads)

    @contextmanager
    def _parquet(self, path: str) -> Iterator[tuple[pq.ParquetFile, bool]]:
        """Open a Parquet file; say whether threads may read it.

        Arrow opens what lies on this machine by itself. A file of Python must not be handed to its threads: they hold pieces of it, and
        a thread that lets go of one while the interpreter ends takes the process down, after everything was done.
        """
        if self.is_local:
            with pq.ParquetFile(path, pre_buffer=True) as mine:
                yield mine, True
            return
        with self.files.open(path, "rb") as file, pq.ParquetFile(file, pre_buffer=False) as theirs:
            yield theirs, False

    def rows_of(self, part: Part) -> int:
        """Return how many rows a delivery holds; only the end of the file is read."""
        with self.files.open(part.path, "rb") as file:
            return int(pq.read_metadata(file).num_rows)
