"""`tongzhou registry load FILE` — load a list of employers from the machine's own disk, in this process, and say what came of it."""

from __future__ import annotations

from pathlib import Path

import click
from django.utils.timezone import localdate


@click.group()
def registry() -> None:
    """登记簿."""


@registry.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
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
