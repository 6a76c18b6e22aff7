"""读入裁量基准 — a table of an office from YAML, CSV or a workbook, with every row that cannot be used and why.

A sheet begins with lines of the head (名称, 地区, 文件, 文号, 生效日, 失效日, 核对人, 核对日, 示例), each a word and its
value; then the row of columns, then one row for each grade of an item. `tongzhou law discretion export` writes one.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from tongzhou.law.discretion.checking import doubles, faults_of_rule, faults_of_table
from tongzhou.law.discretion.rejects import Reading, Reject
from tongzhou.law.discretion.sheets import from_csv, from_xlsx
from tongzhou.law.discretion.tables import Rule, Table
from tongzhou.law.penalties.items import named

__all__ = ["Reading", "Reject", "read_content", "read_table"]

MOST_BYTES = 5_000_000


def read_table(file: Path) -> Reading:
    """Read the table in a file (.yaml, .yml, .csv, .xlsx). Never raises for what stands in it."""
    try:
        content = file.read_bytes()
    except OSError as wrong:
        reading = Reading()
        reading.reject(
            0, file.name, f"无法读取：{wrong.strerror}", f"cannot be read: {wrong.strerror}"
        )
        return reading
    return read_content(content, named_=file.name)


def read_content(content: bytes, *, named_: str) -> Reading:
    """Read a table from the bytes of a file called `named_`. Never raises for what stands in them."""
    reading = Reading()
    kind = named_.rsplit(".", 1)[-1].lower()
    if len(content) > MOST_BYTES:
        reading.reject(0, named_, f"文件超过 {MOST_BYTES} 字节", f"longer than {MOST_BYTES} bytes")
    elif kind in ("yaml", "yml"):
        _from_yaml(content, reading)
    elif kind == "csv":
        from_csv(content, reading)
    elif kind == "xlsx":
        from_xlsx(content, reading)
    else:
        reading.reject(0, named_, "须为 yaml、csv 或 xlsx 文件", "must be a yaml, csv or xlsx file")
    if reading.table is not None:
        _check(reading)
    return reading


def _check(reading: Reading) -> None:
    """Take out of the table the rules that cannot be used, and the table if its head cannot."""
    table = reading.table
    if table is None:
        return
    for fault in faults_of_table(table):
        reading.reject(0, "", fault.zh, fault.en)
        reading.table = None
    twice = dict(doubles(table))
    good = []
    for place, rule in enumerate(table.items, start=1):
        faults = [*faults_of_rule(rule, table), *([twice[place]] if place in twice else [])]
        for fault in faults:
            row = reading.rows[place - 1] if reading.rows else place
            reading.reject(row, rule.item, fault.zh, fault.en)
        if not faults:
            good.append(rule)
    if reading.table is not None:
        reading.table = msgspec.structs.replace(table, items=good)


def _from_yaml(content: bytes, reading: Reading) -> None:
    try:
        told = msgspec.yaml.decode(content)
    except (msgspec.DecodeError, RecursionError, ValueError) as wrong:
        reading.reject(0, "", f"YAML 写法有误：{wrong}", f"not usable YAML: {wrong}")
        return
    if not isinstance(told, dict) or not isinstance(told.get("items"), list):
        reading.reject(
            0, "", "须有名称、地区、生效日和 items 列表", "name, region, from and items are needed"
        )
        return
    rules: list[Rule] = []
    for place, entry in enumerate(told["items"], start=1):
        where = str(entry.get("item", "")) if isinstance(entry, dict) else ""
        try:
            rules.append(_settled(msgspec.convert(entry, Rule, str_keys=True)))
        except (msgspec.ValidationError, RecursionError) as wrong:
            reading.reject(place, where, f"写法有误：{wrong}", f"badly written: {wrong}")
    try:
        head = msgspec.convert({**told, "items": []}, Table)
    except msgspec.ValidationError as wrong:
        reading.reject(0, "", f"写法有误：{wrong}", f"badly written: {wrong}")
        return
    reading.table = msgspec.structs.replace(head, items=rules)


def _settled(rule: Rule) -> Rule:
    """Return the rule under the id of its item, whatever name it was written by."""
    try:
        return msgspec.structs.replace(rule, item=named(rule.item))
    except KeyError:
        return rule
