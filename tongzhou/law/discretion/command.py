"""`tongzhou law discretion` — check, take in, list and export benchmark tables, and ask what one proposes."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import click
import msgspec

from tongzhou.law.discretion.circumstances import FLAGS, Conduct
from tongzhou.law.discretion.proposal import Proposal, propose
from tongzhou.law.discretion.reading import Reading, read_table
from tongzhou.law.discretion.sheets import as_rows
from tongzhou.law.discretion.tables import Table, local_folder, tables
from tongzhou.law.penalties.assessment import NoProvision
from tongzhou.law.refusals import DAY, Field, Group, Wrong
from tongzhou.law.reviewed import Unfit


def read_file(written: str) -> Path:
    """Read the name of a file that exists. Raises `ValueError`."""
    file = Path(written).expanduser()
    if not file.is_file():
        raise ValueError(f"没有文件 {written}")
    return file


def read_decimal(written: str) -> Decimal:
    """Read a number. Raises `ValueError`."""
    try:
        value = Decimal(written.replace(",", ""))
    except InvalidOperation:
        raise ValueError(f"“{written}”须为数字") from None
    if not value.is_finite() or value < 0 or value >= Decimal("1e12"):
        raise ValueError(f"“{written}”超出范围")
    return value


FILE, NUMBER = Field("文件", read_file), Field("数字", read_decimal)
JSON = click.option("--json", "as_json", is_flag=True, help="输出 JSON")


@click.group(cls=Group)
def discretion() -> None:
    """裁量基准：核验、导入、列出、试算 — benchmark tables of discretion."""


@discretion.command()
@click.argument("file", type=FILE)
@JSON
@click.pass_context
def check(ctx: click.Context, file: Path, as_json: bool) -> None:
    """核验一份基准表，逐条说明不能用的 — check a table and list what cannot be used."""
    reading = read_table(file)
    _tell(reading, as_json=as_json)
    if reading.rejects:
        ctx.exit(1)


@discretion.command("import")
@click.argument("file", type=FILE)
@click.option("--keep-good", is_flag=True, help="有不能用的条目时，导入其余条目")
@JSON
@click.pass_context
def import_(ctx: click.Context, file: Path, keep_good: bool, as_json: bool) -> None:
    """导入本机关的基准表 — take in the table of the office; nothing is taken in if a row is unfit."""
    reading = read_table(file)
    table = reading.table
    if table is None or (reading.rejects and not keep_good):
        _tell(reading, as_json=as_json)
        click.echo("没有导入。请改正后再试。", err=True)
        ctx.exit(1)
    into = local_folder()
    target = into / f"{_slug(table)}.yaml"
    try:
        into.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        part.write_bytes(msgspec.yaml.encode(table))
        part.replace(target)
    except OSError as wrong:
        raise Wrong(f"无法写入 {into}：{wrong.strerror}") from None
    _tell(reading, as_json=as_json)
    if not as_json:
        click.echo(f"已导入 {len(table.items)} 个事项，存于 {target}")


def _slug(table: Table) -> str:
    """Name the file after region, number and first day: the same paper replaces itself."""
    number = re.sub(r"\W+", "-", table.doc_no or table.name).strip("-")
    return f"{table.region}-{number}-{table.since}"


def _tell(reading: Reading, *, as_json: bool) -> None:
    table = reading.table
    if as_json:
        told = {
            "name": table.name if table else None,
            "items": len(table.items) if table else 0,
            "illustrative": table.illustrative if table else None,
            "rejects": [each.as_json() for each in reading.rejects],
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for each in reading.rejects:
        click.echo(f"不能用：{each}")
    if table is not None:
        click.echo(
            f"{table.source}：可用 {len(table.items)} 个事项，不能用 {len(reading.rejects)} 处"
        )


@discretion.command("list")
def list_() -> None:
    """列出现有的基准表 — the tables there are."""
    try:
        found = tables()
    except Unfit as wrong:
        raise Wrong(str(wrong)) from None
    for table in found:
        click.echo(
            f"{table.region}　{table.since} 至 {table.until or '今'}　{len(table.items)} 项　{table.source}"
        )


@discretion.command()
@click.argument("name", default="")
def export(name: str) -> None:
    """把一份基准表写成 CSV，供填写 — write a table as CSV, to be filled in by an office."""
    try:
        found = [one for one in tables() if name in one.name]
    except Unfit as wrong:
        raise Wrong(str(wrong)) from None
    if not found:
        raise Wrong(f"没有名称含“{name}”的基准表，请用 list 查看")
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(as_rows(found[0]))
    click.echo(out.getvalue(), nl=False)


@discretion.command("propose")
@click.argument("item")
@click.option("--on", required=True, type=DAY, help="违法行为之日")
@click.option("--region", default="15", help="地区代码")
@click.option(
    "--side", type=click.Choice(["unit", "persons"]), default="unit", help="单位或者责任人员"
)
@click.option("--workers", type=NUMBER, help="涉及人数")
@click.option("--amount", type=NUMBER, help="涉及金额")
@click.option("--months", type=NUMBER, help="持续月数")
@click.option("--times", type=NUMBER, help="二年内的次数")
@click.option("--flag", "flags", multiple=True, type=click.Choice(list(FLAGS)), help="情节，可重复")
@JSON
def propose_(
    item: str,
    on: date,
    region: str,
    side: str,
    workers: Decimal | None,
    amount: Decimal | None,
    months: Decimal | None,
    times: Decimal | None,
    flags: tuple[str, ...],
    as_json: bool,
) -> None:
    """按基准提出建议幅度及理由 — what the table proposes, and why."""
    try:
        conduct = Conduct(
            None if workers is None else int(workers),
            amount,
            months,
            None if times is None else int(times),
            frozenset(flags),
        )
        found = propose(item, conduct, on, region, side="persons" if side == "persons" else "unit")
    except (KeyError, NoProvision) as unknown:
        raise Wrong(str(unknown.args[0])) from None
    except (ValueError, Unfit) as wrong:
        raise Wrong(str(wrong)) from None
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
        return
    for line in _lines(found):
        click.echo(line)


def _lines(found: Proposal) -> Iterator[str]:
    grade = f"第 {found.grade} 档 {found.name.zh}" if found.grade else found.name.zh
    yield f"{found.provision.basis}　{grade}　标准 {found.rate_low:f}–{found.rate_high:f}"
    if found.low is not None:
        yield f"建议 {found.low}–{found.high} 元（法定 {found.least}–{found.most} 元）"
    yield f"基准：{found.source or '没有'}"
    yield from (f"　{each.zh}" for each in found.reasons)
