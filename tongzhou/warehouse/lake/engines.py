"""The engines that ask the lake: DuckDB in this process, or Spark. Both are asked through the same Ibis expressions.

What makes them agree to the last digit: money and quantities are whole numbers, sums are cast to 64 bits, a division
is guarded by `nullif(0)`, deviations are those of the population, what is not whole is rounded to six places, and Spark's ANSI mode is off.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import fsspec
import ibis
import ibis.expr.operations as ops
import pyarrow as pa
import pyarrow.parquet as pq

from .store import Lake

MEMORY_MB = 1000  # DuckDB works within it and goes on on disk
# A question within a question stays one: both engines flatten it faster than Ibis does, which a refreshing of one month waits for.
ibis.options.sql.fuse_selects = False
Table = Any  # of ibis: without types of ours


class Engine:
    """One connection to one engine, over one lake."""

    def __init__(self, lake: Lake, con: Any, *, name: str) -> None:
        self.lake, self.con, self.name = lake, con, name
        self._pointed: dict[str, tuple[str, ...]] = {}

    def read(self, paths: Iterable[str]) -> Table:
        """Return the rows of some files of the lake, as one table."""
        # Not by `read_parquet` of Ibis: of a store of objects it fetches an extension of DuckDB from its makers' host, which an office does not reach.
        return self.view(ibis.util.gen_name("lake"), paths)

    def view(self, name: str, what: Iterable[str] | pa.Table) -> Table:
        """Give a name to files of the lake, or to a small table, and return what bears it."""
        self.point(name, what)
        return self.named(name)

    def named(self, name: str) -> Table:
        """Return the table that bears a name."""
        return self.con.table(name)

    def point(self, name: str, what: Iterable[str] | pa.Table) -> None:
        """Give a name to files of the lake, or to a small table; the name is then about these, whatever it was before."""
        if isinstance(what, pa.Table):
            self._pointed.pop(name, None)
            self._small(name, what)
            return
        addresses = tuple(self.lake.address(path) for path in what)
        if self._pointed.get(name) == addresses:  # a file of the lake never changes under its name
            return
        if self.name == "duckdb":
            listed = ", ".join("'" + one.replace("'", "''") + "'" for one in addresses)
            self.con.raw_sql(f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT * FROM read_parquet([{listed}], hive_partitioning = false)")  # fmt: skip
        else:
            self.con._session.read.parquet(*addresses).createOrReplaceTempView(name)
        self._pointed[name] = addresses

    def _small(self, name: str, table: pa.Table) -> None:
        if self.name == "duckdb":
            self.con.con.register(f"{name}_rows", table)
            self.con.raw_sql(f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT * FROM {name}_rows")
        else:
            self.con._session.createDataFrame(table).createOrReplaceTempView(name)

    def sql(self, asked: Table) -> str:
        """Return the question in the language of the engine."""
        return str(self.con.compile(asked))

    def run(self, sql: str, schema: pa.Schema) -> pa.Table:
        """Put a question that was written before."""
        if self.name == "duckdb":
            # As a relation: a statement that is executed hands its answer out as it comes, and may wait for ever for somebody to take it.
            return self.con.con.sql(sql).to_arrow_table().cast(schema)
        return self.con._session.sql(sql).toArrow().cast(schema)

    def arrow(self, asked: Table) -> pa.Table:
        """Reckon, and return the answer as columns."""
        return self.run(self.sql(asked), asked.schema().to_pyarrow())

    def table(self, asked: Table, name: str) -> Table:
        """Reckon once and hold the answer under a name, for several questions to come."""
        return self.hold(self.sql(asked), name)

    def hold(self, sql: str, name: str) -> Table:
        """Put a question that was written before, and hold the answer under a name."""
        if self.name == "duckdb":
            self.con.raw_sql(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}")
        else:
            self.con._session.sql(sql).cache().createOrReplaceTempView(name)
        return self.con.table(name)

    def put(self, asked: Table, name: str) -> Table:
        """Give a name to a question; whatever it is about by then is reckoned where the name is asked."""
        sql = self.sql(asked)
        if self.name == "duckdb":
            self.con.raw_sql(f"CREATE OR REPLACE TEMP VIEW {name} AS {sql}")
        else:
            self.con._session.sql(f"CREATE OR REPLACE TEMPORARY VIEW {name} AS {sql}")
        told = ops.DatabaseTable(name, schema=asked.schema(), source=self.con)
        return told.to_expr()  # what it holds is known: the engine need not be asked

    def keep(self, table: pa.Table, target: str) -> None:
        """Keep an answer under a path of the lake, whole or not at all. It can be reckoned again: nobody waits for the disk."""
        words = [field.name for field in table.schema if pa.types.is_string(field.type)]
        with self.lake.replacing(target, durable=False) as file:
            pq.write_table(table, file, compression="snappy", use_dictionary=words)

    def keep_shares(self, told: pa.Table, shares: Sequence[tuple[pa.ChunkedArray, str]]) -> None:
        """Keep of an answer some rows here and some there: a mask and a path each. On all cores: while Parquet is written no engine works."""
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for _ in pool.map(lambda share: self.keep(told.filter(share[0]), share[1]), shares):
                pass

    def close(self) -> None:
        """Let go of the engine."""
        if self.name == "spark":
            self.con._session.stop()
        else:
            self.con.disconnect()


def connect(lake: Lake, engine: str = "duckdb", *, memory_mb: int = MEMORY_MB) -> Engine:
    """Open an engine: `duckdb`, `spark` (this machine), or the address of a cluster, `spark://host:7077`."""
    if engine == "duckdb":
        return Engine(lake, _duckdb(lake, memory_mb), name="duckdb")
    if engine == "spark" or engine.startswith(("spark://", "local[")):
        return Engine(lake, _spark(engine), name="spark")
    raise ValueError(f"TONGZHOU_ENGINE 应为 duckdb、spark 或 spark://主机:端口，现为“{engine}”")


def _duckdb(lake: Lake, memory_mb: int) -> Any:
    con = ibis.duckdb.connect(threads=os.cpu_count() or 2, memory_limit=f"{memory_mb}MB")
    con.raw_sql("SET preserve_insertion_order = false")
    con.raw_sql("SET enable_progress_bar = false")
    if not lake.is_local:
        con.register_filesystem(fsspec.filesystem(lake.protocol, **lake.files.storage_options))
    return con


def _partitions(engine: str) -> str:
    """Return into how many parts sorted rows are divided: one a core of this machine, several for a cluster."""
    return "64" if engine.startswith("spark://") else str(os.cpu_count() or 2)


def _spark(engine: str) -> Any:
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[*]" if engine == "spark" else engine)
        .appName("tongzhou")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.ansi.enabled", "false")
        .config("spark.sql.shuffle.partitions", _partitions(engine))
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    return ibis.pyspark.connect(session)
