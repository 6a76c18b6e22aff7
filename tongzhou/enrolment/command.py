"""`tongzhou registry load FILE` — load a list of employers from the machine's own disk, in this process, and say what came of it."""

from __future__ import annotations

from pathlib import Path

import click
from django.utils.timezone import localdate

from tongzhou.columns.options import FILE, JSON, MENDS, REJECTS


@click.group()
def registry() -> None:
    """登记簿."""


@registry.command()
@FILE
@click.option(
    "--region",
    default="",
    help="For which region, 1502: rows of other regions come back, its registrars see the delivery. Otherwise for all.",
)
@click.option(
    "--by",
    default="",
    help="The username of whoever registers: one who may register employers there. Default: nobody is asked, the history says the system.",
)
@click.option("--source", default="", help="Who has given the list, in words.")
@MENDS
@REJECTS
@JSON
def load(
    file: Path, region: str, by: str, source: str, mends: str, rejects: Path | None, as_json: bool
) -> None:
    """Register the employers of CSV, XLSX or Parquet with every check; sent again it changes nothing, killed it goes on where it stood.

    Ends with 1 where the file broke off or cannot be read, with 2 where rows were rejected.
    """
    from tongzhou.columns import disk

    from . import sending
    from .table import EMPLOYERS

    try:
        sender = sending.at_machine(region, by, source, on=localdate())
    except ValueError as wrong:
        raise click.ClickException(str(wrong)) from wrong
    disk.load(EMPLOYERS, file, by=sender, mends=mends, rejects=rejects, as_json=as_json)
