"""`tongzhou filing load FILE` — load a file of filings from the machine's own disk, in this process, and say what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tongzhou.columns.options import FILE, JSON, MENDS, REJECTS, SOURCE

if TYPE_CHECKING:
    from tongzhou.columns.models import Delivery


@click.group()
def filing() -> None:
    """劳动用工备案."""


@filing.command()
@FILE
@click.option(
    "--body",
    default="",
    help="Who sends: a region's code (its office) or a credit code (an employer). Default: nobody is asked.",
)
@SOURCE
@MENDS
@REJECTS
@JSON
def load(
    file: Path, body: str, source: str, mends: str, rejects: Path | None, as_json: bool
) -> None:
    """Load CSV, XLSX or Parquet with every check; sent again it changes nothing, killed it goes on where it stood.

    Ends with 1 where the file broke off or cannot be read, with 2 where rows were rejected.
    """
    from tongzhou.columns import disk
    from tongzhou.lines.filing.crosscheck import finding, telling

    from . import sending

    def found(delivery: Delivery) -> Iterator[str]:
        for rule, n in telling.counted(finding.begin(delivery)):
            yield f"  {n:>9,}  {rule.number:10} {rule.says}（入库后核对，请改正）"

    try:
        table, sender = sending.by_body(body, source)
    except ValueError as wrong:
        raise click.ClickException(str(wrong)) from wrong
    disk.load(table, file, by=sender, mends=mends, rejects=rejects, as_json=as_json, more=found)
