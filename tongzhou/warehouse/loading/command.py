"""`tongzhou feed list|show|load` — the feeds others send: how they stand, what they hold, and loading one from this machine's disk."""

from __future__ import annotations

import errno
import json
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.utils.timezone import localdate, now

from tongzhou.columns.options import FILE, JSON, REJECTS, SOURCE

COUNTY = 6  # digits of its code


@click.group()
def feed() -> None:
    """数据源."""


@feed.command("list")
@JSON
def list_(as_json: bool) -> None:
    """List the feeds: the newest period, when it came, and whether the next one is late."""
    from . import state

    on = localdate()
    found = state.states()
    if as_json:
        click.echo(json.dumps([state.told(s, on=on) for s in found], ensure_ascii=False, indent=2))
        return
    for s in found:
        late = {True: "已逾期", False: "按期", None: "—"}[s.is_late(on)]
        due = f"，下期最迟 {s.expected_by}" if s.expected_by else ""
        click.echo(
            f"{s.table.name:18} {s.table.title}：最新 {s.newest_period or '从未报送'}{due}（{late}）"
        )


@feed.command()
@click.argument("name")
@JSON
def show(name: str, as_json: bool) -> None:
    """Show the dictionary of a feed and how its last twelve periods went."""
    from . import dictionary, state, tables

    table = _or_words(tables.feed, name)
    on = localdate()
    stands = state.state_of(table)
    said = dictionary.described(table)
    if as_json:
        click.echo(
            json.dumps(said | {"state": state.told(stands, on=on)}, ensure_ascii=False, indent=2)
        )
        return
    click.echo(f"{table.title}（{table.name}）：一行是{table.grain}；来源：{table.source}")
    click.echo(f"依据：{table.basis}")
    click.echo(f"怎样来：{said['comes']}")
    for column in said["columns"]:
        click.echo(f"  {column['label']}{'*' if column['required'] else ''}：{column['words']}")
    for check in said["checks"]:
        click.echo(f"  {check['code']} {check['says']}。{check['mend']}")
    for m in stands.months:
        click.echo(
            f"  {m.period} 报送 {m.sent:,} 入库 {m.landed:,} 退回 {m.rejected:,} 重复 {m.duplicate:,}"
        )


@feed.command()
@click.argument("name")
@FILE
@click.option("--period", required=True, help="The month it is about, 2026-10.")
@SOURCE
@click.option(
    "--region",
    default="",
    help="For which region it speaks, 1502: its keepers see the delivery, and rows of other regions come back. Otherwise it is the installation's own.",
)
@REJECTS
@JSON
def load(
    name: str,
    file: Path,
    period: str,
    source: str,
    region: str,
    rejects: Path | None,
    as_json: bool,
) -> None:
    """Load a file into the lake; sent again it changes nothing, killed it goes on where it stood.

    Ends with 1 where the file broke off or cannot be read, with 2 where rows were rejected.
    """
    try:
        from tongzhou.columns import disk, whose
        from tongzhou.columns.deliveries import Sender

        from . import tables

        import_module("tongzhou.warehouse.loading.landing")
    except ModuleNotFoundError as why:
        raise click.ClickException(
            f"缺少数据湖软件包（{why.name}）。请在项目目录运行 script/environment analysis"
        ) from None
    table = _or_words(tables.table_of, name, period)
    regions = [_or_words(whose.known_region, region)] if region else []
    owner = region or whose.INSTALLATION
    sender = Sender(source or table.source, owner, scope=whose.scope_of(regions))
    try:
        disk.load(table, file, by=sender, period=period, rejects=rejects, as_json=as_json)
    except OSError as why:
        raise click.ClickException(_not_written(why)) from why


def _or_words(call: Any, *given: Any) -> Any:
    try:
        return call(*given)
    except ValueError as wrong:
        raise click.ClickException(str(wrong)) from wrong


def _not_written(why: OSError) -> str:
    """Say in words that the lake takes nothing: a full disk, a folder that may not be written, a store that is away."""
    says = {errno.ENOSPC: "磁盘已满", errno.EACCES: "没有写入的权限", errno.EROFS: "磁盘是只读的"}
    told = says.get(why.errno or 0, str(why))
    return f"数据湖 {settings.LAKE} 不能读写：{told}。已入库的行不受影响；处理以后再运行同一命令，从中断处继续"


def _county(code: str) -> str:
    from tongzhou.columns import whose

    if len(code) != COUNTY:
        raise ValueError(f"“{code}”不是旗县代码，应为 6 位，如 150221")
    return whose.known_region(code)


def _text_of(file: Path) -> str:
    """Return a CSV as text, in UTF-8 or as Excel writes it here. Raises ValueError in words."""
    content = file.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("有无法识别的文字编码。请用 Excel 打开，另存为“CSV UTF-8”后再试")


@feed.command()
@click.argument("name", required=False)
@JSON
def export(name: str | None, as_json: bool) -> None:
    """Tell the lake what the lines and registers of this installation know: one feed, or all of them."""
    from tongzhou.warehouse import exporting

    try:
        told = exporting.export([name] if name else [], at=now())
    except ModuleNotFoundError as why:
        raise click.ClickException(
            f"缺少数据湖软件包（{why.name}）。请在项目目录运行 script/environment analysis"
        ) from None
    except LookupError as wrong:
        raise click.ClickException(str(wrong.args[0])) from wrong
    except OSError as why:
        raise click.ClickException(_not_written(why)) from why
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for one, count in told.items():
        click.echo(f"{one}：新增或者变更{count:,}行")


@feed.command()
@FILE
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--county", required=True, help="The county the names are of, 150221.")
@click.option("--source", required=True, help="Who sends them, in words.")
def identify(file: Path, out: Path, county: str, source: str) -> None:
    """Put credit codes to the names of a CSV (column 名称, perhaps 统一社会信用代码); what does not decide waits at the desk."""
    import csv
    import io
    from collections import Counter

    from tongzhou.warehouse.matching.finding import find

    _or_words(_county, county)
    reader = csv.DictReader(io.StringIO(_or_words(_text_of, file), newline=""))
    if "名称" not in (reader.fieldnames or ()):
        raise click.ClickException("文件没有“名称”一列，请加上后再试")
    names = [*(n for n in reader.fieldnames or () if n != "统一社会信用代码"), "统一社会信用代码"]
    rows, how = list(reader), Counter[str]()
    for row in rows:
        told, uscc = (row["名称"] or "").strip(), row.get("统一社会信用代码") or ""
        if not told and not uscc.strip():
            how["empty"] += 1
            continue
        found = find(name=told, county=county, uscc=uscc, source=source, on=localdate())
        row["统一社会信用代码"] = found.uscc
        how[found.how] += 1
    with out.open("w", encoding="utf-8-sig", newline="") as kept:
        writer = csv.DictWriter(kept, names, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    words = {"code": "代码相符", "name": "名称相符", "decision": "按已有决定", "none": "决定为不在册", "waiting": "等待决定", "empty": "没有名称"}  # fmt: skip
    click.echo("；".join(f"{words[k]}{n}" for k, n in how.items()))


@feed.command("rank")
def rank_() -> None:
    """Rank the candidates of the names that wait at the desk, with Splink on DuckDB."""
    try:
        from tongzhou.warehouse.matching import linking
    except ModuleNotFoundError as why:
        raise click.ClickException(
            f"缺少数据湖软件包（{why.name}）。请在项目目录运行 script/environment analysis"
        ) from None
    click.echo(f"有候选单位的名称：{linking.rank()}个")
