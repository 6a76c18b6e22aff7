"""The commands `tongzhou api new|list|revoke|document`."""

from __future__ import annotations

import json
from datetime import datetime

import click
from django.utils.timezone import localdate, now

from tongzhou.api import document, tokens
from tongzhou.api.models import System


@click.group()
def api() -> None:
    """Tokens of other systems, and the document of the interface."""


@api.command()
@click.argument("name")
@click.option("--procedure", "procedures", multiple=True, required=True)
@click.option("--region", "regions", multiple=True, required=True)
@click.option("--by", required=True, help="Who issues it.")
@click.option("--reason", required=True)
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--per-minute", default=120, show_default=True)
def new(
    name: str,
    procedures: tuple[str, ...],
    regions: tuple[str, ...],
    by: str,
    reason: str,
    until: datetime | None,
    per_minute: int,
) -> None:
    """Issue a token. It is shown once."""
    try:
        system, token = tokens.issue(
            name,
            procedures=procedures,
            regions=regions,
            by=by,
            reason=reason,
            at=now(),
            until=until.date() if until else None,
            per_minute=per_minute,
        )
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{system}：{token}")
    click.echo("令牌只显示这一次，请立即妥善保存。")


@api.command(name="list")
def list_() -> None:
    """List the systems, without their tokens."""
    on = localdate(now())
    for system in System.objects.order_by("name"):
        state = (
            "已吊销"
            if system.revoked_at
            else "已过期"
            if system.until and on > system.until
            else "有效"
        )
        scope = f"{'、'.join(system.procedures)}；{'、'.join(system.regions)}"
        click.echo(f"{system.name} {system.hint}… {state}（{scope}）")


@api.command()
@click.argument("name")
@click.option("--reason", required=True)
def revoke(name: str, reason: str) -> None:
    """Take a token back at once."""
    try:
        tokens.revoke(name, reason=reason, at=now())
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{name}：已吊销")


@api.command(name="document")
def document_() -> None:
    """Print the OpenAPI document."""
    click.echo(json.dumps(document.openapi(), ensure_ascii=False, indent=2, sort_keys=True))
