"""DuckDB and Spark agree on every column exactly. Run by `script/test spark`, which brings Spark; the default run does without."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tongzhou.demo.synthetic.feeds import generate
from tongzhou.warehouse.lake.engines import connect
from tongzhou.warehouse.lake.store import Lake
from tongzhou.warning.indicators import assessing
from tongzhou.warning.indicators.known import Reader
from tongzhou.warning.indicators.values import values

from .test_indicators import BOOK


def test_spark_says_of_every_employer_what_duckdb_says(tmp_path: Path) -> None:
    generate(tmp_path, employers=400, months=16, seed=3, payroll=True)
    as_of, told = date(2024, 4, 30), {}
    for name in ("duckdb", "spark"):
        lake = Lake(str(tmp_path / "lake"), durable=False)
        engine = connect(lake, name)
        assessing.Assessor(lake, engine).assess(BOOK, as_of=as_of, anew=True, months=2)
        sql, schema = Reader(lake, engine).values([as_of], values)
        told[name] = {
            "values": engine.run(sql, schema).sort_by("uscc"),
            **{what: assessing.read(lake, what, as_of) for what in ("levels", "hits")},
        }
        engine.close()
    for what, table in told["duckdb"].items():
        other = told["spark"][what]
        assert table.column_names == other.column_names
        for column in table.column_names:
            assert table[column].to_pylist() == other[column].to_pylist(), (what, column)
    assert told["duckdb"]["values"].num_rows == 400
    assert told["duckdb"]["hits"].num_rows > 50
