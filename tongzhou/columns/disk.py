"""本机装载 — a file on this machine's own disk, loaded in this process and told of: what the commands of lines, feeds and registers do alike.

Loaded by commands only. Sent again a file changes nothing, killed it goes on where it stood.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import click
from django.utils.timezone import localdate, now

from . import deliveries, jobs, loading, refused
from .declare import Table
from .deliveries import Sender
from .models import Delivery
from .words import account

BROKE_OFF, REJECTED = 1, 2  # how a command ends


def load(
    table: Table,
    file: Path,
    *,
    by: Sender,
    period: str = "",
    mends: str = "",
    rejects: Path | None = None,
    as_json: bool = False,
    more: Callable[[Delivery], Iterable[str]] = lambda _: (),
) -> None:
    """Load a file as the worker would, and say what came of it. `more` gives lines beside the account.

    Raises ClickException in words, and SystemExit: with 1 where the file broke off, with 2 where rows were rejected.
    """
    try:
        delivery, new = deliveries.begin(
            table, file, by=by, on=localdate(), at=now(), period=period, mends=_mended(mends)
        )
        if not new and not as_json:
            click.echo(
                f"这个文件已于 {delivery.received_at:%Y-%m-%d} 报送，批次 {delivery.number}。"
            )
        delivery, table = _loaded(file, delivery, quiet=as_json)
    except ValueError as wrong:
        raise click.ClickException(str(wrong)) from wrong
    if rejects:
        with rejects.open("wb") as out:
            out.writelines(refused.lines(delivery))
    if as_json:
        follow = jobs.afterwards_of(delivery)
        told = deliveries.told(delivery) | (follow.told(delivery) if follow else {})
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for line in [*account(table, delivery), *more(delivery)]:
            click.echo(line)
    if delivery.state == Delivery.State.BROKEN:
        raise SystemExit(BROKE_OFF)
    if delivery.rejected:
        raise SystemExit(REJECTED)


def _mended(number: str) -> Delivery | None:
    if not number:
        return None
    before = Delivery.objects.filter(number=number).first()
    if before is None:
        raise ValueError(f"没有批次“{number}”")
    return before


def _loaded(file: Path, delivery: Delivery, *, quiet: bool) -> tuple[Delivery, Table]:
    """Load what has not landed yet, and do what is done about a delivery when it has; return it, and its table."""

    def say(how_far: Delivery) -> None:
        click.echo(f"\r{how_far.percent:3d}% 已读 {how_far.sent:,} 行", nl=False)

    was, follow = delivery.state, jobs.afterwards_of(delivery)
    if follow:
        follow.begin(delivery)
    table, landing = jobs.loader_of(delivery)(delivery)
    done = loading.load(table, file, delivery, landing, say=(lambda _: None) if quiet else say)
    if not quiet and was != Delivery.State.DONE:
        click.echo()
    if follow and done.state == Delivery.State.DONE:
        # What had landed before was looked at then, unless that process was killed in between.
        is_new = was != done.state
        if is_new or any(one.pk == done.pk for one in follow.left(now())):
            follow.check(done, now())
    return done, table
