"""Reading the files: CSV in whatever encoding and with whatever separator, CSV.GZ, Parquet, folders of Parquet, stacked.

Cells of CSV are kept as the text that stands there; what a column means is decided where it is used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.compute as compute
import pyarrow.parquet as pq

from .arrays import Arrow
from .asking import Asked
from .csv_files import CHUNK, check_names, csv_table
from .words import Notice, Said, Wrong, nearest

NO_PART = "__HIVE_DEFAULT_PARTITION__"  # how writers of parts name the folder of empty cells


class Source(NamedTuple):
    """One file: its name for messages, its first row in the stack, the line on which that row stands, and the rows left out on the way."""

    name: str
    first: int
    line: int
    skipped: tuple[int, ...] = ()  # of those read, counted from nought with the ones left out


class Read(NamedTuple):
    """All files as one table, and how it came about."""

    table: Arrow
    sources: list[Source]
    digest: str
    notices: list[Notice]

    def place(self, row: int) -> str:
        """Return “file:line” of a row of the stack."""
        source = next(one for one in reversed(self.sources) if one.first <= row)
        at = row - source.first
        for left_out in source.skipped:
            at += left_out <= at
        return f"{source.name}:{at + source.line + self._breaks(source.first, row)}"

    def _breaks(self, first: int, row: int) -> int:
        """Count the line breaks inside quoted cells of the rows before."""
        found = 0
        for column in self.table.slice(first, row - first).columns:
            if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
                found += compute.sum(compute.count_substring(column, "\n")).as_py() or 0
        return found


def read_files(asked: Asked) -> Read:
    """Read and stack the files of the config. Raises `Wrong`."""
    paths = list(_paths(asked))
    digest = hashlib.sha256()
    tables, sources, notices, at = [], [], [], 0
    for path, cells in paths:
        digest.update("".join(f"{name}={cell}/" for name, cell in cells.items()).encode())
        with path.open("rb") as file:
            while part := file.read(CHUNK):
                digest.update(part)
        is_parquet = path.suffix.lower() in (".parquet", ".pq")
        if is_parquet:
            table, found = _parquet(path, cells)
            sources.append(Source(path.name, at, 1))
        else:
            table, found, begins, skipped = csv_table(path, asked)
            sources.append(Source(path.name, at, begins, skipped))
        notices += found
        at += table.num_rows
        tables.append(table)
    if not at:
        raise Wrong("数据文件中没有一行记录", "There is not one row in the data files.")
    missing = {name for one in tables for name in one.column_names} - set.intersection(
        *(set(one.column_names) for one in tables)
    )
    if missing:
        told = "、".join(sorted(missing))
        notices.append(
            Notice(
                "columns_differ",
                Said(
                    f"各文件的列不同，缺列处按空值处理：{told}",
                    f"The files differ in columns; missing cells are empty: {told}",
                ),
            )
        )
    try:
        table = pa.concat_tables(_alike(tables), promote_options="permissive")
    except (pa.ArrowInvalid, pa.ArrowTypeError) as why:
        raise Wrong(
            f"各文件同名列的类型不一致：{why}", f"Columns of one name differ in type: {why}"
        ) from None
    return Read(table, sources, digest.hexdigest(), notices)


def _alike(tables: list[Arrow]) -> list[Arrow]:
    """Turn columns whose types differ between files into text."""
    kinds: dict[str, set[str]] = {}
    for table in tables:
        for entry in table.schema:
            kinds.setdefault(entry.name, set()).add(str(entry.type))
    mixed = {name for name, told in kinds.items() if len(told) > 1}
    if not mixed:
        return tables
    return [
        pa.table(
            {
                name: _as_text(table[name]) if name in mixed else table[name]
                for name in table.column_names
            }
        )
        for table in tables
    ]


def _as_text(cells: Arrow) -> Arrow:
    """Return a column as text; a list or a record in a cell as it is written."""
    if pa.types.is_nested(cells.type):
        return pa.chunked_array(
            [
                pa.array(
                    [None if one is None else str(one) for one in cells.to_pylist()], pa.string()
                )
            ]
        )
    return cells.cast(pa.string())


def _paths(asked: Asked) -> Iterator[tuple[Path, dict[str, str]]]:
    """Yield the files, each with the cells that the names of its folders tell (`district=North/`)."""
    for written in asked.config.data.files:
        path = asked.path.parent / written
        if path.is_dir():
            inside = sorted(
                one for one in path.rglob("*") if one.suffix.lower() in (".parquet", ".pq")
            )
            if not inside:
                at = asked.at("data", "files")
                raise Wrong(
                    f"{at}：文件夹“{written}”里没有Parquet文件",
                    f"{at}: no Parquet file in the folder “{written}”",
                )
            yield from ((one, _told_by_folders(one.relative_to(path).parts[:-1])) for one in inside)
        elif path.is_file():
            yield path, {}
        else:
            found = (
                sorted(path.parent.glob(path.name)) if any(c in path.name for c in "*?[") else []
            )
            if not found:
                at, near = asked.at("data", "files"), nearest(path.name, _beside(path.parent))
                raise Wrong(
                    f"{at}：找不到文件“{written}”。{near.zh}",
                    f"{at}: there is no file “{written}”.{near.en}",
                )
            yield from ((one, {}) for one in found)


def _beside(folder: Path) -> list[str]:
    """List the files of a folder that could be event tables."""
    kinds = (".csv", ".gz", ".txt", ".tsv", ".parquet", ".pq")
    return [one.name for one in folder.glob("*") if one.is_dir() or one.suffix.lower() in kinds]


def _told_by_folders(names: tuple[str, ...]) -> dict[str, str]:
    """Return the columns of a table that was written in parts: `district=North` holds one."""
    pairs = (name.partition("=") for name in names if "=" in name)
    return {unquote(key): "" if cell == NO_PART else unquote(cell) for key, _, cell in pairs}


def _parquet(path: Path, cells: dict[str, str]) -> tuple[Arrow, list[Notice]]:
    try:
        table = pq.ParquetFile(path).read()
    except (pa.ArrowInvalid, OSError) as why:
        raise Wrong(
            f"{path.name}：不是有效的Parquet文件（{why}）",
            f"{path.name}: not a valid Parquet file ({why})",
        ) from None
    for name, cell in cells.items():
        if name not in table.column_names:
            table = table.append_column(name, pa.array([cell] * table.num_rows, pa.string()))
    check_names(table.column_names, path)
    return table, []
