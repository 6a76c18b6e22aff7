"""`tongzhou dossier` — export, verify, audit, roots. Only `verify` runs without the database, and without Django."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from .verify import NotADossier, verify

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print for machines.")


@click.group()
def dossier() -> None:
    """案卷：导出、核验、核查全库、每日根值 — export, verify, audit, daily roots."""


def start() -> None:
    """Read the settings and make the models ready; verifying never comes here."""
    from tongzhou.__main__ import start_django

    start_django()


def moment() -> datetime:
    """Return the present moment, read once for each command."""
    from django.utils.timezone import now

    return now()


@dossier.command("export")
@click.argument("case")
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, writable=True, path_type=Path)
)
@AS_JSON
def export_(case: str, output: Path, as_json: bool) -> None:
    """Write the dossier of CASE (its number, or the name in its address) to a file."""
    start()
    from django.db.models import Q

    from tongzhou.procedure.models import Case

    from .export import export

    found = Case.objects.filter(Q(number=case) | Q(uid=case)).first()
    if found is None:
        raise click.ClickException(f"没有案号或编号为“{case}”的案件")
    manifest = export(found, output, at=moment())
    account = verify(output)
    if as_json:
        click.echo(json.dumps(account.as_json(), ensure_ascii=False, indent=1))
    else:
        click.echo(
            f"已导出{found}：记录{len(manifest['entries'])}号，文书{len(manifest['papers'])}件 → {output}"
        )
    if not account.sound:  # it is written all the same: a broken chain is evidence too
        for line in account.lines():
            click.echo(line, err=True)


@dossier.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--root", default="", help="The published root of the day, in hexadecimal.")
@click.option(
    "--roots",
    "published",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file of published roots, as `tongzhou dossier roots --json` writes it.",
)
@AS_JSON
def verify_(file: Path, root: str, published: Path | None, as_json: bool) -> None:
    """Check FILE with nothing but itself and the published root; name what is broken, and end with 1."""
    try:
        account = verify(file, root=root, roots=_read(published) if published else None)
    except NotADossier as wrong:
        raise click.ClickException(str(wrong)) from wrong
    if as_json:
        click.echo(json.dumps(account.as_json(), ensure_ascii=False, indent=1))
    else:
        for line in account.lines():
            click.echo(line)
    raise SystemExit(0 if account.sound else 1)


@dossier.command("audit")
@click.option("--contents", is_flag=True, help="Also every text and every file.")
@click.option("--days", is_flag=True, help="Also every daily root.")
@AS_JSON
def audit_(contents: bool, days: bool, as_json: bool) -> None:
    """Check the chains of all cases in the database; name the first broken entry of each."""
    start()
    from .audit import audit

    found = audit(contents=contents, days=days)
    if as_json:
        body: dict[str, Any] = {
            "cases": found.cases,
            "entries": found.entries,
            "contents": found.contents,
            "days": found.days,
            "broken": [{"case": uid, **fault.as_json()} for uid, fault in found.broken],
        }
        click.echo(json.dumps(body, ensure_ascii=False, indent=1))
    else:
        said = f"已核查{found.cases}个案件、{found.entries}号记录"
        said += f"、{found.contents}件正文和附件" if contents else ""
        said += f"、{found.days}日根值" if days else ""
        click.echo(
            said + ("，均完好。" if not found.broken else f"，{len(found.broken)}处有问题：")
        )
        for uid, fault in found.broken:
            click.echo(f"  ✗ {uid} {fault}" if uid else f"  ✗ {fault}")
    raise SystemExit(1 if found.broken else 0)


@dossier.command("roots")
@click.option("--make", type=click.DateTime(["%Y-%m-%d"]), help="Make the root of this day first.")
@AS_JSON
def roots_(make: datetime | None, as_json: bool) -> None:
    """Print the daily roots, to be published."""
    start()
    from tongzhou.procedure import roots
    from tongzhou.procedure.refusal import Refused

    if make is not None:
        try:
            roots.make_root(make.date(), at=moment())
        except Refused as refusal:
            raise click.ClickException(str(refusal)) from refusal
    published = roots.published()
    if as_json:
        click.echo(json.dumps(published, ensure_ascii=False, indent=1))
        return
    for row in published["roots"]:
        click.echo(f"{row['day']}  {row['root']}  {row['cases']}")


def _read(path: Path) -> dict[str, str]:
    """Return published roots by day. Raises ClickException where the file is no such list."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["roots"]
        return {str(date.fromisoformat(row["day"])): str(row["root"]) for row in rows}
    except (ValueError, KeyError, TypeError) as error:
        raise click.ClickException(f"“{path.name}”不是根值清单：{error}") from error
