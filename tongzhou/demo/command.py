"""The command `tongzhou demo`: load the demo region, or a great many synthetic cases to measure with."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.utils.timezone import localdate

from tongzhou.procedure.models import Case


@click.group()
def demo() -> None:
    """演示数据."""


@demo.command()
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="哪一天的情形，默认今天")
@click.option("--cases", type=click.IntRange(1), help="另外装入多少件合成案件，供测量使用")
def load(on: datetime | None, cases: int | None) -> None:
    """Load the demo region into an empty database; with --cases, add synthetic cases."""
    if not settings.DEMO:
        raise click.ClickException("演示数据只能装入演示环境，请先设置 TONGZHOU_DEMO=1")
    day: date = on.date() if on else localdate()
    call_command("load_codes")
    if cases:
        _many(cases, day)
        return
    from . import living, region

    if Case.objects.exists():
        click.echo("数据库中已有案件，不再装入演示数据。如需重来，请换一个空数据库。")
        return
    region.load(on=day, say=click.echo)
    living.banner(on=day, say=click.echo)


@demo.command()
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="写入的文件夹"
)
@click.option("--employers", type=click.IntRange(1, 200_000), default=40, help="多少个用人单位")
@click.option("--months", type=click.IntRange(16, 120), default=24, help="多少个月")
@click.option("--seed", type=int, default=7, help="种子：相同则结果相同")
@click.option("--no-payroll", is_flag=True, help="不写按人的工资表")
@click.option("--start", type=click.DateTime(["%Y-%m"]), help="第一个月，默认2023-01")
def synthetic(
    out: Path, employers: int, months: int, seed: int, no_payroll: bool, start: datetime | None
) -> None:
    """Write a synthetic region with known truth: the lake of its feeds, the list of its employers to register (register.csv), and two questions for the back-test."""
    try:
        from .synthetic import feeds, region
    except ModuleNotFoundError as why:
        raise click.ClickException(
            f"缺少分析软件包（{why.name}）。请在项目目录运行 script/environment analysis"
        ) from None
    if out.exists() and any(out.iterdir()):
        raise click.ClickException(f"文件夹“{out}”不是空的，请换一个")
    told = feeds.generate(
        out,
        employers=employers,
        months=months,
        seed=seed,
        payroll=not no_payroll,
        start=start.date() if start else region.START,
        say=click.echo,
    )
    for name, count in sorted(told.items()):
        click.echo(f"{name}: {count:,}")


def _many(cases: int, day: date) -> None:
    if not settings.EXAMPLES:
        raise click.ClickException(
            "合成案件依示例规程办理，请先设置 TONGZHOU_EXAMPLES=1，装入后启动服务时也要设置"
        )
    from . import bodies, million, people

    everyone = people.build(bodies.build(people.counties()), since=date(day.year - 3, 1, 1))
    million.staff(everyone, since=date(day.year - 3, 1, 1))
    million.loosen()
    million.load(cases, on=day, say=click.echo)


@demo.command()
def bench() -> None:
    """Print the figures of performance as ratios, over the cases that are loaded."""
    from . import bench as figures

    if not Case.objects.filter(procedure="example.inspection").exists():
        raise click.ClickException("请先装入合成案件：tongzhou demo load --cases 1000000")
    if not figures.run(click.echo, on=localdate()):
        raise SystemExit(1)


@demo.command("bench-claims")
def bench_claims() -> None:
    """Print what each calculator costs over its bare arithmetic, as ratios. Needs no database."""
    from . import bench_claims as figures

    figures.run(click.echo)


@demo.command("bench-ledger")
def bench_ledger() -> None:
    """Read a pay sheet of 100,000 lines, against merely reading its cells; print the ratios."""
    from . import bench_ledger as figures

    figures.measure(say=click.echo)


@demo.command("bench-papers")
def bench_papers() -> None:
    """Print how long the papers of five hundred claimants take, as a ratio to one page drawn as often."""
    from . import bench_papers as figures

    if not figures.run(click.echo):
        raise SystemExit(1)


@demo.command("bench-draws")
@click.option("--objects", type=click.IntRange(100), default=1_000_000, show_default=True)
@click.option("--officers", type=click.IntRange(2), default=10_000, show_default=True)
@click.option("--hash", "name", type=click.Choice(["sm3", "sha256"]), default="sm3")
def bench_draws(objects: int, officers: int, name: str) -> None:
    """Print what a draw and its verification cost, as ratios to one hash of the roster and to NumPy's shuffle."""
    from . import bench_draws as figures

    if not figures.run(click.echo, objects=objects, officers=officers, name=name):
        raise SystemExit(1)


@demo.command("bench-region")
@click.option("--employers", type=click.IntRange(40, 200_000), default=100_000, show_default=True)
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="合成区域所在文件夹，已有的不再生成")  # fmt: skip
@click.option(
    "--spark", is_flag=True, help="Spark与DuckDB逐列比较（先运行 script/environment cluster）"
)
def bench_region(employers: int, folder: Path | None, spark: bool) -> None:
    """Print what the indicators of a synthetic region cost, as ratios to a bare scan of its Parquet and to pandas."""
    import tempfile
    from contextlib import nullcontext

    from . import bench_region as figures

    with nullcontext(folder) if folder else tempfile.TemporaryDirectory() as place:
        if not figures.run(click.echo, employers=employers, folder=Path(place), spark=spark):
            raise SystemExit(1)


@demo.command("bench-intake")
def bench_intake() -> None:
    """Print what a report costs under load, as ratios to an empty insert. Leaves its reports behind."""
    from . import bench_intake as figures

    if not figures.run(click.echo):
        raise SystemExit(1)


@demo.command("bench-filing")
@click.option("--rows", type=click.IntRange(1000), default=1_000_000, show_default=True)
def bench_filing(rows: int) -> None:
    """Check and land a file of a million filings, against bare loading and other tools. Leaves its rows behind."""
    from . import bench_filing as figures

    if not figures.run(click.echo, rows=rows):
        raise SystemExit(1)
