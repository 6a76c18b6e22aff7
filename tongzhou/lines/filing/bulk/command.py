"""`tongzhou filing load FILE` — load a file of filings from the machine's own disk, in this process, and say what came of it."""

from __future__ import annotations

import json
from pathlib import Path

import click
from django.utils.timezone import localdate, now


@click.group()
def filing() -> None:
    """劳动用工备案."""


@filing.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--body",
    default="",
    help="Who sends: a region's code (its office) or a credit code (an employer). Default: nobody is asked.",
)
@click.option("--source", default="", help="Who sends it, in words.")
@click.option(
    "--mends", default="", help="The number of the delivery whose rejected rows this file mends."
)
@click.option(
    "--rejects",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the rows to mend, as CSV.",
)
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
def load(
    file: Path, body: str, source: str, mends: str, rejects: Path | None, as_json: bool
) -> None:
    """Load CSV, XLSX or Parquet with every check; sent again it changes nothing, killed it goes on where it stood.

    Ends with 1 where the file broke off or cannot be read, with 2 where rows were rejected.
    """
    from tongzhou.columns import deliveries, loading, refused
    from tongzhou.columns.models import Delivery
    from tongzhou.columns.words import account
    from tongzhou.lines.filing.crosscheck import finding, telling

    from . import sending
    from .landing import Register

    before = Delivery.objects.filter(number=mends).first() if mends else None
    if mends and before is None:
        raise click.ClickException(f"没有批次“{mends}”")
    try:
        table, sender = sending.by_body(body, source)
        delivery, new = deliveries.begin(
            table, file, by=sender, on=localdate(), at=now(), mends=before
        )
        if not new and not as_json:
            click.echo(
                f"这个文件已于 {delivery.received_at:%Y-%m-%d} 报送，批次 {delivery.number}。"
            )
        say = (
            (lambda d: click.echo(f"\r{d.percent:3d}% 已读 {d.sent:,} 行", nl=False))
            if not as_json
            else (lambda _: None)
        )
        finding.begin(delivery)
        delivery = loading.load(table, file, delivery, Register(delivery.on), say=say)
        if delivery.state == Delivery.State.DONE:
            telling.check(delivery, now())
    except ValueError as wrong:
        raise click.ClickException(str(wrong)) from wrong
    if rejects:
        with rejects.open("wb") as out:
            out.writelines(refused.lines(delivery))
    if as_json:
        known = deliveries.told(delivery) | telling.told(delivery)
        click.echo(json.dumps(known, ensure_ascii=False, indent=2))
    else:
        click.echo()
        for line in account(table, delivery):
            click.echo(line)
        for rule, n in telling.counted(finding.begin(delivery)):
            click.echo(f"  {n:>9,}  {rule.number:10} {rule.says}（入库后核对，请改正）")
    if delivery.state == Delivery.State.BROKEN:
        raise SystemExit(1)
    if delivery.rejected:
        raise SystemExit(2)
