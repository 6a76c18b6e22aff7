"""What every command asks that loads a file from this machine's disk, in the same words. Nothing else is loaded with it."""

from __future__ import annotations

from pathlib import Path

import click

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
SOURCE = click.option("--source", default="", help="Who sends it, in words.")
MENDS = click.option(
    "--mends", default="", help="The number of the delivery whose rejected rows this file mends."
)
REJECTS = click.option(
    "--rejects",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the rows to mend, as CSV.",
)
JSON = click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
